"""The files that are truly read: a file itself, or what a zip holds, unpacked into a private folder for the moment."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from borderkit.errors import LayerError
from borderkit.own_layer.archives import Packed, layers_in, open_archive
from borderkit.own_layer.formats import Format, format_of
from borderkit.own_layer.shapefile_set import set_of
from borderkit.progress import Progress, Silent

#: Formats that can hold several layers, so that a layer's name within a zip begins with the file's.
_OF_SEVERAL = (Format.GEOPACKAGE, Format.KML)
#: Within it pyogrio would look for the parts of an address, and Fiona for several files; all else is passed on as is.
_NOT_PLAIN = re.compile(r"[!?;\x00-\x1f]|\.zip([/\\]|$)|^[A-Za-z][A-Za-z0-9+.-]+:", re.IGNORECASE)
_SEPARATOR = ": "
#: What SQLite keeps beside a database while it is written, or where that was broken off.
_LOGS = ("-wal", "-journal")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that GDAL can read.

    Attributes:
        path: of the file; it exists while the context it comes from is open.
        format: its kind.
        where: what messages call it ("counties.zip, oregon/precincts.shp").
        label: what tells it from the others of the same zip ("precincts").
        alone: whether there are no others.

    """

    path: Path
    format: Format
    where: str
    label: str
    alone: bool

    def shown(self, inner: str) -> str:
        """Return the name for people of the layer that the file calls ``inner``."""
        if self.format not in _OF_SEVERAL:
            # A file of one layer is called by its own name: what it says within may be left from a template.
            return self.label
        return inner if self.alone else f"{self.label}{_SEPARATOR}{inner}"

    def inner(self, shown: str) -> str | int | None:
        """Return the name or number within the file of a layer with a name for people; None if it is not here."""
        if self.format not in _OF_SEVERAL:
            return 0 if shown == self.label else None
        if self.alone:
            return shown
        start = f"{self.label}{_SEPARATOR}"
        return shown[len(start) :] if shown.startswith(start) else None


@contextmanager
def sources_of(
    path: Path, progress: Progress | None = None, *, only: str | None = None
) -> Iterator[tuple[Source, ...]]:
    """Give the files to read for a file that a person chose; what was unpacked is gone afterwards.

    Args:
        path: the file.
        progress: what unpacking reports to.
        only: the name of a layer; of a zip, only the files that could hold it are unpacked.

    Raises:
        LayerError: if it cannot be opened, as ``format_of`` and ``archives`` say.
        OperationCancelled: if a person asked to stop.

    """
    path = path.absolute()
    kind = format_of(path)
    with ExitStack() as stack:
        if kind.is_archive:
            yield _unpacked(path, stack, progress or Silent(), only)
        else:
            yield (Source(_plainly_named(path, kind, stack), kind, path.name, path.stem, alone=True),)


def _unpacked(path: Path, stack: ExitStack, progress: Progress, only: str | None) -> tuple[Source, ...]:
    archive = stack.enter_context(open_archive(path))
    found = layers_in(path, archive)
    labels = _labels(found)
    folder = _private_folder(path, stack)
    sources = []
    for number, (packed, label) in enumerate(zip(found, labels, strict=True)):
        place = folder / str(number)
        source = Source(
            place / f"layer{PurePosixPath(packed.name).suffix.lower()}",
            packed.format,
            f"{path.name}, {packed.name}",
            label,
            alone=len(found) == 1,
        )
        if only is not None and source.inner(only) is None:
            continue
        try:
            place.mkdir()
            packed.unpack(path, archive, place, progress)
        except OSError as error:
            raise LayerError(
                f"{path.name} cannot be unpacked ({error.strerror or error}). Make room on the disk, or unpack it "
                "yourself and choose the layer."
            ) from error
        sources.append(source)
    return tuple(sources)


def _labels(found: Sequence[Packed]) -> list[str]:
    """Return a name for each file of a zip, no two the same: its own, with the folders where that is not enough."""
    stems = Counter(packed.stem.lower() for packed in found)
    with_folders = [str(PurePosixPath(packed.name).with_suffix("")) for packed in found]
    endings = Counter(name.lower() for name in with_folders)
    return [
        packed.stem if stems[packed.stem.lower()] == 1 else name if endings[name.lower()] == 1 else packed.name
        for packed, name in zip(found, with_folders, strict=True)
    ]


def _plainly_named(path: Path, kind: Format, stack: ExitStack) -> Path:
    """Return a path that the libraries take as it is: the file's own, or that of a link in a private folder."""
    files = {path.suffix: path}
    if kind is Format.GEOPACKAGE:
        # SQLite follows links, and looks for its logs where the file truly is.
        true = path.resolve()
        logs = [log for ending in _LOGS if (log := true.with_name(f"{true.name}{ending}")).is_file()]
        if any(log.stat().st_size for log in logs):
            return _with_logs(true, logs, stack)
    if kind is Format.SHAPEFILE:
        files = {
            ending: file for ending, file in set_of(path).items() if ending in (".shp", ".shx", ".dbf", ".prj", ".cpg")
        }
    # On Linux GDAL looks for endings in large letters or in small ones, but not for .Dbf.
    known = all(file.suffix in (file.suffix.lower(), file.suffix.upper()) for file in files.values())
    if known and not _NOT_PLAIN.search(str(path)):
        return path
    folder = _private_folder(path, stack)
    for ending, file in files.items():
        try:
            _link(file, folder / f"layer{ending.lower()}")
        except OSError as error:
            raise LayerError(f"{file} cannot be read ({error.strerror or error}). Rename it plainly.") from error
    return folder / f"layer{path.suffix.lower()}"


def _with_logs(path: Path, logs: Sequence[Path], stack: ExitStack) -> Path:
    """Return the path of a copy of a GeoPackage into which its logs are worked.

    Whoever opens a database with SQLite works its logs in and removes them; the person's own files stay as they are.
    """
    copy = _private_folder(path, stack) / "layer.gpkg"
    try:
        before = [_state(file) for file in (path, *logs)]
        shutil.copyfile(path, copy)
        for log in logs:
            shutil.copyfile(log, copy.with_name(f"{copy.name}{log.name[len(path.name) :]}"))
        unchanged = before == [_state(file) for file in (path, *logs)]
    except OSError as error:
        raise LayerError(
            f"{path.name} cannot be copied ({error.strerror or error}). Close it in other programs and make room on "
            "the disk."
        ) from error
    if not unchanged:
        raise LayerError(f"{path.name} is being written by another program. Close it there and open it again.")
    # A damaged database is refused with its reasons when it is looked through.
    with suppress(sqlite3.Error), closing(sqlite3.connect(copy)) as database:
        database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    return copy


def _state(file: Path) -> tuple[int, int]:
    said = file.stat()
    return said.st_size, said.st_mtime_ns


def _link(file: Path, link: Path) -> None:
    try:
        link.symlink_to(file)
    except (OSError, NotImplementedError):  # Windows allows links only to some
        shutil.copyfile(file, link)


def _private_folder(path: Path, stack: ExitStack) -> Path:
    try:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="borderkit-", ignore_cleanup_errors=True)))
    except OSError as error:
        raise LayerError(
            f"{path.name} cannot be unpacked ({error.strerror or error}). Make room on the disk."
        ) from error
