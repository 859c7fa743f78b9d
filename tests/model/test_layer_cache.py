"""Prepared files of a person's own layers: found again while they fit, and not too many of them."""

import os
import subprocess
from pathlib import Path

import pytest

from borderkit import layer_cache, locations
from borderkit.errors import LayerError, OperationCancelled
from borderkit.layer_cache import prepared_layer
from borderkit.progress import Silent
from tests.layers import counties_of, write_layer, write_states


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What processes were started."""
    seen: list[object] = []
    start = subprocess.Popen

    def note(command: object, **options: object) -> object:
        seen.append(command)
        return start(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", note)
    return seen


def files() -> list[Path]:
    return sorted(locations.cache().iterdir())


def test_a_layer_is_prepared_once_and_found_again(tmp_path: Path, starts: list[object]) -> None:
    path = write_states(tmp_path / "states.gpkg", "RI", "DE")
    first, second = prepared_layer(path, Silent()), prepared_layer(path, Silent())
    assert len(starts) == 1
    assert first.layer.geoids == second.layer.geoids
    assert len(second.layer) == 8
    assert second.layer.name == "states"
    assert len(files()) == 1


@pytest.mark.parametrize("name", ["states.gpkg", "states.shp"])
def test_another_content_is_prepared_anew(tmp_path: Path, name: str) -> None:
    frame = counties_of("DE")
    path = write_layer(tmp_path / name, frame)
    prepared_layer(path, Silent())
    frame["FULLNAME"] = ["Kent", "New Castle", "Sussex"]
    for file in tmp_path.glob("states.*"):
        file.unlink()
    write_layer(path, frame.sort_values("GEOID"))
    assert prepared_layer(path, Silent()).layer.names == ("Kent", "New Castle", "Sussex")


def test_a_shapefile_told_another_encoding_is_read_anew(tmp_path: Path) -> None:
    frame = counties_of("DE")
    frame["FULLNAME"] = ["Ä", "Ö", "Ü"]
    path = write_layer(tmp_path / "states.shp", frame)
    right = prepared_layer(path, Silent()).layer.names
    (tmp_path / "states.cpg").write_text("ISO-8859-1", encoding="ascii")
    wrong = prepared_layer(path, Silent()).layer.names
    assert sorted(right) == ["Ä", "Ö", "Ü"]
    assert sorted(wrong) == ["Ã\x84", "Ã\x96", "Ã\x9c"]


def test_of_two_files_with_one_name_each_is_itself(tmp_path: Path) -> None:
    for folder, state in (("a", "DE"), ("b", "RI")):
        (tmp_path / folder).mkdir()
        write_states(tmp_path / folder / "states.gpkg", state)
    units = [len(prepared_layer(tmp_path / folder / "states.gpkg", Silent()).layer) for folder in "ab"]
    assert units == [3, 5]


def test_a_shapefile_beside_a_geopackage_of_that_name_does_not_stand_for_it(tmp_path: Path) -> None:
    write_states(tmp_path / "states.shp", "RI")
    path = write_states(tmp_path / "states.gpkg", "DE")
    assert len(prepared_layer(path, Silent()).layer) == 3
    path.unlink()
    write_states(path, "CT")
    assert len(prepared_layer(path, Silent()).layer) == 8


def test_damaged_it_is_prepared_anew(tmp_path: Path, starts: list[object]) -> None:
    path = write_states(tmp_path / "states.gpkg", "DE")
    prepared_layer(path, Silent())
    (prepared,) = files()
    content = bytearray(prepared.read_bytes())
    content[len(content) // 2] ^= 1
    prepared.write_bytes(content)
    prepared_layer(path, Silent()).level(0)
    assert len(starts) == 2


def test_of_many_old_ones_the_latest_stay(tmp_path: Path) -> None:
    path = write_states(tmp_path / "states.gpkg", "DE")
    prepared_layer(path, Silent())
    (current,) = files()
    others = [locations.cache() / f"layer-{n}.npz" for n in range(9)]
    for n, other in enumerate(others):
        other.write_bytes(b"")
        if n:  # the first one was used today
            os.utime(other, (n, n))
    (locations.cache() / "us_counties.prepared.npz").write_bytes(b"")
    os.utime(locations.cache() / "us_counties.prepared.npz", (1, 1))
    half_made = locations.cache() / ".preparing-x"
    half_made.mkdir()
    os.utime(half_made, (1, 1))
    prepared_layer(path, Silent())
    kept = {file.name for file in files()}
    assert kept == {current.name, "us_counties.prepared.npz", *(f"layer-{n}.npz" for n in (0, 6, 7, 8))}


def test_many_that_were_used_today_all_stay(tmp_path: Path) -> None:
    path = write_states(tmp_path / "states.gpkg", "DE")
    locations.cache().mkdir(parents=True)
    for n in range(9):
        (locations.cache() / f"layer-{n}.npz").write_bytes(b"")
    prepared_layer(path, Silent())
    assert len(files()) == 10


@pytest.mark.parametrize("name", ["gone.shp", "gone.gpkg", "no folder/gone.shp", "x" * 300 + ".gpkg", "half.shp"])
def test_a_file_that_cannot_be_read_is_refused_before_anything_begins(
    tmp_path: Path, starts: list[object], name: str
) -> None:
    (tmp_path / "half.dbf").write_bytes(b"")
    with pytest.raises(LayerError, match=r"does not exist|cannot be read"):
        prepared_layer(tmp_path / name, Silent())
    assert not starts


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "all.shp").mkdir()
    with pytest.raises(LayerError, match="is a folder"):
        prepared_layer(tmp_path / "all.shp", Silent())


def test_cancelled_it_leaves_nothing(tmp_path: Path) -> None:
    class Stopping:
        def report(self, done: int, total: int, what: str) -> None:
            if what.startswith("Simplifying"):
                raise OperationCancelled

    with pytest.raises(OperationCancelled):
        prepared_layer(write_states(tmp_path / "states.gpkg", "DE"), Stopping())
    assert not files()


def test_where_the_cache_cannot_be_written_the_reason_is_told(tmp_path: Path, own_home: Path) -> None:
    own_home.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(LayerError, match="BORDERKIT_HOME"):
        prepared_layer(write_states(tmp_path / "states.gpkg", "DE"), Silent())


def test_large_files_are_known_by_their_ends_and_their_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("borderkit.prepared._LARGE_FILE", 1000)
    monkeypatch.setattr("borderkit.prepared._PART_OF_LARGE_FILE", 100)
    path = tmp_path / "large.gpkg"
    keys = set()
    for content in (b"a" * 2000, b"b" + b"a" * 1999, b"a" * 1999 + b"b"):
        path.write_bytes(content)
        os.utime(path, (5, 5))
        keys.add(layer_cache._key(path, None))
    os.utime(path, (6, 6))
    keys.add(layer_cache._key(path, None))
    assert len(keys) == 4
