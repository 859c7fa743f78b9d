"""Unpacking a zip safely: into a private folder, under names of our own, no more than a layer may have.

No name from a zip ever becomes the name of a file: each member that is used gets one of ours, so that nothing can
be written anywhere else. Names that try are refused all the same, since whoever made such a zip did not mean well.
"""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from borderkit.errors import LayerError
from borderkit.own_layer.formats import ENDINGS, Format
from borderkit.own_layer.limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, RATIO_MATTERS_FROM
from borderkit.progress import Progress, Silent

_PIECE = 1 << 20
_ENCRYPTED = 0x1
#: What macOS adds for itself, beside each file.
_NOT_MEANT = ("__MACOSX", ".DS_Store")
_SET_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
#: What zipfile raises for archives that are damaged or beyond it.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Packed:
    """A layer file within a zip, with the files that belong to it.

    Attributes:
        name: of the file within the zip, folders and all ("oregon/precincts.shp").
        format: its kind.
        members: all that is unpacked for it, the file itself first.

    """

    name: str
    format: Format
    members: tuple[zipfile.ZipInfo, ...]

    @property
    def stem(self) -> str:
        """The name without folders and ending."""
        return PurePosixPath(self.name).stem

    def unpack(self, path: Path, archive: zipfile.ZipFile, folder: Path, progress: Progress | None = None) -> Path:
        """Unpack it into an empty folder of ours and return the file's path there.

        Raises:
            LayerError: if a member is damaged, or unpacks to more than the zip announces.
            OperationCancelled: if a person asked to stop.

        """
        progress = progress or Silent()
        total, done = max(sum(member.file_size for member in self.members), 1), 0
        for member in self.members:
            target = folder / f"layer{PurePosixPath(member.filename).suffix.lower()}"
            try:
                with archive.open(member) as packed, target.open("wb") as file:
                    written = 0
                    while piece := packed.read(_PIECE):
                        written += len(piece)
                        if written > member.file_size:
                            raise LayerError(_bomb(path))
                        file.write(piece)
                        done += len(piece)
                        progress.report(done, total, f"Unpacking {path.name}")
            except _UNREADABLE as error:
                raise LayerError(
                    f"{path.name}: {member.filename} within it cannot be unpacked "
                    f"({str(error).rstrip('.')}). Copy the zip again."
                ) from error
            if written != member.file_size:
                raise LayerError(f"{path.name}: {member.filename} within it is cut short. Copy the zip again.")
        return folder / f"layer{PurePosixPath(self.name).suffix.lower()}"


def open_archive(path: Path) -> zipfile.ZipFile:
    """Return a zip, opened after a look at its list of members.

    Raises:
        LayerError: if it is damaged or not safe to unpack.

    """
    try:
        archive = zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise LayerError(
            f"{path.name} cannot be read as a zip ({str(error).rstrip('.')}). Copy it again, or unpack it yourself."
        ) from error
    try:
        _require_safe(path, archive.infolist())
    except LayerError:
        archive.close()
        raise
    return archive


def layers_in(path: Path, archive: zipfile.ZipFile) -> tuple[Packed, ...]:
    """Return the layer files of a zip, in the order of their names.

    Raises:
        LayerError: if there are none, or they unpack to more than can be read safely.

    """
    members = [member for member in archive.infolist() if _is_meant(member)]
    by_name = {member.filename.lower(): member for member in members}
    found = sorted(_layers(members, by_name), key=lambda packed: packed.name)
    if not found:
        raise LayerError(_nothing_in(path, members))
    unpacked = sum(member.file_size for packed in found for member in packed.members)
    size = sum(member.compress_size for packed in found for member in packed.members)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * max(size, 1)):
        raise LayerError(_bomb(path))
    return tuple(found)


def _layers(members: Sequence[zipfile.ZipInfo], by_name: dict[str, zipfile.ZipInfo]) -> Iterator[Packed]:
    for member in members:
        kind = ENDINGS.get(PurePosixPath(member.filename).suffix.lower())
        if kind is None or kind.is_archive:
            continue
        if kind is not Format.SHAPEFILE:
            yield Packed(member.filename, kind, (member,))
            continue
        stem = member.filename[: -len(".shp")].lower()
        beside = [by_name[stem + ending] for ending in _SET_PARTS[1:] if stem + ending in by_name]
        yield Packed(member.filename, kind, (member, *beside))


def _require_safe(path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise LayerError(
            f"{path.name} holds {len(members):,} files, and a zip of layers may hold {MAX_MEMBERS:,}. "
            "Unpack it yourself and choose the layer."
        )
    # Windows and macOS see no difference between large and small letters, and neither would a person.
    twice = [name for name, count in Counter(member.filename.lower() for member in members).items() if count > 1]
    if twice:
        raise LayerError(
            f"{path.name} holds {twice[0]} more than once, and which is meant cannot be told. "
            "Unpack it yourself and choose the layer."
        )
    for member in members:
        _require_safe_member(path, member)


def _require_safe_member(path: Path, member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = member.orig_filename.replace("\\", "/").split("/")
    if not parts[0] or ".." in parts or ":" in parts[0] or "\x00" in member.orig_filename:
        raise LayerError(
            f"{path.name} holds a file that names a place outside of it ({member.orig_filename!r}), as no zip of "
            "layers should. Ask for it again where it comes from."
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        raise LayerError(
            f"{path.name}: {name} within it is a link to another file. Ask for a zip that holds the files themselves."
        )
    if member.flag_bits & _ENCRYPTED:
        raise LayerError(f"{path.name} is locked with a password. Unpack it yourself and choose the layer.")
    if member.compress_type not in _METHODS:
        raise LayerError(f"{path.name}: {name} is packed in a way that is not known. Unpack it yourself.")


def _is_meant(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    return not member.is_dir() and name.parts[0] not in _NOT_MEANT and not name.name.startswith("._")


def _nothing_in(path: Path, members: Sequence[zipfile.ZipInfo]) -> str:
    endings = {PurePosixPath(member.filename).suffix.lower() for member in members}
    if endings & {".zip", ".kmz", ".7z", ".rar", ".gz", ".tar"}:
        return f"{path.name} holds another archive, but no layer. Unpack it yourself and choose what is inside."
    if any(".gdb" in PurePosixPath(member.filename).parts[0].lower() for member in members):
        return f"{path.name} holds a file geodatabase, which cannot be read. Save its layer as a GeoPackage."
    if endings & {".shx", ".dbf"}:
        return f"{path.name} holds parts of a shapefile, but no .shp. Pack the whole set of files again."
    return f"{path.name} holds no layer. Choose a zip of a shapefile (.shp, .shx, .dbf, .prj)."


def _bomb(path: Path) -> str:
    return (
        f"{path.name} would unpack to far more than a layer has (at most {MAX_UNPACKED / 1e6:,.0f} million bytes, and "
        f"{MAX_RATIO} times its packed size). Unpack it yourself if you trust it, and choose the layer."
    )
