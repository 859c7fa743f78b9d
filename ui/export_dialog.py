"""The choice of what a proposal is exported as, and how."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from borderkit.export.formats import What
from borderkit.wording import Wording
from ui.export_kinds import KINDS, ExportKind
from ui.picture_choices import PictureChoices

_ROLE = Qt.ItemDataRole.UserRole


_COUNTIES = Wording()


class ExportDialog(QDialog):
    """Shows every kind of file, what it is good for, and what there is to choose for it."""

    def __init__(self, key: str = "", parent: QWidget | None = None, wording: Wording = _COUNTIES) -> None:
        """Begin with the kind of that key, or with the first, in the words of a layer."""
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._wording = wording
        self._list = _kind_list()
        self._name = QLabel()
        self._name.setObjectName("exportName")
        font = self._name.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self._name.setFont(font)
        self._purpose = QLabel(wordWrap=True)
        self._what = QComboBox()
        self._what.setObjectName("exportWhat")
        for what in What:
            self._what.addItem(what.label_on(wording), what)
        self._layer = QGroupBox("What it holds")
        QFormLayout(self._layer).addRow("&Layer", self._what)
        self._tiles = QCheckBox("Lay the map over OpenStreetMap (for a page on a web site; it needs a network)")
        self._tiles.setObjectName("exportTiles")
        self.picture = PictureChoices(wording)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = self._buttons.addButton("Export…", QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self._list.currentItemChanged.connect(self._show_kind)
        self._list.itemDoubleClicked.connect(self._accept_item)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.choose(key or KINDS[0].key)

    @property
    def kind(self) -> ExportKind:
        """The chosen kind."""
        found = self._list.currentItem().data(_ROLE)
        return next(kind for kind in KINDS if kind.key == found)

    @property
    def what(self) -> What:
        """What a file of one layer is to hold."""
        return What(self._what.currentData())

    @property
    def with_tiles(self) -> bool:
        """Whether a web page shows a base map out of the network."""
        return self._tiles.isChecked()

    def choose(self, key: str) -> None:
        """Choose a kind by its key; an unknown one chooses the first."""
        rows = {self._list.item(row).data(_ROLE): row for row in range(self._list.count())}
        self._list.setCurrentRow(rows.get(key, rows[KINDS[0].key]))

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.addWidget(self._name)
        side.addWidget(self._purpose)
        side.addSpacing(8)
        for widget in (self._layer, self._tiles, self.picture):
            side.addWidget(widget)
        side.addStretch(1)
        both = QHBoxLayout()
        both.addWidget(self._list)
        both.addLayout(side, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(both, 1)
        layout.addWidget(self._buttons)
        self.resize(QSize(720, 520))

    def _show_kind(self) -> None:
        kind = self.kind
        self._name.setText(f"{kind.name} ({kind.ending})")
        self._purpose.setText(self._wording.fill(kind.purpose))
        shown: Mapping[QWidget, bool] = {
            self._layer: kind.choice,
            self._tiles: kind.ending == ".html",
            self.picture: kind.is_picture,
        }
        for widget, is_shown in shown.items():
            widget.setVisible(is_shown)
        self.picture.show_kind(kind.ending)

    def _accept_item(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.accept()


def _kind_list() -> QListWidget:
    """Return the list of kinds under the names of their groups."""
    box = QListWidget()
    box.setObjectName("exportKinds")
    box.setAccessibleName("Kinds of files")
    box.setFixedWidth(210)
    group = None
    for kind in KINDS:
        if kind.group is not group:
            group = kind.group
            head = QListWidgetItem(group, box)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
        item = QListWidgetItem(f"   {kind.name}", box)
        item.setData(_ROLE, kind.key)
    return box
