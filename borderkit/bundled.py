"""The bundled county layer: its prepared file as delivered, or built anew where that does not fit."""

from __future__ import annotations

from borderkit import locations
from borderkit.errors import LayerError, PreparedFileError, SaveError
from borderkit.prepared import PreparedLayer
from borderkit.progress import Progress

BUNDLED_LAYER = "us_counties.shp"
BUNDLED_PREPARED = "us_counties.prepared.npz"

#: What proposals call the layer, the year of its boundaries, and how many units it has.
BUNDLED_NAME, BUNDLED_VINTAGE, BUNDLED_UNITS = "us-counties", "2018", 3142


def open_bundled(progress: Progress) -> PreparedLayer:
    """Open the bundled layer, building its prepared file anew where that is missing, stale or damaged.

    Raises:
        LayerError: if the bundled layer itself is unusable, too.
        OperationCancelled: if a person stopped the building.

    """
    return find_prepared_bundled() or rebuild_bundled(progress)


def find_prepared_bundled() -> PreparedLayer | None:
    """Return the bundled layer from a prepared file that fits it, delivered or built before, if there is one."""
    source = locations.shapefiles() / BUNDLED_LAYER
    for path in (locations.shapefiles() / BUNDLED_PREPARED, locations.cache() / BUNDLED_PREPARED):
        try:
            prepared = PreparedLayer(path, source)
            if not source.exists() or prepared.is_made_from(source):
                prepared.verify()
                return prepared
        except PreparedFileError:
            continue
    return None


def rebuild_bundled(progress: Progress) -> PreparedLayer:
    """Build the bundled layer's prepared file in the cache folder and open it.

    Raises:
        LayerError: if the bundled layer is missing or damaged, or the cache folder cannot be written.
        OperationCancelled: if a person stopped the building; nothing is left behind then.

    """
    # The start-up does without what only the building needs.
    from borderkit.preparing_process import prepare_in_process

    path = locations.cache() / BUNDLED_PREPARED
    source = locations.shapefiles() / BUNDLED_LAYER
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        prepare_in_process(source, path, progress)
    except (OSError, SaveError) as error:
        raise LayerError(
            f"The map could not be prepared: {path} cannot be written. Free some space or set "
            "BORDERKIT_HOME to a folder that you can write to, then start again."
        ) from error
    return PreparedLayer(path, source)
