"""Small PNG files of pictures of windows: 256 colours are enough for these, and few bytes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

_COLORS = 256
_OPAQUE = 0xFF000000
#: Qt's highest compression.
_SMALLEST = 0


def write_png(picture: QImage, path: Path) -> None:
    """Write a picture with the colours that it can least do without; nothing is dithered, so letters stay sharp."""
    width, height = picture.width(), picture.height()
    drawn = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(drawn.constBits(), np.uint32).reshape(height, width) & ~np.uint32(_OPAQUE)
    colors, times = np.unique(pixels, return_counts=True)
    kept, nearest = _reduced(_parts(colors), times)
    small = QImage(width, height, QImage.Format.Format_Indexed8)
    small.setColorTable([_OPAQUE | int(color) for color in colors[kept]])
    lines = np.frombuffer(small.bits(), np.uint8).reshape(height, small.bytesPerLine())
    lines[:, :width] = nearest[np.searchsorted(colors, pixels)]
    if not small.save(str(path), "PNG", _SMALLEST):  # type: ignore[call-overload] # the stub says bytes, which Qt refuses
        raise OSError(f"{path} could not be written.")


def _parts(colors: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return (n, 3) red, green and blue."""
    return np.stack([(colors >> shift) & 0xFF for shift in (16, 8, 0)], axis=-1).astype(np.float64)


def _reduced(parts: NDArray[np.float64], times: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """Return which colours are kept, at most 256, and for each colour the position of the nearest that is kept.

    One after the other that colour is kept which is worst off: many pixels, far from those that are kept.
    """
    kept = [int(times.argmax())]
    distance = ((parts - parts[kept[0]]) ** 2).sum(axis=1)
    nearest = np.zeros(len(parts), dtype=np.uint8)
    while len(kept) < _COLORS and distance.any():
        worst = int((distance * times).argmax())
        own = ((parts - parts[worst]) ** 2).sum(axis=1)
        nearest[own < distance] = len(kept)
        distance = np.minimum(distance, own)
        kept.append(worst)
    return np.array(kept), nearest
