"""Land and votes: where half of the people and of the votes are, and what each party's counties cover."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from borderkit.concentration import Concentration, concentration, sentences
from borderkit.number_format import NumberFormat
from ui.following_panel import FollowingPanel
from ui.session import Session
from ui.tints import tints

_REST_MS = 120
_BAR_HEIGHT, _LABEL_WIDTH = 16, 62


class LandChart(QWidget):
    """Two bars, land and people, each divided by the party that carried the counties."""

    def __init__(self, numbers: NumberFormat, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._numbers = numbers
        self._found: Concentration | None = None

    def show_figures(self, found: Concentration | None) -> None:
        """Draw other figures."""
        self._found = found
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two bars."""
        return QSize(300, 2 * _BAR_HEIGHT + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw land above people, Democratic from the left and Republican from the right."""
        painter = QPainter(self)
        if self._found is not None:
            dem, rep = self._found.dem, self._found.rep
            self._bar(painter, 2, "Land", dem.land_share, rep.land_share)
            self._bar(painter, _BAR_HEIGHT + 8, "People", dem.people_share, rep.people_share)
        painter.end()
        event.accept()

    def _bar(self, painter: QPainter, top: int, label: str, dem: float, rep: float) -> None:
        bar = QRectF(_LABEL_WIDTH, top, self.width() - _LABEL_WIDTH - 2, _BAR_HEIGHT)
        painter.setPen(self.palette().windowText().color())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, _LABEL_WIDTH, _BAR_HEIGHT), middle, label)
        colors = tints()
        painter.fillRect(bar, colors.other)
        painter.fillRect(QRectF(bar.left(), top, bar.width() * dem, _BAR_HEIGHT), colors.democratic)
        right = bar.width() * rep
        painter.fillRect(QRectF(bar.right() - right, top, right, _BAR_HEIGHT), colors.republican)
        painter.setPen(colors.on_bar)
        for share, side in ((dem, Qt.AlignmentFlag.AlignLeft), (rep, Qt.AlignmentFlag.AlignRight)):
            text = self._numbers.share(share)
            if painter.fontMetrics().horizontalAdvance(text) + 8 < bar.width() * share:
                painter.drawText(bar.adjusted(4, 0, -4, 0), middle | side, text)


class LandPanel(FollowingPanel):
    """Sentences and a chart of the outlined jurisdiction, or of the Union where none is outlined.

    Signals:
        show_wanted: the units that hold half, to be selected on the map.
    """

    show_wanted = Signal(list)

    def __init__(self, session: Session, numbers: NumberFormat, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(_REST_MS, parent)
        self._session = session
        self._side = QComboBox()
        self._side.setAccessibleName("With which borders")
        self._side.addItems(["In the proposal", "With today's borders"])
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._chart = LandChart(numbers)
        self._chart.setToolTip(
            session.layer.wording.fill(
                "{Units} with more Democratic votes from the left, with more Republican votes from the right."
            )
        )
        show_people = QPushButton("Select half of the people")
        show_votes = QPushButton("Select half of the votes")
        buttons = QHBoxLayout()
        buttons.addWidget(show_people)
        buttons.addWidget(show_votes)
        self.column.addWidget(self._side)
        self.column.addWidget(self._chart)
        self.column.addWidget(self._text, 1)
        self.column.addLayout(buttons)
        self.follow(
            (
                session.proposal_replaced,
                session.stroke_ended,
                session.settings_changed,
                session.emphasis_changed,
            )
        )
        self._side.currentIndexChanged.connect(self.fill)
        show_people.clicked.connect(self._show_people)
        show_votes.clicked.connect(self._show_votes)
        self.fill_soon()

    @property
    def text(self) -> str:
        """What is said, a sentence a line."""
        return self._text.text()

    def _found(self) -> Concentration | None:
        session = self._session
        after = self._side.currentIndex() == 0
        if session.emphasis is not None and not after:
            position = session.proposal.position(session.emphasis)
            if position >= len(session.layer.jurisdictions):
                return None
        return concentration(session.proposal, session.emphasis, after=after)

    def fill(self) -> None:
        """Read the proposal."""
        session = self._session
        emphasis = session.emphasis
        name = session.proposal.jurisdiction(emphasis).name if emphasis else session.layer.whole_in_sentence
        found = self._found()
        self._chart.show_figures(found)
        wording = session.layer.wording
        told = sentences(found, name, wording) if found else [f"{name} has no {wording.units} here."]
        self._text.setText("\n".join(told))

    def _show_people(self) -> None:
        found = self._found()
        if found and found.people:
            self.show_wanted.emit(found.people.units.tolist())

    def _show_votes(self) -> None:
        found = self._found()
        if found and found.votes:
            self.show_wanted.emit(found.votes.units.tolist())
