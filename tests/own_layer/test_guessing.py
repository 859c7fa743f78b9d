"""What columns mean is guessed from their names and values, with a reason, and never against the values."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER
from borderkit.export import export
from borderkit.export.formats import What
from borderkit.layer import UnitLayer
from borderkit.own_layer.guessing import Guess, guess, state_of_layer
from borderkit.own_layer.recipe import AreaIn, HomeKind, Measure
from borderkit.own_layer.vote_names import Scheme, vote_name
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from tests.own_layer.samples import Table, opened, renamed, table, two_states, written

DEM, REP, OTHERS, ALL = Measure.DEM, Measure.REP, Measure.OTHER_VOTES, Measure.ALL_VOTES


def guessed(layer: Table) -> Guess:
    return guess(*layer)


def used(found: Guess) -> dict[str, tuple[Measure, int | None]]:
    return {use.field: (use.measure, use.year) for use in found.roles.figures}


def others_votes() -> list[int]:
    frame = two_states()
    return [int(votes) for votes in frame["TOTAL20"] - frame["DEM20"] - frame["REP20"]]


# Schemes, in files


def test_the_bundled_layer_is_understood_without_a_word() -> None:
    found = guessed(opened(locations.shapefiles() / BUNDLED_LAYER))
    roles = found.roles
    assert (roles.identifier, roles.name, roles.home, roles.home_kind) == (
        "GEOID",
        "FULLNAME",
        "STUSPS",
        HomeKind.POSTAL,
    )
    assert used(found) == {
        "ALAND": (Measure.LAND, None),
        "AWATER": (Measure.WATER, None),
        "POP2010": (Measure.PEOPLE, 2010),
        "POP2020": (Measure.PEOPLE, 2020),
        **{f"{party}{year}": (measure, 2000 + year) for year in (16, 20, 24) for party, measure in BORDERKITS.items()},
    }
    assert found.units_called == ("county", "counties")
    assert all(reason.endswith(".") for reason in found.reasons.values())


BORDERKITS = {"DEM": DEM, "REP": REP, "TOTAL": ALL}


def test_a_shapefile_as_vest_names_its_columns_is_understood(tmp_path: Path) -> None:
    names = {"STATEFP": "STATEFP20", "GEOID": "GEOID20", "FULLNAME": "NAME20", "DEM20": "G20PREDBID"}
    frame = renamed({**names, "REP20": "G20PRERTRU"}, G20PRELJOR=others_votes(), G20USSDXYZ=1, G20USSRXYZ=1)
    found = guessed(written(tmp_path / "west_2020.shp", frame))
    assert used(found) == {"G20PREDBID": (DEM, 2020), "G20PRERTRU": (REP, 2020), "G20PRELJOR": (OTHERS, 2020)}
    assert (found.roles.identifier, found.roles.name) == ("GEOID20", "NAME20")
    assert (found.roles.home, found.roles.home_kind) == ("STATEFP20", HomeKind.FIPS)
    assert "US Senate" in found.reasons["G20USSDXYZ"]


def test_a_geopackage_as_mgggs_states_name_their_columns_is_understood(tmp_path: Path) -> None:
    names = {"GEOID": "GEOID10", "FULLNAME": "NAME10", "POP2010": "TOTPOP", "DEM16": "PRES16D", "REP16": "PRES16R"}
    frame = renamed({**names, "ALAND": "ALAND10"}, GOV18D=7, USH18R=7, VAP=5)
    found = guessed(written(tmp_path / "west.gpkg", frame))
    assert used(found) == {
        "PRES16D": (DEM, 2016),
        "PRES16R": (REP, 2016),
        "TOTPOP": (Measure.PEOPLE, 2010),
        "ALAND10": (Measure.LAND, None),
    }
    assert found.roles.home_kind is HomeKind.IN_IDENTIFIER
    assert "census of 2010" in found.reasons["TOTPOP"]
    assert "governor" in found.reasons["GOV18D"]


def test_geojson_with_columns_as_the_mit_election_lab_names_them_is_understood(tmp_path: Path) -> None:
    names = {"GEOID": "county_fips", "NAME": "county_name", "STUSPS": "state_po", "DEM20": "president_2020_democrat"}
    frame = renamed({**names, "REP20": "president_2020_republican", "TOTAL20": "total_votes_2020"})
    frame["county_fips"] = frame["county_fips"].astype(int)
    found = guessed(written(tmp_path / "west.geojson", frame))
    roles = found.roles
    assert (roles.identifier, roles.name, roles.home, roles.home_kind) == (
        "county_fips",
        "county_name",
        "state_po",
        HomeKind.POSTAL,
    )
    assert used(found) == {
        "president_2020_democrat": (DEM, 2020),
        "president_2020_republican": (REP, 2020),
        "total_votes_2020": (ALL, 2020),
    }


def test_columns_as_daves_redistricting_exports_them_are_understood(tmp_path: Path) -> None:
    names = {"GEOID": "GEOID20", "POP2020": "T_20_CENS_Total", "DEM20": "E_20_PRES_Dem", "REP20": "E_20_PRES_Rep"}
    frame = renamed({**names, "TOTAL20": "E_20_PRES_Total", "DEM16": "E_16-20_COMP_Dem"}, V_20_VAP_Total=3)
    found = guessed(written(tmp_path / "west.gpkg", frame))
    assert used(found) == {
        "T_20_CENS_Total": (Measure.PEOPLE, 2020),
        "E_20_PRES_Total": (ALL, 2020),
        "E_20_PRES_Dem": (DEM, 2020),
        "E_20_PRES_Rep": (REP, 2020),
    }


def test_the_units_that_borderkit_exports_are_understood(tmp_path: Path, counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.move(["41001", "41023", "06093"], "ID")
    for path, identifier, all_votes in (
        (tmp_path / "moved.geojson", "geoid", "total_2024"),
        (tmp_path / "moved.shp", "GEOID", "TOTAL24"),
    ):
        export(proposal, path, What.MOVED, Silent())
        found = guessed(opened(path))
        roles = found.roles
        assert (roles.identifier, roles.name.lower(), roles.home.lower()) == (identifier, "name", "home")
        assert roles.home_kind is HomeKind.POSTAL
        assert used(found)[all_votes] == (ALL, 2024)
        assert [use.year for use in roles.figures if use.measure is Measure.PEOPLE] == [2010, 2020]
        assert [use.measure for use in roles.figures][:2] == [Measure.LAND, Measure.WATER]


# Identifiers


def test_numbers_that_lost_their_zero_are_seen_to_be_counties() -> None:
    found = guessed(table(GEOID=[6001, 6003, 41001], x=[1, 2, 3]))
    assert found.roles.identifier == "GEOID"
    assert found.roles.home_kind is HomeKind.IN_IDENTIFIER
    assert found.units_called == ("county", "counties")


def test_numbers_of_another_country_are_not_taken_for_us_counties() -> None:
    found = guessed(table(AGS=["09162000", "09163000", "01001000"], GEN=["München", "Rosenheim", "Flensburg"]))
    assert found.roles.identifier == "AGS"
    assert found.roles.home_kind is HomeKind.ONE_FOR_ALL


def test_a_column_with_nulls_or_repeated_values_is_no_identifier() -> None:
    found = guessed(table(GEOID=["a", None, "c", "d"], CODE=["x", "x", "y", "y"], KEY=["1", "2", "3", "4"]))
    assert found.roles.identifier == "KEY"
    found = guessed(table(GEOID=["a", None, "c", "d"], CODE=["x", "x", "y", "y"]))
    assert found.roles.identifier == ""
    assert "some rows have none" in found.reasons["GEOID"]
    assert "several rows have the same" in found.reasons["CODE"]


def test_parts_of_units_keep_their_identifier_rather_than_numbers_of_rows() -> None:
    found = guessed(table(OBJECTID=[1, 2, 3], GEOID=["53055", "53055", "53057"]))
    assert found.roles.identifier == "GEOID"


def test_an_identifier_without_a_telling_name_is_found_by_its_values() -> None:
    found = guessed(table(area=["41001", "41003", "06001"], OBJECTID=[1, 2, 3]))
    assert found.roles.identifier == "area"


def test_numbers_of_rows_identify_where_nothing_else_does() -> None:
    found = guessed(table(OBJECTID=[1, 2, 3], colour=["red", "red", "blue"]))
    assert found.roles.identifier == "OBJECTID"
    assert "anew" in found.reasons["OBJECTID"]


# Other countries


@pytest.mark.parametrize(
    ("columns", "roles"),
    [
        (
            {"CDUID": ["3501", "3502", "2401"], "CDNAME": ["A", "B", "C"], "PRUID": ["35", "35", "24"],
             "PRNAME": ["Ontario", "Ontario", "Quebec"]},
            ("CDUID", "CDNAME", "PRNAME"),
        ),
        (
            {"AGS": ["09162", "09163", "05111"], "GEN": ["A", "B", "C"], "SN_L": ["09", "09", "05"]},
            ("AGS", "GEN", "SN_L"),
        ),
        (
            {"GID_0": ["FRA"] * 3, "GID_1": ["1", "1", "2"], "NAME_1": ["x", "x", "y"], "GID_2": ["1.1", "1.2", "2.1"],
             "NAME_2": ["p", "q", "r"]},
            ("GID_2", "NAME_2", "NAME_1"),
        ),
        (
            {"ADM1_EN": ["x", "x", "y"], "ADM1_PCODE": ["X1", "X1", "X2"], "ADM2_EN": ["p", "q", "r"],
             "ADM2_PCODE": ["X11", "X12", "X21"]},
            ("ADM2_PCODE", "ADM2_EN", "ADM1_EN"),
        ),
        (
            {"NUTS_ID": ["DE11", "DE12", "FR10"], "CNTR_CODE": ["DE", "DE", "FR"], "NAME_LATN": ["p", "q", "r"]},
            ("NUTS_ID", "NAME_LATN", "CNTR_CODE"),
        ),
        (
            {"INSEE_COM": ["35001", "35002", "29001"], "NOM": ["p", "q", "r"], "INSEE_DEP": ["35", "35", "29"]},
            ("INSEE_COM", "NOM", "INSEE_DEP"),
        ),
        (
            {"shapeName": ["p", "q", "r"], "shapeID": ["1B", "2B", "3B"], "shapeGroup": ["CHE"] * 3},
            ("shapeID", "shapeName", "shapeGroup"),
        ),
        ({"LAD21CD": ["E06", "E07", "W06"], "LAD21NM": ["p", "q", "r"]}, ("LAD21CD", "LAD21NM", "")),
        ({"id": [1, 2, 3], "nombre": ["p", "q", "r"], "provincia": ["x", "x", "y"]}, ("id", "nombre", "provincia")),
    ],
)  # fmt: skip
def test_layers_of_other_countries_are_understood(
    columns: dict[str, list[object]], roles: tuple[str, str, str]
) -> None:
    found = guessed(table(**columns)).roles
    assert (found.identifier, found.name, found.home) == roles
    assert found.home_kind is (HomeKind.NAME if roles[2] else HomeKind.ONE_FOR_ALL)


def test_a_province_of_each_units_own_is_no_home() -> None:
    found = guessed(table(id=list(range(9)), province=[f"P{number}" for number in range(9)]))
    assert found.roles.home_kind is HomeKind.ONE_FOR_ALL


def test_a_census_region_does_not_come_before_the_states_that_identifiers_begin_with() -> None:
    found = guessed(table(GEOID=["41001", "41003", "06001"], REGION=["West", "West", "West"]))
    assert found.roles.home_kind is HomeKind.IN_IDENTIFIER


def test_what_is_called_a_postal_code_must_be_one() -> None:
    found = guessed(table(id=[1, 2, 3, 4], STATE=["Oregon", "Oregon", "California", "California"]))
    assert (found.roles.home, found.roles.home_kind) == ("STATE", HomeKind.NAME)
    found = guessed(table(id=[1, 2, 3, 4], STATE=[41, 41, 6, 6]))
    assert (found.roles.home, found.roles.home_kind) == ("STATE", HomeKind.FIPS)
    found = guessed(table(id=[1, 2, 3, 4], STATE=["XX", "XX", "YY", "YY"]))
    assert (found.roles.home, found.roles.home_kind) == ("STATE", HomeKind.NAME)


@pytest.mark.parametrize(
    ("layer", "state"),
    [
        ("tl_2020_41_vtd20", "Oregon"),
        ("cb_2018_06_tract_500k", "California"),
        ("ga_2020", "Georgia"),
        ("nc_2024_gen_prec", "North Carolina"),
        ("West Virginia precincts", "West Virginia"),
        ("us_counties", ""),
        ("precincts", ""),
    ],
)
def test_the_name_of_a_layer_may_tell_the_home_of_all_units(layer: str, state: str) -> None:
    assert state_of_layer(layer) == state
    assert guessed(table(layer, UNIQUE_ID=["a", "b"])).roles.home_for_all == state


# Figures


def test_people_without_a_year_are_left_out_with_the_question_for_it() -> None:
    found = guessed(table(id=[1, 2], POP=[5, 6], TOTPOP=[5, 6]))
    assert used(found) == {}
    assert found.reasons["POP"] == "POP has no year: say which census."
    assert found.reasons["TOTPOP"] == "TOTPOP has no year: say which census."


@pytest.mark.parametrize(
    ("field", "year"),
    [
        ("POP10", 2010), ("POP20", 2020), ("TOTPOP20", 2020), ("pop_2021", 2021), ("P1_001N", 2020), ("H7X001", 2010),
        ("H7V001", 2010), ("U7H001", 2020), ("U7B001", 2020), ("PL10AA_TOT", 2010), ("A00AA1990", 1990),
        ("POPULATION_2000", 2000), ("DBPOP2021", 2021), ("POPESTIMATE2023", 2023),
    ],
)  # fmt: skip
def test_people_are_known_by_their_census(field: str, year: int) -> None:
    assert used(guessed(table(id=[1, 2], **{field: [5, 6]}))) == {field: (Measure.PEOPLE, year)}


@pytest.mark.parametrize("field", ["P0010001", "POP100", "TOTPOP", "PERSONS"])
def test_the_census_of_other_columns_tells_that_of_people(field: str) -> None:
    assert used(guessed(table(GEOID20=["41001", "41003"], **{field: [5, 6]}))) == {field: (Measure.PEOPLE, 2020)}


def test_the_same_people_are_counted_once() -> None:
    found = guessed(table(id=[1, 2], POP20=[5, 6], T_20_CENS_Total=[5, 6]))
    assert used(found) == {"POP20": (Measure.PEOPLE, 2020)}
    assert "already" in found.reasons["T_20_CENS_Total"]


@pytest.mark.parametrize(
    ("field", "measure", "area_in"),
    [
        ("ALAND20", Measure.LAND, AreaIn.SQUARE_METRES),
        ("AREALAND", Measure.LAND, AreaIn.SQUARE_METRES),
        ("AWATER", Measure.WATER, AreaIn.SQUARE_METRES),
        ("AREA_SQMI", Measure.LAND, AreaIn.SQUARE_MILES),
        ("land_sqkm", Measure.LAND, AreaIn.SQUARE_KILOMETRES),
        ("LANDAREA", Measure.LAND, AreaIn.SQUARE_KILOMETRES),
        ("ACRES", Measure.LAND, AreaIn.ACRES),
        ("gis_acres", Measure.LAND, AreaIn.ACRES),
        ("AREA_HA", Measure.LAND, AreaIn.HECTARES),
        ("KFL", Measure.LAND, AreaIn.SQUARE_KILOMETRES),
    ],
)
def test_areas_are_known_with_their_unit(field: str, measure: Measure, area_in: AreaIn) -> None:
    (use,) = guessed(table(id=[1, 2], **{field: [50_000.5, 60_000.5]})).roles.figures
    assert (use.field, use.measure, use.area_in) == (field, measure, area_in)


def test_an_area_in_an_unknown_unit_is_left_to_be_measured() -> None:
    found = guessed(table(id=[1, 2], Shape_Area=[0.5, 0.25], ALAND=[12, 15]))
    assert used(found) == {}
    assert "in which unit" in found.reasons["Shape_Area"]
    assert "too small for square metres" in found.reasons["ALAND"]


def test_a_recount_takes_the_place_of_the_first_count() -> None:
    found = guessed(table("ga_2020", UNIQUE_ID=["a", "b"], G20PREDBID=[1, 2], G20PRERTRU=[1, 2], C20PREDBID=[1, 2],
                          C20PRERTRU=[1, 2]))  # fmt: skip
    assert used(found) == {"C20PREDBID": (DEM, 2020), "C20PRERTRU": (REP, 2020)}
    assert "earlier count" in found.reasons["G20PREDBID"]


def test_the_same_election_under_two_schemes_is_counted_once() -> None:
    found = guessed(table(id=[1, 2], PRES20D=[1, 2], PRES20R=[3, 4], G20PREDBID=[1, 2], G20PRERTRU=[3, 4],
                          G20PRELJOR=[0, 1]))  # fmt: skip
    assert set(used(found)) == {"G20PREDBID", "G20PRERTRU", "G20PRELJOR"}
    assert "as well" in found.reasons["PRES20D"]


def test_votes_for_a_nominee_on_another_line_are_the_nominees() -> None:
    found = guessed(table(id=[1, 2], G20PREDBID=[1, 2], G20PREWBID=[1, 2], G20PRERTRU=[1, 2], G20PRECTRU=[1, 2],
                          G20PRELJOR=[1, 2]))  # fmt: skip
    assert used(found)["G20PREWBID"] == (DEM, 2020)
    assert used(found)["G20PRECTRU"] == (REP, 2020)
    assert used(found)["G20PRELJOR"] == (OTHERS, 2020)


def test_votes_for_others_are_not_counted_beside_all_votes() -> None:
    found = guessed(table(id=[1, 2], PRETOT16=[9, 9], PREDEM16=[4, 4], PREREP16=[4, 4], PRELIB16=[1, 1]))
    assert used(found) == {"PRETOT16": (ALL, 2016), "PREDEM16": (DEM, 2016), "PREREP16": (REP, 2016)}


def test_votes_of_one_party_alone_are_no_election() -> None:
    found = guessed(table(id=[1, 2], PRES16D=[1, 2]))
    assert used(found) == {}
    assert "each of the two parties" in found.reasons["PRES16D"]


def test_nominees_tell_the_year_where_they_stood_against_each_other_once() -> None:
    assert used(guessed(table(id=[1, 2], HARRIS=[1, 2], TRUMP=[1, 2]))) == {"HARRIS": (DEM, 2024), "TRUMP": (REP, 2024)}
    assert used(guessed(table(id=[1, 2], TRUMP=[1, 2]))) == {}


def test_votes_without_a_year_and_shares_are_left_out() -> None:
    found = guessed(table(id=[1, 2], votes_dem=[1, 2], votes_rep=[3, 4], dem_2020=[0.5, 0.4], rep_2020=[0.5, 0.6]))
    assert used(found) == {}
    assert found.reasons["votes_dem"] == "votes_dem has no year: say which election."
    assert "shares" in found.reasons["dem_2020"]


@pytest.mark.parametrize("wrong", [-1, float("inf")])
def test_a_column_with_numbers_that_cannot_be_counted_is_not_guessed(wrong: float) -> None:
    found = guessed(table(id=[1, 2], POP20=[wrong, 5]))
    assert used(found) == {}
    assert "below zero or infinite" in found.reasons["POP20"]


def test_a_column_of_words_is_no_count_whatever_its_name() -> None:
    assert used(guessed(table(id=[1, 2], POP20=["many", "few"], DEM20=["yes", "no"], REP20=["no", "yes"]))) == {}


def test_numbers_written_as_text_are_counts() -> None:
    assert used(guessed(table(id=[1, 2], POP20=["1,234", "n/a"]))) == {"POP20": (Measure.PEOPLE, 2020)}


@pytest.mark.parametrize(
    ("name", "scheme", "measure", "year"),
    [
        ("G24PREDHAR", Scheme.VEST, DEM, 2024), ("G20PREOWRI", Scheme.VEST, OTHERS, 2020),
        ("PRES20R", Scheme.MGGG, REP, 2020), ("T16PRESOTH", Scheme.MGGG, OTHERS, 2016),
        ("G16DPRS", Scheme.MGGG, DEM, 2016), ("EL12G_PR_T", Scheme.MGGG, ALL, 2012),
        ("PREIND1016", Scheme.MGGG, OTHERS, 2016), ("E_20_PRES_Total", Scheme.DAVES, ALL, 2020),
        ("total_2024", Scheme.BORDERKIT, ALL, 2024), ("Dem Votes 2012", Scheme.WORDS, DEM, 2012),
        ("PRES_D_2020", Scheme.WORDS, DEM, 2020), ("USPRSDFL", Scheme.WORDS, DEM, None),
        ("trump_2020", Scheme.NOMINEES, REP, 2020),
    ],
)  # fmt: skip
def test_a_name_of_votes_is_read(name: str, scheme: Scheme, measure: Measure, year: int | None) -> None:
    found = vote_name(name)
    assert found is not None
    assert (found.scheme, found.measure, found.year, found.office) == (scheme, measure, year, "president")


@pytest.mark.parametrize(
    "name", ["TOTAL", "OTHER", "WHITE", "NH_WHITE", "VAP", "GEOID20", "NAME", "H7X001", "G20", "x"]
)
def test_other_names_are_none_of_votes(name: str) -> None:
    assert vote_name(name) is None


# What units are called


@pytest.mark.parametrize(
    ("layer", "columns", "called"),
    [
        ("layer", {"GEOID": ["41001", "41003"]}, "county"),
        ("layer", {"GEOID": ["41001000100", "41003000100"]}, "tract"),
        ("layer", {"GEOID": ["410010001001", "410030001001"]}, "block group"),
        ("layer", {"GEOID": ["410010001001000", "410030001001000"], "VTD": ["1", "2"]}, "block"),
        ("layer", {"GEOID20": ["41001000100", "41003000100"], "VTDST20": ["1", "2"]}, "precinct"),
        ("Portland precincts", {"id": [1, 2]}, "precinct"),
        ("block_groups_2020", {"id": [1, 2]}, "block group"),
        ("al_2016", {"id": [1, 2]}, "precinct"),
        ("layer", {"id": [1, 2]}, "unit"),
    ],
)
def test_what_units_are_called_is_told_by_ids_columns_or_the_layers_name(
    layer: str, columns: dict[str, list[object]], called: str
) -> None:
    assert guessed(table(layer, **columns)).units_called[0] == called


def test_a_layer_without_rows_is_guessed_by_names_alone() -> None:
    layer, _ = table(GEOID=["41001"], POP20=[5])
    _, empty = table(GEOID=[], POP20=[])
    found = guess(layer, empty)
    assert found.roles.identifier == "GEOID"
