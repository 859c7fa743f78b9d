"""`borderkit totals`: before and after of every jurisdiction."""

from __future__ import annotations

import argparse
import json
import sys

from borderkit.cli.options import add_proposal_options, opened
from borderkit.proposal import Proposal
from borderkit.totals import totals, totals_csv

HELP = "before and after, every jurisdiction"


def add_options(command: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_proposal_options(command)
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one object, every number an integer")
    form.add_argument("--csv", action="store_true", help="print a table, a row a jurisdiction")


def carry_out(options: argparse.Namespace) -> bool:
    """Print the totals in the form asked for."""
    proposal = opened(options)
    if options.csv:
        sys.stdout.write(totals_csv(proposal))
    elif options.json:
        print(json.dumps(totals(proposal), ensure_ascii=False, indent=1))
    else:
        _print_totals(proposal)
    return True


def _print_totals(proposal: Proposal) -> None:
    data = totals(proposal)
    settings = proposal.settings
    print(f"{data['proposal']['title']}: {proposal.layer.wording.count(data['proposal']['units_moved'])} moved")
    print(f"People of {settings.people}, votes of {settings.election}")
    print(f"{'':24}{'people before':>16}{'people after':>16}{'change':>14}")
    for row in data["jurisdictions"]:
        before, after = ((row[side] or {"people": 0, "units": 0}) for side in ("before", "after"))
        if before != after:
            change = after["people"] - before["people"]
            print(f"{row['name']:24}{before['people']:>16,}{after['people']:>16,}{change:>+14,}")
    for note in data["notes"]:
        print(f"Note: {note}")
