"""Reading identifiers of units as tables write them: bare, prefixed, in two columns, or spoilt by a spreadsheet."""

from __future__ import annotations

import re
from functools import cached_property

from borderkit.joining.former_geoids import TERRITORIES, former
from borderkit.joining.readings import EMPTY, UNKNOWN, Reading
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import restored
from borderkit.place_names import StateNames
from borderkit.states import states_by_fips

ZERO_RESTORED = "leading zero restored"
#: Where several zeros are missing, the number may as well count something else.
ZEROS_RESTORED = "leading zeros restored"
_PREFIX_TAKEN = "prefix of the Census Bureau taken off"
_NUMBER_UNDONE = "written as a number"
_FORMER_NUMBER = "former number"

#: "0500000US41001": summary level, variant, component, then the identifier proper.
CENSUS_PREFIX = re.compile(r"(?:\d{3}[0-9A-Z]{4})?US(?=\d)")
_DECIMAL_TAIL = re.compile(r"(\d+)[.,]0+")
_THOUSANDS = re.compile(r"\d{1,3}(?:([,. \u00a0\u202f'])\d{3})+")
_PARTED = re.compile(r"(\d{2})[-_ .:](\d{3})")
EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_KEPT_AS_TEXT = re.compile(r"'|=?\"([^\"]*)\"")
_COUNTY_CODE = re.compile(r"(\d{1,3})(?:[.,]0+)?")
_FIPS_COUNTY = 5
_FIPS_STATE = 2


class Identifiers:
    """Reads identifiers of one layer."""

    def __init__(self, layer: UnitLayer) -> None:
        """Read for a layer."""
        self._layer = layer
        self._known: dict[str, Reading] = {}

    def read(self, text: str) -> Reading:
        """Return the unit that an identifier means."""
        unit = self._layer.index_of.get(text)
        if unit is not None:
            return Reading(unit)
        reading = self._known.get(text)
        if reading is None:
            reading = self._known[text] = self._read_anew(text)
        return reading

    def _read_anew(self, text: str) -> Reading:
        if not text:
            return EMPTY
        bare, note = text, ""
        kept = _KEPT_AS_TEXT.fullmatch(bare)
        bare = (kept[1] or "") if kept else bare.lstrip("'=").strip('"')
        prefix = CENSUS_PREFIX.match(bare.upper())
        if prefix:
            bare, note = bare[prefix.end() :], _PREFIX_TAKEN
        for spelling in (bare, bare.upper()):
            if spelling in self._layer.index_of:
                return Reading(self._layer.index_of[spelling], note)
        digits = _undone(bare)
        if digits in self._layer.index_of:
            return Reading(self._layer.index_of[digits], note or _NUMBER_UNDONE)
        whole = restored(digits, self._layer)
        if whole is not None:
            note = ZERO_RESTORED if len(whole) == len(digits) + 1 else ZEROS_RESTORED
            return Reading(self._layer.index_of[whole], note)
        return self._unknown(digits)

    def _unknown(self, digits: str) -> Reading:
        """Say why an identifier is none of the layer's."""
        if EXPONENT.fullmatch(digits):
            return Reading(reason="a spreadsheet cut it off; format the column as text there and paste it again")
        if not digits.isdecimal() or not self._has_fips:
            return UNKNOWN
        padded = digits.zfill(_FIPS_COUNTY)
        old = former(padded, self._layer)
        if old is not None:
            unit = self._layer.index_of.get(old.now)
            if unit is not None and old.whole:
                return Reading(unit, _FORMER_NUMBER)
            return Reading(reason=f"{padded} {old.what}", candidates=() if unit is None else (unit,))
        if padded[:_FIPS_STATE] in TERRITORIES and len(padded) == _FIPS_COUNTY:
            return Reading(reason=f"it lies in {TERRITORIES[padded[:_FIPS_STATE]]}, which the layer does not have")
        state = states_by_fips().get(padded[:_FIPS_STATE])
        if len(padded) == _FIPS_COUNTY and padded.endswith("000") and state is not None:
            return Reading(reason=f"it stands for all of {state.name}", is_summary=True)
        if not digits.strip("0"):
            return Reading(reason="it stands for the whole country", is_summary=True)
        state = states_by_fips().get(digits.zfill(_FIPS_STATE))
        if state is not None:
            return Reading(reason=f"it stands for all of {state.name}", is_summary=True)
        return UNKNOWN

    @cached_property
    def _has_fips(self) -> bool:
        """Whether the layer's identifiers begin with the FIPS codes of states."""
        return bool(self._fips_of_home)

    @cached_property
    def _fips_of_home(self) -> dict[int, str]:
        """The FIPS code of each jurisdiction whose units' identifiers all begin with it."""
        fips_of = {state.code: fips for fips, state in states_by_fips().items()}
        prefixes: dict[int, set[str]] = {}
        for geoid, home in zip(self._layer.geoids, self._layer.home.tolist(), strict=True):
            prefixes.setdefault(home, set()).add(geoid[:_FIPS_STATE])
        codes = {home: fips_of.get(self._layer.jurisdictions[home].code) for home in prefixes}
        return {home: fips for home, fips in codes.items() if fips is not None and prefixes[home] == {fips}}

    # A state and a county's code, in two columns

    @cached_property
    def _states(self) -> StateNames:
        return StateNames(self._layer.jurisdictions)

    def state(self, text: str) -> int | None:
        """Return the position of the jurisdiction that a cell names: by name, postal code, abbreviation or FIPS."""
        if not text:
            return None
        found = self._states.position(text)
        if found is not None:
            return found
        bare = CENSUS_PREFIX.sub("", text.upper())
        code = _COUNTY_CODE.fullmatch(bare)
        if code is None or len(code[1]) > _FIPS_STATE:
            return None
        fips = code[1].zfill(_FIPS_STATE)
        return next((home for home, own in self._fips_of_home.items() if own == fips), None)

    def read_parts(self, state: str, code: str) -> Reading:
        """Return the unit that a state and a code within it mean, such as "OR" and "1", or "41" and "001"."""
        return self.read_in(self.state(state), code)

    def read_in(self, home: int | None, code: str) -> Reading:
        """Return the unit that a code means within the jurisdiction at a position."""
        if home is None:
            return Reading(reason="its state is none of the layer's")
        digits = _COUNTY_CODE.fullmatch(code)
        fips = self._fips_of_home.get(home)
        if digits is None or fips is None:
            return UNKNOWN
        return self.read(fips + digits[1].zfill(_FIPS_COUNTY - _FIPS_STATE))

    def is_code(self, text: str) -> bool:
        """Tell whether a cell may be the code of a county within its state."""
        return _COUNTY_CODE.fullmatch(text) is not None


def _undone(text: str) -> str:
    """Return an identifier without what makes a number of it: "6,037", "6037.0", "41-001"."""
    tail = _DECIMAL_TAIL.fullmatch(text)
    if tail:
        return tail[1]
    if _THOUSANDS.fullmatch(text) or _PARTED.fullmatch(text):
        return "".join(character for character in text if character.isdigit())
    return text
