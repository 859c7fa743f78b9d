"""The menu bar and the tool bar, made from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMainWindow, QToolBar, QWidget

from ui.actions import EXCLUSIVE, MENUS, TOOL_ACTIONS

Actions = Mapping[str, QAction]


def fill_menu_bar(window: QMainWindow, actions: Actions, of_view: Sequence[QAction]) -> None:
    """Put every action into its menu; those ``of_view`` show and hide the panels."""
    for title, specs in MENUS:
        menu = window.menuBar().addMenu(title)
        for spec in specs:
            if spec is None:
                menu.addSeparator()
            else:
                menu.addAction(actions[spec.name])
        if title == "&View":
            menu.addSeparator()
            menu.addActions(list(of_view))


def group_exclusive(actions: Actions, owner: QObject) -> None:
    """Let one action of each group be checked at a time."""
    for names in EXCLUSIVE:
        group = QActionGroup(owner)
        for name in names:
            group.addAction(actions[name])


def make_tool_bar(window: QMainWindow, actions: Actions, choices: Sequence[tuple[str, QWidget]]) -> QToolBar:
    """Return the bar of tools and of the ``choices`` that hold for the whole proposal, each with its caption."""
    bar = QToolBar("Tools", window)
    bar.setObjectName("toolBar")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    for name in ("open", "save", "export", "handout", "undo", "redo"):
        bar.addAction(actions[name])
    bar.addSeparator()
    for name in (*TOOL_ACTIONS, "fit_all", "before"):
        bar.addAction(actions[name])
    bar.addSeparator()
    for label, widget in choices:
        if label:
            caption = QLabel(f" {label} ")
            caption.setBuddy(widget)
            bar.addWidget(caption)
        bar.addWidget(widget)
    return bar
