"""The form of a journal on disk: a signature, then records with their length and a checksum.

A record is 4 bytes of length and 4 of CRC-32, both little-endian, then so many bytes of JSON. The checksum covers the
length too, so that neither a run of zeros, which a power cut can leave, nor a foreign file passes for records.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from borderkit.document import Json

SIGNATURE = b"BorderKit journal\n"

_HEAD = struct.Struct("<II")
_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Found:
    """What the bytes of a journal hold.

    Attributes:
        records: those that are whole, in order, up to the first that is not.
        intact: how many bytes they take, signature included.
        damaged: whether what follows them is damaged; an end that is merely torn off is none.

    """

    records: list[Json]
    intact: int
    damaged: bool


def framed(record: Json) -> bytes:
    """Return a record as it stands in the file."""
    # Escaping what is not ASCII lets half characters through, which a name on disk or a pasted text may have.
    payload = json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    length = _LENGTH.pack(len(payload))
    return length + _LENGTH.pack(zlib.crc32(payload, zlib.crc32(length))) + payload


def whole(records: Iterable[Json]) -> bytes:
    """Return a whole file of records."""
    return SIGNATURE + b"".join(framed(record) for record in records)


def found(data: bytes) -> Found:
    """Read as many records as are whole; it never fails."""
    if not data.startswith(SIGNATURE):
        return Found([], 0, damaged=not SIGNATURE.startswith(data))
    records: list[Json] = []
    at = len(SIGNATURE)
    while at + _HEAD.size <= len(data):
        length, checksum = _HEAD.unpack_from(data, at)
        end = at + _HEAD.size + length
        if end > len(data):
            break
        payload = data[at + _HEAD.size : end]
        if zlib.crc32(payload, zlib.crc32(_LENGTH.pack(length))) != checksum:
            return Found(records, at, damaged=True)
        try:
            records.append(json.loads(payload))
        except (ValueError, RecursionError):
            return Found(records, at, damaged=True)
        at = end
    return Found(records, at, damaged=False)
