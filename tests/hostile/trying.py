"""Trying a file as the program would: it is checked, opened, and what a person then sees is worked out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import shapely

from borderkit import locations
from borderkit.check import Finding, check_file
from borderkit.claims import compared_claims
from borderkit.joining import Matcher, read_numbers, read_table
from borderkit.journal import recover
from borderkit.layer import UnitLayer
from borderkit.opening import load_layer, open_proposal
from borderkit.own_layer.opened import OpenedLayer
from borderkit.own_layer.profiles import load_profile, profiles
from borderkit.prepare import prepare
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from borderkit.proposal_file import to_text
from borderkit.takeover import take_over
from borderkit.totals import totals
from tests.hostile.case import Content, Route
from tests.hostile.layer_route import open_layer
from tests.hostile.sources import FIELDS, single

_OPEN, _MOVED = "greater-idaho-2022", ("06093", "06049")
#: More columns than this are not read as numbers here.
_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Tried:
    """A file that was opened.

    Attributes:
        content: what is in it.
        said: what the program told of it.

    """

    content: Content
    said: tuple[str, ...] = ()


@dataclass(slots=True)
class Findings:
    """What checking the file found, before it is opened.

    Attributes:
        found: None where such files are not checked.
        error: what was raised instead, which is an error in the program; None if nothing was.

    """

    found: list[Finding] | None = None
    error: Exception | None = None


class Trier:
    """Tries files while a proposal over the bundled layer is open.

    Attributes:
        layer: the bundled layer.
        open: the proposal, with moves of its own.

    """

    def __init__(self) -> None:
        """Open what stays open."""
        self.layer: UnitLayer = load_layer()
        self.open = open_proposal(_OPEN, self.layer)
        self.open.move(_MOVED, "NV")
        self._by_route: dict[Route, Callable[[Path, Findings], Tried]] = {
            Route.LAYER: self._layer,
            Route.PROPOSAL: self._proposal,
            Route.JOURNAL: self._journal,
            Route.TABLE: self._table,
            Route.PLAN: self._plan,
            Route.RECIPE: self._recipe,
        }

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.layer)

    def try_file(self, path: Path, route: Route, findings: Findings) -> Tried:
        """Open a file.

        Raises:
            BorderkitError: if it is refused. Anything else that is raised is an error in the program.

        """
        return self._by_route[route](path, findings)

    def _check(self, path: Path, findings: Findings) -> None:
        try:
            findings.found = check_file(path, lambda: self.layer)
        except Exception as error:  # noqa: BLE001 - to be told; the file is opened all the same
            findings.error = error

    def _layer(self, path: Path, findings: Findings) -> Tried:
        self._check(path, findings)
        opened, recipe = open_layer(path)
        # What a window draws: it must be possible, and be of the same units.
        target = locations.cache() / "hostile.npz"
        target.parent.mkdir(parents=True, exist_ok=True)
        prepare(path, target, Silent(), recipe)
        prepared = PreparedLayer(target, path)
        assert prepared.layer.geoids == opened.layer.geoids
        assert np.array_equal(prepared.layer.figures, opened.layer.figures)
        target.unlink()
        return Tried(content_of_layer(opened), (*opened.told.remarks, *(change.said for change in opened.told.changes)))

    def _proposal(self, path: Path, findings: Findings) -> Tried:
        self._check(path, findings)
        told: list[str] = []
        proposal = open_proposal(path, self.layer, tell=told.append)
        totals(proposal)
        compared_claims(proposal)
        assert to_text(proposal.to_document(), self.layer)
        return Tried(content_of_proposal(proposal), tuple(told))

    def _journal(self, path: Path, findings: Findings) -> Tried:
        found = recover(path, self.layer)
        totals(found.proposal)
        content = content_of_steps([step.text for step in found.proposal.history.steps])
        content |= {"moved": {"units": tuple(self.layer.geoids[unit] for unit in found.proposal.moved_units)}}
        return Tried(content, ("damaged",) if found.damaged else ())

    def _table(self, path: Path, findings: Findings) -> Tried:
        table = read_table(path)
        match = self._matcher.match(table)
        numbers = {column.name: read_numbers(column) for column in table.columns[:_COLUMNS]}
        content: dict[str, dict[str, object]] = {}
        for row in match.matched_rows.tolist():
            geoid = self.layer.geoids[match.unit_of[row]]
            content[geoid] = {
                name: float(read.as_floats()[row]) if read.known[row] else None for name, read in numbers.items()
            }
        said = [*table.remarks, *match.notes, *table.preamble, *table.footnotes]
        said += [f"row {table.rows[row]}: {match.reason(row) or 'no unit'}" for row in match.unmatched_rows[:50]]
        said += [f"row {table.rows[row]}: stands for more" for row in match.summary_rows[:50]]
        said += [f"row {table.rows[row]}: twice" for rows in match.twice.values() for row in rows[:50]]
        said += [
            f"{name}, row {table.rows[cell.row]}: {cell.reason}"
            for name, read in numbers.items()
            for cell in read.wrong[:50]
        ]
        said += [f"{name}: {read.missing} missing" for name, read in numbers.items() if read.missing]
        return Tried(content, tuple(said))

    def _plan(self, path: Path, findings: Findings) -> Tried:
        self._check(path, findings)
        taken = take_over(path, self.layer)
        content = {self.layer.geoids[unit]: dict(counts) for unit, counts in taken.pieces.items()}
        said = [f"line {entry.first_row}: {entry.rows} rows: {entry.reason}" for entry in taken.not_taken]
        said += [*taken.notes, f"{taken.unassigned} unassigned"]
        assert taken.document(dict.fromkeys((district.label for district in taken.districts), "")).moves == ()
        return Tried(content, tuple(said))

    def _recipe(self, path: Path, findings: Findings) -> Tried:
        """Open an undamaged layer while what is remembered of layers is damaged: nothing may come of it or be lost."""
        folder = locations.settings()
        folder.mkdir(parents=True, exist_ok=True)
        layer = path.with_suffix(".gpkg")
        layer.write_bytes(single(".gpkg"))
        try:
            for name in ("remembered-layers.json", "layer-profiles.json"):
                shutil.copyfile(path, folder / name)
                opened, _ = open_layer(layer)
            for name in profiles():
                load_profile(name)
            kept = [file.read_bytes() for file in folder.iterdir()]
            assert kept.count(path.read_bytes()) == 2, "what was remembered is lost"
            return Tried(content_of_layer(opened), opened.told.remarks)
        finally:
            shutil.rmtree(folder)
            layer.unlink()


def content_of_layer(opened: OpenedLayer) -> Content:
    """Return what is in a layer: names, homes, figures, and outlines by their areas in square degrees."""
    layer = opened.layer
    areas = np.nan_to_num(shapely.area(opened.geometries))
    return {
        geoid: {
            "home": layer.home_of(unit).code,
            "name": layer.names[unit],
            **{key: int(layer.column(key)[unit]) for key in FIELDS if key in layer.position},
            "area": float(areas[unit]),
        }
        for unit, geoid in enumerate(layer.geoids)
    }


def content_of_proposal(proposal: Proposal) -> Content:
    """Return what is in a proposal: where units went, and how new jurisdictions are called."""
    layer = proposal.layer
    content: dict[str, dict[str, object]] = {
        layer.geoids[unit]: {"to": proposal.jurisdictions[proposal.assignment[unit]].code}
        for unit in proposal.moved_units.tolist()
    }
    content["about"] = {"title": proposal.details.title}
    content |= {j.code: {"name": j.name, "status": j.status.value} for j in proposal.own_jurisdictions}
    return content


def content_of_steps(texts: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return what is in a journal: its steps by number."""
    return {str(number): {"text": text} for number, text in enumerate(texts)}
