"""Filling: all counties of a state that fit a rule, or those of them within a lasso."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from borderkit.filling import units_to_fill
from borderkit.layer import UnitIndices
from ui.tools.base import Press
from ui.tools.region import LassoTool


class FillTool(LassoTool):
    """A click on a state takes all its counties that fit the rule; a line drawn from it, those within the line."""

    name = "fill"
    cursor = Qt.CursorShape.PointingHandCursor
    needs_target = True
    hint = (
        "Click a {state}: all its {units} that fit the rule go to the target. Draw a line to take those within it. "
        "The rule is chosen above the map."
    )

    def units(self) -> UnitIndices:
        """Return the counties within the line that fit the rule, of the state that it began in."""
        return np.empty(0, np.int32) if self._start is None else self._fitting(self._start, super().units())

    def would_take(self, press: Press) -> UnitIndices:
        """Return what a click would take, or the line in progress."""
        return self._fitting(press, None) if self._start is None else self.units()

    def release(self, press: Press) -> None:
        """Fill the state, or what lies within the line."""
        start, was_click = self._start, self._is_click
        if start is None:
            return
        units = self._fitting(start, None) if was_click else self.units()
        with self._hand.at_once():
            self._clear()
            self._take(units, start)
        if not len(units):
            self._session.told.emit(f"No {self._session.layer.called[0]} here fits the rule.")

    def _fitting(self, press: Press, within: UnitIndices | None) -> UnitIndices:
        unit = self._unit(press)
        if not len(unit):
            return unit
        session, settings = self._session, self._hand.settings
        if settings.within_selection:
            within = session.selection if within is None else np.intersect1d(within, session.selection)
        position = int(session.proposal.assignment[unit[0]])
        return units_to_fill(session.proposal, position, settings.fill_rule, within)
