"""The window on a layer of a person's own uses the layer's words: it has no counties where the layer has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from borderkit.drawn_layer import drawn_layer
from borderkit.handout.choices import Format, Template
from borderkit.jurisdiction import OUTSIDE, Jurisdiction, Status
from borderkit.progress import Silent
from borderkit.wording import Wording
from tests.foreign_layers import ALL, Foreign, moved
from tests.gui.hands import click, where
from ui import messages
from ui.app import build_window
from ui.claim_dialog import ClaimDialog
from ui.dialogs import NewJurisdictionDialog, ShortcutsDialog
from ui.electoral_bar import ElectoralBar
from ui.export_dialog import ExportDialog
from ui.export_kinds import KINDS
from ui.handout.handout import Handout
from ui.join_dialog.columns_dialog import JoinedColumnsDialog
from ui.main_window import MainWindow
from ui.shelf_panel import NOT_FOR_THIS_MAP
from ui.tools import TOOLS

LONG_MS = 60_000


@pytest.fixture(params=ALL, ids=lambda foreign: foreign.name)
def foreign(request: pytest.FixtureRequest) -> Foreign:
    found = request.param
    assert isinstance(found, Foreign)
    return found


@pytest.fixture
def window(foreign: Foreign, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The window on a layer that was opened before, painted and sharp."""
    for name in ("show_error", "ask", "ask_about_unsaved"):
        monkeypatch.setattr(messages, name, lambda *arguments: pytest.fail(f"unexpected message: {arguments[1:]}"))
    made = build_window(foreign.known(tmp_path))
    qtbot.addWidget(made, before_close_func=lambda window: window.session.proposal.history.mark_saved())
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.canvas.is_sharp, timeout=LONG_MS)
    yield made
    made.session.drop_stroke()
    made.journal.end()


def texts_of(widget: QWidget) -> Iterator[str]:
    """Yield every text that a widget, what lies in it, and its actions have for people."""
    for part in (widget, *widget.findChildren(QWidget)):
        if isinstance(part, ElectoralBar) and part.isHidden():
            continue  # there is none on such a layer
        yield from (part.windowTitle(), part.toolTip(), part.statusTip(), part.whatsThis())
        yield from (part.accessibleName(), part.accessibleDescription())
        yield from _own_texts(part)
    for action in widget.findChildren(QAction):
        yield from (action.text().replace("&", ""), action.toolTip(), action.statusTip())


def _own_texts(part: QWidget) -> Iterator[str]:
    match part:
        case QLabel() | QAbstractButton():
            yield part.text().replace("&", "")
        case QComboBox():
            yield from (part.itemText(row) for row in range(part.count()))
            yield part.placeholderText()
        case QLineEdit():
            yield from (part.placeholderText(), part.text())
        case QGroupBox() | QMenu():
            yield part.title()
        case QTabWidget():
            yield from (part.tabText(tab) for tab in range(part.count()))
        case QPlainTextEdit() | QTextEdit():
            yield from (part.toPlainText(), part.placeholderText())
        case QDockWidget():
            yield part.windowTitle()
    model = part.model() if isinstance(part, QAbstractItemView) else None
    if model is not None:
        yield from _cells(model, QModelIndex())


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    # The number of columns of a list is nobody's business in Qt.
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
        for role in roles:
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(model.rowCount(parent)):
            index = model.index(row, column, parent)
            yield from (str(model.data(index, role) or "") for role in roles)
            if column == 0:
                yield from _cells(model, index)


def faults(foreign: Foreign, widget: QWidget) -> list[str]:
    """Return the texts of a widget that say what they must not."""
    # What the shelf has are proposals for the bundled map, and it says so.
    found = [text for text in texts_of(widget) if text.strip() and text != NOT_FOR_THIS_MAP]
    assert len(found) > 3
    return foreign.faults(found)


