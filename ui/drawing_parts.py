"""Named parts of a drawing, for devices that keep them apart as layers; on all others they mean nothing."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPaintDevice, QPaintEngine, QPainter

#: Which end of a text stays where it is if another typeface has to stand in.
Anchor = Literal["start", "middle", "end"]


class PartedDevice(QPaintDevice):
    """A device whose drawing has named parts."""

    @abstractmethod
    def begin_part(self, name: str, clip: QRectF | None) -> None:
        """Let what is drawn from now on belong to a part, which may lie in another one.

        Args:
            name: to be read.
            clip: what is outside is not shown, in units of the device; all is shown if None.

        """

    @abstractmethod
    def end_part(self) -> None:
        """Close the part that was begun last."""

    @abstractmethod
    def name_next(self, identifier: str, name: str) -> None:
        """Give the next shape an identifier and a name to read."""

    @abstractmethod
    def put_halo(self, color: QColor, width: float) -> None:
        """Lay a halo under the next text, so wide in the units that the painter draws in."""

    @abstractmethod
    def set_anchor(self, anchor: Anchor) -> None:
        """Say which end of the texts that follow stays where it is."""


@contextmanager
def part(painter: QPainter, name: str, clip: QRectF | None = None, anchor: Anchor = "start") -> Iterator[None]:
    """Let what is drawn meanwhile be a part with a name; ``clip`` is in what the painter draws in."""
    device = parted(painter)
    if device is None:
        yield
        return
    device.begin_part(name, painter.combinedTransform().mapRect(clip) if clip else None)
    device.set_anchor(anchor)
    try:
        yield
    finally:
        device.set_anchor("start")
        device.end_part()


@contextmanager
def saved(painter: QPainter) -> Iterator[None]:
    """Give a painter back as it was, even where drawing is stopped."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def parted(painter: QPainter) -> PartedDevice | None:
    """Return the device that a painter draws on, if it keeps parts and names."""
    device = painter.device()
    return device if isinstance(device, PartedDevice) else None


def is_vector(painter: QPainter) -> bool:
    """Tell whether shapes are kept as such: whoever shows them may magnify them, and smooths each by itself."""
    return painter.paintEngine().type() != QPaintEngine.Type.Raster
