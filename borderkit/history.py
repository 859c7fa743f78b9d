"""The steps of a proposal, in the order they were made, and how many of them are in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from borderkit.change import Step


class History:
    """Steps without limit; those after ``position`` have been undone and can be redone."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._position = 0
        self._saved: int | None = 0

    @classmethod
    def restored(cls, steps: Iterable[Step], position: int, saved: int | None) -> Self:
        """Return a history as it once was; ``position`` and ``saved`` are what the properties said."""
        history = cls()
        history._steps, history._position, history._saved = list(steps), position, saved
        return history

    @property
    def steps(self) -> Sequence[Step]:
        """All steps, those that were undone included."""
        return tuple(self._steps)

    @property
    def position(self) -> int:
        """How many steps are in force."""
        return self._position

    @property
    def undo_text(self) -> str | None:
        """What would be undone next."""
        return self._steps[self._position - 1].text if self._position else None

    @property
    def redo_text(self) -> str | None:
        """What would be redone next."""
        return self._steps[self._position].text if self._position < len(self._steps) else None

    @property
    def is_saved(self) -> bool:
        """Whether the steps in force are those that were in force when the proposal was last saved."""
        return self._position == self._saved

    @property
    def saved(self) -> int | None:
        """How many steps were in force when the proposal was last saved; None if that state is on no disk."""
        return self._saved

    def mark_saved(self) -> None:
        """Take note that the proposal was saved as it now is."""
        self._saved = self._position

    def mark_unsaved(self) -> None:
        """Take note that no state of the proposal is on disk."""
        self._saved = None

    def record(self, step: Step) -> None:
        """Add a step that was just made; steps that had been undone are forgotten."""
        if self._saved is not None and self._saved > self._position:
            self._saved = None
        del self._steps[self._position :]
        self._steps.append(step)
        self._position += 1

    def step_back(self) -> Step | None:
        """Return the inverse of the last step in force, taking it out of force."""
        if not self._position:
            return None
        self._position -= 1
        return self._steps[self._position].inverse()

    def step_forward(self) -> Step | None:
        """Return the next undone step, putting it in force."""
        if self._position == len(self._steps):
            return None
        self._position += 1
        return self._steps[self._position - 1]
