"""Names, GEOIDs and cities lead to counties; pasted lists become units, and what is not understood is named."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import borderkit
from borderkit import locations
from borderkit.bundled import open_bundled
from borderkit.columns import COLUMNS
from borderkit.county_list import ReadList, is_list, read_list
from borderkit.finding import Finder, aliases, is_territory, normalized, without_type
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.notes import TERRITORIES
from borderkit.progress import Silent
from borderkit.shelf import bundled_ids
from borderkit.states import states_by_fips

Read = Callable[[str], ReadList]


@pytest.fixture(scope="module")
def finder(counties: UnitLayer) -> Finder:
    """A finder whose index is built once."""
    return Finder(counties)


@pytest.fixture(scope="module")
def read(counties: UnitLayer, finder: Finder) -> Read:
    """What reads a list of the bundled layer's counties."""
    return lambda text: read_list(text, counties, finder)


def labels(finder: Finder, text: str) -> list[str]:
    return [match.label for match in finder.find(text)]


def codes(found: ReadList, layer: UnitLayer) -> list[str]:
    return [layer.geoids[unit] for unit in found.units]


def lost(found: ReadList) -> dict[str, str]:
    return {entry.text: entry.reason for entry in found.lost}


def short(name: str) -> str:
    """A county's name as people write it, without the type; Alaska's and Nevada's special ones stay whole."""
    for ending in (" County", " Parish", " city"):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def in_prose(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


# Names as they are compared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "SAINT LOUIS"),
        ("Ste. Genevieve", "Sainte Genevieve"),
        ("St.Louis", "St Louis"),
        ("Mt. Vernon", "Mount Vernon"),
        ("Ft. Bend", "Fort Bend"),
        ("Doña Ana", "Dona Ana"),
        ("Prince George's", "prince georges"),
        ("Prince George’s", "Prince Georges"),
        ("O'Brien", "OʻBrien"),
        ("Miami-Dade", "miami dade"),
        ("Hoonah–Angoon", "Hoonah-Angoon"),
        ("Lewis & Clark", "Lewis and  Clark "),
        ("Washington, D.C.", "washington dc"),
        ("King\nand\tQueen", "king and queen"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert normalized(one) == normalized(other) != ""


def test_what_is_no_abbreviation_stays() -> None:
    assert normalized("Stark, Steuben, Mountrail, Forte") == "stark steuben mountrail forte"
    assert normalized("...") == normalized("") == ""


def test_a_name_is_told_from_its_type() -> None:
    assert without_type("kings county") == ("kings", "county")
    assert without_type("fairfax city") == ("fairfax", "city")
    assert without_type("juneau city and borough") == ("juneau", "county")
    assert without_type("caddo parish") == ("caddo", "county")
    assert without_type("district of columbia") == ("district of columbia", "")


def test_the_territories_are_known_by_name() -> None:
    assert is_territory("Puerto Rico")
    assert is_territory("the U.S. Virgin Islands")
    assert not is_territory("Porto Rico County")


# Aliases


def test_every_alias_leads_to_a_county_of_the_layer_and_says_something_new(counties: UnitLayer) -> None:
    with (locations.resources() / "county_facts.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["geoid"]: row for row in csv.DictReader(file)}
    for alias in aliases():
        row = facts[alias.geoid]
        assert row["state"] == states_by_fips()[alias.geoid[:2]].code
        assert alias.name == alias.name.strip()
        assert len(alias.source) > 10
    with (locations.resources() / "aliases.csv").open(encoding="utf-8", newline="") as file:
        listed = [(row["alias"], row["geoid"]) for row in csv.DictReader(file)]
    assert len(listed) == len(set(listed)) > 600
    same = [name for name, geoid in listed if normalized(name) == normalized(facts[geoid]["name"])]
    assert same == []


def test_no_city_stands_twice_in_one_state() -> None:
    leads_to: dict[tuple[str, str], set[str]] = defaultdict(set)
    for alias in aliases():
        leads_to[normalized(alias.name), alias.geoid[:2]].add(alias.geoid)
    assert {name: geoids for name, geoids in leads_to.items() if len(geoids) > 1} == {}


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Brooklyn", "Kings County, New York"),
        ("Manhattan", "New York County, New York"),
        ("Staten Island", "Richmond County, New York"),
        ("the bronx", "Bronx County, New York"),
        ("Las Vegas", "Clark County, Nevada"),
        ("Seattle", "King County, Washington"),
        ("Boston", "Suffolk County, Massachusetts"),
        ("Cleveland, Ohio", "Cuyahoga County, Ohio"),
        ("Kansas City KS", "Wyandotte County, Kansas"),
        ("Kansas City MO", "Jackson County, Missouri"),
        ("Colorado Springs", "El Paso County, Colorado"),
        ("Shannon County, SD", "Oglala Lakota County, South Dakota"),
        ("Dade County, Florida", "Miami-Dade County, Florida"),
        ("Wade Hampton", "Kusilvak Census Area, Alaska"),
        ("Chugach", "Valdez-Cordova Census Area, Alaska"),
        ("Copper River", "Valdez-Cordova Census Area, Alaska"),
        ("Washington, D.C.", "District of Columbia"),
        ("Honolulu", "Honolulu County, Hawaii"),
    ],
)
def test_another_name_leads_to_the_county(finder: Finder, typed: str, label: str) -> None:
    assert labels(finder, typed)[0] == label


def test_a_match_says_by_what_it_was_found(finder: Finder) -> None:
    assert [match.reason for match in finder.find("Brooklyn")] == ["Brooklyn"]
    assert [match.reason for match in finder.find("36047")] == ["36047"]
    assert finder.find("Kings")[0].reason == ""
    assert finder.find("OR")[0].reason == "OR"
    assert finder.find("Oregon")[0].reason == ""


def test_a_capital_is_found_beside_the_county_of_its_name(finder: Finder) -> None:
    found = [(match.label, match.reason) for match in finder.find("Boise")]
    assert found[:2] == [("Boise County, Idaho", ""), ("Ada County, Idaho", "Boise")]


def test_a_layer_of_other_units_has_no_aliases_of_counties(grid: UnitLayer) -> None:
    borrowed = replace(grid, geoids=("36047", *grid.geoids[1:]))
    assert Finder(borrowed).find("Brooklyn") == []
    assert [match.label for match in Finder(borrowed).find("unit 0")] == ["Unit 0, State AA"]


# Finding


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Falls Church", "Falls Church city, Virginia"),
        ("falls ch", "Falls Church city, Virginia"),
        ("kings ny", "Kings County, New York"),
        ("kings, new york", "Kings County, New York"),
        ("NY kings", "Kings County, New York"),
        ("kings ca", "Kings County, California"),
        ("kings new y", "Kings County, New York"),
        ("lincoln mt", "Lincoln County, Montana"),
        ("lincoln, N.M.", "Lincoln County, New Mexico"),
        ("ohio w.va.", "Ohio County, West Virginia"),
        ("placer calif.", "Placer County, California"),
        ("Fairfax city VA", "Fairfax city, Virginia"),
        ("Fairfax County VA", "Fairfax County, Virginia"),
        ("city of Fairfax", "Fairfax city, Virginia"),
        ("County of Kings, NY", "Kings County, New York"),
        ("lewis clark", "Lewis and Clark County, Montana"),
        ("de kalb, illinois", "DeKalb County, Illinois"),
        ("dekalb illinois", "DeKalb County, Illinois"),
        ("la salle tx", "La Salle County, Texas"),
        ("obrien", "O'Brien County, Iowa"),
        ("dona ana", "Doña Ana County, New Mexico"),
        ("sainte gen", "Ste. Genevieve County, Missouri"),
        ("ste. gen", "Ste. Genevieve County, Missouri"),
        ("of the woods", "Lake of the Woods County, Minnesota"),
        ("ngeles", "Los Angeles County, California"),
        ("carson city", "Carson City, Nevada"),
        ("district of columbia", "District of Columbia"),
    ],
)
def test_a_place_is_found_first(finder: Finder, typed: str, label: str) -> None:
    assert labels(finder, typed)[0] == label


