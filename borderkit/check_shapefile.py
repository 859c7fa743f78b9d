"""What is missing or cut off among the files that make up a shapefile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from borderkit.check import Finding


def check_set(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with the set of files that the .shp at ``path``, which exists, belongs to."""
    beside = {file.suffix.lower(): file for file in path.parent.iterdir() if file.stem == path.stem}
    for suffix, holds in ((".dbf", "the identifiers and figures"), (".shx", "the index of the shapes")):
        if suffix not in beside:
            yield Finding.error(
                f"missing-{suffix[1:]}",
                path.name,
                f"There is no {path.stem}{suffix} beside it, which holds {holds}.",
                "Copy the whole set of files.",
            )
    if ".prj" not in beside:
        yield no_crs(path)
    if ".cpg" not in beside:
        yield Finding.warning(
            "no-cpg",
            path.name,
            f"There is no {path.stem}.cpg beside it, which says how its text is encoded.",
            "If names come out garbled, put a .cpg file with the word UTF-8 beside it.",
        )
    yield from _check_length(path)


def no_crs(path: Path) -> Finding:
    """Return the finding that a layer does not say its coordinate system."""
    shapefile = path.suffix.lower() == ".shp"
    remedy = "Put its .prj file beside it." if shapefile else "Save it again with its coordinate system."
    return Finding.warning("no-crs", path.name, "It does not say its coordinate system.", remedy)


def _check_length(path: Path) -> Iterator[Finding]:
    size, announced = path.stat().st_size, _announced_size(path)
    if announced is not None and size >= announced:
        return
    message = f"It is {size:,} bytes long but should be {announced:,}." if announced else "It is no shapefile."
    yield Finding.error("truncated", path.name, message, "Copy the file again.")


def _announced_size(path: Path) -> int | None:
    """Return the length in bytes that a .shp states in its header (ESRI's description of 1998), if it is one."""
    try:
        with path.open("rb") as file:
            header = file.read(28)
    except OSError:
        return None
    if len(header) < 28 or header[:4] != b"\x00\x00\x27\x0a":
        return None
    return int.from_bytes(header[24:28], "big") * 2
