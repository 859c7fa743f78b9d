"""The outlines of layers with units divided, simplified for drawing: prepared once, and kept with other layers'."""

from __future__ import annotations

from borderkit.errors import LayerError
from borderkit.layer import UnitLayer
from borderkit.layer_cache import prepared_of_divided
from borderkit.prepared import PreparedLayer
from borderkit.progress import Progress
from borderkit.refinement.layers import digest, know_neighbours


def drawn_refined(layer: UnitLayer, progress: Progress) -> PreparedLayer:
    """Return the outlines of a layer with units divided, preparing them where that has not been done.

    From then on whoever asks for the layer gets it with its neighbours.

    Raises:
        LayerError: if the file of the layer that is divided is gone, has changed or cannot be used.
        OperationCancelled: if a person stopped the preparing.

    """
    base = layer.base
    if base is None or base.source is None:
        raise LayerError(f"The layer {layer.name} has no file that its outlines could be read from. Open it anew.")
    found = prepared_of_divided(layer, base.source, digest(layer.refinements), progress)
    know_neighbours(found.layer)
    return found
