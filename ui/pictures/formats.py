"""Writes a picture that is laid out as PNG, SVG or PDF."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from borderkit import __version__
from borderkit.drawing import PictureOptions
from borderkit.errors import SaveError
from ui.handout.typefaces import SANS
from ui.pictures.png_file import png_bytes
from ui.pictures.sheet import Sheet
from ui.pictures.svg_device import SvgDevice

#: A picture of more pixels than these takes more than a gigabyte; Qt draws no side longer than this one.
_MOST_PIXELS, _LONGEST = 256_000_000, 32_000
_PER_METRE = 1 / 0.0254
_PDF_DPI, _POINTS = 1200, 72
_PROGRAM = f"BorderKit {__version__}"

Pause = Callable[[], None]


def image(sheet: Sheet, options: PictureOptions, pause: Pause | None = None) -> QImage:
    """Return the picture in pixels.

    Raises:
        SaveError: if it is too large to be drawn.

    """
    width, height = options.width_px, max(1, round(sheet.height * sheet.pen))
    made = QImage()
    if width * height <= _MOST_PIXELS and max(width, height) <= _LONGEST:
        form = QImage.Format.Format_ARGB32_Premultiplied if options.transparent else QImage.Format.Format_RGB32
        made = QImage(width, height, form)
    if made.isNull():
        raise SaveError(
            f"A picture of {width:,} by {height:,} pixels takes {width * height * 4 / 1e9:.1f} GB of memory, more than "
            f"can be had. Choose a smaller width, or an .svg or .pdf file, which stays sharp at any size."
        )
    dots = round(options.dpi * _PER_METRE)
    made.setDotsPerMeterX(dots)
    made.setDotsPerMeterY(dots)
    made.fill(Qt.GlobalColor.transparent if options.transparent else Qt.GlobalColor.white)
    painter = QPainter(made)
    try:
        sheet.paint(painter, sheet.pen, pause)
    finally:
        painter.end()
    return made


def png(sheet: Sheet, options: PictureOptions, pause: Pause) -> bytes:
    """Return the picture as PNG, with its dots an inch and its title.

    Raises:
        SaveError: if it is too large to be drawn.

    """
    made = image(sheet, options, pause)
    texts = {"Title": sheet.title, "Description": sheet.description, "Software": _PROGRAM}
    return png_bytes(made, texts, pause)


def svg(sheet: Sheet, options: PictureOptions, pause: Pause) -> bytes:
    """Return the picture as SVG: a layer for each of its parts, text as text."""
    device = SvgDevice(sheet.width, sheet.height, SANS)
    painter = QPainter(device)
    try:
        sheet.paint(painter, 1.0, pause)
    finally:
        painter.end()
    return device.document(sheet.title, sheet.description, options.width_px / options.dpi).encode()


def pdf(sheet: Sheet, options: PictureOptions, pause: Pause) -> bytes:
    """Return the picture as PDF, its page as large as it is; text as text, its typefaces embedded."""
    inches = options.width_px / options.dpi
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(sheet.title)
    writer.setCreator(_PROGRAM)
    points = QSizeF(inches * _POINTS, inches * _POINTS * sheet.height / sheet.width)
    size = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    # Qt turns a page of its own size where the orientation says so: portrait leaves it as it is.
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    try:
        sheet.paint(painter, inches * _PDF_DPI / sheet.width, pause)
    finally:
        painter.end()
    buffer.close()
    return bytes(data.data())
