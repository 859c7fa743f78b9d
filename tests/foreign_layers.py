"""Small layers that have nothing to do with counties: precincts of two states, divisions and districts elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import shapely

from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.own_layer.opening import open_with_recipe
from borderkit.own_layer.probing import probe
from borderkit.own_layer.profiles import remember
from borderkit.own_layer.recipe import FigureUse, HomeKind, Measure, Recipe, Roles
from borderkit.prepare import with_neighbours
from borderkit.proposal import Proposal

_COUNTIES = re.compile(r"\bcount(?:y|ies)\b|United States", re.IGNORECASE)
_OF_THE_US = re.compile(
    rf"{_COUNTIES.pattern}|\bstates?\b|\bUnion\b|\bCongress\b|\bConstitution\b|\bCensus Bureau\b|Puerto Rico",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Foreign:
    """A layer, how it is read, and what no text about it may say.

    Attributes:
        first: where its first square stands, in degrees.
        homes: the two jurisdictions that its units belong to by turns.
        recipe: how its file is read.
        not_said: what texts must not have in them.

    """

    name: str
    first: tuple[float, float]
    homes: tuple[str, str]
    recipe: Recipe
    not_said: re.Pattern[str]

    def write(self, folder: Path) -> Path:
        """Write its file: eight squares in two rows, the left four of one home, the right four of the other."""
        x, y = self.first
        squares = [shapely.box(x + at % 4, y + at // 4, x + at % 4 + 1, y + at // 4 + 1) for at in range(8)]
        frame = geopandas.GeoDataFrame(
            {
                "ID": [f"P{at:03}" for at in range(8)],
                "NAME": [f"Place {at}" for at in range(8)],
                "HOME": [self.homes[at % 4 // 2] for at in range(8)],
                "PEOPLE": np.arange(8) * 1_000 + 500,
                "DEM": np.arange(8) * 100 + 10,
                "REP": np.arange(8)[::-1] * 90 + 10,
            },
            geometry=squares,
            crs="EPSG:4326",
        )
        path = folder / f"{self.name}.gpkg"
        pyogrio.write_dataframe(frame, path)
        return path

    def read(self, folder: Path) -> UnitLayer:
        """Write its file and open it."""
        return with_neighbours(open_with_recipe(self.write(folder), self.recipe))

    def known(self, folder: Path) -> Path:
        """Write its file, and remember how it is read as if a person had said so."""
        path = self.write(folder)
        assert remember(path, probe(path).layers[0], self.recipe)
        return path

    def faults(self, texts: Iterable[str]) -> list[str]:
        """Return the texts that say what they must not."""
        return [text for text in texts if self.not_said.search(text)]


def _recipe(home: HomeKind, called: tuple[str, str], *figures: FigureUse) -> Recipe:
    return Recipe(roles=Roles("ID", "NAME", "HOME", home, figures=figures), units_called=called)


_PEOPLE = FigureUse("PEOPLE", Measure.PEOPLE, 2021)
_VOTES = (FigureUse("DEM", Measure.DEM, 2020), FigureUse("REP", Measure.REP, 2020))

PRECINCTS = Foreign(
    "precincts",
    (-119.0, 43.0),
    ("OR", "ID"),
    _recipe(HomeKind.POSTAL, ("precinct", "precincts"), FigureUse("PEOPLE", Measure.PEOPLE, 2020), *_VOTES),
    _COUNTIES,
)
DIVISIONS = Foreign(
    "divisions",
    (-80.0, 45.0),
    ("Ontario", "Québec"),
    _recipe(HomeKind.NAME, ("division", "divisions"), _PEOPLE),
    _OF_THE_US,
)
#: Without people and votes: nothing is known but where they lie.
KREISE = Foreign(
    "kreise", (9.0, 50.0), ("Hessen", "Thüringen"), _recipe(HomeKind.NAME, ("Kreis", "Kreise")), _OF_THE_US
)
ALL = (PRECINCTS, DIVISIONS, KREISE)


def moved(layer: UnitLayer) -> Proposal:
    """Return a proposal with what there are words for: moves of one and of several, new ones, all of one gone."""
    proposal = Proposal(layer)
    right = layer.jurisdictions[int(layer.home[2])].code
    proposal.move(["P000"], right)
    proposal.add_jurisdiction(Jurisdiction("NEW", "Newland", Status.NEW_STATE, "#112233"))
    proposal.move(["P004", "P005"], "NEW")
    stroke = proposal.begin_stroke(OUTSIDE.code)
    stroke.add(layer.indices(["P007"]))
    stroke.finish()
    proposal.move(["P001"], right)
    return proposal
