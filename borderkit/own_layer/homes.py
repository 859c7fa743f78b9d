"""Which jurisdiction each unit has at home: today's states, or what the layer itself names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from borderkit.errors import LayerError
from borderkit.joining.former_geoids import TERRITORIES
from borderkit.jurisdiction import NEW_COLORS, OUTSIDE, Jurisdiction, Status, is_code, suggest_code
from borderkit.own_layer.cells import counted
from borderkit.own_layer.recipe import HomeKind
from borderkit.place_names import StateNames
from borderkit.states import states_by_fips, states_in_code_order

NO_HOME = "No home given"
ALL_UNITS = "All units"

#: More would be no jurisdictions, but a column of something else.
MOST_JURISDICTIONS = 1_000
_LONGEST_NAME = 80
_POSTAL_LENGTH = 2
_LISTED_AT_MOST = 5
_NUMBERED = re.compile(r"[0-9][A-Z0-9]{0,6}")


@dataclass(frozen=True, slots=True)
class Homes:
    """The homes of all units.

    Attributes:
        codes: (n,) the code of each unit's home.
        jurisdictions: those that occur, in code order.
        remarks: what a person should know, a sentence each.

    """

    codes: tuple[str, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    remarks: tuple[str, ...]


def homes_of(
    values: Sequence[str], kind: HomeKind, field: str = "", known: Sequence[Jurisdiction] | None = None
) -> Homes:
    """Return the homes that the values of a column mean.

    Values that are no jurisdiction of ``known`` become jurisdictions of the layer's own, the same for the same values.

    Args:
        values: (n,) as text; "" where there is none.
        kind: what they are.
        field: the column's name, for messages.
        known: the jurisdictions that values may mean; None for today's states and the federal district.

    Raises:
        LayerError: if there are more different values than there can be jurisdictions.

    """
    distinct = _distinct(values)
    if len(distinct) > MOST_JURISDICTIONS:
        raise LayerError(
            f"The column {field or 'of homes'} has {len(distinct):,} different values, and a layer can have "
            f"{MOST_JURISDICTIONS:,} home jurisdictions. Choose another column, or one home for all units."
        )
    meant, remarks = _meant(distinct, kind, known)
    own = _own([value for value in distinct if value not in meant], meant.values(), kind)
    no_home = "" not in values
    everyone = {**meant, **own}
    if not no_home:
        taken = [jurisdiction.code for jurisdiction in everyone.values()]
        everyone[""] = Jurisdiction(
            _free("NOHOME", taken), NO_HOME, Status.STATE, NEW_COLORS[len(own) % len(NEW_COLORS)]
        )
        remarks.append(f"{counted(values.count(''), 'unit')} without a home belong to “{NO_HOME}”.")
    if meant and own:
        names = [jurisdiction.name for jurisdiction in own.values()]
        more = ", …" if len(names) > _LISTED_AT_MOST else ""
        remarks.append(
            f"Besides {counted(len(set(meant.values())), 'state')} of today there are others: "
            f"{', '.join(names[:_LISTED_AT_MOST])}{more}."
        )
    keys = {value: jurisdiction.code for value, jurisdiction in everyone.items()}
    folded = {value.casefold(): code for value, code in keys.items()}
    codes = tuple(keys[value] if value in keys else folded[value.casefold()] for value in values)
    used = {jurisdiction.code: jurisdiction for jurisdiction in everyone.values()}
    return Homes(codes, tuple(used[code] for code in sorted(used)), tuple(remarks))


def _distinct(values: Iterable[str]) -> list[str]:
    """Return the different values, sorted; of those that differ in case only, the most frequent one."""
    spelled: dict[str, str] = {}
    for value, _ in sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])):
        if value:
            spelled.setdefault(value.casefold(), value)
    return sorted(spelled.values())


def _meant(
    distinct: Sequence[str], kind: HomeKind, known: Sequence[Jurisdiction] | None
) -> tuple[dict[str, Jurisdiction], list[str]]:
    """Return which known jurisdiction each value means, where it means one, and remarks."""
    reader = _Reader(states_in_code_order() if known is None else known)
    found = {value: jurisdiction for value in distinct if (jurisdiction := reader.read(value, kind))}
    either = {value: jurisdiction for value in distinct if (jurisdiction := reader.read_either(value))} | found
    if found and len(either) * 2 > len(distinct):
        return either, []  # among states, "OR" in a column of names is Oregon too
    if kind is HomeKind.NAME and found and len(distinct) > 1:
        first = next(iter(found))
        return {}, [f"“{first}” is taken for a jurisdiction of its own: most of the others are no states of the US."]
    return found, []


class _Reader:
    """Reads values as known jurisdictions."""

    def __init__(self, known: Sequence[Jurisdiction]) -> None:
        self._by_code = {jurisdiction.code: jurisdiction for jurisdiction in known}
        self._by_fips = {fips: self._by_code[s.code] for fips, s in states_by_fips().items() if s.code in self._by_code}
        self._names = StateNames(known)
        self._known = known

    def read(self, value: str, kind: HomeKind) -> Jurisdiction | None:
        """Return the jurisdiction that a value of a kind means."""
        if kind in (HomeKind.FIPS, HomeKind.IN_IDENTIFIER):
            return self._by_fips.get(value.zfill(2))
        if kind is HomeKind.POSTAL:
            return self._by_code.get(value.upper())
        return self._named(value)

    def read_either(self, value: str) -> Jurisdiction | None:
        """Return the jurisdiction that a value means as a postal code or as a name."""
        return self._by_code.get(value.upper()) or self._named(value)

    def _named(self, value: str) -> Jurisdiction | None:
        # Two letters are a postal code at most, and in a column of names they may be a country's.
        position = None if len(value) <= _POSTAL_LENGTH else self._names.position(value)
        return None if position is None else self._known[position]


def _own(values: Sequence[str], others: Iterable[Jurisdiction], kind: HomeKind) -> Mapping[str, Jurisdiction]:
    """Return a jurisdiction of the layer's own for each value."""
    taken = {jurisdiction.code for jurisdiction in others}
    names = {jurisdiction.name.casefold() for jurisdiction in others}
    own: dict[str, Jurisdiction] = {}
    # Values that are codes have the first choice, so that none of them loses its own to a made one.
    for value in sorted(values, key=lambda value: (not is_code(value.upper()), value)):
        code = _code_for(value, taken)
        name = _name_for(value, kind)
        if name.casefold() in names:
            name = f"{name[: _LONGEST_NAME - 12]} ({code})"
        own[value] = Jurisdiction(code, name, Status.STATE, NEW_COLORS[len(own) % len(NEW_COLORS)])
        taken.add(code)
        names.add(name.casefold())
    return {value: own[value] for value in values}


