"""Every action of the window in one table: its menu, text, keys and icon."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from borderkit.wording import Wording
from ui.icons import icon

Keys = tuple[QKeySequence.StandardKey | str, ...]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        name: how the program calls it.
        text: what the menu says, with names in braces for the words of the layer (``Wording.fill``); "…" where a
            dialog follows.
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
            ActionSpec("take_over", "&Take over a plan…", ("Ctrl+Shift+O",)),
            None,
            ActionSpec("save", "&Save", (_STANDARD.Save,), "save"),
            ActionSpec("save_as", "Save &as…", ("Ctrl+Shift+S",)),
            ActionSpec("duplicate", "&Duplicate as variant", ("Ctrl+D",)),
            None,
            ActionSpec("export", "&Export…", ("Ctrl+E",), "export"),
            ActionSpec("handout", "&Handout…", ("Ctrl+Shift+P",), "handout"),
            ActionSpec("print", "&Print…", (_STANDARD.Print,), "print"),
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
            ActionSpec("put_back_state", "Put the outlined &{state} back home"),
            ActionSpec("put_back_all", "Put &everything back home"),
            None,
            ActionSpec("copy_totals", "&Copy totals as table", ("Ctrl+Shift+C",)),
            ActionSpec("copy_picture", "Copy &picture of the map", ("Ctrl+Alt+C",)),
            None,
            ActionSpec("select_state", "Select the &whole outlined {state}", ("Ctrl+A",)),
            ActionSpec("select_none", "Select &nothing", ("Ctrl+Shift+A",)),
            ActionSpec("grow", "&Grow the selection by its neighbours", ("Ctrl+G",), "grow"),
            ActionSpec("shrink", "S&hrink the selection by its edge", ("Ctrl+Shift+G",), "shrink"),
            None,
            ActionSpec("find", "&Find {a_unit}, a {state} or a list", (_STANDARD.Find,), "find"),
        ),
    ),
    (
        "&View",
        (
            ActionSpec("fit_all", "Whole &map", ("0", "Home"), "fit"),
            ActionSpec("zoom_in", "Zoom &in", ("+", "=", "PgUp")),
            ActionSpec("zoom_out", "Zoom &out", ("-", "PgDown")),
            ActionSpec("back", "&Back to the last view", ("Alt+Left",), "back"),
            ActionSpec("forward", "F&orward again", ("Alt+Right",), "forward"),
            None,
            ActionSpec("before", "Show the borders of &today", ("X",), "before", checkable=True),
            ActionSpec("see_state", "Colours: by &{state}", ("1",), checkable=True),
            ActionSpec("see_margin", "Colours: by party &margin", ("2",), checkable=True),
            ActionSpec("see_density", "Colours: people per a&rea", ("3",), checkable=True),
            ActionSpec("see_swing", "Colours: &change of the margin", ("4",), checkable=True),
            ActionSpec("see_moved", "Colours: mo&ved {units}", ("5",), checkable=True),
            ActionSpec("see_column", "Colours: any fi&gure", ("6",), checkable=True),
            ActionSpec("hatching", "&Hatching beside colours", ("7",), checkable=True),
            ActionSpec("names", "&Names on the map", ("8",), checkable=True),
            None,
            ActionSpec("appearance", "Light or &dark"),
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
            ActionSpec("new_state", "New &{state}…", ("Ctrl+Shift+N",)),
            ActionSpec("statehood", "State&hood for the selection…", ("Ctrl+Shift+H",)),
            ActionSpec("independence", "&Independence for the selection…", ("Ctrl+Shift+I",)),
            ActionSpec("edit_jurisdiction", "&Edit the outlined new {state}…"),
            None,
            ActionSpec("leave_union", "Target: &leaves the Union", ("Ctrl+L",)),
            ActionSpec("no_target", "&No target"),
            None,
            ActionSpec("join_table", "&Join a table…", ("Ctrl+J",)),
            ActionSpec("joined", "Joined &columns…"),
            ActionSpec("refine", "&Divide {units} into precincts…"),
            None,
            ActionSpec("rules", "&Rules: election, people, House…", ("Ctrl+R",)),
        ),
    ),
    (
        "&Map",
        (
            ActionSpec("select", "&Select", ("V",), "select", checkable=True),
            ActionSpec("paint", "&Paint", ("B",), "paint", checkable=True),
            ActionSpec("rectangle", "&Rectangle", ("R",), "rectangle", checkable=True),
            ActionSpec("lasso", "&Lasso", ("L",), "lasso", checkable=True),
            ActionSpec("push", "P&ush a border", ("U",), "push", checkable=True),
            ActionSpec("fill", "&Fill", ("F",), "fill", checkable=True),
            ActionSpec("zoom", "&Zoom to a box", ("Z",), "zoom", checkable=True),
            ActionSpec("pan", "&Drag the map", ("H",), "pan", checkable=True),
            None,
            ActionSpec("wider_brush", "&Wider brush", ("]",)),
            ActionSpec("narrower_brush", "&Narrower brush", ("[",)),
            None,
            ActionSpec("lock_outlined", "Lock or unlock the &outlined {state}", ("K",), "lock"),
            ActionSpec("lock_others", "Lock &all but the outlined {state} and the target", ("Shift+K",)),
            ActionSpec("take_from_outlined", "&Take only from the outlined {state}"),
            ActionSpec("free_all", "Unlock all, take from an&y"),
            None,
            ActionSpec("layer_report", "A&bout this layer, and what was repaired…"),
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

#: Texts where the layer has nothing to do with the Union.
_OF_OTHER_LAYERS = {
    "new_state": "Ne&w {state}…",
    "statehood": "New {state} of t&he selection…",
    "leave_union": "Target: out&side",
}

TOOL_ACTIONS = ("select", "paint", "rectangle", "lasso", "push", "fill", "zoom", "pan")
#: The ways of seeing, by the value of ``portrayal.Way``.
SEE_ACTIONS = ("see_state", "see_margin", "see_density", "see_swing", "see_moved", "see_column")
_AREA_ACTIONS = ("square_miles", "square_kilometres")
#: Groups of which one action is checked at a time.
EXCLUSIVE = (TOOL_ACTIONS, SEE_ACTIONS, _AREA_ACTIONS)


def make_actions(wording: Wording, parent: QObject) -> dict[str, QAction]:
    """Return every action by its name, in the words of a layer."""
    specs = [spec for _, menu in MENUS for spec in menu if spec is not None]
    return {spec.name: _make(spec, wording, parent) for spec in specs}


def _make(spec: ActionSpec, wording: Wording, parent: QObject) -> QAction:
    text = spec.text if wording.has_states else _OF_OTHER_LAYERS.get(spec.name, spec.text)
    action = QAction(_shown(wording).fill(text), parent, checkable=spec.checkable)
    action.setObjectName(f"action_{spec.name}")
    action.setShortcuts([QKeySequence(key) for key in spec.keys])
    if spec.on_map:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    if spec.icon:
        action.setIcon(icon(spec.icon))
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    plain = wording.fill(text.replace("&", "")).rstrip("…")
    action.setToolTip(f"{plain} ({keys})" if keys else plain)
    return action


def _shown(wording: Wording) -> Wording:
    """Return words as menus show them: what a person calls units may have an "&", which marks no key."""
    unit, units = (word.replace("&", "&&") for word in (wording.unit, wording.units))
    return replace(wording, unit=unit, units=units)
