"""Shapefiles cut short in every part, with parts missing or foreign, and under names that are no plain ones."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.case import Case, Family, Make, Route, bind, without
from tests.hostile.shapefile_bytes import Parts, as_set, cut, records, replace, row
from tests.hostile.sources import IDS, frame, shapefile, truth, written

FAMILY = Family("shapefiles", Route.LAYER, truth)
_ROWS = len(IDS)
#: What the program says where the coordinate system is not known.
NO_CRS = r"coordinate system|\.prj"


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _cut_shp()
    yield from _cut_shx()
    yield from _cut_dbf()
    yield from _cut_side_files()
    yield from _missing()
    yield from _foreign()
    yield from _names()
    yield from _no_files()


def _cut_shp() -> Iterator[Case]:
    for at in (0, 1, 4, 28, 36, 99, 100, 104, 112, 148, 152, 164):
        yield FAMILY.refused(f"shp cut at byte {at}", as_set(cut(".shp", bind(lambda _, at: at, at))))
    for number in (1, 2, 5, _ROWS - 1):
        name = f"shp cut before record {number + 1}"
        yield FAMILY.refused(name, as_set(cut(".shp", bind(lambda shp, n: list(records(shp))[n][0] - 8, number))))
    for back in (1, 8, 16, 4096):
        yield FAMILY.refused(
            f"shp cut {back} bytes before its end", as_set(cut(".shp", bind(lambda shp, b: len(shp) - b, back)))
        )
    yield FAMILY.refused("shp cut in the middle, its length mended", as_set(_cut_and_told))
    yield FAMILY.either(
        "shp cut in the middle, then filled with zeros", as_set(_zeros_after_middle), differs=("area",), told="44009"
    )


def _cut_and_told(parts: Parts) -> None:
    content = parts[".shp"][: len(parts[".shp"]) // 4 * 2]
    parts[".shp"] = content[:24] + struct.pack(">i", len(content) // 2) + content[28:]


def _zeros_after_middle(parts: Parts) -> None:
    size = len(parts[".shp"])
    parts[".shp"] = parts[".shp"][: size // 2].ljust(size, b"\0")


def _cut_shx() -> Iterator[Case]:
    for at in (0, 4, 50, 100, 104, 112, 140):
        yield FAMILY.refused(f"shx cut at byte {at}", as_set(cut(".shx", bind(lambda _, at: at, at))))
    for back in (1, 4, 8):
        yield FAMILY.refused(
            f"shx cut {back} bytes before its end", as_set(cut(".shx", bind(lambda shx, b: len(shx) - b, back)))
        )


def _cut_dbf() -> Iterator[Case]:
    for at in (0, 1, 8, 12, 32, 33, 64, 100, 287, 288, 289):
        yield FAMILY.refused(f"dbf cut at byte {at}", as_set(cut(".dbf", bind(lambda _, at: at, at))))
    for number in (1, 2, 5, _ROWS - 1):
        yield FAMILY.refused(f"dbf cut before row {number + 1}", as_set(cut(".dbf", bind(row, number))))
    yield FAMILY.refused("dbf cut within its last row", as_set(cut(".dbf", lambda dbf: row(dbf, _ROWS) - 3)))
    yield FAMILY.opened("dbf without its end mark", as_set(cut(".dbf", lambda dbf: row(dbf, _ROWS))))
    yield FAMILY.opened("dbf with a megabyte of zeros behind it", as_set(_zeros_behind_dbf))
    yield FAMILY.opened("shp and shx with zeros behind them", as_set(_zeros_behind_shapes))


def _zeros_behind_dbf(parts: Parts) -> None:
    parts[".dbf"] += bytes(1 << 20)


def _zeros_behind_shapes(parts: Parts) -> None:
    parts[".shp"] += bytes(1 << 16)
    parts[".shx"] += bytes(80)


def _cut_side_files() -> Iterator[Case]:
    for at in (0, 1, 30, 80, 120, 166):
        make = as_set(cut(".prj", bind(lambda _, at: at, at)))
        yield FAMILY.either(f"prj cut at byte {at}", make, told=NO_CRS if at < 120 else "")
    for at in (0, 1, 3):
        yield FAMILY.either(f"cpg cut at byte {at}", as_set(cut(".cpg", bind(lambda _, at: at, at))))


def _missing() -> Iterator[Case]:
    yield FAMILY.refused("no dbf", as_set(_less(".dbf")))
    yield FAMILY.refused("no shx", as_set(_less(".shx")))
    yield FAMILY.opened("no prj", as_set(_less(".prj")), told=NO_CRS)
    yield FAMILY.opened("no cpg", as_set(_less(".cpg")))
    yield FAMILY.refused("only the shp", as_set(_less(".shx", ".dbf", ".prj", ".cpg")))
    yield FAMILY.refused("only the shp and the prj", as_set(_less(".shx", ".dbf", ".cpg")))
    yield FAMILY.opened("neither prj nor cpg", as_set(_less(".prj", ".cpg")), told=NO_CRS)
    yield FAMILY.refused("no shp", as_set(_less(".shp")))
    for ending in (".shx", ".dbf", ".prj"):
        yield FAMILY.refused(f"the {ending[1:]} chosen instead", _chosen(ending))


def _less(*endings: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        for ending in endings:
            del parts[ending]

    return change


def _chosen(ending: str) -> Make:
    def make(folder: Path) -> Path:
        return as_set(lambda _: None)(folder).with_suffix(ending)

    return make


def _foreign() -> Iterator[Case]:
    yield FAMILY.refused("dbf of another layer with fewer rows", as_set(lambda parts: _from_other(parts, ".dbf")))
    yield FAMILY.refused("shx of another layer", as_set(lambda parts: _from_other(parts, ".shx")))
    yield FAMILY.refused("shp of another layer", as_set(lambda parts: _from_other(parts, ".shp")))
    for ending, other in {".shp": ".dbf", ".shx": ".shp", ".dbf": ".shx"}.items():
        yield FAMILY.refused(
            f"the bytes of the {other[1:]} in the {ending[1:]}",
            as_set(bind(lambda parts, e, o: parts.update({e: parts[o]}), ending, other)),
        )
        yield FAMILY.refused(f"text in the {ending[1:]}", as_set(replace(**{ending[1:]: b"Not found\n" * 500})))
        yield FAMILY.refused(f"zeros in the {ending[1:]}", as_set(replace(**{ending[1:]: bytes(5000)})))
        yield FAMILY.refused(f"a folder in place of the {ending[1:]}", _folder_for(ending))
    yield FAMILY.either("a folder in place of the prj", _folder_for(".prj"))
    yield FAMILY.refused(
        "a web page in the shp", as_set(replace(shp=b"<!DOCTYPE html><html><body>404</body></html>" * 9))
    )
    yield FAMILY.refused("a virtual layer of GDAL in the shp", as_set(replace(shp=VIRTUAL)))
    yield FAMILY.refused("no rows at all", as_set(lambda parts: parts.update(written(frame().iloc[:0], ".shp"))))
    first = written(frame().iloc[:1], ".shp")
    yield FAMILY.opened(
        "a single row", as_set(lambda parts: parts.update(first)), truth=lambda: without(truth(), *IDS[1:])
    )


#: What would make GDAL follow it to another file.
VIRTUAL = (
    b'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    b"</OGRVRTDataSource>"
)


def _from_other(parts: Parts, ending: str) -> None:
    parts[ending] = written(frame().iloc[:4], ".shp")[ending]


def _folder_for(ending: str) -> Make:
    def make(folder: Path) -> Path:
        path = as_set(lambda parts: parts.pop(ending))(folder)
        path.with_suffix(ending).mkdir()
        return path

    return make


def _names() -> Iterator[Case]:
    names = {
        "markup": "<b>bold<",
        "an entity": "a&amp;b",
        "blanks": "  two  words ",
        "letters beyond ASCII": "Doña Ana 县",
        "a joined emoji": "map 👩‍🌾",
        "a quote": "a\"b'c",
        "a line break": "first\nsecond",
        "per cent signs": "100%41%00",
        "an exclamation mark": "a!b.zip!c",
        "a question mark": "a?b=c",
        "a leading dash": "--layer",
        "a hash": "a#b",
        "a star": "*",
        "a backslash": "a\\b",
        "right-to-left marks": "\u202egpj.\u202c",
        "two hundred letters": "x" * 200,
        "a dollar": "$HOME",
        "a semicolon": "a;DROP TABLE",
        "braces": "{0}%s",
        "a dot": ".hidden",
        "a comma": "a,b",
    }
    for what, stem in names.items():
        yield FAMILY.opened(f"{what} in its name", as_set(lambda _: None, stem))
    yield FAMILY.opened("endings in capitals", _capitals(str.upper))
    yield FAMILY.opened("endings in large and small letters", _capitals(str.title))
    yield FAMILY.opened("in a folder whose name ends in .zip", _within("counties.zip"))
    yield FAMILY.opened("in a folder called like an address", _within("vsicurl"))
    yield FAMILY.opened("a link to it", _link)


def _capitals(written_as: Callable[[str], str]) -> Make:
    def make(folder: Path) -> Path:
        for ending, content in shapefile().items():
            (folder / f"layer{written_as(ending)}").write_bytes(content)
        return folder / f"layer{written_as('.shp')}"

    return make


def _within(name: str) -> Make:
    def make(folder: Path) -> Path:
        (folder / name).mkdir()
        return as_set(lambda _: None)(folder / name)

    return make


def _link(folder: Path) -> Path:
    (folder / "there").mkdir()
    path = as_set(lambda _: None)(folder / "there")
    for ending in shapefile():
        (folder / f"link{ending}").symlink_to(path.with_suffix(ending))
    return folder / "link.shp"


def _no_files() -> Iterator[Case]:
    yield FAMILY.refused("a link that leads nowhere", lambda folder: _linked(folder, "nowhere"))
    yield FAMILY.refused("a link to itself", lambda folder: _linked(folder, "layer.shp"))
    yield FAMILY.refused("a device without end", lambda folder: _linked(folder, "/dev/zero"))
    yield FAMILY.refused("a pipe that nobody writes to", _pipe)
    yield FAMILY.refused("a pipe as its dbf", _pipe_as_part)
    yield FAMILY.refused("a socket", _socket)
    yield FAMILY.refused("a folder", _folder)


def _linked(folder: Path, target: str) -> Path:
    (folder / "layer.shp").symlink_to(target)
    return folder / "layer.shp"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "layer.shp")
    return folder / "layer.shp"


def _pipe_as_part(folder: Path) -> Path:
    path = as_set(_less(".dbf"))(folder)
    os.mkfifo(folder / "layer.dbf")
    return path


def _socket(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as made:
        # A socket's path may have a hundred characters or so.
        before = Path.cwd()
        os.chdir(folder)
        made.bind("layer.shp")
        os.chdir(before)
    return folder / "layer.shp"


def _folder(folder: Path) -> Path:
    (folder / "layer.shp").mkdir()
    return folder / "layer.shp"
