"""What is said of a layer: where it is from, how it was read, what its columns are."""

from __future__ import annotations

from collections.abc import Iterator

from borderkit.bundled import BUNDLED_NAME
from borderkit.columns import Column
from borderkit.layer import UnitLayer
from borderkit.own_layer.recipe import HomeKind, Recipe

BUNDLED = "The map that comes with BorderKit; shapefiles/README.md has its sources. Nothing was repaired in it."
_KNOWN_COLUMNS = "By its columns, which are those of the map that comes with BorderKit."


def facts_of(layer: UnitLayer) -> Iterator[tuple[str, str]]:
    """Yield what is to be said of a layer, each with a short heading."""
    whole = layer.base or layer
    one, many = whole.called
    yield "Layer", f"{whole.name}{f', {whole.vintage}' if whole.vintage else ''}"
    yield "File", str(whole.source) if whole.source else "It was read from no file."
    yield "Units", f"{len(whole):,} {one if len(whole) == 1 else many}"
    if layer.divided:
        n_pieces = len(layer) - len(whole)
        divided = one if len(layer.divided) == 1 else many
        yield "Divided", f"{len(layer.divided):,} {divided}, into {n_pieces:,} pieces that the proposal keeps"
    homes = [jurisdiction.name for jurisdiction in whole.jurisdictions]
    yield "Homes", ", ".join(homes) if len(homes) <= 5 else f"{len(homes):,}: {', '.join(homes[:3])} and others"
    yield "Coordinates", _coordinates(whole)
    yield "Read", _how(whole)


def _coordinates(layer: UnitLayer) -> str:
    kept = f"outlines are kept in longitude and latitude ({layer.crs})"
    given = layer.recipe.crs if layer.recipe is not None else ""
    return f"Read as {given}, as was chosen; {kept}" if given else f"As the file says; {kept}"


def _how(layer: UnitLayer) -> str:
    if layer.recipe is None:
        return "As it was delivered." if layer.name == BUNDLED_NAME else _KNOWN_COLUMNS
    return "; ".join(_roles(layer.recipe)) + "."


def _roles(recipe: Recipe) -> Iterator[str]:
    roles = recipe.roles
    yield f"{roles.identifier} identifies the units" if roles.identifier else "The rows are numbered"
    if roles.name:
        yield f"{roles.name} names them"
    if roles.home:
        yield f"{roles.home} has their homes ({roles.home_kind})"
    elif roles.home_kind is HomeKind.IN_IDENTIFIER:
        yield "their identifiers begin with their homes"
    elif roles.home_for_all:
        yield f"{roles.home_for_all} is the home of all"
    if recipe.encoding:
        yield f"text is read as {recipe.encoding}"


def columns_of(layer: UnitLayer) -> Iterator[tuple[Column, int]]:
    """Yield the columns that have any figure, and what they add up to; marks of estimates are none."""
    for column in layer.columns:
        total = int(layer.column(column.key).sum())
        if layer.column(column.key).any() and not column.key.startswith("estimated"):
            yield column, total
