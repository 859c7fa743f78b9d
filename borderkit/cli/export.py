"""`borderkit export`: a proposal as a data file, a web page or a picture, by the ending of the file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from borderkit.cli.options import add_proposal_options, opened
from borderkit.drawing import PictureOptions
from borderkit.errors import BorderkitError, SaveError
from borderkit.export.formats import ENDINGS, FORMATS, What
from borderkit.progress import Silent

HELP = "a data file, a web page or a picture"

_WEB_PAGE = ".html"
_PICTURES = (".png", ".svg", ".pdf")
_ALL_ENDINGS = (*ENDINGS, _WEB_PAGE, *_PICTURES)
#: Files that hold one layer, so that a person may say which.
_OF_ONE_LAYER = tuple(kind.ending for kind in FORMATS if kind.choice)

#: The options of pictures that are given by naming them, and what they set.
_SWITCHES = (
    ("--no-legend", "legend", False, "leave the legend out"),
    ("--no-title", "title", False, "leave the title out"),
    ("--table", "table", True, "put the table of totals beside the map"),
    ("--transparent", "transparent", True, "no background"),
    ("--black-and-white", "black_and_white", True, "greys and hatching in place of colours"),
)
_OPTIONS = {"region": "--region", "width_px": "--width", "dpi": "--dpi"} | {
    name: told for told, name, _, _ in _SWITCHES
}
#: What a picture may measure: a larger one does not fit into memory, a smaller one shows nothing.
_WIDTHS, _DPI = (100, 30_000), (30, 2_400)


def add_options(command: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_proposal_options(command)
    command.add_argument("out", type=Path, metavar="OUT", help=f"the file to write: {', '.join(_ALL_ENDINGS)}")
    command.add_argument(
        "--what",
        choices=[what.value for what in What],
        help=f"what a {', '.join(_OF_ONE_LAYER)} holds ({What.JURISDICTIONS} if not given); others leave no choice",
    )
    pictures = command.add_argument_group("pictures")
    pictures.add_argument("--region", choices=("country", "states"), help="all of the map, or the states concerned")
    pictures.add_argument("--width", dest="width_px", type=_within(*_WIDTHS), metavar="PIXELS")
    pictures.add_argument("--dpi", type=_within(*_DPI), metavar="N", help="pixels to the inch in print")
    for option, name, value, told in _SWITCHES:
        pictures.add_argument(option, dest=name, action="store_const", const=value, help=told)
    command.set_defaults(usage_error=command.error)


def carry_out(options: argparse.Namespace) -> bool:
    """Write the file."""
    ending = options.out.suffix.lower()
    chosen = _picture_options(options)
    if ending not in _ALL_ENDINGS:
        raise SaveError(
            f"{options.out} cannot be written: “{ending}” is no ending that is known here. "
            f"Choose one of {', '.join(_ALL_ENDINGS)}."
        )
    if chosen and ending not in _PICTURES:
        named = ", ".join(_OPTIONS[name] for name in chosen)
        options.usage_error(f"{named}: only pictures have this, {', '.join(_PICTURES)}")
    if options.what is not None and ending not in _OF_ONE_LAYER:
        options.usage_error(f"--what: a {ending} is of one kind. Only {', '.join(_OF_ONE_LAYER)} leave a choice.")
    if ending in _PICTURES:
        _draw(options, PictureOptions(**chosen))
    elif ending == _WEB_PAGE:
        from borderkit.web_page import write_web_page

        write_web_page(opened(options), options.out, Silent())
    else:
        from borderkit.export import export

        export(opened(options), options.out, What(options.what or What.JURISDICTIONS), Silent())
    return True


def _draw(options: argparse.Namespace, chosen: PictureOptions) -> None:
    if options.drawing is None:
        raise BorderkitError("Pictures cannot be drawn here: run the command “borderkit” with Qt installed.")
    options.drawing.picture(opened(options), options.out, chosen)


def _picture_options(options: argparse.Namespace) -> dict[str, Any]:
    """Return the options of pictures that were given, by their names in ``PictureOptions``."""
    named = {field.name: getattr(options, field.name) for field in fields(PictureOptions)}
    return {name: value for name, value in named.items() if value is not None}


def _within(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number between two bounds, for argparse."""

    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least:,} to {most:,}")
        return int(text)

    return read
