"""The long work of dividing: reading the pieces, reading the units' full outlines, and fitting the one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from borderkit.layer import UnitLayer
from borderkit.progress import Progress
from ui.long_work import LongWork

if TYPE_CHECKING:
    from borderkit.own_layer.recipe import Recipe
    from borderkit.projection import Geometries
    from borderkit.refinement.choosing import Divisions
    from borderkit.refinement.reading import ReadPieces


@dataclass(frozen=True, eq=False)
class Loaded:
    """A file of pieces that was read.

    Attributes:
        path: the file.
        read: what is in it.
        outlines: (n_units,) the full outlines of the layer that is divided.
        covered: how many pieces lie in each unit that has any, by the unit's position.

    """

    path: Path
    read: ReadPieces
    outlines: Geometries
    covered: dict[int, int]


class RefineWork(QObject):
    """Does one thing at a time.

    Signals:
        loaded: a ``Loaded``.
        divided: ``Divisions`` by unit.
        refused: an exception; what was there stays.
        stopped: the person stopped it.
        rested: nothing is under way any more; comes after each of the others.
    """

    loaded = Signal(object)
    divided = Signal(object)
    refused = Signal(object)
    stopped = Signal()
    rested = Signal()

    def __init__(self, layer: UnitLayer, over: QWidget) -> None:
        """Divide units of a layer; progress bars lie over a window."""
        super().__init__(over)
        self._layer, self._over = layer, over
        self._work: LongWork[Any] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._work is not None

    def load(self, path: Path, recipe: Recipe | None = None) -> None:
        """Read a file of pieces, as a recipe says or as its columns are guessed."""
        layer = self._layer

        def work(progress: Progress) -> Loaded:
            # The window opens without what reads files.
            from borderkit.full_detail import full_detail
            from borderkit.refinement.choosing import units_covered
            from borderkit.refinement.reading import read_pieces, recipe_of_pieces

            read = read_pieces(path, recipe or recipe_of_pieces(path), progress)
            progress.report(0, 0, f"Reading the outlines of {layer.name}")
            outlines = full_detail(layer)
            progress.report(0, 0, "Looking which units they lie in")
            return Loaded(path, read, outlines, units_covered(read.source, outlines))

        self._begin(LongWork(f"{path.name} is being read.", work, self, self._over), self.loaded)

    def divide(self, units: Sequence[int], loaded: Loaded) -> None:
        """Divide units, by position, into the pieces of a file."""
        layer = self._layer

        def work(progress: Progress) -> Divisions:
            from borderkit.refinement.choosing import divide_all

            return divide_all(layer, units, loaded.outlines, loaded.read.source, progress)

        self._begin(LongWork(f"{loaded.path.name} is being made to fit.", work, self, self._over), self.divided)

    def stop(self) -> None:
        """Stop what is under way, and wait for its end."""
        if self._work is not None:
            self._work.stop()

    def _begin(self, work: LongWork[Any], told: SignalInstance) -> None:
        self._work = work

        def end(signal: SignalInstance, *result: object) -> None:
            self._work = None
            work.deleteLater()
            signal.emit(*result)
            self.rested.emit()

        work.succeeded.connect(lambda result: end(told, result))
        work.failed.connect(lambda error: end(self.refused, error))
        work.cancelled.connect(lambda: end(self.stopped))
        work.start()
