"""Changes to a proposal. Each knows its inverse, and holds both sides in few bytes."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from borderkit.document import Details, Json
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitIndices
from borderkit.tally import Assignment


@dataclass(frozen=True, slots=True)
class Move:
    """Units that go from jurisdictions to others.

    Stored packed, since an undo history without limit must stay small: units ascending as differences, the
    two sides unit by unit, each compressed. A stroke takes a few hundred bytes, the whole country under 2 KB
    unless its units come from everywhere at random.
    """

    n_units: int
    _units: bytes
    _before: bytes
    _after: bytes

    @classmethod
    def of(cls, units: UnitIndices, before: Assignment, after: Assignment) -> Self:
        """Return the move of ``units``, each once, from ``before`` to ``after``, arrays of one length."""
        order = np.argsort(units, kind="stable")
        steps = np.diff(units[order], prepend=np.int32(0))
        return cls(len(units), _pack(steps, "<i4"), _pack(before[order], "<i2"), _pack(after[order], "<i2"))

    @classmethod
    def from_packed(cls, n_units: int, units: bytes, before: bytes, after: bytes) -> Self:
        """Return the move whose parts were ``packed``.

        Raises:
            ValueError: if they are not such parts for so many units.

        """
        for packed, size in ((units, 4), (before, 2), (after, 2)):
            _require_size(packed, size * n_units)
        return cls(n_units, units, before, after)

    @property
    def packed(self) -> tuple[bytes, bytes, bytes]:
        """Units, before and after as they are held, for storing."""
        return self._units, self._before, self._after

    @property
    def units(self) -> UnitIndices:
        """The units, ascending."""
        return np.cumsum(np.frombuffer(zlib.decompress(self._units), "<i4"), dtype=np.int32)

    @property
    def before(self) -> Assignment:
        """Where each unit was."""
        return np.frombuffer(zlib.decompress(self._before), "<i2").astype(np.int16)

    @property
    def after(self) -> Assignment:
        """Where each unit went."""
        return np.frombuffer(zlib.decompress(self._after), "<i2").astype(np.int16)

    def inverse(self) -> Move:
        """Return the move back."""
        return Move(self.n_units, self._units, self._after, self._before)


def _pack(values: NDArray[np.generic], kind: str) -> bytes:
    return zlib.compress(values.astype(kind).tobytes(), 6)


def _require_size(packed: bytes, size: int) -> None:
    """See that packed bytes are so many when unpacked, without unpacking more than that."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, size + 1)
    except zlib.error as error:
        raise ValueError(f"no packed numbers: {error}") from error
    if len(content) != size or not unpacking.eof:
        raise ValueError(f"packed numbers of {len(content)} bytes where {size} are due")


@dataclass(frozen=True, slots=True)
class JurisdictionAdded:
    """A new jurisdiction at the end of the list."""

    jurisdiction: Jurisdiction

    def inverse(self) -> JurisdictionDropped:
        """Return the change that takes it away again."""
        return JurisdictionDropped(self.jurisdiction)


@dataclass(frozen=True, slots=True)
class JurisdictionDropped:
    """The last jurisdiction, without units, goes."""

    jurisdiction: Jurisdiction

    def inverse(self) -> JurisdictionAdded:
        """Return the change that brings it back."""
        return JurisdictionAdded(self.jurisdiction)


@dataclass(frozen=True, slots=True)
class JurisdictionEdited:
    """One of the proposal's own jurisdictions got another code, name, status or colour."""

    before: Jurisdiction
    after: Jurisdiction

    def inverse(self) -> JurisdictionEdited:
        """Return the change back."""
        return JurisdictionEdited(self.after, self.before)


@dataclass(frozen=True, slots=True)
class DetailsChanged:
    """Title, author, date or summary were edited."""

    before: Details
    after: Details

    def inverse(self) -> DetailsChanged:
        """Return the change back."""
        return DetailsChanged(self.after, self.before)


@dataclass(frozen=True, slots=True)
class KeptChanged:
    """What a file keeps under a key of its own, such as claims or the texts of handouts, differs.

    Each side is the key's content as a file has it; None where the file has no such key.
    """

    key: str
    before: Json
    after: Json

    def inverse(self) -> KeptChanged:
        """Return the change back."""
        return KeptChanged(self.key, self.after, self.before)

    def applied(self, kept: Mapping[str, Json]) -> dict[str, Json]:
        """Return what a file keeps after the change."""
        others = {key: value for key, value in kept.items() if key != self.key or self.after is not None}
        return others if self.after is None else {**others, self.key: self.after}


Change = Move | JurisdictionAdded | JurisdictionDropped | JurisdictionEdited | DetailsChanged | KeptChanged


@dataclass(frozen=True, slots=True)
class Step:
    """What is undone or redone at one go, named as a person would say it."""

    text: str
    changes: tuple[Change, ...]

    def inverse(self) -> Step:
        """Return the step that takes this one back."""
        return Step(self.text, tuple(change.inverse() for change in reversed(self.changes)))
