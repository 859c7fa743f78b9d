"""The file of the pieces: which one, what was found in it, and what its columns mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGroupBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from borderkit.opening import LAYER_SUFFIXES
from ui.elided_label import ElidedLabel
from ui.preferences import Preferences

if TYPE_CHECKING:
    from borderkit.refinement.reading import ReadPieces

_PATTERNS = " ".join(f"*{suffix}" for suffix in LAYER_SUFFIXES)
_NONE = (
    "Choose a layer of precincts, tracts or block groups: a shapefile or a .zip of it, a GeoPackage, GeoJSON, "
    "FlatGeobuf or KML."
)


class PiecesFile(QGroupBox):
    """Asks for a file.

    Signals:
        chosen: the path of a file.
        columns_wanted: the person wants to say what its columns mean.
    """

    chosen = Signal(object)
    columns_wanted = Signal()

    def __init__(self) -> None:
        """Start without a file."""
        super().__init__("1. The file of the pieces")
        self._name = ElidedLabel()
        self._name.setText("No file yet")
        self.choose = QPushButton("&Choose…")
        self.choose.setObjectName("choosePieces")
        self.columns = QPushButton("What its columns &mean…")
        self.columns.setObjectName("columnsOfPieces")
        self.columns.setEnabled(False)
        self.found = QLabel(_NONE, wordWrap=True)
        self.found.setObjectName("piecesFound")
        self.found.setTextFormat(Qt.TextFormat.PlainText)
        for button in (self.choose, self.columns):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self.choose)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.found)
        layout.addWidget(self.columns, 0, Qt.AlignmentFlag.AlignLeft)
        self.choose.clicked.connect(self._ask)
        self.columns.clicked.connect(self.columns_wanted)

    def show_path(self, path: Path) -> None:
        """Name the file; its columns can be asked for even where it cannot be used as it stands."""
        self._name.setText(path.name)
        self.columns.setEnabled(True)

    def show_found(self, read: ReadPieces | None) -> None:
        """Say what was found in the file."""
        if read is None:
            self.found.setText("")
            return
        one, many = read.source.called
        number = len(read.source.ids)
        told = [f"{number:,} {one if number == 1 else many}."]
        uses = read.recipe.roles.figures
        years = dict.fromkeys(f"{use.measure}{f' {use.year}' if use.year else ''}" for use in uses)
        told.append(f"Figures: {', '.join(years)}." if uses else "No figures were found in it: all are shared by area.")
        if read.county_by:
            told.append(f"{read.county_by} names the county of each.")
        self.found.setText(" ".join(told))

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Choose the file of the pieces", str(Preferences().folder), f"Map layers ({_PATTERNS});;All files (*)"
        )
        if name:
            self.chosen.emit(Path(name))
