"""Tables to be joined: text and workbooks that are damaged, lie about themselves, or hold more than a table may."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.case import Case, Content, Family, Make, Route, bind, changed, without, writes

HEADING = ("GEOID", "County", "Tax", "Votes")
_COUNTIES = ("Baker", "Benton", "Clackamas", "Clatsop", "Columbia", "Coos", "Crook", "Curry", "Deschutes", "Douglas")
#: Taxes in thousands of dollars, and votes: numbers that are no identifiers of any county.
ROWS = tuple(
    (f"41{n:03}", name, 700_000 + n, 120_000 + 20 * n) for n, name in zip(range(1, 20, 2), _COUNTIES, strict=True)
)
_IDS = tuple(str(row[0]) for row in ROWS)
#: The unit whose row is damaged.
_UNIT, _LINE = "41009", "41009,Columbia,700009,120180"


def truth() -> Content:
    """Return what is in the table once it is joined: the numbers of each unit."""
    return {str(geoid): {"Tax": float(tax), "Votes": float(votes)} for geoid, _, tax, votes in ROWS}


FAMILY = Family("tables", Route.TABLE, truth)


def text() -> str:
    """Return the undamaged table as text."""
    return "\r\n".join(",".join(map(str, row)) for row in (HEADING, *ROWS)) + "\r\n"


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _cut()
    yield from _encodings()
    yield from _forms()
    yield from _cells()
    yield from _large()
    yield from _no_files()


def _csv(change: Callable[[str], str], encoding: str = "utf-8", name: str = "table.csv") -> Make:
    return writes(name, lambda: change(text()).encode(encoding))


def _bytes(change: Callable[[bytes], bytes], name: str = "table.csv") -> Make:
    return writes(name, lambda: change(text().encode()))


def _cut() -> Iterator[Case]:
    for at in (0, 1, 5, 21):
        yield FAMILY.refused(f"cut at byte {at}", _bytes(bind(lambda content, at: content[:at], at)))
    yield FAMILY.refused("only its heading", _csv(lambda whole: whole.splitlines()[0] + "\n"))
    yield FAMILY.opened(
        "cut behind a row", _csv(lambda whole: whole[: whole.index(_LINE)]), truth=lambda: without(truth(), *_IDS[4:])
    )
    # The last cell of a text that ends early cannot be told from a whole one.
    yield FAMILY.opened(
        "cut within a row",
        _csv(lambda whole: whole[: whole.index(_LINE) + 12]),
        truth=lambda: changed(without(truth(), *_IDS[5:]), _UNIT, Tax=None, Votes=None),
        told="missing",
    )
    yield FAMILY.refused("all zeros", _bytes(lambda content: bytes(len(content))))
    yield FAMILY.either("zeros behind it", _bytes(lambda content: content + bytes(4096)))


def _encodings() -> Iterator[Case]:
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "mac_roman"):
        yield FAMILY.opened(f"in {encoding}", _csv(lambda whole: whole.replace("Benton", "Doña Ana"), encoding))
    yield FAMILY.either("in utf-32", _csv(lambda whole: whole, "utf-32"))
    yield FAMILY.refused("in the code of mainframes", _csv(lambda whole: whole, "cp037"))
    yield FAMILY.refused("only a byte order mark", _bytes(lambda _: b"\xef\xbb\xbf"))
    yield FAMILY.opened("broken UTF-8 in a name", _bytes(lambda content: content.replace(b"Benton", b"Do\xc3 Ana")))
    yield FAMILY.opened("zero characters in a cell", _bytes(lambda content: content.replace(b"700009", b"700\x00009")))


def _forms() -> Iterator[Case]:
    for what, delimiter in {"semicolons": ";", "tabs": "\t", "bars": "|"}.items():
        yield FAMILY.opened(f"with {what}", _csv(bind(lambda whole, d: whole.replace(",", d), delimiter)))
    yield FAMILY.opened("saying sep=;", _csv(lambda whole: "sep=;\r\n" + whole.replace(",", ";")))
    yield FAMILY.either("saying sep= and nothing", _csv(lambda whole: "sep=\r\n" + whole))
    yield FAMILY.opened("line breaks of old Macs", _csv(lambda whole: whole.replace("\r\n", "\r")))
    yield FAMILY.either(
        "line breaks of three kinds", _csv(lambda whole: whole.replace("\r\n", "\n", 2).replace("\r\n", "\r", 2))
    )
    yield FAMILY.opened("blank lines between", _csv(lambda whole: whole.replace("\r\n", "\r\n\r\n,,,\r\n")))
    yield FAMILY.either(
        "a quotation mark that is not closed",
        _csv(lambda whole: whole.replace("Columbia", '"Columbia')),
        truth=lambda: changed(without(truth(), *_IDS[5:]), _UNIT, Tax=None, Votes=None),
        told=".",
    )
    yield FAMILY.opened(
        "quotation marks within cells", _csv(lambda whole: whole.replace("Columbia", '"County ""9"", or so"'))
    )
    yield FAMILY.opened("line breaks within cells", _csv(lambda whole: whole.replace("Columbia", '"County\r\n9"')))
    yield FAMILY.opened(
        "a title above and notes below", _csv(lambda whole: "Taxes of 2024\r\n\r\n" + whole + "Source: the clerk\r\n")
    )
    yield FAMILY.either(
        "no heading", _csv(lambda whole: whole.split("\r\n", 1)[1]), truth=lambda: {unit: {} for unit in _IDS}
    )
    yield FAMILY.opened("rows longer than the heading", _csv(lambda whole: whole.replace(_LINE, f"{_LINE},5,6,7")))
    yield FAMILY.opened(
        "two columns of one name",
        _csv(lambda whole: whole.replace("County,Tax", "Tax,Tax")),
        truth=lambda: {unit: {"Votes": values["Votes"]} for unit, values in truth().items()},
    )
    yield FAMILY.opened(
        "names of columns with markup and paths", _csv(lambda whole: whole.replace("County", "<b>../../x</b>"))
    )
    yield FAMILY.refused(
        "a web page", writes("table.csv", lambda: b"<!DOCTYPE html><html><table><tr><td>GEOID</td></tr></table></html>")
    )
    yield FAMILY.refused("XML", writes("table.csv", lambda: b'<?xml version="1.0"?><a/>'))
    yield FAMILY.refused("a picture", writes("table.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4))
    yield FAMILY.refused(
        "no column of units", _csv(lambda whole: re.sub(r"^(\d+),\w+", r"Q\1,Q\1", whole, flags=re.MULTILINE))
    )
    yield FAMILY.refused(
        "an old workbook", writes("table.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    )


def _cells() -> Iterator[Case]:
    def tax(what: str, cell: str, value: float | None, told: str) -> Case:
        return FAMILY.opened(
            f"a number is {what}",
            _csv(lambda whole: whole.replace("Columbia,700009", f'Columbia,"{cell}"')),
            truth=lambda: changed(truth(), _UNIT, Tax=value),
            told=told,
        )

    for what, cell in {
        "nan": "nan",
        "inf": "inf",
        "minus inf": "-Infinity",
        "a text": "many",
        "a formula": "=1+1",
        "a date": "2024-11-05",
        "an error": "#REF!",
        "a command": "=cmd|' /C calc'!A0",
        "too large": "1e400",
        "of five hundred digits": "9" * 500,
        "hexadecimal": "0x1F",
        "two numbers": "10 09",
        "in other digits": "१००९",
    }.items():
        yield tax(what, cell, None, f"Tax, row 6|missing|{cell[:4]}" if what != "in other digits" else "")
    for what, cell, value in (
        ("negative", "-1009", -1009.0),
        ("with separators", "700,009", 700009.0),
        ("in brackets", "(1009)", -1009.0),
        ("with a fraction", "1009.5", 1009.5),
        ("in powers of ten", "7.00009e5", 700009.0),
        ("missing", "", None),
    ):
        yield FAMILY.either(
            f"a number is {what}",
            _csv(bind(lambda whole, c: whole.replace("Columbia,700009", f'Columbia,"{c}"'), cell)),
            truth=bind(lambda v: changed(truth(), _UNIT, Tax=v), value),
        )
    for what, new in {
        "without its zero": "6093",
        "with a prefix": "0500000US41009",
        "in powers of ten": "4.1009E+04",
        "with decimals": "41009.0",
        "as a formula": '"=""41009"""',
    }.items():
        unit = "06093" if new == "6093" else _UNIT
        yield FAMILY.opened(
            f"an identifier {what}",
            _csv(bind(lambda whole, n: whole.replace("41009,", f"{n},"), new)),
            truth=bind(lambda u: {u if old == _UNIT else old: values for old, values in truth().items()}, unit),
            told="" if what == "as a formula" else ".",
        )
    for what, new in {
        "unknown": "99999",
        "empty": "",
        "markup": "<b>41009</b>",
        "a path": "../41009",
        "a text": "Oregon City",
        "cut off": "4.1E+04",
    }.items():
        yield FAMILY.opened(
            f"an identifier is {what}", _csv(bind(lambda whole, n: whole.replace("41009,", f"{n},"), new)), told=""
        )  # its name tells the unit
    yield FAMILY.opened(
        "an identifier twice",
        _csv(lambda whole: whole + "41001,again,5,6\r\n"),
        truth=lambda: changed(truth(), "41001", Tax=5.0, Votes=6.0),
        told="twice",
    )


