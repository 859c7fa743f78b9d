"""Identifiers of counties that came or went: what they were, and what this program's layer of 2018 has for them.

Source: US Census Bureau, Substantial Changes to Counties and County Equivalent Entities: 1970-Present; for
Connecticut, Federal Register 2022-12063 of June 6, 2022.
"""

from __future__ import annotations

from dataclasses import dataclass

from borderkit.layer import UnitLayer


@dataclass(frozen=True, slots=True)
class Former:
    """An identifier that a layer does not have any more, or not yet.

    Attributes:
        geoid: the identifier.
        now: the unit that has its land today, or had it in 2018; "" where that is no single one.
        whole: whether it is the same land under another number; else it is only a part of ``now``.
        what: what became of it, as the end of a sentence that begins with the identifier.

    """

    geoid: str
    now: str
    whole: bool
    what: str


_RENAMED = (
    ("46113", "46102", "was Shannon County, which is Oglala Lakota County since 2015"),
    ("02270", "02158", "was Wade Hampton Census Area, which is Kusilvak Census Area since 2015"),
    ("12025", "12086", "was Dade County, which is Miami-Dade County since 1997"),
)
_PARTS = (
    ("51515", "51019", "was Bedford city, which is part of Bedford County since 2013"),
    ("51560", "51005", "was Clifton Forge city, which is part of Alleghany County since 2001"),
    ("51780", "51083", "was South Boston city, which is part of Halifax County since 1995"),
    ("46131", "46071", "was Washabaugh County, which is part of Jackson County since 1983"),
    ("02063", "02261", "is Chugach Census Area, until 2019 part of Valdez-Cordova Census Area"),
    ("02066", "02261", "is Copper River Census Area, until 2019 part of Valdez-Cordova Census Area"),
)
_DIVIDED = (
    ("02201", "was Prince of Wales-Outer Ketchikan Census Area, divided in 2008"),
    ("02280", "was Wrangell-Petersburg Census Area, divided in 2008 and 2013"),
    ("02232", "was Skagway-Hoonah-Angoon Census Area, divided in 2007"),
    ("02231", "was Skagway-Yakutat-Angoon Census Area, divided in 1992"),
    ("30113", "was Yellowstone National Park in Montana, divided in 1997"),
)
_REGIONS = {
    "09110": "Capitol",
    "09120": "Greater Bridgeport",
    "09130": "Lower Connecticut River Valley",
    "09140": "Naugatuck Valley",
    "09150": "Northeastern Connecticut",
    "09160": "Northwest Hills",
    "09170": "South Central Connecticut",
    "09180": "Southeastern Connecticut",
    "09190": "Western Connecticut",
}
_FORMER = {
    former.geoid: former
    for former in (
        *(Former(geoid, now, True, what) for geoid, now, what in _RENAMED),
        *(Former(geoid, now, False, what) for geoid, now, what in _PARTS),
        *(Former(geoid, "", False, what) for geoid, what in _DIVIDED),
        *(
            Former(
                geoid, "", False,
                f"is the {name} Planning Region of Connecticut, of 2022; its eight counties lie across the regions",
            )
            for geoid, name in _REGIONS.items()
        ),
    )
}  # fmt: skip


def former(geoid: str, layer: UnitLayer) -> Former | None:
    """Return what an identifier was or became, if the layer has not got it but what it belongs to."""
    known = _FORMER.get(geoid)
    if known is None or geoid in layer.index_of:
        return None
    neighbours = known.now or next((own for own in layer.geoids if own[:2] == geoid[:2]), "")
    return known if neighbours in layer.index_of else None


#: The territories' FIPS codes, which no layer of the states has.
TERRITORIES = {
    "60": "American Samoa",
    "66": "Guam",
    "69": "the Northern Mariana Islands",
    "72": "Puerto Rico",
    "78": "the US Virgin Islands",
}
