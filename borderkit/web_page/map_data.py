"""Everything the page's map is told, as plain data: outlines, units with their figures, colours, names, frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderkit import columns
from borderkit.ground import INSET_MARGIN
from borderkit.legend import ESTIMATE
from borderkit.portrayal import Choice, Portrayal, Way, portray
from borderkit.prepared import MapFrame
from borderkit.proposal import Proposal
from borderkit.web_page.ground_plan import GroundPlan
from borderkit.web_page.label_spots import LabelSpots
from borderkit.web_page.options import WebOptions
from borderkit.web_page.outlines import outlines_of, packed_arcs, packed_rings, packed_rising

Json = dict[str, Any]

_GROUND_DIGITS = 4


def map_data(proposal: Proposal, plan: GroundPlan, options: WebOptions) -> Json:
    """Return what the page's scripts read; ``resources/web/outlines.js`` unpacks it."""
    return {
        "crs": plan.crs,
        "outlines": _outlines(plan),
        "units": _units(proposal),
        "jurisdictions": [{"code": j.code, "name": j.name} for j in proposal.jurisdictions],
        "fills": _fills(proposal, portray(proposal, Choice(Way.STATE))),
        "labels": _labels(proposal, plan),
        "views": _views(proposal, plan),
        "frames": _frames(proposal, plan.frame) if plan.frame is not None else [],
        "ground": _ground(plan.frame) if plan.frame is not None else [],
        "area": {"label": str(options.area_unit), "m2": options.area_unit.square_metres},
        "estimate": ESTIMATE,
        "election": proposal.settings.election,
        "people": proposal.settings.people,
        "has_people": bool(proposal.layer.censuses),
        "has_votes": bool(proposal.layer.elections),
        "units_called": proposal.layer.called[1],
    }


def _outlines(plan: GroundPlan) -> Json:
    found = outlines_of(plan.level)
    anchors = (plan.anchors.astype(np.int64) - found.origin) // found.step
    return {
        "step": found.step,
        "origin": list(found.origin),
        "arcs": packed_arcs(found),
        "n_arcs": len(found.sides),
        "unit": packed_rising(found.sides[:, 0]),
        "other": packed_rising(found.sides[:, 1]),
        "rings": packed_rings(found.rings),
        "anchor_x": packed_rising(anchors[:, 0]),
        "anchor_y": packed_rising(anchors[:, 1]),
    }


def _units(proposal: Proposal) -> Json:
    layer, election = proposal.layer, proposal.settings.election

    def column(key: str) -> list[int]:
        return [int(value) for value in layer.column(key)]

    return {
        "geoid": list(layer.geoids),
        "name": list(layer.names),
        "home": layer.home.tolist(),
        "after": proposal.assignment.tolist(),
        "people": column(columns.people(proposal.settings.people)),
        "land_m2": column("land_m2"),
        "dem": column(columns.votes("dem", election)),
        "rep": column(columns.votes("rep", election)),
        "total": column(columns.votes("total", election)),
        "estimated": np.flatnonzero(layer.column(columns.estimated(election))).tolist(),
    }


def _fills(proposal: Proposal, portrayal: Portrayal) -> Json:
    """Return the colour and hatch of every class, and the class of every unit before and after."""
    every = np.arange(len(proposal.layer), dtype=np.int32)
    return {
        "colors": [f"#{int(color):06x}" for color in portrayal.colors],
        "patterns": [pattern.value for pattern in portrayal.patterns],
        "before": portrayal.classes(proposal, every, proposal.layer.home).tolist(),
        "after": portrayal.classes(proposal, every).tolist(),
    }


def _labels(proposal: Proposal, plan: GroundPlan) -> Json:
    """Return for both sides where the names of jurisdictions stand."""
    spots = LabelSpots(plan.level, plan.anchors)
    home, assignment = proposal.layer.home, proposal.assignment
    before = spots.find(home, range(len(proposal.layer.jurisdictions)))
    moved = proposal.moved_units
    touched = np.union1d(home[moved], assignment[moved]).tolist()
    after: Mapping[int, list[int]] = {
        **{position: spot for position, spot in before.items() if position not in touched},
        **spots.find(assignment, touched),
    }
    return {side: [[p, *found[p]] for p in sorted(found)] for side, found in (("before", before), ("after", after))}


def _views(proposal: Proposal, plan: GroundPlan) -> Json:
    """Return what can be looked at as [left, bottom, right, top]: everything, the states concerned, what moved."""
    home, assignment, moved = proposal.layer.home, proposal.assignment, proposal.moved_units
    views: Json = {"all": _everything(plan)}
    if len(moved):
        touched = np.union1d(home[moved], assignment[moved])
        views["states"] = _box(plan, np.isin(home, touched) | np.isin(assignment, touched))
        views["moved"] = _box(plan, assignment != home)
    return views


def _everything(plan: GroundPlan) -> list[int]:
    """Return the box around all outlines and the frames of insets."""
    boxes = [plan.level.extent]
    if plan.frame is not None:
        frames = plan.frame.insets.values()
        boxes += [(a - INSET_MARGIN, b - INSET_MARGIN, c + INSET_MARGIN, d + INSET_MARGIN) for a, b, c, d in frames]
    sides = zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
    return [int(furthest(edges)) for furthest, edges in sides]


def _box(plan: GroundPlan, units: NDArray[np.bool_]) -> list[int]:
    """Return the box around some units, (n_units,); around everything if none of them has an outline."""
    boxes = plan.level.boxes[units]
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(boxes):
        return [int(edge) for edge in plan.level.extent]
    return [int(edge) for edge in (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))]


def _frames(proposal: Proposal, frame: MapFrame) -> list[Json]:
    names = {j.code: j.name for j in proposal.layer.jurisdictions}
    return [
        {"name": names[code], "box": [round(edge) for edge in box], "scale": frame.inset_scales[code]}
        for code, box in frame.insets.items()
    ]


def _ground(frame: MapFrame) -> list[Json]:
    """Return how long a metre of the map is on the ground, in each part of it on a grid from below to above."""
    return [{"box": list(part.box), "east": np.round(part.east, _GROUND_DIGITS).tolist()} for part in frame.ground]