def work(window: MainWindow) -> None:
    """Move one unit, several, all of one jurisdiction, to a new one and to none; select some and outline one."""
    session = window.session
    right = session.layer.jurisdictions[int(session.layer.home[2])].code
    window.set_target(right)
    click(window, "P000")
    assert where(window, "P000") == [right]
    session.add_jurisdiction(Jurisdiction("NEW", "Newland", Status.NEW_STATE, "#112233"))
    for code, geoids in (("NEW", ["P004", "P005"]), (OUTSIDE.code, ["P007"]), (right, ["P001"])):
        session.set_target(code)
        session.move(session.layer.indices(geoids))
    window.set_tool("select")
    session.emphasise(right)
    session.select(session.layer.indices(["P002", "P003"]))


def test_nothing_in_the_window_speaks_of_what_the_layer_does_not_have(
    window: MainWindow, foreign: Foreign, qtbot: QtBot
) -> None:
    assert not faults(foreign, window)
    work(window)
    for panel in (window.checks, window.ripples, window.land):
        panel.fill()
    assert not faults(foreign, window)
    unit, units = foreign.recipe.units_called
    shown = list(texts_of(window))
    heading = Wording(unit, units).fill("{Units}")
    for expected in (f"5 {units} moved", f"2 {units} selected.", f"Find a {unit}, a ", heading):
        assert any(expected in text for text in shown), expected
    for dialog in dialogs_of(window):
        qtbot.addWidget(dialog)
        assert not faults(foreign, dialog)
    assert not faults(foreign, window.prints.designer)


def dialogs_of(window: MainWindow) -> Iterator[QDialog]:
    """Yield the dialogs whose texts tell of units, every kind of export among them."""
    session, wording = window.session, window.session.layer.wording
    yield ClaimDialog(session.proposal)
    yield NewJurisdictionDialog(session.proposal.jurisdictions, wording=wording)
    yield ShortcutsDialog([("All", list(window.actions_by_name.values()))], wording)
    yield JoinedColumnsDialog(session, window)
    # A column of the assignments is called STATE by the tools that exchange them.
    yield from (ExportDialog(kind.key, wording=wording) for kind in KINDS if kind.key != "assignment")


def test_whatever_the_window_tells_is_told_in_the_words_of_the_layer(
    window: MainWindow, foreign: Foreign, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer, told = window.session.layer, list[str]()
    monkeypatch.setattr(messages, "show_notice", lambda _, *texts: told.extend(texts))
    window.help.show_about()
    assert f"Map: 8 {layer.called[1]} of the layer {foreign.name}." in told[1]
    for target in (None, layer.jurisdictions[0].code):
        window.set_target(target)
        for tool in TOOLS:
            window.set_tool(tool.name)
            told.append(window.hint_text)
    window.status.point_at(3)
    assert ("people" in window.pointed_at_text) == bool(layer.censuses)
    assert ("votes" in window.pointed_at_text) == bool(layer.elections)
    told.append(window.pointed_at_text)
    window.map.card.show_for(np.flatnonzero(layer.home == 1).astype(np.int32), False)
    qtbot.waitUntil(lambda: bool(window.map.card.text()))
    assert window.map.card.text().startswith(f"4 {layer.called[1]} to ")
    told.append(window.map.card.text())
    window.canvas.target_missing.emit()
    told.append(window.pointed_at_text)
    window.finder.told.connect(told.append)
    for text in ("Nowhere", "Nowhere, Atlantis", "part of Place 1, Place 2, Lemuria"):
        window.finder.setText(text)
        QTest.keyClick(window.finder, Qt.Key.Key_Return)
    assert not foreign.faults(told)


def test_no_printed_handout_speaks_of_what_the_layer_does_not_have(
    foreign: Foreign, qapp: QApplication, tmp_path: Path
) -> None:
    proposal = moved(foreign.read(tmp_path))
    prepared = drawn_layer(proposal.layer, Silent())
    for template in Template:
        handout = Handout(prepared, proposal, Format(template=template), second=proposal)
        texts = [text for page in range(handout.pages) for text, _ in handout.laid_out(page).texts]
        assert len(texts) > 5
        assert not foreign.faults([*texts, *handout.warnings])
