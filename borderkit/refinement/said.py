"""What was done to divide a unit, in sentences for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from borderkit.columns import Column
from borderkit.naming import listed
from borderkit.refinement.fitted import Fitted
from borderkit.refinement.given import AREA
from borderkit.refinement.sharing import How, Shares, Treatment

#: Shares of an area smaller than this are not worth a sentence.
_WORTH_TELLING = 1e-4

_NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the sentences speak of.

    Attributes:
        unit: the divided unit's name ("Deschutes County").
        whole: what such a unit is called ("county").
        called: what one piece and several are called ("precinct", "precincts").
        file: the file that the pieces are from.

    """

    unit: str
    whole: str
    called: tuple[str, str]
    file: str

    def many(self, number: int) -> str:
        """Return a number of pieces in words."""
        return f"{number:,} {self.called[number != 1]}"


def of_fitting(fitted: Fitted, names: Sequence[str], about: Subjects) -> tuple[str, ...]:
    """Tell how the pieces' outlines were made to fit.

    Args:
        fitted: what came of it.
        names: (n_given,) of all pieces that were given, those left out among them.
        about: what it is about.

    """
    whole, called = about.whole, about.called
    told = [f"{about.unit} is divided into {about.many(len(fitted.kept))} of {about.file}."]
    if fitted.left_out:
        which = _named([names[piece] for piece, _ in fitted.left_out])
        told.append(
            f"Left out, since (almost) nothing of them lies in the {whole} or others cover it: "
            f"{about.many(len(fitted.left_out))} ({which})."
        )
    if fitted.cut_off:
        worst, share = max(fitted.cut_off, key=lambda entry: entry[1])
        told.append(
            f"{about.many(len(fitted.cut_off))} reached beyond the {whole}'s border and "
            f"{'was' if len(fitted.cut_off) == 1 else 'were'} cut off there, at most {_share(share)} ({names[worst]})."
        )
    if fitted.uncovered >= _WORTH_TELLING:
        told.append(f"{_share(fitted.uncovered)} of the {whole} was in no {called[0]} and went to those beside it.")
    if fitted.covered_twice >= _WORTH_TELLING:
        told.append(
            f"{_share(fitted.covered_twice)} of the {whole} was in several {called[1]} and went to the smallest."
        )
    return tuple(told)


def of_sharing(shares: Shares, columns: Mapping[str, Column], about: Subjects) -> tuple[str, ...]:
    """Tell how the figures were made to add up, what was done alike in one sentence."""
    pieces, whole = about.many(len(shares.figures)), about.whole
    told = [
        f"{_sentence([_what(t, columns) for t in joined])} of {pieces} add up to the {whole}'s: taken as they are."
        for joined in _alike(shares.treatments, How.JOINED, lambda _: "")
    ]
    told += [
        f"{_sentence([_what(t, columns)])} of {pieces} scaled {_party_by_party(t)}from {t.own:,} to the {whole}'s "
        f"{t.whole:,}."
        for t in shares.treatments
        if t.how is How.SCALED
    ]
    told += [
        f"{_sentence([_what(t, columns) for t in shared])} shared out by {basis_of(shared[0], columns)}: an estimate."
        for shared in _alike(shares.treatments, How.SHARED_OUT, lambda t: basis_of(t, columns))
    ]
    told += [
        f"{about.many(number)} without a figure for {label_of(key, columns)} {_count(number)} as 0."
        for key, number in shares.unknown
    ]
    return tuple(told)


def _alike(treatments: Sequence[Treatment], how: How, kind: Callable[[Treatment], str]) -> list[list[Treatment]]:
    groups: dict[str, list[Treatment]] = {}
    for treatment in treatments:
        if treatment.how is how:
            groups.setdefault(kind(treatment), []).append(treatment)
    return list(groups.values())


def _sentence(what: Sequence[str]) -> str:
    """Return things in a row, beginning like a sentence; years of one thing together ("votes of 2016 and 2020")."""
    years: dict[str, list[str]] = {}
    for name in what:
        thing, _, year = name.rpartition(" ")
        if year.isdecimal():
            years.setdefault(thing, []).append(year)
        else:
            years[name] = []
    row = listed([f"{thing} {listed(of)}" if of else thing for thing, of in years.items()])
    return row[:1].upper() + row[1:]


def _what(treatment: Treatment, columns: Mapping[str, Column]) -> str:
    return label_of(treatment.key, columns)


def _party_by_party(treatment: Treatment) -> str:
    return "party by party " if treatment.key.startswith("total_") else ""


def label_of(key: str, columns: Mapping[str, Column]) -> str:
    """Return what a column is called within a sentence; that of all votes of an election stands for all of them."""
    what, _, year = key.rpartition("_")
    labels = {
        "total": f"votes of {year}", "people": f"people {year}", "overseas": f"federal staff overseas {year}",
        "land": "land area", "water": "water area", "dem": f"Democratic votes of {year}",
        "rep": f"Republican votes of {year}", "other": f"votes for others of {year}",
    }  # fmt: skip
    known = labels.get(what)
    return known if known is not None else columns[key].label if key in columns else key


def basis_of(treatment: Treatment, columns: Mapping[str, Column]) -> str:
    """Return what a column was shared out by; the votes of one election stand for those of each party."""
    if treatment.by == AREA:
        return "area"
    what, _, year = treatment.by.rpartition("_")
    own = treatment.key.rpartition("_")[2]
    if what in ("dem", "rep", "other", "total"):
        return f"all votes of {year}" if what == "total" and year == own else f"votes of {year}"
    return label_of(treatment.by, columns)


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED_AT_MOST
    return listed([*names[:_NAMED_AT_MOST], f"{more:,} more"]) if more > 0 else listed(names)


def _count(number: int) -> str:
    return "counts" if number == 1 else "count"


def _share(share: float) -> str:
    percent = share * 100
    return f"{percent:.1f} %" if percent >= 1 else f"{percent:.2g} %"
