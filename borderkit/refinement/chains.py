"""New positions on a unit's outline, where borders of its pieces meet it, and in the outlines of its neighbours.

Drawing needs neighbours to have every position of their common border in common, equal to the last bit. So it is kept
of every new position between which two of the outline it lies; whoever has an edge between these two gets it there.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely

from borderkit.projection import Geometries
from borderkit.refinement.edges import Edges
from borderkit.refinement.errors import RefinementError

Position = tuple[float, float]
Edge = tuple[Position, Position]

#: For edges, from the lower position to the higher, the new positions between them in that order.
Chains = Mapping[Edge, Sequence[Position]]


def chains_of(outline: shapely.Geometry, pieces: Geometries) -> dict[Edge, list[Position]]:
    """Return the positions that the pieces of a unit have on its outline besides the outline's own.

    Args:
        outline: the unit's.
        pieces: (n,) that fill it, vertex on vertex.

    Raises:
        RefinementError: if the border of the pieces together is not the unit's outline.

    """
    own = {position for edge in _edges(outline) for position in edge}
    beside: dict[Position, list[Position]] = {}
    outer = Edges.of(pieces).outer.tolist()
    for x, y, to_x, to_y in outer:
        beside.setdefault((x, y), []).append((to_x, to_y))
        beside.setdefault((to_x, to_y), []).append((x, y))
    found, walked = dict[Edge, list[Position]](), 0
    for edge in _edges(outline):
        chain = _chain(edge, own, beside)
        walked += len(chain) + 1
        if chain:
            found[edge] = chain
    if walked != len(outer):
        raise RefinementError("The pieces reach beyond the outline. Divide it anew from the file of the pieces.")
    return found


def _edges(outline: shapely.Geometry) -> list[Edge]:
    ends = Edges.of(np.array([outline], dtype=object)).ends
    return [((x, y), (to_x, to_y)) for x, y, to_x, to_y in ends.tolist()]


def _chain(edge: Edge, own: set[Position], beside: Mapping[Position, Sequence[Position]]) -> list[Position]:
    """Walk along the border of the pieces from one end of an edge to the other."""
    start, end = edge
    ways = beside.get(start, ())
    if end in ways:
        return []
    for step in ways:
        chain, last, at = [], start, step
        while at not in own:
            chain.append(at)
            onward = [position for position in beside[at] if position != last]
            if len(onward) != 1:
                break
            last, at = at, onward[0]
        if at == end and chain:
            return chain
    raise RefinementError(
        f"The pieces do not meet the outline between {start[0]:.6f}, {start[1]:.6f} and {end[0]:.6f}, {end[1]:.6f}. "
        "Divide it anew from the file of the pieces."
    )


def merged_chains(chains: Iterable[Chains]) -> dict[Edge, list[Position]]:
    """Put together what several divided units have on their outlines: two neighbours share edges.

    The result has the whole chain of each edge, and for the parts into which one unit's own chain divides an edge
    those that the other has there: so it suits outlines with any of them.

    Raises:
        RefinementError: if two chains of an edge contradict each other.

    """
    by_edge: dict[Edge, list[Sequence[Position]]] = {}
    for of_unit in chains:
        for edge, chain in of_unit.items():
            by_edge.setdefault(edge, []).append(chain)
    merged: dict[Edge, list[Position]] = {}
    for edge, several in by_edge.items():
        whole = list(several[0]) if len(several) == 1 else _in_order(edge, several)
        merged[edge] = whole
        for own in several:
            merged.update(_between(edge, own, whole))
    return merged


def _in_order(edge: Edge, several: Sequence[Sequence[Position]]) -> list[Position]:
    (x, y), (to_x, to_y) = edge
    distinct = dict.fromkeys(position for chain in several for position in chain)
    return sorted(distinct, key=lambda at: ((at[0] - x) * (to_x - x) + (at[1] - y) * (to_y - y), at))


def _between(edge: Edge, own: Sequence[Position], whole: Sequence[Position]) -> dict[Edge, list[Position]]:
    """Return what is missing on each part of an edge that has a chain already."""
    place = {position: number for number, position in enumerate(whole)}
    stops = [-1, *(place[position] for position in own), len(whole)]
    corners = [edge[0], *own, edge[1]]
    found: dict[Edge, list[Position]] = {}
    for part in range(len(stops) - 1):
        if stops[part + 1] <= stops[part]:
            raise RefinementError("The pieces of two neighbouring units cross each other. Divide one of them anew.")
        missing = list(whole[stops[part] + 1 : stops[part + 1]])
        start, end = corners[part], corners[part + 1]
        if missing:
            found[min(start, end), max(start, end)] = missing if start < end else missing[::-1]
    return found


def insert_positions(outlines: Geometries, chains: Chains) -> Geometries:
    """Return outlines with new positions put into their edges; outlines that have none of the edges stay as they are.

    Args:
        outlines: (n,) polygons and multipolygons.
        chains: the positions to insert; an edge is found in whichever direction it runs.

    """
    touched = {position for edge in chains for position in edge}
    found = np.array(outlines, dtype=object)
    for number, outline in enumerate(outlines):
        if sum(position in touched for position in map(tuple, shapely.get_coordinates(outline).tolist())) > 1:
            found[number] = _with(outline, chains)
    return found


def _with(outline: shapely.Geometry, chains: Chains) -> shapely.Geometry:
    parts = []
    for part in shapely.get_parts(outline):
        shell, *holes = (_longer(shapely.get_coordinates(ring).tolist(), chains) for ring in shapely.get_rings(part))
        parts.append(shapely.Polygon(shell, holes))
    return parts[0] if isinstance(outline, shapely.Polygon) else shapely.MultiPolygon(parts)


def _longer(ring: list[list[float]], chains: Chains) -> list[Position]:
    positions: list[Position] = [(x, y) for x, y in ring]
    longer = positions[:1]
    for start, end in itertools.pairwise(positions):
        if start < end:
            longer += chains.get((start, end), ())
        else:
            longer += reversed(chains.get((end, start), ()))
        longer.append(end)
    return longer
