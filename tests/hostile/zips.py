"""Zips that are cut short, lie, hold too much or nothing, or name places outside."""

from __future__ import annotations

import random
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.hostile.case import Case, Family, Make, Route, bind, writes
from tests.hostile.shapefile_bytes import patched
from tests.hostile.sources import frame, shapefile, single, truth, written
from tests.hostile.zip_bytes import archive_of, bomb, entry, of_shapefile, packed_zeros, zipped, zipped_list

FAMILY = Family("zips", Route.LAYER, truth)
_SEED, _FLIPS = 4004, 8


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _cut()
    yield from _outside()
    yield from _bombs()
    yield from _members()
    yield from _contents()
    yield from _lies()


def _zip(content: Callable[[], bytes], name: str = "layer.zip") -> Make:
    return writes(name, content)


def _cut() -> Iterator[Case]:
    for at in (0, 1, 4, 10, 30, 34, 100, 1000):
        yield FAMILY.refused(f"cut at byte {at}", _zip(bind(lambda at: of_shapefile()[:at], at)))
    for share in (25, 50, 75, 90):
        yield FAMILY.refused(
            f"cut at {share} per cent", _zip(bind(lambda s: of_shapefile()[: len(of_shapefile()) * s // 100], share))
        )
    for back in (1, 21, 22, 23, 60):
        yield FAMILY.refused(f"cut {back} bytes before its end", _zip(bind(lambda b: of_shapefile()[:-b], back)))
    yield FAMILY.refused("its beginning is gone", _zip(lambda: of_shapefile()[200:]))
    yield FAMILY.either("something stands before it", _zip(lambda: b"PK\3\4" + bytes(500) + of_shapefile()))
    yield FAMILY.either("something stands behind it", _zip(lambda: of_shapefile() + bytes(500)))
    yield FAMILY.refused("only its end", _zip(lambda: b"PK\5\6" + bytes(18)))


def _outside() -> Iterator[Case]:
    names = {
        "../": "../layer",
        "../../../": "../../../../../../layer",
        "within": "a/../../layer",
        "absolute": "/tmp/borderkit-hostile/layer",  # noqa: S108
        "backslashes": "..\\..\\layer",
        "drive": "C:\\layer",
        "drive and slash": "C:/layer",
        "share": "\\\\server\\share\\layer",
        "home": "~/layer",
        "empty parts": "//layer",
        "a dot": "./layer",
        "trailing dots": ".../layer",
        "a device of Windows": "CON",
    }
    harmless = ("~/layer", "./layer", ".../layer", "CON")
    for what, prefix in names.items():
        make = _zip(bind(_with_prefix, prefix))
        yield (FAMILY.opened if prefix in harmless else FAMILY.refused)(f"names with {what}", make)
    for what, name in {
        "../": b"../escaped.txt",
        "absolute": b"/tmp/borderkit-hostile-escaped.txt",
        "zero bytes": b"note\0.txt",
        "a line break": b"a\nb.txt",
        "no name": b"",
    }.items():
        stray = (name, b"escaped")
        harmless_name = what in ("a line break", "no name")
        yield (FAMILY.either if harmless_name else FAMILY.refused)(
            f"a stray file beside the layer, its name with {what}", _zip(bind(lambda s: _with_stray(*s), stray))
        )
    yield FAMILY.refused("a member is a link", _zip(_with_link))
    yield FAMILY.refused("the shp is a link", _zip(lambda: _with_link(".shp")))


def _with_prefix(prefix: str) -> bytes:
    return archive_of([_plain(f"{prefix}{ending}".encode(), content) for ending, content in shapefile().items()])


def _plain(name: bytes, content: bytes) -> tuple[bytes, bytes]:
    return entry(name, content, len(content), zlib.crc32(content), method=0)


def _with_stray(name: bytes, content: bytes) -> bytes:
    members = [_plain(f"layer{ending}".encode(), part) for ending, part in shapefile().items()]
    return archive_of([*members, _plain(name, content)])


def _with_link(ending: str = ".txt") -> bytes:
    members: list[tuple[str | zipfile.ZipInfo, bytes]] = [
        (f"layer{e}", c) for e, c in shapefile().items() if e != ending
    ]
    link = zipfile.ZipInfo(f"layer{ending}")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return zipped_list([*members, (link, b"/etc/passwd")])


def _bombs() -> Iterator[Case]:
    for name in (b"layer.shp", b"layer.geojson", b"layer.kml", b"layer.gpkg", b"layer.fgb"):
        yield FAMILY.refused(f"a bomb of 3 gigabytes, {name.decode()}", _zip(bind(lambda n: bomb(n, 3000), name)))
        yield FAMILY.refused(
            f"a bomb that says it had a hundred bytes, {name.decode()}",
            _zip(bind(lambda n: bomb(n, 1500, told=100), name)),
        )
    yield FAMILY.refused("a bomb as the dbf", _zip(_bomb_as_dbf))
    yield FAMILY.refused(
        "a bomb that says it had 30 megabytes", _zip(lambda: bomb(b"layer.geojson", 2000, told=30_000_000))
    )
    yield FAMILY.opened("a bomb beside the layer that nobody unpacks", _zip(_bomb_beside))
    yield FAMILY.refused("a thousand members that are one and the same", _zip(_overlapping))
    yield FAMILY.refused("a hundred thousand members", _zip(lambda: _many(100_000)))
    yield FAMILY.refused("a zip in a zip in a zip", _zip(lambda: zipped({"a.zip": zipped({"b.zip": of_shapefile()})})))
    yield FAMILY.refused(
        "a hundred zips in a zip", _zip(lambda: zipped({f"{n}.zip": bomb(b"a.shp", 50) for n in range(100)}))
    )
    yield FAMILY.either("sixty thousand members without names", _zip(lambda: archive_of([_plain(b"", b"")] * 60_000)))


def _bomb_as_dbf() -> bytes:
    members = [_plain(f"layer{e}".encode(), c) for e, c in shapefile().items() if e != ".dbf"]
    return archive_of([*members, entry(b"layer.dbf", packed_zeros(2000), 2000 << 20)])


def _bomb_beside() -> bytes:
    members = [_plain(f"layer{e}".encode(), c) for e, c in shapefile().items()]
    return archive_of([*members, entry(b"readme.txt", packed_zeros(500), 500 << 20)])


def _overlapping() -> bytes:
    packed = packed_zeros(20)
    made = [entry(f"{n:04}.shp".encode(), packed, 20 << 20) for n in range(1000)]
    return archive_of([(made[0][0], central) for _, central in made], overlapping=True)


def _many(number: int) -> bytes:
    return archive_of([_plain(f"{n}.txt".encode(), b"") for n in range(number)])


def _members() -> Iterator[Case]:
    for what, method in {"stored": zipfile.ZIP_STORED, "bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}.items():
        yield FAMILY.opened(f"packed with {what}", _zip(bind(lambda m: of_shapefile(method=m), method)))
    for method in (1, 9, 93, 99, 65_535):
        yield FAMILY.refused(
            f"packed with method {method}",
            _zip(bind(lambda m: archive_of([entry(b"layer.shp", b"abc" * 50, 150, method=m)]), method)),
        )
    yield FAMILY.refused(
        "locked with a password", _zip(lambda: archive_of([entry(b"layer.shp", b"abc" * 50, 150, flags=1)]))
    )
    yield FAMILY.opened("in a folder", _zip(lambda: of_shapefile("folder/deeper/layer")))
    yield FAMILY.opened("the name has markup", _zip(lambda: of_shapefile("<b>&lt;")))
    yield FAMILY.opened("the name is not ASCII", _zip(lambda: of_shapefile("Doña Ana 县")))
    yield FAMILY.either(
        "the name is in an unknown encoding",
        _zip(lambda: archive_of([_plain(b"\xff\xfe\x80" + e.encode(), c) for e, c in shapefile().items()])),
    )
    yield FAMILY.either("the name has ten thousand letters", _zip(lambda: of_shapefile("x" * 10_000)))
    yield FAMILY.either("the name has a line break", _zip(lambda: of_shapefile("a\nb")))
    yield FAMILY.either(
        "a folder called like a shapefile",
        _zip(lambda: zipped({"a.shp/": b"", **{f"layer{e}": c for e, c in shapefile().items()}})),
    )
    yield FAMILY.refused(
        "a part twice",
        _zip(lambda: zipped_list([*((f"layer{e}", c) for e, c in shapefile().items()), ("layer.dbf", b"")])),
    )
    yield FAMILY.refused(
        "a part twice, once in capitals",
        _zip(lambda: zipped_list([*((f"layer{e}", c) for e, c in shapefile().items()), ("LAYER.DBF", b"")])),
    )
    yield FAMILY.opened(
        "with what macOS adds",
        _zip(lambda: zipped({**{f"layer{e}": c for e, c in shapefile().items()}, "__MACOSX/._layer.shp": b"x"})),
    )


def _contents() -> Iterator[Case]:
    yield FAMILY.refused("empty", _zip(lambda: zipped({})))
    yield FAMILY.refused("only a text", _zip(lambda: zipped({"readme.txt": b"hello"})))
    for ending in (".shx", ".dbf", ".shp"):
        yield FAMILY.refused(
            f"without the {ending[1:]}",
            _zip(bind(lambda e: zipped({f"layer{x}": c for x, c in shapefile().items() if x != e}), ending)),
        )
    yield FAMILY.opened(
        "without the prj",
        _zip(lambda: zipped({f"layer{x}": c for x, c in shapefile().items() if x != ".prj"})),
        told=r"coordinate system|\.prj",
    )
    yield FAMILY.refused("only the dbf", _zip(lambda: zipped({"layer.dbf": shapefile()[".dbf"]})))
    yield FAMILY.refused("a file geodatabase", _zip(lambda: zipped({"a.gdb/a00000001.gdbtable": b"x" * 99})))
    yield FAMILY.refused("a virtual layer of GDAL", _zip(lambda: zipped({"layer.vrt": b"<OGRVRTDataSource/>"})))
    for ending in (".gpkg", ".geojson", ".fgb", ".kml"):
        yield FAMILY.opened(f"a {ending[1:]} in it", _zip(bind(lambda e: zipped({f"layer{e}": single(e)}), ending)))
        yield FAMILY.refused(
            f"half a {ending[1:]} in it",
            _zip(bind(lambda e: zipped({f"layer{e}": single(e)[: len(single(e)) // 2]}), ending)),
        )
    yield FAMILY.opened("a kmz", _zip(lambda: zipped({"doc.kml": single(".kml")}), "layer.kmz"))
    yield FAMILY.opened(
        "a kmz with pictures",
        _zip(lambda: zipped({"doc.kml": single(".kml"), "files/icon.png": b"\x89PNG"}), "layer.kmz"),
    )
    yield FAMILY.refused("a kmz without a kml", _zip(lambda: zipped({"files/icon.png": b"\x89PNG"}), "layer.kmz"))
    yield FAMILY.opened(
        "a damaged layer beside a good one",
        _zip(lambda: zipped({"a.shp": b"\0\0'\n" + bytes(50), **{f"layer{e}": c for e, c in shapefile().items()}})),
        told="a.sh",
    )
    yield FAMILY.opened("a layer of points beside it", _zip(_points_beside))
    yield FAMILY.refused(
        "a spreadsheet called zip", _zip(lambda: zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}))
    )
    yield FAMILY.refused("not a zip at all", _zip(lambda: b"Rar!\x1a\x07\0" + bytes(500)))
    yield FAMILY.opened("ending in .shp.zip", _zip(of_shapefile, "layer.shp.zip"))


def _points_beside() -> bytes:
    centres = frame().set_geometry(frame().geometry.apply(lambda outline: outline.representative_point()))
    points = {f"places{e}": c for e, c in written(centres, ".shp").items()}
    return zipped({**points, **{f"units{e}": c for e, c in shapefile().items()}})


def _lies() -> Iterator[Case]:
    yield FAMILY.refused("a checksum is wrong", _zip(lambda: _wrong(14, b"\1\2\3\4")))
    yield FAMILY.refused("a size is too small", _zip(lambda: _wrong(22, struct.pack("<I", 10))))
    yield FAMILY.refused("a size is too large", _zip(lambda: _wrong(22, struct.pack("<I", 10**8))))
    yield FAMILY.refused("a size is the largest", _zip(lambda: _wrong(22, b"\xff" * 4)))
    yield FAMILY.either("a packed size is too large", _zip(lambda: _wrong(18, struct.pack("<I", 10**8))))
    yield FAMILY.refused(
        "the list lies beyond the end",
        _zip(lambda: patched(of_shapefile(), len(of_shapefile()) - 6, b"\xff\xff\xff\x7f")),
    )
    yield FAMILY.refused(
        "it says there are more members",
        _zip(lambda: patched(of_shapefile(), len(of_shapefile()) - 12, b"\xff\x00\xff\x00")),
    )
    yield FAMILY.either(
        "a comment of 65,535 bytes is announced",
        _zip(lambda: patched(of_shapefile(), len(of_shapefile()) - 2, b"\xff\xff")),
    )
    for number in range(_FLIPS):
        yield FAMILY.either(f"random bytes in the list at its end, {number + 1}", _zip(bind(_scattered, number)))


def _wrong(at: int, new: bytes) -> bytes:
    """Return the zip with another value for its first member, before it and in the list (ZIP, APPNOTE 4.3)."""
    content = of_shapefile()
    listed = content.index(b"PK\1\2")
    return patched(patched(content, at, new), listed + at + 2, new)


def _scattered(number: int) -> bytes:
    content, chance = of_shapefile(), random.Random(f"{_SEED} {number}")
    for _ in range(3):
        content = patched(
            content, chance.randrange(content.index(b"PK\1\2"), len(content)), bytes([chance.randrange(256)])
        )
    return content
