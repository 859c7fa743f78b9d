"""Counties divided into precincts in the real window: on the way there, there, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas
import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderkit import load_layer, open_proposal
from borderkit.document import Document
from borderkit.full_detail import full_detail
from borderkit.journal import recover
from borderkit.layer import UnitLayer
from borderkit.own_layer.recipe import Measure
from borderkit.partial import partial_sums
from borderkit.proposal import Proposal
from borderkit.refinement.dividing import Division
from borderkit.refinement.errors import RefinementError
from borderkit.restraint import Restraint
from tests.gui.hands import click, selected, where
from tests.layers import write_layer, write_states
from tools.make_precincts import make
from ui import messages
from ui.app import build_window
from ui.layer_wizard.wizard import LayerWizard
from ui.main_window import MainWindow
from ui.refine_dialog.dialog import RefineDialog
from ui.windows import Windows

LONG_MS = 60_000
DESCHUTES, JEFFERSON, CROOK = "41017", "41031", "41013"


@pytest.fixture(scope="module")
def precincts() -> geopandas.GeoDataFrame:
    """The invented precincts of four counties."""
    layer = load_layer()
    return make(layer, full_detail(layer))


@pytest.fixture
def pieces(precincts: geopandas.GeoDataFrame, tmp_path: Path) -> Path:
    return write_layer(tmp_path / "made_up_precincts.gpkg", precincts)


def next_window(qtbot: QtBot, program: Windows, act: Callable[[], object]) -> MainWindow:
    """Do something that needs another map, and return the window with it."""
    with qtbot.waitSignal(program.layer_opened, timeout=LONG_MS) as signal:
        act()
    assert signal.args is not None
    new = signal.args[0]
    assert isinstance(new, MainWindow)
    qtbot.waitUntil(lambda: new.canvas.is_sharp)
    return new


def settled(qtbot: QtBot, dialog: RefineDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.work.is_busy, timeout=LONG_MS)


def divide(qtbot: QtBot, program: Windows, window: MainWindow, pieces: Path, *geoids: str) -> MainWindow:
    """Choose Divide counties…, the file and the counties, and go through with it."""
    units = set(window.session.layer.indices(geoids).tolist())

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RefineDialog)
        dialog.open_pieces(pieces)
        settled(qtbot, dialog)
        for unit in (*dialog.units.to_divide(),):
            dialog.units.tick(unit, unit in units)
        settled(qtbot, dialog)
        assert not dialog.divide.isEnabled()
        dialog.read.click()
        dialog.divide.click()

    QTimer.singleShot(0, answer)
    return next_window(qtbot, program, window.actions_by_name["refine"].trigger)


def pieces_of(window: MainWindow, geoid: str) -> list[str]:
    layer = window.session.layer
    return [layer.geoids[unit] for unit in layer.whole_or_pieces(layer.indices([geoid]))]


def people(window: MainWindow, code: str) -> int:
    after = window.session.proposal.after(code)
    assert after is not None
    return after.people


def test_a_county_is_divided_painted_undone_saved_and_recovered(
    window: MainWindow, program: Windows, qtbot: QtBot, pieces: Path, tmp_path: Path
) -> None:
    window.files.open_bundled("greater-idaho-2024")
    bounds = partial_sums(window.session.proposal)
    idaho_before = people(window, "ID")
    window.session.restrain(Restraint(locked=frozenset({"WA"})))

    divided = divide(qtbot, program, window, pieces, DESCHUTES)
    assert not window.isVisible()
    assert divided.isVisible()
    assert divided.session.proposal.history.undo_text == "Divided Deschutes County into 80 precincts"
    assert divided.session.restraint.locked == {"WA"}
    assert people(divided, "ID") == idaho_before
    geoids = pieces_of(divided, DESCHUTES)
    assert len(geoids) == 80
    assert [divided.canvas.unit_at(divided.canvas.point_on(geoid)) for geoid in geoids[:3]] == geoids[:3]

    divided.finder.setFocus()
    QTest.keyClicks(divided.finder, "Deschutes County")
    QTest.keyClick(divided.finder, Qt.Key.Key_Return)
    assert selected(divided) == set(geoids)
    divided.actions_by_name["select_none"].trigger()

    divided.set_target("ID")
    for geoid in geoids[:3]:
        click(divided, geoid)
    assert where(divided, *geoids[:4]) == ["ID", "ID", "ID", "OR"]
    assert idaho_before < people(divided, "ID")
    moved = divided.session.proposal.moved_units
    people_moved = int(divided.session.layer.column("people_2020")[moved].sum())
    assert bounds.people_without < people_moved < bounds.people_with
    assignment, totals = divided.session.proposal.assignment.copy(), divided.session.proposal.totals_after.copy()

    journal = divided.journal.journal.path
    assert journal is not None
    recovered = recover(journal, divided.session.layer).proposal
    assert np.array_equal(recovered.assignment, assignment)
    assert len(recovered.history.steps) == 4

    whole = next_window(qtbot, program, lambda: divided.session.go_to(0))
    assert len(whole.session.layer) == 3142
    assert where(whole, DESCHUTES) == ["OR"]
    assert people(whole, "ID") == idaho_before
    assert whole.canvas.unit_at(whole.canvas.point_on(DESCHUTES)) == DESCHUTES

    again = next_window(qtbot, program, lambda: whole.session.go_to(4))
    assert np.array_equal(again.session.proposal.assignment, assignment)
    again.session.save(tmp_path / "divided.borderkit")

    fresh = build_window()
    qtbot.addWidget(fresh)
    fresh.show()
    opened = next_window(qtbot, program, lambda: fresh.open_path(tmp_path / "divided.borderkit"))
    assert opened.session.path == tmp_path / "divided.borderkit"
    assert opened.session.is_saved
    assert np.array_equal(opened.session.proposal.assignment, assignment)
    assert np.array_equal(opened.session.proposal.totals_after, totals)
    # Nothing that was let go of is left as unsaved work.
    again.session.proposal.history.mark_saved()
    bare = next_window(qtbot, program, opened.files.new)
    assert len(bare.session.layer) == 3142


@pytest.fixture
def two_states(window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window on Oregon and Idaho alone, which are prepared in a moment."""
    path = write_states(tmp_path / "two_states.gpkg", "OR", "ID")
    return next_window(qtbot, program, lambda: window.open_path(path))


