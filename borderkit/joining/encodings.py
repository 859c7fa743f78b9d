"""How the bytes of a text file become characters: found out from the bytes, and said."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

#: Byte order marks, the longer ones first, since one of them begins like a shorter one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_UTF_8, _UTF_8_SAID = "utf-8", "UTF-8"
_WINDOWS, _WINDOWS_SAID = "cp1252", "Windows-1252"
#: Characters beyond ASCII as UTF-8 writes them.
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
#: Bytes that mean nothing in Windows-1252.
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
#: Text has hardly any zero bytes; a text in UTF-16 has them in every other place.
_MANY_ZEROS = 0.3
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1a")
_MANY_CONTROLS = 0.05


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is written.

    Attributes:
        codec: Python's name for it.
        said: its name for people.
        remark: what may be wrong with it, in a sentence; "" if nothing is.

    """

    codec: str
    said: str
    remark: str = ""


def is_binary(head: bytes) -> bool:
    """Tell whether the beginning of a file is no text in any encoding known here; a stray control is no proof."""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > _MANY_CONTROLS * len(head) and found(head) is None


def found(content: bytes) -> Encoding | None:
    """Return the encoding of a text that its marks or its zero bytes give away; None if they do not."""
    for mark, codec, said in _MARKS:
        if content.startswith(mark):
            return Encoding(codec, said)
    for first, codec in ((0, "utf-16-be"), (1, "utf-16-le")):
        zeros, others = content[first::2].count(0), content[1 - first :: 2].count(0)
        if zeros > _MANY_ZEROS * len(content) / 2 and not others:
            return Encoding(codec, "UTF-16 without a byte order mark")
    return None


class Detector:
    """Learns the encoding of a file from its bytes, piece after piece."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._given: Encoding | None = None
        self._decoder = codecs.getincrementaldecoder(_UTF_8)()
        self._valid = True
        self._multibyte = self._high = self._undefined = 0
        self._begun = False

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the file."""
        if not self._begun:
            self._begun = True
            self._given = found(piece)
        if self._given is not None or piece.isascii():
            return
        if self._valid:
            try:
                self._decoder.decode(piece)
            except UnicodeDecodeError:
                self._valid = False
        characters = _MULTIBYTE.findall(piece)
        self._multibyte += len(characters)
        self._high += len(_HIGH.findall(piece)) - sum(map(len, characters))
        self._undefined += len(_UNDEFINED.findall(piece))

    def result(self) -> Encoding:
        """Return what all pieces come to; without any evidence it is UTF-8, of which ASCII is a part."""
        if self._given is not None:
            return self._given
        if self._valid:
            return Encoding(_UTF_8, _UTF_8_SAID)
        if self._multibyte > self._high:
            return Encoding(
                _UTF_8, _UTF_8_SAID, f"It is UTF-8 but for about {self._high:,} bytes, which stand as “\ufffd”."
            )
        remark = "It is not UTF-8 and was read as Windows-1252: check names with accents."
        if self._undefined:
            remark += f" {self._undefined:,} bytes mean nothing in it and stand as “\ufffd”."
        return Encoding(_WINDOWS, _WINDOWS_SAID, remark)
