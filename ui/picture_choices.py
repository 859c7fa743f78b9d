"""How a picture is to look: what it shows, how large it is, what goes with the map."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QLabel, QSpinBox, QWidget

from borderkit.wording import Wording

_WIDTHS, _DPI = (200, 30_000), (72, 1_200)
_DEFAULT_WIDTH, _DEFAULT_DPI = 2_400, 300


class Region(StrEnum):
    """How much of the map a picture shows."""

    VIEW = "view"
    COUNTRY = "country"
    STATES = "states"


_LABELS = {
    Region.STATES: "The {states} concerned",
    Region.VIEW: "What the window shows now",
    Region.COUNTRY: "The whole map",
}


class PictureChoices(QGroupBox):
    """The choices for one picture."""

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        """Propose a picture of the states concerned for print."""
        super().__init__("Picture", parent)
        self._region = QComboBox()
        self._region.setObjectName("pictureRegion")
        for region, label in _LABELS.items():
            self._region.addItem(wording.fill(label), region)
        self._width = _spin("pictureWidth", _WIDTHS, _DEFAULT_WIDTH, " pixels")
        self._dpi = _spin("pictureDpi", _DPI, _DEFAULT_DPI, " dpi")
        self._size = QLabel()
        self._switches = {
            name: QCheckBox(text)
            for name, text in (
                ("title", "&Title"),
                ("legend", "&Legend"),
                ("table", "Table of &totals"),
                ("transparent", "T&ransparent background"),
                ("black_and_white", "&Black and white, with hatching"),
            )
        }
        form = QFormLayout(self)
        form.addRow("&Show", self._region)
        form.addRow("&Width", self._width)
        form.addRow("Reso&lution", self._dpi)
        form.addRow("", self._size)
        for name, switch in self._switches.items():
            switch.setObjectName(f"picture_{name}")
            switch.setChecked(name in ("title", "legend"))
            form.addRow("", switch)
        self._width.valueChanged.connect(self._show_size)
        self._dpi.valueChanged.connect(self._show_size)
        self._show_size()

    @property
    def region(self) -> Region:
        """How much of the map is shown."""
        return Region(self._region.currentData())

    @property
    def width_px(self) -> int:
        """How wide the picture is."""
        return self._width.value()

    @property
    def dpi(self) -> int:
        """Pixels for an inch of paper."""
        return self._dpi.value()

    def has(self, name: str) -> bool:
        """Tell whether a switch is on: title, legend, table, transparent or black_and_white."""
        return self._switches[name].isChecked()

    def show_kind(self, ending: str) -> None:
        """Offer what makes sense for a file of that ending."""
        self._switches["transparent"].setEnabled(ending != ".pdf")

    def _show_size(self) -> None:
        inches = self._width.value() / self._dpi.value()
        self._size.setText(f"On paper {inches:.1f} inches ({inches * 2.54:.1f} cm) wide")


def _spin(name: str, bounds: tuple[int, int], value: int, suffix: str) -> QSpinBox:
    box = QSpinBox()
    box.setObjectName(name)
    box.setRange(*bounds)
    box.setGroupSeparatorShown(True)
    box.setValue(value)
    box.setSuffix(suffix)
    return box
