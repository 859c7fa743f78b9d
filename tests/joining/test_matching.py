"""Rows find their units by identifiers and names, however they are written; those that do not are told why."""

from pathlib import Path

import numpy as np
import pytest

from borderkit.errors import OperationCancelled
from borderkit.joining import Mapping, Match, Matcher, TableError, Way, WayKind, summary
from borderkit.layer import UnitLayer
from tests.joining.files import table_of


@pytest.fixture(scope="module")
def matcher(counties: UnitLayer) -> Matcher:
    return Matcher(counties)


def match_of(matcher: Matcher, folder: Path, content: str) -> Match:
    return matcher.match(table_of(folder, content))


def geoids(match: Match) -> list[str]:
    return [match.layer.geoids[unit] if unit >= 0 else "" for unit in match.unit_of.tolist()]


def by_id(matcher: Matcher, folder: Path, *cells: str) -> Match:
    rows = "".join(f'"{cell.replace(chr(34), chr(34) * 2)}",{n}\n' for n, cell in enumerate(cells))
    table = table_of(folder, "Code,Tax\n41003,1\n41005,2\n41007,3\n41009,4\n" + rows)
    return matcher.match(table, Way(WayKind.IDENTIFIER, (0,)))


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ("41001", ""), ("0500000US41001", "prefix of the Census Bureau taken off"),
        ("US41001", "prefix of the Census Bureau"),
        ("41001.0", "written as a number"), ("41,001", "written as a number"), ("41-001", "written as a number"),
        ("'41001", ""), ('="41001"', ""),
    ],
)  # fmt: skip
def test_identifiers_are_known_in_every_form(matcher: Matcher, tmp_path: Path, cell: str, note: str) -> None:
    match = by_id(matcher, tmp_path, cell)
    assert geoids(match)[-1] == "41001"
    assert (match.readings[4].note if 4 in match.readings else "").startswith(note)


@pytest.mark.parametrize("cell", ["6037", "6037.0", "6,037", "'6037", "0500000US6037"])
def test_lost_leading_zeros_are_restored_and_told(matcher: Matcher, tmp_path: Path, cell: str) -> None:
    match = by_id(matcher, tmp_path, cell)
    assert geoids(match)[-1] == "06037"
    assert match.notes == {"leading zero restored": (4,)}


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("09110", "Capitol Planning Region of Connecticut"), ("9110", "Capitol Planning Region"),
        ("72001", "Puerto Rico"), ("41002", "no such unit"), ("", "empty"), ("4.1001E+14", "a spreadsheet cut it off"),
        ("Baker", "no such unit"), ("02063", "part of Valdez-Cordova"), ("02201", "divided in 2008"),
        ("51515", "part of Bedford County since 2013"),
    ],
)  # fmt: skip
def test_identifiers_that_are_none_say_why(matcher: Matcher, tmp_path: Path, cell: str, reason: str) -> None:
    match = by_id(matcher, tmp_path, cell)
    assert match.unmatched_rows == (4,)
    assert reason in match.reason(4)


@pytest.mark.parametrize("cell", ["41000", "41", "0", "00000", "0400000US41"])
def test_rows_for_states_and_the_nation_are_not_missed(matcher: Matcher, tmp_path: Path, cell: str) -> None:
    match = by_id(matcher, tmp_path, cell)
    assert match.summary_rows == (4,)
    assert match.unmatched_rows == ()


def test_former_numbers_of_the_same_county_are_known(matcher: Matcher, tmp_path: Path) -> None:
    match = by_id(matcher, tmp_path, "46113", "02270", "2270", "12025")
    assert geoids(match)[4:] == ["46102", "02158", "02158", "12086"]


def test_part_of_a_county_is_suggested_and_not_taken(matcher: Matcher, tmp_path: Path) -> None:
    match = by_id(matcher, tmp_path, "51515")
    first = matcher.suggestions(match, 4)[0]
    assert (match.layer.geoids[first.unit], first.score) == ("51019", 100)
    assert "since 2013" in first.reason


@pytest.mark.parametrize("states", ["OR", "Oregon", "41", "Ore.", "oregon"])
@pytest.mark.parametrize("codes", [("1", "3"), ("001", "003"), ("1.0", "3.0")])
def test_a_state_and_a_countys_code_in_two_columns(
    matcher: Matcher, tmp_path: Path, states: str, codes: tuple[str, str]
) -> None:
    match = match_of(matcher, tmp_path, "ST,CTY,N\n" + "".join(f"{states},{code},9\n" for code in codes))
    assert geoids(match) == ["41001", "41003"]
    assert match.way.kind is WayKind.STATE_AND_CODE
    assert match.trials[0].evidence == "columns CTY and ST: 2 of 2 rows"


