"""How a file is read when nobody is asked: as a person decided before, or as its columns are guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from borderkit.errors import LayerError
from borderkit.own_layer.found import FoundFile, FoundLayer
from borderkit.own_layer.guessing import guess
from borderkit.own_layer.opening import layer_to_open
from borderkit.own_layer.probing import probe
from borderkit.own_layer.profiles import remembered
from borderkit.own_layer.recipe import Recipe
from borderkit.own_layer.rows import read_rows
from borderkit.read_layer import BUNDLED_FIELDS

#: Rows that are looked at to guess what the columns mean.
SAMPLED = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """That a file can be read without asking: as ``recipe`` says, or, where it is None, by the bundled columns."""

    recipe: Recipe | None


def known_recipe(path: Path) -> Known | None:
    """Return how a file is read if that is known: it has the bundled layer's columns, or a person said so before.

    Raises:
        LayerError: if the file cannot be read.

    """
    found = probe(path)
    return _known(found, layer_to_open(found))


def recipe_for(path: Path) -> Recipe | None:
    """Return how a file is read, guessed if need be; None where it has the columns of the bundled layer.

    Raises:
        LayerError: if the file cannot be read, or no column identifies its units.

    """
    found = probe(path)
    layer = layer_to_open(found)
    known = _known(found, layer)
    if known is not None:
        return known.recipe
    guessed = guess(layer, read_rows(found, layer.name, limit=SAMPLED))
    if not guessed.roles.identifier:
        raise LayerError(
            f"{path.name} has no column that is sure to identify its units. Open it in the window and choose what its "
            "columns mean; it is remembered then."
        )
    name = layer.name if len(found.layers) > 1 else ""
    return Recipe(layer=name, roles=guessed.roles, units_called=guessed.units_called)


def _known(found: FoundFile, layer: FoundLayer) -> Known | None:
    if all(layer.field(name) is not None for name in BUNDLED_FIELDS):
        return Known(None)
    recipe = remembered(found.path, layer)
    return None if recipe is None else Known(recipe)
