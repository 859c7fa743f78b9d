"""Identifiers of the Census Bureau: state, county and what lies in it; the zeros in front that a number lost.

A GEOID has a fixed number of digits for each kind of unit, the state's two first (Census Bureau,
Understanding Geographic
Identifiers). Other countries have numbers of the same length, so an identifier counts as one of these only if its first
five digits are a county.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from borderkit import locations
from borderkit.joining.former_geoids import TERRITORIES
from borderkit.states import states_by_fips

#: How many digits the identifiers of states, counties, places, county subdivisions, tracts, block
#: groups and blocks have.
STATE, COUNTY, PLACE, SUBDIVISION, TRACT, BLOCK_GROUP, BLOCK = 2, 5, 7, 10, 11, 12, 15
_WIDTHS = (BLOCK, BLOCK_GROUP, TRACT, SUBDIVISION, PLACE, COUNTY, STATE)

#: "0500000US41001": summary level, variant and component, then the identifier proper.
_PREFIX = re.compile(r"(?:\d{3}[0-9A-Z]{4})?US(?=\d)")
#: NHGIS: a letter, the state, a zero, the county, a zero, then as the Census Bureau has it.
_GISJOIN = re.compile(r"G(\d\d)0(?:(\d{3})0\w*)?")
_FIPS_LIKE = re.compile(r"GEO_?ID|GEOCODE|FIPS|BLOCKID|TABBLKID", re.IGNORECASE)
#: What the bundled layer of 2018 has not: Connecticut's planning regions, two census areas of Alaska, and the counties
#: and municipalities of American Samoa, Guam, the Northern Marianas, Puerto Rico (odd numbers, one even) and the Virgin
#: Islands (Census Bureau, FIPS codes for counties).
_OTHERS = frozenset(
    (
        *(f"091{number}0" for number in range(1, 10)), "02063", "02066",
        "60010", "60020", "60030", "60040", "60050", "66010", "69085", "69100", "69110", "69120",
        *(f"72{number:03d}" for number in range(1, 154, 2)), "72054", "78010", "78020", "78030",
    )
)  # fmt: skip
_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class WholeIdentifiers:
    """Identifiers with their zeros in front.

    Attributes:
        texts: (n,) the identifiers; as they were where nothing was certain.
        restored: how many got a zero.
        unsure: whether zeros may be missing that were not restored.

    """

    texts: list[str]
    restored: int = 0
    unsure: bool = False


@cache
def _counties() -> frozenset[str]:
    with (locations.resources() / "county_facts.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["geoid"] for row in csv.DictReader(file)) | _OTHERS


def bare(identifier: str) -> str:
    """Return an identifier without the prefix of the Census Bureau or the letters and zeros of NHGIS, digits only."""
    if identifier.isdecimal():
        return identifier
    match = _PREFIX.match(identifier)
    if match:
        return identifier[match.end() :]
    joined = _GISJOIN.fullmatch(identifier)
    return f"{joined[1]}{joined[2] or ''}" if joined else identifier


def state_of(identifier: str) -> str:
    """Return the two digits of the state that an identifier begins with."""
    return bare(identifier)[:STATE]


def is_state(fips: str) -> bool:
    """Tell whether two digits are a state, the federal district or a territory."""
    return fips in states_by_fips() or fips in TERRITORIES


def is_fips_like(field: str) -> bool:
    """Tell whether a column's name says that it holds identifiers of the Census Bureau."""
    return bool(_FIPS_LIKE.search(field))


def are_us(identifiers: Sequence[str]) -> bool:
    """Tell whether identifiers begin with states, and with counties where they are long enough."""
    # Units of one county are alike in this: there are far fewer beginnings than units.
    beginnings = Counter((len(digits), digits[:COUNTY]) for digits in map(bare, filter(None, identifiers)))
    fitting = sum(units for (length, beginning), units in beginnings.items() if _fits(length, beginning))
    return bool(beginnings) and fitting >= _ENOUGH * beginnings.total()


def shows_county(identifier: str) -> bool:
    """Tell whether an identifier is long enough to begin with a state and a county."""
    return len(bare(identifier)) >= COUNTY and len(bare(identifier)) != PLACE


def _fits(length: int, beginning: str) -> bool:
    if not is_state(beginning[:STATE]):
        return False
    if length < COUNTY or length == PLACE:
        return length in (STATE, PLACE)
    return beginning in _counties()


def width_of(identifiers: Sequence[str]) -> int | None:
    """Return how many digits identifiers of the Census Bureau have, zeros restored; None if they are none."""
    found = with_zeros(identifiers, sure=True).texts
    widths = {len(bare(text)) for text in found if text}
    return widths.pop() if len(widths) == 1 and are_us(found) else None


def with_zeros(identifiers: Sequence[str], *, sure: bool, homes: Sequence[str] | None = None) -> WholeIdentifiers:
    """Restore the zero in front of identifiers that begin with a state below 10, where that is certain.

    It is certain if the identifiers with a zero before each of the shorter ones begin with counties, and those as they
    are do not, or lie in other states than ``homes`` says.

    Args:
        identifiers: as the file has them.
        sure: whether the column is known to hold identifiers of the Census Bureau, by its name.
        homes: (n,) the two digits of each unit's state, where another column tells it.

    """
    as_it_is = WholeIdentifiers(list(identifiers))
    filled = [text for text in identifiers if text]
    width = _short_width(filled)
    if width is None or not (sure or homes is not None):
        return as_it_is
    whole = [text.zfill(width) if text else "" for text in identifiers]
    if not are_us(whole):
        return as_it_is
    if homes is not None:
        both, before, after = _agreeing(identifiers, whole, homes)
        if after > before and after >= _ENOUGH * both:
            return _restored(identifiers, whole)
        if not sure or before >= _ENOUGH * both > 0:
            return as_it_is
    mixed = len({len(text) for text in filled}) > 1
    if mixed or not are_us(filled):
        return _restored(identifiers, whole)
    return WholeIdentifiers(list(identifiers), unsure=True)


def _restored(before: Sequence[str], after: list[str]) -> WholeIdentifiers:
    return WholeIdentifiers(after, sum(old != new for old, new in zip(before, after, strict=True)))


def _short_width(identifiers: Sequence[str]) -> int | None:
    """Return the width of which some of the identifiers lack one digit."""
    if not identifiers or not all(text.isascii() and text.isdecimal() for text in identifiers):
        return None
    lengths = {len(text) for text in identifiers}
    return next((width for width in _WIDTHS if width - 1 in lengths and lengths <= {width - 1, width}), None)


def _agreeing(before: Sequence[str], after: Sequence[str], homes: Sequence[str]) -> tuple[int, int, int]:
    """Return how many units have both, and how many lie in their state without and with the zeros."""
    rows = [row for row, (text, home) in enumerate(zip(before, homes, strict=True)) if text and home]
    lie = [sum(texts[row][:STATE] == homes[row] for row in rows) for texts in (before, after)]
    return len(rows), lie[0], lie[1]
