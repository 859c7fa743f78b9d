"""Writes handouts as PDF: text as text, typefaces embedded, title and language set."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pikepdf
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from borderkit import __version__
from borderkit.progress import Progress
from borderkit.savefile import write_whole
from ui.handout.handout import Handout

#: Dots per inch: fine enough for what is drawn as dots, such as hatchings.
_DPI = 600
_POINTS = 72.0
_CREATOR = f"BorderKit {__version__}"


def write_pdf(handouts: Sequence[Handout], path: Path, progress: Progress) -> None:
    """Write the pages of one handout or of several into a PDF, whole or not at all.

    Raises:
        SaveError: if the file cannot be written.
        OperationCancelled: if a person stopped it.

    """
    made = pdf_bytes(handouts, progress)
    write_whole(path, lambda file: file.write(made))


def pdf_bytes(handouts: Sequence[Handout], progress: Progress) -> bytes:
    """Return the PDF.

    Raises:
        OperationCancelled: if a person stopped it.

    """
    drawn = _drawn(handouts, progress)
    out = io.BytesIO()
    _described(drawn, out, handouts[0].title, handouts[0].language)
    return out.getvalue()


def _drawn(handouts: Sequence[Handout], progress: Progress) -> bytes:
    total = sum(handout.pages for handout in handouts)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setCreator(_CREATOR)
    writer.setTitle(handouts[0].title)
    painter = QPainter()
    done = 0
    try:
        for handout in handouts:
            for page in range(handout.pages):
                progress.report(done, total, "Drawing the pages")
                writer.setPageLayout(_layout(handout))
                if done:
                    writer.newPage()
                else:
                    painter.begin(writer)
                handout.paint(painter, page, _DPI / _POINTS)
                done += 1
    finally:
        painter.end()
    progress.report(total, total, "Drawing the pages")
    return bytes(data.data())


def _layout(handout: Handout) -> QPageLayout:
    """Return the paper of a handout, without margins of its own: the pages have theirs."""
    size = QPageSize(QSizeF(*handout.page_size_mm), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _described(drawn: bytes, out: BinaryIO, title: str, language: str) -> None:
    """Set what Qt has no call for: the language, and that viewers show the title in place of the file's name."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        pdf.Root.Lang = pikepdf.String(language)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with pdf.open_metadata() as described:
            described["dc:title"] = title
            described["dc:language"] = [language]
        pdf.docinfo["/Title"] = title
        pdf.save(out)
