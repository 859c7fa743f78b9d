"""Texts from files as messages show them: they may be of any length and hold anything."""

from __future__ import annotations

_LONGEST = 40


def shown(text: str) -> str:
    """Return a text of up to 40 characters, with blanks for those that cannot be seen or would begin another line."""
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return "".join(character if character.isprintable() else " " for character in short)
