"""The command line: everything that works without a screen."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from borderkit import __version__
from borderkit.check import Severity, check_file
from borderkit.columns import CENSUSES, ELECTIONS
from borderkit.errors import BorderkitError
from borderkit.jurisdiction import Jurisdiction, Status, new_jurisdiction, next_color
from borderkit.layer import UnitLayer
from borderkit.naming import counties
from borderkit.opening import load_layer, open_proposal
from borderkit.proposal import Proposal
from borderkit.settings import HOUSE_RULES, METHODS
from borderkit.shelf import shelf
from borderkit.totals import totals, totals_csv

#: The commands; anything else in their place is a file for the window.
COMMANDS = ("proposals", "totals", "check")

OK, BAD_INPUT, INTERRUPTED = 0, 1, 130

#: The options that take the place of a proposal's own settings.
_CHOICES = ("election", "people", "house_size", "method", "lapse_seats")

_EPILOG = """\
Without a command, borderkit opens the window, on FILE if one is named.
PROPOSAL is the id of a bundled proposal, a .borderkit file, or a CSV with the columns GEOID and STATE.
"""


def run(arguments: Sequence[str]) -> int:
    """Carry out a command and return the exit status: 0, 1 for an error in the input, 2 for bad usage."""
    options = parser().parse_args(arguments)
    verbose = getattr(options, "verbose", False)
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING)
    try:
        status = int(options.command(options))
        sys.stdout.flush()
    except BorderkitError as error:
        _tell(str(error), verbose)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        _tell(f"{error.filename or 'the output'}: {error.strerror or error}. Check that it can be used.", verbose)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the edge of the program: a bug is told in a line, too
        _tell(f"a mistake of ours, please report it ({type(error).__name__}: {error}). -v shows more.", verbose)
        return BAD_INPUT
    return status


def _tell(message: str, verbose: bool) -> None:
    """Say in one line what went wrong."""
    if verbose:
        logging.exception("The command failed")
    print(f"borderkit: {' '.join(message.split())}", file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = argparse.ArgumentParser(add_help=False)
    # Suppressed, since a command's own default would take back the option given before it.
    common.add_argument(
        "-v", "--verbose", action="store_true", default=argparse.SUPPRESS, help="show details of an error"
    )
    main = argparse.ArgumentParser(
        prog="borderkit",
        usage="borderkit [FILE] | borderkit COMMAND ...",
        description="Redraw the borders of states, county by county, and see what follows.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    main.add_argument("--version", action="version", version=f"borderkit {__version__}")
    commands = main.add_subparsers(metavar="COMMAND", required=True, prog="borderkit")

    listing = commands.add_parser("proposals", help="the shelf of bundled proposals", parents=[common])
    listing.add_argument("--json", action="store_true", help="print a list of objects")
    listing.set_defaults(command=_proposals)

    sums = commands.add_parser("totals", help="before and after, every jurisdiction", parents=[common])
    _add_proposal_options(sums)
    form = sums.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one object, every number an integer")
    form.add_argument("--csv", action="store_true", help="print a table, a row a jurisdiction")
    sums.set_defaults(command=_totals)

    check = commands.add_parser("check", help="what is wrong with a layer or a proposal", parents=[common])
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--layer", type=Path, metavar="FILE", help="the layer to check a proposal against")
    check.add_argument("--json", action="store_true", help="print one object")
    check.set_defaults(command=_check)
    return main


def _add_proposal_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("proposal", metavar="PROPOSAL")
    command.add_argument("--layer", type=Path, metavar="FILE", help="a unit layer instead of the bundled counties")
    command.add_argument("--new", action="append", default=[], metavar="CODE=NAME", help="a new state that a CSV names")
    command.add_argument("--election", type=int, choices=ELECTIONS)
    command.add_argument("--people", type=int, choices=CENSUSES)
    command.add_argument("--house-size", type=_house_size, metavar="N|wyoming|cube-root")
    command.add_argument("--method", choices=METHODS)
    command.add_argument(
        "--lapse-seats",
        action="store_true",
        default=None,
        help="drop the seats of those who leave instead of sharing them out again",
    )
    command.add_argument("--restore-zeros", action="store_true", help="mend GEOIDs that lost their leading zeros")


def _house_size(text: str) -> int | str:
    if text in HOUSE_RULES:
        return text
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is neither a number of seats nor {' or '.join(HOUSE_RULES)}")


def _open(options: argparse.Namespace) -> Proposal:
    layer = load_layer(options.layer)
    declared = _declared(options.new, layer)
    proposal = open_proposal(options.proposal, layer, declared, restore_zeros=options.restore_zeros)
    chosen = {name: value for name in _CHOICES if (value := getattr(options, name)) is not None}
    proposal.settings = replace(proposal.settings, **chosen)
    for group in proposal.unknown:
        print(
            f"borderkit: warning: the layer has no unit {', '.join(group.units)}; it is counted nowhere",
            file=sys.stderr,
        )
    return proposal


def _declared(texts: Sequence[str], layer: UnitLayer) -> list[Jurisdiction]:
    declared: list[Jurisdiction] = []
    for text in texts:
        code, _, name = text.partition("=")
        others = (*layer.jurisdictions, *declared)
        color = next_color(other.color for other in declared)
        declared.append(new_jurisdiction(code, name or code, Status.NEW_STATE, color, others))
    return declared


def _proposals(options: argparse.Namespace) -> int:
    entries = shelf(load_layer())
    if options.json:
        listed = [
            {
                "id": entry.id,
                "title": entry.title,
                "group": entry.group,
                "date": entry.document.details.date,
                "certainty": entry.certainty,
                "units_moved": entry.units_moved,
                "people_moved": entry.people_moved,
                "summary": entry.document.details.summary,
            }
            for entry in entries
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return OK
    group = None
    for entry in entries:
        if entry.group != group:
            group = entry.group
            print(f"{group}:")
        moved = f"{counties(entry.units_moved)}, {entry.people_moved:,} people"
        print(f"  {entry.id}\n      {entry.title}: {moved}")
    return OK


def _totals(options: argparse.Namespace) -> int:
    proposal = _open(options)
    if options.csv:
        sys.stdout.write(totals_csv(proposal))
    elif options.json:
        print(json.dumps(totals(proposal), ensure_ascii=False, indent=1))
    else:
        _print_totals(proposal)
    return OK


def _print_totals(proposal: Proposal) -> None:
    data = totals(proposal)
    settings = proposal.settings
    print(f"{data['proposal']['title']}: {counties(data['proposal']['units_moved'])} moved")
    print(f"People of {settings.people}, votes of {settings.election}")
    print(f"{'':24}{'people before':>16}{'people after':>16}{'change':>14}")
    for row in data["jurisdictions"]:
        before, after = ((row[side] or {"people": 0, "units": 0}) for side in ("before", "after"))
        if before != after:
            change = after["people"] - before["people"]
            print(f"{row['name']:24}{before['people']:>16,}{after['people']:>16,}{change:>+14,}")
    for note in data["notes"]:
        print(f"Note: {note}")


def _check(options: argparse.Namespace) -> int:
    findings = check_file(options.file, lambda: load_layer(options.layer))
    errors = [finding for finding in findings if finding.level is Severity.ERROR]
    if options.json:
        report = {"file": str(options.file), "ok": not errors, "findings": [asdict(f) for f in findings]}
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(f"{finding.level}: {finding.where}: {finding.message} {finding.remedy}")
        if not findings:
            print(f"{options.file}: nothing is wrong.")
    if errors:
        first = errors[0]
        print(f"borderkit: {first.where}: {first.message} {first.remedy}", file=sys.stderr)
    return BAD_INPUT if errors else OK
