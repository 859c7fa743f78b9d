"""A layer's coordinate system is read or guessed, its outlines come to longitudes and latitudes, areas are true."""

import math

import numpy as np
import pytest
import shapely
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from borderkit.errors import LayerError
from borderkit.own_layer.areas import area_check, areas_m2
from borderkit.own_layer.coordinates import describe, normalised, read_crs, to_geographic
from borderkit.own_layer.crs_proposals import proposals
from borderkit.own_layer.fitting import fitting_projection, project
from borderkit.own_layer.found import Box
from tests.layers import counties_of
from tests.own_layer.shapes import (
    CHUKOTKA,
    DESCHUTES,
    EQUATOR,
    FIJI,
    SVALBARD,
    Geometries,
    array,
    county,
    oregon,
    same_bits,
)


def in_system(geometries: Geometries, crs: str, source: str = "EPSG:4269") -> Geometries:
    transformer = Transformer.from_crs(source, crs, always_xy=True)
    return np.asarray(shapely.transform(geometries, lambda at: np.column_stack(transformer.transform(*at.T))))


def box_of(geometries: Geometries) -> Box:
    left, bottom, right, top = shapely.total_bounds(geometries).tolist()
    return left, bottom, right, top


def codes(bounds: Box, hint: str = "") -> list[str]:
    return [proposal.code for proposal in proposals(bounds, hint)]


@pytest.mark.parametrize("crs", ["EPSG:2269", "EPSG:2992", "EPSG:32126", "EPSG:26910", "EPSG:3857"])
def test_numbers_of_a_known_state_find_its_system_first(crs: str) -> None:
    geometries, _ = oregon()
    found = codes(box_of(in_system(geometries, crs)), "OR")
    assert found[0] == crs
    assert len(found) <= 6


def test_numbers_alone_find_what_fits_its_area_best() -> None:
    geometries, _ = oregon()
    assert codes(box_of(in_system(geometries, "EPSG:2992")))[0] == "EPSG:2992"
    assert codes(box_of(in_system(geometries, "EPSG:3857"))) == ["EPSG:3857"]
    assert codes((-2_356_114, 269_574, 2_258_200, 3_172_568))[0] == "EPSG:5070"
    assert "EPSG:26910" in codes(box_of(in_system(geometries, "EPSG:26910")))


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ((80_000, 5_000, 656_000, 1_220_000), "EPSG:27700"),
        ((99_000, 6_046_000, 1_242_000, 7_110_000), "EPSG:2154"),
        ((3_280_000, 5_235_000, 3_920_000, 6_105_000), "EPSG:31467"),
        ((280_000, 5_235_000, 921_000, 6_101_000), "EPSG:25832"),
    ],
)
def test_national_grids_of_other_countries_are_known_by_their_numbers(bounds: Box, code: str) -> None:
    assert codes(bounds)[0] == code


def test_any_country_can_be_the_hint() -> None:
    bounds = box_of(in_system(array(FIJI[1]), "EPSG:3460", "EPSG:4326"))
    assert codes(bounds, "Fiji")[0] == "EPSG:3460"


def test_longitudes_and_latitudes_are_taken_for_such() -> None:
    geometries, _ = oregon()
    assert codes(box_of(geometries)) == ["EPSG:4269", "EPSG:4326"]
    assert codes((177, -20, 182, -16)) == ["EPSG:4326", "EPSG:4269"]


@pytest.mark.parametrize(
    "bounds", [(1e300, 0, 1e301, 5), (math.nan, 0, 1, 1), (0, 0, math.inf, 1), (5e7, 5e7, 6e7, 6e7), (5, 0, 1, 1)]
)
def test_numbers_that_look_like_nothing_get_no_proposal(bounds: Box) -> None:
    assert proposals(bounds) == ()


def test_each_proposal_gives_its_reason() -> None:
    (web,) = proposals((-13_866_651, 5_159_750, -12_964_658, 5_827_272))
    assert web.name == "WGS 84 / Pseudo-Mercator"
    assert "42.0° and 46.3° of latitude" in web.why


def test_a_system_is_named_by_its_code_however_it_is_written() -> None:
    prj = (
        'GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],'
        'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
    )
    assert normalised(prj) == "EPSG:4269"
    assert normalised("2992") == "EPSG:2992"
    assert normalised(" epsg:5070 ") == "EPSG:5070"
    own = "+proj=laea +lat_0=44 +lon_0=-120 +datum=NAD83 +units=m +no_defs"
    assert CRS.from_wkt(normalised(own)) == CRS(own)
    assert describe("EPSG:2992") == "NAD83 / Oregon GIC Lambert (ft) (EPSG:2992), in feet"
    assert describe("EPSG:4269") == "NAD83 (EPSG:4269), in degrees"


