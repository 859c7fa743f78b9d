"""Deciding for the rows without a unit: accept a suggestion, name another unit, set aside."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from borderkit.joining import Matcher, Suggestion
from borderkit.joining.deciding import Decisions
from borderkit.layer import UnitLayer
from ui.join_dialog.rows_model import ROW, SAYS, UNIT, WHY, RowsModel

_ROW_HEIGHT = 22
_WIDTHS = {ROW: 52, SAYS: 150, WHY: 190}


class _Rows(QTableView):
    """The list; Return and Delete decide for its current row.

    Signals:
        accept_pressed: what it means is to be accepted.
        aside_pressed: it is to be set aside.
    """

    accept_pressed = Signal()
    aside_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the two keys, and leave all others to the list."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.accept_pressed.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.aside_pressed.emit()
            case _:
                super().keyPressEvent(event)


class RowsView(QWidget):
    """The list of rows, and what can be done for the one that is current.

    Signals:
        decided: something was decided.
        likely_wanted: suggestions are wanted for all open rows, to accept those that leave little doubt.
    """

    decided = Signal()
    likely_wanted = Signal()

    def __init__(self, layer: UnitLayer, matcher: Matcher) -> None:
        """Show nothing yet."""
        super().__init__()
        self._layer = layer
        self._units = {f"{name}, {layer.home_of(at).name}": at for at, name in enumerate(layer.names)}
        self.model = RowsModel(matcher)
        self.table = _Rows()
        self.unit = QComboBox(editable=True)
        self.accept = QPushButton("&Accept")
        self.aside = QPushButton("Set as&ide")
        self.forget = QPushButton("&Leave open")
        self.likely = QPushButton("Accept all li&kely ones")
        self._dress_table()
        self._dress_unit()
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._show_current)
        self.table.doubleClicked.connect(self._accept)
        self.accept.clicked.connect(self._accept)
        self.aside.clicked.connect(self._put_aside)
        self.forget.clicked.connect(self._forget)
        self.likely.clicked.connect(self.likely_wanted)
        self._show_current()

    def show_decisions(self, decisions: Decisions | None) -> None:
        """Show the rows of another match."""
        self.model.show(decisions)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, SAYS))
        self._show_current()

    def accept_likely(self, suggested: dict[int, list[Suggestion]]) -> int:
        """Accept the suggestions that leave little doubt; return how many rows that is."""
        if self.model.decisions is None:
            return 0
        self.model.learn(suggested)
        likely = self.model.likely(suggested)
        for row, unit in likely.items():
            self.model.decisions.accept(row, unit)
        self._tell()
        return len(likely)

    # Building

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setObjectName("unmatchedRows")
        table.setAccessibleName("Rows without a unit")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for section, width in _WIDTHS.items():
            table.setColumnWidth(section, width)
        header.setSectionResizeMode(UNIT, QHeaderView.ResizeMode.Stretch)
        table.accept_pressed.connect(self._accept)
        table.aside_pressed.connect(self._put_aside)

    def _dress_unit(self) -> None:
        self.unit.setObjectName("chosenUnit")
        self.unit.setAccessibleName("Unit of this row")
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.unit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.unit.setMinimumContentsLength(18)
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(list(self._units), self.unit)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.unit.setCompleter(completer)
        line = self.unit.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._accept)
        self.unit.editTextChanged.connect(self._show_enabled)

    def _lay_out(self) -> None:
        for name, button in (
            ("acceptUnit", self.accept), ("setAside", self.aside), ("leaveOpen", self.forget),
            ("acceptLikely", self.likely),
        ):  # fmt: skip
            button.setObjectName(name)
            button.setAutoDefault(False)
        caption = QLabel("&It means")
        caption.setBuddy(self.unit)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(caption)
        first.addWidget(self.unit, 1)
        first.addWidget(self.accept)
        second.addWidget(self.aside)
        second.addWidget(self.forget)
        second.addStretch(1)
        second.addWidget(self.likely)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.table, 1)
        layout.addLayout(first)
        layout.addLayout(second)

    # The current row

    @property
    def _line(self) -> int:
        return self.table.currentIndex().row()

    def _show_current(self, *_: QModelIndex) -> None:
        decisions, line = self.model.decisions, self._line
        self.unit.clear()
        if decisions is not None and line >= 0:
            unit = decisions.unit(self.model.row(line))
            labels = [suggestion.label for suggestion in self.model.suggestions(line)]
            own = [] if unit is None else [f"{self._layer.names[unit]}, {self._layer.home_of(unit).name}"]
            self.unit.addItems(list(dict.fromkeys([*own, *labels])))
        self._show_enabled()

    def _show_enabled(self) -> None:
        decisions, line = self.model.decisions, self._line
        is_row = decisions is not None and line >= 0
        row = self.model.row(line) if is_row else -1
        self.unit.setEnabled(is_row)
        self.accept.setEnabled(is_row and self.unit.currentText() in self._units)
        self.aside.setEnabled(decisions is not None and is_row and not decisions.is_aside(row))
        self.forget.setEnabled(decisions is not None and is_row and decisions.is_decided(row))
        self.likely.setEnabled(decisions is not None and bool(decisions.n_open))

    def _accept(self) -> None:
        unit = self._units.get(self.unit.currentText())
        if self.model.decisions is not None and self._line >= 0 and unit is not None:
            self.model.decisions.accept(self.model.row(self._line), unit)
            self._go_on()

    def _put_aside(self) -> None:
        if self.model.decisions is not None and self._line >= 0:
            self.model.decisions.put_aside(self.model.row(self._line))
            self._go_on()

    def _forget(self) -> None:
        if self.model.decisions is not None and self._line >= 0:
            self.model.decisions.forget(self.model.row(self._line))
            self._tell()

    def _go_on(self) -> None:
        """Go to the next row that is open, so that a list is worked through with one key."""
        decisions, line = self.model.decisions, self._line
        if decisions is None:
            return
        following = (at for at in range(line + 1, len(decisions.rows)) if not decisions.is_decided(decisions.rows[at]))
        self.table.setCurrentIndex(self.model.index(next(following, line), SAYS))
        self._tell()

    def _tell(self) -> None:
        self.model.refresh()
        self._show_current()
        self.decided.emit()
