"""Writing one layer as text, part by part: what GeoJSON and KML have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from borderkit.export.formats import What
from borderkit.export.map_layer import MapLayer, map_layer
from borderkit.export.steps import Part
from borderkit.progress import Progress
from borderkit.proposal import Proposal
from borderkit.savefile import write_whole

#: Yields the parts of a file's text.
Parts = Callable[[Proposal, MapLayer, Progress], Iterator[str]]


def write_text_layer(proposal: Proposal, path: Path, what: What, progress: Progress, parts: Parts) -> None:
    """Write one layer in UTF-8.

    Raises:
        SaveError: if the file cannot be written.
        BorderkitError: if the file of the unit layer cannot be read any more.
        OperationCancelled: if a person asked to stop.

    """
    layer = map_layer(proposal, what, Part(progress, 0.0, 0.4)).with_outlines()
    writing = Part(progress, 0.4, 1.0)

    def write(file: BinaryIO) -> None:
        for part in parts(proposal, layer, writing):
            file.write(part.encode("utf-8"))

    write_whole(path, write)
    progress.report(100, 100, "Done")
