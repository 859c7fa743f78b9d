"""Where units come to lie on the map: on the composite map of the United States, or in a projection that fits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.ground import Box, measure_composite, measure_ground
from borderkit.layer import UnitLayer
from borderkit.prepared import MapFrame
from borderkit.projection import INSETS, Geometries, composite
from borderkit.states import states_in_code_order

if TYPE_CHECKING:
    from borderkit.own_layer.fitting import Fitting

#: The map of a single small unit is given this width and height, in metres, so that there is something to measure.
_LEAST_EXTENT = 10.0


def place(layer: UnitLayer, geometries: Geometries) -> tuple[Geometries, MapFrame]:
    """Return outlines, given in longitude and latitude, in metres of the map, and what belongs to the map.

    Raises:
        LayerError: if an outline has positions that the map has no place for.

    """
    return _on_composite(layer, geometries) if is_on_composite(layer) else _in_fitting(layer, geometries)


def is_on_composite(layer: UnitLayer) -> bool:
    """Tell whether a layer is drawn on the composite map: it has states of the mainland, and Alaska or Hawaii too."""
    codes = {jurisdiction.code for jurisdiction in layer.jurisdictions}
    insets = {inset.code for inset in INSETS}
    of_union = {state.code for state in states_in_code_order()}
    return bool(codes & insets) and bool(codes - insets) and codes <= of_union


def extent(drawn: Geometries) -> Box:
    """Return left, bottom, right and top of a map in its metres."""
    left, bottom, right, top = shapely.total_bounds(drawn).tolist()
    if not np.isfinite(left):
        left = bottom = right = top = 0.0
    wider, higher = (max(0.0, _LEAST_EXTENT - size) / 2 for size in (right - left, top - bottom))
    return left - wider, bottom - higher, right + wider, top + higher


def _on_composite(layer: UnitLayer, geometries: Geometries) -> tuple[Geometries, MapFrame]:
    drawn, insets, origins = composite(geometries, home_codes(layer))
    _check_positions(layer, drawn, "does not lie in the United States")
    scales = {inset.code: inset.scale for inset in INSETS if inset.code in insets}
    return drawn, MapFrame(insets, scales, measure_composite(insets, extent(drawn), origins))


def _in_fitting(layer: UnitLayer, geometries: Geometries) -> tuple[Geometries, MapFrame]:
    from pyproj import CRS, Transformer

    from borderkit.own_layer.fitting import fitting_projection, project

    fitting: Fitting = fitting_projection(geometries, layer.crs)
    drawn = project(geometries, fitting)
    _check_positions(layer, drawn, "has no place on the map")
    back = Transformer.from_crs(fitting.crs, fitting.geographic, always_xy=True)
    geod = CRS(fitting.geographic).get_geod()
    if geod is None:
        raise LayerError(f"The layer {layer.name}: {fitting.geographic} has no ellipsoid. Choose another system.")
    return drawn, MapFrame({}, {}, (measure_ground("", extent(drawn), back.transform, geod),))


def home_codes(layer: UnitLayer) -> NDArray[np.str_]:
    """Return the code of each unit's home, (n_units,)."""
    return np.array([jurisdiction.code for jurisdiction in layer.jurisdictions])[layer.home]


def _check_positions(layer: UnitLayer, drawn: Geometries, wrong: str) -> None:
    lost = ~np.isfinite(shapely.bounds(drawn)).all(axis=1) & ~shapely.is_empty(drawn)
    if lost.any():
        raise LayerError(
            f"The layer {layer.name}: the outline of the unit {layer.geoids[int(lost.argmax())]} {wrong}. Check the "
            "layer's coordinate system."
        )
