"""What was found: the file, its format, its layers, and how its text is encoded."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from borderkit.own_layer.cells import counted
from borderkit.own_layer.found import FoundFile, FoundLayer
from ui.elided_label import ElidedLabel
from ui.handout_designer.muted_label import MutedLabel
from ui.layer_wizard.sample import Sample
from ui.layer_wizard.texts import on_one_line

#: What is offered for text that was taken for something else: the encodings of most shapefiles.
_ENCODINGS = (
    ("UTF-8", "UTF-8"),
    ("cp1252", "Western Europe (Windows-1252)"),
    ("ISO-8859-1", "Western Europe (Latin-1)"),
    ("ISO-8859-15", "Western Europe (Latin-9)"),
    ("cp437", "United States (DOS, 437)"),
    ("cp850", "Western Europe (DOS, 850)"),
    ("cp1250", "Central Europe (Windows-1250)"),
    ("cp1251", "Cyrillic (Windows-1251)"),
    ("cp1253", "Greek (Windows-1253)"),
    ("cp1254", "Turkish (Windows-1254)"),
    ("cp932", "Japanese (Shift-JIS)"),
    ("cp936", "Chinese (GBK)"),
    ("cp949", "Korean (949)"),
)
#: What people call formats that GDAL has shorter names for.
_FORMATS = {"GPKG": "GeoPackage", "LIBKML": "KML"}
_LEAST_LETTERS = 14
_GAP = 12


class FileHead(QWidget):
    """A line about the file, and boxes for the layer and the encoding where there is a choice.

    Attributes:
        boxes: they are to lie beside the coordinate system.

    Signals:
        wanted: another layer or encoding is chosen, with their names; "" for the encoding that the file says.

    """

    wanted = Signal(str, str)

    def __init__(self, found: FoundFile) -> None:
        """Tell of a file."""
        super().__init__()
        self._found = found
        self.title = ElidedLabel()
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.title.setFont(font)
        self.title.setText(found.path.name)
        self.what = MutedLabel()
        self.what.setObjectName("wizardFound")
        self.remarks = MutedLabel(" ".join(found.remarks))
        self.remarks.setObjectName("wizardRemarks")
        self.remarks.setVisible(bool(found.remarks))
        self.boxes = QWidget()
        self.layers = _box("wizardLayer", "Layer of the file")
        self.layers.setModel(_layers_model(found))
        self.encoding = _box("wizardEncoding", "Encoding of the text")
        self._lay_out()
        self.layers.activated.connect(self._want)
        self.encoding.activated.connect(self._want)

    def show_sample(self, sample: Sample) -> None:
        """Tell of a layer, and choose it in the boxes."""
        self.layers.setCurrentIndex(next(i for i, one in enumerate(self._found.layers) if one is sample.layer))
        self._fill_encodings(sample.encoding)
        self.what.setText(", ".join(self._facts(sample.layer)))

    @property
    def encodings(self) -> list[str]:
        """The encodings that can be chosen, "" being what the file says."""
        return [str(self.encoding.itemData(row)) for row in range(self.encoding.count())]

    def _facts(self, layer: FoundLayer) -> list[str]:
        facts = [_FORMATS.get(self._found.driver, self._found.driver)]
        if layer.rows is not None:
            facts.append(counted(layer.rows, "row"))
        facts.append(counted(len(layer.fields), "column"))
        return facts

    def _fill_encodings(self, encoding: str) -> None:
        self.encoding.clear()
        said = self._found.encoding
        names = dict(_ENCODINGS)
        same = next((name for name in names if name.lower() == said.lower()), said)
        self.encoding.addItem(f"{names.get(same, said)}, as found", "")
        for name, shown in _ENCODINGS:
            if name != same:
                self.encoding.addItem(shown, name)
        row = self.encoding.findData(encoding)
        if row < 0:
            self.encoding.addItem(encoding, encoding)
            row = self.encoding.count() - 1
        self.encoding.setCurrentIndex(row)

    def _want(self) -> None:
        layer = self._found.layers[self.layers.currentIndex()]
        self.wanted.emit(layer.name, str(self.encoding.currentData() or ""))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head.addWidget(self.title)
        head.addSpacing(_GAP)
        head.addWidget(self.what, 1)
        boxes = QHBoxLayout(self.boxes)
        boxes.setContentsMargins(0, 0, _GAP, 0)
        layer, encoding = QLabel("&Layer"), QLabel("&Encoding")
        layer.setBuddy(self.layers)
        encoding.setBuddy(self.encoding)
        several, choosable = len(self._found.layers) > 1, bool(self._found.encoding)
        for widget, is_shown in (
            (layer, several),
            (self.layers, several),
            (encoding, choosable),
            (self.encoding, choosable),
        ):
            boxes.addWidget(widget, int(widget in (self.layers, self.encoding)))
            widget.setVisible(is_shown)
        self.boxes.setVisible(several or choosable)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.remarks)


def _box(name: str, says: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(says)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LEAST_LETTERS)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def _layers_model(found: FoundFile) -> QStandardItemModel:
    """Return the layers; those that cannot have units are there, but cannot be chosen."""
    model = QStandardItemModel()
    for layer in found.layers:
        item = QStandardItem(f"{on_one_line(layer.name)} ({_kind(layer)})")
        item.setEnabled(layer.may_have_polygons)
        model.appendRow(item)
    return model


def _kind(layer: FoundLayer) -> str:
    rows = f"{layer.rows:,} " if layer.rows is not None else ""
    if not layer.geometry:
        return f"a table without outlines, {counted(layer.rows, 'row')}" if layer.rows is not None else "a bare table"
    kinds = {"Unknown": "outlines of any kind", "GeometryCollection": "outlines of any kind"}
    if layer.may_have_polygons:
        return f"{rows}{kinds.get(layer.geometry, 'polygons')}"
    return f"{rows}of {layer.geometry}, no polygons"
