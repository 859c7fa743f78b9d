"""Texts from files and from people, made fit for a page: no control characters, no stray white space."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

_Of = TypeVar("_Of")

#: Categories of characters that are no part of a line: controls, halves of characters, ends of lines.
_UNFIT = ("Cc", "Cs", "Zl", "Zp")
_SPACES = re.compile(" {2,}")

_OF_PARAGRAPHS = ("summary",)


def one_line(text: str) -> str:
    """Return a text in one line; spaces that must not break, such as those within numbers, stay."""
    spaced = "".join(" " if unicodedata.category(c) in _UNFIT else c for c in text)
    return _SPACES.sub(" ", spaced).strip()


def paragraphs(text: str) -> str:
    """Return a text whose lines are single lines; empty ones are left out."""
    return "\n".join(line for part in text.splitlines() if (line := one_line(part)))


def cleaned(value: _Of) -> _Of:
    """Return a dataclass with every text in it, and in what it holds, in one line; a summary keeps its paragraphs."""
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{value!r} is no dataclass")
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    return replace(value, **{name: _cleaned(given, name in _OF_PARAGRAPHS) for name, given in found.items()})


def _cleaned(value: Any, of_paragraphs: bool = False) -> Any:  # noqa: ANN401 - a dataclass holds anything
    if isinstance(value, str):
        return paragraphs(value) if of_paragraphs else one_line(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    return cleaned(value) if is_dataclass(value) and not isinstance(value, type) else value