def _name_for(value: str, kind: HomeKind) -> str:
    territory = TERRITORIES.get(value.zfill(2)) if kind in (HomeKind.FIPS, HomeKind.IN_IDENTIFIER) else None
    if territory:
        return territory.removeprefix("the ")
    return value if len(value) <= _LONGEST_NAME else value[: _LONGEST_NAME - 1] + "…"


def _code_for(value: str, taken: set[str]) -> str:
    """Return a free code for a value: itself if it is one, "J35" for "35", else initials or first letters."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    wanted = plain.strip().upper()
    if _NUMBERED.fullmatch(wanted):
        wanted = f"J{wanted}"
    if is_code(wanted) and wanted != OUTSIDE.code and wanted not in taken:
        return wanted
    return suggest_code(plain, taken)


def _free(code: str, taken: Sequence[str]) -> str:
    return code if code not in taken else suggest_code(code, taken)


def one_for_all(name: str, n_units: int, known: Sequence[Jurisdiction] | None = None) -> Homes:
    """Return one and the same home for all units; a name that is no known one makes one of the layer's own."""
    reader = _Reader(states_in_code_order() if known is None else known)
    name = " ".join(name.split())
    jurisdiction = reader.read_either(name) if name else None
    if jurisdiction is None:
        shown = name or ALL_UNITS
        code = _code_for(shown, set()) if name else "ALL"
        jurisdiction = Jurisdiction(code, _name_for(shown, HomeKind.NAME), Status.STATE, NEW_COLORS[0])
    return Homes((jurisdiction.code,) * n_units, (jurisdiction,), ())
