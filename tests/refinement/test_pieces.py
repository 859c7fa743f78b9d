"""Whose pieces they are, and what they are called."""

from __future__ import annotations

import geopandas
import numpy as np
import pytest

from borderkit.layer import UnitLayer
from borderkit.projection import Geometries
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.pieces import Known, Source, piece_ids, pieces_of
from tests.refinement.precincts import DESCHUTES, JEFFERSON, WASCO, boxes, source_of

UNIT = boxes((0, 0, 4, 4))[0]
FOUR = boxes((0, 0, 2, 4), (2, 0, 4, 4), (4, 0, 6, 4), (3.9, 4, 6, 6))


def source(
    ids: tuple[str, ...] = ("1", "2", "3", "4"), units: tuple[str, ...] = (), outlines: Geometries = FOUR
) -> Source:
    return Source("precincts.zip", ("precinct", "precincts"), ids, ids, outlines, {}, units)


def test_a_field_says_whose_a_piece_is_by_identifier_or_code_within_the_state() -> None:
    for units in (("41017", "41017", "41031", "41031"), ("017", "017", "031", "031"), ("17", " 17", "31", "")):
        belonging = pieces_of(source(units=units), "41017", UNIT)
        assert belonging.pieces.tolist() == [0, 1]
        assert belonging.known is Known.FIELD


def test_a_county_of_another_state_with_the_same_code_is_not_meant() -> None:
    far = np.append(FOUR, boxes((50, 50, 51, 51)))
    belonging = pieces_of(source(("1", "2", "3", "4", "5"), ("017", "017", "031", "031", "017"), far), "41017", UNIT)
    assert belonging.pieces.tolist() == [0, 1]


def test_identifiers_that_begin_with_the_units_own_say_whose_a_piece_is() -> None:
    tracts = source(("41017000100", "41017000200", "41031000100", "41017000300"))
    belonging = pieces_of(tracts, "41017", UNIT)
    assert belonging.pieces.tolist() == [0, 1, 3]
    assert belonging.known is Known.IDENTIFIER


def test_numbers_that_begin_so_by_chance_are_not_believed() -> None:
    belonging = pieces_of(source(("410170", "2", "410171", "410172")), "41017", UNIT)
    assert belonging.pieces.tolist() == [0, 1]
    assert belonging.known is Known.AREA


def test_pieces_that_mostly_lie_elsewhere_are_not_the_units() -> None:
    outlines = boxes((0, 0, 2.1, 4), (2, 0, 5.9, 4), (2, 0, 6.1, 4))
    belonging = pieces_of(source(("1", "2", "3"), (), outlines), "41017", UNIT)
    assert belonging.pieces.tolist() == [0, 1]


def test_a_layer_of_another_place_is_refused_with_its_name() -> None:
    with pytest.raises(RefinementError, match=r"precincts\.zip has no precinct in the unit 41017"):
        pieces_of(source(outlines=boxes(*[(20, 20, 21, 21)] * 4)), "41017", UNIT)


def test_the_invented_precincts_are_told_apart_by_where_they_lie_as_by_their_field(
    counties: UnitLayer, outlines: Geometries, precincts: geopandas.GeoDataFrame
) -> None:
    for geoid in (DESCHUTES, JEFFERSON, WASCO):
        county = outlines[counties.index_of[geoid]]
        by_field, by_area = (pieces_of(source_of(precincts, by_field), geoid, county) for by_field in (True, False))
        assert (by_field.known, by_area.known) == (Known.FIELD, Known.AREA)
        assert by_field.pieces.tolist() == by_area.pieces.tolist()


def test_identifiers_begin_with_the_units_and_no_two_are_alike() -> None:
    ids = ("41017000100", "12", "12", "12-2", "", "41017", " 7 ")
    assert piece_ids("41017", ids, {"41017": 0, "41017:7": 1}) == (
        "41017000100",
        "41017:12",
        "41017:12-2",
        "41017:12-2-2",
        "41017:5",
        "41017:41017",
        "41017:7-2",
    )
