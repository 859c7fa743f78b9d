"""The line of settings above the map: the brush, the rule of filling, what may be taken, and what the colours show."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from borderkit.areas import AreaUnit
from borderkit.filling import FillKind, FillRule
from borderkit.restraint import Restraint
from ui.icons import icon
from ui.session import Session
from ui.tool_settings import BRUSHES, ToolSettings

_FILL_KINDS = {
    FillKind.ALL: "all {units}",
    FillKind.CARRIED_DEM: "carried by the Democrat",
    FillKind.CARRIED_REP: "carried by the Republican",
    FillKind.CARRIED_OTHER: "carried by another",
    FillKind.DENSER: "denser than",
    FillKind.SPARSER: "sparser than",
}
_BY_DENSITY = (FillKind.DENSER, FillKind.SPARSER)
_ANY = "any {state}"
#: Tools that take counties wherever they pass.
_TAKING = frozenset({"paint", "rectangle", "lasso", "push"})
#: The menu of locks offers to lock a state; beyond so many locked ones their number alone is told.
_NAMED_LOCKS = 2


class ToolStrip(QWidget):
    """Shows the settings of the tool in hand, and beside them those that hold for every tool."""

    def __init__(self, session: Session, settings: ToolSettings, parent: QWidget | None = None) -> None:
        """Follow a session and the tools' settings."""
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._area_unit = AreaUnit.SQUARE_MILES
        fill = session.layer.wording.fill
        self._brush = QSlider(Qt.Orientation.Horizontal)
        self._brush.setObjectName("brushSize")
        self._brush.setAccessibleName("Brush size")
        self._brush.setRange(0, len(BRUSHES) - 1)
        self._brush.setPageStep(1)
        self._brush.setFixedWidth(90)
        self._brush_text = QLabel()
        self._fill = QComboBox()
        self._fill.setObjectName("fillRule")
        self._fill.setAccessibleName(fill("Which {units} of a {state} are filled"))
        for kind, text in _FILL_KINDS.items():
            self._fill.addItem(fill(text), kind)
        self._density = QDoubleSpinBox(decimals=0, minimum=0, maximum=100_000, value=50, singleStep=10)
        self._density.setObjectName("fillDensity")
        self._density.setAccessibleName("People per area")
        self._within = QCheckBox("in the selection")
        self._within.setObjectName("fillWithinSelection")
        self._from = QComboBox()
        self._from.setObjectName("takeOnlyFrom")
        self._from.setAccessibleName(fill("Take {units} only from"))
        self._locks = QToolButton()
        self._locks.setObjectName("locks")
        self._locks.setIcon(icon("lock"))
        self._locks.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._locks.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lock_menu = QMenu(self)
        self._locks.setMenu(self._lock_menu)
        for box in (self._fill, self._from):
            # The strip must not keep the window from being narrow.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(7)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setMaximumWidth(220)
        self._lay_out()

        self._brush.valueChanged.connect(self._choose_brush)
        self._fill.currentIndexChanged.connect(self._choose_rule)
        self._density.valueChanged.connect(self._choose_rule)
        self._within.toggled.connect(settings.set_within_selection)
        self._from.activated.connect(self._choose_source)
        self._lock_menu.aboutToShow.connect(self._fill_lock_menu)
        settings.changed.connect(self._show_settings)
        for signal in (session.proposal_replaced, session.jurisdictions_changed):
            signal.connect(self._fill_sources)
        session.restraint_changed.connect(self._show_restraint)
        self._fill_sources()
        self._show_settings()
        self.show_tool("select")

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.setSpacing(6)
        self._brush_parts = [QLabel("Brush"), self._brush, self._brush_text]
        self._fill_parts = [QLabel("Fill with"), self._fill, self._density, self._within]
        for widget in (*self._brush_parts, *self._fill_parts):
            layout.addWidget(widget)
        self._from_parts = [QLabel("Take from"), self._from]
        for widget in (*self._from_parts, self._locks):
            layout.addWidget(widget)
        layout.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_tool(self, name: str) -> None:
        """Show the settings that a tool has."""
        for part in self._brush_parts:
            part.setVisible(name in {"paint", "push"})
        for part in self._fill_parts:
            part.setVisible(name == "fill")
        for part in self._from_parts:
            part.setVisible(name in _TAKING)
        self._density.setVisible(name == "fill" and self._settings.fill_rule.kind in _BY_DENSITY)

    def set_area_unit(self, unit: AreaUnit) -> None:
        """Count people per square mile or per square kilometre."""
        self._area_unit = unit
        self._density.setSuffix(f" / {unit}")
        self._choose_rule()

    # Settings of the tools

    def _choose_brush(self, position: int) -> None:
        self._settings.set_brush(BRUSHES[position])

    def _choose_rule(self) -> None:
        per_km2 = self._density.value() * AreaUnit.SQUARE_KILOMETRES.square_metres / self._area_unit.square_metres
        kind = FillKind(self._fill.currentData())
        self._settings.set_fill_rule(FillRule(kind, per_km2 if kind in _BY_DENSITY else 0.0))

    def _show_settings(self) -> None:
        self._brush.setValue(BRUSHES.index(self._settings.brush))
        brush = self._settings.brush
        self._brush_text.setText(f"{2 * brush} px" if brush else f"one {self._session.layer.called[0]}")
        self._density.setVisible(self._fill.isVisible() and self._settings.fill_rule.kind in _BY_DENSITY)

    # What may be taken

    def _fill_sources(self) -> None:
        self._from.clear()
        self._from.addItem(self._session.layer.wording.fill(_ANY), None)
        for jurisdiction in sorted(self._session.proposal.jurisdictions, key=lambda j: j.name):
            self._from.addItem(jurisdiction.name, jurisdiction.code)
        self._show_restraint()

    def _choose_source(self, position: int) -> None:
        restraint = self._session.restraint
        self._session.restrain(Restraint(restraint.locked, self._from.itemData(position)))

    def _show_restraint(self) -> None:
        restraint = self._session.restraint
        self._from.setCurrentIndex(max(self._from.findData(restraint.only_from), 0))
        names = [j.name for j in self._session.proposal.jurisdictions if j.code in restraint.locked]
        if not names:
            self._locks.setText("Locks")
        elif len(names) <= _NAMED_LOCKS:
            self._locks.setText(f"{' and '.join(names)} locked")
        else:
            self._locks.setText(f"{len(names)} {self._session.layer.wording.states} locked")

    def _fill_lock_menu(self) -> None:
        """Offer to lock the states that one is likely to mean, to unlock the locked ones, and the rest by name."""
        session, menu = self._session, self._lock_menu
        menu.clear()
        everyone = list(session.proposal.jurisdictions)
        menu.addAction("Unlock all", partial(self._lock_only, frozenset())).setEnabled(bool(session.restraint.locked))
        near = [j for j in everyone if j.code in {session.emphasis, session.target}]
        if near:
            names = " and ".join(j.name for j in near).replace("&", "&&")
            rest = frozenset(j.code for j in everyone if j not in near)
            menu.addAction(f"Lock all but {names}", partial(self._lock_only, rest))
        menu.addSeparator()
        for jurisdiction in sorted(everyone, key=lambda j: j.name):
            action = menu.addAction(jurisdiction.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(jurisdiction.code in session.restraint.locked)
            action.toggled.connect(partial(self._lock, jurisdiction.code))

    def _lock_only(self, codes: frozenset[str]) -> None:
        self._session.restrain(Restraint(codes, self._session.restraint.only_from))

    def _lock(self, code: str, locked: bool) -> None:
        self._session.restrain(self._session.restraint.with_lock(code, locked))
