"""The table of totals shows, sorts, outlines and explains."""

import numpy as np
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QTableView
from pytestqt.qtbot import QtBot

from borderkit.areas import AreaUnit
from borderkit.measures import BY_KEY
from borderkit.number_format import NumberFormat
from ui.main_window import MainWindow
from ui.number_format import system_digits
from ui.totals_model import COLUMNS, NAME, TotalsColumn

ENGLISH = QLocale(QLocale.Language.English)


def column(key: str, side: str) -> int:
    return 1 + COLUMNS.index(TotalsColumn(BY_KEY[key], side))


def cell(window: MainWindow, code: str | None, key: str, side: str) -> str:
    row = window.totals.model.row_of(code)
    assert row is not None
    return str(window.totals.model.index(row, column(key, side)).data())


def codes(window: MainWindow, first: int) -> list[str | None]:
    return [window.totals.model.code_at(row) for row in range(first)]


def test_the_union_comes_first_and_changed_states_next(window: MainWindow) -> None:
    assert codes(window, 3) == [None, "AL", "AK"]
    window.files.open_bundled("greater-idaho-2020")
    assert codes(window, 4) == [None, "ID", "OR", "AL"]
    assert cell(window, "ID", "people", "before") == "1,839,106"
    assert cell(window, "ID", "people", "after") == "2,895,898"
    assert cell(window, "ID", "people", "change") == "+1,056,792"
    assert cell(window, "OR", "people", "change") == "−1,056,792"
    assert cell(window, "AL", "people", "change") == ""
    assert cell(window, None, "people", "after") == "331,449,281"
    assert cell(window, "ID", "units", "change") == "+22"


def test_shares_margins_and_estimates_are_written_plainly(window: MainWindow) -> None:
    assert cell(window, "ID", "margin", "before").startswith("R +")
    assert cell(window, "CA", "margin", "before").startswith("D +")
    assert cell(window, "AK", "votes_dem", "before").startswith("≈")
    assert not cell(window, "AK", "people", "before").startswith("≈")
    window.files.open_bundled("california-leaves-the-union")
    assert cell(window, "CA", "people", "after") == "–"
    assert cell(window, "CA", "people", "change") == "−39,538,223"
    assert cell(window, "CAL", "people", "before") == "–"


def test_election_and_census_are_chosen_by_selectors(window: MainWindow) -> None:
    election, people = (window.findChild(QComboBox, f"{n}Selector") for n in ("election", "people"))
    assert election is not None
    assert people is not None
    votes = cell(window, "ID", "votes_rep", "before")
    election.setCurrentText("2016")
    people.setCurrentText("2010")
    assert cell(window, "ID", "votes_rep", "before") != votes
    assert cell(window, "ID", "people", "before") == "1,567,582"
    assert cell(window, None, "people", "before") == "308,745,538"


def test_areas_are_shown_in_miles_or_kilometres(window: MainWindow) -> None:
    miles = cell(window, "RI", "land_m2", "before")
    window.actions_by_name["square_kilometres"].trigger()
    kilometres = cell(window, "RI", "land_m2", "before")
    assert (miles, kilometres) == ("1,034 sq mi", "2,678 km²")
    assert NumberFormat(AreaUnit.SQUARE_KILOMETRES, system_digits(ENGLISH)).area(2.6e9) == "2,600 km²"


def test_it_sorts_by_any_column_and_back(window: MainWindow) -> None:
    window.files.open_bundled("greater-idaho-2020")
    table = window.findChild(QTableView, "totalsTable")
    assert table is not None
    table.horizontalHeader().setSortIndicator(column("people", "after"), Qt.SortOrder.DescendingOrder)
    assert codes(window, 4) == [None, "CA", "TX", "FL"]
    table.horizontalHeader().setSortIndicator(NAME, Qt.SortOrder.DescendingOrder)
    assert codes(window, 3) == [None, "WY", "WI"]
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert codes(window, 3) == [None, "ID", "OR"]


def test_rows_keep_their_places_during_a_stroke_and_sort_after_it(window: MainWindow) -> None:
    window.session.set_target("ID")
    before = codes(window, 52)
    window.session.begin_stroke()
    window.session.continue_stroke(window.session.layer.indices(["41001"]))
    assert codes(window, 52) == before
    assert cell(window, "ID", "units", "change") == "+1"
    window.session.finish_stroke()
    assert codes(window, 3) == [None, "ID", "OR"]


def test_a_chosen_row_outlines_its_state_and_a_clicked_county_chooses_the_row(window: MainWindow) -> None:
    row = window.totals.model.row_of("OR")
    assert row is not None
    window.totals.table.selectRow(row)
    assert window.session.emphasis == "OR"
    window.session.emphasise("NV")
    chosen = window.totals.table.currentIndex().row()
    assert window.totals.model.code_at(chosen) == "NV"
    window.files.open_bundled("greater-idaho-2020")
    assert window.session.emphasis is None


