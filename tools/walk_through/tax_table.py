"""A made-up spreadsheet of property tax for the counties of Oregon, written as an office would write it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from openpyxl import Workbook

from borderkit.layer import UnitLayer

NAME = "oregon_property_tax.xlsx"
_SEED = 2024
#: Dollars a person and year, about; and how far the counties lie apart (the deviation of its logarithm).
_A_PERSON, _APART = 1_700, 0.25

#: What the sheet writes for some counties; all others are there without the word "County".
WRITTEN = {"41045": "Malhuer", "41027": "Hood R.", "41065": "Wascoe"}
#: The county whose cell has words in it.
NOT_A_NUMBER, WORDS = "41069", "not yet certified"
#: A row that is no county, which nobody can place.
NO_COUNTY = ("Columbia Gorge Fire District", 4_418_300)


def write_tax_table(folder: Path, layer: UnitLayer) -> Path:
    """Write the workbook.

    Args:
        folder: for the file.
        layer: the bundled counties.

    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Property tax"
    sheet.append(["Property tax imposed, by county of Oregon (made up for a walk-through)"])
    sheet.append(["County", "State", "Property tax (dollars)"])
    random = np.random.default_rng(_SEED)
    for unit, geoid in enumerate(layer.geoids):
        if layer.home_of(unit).code != "OR":
            continue
        tax = round(int(layer.column("people_2020")[unit]) * _A_PERSON * float(random.lognormal(0, _APART)), -2)
        name = WRITTEN.get(geoid, layer.names[unit].removesuffix(" County"))
        # As text with commas: so it comes out of many a report.
        sheet.append([name, "OR", WORDS if geoid == NOT_A_NUMBER else f"{tax:,.0f}"])
    sheet.append([NO_COUNTY[0], "OR", f"{NO_COUNTY[1]:,}"])
    sheet.append(["Source: made up, no office counted this"])
    sheet.column_dimensions["A"].width = sheet.column_dimensions["C"].width = 28
    path = folder / NAME
    book.save(path)
    return path
