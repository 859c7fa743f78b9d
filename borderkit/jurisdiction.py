"""What a unit can belong to: a state, a new state, the federal district, an independent country."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from borderkit.errors import JurisdictionError

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_NAME_LIMIT = 80


class Status(StrEnum):
    """How a jurisdiction stands to the Union."""

    STATE = "state"
    NEW_STATE = "new-state"
    FEDERAL_DISTRICT = "federal-district"
    INDEPENDENT = "independent"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"independent": "independent country"}.get(self.value, self.value.replace("-", " "))

    @property
    def in_union(self) -> bool:
        """Whether people who live there count for the Union's sums."""
        return self is not Status.INDEPENDENT

    @property
    def is_state(self) -> bool:
        """Whether it is a state of the Union, old or new."""
        return self in (Status.STATE, Status.NEW_STATE)


#: The statuses that a person can give to a jurisdiction of their own.
NEW_STATUSES = (Status.NEW_STATE, Status.INDEPENDENT)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """One jurisdiction: its code is unique within a proposal, its colour is how maps show it."""

    code: str
    name: str
    status: Status
    color: str


#: Where counties go that leave the Union while nobody has given the new country a name.
OUTSIDE = Jurisdiction("OUT", "Outside the Union", Status.INDEPENDENT, "#b9b2a6")
#: What the same is called in layers that have nothing to do with the Union.
OUTSIDE_ANYWHERE = "Outside"

#: Fills for new jurisdictions, in the order they are handed out; they differ from the states' fills.
NEW_COLORS = ("#e8a33d", "#6fae8f", "#7d92c9", "#c98aa6", "#a3a847", "#5fa8b8", "#c9855a", "#9d86bd")


def next_color(taken: Iterable[str]) -> str:
    """Return the first colour for new jurisdictions that is not taken yet, or the first of all."""
    used = {color.lower() for color in taken}
    return next((color for color in NEW_COLORS if color not in used), NEW_COLORS[0])


def suggest_code(name: str, taken: Iterable[str]) -> str:
    """Return a free code made from a name: its initials or its first letters ("Jefferson" to "JEF")."""
    used = {*taken, OUTSIDE.code}
    words = re.findall(r"[A-Z0-9]+", name.upper())
    letters = "".join(words).lstrip("0123456789") or "NEW"
    initials = "".join(word[0] for word in words).lstrip("0123456789")
    for candidate in (initials[:4] if len(initials) > 2 else "", letters[:3].ljust(3, "X")):
        if candidate and candidate not in used:
            return candidate
    return next(code for n in range(2, 10_000) if (code := f"{letters[:3]}{n}") not in used)


def is_code(text: str) -> bool:
    """Tell whether a text can be a code: two to eight letters and digits, a letter first."""
    return bool(_CODE.fullmatch(text))


def new_jurisdiction(code: str, name: str, status: Status, color: str, others: Iterable[Jurisdiction]) -> Jurisdiction:
    """Return a jurisdiction that a person declares, after checking it against the ``others``.

    Raises:
        JurisdictionError: if code, name, status or colour cannot be accepted.

    """
    code, name = code.strip().upper(), " ".join(name.split())
    if not is_code(code):
        raise JurisdictionError(
            f"The code “{code}” will not do: use two to eight letters and digits, a letter first, such as JEF."
        )
    if not name or len(name) > _NAME_LIMIT:
        raise JurisdictionError(f"A name of 1 to {_NAME_LIMIT} characters is needed for {code}.")
    is_outside = status is OUTSIDE.status and name in (OUTSIDE.name, OUTSIDE_ANYWHERE)
    if code == OUTSIDE.code and not is_outside:
        raise JurisdictionError(f"The code {code} is kept for those who leave the Union. Choose another one.")
    if status not in NEW_STATUSES:
        raise JurisdictionError(f"{name} can be a new state or an independent country, not a {status}.")
    if not _COLOR.fullmatch(color):
        raise JurisdictionError(f"The colour “{color}” of {name} is not of the form #RRGGBB.")
    for other in others:
        if other.code == code:
            raise JurisdictionError(f"The code {code} is taken by {other.name}. Choose another one.")
        if other.name.casefold() == name.casefold():
            raise JurisdictionError(f"The name {other.name} is taken ({other.code}). Choose another one.")
    return Jurisdiction(code, name, status, color.lower())
