"""New jurisdictions are checked before they are taken."""

import pytest

from borderkit.errors import JurisdictionError
from borderkit.jurisdiction import NEW_COLORS, Status, new_jurisdiction, next_color, suggest_code
from borderkit.states import states_in_code_order

STATES = states_in_code_order()


def test_a_sound_one_is_tidied() -> None:
    made = new_jurisdiction(" jef ", "  State  of Jefferson ", Status.NEW_STATE, "#E8A33D", STATES)
    assert (made.code, made.name, made.color) == ("JEF", "State of Jefferson", "#e8a33d")


@pytest.mark.parametrize(
    ("code", "name", "status", "color", "said"),
    [
        ("J", "Jefferson", Status.NEW_STATE, "#e8a33d", "two to eight"),
        ("1EF", "Jefferson", Status.NEW_STATE, "#e8a33d", "two to eight"),
        ("../X", "Jefferson", Status.NEW_STATE, "#e8a33d", "two to eight"),
        ("ID", "Jefferson", Status.NEW_STATE, "#e8a33d", "taken by Idaho"),
        ("JEF", "idaho", Status.NEW_STATE, "#e8a33d", "name Idaho is taken"),
        ("JEF", "  ", Status.NEW_STATE, "#e8a33d", "name of 1 to 80"),
        ("JEF", "J" * 81, Status.NEW_STATE, "#e8a33d", "name of 1 to 80"),
        ("JEF", "Jefferson", Status.STATE, "#e8a33d", "new state or an independent country"),
        ("JEF", "Jefferson", Status.NEW_STATE, "orange", "#RRGGBB"),
    ],
)
def test_what_cannot_be_accepted_is_said(code: str, name: str, status: Status, color: str, said: str) -> None:
    with pytest.raises(JurisdictionError, match=said):
        new_jurisdiction(code, name, status, color, STATES)


def test_codes_are_suggested_from_names_and_free() -> None:
    assert suggest_code("Jefferson", []) == "JEF"
    assert suggest_code("Jefferson", ["JEF"]) == "JEF2"
    assert suggest_code("State of New Upper York", []) == "SONU"
    assert suggest_code("51st State", []) == "STS"
    assert suggest_code("Ü", []) == "NEW"


def test_colours_are_handed_out_in_turn() -> None:
    assert next_color([]) == NEW_COLORS[0]
    assert next_color([NEW_COLORS[0].upper()]) == NEW_COLORS[1]
    assert next_color(NEW_COLORS) == NEW_COLORS[0]