def test_on_a_layer_of_ones_own_two_counties_are_divided_and_one_is_made_whole_again(
    two_states: MainWindow, program: Windows, qtbot: QtBot, pieces: Path
) -> None:
    n_whole = len(two_states.session.layer)
    divided = divide(qtbot, program, two_states, pieces, DESCHUTES, JEFFERSON)
    assert divided.session.proposal.history.undo_text == "Divided 2 counties into 102 precincts"
    divided.session.set_target("ID")
    divided.session.move(divided.session.layer.indices([JEFFERSON]))
    divided.session.move(divided.session.layer.indices(pieces_of(divided, DESCHUTES)[:5]))
    divided.session.select_jurisdiction("ID")
    assert {JEFFERSON, DESCHUTES}.isdisjoint(selected(divided))
    assert len(selected(divided)) == 44 + 22 + 5
    divided.session.select_jurisdiction("OR")
    assert len(selected(divided)) == 34 + 75

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RefineDialog)
        jefferson = divided.session.layer.index_of[JEFFERSON]
        dialog.units.choose(jefferson)
        assert dialog.view.picture.n_pieces == 22
        dialog.units.tick(jefferson)
        assert dialog.divide.text() == "&Make whole 1 county"
        dialog.divide.click()

    QTimer.singleShot(0, answer)
    partly = next_window(qtbot, program, divided.actions_by_name["refine"].trigger)
    assert len(partly.session.layer) == n_whole + 80
    assert partly.session.proposal.history.undo_text == "Made Jefferson County whole again"
    assert where(partly, JEFFERSON, *pieces_of(partly, DESCHUTES)[4:6]) == ["ID", "ID", "OR"]
    back = next_window(qtbot, program, partly.session.undo)
    assert set(where(back, *pieces_of(back, JEFFERSON))) == {"ID"}
    assert where(back, *pieces_of(back, DESCHUTES)[4:6]) == ["ID", "OR"]


