"""What is remembered of layers, damaged: nothing of it may stop an opening, or be lost."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from borderkit import locations
from borderkit.own_layer.finding_recipe import recipe_for
from borderkit.own_layer.opening import layer_to_open
from borderkit.own_layer.probing import probe
from borderkit.own_layer.profiles import remember
from tests.hostile.case import Case, Family, Make, Route, bind, each, writes
from tests.hostile.sources import single, truth

FAMILY = Family("recipes", Route.RECIPE, truth)
Json = Any


@cache
def _remembered() -> bytes:
    """Return what is remembered once the undamaged layer was opened."""
    home = os.environ["BORDERKIT_HOME"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gpkg"
        path.write_bytes(single(".gpkg"))
        os.environ["BORDERKIT_HOME"] = folder
        try:
            recipe = recipe_for(path)
            assert recipe is not None
            assert remember(path, layer_to_open(probe(path)), recipe)
            return (locations.settings() / "remembered-layers.json").read_bytes()
        finally:
            os.environ["BORDERKIT_HOME"] = home


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield FAMILY.opened("cut at byte 0", _bytes(lambda content: content[:0]))
    for share in (1, 25, 50, 75, 99):
        yield FAMILY.opened(
            f"cut at {share} per cent", _bytes(bind(lambda content, s: content[: len(content) * s // 100], share))
        )
    yield FAMILY.opened("all zeros", _bytes(lambda content: bytes(len(content))))
    yield FAMILY.opened("in UTF-16", _bytes(lambda content: content.decode().encode("utf-16")))
    yield FAMILY.opened("no UTF-8", _bytes(lambda content: content.replace(b"layer", b"lay\xffer")))
    yield FAMILY.opened("a picture", _bytes(lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256))))
    yield FAMILY.opened("lists a million deep", _bytes(lambda _: b"[" * 1_000_000))
    yield FAMILY.opened("thirty million blanks", _bytes(lambda content: content + b" " * 30_000_000))
    for what, document in {"a list": [], "a number": 7, "null": None, "an empty object": {}}.items():
        yield FAMILY.opened(f"{what} in its place", _bytes(bind(lambda _, d: json.dumps(d).encode(), document)))
    for key, values in each(
        {
            "format": ("x", 7, None),
            "version": (2, "1", None, True, -1),
            "entries": (None, 7, {}, [None], [7], [[]], [{}]),
        }
    ):
        for value in values:
            yield FAMILY.opened(
                f"{key} is {value!r}", _json(bind(lambda document, k, v: document.update({k: v}), key, value))
            )
    for key, values in each(
        {
            "layer": ("other", 7, None, "x" * 100_000),
            "encoding": ("KLINGON", "rot13", "../x", 7),
            "crs": ("EPSG:999999", "nonsense", "GEOGCS[" * 1000, 7),
            "repairs": (["joy"], None, 7),
            "units_called": (["a"], "ab", None),
            "roles": (None, [], {}),
        }
    ):
        for value in values:
            # Such a recipe may be used as it stands, and then the opening is refused with what to do.
            yield FAMILY.either(
                f"the recipe's {key} is {str(value)[:20]}",
                _json(bind(lambda document, k, v: document["entries"][0]["recipe"].update({k: v}), key, value)),
            )
    for key, values in each(
        {
            "identifier": ("GONE", 7, ""),
            "home_kind": ("joy", None),
            "figures": (None, [7], [{}]),
            "home": ("GONE", "GEOID"),
        }
    ):
        for value in values:
            yield FAMILY.either(
                f"the recipe's {key} is {value!r}",
                _json(
                    bind(lambda document, k, v: document["entries"][0]["recipe"]["roles"].update({k: v}), key, value)
                ),
                differs=("id", "name", "home", "area", "land_m2", "people_2020", "dem_2024", "rep_2024", "total_2024"),
            )


def _bytes(change: Callable[[bytes], bytes]) -> Make:
    return writes("layer.json", lambda: change(_remembered()))


def _json(change: Callable[[Json], object]) -> Make:
    def other(content: bytes) -> bytes:
        document = json.loads(content)
        change(document)
        return json.dumps(document).encode()

    return _bytes(other)
