"""Export and copying: what a person made, on its way to other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from borderkit.errors import BorderkitError
from borderkit.prepared import PreparedLayer
from borderkit.progress import Progress
from ui import messages
from ui.file_dialogs import ask_for_file, stem_of
from ui.long_work import LongWork
from ui.map_canvas import MapCanvas
from ui.preferences import Preferences
from ui.session import Session

if TYPE_CHECKING:
    from ui.export_dialog import ExportDialog
    from ui.export_kinds import ExportKind

_Write = Callable[[Path, Progress], None]


class ExportCommands(QObject):
    """What File > Export and the copying in the Edit menu do.

    Signals:
        told: a short sentence for the status bar.
        exported: with the path of a file that was written.
    """

    told = Signal(str)
    exported = Signal(object)

    def __init__(
        self, prepared: PreparedLayer, session: Session, canvas: MapCanvas, preferences: Preferences, window: QWidget
    ) -> None:
        """Export the proposal of a session; dialogs belong to ``window``."""
        super().__init__(window)
        self._prepared = prepared
        self._session = session
        self._canvas = canvas
        self._preferences = preferences
        self._window = window
        self._under_way: LongWork[None] | None = None

    def export(self) -> None:
        """Ask for a kind of file and for a file, and write it."""
        if self._under_way is not None:
            return
        self._session.finish_stroke()
        # The start-up does without what only this command needs.
        from ui.export_dialog import ExportDialog

        dialog = ExportDialog(self._preferences.export_kind, self._window, self._session.layer.wording)
        if not dialog.exec():
            return
        kind = dialog.kind
        self._preferences.export_kind = kind.key
        name = f"{stem_of(self._session)}{'-totals' if kind.key == 'totals' else ''}{kind.ending}"
        path = ask_for_file(self._window, f"Export: {kind.name}", self._preferences.export_folder / name, kind.name)
        if path is not None:
            self._preferences.export_folder = path.parent
            self._begin(path, self._writer(kind, dialog), self._remark(kind, dialog))

    def copy_totals(self) -> None:
        """Put the totals of the states concerned and of the Union on the clipboard, for spreadsheets and documents."""
        from borderkit.export.clipboard_table import totals_table

        self._session.finish_stroke()
        table = totals_table(self._session.proposal)
        data = QMimeData()
        data.setText(table.text)
        data.setHtml(table.html)
        QGuiApplication.clipboard().setMimeData(data)
        self.told.emit("The totals are on the clipboard: paste them into a spreadsheet or a document.")

    def copy_picture(self) -> None:
        """Put a picture of what the map shows on the clipboard."""
        from borderkit.drawing import PictureOptions
        from ui.pictures import copy_picture

        self._session.finish_stroke()
        options = PictureOptions(title=False)
        try:
            picture = copy_picture(
                self._prepared, self._session.proposal, options, self._canvas.scene.choice, self._canvas.map_view.box
            )
        except BorderkitError as error:
            messages.show_error(self._window, error)
            return
        QGuiApplication.clipboard().setImage(picture)
        self.told.emit("A picture of the map is on the clipboard.")

    def stop(self) -> None:
        """Give up what is being written, and wait until that has ended: the window goes."""
        if self._under_way is not None:
            self._under_way.stop()

    def _writer(self, kind: ExportKind, dialog: ExportDialog) -> _Write:
        if kind.is_picture:
            return self._picture_writer(dialog)
        if kind.ending == ".html":
            return self._page_writer(dialog)
        return self._data_writer(kind, dialog)

    def _data_writer(self, kind: ExportKind, dialog: ExportDialog) -> _Write:
        from borderkit.export import FORMATS, export

        proposal, what = self._session.proposal, dialog.what
        format_ = next(format_ for format_ in FORMATS if format_.key == kind.key)
        return lambda path, progress: export(proposal, path, what, progress, format_)

    def _page_writer(self, dialog: ExportDialog) -> _Write:
        from borderkit.web_page import WebOptions, write_web_page

        proposal, options = self._session.proposal, WebOptions(base_map=dialog.with_tiles)
        return lambda path, progress: write_web_page(proposal, path, progress, options)

    def _picture_writer(self, dialog: ExportDialog) -> _Write:
        from borderkit.drawing import PictureOptions
        from ui.picture_choices import Region
        from ui.pictures import write_picture

        chosen = dialog.picture
        options = PictureOptions(
            region="states" if chosen.region is Region.STATES else "country",
            width_px=chosen.width_px,
            dpi=chosen.dpi,
            **{name: chosen.has(name) for name in ("title", "legend", "table", "transparent", "black_and_white")},
        )
        box = self._canvas.map_view.box if chosen.region is Region.VIEW else None
        prepared, proposal, choice = self._prepared, self._session.proposal, self._canvas.scene.choice
        return lambda path, progress: write_picture(prepared, proposal, path, options, progress, choice, box)

    def _remark(self, kind: ExportKind, dialog: ExportDialog) -> str:
        """Return what is to be said of the file beside where it is: letters that this machine cannot draw."""
        if not (kind.is_picture and dialog.picture.has("title")):
            return ""
        from ui.handout.typefaces import shortfall

        return shortfall(self._session.proposal.details.title, "the title")

    def _begin(self, path: Path, write: _Write, remark: str) -> None:
        work = LongWork(f"{path.name} is being written.", lambda progress: write(path, progress), self, self._window)
        self._under_way = work
        work.succeeded.connect(lambda _: self._succeed(path, remark))
        work.failed.connect(self._fail)
        work.cancelled.connect(self._end)
        work.start()

    def _succeed(self, path: Path, remark: str) -> None:
        self._end()
        self.told.emit(f"{path.name} is in {path.parent}. {remark}".rstrip())
        self.exported.emit(path)

    def _fail(self, error: Exception) -> None:
        self._end()
        if isinstance(error, BorderkitError):
            messages.show_error(self._window, error)
        else:
            messages.show_bug(type(error), error, error.__traceback__)

    def _end(self) -> None:
        if self._under_way is not None:
            self._under_way.deleteLater()
            self._under_way = None
