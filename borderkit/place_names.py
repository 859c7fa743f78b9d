"""What people call counties and states: names as they are compared, other names, abbreviations of states."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from borderkit import locations
from borderkit.jurisdiction import Jurisdiction
from borderkit.places import places_of_states

#: What the Census Bureau's types of units come to: counties with all their equivalents, and independent cities.
COUNTY, CITY = "county", "city"

_PLACE = "Census Bureau, place in county"
_LIES_IN = " in county"
_LINE = "\n"
_MOUNT = "mount"

_DROPPED = dict.fromkeys(map(ord, "'’‘ʻʼ`´."))
_RUN_TOGETHER = re.compile(r"\b(ste?|mt|ft)\.(?=\w)")
_LONG_FORMS = (
    (re.compile(r"\b(?:ste?|sainte)\b"), "saint"),
    (re.compile(r"\bmt\b"), _MOUNT),
    (re.compile(r"\bft\b"), "fort"),
)
_NO_WORD = re.compile(r"[^\w\n]|_")
_SPACES = re.compile(r"[^\S\n]+")

_TYPES = (" city and borough", " census area", " municipality", " borough", " county", " parish")

#: How newspapers shorten the states, where that is neither the postal code nor the beginning of it.
_PRESS = {
    "AL": "ala", "AZ": "ariz", "AR": "ark", "CA": "calif cal", "CO": "colo", "CT": "conn", "DE": "del", "FL": "fla",
    "IL": "ill", "IN": "ind", "KS": "kan kans", "MA": "mass", "MI": "mich", "MN": "minn", "MS": "miss", "MT": "mont",
    "NE": "neb nebr", "NV": "nev", "OK": "okla", "OR": "ore", "PA": "penn penna", "TN": "tenn", "TX": "tex",
    "WA": "wash", "WV": "wva", "WI": "wis wisc", "WY": "wyo",
}  # fmt: skip

_TERRITORIES = frozenset(
    (
        "puerto rico", "guam", "american samoa", "virgin islands", "us virgin islands", "usvi", "mariana islands",
        "northern mariana islands", "cnmi",
    )
)  # fmt: skip


def normalized(text: str) -> str:
    """Return a name as it is compared: case, accents, dots, apostrophes, hyphens and "St."/"Saint" do not count."""
    return normalized_lines(text.replace(_LINE, " "))


def normalized_lines(text: str) -> str:
    """Normalise many names at once, one a line."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = _RUN_TOGETHER.sub(r"\1 ", text.replace("&", " and ")).translate(_DROPPED)
    text = _NO_WORD.sub(" ", text)
    for short, long in _LONG_FORMS:
        text = short.sub(long, text)
    return _LINE.join(line.strip() for line in _SPACES.sub(" ", text).split(_LINE))


def compact(name: str) -> str:
    """Return a normalised name without spaces: "De Kalb" and "DeKalb" are one."""
    return name.replace(" ", "")


def without_type(name: str) -> tuple[str, str]:
    """Split a normalised name into the name proper and what it is: ("fairfax", CITY), ("kings", COUNTY)."""
    for ending in _TYPES:
        if name.endswith(ending):
            return name.removesuffix(ending), COUNTY
    base = name.removesuffix(" city")
    return base, CITY if base != name else ""


def is_territory(text: str) -> bool:
    """Tell whether a text names a territory, which no layer of the states has."""
    return normalized(text).removeprefix("the ") in _TERRITORIES


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name for a county, or the name of a place that lies in it.

    Attributes:
        name, geoid: the name, and the county.
        source: who says so. Those that end in "in county" tell of something that only lies there.

    """

    name: str
    geoid: str
    source: str

    @property
    def lies_in(self) -> bool:
        """Whether the name means less than the whole county, such as a city in it."""
        return self.source.endswith(_LIES_IN)


@cache
def aliases() -> tuple[Alias, ...]:
    """Return every alias of the bundled layer's counties: the listed ones, capitals and largest cities."""
    with (locations.resources() / "aliases.csv").open(encoding="utf-8", newline="") as file:
        listed = [Alias(row["alias"], row["geoid"], row["source"]) for row in csv.DictReader(file)]
    for places in places_of_states().values():
        listed.append(Alias(places.capital, places.capital_geoid, _PLACE))
        listed.append(Alias(places.largest_city, places.largest_city_geoid, _PLACE))
    return tuple(dict.fromkeys(listed))


class StateNames:
    """Jurisdictions by name, code, and what newspapers make of them; positions as in the sequence given."""

    def __init__(self, jurisdictions: Sequence[Jurisdiction]) -> None:
        """Take the jurisdictions; of two that share a name the first counts."""
        self.names = tuple(normalized(jurisdiction.name) for jurisdiction in jurisdictions)
        self._position: dict[str, int] = {}
        for position, (jurisdiction, name) in enumerate(zip(jurisdictions, self.names, strict=True)):
            code = jurisdiction.code.casefold()
            spaced = [" ".join(code)] if " " in name else []
            for words in (name, normalized(code), *spaced, *_PRESS.get(jurisdiction.code, "").split()):
                self._position.setdefault(words, position)

    def position(self, text: str) -> int | None:
        """Return whose name, code or abbreviation a text is, to the last word."""
        words = normalized(text)
        if words == _MOUNT and text.strip(" .").casefold() == _MOUNT:
            return None  # only "MT" is Montana
        return self.position_of(words.removeprefix("state of ").removeprefix("commonwealth of "))

    def position_of(self, words: str) -> int | None:
        """Return the same for words that are normalised already, in which "MT" is a mount."""
        return self._position.get(words)
