"""What each action of the menus does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from borderkit.jurisdiction import Status
from borderkit.portrayal import Way
from ui.actions import MENUS, SEE_ACTIONS, TOOL_ACTIONS

if TYPE_CHECKING:
    from ui.main_window import MainWindow

Handlers = Mapping[str, Callable[..., object]]


def connect_actions(window: MainWindow) -> None:
    """Let every action of a window do what it says."""
    groups = (_of_files, _of_editing, _of_seeing, _of_proposal, _of_map)
    for name, handler in (entry for group in groups for entry in group(window).items()):
        window.actions_by_name[name].triggered.connect(partial(_call, handler))
    for spec in (spec for _, specs in MENUS for spec in specs if spec is not None and spec.on_map):
        window.canvas.addAction(window.actions_by_name[spec.name])


def _of_files(window: MainWindow) -> Handlers:
    files, help_ = window.files, window.help
    return {
        "new": files.new,
        "open": files.open_dialog,
        "take_over": files.take_over_dialog,
        "save": files.save,
        "save_as": files.save_as,
        "duplicate": files.duplicate,
        "export": window.exports.export,
        "handout": window.prints.open_designer,
        "print": window.prints.print,
        "quit": window.close,
        "shortcuts": help_.show_shortcuts,
        "figures": help_.show_figures,
        "about": help_.show_about,
    }


def _of_editing(window: MainWindow) -> Handlers:
    session, commands = window.session, window.proposal_commands
    return {
        "undo": session.undo,
        "redo": session.redo,
        "move_selection": commands.move_selection,
        "put_back_selection": commands.put_back_selection,
        "put_back_state": commands.put_back_state,
        "put_back_all": session.put_back_all,
        "copy_totals": window.exports.copy_totals,
        "copy_picture": window.exports.copy_picture,
        "select_state": commands.select_state,
        "select_none": commands.select_none,
        "grow": window.map_commands.grow_selection,
        "shrink": window.map_commands.shrink_selection,
        "find": window.find_unit,
    }


def _of_seeing(window: MainWindow) -> Handlers:
    navigator, commands = window.canvas.navigator, window.map_commands
    ways = {name: partial(commands.see, Way(name.removeprefix("see_"))) for name in SEE_ACTIONS}
    return {
        "fit_all": navigator.fit_all,
        "zoom_in": navigator.zoom_in,
        "zoom_out": navigator.zoom_out,
        "back": navigator.back,
        "forward": navigator.forward,
        "before": commands.swap_before,
        "hatching": commands.swap_hatching,
        "names": window.swap_names,
        "square_miles": window.use_square_miles,
        "square_kilometres": window.use_square_kilometres,
        **ways,
    }


def _of_proposal(window: MainWindow) -> Handlers:
    commands = window.proposal_commands
    return {
        "details": commands.edit_details,
        "new_state": commands.new_state,
        "statehood": partial(commands.separate, Status.NEW_STATE),
        "independence": partial(commands.separate, Status.INDEPENDENT),
        "edit_jurisdiction": commands.edit_jurisdiction,
        "leave_union": window.leave_union,
        "no_target": window.no_target,
        "join_table": window.joins.join_table,
        "joined": window.joins.manage,
        "refine": window.refinements.divide,
        "rules": commands.choose_rules,
    }


def _of_map(window: MainWindow) -> Handlers:
    settings, commands = window.canvas.settings, window.map_commands
    tools = {name: partial(window.set_tool, name) for name in TOOL_ACTIONS}
    return {
        "wider_brush": settings.wider_brush,
        "narrower_brush": settings.narrower_brush,
        "lock_outlined": commands.lock_outlined,
        "lock_others": commands.lock_others,
        "take_from_outlined": commands.take_from_outlined,
        "free_all": commands.free_all,
        "layer_report": window.show_layer_report,
        **tools,
    }


def _call(handler: Callable[..., object], *_: object) -> None:
    """Call a handler of an action; whether the action is checked, which Qt tells, is of no interest to it."""
    handler()
