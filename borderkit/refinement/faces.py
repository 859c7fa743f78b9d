"""The faces into which the outlines of a unit and its pieces cut the unit, and the piece that each belongs to."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.projection import Geometries
from borderkit.refinement.edges import Edges

Labels = NDArray[np.intp]

#: The label of a face that no piece covers.
NOBODY = -1

#: A gap is narrow if it fills less than this of a circle with its perimeter: longer than about twenty times its width.
_NARROW = 0.15

#: What is cut off from a piece and has less than this of it goes to a neighbour.
_CRUMB = 0.01


def cut(lines: Geometries, unit: shapely.Geometry) -> Geometries:
    """Return the faces between lines that lie in a unit; all in whole numbers.

    Their positions are those of the lines and their crossings, rounded so that nothing crosses any more.
    """
    noded = shapely.union_all(lines, grid_size=1.0)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    shapely.prepare(unit)
    return np.asarray(faces[shapely.contains_properly(unit, shapely.point_on_surface(faces))])


def covering(faces: Geometries, pieces: Geometries) -> tuple[Labels, NDArray[np.intp]]:
    """Return the smallest piece that covers each face, and by how many it is covered.

    The smallest: a piece that lies within another one, which should have a hole there, must not vanish.
    """
    inside = shapely.point_on_surface(faces)
    face, piece = shapely.STRtree(pieces).query(inside, predicate="within")
    order = np.lexsort((piece, shapely.area(pieces)[piece], face))
    face, piece = face[order], piece[order]
    labels = np.full(len(faces), NOBODY, dtype=np.intp)
    first = np.append(True, face[1:] != face[:-1])[: len(face)]
    labels[face[first]] = piece[first]
    return labels, np.bincount(face, minlength=len(faces))


def filled(faces: Geometries, labels: Labels, stretch: float) -> tuple[Geometries, Labels]:
    """Give what no piece covers to the pieces beside it.

    A gap goes to the piece that it shares the longest border with. A narrow one, as two drawings of one border leave
    it, can pass by many pieces: it is cut into triangles, and each piece gets those along its own border.
    """
    gaps = faces[labels == NOBODY]
    round_ones = 4 * np.pi * shapely.area(gaps) >= _NARROW * shapely.length(gaps) ** 2
    triangles = shapely.get_parts(shapely.get_parts(shapely.constrained_delaunay_triangles(gaps[~round_ones])))
    elements = np.concatenate([faces[labels != NOBODY], gaps[round_ones], triangles])
    given = np.full(len(elements), NOBODY, dtype=np.intp)
    given[: len(labels) - len(gaps)] = labels[labels != NOBODY]
    return elements, _spread(elements, given, stretch)


def _spread(elements: Geometries, labels: Labels, stretch: float) -> Labels:
    """Give every element without a piece the one that it shares the longest border with, from the outside inwards."""
    labels = labels.copy()
    one, other, length = Edges.of(elements).shared(stretch)
    while True:
        step = (labels[one] == NOBODY) & (labels[other] != NOBODY)
        if not step.any():
            break
        element, label, border = one[step], labels[other[step]], length[step]
        pairs, which = np.unique(np.column_stack([element, label]), axis=0, return_inverse=True)
        total = np.bincount(which.ravel(), border)
        best = np.lexsort((-pairs[:, 1], total, pairs[:, 0]))
        last = np.append(pairs[best][1:, 0] != pairs[best][:-1, 0], True)
        chosen = pairs[best][last]
        labels[chosen[:, 0]] = chosen[:, 1]
    lone = np.flatnonzero(labels == NOBODY)
    if len(lone):
        # An island without a piece of its own shares no border with any.
        there = np.flatnonzero(labels != NOBODY)
        nearest = shapely.STRtree(elements[there]).query_nearest(elements[lone], all_matches=False)[1]
        labels[lone] = labels[there[nearest]]
    return labels


def merged(elements: Geometries, labels: Labels, n_pieces: int) -> Geometries:
    """Return (n_pieces,) what the elements of each piece come to; an empty polygon where it has none."""
    found = np.full(n_pieces, shapely.Polygon(), dtype=object)
    order = np.argsort(labels, kind="stable")
    begins = np.flatnonzero(np.append(True, labels[order][1:] != labels[order][:-1]))
    for group in np.split(order, begins[1:]):
        found[labels[group[0]]] = shapely.coverage_union_all(elements[group])
    return found


def without_crumbs(pieces: Geometries, source: Geometries, stretch: float) -> Geometries:
    """Give specks that cutting left over to the pieces around them.

    A part that the source itself has apart, such as an exclave, stays, however small.
    """
    parts, label = shapely.get_parts(pieces, return_index=True)
    there = ~shapely.is_empty(parts)
    parts, label = parts[there], label[there]
    whole = _size_of_source_part(parts, label, source)
    crumb = (shapely.area(parts) < _CRUMB * whole) & (np.bincount(label)[label] > 1)
    if not crumb.any():
        return pieces
    given = np.where(crumb, NOBODY, label)
    return merged(parts, _spread(parts, given, stretch), len(pieces))


def _size_of_source_part(parts: Geometries, label: Labels, source: Geometries) -> NDArray[np.float64]:
    """Return the area of the source's part that each part comes from; infinite for one that comes from a gap."""
    own, of = shapely.get_parts(source, return_index=True)
    part, from_part = shapely.STRtree(own).query(parts, predicate="intersects")
    same = of[from_part] == label[part]
    part, from_part = part[same], from_part[same]
    common = shapely.area(shapely.intersection(parts[part], own[from_part]))
    sizes = np.full(len(parts), np.inf)
    for number in np.argsort(common, kind="stable"):
        if common[number] > 0:
            sizes[part[number]] = shapely.area(own[from_part[number]])
    return sizes
