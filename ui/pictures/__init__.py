"""Pictures of a proposal's map: PNG, SVG and PDF files, and the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from borderkit.drawing import PictureOptions
from borderkit.errors import SaveError
from borderkit.portrayal import Choice
from borderkit.prepared import PreparedLayer
from borderkit.progress import Progress, Silent
from borderkit.proposal import Proposal
from borderkit.savefile import write_whole
from ui.map_view import Box
from ui.pictures.formats import image, pdf, png, svg
from ui.pictures.sheet import lay_out

__all__ = ["FORMATS", "copy_picture", "write_picture"]

#: What writes a picture, by the ending of the file.
FORMATS = {".png": png, ".svg": svg, ".pdf": pdf}

_STEPS = 3


def write_picture(
    prepared: PreparedLayer,
    proposal: Proposal,
    path: Path,
    options: PictureOptions | None = None,
    progress: Progress | None = None,
    choice: Choice | None = None,
    box: Box | None = None,
) -> None:
    """Write a picture of a proposal's map by the ending of the file, whole or not at all.

    Args:
        prepared: the outlines of the proposal's layer.
        proposal: what is drawn.
        path: a .png, .svg or .pdf file.
        options: how it is to look.
        progress: is told how far it is, and can stop it.
        choice: what the fills show; states if None.
        box: what is shown, in metres of the map, in place of ``options.region``: what a window shows now.

    Raises:
        SaveError: if the file cannot be written, is too large, or its ending is none of these.
        OperationCancelled: if a person stopped it.

    """
    options, progress = options or PictureOptions(), progress or Silent()
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise SaveError(
            f"{path.name} does not say which kind of picture to write: end the name with .png, .svg or .pdf."
        )
    progress.report(0, _STEPS, "Laying out the picture")
    sheet = lay_out(prepared, proposal, options, choice, box)
    made = write(sheet, options, lambda: progress.report(1, _STEPS, "Drawing the map"))
    progress.report(2, _STEPS, f"Writing {path.name}")
    write_whole(path, lambda file: file.write(made))
    progress.report(_STEPS, _STEPS, "Done")


def copy_picture(
    prepared: PreparedLayer,
    proposal: Proposal,
    options: PictureOptions | None = None,
    choice: Choice | None = None,
    box: Box | None = None,
) -> QImage:
    """Return a picture for the clipboard, as ``write_picture`` would write it.

    Raises:
        SaveError: if it is too large to be drawn.

    """
    options = options or PictureOptions()
    return image(lay_out(prepared, proposal, options, choice, box), options)