def test_exact_names_come_before_beginnings_and_those_before_later_words(finder: Finder) -> None:
    found = labels(finder, "king")
    assert found[:2] == ["King County, Washington", "King County, Texas"]
    assert found.index("Kings County, New York") < len(found)
    found = [match.label for match in finder.find("bend", limit=40)]
    assert found.index("Deschutes County, Oregon") < found.index("Fort Bend County, Texas")


def test_the_more_populous_come_first_among_equals(finder: Finder, counties: UnitLayer) -> None:
    found = [match.unit for match in finder.find("Washington County", limit=30)]
    units = [unit for unit in found if unit is not None]
    people = [int(counties.figures[unit, 2 + 1]) for unit in units]
    assert COLUMNS[3].key == "people_2020"
    assert len(units) == 30
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize("typed", ["St.", "Saint", "st", "ste", "St. L"])
def test_saints_are_found_however_they_are_written(finder: Finder, typed: str) -> None:
    assert any(label.startswith(("St.", "Ste.")) for label in labels(finder, typed))


def test_who_has_typed_st_so_far_may_mean_stark(finder: Finder) -> None:
    assert "Stanislaus County, California" in labels(finder, "st")
    assert "Stanislaus County, California" not in labels(finder, "St.")


def test_a_geoid_is_found_whole_begun_and_without_its_zero(finder: Finder) -> None:
    assert labels(finder, "36047") == ["Kings County, New York"]
    assert labels(finder, "6037") == ["Los Angeles County, California"]
    assert labels(finder, "3604")[0] == "Kings County, New York"
    assert {match.reason for match in finder.find("41")} <= {
        geoid for geoid in finder.layer.geoids if geoid[:2] == "41"
    }
    assert labels(finder, "99999") == []


