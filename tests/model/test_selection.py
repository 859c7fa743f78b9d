"""Selections grow and shrink by a ring of neighbours, and go from unit to unit."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from borderkit.anchors import Anchors
from borderkit.layer import UnitLayer
from borderkit.prepared import PreparedLayer
from borderkit.selection import grown, next_unit, shrunk


def graph(layer: UnitLayer) -> nx.Graph:
    assert layer.neighbours is not None
    found = nx.Graph()
    found.add_nodes_from(range(len(layer)))
    found.add_edges_from(layer.neighbours.borders.tolist())
    found.add_edges_from(layer.neighbours.links.tolist())
    return found


@pytest.mark.parametrize("geoid", ["41001", "36061", "02013", "51610"])
def test_a_selection_grows_by_its_neighbours(counties: UnitLayer, geoid: str) -> None:
    units = counties.indices([geoid])
    for rings in (1, 2, 3):
        units = grown(counties, units)
        expected = nx.single_source_shortest_path_length(graph(counties), counties.index_of[geoid], cutoff=rings)
        assert units.tolist() == sorted(expected)


def test_a_selection_shrinks_by_those_on_its_edge(counties: UnitLayer) -> None:
    every = graph(counties)
    oregon = np.flatnonzero([counties.home_of(unit).code == "OR" for unit in range(len(counties))]).astype(np.int32)
    inside = set(oregon.tolist())
    expected = [unit for unit in oregon.tolist() if set(every.neighbors(unit)) <= inside]
    assert shrunk(counties, oregon).tolist() == expected
    assert 0 < len(expected) < 36


def test_nothing_grows_to_nothing_and_everything_shrinks_to_everything(counties: UnitLayer) -> None:
    nothing, everything = np.empty(0, dtype=np.int32), np.arange(len(counties), dtype=np.int32)
    assert grown(counties, nothing).tolist() == []
    assert shrunk(counties, nothing).tolist() == []
    assert shrunk(counties, everything).tolist() == everything.tolist()
    assert shrunk(counties, counties.indices(["41001"])).tolist() == []


def test_the_way_west_from_boise_leads_through_neighbours_to_the_sea(
    counties: UnitLayer, prepared: PreparedLayer
) -> None:
    anchors = Anchors(prepared.anchors)
    every, unit = graph(counties), counties.index_of["16001"]
    way: list[str] = []
    while (step := next_unit(counties, anchors, unit, (-1, 0))) is not None and len(way) < 12:
        assert anchors.positions[step][0] < anchors.positions[unit][0]
        if not every.has_edge(unit, step):
            break
        unit = step
        way.append(counties.home_of(unit).code)
    assert way[0] == "ID"
    assert way[-1] == "OR"


@pytest.mark.parametrize("direction", [(-1, 0), (1, 0), (0, 1), (0, -1)])
def test_from_an_island_one_goes_to_the_nearest_place(
    counties: UnitLayer, prepared: PreparedLayer, direction: tuple[int, int]
) -> None:
    """Block Island's county, Nantucket, Kauai: no key leads nowhere while there is land that way."""
    anchors = Anchors(prepared.anchors)
    for geoid in ("25019", "15007", "53055"):
        unit = counties.index_of[geoid]
        found = next_unit(counties, anchors, unit, direction)
        if found is not None:
            off = anchors.positions[found] - anchors.positions[unit]
            assert off @ np.array(direction) > 0
    assert next_unit(counties, anchors, counties.index_of["25019"], (-1, 0)) is not None
