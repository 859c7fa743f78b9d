"""Recipes are remembered for a file and by name; nothing that goes wrong with them stops an opening."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from borderkit import locations
from borderkit.errors import LayerError, SaveError
from borderkit.own_layer import profiles
from borderkit.own_layer.guessing import guess
from borderkit.own_layer.recipe import FigureUse, HomeKind, Measure, Recipe, Repair, Roles
from tests.own_layer.samples import renamed, table, written

RECIPE = Recipe(
    layer="precincts",
    encoding="cp1252",
    crs="EPSG:2992",
    roles=Roles("GEOID", "NAME", "STATE", HomeKind.POSTAL, figures=(FigureUse("POP20", Measure.PEOPLE, 2020),)),
    repairs=frozenset((Repair.RINGS, Repair.GAPS)),
    units_called=("precinct", "precincts"),
)
LAYER, _ = table("precincts", GEOID=["1"], NAME=["a"], STATE=["OR"], POP20=[5])
OTHER, _ = table("precincts", GEOID=["1"], NAME=["a"])


def test_a_file_is_read_next_time_as_it_was_read_last_time(tmp_path: Path) -> None:
    layer, rows = written(tmp_path / "west.gpkg", renamed({"GEOID": "GEOID", "DEM16": "DEM16", "REP16": "REP16"}))
    recipe = Recipe(layer=layer.name, roles=guess(layer, rows).roles)
    assert profiles.remembered(tmp_path / "west.gpkg", layer) is None
    assert profiles.remember(tmp_path / "west.gpkg", layer, recipe)
    assert profiles.remembered(tmp_path / "west.gpkg", layer) == recipe


def test_the_last_reading_of_a_file_counts(tmp_path: Path) -> None:
    path = tmp_path / "p.shp"
    profiles.remember(path, LAYER, RECIPE)
    profiles.remember(path, LAYER, replace(RECIPE, crs=""))
    found = profiles.remembered(path, LAYER)
    assert found is not None
    assert found.crs == ""


def test_the_same_export_in_another_folder_is_recognised(tmp_path: Path) -> None:
    profiles.remember(tmp_path / "may" / "p.shp", LAYER, RECIPE)
    profiles.remember(tmp_path / "june" / "p.shp", LAYER, replace(RECIPE, crs=""))
    assert profiles.remembered(tmp_path / "july" / "p.shp", LAYER) == replace(RECIPE, crs="")
    assert profiles.remembered(tmp_path / "may" / "p.shp", LAYER) == RECIPE
    assert profiles.remembered(tmp_path / "july" / "q.shp", LAYER) is None


def test_other_columns_under_the_same_name_are_another_layer(tmp_path: Path) -> None:
    profiles.remember(tmp_path / "p.shp", LAYER, RECIPE)
    assert profiles.remembered(tmp_path / "p.shp", OTHER) is None
    turned = replace(LAYER, fields=tuple(reversed(LAYER.fields)))
    assert profiles.remembered(tmp_path / "p.shp", turned) == RECIPE


def test_files_opened_long_ago_are_forgotten(tmp_path: Path) -> None:
    for number in range(202):
        profiles.remember(tmp_path / f"p{number}.shp", LAYER, RECIPE)
    assert profiles.remembered(tmp_path / "p1.shp", LAYER) is None
    assert profiles.remembered(tmp_path / "p2.shp", LAYER) == RECIPE


def test_profiles_are_kept_by_name() -> None:
    assert profiles.profiles() == ()
    profiles.save_profile("  Clerk's \n export ", RECIPE)
    profiles.save_profile("another", replace(RECIPE, layer=""))
    assert profiles.profiles() == ("another", "Clerk's export")
    assert profiles.load_profile("Clerk's export") == RECIPE
    profiles.save_profile("another", RECIPE)
    assert profiles.load_profile("another") == RECIPE
    profiles.delete_profile("another")
    profiles.delete_profile("another")
    assert profiles.profiles() == ("Clerk's export",)


def test_a_profile_that_is_not_there_and_a_name_that_will_not_do_are_refused() -> None:
    with pytest.raises(LayerError, match="There is no profile “x”"):
        profiles.load_profile("x")
    for name in ("", " ", "x" * 81):
        with pytest.raises(LayerError, match="needs a name"):
            profiles.save_profile(name, RECIPE)


def test_columns_that_a_layer_lacks_are_named() -> None:
    assert profiles.fits(RECIPE, LAYER) == ()
    assert profiles.fits(RECIPE, OTHER) == ("STATE", "POP20")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"format": "borderkit-layer-recipes", "version": 2, "entries": []}',
        b'{"format": "borderkit-layer-recipes", "version": true, "entries": []}',
        b'{"format": "borderkit-layer-recipes", "version": 1, "entries": 7}',
        b'{"format": "something else", "version": 1, "entries": []}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_or_newer_file_is_put_aside_and_stops_nothing(content: bytes, tmp_path: Path) -> None:
    folder = locations.settings()
    folder.mkdir(parents=True)
    for name in ("remembered-layers.json", "layer-profiles.json"):
        (folder / name).write_bytes(content)
    assert profiles.remembered(tmp_path / "p.shp", LAYER) is None
    assert profiles.profiles() == ()
    assert profiles.remember(tmp_path / "p.shp", LAYER, RECIPE)
    profiles.save_profile("mine", RECIPE)
    assert profiles.remembered(tmp_path / "p.shp", LAYER) == RECIPE
    aside = sorted(path.name for path in folder.iterdir() if "put-aside" in path.name)
    assert aside == ["layer-profiles.put-aside-1.json", "remembered-layers.put-aside-1.json"]
    assert all((folder / name).read_bytes() == content for name in aside)


@pytest.mark.parametrize("damage", [None, 7, {}, {"units_called": ["one"]}, {"crs": None, "roles": 3}])
def test_one_damaged_entry_does_not_spoil_the_others(damage: object, tmp_path: Path) -> None:
    profiles.save_profile("good", RECIPE)
    profiles.save_profile("bad", RECIPE)
    path = locations.settings() / "layer-profiles.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    entry = next(entry for entry in content["entries"] if entry["name"] == "bad")
    entry["recipe"] = damage
    path.write_text(json.dumps(content), encoding="utf-8")
    assert profiles.profiles() == ("good",)


def test_a_folder_that_cannot_be_written_stops_no_opening(tmp_path: Path) -> None:
    locations.settings().parent.mkdir(parents=True)
    locations.settings().write_bytes(b"in the way")
    assert not profiles.remember(tmp_path / "p.shp", LAYER, RECIPE)
    assert profiles.remembered(tmp_path / "p.shp", LAYER) is None
    with pytest.raises(SaveError):
        profiles.save_profile("mine", RECIPE)
