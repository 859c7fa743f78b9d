"""The prepared file: opened if it fits, built anew if it is missing, stale or damaged."""

import random
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER, BUNDLED_PREPARED, find_prepared_bundled, open_bundled
from borderkit.errors import LayerError, OperationCancelled, PreparedFileError
from borderkit.prepare import _anchors, prepare
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from tests.layers import counties_of, write_layer

DELIVERED = locations.shapefiles() / BUNDLED_PREPARED


class Recording:
    """A progress that remembers, and stops the work after some reports."""

    def __init__(self, stop_after: int = 1000) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self._stop_after = stop_after

    def report(self, done: int, total: int, what: str) -> None:
        self.reports.append((done, total, what))
        if len(self.reports) >= self._stop_after:
            raise OperationCancelled


@pytest.fixture
def own_shapefiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled layer that a test may damage."""
    folder = tmp_path / "shapefiles"
    shutil.copytree(locations.shapefiles(), folder)
    monkeypatch.setattr(locations, "shapefiles", lambda: folder)
    return folder


def test_the_delivered_file_fits_the_delivered_layer() -> None:
    assert PreparedLayer(DELIVERED).is_made_from(locations.shapefiles() / BUNDLED_LAYER)


def read_everything(path: Path) -> None:
    prepared = PreparedLayer(path)
    for position in range(len(prepared.tolerances)):
        prepared.level(position)


@pytest.mark.parametrize("length", [0, 10, 100_000, 15_000_000])
def test_a_truncated_file_is_noticed(tmp_path: Path, length: int) -> None:
    path = tmp_path / "cut.npz"
    path.write_bytes(DELIVERED.read_bytes()[:length])
    with pytest.raises(PreparedFileError):
        PreparedLayer(path)


def test_a_flipped_byte_is_noticed_where_it_is_read(tmp_path: Path) -> None:
    content = bytearray(DELIVERED.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path = tmp_path / "flipped.npz"
    path.write_bytes(content)
    with pytest.raises(PreparedFileError, match="damaged"):
        read_everything(path)


def test_missing_it_is_built_anew_in_the_cache_and_found_there_next_time(own_shapefiles: Path, own_home: Path) -> None:
    (own_shapefiles / BUNDLED_PREPARED).unlink()
    assert find_prepared_bundled() is None
    progress = Recording()
    built = open_bundled(progress)
    assert (own_home / "cache" / BUNDLED_PREPARED).is_file()
    steps = list(dict.fromkeys(done for done, _, _ in progress.reports))
    assert steps == list(range(8))
    assert progress.reports[-1][:2] == (7, 7)
    np.testing.assert_array_equal(built.layer.figures, PreparedLayer(DELIVERED).layer.figures)
    assert find_prepared_bundled() is not None


def test_stale_it_is_not_used(own_shapefiles: Path) -> None:
    with (own_shapefiles / "us_counties.prj").open("a", encoding="ascii") as file:
        file.write("\n")
    assert find_prepared_bundled() is None


def test_building_stops_when_asked_and_leaves_nothing(own_shapefiles: Path, own_home: Path) -> None:
    (own_shapefiles / BUNDLED_PREPARED).write_bytes(b"junk")
    with pytest.raises(OperationCancelled):
        open_bundled(Recording(stop_after=3))
    assert not list((own_home / "cache").iterdir())


def test_without_layer_and_prepared_file_the_reason_is_told(own_shapefiles: Path) -> None:
    for file in own_shapefiles.iterdir():
        file.unlink()
    with pytest.raises(LayerError, match=r"us_counties\.shp does not exist"):
        open_bundled(Silent())


def test_flipped_bits_anywhere_in_the_heads_are_damage_and_nothing_else(tmp_path: Path) -> None:
    """Small files, so that heads and directory are what is hit."""
    chance = random.Random(3)
    small = tmp_path / "small.npz"
    np.savez(small, meta=np.frombuffer(b"{}", np.uint8), home=np.zeros(3))
    whole = small.read_bytes()
    for _ in range(400):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        small.write_bytes(content)
        with pytest.raises(PreparedFileError):
            PreparedLayer(small)


def test_an_outline_that_the_map_has_no_place_for_is_refused_by_its_row(tmp_path: Path) -> None:
    frame = counties_of("DE").sort_values("GEOID").reset_index(drop=True)
    frame.loc[1, "geometry"] = shapely.box(-75, 95, -74, 96)
    path = write_layer(tmp_path / "wrong.gpkg", frame)
    with pytest.raises(LayerError, match=r"wrong\.gpkg: In the row 2 a position lies off the earth"):
        prepare(path, tmp_path / "wrong.npz", Silent())


def test_a_unit_too_small_to_draw_keeps_its_figures_and_its_anchor(tmp_path: Path) -> None:
    frame = counties_of("DE").sort_values("GEOID").reset_index(drop=True)
    frame.loc[1, "geometry"] = shapely.box(-75, 39, -75 + 1e-7, 39 + 1e-7)
    path = write_layer(tmp_path / "tiny.gpkg", frame)
    prepare(path, tmp_path / "tiny.npz", Silent())
    prepared = PreparedLayer(tmp_path / "tiny.npz")
    assert len(prepared.layer) == len(prepared.anchors) == 3
    assert np.diff(prepared.level(3).rings_of).tolist()[1] == 0
    assert prepared.layer.figures[:, 0].tolist() == frame["ALAND"].tolist()


def test_units_without_outline_lie_out_of_reach() -> None:
    """Hawaii's far islets are not drawn; a unit made of them alone has nothing on the map."""
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.Polygon(), shapely.box(20, 0, 30, 10)], dtype=object)
    anchors = _anchors(shapes)
    assert anchors[[0, 2]].tolist() == [[5, 5], [25, 5]]
    assert (anchors[1] < -(10**9)).all()
