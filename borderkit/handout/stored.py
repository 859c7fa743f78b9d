"""What is typed and chosen for handouts, as a proposal's file keeps it under "handout"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar

from borderkit.document import Document, Json
from borderkit.handout.choices import Format, Words
from borderkit.handout.logo import decode_logo

#: The key in a proposal's file.
HANDOUT = "handout"

_Typed = TypeVar("_Typed", Words, Format)


def stored_words(document: Document) -> Words:
    """Return what is typed in a document; what is not as it should be counts as not typed."""
    words = _read(Words(), _entries(document.kept.get(HANDOUT)))
    return words if decode_logo(words.logo) else _without_logo(words)


def stored_format(document: Document) -> Format:
    """Return what is chosen in a document; what is not on offer counts as not chosen."""
    return _read(Format(), _entries(document.kept.get(HANDOUT)))


def with_handout(stored: Json, words: Words, layout: Format) -> dict[str, Json]:
    """Return what a file keeps: what differs from the defaults, and keys in ``stored`` that this version has not."""
    known = {field.name for kind in (Words, Format) for field in fields(kind)}
    unknown = {key: value for key, value in _entries(stored).items() if key not in known}
    return {**_differing(words, Words()), **_differing(layout, Format()), **unknown}


def _entries(stored: Json) -> Mapping[str, Json]:
    return stored if isinstance(stored, dict) else {}


def _differing(chosen: Words | Format, default: Words | Format) -> dict[str, Json]:
    values = {field.name: getattr(chosen, field.name) for field in fields(chosen)}
    return {
        name: value.value if isinstance(value, StrEnum) else value
        for name, value in values.items()
        if value != getattr(default, name)
    }


def _read(default: _Typed, entries: Mapping[str, Json]) -> _Typed:
    """Return the defaults with those entries that are of the same kind."""
    found: dict[str, Any] = {}
    for field in fields(default):
        usual = getattr(default, field.name)
        given = entries.get(field.name, usual)
        if isinstance(usual, StrEnum):
            found[field.name] = next((choice for choice in type(usual) if choice.value == given), usual)
        else:
            found[field.name] = given if type(given) is type(usual) else usual
    return type(default)(**found)


def _without_logo(words: Words) -> Words:
    return Words(words.title, words.summary, words.contact, words.web)
