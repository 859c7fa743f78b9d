"""Names on the map: which come first, and where they find a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitIndices
from borderkit.level import Level
from borderkit.prepared import PreparedLayer
from borderkit.tally import Assignment
from ui.insisting import SMALLEST, insist
from ui.label_placing import Choice, Placing, Spots
from ui.label_room import Rows, area_outlines, largest_rows, roomy_spots, unit_outlines, widest_rows
from ui.label_text import Kind, Label, LabelSprites, broken, ems, label_box, paint_labels, short_name
from ui.map_view import MapView

__all__ = ["Label", "LabelPlacer", "LabelSprites", "label_box", "paint_labels", "short_name"]

Flags = NDArray[np.bool_]

#: Of the units in view, only so many of the largest are looked at, and only those of so many pixels.
_MOST_UNITS = 500
_LEAST_WIDTH, _LEAST_HEIGHT = 16.0, 8.0
#: Names of units appear once half of what is in view belongs to units of this size, the root of their area in pixels:
#: a few names scattered over the largest counties of a national map would say nothing.
_NAMED_FROM = 38.0
#: Units that the edge of the view cuts are named in the part in view if that is so many pixels wide and high.
_CUT_WIDTH, _CUT_HEIGHT, _MOST_CUT = 70.0, 26.0, 40

#: Sizes of letters in pixels, by the metres of the map for a pixel from which on they are used.
_JURISDICTION_PIXELS = ((700.0, 17), (1200.0, 15), (2000.0, 13), (2700.0, 12), (3600.0, 11), (float("inf"), 10))
_UNIT_PIXELS = ((50.0, 13), (150.0, 12), (500.0, 11), (float("inf"), 10))
_LEAST_PIXELS = 9
#: Spots found in coarser outlines than those drawn will do while these are off by so many pixels at most.
_LOSS_IN_PIXELS = 2.5
#: Ems that are left free around a text, across and down, within the outline.
_FREE: dict[Kind, tuple[float, float]] = {"jurisdiction": (0.5, 0.3), "unit": (0.15, 0.0)}


class LabelPlacer:
    """Finds places for the names of one layer.

    What does not depend on the view is kept: where names have room in units, and in jurisdictions until units leave
    or join them.
    """

    def __init__(self, prepared: PreparedLayer, family: str = "") -> None:
        """Look at nothing yet; ``family`` is the typeface of the labels, the application's if empty."""
        self._layer = prepared.layer
        self._family = family
        self._areas = _AreaSpots(prepared.level(0), family)
        self._units = _UnitSpots(prepared.layer.names, family)

    def place(
        self,
        view: MapView,
        level: Level,
        assignment: Assignment,
        jurisdictions: Sequence[Jurisdiction],
        *,
        changed: Flags | None = None,
        reserved: Iterable[QRectF] = (),
        focus: Flags | None = None,
        insisted: bool = False,
    ) -> list[Label]:
        """Return the labels of a view: jurisdictions first, then changed units, then the others, larger ones first.

        None overlaps another one or the edge of the view.

        Args:
            view: in pixels of a common screen; for print, the view with its pixels divided by ``pen``.
            level: the outlines that are drawn.
            assignment: (n_units,) the position of each unit's jurisdiction.
            jurisdictions: all of them.
            changed: (n_units,) which units are named at any scale; those away from home if None.
            reserved: where no label may stand, in pixels of the view: under the legend, under the scale bar.
            focus: (n_units,) what the map is about: other units are not named, and their jurisdictions in faint
                letters; None if it is about all.
            insisted: whether changed units are named even in small letters or beside where they are.

        """
        if view.width <= 0 or view.height <= 0:
            return []
        placing = Placing(view, self._family)
        for rect in reserved:
            placing.reserve(rect)
        units = level.unit_grid.touching(*view.box)
        present = np.flatnonzero(np.bincount(assignment[units])).tolist()
        faint = set() if focus is None else set(present) - set(np.unique(assignment[focus]).tolist())
        self._place_jurisdictions(placing, level, assignment, jurisdictions, present, faint)
        changed = assignment != self._layer.home if changed is None else changed
        if insisted:
            self._place_units(placing, level, units[changed[units]], changed)
            self._insist(placing, level, units[changed[units]])
        if focus is not None:
            units = units[focus[units]]
        if insisted:
            units = units[~changed[units]]
        self._place_units(placing, level, units, changed)
        return placing.labels

    def _insist(self, placing: Placing, level: Level, units: UnitIndices) -> None:
        named = {label.unit for label in placing.labels}
        texts = {label.text.replace("\n", " ") for label in placing.labels}
        names = self._layer.names
        left = [unit for unit in units.tolist() if unit not in named and names[unit] not in texts]
        boxes = level.boxes[left].astype(np.float64)
        largest = np.argsort(-(boxes[:, 2:] - boxes[:, :2]).prod(axis=1), kind="stable")
        some = np.array(left, dtype=np.int32)[largest]
        insist(placing, level, some, names, max(_pixels(_UNIT_PIXELS, placing.view.scale), SMALLEST))

    def _place_jurisdictions(
        self,
        placing: Placing,
        level: Level,
        assignment: Assignment,
        jurisdictions: Sequence[Jurisdiction],
        present: list[int],
        faint: set[int],
    ) -> None:
        pixels = _pixels(_JURISDICTION_PIXELS, placing.view.scale)
        choices = {position: _choices(jurisdictions[position], pixels) for position in present}
        texts = {position: _texts(tried) for position, tried in choices.items()}
        spots = self._areas.spots(assignment, texts)
        cut = [p for p in present if placing.place("jurisdiction", choices[p], spots[p], faint=p in faint) == "cut"]
        if cut:
            outlines = area_outlines(level, assignment, cut, placing.view.box)
            found = _spots_by_text(largest_rows(outlines), [texts[p] for p in cut], "jurisdiction", self._family)
            for position, spots_in_view in zip(cut, found, strict=True):
                placing.place("jurisdiction", choices[position], spots_in_view, faint=position in faint)

    def _place_units(self, placing: Placing, level: Level, units: UnitIndices, changed: Flags) -> None:
        scale = placing.view.scale
        boxes = level.boxes[units]
        size = (boxes[:, 2:] - boxes[:, :2]) / scale
        area, first = size.prod(axis=1), changed[units]
        eligible = (size[:, 0] >= _LEAST_WIDTH) & (size[:, 1] >= _LEAST_HEIGHT)
        if float(area[area >= _NAMED_FROM**2].sum()) * 2 < float(area.sum()):
            eligible &= first
        large = np.flatnonzero(eligible)
        large = large[np.lexsort((-area[large], ~first[large]))][:_MOST_UNITS]
        pixels = _pixels(_UNIT_PIXELS, scale)
        self._units.find(level, units[large], scale)
        large = large[self._units.room[units[large]] >= pixels * scale]
        cut: list[int] = []
        # The district is a unit and a jurisdiction: one name is enough.
        named = {label.text.replace("\n", " ") for label in placing.labels}
        for unit in units[large].tolist():
            if self._layer.names[unit] in named:
                continue
            spots = self._units.spots[unit]
            outcome = placing.place("unit", [(text, pixels) for text in spots], spots, unit)
            if outcome == "cut":
                cut.append(unit)
        self._place_cut(placing, level, cut[:_MOST_CUT], pixels)

    def _place_cut(self, placing: Placing, level: Level, units: list[int], pixels: int) -> None:
        """Name units in their part in view."""
        left, bottom, right, top = placing.view.box
        boxes = level.boxes[units]
        low, high = np.maximum(boxes[:, :2], (left, bottom)), np.minimum(boxes[:, 2:], (right, top))
        wide = ((high - low) >= np.array([_CUT_WIDTH, _CUT_HEIGHT]) * placing.view.scale).all(axis=1)
        some = np.array(units, dtype=np.int32)[wide]
        if len(some):
            outlines = unit_outlines(level, some, placing.view.box)
            texts = [tuple(self._units.spots[unit]) for unit in some.tolist()]
            found = _spots_by_text(widest_rows(outlines), texts, "unit", self._family)
            for unit, spots in zip(some.tolist(), found, strict=True):
                placing.place("unit", [(text, pixels) for text in spots], spots, unit)


