"""What the units of a layer are called: counties, precincts, tracts, and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from borderkit.own_layer import us_identifiers
from borderkit.own_layer.vote_names import vote_name

Called = tuple[str, str]

COUNTY: Called = ("county", "counties")
PRECINCT: Called = ("precinct", "precincts")
TRACT: Called = ("tract", "tracts")
BLOCK_GROUP: Called = ("block group", "block groups")
BLOCK: Called = ("block", "blocks")
UNIT: Called = ("unit", "units")

#: Columns that only layers of such units have, the smallest units first; larger ones are named in smaller ones' layers.
_BY_FIELD = (
    (re.compile(r"VTD(?:ST|I|ID|_?KEY)?\d*|PRECINCT\w*|(?:SR|RG|M)?PREC_?(?:KEY|ID|CODE|NAME|NO|NUM)", re.I), PRECINCT),
    (re.compile(r"PCT_?(?:KEY|NAME|CODE|NUM)", re.I), PRECINCT),
    (re.compile(r"BLOCK(?:CE|ID)\d*|TABBLK\w*", re.I), BLOCK),
    (re.compile(r"BLKGRPCE\d*|BLKGRPA", re.I), BLOCK_GROUP),
    (re.compile(r"TRACTCE\d*|TRACTA", re.I), TRACT),
)  # fmt: skip
_BY_WIDTH = {
    us_identifiers.COUNTY: COUNTY,
    us_identifiers.TRACT: TRACT,
    us_identifiers.BLOCK_GROUP: BLOCK_GROUP,
    us_identifiers.BLOCK: BLOCK,
}
_BY_LAYER = (
    (re.compile(r"precincts?|vtds?(?:10|20)?|voting_?(?:tabulation_?)?districts?|wards?", re.I), PRECINCT),
    (re.compile(r"block_?groups?|blkgrps?|bgs?", re.I), BLOCK_GROUP),
    (re.compile(r"(?:tab)?blocks?(?:10|20)?|tabblock(?:10|20)", re.I), BLOCK),
    (re.compile(r"(?:census_?)?tracts?", re.I), TRACT),
    (re.compile(r"count(?:y|ies)", re.I), COUNTY),
)  # fmt: skip
#: VEST's files are called by the state and the year ("ga_2020").
_VEST_LAYER = re.compile(r"[a-z]{2}_20\d\d(?:_\w*prec\w*)?", re.I)


def units_called(layer: str, fields: Sequence[str], identifiers: Sequence[str] = ()) -> Called:
    """Return what one unit and several are called.

    Args:
        layer: the layer's name.
        fields: the names of its columns.
        identifiers: of a sample of the units; none if they have none.

    """
    width = us_identifiers.width_of(identifiers)
    if width == us_identifiers.BLOCK:
        return BLOCK  # blocks may have a column that says their precinct
    for pattern, called in _BY_FIELD:
        if any(pattern.fullmatch(field.strip()) for field in fields):
            return called
    words = [word for word in re.split(r"[^a-z0-9]+", layer.lower()) if word]
    pairs = [f"{first}_{second}" for first, second in pairwise(words)]
    for pattern, called in _BY_LAYER:
        if any(pattern.fullmatch(word) for word in (*pairs, *words)):
            return called
    if width == us_identifiers.TRACT and any(vote_name(field) for field in fields):
        return PRECINCT  # of as many digits as tracts, but votes are counted in precincts
    if width in _BY_WIDTH:
        return _BY_WIDTH[width]
    return PRECINCT if _VEST_LAYER.fullmatch(layer) else UNIT
