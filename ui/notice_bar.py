"""A bar above the map that tells something and offers what can be done, without getting in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.tints import tints

_SIDES, _ENDS = 10, 6


@dataclass(frozen=True)
class Choice:
    """A button of a notice: what it says, and what it does once the notice is gone."""

    text: str
    action: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Notice:
    """What is told, and the choices; ``about`` lets whoever told it take it back."""

    text: str
    choices: tuple[Choice, ...]
    about: str = ""


class NoticeBar(QWidget):
    """Shows one notice at a time, the others after it; it is not seen while there is none."""

    def __init__(self) -> None:
        """Start without a notice."""
        super().__init__()
        self.setObjectName("noticeBar")
        self._waiting: list[Notice] = []
        self._label = QLabel(wordWrap=True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_SIDES, _ENDS, _SIDES, _ENDS)
        self._row.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it tells now; "" if nothing."""
        return self._waiting[0].text if self._waiting else ""

    @property
    def choices(self) -> list[str]:
        """What its buttons say."""
        return [button.text() for button in self._buttons]

    def tell(self, text: str, choices: Sequence[Choice], about: str = "") -> None:
        """Tell something as soon as nothing else is told; it stays until one of the choices is taken."""
        self._waiting.append(Notice(text, tuple(choices), about))
        if len(self._waiting) == 1:
            self._show_first()

    def take_back(self, about: str) -> None:
        """Tell no more what was told about something."""
        self._waiting = [notice for notice in self._waiting if notice.about != about]
        self._show_first()

    def choose(self, text: str) -> None:
        """Press the button that says this."""
        next(button for button in self._buttons if button.text() == text).click()

    def _show_first(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        if self._waiting:
            notice = self._waiting[0]
            self._label.setText(notice.text)
            for choice in notice.choices:
                button = QPushButton(choice.text)
                button.clicked.connect(partial(self._take, notice, choice))
                self._row.addWidget(button)
                self._buttons.append(button)
        self.setVisible(bool(self._waiting))

    def _take(self, notice: Notice, choice: Choice, _: bool = False) -> None:
        # Gone first: what is done may tell something itself.
        self._waiting.remove(notice)
        self._show_first()
        choice.action()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of a notice."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tints().notice_ground)
        painter.end()
        palette, color = self._label.palette(), tints().notice_text
        if palette.color(QPalette.ColorRole.WindowText) != color:
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self._label.setPalette(palette)
        super().paintEvent(event)
