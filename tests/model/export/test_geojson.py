"""GeoJSON keeps to RFC 7946, and another reader finds the proposal's own figures in it."""

import json
from pathlib import Path
from typing import Any

import fiona
import geopandas
import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from borderkit.export import What, export
from borderkit.full_detail import full_detail
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from tests.model.export.conftest import AWKWARD_TITLE
from tests.model.export.readers import assert_good_outlines, assert_same_values


def written(proposal: Proposal, out: Path, what: What) -> tuple[Path, Any]:
    path = out / "proposal.geojson"
    export(proposal, path, what, Silent())
    return path, json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("what", list(What))
def test_features_hold_the_proposals_own_figures(greater_idaho: Proposal, out: Path, what: What) -> None:
    path, content = written(greater_idaho, out, what)
    assert_same_values([feature["properties"] for feature in content["features"]], greater_idaho, what)
    with fiona.open(path) as source:
        assert source.crs.to_epsg() == 4326
        assert_same_values([dict(feature["properties"]) for feature in source], greater_idaho, what)
    assert [feature["id"] for feature in content["features"]] == [
        next(iter(feature["properties"].values())) for feature in content["features"]
    ]


def test_it_names_no_coordinate_system_and_turns_outer_rings_to_the_left(greater_idaho: Proposal, out: Path) -> None:
    _, content = written(greater_idaho, out, What.JURISDICTIONS)
    assert "crs" not in content
    assert content["type"] == "FeatureCollection"
    for feature in content["features"]:
        for polygon in shapely.get_parts(shape(feature["geometry"])):
            assert polygon.exterior.is_ccw
            assert not any(ring.is_ccw for ring in polygon.interiors)


def test_positions_are_those_of_the_layer_to_the_centimetre(greater_idaho: Proposal, out: Path) -> None:
    path, content = written(greater_idaho, out, What.UNITS)
    geometries = full_detail(greater_idaho.layer)
    for feature in content["features"]:
        outline = geometries[greater_idaho.layer.index_of[feature["id"]]]
        found = shapely.get_coordinates(shape(feature["geometry"]))
        assert len(found) == shapely.get_num_coordinates(outline)
        wanted = {tuple(position) for position in np.round(shapely.get_coordinates(outline), 7).tolist()}
        assert set(map(tuple, found.tolist())) == wanted
    assert "0000000" not in path.read_text(encoding="utf-8").split('"features"')[1]


def test_outlines_are_valid_share_their_borders_and_their_areas_add_up(greater_idaho: Proposal, out: Path) -> None:
    frames = [geopandas.read_file(written(greater_idaho, out, what)[0]) for what in (What.UNITS, What.JURISDICTIONS)]
    for frame in frames:
        assert_good_outlines(frame, frames[0])


def test_title_and_sources_go_along(greater_idaho: Proposal, out: Path) -> None:
    _, content = written(greater_idaho, out, What.MOVED)
    assert content["title"] == "Greater Idaho (2020)"
    assert "US Census Bureau, 2020 census" in content["description"]


@pytest.mark.parametrize("what", list(What))
def test_awkward_names_come_back_letter_by_letter(awkward: Proposal, out: Path, what: What) -> None:
    _, content = written(awkward, out, what)
    assert_same_values([feature["properties"] for feature in content["features"]], awkward, what)
    assert content["title"] == AWKWARD_TITLE
    assert "Author: @A \n" in content["description"]


def test_without_moves_it_is_an_empty_collection(unmoved: Proposal, out: Path) -> None:
    assert written(unmoved, out, What.MOVED)[1]["features"] == []


def test_a_state_without_counties_is_on_no_map_but_named(all_moved: Proposal, out: Path) -> None:
    _, content = written(all_moved, out, What.JURISDICTIONS)
    assert [feature["id"] for feature in content["features"]] == ["NEW"]
    assert "No counties left in: Idaho and Oregon" in content["description"]
