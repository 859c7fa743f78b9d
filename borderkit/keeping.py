"""What a file keeps of a proposal: the moves away from home, grouped as they were."""

from __future__ import annotations

from dataclasses import replace

from borderkit.borders import Borders
from borderkit.document import Document, MoveGroup


def to_document(borders: Borders) -> Document:
    """Return the document of borders as they now are; what editing does not touch is as it was opened."""
    own = borders.own_jurisdictions
    document = borders.document
    extra = document.jurisdiction_extra
    return replace(
        document,
        details=borders.details,
        jurisdictions=tuple(own),
        jurisdiction_extra={j.code: extra[j.code] for j in own if j.code in extra},
        moves=_move_groups(borders),
        settings={**document.settings, **borders.settings.as_stored()},
    )


def _move_groups(borders: Borders) -> tuple[MoveGroup, ...]:
    geoids, known = borders.layer.geoids, borders.layer.index_of
    left = {geoids[unit]: borders.jurisdictions[borders.assignment[unit]].code for unit in borders.moved_units}
    groups: list[MoveGroup] = []
    for group in borders.document.moves:
        units = tuple(geoid for geoid in group.units if geoid not in known or left.get(geoid) == group.to)
        for geoid in units:
            left.pop(geoid, None)
        # A group that somebody wrote a note to is kept even when all its units went elsewhere.
        if units or group.note or group.extra:
            groups.append(replace(group, units=units))
    for code in [jurisdiction.code for jurisdiction in borders.jurisdictions]:
        added = tuple(geoid for geoid, to in left.items() if to == code)
        if added:
            _add_to_plain_group(groups, code, added)
    return tuple(groups)


def _add_to_plain_group(groups: list[MoveGroup], code: str, added: tuple[str, ...]) -> None:
    """Put units into the group for ``code`` that carries no note, making one where there is none."""
    for position, group in enumerate(groups):
        if group.to == code and not group.note and not group.extra:
            groups[position] = replace(group, units=tuple(sorted({*group.units, *added})))
            return
    groups.append(MoveGroup(code, added))
