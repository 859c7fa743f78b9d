"""How long work tells its caller how far it is, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a long operation reports to; the caller owns it."""

    def report(self, done: int, total: int, what: str) -> None:
        """Take note that ``done`` of ``total`` steps are behind, ``what`` being the present one.

        The same report may come again and again while a long step goes on, so that the work can be stopped in it.

        Raises:
            OperationCancelled: if a person asked to stop.

        """


class Silent:
    """A progress that nobody watches."""

    def report(self, done: int, total: int, what: str) -> None:
        """Ignore the report."""


class Within:
    """A progress of a part of the work: the bar stands where the part begins, and what is done in it is told."""

    def __init__(self, whole: Progress, done: int, total: int) -> None:
        """Report to the ``whole`` that ``done`` of ``total`` is done."""
        self._whole, self._done, self._total = whole, done, total

    def report(self, done: int, total: int, what: str) -> None:  # noqa: ARG002 - the part's own share is not shown
        """Tell what is done."""
        self._whole.report(self._done, self._total, what)
