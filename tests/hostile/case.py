"""What a case of the corpus is: a damaged file, the way it is tried, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

#: What is in a file once it is open: by unit (or row, or step), its values by field.
Content = Mapping[str, Mapping[str, object]]
Make = Callable[[Path], Path]
_T = TypeVar("_T")


class Expected(StrEnum):
    """What must come of a case."""

    OPENED = "opened"
    REFUSED = "refused"
    #: Both are right: opened as the undamaged file, or refused.
    EITHER = "either"


class Route(StrEnum):
    """As what a file is tried."""

    LAYER = "layer"
    PROPOSAL = "proposal"
    JOURNAL = "journal"
    TABLE = "table"
    PLAN = "plan"
    RECIPE = "recipe"


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged file.

    Attributes:
        family: what kind of file it is; cases of a family are tried together.
        name: what was done to it, unique within the family.
        route: as what it is tried.
        expected: what must come of it.
        make: writes it into an empty folder and returns the path that is tried.
        truth: returns what it holds if it is opened.
        differs: fields that the damage changes in a way that nobody can notice: a digit that became another.
        told: what the program must say of it if it is opened, as a pattern; "" for nothing.

    """

    family: str
    name: str
    route: Route
    expected: Expected
    make: Make
    truth: Callable[[], Content]
    differs: frozenset[str] = frozenset()
    told: str = ""

    @property
    def id(self) -> str:
        """What it is called in the corpus."""
        return f"{self.family}/{self.name}"


@dataclass(frozen=True, slots=True)
class Family:
    """Makes the cases of one family, which share their route and the undamaged file.

    Attributes:
        name: of the family.
        route: as what its files are tried.
        truth: returns what the undamaged file holds.

    """

    name: str
    route: Route
    truth: Callable[[], Content]

    def opened(self, name: str, make: Make, **more: object) -> Case:
        """Return a case that must be opened."""
        return self._case(name, Expected.OPENED, make, more)

    def refused(self, name: str, make: Make) -> Case:
        """Return a case that must be refused."""
        return self._case(name, Expected.REFUSED, make, {})

    def either(self, name: str, make: Make, **more: object) -> Case:
        """Return a case that may be opened as what it was, or refused."""
        return self._case(name, Expected.EITHER, make, more)

    def _case(self, name: str, expected: Expected, make: Make, more: dict[str, object]) -> Case:
        truth = more.pop("truth", self.truth)
        differs = frozenset(more.pop("differs", ()))  # type: ignore[call-overload]
        told = str(more.pop("told", ""))
        assert not more, more
        return Case(self.name, name, self.route, expected, make, truth, differs, told)  # type: ignore[arg-type]


def writes(name: str, content: Callable[[], bytes]) -> Make:
    """Return what writes a file of given bytes, which are worked out when it is written."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content())
        return path

    return make


def without(content: Content, *ids: str) -> Content:
    """Return a content without some of its units."""
    return {key: values for key, values in content.items() if key not in ids}


def changed(content: Content, unit: str, **values: object) -> Content:
    """Return a content in which a unit has other values."""
    return {key: {**old, **values} if key == unit else old for key, old in content.items()}


def bind(function: Callable[..., _T], *values: object) -> Callable[..., _T]:
    """Return a function that gets values of the moment, such as those of a loop, behind its other arguments."""
    return lambda *arguments: function(*arguments, *values)


def each(values: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Return the names and values of damage that may be of any kind."""
    return values.items()