def test_states_are_found_by_name_code_and_beginning(finder: Finder) -> None:
    for typed, code in (("Oregon", "OR"), ("or", "OR"), ("N.Y.", "NY"), ("mt", "MT"), ("west vir", "WV")):
        assert finder.find(typed)[0].code == code
    assert "AK" in [match.code for match in finder.find("a")]
    assert all(match.unit is not None for match in finder.find("mount"))


def test_a_new_state_of_the_proposal_is_found(finder: Finder, counties: UnitLayer) -> None:
    new = Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d")
    found = finder.find("jefferson", jurisdictions=(*counties.jurisdictions, new))
    assert (found[0].code, found[0].label, found[0].unit) == ("JEF", "Jefferson", None)
    assert found[1].label == "Jefferson County, Kentucky"
    assert finder.find("jef", jurisdictions=[new])[0].reason == "JEF"
    assert finder.find("jefferson")[0].code is None


def test_nothing_is_found_where_there_is_nothing(finder: Finder) -> None:
    for typed in ("", "   ", "...", "zzzz", "Puerto Rico", "Bakker", "kings zz"):
        assert finder.find(typed) == []
    assert finder.find("a", limit=0) == []
    assert len(finder.find("a", limit=5)) == 5


def test_no_unit_is_found_twice(finder: Finder) -> None:
    for typed in ("san", "springfield", "washington dc", "new york", "st", "a"):
        found = [(match.unit, match.code) for match in finder.find(typed, limit=200)]
        assert len(found) == len(set(found))


def test_every_unit_is_within_reach_by_name_and_state(finder: Finder, counties: UnitLayer) -> None:
    missed = []
    for unit, name in enumerate(counties.names):
        typed = f"{name}, {counties.home_of(unit).code}"
        if finder.find(typed, limit=1)[0].unit != unit:
            missed.append(typed)
    assert missed == []


def test_a_hundred_thousand_units_are_searched_all_the_same(counties: UnitLayer) -> None:
    number = 100_000
    layer = replace(
        counties,
        geoids=tuple(f"{unit:011d}" for unit in range(number)),
        names=tuple(f"Ward {unit}" for unit in range(number)),
        home=np.zeros(number, dtype=np.int16),
        figures=np.zeros((number, len(COLUMNS)), dtype=np.int64),
        neighbours=None,
    )
    finder = Finder(layer)
    assert labels(finder, "ward 99999") == ["Ward 99999, Alaska"]
    assert labels(finder, "ward 9999")[0] == "Ward 9999, Alaska"
    assert len(labels(finder, "ard")) == 12
    assert labels(finder, "00000012345") == ["Ward 12345, Alaska"]


def test_names_of_a_layer_may_hold_line_breaks(grid: UnitLayer) -> None:
    layer = replace(grid, names=("One\nTwo", *grid.names[1:]))
    assert labels(Finder(layer), "one two") == ["One\nTwo, State AA"]
    assert labels(Finder(layer), "unit 8") == ["Unit 8, State CC"]


# Lists


