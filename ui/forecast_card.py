"""What a click would change, shown before it is made: a small card over the map."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from borderkit.forecast import forecast
from borderkit.layer import UnitIndices
from borderkit.number_format import NumberFormat
from borderkit.tally import Assignment
from ui.map_style import MapStyle, light
from ui.sentences import expected_sentence, move_sentence
from ui.session import Session

#: Milliseconds that a hand must rest before the change is worked out, so that a quick one never waits.
_AFTER = 25
#: Jurisdictions told of; the others are counted.
_TOLD = 3


class ForecastCard(QLabel):
    """Says what moving some units would change in the jurisdictions concerned, or why they cannot be moved."""

    def __init__(self, session: Session, numbers: NumberFormat, parent: QWidget) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setObjectName("forecastCard")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setContentsMargins(10, 7, 10, 7)
        self._session = session
        self._numbers = numbers
        self._units: UnitIndices = np.empty(0, dtype=np.int32)
        self._puts_back = False
        self._style = light()
        self._timer = QTimer(self, singleShot=True, interval=_AFTER)
        self._timer.timeout.connect(self._work_out)
        self.hide()

    def set_numbers(self, numbers: NumberFormat) -> None:
        """Write numbers another way."""
        self._numbers = numbers

    def set_style(self, style: MapStyle) -> None:
        """Lie on another ground."""
        self._style = style
        palette = self.palette()
        palette.setColor(self.foregroundRole(), style.panel_text)
        self.setPalette(palette)

    def show_for(self, units: UnitIndices, puts_back: bool) -> None:
        """Tell of these units as soon as the hand rests; of none, tell nothing.

        If the first one had moved to the target and the hand ``puts_back`` such units, tell of that.
        """
        self._units, self._puts_back = units, puts_back
        if len(units) and self._session.target is not None:
            self._timer.start()
        else:
            self._timer.stop()
            self.hide()

    def _work_out(self) -> None:
        lines = self._lines()
        self.setVisible(bool(lines))
        if lines:
            self.setText("\n".join(lines))
            self.adjustSize()

    def _lines(self) -> list[str]:
        session = self._session
        target = session.target_jurisdiction
        if target is None or session.stroke_in_progress:
            return []
        units, after = self._moves()
        if not len(units):
            return self._refusal()
        expected = forecast(session.proposal, units, target if after is None else after)
        lines = [move_sentence(session, units, target.name if after is None else None)]
        lines += [expected_sentence(one, session.layer, self._numbers) for one in expected[:_TOLD]]
        others = len(expected) - _TOLD
        return [*lines, f"and {others} more"] if others > 0 else lines

    def _moves(self) -> tuple[UnitIndices, Assignment | None]:
        """Return the units that would move, and where each would go if it would be put back home."""
        session, proposal = self._session, self._session.proposal
        positions = {j.code: at for at, j in enumerate(proposal.jurisdictions)}
        target = positions.get(session.target or "")
        units, home = self._units, proposal.layer.home
        now = proposal.assignment[units]
        if self._puts_back and target is not None and now[0] == target != home[units[0]]:
            back = units[now == target]
            reachable = session.restraint.allowed(proposal.jurisdictions, home[back], now[now == target], home[back])
            return back[reachable], home[back][reachable]
        if target is None:
            from_locked = session.restraint.allowed(proposal.jurisdictions, home[units], now, now)
            return units[from_locked], None
        after = np.full(len(units), target, dtype=np.int16)
        allowed = session.restraint.allowed(proposal.jurisdictions, home[units], now, after) & (now != target)
        return units[allowed], None

    def _refusal(self) -> list[str]:
        """Say what keeps the units where they are, if they are not in the target already."""
        proposal, restraint = self._session.proposal, self._session.restraint
        here = np.unique(proposal.assignment[self._units]).tolist()
        told = (restraint.reason(proposal.jurisdictions[at], proposal.layer.wording) for at in here)
        reasons = [reason for reason in told if reason]
        target = self._session.target_jurisdiction
        if target is not None and target.code in restraint.locked:
            reasons = [f"{target.name} is locked."]
        return reasons[:2]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card under the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._style.frame)
        painter.setBrush(self._style.panel)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        painter.end()
        super().paintEvent(event)
