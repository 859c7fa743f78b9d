"""Pieces that fill a unit, and what had to be done to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from borderkit.projection import Geometries


@dataclass(frozen=True)
class Fitted:
    """Pieces that fill a unit.

    Attributes:
        outlines: (n_kept,) polygons, a coverage that is the unit.
        kept: (n_kept,) which of the pieces that were given they are.
        left_out: those that are not there, with the share of each that lies inside the unit.
        cut_off: those that reach beyond the unit, with the share of each that lay outside.
        uncovered: the share of the unit that no piece covered.
        covered_twice: the share of the unit that several pieces covered.

    """

    outlines: Geometries
    kept: tuple[int, ...]
    left_out: tuple[tuple[int, float], ...]
    cut_off: tuple[tuple[int, float], ...]
    uncovered: float
    covered_twice: float
