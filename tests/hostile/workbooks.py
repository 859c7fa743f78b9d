"""Workbooks to be joined, damaged in every part."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from openpyxl import Workbook

from tests.hostile.case import Case, Make, bind, writes
from tests.hostile.tables import FAMILY, HEADING, ROWS
from tests.hostile.zip_bytes import archive_of, entry, packed_zeros

#: Parts of a workbook; the undamaged one has its texts in its cells, and no table of them.
_SHEET, _BOOK, _TEXTS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _workbooks_cut()
    yield from _workbooks()


@cache
def workbook() -> bytes:
    """Return the undamaged table as a workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADING, *ROWS):
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _xlsx(change: Callable[[bytes], bytes]) -> Make:
    return writes("table.xlsx", lambda: change(workbook()))


def _part(name: str, change: Callable[[bytes], bytes] | None) -> Make:
    """Return what writes the workbook with one part changed, or left out."""

    def other(content: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            assert name in old.namelist(), "there is no such part"
            for item in old.infolist():
                part = old.read(item)
                if item.filename == name:
                    if change is None:
                        continue
                    after = change(part)
                    assert after != part, "nothing is damaged"
                    part = after
                new.writestr(item.filename, part)
        return target.getvalue()

    return _xlsx(other)


def _workbooks_cut() -> Iterator[Case]:
    for at in (4, 30, 100, 1000):
        yield FAMILY.refused(f"workbook cut at byte {at}", _xlsx(bind(lambda content, at: content[:at], at)))
    for share in (25, 50, 75, 99):
        yield FAMILY.refused(
            f"workbook cut at {share} per cent",
            _xlsx(bind(lambda content, s: content[: len(content) * s // 100], share)),
        )
    for part in ("[Content_Types].xml", _BOOK, "xl/_rels/workbook.xml.rels", _SHEET):
        yield FAMILY.refused(f"workbook without {part}", _part(part, None))
        yield FAMILY.refused(f"workbook with half of {part}", _part(part, lambda content: content[: len(content) // 2]))
    for part in ("xl/styles.xml", "xl/theme/theme1.xml", "docProps/core.xml", "_rels/.rels"):
        yield FAMILY.either(f"workbook without {part}", _part(part, None))
        yield FAMILY.either(f"workbook with half of {part}", _part(part, lambda content: content[: len(content) // 2]))


def _workbooks() -> Iterator[Case]:
    def sheet(what: str, old: bytes, new: bytes, **more: object) -> Case:
        return FAMILY.either(f"workbook: {what}", _part(_SHEET, lambda content: content.replace(old, new, 1)), **more)

    yield sheet("its size is said to be that of a whole sheet", b'ref="A1:D11"', b'ref="A1:XFD1048576"')
    yield sheet("its size is said to be one cell", b'ref="A1:D11"', b'ref="A1"')
    yield sheet("its size is nonsense", b'ref="A1:D11"', b'ref="nonsense"')
    yield sheet("a cell has no place that exists", b'r="C6"', b'r="ZZZZZZ9999999999"', differs=("Tax",))
    yield sheet("a cell has a place that is nonsense", b'r="C6"', b'r="?"', differs=("Tax",))
    yield sheet("a cell in the last column", b'r="C6"', b'r="XFD6"', differs=("Tax",), told=".")
    yield sheet("a row has the last number", b'<row r="11"', b'<row r="1048576"')
    yield sheet("a row has no number that exists", b'<row r="11"', b'<row r="99999999999"')
    yield sheet("a row has a negative number", b'<row r="11"', b'<row r="-5"')
    yield sheet("two rows of one number", b'<row r="7"', b'<row r="6"')
    for what, value in {
        "nan": b"nan",
        "inf": b"inf",
        "1e999": b"1e999",
        "text": b"many",
        "nothing": b"",
        "five hundred digits": b"9" * 500,
    }.items():
        yield sheet(
            f"a number is {what}",
            b"<v>700009</v>",
            b"<v>" + value + b"</v>",
            differs=("Tax",),
            told="row 6|missing|Tax",
        )
    for kind in (b"b", b"e", b"d", b"str", b"inlineStr", b"s", b"zzz"):
        yield sheet(
            f"a number says it is of type {kind.decode()}",
            b'r="C6" t="n"',
            b'r="C6" t="' + kind + b'"',
            differs=("Tax",),
        )
    yield sheet(
        "a text that is not in the table of texts", b't="inlineStr"><is><t>Columbia</t></is>', b't="s"><v>999999</v>'
    )
    yield sheet(
        "a formula without a result",
        b"<v>700009</v>",
        b"<f>700000+9</f><v></v>",
        differs=("Tax",),
        told="formula|missing",
    )
    yield sheet("elements two thousand deep", b"<sheetData>", b"<a>" * 2000 + b"</a>" * 2000 + b"<sheetData>")
    yield FAMILY.refused(
        "workbook: entities that unpack to gigabytes",
        _part(
            _SHEET,
            lambda content: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + content,
        ),
    )
    yield FAMILY.refused(
        "workbook: an entity from another file",
        _part(_BOOK, lambda content: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + content),
    )
    yield FAMILY.either(
        "workbook: a hundred thousand merged cells",
        _part(
            _SHEET,
            lambda content: content.replace(
                b"</sheetData>",
                b"</sheetData><mergeCells>" + b'<mergeCell ref="F1:XFD1"/>' * 100_000 + b"</mergeCells>",
            ),
        ),
    )
    yield FAMILY.refused(
        "workbook: no sheets", _part(_BOOK, lambda content: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", content))
    )
    yield FAMILY.either(
        "workbook: its sheet is hidden",
        _part(_BOOK, lambda content: content.replace(b'state="visible"', b'state="veryHidden"')),
    )
    yield FAMILY.refused(
        "workbook: its sheet lies in another file",
        _part(
            "xl/_rels/workbook.xml.rels",
            lambda content: re.sub(rb'Target="/xl/worksheets[^"]*"', b'Target="../../../../etc/passwd"', content),
        ),
    )
    yield FAMILY.opened(
        "workbook: the name of its sheet is markup",
        _part(_BOOK, lambda content: content.replace(b'name="Sheet"', b'name="&lt;b&gt;../x"')),
    )
    yield FAMILY.refused("workbook: a bomb as its sheet", _xlsx(lambda content: _with_bomb(content, _SHEET)))
    yield FAMILY.refused("workbook: a bomb as its texts", _xlsx(lambda content: _with_bomb(content, _TEXTS)))
    yield FAMILY.refused("workbook: a bomb as its styles", _xlsx(lambda content: _with_bomb(content, "xl/styles.xml")))
    yield FAMILY.either("workbook: a part named ../", _xlsx(lambda content: _with_member(content, "../../escaped.xml")))
    yield FAMILY.refused("workbook: binary", _xlsx(lambda content: _with_member(content, "xl/workbook.bin")))
    yield FAMILY.refused(
        "a zip of a table", writes("table.xlsx", lambda: archive_of([entry(b"table.csv", b"", 0, method=0)]))
    )
    yield FAMILY.refused("an OpenDocument table", writes("table.xlsx", _document))


def _with_bomb(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        members = [(item.filename, old.read(item)) for item in old.infolist() if item.filename != name]
    plain = [entry(key.encode(), part, len(part), zlib.crc32(part), method=0) for key, part in members]
    return archive_of([*plain, entry(name.encode(), packed_zeros(700), 700 << 20)])


def _with_member(content: bytes, name: str) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, b"<x/>")
    return target.getvalue()


def _document() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return target.getvalue()
