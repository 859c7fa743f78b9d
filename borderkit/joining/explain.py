"""How a figure of a joined column comes about, in sentences."""

from __future__ import annotations

from borderkit.borders import Borders
from borderkit.joining.joined import Figure, JoinedColumn, Kind
from borderkit.joining.written import JoinedWriter, kind_text, unknown_text
from borderkit.layer import UnitIndices


def explain_joined(borders: Borders, code: str | None, key: str, side: str, writer: JoinedWriter) -> str:
    """Return sentences on a figure of a jurisdiction, or of the Union where ``code`` is None.

    Args:
        borders: the proposal.
        code: the jurisdiction's code.
        key: that of the joined column.
        side: "before", "after" or "change".
        writer: writes figures.

    """
    column = next(column for column in borders.joined_columns if column.key == key)
    name = "The Union" if code is None else borders.jurisdiction(code).name
    before, after = borders.joined_before(code, key), borders.joined_after(code, key)
    several = borders.layer.called[1]
    label = _in_sentence(column.label)
    if side == "change":
        written = [writer.with_unit(column, found) for found in (before, after)]
        sentences = [f"{name}, change of {label}: from {written[0]} to {written[1]}."]
        sentences += [
            f"{where}: {text}."
            for where, found in (("Before", before), ("After", after))
            if found is not None and (text := unknown_text(found, several))
        ]
    else:
        where, found = ("in the proposal", after) if side == "after" else ("with today's borders", before)
        sentences = [_told(f"{name} {where}", label, column, found, writer, several)]
    if side != "before" and code is not None and column.kind is Kind.SUM:
        sentences += _comings_and_goings(borders, code, column, writer)
    return " ".join([*sentences, *about(borders, key)])


def about(borders: Borders, key: str) -> list[str]:
    """Return what holds for every figure of a column: how it adds up, its source, and the table it was joined from."""
    kept = next(kept for kept in (borders.joined.kept if borders.joined else ()) if kept.column.key == key)
    column = kept.column
    sentences = [] if column.kind is Kind.SUM else [f"{kind_text(column)[0].upper()}{kind_text(column)[1:]}."]
    sentences.append(f"Source: {column.source.rstrip('.')}.")
    if kept.file:
        sentences.append(f"Joined from {kept.file}{f', column {kept.heading}' if kept.heading else ''}.")
    return sentences


def header_text(borders: Borders, key: str) -> str:
    """Return what the head of a column of figures stands for: name, unit of measure, how it adds up, and source."""
    column = next(column for column in borders.joined_columns if column.key == key)
    unit = f", {column.unit}" if column.unit else ""
    return "\n".join([f"{column.label}{unit} ({kind_text(column)})", *about(borders, key)[-2:]])


def _told(who: str, label: str, column: JoinedColumn, found: Figure | None, writer: JoinedWriter, several: str) -> str:
    if found is None:
        return f"{who}: it has no {several}, and so no {label}."
    unknown = unknown_text(found, several)
    if found.value is None:
        return f"{who}: no {label} is known ({unknown})." if unknown else f"{who}: no {label}, as its basis is none."
    return f"{who}: {writer.with_unit(column, found)} ({label}). {f'{unknown}.' if unknown else ''}".rstrip()


def _comings_and_goings(borders: Borders, code: str, column: JoinedColumn, writer: JoinedWriter) -> list[str]:
    position, moved = borders.position(code), borders.moved_units
    came: UnitIndices = moved[borders.assignment[moved] == position]
    left: UnitIndices = moved[borders.layer.home[moved] == position]
    one, several = borders.layer.called
    sentences = []
    for units, verb in ((came, "came"), (left, "left")):
        if len(units):
            count = f"1 {one}" if len(units) == 1 else f"{len(units):,} {several}"
            sentences.append(f"{count} {verb} with {writer.with_unit(column, column.of_units(units))}.")
    return sentences


def _in_sentence(label: str) -> str:
    """Return a name within a sentence: in small letters, unless it begins with an abbreviation."""
    first = label.split(maxsplit=1)[0] if label.split() else ""
    return label if len(first) > 1 and not first[1:].islower() else label[:1].lower() + label[1:]
