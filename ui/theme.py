"""How the program's own widgets look: light or dark, as chosen or as the system has it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from borderkit import locations
from ui.preferences import Appearance, Preferences
from ui.tints import Tints, is_dark, tints

__all__ = ["Appearance", "Tints", "dress", "is_dark", "set_appearance", "tints"]

_Role = QPalette.ColorRole

#: Every role has its colour here, so that nothing of the system's own palette comes through in between.
_LIGHT = {
    _Role.Window: "#f6f7f8",
    _Role.WindowText: "#1d242b",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f0f3f5",
    _Role.Text: "#1d242b",
    _Role.PlaceholderText: "#66717b",
    _Role.Button: "#eef0f2",
    _Role.ButtonText: "#1d242b",
    _Role.BrightText: "#ffffff",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#e4e8eb",
    _Role.Mid: "#b8c0c7",
    _Role.Dark: "#98a2ab",
    _Role.Shadow: "#68727b",
    _Role.Highlight: "#2f6ea5",
    _Role.HighlightedText: "#ffffff",
    _Role.Accent: "#2f6ea5",
    _Role.Link: "#1f5f99",
    _Role.LinkVisited: "#6b4790",
    _Role.ToolTipBase: "#fffdf3",
    _Role.ToolTipText: "#1d242b",
}
_DARK = {
    _Role.Window: "#232a31",
    _Role.WindowText: "#e6eaee",
    _Role.Base: "#181d22",
    _Role.AlternateBase: "#1f252b",
    _Role.Text: "#e6eaee",
    _Role.PlaceholderText: "#93a0ab",
    _Role.Button: "#2f3840",
    _Role.ButtonText: "#e6eaee",
    _Role.BrightText: "#ffffff",
    _Role.Light: "#4a5661",
    _Role.Midlight: "#3b464f",
    _Role.Mid: "#4d5963",
    _Role.Dark: "#12171b",
    _Role.Shadow: "#0b0e11",
    _Role.Highlight: "#4d8fc9",
    _Role.HighlightedText: "#0b1218",
    _Role.Accent: "#4d8fc9",
    _Role.Link: "#7fb6e8",
    _Role.LinkVisited: "#bfa3e0",
    _Role.ToolTipBase: "#323b44",
    _Role.ToolTipText: "#e6eaee",
}
_LETTERS = (_Role.WindowText, _Role.Text, _Role.ButtonText)
_OUT_OF_USE_LIGHT, _OUT_OF_USE_DARK = "#7d868f", "#7c8893"
#: Edges of these on dark ground. Fusion makes an edge of ``Window``, darker by 1.4, which there is darker still than
#: what it stands on; these widgets paint nothing else with ``Window``, so they are given a lighter one.
_EDGED = (
    "QAbstractItemView",
    "QAbstractSpinBox",
    "QCheckBox",
    "QComboBox",
    "QLineEdit",
    "QMenu",
    "QPlainTextEdit",
    "QRadioButton",
    "QSlider",
    "QTextEdit",
)
_EDGE_ON_DARK = "#56616b"
_CHOSEN = "appearance"


def dress(application: QApplication) -> None:
    """Give the application its name, icon and calm look, the same on every system, as light or dark as was chosen."""
    application.setApplicationName("BorderKit")
    application.setApplicationDisplayName("BorderKit")
    application.setDesktopFileName("borderkit")
    application.setWindowIcon(QIcon(str(locations.resources() / "icons" / "borderkit.svg")))
    application.setStyle("Fusion")
    # Queued: Qt tells of the scheme before it has read the system's palette of tool tips, which would win.
    application.styleHints().colorSchemeChanged.connect(_follow_system, Qt.ConnectionType.QueuedConnection)
    set_appearance(application, Preferences().appearance)


def set_appearance(application: QApplication, appearance: Appearance) -> None:
    """Show light or dark from now on; with ``SYSTEM``, what the system shows, also when it changes.

    Every widget is told by a ``PaletteChange``. A system that knows no dark counts as light. What was chosen is
    not stored: ``Preferences.appearance`` does that.
    """
    application.setProperty(_CHOSEN, appearance.value)
    schemes = {Appearance.LIGHT: Qt.ColorScheme.Light, Appearance.DARK: Qt.ColorScheme.Dark}
    # Frames of windows and the system's own dialogs go with us where the system can do it.
    application.styleHints().setColorScheme(schemes.get(appearance, Qt.ColorScheme.Unknown))
    _put_on(application, application.styleHints().colorScheme())


def palette(*, dark: bool) -> QPalette:
    """Return the palette of a scheme."""
    made = QPalette()
    for role, color in (_DARK if dark else _LIGHT).items():
        made.setColor(role, QColor(color))
    for role in _LETTERS:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(_OUT_OF_USE_DARK if dark else _OUT_OF_USE_LIGHT))
    return made


def _follow_system(scheme: Qt.ColorScheme) -> None:
    application = QGuiApplication.instance()
    if isinstance(application, QApplication):
        _put_on(application, scheme)


def _put_on(application: QApplication, scheme: Qt.ColorScheme) -> None:
    """Put on the palette of what was chosen, or of the system's scheme."""
    chosen = application.property(_CHOSEN)
    dark = scheme == Qt.ColorScheme.Dark if chosen == Appearance.SYSTEM else chosen == Appearance.DARK
    worn = palette(dark=dark)
    application.setPalette(worn)  # also takes back what kinds of widgets had of their own
    if dark:
        edged = QPalette(worn)
        edged.setColor(_Role.Window, QColor(_EDGE_ON_DARK).lighter(140))
        for kind in _EDGED:
            application.setPalette(edged, kind)  # type: ignore[arg-type] # the stub says bytes, which Qt refuses
    # Tool tips have a palette of their own, which does not follow the application's.
    QToolTip.setPalette(worn)
