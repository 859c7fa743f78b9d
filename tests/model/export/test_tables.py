"""The tables of data files hold the proposal's own figures, under names that every format can have."""

from dataclasses import replace

import numpy as np
import pytest

from borderkit.columns import COLUMNS
from borderkit.export.formats import What
from borderkit.export.tables import Kind, Table, Value, jurisdictions_table, only, table, units_table
from borderkit.layer import UnitLayer
from borderkit.opening import open_proposal
from borderkit.portrayal import Choice, portray
from borderkit.proposal import Proposal


def row(columns: Table, number: int) -> dict[str, Value]:
    return {column.name: column.values[number] for column in columns}


def test_a_unit_has_home_assignment_and_every_column_of_the_layer(greater_idaho: Proposal) -> None:
    layer = greater_idaho.layer
    columns = units_table(greater_idaho)
    baker = layer.index_of["41001"]
    found = row(columns, baker)
    told = ("geoid", "name", "home", "home_name", "assigned", "assigned_name", "moved")
    assert [found[name] for name in told] == ["41001", "Baker County", "OR", "Oregon", "ID", "Idaho", True]
    assert [found[column.key] for column in COLUMNS] == layer.figures[baker].tolist()
    assert {len(column.values) for column in columns} == {80}


def test_units_have_the_fill_that_the_screen_shows(greater_idaho: Proposal) -> None:
    portrayal = portray(greater_idaho, Choice())
    classes = portrayal.classes(greater_idaho, np.arange(80, dtype=np.int32))
    colors = next(column.values for column in units_table(greater_idaho) if column.name == "color")
    assert colors == [f"#{color:06x}" for color in portrayal.colors[classes].tolist()]


def test_only_those_that_move(greater_idaho: Proposal, unmoved: Proposal) -> None:
    moved = table(greater_idaho, What.MOVED)
    assert moved[0].values == [greater_idaho.layer.geoids[unit] for unit in greater_idaho.moved_units]
    assert {len(column.values) for column in table(unmoved, What.MOVED)} == {0}


def test_a_jurisdiction_has_its_figures_before_after_and_what_changes(greater_idaho: Proposal) -> None:
    columns = table(greater_idaho, What.JURISDICTIONS)
    assert columns[0].values == ["ID", "OR"]
    idaho = row(columns, 0)
    before, after = greater_idaho.before("ID"), greater_idaho.after("ID")
    assert before is not None
    assert after is not None
    for name in ("units", "people", "land_m2", "votes_dem", "votes_rep", "votes_other", "votes_total", "share_dem"):
        old, new = getattr(before, name), getattr(after, name)
        assert [idaho[f"{name}_{side}"] for side in ("before", "after", "change")] == [old, new, new - old]
    assert idaho["people_change"] == 1_056_792


def test_seats_and_electors_are_there_with_the_whole_union_only(greater_idaho: Proposal, counties: UnitLayer) -> None:
    names = ("house_seats", "senators", "electors", "electors_rep")
    part = row(table(greater_idaho, What.JURISDICTIONS), 0)
    assert {part[f"{name}_{side}"] for name in names for side in ("before", "after", "change")} == {None}
    whole = open_proposal("greater-idaho-2020", counties)
    idaho = next(found for number in range(51) if (found := row(jurisdictions_table(whole), number))["code"] == "ID")
    before, after = whole.before("ID"), whole.after("ID")
    assert before is not None
    assert after is not None
    for name in names:
        old, new = getattr(before.standing, name), getattr(after.standing, name)
        assert [idaho[f"{name}_{side}"] for side in ("before", "after", "change")] == [old, new, new - old]


def test_what_a_new_state_had_before_and_an_emptied_one_has_after_is_nothing(all_moved: Proposal) -> None:
    columns = jurisdictions_table(all_moved)
    idaho, cascadia, _ = (row(columns, number) for number in range(3))
    assert cascadia["code"] == "NEW"
    assert [cascadia[f"units_{side}"] for side in ("before", "after", "change")] == [None, 80, 80]
    assert [idaho[f"units_{side}"] for side in ("before", "after", "change")] == [44, None, -44]
    assert cascadia["share_dem_change"] is None


@pytest.mark.parametrize("what", list(What))
def test_short_names_fit_a_shapefile(greater_idaho: Proposal, what: What) -> None:
    columns = table(greater_idaho, what)
    short = [column.short for column in columns]
    assert len(set(short)) == len(short) == len({column.name for column in columns})
    assert all(len(name) <= 10 and name.isascii() and name[0].isalpha() for name in short)
    assert all(column.meaning and column.kind in Kind for column in columns)


def test_rows_can_be_chosen(greater_idaho: Proposal) -> None:
    assert row(only([1], jurisdictions_table(greater_idaho)), 0)["code"] == "OR"


def test_texts_are_without_what_no_format_can_hold(awkward: Proposal) -> None:
    one = awkward.jurisdiction("ONE")
    awkward.edit_jurisdiction("ONE", replace(one, name="a\x00b\ud800"))
    assert row(jurisdictions_table(awkward), 1)["name"] == "ab"
