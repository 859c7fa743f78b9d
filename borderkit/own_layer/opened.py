"""A unit layer that was read from a file."""

from __future__ import annotations

from dataclasses import dataclass

from borderkit.layer import UnitLayer
from borderkit.own_layer.stored import Told
from borderkit.projection import Geometries


@dataclass(frozen=True, eq=False)
class OpenedLayer:
    """A unit layer together with what only some need of it.

    Attributes:
        layer: the layer, without its neighbours.
        geometries: (n_units,) the full outlines in longitude and latitude of the layer's ``crs``.
        told: what was noticed, assumed and repaired.

    """

    layer: UnitLayer
    geometries: Geometries
    told: Told
