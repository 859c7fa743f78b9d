"""GEOIDs that a spreadsheet took for numbers: "6037" was 06037, Los Angeles County."""

from __future__ import annotations

from collections.abc import Iterable

from borderkit.errors import ProposalFileError
from borderkit.layer import UnitLayer


class LostZerosError(ProposalFileError):
    """A file's GEOIDs lost their leading zeros; opened again with ``restore_zeros`` it can be used."""

    kind = "lost-leading-zeros"


def restored(geoid: str, layer: UnitLayer) -> str | None:
    """Return the unit of the layer that a GEOID becomes with its zeros in front; None if it needs none."""
    if geoid in layer.index_of or not geoid.isdecimal():
        return None
    padded = geoid.zfill(layer.longest_geoid)
    return padded if padded != geoid and padded in layer.index_of else None


def short_of_a_zero(geoids: Iterable[str]) -> str | None:
    """Return the first of numeric GEOIDs that is one digit shorter than the longest; None if none is."""
    texts = list(geoids)
    if not texts or not all(text.isdecimal() for text in texts):
        return None
    longest = max(len(text) for text in texts)
    return next((text for text in texts if len(text) == longest - 1), None)


def require_zeros(places: Iterable[tuple[str, str]], layer: UnitLayer, file: str) -> None:
    """Refuse GEOIDs that lack their zeros; each is given with the place where it stands.

    Raises:
        LostZerosError: naming the first of them and how many there are.

    """
    lost = [(geoid, place, whole) for geoid, place in places if (whole := restored(geoid, layer))]
    if not lost:
        return
    geoid, place, whole = lost[0]
    more = f" {len(lost) - 1} more lost theirs too." if len(lost) > 1 else ""
    raise LostZerosError(
        f"{file}, {place}: the GEOID “{geoid}” has lost its leading zero; "
        f"{whole} is {layer.names[layer.index_of[whole]]}.{more} Open it with the zeros restored "
        "(--restore-zeros on the command line), or correct the column as text."
    )
