"""Scripted editing: the same operations from the same seed, on a proposal alone or through a window's session."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from borderkit.document import Details
from borderkit.file_watch import FileState, file_state
from borderkit.journal import ProposalJournal
from borderkit.journal.state import ProposalFile, State, state_of
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.proposal import Proposal
from borderkit.proposal_file import to_text
from borderkit.saving import save_proposal

Operation = tuple[Any, ...]

_CODES = ("ID", "OR", "WA", "NV", "CA", "TX")
_TITLES = ("Greater Idaho", "“Quoted” & <b>bold</b>", "爱达荷", "اتحاد", "")


def operations(seed: int, n_operations: int, n_units: int) -> list[Operation]:
    """Return operations by a seed; about every eighth is a save, once there is something to save."""
    chance = random.Random(seed)
    made: list[Operation] = [_move(chance, n_units)]
    n_new = 0
    while len(made) < n_operations:
        kind = chance.choices(
            ("move", "stroke", "undo", "redo", "go_to", "new_state", "title", "claims", "settings", "save"),
            (24, 16, 14, 8, 4, 5, 6, 4, 6, 13),
        )[0]
        match kind:
            case "move":
                made.append(_move(chance, n_units))
            case "stroke":
                passes = [chance.sample(range(n_units), chance.randint(1, 12)) for _ in range(chance.randint(1, 9))]
                made.append(("move", chance.choice(_CODES), passes, None))
            case "go_to":
                made.append(("go_to", chance.random()))
            case "new_state":
                n_new += 1
                made.append(("new_state", f"NS{n_new}", f"New state {n_new}"))
            case "title":
                made.append(("title", chance.choice(_TITLES), chance.randint(0, 10**6)))
            case "claims":
                made.append(("claims", chance.randint(1, 10**6)))
            case "settings":
                made.append(("settings", chance.choice((2016, 2020, 2024)), chance.choice((2010, 2020))))
            case "save":
                made.append(("save", chance.choice(("plan", "plan", "plan", "other"))))
            case _:
                made.append((kind,))
    return made


def _move(chance: random.Random, n_units: int) -> Operation:
    n_moved = min(n_units, chance.choice((1, 1, 5, 40, 600)))
    return ("move", chance.choice(_CODES), [chance.sample(range(n_units), n_moved)], False)


class Editor(Protocol):
    """What carries out operations."""

    folder: Path

    @property
    def proposal(self) -> Proposal: ...

    def move(self, code: str, passes: list[list[int]], puts_back: bool | None) -> None: ...

    def undo(self) -> None: ...

    def redo(self) -> None: ...

    def go_to(self, position: int) -> None: ...

    def add_jurisdiction(self, jurisdiction: Jurisdiction) -> None: ...

    def edit_details(self, details: Details) -> None: ...

    def edit_claims(self, claims: list[Any]) -> None: ...

    def choose(self, election: int, people: int) -> None: ...

    def save(self, path: Path) -> None: ...


def perform(editor: Editor, operation: Operation) -> None:
    """Carry out one operation."""
    proposal = editor.proposal
    match operation:
        case ("move", str(code), passes, puts_back):
            editor.move(code, passes, puts_back)
        case ("undo",):
            editor.undo()
        case ("redo",):
            editor.redo()
        case ("go_to", float(part)):
            editor.go_to(round(part * len(proposal.history.steps)))
        case ("new_state", str(code), str(name)):
            editor.add_jurisdiction(Jurisdiction(code, name, Status.NEW_STATE, "#e8a33d"))
        case ("title", str(title), int(number)):
            editor.edit_details(replace(proposal.details, title=title, summary=f"Number {number}"))
        case ("claims", int(value)):
            editor.edit_claims([*proposal.claims, {"measure": "people", "of": "moved", "value": value}])
        case ("settings", int(election), int(people)):
            editor.choose(election, people)
        case ("save", str(name)):
            editor.save(editor.folder / f"{name}.borderkit")
        case _:
            raise ValueError(operation)


class OnProposal:
    """The session without a window: a proposal, its file and, where one is given, its journal."""

    def __init__(self, layer: UnitLayer, folder: Path, journal: ProposalJournal | None = None) -> None:
        self.proposal = Proposal(layer)
        self.folder = folder
        self.path: Path | None = None
        self.known: FileState | None = None
        self._journal = journal
        if journal is not None:
            journal.begin(self.proposal, ProposalFile())

    @property
    def state(self) -> State:
        """What a journal would know."""
        return state_of(self.proposal, ProposalFile(self.path, self.known))

    def move(self, code: str, passes: list[list[int]], puts_back: bool | None) -> None:
        stroke = self.proposal.begin_stroke(code, None, puts_back)
        for units in passes:
            stroke.add(_units(units))
        stroke.finish()
        self._follow()

    def undo(self) -> None:
        self.proposal.undo()
        self._follow()

    def redo(self) -> None:
        self.proposal.redo()
        self._follow()

    def go_to(self, position: int) -> None:
        self.proposal.go_to(position)
        self._follow()

    def add_jurisdiction(self, jurisdiction: Jurisdiction) -> None:
        self.proposal.add_jurisdiction(jurisdiction)
        self._follow()

    def edit_details(self, details: Details) -> None:
        self.proposal.edit_details(details)
        self._follow()

    def edit_claims(self, claims: list[Any]) -> None:
        self.proposal.edit_claims(claims)
        self._follow()

    def choose(self, election: int, people: int) -> None:
        self.proposal.settings = replace(self.proposal.settings, election=election, people=people)
        self._follow()

    def save(self, path: Path) -> None:
        save_proposal(self.proposal, path, self.known if path == self.path else None)
        self.path, self.known = path, file_state(path)
        self.proposal.history.mark_saved()
        if self._journal is not None:
            self._journal.saved(ProposalFile(self.path, self.known))

    def _follow(self) -> None:
        if self._journal is not None:
            self._journal.follow()


class Foreseen(OnProposal):
    """Only reckons what will be: its saves write nothing and are remembered as text.

    Attributes:
        files: what each file holds by now, by its name.

    """

    def __init__(self, layer: UnitLayer, folder: Path) -> None:
        super().__init__(layer, folder)
        self.files: dict[str, str] = {}

    def save(self, path: Path) -> None:
        self.files[path.name] = text_of(self.proposal)
        self.path = path
        self.proposal.history.mark_saved()


def text_of(proposal: Proposal) -> str:
    """Return what a proposal's file would hold."""
    return to_text(proposal.to_document(), proposal.layer)


def _units(units: list[int]) -> UnitIndices:
    return np.array(units, dtype=np.int32)
