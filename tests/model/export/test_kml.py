"""KML opens in Google Earth: colours, folders, figures in the balloon, and no name can be markup."""

from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas
import pandas as pd
import pytest
import shapely

from borderkit.export import What, export
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from tests.model.export.conftest import AWKWARD_NAMES, AWKWARD_TITLE
from tests.model.export.readers import assert_good_outlines, assert_same_values

NS = "{http://www.opengis.net/kml/2.2}"


def written(proposal: Proposal, out: Path, what: What) -> tuple[Path, ET.Element]:
    path = out / "proposal.kml"
    export(proposal, path, what, Silent())
    document = ET.parse(path).getroot().find(f"{NS}Document")  # noqa: S314 - our own file
    assert document is not None
    return path, document


def text(element: ET.Element, path: str) -> str:
    found = element.findtext("/".join(f"{NS}{part}" for part in path.split("/")))
    assert found is not None
    return found


def rows(document: ET.Element, proposal: Proposal, what: What) -> list[dict[str, object]]:
    """Return the data of all placemarks, numbers as the schema says."""
    kinds = {str(field.get("name")): field.get("type") for field in document.iter(f"{NS}SimpleField")}
    found: list[dict[str, object]] = []
    for mark in document.iter(f"{NS}Placemark"):
        values = {str(datum.get("name")): datum.text or "" for datum in mark.iter(f"{NS}SimpleData")}
        found.append({name: value if kinds[name] == "string" else float(value) for name, value in values.items()})
    return found


@pytest.mark.parametrize("what", list(What))
def test_the_balloons_hold_the_proposals_own_figures(greater_idaho: Proposal, out: Path, what: What) -> None:
    _, document = written(greater_idaho, out, what)
    assert_same_values(rows(document, greater_idaho, what), greater_idaho, what)


def test_units_lie_in_a_folder_for_each_state_those_that_move_first(greater_idaho: Proposal, out: Path) -> None:
    _, document = written(greater_idaho, out, What.UNITS)
    folders = {text(folder, "name"): len(folder.findall(f"{NS}Placemark")) for folder in document.iter(f"{NS}Folder")}
    assert list(folders.items()) == [("Moved to Idaho", 22), ("Idaho", 44), ("Oregon", 14)]


def test_placemarks_have_the_fill_of_the_screen(greater_idaho: Proposal, out: Path) -> None:
    for what in What:
        _, document = written(greater_idaho, out, what)
        styles = {f"#{style.get('id')}": text(style, "PolyStyle/color") for style in document.iter(f"{NS}Style")}
        for mark in document.iter(f"{NS}Placemark"):
            data = {datum.get("name"): datum.text for datum in mark.iter(f"{NS}SimpleData")}
            fill = styles[text(mark, "styleUrl")]
            assert f"#{fill[6:8]}{fill[4:6]}{fill[2:4]}" == data["color"]


def test_another_reader_finds_good_outlines_counterclockwise(greater_idaho: Proposal, out: Path) -> None:
    path, _ = written(greater_idaho, out, What.UNITS)
    folders = [geopandas.read_file(path, layer=name) for name in ("Moved to Idaho", "Idaho", "Oregon")]
    assert [len(folder) for folder in folders] == [22, 44, 14]
    units = geopandas.GeoDataFrame(pd.concat(folders), crs=folders[0].crs)
    states = geopandas.read_file(written(greater_idaho, out, What.JURISDICTIONS)[0])
    assert list(states["Name"]) == ["Idaho", "Oregon"]
    assert_good_outlines(units, units)
    assert_good_outlines(states, units)
    _, document = written(greater_idaho, out, What.JURISDICTIONS)
    for boundary, turn in (("outerBoundaryIs", True), ("innerBoundaryIs", False)):
        for element in document.iter(f"{NS}{boundary}"):
            pairs = text(element, "LinearRing/coordinates").split()
            ring = shapely.LinearRing([tuple(map(float, pair.split(","))) for pair in pairs])
            assert ring.is_ccw is turn


@pytest.mark.parametrize("what", list(What))
def test_awkward_names_are_text(awkward: Proposal, out: Path, what: What) -> None:
    _, document = written(awkward, out, what)
    assert text(document, "name") == AWKWARD_TITLE
    # Google Earth takes the description for HTML: unescaped once, the markup is still no markup.
    assert "<script>" not in text(document, "description")
    assert "&lt;script&gt;" in text(document, "description")
    assert_same_values(rows(document, awkward, what), awkward, what)
    if what is What.UNITS:
        assert {text(mark, "name") for mark in document.iter(f"{NS}Placemark")} == set(AWKWARD_NAMES)


def test_without_moves_it_has_no_placemark(unmoved: Proposal, out: Path) -> None:
    _, document = written(unmoved, out, What.MOVED)
    assert not list(document.iter(f"{NS}Placemark"))
    assert text(document, "name") == "Untitled proposal"
