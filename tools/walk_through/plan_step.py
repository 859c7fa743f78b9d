"""The fourth step: another tool's plan is taken over, and it is listed what could not be."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tools.walk_through.hands import in_dialog
from tools.walk_through.walk import Walk, total
from ui.takeover_dialog.dialog import TakeoverDialog

STEP = "A plan from another tool"


def take_over_plan(walk: Walk) -> None:
    """Let district 1 go to Idaho, read what could not be taken, and take the plan over."""
    with walk.step(STEP) as window:
        in_dialog(lambda: window.files.take_over(walk.data.plan), TakeoverDialog, lambda dialog: _choose(walk, dialog))
        walk.note(window.windowTitle(), total(window, "ID", "people", "change"))


def _choose(walk: Walk, dialog: TakeoverDialog) -> None:
    walk.note(*(label.text() for label in dialog.findChildren(QLabel)))
    dialog.model.choose([0], "ID")
    walk.note(dialog.effect.text(), *(dialog.lists.tabText(place) for place in range(dialog.lists.count())))
    walk.note(*(dialog.divided.list.item(row).text() for row in range(dialog.divided.list.count())))
    tree = dialog.not_taken.tree
    for row in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(row)
        if item is not None:
            walk.note(*(item.text(column) for column in range(tree.columnCount())))
    dialog.lists.setCurrentWidget(dialog.not_taken)
    walk.camera(dialog, "own-plan")
    dialog.accept()
