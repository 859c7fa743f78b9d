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
