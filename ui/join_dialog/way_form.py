"""The second step: which columns name the units, as it was found by trying, or as a person says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QGroupBox, QLabel, QVBoxLayout

from borderkit.joining import Match, Table, Way, WayKind, summary
from borderkit.joining.table import letters
from borderkit.layer import UnitLayer
from ui.join_dialog.combo import LongCombo

_OTHER = "other"
_WHAT = {
    WayKind.IDENTIFIER: "identifiers (GEOID, FIPS)",
    WayKind.NAME: "names",
    WayKind.CODE: "numbers within the state",
}
_MOST_LINES = 4


class WayForm(QGroupBox):
    """The way through the table; a choice counts at once.

    Signals:
        chosen: with the ``Way``.
    """

    chosen = Signal(object)

    def __init__(self, layer: UnitLayer) -> None:
        """Offer nothing yet."""
        super().__init__("2. What names the units")
        self._layer = layer
        self.way = LongCombo("waySelector", "Columns that name the units")
        self._unit = LongCombo("unitColumn", "Column that names the unit")
        self._kind = LongCombo("unitColumnHolds", "What that column holds")
        self._state = LongCombo("stateColumn", "Where the state of a row is told")
        self._said = QLabel(wordWrap=True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setObjectName("matchSummary")
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow("Named &by", self.way)
        self._form.addRow("&Unit", self._unit)
        self._form.addRow("It h&olds", self._kind)
        self._form.addRow("Stat&e", self._state)
        self._kind.fill([(text, kind) for kind, text in _WHAT.items()])
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addWidget(self._said)
        self._show_own(False)
        self.way.activated.connect(self._choose)
        for box in (self._unit, self._kind, self._state):
            box.activated.connect(self._choose_own)
        self.setEnabled(False)

    @property
    def summary_text(self) -> str:
        """What is said of the match."""
        return self._said.text()

    def show_table(self, table: Table, match: Match | None, refusal: str) -> None:
        """Offer the ways that were tried, and the columns to choose from."""
        trials = match.trials if match else ()
        entries: list[tuple[str, object]] = [(trial.evidence, trial.way) for trial in trials]
        self.way.fill([*entries, ("other columns…", _OTHER)], match.way if match else _OTHER)
        columns = [(f"{letters(at)}: {column.name}", at) for at, column in enumerate(table.columns)]
        self._unit.fill(columns)
        states: list[tuple[str, object]] = [
            ("not told, or within the name", ""),
            *((f"column {c}", n) for c, n in columns),
        ]
        self._state.fill([*states, *((f"all in {j.name}", j.code) for j in self._layer.jurisdictions)])
        self._show_own(match is None)
        self._said.setText(refusal)
        self.setEnabled(True)

    def show_match(self, match: Match) -> None:
        """Say what came of a match."""
        lines = list(summary(match))
        if match.way in [trial.way for trial in match.trials]:
            lines = [line.partition(": ")[2].capitalize() if not at else line for at, line in enumerate(lines)]
        self._said.setText("\n".join(lines[:_MOST_LINES]))
        self._said.setToolTip("\n".join(lines))

    def _choose(self) -> None:
        way = self.way.currentData()
        self._show_own(way == _OTHER)
        if isinstance(way, Way):
            self.chosen.emit(way)
        else:
            self._unit.setFocus()

    def _choose_own(self) -> None:
        self.chosen.emit(self._own_way())

    def _own_way(self) -> Way:
        unit, kind, state = self._unit.currentData(), WayKind(self._kind.currentData()), self._state.currentData()
        if kind is WayKind.IDENTIFIER:
            return Way(kind, (unit,))
        if isinstance(state, int):
            both = WayKind.NAME_AND_STATE if kind is WayKind.NAME else WayKind.STATE_AND_CODE
            return Way(both, (unit, state))
        return Way(kind, (unit,), state)

    def _show_own(self, shown: bool) -> None:
        for box in (self._unit, self._kind, self._state):
            self._form.setRowVisible(box, shown)
