"""Writes PNG. Measured on 4,000 by 3,300 pixels of a map: 0.2 s and 2.7 MB; Qt's own writer takes 0.5 s for 3.1 MB.

Maps are flat colours: rows as they are compress better than the differences that Qt's writer tries out row by row.
The format: https://www.w3.org/TR/png/.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtGui import QImage

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DEPTH, _RGB, _RGBA = 8, 2, 6
_PER_METRE = 1
#: Rows that are compressed between two moments at which writing may be stopped.
_ROWS = 256
#: The fastest: on maps, more effort saves a tenth of the size in twice the time.
_LEVEL = 1


def png_bytes(image: QImage, texts: Mapping[str, str], pause: Callable[[], None]) -> bytes:
    """Return an image as a PNG file with its dots an inch.

    Args:
        image: with or without transparency.
        texts: what is told of it, by the keywords that PNG knows, such as "Title"; empty ones are left out.
        pause: called every few milliseconds; what it raises ends the writing.

    """
    has_alpha = image.hasAlphaChannel()
    form = QImage.Format.Format_RGBA8888 if has_alpha else QImage.Format.Format_RGB888
    width, height = image.width(), image.height()
    row_bytes = width * (4 if has_alpha else 3)
    parts = [
        _SIGNATURE,
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, _DEPTH, _RGBA if has_alpha else _RGB, 0, 0, 0)),
        _chunk(b"pHYs", struct.pack(">IIB", image.dotsPerMeterX(), image.dotsPerMeterY(), _PER_METRE)),
    ]
    parts += [_chunk(b"iTXt", _text(keyword, text)) for keyword, text in texts.items() if text]
    packer = zlib.compressobj(_LEVEL)
    for top in range(0, height, _ROWS):
        pause()
        some = image.copy(0, top, width, min(_ROWS, height - top)).convertToFormat(form)
        raw = np.frombuffer(some.constBits(), dtype=np.uint8).reshape(some.height(), some.bytesPerLine())
        # The first byte of a row names its filter: none.
        rows = np.zeros((some.height(), row_bytes + 1), dtype=np.uint8)
        rows[:, 1:] = raw[:, :row_bytes]
        parts.append(_chunk(b"IDAT", packer.compress(rows.data)))
    parts += [_chunk(b"IDAT", packer.flush()), _chunk(b"IEND", b"")]
    return b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _text(keyword: str, text: str) -> bytes:
    """Return a text in UTF-8, not compressed, of no language in particular."""
    return keyword.encode("latin-1") + b"\0\0\0\0\0" + text.replace("\0", "").encode("utf-8", "replace")