class _UnitSpots:
    """Where the units' names have room, found for those asked for, and anew where one comes much nearer."""

    def __init__(self, names: Sequence[str], family: str) -> None:
        self._names = names
        self._family = family
        #: (n_units,) the tolerance of the level in which each unit was looked at.
        self._tolerance = np.full(len(names), np.inf)
        #: (n_units,) the most room of any of its texts.
        self.room = np.zeros(len(names))
        self.spots: dict[int, Spots] = {}

    def find(self, level: Level, units: UnitIndices, scale: float) -> None:
        """Make ``room`` and ``spots`` of some units known, as exactly as a scale wants them."""
        new = units[self._tolerance[units] > max(level.tolerance, _LOSS_IN_PIXELS * scale)]
        if not len(new):
            return
        texts = [broken(short_name(self._names[unit]), 2) for unit in new.tolist()]
        found = _spots_by_text(widest_rows(unit_outlines(level, new)), texts, "unit", self._family)
        for unit, spots in zip(new.tolist(), found, strict=True):
            self.spots[unit] = spots
            self.room[unit] = max((room for of_text in spots.values() for room, _, _ in of_text), default=0.0)
        self._tolerance[new] = level.tolerance


class _AreaSpots:
    """Where names have room in whole jurisdictions, kept until units leave or join them."""

    def __init__(self, level: Level, family: str) -> None:
        self._level = level
        self._family = family
        self._assignment = np.empty(0, dtype=np.int16)
        self._rows: dict[int, Rows] = {}
        self._spots: dict[int, Spots] = {}

    def spots(self, assignment: Assignment, texts: dict[int, tuple[str, ...]]) -> dict[int, Spots]:
        """Return the spots of some texts of jurisdictions, by their position."""
        self._forget_changed(assignment)
        new = [position for position in texts if position not in self._rows]
        if new:
            rows = largest_rows(area_outlines(self._level, assignment, new))
            for row, position in enumerate(new):
                self._rows[position], self._spots[position] = rows.only(row), {}
        lacking = [p for p, wanted in texts.items() if not self._spots[p].keys() >= set(wanted)]
        if lacking:
            rows = Rows.joined([self._rows[position] for position in lacking])
            found = _spots_by_text(rows, [texts[position] for position in lacking], "jurisdiction", self._family)
            for position, spots in zip(lacking, found, strict=True):
                self._spots[position].update(spots)
        return {position: self._spots[position] for position in texts}

    def _forget_changed(self, assignment: Assignment) -> None:
        if len(self._assignment) != len(assignment):
            self._rows, self._spots = {}, {}
        else:
            differs = np.flatnonzero(self._assignment != assignment)
            if not len(differs):
                return
            for position in {*self._assignment[differs].tolist(), *assignment[differs].tolist()}:
                self._rows.pop(position, None)
                self._spots.pop(position, None)
        self._assignment = assignment.copy()


