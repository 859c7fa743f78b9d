"""The third step: the divided counties of Greater Idaho are divided, and some of their precincts go to Idaho."""

from __future__ import annotations

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


def divide_counties(walk: Walk) -> PartialSums:
    """Divide the four counties, paint precincts, undo and redo, save, and open the file again.

    Returns:
        The bounds that the proposal had before.

    """
    with walk.step(STEP) as window:
        window.files.open_bundled(PROPOSAL)
        bounds = partial_sums(window.session.proposal)
        show_panel(window, "Checks")
        wait_until(lambda: window.checks.bounds_text)
        walk.note(window.checks.bounds_text)
        _note_people(walk, window)
        walk.picture(window, "own-bounds")
        divided = walk.next_window(
            lambda: in_dialog(window.refinements.divide, RefineDialog, lambda dialog: _divide(walk, dialog))
        )
        _note_people(walk, divided)
        _paint(walk, divided)
        _save_and_open_again(walk, divided)
    return bounds


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
    _note_people(walk, window)
    show_panel(window, "Checks")
    checks = part(window.checks, QListWidget, "checkList")
    wait_until(lambda: checks.count() and not window.checks.bounds_text)
    walk.note(*(checks.item(row).text() for row in range(checks.count())))
    show_panel(window, "History")
    pieces = [unit for unit in range(len(session.layer)) if unit >= len(session.layer.base or ())]
    window.canvas.look_at(pieces, margin=_AROUND)
    walk.picture(window, "own-divided")


def _save_and_open_again(walk: Walk, window: MainWindow) -> None:
    """Undo everything and do it again, save, and open the file as on another day."""
    session = window.session
    painted = total(window, "ID", "people", "change")
    n_steps = session.proposal.history.position
    whole = walk.next_window(lambda: session.go_to(0))
    walk.note(total(whole, "ID", "people", "change"))
    again = walk.next_window(lambda: whole.session.go_to(n_steps))
    again.session.save(walk.data.saved)
    kept = total(again, "ID", "people", "change")
    walk.close_all()
    window = walk.fresh_window()
    opened = walk.next_window(lambda: window.open_path(walk.data.saved))
    walk.note(opened.windowTitle())
    if not painted == kept == total(opened, "ID", "people", "change"):
        raise RuntimeError("Done again, or opened again, it is not what it was.")


def _note_people(walk: Walk, window: MainWindow) -> None:
    for code in ("ID", "OR"):
        walk.note(*(total(window, code, "people", side) for side in ("before", "after", "change")))
