"""The texts that are typed for handouts."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFormLayout, QGroupBox, QLineEdit, QPlainTextEdit

from borderkit.document import Details
from borderkit.handout.choices import Words
from ui.handout_designer.logo_field import LogoField
from ui.preferences import Preferences

_SUMMARY_LINES = 4
#: Letters of the proposal's own summary that the empty field has room for.
_OWN_SHOWN = 110


class WordsForm(QGroupBox):
    """The fields; an empty one stands for the proposal's own text, or for nothing.

    Signals:
        typed: with the ``Words`` as they stand, at every key.
        left: a field is left.
        logo_chosen: with another logo as ``Words.logo`` holds it, "" for none.
    """

    typed = Signal(object)
    left = Signal()
    logo_chosen = Signal(str)

    def __init__(self, preferences: Preferences) -> None:
        """Show empty fields."""
        super().__init__("On the page")
        self._title = _field("handoutTitle", "Title", "")
        self._summary = _Summary()
        self._contact = _field("handoutContact", "Contact line", "A name, an address, a telephone number")
        self._web = _field("handoutWeb", "Web address", "https://… prints with a QR code")
        self._logo = LogoField(preferences)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Title", self._title)
        form.addRow("&Summary", self._summary)
        form.addRow("&Contact", self._contact)
        form.addRow("&Web", self._web)
        form.addRow("&Logo", self._logo)
        for field in (self._title, self._contact, self._web):
            field.textChanged.connect(self._tell)
            field.editingFinished.connect(self.left)
        self._summary.textChanged.connect(self._tell)
        self._summary.left.connect(self.left)
        self._logo.chosen.connect(self.logo_chosen)

    @property
    def words(self) -> Words:
        """What the fields say, without blanks around it."""
        return Words(
            title=self._title.text().strip(),
            summary=self._summary.toPlainText().strip(),
            contact=self._contact.text().strip(),
            web=self._web.text().strip(),
            logo=self._logo.logo,
        )

    def show_words(self, words: Words) -> None:
        """Fill in what differs; a field that says the same keeps its cursor."""
        told = self.blockSignals(True)
        mine = self.words
        for field, text, own in (
            (self._title, words.title, mine.title),
            (self._contact, words.contact, mine.contact),
            (self._web, words.web, mine.web),
        ):
            if text != own:
                field.setText(text)
        if words.summary != mine.summary:
            self._summary.setPlainText(words.summary)
        if words.logo != mine.logo:
            self._logo.show_logo(words.logo)
        self.blockSignals(told)

    def show_own(self, details: Details) -> None:
        """Show in empty fields what stands there instead: the proposal's own texts."""
        self._title.setPlaceholderText(details.title)
        own = shorten(details.summary, _OWN_SHOWN, placeholder=" …")
        self._summary.setPlaceholderText(own or "A paragraph on what is proposed and why")

    def _tell(self) -> None:
        self.typed.emit(self.words)


class _Summary(QPlainTextEdit):
    """A field of a few lines.

    Signals:
        left: the keyboard goes elsewhere.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("handoutSummary")
        self.setAccessibleName("Summary")
        self.setTabChangesFocus(True)
        margins = 2 * (int(self.document().documentMargin()) + self.frameWidth())
        self.setFixedHeight(_SUMMARY_LINES * self.fontMetrics().lineSpacing() + margins)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left."""
        super().focusOutEvent(event)
        self.left.emit()


def _field(name: str, accessible: str, placeholder: str) -> QLineEdit:
    field = QLineEdit(placeholderText=placeholder)
    field.setObjectName(name)
    field.setAccessibleName(accessible)
    return field
