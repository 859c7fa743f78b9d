"""What a proposal file keeps of divided units, and what becomes of it when it is damaged."""

from __future__ import annotations

import base64
import copy
import json
from typing import Any

import pytest
import shapely

from borderkit.errors import BorderkitError
from borderkit.refinement.coding import (
    Piece,
    Refinement,
    from_json,
    to_json,
    with_refinement,
    without_refinement,
)
from borderkit.refinement.errors import RefinementError
from tests.refinement.precincts import DIVIDED


def refinement(unit: str = "41017", pieces: int = 2) -> Refinement:
    made = tuple(
        Piece(f"{unit}:{number}", f"Precinct {number}", {"people_2020": 7}, shapely.box(number, 0, number + 1, 1))
        for number in range(pieces)
    )
    return Refinement(unit, "precincts.zip", "Scaled.", ("precinct", "precincts"), made)


def stored() -> list[Any]:
    content: list[Any] = json.loads(json.dumps([to_json(refinement())]))
    return content


def test_real_divisions_come_back_from_json_to_the_last_bit(refinements: tuple[Refinement, ...]) -> None:
    kept = None
    for each in refinements:
        kept = with_refinement(kept, each)
    text = json.dumps(kept)
    again = from_json(json.loads(text), "file")
    assert again == refinements
    assert [to_json(each) for each in again] == kept
    assert json.dumps([to_json(each) for each in refinements]) == text


def test_it_is_stored_as_the_file_format_says() -> None:
    (entry,) = stored()
    assert list(entry) == ["unit", "source", "called", "pieces"]
    assert entry["source"] == {"file": "precincts.zip", "said": "Scaled."}
    assert entry["called"] == ["precinct", "precincts"]
    assert list(entry["pieces"][0]) == ["id", "name", "figures", "outline"]
    outline = base64.b64decode(entry["pieces"][0]["outline"])
    assert outline[0] == 1, "little endian"
    assert shapely.from_wkb(outline) == shapely.box(0, 0, 1, 1)


def test_what_is_nothing_in_the_county_is_not_stored(refinements: tuple[Refinement, ...]) -> None:
    keys = {key for each in refinements for piece in each.pieces for key in piece.figures}
    assert "estimated_2024" not in keys
    assert {"people_2020", "dem_2016", "estimated_2016", "land_m2"} <= keys


def test_a_unit_divided_anew_keeps_its_place_and_others_stay_as_they_are_stored() -> None:
    other = {"unit": "41031", "from the future": True}
    kept = with_refinement([to_json(refinement()), other], refinement("41065"))
    assert [entry["unit"] for entry in kept] == ["41017", "41031", "41065"]
    anew = with_refinement(kept, refinement(pieces=3))
    assert [len(entry.get("pieces", ())) for entry in anew] == [3, 0, 2]
    assert anew[1] is other
    assert [entry["unit"] for entry in without_refinement(anew, "41017")] == ["41031", "41065"]
    assert with_refinement(None, refinement()) == [to_json(refinement())]


def test_a_file_without_divided_units_has_none() -> None:
    assert from_json(None, "file") == ()
    assert from_json([], "file") == ()


def wkb(geometry: shapely.Geometry) -> str:
    return base64.b64encode(shapely.to_wkb(geometry)).decode()


BOW = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
GOOD = wkb(shapely.box(0, 0, 1, 1))
#: A polygon of one ring that says it has four thousand million positions.
ENDLESS = base64.b64encode(b"\x01\x03\x00\x00\x00\x01\x00\x00\x00\xff\xff\xff\xff" + b"\x00" * 64).decode()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ((), {}, "“refinements” is no list of objects"),
        ((0,), "41017", "is no list of objects"),
        ((0, "unit"), 41017, "entry 1” lacks its unit"),
        ((0, "source"), "x", "source that is no text"),
        ((0, "source", "said"), 5, "source that is no text"),
        ((0, "called"), ["precinct"], "what its pieces are called"),
        ((0, "called"), [1, 2], "what its pieces are called"),
        ((0, "pieces"), None, "entry 1, pieces” is no list"),
        ((0, "pieces"), [], "has 0 pieces"),
        ((0, "pieces", 1, "id"), "", "piece 2” lacks its id"),
        ((0, "pieces", 1, "id"), "41017:0", "names the piece 41017:0 twice"),
        ((0, "pieces", 0, "name"), None, "piece 1” lacks its name"),
        ((0, "pieces", 0, "figures"), [1], "figures that are no object"),
        ((0, "pieces", 0, "figures", "people_2020"), -1, "has -1 for people_2020"),
        ((0, "pieces", 0, "figures", "people_2020"), 1.5, "has 1.5 for people_2020"),
        ((0, "pieces", 0, "figures", "people_2020"), True, "has True for people_2020"),
        ((0, "pieces", 0, "figures", "people_2020"), float("nan"), "has nan for people_2020"),
        ((0, "pieces", 0, "figures", "people_2020"), 10**30, "which is no whole number"),
        ((0, "pieces", 0, "outline"), "not base64!", "cannot be read"),
        ((0, "pieces", 0, "outline"), "é", "cannot be read"),
        ((0, "pieces", 0, "outline"), GOOD[: len(GOOD) // 2 // 4 * 4], "cannot be read"),
        ((0, "pieces", 0, "outline"), ENDLESS, "cannot be read"),
        ((0, "pieces", 0, "outline"), wkb(shapely.Point(0, 0)), "is no polygon"),
        ((0, "pieces", 0, "outline"), wkb(shapely.Polygon()), "is no polygon"),
        ((0, "pieces", 0, "outline"), wkb(BOW), "crosses itself or is not flat"),
        ((0, "pieces", 0, "outline"), wkb(shapely.force_3d(shapely.box(0, 0, 1, 1))), "crosses itself or is not flat"),
    ],
)
def test_what_is_damaged_is_refused_with_file_place_and_remedy(
    path: tuple[Any, ...], value: object, message: str
) -> None:
    content: object = stored()
    if path:
        *way, last = path
        place: Any = content
        for step in way:
            place = place[step]
        place[last] = value
    else:
        content = value
    with pytest.raises(RefinementError) as refused:
        from_json(content, "mine.borderkit")
    said = str(refused.value)
    assert message in said
    assert said.startswith("mine.borderkit: “refinements")
    assert said.endswith("Divide the unit anew from the file of its pieces, or open an earlier copy.")
    assert isinstance(refused.value, BorderkitError)


def test_a_position_that_is_no_number_is_refused() -> None:
    content = stored()
    raw = bytearray(base64.b64decode(content[0]["pieces"][0]["outline"]))
    raw[13:21] = b"\x00\x00\x00\x00\x00\x00\xf8\x7f"
    content[0]["pieces"][0]["outline"] = base64.b64encode(bytes(raw)).decode()
    with pytest.raises(RefinementError, match="outline"):
        from_json(content, "mine.borderkit")


def test_a_unit_that_is_divided_twice_is_refused() -> None:
    twice = stored() + copy.deepcopy(stored())
    with pytest.raises(RefinementError, match="divides the unit 41017 twice"):
        from_json(twice, "mine.borderkit")


def test_two_hundred_pieces_take_less_than_half_a_megabyte(refinements: tuple[Refinement, ...]) -> None:
    assert [each.unit for each in refinements] == list(DIVIDED)
    assert sum(len(each.pieces) for each in refinements) == 200
    assert len(json.dumps([to_json(each) for each in refinements])) < 500_000
