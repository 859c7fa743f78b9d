"""Names of columns of votes: whose votes a name says there are, and of which election.

The schemes, and where they are written down:

- VEST, taken on by the Redistricting Data Hub: stage, two digits of the year, three letters of the office, a letter of
  the party, three letters of the surname ("G20PREDBID"). C is a recount of the general election; Georgia's file of 2020
  has both (readme files of the Voting and Election Science Team's precinct shapefiles on the Harvard Dataverse).
- MGGG's states: "PRES16D" (most), "T16PRESD", "G16DPRS" (Virginia), "EL16G_PR_D" (North Carolina), "PREDEM16"
  (Wisconsin) (the README.md of each repository of github.com/mggg-states).
- Dave's Redistricting: "E_20_PRES_Dem", with Rep and Total (the tables of github.com/dra2020/vtd_data).
- Tables spread from the MIT Election Lab's returns, whose rows have ``party_simplified`` and ``year``: party and year
  in any order, with or without the office ("president_2020_democrat", "votes_dem_2020").
- BorderKit's own: "DEM20", "total_2020".
- Surnames of the two major parties' nominees ("BIDEN", "trump_2020"), as the Federal Election Commission lists them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from borderkit.own_layer.recipe import Measure

PRESIDENT = "president"


class Scheme(StrEnum):
    """Who names columns that way."""

    VEST = "VEST and the Redistricting Data Hub"
    MGGG = "MGGG's states"
    DAVES = "Dave's Redistricting"
    BORDERKIT = "BorderKit"
    WORDS = "party and year"
    NOMINEES = "nominees' names"


@dataclass(frozen=True, slots=True)
class VoteName:
    """What a name says.

    Attributes:
        scheme: who names columns that way.
        measure: whose votes; None where the name does not say (another office's, say).
        year: of the election; None where the name does not say.
        office: PRESIDENT, or another office in words.
        candidate: the letters that stand for the candidate; "" where there are none.
        stage: "" for a general election, "recount" or "primary".

    """

    scheme: Scheme
    measure: Measure | None
    year: int | None
    office: str = PRESIDENT
    candidate: str = ""
    stage: str = ""


_OFFICES = {
    "PRE": PRESIDENT, "PRES": PRESIDENT, "PRS": PRESIDENT, "PR": PRESIDENT, "USS": "US Senate", "SEN": "Senate",
    "USH": "US House", "CON": "US House", "HOR": "US House", "USSEN": "US Senate", "GOV": "governor", "GV": "governor",
    "LTG": "lieutenant governor", "ATG": "attorney general", "AG": "attorney general", "WAG": "attorney general",
    "SOS": "secretary of state", "TRE": "treasurer", "TRS": "treasurer", "AUD": "auditor", "COM": "comptroller",
    "SSU": "state senate", "SU": "state senate", "WSS": "state senate", "SL": "state house", "SLL": "state house",
    "WSA": "state assembly", "HOD": "state house", "AGR": "commissioner of agriculture",
    "INS": "insurance commissioner", "PSC": "public service commission", "LAB": "labor commissioner",
    "SPI": "superintendent of schools",
    "SSC": "supreme court", "CDA": "district attorney", "RRC": "railroad commission", "COMP": "several elections",
}  # fmt: skip
_DEM, _REP, _OTHER, _ALL = Measure.DEM, Measure.REP, Measure.OTHER_VOTES, Measure.ALL_VOTES
_PARTIES = {
    "D": _DEM, "DEM": _DEM, "DEMOCRAT": _DEM, "DEMOCRATIC": _DEM, "DFL": _DEM, "R": _REP, "REP": _REP, "GOP": _REP,
    "REPUBLICAN": _REP, "O": _OTHER, "OTH": _OTHER, "OTHER": _OTHER, "OTHERS": _OTHER, "L": _OTHER, "LIB": _OTHER,
    "LIBERTARIAN": _OTHER, "G": _OTHER, "GRN": _OTHER, "GREEN": _OTHER, "I": _OTHER, "IND": _OTHER, "C": _OTHER,
    "W": _OTHER, "WRI": _OTHER, "SCT": _OTHER, "T": _ALL, "TOT": _ALL, "TOTAL": _ALL, "ALL": _ALL,
}  # fmt: skip
_PARTY = "|".join(sorted(_PARTIES, key=len, reverse=True))

_VEST = re.compile(r"(?P<stage>[GCRSP])(?P<year>\d\d)(?P<office>[A-Z]{3})(?P<letter>[A-Z])(?P<who>[A-Z]{0,3})")
_STAGES = {"C": "recount", "P": "primary", "R": "runoff", "S": "special"}
#: Counted by VEST under O: under- and overvotes, blank and spoilt ballots. They are votes for nobody.
_NOBODY = frozenset(("UND", "UNV", "OVE", "OVR", "OVT", "BLA", "BLK", "SPO", "VOI"))

_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_MGGG = (
    re.compile(rf"(?P<office>PRES|GOV|SEN|USS|USH|USSEN|SOS|AG|ATG|LTG|TRE|AUD)_?{_YEAR}_?(?P<party>{_PARTY}|S)"),
    re.compile(rf"T(?P<year>\d\d)(?P<office>PRES|GOV|SEN|ATG|AUD|TRE|CON|USS|USH|SOS)(?P<party>{_PARTY})"),
    re.compile(r"G(?P<year>\d\d)(?P<party>[DROLG])(?P<office>PRS|SEN|HOR|GOV|LTG|ATG|HOD|SOS)"),
    re.compile(r"EL(?P<year>\d\d)G_(?P<office>PR|GV)_(?P<party>[DRLGWOT]|\d)"),
    re.compile(
        r"(?P<office>PRE|USH|USS|GOV|SOS|TRS|WAG|WSA|WSS|CDA)"
        r"(?P<party>TOT|DEM|REP|GRN|LIB|CON|IND|SCT|AME|WGR)\d{0,2}(?P<year>\d\d)"
    ),
)
_DAVES = re.compile(r"E_(?P<year>\d\d)(?:-\d\d)?_(?P<office>[A-Z]+)_(?P<party>TOTAL|DEM|REP)")
_BORDERKIT = re.compile(r"(?P<party>DEM|REP|TOTAL)(?:_(?P<long>20\d\d)|(?P<year>\d\d))")
_WORDS_OF_PRESIDENT = frozenset(("PRES", "PRESIDENT", "PRESIDENTIAL", "PRE", "POTUS", "USPRS"))
_FILLERS = frozenset(("VOTES", "VOTE", "V", "GENERAL", "GEN", "US", "CANDIDATE", "PARTY", "FOR"))
_FULL_PARTIES = {word: measure for word, measure in _PARTIES.items() if len(word) > 1}
_GLUED = re.compile(
    r"(?P<office>USPRS|PRES|VOTES?)?(?P<party>DEMOCRATIC|DEMOCRAT|REPUBLICAN|DEM|DFL|REP|GOP|TOTAL|TOT|OTH|R)(?P<votes>VOTES?)?"
)
_PARTED = re.compile(r"[^A-Z0-9]+|(?<=[A-Z])(?=\d)|(?<=\d)(?=[A-Z])")

#: The nominees of the two major parties (Federal Election Commission, Federal Elections, volumes 2000 to 2024).
NOMINEES: dict[int, tuple[str, str]] = {
    2000: ("GORE", "BUSH"),
    2004: ("KERRY", "BUSH"),
    2008: ("OBAMA", "MCCAIN"),
    2012: ("OBAMA", "ROMNEY"),
    2016: ("CLINTON", "TRUMP"),
    2020: ("BIDEN", "TRUMP"),
    2024: ("HARRIS", "TRUMP"),
}
_NOMINATED = {
    name: measure
    for measure, names in zip((_DEM, _REP), zip(*NOMINEES.values(), strict=True), strict=True)
    for name in names
}


def year_of_digits(digits: str) -> int:
    """Return the year that two or four digits mean; "60" and later are of the last century."""
    number = int(digits)
    return number if len(digits) == 4 else number + (1900 if number >= 60 else 2000)


def vote_name(name: str) -> VoteName | None:
    """Return what a column's name says of votes; None if it does not look like one of votes."""
    upper = name.strip().upper()
    for read in (_read_borderkit, _read_daves, _read_mggg, _read_vest, _read_words):
        found = read(upper)
        if found is not None:
            return found
    return None


def _read_vest(name: str) -> VoteName | None:
    match = _VEST.fullmatch(name)
    if match is None or (match["office"] not in _OFFICES and not match["who"]):
        return None
    office = _OFFICES.get(match["office"], f"another office ({match['office']})")
    letter, who = match["letter"], match["who"]
    measure = None if letter == "O" and who in _NOBODY else _PARTIES.get(letter, _OTHER)
    if letter == "T":
        measure = _OTHER  # VEST has no totals; T is a party's letter there
    return VoteName(Scheme.VEST, measure, year_of_digits(match["year"]), office, who, _STAGES.get(match["stage"], ""))


def _read_mggg(name: str) -> VoteName | None:
    for pattern in _MGGG:
        match = pattern.fullmatch(name)
        if match is not None:
            measure = _PARTIES.get(match["party"], _OTHER)
            return VoteName(Scheme.MGGG, measure, year_of_digits(match["year"]), _OFFICES[match["office"]])
    return None


def _read_daves(name: str) -> VoteName | None:
    match = _DAVES.fullmatch(name)
    if match is None:
        return None
    office = _OFFICES.get(match["office"], f"another office ({match['office']})")
    return VoteName(Scheme.DAVES, _PARTIES[match["party"]], year_of_digits(match["year"]), office)


def _read_borderkit(name: str) -> VoteName | None:
    match = _BORDERKIT.fullmatch(name)
    if match is None:
        return None
    return VoteName(Scheme.BORDERKIT, _PARTIES[match["party"]], year_of_digits(match["long"] or match["year"]))


def _read_words(name: str) -> VoteName | None:
    """Read a name made of words: party, year, and perhaps the office, in any order."""
    words = [word for word in _PARTED.split(name) if word]
    years = [word for word in words if re.fullmatch(r"(19|20)\d\d|\d\d", word)]
    rest = [word for word in words if word not in years and word not in _WORDS_OF_PRESIDENT and word not in _FILLERS]
    if len(years) > 1 or len(rest) != 1:
        return None
    year = year_of_digits(years[0]) if years else None
    for_president = any(word in _WORDS_OF_PRESIDENT for word in words)
    if rest[0] in _NOMINATED:
        return VoteName(Scheme.NOMINEES, _NOMINATED[rest[0]], year, candidate=rest[0])
    measure = (_PARTIES if for_president else _FULL_PARTIES).get(rest[0])
    if measure is None and (match := _GLUED.fullmatch(rest[0])) and (match["office"] or match["votes"]):
        measure = _PARTIES[match["party"]]
    says_votes = for_president or measure in (_DEM, _REP) or any(word.startswith("VOTE") for word in words)
    if measure is None or not (says_votes or rest[0] not in _FULL_PARTIES):
        return None  # "TOTAL" or "OTHER" alone may count anything
    return VoteName(Scheme.WORDS, measure, year)
