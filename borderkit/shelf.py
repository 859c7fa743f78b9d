"""The shelf: the proposals that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from borderkit import locations
from borderkit.columns import CENSUSES, people
from borderkit.document import Document
from borderkit.errors import ProposalFileError
from borderkit.layer import UnitLayer
from borderkit.proposal_file import SUFFIX, read_document


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """A bundled proposal and what is said of it before it is opened."""

    id: str
    path: Path
    document: Document
    units_moved: int
    people_moved: int

    @property
    def title(self) -> str:
        """Its title."""
        return self.document.details.title

    @property
    def group(self) -> str:
        """The heading it stands under."""
        return str(self.document.kept.get("group", ""))

    @property
    def searched_text(self) -> str:
        """Everything that a search looks in, in folded case."""
        details = self.document.details
        return " ".join((self.id, details.title, details.author, details.summary, self.group)).casefold()

    @property
    def certainty(self) -> str:
        """How sure its list of units is."""
        return str(self.document.kept.get("certainty", ""))


def bundled_path(id_: str) -> Path | None:
    """Return the file of a bundled proposal by its id, if there is one."""
    return {path.stem: path for path in _files()}.get(id_)


def bundled_ids() -> list[str]:
    """Return the ids of all bundled proposals."""
    return [path.stem for path in _files()]


def shelf(layer: UnitLayer) -> list[ShelfEntry]:
    """Return all bundled proposals, ordered by group and title.

    Raises:
        ProposalFileError: if one of them cannot be read.

    """
    entries = []
    latest = layer.column(people(CENSUSES[-1]))
    for path in _files():
        document = read_document(path, layer)
        units = layer.indices(geoid for group in document.moves for geoid in group.units)
        moved = int(latest[units].sum())
        entries.append(ShelfEntry(path.stem, path, document, len(units), moved))
    return sorted(entries, key=lambda entry: (entry.group, entry.title))


def _files() -> list[Path]:
    folder = locations.resources() / "proposals"
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        raise ProposalFileError(f"The shelf is empty: {folder} has no proposals. Install BorderKit again.")
    return files
