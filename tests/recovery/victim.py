"""Edits by a script until it is killed: ``python -m tests.recovery.victim proposal|window``.

It reads jobs from its standard input, a line of JSON each: the seed, the number of operations and the folder to work
in. There it writes to the pipe ``reports``, unbuffered: a line with its process id, then the number of each operation
that is finished. With ``window`` it does the one job itself. Without, a process of its own does each, forked from this
one that has read the layer already. To its standard output goes that a job begins, and how it ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from borderkit.journal import ProposalJournal
from borderkit.opening import load_layer
from tests.recovery.script import Editor, OnProposal, operations, perform

if TYPE_CHECKING:
    from borderkit.document import Details
    from borderkit.jurisdiction import Jurisdiction
    from borderkit.proposal import Proposal
    from ui.main_window import MainWindow


class OnWindow:
    """The session of a real window, which paints after every operation."""

    def __init__(self, folder: Path) -> None:
        from ui.app import build_window
        from ui.journal_keeper import keep_journal

        self.folder = folder
        self._window: MainWindow = build_window()
        self._session = self._window.session
        keep_journal(self._window)
        self._window.show()

    @property
    def proposal(self) -> Proposal:
        return self._session.proposal

    def move(self, code: str, passes: list[list[int]], puts_back: bool | None) -> None:
        import numpy as np

        self._session.begin_stroke(code, puts_back=puts_back)
        for units in passes:
            self._session.continue_stroke(np.array(units, dtype=np.int32))
            self.paint()
        self._session.finish_stroke()

    def undo(self) -> None:
        self._session.undo()

    def redo(self) -> None:
        self._session.redo()

    def go_to(self, position: int) -> None:
        self._session.go_to(position)

    def add_jurisdiction(self, jurisdiction: Jurisdiction) -> None:
        self._session.add_jurisdiction(jurisdiction)

    def edit_details(self, details: Details) -> None:
        self._session.edit_details(details)

    def edit_claims(self, claims: list[Any]) -> None:
        self._session.edit_claims(claims)

    def choose(self, election: int, people: int) -> None:
        self._session.choose(replace(self._session.proposal.settings, election=election, people=people))

    def save(self, path: Path) -> None:
        self._session.save(path)

    def paint(self) -> None:
        from PySide6.QtWidgets import QApplication

        QApplication.processEvents()


def do(editor: Editor, seed: int, n_operations: int) -> None:
    """Do a job, and wait to be killed."""
    reports = os.open(editor.folder / "reports", os.O_WRONLY)
    os.write(reports, b"%d\n" % os.getpid())
    for number, operation in enumerate(operations(seed, n_operations, len(editor.proposal.layer))):
        perform(editor, operation)
        os.write(reports, b"%d\n" % number)
        if isinstance(editor, OnWindow):
            editor.paint()
    while True:
        signal.pause()


def main() -> None:
    with_window = sys.argv[1] == "window"
    layer = load_layer()
    for line in sys.stdin:
        seed, n_operations, name = json.loads(line)
        folder = Path(name)
        os.environ["BORDERKIT_HOME"] = str(folder / "home")
        if with_window:
            on_window = OnWindow(folder)
            on_window.paint()
            print("begins", flush=True)  # noqa: T201
            do(on_window, seed, n_operations)
        print("begins", flush=True)  # noqa: T201
        child = os.fork()
        if not child:
            do(OnProposal(layer, folder, ProposalJournal()), seed, n_operations)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