def _pixels(sizes: Sequence[tuple[float, int]], scale: float) -> int:
    return next(pixels for least, pixels in sizes if scale <= least)


def _choices(jurisdiction: Jurisdiction, pixels: int) -> list[Choice]:
    """Return what to try for a jurisdiction: its name ever smaller, on more lines, then its code."""
    sizes = range(pixels, max(_LEAST_PIXELS, pixels - 2) - 1, -1)
    names = broken(jurisdiction.name, 3)
    return [(name, size) for size in sizes for name in names] + [(jurisdiction.code, size) for size in sizes]


def _texts(choices: Iterable[Choice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text, _ in choices))


def _spots_by_text(rows: Rows, texts: Sequence[tuple[str, ...]], kind: Kind, family: str) -> list[Spots]:
    """Return for each area where its texts have room."""
    area = [index for index, of_area in enumerate(texts) for _ in of_area]
    flat = [text for of_area in texts for text in of_area]
    sizes = np.array([ems(text, kind, family) for text in flat]).reshape(-1, 2) + np.array(_FREE[kind])
    spots: list[Spots] = [{} for _ in texts]
    for index, text, of_text in zip(area, flat, roomy_spots(rows.take(area), sizes).tolist(), strict=True):
        spots[index][text] = of_text
    return spots
