"""Joined figures stand in every table that goes out: totals, spreadsheets, data files, what is pasted."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from borderkit.cli import run
from borderkit.export.clipboard_table import totals_table
from borderkit.export.formats import What
from borderkit.export.geopackage import write_geopackage
from borderkit.export.shapefile import write_shapefile
from borderkit.export.spreadsheet import write_spreadsheet
from borderkit.export.tables import TableColumn, table
from borderkit.handout.joined_table import joined_table
from borderkit.joining import JoinedColumn, Kind, bundled_basis
from borderkit.joining.in_document import KeptColumn
from borderkit.layer import UnitLayer
from borderkit.opening import open_proposal
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from borderkit.proposal_file import write_document
from borderkit.totals import totals, totals_csv

LABEL = "=Estimate of <b>tax</b>"


def joined(layer: UnitLayer, key: str, label: str, kind: Kind, decimals: int = 0) -> KeptColumn:
    known = np.ones(len(layer), dtype=np.bool_)
    known[layer.indices(["41003", "41001"])] = False
    values = np.where(known, np.arange(len(layer)) + 1, 0)
    basis = None if kind is Kind.SUM else "people_2020"
    over = bundled_basis(layer, basis) if basis else None
    column = JoinedColumn(key, label, "dollars", "Us; and them, 2024", kind, values, known, decimals, over)
    return KeptColumn(column, basis or "", "taxes.csv", "Tax")


@pytest.fixture
def proposal(counties: UnitLayer) -> Proposal:
    """Greater Idaho with a sum, a mean and a share; their keys are those of the program's own columns."""
    opened = open_proposal("greater-idaho-2020", counties)
    opened.join_column(joined(counties, "people_2020", LABEL, Kind.SUM))
    opened.join_column(joined(counties, "income", "Income", Kind.WEIGHTED_MEAN, 1))
    opened.join_column(joined(counties, "part", "Part", Kind.SHARE))
    return opened


def test_totals_tell_joined_columns_where_there_are_any(proposal: Proposal, counties: UnitLayer) -> None:
    assert "joined" not in totals(Proposal(counties))
    told = json.loads(json.dumps(totals(proposal)))["joined"]
    assert [(one["key"], one["kind"], one["basis"]) for one in told] == [
        ("people_2020", "sum", None), ("income", "weighted-mean", "People 2020"), ("part", "share", "People 2020"),
    ]  # fmt: skip
    first = told[0]
    assert (first["label"], first["unit"], first["source"]) == (LABEL, "dollars", "Us; and them, 2024")
    assert [one["code"] for one in first["jurisdictions"]] == [one["code"] for one in totals(proposal)["jurisdictions"]]
    idaho = next(one for one in first["jurisdictions"] if one["code"] == "ID")
    after = proposal.joined_after("ID", "people_2020")
    assert after is not None
    assert idaho["after"] == {"value": after.value, "known": 65, "units": 66}
    assert isinstance(idaho["before"]["value"], int)
    assert first["national"]["before"] == {"value": first["national"]["after"]["value"], "known": 3140, "units": 3142}


