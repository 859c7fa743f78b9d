"""The handout designer: a window beside the map, in which a handout is chosen, typed and seen as it prints."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from borderkit.handout.choices import Template
from borderkit.number_format import NumberFormat
from borderkit.prepared import PreparedLayer
from borderkit.shelf import ShelfEntry
from ui.elided_label import ElidedLabel
from ui.handout_designer.format_form import FormatForm
from ui.handout_designer.order import Order
from ui.handout_designer.pages_panel import PagesPanel
from ui.handout_designer.second_choice import SecondChoice
from ui.handout_designer.typed import Typed
from ui.handout_designer.words_form import WordsForm
from ui.preferences import Preferences
from ui.scrolled_forms import scrolled
from ui.session import Session

#: The pages are made anew when for so many milliseconds no key was pressed and no county moved.
_REST_MS = 150
_SIZE = (1000, 660)
_FORM_WIDTH = 360
_NO_SECOND = "Choose the proposal that this one is compared with."


class HandoutDesigner(QDialog):
    """Fields on the left, pages on the right. It blocks nothing: the map can be edited while it is open.

    Signals:
        save_wanted: with the ``Order`` of the handout to be saved as PDF.
        print_wanted: with the ``Order`` of the handout to be printed, and the position of the page that is shown.
        settled: the page that is shown is what fields and proposal say.
    """

    save_wanted = Signal(object)
    print_wanted = Signal(object, int)
    settled = Signal()

    def __init__(
        self,
        session: Session,
        prepared: PreparedLayer,
        entries: Sequence[ShelfEntry],
        preferences: Preferences,
        numbers: NumberFormat,
        window: QWidget,
    ) -> None:
        """Be about the proposal in work; ``entries`` are what it can be compared with."""
        super().__init__(window, Qt.WindowType.Window)
        self.setObjectName("handoutDesigner")
        self._session, self._prepared = session, prepared
        self._preferences, self._numbers = preferences, numbers
        self.typed = Typed(session, self)
        self.second = SecondChoice(prepared.layer, entries, preferences)
        self.format = FormatForm(self.second, self._session.layer.wording)
        self.words = WordsForm(preferences)
        self.pages = PagesPanel(preferences)
        self.told = ElidedLabel()
        self._save = QPushButton("Save as P&DF…")
        self._print = QPushButton("P&rint…")
        self._close = QPushButton("Close")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._lay_out()
        self._connect_parts()
        self._restore()
        self._show_all()

    # What the program and tests reach for

    @property
    def is_settled(self) -> bool:
        """Whether the page that is shown is what fields and proposal say."""
        return self.pages.is_settled and not self._rest.isActive()

    def present(self) -> None:
        """Show it, or bring it to the front."""
        if not self.isVisible():
            self.show()
            self._make()
        self.raise_()
        self.activateWindow()

    def order(self) -> Order:
        """Return the order of the handout as fields and proposal stand now."""
        return Order.of(
            self._prepared,
            self._session.proposal,
            self.typed.words,
            self.typed.layout,
            self.second.proposal,
            self._numbers,
        )

    def set_numbers(self, numbers: NumberFormat) -> None:
        """Write numbers another way."""
        self._numbers = numbers
        self._make_soon()

    def tell(self, text: str) -> None:
        """Say at the foot what was done."""
        self.told.setText(text)

    def keep(self) -> None:
        """Make a step of what is typed and not kept yet."""
        self.typed.keep()

    # Building

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(scrolled((self.format, self.words)))
        parts.addWidget(self.pages)
        parts.setStretchFactor(1, 1)
        parts.setSizes([_FORM_WIDTH, _SIZE[0] - _FORM_WIDTH])
        buttons = QHBoxLayout()
        buttons.addWidget(self.told, 1)
        for name, button in (("saveHandout", self._save), ("printHandout", self._print), ("close", self._close)):
            button.setObjectName(name)
            button.setAutoDefault(False)  # Return in a field is to end the entry, not to save a file
            buttons.addWidget(button)
        self.told.setObjectName("handoutTold")
        layout = QVBoxLayout(self)
        layout.addWidget(parts, 1)
        layout.addLayout(buttons)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)

    def _connect_parts(self) -> None:
        session, typed = self._session, self.typed
        self.words.typed.connect(typed.type_words)
        self.words.left.connect(typed.keep)
        self.words.logo_chosen.connect(typed.choose_logo)
        self.format.chosen.connect(typed.choose_layout)
        self.second.chosen.connect(self._make_soon)
        typed.changed.connect(self._make_soon)
        typed.refreshed.connect(self._show_all)
        session.details_changed.connect(self._show_own)
        for signal in (
            session.units_moved,
            session.jurisdictions_changed,
            session.settings_changed,
            session.details_changed,
            session.proposal_replaced,
        ):
            signal.connect(self._make_soon)
        self._rest.timeout.connect(self._make)
        self.pages.settled.connect(self._tell_settled)
        self._save.clicked.connect(self._save_as_pdf)
        self._print.clicked.connect(self._print_pages)
        self._close.clicked.connect(self.close)
        for keys, act in ((QKeySequence.StandardKey.Undo, session.undo), (QKeySequence.StandardKey.Redo, session.redo)):
            # A field being typed in takes these keys for itself.
            QShortcut(keys, self).activated.connect(act)

    def _restore(self) -> None:
        geometry = self._preferences.designer_geometry
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(*_SIZE)

    # Fields

    def _show_all(self) -> None:
        self.format.show_layout(self.typed.layout)
        self.words.show_words(self.typed.words)
        self._show_own()

    def _show_own(self) -> None:
        details = self._session.proposal.details
        self.words.show_own(details)
        self.setWindowTitle(f"Handout – {details.title}".replace("[*]", "[*][*]"))

    # Pages

    def _make_soon(self, *_: object) -> None:
        if self.isVisible():
            self._rest.start()

    def _make(self) -> None:
        lacks_second = self.typed.layout.template is Template.COMPARISON and self.second.proposal is None
        for button in (self._save, self._print):
            button.setEnabled(not lacks_second)
        if lacks_second:
            self.pages.say(_NO_SECOND)
        else:
            self.pages.make(self.order())

    def _tell_settled(self) -> None:
        if self.is_settled:
            self.settled.emit()

    # What the buttons do

    def _save_as_pdf(self) -> None:
        self.keep()
        self.save_wanted.emit(self.order())

    def _print_pages(self) -> None:
        self.keep()
        self.print_wanted.emit(self.order(), self.pages.pager.page)

    # Qt's events

    def done(self, result: int) -> None:
        """Close, losing nothing: Esc, the button and the window's own cross all lead here."""
        self.keep()
        self._preferences.designer_geometry = self.saveGeometry()
        self._rest.stop()
        self.pages.stop()
        super().done(result)
