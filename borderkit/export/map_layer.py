"""What a file of outlines holds: a table, an outline for each of its rows, and how they look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from borderkit.export.dissolve import dissolve
from borderkit.export.formats import What
from borderkit.export.symbols import Symbol, symbol_value, symbols
from borderkit.export.tables import Table, in_code_order, only, table
from borderkit.full_detail import full_detail
from borderkit.progress import Progress
from borderkit.projection import Geometries
from borderkit.proposal import Proposal

TITLES = {
    What.JURISDICTIONS: "States and new jurisdictions as they would be",
    What.UNITS: "Counties, before and after",
    What.MOVED: "Counties that move",
}


@dataclass(frozen=True)
class MapLayer:
    """One layer of a file.

    Attributes:
        what: what its rows are.
        columns: its table.
        geometries: (n_rows,) multipolygons in longitude and latitude.
        symbols: how rows look, as on screen.
        crs: the geographic coordinate system.

    """

    what: What
    columns: Table
    geometries: Geometries
    symbols: list[Symbol]
    crs: str

    def __len__(self) -> int:
        return len(self.geometries)

    @property
    def title(self) -> str:
        """What it shows."""
        return TITLES[self.what]

    def texts(self, name: str) -> list[str]:
        """Return the texts of a column by its name."""
        column = next(column for column in self.columns if column.name == name)
        return [str(value) for value in column.values]

    def with_outlines(self) -> MapLayer:
        """Return the layer without jurisdictions that no unit is left in: what has no outline is on no map."""
        rows = np.flatnonzero(~shapely.is_empty(self.geometries))
        if len(rows) == len(self):
            return self
        values = self.symbol_values()
        left = {values[row] for row in rows}
        symbols = [symbol for symbol in self.symbols if symbol.value in left]
        return MapLayer(self.what, only(rows.tolist(), self.columns), self.geometries[rows], symbols, self.crs)

    def symbol_values(self) -> list[str]:
        """Return the ``value`` of each row's symbol."""
        if self.what is What.JURISDICTIONS:
            return self.texts("code")
        moved = next(column for column in self.columns if column.name == "moved").values
        codes = self.texts("assigned")
        return [symbol_value(code, moved=bool(there)) for code, there in zip(codes, moved, strict=True)]


def map_layer(proposal: Proposal, what: What, progress: Progress) -> MapLayer:
    """Return a layer of a proposal, in the full detail of its unit layer.

    Raises:
        BorderkitError: if the file of the unit layer cannot be read any more.
        OperationCancelled: if a person asked to stop.

    """
    progress.report(0, 1, "Reading the outlines")
    geometries = full_detail(proposal.layer)
    if what is What.JURISDICTIONS:
        outlines = dissolve(geometries, proposal.assignment, len(proposal.jurisdictions), progress)
        chosen = outlines[[proposal.position(jurisdiction.code) for jurisdiction in in_code_order(proposal)]]
    elif what is What.MOVED:
        chosen = multipolygons(geometries[proposal.moved_units])
    else:
        chosen = multipolygons(geometries)
    return MapLayer(what, table(proposal, what), chosen, symbols(proposal, what), proposal.layer.crs)


def multipolygons(geometries: Geometries) -> Geometries:
    """Return polygons as multipolygons, so that a file holds one kind of outline only."""
    single = shapely.get_type_id(geometries) == shapely.GeometryType.POLYGON
    found = geometries.copy()
    if single.any():
        positions = np.flatnonzero(single)
        found[positions] = shapely.multipolygons(geometries[positions], indices=np.arange(len(positions)))
    return found
