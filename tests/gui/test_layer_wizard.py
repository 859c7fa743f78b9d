"""The window about a person's own layer: what it finds and guesses, what can be changed, what it says and remembers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from borderkit.own_layer.profiles import profiles, remembered
from borderkit.own_layer.recipe import AreaIn, HomeKind, Measure, Recipe, Repair
from tests.gui.answers import Said
from tests.layers import counties_of, write_layer, write_states
from ui.layer_wizard.asking import ask_for_recipe
from ui.layer_wizard.figures_model import IN, LABEL, MARK, MEASURE, SOURCE, YEAR
from ui.layer_wizard.sample import MOST_ROWS
from ui.layer_wizard.wizard import LayerWizard
from ui.theme import palette

_LONGEST_MS = 30_000
_ROLE = Qt.ItemDataRole
Opener = Callable[[Path], LayerWizard]
Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    return Said(monkeypatch)


@pytest.fixture
def opened(qtbot: QtBot, said: Said) -> Opener:
    """Opens the window about a file."""

    def show(path: Path) -> LayerWizard:
        wizard = LayerWizard(path)
        qtbot.addWidget(wizard)
        wizard.resize(1024, 700)
        wizard.show()
        qtbot.waitExposed(wizard)
        return wizard

    return show


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that several tests open."""
    return tmp_path_factory.mktemp("layers")


@pytest.fixture(scope="module")
def vest(folder: Path) -> Path:
    """Oregon and Idaho under the names of the Voting and Election Science Team."""
    names = {
        "GEOID": "GEOID20", "FULLNAME": "NAMELSAD20", "POP2020": "POP20", "ALAND": "ALAND20",
        "DEM20": "G20PREDBID", "REP20": "G20PRERTRU",
    }  # fmt: skip
    frame = counties_of("OR", "ID").rename(columns=names)
    return write_layer(folder / "or_id_2020.shp", frame[["STATEFP", *names.values(), "geometry"]])


@pytest.fixture(scope="module")
def several(folder: Path) -> Path:
    """A GeoPackage with polygons twice, points, and a bare table."""
    path = folder / "several.gpkg"
    frame = counties_of("OR")
    pyogrio.write_dataframe(frame, path, layer="counties")
    pyogrio.write_dataframe(frame.set_geometry(frame.representative_point()), path, layer="places")
    pyogrio.write_dataframe(pd.DataFrame({"note": ["a", "b"]}), path, layer="notes")
    pyogrio.write_dataframe(counties_of("NV"), path, layer="Nevada")
    return path


@pytest.fixture(scope="module")
def feet(folder: Path) -> Path:
    """Oregon in feet of its state plane, as GeoJSON, which has no place to say so."""
    path = folder / "feet.geojson"
    content = json.loads(counties_of("OR").to_crs(2269)[["GEOID", "FULLNAME", "geometry"]].to_json())
    content.pop("crs", None)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def boxes(n_rows: int, **columns: object) -> geopandas.GeoDataFrame:
    """Return squares side by side, a hundred in a row, with columns of their own."""
    left, bottom = np.arange(n_rows) % 100 * 0.01 - 100.0, np.arange(n_rows) // 100 * 0.01 + 40.0
    squares = shapely.box(left, bottom, left + 0.01, bottom + 0.01)
    return geopandas.GeoDataFrame(columns, geometry=squares, crs=4326)


def part(wizard: LayerWizard, kind: type[Kind], name: str) -> Kind:
    found = wizard.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def choose(wizard: LayerWizard, name: str, text: str) -> None:
    """Choose an entry of a box by its text, as a person does."""
    box = part(wizard, QComboBox, name)
    row = box.findText(text, Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchCaseSensitive)
    assert row >= 0, [box.itemText(each) for each in range(box.count())]
    box.setCurrentIndex(row)
    box.activated.emit(row)


