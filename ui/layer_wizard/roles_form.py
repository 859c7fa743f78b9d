"""What the columns say of each unit: which it is, what it is called, and where it belongs today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from borderkit.own_layer.found import FieldKind, FoundLayer
from borderkit.own_layer.recipe import HomeKind, Roles
from ui.layer_wizard.field_box import FieldBox
from ui.layer_wizard.guess_mark import GuessMark

_NUMBERED, _BY_IDENTIFIERS = "Number the rows", "As their identifiers"
_WITHOUT_COLUMN = (
    ("All units belong to", HomeKind.ONE_FOR_ALL),
    ("First digits of the identifier", HomeKind.IN_IDENTIFIER),
)
_KINDS = (HomeKind.POSTAL, HomeKind.FIPS, HomeKind.NAME)
_ROOM = 6


class RolesForm(QWidget):
    """Boxes for identifier, name, home, and what a unit is called; figures are told elsewhere.

    Signals:
        changed: the person chose something else.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Start without a layer."""
        super().__init__()
        self._guessed = Roles()
        self._guessed_called = ("", "")
        self._reasons: Mapping[str, str] = {}
        self.identifier = FieldBox("wizardIdentifier", "Column with the identifiers")
        self.name = FieldBox("wizardName", "Column with the names")
        self.home = FieldBox("wizardHome", "Where units belong today")
        self.home_kind = QComboBox()
        self.home_kind.setObjectName("wizardHomeKind")
        self.home_kind.setAccessibleName("What the column of homes holds")
        for kind in _KINDS:
            self.home_kind.addItem(kind.value)
        self.home_for_all = QLineEdit(placeholderText="Oregon, say")
        self.home_for_all.setObjectName("wizardHomeForAll")
        self.home_for_all.setAccessibleName("The jurisdiction that all units belong to")
        self.one = QLineEdit(placeholderText="unit", maxLength=40)
        self.one.setObjectName("wizardOne")
        self.one.setAccessibleName("What one unit is called")
        self.many = QLineEdit(placeholderText="units", maxLength=40)
        self.many.setObjectName("wizardMany")
        self.many.setAccessibleName("What several units are called")
        self._marks = {key: GuessMark() for key in ("identifier", "name", "home", "called")}
        self._lay_out()
        for box in (self.identifier, self.name, self.home, self.home_kind):
            box.activated.connect(self._tell)
        for line in (self.home_for_all, self.one, self.many):
            line.textEdited.connect(self._tell)

    def show_layer(
        self, layer: FoundLayer, guessed: Roles, called: tuple[str, str], reasons: Mapping[str, str]
    ) -> None:
        """Offer the columns of a layer; what is chosen as guessed is marked so from now on."""
        self._guessed, self._guessed_called, self._reasons = guessed, called, reasons
        fields = [field for field in layer.fields if field.kind is not FieldKind.OTHER]
        self.identifier.offer(fields, (_NUMBERED,), reasons)
        self.name.offer(fields, (_BY_IDENTIFIERS,), reasons)
        self.home.offer(fields, [text for text, _ in _WITHOUT_COLUMN], reasons)

    def show_roles(self, roles: Roles, called: tuple[str, str]) -> None:
        """Choose what a guess or a profile says."""
        self.identifier.choose_field(roles.identifier)
        self.name.choose_field(roles.name)
        if roles.home:
            self.home.choose_field(roles.home)
        else:
            self.home.choose_other(int(roles.home_kind is HomeKind.IN_IDENTIFIER))
        kind = roles.home_kind if roles.home_kind in _KINDS else HomeKind.NAME
        self.home_kind.setCurrentIndex(_KINDS.index(kind))
        self.home_for_all.setText(roles.home_for_all)
        self.one.setText(called[0])
        self.many.setText(called[1])
        self._show()

    @property
    def called(self) -> tuple[str, str]:
        """What one unit and several are called."""
        one, many = " ".join(self.one.text().split()), " ".join(self.many.text().split())
        return one or "unit", many or (f"{one}s" if one else "units")

    def roles(self) -> Roles:
        """Return the roles as they are chosen, without figures."""
        roles = Roles(identifier=self.identifier.field, name=self.name.field)
        if self.home.field:
            return replace(roles, home=self.home.field, home_kind=_KINDS[self.home_kind.currentIndex()])
        kind = _WITHOUT_COLUMN[max(self.home.other, 0)][1]
        one = self.home_for_all.text().strip() if kind is HomeKind.ONE_FOR_ALL else ""
        return replace(roles, home_kind=kind, home_for_all=one)

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Show what goes with the choice of the home, and what is as it was guessed."""
        roles = self.roles()
        self.home_kind.setVisible(bool(roles.home))
        self.home_for_all.setVisible(roles.home_kind is HomeKind.ONE_FOR_ALL)
        guessed = self._guessed
        self._mark("identifier", roles.identifier and roles.identifier == guessed.identifier, roles.identifier)
        self._mark("name", roles.name and roles.name == guessed.name, roles.name)
        homes = (roles.home, roles.home_kind, roles.home_for_all)
        same = homes == (guessed.home, guessed.home_kind, guessed.home_for_all)
        tells = roles.home or (roles.identifier if roles.home_kind is HomeKind.IN_IDENTIFIER else "")
        self._mark("home", same and (tells or roles.home_for_all), tells)
        self._mark("called", self.called == self._guessed_called and self.called[0] != "unit", "")

    def _mark(self, key: str, is_guessed: object, field: str) -> None:
        self._marks[key].say(self._reasons.get(field, "") if is_guessed else None)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_ROOM)
        grid.setVerticalSpacing(_ROOM)
        home, called = QHBoxLayout(), QHBoxLayout()
        for widget in (self.home, self.home_kind, self.home_for_all):
            home.addWidget(widget, 1)
        several = QLabel("se&veral")
        several.setBuddy(self.many)
        called.addWidget(self.one, 1)
        called.addWidget(several)
        called.addWidget(self.many, 1)
        captions: tuple[tuple[str, QWidget, QWidget | QHBoxLayout, str], ...] = (
            ("&Identifier", self.identifier, self.identifier, "identifier"),
            ("&Name", self.name, self.name, "name"),
            ("&Home", self.home, home, "home"),
            ("&One is called", self.one, called, "called"),
        )
        for row, (text, buddy, what, key) in enumerate(captions):
            caption = QLabel(text)
            caption.setBuddy(buddy)
            grid.addWidget(caption, row, 0)
            if isinstance(what, QHBoxLayout):
                grid.addLayout(what, row, 1)
            else:
                grid.addWidget(what, row, 1)
            grid.addWidget(self._marks[key], row, 2)
        grid.setColumnStretch(1, 1)
