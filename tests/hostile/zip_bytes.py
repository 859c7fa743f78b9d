"""Zips as bytes: of the undamaged files, and of members with any names and any lies about them."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping

from tests.hostile.sources import shapefile

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_MEGABYTE = 1 << 20


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of members by name, as the standard library writes it."""
    return zipped_list(list(members.items()), method)


def zipped_list(members: list[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of members, of which several may have one name."""
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # that a name occurs twice is wanted
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def of_shapefile(prefix: str = "layer", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the shapefile, its files' names beginning with ``prefix``."""
    return zipped({f"{prefix}{ending}": content for ending, content in shapefile().items()}, method)


def entry(
    name: bytes, packed: bytes, unpacked: int, checksum: int = 0, method: int = 8, flags: int = 0
) -> tuple[bytes, bytes]:
    """Return a member as it stands in the zip and, without its place, in the list at the end."""
    common = struct.pack(
        "<HHHHHIIIHH", 20, flags, method, 0, 33, checksum, len(packed) & 0xFFFFFFFF, unpacked & 0xFFFFFFFF, len(name), 0
    )
    return _LOCAL + common + name + packed, _CENTRAL + struct.pack("<H", 20) + common + struct.pack(
        "<HHHI", 0, 0, 0, 0
    ) + b"%s" + name


def archive_of(entries: list[tuple[bytes, bytes]], *, overlapping: bool = False) -> bytes:
    """Return a zip of members; overlapping, they all are one and the same."""
    body: list[bytes] = []
    listed: list[bytes] = []
    place = 0
    for local, central in entries:
        listed.append(central.replace(b"%s", struct.pack("<I", 0 if overlapping else place), 1))
        if not (overlapping and body):
            body.append(local)
            place += len(local)
    count, list_size = min(len(entries), 0xFFFF), sum(map(len, listed))
    return b"".join((*body, *listed, _END, struct.pack("<HHHHIIH", 0, 0, count, count, list_size, place, 0)))


def packed_zeros(megabytes: int) -> bytes:
    """Return what unpacks to so many megabytes of zeros, without packing them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(bytes(_MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush each block stands for itself, and can be repeated.
    last = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return first * megabytes + last


def bomb(name: bytes, megabytes: int, told: int | None = None) -> bytes:
    """Return a zip whose member unpacks to so many megabytes, but says it had ``told`` bytes."""
    size = megabytes * _MEGABYTE
    return archive_of([entry(name, packed_zeros(megabytes), size if told is None else told)])
