"""Recipes that are remembered: for a file, so that it opens the same way next time, and by names that a person gives.

They are JSON files in the folder of a person's settings. One that is damaged, or was written by a newer version, is put
aside under another name and never stops an opening.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from borderkit import locations
from borderkit.errors import LayerError, SaveError
from borderkit.own_layer.found import FoundLayer
from borderkit.own_layer.recipe import Json, Recipe
from borderkit.savefile import write_whole

_REMEMBERED, _PROFILES = "remembered-layers.json", "layer-profiles.json"
_FORMAT, _VERSION = "borderkit-layer-recipes", 1
_LARGEST = 20_000_000
#: The files opened longest ago are forgotten.
_REMEMBERED_AT_MOST = 200
_LONGEST_NAME = 80


def remembered(path: Path, layer: FoundLayer) -> Recipe | None:
    """Return how a layer was read last time, None if it is not known.

    The layer is known by its file's place, or else by its file's name, and by its own name and its columns in both
    cases: last month's export in another folder counts, other columns under the same name do not.
    """
    place, schema = _place(path), _schema(layer)
    known = [entry for entry in _entries(_REMEMBERED) if entry.get("schema") == schema]
    same_place = (entry for entry in known if entry.get("file") == place)
    same_name = (entry for entry in known if Path(str(entry.get("file", ""))).name == path.name)
    for entry in (*same_place, *same_name):
        recipe = _recipe(entry)
        if recipe is not None:
            return recipe
    return None


def remember(path: Path, layer: FoundLayer, recipe: Recipe) -> bool:
    """Keep how a layer was read; return whether that worked, for it must not stop an opening."""
    place, schema = _place(path), _schema(layer)
    entry = {"file": place, "schema": schema, "recipe": recipe.to_json()}
    others = [old for old in _entries(_REMEMBERED) if (old.get("file"), old.get("schema")) != (place, schema)]
    try:
        _write(_REMEMBERED, [entry, *others][:_REMEMBERED_AT_MOST])
    except SaveError:
        return False
    return True


def profiles() -> tuple[str, ...]:
    """Return the names of all profiles, in alphabetical order."""
    return tuple(sorted(_named(), key=lambda name: (name.casefold(), name)))


def save_profile(name: str, recipe: Recipe) -> None:
    """Keep a recipe under a name; one that had it is replaced.

    Raises:
        LayerError: if the name is empty or too long.
        SaveError: if it cannot be written.

    """
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise LayerError(f"A profile needs a name of 1 to {_LONGEST_NAME} characters. Type another one.")
    _write_profiles({**_named(), name: recipe})


def load_profile(name: str) -> Recipe:
    """Return the recipe of a name.

    Raises:
        LayerError: if there is none.

    """
    found = _named()
    if name not in found:
        raise LayerError(f"There is no profile “{name}”. Choose one of: {', '.join(profiles()) or 'none yet'}.")
    return found[name]


def delete_profile(name: str) -> None:
    """Forget a name; one that nobody has is forgotten already.

    Raises:
        SaveError: if that cannot be written.

    """
    found = _named()
    if found.pop(name, None) is not None:
        _write_profiles(found)


def fits(recipe: Recipe, layer: FoundLayer) -> tuple[str, ...]:
    """Return the columns that a recipe uses and a layer lacks; none if it can be read that way."""
    return tuple(name for name in recipe.roles.fields if layer.field(name) is None)


def _place(path: Path) -> str:
    return str(path.expanduser().absolute())


def _schema(layer: FoundLayer) -> str:
    """Return what a layer's name and columns come to; the columns' order does not count."""
    named = [layer.name, *sorted(field.name for field in layer.fields)]
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()


def _recipe(entry: Json) -> Recipe | None:
    try:
        return Recipe.from_json(entry["recipe"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None


def _named() -> dict[str, Recipe]:
    found = {}
    for entry in _entries(_PROFILES):
        recipe = _recipe(entry)
        if recipe is not None and isinstance(entry.get("name"), str):
            found[entry["name"]] = recipe
    return found


def _write_profiles(named: dict[str, Recipe]) -> None:
    _write(_PROFILES, [{"name": name, "recipe": named[name].to_json()} for name in sorted(named)])


def _entries(file: str) -> list[dict[str, Json]]:
    """Return the entries of a file of recipes; none if there is none, or it cannot be used and is put aside."""
    path = locations.settings() / file
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError(f"{path} is too large")
        content = json.loads(path.read_bytes())
        if content["format"] != _FORMAT or type(content["version"]) is not int or content["version"] > _VERSION:
            raise ValueError(f"{path} is of another kind, or newer")
        return [entry for entry in content["entries"] if isinstance(entry, dict)]
    except OSError:
        return []
    except (ValueError, KeyError, TypeError, RecursionError):
        _put_aside(path)
        return []


def _put_aside(path: Path) -> None:
    """Give a file a name that is free, so that nothing of it is lost when the next one is written."""
    with contextlib.suppress(OSError):
        path.rename(next(name for name in _names_aside(path) if not name.exists()))


def _names_aside(path: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield path.with_name(f"{path.stem}.put-aside-{number}{path.suffix}")
        number += 1


def _write(file: str, entries: list[dict[str, Json]]) -> None:
    path = locations.settings() / file
    content = {"format": _FORMAT, "version": _VERSION, "entries": entries}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(f"{path.parent} cannot be made ({error.strerror or error}). Free some space there.") from error
    write_whole(path, lambda target: target.write(text.encode("utf-8", "surrogatepass")))
