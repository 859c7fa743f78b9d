"""The options that all commands on a proposal share, and opening the proposal as they say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from borderkit.columns import CENSUSES, ELECTIONS
from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status, new_jurisdiction, next_color
from borderkit.layer import UnitLayer
from borderkit.opening import load_layer, open_proposal
from borderkit.proposal import Proposal
from borderkit.settings import HOUSE_RULES, METHODS

#: The options that take the place of a proposal's own settings.
_CHOICES = ("election", "people", "house_size", "method", "lapse_seats")


def add_proposal_options(command: argparse.ArgumentParser) -> None:
    """Let a command take a PROPOSAL, and everything that says how to open and count it."""
    command.add_argument("proposal", metavar="PROPOSAL")
    add_counting_options(command)


def add_counting_options(command: argparse.ArgumentParser) -> None:
    """Let a command take everything that says how to open and count a proposal, but not which one."""
    command.add_argument("--layer", type=Path, metavar="FILE", help="a unit layer instead of the bundled counties")
    command.add_argument("--new", action="append", default=[], metavar="CODE=NAME", help="a new state that a CSV names")
    command.add_argument(
        "--new-country", action="append", default=[], metavar="CODE=NAME", help="an independent country that it names"
    )
    command.add_argument(
        "--district",
        action="append",
        default=[],
        type=_district,
        metavar="LABEL=CODE",
        help="what a district of another tool's plan is; LABEL= leaves its units home",
    )
    command.add_argument("--election", type=int, metavar=_years(ELECTIONS), help="or another year that a layer has")
    command.add_argument("--people", type=int, metavar=_years(CENSUSES), help="likewise")
    command.set_defaults(usage_error=command.error)
    command.add_argument("--house-size", type=_house_size, metavar="N|wyoming|cube-root")
    command.add_argument("--method", choices=METHODS)
    command.add_argument(
        "--lapse-seats",
        action="store_true",
        default=None,
        help="drop the seats of those who leave instead of sharing them out again",
    )
    command.add_argument("--restore-zeros", action="store_true", help="mend GEOIDs that lost their leading zeros")


def opened(options: argparse.Namespace, what: str | None = None, layer: UnitLayer | None = None) -> Proposal:
    """Open a proposal as the options say, and tell of units that the layer does not have.

    Args:
        options: the options of the command.
        what: the id or the path; that in the options if None.
        layer: the layer that the options name, where it is read already.

    Raises:
        BorderkitError: if the layer or the proposal cannot be opened.

    """
    layer = layer or load_layer(options.layer, _note)
    _check_year(options, "election", layer.elections or ELECTIONS)
    _check_year(options, "people", layer.censuses or CENSUSES)
    declared = _declared(options.new, Status.NEW_STATE, layer)
    declared += _declared(options.new_country, Status.INDEPENDENT, layer, declared)
    named = options.proposal if what is None else what
    proposal = open_proposal(
        named,
        layer,
        declared,
        restore_zeros=options.restore_zeros,
        districts=dict(options.district),
        tell=_tell_not_taken,
    )
    chosen = {name: value for name in _CHOICES if (value := getattr(options, name)) is not None}
    proposal.settings = replace(proposal.settings, **chosen)
    for group in proposal.unknown:
        print(
            f"borderkit: warning: the layer has no unit {', '.join(group.units)}; it is counted nowhere",
            file=sys.stderr,
        )
    return proposal


def _years(years: Sequence[int]) -> str:
    return "|".join(str(year) for year in years)


def _check_year(options: argparse.Namespace, name: str, offered: Sequence[int]) -> None:
    year = getattr(options, name)
    if year is not None and year not in offered:
        options.usage_error(f"argument --{name}: invalid choice: {year} (choose from {_years(offered)})")


def _house_size(text: str) -> int | str:
    if text in HOUSE_RULES:
        return text
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is neither a number of seats nor {' or '.join(HOUSE_RULES)}")


def _district(text: str) -> tuple[str, str]:
    label, sign, code = (part.strip() for part in text.partition("="))
    if not label or not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form LABEL=CODE, such as 3=ID")
    return label, code


def _note(sentence: str) -> None:
    print(f"borderkit: note: {sentence}", file=sys.stderr)


def _tell_not_taken(line: str) -> None:
    print(f"borderkit: warning: {line} “borderkit check” lists what could not be taken over.", file=sys.stderr)


def _declared(
    texts: Sequence[str], status: Status, layer: UnitLayer, already: Sequence[Jurisdiction] = ()
) -> list[Jurisdiction]:
    declared: list[Jurisdiction] = []
    for text in texts:
        code, _, name = text.partition("=")
        others = (*layer.jurisdictions, *already, *declared)
        color = next_color(other.color for other in (*already, *declared))
        if not name:
            name = OUTSIDE.name if code.strip().upper() == OUTSIDE.code else code
        declared.append(new_jurisdiction(code, name, status, color, others))
    return declared
