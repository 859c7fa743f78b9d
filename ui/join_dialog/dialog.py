"""The window that joins a table: three steps on the left, what was found on the right, what follows below."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from borderkit.errors import SaveError
from borderkit.joining import JoinError, Mapping, Match, Numbers, Suggestion, Table
from borderkit.joining.deciding import Decisions
from borderkit.joining.in_document import KeptColumn
from borderkit.joining.likely import likely_column, likely_source
from borderkit.joining.preview import preview
from borderkit.joining.remembered import recall, remember
from borderkit.joining.written import JoinedWriter
from ui.elided_label import ElidedLabel
from ui.join_dialog.draft import bases, draft, likely_basis, missing
from ui.join_dialog.figure_form import FigureForm
from ui.join_dialog.findings import Findings
from ui.join_dialog.table_form import TableForm
from ui.join_dialog.way_form import WayForm
from ui.join_dialog.work import JoinWork, Loaded
from ui.number_format import system_digits
from ui.refusal_label import RefusalLabel
from ui.scrolled_forms import scrolled
from ui.session import Session

_SIZE = (1000, 660)
_FORM_WIDTH = 380
_REST_MS = 100
_NOTHING = "Choose a table: its figures are added up by state here, before and after, before anything is joined."


class JoinDialog(QDialog):
    """All steps beside each other; it blocks nothing, the map can be edited while it is open.

    Signals:
        join_wanted: with the ``KeptColumn`` that the person wants to join.
        unit_wanted: with the position of a unit that is to be shown on the map.
        settled: nothing is being read or matched, and all that is shown is up to date.
    """

    join_wanted = Signal(object)
    unit_wanted = Signal(int)
    settled = Signal()

    def __init__(self, session: Session, folder: Path, window: QWidget) -> None:
        """Join to the proposal in work; ``folder`` is where the choice of files begins."""
        super().__init__(window, Qt.WindowType.Window)
        self.setObjectName("joinDialog")
        self.setWindowTitle("Join a table")
        self._session = session
        self._writer = JoinedWriter(system_digits())
        self._loaded: Loaded | None = None
        self._decisions: Decisions | None = None
        self._numbers: Numbers | None = None
        self._draft: KeptColumn | None = None
        self.work = JoinWork(session.layer, self)
        self.table_form = TableForm(folder)
        self.way_form = WayForm(session.layer)
        self.figure_form = FigureForm()
        self.findings = Findings(session.layer, self.work.matcher)
        self.effect = QLabel(_NOTHING, wordWrap=True)
        self.refusal = RefusalLabel()
        self.told = ElidedLabel()
        self.join = QPushButton("&Join this column")
        self._close = QPushButton("Close")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._lay_out()
        self._connect_parts()
        self.resize(*_SIZE)
        self._offer_bases()
        self._show_ready()

    # What the program and tests reach for

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being read, and all that is shown is up to date."""
        return not self.work.is_busy and not self._rest.isActive()

    @property
    def table(self) -> Table | None:
        """The table that is open."""
        return self._loaded.table if self._loaded else None

    @property
    def match(self) -> Match | None:
        """Its rows matched to units, with what was decided."""
        return self._decisions.match if self._decisions else None

    def open_table(self, path: Path, sheet: str | None = None) -> None:
        """Read a table, in a thread of its own."""
        self.work.open(path, sheet)

    def tell(self, text: str) -> None:
        """Say at the foot what was done."""
        self.told.setText(text)

    def refuse(self, text: str) -> None:
        """Say why something cannot be done; what is open stays."""
        self.refusal.setText(text)

    # Building

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(scrolled((self.table_form, self.way_form, self.figure_form)))
        parts.addWidget(self.findings)
        parts.setStretchFactor(1, 1)
        parts.setSizes([_FORM_WIDTH, _SIZE[0] - _FORM_WIDTH])
        self.effect.setTextFormat(Qt.TextFormat.PlainText)
        self.effect.setObjectName("joinEffect")
        self.effect.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.effect.setMinimumHeight(3 * self.effect.fontMetrics().lineSpacing())
        self.effect.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.refusal.setObjectName("joinRefusal")
        self.told.setObjectName("joinTold")
        box = QGroupBox("4. What it says")
        inside = QVBoxLayout(box)
        inside.addWidget(self.effect)
        buttons = QHBoxLayout()
        buttons.addWidget(self.told, 1)
        for name, button in (("joinColumn", self.join), ("close", self._close)):
            button.setObjectName(name)
            button.setAutoDefault(False)  # Return in a field is to end the entry
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(parts, 1)
        layout.addWidget(box)
        layout.addWidget(self.refusal)
        layout.addLayout(buttons)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)

    def _connect_parts(self) -> None:
        work, session, rows = self.work, self._session, self.findings.rows
        self.table_form.file_chosen.connect(self.open_table)
        self.table_form.sheet_chosen.connect(self._open_sheet)
        self.way_form.chosen.connect(self._match_by)
        self.figure_form.column_chosen.connect(self._read_column)
        self.figure_form.changed.connect(self._show_effect_soon)
        self.figure_form.typed.connect(self._show_ready)
        rows.decided.connect(self._show_decided)
        rows.likely_wanted.connect(self._look_for_likely)
        self.findings.unit_wanted.connect(self.unit_wanted)
        work.table_read.connect(self._show_table)
        work.matched.connect(self._show_match)
        work.numbers_read.connect(self._show_numbers)
        work.suggested.connect(self._accept_likely)
        work.refused.connect(self.refuse)
        work.rested.connect(self._tell_settled)
        self._rest.timeout.connect(self._show_effect)
        for signal in (session.units_moved, session.jurisdictions_changed, session.history_changed):
            signal.connect(self._show_effect_soon)
        for signal in (session.details_changed, session.proposal_replaced):
            signal.connect(self._offer_bases)
        self.join.clicked.connect(self._join)
        self._close.clicked.connect(self.close)

    # The steps

    def _open_sheet(self, sheet: str) -> None:
        if self._loaded is not None:
            self.open_table(self._loaded.path, sheet)

    def _show_table(self, loaded: Loaded) -> None:
        table = loaded.table
        self._loaded, self._decisions, self._numbers = loaded, None, None
        self.refuse("")
        self.tell("")
        self.table_form.show_table(loaded.path, table)
        self.way_form.show_table(table, loaded.match, loaded.refusal)
        ways = [trial.way for trial in loaded.match.trials] if loaded.match else []
        self.figure_form.show_table(table, likely_column(table, ways), likely_source(table))
        self.figure_form.show_numbers(None)
        self.findings.show_table(table)
        self._offer_bases()
        if loaded.match:
            self._show_match(loaded.match)
        self._read_column()

    def _match_by(self, way: object) -> None:
        if self._loaded is not None:
            self.work.match(self._loaded.table, way)  # type: ignore[arg-type] # the signal carries a Way

    def _show_match(self, match: Match) -> None:
        own = Mapping.of(match.way, match.table)
        self._decisions = Decisions(match, recall(own, self._session.layer))
        self.findings.show_decisions(self._decisions)
        self._show_decided()

    def _show_decided(self) -> None:
        if self._decisions is not None:
            self.way_form.show_match(self._decisions.match)
            self.findings.show_match(self._decisions)
            self.figure_form.ask_several(bool(self._decisions.match.twice))
            self._show_effect_soon()

    def _look_for_likely(self) -> None:
        if self._decisions is not None:
            self.work.suggest(self._decisions.found, self._decisions.open_rows)

    def _accept_likely(self, suggested: dict[int, list[Suggestion]]) -> None:
        accepted = self.findings.rows.accept_likely(suggested)
        self.tell(f"{accepted:,} of {len(suggested):,} rows had a suggestion that leaves little doubt.")

    def _read_column(self) -> None:
        form, loaded = self.figure_form, self._loaded
        if loaded is not None and form.column.currentData() is not None:
            self._numbers = None
            self.work.read_column(loaded.table, form.column.currentData(), form.sign.currentData(), loaded.hint)

    def _show_numbers(self, numbers: Numbers) -> None:
        if self._loaded is None or len(numbers.values) != len(self._loaded.table):
            return
        self._numbers = numbers
        self.figure_form.show_numbers(numbers)
        column = self.figure_form.column.currentData()
        self.findings.show_numbers(self._loaded.table, numbers, column, self._decisions)
        self._show_effect_soon()

    def _offer_bases(self) -> None:
        proposal = self._session.proposal
        self.figure_form.offer_bases(list(bases(proposal)), likely_basis(proposal))
        self._show_effect_soon()

    # What it comes to

    def _show_effect_soon(self, *_: object) -> None:
        self._rest.start()

    def _show_effect(self) -> None:
        self._draft, text = None, _NOTHING
        if self._decisions is not None and self._numbers is not None:
            try:
                self._draft = self._drafted(self._decisions, self._numbers)
                text = "\n".join(preview(self._session.proposal, self._draft.column, self._writer))
            except JoinError as error:
                text = str(error)
        self.effect.setText(text)
        self._show_ready()
        self._tell_settled()

    def _drafted(self, decisions: Decisions, numbers: Numbers) -> KeptColumn:
        form, proposal = self.figure_form, self._session.proposal
        found = draft(proposal, decisions.match, numbers, form.meaning, form.basis_key, form.several_rows)
        heading = decisions.match.table.columns[form.column.currentData()].name
        return replace(found, heading=heading)

    def _show_ready(self) -> None:
        """Let the column be joined once nothing is missing, and say what is."""
        try:
            wanted = missing(self._session.proposal, self.figure_form.meaning) if self._draft else ""
            refusal = ""
        except JoinError as error:
            wanted, refusal = "", str(error)
        self.join.setEnabled(self._draft is not None and not wanted and not refusal)
        if self._draft is not None:
            self.refuse(refusal or wanted)

    def _join(self) -> None:
        if self._decisions is None or self._numbers is None:
            return
        try:
            kept = self._drafted(self._decisions, self._numbers)
            remember(self._decisions.mapping, self._session.layer)
        except (JoinError, SaveError) as error:
            self.refuse(str(error))
            return
        self.join_wanted.emit(kept)

    def _tell_settled(self) -> None:
        if self.is_settled:
            self.settled.emit()

    # Qt's events

    def done(self, result: int) -> None:
        """Close; what is being read is given up."""
        self.work.stop()
        self._rest.stop()
        super().done(result)
