"""`borderkit proposals`: the shelf of bundled proposals."""

from __future__ import annotations

import argparse
import json

from borderkit.opening import load_layer
from borderkit.shelf import shelf
from borderkit.wording import Wording

HELP = "the shelf of bundled proposals"


def add_options(command: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    command.add_argument("--json", action="store_true", help="print a list of objects")


def carry_out(options: argparse.Namespace) -> bool:
    """Print the shelf."""
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
        return True
    group = None
    for entry in entries:
        if entry.group != group:
            group = entry.group
            print(f"{group}:")
        moved = f"{Wording().count(entry.units_moved)}, {entry.people_moved:,} people"
        print(f"  {entry.id}\n      {entry.title}: {moved}")
    return True
