"""Opening layers and proposals by what a person names: an id of the shelf, a .borderkit file, a CSV."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from borderkit.assignment_csv import read_assignment
from borderkit.bundled import open_bundled
from borderkit.errors import BorderkitError, ProposalFileError
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitLayer
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from borderkit.proposal_file import SUFFIX, read_document
from borderkit.shelf import bundled_ids, bundled_path

#: What a file with one of these endings is: a layer of polygons, to be read by the GIS libraries.
LAYER_SUFFIXES = (".shp", ".zip", ".gpkg", ".geojson", ".json", ".fgb", ".kml")


def load_layer(path: str | Path | None = None) -> UnitLayer:
    """Return the bundled county layer, or the layer in a file that has the same columns.

    Raises:
        LayerError: if it cannot be read.

    """
    if path is None:
        return open_bundled(Silent()).layer
    from borderkit.prepare import with_neighbours
    from borderkit.read_layer import read_layer

    return with_neighbours(read_layer(Path(path)))


def new_proposal(layer: UnitLayer | None = None) -> Proposal:
    """Return a proposal without moves: today's map."""
    return Proposal(layer or load_layer())


def open_proposal(
    what: str | Path,
    layer: UnitLayer | None = None,
    declared: Iterable[Jurisdiction] = (),
    *,
    restore_zeros: bool = False,
) -> Proposal:
    """Open a bundled proposal by its id, a .borderkit file, or a GEOID,STATE CSV.

    Args:
        what: the id or the path.
        layer: the unit layer to lay it over; the bundled one if None.
        declared: new jurisdictions that a CSV may name.
        restore_zeros: mend GEOIDs that lost their leading zeros instead of refusing them.

    Raises:
        ProposalFileError: if it cannot be read, or does not fit the layer.
        BorderkitError: if the layer cannot be read, or a stored setting is not on offer.

    """
    layer = layer or load_layer()
    path = _find(what)
    declared = tuple(declared)
    if declared and path.suffix.lower() != ".csv":
        raise ProposalFileError(
            f"{path.name} declares its new jurisdictions itself; only a CSV needs them named (--new). Leave them out."
        )
    if path.suffix.lower() == ".csv":
        return Proposal(layer, read_assignment(path, layer, declared, restore_zeros=restore_zeros))
    document = read_document(path, layer, restore_zeros=restore_zeros)
    try:
        return Proposal(layer, document)
    except ProposalFileError:
        raise
    except BorderkitError as error:
        raise ProposalFileError(f"{path.name}: {error}") from error


def exists(path: Path) -> bool:
    """Tell whether there is such a file or folder; a name that the system cannot have is none."""
    try:
        return path.exists()
    except OSError:
        return False


def _find(what: str | Path) -> Path:
    bundled = bundled_path(str(what))
    if bundled:
        return bundled
    path = Path(what)
    if path.suffix.lower() in (SUFFIX, ".csv"):
        return path
    if path.suffix.lower() in LAYER_SUFFIXES:
        raise ProposalFileError(
            f"{path} is a map layer, not a proposal. Choose a {SUFFIX} file or a CSV; “borderkit totals PROPOSAL "
            "--layer FILE” lays a proposal over another layer."
        )
    if exists(path):
        raise ProposalFileError(f"{path.name} is neither a {SUFFIX} file nor a CSV. Choose another file.")
    ids = ", ".join(bundled_ids())
    raise ProposalFileError(f"There is no proposal “{what}”. Name a {SUFFIX} file, a CSV, or one of: {ids}.")
