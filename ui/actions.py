"""Every action of the window in one table: its menu, text, keys and icon."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence

from borderkit import locations

Keys = tuple[QKeySequence.StandardKey | str, ...]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        name: how the program calls it.
        text: what the menu says; "…" where a dialog follows.
        keys: its shortcuts.
        icon: the file's name in resources/icons, without its ending.
        checkable: whether it is on or off.
        on_map: whether its keys count only while the map has the keyboard, so that a key that ends an entry
            elsewhere moves no county.

    """

    name: str
    text: str
    keys: Keys = ()
    icon: str = ""
    checkable: bool = False
    on_map: bool = False


_STANDARD = QKeySequence.StandardKey

#: The menus in their order; None is a line between actions.
MENUS: tuple[tuple[str, tuple[ActionSpec | None, ...]], ...] = (
    (
        "&File",
        (
            ActionSpec("new", "&New", (_STANDARD.New,)),
            ActionSpec("open", "&Open…", (_STANDARD.Open,), "open"),
            ActionSpec("recent", "Open &recent"),
            None,
            ActionSpec("save", "&Save", (_STANDARD.Save,), "save"),
            ActionSpec("save_as", "Save &as…", ("Ctrl+Shift+S",)),
            ActionSpec("duplicate", "&Duplicate as variant", ("Ctrl+D",)),
            ActionSpec("export_csv", "Save assignment as &CSV…", ("Ctrl+E",)),
            None,
            ActionSpec("quit", "&Quit", ("Ctrl+Q",)),
        ),
    ),
    (
        "&Edit",
        (
            ActionSpec("undo", "&Undo", (_STANDARD.Undo,), "undo"),
            ActionSpec("redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
            None,
            ActionSpec("move_selection", "&Move selection to the target", ("Return", "Enter"), on_map=True),
            ActionSpec("put_back_selection", "Put selection &back home", ("Del", "Backspace"), "home", on_map=True),
            ActionSpec("put_back_state", "Put the outlined &state back home"),
            ActionSpec("put_back_all", "Put &everything back home"),
            None,
            ActionSpec("select_state", "Select the &whole outlined state", ("Ctrl+A",)),
            ActionSpec("select_none", "Select &nothing", ("Ctrl+Shift+A",)),
        ),
    ),
    (
        "&View",
        (
            ActionSpec("fit_all", "Whole &map", ("0", "Home"), "fit"),
            ActionSpec("zoom_in", "Zoom &in", ("+", "=")),
            ActionSpec("zoom_out", "Zoom &out", ("-",)),
            None,
            ActionSpec("square_miles", "Areas in square &miles", checkable=True),
            ActionSpec("square_kilometres", "Areas in square &kilometres", checkable=True),
            None,
        ),
    ),
    (
        "&Proposal",
        (
            ActionSpec("details", "&Title and description…", ("Ctrl+T",)),
            None,
            ActionSpec("new_state", "New &state…", ("Ctrl+Shift+N",)),
            ActionSpec("statehood", "State&hood for the selection…", ("Ctrl+Shift+H",)),
            ActionSpec("independence", "&Independence for the selection…", ("Ctrl+Shift+I",)),
            ActionSpec("edit_jurisdiction", "&Edit the outlined new state…"),
            None,
            ActionSpec("leave_union", "Target: &leaves the Union", ("Ctrl+L",)),
            ActionSpec("no_target", "&No target"),
            None,
            ActionSpec("rules", "&Rules: election, people, House…", ("Ctrl+R",)),
        ),
    ),
    (
        "&Map",
        (
            ActionSpec("select", "&Select", ("V",), "select", checkable=True),
            ActionSpec("paint", "&Paint", ("B",), "paint", checkable=True),
            ActionSpec("pan", "&Drag the map", ("H",), "pan", checkable=True),
        ),
    ),
    (
        "&Help",
        (
            ActionSpec("shortcuts", "&Shortcuts…", ("F1",)),
            ActionSpec("figures", "How the &figures are made…"),
            ActionSpec("about", "&About BorderKit…"),
        ),
    ),
)

TOOL_ACTIONS = ("select", "paint", "pan")


def make_actions(parent: QObject) -> dict[str, QAction]:
    """Return every action by its name."""
    specs = [spec for _, menu in MENUS for spec in menu if spec is not None]
    return {spec.name: _make(spec, parent) for spec in specs}


def icon(name: str) -> QIcon:
    """Return an icon of resources/icons."""
    return QIcon(str(locations.resources() / "icons" / f"{name}.svg"))


def _make(spec: ActionSpec, parent: QObject) -> QAction:
    action = QAction(spec.text, parent, checkable=spec.checkable)
    action.setObjectName(f"action_{spec.name}")
    action.setShortcuts([QKeySequence(key) for key in spec.keys])
    if spec.on_map:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    if spec.icon:
        action.setIcon(icon(spec.icon))
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    plain = spec.text.replace("&", "").rstrip("…")
    action.setToolTip(f"{plain} ({keys})" if keys else plain)
    return action
