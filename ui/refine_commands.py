"""What Proposal > Divide counties into precincts… does. Its window is loaded when it is first asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from borderkit.document import Json
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

        dialog = RefineDialog(self._session.proposal, self._window)
        dialog.refined.connect(self._refine)
        dialog.exec()

    def _refine(self, refinements: Json, text: str) -> None:
        self._session.refine(refinements, text)
