"""Zips of layers are opened whatever folders they hold; what is not safe to unpack is refused, and nothing is left."""

from __future__ import annotations

import stat
import struct
import tempfile
import warnings
import zipfile
from pathlib import Path

import pytest

from borderkit.errors import LayerError, OperationCancelled
from borderkit.own_layer import archives, sources
from borderkit.own_layer.probing import probe
from borderkit.own_layer.rows import read_rows
from tests.own_layer.files import layer_file, packed, set_members, units


@pytest.fixture(autouse=True)
def private_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Unpack into a folder of the test's own, so that what is left would be seen."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@pytest.fixture(autouse=True)
def _nothing_is_left(private_place: Path) -> object:
    yield
    assert list(private_place.iterdir()) == []


def refusal(path: Path) -> str:
    """Return what a person is told when a zip is refused."""
    with pytest.raises(LayerError) as caught:
        probe(path)
    return str(caught.value)


def test_a_zipped_shapefile_is_opened_with_its_encoding_and_coordinates(tmp_path: Path) -> None:
    found = probe(packed(tmp_path / "units.zip", set_members(layer_file(tmp_path))))
    (layer,) = found.layers
    assert (layer.name, layer.rows, layer.crs, found.encoding) == ("units", 6, "EPSG:4269", "UTF-8")
    rows = read_rows(found, "units")
    assert rows.columns["NAME"][0] == "Doña Ana"
    assert rows.geometries[0].bounds == (-106, 32, -105, 33)


def test_the_shapefiles_in_folders_of_a_zip_are_told_apart(tmp_path: Path) -> None:
    one = layer_file(tmp_path, name="precincts")
    two = layer_file(tmp_path, name="tracts", frame=units(3))
    path = packed(
        tmp_path / "both.zip",
        {
            **set_members(one, "oregon/"),
            **set_members(two, "oregon/"),
            **set_members(two, "x/"),
            **{f"idaho/precincts.{file.suffix[1:]}": file for file in set_members(two).values()},  # type: ignore[union-attr]
            "__MACOSX/oregon/._precincts.shp": b"\x00\x05\x16\x07",
            "readme.txt": b"hello",
        },
    )
    found = probe(path)
    assert {layer.name: layer.rows for layer in found.layers} == {
        "idaho/precincts": 3,
        "oregon/precincts": 6,
        "oregon/tracts": 3,
        "x/tracts": 3,
    }
    assert len(read_rows(found, "idaho/precincts")) == 3
    assert len(read_rows(found, "oregon/precincts")) == 6


def test_endings_within_a_zip_may_be_in_large_letters(tmp_path: Path) -> None:
    members = {name.upper(): file for name, file in set_members(layer_file(tmp_path)).items()}
    found = probe(packed(tmp_path / "UNITS.ZIP", members))
    assert found.layers[0].crs == "EPSG:4269"
    assert len(read_rows(found, "UNITS", fields=["NAME"])) == 6


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".fgb", ".kml"])
def test_other_formats_can_be_zipped_too(tmp_path: Path, ending: str) -> None:
    path = layer_file(tmp_path, ending)
    found = probe(packed(tmp_path / "any.zip", {f"deep/er/{path.name}": path}))
    assert [layer.name for layer in found.layers] == ["units"]
    assert len(read_rows(found, "units")) == 6


def test_several_formats_in_one_zip_are_all_listed(tmp_path: Path) -> None:
    geopackage = layer_file(tmp_path, ".gpkg", "a", layer="inner")
    found = probe(
        packed(tmp_path / "any.zip", {"a.gpkg": geopackage, "b.geojson": layer_file(tmp_path, ".geojson", "b")})
    )
    assert [layer.name for layer in found.layers] == ["a: inner", "b"]
    assert [len(read_rows(found, layer.name)) for layer in found.layers] == [6, 6]


def test_a_member_that_is_no_layer_is_left_out_and_said(tmp_path: Path) -> None:
    members = {**set_members(layer_file(tmp_path)), "about.json": b'{"title": "about"}', "x.gpkg": b"no database"}
    found = probe(packed(tmp_path / "units.zip", members))
    assert [layer.name for layer in found.layers] == ["units"]
    assert [remark[:36] for remark in found.remarks] == [
        "Left out: units.zip, about.json is J",
        "Left out: units.zip, x.gpkg is no Ge",
    ]


