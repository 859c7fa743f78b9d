"""A spreadsheet as an office sends it: made-up figures for the counties of Oregon and Idaho, with what goes wrong."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from borderkit.layer import UnitLayer

TITLE = "Property tax by county, made up for a test"
SOURCE = "Source: made up, 2024"
#: What the table writes for some of the counties: misspelt, shortened, or a name that is none.
ODD = {"41045": "Malhuer", "41025": "Harny", "16001": "Ada Co.", "41049": "Morow Cnty"}
NOT_A_NUMBER = "41061"
WITHOUT_ROW = "16003"


def tax_of(geoid: str) -> int:
    """Return the made-up tax of a county."""
    return 1_000 * int(geoid[2:]) + int(geoid[:2])


def taxes(folder: Path, layer: UnitLayer) -> Path:
    """Write the workbook: names and states, thousands with commas, a title, a total, a source, and a second sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Taxes"
    sheet.append([TITLE])
    sheet.append(["County", "State", "Property tax (dollars)", "Median income"])
    for unit, geoid in enumerate(layer.geoids):
        home = layer.home_of(unit)
        if home.code not in ("OR", "ID") or geoid == WITHOUT_ROW:
            continue
        tax = "see note" if geoid == NOT_A_NUMBER else f"{tax_of(geoid):,}"
        sheet.append([ODD.get(geoid, layer.names[unit]), home.name, tax, 40_000 + int(geoid[2:])])
    sheet.append(["Territory of Jefferson", "Oregon", "5,000", 1])
    sheet.append(["Total", None, None, None])
    sheet.append([SOURCE])
    codes = book.create_sheet("Codes")
    codes.append(["FIPS", "Acres"])
    for geoid in ("01001", "06037", "41001"):
        codes.append([int(geoid), int(geoid) % 1000])  # a spreadsheet loses leading zeros
    path = folder / "taxes.xlsx"
    book.save(path)
    return path
