"""Steps, documents and settings as JSON, and back.

A document is kept field by field and not as the text of a proposal file: what is read must be what was open, down to
a title that is still empty.

Who reads gets KeyError, TypeError or ValueError where something does not have the form that was written.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import astuple
from typing import assert_never

from borderkit.change import (
    Change,
    DetailsChanged,
    JurisdictionAdded,
    JurisdictionDropped,
    JurisdictionEdited,
    KeptChanged,
    Move,
    Step,
)
from borderkit.document import Details, Document, Json, MoveGroup
from borderkit.file_watch import FileState
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.settings import Settings


def step_to_json(step: Step) -> Json:
    """Return a step for a journal."""
    return [step.text, *(_change_to_json(change) for change in step.changes)]


def step_from_json(content: Json) -> Step:
    """Return the step that a journal holds."""
    text, *changes = content
    return Step(_text(text), tuple(_change_from_json(change) for change in changes))


def _change_to_json(change: Change) -> Json:
    match change:
        case Move():
            return ["move", change.n_units, *(base64.b64encode(part).decode("ascii") for part in change.packed)]
        case JurisdictionAdded(jurisdiction):
            return ["added", _jurisdiction_to_json(jurisdiction)]
        case JurisdictionDropped(jurisdiction):
            return ["dropped", _jurisdiction_to_json(jurisdiction)]
        case JurisdictionEdited(before, after):
            return ["edited", _jurisdiction_to_json(before), _jurisdiction_to_json(after)]
        case DetailsChanged(old, new):
            return ["details", astuple(old), astuple(new)]
        case KeptChanged(key, was, becomes):
            return ["kept", key, was, becomes]
        case _:
            assert_never(change)


def _change_from_json(content: Json) -> Change:
    kind, *parts = content
    return _READERS[kind](*parts)


def _move(n_units: Json, *parts: Json) -> Move:
    units, before, after = (base64.b64decode(_text(part), validate=True) for part in parts)
    return Move.from_packed(n_units, units, before, after)


_READERS: dict[str, Callable[..., Change]] = {
    "move": _move,
    "added": lambda jurisdiction: JurisdictionAdded(_jurisdiction(jurisdiction)),
    "dropped": lambda jurisdiction: JurisdictionDropped(_jurisdiction(jurisdiction)),
    "edited": lambda before, after: JurisdictionEdited(_jurisdiction(before), _jurisdiction(after)),
    "details": lambda before, after: DetailsChanged(_details(before), _details(after)),
    "kept": lambda key, before, after: KeptChanged(_text(key), before, after),
}


def _jurisdiction_to_json(jurisdiction: Jurisdiction) -> Json:
    return [jurisdiction.code, jurisdiction.name, jurisdiction.status.value, jurisdiction.color]


def _jurisdiction(content: Json) -> Jurisdiction:
    code, name, status, color = (_text(part) for part in content)
    return Jurisdiction(code, name, Status(status), color)


def _details(content: Json) -> Details:
    title, author, date, summary = (_text(part) for part in content)
    return Details(title, author, date, summary)


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def document_to_json(document: Document) -> Json:
    """Return a document for a journal."""
    return {
        "id": document.id,
        "details": astuple(document.details),
        "jurisdictions": [_jurisdiction_to_json(jurisdiction) for jurisdiction in document.jurisdictions],
        "moves": [[group.to, list(group.units), group.note, dict(group.extra)] for group in document.moves],
        "jurisdiction_extra": {code: dict(extra) for code, extra in document.jurisdiction_extra.items()},
        "settings": dict(document.settings),
        "kept": dict(document.kept),
    }


def document_from_json(content: Json) -> Document:
    """Return the document that a journal holds."""
    return Document(
        id=_text(content["id"]),
        details=_details(content["details"]),
        jurisdictions=tuple(_jurisdiction(one) for one in content["jurisdictions"]),
        moves=tuple(_group(*group) for group in content["moves"]),
        jurisdiction_extra=dict(content["jurisdiction_extra"]),
        settings=dict(content["settings"]),
        kept=dict(content["kept"]),
    )


def _group(to: Json, units: Json, note: Json, extra: Json) -> MoveGroup:
    return MoveGroup(_text(to), tuple(_text(unit) for unit in units), _text(note), dict(extra))


def settings_to_json(settings: Settings) -> Json:
    """Return settings for a journal."""
    return settings.as_stored()


def settings_from_json(content: Json) -> Settings:
    """Return the settings that a journal holds."""
    return Settings(**content)


def file_state_to_json(state: FileState | None) -> Json:
    """Return the state of a file for a journal."""
    return None if state is None else [state.size, state.modified_ns, state.checksum]


def file_state_from_json(content: Json) -> FileState | None:
    """Return the state of a file that a journal holds."""
    if content is None:
        return None
    size, modified_ns, checksum = content
    return FileState(int(size), int(modified_ns), _text(checksum))