def type_in(wizard: LayerWizard, name: str, text: str) -> None:
    field = part(wizard, QLineEdit, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def settle(wizard: LayerWizard, qtbot: QtBot) -> None:
    """Wait until what was asked for is read."""
    qtbot.waitUntil(lambda: not wizard.is_reading, timeout=_LONGEST_MS)


def figure_cell(wizard: LayerWizard, field: str, column: int, role: int = _ROLE.DisplayRole) -> object:
    model = wizard.parts.figures.model
    row = [use.field for use in model.uses].index(field)
    return model.index(row, column).data(role)


def add_figure(wizard: LayerWizard, field: str) -> None:
    choose(wizard, "wizardUnused", field)
    wizard.parts.figures.add_button.click()


def decide(wizard: LayerWizard, field: str, column: int, text: str) -> None:
    """Choose or type something for a figure."""
    figures = wizard.parts.figures
    row = [use.field for use in figures.model.uses].index(field)
    figures.view.setCurrentIndex(figures.model.index(row, column))
    figures.delegate.decided.emit(row, column, text)


def use_of(recipe: Recipe, field: str) -> tuple[Measure, int | None]:
    use = next(use for use in recipe.roles.figures if use.field == field)
    return use.measure, use.year


def table_heading(wizard: LayerWizard, field: str) -> str:
    model = wizard.parts.table.rows
    return str(model.headerData(model.names.index(field), Qt.Orientation.Horizontal))


# What was found and guessed


def test_a_file_with_known_names_is_ready_to_be_opened(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    roles = wizard.recipe.roles
    assert (roles.identifier, roles.name, roles.home, roles.home_kind) == (
        "GEOID20", "NAMELSAD20", "STATEFP", HomeKind.FIPS,
    )  # fmt: skip
    assert use_of(wizard.recipe, "G20PREDBID") == (Measure.DEM, 2020)
    assert use_of(wizard.recipe, "POP20") == (Measure.PEOPLE, 2020)
    assert wizard.refusals == ()
    assert wizard.parts.open_button.text() == "Open 80 counties"
    assert "NAD83 (EPSG:4269)" in part(wizard, QLabel, "wizardCrs").text()
    assert part(wizard, QLabel, "wizardFound").text() == "ESRI Shapefile, 80 rows, 7 columns"


def test_a_guess_is_marked_with_its_reason_until_a_person_decides(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    marks = wizard.parts.form._marks
    assert marks["identifier"].text() == "guessed"
    assert "identifier" in marks["identifier"].toolTip()
    assert figure_cell(wizard, "POP20", MARK) == "guessed"
    assert "2020" in str(figure_cell(wizard, "POP20", MARK, _ROLE.ToolTipRole))
    choose(wizard, "wizardIdentifier", "NAMELSAD20")
    decide(wizard, "POP20", YEAR, "2010")
    assert marks["identifier"].text() == ""
    assert figure_cell(wizard, "POP20", MARK) == ""
    assert wizard.recipe.roles.identifier == "NAMELSAD20"
    assert use_of(wizard.recipe, "POP20") == (Measure.PEOPLE, 2010)


def test_the_table_says_in_words_what_columns_were_taken_for(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    assert table_heading(wizard, "G20PREDBID") == "G20PREDBID\nDemocratic votes 2020"
    assert table_heading(wizard, "GEOID20") == "GEOID20\nidentifier"
    choose(wizard, "wizardName", "As their identifiers")
    assert table_heading(wizard, "NAMELSAD20") == "NAMELSAD20\n"
    model = wizard.parts.table.rows
    assert model.rowCount() == 80
    assert model.index(0, model.names.index("NAMELSAD20")).data() == "Ada County"


def test_the_map_is_coloured_by_home(opened: Opener, vest: Path, counties: object) -> None:
    wizard = opened(vest)
    colors = {QColor(home.color).rgb() for home in wizard.checked.jurisdictions}
    assert len(colors) == 2
    image = wizard.parts.map.grab().toImage()
    shown = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert colors <= shown
    choose(wizard, "wizardHome", "All units belong to")
    image = wizard.parts.map.grab().toImage()
    shown = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colors & shown) < 2


def test_a_row_that_is_looked_at_is_marked_on_the_map(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    before = wizard.parts.map.grab().toImage()
    wizard.parts.table.selectRow(3)
    assert wizard.parts.map.grab().toImage() != before


def test_of_a_large_layer_only_a_part_is_shown_and_that_is_said(opened: Opener, tmp_path: Path) -> None:
    n_rows = MOST_ROWS + 100
    path = write_layer(tmp_path / "many.gpkg", boxes(n_rows, code=[f"U{row}" for row in range(n_rows)]))
    wizard = opened(path)
    note = part(wizard, QLabel, "wizardMapNote").text()
    assert note.startswith(f"Only the first {MOST_ROWS:,} of {n_rows:,} rows")
    assert len(wizard.sample.rows) == MOST_ROWS
    assert wizard.parts.open_button.text() == f"Open {n_rows:,} units"


def test_many_columns_do_not_keep_anybody_waiting(opened: Opener, tmp_path: Path) -> None:
    columns = {f"C{number}": np.arange(3) for number in range(300)}
    wizard = opened(write_layer(tmp_path / "wide.gpkg", boxes(3, code=["a", "b", "c"], **columns)))
    assert wizard.parts.table.rows.columnCount() == 301
    add_figure(wizard, "C299")
    assert use_of(wizard.recipe, "C299") == (Measure.SUM, None)


def test_a_layer_of_another_country_has_homes_of_its_own(opened: Opener, tmp_path: Path) -> None:
    frame = boxes(
        4,
        CDUID=["5901", "5903", "4801", "4802"],
        CDNAME=["Région de Québec", "B", "C", "D"],
        PRNAME=["British Columbia", "British Columbia", "Alberta", "Alberta"],
        LANDAREA=[1.5, 2.0, 3.0, 4.0],
    )
    wizard = opened(write_layer(tmp_path / "lcd.gpkg", frame.to_crs(3347)))
    assert [home.name for home in wizard.checked.jurisdictions] == ["Alberta", "British Columbia"]
    assert figure_cell(wizard, "LANDAREA", IN) == AreaIn.SQUARE_KILOMETRES.value
    assert "Statistics Canada Lambert" in part(wizard, QLabel, "wizardCrs").text()


# Layers and encodings


def test_only_layers_with_polygons_can_be_chosen(opened: Opener, several: Path, qtbot: QtBot) -> None:
    wizard = opened(several)
    box = part(wizard, QComboBox, "wizardLayer")
    shown = {box.itemText(row): bool(box.model().index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled) for row in range(4)}
    assert shown == {
        "counties (36 polygons)": True,
        "places (36 of Point, no polygons)": False,
        "notes (a table without outlines, 2 rows)": False,
        "Nevada (17 polygons)": True,
    }
    choose(wizard, "wizardLayer", "Nevada")
    settle(wizard, qtbot)
    assert wizard.recipe.layer == "Nevada"
    assert wizard.parts.open_button.text() == "Open 17 counties"
    assert [home.name for home in wizard.checked.jurisdictions] == ["Nevada"]


def test_another_encoding_shows_in_the_table_and_leaves_what_was_chosen(
    opened: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    frame = boxes(3, GEOID=["41001", "41003", "41005"], NAME=["Doña Ana", "Ñ", "é"], COUNT_A=[1, 2, 3])
    path = tmp_path / "names.shp"
    pyogrio.write_dataframe(frame, path, encoding="UTF-8")
    wizard = opened(path)
    model = wizard.parts.table.rows
    at = model.names.index("NAME")
    assert model.index(0, at).data() == "Doña Ana"
    choose(wizard, "wizardName", "As their identifiers")
    add_figure(wizard, "COUNT_A")
    choose(wizard, "wizardEncoding", "Western Europe (Windows-1252)")
    settle(wizard, qtbot)
    assert model.index(0, at).data() == "DoÃ±a Ana"
    assert wizard.recipe.encoding == "cp1252"
    assert wizard.recipe.roles.name == ""
    assert use_of(wizard.recipe, "COUNT_A") == (Measure.SUM, None)
    choose(wizard, "wizardEncoding", "UTF-8")
    settle(wizard, qtbot)
    assert model.index(0, at).data() == "Doña Ana"
    assert wizard.recipe.encoding == ""


def test_a_format_that_leaves_no_choice_of_encoding_shows_none(opened: Opener, feet: Path) -> None:
    wizard = opened(feet)
    assert not part(wizard, QComboBox, "wizardEncoding").isVisible()
    assert not part(wizard, QComboBox, "wizardLayer").isVisible()


def test_a_file_that_is_gone_when_it_is_read_again_leaves_all_as_it_was(
    opened: Opener, several: Path, tmp_path: Path, said: Said, qtbot: QtBot
) -> None:
    path = tmp_path / "gone.gpkg"
    shutil.copy(several, path)
    wizard = opened(path)
    path.unlink()
    choose(wizard, "wizardLayer", "Nevada")
    settle(wizard, qtbot)
    assert len(said.errors) == 1
    assert "gone.gpkg" in said.errors[0]
    assert wizard.recipe.layer == "counties"
    assert part(wizard, QComboBox, "wizardLayer").currentText().startswith("counties")
    assert wizard.parts.figures.isEnabled()


# Coordinates


def test_numbers_that_cannot_be_degrees_are_asked_about_with_what_they_look_like(opened: Opener, feet: Path) -> None:
    wizard = opened(feet)
    assert part(wizard, QWidget, "wizardCrsQuestion").isVisible()
    assert part(wizard, QComboBox, "wizardCrsChoice").currentText() == "NAD83 / Oregon North (ft) (EPSG:2269)"
    assert "Oregon" in part(wizard, QLabel, "wizardCrsSaid").text()
    assert wizard.recipe.crs == "EPSG:2269"
    assert wizard.refusals == ()


def test_a_layer_that_may_lie_anywhere_is_not_opened_before_somebody_says_where(
    opened: Opener, tmp_path: Path, said: Said
) -> None:
    frame = geopandas.GeoDataFrame(
        {"code": ["a", "b"]}, geometry=[shapely.box(1.3e6, 5e5, 1.4e6, 6e5), shapely.box(1.4e6, 5e5, 1.6e6, 8e5)]
    )
    path = tmp_path / "anywhere.shp"
    with pytest.warns(UserWarning, match="crs"):
        pyogrio.write_dataframe(frame, path)
    wizard = opened(path)
    choice = part(wizard, QComboBox, "wizardCrsChoice")
    assert choice.count() > 3
    assert choice.currentText() == "Choose…"
    assert part(wizard, QLabel, "wizardCrs").text() == "not known"
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.isVisible()
    assert "coordinate system" in part(wizard, QLabel, "wizardRefused").text()
    assert wizard.focusWidget() is choice
    choose(wizard, "wizardCrsChoice", "NAD83 / Ohio South")
    assert wizard.recipe.crs == "EPSG:3735"
    assert wizard.refusals == ()


def test_one_outline_off_the_earth_does_not_put_the_others_in_doubt(opened: Opener, tmp_path: Path) -> None:
    frame = boxes(5, GEOID=list("abcde"))
    frame.loc[2, "geometry"] = shapely.box(0, 0, 1e300, 1)
    frame.loc[3, "geometry"] = None
    wizard = opened(write_layer(tmp_path / "one_bad.gpkg", frame))
    assert not part(wizard, QWidget, "wizardCrsQuestion").isVisible()
    assert wizard.refusals == ()
    assert "(2 without an outline)" in part(wizard, QLabel, "wizardMapNote").text()


def test_a_code_is_checked_as_it_is_typed(opened: Opener, feet: Path) -> None:
    wizard = opened(feet)
    choose(wizard, "wizardCrsChoice", "Another one, by its code")
    assert wizard.focusWidget() is part(wizard, QLineEdit, "wizardCrsCode")
    type_in(wizard, "wizardCrsCode", "EPSG:99")
    assert wizard.recipe.crs == ""
    assert "EPSG:99" in wizard.parts.crs.refused.text()
    assert wizard.refusals != ()
    type_in(wizard, "wizardCrsCode", "2913")
    assert wizard.recipe.crs == "EPSG:2913"
    told = part(wizard, QLabel, "wizardCrsSaid").text()
    assert "Oregon North" in told
    assert "from 41.9° N to 46.3° N" in told
    assert wizard.refusals == ()
    type_in(wizard, "wizardCrsCode", "4326")
    assert wizard.recipe.crs == ""
    assert wizard.refusals != ()


def test_what_the_file_says_can_be_changed_and_taken_back(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    assert not part(wizard, QWidget, "wizardCrsQuestion").isVisible()
    wizard.parts.crs.change_button.click()
    assert wizard.recipe.crs == ""
    choose(wizard, "wizardCrsChoice", "WGS 84")
    assert wizard.recipe.crs == "EPSG:4326"
    assert wizard.parts.crs.change_button.text() == "As the file says"
    wizard.parts.crs.change_button.click()
    assert wizard.recipe.crs == ""
    assert "NAD83" in part(wizard, QLabel, "wizardCrs").text()


# Roles


def test_all_units_can_belong_to_one_jurisdiction(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    choose(wizard, "wizardHome", "All units belong to")
    type_in(wizard, "wizardHomeForAll", "Cascadia")
    roles = wizard.recipe.roles
    assert (roles.home, roles.home_kind, roles.home_for_all) == ("", HomeKind.ONE_FOR_ALL, "Cascadia")
    assert [home.name for home in wizard.checked.jurisdictions] == ["Cascadia"]
    choose(wizard, "wizardHome", "First digits")
    assert wizard.recipe.roles.home_kind is HomeKind.IN_IDENTIFIER
    assert [home.code for home in wizard.checked.jurisdictions] == ["ID", "OR"]


def test_what_a_unit_is_called_shows_on_the_button(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    type_in(wizard, "wizardOne", "shire")
    type_in(wizard, "wizardMany", "shires & ridings")
    assert wizard.recipe.units_called == ("shire", "shires & ridings")
    assert wizard.parts.open_button.text() == "Open 80 shires && ridings"


def test_identifiers_that_repeat_are_said_and_kept_apart_only_by_another_column(
    opened: Opener, tmp_path: Path, said: Said
) -> None:
    frame = boxes(5, GEOID=["a", "b", "b", "c", "c"], NAME=["a", "b", "b", "c", "c"])
    wizard = opened(write_layer(tmp_path / "parts.gpkg", frame))
    choose(wizard, "wizardIdentifier", "GEOID")
    told = part(wizard, QLabel, "wizardTold")
    assert "2 identifiers occur more than once (b, c): parts of one unit are joined." in told.text()
    assert wizard.parts.open_button.text() == "Open 3 units"
    wizard.parts.repairs.heading.click()
    wizard.parts.repairs.boxes[Repair.SAME_IDENTIFIER].click()
    assert Repair.SAME_IDENTIFIER not in wizard.recipe.repairs
    assert "occur more than once" in part(wizard, QLabel, "wizardRefused").text()
    wizard.accept()
    assert wizard.isVisible()
    choose(wizard, "wizardIdentifier", "Number the rows")
    assert wizard.refusals == ()


def test_an_identifier_that_is_empty_in_some_rows_is_refused(opened: Opener, tmp_path: Path, said: Said) -> None:
    wizard = opened(write_layer(tmp_path / "empty.gpkg", boxes(3, CODE=["a", None, "c"])))
    choose(wizard, "wizardIdentifier", "CODE")
    assert "row 2" in part(wizard, QLabel, "wizardRefused").text()
    wizard.accept()
    assert wizard.isVisible()


def test_repairs_are_all_on_and_folded_away(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    assert wizard.recipe.repairs == frozenset(Repair)
    box = wizard.parts.repairs.boxes[Repair.GAPS]
    assert not box.isVisible()
    QTest.keyClick(wizard.parts.repairs.heading, Qt.Key.Key_Space)
    assert box.isVisible()
    box.click()
    assert wizard.recipe.repairs == frozenset(Repair) - {Repair.GAPS}
    assert "6 of 7" in wizard.parts.repairs.heading.text()


# Figures


def test_votes_without_a_year_are_not_opened(opened: Opener, vest: Path, said: Said) -> None:
    wizard = opened(vest)
    decide(wizard, "G20PREDBID", YEAR, "")
    assert figure_cell(wizard, "G20PREDBID", YEAR) == "year?"
    assert "say of which election" in part(wizard, QLabel, "wizardRefused").text()
    wizard.accept()
    assert wizard.isVisible()
    decide(wizard, "G20PREDBID", YEAR, "2020")
    assert wizard.refusals == ()


def test_a_figure_can_be_added_as_another_sum_and_removed(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    figures = wizard.parts.figures
    assert figures.view.isColumnHidden(LABEL)
    add_figure(wizard, "STATEFP")
    decide(wizard, "STATEFP", LABEL, "School <b>tax</b>")
    decide(wizard, "STATEFP", IN, "dollars")
    decide(wizard, "STATEFP", SOURCE, "The clerk")
    use = next(use for use in wizard.recipe.roles.figures if use.field == "STATEFP")
    assert (use.measure, use.label, use.unit, use.source) == (Measure.SUM, "School <b>tax</b>", "dollars", "The clerk")
    assert not figures.view.isColumnHidden(LABEL)
    assert figures.unused.findText("STATEFP") < 0
    QTest.keyClick(figures.view, Qt.Key.Key_Delete)
    assert "STATEFP" not in wizard.recipe.roles.fields[3:]
    assert figures.unused.findText("STATEFP") >= 0


def test_text_in_a_figure_is_named_cell_by_cell(opened: Opener, tmp_path: Path, said: Said) -> None:
    frame = boxes(3, GEOID=["a", "b", "c"], NAMES=["x", "y", "z"], TAX=["1,200", "n/a and more", "3"])
    wizard = opened(write_layer(tmp_path / "text.gpkg", frame))
    add_figure(wizard, "TAX")
    assert "row 2 of TAX, “n/a and more”" in part(wizard, QLabel, "wizardRefused").text()
    wizard.accept()
    assert wizard.isVisible()
    wizard.parts.figures.remove_button.click()
    assert wizard.refusals == ()


def test_a_figure_is_typed_with_the_keyboard_and_enter_ends_the_field_not_the_window(
    opened: Opener, vest: Path, qtbot: QtBot
) -> None:
    wizard = opened(vest)
    view, model = wizard.parts.figures.view, wizard.parts.figures.model
    row = [use.field for use in model.uses].index("POP20")
    view.setFocus()
    view.setCurrentIndex(model.index(row, SOURCE))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "Census 2020")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.uses[row].source == "Census 2020", timeout=_LONGEST_MS)
    assert wizard.isVisible()


def test_what_is_decided_for_one_of_several_chosen_figures_holds_for_all_of_them(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    figures = wizard.parts.figures
    figures.view.selectAll()
    figures.delegate.decided.emit(0, SOURCE, "VEST")
    assert {use.source for use in wizard.recipe.roles.figures} == {"VEST"}


def test_a_measure_is_chosen_from_a_box_in_the_row(opened: Opener, vest: Path, qtbot: QtBot) -> None:
    wizard = opened(vest)
    view, model = wizard.parts.figures.view, wizard.parts.figures.model
    row = [use.field for use in model.uses].index("POP20")
    view.setCurrentIndex(model.index(row, MEASURE))
    view.edit(model.index(row, MEASURE))
    box = next(box for box in view.findChildren(QComboBox) if box.isVisible())
    choice = box.findText(Measure.ALL_VOTES.value)
    box.setCurrentIndex(choice)
    box.activated.emit(choice)
    assert use_of(wizard.recipe, "POP20") == (Measure.ALL_VOTES, 2020)


# Remembering


def test_an_opened_file_is_remembered_and_shown_so_the_next_time(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    decide(wizard, "POP20", YEAR, "2021")
    type_in(wizard, "wizardOne", "shire")
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.result() == LayerWizard.DialogCode.Accepted
    assert remembered(vest, wizard.sample.layer) == wizard.recipe
    again = opened(vest)
    assert part(again, QComboBox, "wizardProfile").currentText() == "As this file was opened last time"
    assert again.recipe == wizard.recipe
    choose(again, "wizardProfile", "Guessed")
    assert use_of(again.recipe, "POP20") == (Measure.PEOPLE, 2020)


def test_the_layer_that_was_opened_last_time_is_shown_first(opened: Opener, several: Path, qtbot: QtBot) -> None:
    wizard = opened(several)
    choose(wizard, "wizardLayer", "Nevada")
    settle(wizard, qtbot)
    wizard.accept()
    assert opened(several).recipe.layer == "Nevada"


def test_a_profile_is_kept_used_for_another_file_and_deleted(
    opened: Opener, vest: Path, tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = opened(vest)
    decide(wizard, "POP20", YEAR, "2021")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Ours & <b>others</b>", True))
    wizard.parts.profiles.save_button.click()
    assert profiles() == ("Ours & <b>others</b>",)
    other = opened(write_layer(tmp_path / "next.gpkg", geopandas.read_file(vest)))
    assert use_of(other.recipe, "POP20") == (Measure.PEOPLE, 2020)
    choose(other, "wizardProfile", "Ours")
    assert use_of(other.recipe, "POP20") == (Measure.PEOPLE, 2021)
    other.parts.profiles.delete_button.click()
    assert said.questions == ["Delete the profile “Ours & <b>others</b>”?"]
    assert profiles() == ()
    assert not other.parts.profiles.delete_button.isEnabled()


def test_a_profile_that_does_not_fit_says_what_is_missing(
    opened: Opener, vest: Path, several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = opened(vest)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Precincts", True))
    wizard.parts.profiles.save_button.click()
    other = opened(several)
    choose(other, "wizardProfile", "Precincts")
    told = part(other, QLabel, "wizardRefused").text()
    assert told.startswith("The profile “Precincts” does not fit: the layer has no columns GEOID20, ")
    assert "G20PREDBID" in told
    assert other.recipe.roles.home == "STATEFP"
    assert other.refusals == ()


def test_a_profile_without_a_name_is_refused(
    opened: Opener, vest: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = opened(vest)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (" ", True))
    wizard.parts.profiles.save_button.click()
    assert len(said.errors) == 1
    assert profiles() == ()


# The window


def test_escape_closes_the_window_and_nothing_is_remembered(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.result() == LayerWizard.DialogCode.Rejected
    assert remembered(vest, wizard.sample.layer) is None


def test_names_with_markup_are_text(opened: Opener, tmp_path: Path) -> None:
    frame = boxes(3, GEOID=["<b>1</b>", "<i>2</i>", "3"])
    frame["<h1>people & co</h1>"] = [1, 2, 3]
    path = tmp_path / "a & <b>b.geojson"
    pyogrio.write_dataframe(frame, path)
    wizard = opened(path)
    add_figure(wizard, "<h1>people & co</h1>")
    assert all(label.textFormat() == Qt.TextFormat.PlainText or not label.text().count("<") for label in labels(wizard))
    tips = [str(figure_cell(wizard, "<h1>people & co</h1>", column, _ROLE.ToolTipRole)) for column in range(MARK + 1)]
    heading = wizard.parts.table.rows
    tips += [str(heading.headerData(column, Qt.Orientation.Horizontal, _ROLE.ToolTipRole)) for column in range(2)]
    assert not any("<h1>" in tip for tip in tips)
    assert any("&lt;h1&gt;people &amp; co&lt;/h1&gt;" in tip for tip in tips)
    assert table_heading(wizard, "<h1>people & co</h1>") == "<h1>people & co</h1>\nsum"


def labels(wizard: LayerWizard) -> Iterator[QLabel]:
    yield from wizard.findChildren(QLabel)


def test_everything_that_takes_the_keyboard_has_a_name(opened: Opener, several: Path) -> None:
    wizard = opened(several)
    buddies = {label.buddy() for label in labels(wizard)}
    inputs = [
        widget
        for kind in (QComboBox, QLineEdit, QAbstractItemView)
        for widget in wizard.findChildren(kind)
        if widget.objectName().startswith("wizard")
    ]
    assert len(inputs) > 10
    assert [widget.objectName() for widget in inputs if not widget.accessibleName() and widget not in buddies] == []


def test_the_window_fits_a_small_screen(opened: Opener, vest: Path) -> None:
    wizard = opened(vest)
    wizard.parts.repairs.heading.click()
    wizard.parts.crs.change_button.click()
    hint = wizard.minimumSizeHint()
    assert hint.width() <= 1024
    assert hint.height() <= 660


def test_it_can_be_looked_at_in_the_dark(opened: Opener, vest: Path, qapp: QApplication) -> None:
    wizard = opened(vest)
    bright = wizard.parts.map.grab().toImage().pixelColor(3, 3).lightness()
    before = qapp.palette()
    try:
        qapp.setPalette(palette(dark=True))
        qapp.processEvents()  # widgets are told of it later
        assert wizard.parts.map.grab().toImage().pixelColor(3, 3).lightness() < bright
    finally:
        qapp.setPalette(before)


# From a path to a recipe


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """A window to lie over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def wizard_over(window: QWidget, qtbot: QtBot) -> LayerWizard:
    """Wait for the window about a layer."""
    qtbot.waitUntil(lambda: bool(window.findChildren(LayerWizard)), timeout=_LONGEST_MS)
    return window.findChildren(LayerWizard)[0]


def test_a_path_comes_to_a_recipe(over: QWidget, vest: Path, qtbot: QtBot, said: Said) -> None:
    recipes: list[Recipe] = []
    ask_for_recipe(vest, over, recipes.append)
    wizard = wizard_over(over, qtbot)
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert [recipe.roles.identifier for recipe in recipes] == ["GEOID20"]


def test_a_person_who_cancels_opens_nothing(over: QWidget, vest: Path, qtbot: QtBot, said: Said) -> None:
    recipes: list[Recipe] = []
    ended: list[bool] = []
    ask_for_recipe(vest, over, recipes.append, lambda: ended.append(True))
    QTest.keyClick(wizard_over(over, qtbot), Qt.Key.Key_Escape)
    assert (recipes, ended) == ([], [True])


def test_a_damaged_file_is_refused_before_any_window_opens(
    over: QWidget, vest: Path, tmp_path: Path, qtbot: QtBot, said: Said
) -> None:
    path = tmp_path / "cut.shp"
    path.write_bytes(vest.read_bytes()[:5_000])
    for ending in (".shx", ".dbf"):
        shutil.copy(vest.with_suffix(ending), path.with_suffix(ending))
    ended: list[bool] = []
    ask_for_recipe(path, over, lambda _: None, lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended), timeout=_LONGEST_MS)
    assert len(said.errors) == 1
    assert "cut.shp" in said.errors[0]
    assert over.findChildren(LayerWizard) == []


def test_a_window_that_closes_stops_the_reading(over: QWidget, vest: Path, qtbot: QtBot, said: Said) -> None:
    ended: list[bool] = []
    ask_for_recipe(vest, over, lambda _: None, lambda: ended.append(True))
    over.close()
    qtbot.waitUntil(lambda: bool(ended), timeout=_LONGEST_MS)
    assert over.findChildren(LayerWizard) == []


def test_a_zip_is_asked_about_like_what_is_in_it(opened: Opener, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    write_states(tmp_path / "set" / "nevada.shp", "NV")
    wizard = opened(Path(shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path / "set")))
    assert wizard.windowTitle() == "Open packed.zip"
    assert wizard.recipe.layer == "nevada"
    assert wizard.parts.open_button.text() == "Open 17 counties"
