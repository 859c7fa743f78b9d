"""Dividing a unit into the pieces that another layer has of it: their outlines, figures and identifiers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from borderkit.layer import UnitLayer
from borderkit.projection import Geometries
from borderkit.refinement import said
from borderkit.refinement.coding import Piece, Refinement
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.fitted import Fitted
from borderkit.refinement.fitting import fit_pieces
from borderkit.refinement.pieces import Known, Source, piece_ids, pieces_of
from borderkit.refinement.sharing import Shares, share_figures


@dataclass(frozen=True, eq=False)
class Division:
    """A unit divided, and how that came about.

    Attributes:
        refinement: the unit's pieces.
        known: how it was known which pieces are the unit's.
        fitted: what was done to their outlines.
        shares: what was done to their figures.
        said: both, in sentences.

    """

    refinement: Refinement
    known: Known
    fitted: Fitted
    shares: Shares
    said: tuple[str, ...]


def divide(layer: UnitLayer, geoid: str, outline: shapely.Geometry, source: Source) -> Refinement:
    """Divide a unit of a layer, see ``division``.

    Raises:
        UnknownUnitError: if the layer has no such unit.
        RefinementError: if the pieces cannot be made to fit, or a figure of theirs cannot be used.

    """
    return division(layer, geoid, outline, source).refinement


def division(layer: UnitLayer, geoid: str, outline: shapely.Geometry, source: Source) -> Division:
    """Divide a unit of a layer; nothing is changed by it but what the refinement says.

    Args:
        layer: with the unit.
        geoid: the unit's.
        outline: the unit's full outline, in degrees.
        source: the layer of pieces.

    Raises:
        UnknownUnitError: if the layer has no such unit.
        RefinementError: if the pieces cannot be made to fit, or a figure of theirs cannot be used.

    """
    unit = int(layer.indices([geoid])[0])
    name = layer.names[unit]
    try:
        found, known = pieces_of(source, geoid, outline)
        fitted = fit_pieces(outline, source.outlines[found])
        kept = found[list(fitted.kept)]
        own = {key: np.asarray(values, dtype=np.float64)[kept] for key, values in source.figures.items()}
        shares = share_figures(layer.figures[unit], own, areas_of(fitted.outlines), layer.columns)
    except RefinementError as error:
        raise RefinementError(f"{name} cannot be divided with {source.file}: {error}") from error
    about = said.Subjects(name, layer.called[0], source.called, source.file)
    sentences = (
        *said.of_fitting(fitted, [source.names[piece] for piece in found], about),
        *said.of_sharing(shares, {column.key: column for column in layer.columns}, about),
    )
    filled = np.flatnonzero((shares.figures != 0).any(axis=0))
    kept_columns = [layer.columns[column].key for column in filled]
    figures = shares.figures[:, filled].tolist()
    ids = piece_ids(geoid, [source.ids[piece] for piece in kept], layer.index_of)
    pieces = tuple(
        Piece(ids[number], source.names[piece].strip() or ids[number], dict(zip(kept_columns, row, strict=True)), shape)
        for number, (piece, row, shape) in enumerate(zip(kept, figures, fitted.outlines, strict=True))
    )
    refinement = Refinement(geoid, source.file, " ".join(sentences), source.called, pieces)
    return Division(refinement, known, fitted, shares, sentences)


def areas_of(outlines: Geometries) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return areas of outlines in degrees, (n,), in proportion to each other as they are on the globe.

    Lambert's cylindrical projection keeps areas: the sine of the latitude against the longitude.
    """

    def equal_area(
        positions: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return np.column_stack([np.radians(positions[:, 0]), np.sin(np.radians(positions[:, 1]))])

    return np.asarray(shapely.area(shapely.transform(outlines, equal_area)))
