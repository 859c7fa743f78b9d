"""The find box: names, GEOIDs and cities lead to counties, pasted lists become the selection."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from borderkit.layer import UnitIndices
from borderkit.notes import TERRITORIES
from borderkit.wording import Wording
from ui.session import Session

if TYPE_CHECKING:
    from borderkit.county_list import Lost, ReadList
    from borderkit.finding import Finder, Match

_REASON = Qt.ItemDataRole.UserRole
_MARGIN, _GAP = 6, 12
_WIDEST = 480
#: Where the tool bar is short, so much of the box is left to type in.
_LEAST_WIDTH = 90
_SHOWN_AT_MOST = 12
_LOST_AT_MOST = 8
_QUOTED_AT_MOST = 60
#: A list of all counties with their states has about 80,000 characters.
_LONGEST_LIST = 1_000_000
_LONGEST_NAME = 120
_TRY = (
    "Try a county with its state (Kings, New York), a GEOID of five digits, a state, a large city, "
    "or a list with commas and the state at its end."
)
_TRY_ELSEWHERE = "Try a name, {a_unit} with its {state}, an identifier, or a list with commas."
_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)
_CLOSE_POPUP = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowDeactivate)


class UnitFinder(QLineEdit):
    """A line to type in, and below it what may be meant.

    Enter takes the row that is marked, the first at the start; a list is read as a whole. The keyboard never leaves
    the line.

    Signals:
        units_found: the units that are selected now, as positions in the layer.
        jurisdiction_found: the code of the jurisdiction that is outlined now.
        told: a sentence on what became of a list, or on what to try.
        left: the person is done here and wants the keyboard elsewhere.

    Attributes:
        last_read: what the last list came to, for whoever wants to show all that was lost; None if none was read.

    """

    units_found = Signal(object)
    jurisdiction_found = Signal(str)
    told = Signal(str)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Search the session's layer and the jurisdictions of its proposal."""
        super().__init__(parent)
        self.setObjectName("unitFinder")
        self.setAccessibleName(session.layer.wording.fill("Find {a_unit} or a {state}"))
        self.setPlaceholderText(session.layer.wording.fill("Find {a_unit}, a {state} or paste a list"))
        self.setClearButtonEnabled(True)
        self.setMaxLength(_LONGEST_LIST)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.last_read: ReadList | None = None
        self._session = session
        self._shown_for = ""
        self._replacing = False
        self._popup = _Popup(self)
        self._popup.clicked.connect(self._choose_row)
        self.textEdited.connect(self._follow_text)
        for changed in (session.proposal_replaced, session.jurisdictions_changed):
            changed.connect(self._popup.hide)

    @property
    def popup(self) -> QListView:
        """The list of matches below the line; hidden while there is nothing to choose."""
        return self._popup

    @cached_property
    def _finder(self) -> Finder:
        # The start-up does without what only a search needs.
        from borderkit.finding import Finder

        return Finder(self._session.layer)

    def _is_list(self, text: str) -> bool:
        from borderkit.county_list import is_list

        return is_list(text, self._finder)

    # While typing

    def _follow_text(self, text: str) -> None:
        lines = text.splitlines()
        if text and lines != [text]:
            self._replace_breaks(lines)
        elif not self._replacing:
            self._show_matches()

    def _replace_breaks(self, lines: list[str]) -> None:
        """Keep the breaks of a pasted text as semicolons: a line shows no breaks."""
        # Undone first: else the person's own undo would bring the breaks back, and they would be replaced again.
        self._replacing = True
        self.undo()
        self._replacing = False
        self.selectAll()
        self.insert("; ".join(line.strip() for line in lines if line.strip()))

    def _show_matches(self) -> None:
        text = self.text()
        fitting = [] if self._is_list(text) else self._matches(text)
        if fitting:
            self._popup.show_matches(fitting, [self._remark(match) for match in fitting])
            self._shown_for = text
            self.window().installEventFilter(self)
        else:
            self._popup.hide()

    def _matches(self, text: str) -> list[Match]:
        if len(text) > _LONGEST_NAME:
            return []
        return self._finder.find(text, _SHOWN_AT_MOST, self._session.proposal.jurisdictions)

    def _remark(self, match: Match) -> str:
        """Return what stands greyed behind a match: what it was found by, or what kind of jurisdiction it is."""
        if match.code is None:
            return match.reason
        return self._session.layer.wording.status(self._session.proposal.jurisdiction(match.code).status)

    # Choosing

    def _accept(self) -> None:
        """Take the marked match, read a list, or take the first match: in this order."""
        text = self.text().strip()
        marked = self._popup.marked()
        if marked is not None and self._shown_for == self.text():
            self._choose(marked)
        elif text and self._is_list(text):
            self._read(text)
        elif text:
            matches = self._matches(text)
            if matches:
                self._choose(matches[0])
            else:
                self._read(text)

    def _choose_row(self, row: QModelIndex) -> None:
        self._choose(self._popup.matches[row.row()])

    def _choose(self, match: Match) -> None:
        self._popup.hide()
        self.setText(match.label)
        self.selectAll()
        if match.unit is not None:
            self._select(np.array([match.unit], dtype=np.int32))
        elif match.code is not None:
            self._session.emphasise(match.code)
            self.jurisdiction_found.emit(match.code)

    def _read(self, text: str) -> None:
        self._popup.hide()
        self.selectAll()
        from borderkit.county_list import read_list

        read = read_list(text, self._session.layer, self._finder, self._session.proposal.jurisdictions)
        self.last_read = read
        if len(read.units):
            self._select(read.units)
        self.told.emit(_sentence(text, read, self._session.layer.wording))

    def _select(self, units: UnitIndices) -> None:
        self._session.select(units)
        # Of a divided unit its pieces: there is nothing else to look at.
        self.units_found.emit(self._session.layer.whole_or_pieces(units))

    # Qt's events

    def event(self, event: QEvent) -> bool:
        """Keep the keys that this line answers to from being taken for the window's shortcuts."""
        is_own = isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS
        if is_own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take with Enter, mark with the arrows, clear and leave with Esc; all else is text."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._accept()
            case Qt.Key.Key_Escape:
                self._popup.hide()
                self.clear()
                self.left.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if not self._popup.isVisible():
                self._show_matches()
            case Qt.Key.Key_Down:
                self._popup.mark(self._popup.currentIndex().row() + 1)
            case Qt.Key.Key_Up:
                self._popup.mark(self._popup.currentIndex().row() - 1)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make ready for the first key."""
        super().focusInEvent(event)
        self._finder.prepare()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self._popup.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the list with the line."""
        super().hideEvent(event)
        self._popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the list when the window below it moves or is left."""
        if event.type() in _CLOSE_POPUP and watched is self.window():
            self._popup.hide()
        return super().eventFilter(watched, event)


class _Popup(QListView):
    """The matches, in a window of their own that never takes the keyboard.

    A tool tip's window and not a popup's: a popup would take the keyboard from the line.
    """

    def __init__(self, line: QWidget) -> None:
        super().__init__(line)
        self._line = line
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        self.setWindowFlags(flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("unitFinderMatches")
        self.setAccessibleName("What was found")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(_MatchDelegate(self))
        self.entered.connect(self.setCurrentIndex)
        self.matches: list[Match] = []
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)

    def show_matches(self, matches: Sequence[Match], remarks: Sequence[str]) -> None:
        """Show matches below the line, the first one marked."""
        line = self._line
        self.matches = list(matches)
        self._rows.clear()
        for match, remark in zip(matches, remarks, strict=True):
            row = QStandardItem(match.label)
            row.setEditable(False)
            row.setData(remark, _REASON)
            row.setAccessibleText(f"{match.label}, {remark}" if remark else match.label)
            self._rows.appendRow(row)
        self.mark(0)
        frame = 2 * self.frameWidth()
        width = min(max(line.width(), self.sizeHintForColumn(0) + frame), max(line.width(), _WIDEST))
        height = self.sizeHintForRow(0) * len(self.matches) + frame
        below = line.mapToGlobal(QPoint(0, line.height()))
        screen = line.screen().availableGeometry()
        left = max(screen.left(), min(below.x(), screen.right() - width))
        self.setGeometry(left, below.y(), width, height)
        self.show()

    def mark(self, row: int) -> None:
        """Mark a row; beyond either end the marked one stays."""
        row = max(0, min(row, len(self.matches) - 1))
        self.setCurrentIndex(self._rows.index(row, 0))
        if self.matches:
            self._line.setAccessibleDescription(self.matches[row].label)

    def marked(self) -> Match | None:
        """Return the match that is marked; None while the list is hidden."""
        row = self.currentIndex().row()
        return self.matches[row] if self.isVisible() and 0 <= row < len(self.matches) else None


class _MatchDelegate(QStyledItemDelegate):
    """Draws a match as plain text and, greyed behind it, what it was found by."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        label, remark = row.text, str(index.data(_REASON) or "")
        row.text = ""
        style = row.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        selected = bool(row.state & QStyle.StateFlag.State_Selected)
        strong = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        pale = strong if selected else QPalette.ColorRole.PlaceholderText
        room = row.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        metrics = row.fontMetrics
        behind = metrics.horizontalAdvance(remark)
        before = max(room.width() - behind - _GAP, room.width() // 2) if remark else room.width()
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, before)
        _draw(painter, row, room, shown, strong)
        room.setLeft(room.left() + metrics.horizontalAdvance(shown) + _GAP)
        _draw(painter, row, room, metrics.elidedText(remark, Qt.TextElideMode.ElideRight, room.width()), pale)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room for both texts."""
        size = super().sizeHint(option, index)
        remark = str(index.data(_REASON) or "")
        behind = _GAP + option.fontMetrics.horizontalAdvance(remark) if remark else 0
        label = option.fontMetrics.horizontalAdvance(str(index.data()))
        return QSize(label + behind + 2 * _MARGIN, size.height() + _MARGIN)


def _draw(painter: QPainter, row: QStyleOptionViewItem, room: QRect, text: str, role: QPalette.ColorRole) -> None:
    painter.setPen(row.palette.color(role))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _sentence(text: str, read: ReadList, wording: Wording) -> str:
    """Say what became of a list, or what to try if it came to nothing."""
    from borderkit.finding import is_territory

    if is_territory(text):
        return TERRITORIES
    found = len(read.units)
    if not found and len(read.lost) < 2 and not _has_remedy(read.lost, wording):
        return f"Nothing found for “{_quoted(text)}”. {_TRY if wording.of_counties else wording.fill(_TRY_ELSEWHERE)}"
    selected = f"{wording.count(found)} selected." if found else f"No {wording.unit} selected."
    if not read.lost:
        return selected
    named = [f"“{_quoted(lost.text)}” ({lost.reason})" for lost in read.lost[:_LOST_AT_MOST]]
    more = len(read.lost) - len(named)
    rest = f" and {more:,} more" if more else ""
    return f"{selected} Not understood: {', '.join(named)}{rest}."


def _has_remedy(lost: Sequence[Lost], wording: Wording) -> bool:
    """Tell whether a reason says more than that there is nothing of this name."""
    from borderkit.list_clauses import NOWHERE

    return any(entry.reason != wording.fill(NOWHERE) for entry in lost)


def _quoted(text: str) -> str:
    return text if len(text) <= _QUOTED_AT_MOST else f"{text[:_QUOTED_AT_MOST].rstrip()}…"
