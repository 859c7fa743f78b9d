"""What districts can go to: home, any jurisdiction of the layer, those that are declared here, or a new one."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox

from borderkit.errors import JurisdictionError
from borderkit.jurisdiction import NEW_STATUSES, OUTSIDE, Jurisdiction, Status, new_jurisdiction, next_color
from borderkit.layer import UnitLayer
from borderkit.takeover.districts import District
from borderkit.takeover.taken import STAYS_HOME
from ui.swatch import swatch

_STAYS = "Stays home"
_LONGEST_NAME = 80


class Targets:
    """The jurisdictions to choose from.

    Attributes:
        wording: what units and jurisdictions are called in the layer.
        declared: those that do not exist yet, in the order they were declared.

    """

    def __init__(self, layer: UnitLayer) -> None:
        """Offer the jurisdictions of a layer."""
        self._today, self.wording, self._outside = layer.jurisdictions, layer.wording, layer.outside
        self.declared: list[Jurisdiction] = []

    @property
    def all(self) -> tuple[Jurisdiction, ...]:
        """Every jurisdiction that there is, new ones first."""
        return (*self.declared, *self._today)

    def name_of(self, code: str) -> str:
        """Return what a choice is called on screen."""
        if code == STAYS_HOME:
            return _STAYS
        found = next((jurisdiction for jurisdiction in self.all if jurisdiction.code == code), None)
        return code if found is None else self._named(found)

    def icon_of(self, code: str | None) -> QIcon:
        """Return the square of a choice's colour on the map; none for one that stays home."""
        found = next((jurisdiction for jurisdiction in self.all if jurisdiction.code == code), None)
        return QIcon() if found is None else swatch(found.color)

    def declare_proposed(self, district: District) -> bool:
        """Declare the jurisdiction that is proposed for a district under its label; False if its name will not do."""
        if any(jurisdiction.code == district.proposed for jurisdiction in self.all):
            return True
        is_outside = district.proposed == OUTSIDE.code
        name = self._outside.name if is_outside else district.label[:_LONGEST_NAME]
        status = OUTSIDE.status if is_outside else Status.NEW_STATE
        color = OUTSIDE.color if is_outside else next_color(other.color for other in self.declared)
        try:
            self.declared.append(new_jurisdiction(district.proposed, name, status, color, self.all))
        except JurisdictionError:
            return False
        return True

    def declare(self, jurisdiction: Jurisdiction) -> None:
        """Offer a jurisdiction that a person declared."""
        self.declared.append(jurisdiction)

    def fill(self, box: QComboBox, chosen: str | None) -> None:
        """Put every choice into a box, and show the one that is made; None shows that there is none yet.

        The data of an entry is a code, or what ``status_wanted`` understands.
        """
        box.clear()
        box.addItem(_STAYS, STAYS_HOME)
        box.insertSeparator(box.count())
        for jurisdiction in self.declared:
            box.addItem(swatch(jurisdiction.color), self._named(jurisdiction), jurisdiction.code)
        box.addItem(self.wording.fill("New {state}…"), Status.NEW_STATE)
        box.addItem("New country…", Status.INDEPENDENT)
        if all(jurisdiction.code != OUTSIDE.code for jurisdiction in self.all):
            box.addItem(swatch(OUTSIDE.color), self._named(self._outside), OUTSIDE.code)
        box.insertSeparator(box.count())
        for jurisdiction in sorted(self._today, key=lambda one: one.name):
            box.addItem(swatch(jurisdiction.color), self._named(jurisdiction), jurisdiction.code)
        box.setCurrentIndex(-1 if chosen is None else box.findData(chosen))

    def take_outside(self) -> None:
        """Declare what those go to who leave the Union, once it is chosen."""
        if all(jurisdiction.code != OUTSIDE.code for jurisdiction in self.all):
            self.declared.append(self._outside)

    def _named(self, jurisdiction: Jurisdiction) -> str:
        is_new = jurisdiction.status in NEW_STATUSES and jurisdiction.code != OUTSIDE.code
        new = f", {self.wording.status(jurisdiction.status)}" if is_new else ""
        return f"{jurisdiction.name} ({jurisdiction.code}{new})"


def status_wanted(data: object) -> Status | None:
    """Return the status of the jurisdiction that an entry wants declared; None for one that is a choice already."""
    # Qt hands back plain text.
    return next((status for status in NEW_STATUSES if data == status.value), None)
