"""What is wrong with the rows of an assignment table, one after the other, with what to do about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from borderkit.jurisdiction import Jurisdiction, is_code
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import restored
from borderkit.shown import shown
from borderkit.states import states_by_fips

#: The number of a line of the file, its GEOID and its code; "" where the file has none.
AssignmentRow = tuple[int, str, str]

#: Lines that are named where many share what is wrong with them.
_LINES_NAMED = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that keeps a row from being used.

    Attributes:
        line: the line of the file.
        kind: what is wrong, in a word for programs.
        message: what is wrong, in a sentence that goes on after the place.
        remedy: what to do.

    """

    line: int
    kind: str
    message: str
    remedy: str

    def said(self, file: str) -> str:
        """Return it as a refusal: file, line, what is wrong, and what to do."""
        return f"{file}, line {self.line}: {self.message} {self.remedy}"


@dataclass(frozen=True, slots=True)
class CodeFault:
    """A code that is no jurisdiction's.

    Attributes:
        fault: what is wrong, at the first line that names it.
        code: the code as the table has it, in capitals.
        lines: all lines that name it.
        can_be_declared: whether a new jurisdiction could have this code.

    """

    fault: Fault
    code: str
    lines: tuple[int, ...]
    can_be_declared: bool

    @property
    def fault_of_all(self) -> Fault:
        """The fault with all lines that it stands in."""
        if len(self.lines) == 1:
            return self.fault
        named = ", ".join(f"{line:,}" for line in self.lines[:_LINES_NAMED])
        more = len(self.lines) - _LINES_NAMED
        lines = f"lines {named}{f' and {more:,} more' if more > 0 else ''}"
        message = f"{self.fault.message.removesuffix('.')} (in {len(self.lines):,} rows: {lines})."
        return Fault(self.fault.line, self.fault.kind, message, self.fault.remedy)


def missing(rows: Iterable[AssignmentRow]) -> Iterator[Fault]:
    """Yield the rows that lack a GEOID or a code."""
    for line, geoid, code in rows:
        if not geoid or not code:
            yield Fault(
                line, "unreadable", "the GEOID or the STATE is missing.", "Complete the row or remove it."
            )  # fmt: skip


def unit_faults(rows: Iterable[AssignmentRow], layer: UnitLayer) -> Iterator[Fault]:
    """Yield the rows whose unit the layer does not have, or which an earlier row has, too."""
    seen: dict[str, int] = {}
    for line, geoid, _ in rows:
        if not geoid:
            continue
        whole = restored(geoid, layer)
        if whole is not None:
            name = layer.names[layer.index_of[whole]]
            yield Fault(
                line,
                "lost-leading-zeros",
                f"the GEOID “{shown(geoid)}” has lost its leading zero; {whole} is {name}.",
                "Open it with the zeros restored (--restore-zeros on the command line), or correct the column as text.",
            )
        elif geoid not in layer.index_of:
            vintage = f" ({layer.vintage})" if layer.vintage else ""
            yield Fault(
                line,
                "unknown-unit",
                f"there is no unit “{shown(geoid)}” in the layer {layer.name}{vintage}.",
                "Correct the GEOID or remove the row.",
            )
        if geoid in seen:
            name = layer.names[layer.index_of[geoid]] if geoid in layer.index_of else "the same GEOID"
            yield Fault(
                line,
                "unit-twice",
                f"{shown(geoid)} ({name}) occurs twice, first in line {seen[geoid]}.",
                "Remove one of the rows.",
            )
        else:
            seen[geoid] = line


def code_faults(
    rows: Iterable[AssignmentRow], layer: UnitLayer, declared: Sequence[Jurisdiction] = ()
) -> list[CodeFault]:
    """Return the codes that are neither the layer's nor ``declared``, in the order of their first rows."""
    known = {jurisdiction.code for jurisdiction in (*layer.jurisdictions, *declared)}
    lines: dict[str, list[int]] = {}
    for line, _, code in rows:
        if code and code not in known:
            lines.setdefault(code, []).append(line)
    return [_code_fault(code, tuple(found), layer) for code, found in lines.items()]


def _code_fault(code: str, lines: tuple[int, ...], layer: UnitLayer) -> CodeFault:
    meant = _state_meant(code, layer)
    if meant is not None or not is_code(code):
        remedy = f"Write its postal code {meant.code}." if meant else "Use a postal code, or letters such as JEF."
        return CodeFault(
            Fault(lines[0], "unknown-code", f"“{shown(code)}” is no code of a state.", remedy), code, lines, False
        )
    remedy = f"Correct it, or declare a new jurisdiction (--new {code}=NAME on the command line)."
    return CodeFault(Fault(lines[0], "unknown-code", f"“{code}” is no state.", remedy), code, lines, True)


def _state_meant(text: str, layer: UnitLayer) -> Jurisdiction | None:
    """Return the state that a name or a FIPS code in place of a postal code means."""
    by_fips = states_by_fips().get(text.zfill(2))
    named = next((j for j in layer.jurisdictions if j.name.upper() == text), None)
    return named or by_fips
