"""What the map shows: it follows the session and says which part of the map changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from borderkit.layer import UnitIndices
from borderkit.portrayal import Choice, Legend, Way, portray
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Effect
from ui.map_fills import Fills
from ui.map_renderer import MapContent, MapRenderer
from ui.map_style import MapStyle
from ui.map_view import Box, around
from ui.session import Session

#: Milliseconds after a stroke before the legend names the states that counties moved to.
_RENEW_AFTER = 80


class MapScene(QObject):
    """Fills, borders and marks of the proposal in work, or of the borders before it.

    Attributes:
        renderer: draws it.
        content: what is drawn, for the renderer.

    Signals:
        part_changed: the box of the map within which something changed.
        all_changed: everything may differ.
        legend_changed: other things are shown, or the same in other colours.

    """

    part_changed = Signal(object)
    all_changed = Signal()
    legend_changed = Signal()

    def __init__(
        self, prepared: PreparedLayer, session: Session, style: MapStyle, parent: QObject | None = None
    ) -> None:
        """Show the proposal of a session, each county in the colour of its state."""
        super().__init__(parent)
        self.renderer = MapRenderer(prepared, style)
        self._prepared = prepared
        self._session = session
        self._choice = Choice()
        self._shows_before = False
        self._hatched = False
        self._held_back: list[Box] | None = None
        self._marked = np.empty(0, dtype=np.int32)
        self.content = self._make_content()

        session.proposal_replaced.connect(self._show_all_anew)
        session.units_moved.connect(self._show_moved)
        session.jurisdictions_changed.connect(self._show_all_anew)
        session.settings_changed.connect(self._show_settings)
        session.selection_changed.connect(self._show_selection)
        session.emphasis_changed.connect(self._show_emphasis)
        session.restraint_changed.connect(self._show_all_anew)
        # Naming anew what is seen can wait until the hand rests.
        self._renew_soon = QTimer(self, singleShot=True, interval=_RENEW_AFTER)
        self._renew_soon.timeout.connect(self._renew_legend)
        session.stroke_ended.connect(self._renew_soon.start)

    # What is chosen

    @property
    def choice(self) -> Choice:
        """The way of seeing."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """See the map another way."""
        if choice != self._choice:
            self._choice = choice
            self._show_all_anew()

    @property
    def is_hatched(self) -> bool:
        """Whether hatching tells classes apart as well as colour."""
        return self._hatched

    def set_hatched(self, hatched: bool) -> None:
        """Tell classes apart by hatching, too, or by colour alone."""
        if hatched != self._hatched:
            self._hatched = hatched
            self._show_all_anew()

    @property
    def shows_before(self) -> bool:
        """Whether the borders of today are shown instead of those of the proposal."""
        return self._shows_before

    def show_before(self, before: bool) -> None:
        """Show the borders of today, or those of the proposal."""
        if before != self._shows_before:
            self._shows_before = before
            self._show_all_anew()

    def set_style(self, style: MapStyle) -> None:
        """Show the map on another ground."""
        if style is not self.renderer.style:
            self.renderer.style = style
            self._show_all_anew()

    @property
    def legend(self) -> Legend:
        """What the colours mean."""
        return self._portrayal.legend

    @property
    def has_old_lines(self) -> bool:
        """Whether state lines of today are drawn that are none in the proposal."""
        return not self._shows_before and bool(len(self._session.proposal.moved_units))

    def mark(self, units: UnitIndices) -> None:
        """Tint the units that the gesture in hand would take, and no others."""
        changed = np.setxor1d(units, self._marked).astype(np.int32)
        if len(changed):
            self._marked = np.unique(units).astype(np.int32)
            self._is_marked[changed] = ~self._is_marked[changed]
            self._mend(changed)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Show what changes meanwhile in one go at the end, so that a large area is drawn anew only once."""
        self._held_back = []
        try:
            yield
        finally:
            boxes, self._held_back = self._held_back, None
            if boxes:
                self.part_changed.emit(around(boxes))

    # Following the session

    def _make_content(self) -> MapContent:
        proposal = self._session.proposal
        self._portrayal = portray(proposal, self._choice)
        locked = self._session.restraint.locked
        self._fills = Fills(self._portrayal, self.renderer.style, proposal.jurisdictions, locked)
        layer = proposal.layer
        n_units = len(layer)
        selected = np.zeros(n_units, dtype=bool)
        selected[self._session.selection] = True
        self._marked, self._is_marked = self._marked[:0], np.zeros(n_units, dtype=bool)
        content = MapContent(
            colors=np.zeros(n_units, dtype=np.uint32),
            assignment=layer.home if self._shows_before else proposal.assignment,
            home=layer.home,
            selected=selected,
            outlined=self._outlined(),
            hatches=np.zeros(n_units, dtype=np.uint8) if self._hatched else None,
        )
        self._fill(content, np.arange(n_units, dtype=np.int32))
        return content

    def _outlined(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        proposal, emphasis = self._session.proposal, self._session.emphasis
        if emphasis is None:
            return np.zeros(len(proposal.layer), dtype=bool)
        assignment = proposal.layer.home if self._shows_before else proposal.assignment
        outlined: np.ndarray[tuple[int], np.dtype[np.bool_]] = assignment == proposal.position(emphasis)
        return outlined

    def _fill(self, content: MapContent, units: UnitIndices) -> None:
        """Give units their fills and hatches."""
        classes = self._portrayal.classes(self._session.proposal, units, content.assignment)
        tint = content.selected[units] | self._is_marked[units]
        content.colors[units] = self._fills.colors(classes, content.assignment[units], tint)
        if content.hatches is not None:
            content.hatches[units] = self._fills.hatches[classes]

    def _show_all_anew(self) -> None:
        for name, value in vars(self._make_content()).items():
            setattr(self.content, name, value)
        self.all_changed.emit()
        self.legend_changed.emit()

    def _renew_legend(self) -> None:
        """Name in the legend the states that units moved to, which a stroke may have changed."""
        if self._choice.way is Way.STATE:
            self._portrayal = portray(self._session.proposal, self._choice)
        self.legend_changed.emit()

    def _show_settings(self) -> None:
        """Show the votes or people of other years, unless the map shows none."""
        if self._choice.way not in {Way.STATE, Way.MOVED}:
            self._show_all_anew()

    def _show_moved(self, effect: Effect) -> None:
        if self._shows_before:
            return
        emphasis = self._session.emphasis
        if emphasis is not None:
            position = self._session.proposal.position(emphasis)
            self.content.outlined[effect.units] = self.content.assignment[effect.units] == position
        self._mend(effect.units)

    def _show_selection(self) -> None:
        selected = np.zeros_like(self.content.selected)
        selected[self._session.selection] = True
        changed = np.flatnonzero(selected != self.content.selected).astype(np.int32)
        self.content.selected[:] = selected
        self._mend(changed)

    def _show_emphasis(self) -> None:
        outlined = self._outlined()
        changed = np.flatnonzero(outlined != self.content.outlined).astype(np.int32)
        self.content.outlined[:] = outlined
        self._mend(changed)

    def _mend(self, units: UnitIndices) -> None:
        """Bring fills up to date and tell within which box of the map something changed."""
        if not len(units):
            return
        self._fill(self.content, units)
        box = box_of(self._prepared, units)
        if self._held_back is None:
            self.part_changed.emit(box)
        else:
            self._held_back.append(box)


def box_of(prepared: PreparedLayer, units: UnitIndices) -> Box:
    """Return the box of the map that holds units."""
    boxes = prepared.level(0).boxes[units]
    low, high = np.nanmin(boxes[:, :2], axis=0), np.nanmax(boxes[:, 2:], axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