@pytest.mark.parametrize(
    "text",
    [
        "Baker, Crook and Grant counties, Oregon",
        "BAKER, CROOK AND GRANT COUNTIES, OREGON",
        "Baker, Crook, and Grant counties in eastern Oregon.",
        "Baker County, OR; Crook County, OR; Grant County, OR",
        "Baker County, OR, Crook County, OR, Grant County, OR",
        "Baker, Oregon, Crook, Oregon, Grant, Oregon",
        "Baker Co., Ore.; Crook Co., Ore.; Grant Co., Ore.",
        "Oregon: Baker, Crook, Grant",
        "Oregon: Baker County & Crook County plus Grant County",
        "Oregon:\nBaker\nCrook\nGrant",
        "Oregon:; Baker; Crook; Grant",
        "Oregon\nBaker\nCrook\nGrant",
        "Oregon – Baker, Crook, Grant",
        "Oregon (Baker, Crook, Grant)",
        "Oregon (3): Baker, Crook, Grant",
        "In Oregon: Baker, Crook. In Oregon: Grant.",
        "OR Baker, Crook, Grant",
        "Oregon's Baker, Crook and Grant counties",
        "the counties of Baker, Crook and Grant, Oregon",
        "the Oregon counties of Baker, Crook and Grant",
        "The 3 counties of Oregon: Baker, Crook and Grant",
        "Baker (OR), Crook (OR), Grant (Oregon)",
        "Baker County – Oregon\nCrook County – Oregon\nGrant County – Oregon",
        "Baker, OR\r\nCrook, OR\r\nGrant, OR\r\n",
        "- Baker, OR\n• Crook, OR\n* Grant, OR",
        "1. Baker, OR\n2) Crook, OR\n(3) Grant, OR",
        "baker, or\ncrook, or\ngrant, or",
        "Baker\tOregon\nCrook\tOregon\nGrant\tOregon",
        "1\tOregon\tBaker\n2\tOregon\tCrook\n3\tOregon\tGrant",
        "County\tState\nBaker\tOR\t16,668\nCrook\tOR\t24,738\nGrant\tOR\t7,233",
        "GEOID\tNAME\n41001\tanything\n41013\tat all\n41023\t",
        "GEOID,STATE\n41001,ID\n41013,ID\n41023,ID",
        "41001 41013 41023",
        "41001,41013;41023",
        "41001/41013 and “41023”",
        '="41001"\n="41013"\n="41023"',
        "41001 Baker County, Oregon\n41013 Crook\n41023 Grant County",
        "Baker[1], Crook[2] and Grant[3] counties, Oregon",
        "Baker/Crook/Grant, Oregon",
        "Baker,\nCrook,\nGrant,\nOregon",
        "Baker, Crook and\nGrant counties, Oregon",
        "\ufeff“Baker”, ‘Crook’\u00a0and Grant, Ore\u00adgon",
    ],
)
def test_three_counties_are_read_however_they_are_written(read: Read, counties: UnitLayer, text: str) -> None:
    found = read(text)
    assert codes(found, counties) == ["41001", "41013", "41023"]
    assert found.lost == ()


