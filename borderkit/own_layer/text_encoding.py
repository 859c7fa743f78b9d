"""How the text of a shapefile is encoded: what its .cpg says, else its .dbf, else what the text itself looks like.

What the byte in a .dbf stands for: the list of language drivers of dBASE, as ESRI documents it for ArcPad ("LDID").
All other formats are UTF-8 by their own rules.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.joining.encodings import Detector, Encoding
from borderkit.own_layer.limits import MAX_SIDE_FILE
from borderkit.own_layer.shapefile_set import ShapefileFacts, TableHead

UTF_8 = "UTF-8"
_WINDOWS = "cp1252"
#: Stands for a byte that means nothing in an encoding.
REPLACED = "\ufffd"

_LANGUAGES = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x08: "cp865", 0x09: "cp437", 0x0A: "cp850", 0x0B: "cp437",
    0x0D: "cp437", 0x0E: "cp850", 0x0F: "cp437", 0x10: "cp850", 0x11: "cp437", 0x12: "cp850", 0x13: "cp932",
    0x14: "cp850", 0x15: "cp437", 0x16: "cp850", 0x17: "cp865", 0x18: "cp437", 0x19: "cp437", 0x1A: "cp850",
    0x1B: "cp437", 0x1C: "cp863", 0x1D: "cp850", 0x1F: "cp852", 0x22: "cp852", 0x23: "cp852", 0x24: "cp860",
    0x25: "cp850", 0x26: "cp866", 0x37: "cp850", 0x40: "cp852", 0x4D: "cp936", 0x4E: "cp949", 0x4F: "cp950",
    0x50: "cp874", 0x57: "cp1252", 0x58: "cp1252", 0x59: "cp1252", 0x64: "cp852", 0x65: "cp866", 0x66: "cp865",
    0x67: "cp861", 0x6A: "cp737", 0x6B: "cp857", 0x6C: "cp863", 0x78: "cp950", 0x79: "cp949", 0x7A: "cp936",
    0x7B: "cp932", 0x7C: "cp874", 0x86: "cp737", 0x87: "cp852", 0x88: "cp857", 0xC8: "cp1250", 0xC9: "cp1251",
    0xCA: "cp1254", 0xCB: "cp1253", 0xCC: "cp1257",
}  # fmt: skip
#: "88591", "ISO 8859-1", "ISO-8859-15", as .cpg files have them.
_ISO = re.compile(r"(?:iso)?[-_ ]?8859[-_ ]?(\d{1,2})", re.IGNORECASE)
_NUMBER = re.compile(r"(?:ansi|cp|oem|windows)?[-_ ]?(\d{3,5})", re.IGNORECASE)
_NUMBERED_UTF_8 = "65001"
_BLOCK = 4_096


def encoding_of(facts: ShapefileFacts, where: str) -> tuple[str, tuple[str, ...]]:
    """Return how the text of a shapefile is encoded, as a name that Python knows, and what to say of it."""
    tried = _try_text(facts.parts[".dbf"], facts.table)
    looks_like_utf_8 = tried.codec == "utf-8"
    stem = where[: -len(".shp")] if where.lower().endswith(".shp") else where
    cpg = facts.parts.get(".cpg")
    if cpg is not None:
        said = cpg.read_bytes()[:MAX_SIDE_FILE].decode("ascii", "replace").strip()
        named = codec_named(said)
        if named is None:
            proposed = UTF_8 if looks_like_utf_8 else _WINDOWS
            return proposed, (
                f"What {stem}.cpg says of the encoding is not known: {said[:40]!r}. It was taken for {proposed}.",
            )
        return _unless_the_text_differs(named, tried, f"{stem}.cpg")
    language = _LANGUAGES.get(facts.table.language)
    missing = f"There is no {stem}.cpg beside it, which says how the text is encoded"
    if tried.codec == "ascii":
        return language or UTF_8, ()
    if language is not None and not looks_like_utf_8:
        return language, (f"{missing}. It was taken for {language}, as {stem}.dbf has it: check names with accents.",)
    found = UTF_8 if looks_like_utf_8 else _WINDOWS
    because = "by the look of the text" if looks_like_utf_8 else "since it is not UTF-8"
    return found, (f"{missing}. It was taken for {found}, {because}: check names with accents.",)


def codec_named(said: str) -> str | None:
    """Return Python's name for an encoding as .cpg files name it, None if there is no such encoding."""
    said = said.strip().strip('"')
    if _NUMBERED_UTF_8 in said:
        return UTF_8
    names = [said]
    if (iso := _ISO.fullmatch(said)) is not None:
        names.insert(0, f"iso8859-{int(iso[1])}")
    elif (number := _NUMBER.fullmatch(said)) is not None:
        names.append(f"cp{number[1]}")
    for name in names:
        try:
            codec = codecs.lookup(name)
            # Python also lists codecs from bytes to bytes, and some of those unpack: they refuse this.
            b"a".decode(name)
        except (LookupError, ValueError):
            continue
        return UTF_8 if codec.name in ("utf-8", "utf-8-sig") else codec.name
    return None


