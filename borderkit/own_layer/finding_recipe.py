"""How a file is read when nobody is there to be asked: as a person decided before, or as its columns are guessed."""

from __future__ import annotations

from pathlib import Path

from borderkit.errors import LayerError
from borderkit.own_layer.found import FoundLayer
from borderkit.own_layer.guessing import guess
from borderkit.own_layer.opening import layer_to_open
from borderkit.own_layer.probing import probe
from borderkit.own_layer.profiles import remembered
from borderkit.own_layer.recipe import Recipe
from borderkit.own_layer.rows import read_rows
from borderkit.read_layer import BUNDLED_FIELDS

#: Rows that are looked at to guess what the columns mean.
SAMPLED = 2000


def recipe_for(path: Path) -> Recipe | None:
    """Return how a file is read; None where it has the columns of the bundled layer.

    Raises:
        LayerError: if the file cannot be read, or no column identifies its units.

    """
    found = probe(path)
    layer = layer_to_open(found)
    if has_bundled_columns(layer):
        return None
    known = remembered(path, layer)
    if known is not None:
        return known
    guessed = guess(layer, read_rows(found, layer.name, limit=SAMPLED))
    if not guessed.roles.identifier:
        raise LayerError(
            f"{path.name} has no column that is sure to identify its units. Open it in the window and choose what its "
            "columns mean; it is remembered then."
        )
    return Recipe(layer=layer.name, roles=guessed.roles, units_called=guessed.units_called)


def has_bundled_columns(layer: FoundLayer) -> bool:
    """Tell whether a layer has every column of the bundled one."""
    return all(layer.field(name) is not None for name in BUNDLED_FIELDS)
