"""The way in which a layer is opened where nobody can be asked: as it was remembered, or as its columns are guessed."""

from __future__ import annotations

from pathlib import Path

from borderkit.own_layer.finding_recipe import recipe_for
from borderkit.own_layer.opened import OpenedLayer
from borderkit.own_layer.recipe import Recipe
from borderkit.read_layer import read_layer


def open_layer(path: Path) -> tuple[OpenedLayer, Recipe | None]:
    """Return a layer, and how it was read; None for the columns of the bundled layer.

    Raises:
        LayerError: if it cannot be opened.

    """
    recipe = recipe_for(path)
    return read_layer(path, recipe), recipe
