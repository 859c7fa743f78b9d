"""Reading a journal: its records taken together, as far as they are whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from borderkit.change import DetailsChanged, Step
from borderkit.document import Json
from borderkit.errors import BorderkitError, JournalError
from borderkit.journal import coding
from borderkit.journal.records import found
from borderkit.journal.state import FORMAT, VERSION, LayerMark, ProposalFile, Start, State, saved_after, state_at_start

#: What records of another form than was written end in.
_MALFORMED = (KeyError, TypeError, ValueError, IndexError, AttributeError, BorderkitError)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a journal holds.

    Attributes:
        start: the proposal as it was opened.
        state: the last state that could be read.
        when: when the last step was made, or the journal begun, in seconds since 1970.
        damaged: whether something after that could not be read.

    """

    start: Start
    state: State
    when: int
    damaged: bool

    @property
    def title(self) -> str:
        """The title of the proposal in that state."""
        for step in reversed(self.state.steps[: self.state.position]):
            for change in reversed(step.changes):
                if isinstance(change, DetailsChanged):
                    return change.after.title
        return self.start.document.details.title

    @property
    def n_unsaved(self) -> int:
        """How many steps lie between what was last saved and that state; all, where nothing was saved."""
        saved = self.state.saved
        return abs(self.state.position - saved) if saved is not None else self.state.position

    @property
    def is_saved(self) -> bool:
        """Whether that state was saved."""
        return self.state.saved == self.state.position


def read_journal(path: Path) -> Contents | None:
    """Read a journal; None if nothing was kept in it before the program ended.

    What follows the first record that is damaged is left out: each step builds on those before it.

    Raises:
        JournalError: if not even its beginning can be read.

    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise JournalError(f"The journal {path} cannot be read ({reason}). Check that you may open it.") from error
    content = found(data)
    if not content.records:
        if content.damaged:
            raise _refuse(path)
        return None
    first, *others = content.records
    try:
        start, state, when = _begin(path, first)
    except _MALFORMED as error:
        raise error if isinstance(error, JournalError) else _refuse(path) from error
    reader = _Reader(state, when)
    for record in others:
        try:
            reader.take(record)
        except _MALFORMED:
            return Contents(start, reader.state, reader.when, damaged=True)
    return Contents(start, reader.state, reader.when, content.damaged)


def _refuse(path: Path) -> JournalError:
    return JournalError(
        f"What was kept of your work is damaged and cannot be read: {path}. "
        "What you saved yourself is untouched; keep this file if somebody is to look at it, else discard it."
    )


def _begin(path: Path, record: Json) -> tuple[Start, State, int]:
    if record["format"] != FORMAT:
        raise _refuse(path)
    if record["version"] > VERSION:
        raise JournalError(
            f"What was kept of your work was written by a newer BorderKit: {path}. Start that one to restore it."
        )
    name, vintage, units, source, checksum = record["layer"]
    document = coding.document_from_json(record["document"])
    mark = LayerMark(str(name), str(vintage), int(units), str(source), str(checksum))
    return Start(mark, document), state_at_start(document), int(record["when"])


class _Reader:
    """Takes one record after the other."""

    def __init__(self, state: State, when: int) -> None:
        self._steps: list[Step] = []
        self._state = state
        self.when = when

    @property
    def state(self) -> State:
        """The state after the records so far."""
        return replace(self._state, steps=tuple(self._steps))

    def take(self, record: Json) -> None:
        match record["is"]:
            case "step":
                self._take_step(coding.step_from_json(record["step"]))
                self.when = int(record["when"])
            case "position":
                self._state = replace(self._state, position=self._within(record["steps"]))
            case "saved":
                saved = record["steps"]
                self._state = replace(self._state, saved=None if saved is None else self._within(saved))
            case "settings":
                self._state = replace(self._state, settings=coding.settings_from_json(record["settings"]))
            case "file":
                path, known = record["path"], coding.file_state_from_json(record["known"])
                self._state = replace(self._state, file=ProposalFile(None if path is None else Path(path), known))
            case other:
                raise ValueError(f"an unknown record {other!r}")

    def _take_step(self, step: Step) -> None:
        state = self._state
        del self._steps[state.position :]
        self._state = replace(state, position=state.position + 1, saved=saved_after(state.saved, state.position))
        self._steps.append(step)

    def _within(self, position: Json) -> int:
        if type(position) is not int or not 0 <= position <= len(self._steps):
            raise ValueError(f"no position in the history: {position!r}")
        return position