#: What a table writes, its state, and the unit that it means.
NAMES = [
    ("Baker", "OR", "41001"), ("BAKER COUNTY", "OR", "41001"), ("Baker Co.", "OR", "41001"),
    ("baker cnty", "OR", "41001"),
    ("Orleans", "LA", "22071"), ("Orleans Parish", "LA", "22071"), ("LaSalle Par.", "LA", "22059"),
    ("La Salle", "LA", "22059"), ("LaSalle", "IL", "17099"), ("De Kalb", "IL", "17037"), ("DeKalb", "IL", "17037"),
    ("DE KALB", "GA", "13089"), ("St. Clair", "IL", "17163"), ("Saint Clair", "IL", "17163"),
    ("St Clair", "IL", "17163"),
    ("Ste. Genevieve", "MO", "29186"), ("Sainte Genevieve", "MO", "29186"), ("Prince Georges", "MD", "24033"),
    ("Prince George's", "MD", "24033"), ("Prince George’s County", "MD", "24033"), ("O'Brien", "IA", "19141"),
    ("Obrien", "IA", "19141"), ("Doña Ana", "NM", "35013"), ("Dona Ana", "NM", "35013"), ("DoÃ±a Ana", "NM", "35013"),
    ("Juneau", "AK", "02110"), ("Juneau City and Borough", "AK", "02110"), ("Anchorage Municipality", "AK", "02020"),
    ("Kusilvak Census Area", "AK", "02158"), ("Wade Hampton", "AK", "02158"), ("Kenai Peninsula Boro", "AK", "02122"),
    ("Oglala Lakota", "SD", "46102"), ("Shannon", "SD", "46102"), ("Dade", "FL", "12086"),
    ("Miami-Dade", "FL", "12086"),
    ("Fairfax city", "VA", "51600"), ("City of Fairfax", "VA", "51600"), ("Fairfax (independent city)", "VA", "51600"),
    ("Fairfax County", "VA", "51059"), ("James City", "VA", "51095"), ("Carson City", "NV", "32510"),
    ("St. Louis city", "MO", "29510"), ("St. Louis County", "MO", "29189"), ("Baltimore City", "MD", "24510"),
    ("District of Columbia", "DC", "11001"), ("Washington, D.C.", "DC", "11001"), ("Manhattan", "NY", "36061"),
    ("Lewis & Clark", "MT", "30049"), ("Lac Qui Parle", "MN", "27073"), ("Baker*", "OR", "41001"),
    ("McKean", "PA", "42083"),
    ("Mc Kean", "PA", "42083"), ("Fond du Lac", "WI", "55039"), ("Coös", "NH", "33007"),
]  # fmt: skip


def test_names_beside_their_states_are_known_in_every_spelling(matcher: Matcher, tmp_path: Path) -> None:
    match = match_of(matcher, tmp_path, "County;State\n" + "".join(f"{name};{state}\n" for name, state, _ in NAMES))
    assert match.way.kind is WayKind.NAME_AND_STATE
    found = {name: geoid for (name, _, _), geoid in zip(NAMES, geoids(match), strict=True)}
    assert found == {name: geoid for name, _, geoid in NAMES}


@pytest.mark.parametrize(
    "form",
    [
        "{0} County, Oregon",
        "{0}, OR",
        "{0} (OR)",
        "Oregon: {0} County",
        "OR - {0}",
        "{0} Co., Ore.",
        "{0} County Oregon",
    ],
)
def test_a_name_and_its_state_may_be_in_one_cell(matcher: Matcher, tmp_path: Path, form: str) -> None:
    names = ("Baker", "Benton", "Lake", "Union")
    match = match_of(matcher, tmp_path, "Place;N\n" + "".join(f"{form.format(name)};5\n" for name in names))
    assert geoids(match) == ["41001", "41003", "41037", "41061"]


def test_a_table_of_one_state_needs_no_column_for_it(matcher: Matcher, tmp_path: Path) -> None:
    match = match_of(matcher, tmp_path, "County,Tax\nBaker,1\nLake,2\nUnion,3\nClatsop,4\nOregon,10\n")
    assert geoids(match) == ["41001", "41037", "41061", "41007", ""]
    assert match.way.state == "OR"
    assert match.trials[0].evidence == "column County, all in OR: 4 of 5 rows"
    assert match.summary_rows == (4,)
    assert len(match.missed_units) == 32
    assert len(match.unmatched_units) == 3_138


def test_a_bare_name_means_the_county_where_the_city_has_its_own_row(matcher: Matcher, tmp_path: Path) -> None:
    match = match_of(matcher, tmp_path, "C,S\nFairfax,VA\nFairfax City,VA\nRoanoke,VA\nArlington,VA\nHenrico,VA\n")
    assert geoids(match)[:3] == ["51059", "51600", ""]
    assert "Roanoke County or Roanoke city? Write which one" in match.reason(2)
    assert {suggestion.label for suggestion in matcher.suggestions(match, 2)[:2]} == {
        "Roanoke County, Virginia", "Roanoke city, Virginia",
    }  # fmt: skip


