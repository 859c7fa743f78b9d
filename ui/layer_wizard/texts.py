"""Words of the window: names from files shown as they are, and roles of columns in short."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from borderkit.own_layer.recipe import FigureUse, HomeKind, Measure, Roles

_LONGEST = 200


def tip(text: str) -> str:
    """Return a text for a tool tip: Qt takes for markup what looks like it, and breaks only markup into lines."""
    return f"<qt>{html.escape(text, quote=False)}</qt>" if text else ""


def on_button(text: str) -> str:
    """Return a text for a button, on which & would mark a letter."""
    return text.replace("&", "&&")


def on_one_line(text: str) -> str:
    """Return a text without line breaks, cut where it is very long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def plain_label(text: str = "") -> QLabel:
    """Return a label of several lines that shows text as it is."""
    label = QLabel(wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    return label


def figure_in_words(use: FigureUse) -> str:
    """Return what a column counts ("Democratic votes 2020")."""
    if use.measure is Measure.SUM:
        return "sum"
    return f"{use.measure.value} {use.year}" if use.year is not None else use.measure.value


def roles_by_field(roles: Roles) -> dict[str, str]:
    """Return for each column in use what it was taken for, in words."""
    words: dict[str, list[str]] = {}
    if roles.identifier:
        said = "identifier and home" if roles.home_kind is HomeKind.IN_IDENTIFIER else "identifier"
        words.setdefault(roles.identifier, []).append(said)
    if roles.name:
        words.setdefault(roles.name, []).append("name")
    if roles.home:
        words.setdefault(roles.home, []).append("home")
    for use in roles.figures:
        words.setdefault(use.field, []).append(figure_in_words(use))
    return {field: ", ".join(said) for field, said in words.items()}
