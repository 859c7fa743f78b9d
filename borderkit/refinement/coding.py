"""Divided units as a proposal file keeps them, so that it opens where the file of the pieces is not at hand."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from borderkit.refinement.errors import RefinementError

if TYPE_CHECKING:
    import shapely

Json = Any

#: The key of a proposal file that keeps them.
REFINEMENTS = "refinements"

#: More cannot be shown, and nobody divides a county into so many.
_MOST_PIECES = 100_000

#: Larger numbers are not kept exactly by every program that reads JSON.
_LARGEST = 2**53

_LITTLE_ENDIAN = 1
_REMEDY = "Divide the unit anew from the file of its pieces, or open an earlier copy."


@dataclass(frozen=True)
class Piece:
    """A piece of a unit.

    Attributes:
        id: its identifier in the proposal, unique there.
        name: its name within the unit.
        figures: its figures by the key of the column; those that are left out are 0.
        outline: a valid polygon or multipolygon in the coordinates of the layer that is divided.

    """

    id: str
    name: str
    figures: Mapping[str, int]
    outline: shapely.Geometry


@dataclass(frozen=True)
class Refinement:
    """A unit that is divided.

    Attributes:
        unit: its GEOID.
        file: the name of the file that the pieces are from.
        said: what was done to make them fit, for people.
        called: what one piece and several are called.
        pieces: in the order of the source.

    """

    unit: str
    file: str
    said: str
    called: tuple[str, str]
    pieces: tuple[Piece, ...]


def to_json(refinement: Refinement) -> dict[str, Json]:
    """Return a refinement as JSON has it; equal ones give the same."""
    return {
        "unit": refinement.unit,
        "source": {"file": refinement.file, "said": refinement.said},
        "called": list(refinement.called),
        "pieces": [
            {"id": piece.id, "name": piece.name, "figures": dict(piece.figures), "outline": _encoded(piece.outline)}
            for piece in refinement.pieces
        ],
    }


def _encoded(outline: shapely.Geometry) -> str:
    import shapely

    return base64.b64encode(shapely.to_wkb(outline, byte_order=_LITTLE_ENDIAN, output_dimension=2)).decode("ascii")


def with_refinement(stored: Json, refinement: Refinement) -> list[Json]:
    """Return what a file keeps with a unit divided (anew).

    The others stay as they are stored, and in their order; a unit that is divided for the first time comes last.
    """
    entry = to_json(refinement)
    entries = list(stored) if isinstance(stored, list) else []
    for place, other in enumerate(entries):
        if isinstance(other, dict) and other.get("unit") == refinement.unit:
            return [*entries[:place], entry, *entries[place + 1 :]]
    return [*entries, entry]


def without_refinement(stored: Json, unit: str) -> list[Json]:
    """Return what a file keeps when a unit is whole again."""
    entries = stored if isinstance(stored, list) else []
    return [entry for entry in entries if not (isinstance(entry, dict) and entry.get("unit") == unit)]


def from_json(stored: Json, where: str) -> tuple[Refinement, ...]:
    """Return the refinements that a file keeps.

    Args:
        stored: the content of its key ``REFINEMENTS``; None where it has none.
        where: the file's name, for messages.

    Raises:
        RefinementError: if they are damaged; the message says where.

    """
    if stored is None:
        return ()
    reader = _Reader(where)
    refinements = tuple(
        reader.refinement(entry, f"{REFINEMENTS}, entry {number}")
        for number, entry in enumerate(reader.objects(stored, REFINEMENTS), 1)
    )
    reader.no_twice([refinement.unit for refinement in refinements], REFINEMENTS, "divides the unit")
    reader.no_twice([p.id for r in refinements for p in r.pieces], REFINEMENTS, "names the piece")
    return refinements


class _Reader:
    """Takes the parts of stored refinements, refusing what has the wrong form."""

    def __init__(self, where: str) -> None:
        self._where = where

    def refuse(self, place: str, what: str) -> RefinementError:
        return RefinementError(f"{self._where}: “{place}” {what}. {_REMEDY}")

    def objects(self, items: Json, place: str) -> Sequence[Mapping[str, Json]]:
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise self.refuse(place, "is no list of objects")
        return items

    def text(self, content: Mapping[str, Json], key: str, place: str) -> str:
        value = content.get(key)
        if not isinstance(value, str) or not value:
            raise self.refuse(place, f"lacks its {key}")
        return value

    def no_twice(self, names: Sequence[str], place: str, what: str) -> None:
        seen: set[str] = set()
        for name in names:
            if name in seen:
                raise self.refuse(place, f"{what} {name} twice")
            seen.add(name)

    def refinement(self, entry: Mapping[str, Json], place: str) -> Refinement:
        source, called = entry.get("source", {}), entry.get("called", ["piece", "pieces"])
        if not isinstance(source, dict) or not all(isinstance(source.get(key, ""), str) for key in ("file", "said")):
            raise self.refuse(place, "has a source that is no text")
        if not isinstance(called, list) or len(called) != 2 or not all(isinstance(name, str) for name in called):
            raise self.refuse(place, "does not say what its pieces are called")
        pieces = self.objects(entry.get("pieces"), f"{place}, pieces")
        if not 0 < len(pieces) <= _MOST_PIECES:
            raise self.refuse(place, f"has {len(pieces):,} pieces; there must be one, and {_MOST_PIECES:,} at most")
        return Refinement(
            unit=self.text(entry, "unit", place),
            file=source.get("file", ""),
            said=source.get("said", ""),
            called=(called[0], called[1]),
            pieces=tuple(self.piece(piece, f"{place}, piece {number}") for number, piece in enumerate(pieces, 1)),
        )

    def piece(self, entry: Mapping[str, Json], place: str) -> Piece:
        return Piece(
            id=self.text(entry, "id", place),
            name=self.text(entry, "name", place),
            figures=self.figures(entry.get("figures", {}), place),
            outline=self.outline(self.text(entry, "outline", place), place),
        )

    def figures(self, figures: Json, place: str) -> dict[str, int]:
        if not isinstance(figures, dict):
            raise self.refuse(place, "has figures that are no object")
        for key, value in figures.items():
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
                raise self.refuse(place, f"has {str(value)[:40]} for {key}, which is no whole number of 0 or more")
        return dict(figures)

    def outline(self, encoded: str, place: str) -> shapely.Geometry:
        import numpy as np
        import shapely

        try:
            outline = shapely.from_wkb(base64.b64decode(encoded, validate=True))
        except (binascii.Error, ValueError, shapely.errors.ShapelyError) as error:
            raise self.refuse(place, "has an outline that cannot be read") from error
        if outline is None or outline.geom_type not in ("Polygon", "MultiPolygon") or outline.is_empty:
            raise self.refuse(place, "has an outline that is no polygon")
        if not np.isfinite(shapely.get_coordinates(outline)).all() or outline.has_z or not outline.is_valid:
            raise self.refuse(place, "has an outline that crosses itself or is not flat")
        return outline
