"""What a journal knows of a proposal in work, and the records that lead from one state to the next.

The records tell states and not deeds: however many undos lie between two looks at a proposal, one record says how many
steps are in force now.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from borderkit.change import KeptChanged, Step
from borderkit.document import Document, Json
from borderkit.file_watch import FileState
from borderkit.journal import coding
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from borderkit.settings import Settings

FORMAT = "borderkit-journal"
VERSION = 1


@dataclass(frozen=True, slots=True)
class ProposalFile:
    """The file that a proposal is saved in.

    Attributes:
        path: where it is; None where there is none yet.
        known: its state when it was opened or last saved.

    """

    path: Path | None = None
    known: FileState | None = None


@dataclass(frozen=True, slots=True)
class LayerMark:
    """What tells the layer that a journal is for; its steps name units by their position in it.

    Attributes:
        name, vintage, units: as in ``UnitLayer``; the number of units.
        source: the file that it was read from, "" where there is none.
        checksum: SHA-256 of all GEOIDs, homes and jurisdictions, in hexadecimal.

    """

    name: str
    vintage: str
    units: int
    source: str
    checksum: str

    def fits(self, layer: UnitLayer) -> bool:
        """Whether positions in the layer mean the same units and jurisdictions."""
        layer = layer.base or layer
        return self.units == len(layer) and self.checksum == layer_checksum(layer)


@dataclass(frozen=True, slots=True)
class Start:
    """The head of a journal: the proposal as it was opened, and over which layer.

    Attributes:
        layer: the layer.
        document: the proposal before the first of its steps.

    """

    layer: LayerMark
    document: Document


@dataclass(frozen=True, slots=True)
class State:
    """All that changes while a proposal is in work.

    Attributes:
        steps, position, saved: as in ``History``.
        settings: the chosen election, census and rules.
        file: its file.

    """

    steps: Sequence[Step]
    position: int
    saved: int | None
    settings: Settings
    file: ProposalFile

    @property
    def holds_work(self) -> bool:
        """Whether there is anything that a crash could lose: a step, or content that is in no file."""
        return bool(self.steps) or self.saved != self.position


def layer_checksum(layer: UnitLayer) -> str:
    """Return a checksum of what positions in a layer stand for."""
    found = hashlib.sha256("\n".join(layer.geoids).encode("utf-8", "surrogatepass"))
    found.update(layer.home.astype("<i2").tobytes())
    codes = "\n".join(jurisdiction.code for jurisdiction in layer.jurisdictions)
    found.update(codes.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def layer_mark(layer: UnitLayer) -> LayerMark:
    """Return what tells a layer from others; what a proposal divides of it is told with the proposal."""
    layer = layer.base or layer
    source = str(layer.source.absolute()) if layer.source else ""
    return LayerMark(layer.name, layer.vintage, len(layer), source, layer_checksum(layer))


def state_of(proposal: Proposal, file: ProposalFile) -> State:
    """Return the state of a proposal in work; a stroke in progress is no part of it."""
    history = proposal.history
    return State(history.steps, history.position, history.saved, proposal.settings, file)


def state_at_start(document: Document) -> State:
    """Return the state of a proposal that was just made of a document."""
    return State((), 0, 0, Settings().with_stored(document.settings), ProposalFile())


def document_at_start(proposal: Proposal) -> Document:
    """Return the document that a proposal was before the first of its steps.

    Everything in it but what it keeps for others is still as it was opened: a proposal holds its changes beside it.
    """
    history, document = proposal.history, proposal.document
    kept = document.kept
    for step in reversed(history.steps[: history.position]):
        for change in reversed(step.changes):
            if isinstance(change, KeptChanged):
                kept = change.inverse().applied(kept)
    return replace(document, kept=kept)


def records_from_start(start: Start, state: State) -> Iterator[Json]:
    """Yield the records of a whole journal: its head, and what leads to a state."""
    layer = start.layer
    yield {
        "is": "start",
        "format": FORMAT,
        "version": VERSION,
        "when": _now(),
        "layer": [layer.name, layer.vintage, layer.units, layer.source, layer.checksum],
        "document": coding.document_to_json(start.document),
    }
    yield from records_between(state_at_start(start.document), state)


def records_between(old: State, new: State) -> Iterator[Json]:
    """Yield the records that lead from a state to a later one of the same proposal."""
    position, saved = old.position, old.saved
    common = _n_common(old.steps, new.steps)
    if common < len(new.steps):
        if position != common:
            yield {"is": "position", "steps": common}
        for step in new.steps[common:]:
            yield {"is": "step", "when": _now(), "step": coding.step_to_json(step)}
        position = len(new.steps)
        saved = saved_after(saved, common)
    if position != new.position:
        yield {"is": "position", "steps": new.position}
    if old.settings != new.settings:
        yield {"is": "settings", "settings": coding.settings_to_json(new.settings)}
    if old.file != new.file:
        path = str(new.file.path.absolute()) if new.file.path else None
        yield {"is": "file", "path": path, "known": coding.file_state_to_json(new.file.known)}
    if saved != new.saved:
        yield {"is": "saved", "steps": new.saved}


def saved_after(saved: int | None, position: int) -> int | None:
    """Return which state is on disk once a step was made at a position: one that was undone past is so no more."""
    return None if saved is not None and saved > position else saved


def _n_common(old: Sequence[Step], new: Sequence[Step]) -> int:
    """Return how many first steps are the same: a history only ever drops and adds at its end."""
    common = min(len(old), len(new))
    while common and old[common - 1] is not new[common - 1]:
        common -= 1
    return common


def _now() -> int:
    return int(time.time())
