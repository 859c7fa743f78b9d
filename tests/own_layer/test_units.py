"""Units from rows: identifiers are text, homes are jurisdictions, figures are exact; what was done is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER
from borderkit.columns import COLUMNS
from borderkit.errors import LayerError
from borderkit.jurisdiction import Jurisdiction, Status, is_code
from borderkit.layer import UnitLayer
from borderkit.own_layer.cells import CellsError
from borderkit.own_layer.guessing import guess
from borderkit.own_layer.recipe import AreaIn, FigureUse, HomeKind, Measure, Roles
from borderkit.own_layer.units import Units, units_of
from borderkit.states import states_in_code_order
from tests.own_layer.samples import Table, opened, renamed, table, two_states, written

ONE = Roles(identifier="id")


def made(layer: Table, roles: Roles) -> Units:
    return units_of(layer[1], roles)


def understood(layer: Table) -> Units:
    return units_of(layer[1], guess(*layer).roles)


def with_homes(values: list[object], kind: HomeKind) -> Units:
    ids = [f"u{row}" for row in range(len(values))]
    return made(table(id=ids, home=values), Roles(identifier="id", home="home", home_kind=kind))


def with_figures(*uses: FigureUse, **columns: list[object]) -> Units:
    n_rows = len(next(iter(columns.values())))
    return made(table(id=[f"u{row}" for row in range(n_rows)], **columns), Roles(identifier="id", figures=uses))


def values(units: Units, key: str) -> list[int]:
    return [int(value) for value in units.figures[key].values]


# From files, guessed


def test_the_bundled_layer_comes_out_as_it_is(counties: UnitLayer) -> None:
    units = understood(opened(locations.shapefiles() / BUNDLED_LAYER))
    assert units.ids == counties.geoids
    assert units.names == counties.names
    assert units.jurisdictions == counties.jurisdictions
    assert units.homes == tuple(counties.jurisdictions[home].code for home in counties.home)
    keys = {column.key for column in COLUMNS if not column.key.startswith(("estimated", "overseas"))}
    assert units.figures.keys() == keys
    assert all(np.array_equal(units.figures[key].values, counties.column(key)) for key in keys)
    assert (units.repeated, units.problems, units.remarks) == ((), (), ())


def test_vests_names_and_lost_zeros_come_out_the_same(tmp_path: Path) -> None:
    frame = two_states()
    others = frame["TOTAL20"] - frame["DEM20"] - frame["REP20"]
    names = {"GEOID": "GEOID20", "FULLNAME": "NAME20", "DEM20": "G20PREDBID", "REP20": "G20PRERTRU"}
    changed = renamed(names, G20PRELJOR=others)
    changed["GEOID20"] = changed["GEOID20"].astype(int)
    units = understood(written(tmp_path / "west_2020.shp", changed))
    assert units.ids == tuple(frame["GEOID"])
    assert set(units.homes) == {"CA", "OR"}
    assert values(units, "total_2020") == frame["TOTAL20"].tolist()
    assert units.remarks == (
        "GEOID20: the zero in front of 58 identifiers was restored, such as 06001.",
        "All votes 2020 are G20PREDBID + G20PRERTRU + G20PRELJOR.",
    )


def test_votes_that_were_shared_out_are_rounded_so_that_the_sum_is_kept(tmp_path: Path) -> None:
    frame = two_states()
    changed = renamed({"GEOID": "GEOID10", "REP16": "PRES16R"}, PRES16D=frame["DEM16"] / 3)
    units = understood(written(tmp_path / "west.gpkg", changed))
    found = units.figures["dem_2016"].values
    assert int(found.sum()) == round(int(frame["DEM16"].sum()) / 3)
    assert float(np.max(np.abs(found - frame["DEM16"] / 3))) < 1
    assert any("PRES16D" in remark and "fractions" in remark and "is kept" in remark for remark in units.remarks)


# Identifiers


def test_numbers_become_text_without_a_point() -> None:
    assert made(table(id=[7.0, 12.0]), ONE).ids == ("7", "12")
    assert made(table(id=[7, 12]), ONE).ids == ("7", "12")
    assert made(table(id=["7.0", "12.0"]), ONE).ids == ("7", "12")
    assert made(table(id=["7.0", "12.5"]), ONE).ids == ("7.0", "12.5")


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ([6037, 41001], ("06037", "41001")),
        ([6037, 1001], ("06037", "01001")),
        ([1001020100, 1003010100], ("01001020100", "01003010100")),
        ([60371011101, 60371011102], ("060371011101", "060371011102")),
        ([60371011101001, 60371011101002], ("060371011101001", "060371011101002")),
        (["6037", "41001"], ("06037", "41001")),
        (["06037", "41001"], ("06037", "41001")),
        ([6, 41], ("06", "41")),
    ],
)
def test_zeros_are_restored_where_identifiers_of_the_census_lost_them(
    given: list[object], whole: tuple[str, ...]
) -> None:
    assert made(table(GEOID=given), Roles(identifier="GEOID")).ids == whole


def test_zeros_are_not_put_before_other_numbers() -> None:
    assert made(table(PRECINCT=[6037, 41001]), Roles(identifier="PRECINCT")).ids == ("6037", "41001")
    assert made(table(GEOID=[9999, 98765]), Roles(identifier="GEOID")).ids == ("9999", "98765")


def test_homes_in_another_column_make_zeros_certain() -> None:
    layer = table(code=[6037, 6001], st=["CA", "CA"])
    units = made(layer, Roles(identifier="code", home="st", home_kind=HomeKind.POSTAL))
    assert units.ids == ("06037", "06001")


def test_a_missing_identifier_is_refused_with_its_rows() -> None:
    layer = table(id=["a", None, "c", " "])
    with pytest.raises(LayerError, match=r"^x.shp: The column id is empty in 2 rows \(rows 2, 4\)\. Give each unit"):
        units_of(layer[1], ONE, file="x.shp")


def test_without_an_identifier_rows_are_numbered_and_that_is_told() -> None:
    units = made(table(x=list(range(12))), Roles())
    assert units.ids[:2] == ("01", "02")
    assert units.ids[-1] == "12"
    assert "numbered from 1 to 12" in units.remarks[0]


def test_an_identifier_that_is_there_twice_is_reported_and_not_refused() -> None:
    assert made(table(id=["a", "b", "a", "b", "c"]), ONE).repeated == ("a", "b")


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(LayerError, match="There is no column GEOID in the layer"):
        made(table(id=[1]), Roles(identifier="GEOID"))


# Names


def test_equal_names_in_one_home_get_their_identifier_behind() -> None:
    layer = table(id=["1", "2", "3", "4"], name=["Lee", "Lee", "Lee", None], st=["VA", "VA", "FL", "FL"])
    units = made(layer, Roles(identifier="id", name="name", home="st", home_kind=HomeKind.POSTAL))
    assert units.names == ("Lee (1)", "Lee (2)", "Lee", "4")


def test_parts_of_one_unit_share_its_name() -> None:
    units = made(table(id=["1", "1", "2"], name=["Lee", "Lee", "King"]), Roles(identifier="id", name="name"))
    assert units.names == ("Lee", "Lee", "King")


def test_names_are_one_line_of_text() -> None:
    units = made(table(id=["1"], name=[" <b>Doña\n Ana</b> "]), Roles(identifier="id", name="name"))
    assert units.names == ("<b>Doña Ana</b>",)


# Homes


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (["OR", "ca", "DC"], HomeKind.POSTAL),
        (["41", "06", "11"], HomeKind.FIPS),
        ([41, 6, 11], HomeKind.FIPS),
        (["Oregon", "CALIFORNIA", "District of Columbia"], HomeKind.NAME),
        (["Ore.", "Calif.", "DC"], HomeKind.NAME),
        (["oregon", "State of California", "District of Columbia"], HomeKind.NAME),
    ],
)
def test_states_are_known_by_code_number_and_name(given: list[object], kind: HomeKind) -> None:
    units = with_homes(given, kind)
    assert units.homes == ("OR", "CA", "DC")
    assert units.jurisdictions == tuple(s for s in states_in_code_order() if s.code in ("CA", "DC", "OR"))
    assert units.remarks == ()


def test_the_beginning_of_an_identifier_is_the_home() -> None:
    layer = table(GEOID=["0500000US41001", "0500000US06037"])
    assert made(layer, Roles(identifier="GEOID", home_kind=HomeKind.IN_IDENTIFIER)).homes == ("OR", "CA")
    layer = table(GISJOIN=["G4100010", "G0600370"])
    assert made(layer, Roles(identifier="GISJOIN", home_kind=HomeKind.IN_IDENTIFIER)).homes == ("OR", "CA")


def test_other_values_make_jurisdictions_of_the_layers_own() -> None:
    units = with_homes(["Québec", "Ontario", "Ontario", "35", "Nova Scotia", "ON"], HomeKind.NAME)
    by_name = {jurisdiction.name: jurisdiction.code for jurisdiction in units.jurisdictions}
    assert by_name == {"Québec": "QUEBEC", "Ontario": "ONTARIO", "35": "J35", "Nova Scotia": "NOV", "ON": "ON"}
    assert all(jurisdiction.status is Status.STATE for jurisdiction in units.jurisdictions)
    assert [jurisdiction.code for jurisdiction in units.jurisdictions] == sorted(by_name.values())
    assert units.homes[0] == "QUEBEC"


def test_the_codes_of_own_jurisdictions_do_not_depend_on_the_order_of_rows() -> None:
    names = ["Saint One", "Saint Two", "Saint Three", "Sai", "安徽", "北京", "A-very-long-name-of-a-place " * 5]
    first = with_homes(list(names), HomeKind.NAME)
    second = with_homes(list(reversed(names)), HomeKind.NAME)
    assert first.jurisdictions == second.jurisdictions
    assert len({jurisdiction.code for jurisdiction in first.jurisdictions}) == len(names)
    assert all(is_code(jurisdiction.code) for jurisdiction in first.jurisdictions)
    assert all(len(jurisdiction.name) <= 80 for jurisdiction in first.jurisdictions)


def test_a_country_called_as_a_state_stays_a_country_among_countries() -> None:
    units = with_homes(["Georgia", "Armenia", "Azerbaijan"], HomeKind.NAME)
    assert {jurisdiction.code for jurisdiction in units.jurisdictions} == {"GEORGIA", "ARMENIA", "AZE"}
    assert "“Georgia” is taken for a jurisdiction of its own" in units.remarks[0]


def test_states_and_others_together_are_told() -> None:
    units = with_homes(["Oregon", "Idaho", "WA", "British Columbia"], HomeKind.NAME)
    assert units.homes == ("OR", "ID", "WA", "BRI")
    assert units.remarks == ("Besides 3 states of today there are others: British Columbia.",)


def test_a_territory_has_its_name() -> None:
    units = with_homes(["41", "72"], HomeKind.FIPS)
    assert "Puerto Rico" in {jurisdiction.name for jurisdiction in units.jurisdictions}


def test_a_unit_without_a_home_is_kept_and_told() -> None:
    units = with_homes(["OR", None, ""], HomeKind.POSTAL)
    names = {jurisdiction.code: jurisdiction.name for jurisdiction in units.jurisdictions}
    assert names[units.homes[1]] == names[units.homes[2]] == "No home given"
    assert "2 units without a home belong to “No home given”." in units.remarks


def test_spellings_that_differ_in_capitals_are_one_jurisdiction() -> None:
    units = with_homes(["Bayern", "BAYERN", "Bayern", "Hessen"], HomeKind.NAME)
    assert [jurisdiction.name for jurisdiction in units.jurisdictions] == ["Bayern", "Hessen"]


def test_one_home_for_all_may_be_a_state_or_ones_own() -> None:
    roles = Roles(identifier="id", home_kind=HomeKind.ONE_FOR_ALL)
    layer = table(id=["1", "2"])
    assert made(layer, Roles(identifier="id", home_for_all="Oregon")).homes == ("OR", "OR")
    assert made(layer, roles).jurisdictions[0].name == "All units"
    own = made(layer, Roles(identifier="id", home_for_all="Atlantis Isles")).jurisdictions
    assert [(jurisdiction.name, is_code(jurisdiction.code)) for jurisdiction in own] == [("Atlantis Isles", True)]


def test_jurisdictions_that_are_known_already_are_used() -> None:
    known = (Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d"),)
    _, rows = table(id=["1"], home=["Jefferson"])
    units = units_of(rows, Roles(identifier="id", home="home", home_kind=HomeKind.NAME), known)
    assert units.jurisdictions == known


def test_a_column_with_too_many_values_is_no_home() -> None:
    with pytest.raises(LayerError, match="has 1,001 different values"):
        with_homes([f"H{number}" for number in range(1_001)], HomeKind.NAME)


# Figures


def test_columns_of_any_year_have_keys_in_the_same_scheme() -> None:
    units = with_figures(
        FigureUse("p", Measure.PEOPLE, 2021),
        FigureUse("d", Measure.DEM, 2012),
        FigureUse("r", Measure.REP, 2012),
        FigureUse("t", Measure.ALL_VOTES, 2012),
        FigureUse("tax", Measure.SUM, label="Property tax", unit="dollars", source="Assessor"),
        p=[5, 6],
        d=[1, 2],
        r=[2, 1],
        t=[4, 4],
        tax=[-3, 10],
    )
    assert units.figures.keys() == {"people_2021", "dem_2012", "rep_2012", "total_2012", "own:tax"}
    assert values(units, "own:tax") == [-3, 10]
    tax = units.figures["own:tax"]
    assert (tax.label, tax.unit, tax.source) == ("Property tax", "dollars", "Assessor")
    assert units.remarks == ()


def test_columns_that_count_the_same_are_added_up() -> None:
    uses = (FigureUse("a", Measure.PEOPLE, 2020), FigureUse("b", Measure.PEOPLE, 2020))
    units = with_figures(*uses, a=[1, 2], b=[10.0, float("nan")])
    assert values(units, "people_2020") == [11, 2]
    assert units.figures["people_2020"].known.tolist() == [True, False]
    assert units.figures["people_2020"].fields == ("a", "b")


def test_what_is_missing_counts_as_nothing_and_is_told_with_its_rows() -> None:
    units = with_figures(FigureUse("p", Measure.PEOPLE, 2020), p=[5.0, *[float("nan")] * 4])
    assert values(units, "people_2020") == [5, 0, 0, 0, 0]
    assert units.remarks == ("p: 4 rows without a figure, counted as 0 (rows 2, 3, 4 and others).",)


def test_numbers_written_as_text_are_read_exactly() -> None:
    units = with_figures(FigureUse("p", Measure.PEOPLE, 2020), p=["1,234,567", "12 000", "n/a", None])
    assert values(units, "people_2020") == [1_234_567, 12_000, 0, 0]
    units = with_figures(FigureUse("p", Measure.PEOPLE, 2020), p=["12", None, "007"])
    assert values(units, "people_2020") == [12, 0, 7]
    assert units.figures["people_2020"].known.tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([5, -3], r"row 2 of p, “-3” \(it is below zero\)"),
        ([5.0, float("inf")], r"row 2 of p, “inf” \(it is infinite\)"),
        (["5", "many"], r"row 2 of p, “many” \(it is no number\)"),
        ([5.0, 1e300], r"row 2 of p, “1\d+…” \(it is too large\)"),
        ([5, 2**62], r"row 2 of p, “4611686018427387904” \(it is too large\)"),
    ],
)
def test_a_cell_that_cannot_be_counted_is_refused_by_name(cells: list[object], words: str) -> None:
    with pytest.raises(CellsError, match=words) as refused:
        with_figures(FigureUse("p", Measure.PEOPLE, 2020), p=cells)
    (problem,) = refused.value.problems
    assert (problem.row, problem.field) == (2, "p")
    assert str(refused.value).endswith("Leave the column out, or correct it in the file and open it again.")


def test_all_cells_of_all_columns_are_listed_at_once() -> None:
    uses = (FigureUse("p", Measure.PEOPLE, 2020), FigureUse("d", Measure.DEM, 2020))
    with pytest.raises(CellsError, match=r"5 cells cannot be counted: .*; and 2 more") as refused:
        with_figures(*uses, p=[-1, -2, -3], d=["x", "y", "1"])
    assert [problem.field for problem in refused.value.problems] == ["p", "p", "p", "d", "d"]


def test_people_and_votes_need_a_year() -> None:
    with pytest.raises(LayerError, match=r"The column POP has people of no year\. Say of which census"):
        with_figures(FigureUse("POP", Measure.PEOPLE), POP=[1])


@pytest.mark.parametrize(
    ("area_in", "given", "metres"),
    [
        (AreaIn.SQUARE_METRES, [12.4, 10.0], [12, 10]),
        (AreaIn.SQUARE_KILOMETRES, [1.0000005, 2.0], [1_000_000, 2_000_000]),
        (AreaIn.SQUARE_MILES, [1.0, 100.0], [2_589_988, 258_998_811]),
        (AreaIn.ACRES, [640.0, 1.0], [2_589_988, 4_047]),
        (AreaIn.HECTARES, [1.5, 0.00005], [15_000, 0]),
    ],
)
def test_areas_become_whole_square_metres(area_in: AreaIn, given: list[object], metres: list[int]) -> None:
    assert values(with_figures(FigureUse("a", Measure.LAND, area_in=area_in), a=given), "land_m2") == metres


def test_whole_numbers_of_square_miles_are_converted_exactly() -> None:
    units = with_figures(FigureUse("a", Measure.WATER, area_in=AreaIn.SQUARE_MILES), a=[1_000_000, 3])
    assert values(units, "water_m2") == [2_589_988_110_336, 7_769_964]


def test_more_area_than_the_earth_has_is_refused() -> None:
    with pytest.raises(CellsError, match="more than the Earth has in square miles"):
        with_figures(FigureUse("a", Measure.LAND, area_in=AreaIn.SQUARE_MILES), a=[250_000_000])


# Elections


def test_all_votes_are_added_up_where_the_file_does_not_give_them() -> None:
    uses = (
        FigureUse("d", Measure.DEM, 2020),
        FigureUse("r", Measure.REP, 2020),
        FigureUse("o", Measure.OTHER_VOTES, 2020),
    )
    units = with_figures(*uses, d=[1, 2], r=[3, 4], o=[5, 6])
    assert values(units, "total_2020") == [9, 12]
    assert units.remarks == ("All votes 2020 are d + r + o.",)
    assert "other_2020" not in units.figures
    units = with_figures(*uses[:2], d=[1, 2], r=[3, 4])
    assert values(units, "total_2020") == [4, 6]
    assert units.remarks == ("All votes 2020 are d + r, for want of a column with votes for others.",)


def test_fewer_votes_in_all_than_for_the_two_parties_are_a_problem_that_is_told() -> None:
    uses = (
        FigureUse("d", Measure.DEM, 2020),
        FigureUse("r", Measure.REP, 2020),
        FigureUse("t", Measure.ALL_VOTES, 2020),
    )
    units = with_figures(*uses, d=[5, 2], r=[5, 4], t=[9, 7])
    assert values(units, "total_2020") == [10, 7]
    (problem,) = units.problems
    assert (problem.row, problem.field, problem.value) == (1, "t", "9")
    assert "less than the two parties' 10 votes" in problem.reason
    assert "row 1" in units.remarks[0]


def test_all_votes_that_are_missing_are_the_parties_and_others() -> None:
    uses = (
        FigureUse("d", Measure.DEM, 2020),
        FigureUse("r", Measure.REP, 2020),
        FigureUse("t", Measure.ALL_VOTES, 2020),
    )
    units = with_figures(*uses, d=[5, 2], r=[5, 4], t=[11.0, float("nan")])
    assert values(units, "total_2020") == [11, 6]
    assert units.problems == ()
    assert any("where t has no figure" in remark for remark in units.remarks)


def test_all_votes_that_are_not_the_sum_of_their_parts_are_told() -> None:
    uses = (
        FigureUse("d", Measure.DEM, 2020),
        FigureUse("r", Measure.REP, 2020),
        FigureUse("o", Measure.OTHER_VOTES, 2020),
        FigureUse("t", Measure.ALL_VOTES, 2020),
    )
    units = with_figures(*uses, d=[5, 2], r=[5, 4], o=[1, 1], t=[11, 9])
    assert values(units, "total_2020") == [11, 9]
    assert units.remarks == (
        "All votes 2020: in 1 row t is not what parties and others add up to (row 2); t is what counts.",
    )


def test_rounded_votes_never_come_to_more_than_all() -> None:
    uses = (
        FigureUse("d", Measure.DEM, 2020),
        FigureUse("r", Measure.REP, 2020),
        FigureUse("t", Measure.ALL_VOTES, 2020),
    )
    units = with_figures(*uses, d=[0.5, 0.5, 1.5], r=[0.5, 0.5, 0.5], t=[1.0, 1.0, 2.0])
    two = units.figures["dem_2020"].values + units.figures["rep_2020"].values
    assert bool(np.all(units.figures["total_2020"].values >= two))
    assert units.problems == ()
