"""What the menus do with the map: locks, rings of neighbours, ways of seeing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject

from borderkit.concerned import units_concerned, units_of
from borderkit.layer import UnitIndices
from borderkit.portrayal import Way
from borderkit.restraint import Restraint
from borderkit.selection import grown, shrunk
from ui.map_canvas import MapCanvas
from ui.session import Session

#: The share of the window left around units that are shown, on each side.
_SURROUNDINGS = 0.38


class MapCommands(QObject):
    """Acts on a session and on the map that shows it."""

    def __init__(self, session: Session, canvas: MapCanvas, parent: QObject) -> None:
        """Act on this session and this map."""
        super().__init__(parent)
        self._session = session
        self._canvas = canvas

    # Selections

    def grow_selection(self) -> None:
        """Select the neighbours of what is selected, too."""
        self._session.select(grown(self._session.layer, self._session.selection))

    def shrink_selection(self) -> None:
        """Let go of the selected counties that have a neighbour which is not."""
        self._session.select(shrunk(self._session.layer, self._session.selection))

    def select_units(self, units: list[int]) -> None:
        """Select units, by position."""
        self._session.select(np.array(units, dtype=np.int32))

    def show_units(self, units: list[int]) -> None:
        """Select units and bring them into sight with their surroundings."""
        self.select_units(units)
        self._canvas.look_at(units, margin=_SURROUNDINGS)

    def show_found(self, units: UnitIndices) -> None:
        """Bring units that were looked for into sight."""
        self._canvas.look_at(units.tolist(), margin=0.3)
        self._canvas.setFocus()

    # Locks

    def lock_outlined(self) -> None:
        """Lock the outlined state, or unlock it."""
        code = self._session.emphasis
        if code is not None:
            restraint = self._session.restraint
            self._session.restrain(restraint.with_lock(code, code not in restraint.locked))

    def lock_others(self) -> None:
        """Lock every state but the outlined one and the target."""
        kept = {self._session.emphasis, self._session.target}
        codes = {jurisdiction.code for jurisdiction in self._session.proposal.jurisdictions}
        self._session.restrain(replace(self._session.restraint, locked=frozenset(codes - kept)))

    def free_all(self) -> None:
        """Unlock every state, and take from any."""
        self._session.restrain(Restraint())

    def take_from_outlined(self) -> None:
        """Take counties from the outlined state only."""
        self._session.restrain(replace(self._session.restraint, only_from=self._session.emphasis))

    # Seeing

    def see(self, way: Way) -> None:
        """Colour the counties another way."""
        self._canvas.scene.choose(replace(self._canvas.scene.choice, way=way))

    def swap_before(self) -> None:
        """Show the borders of today, or those of the proposal again."""
        self._canvas.scene.show_before(not self._canvas.scene.shows_before)

    def swap_hatching(self) -> None:
        """Tell classes apart by hatching, too, or by colour alone."""
        self._canvas.scene.set_hatched(not self._canvas.scene.is_hatched)

    def zoom_to(self, code: str) -> None:
        """Show a jurisdiction, as it is and as it was; all of the map where there is no code."""
        proposal = self._session.proposal
        self._look_at(units_of(proposal, [proposal.position(code)] if code else []))

    def look_at_states_concerned(self) -> None:
        """Show the states that the proposal moves counties between, or the whole map if there are none."""
        self._look_at(units_concerned(self._session.proposal))

    def _look_at(self, units: UnitIndices) -> None:
        if len(units):
            self._canvas.look_at(units.tolist())
        else:
            self._canvas.navigator.fit_all()
