"""What Proposal > Join a table… and Joined columns… do. The windows are loaded when they are first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.preferences import Preferences
from ui.session import Session

if TYPE_CHECKING:
    from borderkit.joining.in_document import KeptColumn
    from ui.join_dialog.columns_dialog import JoinedColumnsDialog
    from ui.join_dialog.dialog import JoinDialog


class JoinCommands(QObject):
    """Acts on the proposal of a session.

    Signals:
        told: a short sentence for the status bar.
        unit_wanted: with the position of a unit that is to be shown on the map.
    """

    told = Signal(str)
    unit_wanted = Signal(int)

    def __init__(self, session: Session, window: QWidget) -> None:
        """Act on a session; dialogs belong to ``window``."""
        super().__init__(window)
        self._session, self._window = session, window
        self._dialog: JoinDialog | None = None
        self._columns: JoinedColumnsDialog | None = None

    @property
    def dialog(self) -> JoinDialog:
        """The window that joins tables, which may be closed."""
        if self._dialog is None:
            from ui.join_dialog.dialog import JoinDialog

            self._dialog = JoinDialog(self._session, Preferences().folder, self._window)
            self._dialog.join_wanted.connect(self._join)
            self._dialog.unit_wanted.connect(self.unit_wanted)
        return self._dialog

    @property
    def columns(self) -> JoinedColumnsDialog:
        """The list of joined columns, which may be closed."""
        if self._columns is None:
            from ui.join_dialog.columns_dialog import JoinedColumnsDialog

            self._columns = JoinedColumnsDialog(self._session, self._window)
            self._columns.remove_wanted.connect(self._remove)
            self._columns.join_wanted.connect(self.join_table)
        return self._columns

    def join_table(self, path: Path | None = None) -> None:
        """Open the window that joins tables, with a table in it if there is a path."""
        _present(self.dialog)
        if path is not None:
            self.dialog.open_table(path)

    def manage(self) -> None:
        """List the joined columns."""
        _present(self.columns)

    def stop(self) -> None:
        """Give up what is being read, for the end of the program."""
        if self._dialog is not None:
            self._dialog.work.stop()

    def _join(self, kept: KeptColumn) -> None:
        from borderkit.joining import JoinError

        self._session.finish_stroke()
        try:
            self._session.proposal.join_column(kept)
        except JoinError as error:
            self.dialog.refuse(str(error))
            return
        self._announce()
        told = f"Joined “{kept.column.label}”."
        self.dialog.tell(f"{told} Choose another column, or close.")
        self.told.emit(f"{told} The totals show it.")

    def _remove(self, key: str) -> None:
        from borderkit.joining import JoinError

        self._session.finish_stroke()
        try:
            label = self._session.proposal.joined.columns.column(key).label if self._session.proposal.joined else key
            self._session.proposal.remove_joined(key)
        except JoinError as error:
            self.columns.refuse(str(error))
            return
        self._announce()
        self.told.emit(f"Removed “{label}”. Undo brings it back.")

    def _announce(self) -> None:
        """Tell everyone of the step that was just made."""
        for signal in (self._session.details_changed, self._session.stroke_ended, self._session.history_changed):
            signal.emit()


def _present(dialog: QWidget) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
