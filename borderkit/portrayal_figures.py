"""Portrayals of figures on a sequential scale: people per area, and any column of the layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderkit import columns
from borderkit import portrayal_scales as scales
from borderkit.areas import AreaUnit
from borderkit.classing import Method, class_of, inner_breaks, rounded_breaks
from borderkit.layer import UnitLayer
from borderkit.legend import (
    ESTIMATE,
    Legend,
    LegendEntry,
    Pattern,
    area_labels,
    count_labels,
    entry,
    estimates_note,
    range_labels,
    sources,
)
from borderkit.portrayal_base import ByFigure
from borderkit.proposal import Proposal

_AREAS = {"land_m2": "Land area", "water_m2": "Water area"}

#: A state's staff overseas are counted by state only; every county's part is an estimate.
_ALL_ESTIMATED = "overseas_2020"

_METHOD_NOTES = {
    Method.QUANTILES: "Classed by quantiles: each class has about as many {units}.",
    Method.EQUAL_STEPS: "Classed by equal steps, rounded.",
    Method.NATURAL_BREAKS: "Classed by natural breaks: within a class, figures differ as little as they can.",
}


def column_labels(layer: UnitLayer) -> dict[str, str]:
    """Return the columns of a layer that can be shown, by key, with their names."""
    shown = (column for column in layer.columns if not column.key.startswith("estimated"))
    return {column.key: _AREAS.get(column.key, column.label) for column in shown}


def column_choices(layer: UnitLayer) -> list[tuple[str, str]]:
    """Return the columns in which a layer has figures, each as its key and its name, in their order."""
    return [(key, label) for key, label in column_labels(layer).items() if layer.column(key).any()]


def by_density(proposal: Proposal, area_unit: AreaUnit) -> ByFigure:
    """Show people of the chosen census per unit of land area, in classes that are the same for all layers."""
    layer, census = proposal.layer, proposal.settings.people
    people, land = layer.column(columns.people(census)), layer.column("land_m2")
    density = np.full(len(layer), np.nan)
    np.divide(people * area_unit.square_metres, land, out=density, where=land > 0)
    breaks = area_unit.density_breaks
    no_data = len(breaks) + 1
    classes = np.where(land > 0, class_of(density, np.array(breaks, dtype=np.float64)), no_data).astype(np.int16)
    fills = np.append(scales.sequential(scales.GREEN, no_data), np.uint32(scales.NO_DATA))
    patterns = (*scales.sequential_patterns(no_data), scales.NO_DATA_PATTERN)
    labels = [*range_labels(breaks), "No land area"][: None if no_data in classes else no_data]
    legend = Legend(
        title=f"People {census} per {area_unit.one} of land",
        entries=_entries(fills, patterns, labels),
        source=sources(layer, columns.people(census), "land_m2"),
    )
    return ByFigure(fills, patterns, legend, classes)


def by_column(proposal: Proposal, key: str, method: Method, n_classes: int, area_unit: AreaUnit) -> ByFigure:
    """Show a column, classed by a method into so many classes, or fewer where its figures repeat."""
    layer, is_area = proposal.layer, key in _AREAS
    values = layer.column(key) / (area_unit.square_metres if is_area else 1)
    breaks = inner_breaks(values, n_classes, method)
    # Counts are whole numbers, and so is what parts them: no count changes its class by that.
    breaks = rounded_breaks(values, breaks if is_area else np.unique(np.ceil(breaks)))
    least, most = float(values.min()), float(values.max())
    labels = area_labels(breaks.tolist(), most) if is_area else count_labels(breaks.tolist(), least, most)
    fills, patterns = scales.sequential(scales.PURPLE, len(labels)), scales.sequential_patterns(len(labels))
    legend = Legend(
        title=f"{_AREAS[key]} in {area_unit.many}" if is_area else _marked(layer, key),
        entries=_entries(fills, patterns, labels),
        source=sources(layer, key),
        note=" ".join(note for note in (layer.wording.fill(_METHOD_NOTES[method]), _estimates(layer, key)) if note),
    )
    return ByFigure(fills, patterns, legend, class_of(values, breaks).astype(np.int16))


def _entries(fills: scales.Colors, patterns: Sequence[Pattern], labels: Sequence[str]) -> tuple[LegendEntry, ...]:
    return tuple(entry(*parts) for parts in zip(fills, patterns, labels, strict=False))


def _marked(layer: UnitLayer, key: str) -> str:
    """Name a column, marked if every one of its figures is an estimate."""
    return f"{ESTIMATE if key == _ALL_ESTIMATED else ''}{column_labels(layer)[key]}"


def _estimates(layer: UnitLayer, key: str) -> str:
    what, _, year = key.rpartition("_")
    if what not in ("dem", "rep", "total"):
        return ""
    election = int(year)
    counted = layer.column(columns.votes("total", election)) > 0
    return estimates_note(layer, counted & (layer.column(columns.estimated(election)) != 0))
