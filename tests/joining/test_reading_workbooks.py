"""Workbooks are read as they were calculated; damaged and dangerous ones are refused."""

import datetime as dt
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest

from borderkit.joining import TableError, read_numbers, read_table, sheets
from tests.joining.files import rows_of, text_file, with_part, workbook

ROWS: list[list[object]] = [
    ["FIPS", "County", "Tax", "Share", "Since"],
    [6037, "Los Angeles", 1204.5, 0.125, dt.datetime(2024, 11, 5)],
    [41001.0, "Baker", None, "#N/A", True],
]
SHEET = "xl/worksheets/sheet1.xml"


def test_numbers_dates_and_texts_are_kept_as_text_and_as_numbers(tmp_path: Path) -> None:
    table = read_table(workbook(tmp_path, {"Data": ROWS}))
    assert rows_of(table) == [
        ("6037", "Los Angeles", "1204.5", "0.125", "2024-11-05"),
        ("41001", "Baker", "", "#N/A", "TRUE"),
    ]
    numbers = table.columns[2].numbers
    assert numbers is not None
    np.testing.assert_array_equal(numbers, [1204.5, np.nan])


def test_sheets_are_listed_and_chosen(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"About": [["Made in 2024"]], "Data": ROWS, "More": [["A", "B"], [1, 2]]})
    assert sheets(path) == ("About", "Data", "More")
    assert read_table(path).origin.sheet == "Data"
    assert read_table(path, "More").names == ("A", "B")
    with pytest.raises(TableError, match=r"no sheet “Tax”\. It has: About, Data, More"):
        read_table(path, "Tax")
    assert sheets(text_file(tmp_path, "a,b\n1,2\n")) == ()


def test_merged_headings_stand_for_all_their_columns(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Votes by county", None, None, None, None, None],
        ["FIPS", "County", 2020, None, 2024, None],
        [None, None, "Dem", "Rep", "Dem", "Rep"],
        [41001, "Baker", 1, 2, 3, 4],
        [41003, "Benton", 5, 6, 7, 8],
    ]
    table = read_table(workbook(tmp_path, {"Data": rows}, ["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"]))
    assert table.names == ("FIPS", "County", "2020 Dem", "2020 Rep", "2024 Dem", "2024 Rep")
    assert table.preamble == ("Votes by county",)
    assert table.rows.tolist() == [4, 5]


def test_formulas_give_their_stored_results_and_those_without_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Data": [["FIPS", "Tax"], [41001, "=1+1"], [41003, "=2+2"]]})
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET)
    assert sheet.count(b"<v></v>") + sheet.count(b"<v />") + sheet.count(b"<v/>") == 2
    sheet = sheet.replace(b"<v></v>", b"<v>2</v>", 1).replace(b"<v />", b"<v>2</v>", 1).replace(b"<v/>", b"<v>2</v>", 1)
    table = read_table(with_part(path, SHEET, sheet))
    assert table.columns[1].texts == ["2", ""]
    assert "1 formulas have no stored result" in table.remarks[0]


def test_noise_of_binary_fractions_does_not_become_decimals(tmp_path: Path) -> None:
    table = read_table(workbook(tmp_path, {"Data": [["FIPS", "Rate"], [41001, 0.1 + 0.2], [41003, 2.5]]}))
    numbers = read_numbers(table.columns[1])
    assert numbers.decimals == 1
    assert numbers.values.tolist() == [3, 25]


def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Data": ROWS}).rename(tmp_path / "table.csv")
    assert read_table(path).origin.sheet == "Data"
    assert len(read_table(text_file(tmp_path, "a,b\n1,2\n", "table.xlsx"))) == 1


def test_a_sheet_cannot_lie_about_its_size(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Data": ROWS})
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET)
    assert b'<dimension ref="A1:E3"' in sheet
    changed = sheet.replace(b'<dimension ref="A1:E3"', b'<dimension ref="A1:XFD1048576"')
    assert len(read_table(with_part(path, SHEET, changed))) == 2
    changed = sheet.replace(b'<dimension ref="A1:E3"', b'<dimension ref="A1:A1"')
    assert len(read_table(with_part(path, SHEET, changed)).columns) == 5


def sheet_of(inside: bytes) -> bytes:
    head = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return head + inside + b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("part", "content", "message"),
    [
        pytest.param(SHEET, sheet_of(b"<row><c><v>1</v></c></row>" * 1_100_000), "1,000,000 rows", id="rows"),
        pytest.param(SHEET, sheet_of((b"<row>" + b"<c/>" * 1_000 + b"</row>") * 4_100), "4,000,000 cells", id="cells"),
        pytest.param(SHEET, sheet_of(b"<row>" + b"<z/>" * 6_000_000 + b"</row>"), "no cells", id="other"),
        pytest.param(SHEET, sheet_of(b"<row>" + b"x" * 20_000_000 + b"</row>"), "within one row", id="text"),
        pytest.param(SHEET, sheet_of(b'<row r="999999999"><c><v>1</v></c></row>'), "1,000,000 rows", id="far"),
        pytest.param("xl/styles.xml", b"<a/>" * 5_000_000, "styles.xml", id="styles"),
        pytest.param("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 2_000_000, "1,500,000 texts", id="texts"),
        pytest.param("xl/huge.bin", bytes(700_000_000), "700 million bytes", id="unpacked"),
        pytest.param(SHEET, b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', "declares entities", id="entities"),
        pytest.param(SHEET, b"<worksheet><sheetData><row>", "damaged", id="truncated-xml"),
        pytest.param("xl/workbook.xml", b"no xml", "damaged", id="no-xml"),
    ],
)  # fmt: skip
def test_bombs_and_damaged_parts_are_refused(tmp_path: Path, part: str, content: bytes, message: str) -> None:
    path = with_part(workbook(tmp_path, {"Data": ROWS}), part, content)
    with pytest.raises(TableError, match=message):
        read_table(path)


def test_zips_that_are_no_workbooks_are_refused(tmp_path: Path) -> None:
    for name, parts, message in (
        ("a.zip", ["table.csv"], "no workbook"),
        ("a.ods", ["mimetype", "content.xml"], "OpenDocument"),
        ("a.xlsb", ["[Content_Types].xml", "xl/workbook.bin"], "binary workbook"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for part in parts:
                archive.writestr(part, "x")
        with pytest.raises(TableError, match=message):
            read_table(tmp_path / name)


def refusal_of(path: Path) -> TableError | None:
    try:
        read_table(path)
    except TableError as refusal:
        return refusal
    return None


def test_a_workbook_that_is_cut_or_changed_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    content = workbook(tmp_path, {"Data": ROWS}).read_bytes()
    chance = random.Random(11)
    refusals: list[str] = []
    for case in range(120):
        damaged = bytearray(content[: chance.randrange(4, len(content))] if case % 2 else content)
        for _ in range(0 if case % 2 else 8):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        path = text_file(tmp_path, bytes(damaged), "damaged.xlsx")
        refusals += [str(refusal)] if (refusal := refusal_of(path)) else []
    assert len(refusals) > 60
    assert all("damaged.xlsx" in refusal for refusal in refusals)