def test_names_of_places_planning_regions_and_territories_say_where_they_lie(matcher: Matcher, tmp_path: Path) -> None:
    match = match_of(
        matcher, tmp_path, "C,S\nBaker,OR\nLane,OR\nUnion,OR\nEugene,OR\nBedford city,VA\nSan Juan,Puerto Rico\n"
    )
    assert match.unmatched_rows == (3, 4, 5)
    assert "it lies in Lane County, Oregon" in match.reason(3)
    assert "Bedford County" in match.reason(4)
    assert "none of the layer's states" in match.reason(5)


def test_the_best_column_is_found_by_trying_and_the_evidence_is_given(matcher: Matcher, tmp_path: Path) -> None:
    rows = "".join(
        f"{n},{geoid},{name}\n" for n, (geoid, name) in enumerate([("41001", "x"), ("6037", "y"), ("99999", "z")])
    )
    match = match_of(matcher, tmp_path, "Row,FIPS,Name\n" + rows)
    assert match.trials[0].evidence == "column FIPS: 2 of 3 rows"
    assert summary(match)[0] == "By column FIPS: 2 of 3 rows have a unit."
    with pytest.raises(TableError, match=r"No column of table\.csv names units of the layer us-counties"):
        match_of(matcher, tmp_path, "A,B\nred,x\nblue,y\n")


def test_units_with_two_rows_and_contradictions_are_told(matcher: Matcher, tmp_path: Path) -> None:
    match = match_of(
        matcher, tmp_path,
        "FIPS,County,State,N\n41001,Baker,OR,1\n41001,Baker,OR,2\n41003,Benton,OR,3\n41005,Lake,OR,4\n",
    )  # fmt: skip
    assert match.twice == {match.layer.index_of["41001"]: (0, 1)}
    assert [(c.row, match.layer.names[c.by_name]) for c in match.contradictions] == [(3, "Lake County")]


def test_unmatched_rows_get_suggestions_that_can_be_accepted_and_kept(matcher: Matcher, tmp_path: Path) -> None:
    content = "C,S\nBakr,OR\nBentin County,OR\nLane,OR\nUnion,OR\nNowhereland,OR\nClatsop,OR\nLake,OR\n"
    match = match_of(matcher, tmp_path, content)
    assert match.unmatched_rows == (0, 1, 4)
    first, second = (matcher.suggestions(match, row)[0] for row in (0, 1))
    assert (first.label, second.label) == ("Baker County, Oregon", "Benton County, Oregon")
    assert 80 < first.score < 100
    assert len(matcher.suggestions(match, 0)) <= 5
    mapping = Mapping.of(match.way, match.table).accept(match.key(0), "41001").put_aside(match.key(4))
    again = matcher.match(table_of(tmp_path, content + "Bakr,OR\n"), mapping=mapping)
    assert geoids(again)[0] == geoids(again)[7] == "41001"
    assert again.unmatched_rows == (1, 4)
    assert "set aside" in again.reason(4)
    assert again.notes["chosen by hand"] == (0, 7)
    assert matcher.match(again.table, mapping=mapping.forget(match.key(0))).unmatched_rows == (0, 1, 4, 7)


def test_suggestions_for_identifiers_come_from_the_names_beside_them(matcher: Matcher, tmp_path: Path) -> None:
    match = match_of(matcher, tmp_path, "FIPS,County,State\n41001,Baker,OR\n41003,Benton,OR\n99999,Lane,OR\n")
    suggestion = matcher.suggestions(match, 2)[0]
    assert (suggestion.label, suggestion.score, suggestion.reason) == ("Lane County, Oregon", 100, "by its name")


def test_every_county_is_found_by_its_own_name(matcher: Matcher, counties: UnitLayer, tmp_path: Path) -> None:
    lines = [f"{counties.home_of(unit).name};{name}" for unit, name in enumerate(counties.names)]
    match = match_of(matcher, tmp_path, "State;County\n" + "\n".join(lines))
    np.testing.assert_array_equal(match.unit_of, np.arange(len(counties)))


def test_layers_of_any_kind_are_matched(grid: UnitLayer, tmp_path: Path) -> None:
    matcher = Matcher(grid)
    by_geoid = matcher.match(table_of(tmp_path, "ID,N\n00001,5\n00004,6\n00008,7\n"))
    assert by_geoid.unit_of.tolist() == [1, 4, 8]
    by_name = matcher.match(table_of(tmp_path, "Name,State,N\nUnit 3,State AA,5\nUnit 7,CC,6\n"))
    assert by_name.unit_of.tolist() == [3, 7]


class StoppingLater:
    """A progress that is stopped once rows are matched."""

    def report(self, done: int, total: int, what: str) -> None:
        if what == "Matching rows":
            raise OperationCancelled


def test_matching_can_be_stopped(matcher: Matcher, tmp_path: Path) -> None:
    with pytest.raises(OperationCancelled):
        matcher.match(table_of(tmp_path, "FIPS,N\n41001,1\n41003,2\n"), progress=StoppingLater())
