"""What is wrong with a layer or a proposal, and where: findings for a person to act on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from borderkit.borders import Borders
from borderkit.document import Document
from borderkit.errors import BorderkitError, ProposalFileError, SettingsError
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import restored
from borderkit.opening import LAYER_SUFFIXES, PLAN_SUFFIXES, exists
from borderkit.proposal_file import SUFFIX, read_document
from borderkit.refining import REFINEMENTS, refined
from borderkit.settings import settings_on
from borderkit.shown import shown

#: How long, in characters, the place within a file is that a refusal begins with (", line 12").
_LONGEST_PLACE = 40


class Severity(StrEnum):
    """An error keeps the file from being opened as it stands, or would change a figure silently."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its kind for programs, the rest for people."""

    level: Severity
    kind: str
    where: str
    message: str
    remedy: str

    @classmethod
    def error(cls, kind: str, where: str, message: str, remedy: str) -> Finding:
        """Return an error."""
        return cls(Severity.ERROR, kind, where, message, remedy)

    @classmethod
    def warning(cls, kind: str, where: str, message: str, remedy: str) -> Finding:
        """Return a warning."""
        return cls(Severity.WARNING, kind, where, message, remedy)


def check_file(path: Path, layer: Callable[[], UnitLayer]) -> list[Finding]:
    """Check a proposal against the layer that ``layer`` loads, or check a layer of polygons."""
    suffix = path.suffix.lower()
    if not exists(path):
        return [Finding.error("missing", str(path), f"{path} does not exist.", "Check the name.")]
    if path.is_dir():
        return [Finding.error("folder", str(path), f"{path} is a folder.", "Name a file inside it.")]
    if not path.is_file():
        message = f"{path.name} is a pipe or a device."
        return [Finding.error("no-file", path.name, message, "Choose a file.")]
    if suffix in LAYER_SUFFIXES:
        from borderkit.check_layer import check_layer

        return list(check_layer(path))
    if suffix in PLAN_SUFFIXES:
        return _check_plan_or_table(path, layer())
    if suffix == SUFFIX:
        return list(_check_proposal(path, layer()))
    endings = ", ".join((SUFFIX, *PLAN_SUFFIXES, *LAYER_SUFFIXES))
    return [
        Finding.error("foreign", path.name, f"{path.name} is no file that BorderKit opens.", f"It opens {endings}.")
    ]


def _check_plan_or_table(path: Path, layer: UnitLayer) -> list[Finding]:
    from borderkit.check_plan import check_plan, check_table
    from borderkit.takeover.recognising import is_plan

    is_table = path.suffix.lower() == ".csv" and not is_plan(path, layer)
    return list(check_table(path, layer) if is_table else check_plan(path, layer))


def refused(path: Path, error: ProposalFileError) -> Finding:
    """Turn a refusal, whose last sentence is the remedy, into a finding where its first words say."""
    message, remedy = split_remedy(str(error))
    where, _, rest = message.partition(": ")
    if rest and where.startswith(path.name) and len(where) < len(path.name) + _LONGEST_PLACE:
        return Finding.error(error.kind, where, rest, remedy)
    return Finding.error(error.kind, path.name, message, remedy)


def split_remedy(text: str) -> tuple[str, str]:
    """Return what a refusal says, and its last sentence, what to do."""
    message, separator, remedy = text.rstrip(".").rpartition(". ")
    return (f"{message}.", f"{remedy}.") if separator else (text, "")


def no_moves(path: Path) -> Finding:
    """Return what is to be said of a file that moves nothing."""
    return Finding.warning("no-moves", path.name, "It leaves every unit at home.", "Nothing needs to be done.")


def _check_proposal(path: Path, layer: UnitLayer) -> Iterator[Finding]:
    try:
        document = read_document(path)
    except ProposalFileError as error:
        yield refused(path, error)
        return
    found = list(_check_parts(path, document, layer))
    yield from found
    if not any(finding.level is Severity.ERROR for finding in found):
        yield from _check_laid(path, document, layer)
    if not document.moves:
        yield no_moves(path)


def _check_parts(path: Path, document: Document, layer: UnitLayer) -> Iterator[Finding]:
    yield from _check_layer_named(path, document, layer)
    try:
        layer = refined(layer, document.kept)
    except BorderkitError as error:
        message, remedy = split_remedy(str(error))
        yield Finding.error("unusable-pieces", f"{path.name}, {REFINEMENTS}", message, remedy)
    yield from _check_settings(path, document, layer)
    yield from _check_codes(path, document, layer)
    yield from _check_units(path, document, layer)


def _check_laid(path: Path, document: Document, layer: UnitLayer) -> Iterator[Finding]:
    """Lay the proposal over the layer as opening it does: what that refuses must not pass for sound."""
    try:
        Borders(layer, document)
    except BorderkitError as error:
        message, remedy = split_remedy(str(error))
        yield Finding.error("unusable", path.name, message, remedy)


def _check_layer_named(path: Path, document: Document, layer: UnitLayer) -> Iterator[Finding]:
    named = document.kept.get("layer")
    if isinstance(named, dict) and named.get("name") not in (None, layer.name):
        yield Finding.warning(
            "other-layer",
            f"{path.name}, layer",
            f"It was made on the layer {shown(str(named.get('name')))}, not on {layer.name}.",
            "Open it on its own layer with --layer.",
        )


def _check_settings(path: Path, document: Document, layer: UnitLayer) -> Iterator[Finding]:
    try:
        settings_on(layer, document.settings)
    except SettingsError as error:
        message, remedy = split_remedy(str(error))
        yield Finding.error("unknown-setting", f"{path.name}, settings", message, remedy)


def _check_codes(path: Path, document: Document, layer: UnitLayer) -> Iterator[Finding]:
    layer_codes = {j.code for j in layer.jurisdictions}
    own_codes = {j.code for j in document.jurisdictions}
    for code in sorted(layer_codes & own_codes):
        yield Finding.error(
            "taken-code",
            f"{path.name}, jurisdictions",
            f"It declares {code}, the code of a jurisdiction that exists.",
            "Give the new jurisdiction another code.",
        )
    for number, group in enumerate(document.moves, 1):
        if group.to not in layer_codes | own_codes:
            yield Finding.error(
                "unknown-code",
                f"{path.name}, moves, entry {number}",
                f"It moves units to “{shown(group.to)}”, which is no jurisdiction.",
                "Use a state's postal code, or declare the code under “jurisdictions”.",
            )


def _check_units(path: Path, document: Document, layer: UnitLayer) -> Iterator[Finding]:
    for number, group in enumerate(document.moves, 1):
        where = f"{path.name}, moves, entry {number}"
        for geoid in group.units:
            whole = restored(geoid, layer)
            if whole:
                name = layer.names[layer.index_of[whole]]
                yield Finding.error(
                    "lost-leading-zeros",
                    where,
                    f"The GEOID “{shown(geoid)}” has lost its leading zero: {whole} is {name}.",
                    "Open the file with the zeros restored and save it.",
                )
            elif geoid not in layer.index_of:
                yield Finding.error(
                    "unknown-unit",
                    where,
                    f"The layer {layer.name} has no unit “{shown(geoid)}”.",
                    "Correct the GEOID. Until then it is kept in the file and counted nowhere.",
                )
            elif layer.home_of(layer.index_of[geoid]).code == group.to:
                name = layer.names[layer.index_of[geoid]]
                yield Finding.warning(
                    "stays-home",
                    where,
                    f"{name} ({shown(geoid)}) is moved to {group.to}, where it is at home.",
                    "Remove it from the move, or save the file again.",
                )
