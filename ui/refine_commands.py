"""What Proposal > Divide counties into precincts… does. Its window is loaded when it is first asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from borderkit.document import Json
from borderkit.errors import BorderkitError
from ui import messages
from ui.session import Session


class RefineCommands(QObject):
    """Divides units of a session's proposal into pieces, and makes them whole again."""

    def __init__(self, session: Session, window: QWidget) -> None:
        """Act on a session; dialogs belong to ``window``."""
        super().__init__(window)
        self._session, self._window = session, window

    def divide(self) -> None:
        """Ask which units are to be divided, by which file, and divide them."""
        from ui.refine_dialog.dialog import RefineDialog

        try:
            dialog = RefineDialog(self._session.proposal, self._window, self._session.selection.tolist())
        except BorderkitError as error:
            messages.show_error(self._window, error)
            return
        dialog.refined.connect(self._refine)
        dialog.exec()
        dialog.deleteLater()

    def _refine(self, refinements: Json, text: str) -> None:
        try:
            self._session.refine(refinements, text)
        except BorderkitError as error:
            messages.show_error(self._window, error)
