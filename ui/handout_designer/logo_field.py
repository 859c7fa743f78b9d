"""Shows the logo of a handout, and lets it be chosen or removed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from borderkit.handout.logo import LogoError, decode_logo
from ui import messages
from ui.handout_designer.logo_file import read_logo
from ui.preferences import Preferences
from ui.tints import tints

_SHOWN = QSize(104, 60)
_INSET = 4


class LogoField(QWidget):
    """A small picture of the logo beside two buttons.

    Signals:
        chosen: with another logo as ``Words.logo`` holds it, "" for none.
    """

    chosen = Signal(str)

    def __init__(self, preferences: Preferences) -> None:
        """Show no logo yet."""
        super().__init__()
        self._preferences = preferences
        self._logo = ""
        self._picture = QLabel()
        self._picture.setFixedSize(_SHOWN)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_button = QPushButton("Choose a logo…")
        self.choose_button.setObjectName("chooseLogo")
        self.choose_button.setToolTip("A PNG or JPEG image; it is scaled down and kept in the proposal's file")
        self.remove_button = QPushButton("Remove the logo")
        self.remove_button.setObjectName("removeLogo")
        for button in (self.choose_button, self.remove_button):
            button.setAutoDefault(False)
        self.setFocusProxy(self.choose_button)
        buttons = QVBoxLayout()
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._picture)
        layout.addLayout(buttons, 1)
        self.choose_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(self.remove)
        self.show_logo("")

    @property
    def logo(self) -> str:
        """The logo as ``Words.logo`` holds it, "" for none."""
        return self._logo

    @property
    def picture(self) -> QPixmap:
        """What is shown of it."""
        return self._picture.pixmap()

    def show_logo(self, logo: str) -> None:
        """Show a logo, or that there is none."""
        self._logo = logo
        image = QImage.fromData(decode_logo(logo)) if logo else QImage()
        self._picture.setPixmap(self._on_paper(image))
        self._picture.setAccessibleName("The logo" if logo else "No logo")
        self.remove_button.setEnabled(bool(logo))

    def choose(self) -> None:
        """Ask for an image file and take it as the logo."""
        name, _ = QFileDialog.getOpenFileName(
            self.window(), "Choose a logo", str(self._preferences.folder), "Images (*.png *.jpg *.jpeg)"
        )
        if not name:
            return
        try:
            logo = read_logo(Path(name))
        except LogoError as error:
            messages.show_error(self.window(), error)
            return
        self.show_logo(logo)
        self.chosen.emit(logo)

    def remove(self) -> None:
        """Do without a logo."""
        self.show_logo("")
        self.choose_button.setFocus()  # the other one is out of use now
        self.chosen.emit("")

    def _on_paper(self, image: QImage) -> QPixmap:
        """Return a small picture of a logo on white paper: a logo with a clear ground shows as it prints."""
        ratio = self.devicePixelRatioF()
        paper = QPixmap(_SHOWN * ratio)
        paper.setDevicePixelRatio(ratio)
        paper.fill(QColor("white"))
        painter = QPainter(paper)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(tints().edge)
        painter.drawRect(0, 0, _SHOWN.width() - 1, _SHOWN.height() - 1)
        if image.isNull():
            painter.setPen(QColor("#5f6a74"))
            painter.drawText(QRect(QPoint(), _SHOWN), Qt.AlignmentFlag.AlignCenter, "no logo")
        else:
            room = QSize(_SHOWN.width() - 2 * _INSET, _SHOWN.height() - 2 * _INSET)
            size = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(), size)
            place.moveCenter(QRect(QPoint(), _SHOWN).center())
            small = image.scaled(size * ratio, mode=Qt.TransformationMode.SmoothTransformation)
            painter.drawImage(place, small)
        painter.end()
        return paper