@pytest.mark.parametrize(
    ("text", "geoids"),
    [
        ("Oregon: Baker, Crook\nIdaho: Ada", "16001 41001 41013"),
        ("Oregon:\nBaker\nCrook\n\nIdaho:\nAda", "16001 41001 41013"),
        ("Baker County, Oregon, and Ada County, Idaho", "16001 41001"),
        ("Oregon's Baker and Crook counties and Ada County, Idaho", "16001 41001 41013"),
        ("Oregon: Baker, Crook, Idaho: Ada", "16001 41001 41013"),
        ("Oregon (Baker, Crook), Idaho (Ada)", "16001 41001 41013"),
        ("Baker County, Oregon; Baker County, Florida", "12003 41001"),
        ("St. Louis city and St. Louis County, Missouri", "29189 29510"),
        ("the city of Baltimore and Baltimore County, Maryland", "24005 24510"),
        ("Fairfax and Loudoun counties, Virginia", "51059 51107"),
        ("the cities of Fairfax and Falls Church, Virginia", "51600 51610"),
        ("City of Fairfax, Virginia", "51600"),
        ("Fairfax (city), Virginia", "51600"),
        ("Lewis and Clark County, Montana", "30049"),
        ("Lewis & Clark, Montana", "30049"),
        ("Lewis and Clark and Jefferson counties, Montana", "30043 30049"),
        ("Lewis and Clark counties, Washington", "53011 53041"),
        ("King and Queen County, Virginia", "51097"),
        ("King and Queen, King George and King William counties, Virginia", "51097 51099 51101"),
        ("Lake and Peninsula Borough, Juneau City and Borough, Alaska", "02110 02164"),
        ("City and County of Denver, Colorado", "08031"),
        ("Lake of the Woods", "27077"),
        ("Isle of Wight", "51093"),
        ("Prince of Wales-Hyder", "02198"),
        ("Carson City", "32510"),
        ("James City and Charles City counties, Virginia", "51036 51095"),
        ("Caddo and Bossier parishes, Louisiana", "22015 22017"),
        ("Malheur", "41045"),
        ("Brooklyn, Queens, Manhattan, the Bronx and Staten Island", "36005 36047 36061 36081 36085"),
        ("Washington, DC", "11001"),
        ("DC", "11001"),
        ("Alexandria and the District of Columbia", "11001 51510"),
        ("Dade County, Florida", "12086"),
        ("Multnomah, Washington and Clackamas counties, Oregon", "41005 41051 41067"),
        ("Columbia, Douglas, Washington and Grant counties, Oregon", "41009 41019 41023 41067"),
        ("Oregon: Columbia, Washington, Grant", "41009 41023 41067"),
        ("King, Pierce, Washington", "53033 53053"),
        ("Bristol, Kent and Washington counties, Rhode Island", "44001 44003 44009"),
        ("Wayne, Ohio, Indiana", "18115 18177"),
        ("Washington\tOregon", "41067"),
        ("New York, New York", "36061"),
        ("Oregon County", "29149"),
    ],
)
def test_a_list_is_read_as_a_person_means_it(read: Read, counties: UnitLayer, text: str, geoids: str) -> None:
    found = read(text)
    assert codes(found, counties) == geoids.split()
    assert found.lost == ()


@pytest.mark.parametrize(
    "text",
    ["all of Oregon", "All counties in Oregon", "every Oregon county", "the whole state of Oregon", "Oregon: all"],
)
def test_all_of_a_state_is_every_unit_that_is_at_home_there(read: Read, counties: UnitLayer, text: str) -> None:
    found = read(text)
    assert [counties.geoids[unit][:2] for unit in found.units] == ["41"] * 36
    assert found.lost == ()


def test_exceptions_are_left_out(read: Read, counties: UnitLayer) -> None:
    for text in (
        "all of Oregon except Multnomah, Washington and Clackamas",
        "Oregon except Multnomah, Washington and Clackamas",
        "Oregon: all but Multnomah, Washington and Clackamas",
        "all but Multnomah, Washington and Clackamas counties, Oregon",
    ):
        found = read(text)
        assert len(found.units) == 33
        assert not {"41005", "41051", "41067"}.intersection(codes(found, counties))
        assert found.lost == ()
    assert len(read("all of Oregon, Idaho and Washington").units) == 36 + 44 + 39


def test_parts_of_counties_are_not_taken_for_counties(read: Read, counties: UnitLayer) -> None:
    found = read("Baker, Grant, and parts of Deschutes and Jefferson, Oregon")
    assert codes(found, counties) == ["41001", "41023"]
    assert list(lost(found)) == ["Deschutes", "Jefferson"]
    assert "part" in lost(found)["Jefferson"]


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("Grant", "Grant", "15 states have a county of this name; add the state"),
        ("Crook County", "Crook County", "2 states have a county of this name; add the state"),
        ("Baltimore, Maryland", "Baltimore", "Baltimore County or Baltimore city, Maryland? Write which one"),
        ("Baltimore", "Baltimore", "Baltimore County or Baltimore city, Maryland? Write which one"),
        ("St. Louis, Missouri", "St. Louis", "St. Louis County or St. Louis city, Missouri? Write which one"),
        ("Fairfax", "Fairfax", "Fairfax County or Fairfax city, Virginia? Write which one"),
        ("Bakker, Oregon", "Bakker", "no county of Oregon has this name; is Baker County meant?"),
        ("Xyz, Oregon", "Xyz", "no county of Oregon has this name"),
        ("Xyz", "Xyz", "no county or state has this name"),
        (
            "Alexandria County, Virginia",
            "Alexandria County",
            "Virginia has Alexandria city, but no county of this name",
        ),
        ("6037", "6037", "a GEOID that has lost its leading zero? 06037 is Los Angeles County, California"),
        ("99999", "99999", "no county has this GEOID"),
        ("12", "12", "neither a GEOID nor a name"),
        ("Puerto Rico", "Puerto Rico", TERRITORIES.rstrip(".")),
        (
            "Portland, Oregon",
            "Portland",
            "its centre lies in Multnomah County, Oregon; name the county that is meant",
        ),
        ("Lewis and Clark counties", "Lewis and Clark", "one county or two? add the state"),
        ("all", "all", "of which state? Write “all of Oregon”"),
        ("Baker\tOregon\tx", "x", "a further column"),
        (
            "6037\tLos Angeles",
            "6037",
            "a GEOID that has lost its leading zero? 06037 is Los Angeles County, California",
        ),
        (
            "District of Columbia, Maryland",
            "Maryland",
            "a state: write “all of Maryland” to take every county, or put it behind its counties",
        ),
    ],
)
def test_what_is_not_understood_is_named_with_its_reason(read: Read, text: str, words: str, reason: str) -> None:
    assert lost(read(text)) == {words: reason}


