"""The totals: the table of jurisdictions, which measures it shows, and how a clicked figure comes about."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from borderkit.layer import UnitLayer
from borderkit.measures import MEASURES, has_figures
from borderkit.number_format import NumberFormat
from ui.session import Session
from ui.totals_model import NAME, TotalsModel
from ui.totals_table import TotalsTable

#: What the table can show; None stands for every measure.
_VIEWS: tuple[tuple[str, tuple[str, ...] | None], ...] = (
    ("People", ("people",)),
    ("Land area", ("land_m2",)),
    ("Votes", ("votes_dem", "votes_rep", "votes_other", "votes_total")),
    ("Shares and margin", ("share_dem", "share_rep", "margin")),
    ("Congress and electoral votes", ("house_seats", "senators", "electors")),
    ("{Units}", ("units",)),
    ("Everything", None),
)
#: The views that follow these where columns were joined: each of them, and all of several together.
_JOINED, _ALL_JOINED = "Joined: {}", "All joined figures"
_JOINED_HINT = " A † marks figures for which some {units} have no value."
_FIT_AFTER = 60
_CLICK_HINT = "Click a figure to see how it comes about. Double-click a row to see the {state} on the map."


def _views_on(layer: UnitLayer) -> tuple[tuple[str, tuple[str, ...] | None], ...]:
    """Return the views that a layer has figures for."""
    there = tuple(measure.key for measure in MEASURES if has_figures(layer, measure))
    if len(there) == len(MEASURES):
        return _VIEWS
    views = ((label, there if keys is None else keys) for label, keys in _VIEWS)
    return tuple((label, keys) for label, keys in views if keys[0] in there)


class TotalsPanel(QWidget):
    """Table, choice of measures, and the explanation of the current figure.

    Signals:
        zoom_wanted: the code of a jurisdiction whose row was double-clicked.
    """

    zoom_wanted = Signal(str)

    def __init__(self, session: Session, numbers: NumberFormat, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self._session = session
        self._views = _views_on(session.layer)
        self._is_marking = False
        self._explained: tuple[str | None, int] | None = None
        self.model = TotalsModel(session, numbers, self)
        self.table = TotalsTable(self.model, self)
        self._explanation = QLabel(wordWrap=True)
        self._explanation.setTextFormat(Qt.TextFormat.PlainText)
        self._explanation.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._explanation.setObjectName("figureExplanation")
        self._explanation.setMinimumHeight(76)
        self._explanation.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.measures = QComboBox()
        self.measures.setAccessibleName("Figures shown")
        for label, _ in self._views:
            self.measures.addItem(session.layer.wording.fill(label))
        self.measures.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.measures.currentIndexChanged.connect(self._show_measures)

        top = QHBoxLayout()
        top.addWidget(QLabel("Show"))
        top.addWidget(self.measures, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._explanation)

        self.table.clicked.connect(self._explain)
        self.table.doubleClicked.connect(self._zoom)
        self.table.selectionModel().currentChanged.connect(self._emphasise)
        session.emphasis_changed.connect(self._mark_emphasis)
        self.model.order_changed.connect(self._mark_emphasis)
        self.model.columns_changed.connect(self._offer_joined)
        session.history_changed.connect(self._explain_again)
        # Measuring what each figure takes costs more than a stroke may: once it has come to rest is enough.
        self._fit_soon = QTimer(self, singleShot=True, interval=_FIT_AFTER)
        self._fit_soon.timeout.connect(self.table.fit_figures)
        session.history_changed.connect(self._fit_soon.start)
        session.settings_changed.connect(self._explain_again)
        self._joined_views: list[tuple[str, ...]] = []
        self._show_measures(0)
        self._offer_joined()

    @property
    def explanation_text(self) -> str:
        """What is said of the clicked figure."""
        return self._explanation.text()

    def set_numbers(self, numbers: NumberFormat) -> None:
        """Write numbers in another way."""
        self.model.set_numbers(numbers)
        self.table.fit_figures()
        self._explain_again()

    def _show_measures(self, position: int) -> None:
        views = self._views
        is_joined = position >= len(views)
        self._explained = None
        self._explanation.setText(self._hint)
        self.table.show_measures(self._joined_views[position - len(views)] if is_joined else views[position][1])

    @property
    def _hint(self) -> str:
        """What to do with the table, as long as no figure was clicked."""
        is_joined = self.measures.currentIndex() >= len(self._views)
        return self._session.layer.wording.fill(_CLICK_HINT + (_JOINED_HINT if is_joined else ""))

    def _offer_joined(self) -> None:
        """Offer the joined columns as views, and show the first of those that are new."""
        before = {key for keys in self._joined_views for key in keys}
        chosen = self.measures.currentText()
        keys = self.model.joined_keys
        self._joined_views = [(key,) for key in keys] + ([keys] if len(keys) > 1 else [])
        labels = [_JOINED.format(column.label) for column in self._session.proposal.joined_columns]
        labels += [_ALL_JOINED] if len(keys) > 1 else []
        with QSignalBlocker(self.measures):
            while self.measures.count() > len(self._views):
                self.measures.removeItem(len(_VIEWS))
            self.measures.addItems(labels)
            fresh = next((place for place, key in enumerate(keys) if key not in before), None)
            wanted = self.measures.findText(chosen) if fresh is None else len(self._views) + fresh
            self.measures.setCurrentIndex(max(wanted, 0))
        self._show_measures(self.measures.currentIndex())

    def _explain(self, index: QModelIndex) -> None:
        """Say how a figure comes about, and remember which, so that it can be said again when it has changed."""
        self._explained = self.model.code_at(index.row()), index.column()
        self._explanation.setText(self.model.explanation(index))

    def _explain_again(self) -> None:
        row = self.model.row_of(self._explained[0]) if self._explained else None
        if self._explained is None or row is None:
            self._explained = None
            self._explanation.setText(self._hint)
            return
        self._explanation.setText(self.model.explanation(self.model.index(row, self._explained[1])))

    def _zoom(self, index: QModelIndex) -> None:
        self.zoom_wanted.emit(self.model.code_at(index.row()) or "")

    def _emphasise(self, current: QModelIndex) -> None:
        if current.isValid():
            self._session.emphasise(self.model.code_at(current.row()))
            if not self._is_marking:
                self._explain(current)

    def _mark_emphasis(self) -> None:
        """Make the row of the outlined jurisdiction the current one."""
        code = self._session.emphasis
        row = self.model.row_of(code) if code is not None else None
        selection = self.table.selectionModel()
        if row is None:
            if code is None and self.table.currentIndex().isValid():
                current = self.table.currentIndex()
                if self.model.code_at(current.row()) is not None:
                    selection.clear()
            return
        if self.table.currentIndex().row() != row:
            section = max(self.table.currentIndex().column(), NAME)
            index = self.model.index(row, section)
            flags = QItemSelectionModel.SelectionFlag
            self._is_marking = True
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self._is_marking = False
            self.table.scrollTo(index)
