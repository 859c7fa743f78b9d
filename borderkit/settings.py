"""What a person chooses for the figures: the election, the census, and the rules of apportionment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from borderkit.columns import CENSUSES, ELECTIONS
from borderkit.errors import SettingsError

if TYPE_CHECKING:
    from borderkit.layer import UnitLayer

METHODS = ("huntington-hill", "webster", "jefferson", "adams", "hamilton", "dean")
HOUSE_RULES = ("wyoming", "cube-root")
#: Characters of a value that messages show.
_SHOWN = 40
#: Far more seats than anybody has proposed, and few enough to be shared out while a county is painted.
LARGEST_HOUSE = 20_000


@dataclass(frozen=True, slots=True)
class Settings:
    """One choice of everything; the defaults are the latest figures and the law of today."""

    election: int = 2024
    people: int = 2020
    house_size: int | str = 435
    method: str = "huntington-hill"
    lapse_seats: bool = False

    def __post_init__(self) -> None:
        _require(type(self.election) is int, "election", self.election, ELECTIONS)
        _require(type(self.people) is int, "people", self.people, CENSUSES)
        _require(isinstance(self.method, str) and self.method in METHODS, "method", self.method, METHODS)
        _require(isinstance(self.lapse_seats, bool), "lapse_seats", self.lapse_seats, (True, False))
        size = self.house_size
        allowed = 0 < size <= LARGEST_HOUSE if type(size) is int else isinstance(size, str) and size in HOUSE_RULES
        seats = f"a number of seats up to {LARGEST_HOUSE:,}"
        _require(allowed, "house_size", self.house_size, (seats, *HOUSE_RULES))

    def with_stored(self, stored: Mapping[str, Any]) -> Settings:
        """Return these settings with those that a proposal file names; keys of later versions are left.

        Raises:
            SettingsError: if a value is not on offer.

        """
        known = {field.name for field in fields(self)}
        return replace(self, **{key: value for key, value in stored.items() if key in known})

    def as_stored(self) -> dict[str, Any]:
        """Return the settings as a proposal file keeps them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _require(condition: bool, name: str, value: object, choices: tuple[object, ...]) -> None:
    if not condition:
        offered = ", ".join(str(choice) for choice in choices)
        shown = f"{str(value)[:_SHOWN]}…" if len(str(value)) > _SHOWN else repr(value)
        raise SettingsError(f"The setting “{name}” cannot be {shown}. It can be: {offered}.")


def settings_on(layer: UnitLayer, stored: Mapping[str, Any]) -> Settings:
    """Return the settings that a proposal's file names, on a layer; what it does not name is the latest there is.

    Where the layer has no figures of a year that the bundled one has, the latest that it has take their place.

    Raises:
        SettingsError: if a value is not on offer.

    """
    latest = Settings()
    settings = replace(
        latest, election=_latest(layer.elections, latest.election), people=_latest(layer.censuses, latest.people)
    ).with_stored(stored)
    return replace(
        settings,
        election=_offered("election", settings.election, layer.elections, ELECTIONS),
        people=_offered("people", settings.people, layer.censuses, CENSUSES),
    )


def _latest(years: Sequence[int], otherwise: int) -> int:
    """Return the usual year if a layer has it, else its latest one."""
    return otherwise if otherwise in years or not years else years[-1]


def _offered(name: str, year: int, years: Sequence[int], of_bundled: Sequence[int]) -> int:
    if year in years:
        return year
    _require(year in of_bundled, name, year, tuple(years) or tuple(of_bundled))
    return years[-1] if years else year


def unlike_today(settings: Settings) -> str:
    """Say in which rules of apportionment the settings differ from the law of today; "" if in none."""
    today = Settings()
    parts = []
    if settings.house_size != today.house_size:
        named = {"wyoming": "Wyoming rule", "cube-root": "cube-root rule"}
        parts.append(named.get(str(settings.house_size), f"House of {settings.house_size}"))
    if settings.method != today.method:
        parts.append(f"{settings.method.title()}'s method")
    if settings.lapse_seats:
        parts.append("seats of those who leave lapse")
    return ", ".join(parts)
