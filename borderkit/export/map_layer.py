"""What a file of outlines holds: a table, an outline for each of its rows, and how they look."""

from __future__ import annotations

from dataclasses import dataclass, replace

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

_TITLES = {
    What.JURISDICTIONS: "{States} and new jurisdictions as they would be",
    What.UNITS: "{Units}, before and after",
    What.MOVED: "{Units} that move",
}


@dataclass(frozen=True)
class MapLayer:
    """One layer of a file.

    Attributes:
        what: what its rows are.
        columns: its table.
        geometries: (n_rows,) multipolygons in longitude and latitude.
        title: what it shows, in the words of the unit layer.
        symbols: how rows look, as on screen.
        crs: the geographic coordinate system.

    """

    what: What
    title: str
    columns: Table
    geometries: Geometries
    symbols: list[Symbol]
    crs: str

    def __len__(self) -> int:
        return len(self.geometries)

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
        columns = only(rows.tolist(), self.columns)
        return replace(self, columns=columns, geometries=self.geometries[rows], symbols=symbols)

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
    geometries, fill = full_detail(proposal.layer), proposal.layer.wording.fill
    if what is What.JURISDICTIONS:
        merging = fill("Merging {units} into {states}")
        outlines = dissolve(geometries, proposal.assignment, len(proposal.jurisdictions), progress, merging)
        chosen = outlines[[proposal.position(jurisdiction.code) for jurisdiction in in_code_order(proposal)]]
    elif what is What.MOVED:
        chosen = multipolygons(geometries[proposal.moved_units])
    else:
        chosen = multipolygons(geometries)
    title, crs = fill(_TITLES[what]), proposal.layer.crs
    if not proposal.layer.wording.has_states:
        title = title.replace(" and new jurisdictions", "")
    return MapLayer(what, title, table(proposal, what), chosen, symbols(proposal, what), crs)


def multipolygons(geometries: Geometries) -> Geometries:
    """Return polygons as multipolygons, so that a file holds one kind of outline only."""
    single = shapely.get_type_id(geometries) == shapely.GeometryType.POLYGON
    found = geometries.copy()
    if single.any():
        positions = np.flatnonzero(single)
        found[positions] = shapely.multipolygons(geometries[positions], indices=np.arange(len(positions)))
    return found