@pytest.mark.parametrize(
    "text", ["", "rubbish", "EPSG:999999", "EPSG:5703", "EPSG:4978", 'LOCAL_CS["drawing",UNIT["metre",1]]', "x" * 9999]
)
def test_what_is_no_place_on_the_earth_is_refused(text: str) -> None:
    with pytest.raises(LayerError, match="EPSG:4269") as caught:
        read_crs(text)
    assert len(str(caught.value)) < 300


def test_longitudes_and_latitudes_stay_bit_for_bit() -> None:
    geometries, _ = oregon()
    for crs in ("EPSG:4269", "EPSG:4326", "OGC:CRS84", "EPSG:5498"):
        placed = to_geographic(geometries, crs)
        assert placed.crs == "EPSG:4269"
        assert all(one is other for one, other in zip(placed.geometries, geometries, strict=True))
    elsewhere = to_geographic(array(*EQUATOR), "EPSG:4326")
    assert elsewhere.crs == "EPSG:4326"
    assert same_bits(elsewhere.geometries[0], EQUATOR[0])


@pytest.mark.parametrize("crs", ["EPSG:2269", "EPSG:26910", "EPSG:5070", "EPSG:3857"])
def test_projected_outlines_come_back_to_where_they_lie(crs: str) -> None:
    geometries, _ = oregon()
    placed = to_geographic(in_system(geometries, crs), crs)
    assert (placed.crs, placed.remarks) == ("EPSG:4269", ())
    off = shapely.get_coordinates(placed.geometries) - shapely.get_coordinates(geometries)
    assert np.abs(off).max() < 1e-9


def test_rows_without_an_outline_and_heights_are_let_through() -> None:
    high = shapely.force_3d(county(DESCHUTES), 1_200.0)
    placed = to_geographic(array(None, high, shapely.Polygon()), "EPSG:4269")
    assert placed.geometries[0] is None
    assert placed.geometries[1].has_z
    (utm,) = to_geographic(in_system(array(county(DESCHUTES)), "EPSG:26910"), "EPSG:26910").geometries
    assert not utm.has_z


def test_another_datum_is_shifted_and_doubts_are_told() -> None:
    british = array(shapely.box(530_000, 180_000, 531_000, 181_000))
    placed = to_geographic(british, "EPSG:27700")
    assert placed.crs == "EPSG:4326"
    # The corner by the official transformation OSTN15: 51.503 N, 0.127 W (Ordnance Survey's Trafalgar Square is near).
    assert placed.geometries[0].bounds[:2] == pytest.approx((-0.1287, 51.5040), abs=0.002)
    assert placed.remarks == ()
    old = to_geographic(array(county(DESCHUTES)), "EPSG:4267")
    (remark,) = old.remarks
    assert "NAD27" in remark
    assert "metres" in remark
    shift = shapely.get_coordinates(old.geometries) - shapely.get_coordinates(county(DESCHUTES))
    assert 0.0005 < np.abs(shift[:, 0]).mean() < 0.002  # some hundred metres in Oregon
    unknown = to_geographic(array(county(DESCHUTES)), "+proj=longlat +ellps=clrk66")
    assert "is taken for WGS 84" in unknown.remarks[0]


@pytest.mark.parametrize(
    ("crs", "position", "said"),
    [
        ("EPSG:4269", (math.nan, 44.0), "is no number or infinite"),
        ("EPSG:26910", (math.inf, 5e6), "is no number or infinite"),
        ("EPSG:26910", (1e300, 5e6), "lies off the earth"),
        ("EPSG:4269", (500_000.0, 4_900_000.0), "lies off the earth"),
        ("EPSG:4269", (-120.0, 90.5), "lies off the earth"),
    ],
)
def test_absurd_coordinates_are_refused_by_row(crs: str, position: tuple[float, float], said: str) -> None:
    good = county(DESCHUTES) if crs == "EPSG:4269" else in_system(array(county(DESCHUTES)), crs)[0]
    with np.errstate(invalid="ignore"):
        bad = shapely.Polygon([*shapely.get_coordinates(good.exterior)[:9], position])
    with pytest.raises(LayerError, match=rf"In the row 2 a position {said}.*Check the coordinate system") as caught:
        to_geographic(array(good, bad, good), crs)
    assert CRS(crs).name in str(caught.value)
    with pytest.raises(LayerError, match="In the rows 1, 2, 3 and 1 more"):
        to_geographic(array(bad, bad, bad, bad), crs)


