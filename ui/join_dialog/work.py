"""Reading and matching a table, which may take long: one thing at a time, with progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from borderkit.errors import BorderkitError
from borderkit.joining import (
    Match,
    Matcher,
    Numbers,
    Suggestion,
    Table,
    TableError,
    Way,
    decimal_hint,
    read_numbers,
    read_table,
)
from borderkit.layer import UnitLayer
from borderkit.progress import Progress
from ui import messages
from ui.long_work import LongWork

_REPORT_EVERY = 20


@dataclass(frozen=True)
class Loaded:
    """A table that was read.

    Attributes:
        path: its file.
        table: the table.
        match: its rows matched to units; None where no column names any.
        refusal: why not.
        hint: the sign of decimals that its numbers show.

    """

    path: Path
    table: Table
    match: Match | None
    refusal: str
    hint: str


class JoinWork(QObject):
    """Does the long parts. What is asked for while something is done is done next; only the last such wish counts.

    Signals:
        table_read: with what was ``Loaded``.
        matched: with the ``Match`` by a way that was chosen.
        numbers_read: with the ``Numbers`` of a column.
        suggested: with the suggestions for rows, a dict by row.
        refused: with why something cannot be done; what was there before is still there.
        rested: nothing is being done any more.
    """

    table_read = Signal(object)
    matched = Signal(object)
    numbers_read = Signal(object)
    suggested = Signal(object)
    refused = Signal(str)
    rested = Signal()

    def __init__(self, layer: UnitLayer, over: QWidget) -> None:
        """Match to a layer; progress is shown over a window."""
        super().__init__(over)
        self.matcher = Matcher(layer)
        self._over = over
        self._under_way: LongWork[Any] | None = None
        self._next: Callable[[], None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._under_way is not None

    def open(self, path: Path, sheet: str | None = None) -> None:
        """Read a table and match its rows."""
        self._do(f"{path.name} is being read.", lambda progress: self._load(path, sheet, progress), self.table_read)

    def match(self, table: Table, way: Way) -> None:
        """Match the rows of a table by other columns."""
        what = f"The rows of {table.origin.file} are being matched."
        self._do(what, lambda progress: self.matcher.match(table, way, progress=progress), self.matched)

    def read_column(self, table: Table, column: int, sign: str, hint: str) -> None:
        """Read a column as numbers."""

        def work(progress: Progress) -> Numbers:
            progress.report(0, 1, table.columns[column].name)
            return read_numbers(table.columns[column], sign, hint)

        self._do("Numbers are being read.", work, self.numbers_read)

    def suggest(self, match: Match, rows: list[int]) -> None:
        """Look for the units that rows may mean."""

        def work(progress: Progress) -> dict[int, list[Suggestion]]:
            found = {}
            for done, row in enumerate(rows):
                if done % _REPORT_EVERY == 0:
                    progress.report(done, len(rows), "Comparing names")
                found[row] = self.matcher.suggestions(match, row)
            return found

        self._do("Units are being looked for.", work, self.suggested)

    def stop(self) -> None:
        """Stop whatever is being done, and wait for its end."""
        self._next = None
        if self._under_way is not None:
            self._under_way.stop()

    def _load(self, path: Path, sheet: str | None, progress: Progress) -> Loaded:
        table = read_table(path, sheet, progress)
        try:
            match, refusal = self.matcher.match(table, progress=progress), ""
        except TableError as error:
            match, refusal = None, str(error)
        return Loaded(path, table, match, refusal, decimal_hint(table.columns))

    def _do(self, what: str, work: Callable[[Progress], object], done: Any) -> None:  # noqa: ANN401 - a signal
        if self._under_way is not None:
            self._next = lambda: self._do(what, work, done)
            return
        running = LongWork(what, work, self, self._over)
        self._under_way = running
        running.succeeded.connect(lambda result: self._end(lambda: done.emit(result)))
        running.failed.connect(lambda error: self._end(lambda: self._refuse(error)))
        running.cancelled.connect(lambda: self._end(lambda: None))
        running.start()

    def _end(self, tell: Callable[[], None]) -> None:
        if self._under_way is not None:
            self._under_way.deleteLater()
        self._under_way = None
        tell()
        following, self._next = self._next, None
        if following is not None:
            following()
        if not self.is_busy:
            self.rested.emit()

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, BorderkitError):
            self.refused.emit(str(error))
        else:
            messages.show_bug(type(error), error, error.__traceback__)
