"""The start of the program: a command without a screen, or the window."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.screen import has_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from borderkit.drawing import PictureOptions, Written
    from borderkit.handout.choices import Format
    from borderkit.proposal import Proposal
    from ui.main_window import MainWindow

_NO_SCREEN = (
    "borderkit: there is no screen to open a window on. Without one, these commands work: "
    "borderkit proposals, borderkit totals PROPOSAL, borderkit check FILE, borderkit export PROPOSAL OUT, "
    "borderkit handout PROPOSAL OUT.pdf (borderkit --help lists their options)."
)
_NO_QT = (
    "borderkit: the window cannot be opened: {reason}. Install the system packages that the README lists "
    "under “Linux”. The commands proposals, totals, check and export work without them, but for pictures; "
    "of handout only the data sheet as .html does."
)
_NO_DRAWING = (
    "Nothing can be drawn: {reason}. Install the system packages that the README lists under “Linux”. Data files and "
    "web pages work without them."
)
_NO_COMMAND = "borderkit: there is no command and no file “{name}”. The commands are: {commands}."
_NO_SCREEN_STATUS, _BAD_USAGE = 1, 2


def run() -> None:
    """Run the program on the arguments of the process; the console command calls it."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run the program and return its exit status.

    A first argument that is no command is a file for the window, and no argument is the window alone; all else
    works without a screen and never loads Qt.
    """
    from borderkit import cli

    files = [argument for argument in argv if not argument.startswith("-")]
    for_window = not argv or (len(argv) == len(files) == 1 and files[0] not in cli.COMMANDS)
    if not for_window:
        return cli.run(argv, _DrawsWithQt())
    if argv and not _names_a_file(argv[0]):
        print(_NO_COMMAND.format(name=argv[0], commands=", ".join(cli.COMMANDS)), file=sys.stderr)  # noqa: T201
        return _BAD_USAGE
    if not has_screen():
        print(_NO_SCREEN, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return _NO_SCREEN_STATUS
    return _run_window(Path(argv[0]) if argv else None)


class _DrawsWithQt:
    """Draws for the command line, with or without a screen; Qt is loaded once something is to be drawn."""

    def picture(self, proposal: Proposal, out: Path, options: PictureOptions) -> None:
        """Write a picture of the map, as ``borderkit.drawing.Drawing`` says."""
        _prepare_to_draw()
        from borderkit.drawn_layer import drawn_layer
        from borderkit.progress import Silent
        from ui.pictures import write_picture

        write_picture(drawn_layer(proposal.layer, Silent()), proposal, out, options)

    def handout(self, proposal: Proposal, out: Path, layout: Format, second: Proposal | None) -> tuple[str, ...]:
        """Write a handout, as ``borderkit.drawing.Drawing`` says."""
        _prepare_to_draw()
        from ui.handout.command import write_handout

        return write_handout(proposal, out, layout, second)

    def all_handouts(self, folder: Path, layout: Mapping[str, Any], settings: Mapping[str, Any]) -> list[Written]:
        """Write a handout of every bundled proposal, as ``borderkit.drawing.Drawing`` says."""
        _prepare_to_draw()
        from ui.handout.command import write_all_handouts

        return write_all_handouts(folder, layout, settings)


def _prepare_to_draw() -> None:
    """Make a QApplication that needs no screen where there is none.

    Raises:
        BorderkitError: if Qt cannot be loaded.

    """
    from borderkit.errors import BorderkitError

    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        _application()
    except ImportError as error:
        raise BorderkitError(_NO_DRAWING.format(reason=error)) from error


def _names_a_file(text: str) -> bool:
    """Tell whether a word may be a file: one with an ending, one that exists, or a bundled proposal."""
    from borderkit.opening import exists
    from borderkit.shelf import bundled_path

    return bool(Path(text).suffix) or exists(Path(text)) or bundled_path(text) is not None


def build_window(path: str | Path | None = None) -> MainWindow:
    """Return a window, on a proposal or a layer if one is named, in the QApplication that exists or in a new one.

    Raises:
        BorderkitError: if the map or the shelf cannot be read.
        OperationCancelled: if the person stopped the preparing of a layer.

    """
    from ui.file_commands import is_layer_file
    from ui.windows import windows

    program = windows(_application())
    if path is not None and is_layer_file(Path(path)):
        return program.on_layer(Path(path))
    window = program.on_bundled()
    if path is not None:
        window.open_path(Path(path))
    return window


def _application() -> QApplication:
    """Return the QApplication, dressed as the program's own if it is made here."""
    from PySide6.QtWidgets import QApplication

    from ui.theme import dress

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(sys.argv[:1])
    dress(application)
    return application


def _run_window(path: Path | None) -> int:
    logging.basicConfig(level=logging.WARNING)
    try:
        application = _application()
    except ImportError as error:
        print(_NO_QT.format(reason=error), file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return _NO_SCREEN_STATUS
    from borderkit.errors import BorderkitError, OperationCancelled
    from ui import messages
    from ui.windows import windows

    sys.excepthook = messages.show_bug
    try:
        window, is_open = _first_window(path)
    except OperationCancelled:
        return 0
    except BorderkitError as error:
        messages.show_error(None, error)
        return 1
    windows(application).show(window)
    if path is not None and not is_open:
        window.open_path(path)
    status = application.exec()
    windows(application).let_go_of_closed()
    return status


def _first_window(path: Path | None) -> tuple[MainWindow, bool]:
    """Return the window to begin with, and whether what was named is open in it, or was refused.

    A layer whose way of reading is not known is opened over today's map, where it can be asked for.

    Raises:
        BorderkitError: if the bundled map or the shelf cannot be read.
        OperationCancelled: if the person stopped the opening of the layer.

    """
    from borderkit.errors import LayerError
    from ui import messages
    from ui.file_commands import is_layer_file

    if path is None or not is_layer_file(path):
        return build_window(), path is None
    try:
        from borderkit.own_layer.finding_recipe import known_recipe

        if known_recipe(path) is None:
            return build_window(), False
        return build_window(path), True
    except LayerError as error:
        messages.show_error(None, error)
        return build_window(), True
