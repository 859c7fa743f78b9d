"""What is read of a file before the window about it opens: its first rows, and what they are guessed to mean."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from borderkit.errors import LayerError
from borderkit.own_layer.found import Box, FoundFile, FoundLayer
from borderkit.own_layer.profiles import remembered
from borderkit.own_layer.recipe import Recipe
from borderkit.progress import Progress
from ui.layer_wizard.outlines import FURTHEST, Shapes, bounds_of, shapes_of

if TYPE_CHECKING:
    from borderkit.own_layer.guessing import Guess
    from borderkit.own_layer.rows import Rows

#: Rows that are looked at; enough to draw a map of, and a moment's work for any file.
MOST_ROWS = 4_000
_FEWEST_ROWS = 200
#: Cells that are read at most: of a layer with two thousand fields, few rows.
_MOST_CELLS = 600_000


@dataclass(frozen=True, eq=False, slots=True)
class Sample:
    """One layer of a file, as far as it was read.

    Attributes:
        found: what the file says of itself.
        layer: the layer.
        encoding: the encoding that it was read in; "" as the file says.
        rows: its first rows, all fields.
        guess: what they mean.
        shapes: the outlines of these rows, fit for a small picture.
        bounds: of the layer where the file says them, else of these rows; None where there are none.
        remembered: how the layer was read last time; None if it is new.

    """

    found: FoundFile
    layer: FoundLayer
    encoding: str
    rows: Rows
    guess: Guess
    shapes: Shapes
    bounds: Box | None
    remembered: Recipe | None

    @property
    def is_whole(self) -> bool:
        """Whether these are all rows that the layer has."""
        announced = self.layer.rows
        return len(self.rows) < _rows_wanted(self.layer) if announced is None else len(self.rows) >= announced


def first_sample(found: FoundFile, progress: Progress | None = None) -> Sample:
    """Read the layer that was opened last time as it was read then, else the first that may have units.

    Raises:
        LayerError: if it cannot be read, or no layer may have units.
        OperationCancelled: if a person asked to stop.

    """
    for layer in found.layers:
        known = remembered(found.path, layer) if layer.may_have_polygons else None
        if known is not None:
            with contextlib.suppress(LayerError):  # last time's encoding may not be known here
                return take_sample(found, layer.name, known.encoding, progress)
    return take_sample(found, first_layer(found).name, "", progress)


def take_sample(found: FoundFile, layer: str, encoding: str = "", progress: Progress | None = None) -> Sample:
    """Read the first rows of a layer and guess what they mean.

    Args:
        found: the file.
        layer: the name of one of its layers.
        encoding: of its text; "" as the file says.
        progress: what the reading reports to.

    Raises:
        LayerError: if they cannot be read.
        OperationCancelled: if a person asked to stop.

    """
    from borderkit.own_layer.guessing import guess
    from borderkit.own_layer.rows import read_rows

    chosen = next(one for one in found.layers if one.name == layer)
    rows = _as_named(read_rows(found, layer, encoding, limit=_rows_wanted(chosen), progress=progress), chosen)
    shapes = shapes_of(rows.geometries)
    bounds = _bounds(chosen, rows)
    return Sample(found, chosen, encoding, rows, guess(chosen, rows), shapes, bounds, remembered(found.path, chosen))


def _bounds(layer: FoundLayer, rows: Rows) -> Box | None:
    """Return the bounds that the file says where it is plausible that they are, else those of the rows."""
    said = layer.bounds
    if said is not None and max(map(abs, said)) < FURTHEST:  # never true of nan
        return said
    return bounds_of(rows.geometries)


def first_layer(found: FoundFile) -> FoundLayer:
    """Return the first layer that may have units, one with rows if there is any.

    Raises:
        LayerError: if no layer may have units.

    """
    possible = [layer for layer in found.layers if layer.may_have_polygons]
    if not possible:
        raise LayerError(f"{found.path.name} has no layer of polygons. Choose a file with the outlines of units.")
    return next((layer for layer in possible if layer.rows != 0), possible[0])


def _as_named(rows: Rows, layer: FoundLayer) -> Rows:
    """Return rows under the names that the file was found with: in another encoding, names come out otherwise, too."""
    names = [field.name for field in layer.fields]
    if list(rows.columns) == names or len(rows.columns) != len(names):
        return rows
    return replace(rows, columns=dict(zip(names, rows.columns.values(), strict=True)))


def _rows_wanted(layer: FoundLayer) -> int:
    return min(MOST_ROWS, max(_FEWEST_ROWS, _MOST_CELLS // max(len(layer.fields), 1)))
