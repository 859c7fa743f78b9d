"""The electoral vote as a bar, in the proposal and with today's borders, the majority marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderkit.number_format import NumberFormat
from borderkit.outcome import Outcome
from borderkit.settings import unlike_today
from ui.session import Session
from ui.tints import tints

_HEIGHT, _THIN = 48, 6


class ElectoralBar(QWidget):
    """Above the electors in the proposal, below them, thin, those of today; beside them the numbers in words."""

    def __init__(self, session: Session, numbers: NumberFormat, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self.setObjectName("electoralBar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._session = session
        self._numbers = numbers
        for signal in (
            session.proposal_replaced,
            session.units_moved,
            session.jurisdictions_changed,
            session.settings_changed,
            session.stroke_ended,
        ):
            signal.connect(self._follow)
        self._follow()

    @property
    def text(self) -> str:
        """What the bar shows, in words."""
        after, before = self._session.proposal.outcome_after, self._session.proposal.outcome_before
        union = after.union
        number = self._numbers.count
        words = (
            f"{number(after.electors_needed)} of {number(union.electors)} to win · "
            f"House {number(union.house_seats)} · Senate {number(union.senators)} · {number(after.states)} states"
        )
        rules = unlike_today(self._session.proposal.settings)
        changed = " (today {} : {})".format(*(number(n) for n in _two(before))) if _two(after) != _two(before) else ""
        nobody = "" if max(_two(after)) >= after.electors_needed else " · nobody has a majority: the House elects"
        return words + changed + nobody + (f" · not today's law: {rules}" if rules else "")

    def _follow(self) -> None:
        dem, rep = _two(self._session.proposal.outcome_after)
        self.setAccessibleName(f"Electoral votes: Democratic {dem}, Republican {rep}. {self.text}")
        self.setToolTip(
            f"{self.text}\nThick: the proposal. Thin: today's borders. The mark in the middle is the majority."
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two bars and a line of text."""
        return QSize(600, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both bars, their ends' numbers, and the majority."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().window())
        after, before = self._session.proposal.outcome_after, self._session.proposal.outcome_before
        bar = QRectF(8, 4, self.width() - 16, 17)
        self._draw(painter, bar, after)
        self._draw(painter, QRectF(8, bar.bottom() + 1, bar.width(), _THIN), before)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(tints().on_bar)
        dem, rep = _two(after)
        flags = Qt.AlignmentFlag.AlignVCenter
        if dem:
            painter.drawText(bar.adjusted(6, 0, 0, 0), flags, f"Dem. {self._numbers.count(dem)}")
        if rep:
            painter.drawText(
                bar.adjusted(0, 0, -6, 0), flags | Qt.AlignmentFlag.AlignRight, f"Rep. {self._numbers.count(rep)}"
            )
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(self.palette().windowText().color())
        line = QRectF(8, bar.bottom() + _THIN + 1, bar.width(), self.height() - bar.bottom() - _THIN - 1)
        text = painter.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, flags, text)
        painter.end()

    def _draw(self, painter: QPainter, bar: QRectF, found: Outcome) -> None:
        union = found.union
        colors = tints()
        painter.fillRect(bar, colors.other)
        if not union.electors:
            return
        width = bar.width() / union.electors
        painter.fillRect(QRectF(bar.left(), bar.top(), union.electors_dem * width, bar.height()), colors.democratic)
        right = union.electors_rep * width
        painter.fillRect(QRectF(bar.right() - right, bar.top(), right, bar.height()), colors.republican)
        # Between the halves: whoever reaches across has more than half of all electors.
        painter.fillRect(QRectF(bar.center().x() - 1, bar.top(), 2, bar.height()), colors.on_bar)
        painter.fillRect(QRectF(bar.center().x() - 0.5, bar.top(), 1, bar.height()), colors.majority)


def _two(found: Outcome) -> tuple[int, int]:
    union = found.union
    return union.electors_dem, union.electors_rep