def test_undo_pressed_twice_while_the_map_is_prepared_goes_one_step(
    two_states: MainWindow, program: Windows, qtbot: QtBot, pieces: Path
) -> None:
    two_states.session.set_target("ID")
    two_states.session.move(two_states.session.layer.indices([CROOK]))
    divided = divide(qtbot, program, two_states, pieces, JEFFERSON)

    def twice() -> None:
        divided.session.undo()
        assert not divided.isEnabled()
        divided.session.undo()

    whole = next_window(qtbot, program, twice)
    assert where(whole, CROOK, JEFFERSON) == ["ID", "OR"]
    assert whole.session.proposal.history.position == 1


def test_a_jump_over_a_dividing_and_its_undoing_shows_the_same_map_again(
    two_states: MainWindow, program: Windows, qtbot: QtBot, pieces: Path
) -> None:
    whole = two_states.session.layer
    divided = divide(qtbot, program, two_states, pieces, JEFFERSON)
    divided.session.set_target("ID")
    divided.session.move(divided.session.layer.indices(pieces_of(divided, JEFFERSON)[:4]))
    again = next_window(qtbot, program, lambda: divided.session.refine([], "Made Jefferson County whole again"))
    assert len(again.session.layer) == len(whole)
    with qtbot.assertNotEmitted(program.layer_opened, wait=0):
        again.session.go_to(0)
        again.session.go_to(3)
    assert where(again, JEFFERSON) == ["OR"]
    assert again.session.proposal.history.position == 3
    again.grab()


# The dialog by itself


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> UnitLayer:
    return load_layer(write_states(tmp_path_factory.mktemp("states") / "two_states.gpkg", "OR", "ID"))


@pytest.fixture
def dialog(qtbot: QtBot, states: UnitLayer) -> RefineDialog:
    """The dialog on a proposal that says of Deschutes and Crook that only parts of them move."""
    partial = [{"unit": DESCHUTES, "to": "ID", "rule": "all but <b>Bend</b>"}, {"unit": CROOK, "to": "ID"}]
    made = RefineDialog(Proposal(states, Document(kept={"partial": partial})), None, [states.index_of["41001"]])
    qtbot.addWidget(made)
    made.show()
    return made


def test_counties_that_the_proposal_names_come_first_and_are_ticked(dialog: RefineDialog, states: UnitLayer) -> None:
    listed = [states.geoids[unit] for unit in dialog.units.to_divide()]
    assert listed == [DESCHUTES, CROOK, "41001"]
    assert [states.geoids[unit] for unit in dialog.units.ticked()] == [DESCHUTES, CROOK]
    assert "all but <b>Bend</b>" in dialog.view.said.toPlainText()
    assert dialog.view.heading.textFormat() is Qt.TextFormat.PlainText
    assert not dialog.divide.isEnabled()


def test_what_is_done_has_to_be_read_before_anything_is_divided(
    dialog: RefineDialog, qtbot: QtBot, pieces: Path, states: UnitLayer
) -> None:
    dialog.open_pieces(pieces)
    settled(qtbot, dialog)
    # Of Crook County the file has nothing: it is not ticked any more.
    assert [states.geoids[unit] for unit in dialog.units.ticked()] == [DESCHUTES]
    division = dialog.division_of(DESCHUTES)
    assert isinstance(division, Division)
    assert dialog.view.said.toPlainText().startswith("• Deschutes County is divided into 80 precincts of made_up_prec")
    assert "scaled party by party" in dialog.view.said.toPlainText()
    assert dialog.view.picture.n_pieces == 80
    assert dialog.view.heading.text() == "Deschutes County: 80 precincts, since COUNTYFP names it."
    model = dialog.view.columns.model()
    done = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert done["People 2020"] == "scaled"
    assert done["People 2010"] == "estimated by people 2020"
    assert done["Land area"] == "estimated by area"
    assert not dialog.divide.isEnabled()
    dialog.read.click()
    assert dialog.divide.isEnabled()
    # Another county comes along: what is done with it has not been read.
    dialog.units.tick(states.index_of[JEFFERSON])
    settled(qtbot, dialog)
    assert not dialog.read.isChecked()
    assert not dialog.divide.isEnabled()
    assert dialog.divide.text() == "&Divide 2 counties"
    told: list[tuple[object, str]] = []
    dialog.refined.connect(lambda stored, text: told.append((stored, text)))
    dialog.read.click()
    dialog.divide.click()
    assert [text for _, text in told] == ["Divided 2 counties into 102 precincts"]


