"""Which units are divided and which are made whole again: what can be chosen, and the step that it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from borderkit.borders import Borders
from borderkit.document import Json
from borderkit.layer import UnitLayer
from borderkit.progress import Progress
from borderkit.projection import Geometries
from borderkit.refinement.coding import Refinement, from_json, with_refinement, without_refinement
from borderkit.refinement.dividing import Division, division
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.pieces import Source
from borderkit.refining import REFINEMENTS

#: What is known of each unit that was to be divided: how it is, or why it cannot be.
Divisions = Mapping[int, Division | RefinementError]


def named_as_divided(borders: Borders) -> dict[int, str]:
    """Return the units of which a proposal says that only a part moves, by position, and where the line is to run."""
    base = borders.layer.base or borders.layer
    listed = borders.document.kept.get("partial", [])
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    named = {str(entry.get("unit")): str(entry.get("rule") or "") for entry in entries}
    return {base.index_of[geoid]: rule for geoid, rule in named.items() if geoid in base.index_of}


def divided_now(borders: Borders) -> dict[int, Refinement]:
    """Return the units that are divided, by position.

    Raises:
        RefinementError: if what the proposal keeps of them is damaged.

    """
    base = borders.layer.base or borders.layer
    found = from_json(borders.document.kept.get(REFINEMENTS), borders.details.title)
    return {base.index_of[refinement.unit]: refinement for refinement in found}


def units_covered(source: Source, outlines: Geometries) -> dict[int, int]:
    """Return the units in which pieces lie, by position, and how many: by a point inside each piece.

    Args:
        source: the pieces.
        outlines: (n_units,) of the units.

    """
    valid = shapely.is_valid(source.outlines)
    points = np.where(valid, shapely.point_on_surface(source.outlines), shapely.centroid(source.outlines))
    _, units = shapely.STRtree(outlines).query(points, predicate="within")
    found, times = np.unique(units, return_counts=True)
    return dict(zip(found.tolist(), times.tolist(), strict=True))


def divide_all(
    layer: UnitLayer, units: Sequence[int], outlines: Geometries, source: Source, progress: Progress
) -> dict[int, Division | RefinementError]:
    """Divide units, each for itself: of one that cannot be, it is known why.

    Args:
        layer: with the units.
        units: their positions.
        outlines: (n_units,) the layer's full outlines.
        source: the pieces.
        progress: can be stopped between two units.

    Raises:
        OperationCancelled: if a person stopped it.

    """
    found: dict[int, Division | RefinementError] = {}
    for done, unit in enumerate(units):
        progress.report(done, len(units), f"Fitting the pieces of {layer.names[unit]}")
        try:
            found[unit] = division(layer, layer.geoids[unit], outlines[unit], source)
        except RefinementError as error:
            found[unit] = error
    progress.report(len(units), len(units), "Done")
    return found


@dataclass(frozen=True)
class Choice:
    """Units to divide, and divided ones to make whole again.

    Attributes:
        divided: the first, in the order in which they were chosen.
        whole: the positions of the second.

    """

    divided: Sequence[Refinement] = ()
    whole: Sequence[int] = field(default_factory=tuple)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen."""
        return not self.divided and not self.whole

    def stored(self, stored: Json, layer: UnitLayer) -> list[Json]:
        """Return what a file keeps once this is done; ``layer`` is the one that is divided."""
        for unit in self.whole:
            stored = without_refinement(stored, layer.geoids[unit])
        for refinement in self.divided:
            stored = with_refinement(stored, refinement)
        return list(stored or [])

    def text(self, layer: UnitLayer) -> str:
        """Return the name of the step; ``layer`` is the one that is divided."""
        divided = _divided_text(self.divided, layer)
        names = [layer.names[unit] for unit in self.whole]
        what = names[0] if len(names) == 1 else f"{len(names):,} {layer.called[1]}"
        if not names:
            return divided
        return f"{divided}, and made {what} whole again" if divided else f"Made {what} whole again"


def _divided_text(divided: Sequence[Refinement], layer: UnitLayer) -> str:
    if not divided:
        return ""
    number = sum(len(refinement.pieces) for refinement in divided)
    pieces = f"{number:,} {_called(divided)[number != 1]}"
    if len(divided) == 1:
        return f"Divided {layer.names[layer.index_of[divided[0].unit]]} into {pieces}"
    return f"Divided {len(divided):,} {layer.called[1]} into {pieces}"


def _called(refinements: Iterable[Refinement]) -> tuple[str, str]:
    """Return what pieces are called, "pieces" where units are divided in different ways."""
    called = {refinement.called for refinement in refinements}
    return called.pop() if len(called) == 1 else ("piece", "pieces")