def test_the_projection_is_the_one_that_bends_shapes_least() -> None:
    geometries, _ = oregon()
    state = fitting_projection(geometries, "EPSG:4269")
    assert "+proj=laea" in state.crs
    assert "centred on 44.1° N" in state.name
    assert "It keeps areas true and bends angles by at most 0.1°" in state.why
    assert fitting_projection((-124.7, 24.5, -66.95, 49.4), "EPSG:4269").crs == "EPSG:5070"
    alaska = np.asarray(counties_of("AK").geometry.values, dtype=object)
    assert fitting_projection(alaska, "EPSG:4269").crs == "EPSG:3338"
    assert "+proj=aea" in fitting_projection((19.6, 41.0, -169.0, 82.0)).crs
    assert "+proj=cea" in fitting_projection((95.0, -11.0, 141.0, 6.0)).crs
    assert "lat_0=-90" in fitting_projection((-180.0, -90.0, 180.0, -60.0)).crs
    world = fitting_projection((-180.0, -90.0, 180.0, 84.0))
    assert "+proj=eqearth" in world.crs
    assert CRS(world.crs).ellipsoid == CRS("EPSG:4326").ellipsoid


@pytest.mark.parametrize("places", [FIJI, SVALBARD, EQUATOR])
def test_areas_agree_with_the_ellipsoid_wherever_a_layer_lies(places: tuple[BaseGeometry, ...]) -> None:
    # Edges as short as those of real outlines, so that both measures follow the same line.
    outlines = np.asarray(shapely.segmentize(array(*places), 0.01))
    check = area_check(outlines)
    assert check.compared == len(places)
    assert check.largest_difference < 1e-5


def test_areas_of_counties_agree_with_the_ellipsoid() -> None:
    geometries, _ = oregon()
    fitting = fitting_projection(geometries, "EPSG:4269")
    check = area_check(geometries, 20, fitting)
    assert check.compared == 20
    assert 0 < check.largest_difference < 1e-5
    empty = areas_m2(array(shapely.Polygon(), geometries[0]), fitting)
    assert empty[0] == 0
    assert empty[1] > 0
    assert area_check(array(shapely.Polygon())).compared == 0


def test_a_wrong_projection_is_found_out() -> None:
    geometries, _ = oregon()
    fitting = fitting_projection(geometries, "EPSG:4269")
    mercator = type(fitting)("EPSG:3857", "Web Mercator", "", "EPSG:4269", 180.0, 0.0)
    assert area_check(geometries, 20, mercator).largest_difference > 0.5


def test_nothing_is_torn_at_the_antimeridian() -> None:
    fitting = fitting_projection(array(*FIJI))
    left, bottom, right, top = shapely.total_bounds(project(array(*FIJI), fitting))
    assert right - left < 400_000
    assert top - bottom < 300_000
    province = project(array(*FIJI), fitting)[0]
    assert province.geom_type == "Polygon"  # both sides are one island again
    assert province.is_valid


def test_a_map_of_the_earth_is_cut_where_its_units_leave_the_widest_gap() -> None:
    lands = array(shapely.box(-168, -55, -35, 75), shapely.box(-36, -34, 180, 77), shapely.box(-180, 64, -169.5, 69))
    fitting = fitting_projection(lands)
    assert fitting.cut == pytest.approx(-168.75)
    drawn = project(lands, fitting)
    assert drawn[2].bounds[0] > drawn[1].bounds[0]  # Chukotka lies in the east
    antarctica = np.asarray(shapely.segmentize(array(shapely.box(-180, -85, 180, -65)), 1.0))
    (whole,) = project(antarctica, fitting)
    assert whole.is_valid
    around_the_pole = areas_m2(antarctica, fitting_projection(antarctica))
    assert areas_m2(antarctica, fitting) == pytest.approx(around_the_pole, rel=1e-4)


def test_an_outline_that_still_jumps_is_no_reason_to_fail() -> None:
    assert np.isfinite(areas_m2(array(CHUKOTKA), fitting_projection(array(CHUKOTKA)))).all()


def test_a_system_that_cannot_be_calculated_with_is_refused() -> None:
    datum = (
        'GEOGCS["g",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137,298.257222101]],PRIMEM["Greenwich",0],'
    )
    nowhere = f'PROJCS["x",{datum}UNIT["Degree",0.0174532925199433]],PROJECTION["Nowhere"],UNIT["Meter",1.0]]'
    with pytest.raises(LayerError, match=r"no way from the coordinate system “x”.*Give the one"):
        to_geographic(array(county(DESCHUTES)), nowhere)


def test_a_system_of_absurd_scale_is_refused() -> None:
    state_plane = CRS("EPSG:2991").to_wkt("WKT1_ESRI")
    metre = 'UNIT["Meter",1.0]'
    assert metre in state_plane
    with pytest.raises(LayerError, match=r"All outlines lie at one and the same place.*Check the coordinate system"):
        to_geographic(array(county(DESCHUTES)), state_plane.replace(metre, 'UNIT["x",1e-9]'))