def _large() -> Iterator[Case]:
    yield FAMILY.opened("three hundred columns", _csv(lambda whole: _widened(whole, 290)))
    yield FAMILY.refused("twenty thousand columns", _csv(lambda whole: _widened(whole, 20_000)))
    yield FAMILY.refused(
        "ten million rows, a hundred million bytes",
        writes("table.csv", lambda: text().encode() + b"41001,a,1\n" * 10_000_000),
    )
    yield FAMILY.refused("a line of twenty million letters", _csv(lambda whole: whole + "x" * 20_000_000))
    yield FAMILY.refused("twenty million commas in a line", _csv(lambda whole: whole + "," * 7_900_000 + "\n"))
    yield FAMILY.refused("a cell of a million letters", _csv(lambda whole: whole.replace("Columbia", "x" * 1_000_000)))
    yield FAMILY.refused("half a gigabyte of zeros that take no room", _sparse)
    yield FAMILY.opened("three hundred thousand blank lines", _csv(lambda whole: whole + "\r\n" * 300_000))


def _widened(whole: str, more: int) -> str:
    heading, *rows = whole.splitlines()
    names = "".join(f",F{n}" for n in range(more))
    return "\r\n".join([f"{heading}{names}", *(f"{row}{',7' * more}" for row in rows)])


def _sparse(folder: Path) -> Path:
    path = folder / "table.csv"
    with path.open("wb") as file:
        file.write(text().encode())
        file.truncate(500_000_000)
    return path


def _no_files() -> Iterator[Case]:
    yield FAMILY.refused("a pipe that nobody writes to", lambda folder: _made(folder, os.mkfifo))
    yield FAMILY.refused(
        "a device without end", lambda folder: _made(folder, lambda path: path.symlink_to("/dev/zero"))
    )
    yield FAMILY.refused("a folder", lambda folder: _made(folder, Path.mkdir))
    yield FAMILY.refused("nothing", lambda folder: folder / "table.csv")


def _made(folder: Path, make: Callable[[Path], object]) -> Path:
    path = folder / "table.csv"
    make(path)
    return path
