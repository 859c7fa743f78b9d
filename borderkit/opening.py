"""Opening layers and proposals by what a person names: an id of the shelf, a .borderkit file, a table, a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
LAYER_SUFFIXES = (".shp", ".zip", ".gpkg", ".geojson", ".json", ".fgb", ".kml", ".kmz", ".parquet", ".geoparquet")

#: What a file with one of these endings is: a table GEOID,STATE (.csv), or another tool's plan.
PLAN_SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx")


def load_layer(path: str | Path | None = None, tell: Callable[[str], object] | None = None) -> UnitLayer:
    """Return the bundled county layer, or the layer in a file: as a person said before, or as its columns are guessed.

    Args:
        path: the file; None for the bundled layer.
        tell: gets a sentence on each thing that was noticed, assumed or repaired in the file.

    Raises:
        LayerError: if it cannot be read.

    """
    if path is None:
        return open_bundled(Silent()).layer
    from borderkit.own_layer.finding_recipe import recipe_for
    from borderkit.prepare import with_neighbours
    from borderkit.read_layer import read_layer

    opened = read_layer(Path(path), recipe_for(Path(path)))
    if tell is not None:
        for sentence in (*opened.told.remarks, *(change.said for change in opened.told.changes)):
            tell(sentence)
    return with_neighbours(opened)


def new_proposal(layer: UnitLayer | None = None) -> Proposal:
    """Return a proposal without moves: today's map."""
    return Proposal(layer or load_layer())


def open_proposal(
    what: str | Path,
    layer: UnitLayer | None = None,
    declared: Iterable[Jurisdiction] = (),
    *,
    restore_zeros: bool = False,
    districts: Mapping[str, str] | None = None,
    tell: Callable[[str], object] | None = None,
) -> Proposal:
    """Open a bundled proposal by its id, a .borderkit file, a GEOID,STATE CSV, or another tool's plan.

    Args:
        what: the id or the path.
        layer: the unit layer to lay it over; the bundled one if None.
        declared: new jurisdictions that a CSV or a plan may name.
        restore_zeros: mend GEOIDs that lost their leading zeros instead of refusing them; a plan's are mended anyway.
        districts: what a plan's districts are: the code of a jurisdiction by label, "" for one that stays home.
        tell: gets a line on what could not be taken over from a plan, if there is anything.

    Raises:
        ProposalFileError: if it cannot be read, does not fit the layer, or has districts of which nobody said what
            they are (``takeover.as_proposal.UndecidedDistrictsError``).
        BorderkitError: if the layer cannot be read, or a stored setting is not on offer.

    """
    layer = layer or load_layer()
    path = _find(what)
    declared = tuple(declared)
    is_table = path.suffix.lower() in PLAN_SUFFIXES
    if declared and not is_table:
        raise ProposalFileError(
            f"{path.name} declares its new jurisdictions itself; only a CSV needs them named (--new). Leave them out."
        )
    if is_table:
        from borderkit.takeover.recognising import is_plan

        if is_plan(path, layer):
            from borderkit.takeover.as_proposal import open_plan

            return open_plan(path, layer, declared, districts, tell)
    if districts:
        raise ProposalFileError(
            f"{path.name} names jurisdictions, not districts. Leave out what they are (--district)."
        )
    if is_table:
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
    suffix = path.suffix.lower()
    if suffix in (SUFFIX, ".csv") or (suffix in PLAN_SUFFIXES and exists(path)):
        return path
    if suffix in LAYER_SUFFIXES:
        raise ProposalFileError(
            f"{path} is a map layer, not a proposal. Choose a {SUFFIX} file or a CSV; “borderkit totals PROPOSAL "
            "--layer FILE” lays a proposal over another layer."
        )
    if exists(path):
        raise ProposalFileError(f"{path.name} is neither a {SUFFIX} file nor a CSV. Choose another file.")
    ids = ", ".join(bundled_ids())
    raise ProposalFileError(f"There is no proposal “{what}”. Name a {SUFFIX} file, a CSV, or one of: {ids}.")
