"""What goes out of the program: files, pictures and handouts of one proposal, in a running process."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.samples import Result, milliseconds, summary
from borderkit.drawing import PictureOptions
from borderkit.export import What, export
from borderkit.handout.choices import Format
from borderkit.opening import open_proposal
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from borderkit.web_page import write_web_page
from ui.handout.handout import Handout
from ui.handout.pdf import write_pdf
from ui.pictures import write_picture

_PROPOSAL = "greater-idaho-2020"
_RUNS = 6
_WIDE = PictureOptions(region="country", width_px=4000)


def going_out(prepared: PreparedLayer) -> Iterator[Result]:
    """Measure what the issue of exports gives budgets for, and the web page, which has none: 0."""
    proposal = open_proposal(_PROPOSAL, prepared.layer)

    def handout(path: Path) -> None:
        write_pdf([Handout(prepared, proposal, Format(), made_on=dt.date.today())], path, Silent())

    def picture(path: Path) -> None:
        write_picture(prepared, proposal, path, _WIDE)

    yield _written("GeoPackage of the country", "out.gpkg", 5, lambda p: export(proposal, p, What.UNITS, Silent()))
    yield _written("one-page handout as PDF", "out.pdf", 1.5, handout)
    yield _written("PNG of the country, 4,000 px", "out.png", 1, picture)
    yield _written("web page", "out.html", 0, lambda p: write_web_page(proposal, p, Silent()))


def _written(name: str, file: str, budget: float, write: Callable[[Path], object]) -> Result:
    """Return how long it takes to write a file again and again; the first time, which loads libraries, counts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        seconds = [milliseconds(lambda: write(path)) / 1e3 for _ in range(_RUNS)]
    return summary(name, seconds, budget, "s")