def test_the_chosen_row_stays_chosen_when_the_order_changes(window: MainWindow) -> None:
    window.session.emphasise("WY")
    window.session.set_target("WY")
    window.session.move(window.session.layer.indices(["08123"]))
    chosen = window.totals.table.currentIndex().row()
    assert window.totals.model.code_at(chosen) == "WY"


def test_a_double_clicked_row_is_brought_into_sight(window: MainWindow) -> None:
    before = window.canvas.map_view
    row = window.totals.model.row_of("RI")
    assert row is not None
    window.totals.table.doubleClicked.emit(window.totals.model.index(row, 0))
    assert window.canvas.map_view.scale < before.scale / 5
    assert window.canvas.unit_at(window.canvas.rect().center()) in {"44001", "44003", "44005", "44007", "44009"}


def test_a_clicked_figure_is_explained(window: MainWindow) -> None:
    window.files.open_bundled("greater-idaho-2020")
    row = window.totals.model.row_of("ID")
    assert row is not None
    window.totals.table.clicked.emit(window.totals.model.index(row, column("people", "after")))
    text = window.totals.explanation_text
    assert "2,895,898" in text
    assert "2020 census" in text


def test_every_measure_can_be_shown_and_names_stay(window: MainWindow) -> None:
    table = window.totals.table
    for position in range(window.totals.measures.count()):
        window.totals.measures.setCurrentIndex(position)
        shown = [s for s in range(1, window.totals.model.columnCount()) if not table.isColumnHidden(s)]
        assert len(shown) >= 3
        assert not table.isColumnHidden(NAME)
    assert len(shown) == len(COLUMNS)


def test_an_explained_figure_stays_explained_when_it_changes(window: MainWindow) -> None:
    window.files.open_bundled("greater-idaho-2020")
    row = window.totals.model.row_of("ID")
    assert row is not None
    window.totals.table.clicked.emit(window.totals.model.index(row, column("people", "after")))
    window.people.setCurrentText("2010")
    assert window.totals.explanation_text.startswith("Idaho in the proposal: ")
    assert "2010 census" in window.totals.explanation_text


def test_a_change_is_explained_as_a_change_and_marked_where_estimated(window: MainWindow) -> None:
    window.session.set_target("WA")
    window.session.move(window.session.layer.indices(["02020"]))
    row = window.totals.model.row_of("WA")
    assert row is not None
    text = window.totals.model.explanation(window.totals.model.index(row, column("votes_dem", "change")))
    assert text.startswith("Washington, change of democratic votes: from ")
    assert "An estimate" in text
    assert cell(window, "WA", "votes_dem", "change").startswith("≈")


def test_both_heads_show_by_what_the_table_is_sorted(window: MainWindow) -> None:
    table = window.totals.table
    frozen = next(view for view in table.findChildren(QTableView) if view is not table)
    table.horizontalHeader().setSortIndicator(column("people", "after"), Qt.SortOrder.DescendingOrder)
    frozen.horizontalHeader().setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
    assert table.horizontalHeader().sortIndicatorSection() == NAME
    assert codes(window, 2) == [None, "AL"]


def test_no_figure_is_cut_off(window: MainWindow) -> None:
    window.files.open_bundled("california-leaves-the-union")
    table, model = window.totals.table, window.totals.model
    for view in range(window.totals.measures.count()):
        window.totals.measures.setCurrentIndex(view)
        for section in range(1, model.columnCount()):
            if table.isColumnHidden(section):
                continue
            for row in range(model.rowCount()):
                needed = table.sizeHintForIndex(model.index(row, section)).width()
                assert table.columnWidth(section) >= needed, model.index(row, section).data()


def test_a_longer_change_makes_room_for_itself(window: MainWindow, qtbot: QtBot) -> None:
    window.totals.measures.setCurrentIndex(1)
    section = column("land_m2", "change")
    before = window.totals.table.columnWidth(section)
    window.set_target("NV")
    alaska = np.flatnonzero(window.session.layer.home == window.session.proposal.position("AK"))
    window.session.select(alaska.astype(np.int32))
    window.actions_by_name["move_selection"].trigger()
    assert cell(window, "NV", "land_m2", "change") == "+570,983 sq mi"
    qtbot.waitUntil(lambda: window.totals.table.columnWidth(section) > before)


def test_a_line_shows_where_figures_go_under_the_names(window: MainWindow, qtbot: QtBot) -> None:
    table = window.totals.table
    window.totals.measures.setCurrentIndex(6)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 40)
    image = table.grab().toImage()
    x, y = table.frameWidth() + table.columnWidth(NAME), table.height() // 2
    line = table.palette().color(QPalette.ColorRole.Mid).name()
    assert image.pixelColor(x, y).name() != line
    table.horizontalScrollBar().setValue(40)
    assert table.grab().toImage().pixelColor(x, y).name() == line


def test_names_have_their_room_again_after_a_view_that_took_it(window: MainWindow) -> None:
    table = window.totals.table
    window.totals.measures.setCurrentIndex(2)
    room = table.columnWidth(NAME)
    window.totals.measures.setCurrentIndex(1)
    assert table.columnWidth(NAME) != room
    window.totals.measures.setCurrentIndex(2)
    assert table.columnWidth(NAME) == room
