"""What the page's map is drawn from: outlines, where units lie, and in which coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from borderkit.drawn_layer import drawn_layer
from borderkit.layer import UnitLayer
from borderkit.level import Level
from borderkit.prepared import MapFrame, PreparedLayer
from borderkit.progress import Progress

#: So many positions make a page of about 1.5 MB; the country has 314,060 where 150 m may be lost.
_MOST_POSITIONS = 350_000


@dataclass(frozen=True)
class GroundPlan:
    """Outlines and what belongs to them.

    Attributes:
        level: the outlines, in metres of the map.
        anchors: (n_units, 2) a position well inside each unit, likewise.
        frame: the insets and how the map lies to the ground; None in Web Mercator.

    """

    level: Level
    anchors: NDArray[np.int32]
    frame: MapFrame | None

    @property
    def crs(self) -> Literal["Simple", "EPSG3857"]:
        """What Leaflet calls the coordinate system."""
        return "Simple" if self.frame is not None else "EPSG3857"


def composite_plan(layer: UnitLayer, progress: Progress) -> GroundPlan:
    """Return a layer on the map of the window: equal-area, Alaska and Hawaii as insets.

    Raises:
        LayerError: if its outlines cannot be had.
        OperationCancelled: if a person stopped the preparing.

    """
    prepared = drawn_layer(layer, progress)
    return GroundPlan(_fitting_level(prepared), prepared.anchors, prepared.frame)


def _fitting_level(prepared: PreparedLayer) -> Level:
    """Return the finest level that keeps a page small, else the coarsest."""
    for position in reversed(range(len(prepared.tolerances))):
        level = prepared.level(position)
        if int((level.arc_stop - level.arc_start).sum()) <= _MOST_POSITIONS:
            return level
    return prepared.level(0)
