"""What a person decides for rows without a unit counts at once, and is remembered for the next such table."""

from pathlib import Path

import pytest

from borderkit import locations
from borderkit.errors import SaveError
from borderkit.joining import (
    Kind,
    Mapping,
    Matcher,
    Meaning,
    Several,
    decimal_hint,
    joined_column,
    read_numbers,
    read_table,
)
from borderkit.joining.deciding import Decisions
from borderkit.joining.likely import likely_column, likely_kind, likely_source, name_and_unit
from borderkit.joining.preview import preview
from borderkit.joining.remembered import recall, remember
from borderkit.joining.written import JoinedWriter
from borderkit.layer import UnitLayer
from borderkit.opening import open_proposal
from borderkit.proposal import Proposal
from tests.joining.files import table_of
from tests.joining.taxes import NOT_A_NUMBER, ODD, taxes

ROWS = (
    "County,State,Tax\nBaker County,Oregon,1\nMalhuer,Oregon,2\nNowhere,Oregon,4\nMalhuer,Oregon,8\n"
    "Lane,Oregon,1\nLinn,Oregon,1\nPolk,Oregon,1\nUnion,Oregon,1\n"
)


def decisions(layer: UnitLayer, folder: Path, rows: str = ROWS) -> Decisions:
    return Decisions(Matcher(layer).match(table_of(folder, rows)))


def test_rows_that_say_the_same_are_decided_together(counties: UnitLayer, tmp_path: Path) -> None:
    found = decisions(counties, tmp_path)
    malheur = counties.index_of["41045"]
    assert found.rows == (1, 2, 3)
    assert found.n_open == len(found.open_rows) == 3
    found.accept(1, malheur)
    assert found.match.unit_of.tolist()[1:4:2] == [malheur, malheur]
    assert found.match.notes["chosen by hand"] == (1, 3)
    assert found.open_rows == [2]
    found.put_aside(2)
    assert (found.n_open, found.is_aside(2), found.unit(1)) == (0, True, malheur)
    assert list(found.match.unmatched_rows) == [2]
    assert found.match.reason(2) == "set aside by hand"
    found.forget(3)
    assert found.open_rows == [1, 3]
    assert list(found.match.unmatched_rows) == [1, 2, 3]
    assert found.found.unit_of.tolist().count(-1) == 3


def test_decisions_are_remembered_for_tables_with_the_same_headings(counties: UnitLayer, tmp_path: Path) -> None:
    found = decisions(counties, tmp_path)
    own = Mapping.of(found.found.way, found.found.table)
    assert recall(own, counties) is None
    remember(found.mapping, counties)
    assert not (locations.settings() / "joins").exists()
    found.accept(1, counties.index_of["41045"])
    found.put_aside(2)
    remember(found.mapping, counties)
    again = recall(own, counties)
    next_year = Matcher(counties).match(table_of(tmp_path, ROWS.replace("Nowhere", "Malhuer")))
    assert Decisions(next_year, again).open_rows == []
    assert recall(Mapping(own.kind, ("Name", "State")), counties) is None


def test_what_was_remembered_and_is_damaged_is_asked_again(counties: UnitLayer, tmp_path: Path) -> None:
    found = decisions(counties, tmp_path)
    found.put_aside(2)
    remember(found.mapping, counties)
    own = Mapping.of(found.found.way, found.found.table)
    (kept,) = (locations.settings() / "joins").iterdir()
    kept.write_text("{", encoding="utf-8")
    assert recall(own, counties) is None


def test_a_folder_that_cannot_be_made_is_told(
    counties: UnitLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = decisions(counties, tmp_path)
    found.put_aside(2)
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setenv("BORDERKIT_HOME", str(in_the_way))
    with pytest.raises(SaveError, match="cannot be made"):
        remember(found.mapping, counties)


@pytest.mark.parametrize(
    ("heading", "name", "unit", "kind"),
    [
        ("Property tax (dollars)", "Property tax", "dollars", Kind.SUM),
        ("Median  income", "Median income", "", Kind.WEIGHTED_MEAN),
        ("Share rural %", "Share rural %", "%", Kind.WEIGHTED_MEAN),
        ("Persons", "Persons", "", Kind.SUM),
        ("Tax per person [USD]", "Tax per person", "USD", Kind.WEIGHTED_MEAN),
    ],
)
def test_name_unit_and_kind_are_guessed_from_a_heading(heading: str, name: str, unit: str, kind: Kind) -> None:
    assert name_and_unit(heading) == (name, unit)
    assert likely_kind(heading) is kind


def test_the_first_column_of_figures_is_proposed(counties: UnitLayer, tmp_path: Path) -> None:
    table = table_of(tmp_path, "Name,FIPS,Year,State,Acres\nBaker,41001,2024,OR,7\nBenton,41003,2024,OR,8\n")
    match = Matcher(counties).match(table)
    assert table.columns[likely_column(table, [match.way])].name == "Acres"


def test_the_figures_of_the_states_concerned_are_told_before_a_column_is_joined(
    counties: UnitLayer, tmp_path: Path
) -> None:
    table = read_table(taxes(tmp_path, counties))
    assert likely_source(table) == "made up, 2024"
    found = Decisions(Matcher(counties).match(table))
    assert {found.found.key(row)[0] for row in found.rows} == {
        ODD["41045"], ODD["41025"], ODD["41049"], "Territory of Jefferson",
    }  # fmt: skip
    numbers = read_numbers(table.columns[2], hint=decimal_hint(table.columns))
    assert [table.place(one.row, 2) for one in numbers.wrong] == ["row 76, column C (Property tax (dollars))"]
    for row in found.rows[:3]:
        found.accept(row, Matcher(counties).suggestions(found.found, row)[0].unit)
    meaning = Meaning("tax", "Tax", "dollars", "Made up")
    column = joined_column(found.match, numbers, meaning, several=Several.ADD)
    writer = JoinedWriter()
    idaho, oregon = preview(open_proposal("greater-idaho-2020", counties), column, writer)
    assert idaho.startswith("Idaho: †")
    assert "(1 of 44 counties unknown), " in idaho
    assert idaho.endswith("dollars after (2 of 66 counties unknown)")
    assert oregon.startswith("Oregon: †")
    assert NOT_A_NUMBER == "41061"
    today = preview(Proposal(counties), column, writer)
    assert today[0].startswith("Idaho: †")
    assert today[0].endswith("dollars today (1 of 44 counties unknown)")
    assert len(today) == 2
