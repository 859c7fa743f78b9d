"""The content of a proposal file, before it is laid over a unit layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from borderkit.jurisdiction import Jurisdiction

Json = Any


@dataclass(frozen=True, slots=True)
class Details:
    """What a person writes about a proposal."""

    title: str = "Untitled proposal"
    author: str = ""
    date: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Units that go to one jurisdiction, with what is noted about them; ``extra`` keeps unknown keys."""

    to: str
    units: tuple[str, ...]
    note: str = ""
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A proposal as a file holds it.

    Attributes:
        id: the short name in a bundled proposal's file name; "" for a person's own.
        details: title, author, date, summary.
        jurisdictions: those that the proposal declares.
        moves: where units go; only moves away from home.
        jurisdiction_extra: unknown keys of declared jurisdictions, by code.
        settings: the stored settings, as they are in the file.
        kept: every other key of the file with its content, such as sources, partial and claims, and keys
            that this version does not know; they are written back as they were.

    """

    id: str = ""
    details: Details = field(default_factory=Details)
    jurisdictions: tuple[Jurisdiction, ...] = ()
    moves: tuple[MoveGroup, ...] = ()
    jurisdiction_extra: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    settings: Mapping[str, Json] = field(default_factory=dict)
    kept: Mapping[str, Json] = field(default_factory=dict)
