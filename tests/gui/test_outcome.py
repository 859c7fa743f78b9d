"""Seats, electors, ripples and rules as the window shows them."""

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from borderkit.proposal import Proposal
from borderkit.settings import Settings
from ui.claim_dialog import ClaimDialog
from ui.main_window import MainWindow
from ui.rules_dialog import RulesDialog


def listed(window: MainWindow, name: str) -> list[str]:
    tab = "dockRipples" if name in ("rippleList", "priorityList") else "dockChecks"
    dock = window.findChild(QDockWidget, tab)
    assert dock is not None
    dock.raise_()
    QApplication.processEvents()
    view = window.findChild(QListWidget, name)
    assert view is not None
    return [view.item(row).text() for row in range(view.count())]


def line_edit(dialog: QDialog, name: str) -> QLineEdit:
    field = dialog.findChild(QLineEdit, name)
    assert field is not None
    return field


def choose_rules(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    def fill_in(dialog: RulesDialog) -> bool:
        dialog.show_settings(settings)
        return True

    monkeypatch.setattr(RulesDialog, "exec", fill_in)


def test_the_bar_says_who_has_how_many_electors_and_follows_a_move(window: MainWindow) -> None:
    assert window.electors.accessibleName().startswith("Electoral votes: Democratic 226, Republican 312.")
    assert window.electors.text == "270 of 538 to win · House 435 · Senate 100 · 50 states"
    window.files.open_bundled("california-leaves-the-union")
    assert window.electors.text.startswith("269 of 536 to win · House 435 · Senate 98 · 49 states (today 226 : 312)")


def test_the_bar_follows_a_stroke_and_its_undo(window: MainWindow) -> None:
    window.session.set_target("ID")
    window.session.begin_stroke()
    geoids = [g for g in window.session.layer.geoids if g.startswith("41")]
    window.session.continue_stroke(window.session.layer.indices(geoids))
    assert "49 states" in window.electors.text
    window.session.drop_stroke()
    assert "50 states" in window.electors.text


def test_ripples_are_listed_with_the_margin_that_decided(window: MainWindow, qtbot: QtBot) -> None:
    nothing = ["No other state gains or loses seats or electors."]
    qtbot.waitUntil(lambda: listed(window, "rippleList") == nothing)
    window.session.set_target("NY")
    window.session.move(window.session.layer.indices(["34033"]))
    qtbot.waitUntil(lambda: listed(window, "rippleList")[0].startswith("Minnesota"))
    (text,) = listed(window, "rippleList")
    assert text.startswith("Minnesota loses its 8th seat and has 7; it missed the 435th seat of the House by ")


def test_the_priority_list_of_today_is_the_official_one(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(listed(window, "priorityList")))
    texts = listed(window, "priorityList")
    assert "Seat 435: Minnesota, its 8th" in texts
    assert "Next in line 1: New York, for its 27th" in texts


def test_rules_are_chosen_in_a_dialog_and_named_where_the_result_is_shown(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_rules(monkeypatch, Settings(2016, 2010, "wyoming", "webster", lapse_seats=True))
    window.actions_by_name["rules"].trigger()
    settings = window.session.proposal.settings
    assert settings == Settings(2016, 2010, "wyoming", "webster", lapse_seats=True)
    assert "not today's law: Wyoming rule, Webster's method, seats of those who leave lapse" in window.electors.text
    assert (window.election.currentText(), window.people.currentText()) == ("2016", "2010")
    choose_rules(monkeypatch, Settings(2020, 2010))
    window.actions_by_name["rules"].trigger()
    assert window.electors.accessibleName().startswith("Electoral votes: Democratic 306, Republican 232.")
    assert "not today's law" not in window.electors.text


def test_as_it_was_fills_in_people_and_election(window: MainWindow) -> None:
    proposal = Proposal(window.session.layer)
    proposal.settings = Settings(house_size=700)
    dialog = RulesDialog(proposal, window)
    as_it_was = dialog.findChildren(QComboBox)[0]
    as_it_was.setCurrentIndex(as_it_was.findText("As it was in 2020"))
    as_it_was.activated.emit(as_it_was.currentIndex())
    assert dialog.settings == Settings(election=2020, people=2010)
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).click()
    assert dialog.settings == Settings()


def test_the_shelf_is_searched_and_tells_the_effect(window: MainWindow) -> None:
    search = window.findChild(QLineEdit, "shelfSearch")
    tree = window.findChild(QTreeWidget, "proposalShelf")
    assert search is not None
    assert tree is not None
    search.setText("california union")
    shown = []
    for row in range(tree.topLevelItemCount()):
        heading = tree.topLevelItem(row)
        assert heading is not None
        items = [heading.child(n) for n in range(heading.childCount())]
        shown += [item.text(0) for item in items if item is not None and not item.isHidden()]
    assert shown == ["California leaves the Union"]
    window.shelf.choose("greater-idaho-2020")
    assert "22 counties, 1,056,792 people: Idaho 2 to 4 seats, Oregon 6 to 4." in window.shelf.about_text
    assert "County list: inferred." in window.shelf.about_text


def test_every_bundled_proposal_opens_from_the_shelf(window: MainWindow) -> None:
    for id_ in window.shelf.ids:
        window.files.open_bundled(id_)
        assert len(window.session.proposal.moved_units) > 0, id_
        window.shelf.choose(id_)
        assert "people" in window.shelf.about_text


def test_checks_are_listed_and_a_click_shows_the_place(window: MainWindow, qtbot: QtBot) -> None:
    nothing = ["Nothing has been moved: there is nothing to check."]
    qtbot.waitUntil(lambda: listed(window, "checkList") == nothing)
    window.files.open_bundled("virginia-maryland-to-west-virginia")
    qtbot.waitUntil(lambda: len(listed(window, "checkList")) > 5)
    texts = listed(window, "checkList")
    row = next(row for row, text in enumerate(texts) if "Winchester city of Virginia" in text)
    view = window.findChild(QListWidget, "checkList")
    assert view is not None
    view.itemClicked.emit(view.item(row))
    assert [window.session.layer.geoids[unit] for unit in window.session.selection] == ["51840"]
    assert window.canvas.unit_at(window.canvas.point_on("51840")) == "51840"


def test_claims_and_divided_counties_are_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.files.open_bundled("greater-idaho-2022")
    qtbot.waitUntil(lambda: bool(listed(window, "claimList")))
    assert "Computed: 296,442 (−89,558)." in listed(window, "claimList")[0]
    assert "545,867 with all of them" in window.checks.bounds_text


def test_enclosed_cities_are_brought_along_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    window.files.open_bundled("virginia-maryland-to-west-virginia")
    listed(window, "checkList")
    button = window.checks.findChild(QPushButton)
    assert button is not None
    qtbot.waitUntil(lambda: not button.isHidden())
    button.click()
    assert window.session.proposal.where_is("51840") == "WV"
    assert len(window.session.proposal.history.steps) == 1
    qtbot.waitUntil(button.isHidden)
    window.session.undo()
    assert window.session.proposal.where_is("51840") == "VA"


def test_a_claim_of_ones_own_is_compared_kept_and_undone(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.files.open_bundled("weld-to-wyoming")
    before = window.session.proposal.claims

    def fill_in(dialog: ClaimDialog) -> bool:
        value, text, source = (line_edit(dialog, f"claim{name}") for name in ("Value", "Text", "Source"))
        value.setText("many")
        dialog.accept()
        assert dialog.claim is None
        value.setText("350,000")
        text.setText("350,000 people")
        source.setText("A leaflet")
        dialog.accept()
        return dialog.claim is not None

    monkeypatch.setattr(ClaimDialog, "exec", fill_in)
    add, remove = (window.checks.findChild(QPushButton, name) for name in ("addClaim", "removeClaim"))
    assert add is not None
    assert remove is not None
    add.click()
    qtbot.waitUntil(lambda: len(listed(window, "claimList")) == len(before) + 1)
    assert listed(window, "claimList")[-1] == "“350,000 people” (A leaflet). Computed: 328,981 (−21,019)."
    claims = window.findChild(QListWidget, "claimList")
    assert claims is not None
    claims.setCurrentRow(len(before))
    remove.click()
    assert window.session.proposal.claims == before
    window.session.undo()
    assert len(window.session.proposal.claims) == len(before) + 1
    window.session.go_to(0)
    assert window.session.proposal.claims == before


def test_the_shelf_shows_a_picture_of_the_chosen_proposal(window: MainWindow) -> None:
    picture = window.findChild(QLabel, "shelfPreview")
    assert picture is not None
    assert picture.pixmap().isNull()
    window.shelf.choose("greater-idaho-2020")
    image = picture.pixmap().toImage()
    colors = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colors) > 8


def test_land_and_votes_are_told_and_shown_on_the_map(window: MainWindow, qtbot: QtBot) -> None:
    dock = window.findChild(QDockWidget, "dockLand")
    assert dock is not None
    dock.raise_()
    window.session.emphasise("OR")
    qtbot.waitUntil(lambda: "Half of the people of Oregon are in 4 of 36 counties" in window.land.text)
    button = window.land.findChild(QPushButton)
    assert button is not None
    button.click()
    assert len(window.session.selection) == 4
