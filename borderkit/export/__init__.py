"""Data files: what a person made, in the form that the next program needs.

``formats`` lists the kinds; each of the others has a file of its own, loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from borderkit.errors import SaveError
from borderkit.export.formats import ENDINGS, FORMATS, Format, What, format_of
from borderkit.progress import Progress
from borderkit.proposal import Proposal

__all__ = ["ENDINGS", "FORMATS", "Format", "What", "export", "format_of"]


def export(proposal: Proposal, path: Path, what: What, progress: Progress, kind: Format | None = None) -> None:
    """Write a proposal as a data file, whole or not at all.

    Args:
        proposal: what to write.
        path: the file; one that stands there is replaced.
        what: what a file holds that has one layer; other files hold everything, or what they always hold.
        progress: told of each step.
        kind: the kind of file; by the ending of ``path`` if None.

    Raises:
        SaveError: if the ending is not known, or the file cannot be written.
        BorderkitError: if the file of the unit layer cannot be read any more.
        OperationCancelled: if a person asked to stop; what stood there is then as it was.

    """
    kind = kind or format_of(path.suffix)
    if kind is None:
        raise SaveError(
            f"{path} cannot be written: “{path.suffix}” is no ending of a data file. Choose one of "
            f"{', '.join(ENDINGS)}."
        )
    _keep_source(proposal, path)
    _WRITERS[kind.key](proposal, path, what, progress)


def _keep_source(proposal: Proposal, path: Path) -> None:
    """Refuse to write over the layer that the proposal lies over."""
    source = proposal.layer.source
    if source is None:
        return
    if path.resolve() == source.resolve() or (path.exists() and source.exists() and path.samefile(source)):
        raise SaveError(
            f"{path} is the layer that the proposal lies over: it would be lost. Choose another name or folder."
        )


def _geopackage(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:  # noqa: ARG001 - holds all
    from borderkit.export.geopackage import write_geopackage

    write_geopackage(proposal, path, progress)


def _shapefile(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:
    from borderkit.export.shapefile import write_shapefile

    write_shapefile(proposal, path, what, progress)


def _shapefile_set(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:
    from borderkit.export.shapefile import write_zip

    write_zip(proposal, path, what, progress)


def _geojson(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:
    from borderkit.export.geojson import write_geojson

    write_geojson(proposal, path, what, progress)


def _kml(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:
    from borderkit.export.kml import write_kml

    write_kml(proposal, path, what, progress)


def _spreadsheet(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:  # noqa: ARG001 - holds all
    from borderkit.export.spreadsheet import write_spreadsheet

    write_spreadsheet(proposal, path, progress)


def _assignment(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:  # noqa: ARG001 - every unit
    from borderkit.assignment_csv import write_assignment

    progress.report(0, 1, "Writing the file")
    write_assignment(path, proposal)
    progress.report(1, 1, "Done")


def _totals(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:  # noqa: ARG001 - all of them
    from borderkit.savefile import write_whole
    from borderkit.totals import totals_csv

    progress.report(0, 1, "Writing the file")
    write_whole(path, lambda file: file.write(totals_csv(proposal).encode("utf-8")))
    progress.report(1, 1, "Done")


_Writer = Callable[[Proposal, Path, What, Progress], None]
_WRITERS: dict[str, _Writer] = {
    "geopackage": _geopackage,
    "shapefile-set": _shapefile_set,
    "shapefile": _shapefile,
    "geojson": _geojson,
    "kml": _kml,
    "spreadsheet": _spreadsheet,
    "assignment": _assignment,
    "totals": _totals,
}
