"""The rules that the figures follow: election, people, the House, and the seats of those who leave."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from borderkit.proposal import Proposal
from borderkit.settings import LARGEST_HOUSE, METHODS, Settings, settings_on

#: "As it was": the election, and the people whose census gave the seats then in force.
_AS_IT_WAS = {2016: Settings(2016, 2010), 2020: Settings(2020, 2010), 2024: Settings(2024, 2020)}

_METHOD_NAMES = {
    "huntington-hill": "Huntington-Hill (the law of today)",
    "webster": "Webster",
    "jefferson": "Jefferson",
    "adams": "Adams",
    "hamilton": "Hamilton",
    "dean": "Dean",
}
_FIXED, _WYOMING, _CUBE_ROOT = "a number of seats", "Wyoming rule", "cube root of the people"


class RulesDialog(QDialog):
    """Every rule in one place; "as it was" fills them in, "today" takes them back."""

    def __init__(self, proposal: Proposal, parent: QWidget | None = None) -> None:
        """Show a proposal's settings; the House can have no fewer seats than there are states."""
        super().__init__(parent)
        layer, settings = proposal.layer, proposal.settings
        self.setWindowTitle("Rules")
        self._as_it_was = QComboBox()
        self._as_it_was.addItem("Choose…", None)
        self._today = settings_on(layer, {})
        for year, then in _AS_IT_WAS.items():
            if then != settings_on(layer, then.as_stored()):
                continue  # the layer has other figures
            self._as_it_was.addItem(f"As it was in {year}", then)
        self._election = _choice({str(year): year for year in layer.elections or (settings.election,)})
        self._people = _choice({str(year): year for year in layer.censuses or (settings.people,)})
        self._rule = _choice({_FIXED: "", _WYOMING: "wyoming", _CUBE_ROOT: "cube-root"})
        self._seats = QSpinBox()
        self._seats.setRange(max(1, proposal.outcome_after.states), LARGEST_HOUSE)
        self._method = _choice({_METHOD_NAMES[method]: method for method in METHODS})
        self._lapse = QCheckBox("lapse instead of being shared out again")
        note = QLabel(
            "Wyoming rule: the people of the states over those of the least populous one. Cube root: of the "
            "people of the states. Whatever differs from the law of today is named below the electoral bar.",
            wordWrap=True,
        )
        note.setTextFormat(Qt.TextFormat.PlainText)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel | standard.RestoreDefaults)
        buttons.button(standard.RestoreDefaults).setText("The law of today")
        form = QFormLayout(self)
        form.addRow("Fill in", self._as_it_was)
        form.addRow("&Election", self._election)
        form.addRow("&People of", self._people)
        form.addRow("&House", self._rule)
        form.addRow("&Seats", self._seats)
        form.addRow("&Method", self._method)
        form.addRow("Seats of those who &leave", self._lapse)
        form.addRow(note)
        form.addRow(buttons)
        self.setMinimumWidth(460)
        self._as_it_was.activated.connect(self._fill_in_as_it_was)
        self._rule.currentIndexChanged.connect(self._enable_seats)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        buttons.button(standard.RestoreDefaults).clicked.connect(self._fill_in_today)
        self.show_settings(settings)

    @property
    def settings(self) -> Settings:
        """What is chosen now."""
        return Settings(
            election=self._election.currentData(),
            people=self._people.currentData(),
            house_size=self._rule.currentData() or self._seats.value(),
            method=self._method.currentData(),
            lapse_seats=self._lapse.isChecked(),
        )

    def show_settings(self, settings: Settings) -> None:
        """Fill in settings."""
        by_rule = isinstance(settings.house_size, str)
        for box, value in (
            (self._election, settings.election),
            (self._people, settings.people),
            (self._rule, settings.house_size if by_rule else ""),
            (self._method, settings.method),
        ):
            box.setCurrentIndex(box.findData(value))
        self._seats.setValue(Settings().house_size if by_rule else int(settings.house_size))  # type: ignore[arg-type] # the default is a number
        self._lapse.setChecked(settings.lapse_seats)
        self._enable_seats()

    def _fill_in_as_it_was(self) -> None:
        then = self._as_it_was.currentData()
        if then is not None:
            self.show_settings(then)

    def _fill_in_today(self) -> None:
        self.show_settings(self._today)

    def _enable_seats(self) -> None:
        self._seats.setEnabled(not self._rule.currentData())


def _choice(entries: dict[str, object]) -> QComboBox:
    box = QComboBox()
    for label, value in entries.items():
        box.addItem(label, value)
    return box
