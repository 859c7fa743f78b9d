"""A plan as a proposal without asking anybody: the districts mean what they are called, or what was said beforehand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from borderkit.errors import ProposalFileError
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitLayer
from borderkit.naming import listed
from borderkit.progress import Progress
from borderkit.proposal import Proposal
from borderkit.takeover.districts import District
from borderkit.takeover.errors import NotAPlanError, TakeoverError
from borderkit.takeover.listing import summary
from borderkit.takeover.reading import take_over
from borderkit.takeover.taken import Taken

#: What can be taken over, for someone who chose something else.
UNDERSTOOD = (
    "Choose one of these: a table with the columns GEOID and STATE, a block assignment file (BLOCKID or GEOID20, and "
    "DISTRICT), or an assignment CSV of Districtr or Dave's Redistricting."
)
_NAMED_AT_MOST = 12
_NUMBER = re.compile(r"0*(\d+)(?:\.0+)?")


class UndecidedDistrictsError(ProposalFileError):
    """A plan has districts of which nobody has said what they are.

    Attributes:
        taken: the plan.
        labels: those districts.

    """

    kind = "undecided-districts"

    def __init__(self, message: str, taken: Taken, labels: tuple[str, ...]) -> None:
        super().__init__(message)
        self.taken, self.labels = taken, labels


def read_plan(path: Path, layer: UnitLayer, progress: Progress | None = None) -> Taken:
    """Read a plan as ``take_over`` does; what is none is refused with a list of what is understood.

    Raises:
        ProposalFileError: if it is no plan, or cannot be taken over.
        OperationCancelled: if a person asked to stop.

    """
    try:
        return take_over(path, layer, progress)
    except NotAPlanError as error:
        reason = str(error).partition(". ")[0].removeprefix(f"{path.name} ")
        raise ProposalFileError(
            f"{path.name} is neither a proposal nor another tool's plan: it {reason}. {UNDERSTOOD}",
            "unreadable" if path.suffix.lower() == ".csv" else "foreign",
        ) from error
    except TakeoverError as error:
        raise ProposalFileError(str(error)) from error


def open_plan(
    path: Path,
    layer: UnitLayer,
    declared: Iterable[Jurisdiction] = (),
    districts: Mapping[str, str] | None = None,
    tell: Callable[[str], object] | None = None,
) -> Proposal:
    """Return the proposal that a plan comes to.

    Args:
        path: the plan.
        layer: the layer to lay it over.
        declared: new jurisdictions among those that districts are.
        districts: by label, the code of the jurisdiction that a district is; "" leaves its units home.
        tell: gets a line on what does not move as the plan says, if anything does not.

    Raises:
        UndecidedDistrictsError: if a district is neither called like a jurisdiction nor among ``districts``.
        ProposalFileError: if the plan cannot be taken over, or has no such district.

    """
    taken, new = read_plan(path, layer), tuple(declared)
    choices = _choices(taken, new, _by_label(taken, districts or {}))
    try:
        document = taken.document(choices, new)
    except TakeoverError as error:
        raise ProposalFileError(f"{path.name}: {error}", "unknown-code") from error
    told = summary(taken, len(taken.divided(choices)))
    if told and tell is not None:
        tell(told)
    return Proposal(layer, document)


def meant_by_name(district: District, declared: Iterable[Jurisdiction] = ()) -> str | None:
    """Return the code of the jurisdiction that a district is called after; None if there is none."""
    new = next((j for j in declared if district.label.casefold() in (j.code.casefold(), j.name.casefold())), None)
    if new is not None:
        return new.code
    return district.proposed if district.is_named else None


def _choices(taken: Taken, declared: tuple[Jurisdiction, ...], said: Mapping[str, str]) -> dict[str, str]:
    choices: dict[str, str] = {}
    undecided: list[str] = []
    for district in taken.districts:
        code = said.get(district.label)
        if code is None:
            code = meant_by_name(district, declared)
        if code is None:
            undecided.append(district.label)
        else:
            choices[district.label] = code
    if undecided:
        raise UndecidedDistrictsError(_undecided(taken, undecided), taken, tuple(undecided))
    return choices


def _undecided(taken: Taken, labels: list[str]) -> str:
    first = next(district for district in taken.districts if district.label == labels[0])
    example = f"--district {labels[0]}={first.proposed}"
    are = "a district that is no jurisdiction" if len(labels) == 1 else "districts that are no jurisdictions"
    return (
        f"{taken.origin.file} names {are}: {_some(labels)}. Say what each of them is, as in {example} ({labels[0]}= "
        "leaves its units home), and declare what does not exist yet with --new CODE=NAME or --new-country CODE=NAME."
    )


def _by_label(taken: Taken, districts: Mapping[str, str]) -> dict[str, str]:
    """Return what was said by the labels of the plan: 07 is its district 7.

    Raises:
        ProposalFileError: if the plan has no such district.

    """
    labels = [district.label for district in taken.districts]
    found: dict[str, str] = {}
    for said, code in districts.items():
        number = _NUMBER.fullmatch(said)
        label = said if said in labels or number is None else number[1]
        if label not in labels:
            raise ProposalFileError(
                f"{taken.origin.file} has no district “{said}”. Name one that it has: {_some(labels)}."
            )
        found[label] = code.upper()
    return found


def _some(labels: list[str]) -> str:
    more = len(labels) - _NAMED_AT_MOST
    return listed([*labels[:_NAMED_AT_MOST], f"{more:,} more"] if more > 0 else labels)
