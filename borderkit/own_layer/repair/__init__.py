"""Repairing a layer's outlines: what was changed is told, and nothing is dropped without being told.

The way through it::

    repaired = repair(geometries, ids, "EPSG:4326", kinds, progress)
    repaired.geometries        # a valid coverage as far as that is possible
    repaired.kept              # the row of the file that each unit comes from
    repaired.changes           # what was repaired, each with a place to look at
    repaired.untouched         # what was seen and left
    write_changes(Path("repairs.csv"), repaired)
"""

from borderkit.own_layer.repair.listing import write_changes
from borderkit.own_layer.repair.repairing import repair
from borderkit.own_layer.repair.result import RepairChange, Repaired, Untouched

__all__ = ["RepairChange", "Repaired", "Untouched", "repair", "write_changes"]
