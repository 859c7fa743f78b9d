"""Was a file that was opened opened correctly, and does a refusal name the file and what to do?"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from borderkit.check import Finding, Severity
from borderkit.errors import BorderkitError
from tests.hostile.case import Case, Content, Expected, Route
from tests.hostile.trying import Tried

_LONGEST_MESSAGE = 1_500
_SHOWN = 4
#: Areas that went through another coordinate system and back.
_SAME_AREA = 1e-5
#: What the last sentence of a refusal begins with or holds: something to do.
_REMEDY = re.compile(
    r"\b(add|ask|can be|check|choose|close|complete|copy|correct|declare|discard|export|format|free|give|keep|leave|"
    r"load|look|make|mend|move|name|needs|open|pack|pick|put|remove|rename|repair|restore|save|say|start|unpack|update|"
    r"use|wait|write)\b",
    re.IGNORECASE,
)
_OF_PROGRAMMERS = re.compile(r"Traceback|<class |object at 0x|Error\(|NoneType|\bndarray\b|\bdtype\b|0x[0-9a-f]{8,}")
_SENTENCE_END = re.compile(r"[.!?][”\")]?\s+(?=\S)")


def wrong_with_opened(case: Case, tried: Tried) -> Iterator[str]:
    """Yield what is wrong with a file that was opened."""
    if case.expected is Expected.REFUSED:
        yield f"it was opened, with {len(tried.content)} units and the remarks {list(tried.said)}, but must be refused"
        return
    yield from _differences(case.truth(), tried.content, case.differs)
    said = " ".join(tried.said)
    if case.told and not re.search(case.told, said):
        yield f"nothing says {case.told!r}, only {said[:500]!r}"


def _differences(truth: Content, found: Content, differs: frozenset[str]) -> Iterator[str]:
    if "id" not in differs:
        lost, added = sorted(truth.keys() - found.keys()), sorted(found.keys() - truth.keys())
        if lost:
            yield f"lost without a word: {lost[:_SHOWN]} ({len(lost)} in all)"
        if added:
            yield f"from nowhere: {added[:_SHOWN]} ({len(added)} in all)"
    elif len(truth) != len(found):
        yield f"{len(found)} units instead of {len(truth)}"
    other = [
        f"{unit} {key}: {found[unit].get(key)!r} instead of {value!r}"
        for unit, values in truth.items()
        if unit in found
        for key, value in values.items()
        if key not in differs and not _same(value, found[unit].get(key))
    ]
    if other:
        yield f"{len(other)} values differ: {'; '.join(other[:_SHOWN])}"


def _same(expected: object, found: object) -> bool:
    if isinstance(expected, float) and isinstance(found, float):
        return math.isclose(expected, found, rel_tol=_SAME_AREA, abs_tol=1e-12)
    return expected == found


def wrong_with_refusal(case: Case, path: Path, error: BorderkitError) -> Iterator[str]:
    """Yield what is wrong with a refusal."""
    message = str(error)
    if case.expected is Expected.OPENED:
        yield f"it was refused, but must be opened: {message}"
    # A person knows work that was kept by its title: the journal's own name says nothing.
    names = (path.stem, path.name, "“Untitled proposal”") if case.route is Route.JOURNAL else (path.stem, path.name)
    if not any(name in message for name in names):
        yield f"the refusal does not name {path.name!r}: {message}"
    sentences = _SENTENCE_END.split(message.replace(str(path), path.name).strip())
    if len(sentences) < 2 or not _REMEDY.search(sentences[-1]):
        yield f"the refusal does not end in what to do: {message}"
    yield from wrong_with_text(message, path)


def wrong_with_text(text: str, path: Path) -> Iterator[str]:
    """Yield what must not be in any text that a person sees."""
    if len(text) > _LONGEST_MESSAGE + len(str(path)):
        yield f"a text of {len(text):,} characters: {text[:200]}…"
    if _OF_PROGRAMMERS.search(text):
        yield f"words for programmers: {text[:500]}"
    if any(
        unicodedata.category(c) in ("Cc", "Cs")
        for c in text.replace(str(path), "").replace(path.name, "").replace(path.stem, "")
    ):
        yield f"control characters or half characters: {text[:500]!r}"


def wrong_with_findings(found: list[Finding], was_refused: bool, path: Path) -> Iterator[str]:
    """Yield what is wrong with what the checking of a file found."""
    for finding in found:
        if not (finding.where and finding.message and finding.remedy):
            yield f"a finding without place, message or remedy: {finding}"
        yield from wrong_with_text(finding.message, path)
    if was_refused and not any(finding.level is Severity.ERROR for finding in found):
        yield f"it is refused, but checking it finds no error: {[finding.message for finding in found]}"
