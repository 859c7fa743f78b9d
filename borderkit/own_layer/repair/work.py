"""The outlines while they are repaired, and what has been done to them so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from borderkit.own_layer.areas import areas_m2
from borderkit.own_layer.coordinates import Geometries
from borderkit.own_layer.fitting import Fitting, fitting_projection
from borderkit.own_layer.recipe import Repair
from borderkit.own_layer.repair.result import Place, RepairChange, Untouched

Integers = NDArray[np.int64]
NO_OUTLINE = shapely.Polygon()


class Work:
    """Units under repair; each step replaces outlines and says what it did.

    Attributes:
        geometries: (n,) the outlines; one that needs no repair stays the object that the file gave.
        ids: (n,) the identifiers, text.
        rows: (n,) the row of the file that each comes from, counted from 0.
        kinds: what is to be repaired.
        merged, duplicates: as in ``Repaired``.
        changes, untouched: what was said so far.

    """

    def __init__(self, geometries: Geometries, ids: Sequence[str], crs: str, kinds: frozenset[Repair]) -> None:
        """Begin with what the file has, in longitude and latitude."""
        self.geometries: Geometries = np.array([None, *geometries], dtype=object)[1:]
        self.ids = np.array([str(identifier) for identifier in ids], dtype=object)
        self.rows: Integers = np.arange(len(self.geometries))
        self.kinds = kinds
        self.merged: dict[int, tuple[int, ...]] = {}
        self.duplicates: dict[int, tuple[int, ...]] = {}
        self.changes: list[RepairChange] = []
        self.untouched: list[Untouched] = []
        self._crs = crs
        self._fitting: Fitting | None = None

    def __len__(self) -> int:
        return len(self.geometries)

    @property
    def fitting(self) -> Fitting:
        """The equal-area projection in which everything is measured."""
        if self._fitting is None:
            self._fitting = fitting_projection(self.geometries, self._crs)
        return self._fitting

    def names(self, units: Iterable[int] | Integers) -> tuple[str, ...]:
        """Return the identifiers of units."""
        return tuple(self.ids[unit] for unit in units)

    def areas(self, geometries: Geometries) -> NDArray[np.float64]:
        """Return areas in square metres."""
        return areas_m2(geometries, self.fitting)

    def changed(self, before: Geometries, after: Geometries) -> NDArray[np.float64]:
        """Return by how many square metres outlines have become larger.

        An edge with a position more runs a little differently on the map of the projection. So outlines are compared
        in degrees, where it does not, and only the difference is measured.
        """
        flat = shapely.area(after)
        scale = np.divide(self.areas(after), flat, out=np.zeros(len(after)), where=flat > 0)
        return np.asarray((flat - shapely.area(before)) * scale)

    def drop(self, units: Integers) -> None:
        """Take units out; whoever asks for it has told where their rows have gone."""
        stay = np.ones(len(self), dtype=bool)
        stay[units] = False
        self.geometries, self.ids, self.rows = self.geometries[stay], self.ids[stay], self.rows[stay]

    def tell(self, kind: Repair, units: Iterable[int], said: str, area_m2: float = 0.0, at: Place = None) -> None:
        """Note a repair."""
        self.changes.append(RepairChange(kind, self.names(units), said, float(area_m2), at))

    def leave(
        self, kind: Repair | None, units: Iterable[int], said: str, area_m2: float = 0.0, at: Place = None
    ) -> None:
        """Note what is left as it is."""
        self.untouched.append(Untouched(kind, self.names(units), said, float(area_m2), at))


def place_of(geometry: BaseGeometry | None) -> Place:
    """Return a longitude and latitude inside of a geometry."""
    if geometry is None or geometry.is_empty:
        return None
    point = shapely.point_on_surface(geometry)
    # What has no surface to speak of has a position all the same.
    found = shapely.get_coordinates(geometry if point.is_empty else point)[0]
    return (float(found[0]), float(found[1])) if np.isfinite(found).all() else None


def area_said(square_metres: float) -> str:
    """Return an area as people say it."""
    if square_metres < 0.5:
        return "less than 1 m²"
    if square_metres < 100_000:
        return f"{square_metres:,.0f} m²"
    return f"{square_metres / 1e6:,.1f} km²"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number and its noun."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return some names, and how many more there are."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most:,} more"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
