"""The bundled map, which may have to be prepared first."""

from __future__ import annotations

from borderkit.bundled import find_prepared_bundled, rebuild_bundled
from borderkit.errors import LayerError, OperationCancelled
from borderkit.prepared import PreparedLayer
from ui.long_work import LongWork


def bundled_layer() -> PreparedLayer:
    """Return the bundled layer; where its prepared file does not fit, build that first, showing how far it is.

    Raises:
        LayerError: if it cannot be built, or the person stopped it.

    """
    found = find_prepared_bundled()
    if found is not None:
        return found
    try:
        return LongWork("The map is being prepared.", rebuild_bundled).wait()
    except OperationCancelled:
        raise LayerError("The map was not prepared. Start BorderKit again to prepare it.") from None
