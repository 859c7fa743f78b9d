"""Light and dark: legible in both, as chosen or as the system has it, and changed while the program runs."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from borderkit import locations
from ui import map_style
from ui.hint_line import HintLine
from ui.icons import icon
from ui.main_window import MainWindow
from ui.muted_item import MutedItem, add_note
from ui.panel_dock import PanelDock
from ui.preferences import Preferences
from ui.refusal_label import RefusalLabel
from ui.swatch import swatch
from ui.theme import Appearance, Tints, dress, is_dark, palette, set_appearance, tints
from ui.tints import DARK_TINTS, LIGHT_TINTS

_Role = QPalette.ColorRole
_TEXT, _MARK = 4.5, 3.0

_SCHEMES = pytest.mark.parametrize(
    ("worn", "extra"), [(palette(dark=False), LIGHT_TINTS), (palette(dark=True), DARK_TINTS)], ids=["light", "dark"]
)


@pytest.fixture
def dressed(qapp: QApplication, own_home: Path) -> Iterator[QApplication]:
    """The application as the program dresses it; light again afterwards."""
    dress(qapp)
    yield qapp
    set_appearance(qapp, Appearance.LIGHT)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def _drawn(shown: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return shown.pixmap(QSize(48, 48), 1.0, mode).toImage()


def _solid_colors(image: QImage) -> set[str]:
    """Return the colours that cover pixels wholly."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in pixels if color.alpha() == 255}


def test_the_measure_of_contrast_gives_the_known_ends() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@_SCHEMES
@pytest.mark.parametrize(
    ("letters", "ground"),
    [
        (_Role.WindowText, _Role.Window),
        (_Role.Text, _Role.Base),
        (_Role.Text, _Role.AlternateBase),
        (_Role.ButtonText, _Role.Button),
        (_Role.PlaceholderText, _Role.Base),
        (_Role.HighlightedText, _Role.Highlight),
        (_Role.ToolTipText, _Role.ToolTipBase),
        (_Role.Link, _Role.Base),
        (_Role.Link, _Role.Window),
        (_Role.LinkVisited, _Role.Base),
        (_Role.LinkVisited, _Role.Window),
    ],
)
def test_letters_of_the_palette_are_legible(worn: QPalette, extra: Tints, letters: _Role, ground: _Role) -> None:
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        assert contrast(worn.color(group, letters), worn.color(group, ground)) >= _TEXT


@_SCHEMES
def test_what_is_out_of_use_can_still_be_read_and_is_paler_than_what_is_in_use(worn: QPalette, extra: Tints) -> None:
    out_of_use = QPalette.ColorGroup.Disabled
    for letters, ground in (
        (_Role.WindowText, _Role.Window),
        (_Role.Text, _Role.Base),
        (_Role.ButtonText, _Role.Button),
    ):
        pale = contrast(worn.color(out_of_use, letters), worn.color(out_of_use, ground))
        assert _MARK <= pale < contrast(worn.color(letters), worn.color(ground)) / 2


@_SCHEMES
def test_letters_of_the_panels_are_legible_on_every_ground_they_stand_on(worn: QPalette, extra: Tints) -> None:
    for letters in (extra.muted, extra.refusal, extra.democratic_text, extra.republican_text):
        for ground in (_Role.Window, _Role.Base):
            assert contrast(letters, worn.color(ground)) >= _TEXT
    assert contrast(worn.color(_Role.Text), extra.changed_ground) >= _TEXT
    assert contrast(extra.notice_text, extra.notice_ground) >= _TEXT


@_SCHEMES
def test_white_letters_are_legible_on_the_bars_of_both_parties_and_the_bars_stand_out(
    worn: QPalette, extra: Tints
) -> None:
    for bar in (extra.democratic, extra.republican):
        assert contrast(extra.on_bar, bar) >= _TEXT
    for mark in (extra.democratic, extra.republican, extra.other, extra.edge, worn.color(_Role.Highlight)):
        for ground in (_Role.Window, _Role.Base):
            assert contrast(mark, worn.color(ground)) >= _MARK
    assert contrast(extra.on_bar, extra.majority) >= _MARK


@_SCHEMES
def test_neither_party_is_brighter_than_the_other(worn: QPalette, extra: Tints) -> None:
    assert contrast(extra.democratic, extra.republican) < 1.2
    assert contrast(extra.democratic_text, extra.republican_text) < 1.2