@pytest.mark.parametrize("text", ["Oregon", "California", "California:", "22 counties of California", "Idaho and Ohio"])
def test_a_state_that_holds_for_nothing_is_not_taken(read: Read, text: str) -> None:
    found = read(text)
    assert len(found.units) == 0
    assert all("all of" in reason for reason in lost(found).values())
    assert set(lost(found)) <= set(text.replace(":", "").split())
    assert found.lost


def test_what_is_understood_is_taken_beside_what_is_not(read: Read, counties: UnitLayer) -> None:
    found = read("Bakker, Crook, hello world and Grant counties, Oregon; 6037; Multnomah (west of the river)")
    assert codes(found, counties) == ["41013", "41023", "41051"]
    assert set(lost(found)) == {"Bakker", "hello world", "6037", "(west of the river)"}


def test_two_readings_that_fit_equally_are_not_guessed(read: Read, counties: UnitLayer) -> None:
    found = read("Jefferson, Washington, Lincoln, Oregon")
    assert codes(found, counties) == ["41041"]
    assert list(lost(found)) == ["Jefferson", "Washington"]


def test_a_state_without_a_colon_among_names_is_no_heading(read: Read, counties: UnitLayer) -> None:
    found = read("Jefferson\nWashington\nLincoln")
    assert len(found.units) == 0
    assert list(lost(found)) == ["Jefferson", "Washington", "Lincoln"]
    found = read("Multnomah\nWashington\nClackamas")
    assert codes(found, counties) == ["41005", "41051"]
    assert list(lost(found)) == ["Washington"]


def test_a_heading_that_may_be_a_county_is_told(read: Read, counties: UnitLayer) -> None:
    found = read("New York\nKings\nQueens")
    assert codes(found, counties) == ["36047", "36081"]
    assert "New York County" in lost(found)["New York"]
    assert read("New York\nKings\nNew York County").lost == ()
    assert codes(read("New York:\nKings\nNew York"), counties) == ["36047", "36061"]


def test_a_state_holds_only_for_its_clause(read: Read, counties: UnitLayer) -> None:
    found = read("Oregon: Baker\nGrant")
    assert codes(found, counties) == ["41001"]
    assert list(lost(found)) == ["Grant"]
    found = read("Grant; Baker, Oregon")
    assert codes(found, counties) == ["41001"]
    assert list(lost(found)) == ["Grant"]


def test_a_new_state_has_no_counties_at_home(counties: UnitLayer, finder: Finder) -> None:
    new = Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d")
    found = read_list("all of Jefferson", counties, finder, (*counties.jurisdictions, new))
    assert len(found.units) == 0
    assert lost(found)["all of Jefferson"] == "Jefferson is new in the proposal, and no county is at home there"


def test_units_come_ascending_and_once_as_positions(read: Read) -> None:
    found = read("Ada County, Idaho; Baker County, Oregon; 16001; Ada, ID")
    assert found.units.dtype == np.int32
    assert found.units.tolist() == sorted(set(found.units.tolist()))
    assert len(found.units) == 2
    for nothing in ("", " \n;\t, ", "the counties of"):
        assert len(read(nothing).units) == 0
        assert read(nothing).lost == ()


