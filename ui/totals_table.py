"""The table of totals: its first column stays in place, and no figure is cut off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSignalBlocker, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.totals_model import NAME, TotalsModel

_NAME_WIDTH, _FIGURE_WIDTH, _LEAST_WIDTH, _AIR, _HEAD_AIR = 160, 97, 88, 2, 14
#: The line that shows where figures go under the names when the table is scrolled.
_EDGE_WIDTH = 2


class TotalsTable(QTableView):
    """The table; its first column stays in place when the others are scrolled."""

    def __init__(self, model: TotalsModel, parent: QWidget | None = None) -> None:
        """Show a model, one row selected at a time."""
        super().__init__(parent)
        self.setObjectName("totalsTable")
        self.setAccessibleName("Totals by jurisdiction")
        self._model = model
        self._frozen = QTableView(self)
        self.setModel(model)
        self._frozen.setModel(model)
        self._frozen.setSelectionModel(self.selectionModel())
        for table in (self, self._frozen):
            _dress(table)
        self._frozen.setFrameShape(QFrame.Shape.NoFrame)
        self._frozen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frozen.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._end_of_names = _plain_surface(QPalette.ColorRole.Mid, self)
        self._end_of_names.hide()
        self.horizontalScrollBar().valueChanged.connect(self._mark_end_of_names)
        # Between the scroll bars Qt paints with ``Window``, which is the colour of edges here (see ui/theme.py).
        self._corner = _plain_surface(QPalette.ColorRole.AlternateBase, self)
        self._frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(self._frozen.verticalScrollBar().setValue)
        self.horizontalHeader().sectionResized.connect(self._follow_width)
        self._frozen.doubleClicked.connect(self.doubleClicked)
        self._frozen.clicked.connect(self.clicked)
        for table, other in ((self, self._frozen), (self._frozen, self)):
            header = table.horizontalHeader()
            header.sortIndicatorChanged.connect(model.sort)
            header.sortIndicatorChanged.connect(partial(_show_sorting, other.horizontalHeader()))
        self.setColumnWidth(NAME, _NAME_WIDTH)

    def show_measures(self, keys: tuple[str, ...] | None) -> None:
        """Show the columns of some measures, or of all."""
        few = keys is not None and len(keys) == 1
        header = self.horizontalHeader()
        was_stretched = header.sectionResizeMode(NAME) == QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch if few else QHeaderView.ResizeMode.Interactive)
        if was_stretched and not few:
            self.setColumnWidth(NAME, _NAME_WIDTH)
        for section in range(self.model().columnCount()):
            column = self._model.figure_column(section)
            hidden = column is not None and keys is not None and column.key not in keys
            self.setColumnHidden(section, hidden)
            self._frozen.setColumnHidden(section, section != NAME)
        self.fit_figures()
        self._place_frozen()

    def fit_figures(self) -> None:
        """Give each figure that is shown the room that the longest needs: the Union's, or a change."""
        model, union = self._model, self._model.row_of(None)
        changed = model.changed_rows()
        rows: Sequence[int]
        for section in range(model.columnCount()):
            column = model.figure_column(section)
            if column is None or self.isColumnHidden(section):
                continue
            rows = changed if column.side == "change" else [] if union is None else [union]
            least = _FIGURE_WIDTH
            if column.key in model.joined_keys:  # of a mean, the Union's need not be the longest; names are a person's
                head = self.fontMetrics().horizontalAdvance(column.short) + _HEAD_AIR
                rows, least = range(model.rowCount()), max(least, head)
            longest = max((self.sizeHintForIndex(model.index(row, section)).width() for row in rows), default=0)
            self.setColumnWidth(section, max(least, longest + _AIR))

    def _follow_width(self, section: int, _: int, width: int) -> None:
        if section == NAME:
            self._frozen.setColumnWidth(NAME, width)
            self._place_frozen()

    def _mark_end_of_names(self, scrolled: int) -> None:
        self._end_of_names.setVisible(scrolled > 0)

    def _place_frozen(self) -> None:
        self._frozen.horizontalHeader().setFixedHeight(self.horizontalHeader().height())
        height = self.viewport().height() + self.horizontalHeader().height()
        names = QRect(self.frameWidth(), self.frameWidth(), self.columnWidth(NAME), height)
        self._frozen.setGeometry(names)
        self._end_of_names.setGeometry(names.right(), names.top(), _EDGE_WIDTH, height)
        free = QRect(self.viewport().geometry().bottomRight(), self.contentsRect().bottomRight())
        self._corner.setGeometry(free.adjusted(1, 1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first column as tall as the others."""
        super().resizeEvent(event)
        self._place_frozen()


def _plain_surface(role: QPalette.ColorRole, parent: QWidget) -> QWidget:
    """Return a surface of one colour of the palette."""
    surface = QWidget(parent)
    surface.setBackgroundRole(role)
    surface.setAutoFillBackground(True)
    return surface


def _dress(table: QTableView) -> None:
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(24)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setSortIndicatorShown(True)
    header.setSortIndicatorClearable(True)
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    header.setSectionsClickable(True)
    header.setMinimumSectionSize(_LEAST_WIDTH)
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)


def _show_sorting(header: QHeaderView, section: int, order: Qt.SortOrder) -> None:
    """Let a header show by what the other one made the table sorted."""
    with QSignalBlocker(header):
        header.setSortIndicator(section, order)
    header.viewport().update()