@pytest.mark.parametrize("worn", [palette(dark=False), palette(dark=True)], ids=["light", "dark"])
def test_the_palette_leaves_no_role_to_the_system(worn: QPalette) -> None:
    roles = [role for role in _Role if role not in (_Role.NoRole, _Role.NColorRoles)]
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        assert [role for role in roles if not worn.isBrushSet(group, role)] == []


# Choosing and following


def test_a_system_that_knows_no_dark_counts_as_light(dressed: QApplication) -> None:
    assert dressed.styleHints().colorScheme() == Qt.ColorScheme.Unknown
    assert not is_dark()


def test_the_choice_is_kept_and_worn_at_the_next_start(qapp: QApplication, own_home: Path) -> None:
    assert Preferences().appearance is Appearance.SYSTEM
    Preferences().appearance = Appearance.DARK
    assert Preferences().appearance is Appearance.DARK
    dress(qapp)
    assert is_dark()
    set_appearance(qapp, Appearance.LIGHT)
    assert not is_dark()


def test_a_choice_that_cannot_be_read_counts_as_none(own_home: Path) -> None:
    folder = locations.settings()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "borderkit.ini").write_text("[General]\nappearance=sepia\n")
    assert Preferences().appearance is Appearance.SYSTEM


def test_the_system_is_followed_while_the_program_runs(dressed: QApplication, qtbot: QtBot) -> None:
    told = dressed.styleHints().colorSchemeChanged
    told.emit(Qt.ColorScheme.Dark)
    qtbot.waitUntil(is_dark)
    told.emit(Qt.ColorScheme.Light)
    qtbot.waitUntil(lambda: not is_dark())


@pytest.mark.parametrize("chosen", [Appearance.LIGHT, Appearance.DARK])
def test_a_choice_stands_against_the_system(dressed: QApplication, qtbot: QtBot, chosen: Appearance) -> None:
    set_appearance(dressed, chosen)
    other = Qt.ColorScheme.Light if chosen is Appearance.DARK else Qt.ColorScheme.Dark
    dressed.styleHints().colorSchemeChanged.emit(other)
    dressed.processEvents()
    assert is_dark() == (chosen is Appearance.DARK)


def test_widgets_tool_tips_and_edges_change_at_once_and_back(dressed: QApplication, qtbot: QtBot) -> None:
    label, field = QLabel("text"), QLineEdit()
    for widget in (label, field):
        qtbot.addWidget(widget)
        widget.show()
    set_appearance(dressed, Appearance.DARK)
    dressed.processEvents()
    assert label.palette().color(_Role.Window) == palette(dark=True).color(_Role.Window)
    assert field.palette().color(_Role.Base) == palette(dark=True).color(_Role.Base)
    assert QToolTip.palette().color(_Role.ToolTipBase) == palette(dark=True).color(_Role.ToolTipBase)
    set_appearance(dressed, Appearance.LIGHT)
    dressed.processEvents()
    light = palette(dark=False)
    for now in (label.palette(), field.palette(), QToolTip.palette()):
        roles = (_Role.Window, _Role.Base, _Role.Text, _Role.ToolTipBase)
        assert [now.color(role) for role in roles] == [light.color(role) for role in roles]


def test_the_edge_of_a_field_can_be_seen_on_dark_ground(dressed: QApplication, qtbot: QtBot) -> None:
    set_appearance(dressed, Appearance.DARK)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.resize(80, 24)
    image = _picture(field)
    inside = palette(dark=True).color(_Role.Base)
    down = [contrast(image.pixelColor(40, y), inside) for y in range(image.height())]
    assert max(down[:4]) > 1.8
    assert max(down[-4:]) > 1.8


_ON_A_DARK_SYSTEM = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolTip
from ui.theme import Appearance, dress, is_dark, palette, set_appearance

application = QApplication([])
dress(application)
print(application.styleHints().colorScheme().name, is_dark())
for system in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
    application.styleHints().setColorScheme(system)
    for _ in range(5):
        application.processEvents()
    own = palette(dark=is_dark()).toolTipBase() == QToolTip.palette().toolTipBase()
    # Qt 6.8 cannot make this desktop change; then it stays dark, and so does the program.
    print(is_dark() == (application.styleHints().colorScheme() == Qt.ColorScheme.Dark), own)
