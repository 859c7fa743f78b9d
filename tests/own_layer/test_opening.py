"""Opening a file as a recipe says gives a unit layer, whatever country it is of."""

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from pyproj import Geod

from borderkit import open_proposal
from borderkit.errors import LayerError
from borderkit.full_detail import full_detail
from borderkit.layer_cache import prepared_layer
from borderkit.opening import load_layer
from borderkit.own_layer.finding_recipe import known_recipe, recipe_for
from borderkit.own_layer.opening import layer_to_open, open_with_recipe
from borderkit.own_layer.probing import probe
from borderkit.own_layer.profiles import remember
from borderkit.own_layer.recipe import FigureUse, HomeKind, Measure, Recipe, Repair, Roles
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from tests.layers import counties_of

PROVINCES = ["Québec", "Ontario", "Nunavut", "Québec", "Ontario", "Nunavut"]


def divisions(path: Path) -> Path:
    """Write six made-up census divisions of three Canadian provinces, in Canada's own projection."""
    boxes = [shapely.box(-80 + 2 * (n % 3), 48 + 2 * (n // 3), -78 + 2 * (n % 3), 50 + 2 * (n // 3)) for n in range(6)]
    frame = geopandas.GeoDataFrame(
        {
            "CDUID": ["2401", "3501", "6201", "2402", "3502", "6202"],
            "CDNAME": ["Un", "One", "Atausiq", "Deux", "Two", "Marruk"],
            "PRNAME": PROVINCES,
            "pop_2021": [100, 200, 30, 400, 500, 60],
            "school": [1, 2, 3, 4, 5, 6],
        },
        geometry=boxes,
        crs="EPSG:4326",
    ).to_crs("EPSG:3347")
    frame.to_file(path, engine="pyogrio")
    return path


CANADA = Recipe(
    roles=Roles(
        "CDUID",
        "CDNAME",
        "PRNAME",
        HomeKind.NAME,
        figures=(
            FigureUse("pop_2021", Measure.PEOPLE, 2021, source="Statistics Canada, census 2021 (made up)"),
            FigureUse("school", Measure.SUM, label="Schools", unit="schools", source="a list"),
        ),
    ),
    units_called=("division", "divisions"),
)


def test_a_layer_of_another_country_has_its_own_jurisdictions_years_and_words(tmp_path: Path) -> None:
    layer = open_with_recipe(divisions(tmp_path / "canada.gpkg"), CANADA).layer
    assert layer.geoids == ("2401", "2402", "3501", "3502", "6201", "6202")
    assert {j.name for j in layer.jurisdictions} == {"Québec", "Ontario", "Nunavut"}
    assert layer.home_of(0).name == "Québec"
    assert (layer.censuses, layer.elections, layer.is_union) == ((2021,), (), False)
    assert layer.source_of("people_2021") == "Statistics Canada, census 2021 (made up)"
    assert layer.called == ("division", "divisions")


def test_its_people_are_those_of_its_own_census_and_its_sums_are_tallied(tmp_path: Path) -> None:
    proposal = Proposal(open_with_recipe(divisions(tmp_path / "canada.gpkg"), CANADA).layer)
    quebec, ontario = (next(j.code for j in proposal.jurisdictions if j.name == name) for name in ("Québec", "Ontario"))
    assert proposal.settings.people == 2021
    proposal.move(["2402"], ontario)
    before, after = proposal.before(ontario), proposal.after(ontario)
    assert before is not None
    assert after is not None
    assert (before.people, after.people) == (700, 1100)
    schools = [proposal.joined_after(code, "own:school") for code in (quebec, ontario)]
    assert [figure.value if figure else None for figure in schools] == [1, 11]
    assert after.standing is None


def test_land_that_the_file_does_not_tell_is_measured_and_said(tmp_path: Path) -> None:
    opened = open_with_recipe(divisions(tmp_path / "canada.gpkg"), CANADA)
    on_ellipsoid = abs(Geod(ellps="WGS84").geometry_area_perimeter(opened.geometries[0])[0])
    # An edge of two degrees is a straight line of the map here and a geodesic there.
    assert opened.layer.column("land_m2")[0] == pytest.approx(on_ellipsoid, rel=1e-3)
    assert any("Land area is measured" in remark for remark in opened.told.remarks)
    assert opened.layer.source_of("land_m2").startswith("measured from the outlines of canada.gpkg")


def test_neighbouring_jurisdictions_have_fills_that_differ(tmp_path: Path) -> None:
    layer = prepared_layer(divisions(tmp_path / "canada.gpkg"), Silent(), CANADA).layer
    assert len({j.color for j in layer.jurisdictions}) == 3


def test_what_is_prepared_comes_back_as_it_was_opened(tmp_path: Path) -> None:
    path = divisions(tmp_path / "canada.gpkg")
    opened, prepared = open_with_recipe(path, CANADA), prepared_layer(path, Silent(), CANADA)
    again = prepared_layer(path, Silent(), CANADA)
    for layer in (prepared.layer, again.layer):
        assert (layer.geoids, layer.names, layer.columns) == (
            opened.layer.geoids,
            opened.layer.names,
            opened.layer.columns,
        )
        assert np.array_equal(layer.figures, opened.layer.figures)
        assert layer.recipe == CANADA
    assert again.told == opened.told
    assert shapely.equals_exact(full_detail(again.layer), opened.geometries).all()


def test_the_counties_under_other_names_are_the_same_layer_of_figures(tmp_path: Path) -> None:
    frame = counties_of("OR", "ID")
    named = frame.rename(columns={"GEOID": "GEOID20", "POP2020": "TOTPOP20", "DEM20": "G20PREDBID"})
    named = named.rename(columns={"REP20": "G20PRERTRU", "FULLNAME": "NAMELSAD20"})
    named["G20PREOOTH"] = frame["TOTAL20"] - frame["DEM20"] - frame["REP20"]
    kept = ["GEOID20", "NAMELSAD20", "STUSPS", "TOTPOP20", "G20PREDBID", "G20PRERTRU", "G20PREOOTH", "geometry"]
    named[kept].to_crs("EPSG:2991").to_file(tmp_path / "vest.gpkg", engine="pyogrio")
    frame.to_file(tmp_path / "ours.gpkg", engine="pyogrio")
    ours, theirs = load_layer(tmp_path / "ours.gpkg"), load_layer(tmp_path / "vest.gpkg")
    assert (ours.geoids, ours.names, ours.jurisdictions) == (theirs.geoids, theirs.names, theirs.jurisdictions)
    for key in ("people_2020", "dem_2020", "rep_2020", "total_2020"):
        assert np.array_equal(ours.column(key), theirs.column(key))
    # The bundled proposal's settings name the election of 2024, of which this file has no votes.
    proposal = open_proposal("greater-idaho-2020", theirs)
    assert proposal.settings.election == 2020
    assert len(proposal.moved_units) == 22


def test_what_a_person_said_of_a_file_is_remembered(tmp_path: Path) -> None:
    path = divisions(tmp_path / "canada.gpkg")
    assert known_recipe(path) is None
    found = probe(path)
    remember(path, found.layers[0], CANADA)
    assert recipe_for(path) == CANADA
    assert load_layer(path).censuses == (2021,)


def test_parts_with_one_identifier_are_one_unit_whose_figures_are_said_how_put_together(tmp_path: Path) -> None:
    path = divisions(tmp_path / "canada.gpkg")
    frame = geopandas.read_file(path)
    frame.loc[1, "CDUID"] = "2401"
    frame.to_file(path, engine="pyogrio")
    opened = open_with_recipe(path, CANADA)
    assert len(opened.layer) == 5
    assert opened.layer.column("people_2021")[0] == 300
    assert any("Parts with one identifier (2401)" in remark for remark in opened.told.remarks)
    separate = Recipe(roles=CANADA.roles, repairs=CANADA.repairs - {Repair.SAME_IDENTIFIER})
    with pytest.raises(LayerError, match=r"canada.gpkg has the identifier 2401 more than once.*let parts"):
        open_with_recipe(path, separate)


def test_a_layer_without_coordinates_that_look_like_degrees_is_asked_for(tmp_path: Path) -> None:
    path = divisions(tmp_path / "canada.shp")
    path.with_suffix(".prj").unlink()
    with pytest.raises(LayerError, match=r"canada.shp does not say its coordinate system.*choose one"):
        open_with_recipe(path, CANADA)
    placed = open_with_recipe(path, Recipe(roles=CANADA.roles, crs="EPSG:3347"))
    assert placed.geometries[0].bounds == pytest.approx((-80, 48, -78, 50), abs=0.2)


def test_a_column_that_is_gone_is_named(tmp_path: Path) -> None:
    path = divisions(tmp_path / "canada.gpkg")
    geopandas.read_file(path).drop(columns="pop_2021").to_file(path, engine="pyogrio")
    with pytest.raises(LayerError, match=r"canada.gpkg has no column pop_2021 any more"):
        open_with_recipe(path, CANADA)


def test_votes_that_nobody_was_asked_about_and_that_are_not_counted_are_told(tmp_path: Path) -> None:
    path = tmp_path / "votes.gpkg"
    frame = counties_of("DE")[["GEOID", "FULLNAME", "STUSPS", "POP2020", "DEM24", "REP24", "TOTAL24", "geometry"]]
    frame.to_file(path, engine="pyogrio")
    whole, recipe = open_with_recipe(path, recipe_for(path) or Recipe()), recipe_for(path)
    assert not any("Not counted" in remark for remark in whole.told.remarks)
    assert recipe is not None
    assert len(recipe.roles.figures) == 4
    frame.assign(DEM24=[-7, 5, 6]).to_file(path, engine="pyogrio")
    told = open_with_recipe(path, recipe_for(path) or Recipe()).told.remarks
    said = next(remark for remark in told if "Not counted" in remark)
    assert "DEM24 (Democratic votes 2024)" in said
    assert "REP24 (Republican votes 2024)" in said
    assert "POP2020" not in said


def test_votes_on_one_of_two_lines_of_a_candidate_are_told_where_they_are_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "lines.gpkg"
    frame = counties_of("DE")[["GEOID", "DEM20", "REP20", "geometry"]]
    frame = frame.rename(columns={"DEM20": "G20PREDBID", "REP20": "G20PRERTRU"})
    frame.assign(G20PREWBID=[1, 2, -3], G20USSDCOO=[1, 2, 3]).to_file(path, engine="pyogrio")
    (said,) = [r for r in open_with_recipe(path, recipe_for(path) or Recipe()).told.remarks if "Not counted" in r]
    assert "G20PREWBID" in said
    assert "G20USSDCOO" not in said


@pytest.mark.parametrize("size", [0.0, 1e-7])
def test_a_layer_whose_outlines_all_collapse_is_refused(tmp_path: Path, size: float) -> None:
    path = tmp_path / "zero.gpkg"
    outlines = [shapely.Polygon([(x, 40), (x + size, 40), (x + size, 40 + size), (x, 40)]) for x in (-100, -99)]
    frame = geopandas.GeoDataFrame({"GEOID": ["a", "b"]}, geometry=outlines, crs="EPSG:4269")
    frame.to_file(path, engine="pyogrio")
    recipe = Recipe(roles=Roles("GEOID"))
    with pytest.raises(LayerError, match=r"zero.gpkg encloses as much as a square metre. Check"):
        prepared_layer(path, Silent(), recipe)
    with pytest.raises(LayerError, match=r"zero.gpkg encloses"):
        load_layer(path)


def test_a_layer_that_is_gone_is_named_shortly_and_on_one_line(tmp_path: Path) -> None:
    found = probe(divisions(tmp_path / "canada.gpkg"))
    with pytest.raises(LayerError, match="has no layer x") as caught:
        layer_to_open(found, "x\n\x1b" * 10_000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_without_the_window_what_was_noticed_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    load_layer(divisions(tmp_path / "canada.gpkg"), told.append)
    assert any("Land area is measured" in sentence for sentence in told)
