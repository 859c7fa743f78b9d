"""The window about the open layer: what it is, what was repaired in it, and how to have it otherwise."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from borderkit.own_layer.recipe import FigureUse, HomeKind, Measure, Recipe, Repair, Roles
from tests.gui.hands import selected
from tests.layers import counties_of, write_layer
from ui.layer_report.dialog import LayerReport
from ui.main_window import MainWindow
from ui.windows import Windows

LONG_MS = 60_000
DESCHUTES, CROOK, LANE, LAKE = "41017", "41013", "41039", "41037"


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Oregon's counties, one of them grown into its neighbours, one with a spike through itself, one twice."""
    frame = counties_of("OR")[["GEOID", "FULLNAME", "STUSPS", "POP2020", "geometry"]].sort_values("GEOID")
    frame = frame.reset_index(drop=True)
    row = {geoid: position for position, geoid in enumerate(frame["GEOID"])}
    frame.loc[row[CROOK], "geometry"] = frame.geometry[row[CROOK]].buffer(0.02)
    shell = shapely.get_coordinates(shapely.get_parts(frame.geometry[row[LAKE]])[0]).tolist()
    middle = frame.geometry[row[LAKE]].centroid
    bow = [*shell[:1], (middle.x, middle.y), (middle.x + 0.1, middle.y), shell[0], *shell[1:]]
    frame.loc[row[LAKE], "geometry"] = shapely.Polygon(bow)
    again = frame.loc[[row[LANE]]]
    frame = geopandas.GeoDataFrame(pd.concat([frame, again], ignore_index=True), crs=frame.crs)
    return write_layer(tmp_path_factory.mktemp("damaged") / "oregon <b>.gpkg", frame)


RECIPE = Recipe(
    roles=Roles(
        "GEOID",
        "FULLNAME",
        "STUSPS",
        HomeKind.POSTAL,
        figures=(FigureUse("POP2020", Measure.PEOPLE, 2020, source="us"),),
    ),
    units_called=("county", "counties"),
)


@pytest.fixture
def opened(window: MainWindow, program: Windows, qtbot: QtBot, damaged: Path) -> MainWindow:
    with qtbot.waitSignal(program.layer_opened, timeout=LONG_MS) as signal:
        program.open_as(window, damaged, RECIPE)
    assert signal.args is not None
    new = signal.args[0]
    assert isinstance(new, MainWindow)
    return new


@pytest.fixture
def report(opened: MainWindow, qtbot: QtBot) -> LayerReport:
    made = LayerReport(opened.prepared, opened.files, opened)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(report: LayerReport) -> str:
    return "\n".join(label.text() for label in report.findChildren(QLabel))


def test_it_tells_what_the_layer_is_and_how_it_was_read(report: LayerReport, damaged: Path) -> None:
    told = texts(report)
    assert str(damaged) in told
    assert "36 counties" in told
    assert "GEOID identifies the units; FULLNAME names them; STUSPS has their homes (postal codes)." in told
    assert "longitude and latitude (EPSG:4269)" in told
    labels = report.findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels if "<b>" in label.text())
    model = report.columns.model()
    rows = {model.index(row, 0).data(): row for row in range(model.rowCount())}
    assert model.index(rows["People 2020"], 1).data() == "4,237,256"
    assert model.index(rows["People 2020"], 2).data() == "us"
    assert "Land area is measured from the outlines" in report.remarks.toPlainText()


def test_what_was_repaired_is_listed_by_kind(report: LayerReport, opened: MainWindow) -> None:
    changes = opened.prepared.told.changes
    kinds = {change.kind for change in changes}
    assert {Repair.OVERLAPS, Repair.RINGS, Repair.DUPLICATES} <= kinds
    page = report.repairs
    assert report.pages.tabText(2) == f"&Repairs ({len(changes):,})"
    assert page.model.rowCount() == len(changes)
    page.kinds.setCurrentIndex(page.kinds.findText("Duplicates (1)"))
    assert page.model.rowCount() == 1
    assert page.model.data(page.model.index(0, 1)) == LANE
    assert page.said.text() == page.model.shown[0].said
    page.kinds.setCurrentIndex(0)
    assert page.model.rowCount() == len(changes)


def test_a_double_click_shows_the_units_on_the_map(report: LayerReport, opened: MainWindow) -> None:
    page = report.repairs
    report.pages.setCurrentWidget(page)
    page.kinds.setCurrentIndex(page.kinds.findText("Duplicates (1)"))
    place = page.view.visualRect(page.model.index(0, 2)).center()
    viewport = page.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(place))
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert not report.isVisible()
    assert selected(opened) == {LANE}
    point = opened.canvas.point_on(LANE)
    assert opened.canvas.rect().contains(point)


def test_the_list_is_saved_as_a_table_and_as_places(report: LayerReport, tmp_path: Path) -> None:
    report.save_list(tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == report.repairs.model.rowCount()
    assert {row["done"] for row in rows} == {"repaired"}
    report.repairs.kinds.setCurrentIndex(report.repairs.kinds.findText("Duplicates (1)"))
    report.save_list(tmp_path / "one.geojson")
    places = json.loads((tmp_path / "one.geojson").read_text(encoding="utf-8"))["features"]
    assert [place["properties"]["units"] for place in places] == [LANE]


def test_it_opens_again_with_other_repairs(
    report: LayerReport, opened: MainWindow, program: Windows, qtbot: QtBot
) -> None:
    page = report.repairs
    assert page.ticked == RECIPE.repairs
    assert not page.again.isEnabled()
    page.boxes[Repair.OVERLAPS].click()
    with qtbot.waitSignal(program.layer_opened, timeout=LONG_MS) as signal:
        page.again.click()
    assert signal.args is not None
    again = signal.args[0]
    assert again.session.layer.recipe.repairs == RECIPE.repairs - {Repair.OVERLAPS}
    assert Repair.OVERLAPS not in {change.kind for change in again.prepared.told.changes}
    assert any("lie over" in remark or "overlap" in remark for remark in again.prepared.told.remarks)


def test_the_columns_can_be_asked_about_anew(report: LayerReport, qtbot: QtBot, opened: MainWindow) -> None:
    opened.files.wizard_wanted.disconnect()
    with qtbot.waitSignal(opened.files.wizard_wanted) as signal:
        report.change_columns.click()
    assert signal.args == [opened.session.layer.source]


def test_of_the_map_that_comes_along_it_says_that_nothing_was_repaired(window: MainWindow) -> None:
    told: list[str] = []

    def look() -> None:
        report = QApplication.activeModalWidget()
        assert isinstance(report, LayerReport)
        told.append(report.remarks.toPlainText())
        told.append(texts(report))
        assert not report.repairs.view.isEnabled()
        assert not report.change_columns.isEnabled()
        report.reject()

    QTimer.singleShot(0, look)
    window.actions_by_name["layer_report"].trigger()
    assert "Nothing was repaired in it" in told[0]
    assert "3,142 counties" in told[1]