set_appearance(application, Appearance.LIGHT)
print(is_dark())
"""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="Xvfb is not installed")
def test_on_a_desktop_that_is_dark_the_program_is_dark_until_the_desktop_changes(tmp_path: Path) -> None:
    (tmp_path / "kdeglobals").write_text(
        "[General]\nColorScheme=BreezeDark\n[Colors:Window]\nBackgroundNormal=49,54,59\n"
    )
    desktop = {"XDG_CURRENT_DESKTOP": "KDE", "KDE_FULL_SESSION": "true", "KDE_SESSION_VERSION": "5"}
    folders = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "BORDERKIT_HOME": str(tmp_path / "own")}
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", _ON_A_DARK_SYSTEM],
        env=os.environ | desktop | folders | {"QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["Dark True", "True True", "True True", "False"], done.stderr


# Icons


def _icon_names() -> list[str]:
    return sorted(path.stem for path in (locations.resources() / "icons").glob("*.svg") if path.stem != "borderkit")


@pytest.mark.parametrize("name", _icon_names())
def test_an_icon_is_drawn_and_its_lines_stand_out_in_both_schemes(dressed: QApplication, name: str) -> None:
    made = icon(name)
    pictures = []
    for chosen in (Appearance.LIGHT, Appearance.DARK):
        set_appearance(dressed, chosen)
        drawn = _drawn(made)
        ground = palette(dark=is_dark()).color(_Role.Window)
        lines = [color for color in _solid_colors(drawn) if contrast(QColor(color), ground) >= 7]
        assert lines, f"{name} has no line that stands out"
        pictures.append(drawn)
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("name", _icon_names())
def test_every_colour_of_an_icon_has_one_for_dark_ground(dressed: QApplication, name: str) -> None:
    text = (locations.resources() / "icons" / f"{name}.svg").read_text()
    known = set(re.findall(r"#[0-9a-f]{6}", text))
    light = _solid_colors(_drawn(icon(name)))
    set_appearance(dressed, Appearance.DARK)
    assert known
    assert not known & _solid_colors(_drawn(icon(name)))
    assert known & light


def test_an_icon_that_is_out_of_use_is_fainter(dressed: QApplication) -> None:
    used, unused = (_drawn(icon("save"), mode) for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    strongest = [max(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48)) for image in (used, unused)]
    assert strongest[0] == 255
    assert 60 < strongest[1] < 130


def test_an_icon_is_sharp_on_a_screen_of_two_pixels_a_point(dressed: QApplication) -> None:
    pixmap = icon("save").pixmap(QSize(20, 20), 2.0)
    assert (pixmap.size(), pixmap.devicePixelRatio()) == (QSize(40, 40), 2.0)
    assert pixmap.toImage() == icon("save").pixmap(QSize(40, 40), 1.0).toImage()


def test_an_icon_stays_itself_when_it_is_copied_and_given_away(dressed: QApplication) -> None:
    copy = QIcon(icon("save"))
    assert _drawn(copy) == _drawn(icon("save"))


def test_a_swatch_has_the_fill_that_the_map_has(dressed: QApplication) -> None:
    assert "#93c4f5" in _solid_colors(_drawn(swatch("#93c4f5")))
    set_appearance(dressed, Appearance.DARK)
    colors = _solid_colors(_drawn(swatch("#93c4f5")))
    assert "#93c4f5" not in colors
    assert DARK_TINTS.edge.name() in colors
    assert map_style.dark().shade > 0


# Panels


def _both(dressed: QApplication, read: Callable[[], str]) -> list[str]:
    found = []
    for chosen in (Appearance.LIGHT, Appearance.DARK):
        set_appearance(dressed, chosen)
        dressed.processEvents()
        found.append(read())
    return found


def test_the_line_of_hints_takes_its_ground_from_the_scheme(dressed: QApplication, qtbot: QtBot) -> None:
    line = HintLine()
    qtbot.addWidget(line)
    line.resize(200, 24)
    line.setText("Do this next")
    grounds = _both(dressed, lambda: _picture(line).pixelColor(198, 2).name())
    assert grounds == [LIGHT_TINTS.notice_ground.name(), DARK_TINTS.notice_ground.name()]
    assert line.letters() == DARK_TINTS.notice_text


def test_a_refusal_changes_its_colour_while_it_is_read(dressed: QApplication, qtbot: QtBot) -> None:
    label = RefusalLabel()
    qtbot.addWidget(label)
    label.show()
    colors = _both(dressed, lambda: label.palette().color(_Role.WindowText).name())
    assert colors == [LIGHT_TINTS.refusal.name(), DARK_TINTS.refusal.name()]


def test_muted_entries_change_their_colour_and_keep_their_text(dressed: QApplication, qtbot: QtBot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    item = MutedItem("Met", view)
    add_note("Nothing", view)
    colors = _both(dressed, lambda: QColor(item.data(Qt.ItemDataRole.ForegroundRole)).name())
    assert colors == [LIGHT_TINTS.muted.name(), DARK_TINTS.muted.name()]
    assert item.text() == "Met"
    assert view.item(1).flags() == Qt.ItemFlag.NoItemFlags


def test_the_buttons_of_a_dock_keep_our_icons_when_it_leaves_the_window(dressed: QApplication, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = PanelDock("Totals", QWidget(), window)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    close = next(b for b in dock.findChildren(QAbstractButton) if b.objectName() == "qt_dockwidget_closebutton")
    for floats in (True, False):
        dock.setFloating(floats)
        assert _drawn(close.icon()) == _drawn(icon("close"))
    dressed.setStyle("Fusion")
    assert _drawn(close.icon()) == _drawn(icon("close"))
    assert dock.objectName() == "dockTotals"


def test_the_whole_window_changes_with_a_proposal_open(window: MainWindow, dressed: QApplication, qtbot: QtBot) -> None:
    window.open_path(Path("greater-idaho-2020"))
    window.shelf.choose("jefferson-23-counties")
    changed = window.totals.model.row_of("ID")
    assert changed is not None
    cell = window.totals.model.index(changed, 1)
    preview = window.findChild(QLabel, "shelfPreview")
    assert preview is not None
    first = preview.pixmap().cacheKey()
    grounds = _both(dressed, lambda: QColor(cell.data(Qt.ItemDataRole.BackgroundRole).color()).name())
    assert grounds == [LIGHT_TINTS.changed_ground.name(), DARK_TINTS.changed_ground.name()]
    qtbot.waitUntil(lambda: preview.pixmap().cacheKey() != first)
    bar = _picture(window.electors)
    assert bar.pixelColor(bar.width() - 2, bar.height() - 2) == palette(dark=True).color(_Role.Window)
    assert bar.pixelColor(12, 5) == DARK_TINTS.democratic


def test_undone_steps_are_muted(window: MainWindow, dressed: QApplication) -> None:
    session = window.session
    session.set_target("ID")
    session.select(np.array([session.layer.index_of["41001"]], dtype=np.int32))
    window.actions_by_name["move_selection"].trigger()
    session.undo()
    undone = window.history.model().index(1, 0)
    colors = _both(dressed, lambda: QColor(undone.data(Qt.ItemDataRole.ForegroundRole)).name())
    assert colors == [LIGHT_TINTS.muted.name(), DARK_TINTS.muted.name()]


def test_the_tints_are_those_of_the_scheme(dressed: QApplication) -> None:
    assert tints() is LIGHT_TINTS
    set_appearance(dressed, Appearance.DARK)
    assert tints() is DARK_TINTS


def test_the_totals_lose_no_room_to_the_corner_between_the_scroll_bars_and_it_does_not_glare(
    window: MainWindow, dressed: QApplication, qtbot: QtBot
) -> None:
    set_appearance(dressed, Appearance.DARK)
    table = window.totals.table
    window.totals.measures.setCurrentIndex(window.totals.measures.count() - 1)
    qtbot.waitUntil(lambda: table.verticalScrollBar().isVisible() and table.horizontalScrollBar().isVisible())
    image, inset = _picture(table), table.frameWidth() + 4
    corner = image.pixelColor(image.width() - inset, image.height() - inset)
    assert corner == palette(dark=True).color(_Role.AlternateBase)
    window.totals.measures.setCurrentIndex(0)
    qtbot.waitUntil(lambda: not table.horizontalScrollBar().isVisible())
    assert table.verticalScrollBar().height() == table.contentsRect().height()
