"""Which actions make sense now, and what Undo and Redo would do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction

from ui.map_canvas import MapCanvas
from ui.session import Session

Actions = Mapping[str, QAction]


def show_in_actions(session: Session, actions: Actions) -> None:
    """Name the next steps of undo and redo, and offer what can be done with the selection and the outlined state."""
    history = session.proposal.history
    for name, verb, text in (("undo", "Undo", history.undo_text), ("redo", "Redo", history.redo_text)):
        actions[name].setEnabled(text is not None)
        actions[name].setText(f"&{verb}: {text.replace('&', '&&')}" if text else f"&{verb}")
    for name, is_enabled in _enabled(session).items():
        actions[name].setEnabled(is_enabled)


def _enabled(session: Session) -> dict[str, bool]:
    proposal, emphasis = session.proposal, session.emphasis
    has_selection, has_moved = bool(len(session.selection)), bool(len(proposal.moved_units))
    return {
        "move_selection": has_selection and bool(session.target),
        **dict.fromkeys(
            ("put_back_selection", "select_none", "statehood", "independence", "grow", "shrink"), has_selection
        ),
        "put_back_state": has_moved and emphasis not in {None, *proposal.untouched()},
        "put_back_all": has_moved,
        "edit_jurisdiction": emphasis in {own.code for own in proposal.own_jurisdictions},
        "rules": session.layer.is_union,
        "no_target": session.target is not None,
        **dict.fromkeys(("select_state", "lock_outlined", "lock_others", "take_from_outlined"), emphasis is not None),
        "free_all": not session.restraint.is_free,
    }


def show_view_in_actions(canvas: MapCanvas, actions: Actions) -> None:
    """Check what is shown on the map, and offer the views that there are to go to."""
    scene, navigator = canvas.scene, canvas.navigator
    actions[f"see_{scene.choice.way}"].setChecked(True)
    actions["before"].setChecked(scene.shows_before)
    actions["hatching"].setChecked(scene.is_hatched)
    actions["back"].setEnabled(navigator.can_go_back)
    actions["forward"].setEnabled(navigator.can_go_forward)
