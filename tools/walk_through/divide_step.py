"""The third step: the divided counties of Greater Idaho are divided, and some of their precincts go to Idaho."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QListWidget

from borderkit.partial import PartialSums, partial_sums
from borderkit.refinement.choosing import divided_now
from tools.walk_through.hands import in_dialog, part, wait_until
from tools.walk_through.line import RULES, to_idaho
from tools.walk_through.walk import Walk, show_panel, total
from ui.main_window import MainWindow
from ui.refine_dialog.dialog import RefineDialog

STEP = "Greater Idaho with divided counties"
PROPOSAL = "greater-idaho-2024"
#: The share of the map left around the divided counties, on each side.
_AROUND = 0.12


@dataclass(frozen=True, slots=True)
class Gains:
    """The people whom Idaho gains, as the totals show it ("+227,029"), one stage after the other.

    Attributes:
        bounds: between which the proposal said it would be.
        whole: with the counties whole, at home.
        divided: with the counties divided, their precincts at home.
        painted: with some of the precincts in Idaho.
        undone: with all undone.
        redone: with all done again.
        opened: in the file that was saved then, opened on a fresh start.

    """

    bounds: PartialSums
    whole: str
    divided: str
    painted: str
    undone: str
    redone: str
    opened: str


def divide_counties(walk: Walk) -> Gains:
    """Divide the four counties, paint precincts, undo and redo, save, and open the file again."""
    with walk.step(STEP) as window:
        window.files.open_bundled(PROPOSAL)
        bounds = partial_sums(window.session.proposal)
        show_panel(window, "Checks")
        wait_until(lambda: window.checks.bounds_text)
        walk.note(window.checks.bounds_text)
        whole = _gain(walk, window)
        walk.picture(window, "own-bounds")
        pieces = walk.next_window(
            lambda: in_dialog(window.refinements.divide, RefineDialog, lambda dialog: _divide(walk, dialog))
        )
        divided = _gain(walk, pieces)
        _paint(walk, pieces)
        painted = _gain(walk, pieces)
        return Gains(bounds, whole, divided, painted, *_undo_and_open_again(walk, pieces))


def _divide(walk: Walk, dialog: RefineDialog) -> None:
    dialog.open_pieces(walk.data.precincts)
    wait_until(lambda: not dialog.work.is_busy and len(dialog.choice.divided) == len(RULES))
    walk.note(dialog.file.found.text(), dialog.view.heading.text(), dialog.divide.text().replace("&", ""))
    walk.note(*(line.removeprefix("• ") for line in dialog.view.said.toPlainText().splitlines()))
    dialog.read.setChecked(True)
    walk.camera(dialog, "own-divide")
    dialog.divide.click()


def _paint(walk: Walk, window: MainWindow) -> None:
    """Paint, county by county, what goes to Idaho."""
    session = window.session
    window.set_target("ID")
    for refinement in divided_now(session.proposal).values():
        session.move(session.layer.indices(to_idaho(refinement)))
        walk.note(session.proposal.history.steps[-1].text)
    show_panel(window, "Checks")
    checks = part(window.checks, QListWidget, "checkList")
    wait_until(lambda: checks.count() and not window.checks.bounds_text)
    walk.note(*(checks.item(row).text() for row in range(checks.count())))
    show_panel(window, "History")
    pieces = [unit for unit in range(len(session.layer)) if unit >= len(session.layer.base or ())]
    window.canvas.look_at(pieces, margin=_AROUND)
    walk.picture(window, "own-divided")


def _undo_and_open_again(walk: Walk, window: MainWindow) -> tuple[str, str, str]:
    """Undo everything and do it again, save, and open the file as on another day; return the gain each time."""
    session = window.session
    n_steps = session.proposal.history.position
    whole = walk.next_window(lambda: session.go_to(0))
    undone = _gain(walk, whole)
    again = walk.next_window(lambda: whole.session.go_to(n_steps))
    redone = _gain(walk, again)
    again.session.save(walk.data.saved)
    walk.close_all()
    fresh = walk.fresh_window()
    opened = walk.next_window(lambda: fresh.open_path(walk.data.saved))
    return undone, redone, _gain(walk, opened)


def _gain(walk: Walk, window: MainWindow) -> str:
    """Note the people of both states, and return how many Idaho gains."""
    for code in ("OR", "ID"):
        walk.note(*(total(window, code, "people", side) for side in ("before", "after", "change")))
    return total(window, "ID", "people", "change")
