"""The files that the walk-through opens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from borderkit.full_detail import full_detail
from borderkit.layer import UnitLayer
from tools import make_precincts
from tools.walk_through.block_plan import write_block_plan
from tools.walk_through.clerks_file import write_clerks_file
from tools.walk_through.tax_table import write_tax_table


@dataclass(frozen=True, slots=True)
class Data:
    """Where the files are; all of it is made up.

    Attributes:
        clerks_file: the precincts of one county, with faults.
        table: a spreadsheet.
        precincts: those of the four counties that Greater Idaho divides.
        plan: another tool's plan.
        saved: where the divided proposal is saved to.

    """

    clerks_file: Path
    table: Path
    precincts: Path
    plan: Path
    saved: Path


def make_data(folder: Path, layer: UnitLayer) -> Data:
    """Write all files to a folder; they are the same each time.

    Args:
        folder: made if it is not there.
        layer: the bundled counties.

    """
    precincts = make_precincts.make(layer, full_detail(layer))
    make_precincts.write(folder, precincts)
    return Data(
        clerks_file=write_clerks_file(folder, precincts),
        table=write_tax_table(folder, layer),
        precincts=folder / f"{make_precincts.NAME}.gpkg",
        plan=write_block_plan(folder),
        saved=folder / "greater-idaho-divided.borderkit",
    )