def test_names_are_text_and_never_markup(read: Read) -> None:
    found = read("<b>Baker, Oregon")
    assert list(lost(found)) == ["<b>Baker"]


FORMS: dict[str, Callable[[list[str], str], str]] = {
    "prose": lambda names, state: f"{in_prose([short(n) for n in names])} counties, {state}",
    "capitals": lambda names, state: f"{in_prose([short(n) for n in names])} counties, {state}".upper(),
    "full names": lambda names, state: f"{in_prose(names)}, {state}",
    "heading": lambda names, state: f"{state}: {', '.join(short(n) for n in names)}",
    "line by line": lambda names, state: "\n".join(f"{n}, {state}" for n in names),
    "below the state": lambda names, state: f"{state}:\n" + "\n".join(short(n) for n in names),
    "full below the state": lambda names, state: f"{state}\n" + "\n".join(names),
    "columns": lambda names, state: "\n".join(f"{short(n)}\t{state}" for n in names),
    "counties of": lambda names, state: f"the {state} counties of {in_prose([short(n) for n in names])}",
    "brackets": lambda names, state: ", ".join(f"{n} ({state})" for n in names),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_state_is_read_whole_in_every_form(read: Read, counties: UnitLayer, form: str) -> None:
    wrong = []
    for position, state in enumerate(counties.jurisdictions):
        units = np.flatnonzero(counties.home == position)
        shared = Counter(short(counties.names[unit]) for unit in units)
        plain = [int(unit) for unit in units if shared[short(counties.names[unit])] == 1]
        for name in (state.name, state.code):
            found = read(FORMS[form]([counties.names[unit] for unit in plain], name))
            if found.units.tolist() != plain or found.lost:
                wrong.append((name, found.lost[:2]))
    assert wrong == []


def test_all_counties_in_one_breath(read: Read, counties: UnitLayer) -> None:
    text = ", ".join(f"{name}, {counties.home_of(unit).name}" for unit, name in enumerate(counties.names))
    found = read(text)
    assert len(found.units) == len(counties)
    assert found.lost == ()


@pytest.mark.parametrize("proposal_id", bundled_ids())
def test_every_proposal_of_the_shelf_is_read_from_its_prose(read: Read, counties: UnitLayer, proposal_id: str) -> None:
    moved = borderkit.open_proposal(proposal_id, counties).moved_units
    by_state: dict[str, list[str]] = defaultdict(list)
    for unit in moved:
        by_state[counties.home_of(unit).name].append(counties.names[unit])
    clauses = [f"{in_prose(names)}, {state}" for state, names in by_state.items()]
    for between in ("; ", ", and ", ".\n"):
        found = read(between.join(clauses))
        assert found.lost == ()
        np.testing.assert_array_equal(found.units, moved)


#: Lists as their sources print them, by the proposal that they must give.
PUBLISHED = {
    "greater-idaho-2020": """Baker, Coos, Crook, Curry, Deschutes, Douglas, Gilliam, Grant, Harney, Jackson,
        Jefferson, Josephine, Klamath, Lake, Malheur, Morrow, Sherman, Umatilla, Union, Wallowa, Wasco and
        Wheeler counties, Oregon""",
    "greater-idaho-2020 by those left out": """All of Oregon except Benton, Clackamas, Clatsop, Columbia,
        Hood River, Lane, Lincoln, Linn, Marion, Multnomah, Polk, Tillamook, Washington and Yamhill""",
    "greater-idaho-voted": """Oregon: Baker, Crook, Grant, Harney, Jefferson, Klamath, Lake, Malheur, Morrow,
        Sherman, Union, Wallowa, Wheeler.""",
    "new-york-without-nyc-nassau-westchester": """all but Bronx, Kings, New York, Queens, Richmond, Nassau,
        Westchester counties, New York""",
    "delmarva": """DE Kent, New Castle, Sussex; MD Caroline, Cecil, Dorchester, Kent, Queen Anne's, Somerset,
        Talbot, Wicomico, Worcester; VA Accomack, Northampton""",
    "illinois-without-northeast": "the whole state of Illinois besides Cook, DuPage, Kane, Lake, McHenry and Will",
    "western-maryland-to-west-virginia": "Allegany, Garrett and Washington counties, Maryland",
    "california-leaves-the-union": "all of California",
    "superior": """Michigan – Alger, Baraga, Chippewa, Delta, Dickinson, Gogebic, Houghton, Iron, Keweenaw,
        Luce, Mackinac, Marquette, Menominee, Ontonagon, Schoolcraft""",
    "liberty": """Adams, Asotin, Benton, Chelan, Columbia, Douglas, Ferry, Franklin, Garfield, Grant, Kittitas,
        Klickitat, Lincoln, Okanogan, Pend Oreille, Spokane, Stevens, Walla Walla, Whitman and Yakima counties,
        Washington""",
}


@pytest.mark.parametrize("which", PUBLISHED)
def test_lists_as_they_were_published_give_the_proposal(read: Read, counties: UnitLayer, which: str) -> None:
    proposal = borderkit.open_proposal(which.partition(" ")[0], counties)
    for text in (PUBLISHED[which], PUBLISHED[which].replace("\n", ";")):
        found = read(text)
        assert found.lost == ()
        np.testing.assert_array_equal(found.units, proposal.moved_units)


LAYER = open_bundled(Silent()).layer
FINDER = Finder(LAYER)


@settings(max_examples=50000, deadline=None)
@given(data=st.data())
def test_counties_of_several_states_are_never_mistaken(data: st.DataObject) -> None:
    homes = data.draw(st.lists(st.integers(0, 50), min_size=2, max_size=3, unique=True))
    wanted: set[int] = set()
    clauses = []
    for home in homes:
        units = [int(unit) for unit in np.flatnonzero(home == LAYER.home)]
        shared = Counter(short(LAYER.names[unit]) for unit in units)
        plain = [unit for unit in units if shared[short(LAYER.names[unit])] == 1]
        chosen = data.draw(st.lists(st.sampled_from(plain), min_size=1, max_size=5, unique=True))
        wanted.update(chosen)
        names = [short(LAYER.names[unit]) for unit in chosen]
        several = f"{in_prose(names)} counties" if len(names) > 1 else LAYER.names[chosen[0]]
        clauses.append(f"{several}, {LAYER.jurisdictions[home].name}")
    found = read_list(data.draw(st.sampled_from((", and ", " and ", "; "))).join(clauses), LAYER, FINDER)
    assert set(found.units.tolist()) <= wanted
    assert found.lost or set(found.units.tolist()) == wanted


WORDS = st.sampled_from(
    (
        *("Baker", "Oregon", "Washington", "New York", "Lewis", "Clark", "Bakker", "DC", "41001", "6037", "OR", "or"),
        *("and", "&", "counties", "County", "city", "all", "of", "the", "except", "parts of", "St.", "1.", "'s"),
        *(",", ";", ":", "(", ")", "-", "—", "\n", "\t", ".", "“", "<b>", "\u200b"),
    )
)


@settings(max_examples=4000, deadline=None)
@given(words=st.lists(WORDS, max_size=14), rubbish=st.text(max_size=12))
def test_any_text_can_be_read(words: list[str], rubbish: str) -> None:
    found = read_list(" ".join([*words, rubbish]), LAYER, FINDER, LAYER.jurisdictions)
    assert found.units.tolist() == sorted(set(found.units.tolist()))
    assert all(entry.text and entry.reason for entry in found.lost)
    assert len(FINDER.find(" ".join([*words, rubbish]))) <= 12


@settings(max_examples=500, deadline=None)
@given(word=st.text(alphabet="bcdfghjkxz", min_size=5, max_size=9), place=st.integers(0, 2))
def test_no_unknown_word_is_dropped(word: str, place: int) -> None:
    names = ["Baker", "Crook", "Grant"]
    names.insert(place, word)
    found = read_list(f"{in_prose(names)} counties, Oregon", LAYER, FINDER)
    assert [entry.text for entry in found.lost] == [word]
    assert len(found.units) == 3


# What is a list at all


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Baker, Crook", True),
        ("Baker; Crook", True),
        ("Baker\nCrook", True),
        ("Baker\tCrook", True),
        ("Baker and Crook counties, Oregon", True),
        ("Baker, Crook, Oregon", True),
        ("Kings, New York", False),
        ("kings, ny", False),
        ("Brooklyn", False),
        ("Brooklyn,", False),
        ("Baker and Crook", False),
        ("", False),
    ],
)
def test_a_list_is_told_from_one_name_and_its_state(finder: Finder, text: str, answer: bool) -> None:
    assert is_list(text, finder) is answer
