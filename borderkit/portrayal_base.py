"""What every portrayal of the map has: classes of units, each with a colour and a pattern, and a legend."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderkit.layer import UnitIndices
from borderkit.legend import Legend, Pattern
from borderkit.portrayal_scales import Colors
from borderkit.proposal import Proposal
from borderkit.tally import Assignment

Classes = NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Portrayal(ABC):
    """One way of seeing a proposal's map.

    It holds for the settings and the jurisdictions that the proposal had when it was made. Moves are followed by
    asking for the classes of the units that moved; only a legend that names jurisdictions has to be made anew.

    Attributes:
        colors: (n_classes,) 0xRRGGBB, the fill of each class.
        patterns: the hatching of each class, for those who choose to see it.
        legend: what is shown; classes that no unit has may be missing in it.

    """

    colors: Colors
    patterns: tuple[Pattern, ...]
    legend: Legend

    @abstractmethod
    def classes(self, proposal: Proposal, units: UnitIndices, assignment: Assignment | None = None) -> Classes:
        """Return the class of each of some units, as they are in the proposal, or in another assignment.

        Args:
            proposal: the one that the portrayal was made for.
            units: (n,) positions.
            assignment: (n_units,) where all units belong, such as ``layer.home`` for today's map.

        """


@dataclass(frozen=True, eq=False)
class ByFigure(Portrayal):
    """A portrayal of what units have wherever they belong.

    Attributes:
        class_of_unit: (n_units,) the class of every unit.

    """

    class_of_unit: Classes

    def classes(self, proposal: Proposal, units: UnitIndices, assignment: Assignment | None = None) -> Classes:  # noqa: ARG002
        """Return the class of each of some units; borders make no difference to it."""
        found: Classes = self.class_of_unit[units]
        return found
