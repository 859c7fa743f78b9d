"""Progress of work that has parts, each of which reports its own steps."""

from __future__ import annotations

from borderkit.progress import Progress

#: How finely parts are told.
_WHOLE = 1000


class Part:
    """A progress for one part of some work; it passes reports on as steps of the whole."""

    def __init__(self, whole: Progress, begin: float, end: float) -> None:
        """Stand for what lies between two shares of the whole, 0 to 1."""
        self._whole = whole
        self._begin, self._end = begin, end

    def report(self, done: int, total: int, what: str) -> None:
        """Pass a report on.

        Raises:
            OperationCancelled: if a person asked to stop.

        """
        share = self._begin + (self._end - self._begin) * (done / total if total else 1.0)
        self._whole.report(round(share * _WHOLE), _WHOLE, what)
