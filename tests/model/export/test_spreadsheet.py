"""The workbook has numbers as numbers, texts as texts, and says where everything is from."""

import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from borderkit.export import What, export
from borderkit.layer import UnitLayer
from borderkit.legend import ESTIMATE
from borderkit.opening import open_proposal
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from tests.model.export.conftest import AWKWARD_NAMES, AWKWARD_TITLE


def written(proposal: Proposal, out: Path) -> Workbook:
    path = out / "proposal.xlsx"
    export(proposal, path, What.JURISDICTIONS, Silent())
    return openpyxl.load_workbook(path)


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    head, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def test_totals_are_the_proposals_own_and_are_numbers(greater_idaho: Proposal, out: Path) -> None:
    book = written(greater_idaho, out)
    assert book.sheetnames == ["Totals", "Moved units", "Sources"]
    union, idaho, oregon = rows(book, "Totals")
    assert [row["Name"] for row in (union, idaho, oregon)] == ["All together", "Idaho", "Oregon"]
    after, before = greater_idaho.after("ID"), greater_idaho.before("ID")
    assert after is not None
    assert before is not None
    assert idaho["People, before"] == before.people
    assert idaho["People, after"] == after.people
    assert idaho["People, change"] == 1_056_792
    assert isinstance(idaho["People, after"], int)
    assert idaho["Democratic votes, after"] == after.votes_dem
    assert idaho["Democratic share, after"] == pytest.approx(after.share_dem, abs=1e-12)
    assert idaho["Land area, square miles, after"] == pytest.approx(after.land_m2 / 2_589_988.110336)
    assert union["People, before"] == greater_idaho.union_before().people
    assert oregon["People, change"] == -1_056_792
    # Two states are not the Union.
    assert union["House seats, after"] is idaho["Electoral votes, after"] is None


def test_seats_and_electors_are_the_proposals_own(counties: UnitLayer, out: Path) -> None:
    whole = open_proposal("greater-idaho-2020", counties)
    union, *states = rows(written(whole, out), "Totals")
    assert union["Name"] == "United States"
    electors = whole.outcome_after.union
    assert union["Democratic electoral votes, after"] == electors.electors_dem
    assert union["Republican electoral votes, after"] == electors.electors_rep
    idaho = next(row for row in states if row["Name"] == "Idaho")
    assert idaho["Republican electoral votes, after"] == idaho["Electoral votes, after"] == 6
    assert idaho["House seats, after"] == 4


def test_cells_are_formatted_for_reading(greater_idaho: Proposal, out: Path) -> None:
    sheet = written(greater_idaho, out)["Totals"]
    formats = {str(cells[0].value): cells[1].number_format for cells in sheet.iter_cols()}
    assert formats["People, before"] == "#,##0"
    assert formats["People, change"] == "+#,##0;-#,##0;0"
    assert formats["Democratic share, after"] == "0.0%"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    letters = {str(cell.value): get_column_letter(number) for number, cell in enumerate(sheet[1], start=1)}
    widths = {head: sheet.column_dimensions[letter].width for head, letter in letters.items()}
    assert widths["Name"] >= len("United States")
    assert all(width >= 8 for width in widths.values())


def test_estimated_votes_are_marked_and_stay_numbers(out: Path, counties: UnitLayer) -> None:
    book = written(Proposal(counties), out)
    head = [cell.value for cell in book["Totals"][1]]
    votes, people = (head.index(name) for name in ("Democratic votes, after", "People, after"))
    formats = {
        row[0].value: (row[votes].number_format, row[people].number_format) for row in book["Totals"].iter_rows()
    }
    assert formats["Alaska"] == (f'"{ESTIMATE}"#,##0', "#,##0")
    assert formats["Idaho"] == ("#,##0", "#,##0")
    alaska = next(row for row in rows(book, "Totals") if row["Code"] == "AK")
    assert alaska["Democratic votes, after"] == 140_026
    assert alaska["Counties with estimated votes, after"] == 29


def test_moved_units_have_their_geoid_as_text_and_their_figures(greater_idaho: Proposal, out: Path) -> None:
    book = written(greater_idaho, out)
    listed = rows(book, "Moved units")
    layer = greater_idaho.layer
    assert [row["Identifier of the unit"] for row in listed] == [layer.geoids[u] for u in greater_idaho.moved_units]
    assert book["Moved units"]["A2"].data_type == "s"
    assert book["Moved units"]["A2"].number_format == "@"
    assert sum(row["People 2020"] for row in listed) == 1_056_792
    assert {row["Code of its state in the proposal"] for row in listed} == {"ID"}
    assert sum(row["Land area in square miles"] for row in listed) == pytest.approx(
        sum(layer.figures[greater_idaho.moved_units, 0].tolist()) / 2_589_988.110336
    )


def test_sources_settings_and_notes_are_listed(greater_idaho: Proposal, out: Path) -> None:
    listed = rows(written(greater_idaho, out), "Sources")
    told = {row["Topic"]: row["Text"] for row in listed}
    assert told["Title"] == "Greater Idaho (2020)"
    assert told["Election"] == "votes for president in 2024"
    assert told["Method of apportionment"] == "huntington-hill"
    assert any("points-consulting" in row["Text"] for row in listed if row["Topic"] == "Source of the proposal")
    assert any("2020 census" in row["Text"] for row in listed if row["Topic"] == "Source of figures")


def test_how_sure_the_list_of_counties_is_and_which_are_divided_is_listed(northwest: UnitLayer, out: Path) -> None:
    listed = rows(written(open_proposal("greater-idaho-2022", northwest), out), "Sources")
    told = {row["Topic"]: row["Text"] for row in listed}
    assert told["List of counties"] == "inferred"
    assert told["Divided counties"].startswith(
        "The proposal divides Deschutes County, Jefferson County and Wasco County"
    )
    assert "296,442 people move without them, 545,867 with all of them" in told["Divided counties"]


def test_names_that_look_like_formulas_are_text(awkward: Proposal, out: Path) -> None:
    book = written(awkward, out)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    name = next(cell for cell in cells if cell.value == AWKWARD_NAMES[0])
    assert name.quotePrefix
    assert any(row["Name"] == "=1+1 <i>\"Kent\" & 'Sons'</i> 肯特" for row in rows(book, "Totals"))
    told = {row["Topic"]: row["Text"] for row in rows(book, "Sources")}
    assert told["Title"] == AWKWARD_TITLE
    assert told["Author"] == "@A "
    assert told["Summary"] == "-1\n<&>\t+2"


def test_without_moves_there_is_a_head_and_no_row(unmoved: Proposal, out: Path) -> None:
    book = written(unmoved, out)
    assert rows(book, "Moved units") == []
    assert book["Moved units"]["A1"].value == "Identifier of the unit"


def test_every_county_moved_is_told(all_moved: Proposal, out: Path) -> None:
    book = written(all_moved, out)
    assert len(rows(book, "Moved units")) == 80
    idaho, cascadia = rows(book, "Totals")[1:3]
    assert (idaho["Counties, after"], idaho["Counties, change"]) == (None, -44)
    assert (cascadia["Counties, before"], cascadia["Counties, after"]) == (None, 80)


def test_it_needs_no_outlines(greater_idaho: Proposal, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shapely", None)
    written(greater_idaho, out)