@pytest.mark.parametrize("part", ["shx", "dbf"])
def test_a_zipped_shapefile_with_a_part_missing_is_refused(tmp_path: Path, part: str) -> None:
    endings = [ending for ending in ("shp", "shx", "dbf", "prj") if ending != part]
    path = packed(tmp_path / "units.zip", set_members(layer_file(tmp_path), endings=endings))
    assert f"units.zip, units.shp has no units.zip, units.{part} beside it" in refusal(path)


@pytest.mark.parametrize("name", ["../units.shp", "/units.shp", "a/../../units.shp", "..\\units.shp", "C:/units.shp"])
def test_a_name_that_leads_outside_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    layer = layer_file(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    path = packed(tmp_path / "evil.zip", {**set_members(layer), name: b"x"})
    assert "names a place outside of it" in refusal(path)
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_a_link_within_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "link.zip"
    link = zipfile.ZipInfo("units.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "is a link to another file" in refusal(path)


def test_a_name_that_comes_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("units.shp", b"one")
        archive.writestr("UNITS.shp", b"two")
    assert "holds units.shp more than once" in refusal(path)


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "locked.zip", set_members(layer_file(tmp_path)))
    content = bytearray(path.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    path.write_bytes(content)
    assert "is locked with a password" in refusal(path)


def test_a_zip_within_a_zip_is_refused_with_the_way_out(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", set_members(layer_file(tmp_path)))
    assert "holds another archive" in refusal(packed(tmp_path / "outer.zip", {"inner.zip": inner}))


def test_a_zip_without_layers_is_refused(tmp_path: Path) -> None:
    assert "holds no layer" in refusal(packed(tmp_path / "x.zip", {"a.txt": b"x"}))
    assert "holds no layer" in refusal(packed(tmp_path / "y.zip", {}))
    members = set_members(layer_file(tmp_path), endings=("shx", "dbf"))
    assert "but no .shp" in refusal(packed(tmp_path / "z.zip", members))


def test_a_zip_that_unpacks_to_far_more_than_its_size_is_refused_unopened(tmp_path: Path) -> None:
    path = packed(tmp_path / "bomb.zip", {"units.gpkg": bytes(60_000_000)})
    assert path.stat().st_size < 100_000
    assert "would unpack to far more than a layer has" in refusal(path)


def test_a_zip_that_lies_about_a_size_is_refused_while_it_is_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "liar.zip", {"units.geojson": b'{"type": "FeatureCollection"' + b" " * 5_000_000})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(mark)
        content[at + offset : at + offset + 4] = struct.pack("<I", 1_000)
    path.write_bytes(content)
    assert refusal(path).startswith("liar.zip")


def test_a_zip_of_too_many_members_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "many.zip", {f"{number}.txt": b"" for number in range(5_001)})
    assert "holds 5,001 files" in refusal(path)


def test_a_zip_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "units.zip", set_members(layer_file(tmp_path)))
    whole = path.read_bytes()
    for cut in range(1, len(whole) - 1, len(whole) // 40):
        path.write_bytes(whole[:cut])
        assert "units.zip" in refusal(path)


def test_damage_within_a_member_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "units.zip", {"units.gpkg": layer_file(tmp_path, ".gpkg")})
    content = bytearray(path.read_bytes())
    content[500:600] = bytes(100)
    path.write_bytes(content)
    assert "units.gpkg within it cannot be unpacked" in refusal(path)


def test_unpacking_can_be_stopped(tmp_path: Path) -> None:
    class Stopping:
        def report(self, done: int, total: int, what: str) -> None:
            raise OperationCancelled

    path = packed(tmp_path / "units.zip", set_members(layer_file(tmp_path)))
    with pytest.raises(OperationCancelled):
        probe(path, Stopping())


def test_only_what_is_asked_for_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(
        tmp_path / "both.zip",
        {**set_members(layer_file(tmp_path, name="a")), **set_members(layer_file(tmp_path, name="b"))},
    )
    unpacked: list[str] = []
    unpack = archives.Packed.unpack

    def note(self: archives.Packed, *rest: object) -> Path:
        unpacked.append(self.name)
        return unpack(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(archives.Packed, "unpack", note)
    with sources.sources_of(path, only="b") as given:
        assert [source.label for source in given] == ["b"]
    assert unpacked == ["b.shp"]
