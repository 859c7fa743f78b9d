"""The assignment files that redistricting tools exchange, told apart by their headings.

They are all tables of two columns that matter, an identifier and a district:

- Census Bureau, block assignment files (BAF): ``BLOCKID|DISTRICT`` for 2020, ``BLOCKID,DISTRICT`` for 2010, and
  ``BLOCKID|COUNTYFP|DISTRICT`` for voting districts; blocks in no district have nothing behind the last delimiter.
  https://www.census.gov/programs-surveys/geography/technical-documentation/records-layout/block-assignment-record-layout.html
- DistrictBuilder took those headings over: https://github.com/PublicMapping/districtbuilder/issues/502
- Dave's Redistricting: ``GEOID20,District``, for blocks (block-assignments.csv) and for precincts
  (precinct-assignments.csv) alike, ``Id,District`` in older exports; it reads commas and bars.
  https://medium.com/dra-2020/importing-maps-67b0085c1ab6; what it exports is described in ``dra2r`` of
  https://github.com/christopherkenny/geomander, R/dra.R
- Districtr writes ``"id-PLACE-UNITS-PARTS-NOUN",assignment``; Louisiana's has semicolons, units of several communities
  have their numbers joined by "_", and the first version wrote no heading. Its block file is ``Block, District``.
  https://github.com/districtr/districtr, src/plugins/tools-plugin.js (``exportPlanAsAssignmentFile``); options:
  https://github.com/districtr/districtr/pull/539. It writes the numbers that it keeps, and those begin with 0, while
  its map shows one more: src/models/lib/column-sets.js (``getParts``). Its block file has the same numbers:
  https://github.com/districtr/districtr-serverless, blockAssignPython/lambda_function.py. Units of no district are
  left out.
- Districtr's second version writes ``geo_id,zone``, its zones beginning with 1:
  https://github.com/districtr/districtr-v2, app/src/app/components/sidebar/ZonePicker.tsx
- GEOID,STATE tables, this program's own, with codes in place of districts.

Redraw State Borders and Redraw the States describe no file format, and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from borderkit.takeover.errors import NotAPlanError

#: Headings of identifiers and of districts, the most telling first.
_IDENTIFIERS = (
    "BLOCKID20", "BLOCKID10", "BLOCKID", "GEOID20", "GEOID10", "GEOID", "GEO_ID", "BLOCK", "FIPS", "PRECINCTID",
    "VTDID", "VTD", "VTD20", "VTD10", "TRACTID", "UNITID", "UNIT", "ID",
)  # fmt: skip
_DISTRICTS = ("DISTRICT", "ASSIGNMENT", "ZONE", "DISTRICTNAME", "DISTRICT_ID", "DISTRICTID", "DIST", "STATE")
_NUMBERED_DISTRICT = re.compile(r"(?:CD|SLDU|SLDL|CDSESSN|SSD|SHD)_?\d{0,4}(?:FP|ST)?\d{0,2}")
_DISTRICTR_ID = re.compile(r"id-.+-.+", re.IGNORECASE)
_LOOKS_LIKE_ID = re.compile(r"\d{4,}[\w.\-]*")
_WORDS_FOR_NONE = frozenset(("", "ZZ", "ZZZ", "-1", "NULL", "NONE", "NA", "N/A", "NAN", "UNASSIGNED"))


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of assignment file.

    Attributes:
        key: its name for programs.
        title: its name for people.
        zero_is_district: whether 0 is a district; else it says that there is none.
        remark: what a person must know to recognise the districts, where 0 is one of them.

    """

    key: str
    title: str
    zero_is_district: bool = False
    remark: str = ""


BLOCKS = Format("block-assignment", "Block assignment file (Census Bureau, DistrictBuilder)")
DAVES = Format("daves-redistricting", "Dave's Redistricting")
DISTRICTR = Format(
    "districtr",
    "Districtr",
    zero_is_district=True,
    remark="Districtr's file begins to count with 0: its district 0 is District 1 on Districtr's map.",
)
DISTRICTR_2 = Format("districtr-2", "Districtr, second version")
STATES = Format("geoid-state", "GEOID,STATE table", zero_is_district=True)
OTHER = Format("other", "Table of identifiers and districts")
FORMATS = (BLOCKS, DAVES, DISTRICTR, DISTRICTR_2, STATES, OTHER)


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's format, and where its columns are.

    Attributes:
        format: the kind of file.
        identifier, district: positions of the two columns.
        has_header: whether the first row names the columns.

    """

    format: Format
    identifier: int
    district: int
    has_header: bool = True

    def district_of(self, text: str) -> str:
        """Return a row's district as it is compared: 07 and 7.0 are 7; "" where the row has none."""
        label = text.strip()
        if label.upper() in _WORDS_FOR_NONE:
            return ""
        number = re.fullmatch(r"0*(\d+)(?:\.0+)?", label)
        if number:
            return number[1] if number[1] != "0" or self.format.zero_is_district else ""
        return label


def layout_of(first_row: Sequence[str], file: str) -> Layout:
    """Return the layout that a file's first row gives away.

    Raises:
        NotAPlanError: if it names no identifier or no district.

    """
    names = [cell.strip().strip('"').upper() for cell in first_row]
    districtr = next((place for place, cell in enumerate(first_row) if _DISTRICTR_ID.match(cell.strip('" '))), None)
    identifier = districtr if districtr is not None else _first_of(_IDENTIFIERS, names)
    district = _first_of(_DISTRICTS, names)
    if district is None:
        district = next((place for place, name in enumerate(names) if _NUMBERED_DISTRICT.fullmatch(name)), None)
    if identifier is not None and district is None and len(names) == 2:
        district = 1 - identifier
    if identifier is not None and district is not None and identifier != district:
        return Layout(_format(names, identifier, district, is_districtr=districtr is not None), identifier, district)
    if len(first_row) == 2 and _LOOKS_LIKE_ID.fullmatch(first_row[0].strip()):
        return Layout(DISTRICTR, 0, 1, has_header=False)
    raise NotAPlanError(
        f"{file} names no identifier and district in its first row ({', '.join(first_row[:6])[:120]}). "
        "Name them GEOID and DISTRICT, or join the file as a table."
    )


def _first_of(wanted: Sequence[str], names: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _format(names: Sequence[str], identifier: int, district: int, *, is_districtr: bool) -> Format:
    named, assigned = names[identifier], names[district]
    if assigned == "ZONE":
        return DISTRICTR_2
    if is_districtr or assigned == "ASSIGNMENT" or named == "BLOCK":
        return DISTRICTR
    if assigned == "STATE":
        return STATES
    if named.startswith("BLOCKID"):
        return BLOCKS
    is_daves = named.startswith("GEOID") or (named == "ID" and len(names) == 2)
    return DAVES if is_daves and assigned == "DISTRICT" else OTHER
