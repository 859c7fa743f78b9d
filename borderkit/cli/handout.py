"""`borderkit handout`: pages to print, as PDF; the data sheet as .html, too."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from borderkit.cli.options import add_counting_options, opened
from borderkit.drawing import Drawing
from borderkit.errors import BorderkitError, SaveError
from borderkit.handout.choices import Paper, Template
from borderkit.handout.compose import compose
from borderkit.handout.data_sheet import write_data_sheet
from borderkit.handout.stored import stored_format, stored_words
from borderkit.number_format import NumberFormat
from borderkit.settings import Settings
from borderkit.shelf import bundled_path

HELP = "pages to print: one page, two pages, a poster, a comparison, a data sheet"

_PDF, _HTML = ".pdf", ".html"
_SETTINGS = tuple(setting.name for setting in fields(Settings))
_Choice = TypeVar("_Choice", bound=StrEnum)
_NO_QT = (
    "Pages cannot be typeset here: run the command “borderkit” with Qt installed. "
    "OUT.html with --template data-sheet works without it."
)


def add_options(command: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    command.add_argument("proposal", nargs="?", metavar="PROPOSAL")
    command.add_argument("out", nargs="?", type=Path, metavar="OUT.pdf", help="a data sheet may be an .html, too")
    command.add_argument("--all", type=Path, metavar="OUTDIR", help="a handout of every bundled proposal, ID.pdf each")
    command.add_argument("--template", type=_one_of(Template), metavar="|".join(Template))
    command.add_argument("--with", dest="second", metavar="PROPOSAL2", help="what to compare with")
    command.add_argument("--paper", type=_one_of(Paper), metavar="|".join(Paper))
    command.add_argument("--landscape", action=argparse.BooleanOptionalAction, default=None)
    command.add_argument("--black-and-white", action=argparse.BooleanOptionalAction, default=None)
    add_counting_options(command)
    command.set_defaults(usage_error=command.error)


def carry_out(options: argparse.Namespace) -> bool:
    """Write the file, or all of them; return False if one of these could not be written."""
    if options.all is not None:
        return _all(options)
    if options.proposal is None or options.out is None:
        options.usage_error("name a PROPOSAL and OUT.pdf, or --all OUTDIR")
    _check(options)
    proposal = opened(options)
    layout = replace(stored_format(proposal.document), **_layout(options))
    if options.out.suffix.lower() == _HTML:
        today = dt.date.today()
        write_data_sheet(options.out, compose(proposal, stored_words(proposal.document), NumberFormat(), today))
        return True
    second = None if options.second is None else opened(options, options.second, proposal.layer)
    warnings = _drawing(options).handout(proposal, options.out, layout, second)
    _tell(warnings)
    return True


def _check(options: argparse.Namespace) -> None:
    """Find what cannot be before anything is opened.

    Raises:
        BorderkitError: if it cannot.

    """
    ending = options.out.suffix.lower()
    if ending not in (_PDF, _HTML):
        raise SaveError(f"{options.out} cannot be written: a handout is a {_PDF}, or a data sheet as {_HTML}.")
    if ending == _HTML and options.template not in (None, Template.DATA_SHEET):
        raise SaveError(f"{options.out} cannot be written: only the data sheet is made as {_HTML}. Choose a {_PDF}.")
    on_paper = [_as_typed(name, value) for name, value in _layout(options).items() if name != "template"]
    if ending == _HTML and on_paper:
        options.usage_error(f"{', '.join(on_paper)}: only a {_PDF} has this; an {_HTML} has no pages")
    if options.template is Template.COMPARISON and options.second is None:
        raise BorderkitError("A comparison takes two proposals. Name the second one, too (--with PROPOSAL2).")
    if options.second is not None and options.template is not Template.COMPARISON:
        options.usage_error("--with goes with --template comparison")
    if options.second is not None and _file(options.second) == _file(options.proposal):
        raise BorderkitError(f"{options.second} cannot be compared with itself. Name another proposal after --with.")


def _file(named: str) -> Path:
    """Return the file of a proposal, by its path or its id."""
    return Path(os.path.realpath(bundled_path(named) or named))


def _all(options: argparse.Namespace) -> bool:
    named = (options.proposal, options.second, options.layer)
    if any(one is not None for one in named) or options.new or options.new_country or options.district:
        options.usage_error("--all takes every bundled proposal: leave PROPOSAL, --with, --layer and --new out")
    settings = {name: value for name in _SETTINGS if (value := getattr(options, name)) is not None}
    done = _drawing(options).all_handouts(options.all, _layout(options), settings)
    for one in done:
        _tell(f"{one.proposal}: {warning}" for warning in one.warnings)
        if one.error:
            print(f"borderkit: {one.proposal}: {one.error}", file=sys.stderr)
    return not any(one.error for one in done)


def _layout(options: argparse.Namespace) -> dict[str, Any]:
    """Return what is chosen of the format, by its names there."""
    names = ("template", "paper", "landscape", "black_and_white")
    return {name: value for name in names if (value := getattr(options, name)) is not None}


def _as_typed(name: str, value: object) -> str:
    """Return the option that sets a name of the format to a value."""
    return f"--{'no-' if value is False else ''}{name.replace('_', '-')}"


def _one_of(kind: type[_Choice]) -> Callable[[str], _Choice]:
    """Return what reads one of a few names, for argparse."""

    def read(text: str) -> _Choice:
        try:
            return kind(text.lower())
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(kind)}") from None

    return read


def _drawing(options: argparse.Namespace) -> Drawing:
    drawing: Drawing | None = options.drawing
    if drawing is None:
        raise BorderkitError(_NO_QT)
    return drawing


def _tell(warnings: Iterable[str]) -> None:
    for warning in warnings:
        print(f"borderkit: warning: {warning}", file=sys.stderr)
