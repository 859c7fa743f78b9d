"""Assignment files, this program's own and other tools', that are damaged or say what cannot be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from borderkit.opening import open_proposal
from tests.hostile.case import Case, Content, Family, Make, Route, bind, without, writes
from tests.hostile.trying import content_of_proposal

_BAKER, _BENTON, _LANE = "41001", "41003", "41039"
_PIECES = {(_BAKER, "1"): 30, (_BENTON, "1"): 20, (_BENTON, "2"): 10, (_LANE, "2"): 40}


def truth() -> Content:
    """Return what is in the plan: by county, how many blocks are in each district."""
    found: dict[str, dict[str, object]] = {}
    for (unit, district), number in _PIECES.items():
        found.setdefault(unit, {})[district] = number
    return found


FAMILY = Family("plans", Route.PLAN, truth)


def _truth_of_table() -> Content:
    return {**content_of_proposal(open_proposal("greater-idaho-2020")), "about": {"title": "plan"}}


TABLES = Family("assignment tables", Route.PROPOSAL, _truth_of_table)


def plan(delimiter: str = ",", heading: str = "GEOID20,District") -> str:
    """Return the undamaged plan."""
    lines = [heading.replace(",", delimiter)]
    for (unit, district), number in _PIECES.items():
        lines += [f"{unit}9501{district}0{1000 + n}{delimiter}{district}" for n in range(number)]
    return "\n".join(lines) + "\n"


def table() -> str:
    """Return the undamaged table GEOID,STATE."""
    found = [f"{unit},{values['to']}" for unit, values in _truth_of_table().items() if unit != "about"]
    return "\n".join(["GEOID,STATE", *found]) + "\n"


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _plans()
    yield from _districts()
    yield from _tables()
    for family in (FAMILY, TABLES):
        yield family.refused("a pipe that nobody writes to", lambda folder: _made(folder, os.mkfifo))
        yield family.refused(
            "a device without end", lambda folder: _made(folder, lambda path: path.symlink_to("/dev/zero"))
        )


def _made(folder: Path, make: Callable[[Path], object]) -> Path:
    make(folder / "plan.csv")
    return folder / "plan.csv"


def _csv(change: Callable[[str], str], encoding: str = "utf-8") -> Make:
    return writes("plan.csv", lambda: change(plan()).encode(encoding))


def _plans() -> Iterator[Case]:
    for at in (0, 1, 8, 16):
        yield FAMILY.refused(f"cut at byte {at}", _csv(bind(lambda whole, at: whole[:at], at)))
    yield FAMILY.opened(
        "cut behind a row", _csv(lambda whole: whole[: whole.index("410399501")]), truth=lambda: without(truth(), _LANE)
    )
    yield FAMILY.opened(
        "cut within a row",
        _csv(lambda whole: whole[: whole.index("410399501") + 4]),
        truth=lambda: without(truth(), _LANE),
        told="line 62",
    )
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "latin-1"):
        yield FAMILY.opened(f"in {encoding}", _csv(lambda whole: whole, encoding))
    for what, delimiter in {"bars": "|", "tabs": "\t", "semicolons": ";"}.items():
        yield FAMILY.opened(f"with {what}", writes("plan.txt", bind(lambda d: plan(d).encode(), delimiter)))
    yield FAMILY.either(
        "a delimiter in the heading and another in the rows",
        _csv(lambda whole: whole.replace(",", "|").replace("|", ",", 1)),
    )
    for heading in ("a,b", "District,GEOID20", "GEOID20", "<b>,</b>", "GEOID20,GEOID20", ",", "BLOCKID,POP"):
        yield FAMILY.either(
            f"its heading is {heading}", _csv(bind(lambda whole, h: whole.replace("GEOID20,District", h), heading))
        )
    yield FAMILY.either("zeros within", _csv(lambda whole: whole.replace("\n", "\0\n")))
    yield FAMILY.refused(
        "a quotation mark that is not closed", _csv(lambda whole: whole.replace("410399501201000", '"410399501201000'))
    )
    yield FAMILY.refused(
        "ten million rows", writes("plan.csv", lambda: b"GEOID20,District\n" + b"4100195010\n" * 10_000_000)
    )
    yield FAMILY.refused("a line without end", writes("plan.csv", lambda: b"GEOID20,District\n" + b"4" * 30_000_000))
    yield FAMILY.refused("rows of nothing it knows", _csv(lambda whole: whole.replace("\n41", "\nQX")))
    yield FAMILY.refused(
        "identifiers cut off by a spreadsheet", _csv(lambda whole: "GEOID20,District\n" + "4.1001E+14,1\n" * 50)
    )
    yield FAMILY.refused("a web page", writes("plan.csv", lambda: b"<!DOCTYPE html><html></html>"))
    yield FAMILY.refused("a workbook that is none", writes("plan.xlsx", lambda: b"PK\3\4" + bytes(500)))


def _districts() -> Iterator[Case]:
    first = "410019501101000,1"
    for what, district in {
        "nan": "nan",
        "inf": "inf",
        "empty": "",
        "markup": "<b>1</b>",
        "a path": "../1",
        "negative": "-1",
        "enormous": "9" * 400,
        "a formula": "=1+1",
        "a date": "2024-11-05",
        "quoted": '"a,b"',
        "in several at once": "1_2",
        "blank": "   ",
        "half a character": "\ufffd",
        "right-to-left": "\u202e1",
    }.items():
        yield FAMILY.either(
            f"a district is {what}",
            _csv(bind(lambda whole, d: whole.replace(first, f"410019501101000,{d}"), district)),
            differs=("1",),
        )
    for what, row in {"twice, the same": first, "twice, in two districts": "410019501101000,2"}.items():
        yield FAMILY.opened(
            f"a block {what}",
            _csv(bind(lambda whole, r: f"{whole}{r}\n", row)),
            differs=("1",) if "two" in what else (),
            told="twice",
        )
    for what, identifier in {
        "of Puerto Rico": "721279501001000",
        "too short": "410",
        "negative": "-410019501001000",
        "markup": "<b>410019501001000</b>",
    }.items():
        yield FAMILY.opened(
            f"a block is {what}", _csv(bind(lambda whole, i: f"{whole}{i},1\n", identifier)), told="line 102"
        )
    yield FAMILY.either("a block is too long", _csv(lambda whole: f"{whole}4100195010010001234567,1\n"), differs=("1",))
    for what, identifier, unit in (
        ("without its zero", "60939501001000", "06093"),
        ("of a county with another number today", "461139401001000", "46102"),
    ):
        further = {unit: {"1": 1}}
        yield FAMILY.opened(
            f"a block is {what}",
            _csv(bind(lambda whole, i: f"{whole}{i},1\n", identifier)),
            truth=bind(lambda f: {**truth(), **f}, further),
            told="zero|Shannon",
        )


def _table(change: Callable[[str], str], encoding: str = "utf-8") -> Make:
    return writes("plan.csv", lambda: change(table()).encode(encoding))


def _tables() -> Iterator[Case]:
    yield TABLES.refused("empty", _table(lambda _: ""))
    yield TABLES.opened(
        "only its heading", _table(lambda _: "GEOID,STATE\n"), truth=lambda: {"about": {"title": "plan"}}
    )
    yield TABLES.refused("cut within its heading", _table(lambda whole: whole[:8]))
    yield TABLES.refused("cut within an identifier", _table(lambda whole: whole[:80].rpartition("\n")[0] + "\n410"))
    yield TABLES.refused("cut before a code", _table(lambda whole: whole[:80].rpartition("\n")[0] + "\n41059,"))
    for encoding in ("utf-16", "cp037", "utf-32"):
        yield (TABLES.refused if encoding == "cp037" else TABLES.either)(
            f"in {encoding}", _table(lambda whole: whole, encoding)
        )
    yield TABLES.opened("with a byte order mark", _table(lambda whole: whole, "utf-8-sig"))
    yield TABLES.either("zeros within", _table(lambda whole: whole.replace("ID\n", "ID\0\n", 1)))
    yield TABLES.opened("line breaks of old Macs", _table(lambda whole: whole.replace("\n", "\r")))
    yield TABLES.opened(
        "three hundred columns", _table(lambda whole: "".join(f"{line}{',7' * 298}\n" for line in whole.splitlines()))
    )
    yield TABLES.refused("two columns STATE", _table(lambda whole: whole.replace("GEOID,STATE", "GEOID,STATE,STATE")))
    for what, row in {
        "an unknown unit": "99999,ID",
        "an unknown code": "41003,QQ",
        "no unit": ",ID",
        "no code": "41003,",
        "a unit twice": "41001,CA",
        "a lost zero": "6093,NV",
        "markup as its code": "41003,<b>ID</b>",
        "markup as its unit": "<b>,ID",
        "a path as its code": "41003,../ID",
        "a code of a thousand letters": f"41003,{'X' * 1000}",
        "a name as its code": "41003,Idaho",
        "a unit in powers of ten": "4.1E+04,ID",
        "a formula": '"=cmd|x!A0",ID',
        "a line break in its code": '41003,"I\nD"',
        "a quotation mark that is not closed": '"41003,ID',
        "half a line": "41003",
    }.items():
        yield TABLES.refused(f"a row has {what}", _table(bind(lambda whole, r: f"{whole}{r}\n", row)))
    yield TABLES.refused(
        "ten thousand codes that are unknown",
        _table(lambda whole: whole + "".join(f"{41003},Q{n}\n" for n in range(10_000))),
    )
    yield TABLES.refused("ten million rows", _table(lambda whole: whole + "41003,ID\n" * 10_000_000))
    yield TABLES.refused("a cell of a million letters", _table(lambda whole: f"{whole}{'4' * 1_000_000},ID\n"))
    yield TABLES.opened("a row that is at home", _table(lambda whole: f"{whole}06037,CA\n"))
