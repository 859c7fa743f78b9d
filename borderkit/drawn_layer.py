"""From a unit layer to what draws it: the prepared file that it was opened from, or that its file gives."""

from __future__ import annotations

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER, BUNDLED_NAME, open_bundled
from borderkit.errors import LayerError
from borderkit.layer import UnitLayer
from borderkit.prepared import PreparedLayer
from borderkit.progress import Progress


def drawn_layer(layer: UnitLayer, progress: Progress) -> PreparedLayer:
    """Return the outlines of a layer, preparing them where that has not been done.

    Raises:
        LayerError: if the layer comes from no file, or its file is gone, has changed or cannot be used.
        OperationCancelled: if a person stopped the preparing.

    """
    if layer.base is not None:
        # Few proposals divide units.
        from borderkit.refinement.drawn import drawn_refined

        return drawn_refined(layer, progress)
    if layer.name == BUNDLED_NAME and layer.source in (None, locations.shapefiles() / BUNDLED_LAYER):
        prepared = open_bundled(progress)
    elif layer.source is not None:
        # The start-up does without what only other layers need.
        from borderkit.layer_cache import prepared_layer

        prepared = prepared_layer(layer.source, progress, layer.recipe)
    else:
        raise LayerError(f"The layer {layer.name} has no outlines to draw: it was opened from no file. Open it anew.")
    if prepared.layer.geoids != layer.geoids:
        raise LayerError(f"The file of the layer {layer.name} has changed since it was opened. Open it anew.")
    return prepared
