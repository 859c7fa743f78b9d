"""What was taken over from another tool's file: which unit is in which district, and what could not be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from borderkit.document import Details, Document, MoveGroup
from borderkit.joining.table import Origin
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitLayer
from borderkit.naming import listed
from borderkit.takeover.districts import District, Pieces
from borderkit.takeover.errors import TakeoverError
from borderkit.takeover.formats import Format

#: Chosen for a district whose units are to stay where they are.
STAYS_HOME = ""


class DividedRule(StrEnum):
    """What becomes of a unit whose pieces go to several jurisdictions.

    By default it stays home and is noted in the proposal as divided. The number of pieces says nothing of the
    people in them, so that moving the whole of it would change every figure by an amount that nobody has chosen;
    noted as divided, it shows between which bounds the figures lie, and can be refined with its pieces later.
    """

    STAYS_HOME = "stays-home"
    MOST_PIECES = "most-pieces"


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something in the file that could not be taken over.

    Attributes:
        kind: what is wrong, for programs: "unknown", "other-vintage", "territory", "cut-off", "no-identifier",
            "twice", "several-districts", "others".
        text: the identifier, or the beginning that many have in common.
        rows: how many rows.
        first_row: the number of the first of them in the file.
        reason: what is wrong, for people.

    """

    kind: str
    text: str
    rows: int
    first_row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Divided:
    """A unit whose pieces go to several jurisdictions.

    Attributes:
        unit: its position in the layer.
        label: its name.
        pieces: how many pieces go to each jurisdiction, by code, the most first.

    """

    unit: int
    label: str
    pieces: tuple[tuple[str, int], ...]

    @property
    def most(self) -> str:
        """The code of the jurisdiction that most pieces go to."""
        return self.pieces[0][0]

    @property
    def said(self) -> str:
        """How it is divided, in words: "57 pieces to ID, 12 to OR"."""
        (first, count), *others = self.pieces
        return listed([f"{count:,} piece{'s' if count != 1 else ''} to {first}", *(f"{n:,} to {c}" for c, n in others)])


@dataclass(frozen=True, eq=False)
class Taken:
    """A plan that was taken over.

    Attributes:
        origin: the file, and how it was read.
        format: what kind of file it is.
        layer: the layer that it was laid over.
        pieces: by unit, the number of its pieces in each district; a unit that is given whole has one.
        districts: the districts, each with the jurisdiction that is proposed for it.
        rows: how many rows the file has.
        unassigned: how many of them have no district; their units stay home where no other piece has one.
        not_taken: what could not be taken over.
        notes: what was mended in reading, and in how many rows.
        called: what one of its rows and several of them are called: "block", "blocks".

    """

    origin: Origin
    format: Format
    layer: UnitLayer
    pieces: Pieces
    districts: tuple[District, ...]
    rows: int
    unassigned: int
    not_taken: tuple[NotTaken, ...]
    notes: Mapping[str, int]
    called: tuple[str, str] = ("row", "rows")

    @property
    def said(self) -> str:
        """What kind of file it is and how much is in it: "Dave's Redistricting: 196,621 blocks in 6 districts"."""
        n_districts = len(self.districts)
        districts = f"{n_districts:,} district{'s' if n_districts != 1 else ''}"
        return f"{self.format.title}: {self.rows:,} {self.called[self.rows != 1]} in {districts}"

    @property
    def rows_not_taken(self) -> int:
        """How many rows could not be taken over."""
        return sum(entry.rows for entry in self.not_taken)

    def proposed(self) -> dict[str, str]:
        """Return the jurisdiction that is proposed for each district, by label: what a person begins to choose from."""
        return {district.label: district.proposed for district in self.districts}

    def divided(self, choices: Mapping[str, str]) -> tuple[Divided, ...]:
        """Return the units whose pieces go to several jurisdictions, in the layer's order.

        Districts that go to the same jurisdiction do not divide a unit, however its pieces lie in them.

        Args:
            choices: by district, the code of its jurisdiction; ``STAYS_HOME`` for units that do not move.

        """
        found: list[Divided] = []
        for unit in sorted(self.pieces):
            targets = self._targets(unit, choices)
            if len(targets) > 1:
                ranked = tuple(sorted(targets.items(), key=lambda item: (-item[1], item[0])))
                found.append(Divided(unit, self.layer.names[unit], ranked))
        return tuple(found)

    def target(self, unit: int, choices: Mapping[str, str]) -> str:
        """Return the code of the jurisdiction that a unit goes to, which is not divided."""
        return next(iter(self._targets(unit, choices)))

    def _targets(self, unit: int, choices: Mapping[str, str]) -> dict[str, int]:
        """Return how many pieces of a unit go to each jurisdiction."""
        home, targets = self.layer.home_of(unit).code, dict[str, int]()
        for label, count in self.pieces[unit].items():
            code = choices[label] or home
            targets[code] = targets.get(code, 0) + count
        return targets

    def document(
        self,
        choices: Mapping[str, str],
        declared: Iterable[Jurisdiction] = (),
        rule: DividedRule = DividedRule.STAYS_HOME,
    ) -> Document:
        """Return the proposal that the plan comes to.

        Args:
            choices: by district, the code of its jurisdiction; ``STAYS_HOME`` for units that do not move.
            declared: new jurisdictions among them.
            rule: what becomes of divided units; those that stay home are noted as ``partial``.

        Raises:
            TakeoverError: if a district has no choice, or a code is neither the layer's nor declared.

        """
        new = {jurisdiction.code: jurisdiction for jurisdiction in declared}
        self._check(choices, new)
        moves: dict[str, list[str]] = {}
        partial: list[dict[str, object]] = []
        divided = {entry.unit: entry for entry in self.divided(choices)}
        for unit in sorted(self.pieces):
            geoid, home = self.layer.geoids[unit], self.layer.home_of(unit).code
            entry = divided.get(unit)
            if entry is not None and rule is DividedRule.STAYS_HOME:
                others = [code for code, _ in entry.pieces if code != home]
                partial += [
                    {"unit": geoid, "to": code, "rule": entry.said, "people": None, "note": self.origin.file}
                    for code in others
                ]
                continue
            code = entry.most if entry is not None else self.target(unit, choices)
            if code != home:
                moves.setdefault(code, []).append(geoid)
        groups = tuple(MoveGroup(code, tuple(moves[code])) for code in sorted(moves))
        used = {*moves, *(str(entry["to"]) for entry in partial)}
        return Document(
            details=Details(title=self.origin.file.rsplit(".", 1)[0]),
            jurisdictions=tuple(new[code] for code in new if code in used),
            moves=groups,
            kept={"partial": partial} if partial else {},
        )

    def _check(self, choices: Mapping[str, str], declared: Mapping[str, Jurisdiction]) -> None:
        labels = [district.label for district in self.districts]
        missing = [label for label in labels if label not in choices]
        if missing:
            raise TakeoverError(f"District {missing[0]} has no jurisdiction yet. Choose one, or that it stays home.")
        known = {STAYS_HOME, *declared, *(jurisdiction.code for jurisdiction in self.layer.jurisdictions)}
        unknown = [choices[label] for label in labels if choices[label] not in known]
        if unknown:
            raise TakeoverError(f"There is no jurisdiction {unknown[0]}. Choose another, or declare it as a new one.")