def test_the_command_line_tells_them_of_a_saved_proposal(
    proposal: Proposal, counties: UnitLayer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "with.borderkit"
    write_document(path, proposal.to_document(), counties)
    assert run(["totals", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["joined"] == totals(proposal)["joined"]
    assert run(["totals", str(path), "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    idaho = next(row for row in rows if row["code"] == "ID")
    after = proposal.joined_after("ID", "people_2020")
    assert after is not None
    assert idaho["joined_people_2020_after"] == str(after.value)
    assert (idaho["joined_people_2020_known_after"], idaho["units_after"]) == ("65", "66")
    assert totals_csv(Proposal(counties)).splitlines()[0].endswith("electors_rep_after")


def own(columns: tuple[TableColumn, ...]) -> dict[str, TableColumn]:
    return {column.name: column for column in columns if column.is_joined}


def test_tables_of_units_and_jurisdictions_have_them_under_names_of_their_own(
    proposal: Proposal, counties: UnitLayer
) -> None:
    for what in What:
        columns = table(proposal, what)
        for names in ([column.name for column in columns], [column.short for column in columns]):
            assert len({name.lower() for name in names}) == len(names)
        assert all(len(column.short) <= 10 for column in columns)
    units = own(table(proposal, What.UNITS))
    assert list(units) == ["joined_people_2020", "income", "part"]
    baker = counties.index_of["41005"]
    assert units["joined_people_2020"].values[baker] == baker + 1
    assert units["joined_people_2020"].values[counties.index_of["41001"]] is None
    assert units["income"].values[baker] == (baker + 1) / 10
    jurisdictions = own(table(proposal, What.JURISDICTIONS))
    place = sorted(j.code for j in proposal.jurisdictions).index("ID")
    before, after = (found("ID", "people_2020") for found in (proposal.joined_before, proposal.joined_after))
    assert before is not None
    assert after is not None
    found = [jurisdictions[f"joined_people_2020_{side}"].values[place] for side in ("before", "after", "change")]
    assert found == [before.value, after.value, (after.value or 0) - (before.value or 0)]
    assert jurisdictions["joined_people_2020_unknown_after"].values[place] == 1


def test_geopackage_and_shapefile_hold_them(proposal: Proposal, counties: UnitLayer, tmp_path: Path) -> None:
    import pyogrio

    whole = tmp_path / "whole.gpkg"
    write_geopackage(proposal, whole, Silent())
    fields = {name: set(pyogrio.read_info(whole, layer=name)["fields"]) for name, _ in pyogrio.list_layers(whole)}
    assert any({"joined_people_2020", "income", "part"} <= own for own in fields.values())
    assert any({"joined_part_before", "joined_part_unknown_after"} <= own for own in fields.values())
    write_shapefile(proposal, tmp_path / "moved.shp", What.MOVED, Silent())
    read = pyogrio.read_dataframe(tmp_path / "moved.shp", read_geometry=False).set_index("GEOID")
    assert read.loc["41045", "J1_PEOPL"] == counties.index_of["41045"] + 1
    assert read["J1_PEOPL"].isna().sum() == 1


def test_a_spreadsheet_has_them_as_numbers_and_their_names_as_text(proposal: Proposal, tmp_path: Path) -> None:
    path = tmp_path / "totals.xlsx"
    write_spreadsheet(proposal, path, Silent())
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book["Totals"][1]]
    rows = {row[0].value: dict(zip(heads, row, strict=True)) for row in book["Totals"].iter_rows(min_row=2)}
    after = proposal.joined_after("ID", "people_2020")
    assert after is not None
    assert rows["Idaho"][f"{LABEL}, dollars, after"].value == after.value
    assert rows["Idaho"][f"{LABEL}, counties unknown, after"].value == 1
    assert rows["Idaho"]["Part, dollars, after"].number_format == "0.0%"
    assert rows["Idaho"]["Income, dollars, change"].number_format.startswith("+")
    assert book["Totals"].cell(1, heads.index(f"{LABEL}, dollars, after") + 1).data_type == "s"
    moved = [cell.value for cell in book["Moved units"][1]]
    column = moved.index(f"{LABEL}, dollars (sum)") + 1
    values = [book["Moved units"].cell(row, column).value for row in range(2, 24)]
    assert all(isinstance(value, int) and not isinstance(value, bool) for value in values if value is not None)
    assert values.count(None) == 1


def test_what_is_pasted_has_them_and_their_names_are_no_formulas(proposal: Proposal) -> None:
    pasted = totals_table(proposal)
    heads, *rows = (line.split("\t") for line in pasted.text.splitlines())
    assert f" {LABEL}, dollars, after" in heads
    assert all(len(row) == len(heads) for row in rows)
    idaho = dict(zip(heads, next(row for row in rows if row[0] == "Idaho"), strict=True))
    after = proposal.joined_after("ID", "people_2020")
    assert after is not None
    assert idaho[f" {LABEL}, dollars, after"] == str(after.value)
    assert "<b>" not in pasted.html
    assert "&lt;b&gt;tax" in pasted.html


def test_a_data_sheet_has_a_table_of_them_with_their_sources(proposal: Proposal, counties: UnitLayer) -> None:
    found = joined_table(proposal)
    assert found is not None
    assert [row.label for row in found.rows][:2] == [f"{LABEL}, dollars: Oregon", f"{LABEL}, dollars: Idaho"]
    after = proposal.joined_after("ID", "people_2020")
    assert after is not None
    assert found.rows[1].cells[1].text == f"†{after.value:,}"
    assert all(len(row.cells) == len(found.heads) for row in found.rows)
    assert found.notes == (
        "† Some counties have no value, and are left out.",
        f"{LABEL} (sum): Us; and them, 2024.",
        "Income (mean, weighted by People 2020): Us; and them, 2024.",
        "Part (share of People 2020): Us; and them, 2024.",
    )
    assert joined_table(Proposal(counties)) is None
