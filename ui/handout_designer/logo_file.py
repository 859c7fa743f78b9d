"""Reads a person's image file as a logo: small, upright, without what a camera noted in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from borderkit.handout.logo import LogoError, encode_logo

#: Pixels of the longer side: 2 inches at 300 dots an inch. More is not seen in print, and every copy carries it.
LARGEST_SIDE = 600
#: Bytes that a logo may take.
LARGEST_BYTES = 200_000

_KINDS = (b"png", b"jpeg")
_LARGEST_FILE = 40_000_000
_MOST_PIXELS = 60_000_000
_JPEG_QUALITY = 90
_SMALLER = 0.8


def read_logo(path: Path) -> str:
    """Return an image file as ``Words.logo`` holds it, scaled down to what print needs.

    Raises:
        LogoError: if it is no PNG or JPEG image, is damaged, far too large or cannot be read.

    """
    image = _read(path)
    while len(data := _encoded(image)) > LARGEST_BYTES:
        image = _fitted(image, round(max(image.width(), image.height()) * _SMALLER))
    return encode_logo(data)


def _read(path: Path) -> QImage:
    try:
        n_bytes = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise LogoError(f"{path.name} cannot be read: {error.strerror}. Choose another file.") from error
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # cameras note which side is up
    if reader.format().data() not in _KINDS:
        raise LogoError(f"{path.name} is neither a PNG nor a JPEG image. Save it as one of them and choose it again.")
    size = reader.size()
    if n_bytes > _LARGEST_FILE or size.width() * size.height() > _MOST_PIXELS:
        raise LogoError(
            f"{path.name} is too large for a logo ({size.width():,} × {size.height():,} pixels, "
            f"{n_bytes / 1e6:,.0f} MB). Save it smaller: {LARGEST_SIDE} pixels across are enough for print."
        )
    image = reader.read()
    if image.isNull():
        raise LogoError(f"{path.name} is damaged: {reader.errorString()}. Choose another file.")
    return _fitted(image, LARGEST_SIDE)


def _fitted(image: QImage, side: int) -> QImage:
    """Return an image whose longer side has at most so many pixels."""
    if max(image.width(), image.height()) <= side:
        return image
    size = image.size().scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _encoded(image: QImage) -> bytes:
    """Return an image as PNG, or as JPEG where it is a photograph too large for PNG."""
    # A copy drawn anew has no texts, no place and no camera with it.
    plain = QImage(image.size(), QImage.Format.Format_ARGB32 if image.hasAlphaChannel() else QImage.Format.Format_RGB32)
    plain.fill(QColor(0, 0, 0, 0) if image.hasAlphaChannel() else QColor("white"))
    painter = QPainter(plain)
    painter.drawImage(plain.rect(), image, image.rect())
    painter.end()
    png = _written(plain, "PNG", -1)
    if len(png) <= LARGEST_BYTES or plain.hasAlphaChannel():
        return png
    return _written(plain, "JPEG", _JPEG_QUALITY)


def _written(image: QImage, kind: str, quality: int) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload] # the stub wants bytes, which Qt 6.11 refuses
    buffer.close()
    return bytes(content.data())