def require_codec(where: str, encoding: str) -> str:
    """Return Python's name for an encoding that a person chose.

    Raises:
        LayerError: if there is no such encoding.

    """
    named = codec_named(encoding)
    if named is None:
        raise LayerError(f"{where} cannot be read as {encoding!r}: no such encoding is known. Choose UTF-8 or cp1252.")
    return named


def recoded(texts: NDArray[np.object_], codec: str) -> NDArray[np.object_]:
    """Return texts that were read byte for byte (as ISO-8859-1) in their true encoding, (n,).

    What cannot be decoded stands as U+FFFD.
    """
    present = [text for text in texts if text is not None]
    # Nearly all columns are ASCII alone, which is the same in every encoding that tables have.
    if "".join(present).isascii():
        return texts
    return np.array([text if text is None or text.isascii() else recode(text, codec) for text in texts], dtype=object)


def recode(text: str, codec: str) -> str:
    """Return a text that was read byte for byte (as ISO-8859-1) in its true encoding."""
    return text.encode("latin-1").decode(codec, "replace")


def _unless_the_text_differs(named: str, tried: Encoding, said_by: str) -> tuple[str, tuple[str, ...]]:
    if named == UTF_8 and tried.codec not in ("utf-8", "ascii"):
        return _WINDOWS, (
            f"{said_by} says UTF-8, but the text is not UTF-8. It was taken for {_WINDOWS}: check names with accents.",
        )
    if named == UTF_8 and tried.remark:
        return UTF_8, (f"The text is UTF-8, as {said_by} says, but for some letters that stand as “{REPLACED}”.",)
    return named, ()


def _try_text(path: Path, table: TableHead) -> Encoding:
    """Return what the text of a .dbf looks like; "ascii" where it has no letters beyond that."""
    detector, plain = Detector(), True
    names = b"\n".join(table.names)
    if not names.isascii():
        plain = False
        detector.feed(names + b"\n")
    if table.rows and table.texts:
        records = np.memmap(path, dtype=np.uint8, mode="r", offset=table.start, shape=(table.rows, table.width))
        columns = _columns(table.texts)
        for first in range(0, table.rows, _BLOCK):
            block = records[first : first + _BLOCK]
            if int(block.max()) < 0x80:
                continue
            plain = False
            for column in columns:
                detector.feed(_lines(block[:, column]))
    return Encoding("ascii", "ASCII") if plain else detector.result()


def _columns(texts: Sequence[tuple[int, int]]) -> list[slice]:
    return [slice(at, at + length) for at, length in texts if length]


def _lines(cells: NDArray[np.uint8]) -> bytes:
    """Return cells one after another, each on a line, so that one cut within a letter does not run into the next."""
    lines = np.full((len(cells), cells.shape[1] + 1), ord("\n"), dtype=np.uint8)
    lines[:, :-1] = cells
    lines[lines == 0] = ord(" ")
    return lines.tobytes()
