"""Outlines come from the layer's own file, in its order, once for all who use them at a time."""

import gc
import os
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest
import shapely

from borderkit import full_detail as module
from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER
from borderkit.errors import BorderkitError, LayerError
from borderkit.full_detail import full_detail
from borderkit.layer import UnitLayer
from borderkit.layer_cache import prepared_layer
from borderkit.opening import load_layer
from borderkit.progress import Silent
from borderkit.projection import Geometries
from tests.layers import counties_of, write_layer, write_states


def test_the_bundled_layer_knows_its_file_and_gets_its_outlines_in_the_order_of_units(counties: UnitLayer) -> None:
    assert counties.source == locations.shapefiles() / BUNDLED_LAYER
    geometries = full_detail(counties)
    frame = pyogrio.read_dataframe(counties.source, where="GEOID = '51610'")
    assert len(geometries) == 3142
    assert geometries[counties.index_of["51610"]].equals_exact(frame.geometry.iloc[0])
    assert shapely.get_num_coordinates(geometries).sum() == 1_020_782


def test_a_persons_layer_knows_its_file_read_or_from_the_cache(tmp_path: Path) -> None:
    path = write_states(tmp_path / "delaware.gpkg", "DE")
    assert load_layer(path).source == path
    for _ in ("prepared", "found again"):
        layer = prepared_layer(path, Silent()).layer
        assert layer.source == path
        assert len(full_detail(layer)) == 3


def test_what_is_in_use_is_not_read_twice_and_goes_with_its_last_user(
    northwest: UnitLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gc.collect()
    reads: list[Path] = []
    read = module._read

    def counted(layer: UnitLayer, source: Path) -> Geometries:
        reads.append(source)
        return read(layer, source)

    monkeypatch.setattr(module, "_read", counted)
    first, second = full_detail(northwest), full_detail(northwest)
    assert first is second
    assert len(reads) == 1
    del first, second
    gc.collect()
    full_detail(northwest)
    assert len(reads) == 2


def test_a_layer_without_a_file_is_refused(grid: UnitLayer) -> None:
    with pytest.raises(BorderkitError, match=r"grid was not read from a file.*Open it"):
        full_detail(grid)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    path = write_states(tmp_path / "delaware.gpkg", "DE")
    layer = load_layer(path)
    path.unlink()
    with pytest.raises(LayerError, match=r"delaware.gpkg is gone.*Put the file back"):
        full_detail(layer)


@pytest.mark.parametrize("states", [("RI",), ("DE", "RI")])
def test_a_file_with_other_units_now_is_told(tmp_path: Path, states: tuple[str, ...]) -> None:
    path = write_states(tmp_path / "layer.gpkg", "DE")
    layer = load_layer(path)
    path.unlink()
    write_states(path, *states)
    with pytest.raises(LayerError, match=r"has changed since.*Open the layer again"):
        full_detail(layer)


def test_a_file_with_other_figures_now_is_told(tmp_path: Path) -> None:
    frame = counties_of("DE")
    path = write_layer(tmp_path / "layer.gpkg", frame)
    layer = load_layer(path)
    path.unlink()
    write_layer(path, frame.assign(POP2020=frame["POP2020"] + 1))
    with pytest.raises(LayerError, match="has changed since"):
        full_detail(layer)


def test_a_file_that_was_only_touched_is_the_same(tmp_path: Path) -> None:
    path = write_states(tmp_path / "layer.gpkg", "DE")
    layer = load_layer(path)
    os.utime(path, (1, 1))
    assert len(full_detail(layer)) == 3


def test_outlines_that_cross_themselves_are_repaired_and_others_left(tmp_path: Path) -> None:
    frame = counties_of("DE").sort_values("GEOID").reset_index(drop=True)
    bow = shapely.Polygon([(-75, 38), (-74, 39), (-74, 38), (-75, 39)])
    frame.loc[0, "geometry"] = bow
    path = write_layer(tmp_path / "layer.gpkg", frame)
    layer = replace(load_layer(write_states(tmp_path / "good.gpkg", "DE")), source=path)
    geometries = full_detail(layer)
    assert shapely.is_valid(geometries).all()
    assert shapely.area(geometries[0]) == pytest.approx(0.5)
    assert shapely.get_type_id(geometries[0]) == shapely.GeometryType.MULTIPOLYGON
    kept = [set(map(tuple, shapely.get_coordinates(outline))) for outline in geometries[1:]]
    assert kept == [set(map(tuple, shapely.get_coordinates(outline))) for outline in frame.geometry[1:]]