def test_a_county_is_added_by_its_name(dialog: RefineDialog, qtbot: QtBot, pieces: Path, states: UnitLayer) -> None:
    dialog.open_pieces(pieces)
    settled(qtbot, dialog)
    dialog.field.line.setFocus()
    QTest.keyClicks(dialog.field.line, "Ada County, Idaho")
    QTest.keyClick(dialog.field.line, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    ada = states.index_of["16001"]
    assert dialog.units.chosen == ada
    assert isinstance(dialog.division_of("16001"), RefinementError)
    assert "has no precinct in the unit 16001" in dialog.view.said.toPlainText()
    assert [refinement.unit for refinement in dialog.choice.divided] == [DESCHUTES]
    QTest.keyClicks(dialog.field.line, "Nowhere at all")
    QTest.keyClick(dialog.field.line, Qt.Key.Key_Return)
    assert "Nothing found for “Nowhere at all”" in dialog.refusal.text()


def test_what_its_columns_mean_can_be_said_otherwise(dialog: RefineDialog, qtbot: QtBot, pieces: Path) -> None:
    dialog.open_pieces(pieces)
    settled(qtbot, dialog)
    assert "people 2020" in dialog.file.found.text()
    dialog.file.columns.click()

    def wizard() -> LayerWizard:
        return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, LayerWizard))

    qtbot.waitUntil(lambda: any(isinstance(w, LayerWizard) for w in QApplication.topLevelWidgets()), timeout=LONG_MS)
    asked = wizard()
    asked.parts.figures.show_uses([use for use in asked.recipe.roles.figures if use.measure is not Measure.PEOPLE])
    asked.accept()
    assert not asked.isVisible(), asked.refusals
    settled(qtbot, dialog)
    division = dialog.division_of(DESCHUTES)
    assert isinstance(division, Division)
    assert "people" not in dialog.file.found.text()
    assert "People 2010 and 2020" in dialog.view.said.toPlainText()
    assert "scaled from 200" not in dialog.view.said.toPlainText()


def test_a_file_that_cannot_be_used_is_refused_in_the_window_and_another_one_can_be_chosen(
    dialog: RefineDialog, qtbot: QtBot, pieces: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"nothing")
    dialog.open_pieces(broken)
    settled(qtbot, dialog)
    assert "broken.gpkg" in dialog.refusal.text()
    assert not dialog.divide.isEnabled()
    dialog.open_pieces(pieces)
    settled(qtbot, dialog)
    assert dialog.refusal.text() == ""


def test_divided_counties_that_are_damaged_in_the_proposal_are_told(
    two_states: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda parent, error: told.append(str(error)))
    two_states.refinements._refine([{"unit": CROOK, "pieces": []}], "Divided Crook County")
    assert len(told) == 1
    assert "has 0 pieces" in told[0]
    assert not two_states.session.proposal.history.steps


def test_the_bundled_proposal_names_four_counties(qtbot: QtBot) -> None:
    proposal = open_proposal("greater-idaho-2024", load_layer())
    made = RefineDialog(proposal)
    qtbot.addWidget(made)
    layer = proposal.layer
    assert [layer.names[unit].split()[0] for unit in made.units.ticked()] == [
        "Deschutes", "Jefferson", "Klamath", "Wasco",
    ]  # fmt: skip
