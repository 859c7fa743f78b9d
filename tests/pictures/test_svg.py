"""SVG pictures: valid, small, text as text, groups and shapes named."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from borderkit.drawing import PictureOptions
from borderkit.opening import open_proposal
from borderkit.portrayal import Choice, Way
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from tests.pictures.proposals import ARABIC, CHINESE, HOSTILE, all_moved, country_of_one, hostile, tiny
from ui.pictures import write_picture

pytestmark = pytest.mark.usefixtures("qapp")

SVG, INKSCAPE = "{http://www.w3.org/2000/svg}", "{http://www.inkscape.org/namespaces/inkscape}"


def drawn(
    prepared: PreparedLayer, proposal: Proposal, folder: Path, options: PictureOptions, way: Way = Way.STATE
) -> ET.Element:
    path = folder / "map.svg"
    write_picture(prepared, proposal, path, options, choice=Choice(way))
    return ET.fromstring(path.read_bytes())  # noqa: S314 - our own


def texts(root: ET.Element) -> set[str]:
    return {element.text or "" for element in root.iter(f"{SVG}text")}


def layers(root: ET.Element) -> list[str]:
    return [group.get(f"{INKSCAPE}label", "") for group in root.iter(f"{SVG}g")]


@pytest.fixture
def idaho(prepared: PreparedLayer) -> Proposal:
    return open_proposal("greater-idaho-2020", prepared.layer)


def test_every_moved_county_is_there_by_its_name_in_the_colour_of_the_legend(
    prepared: PreparedLayer, idaho: Proposal, tmp_path: Path
) -> None:
    root = drawn(prepared, idaho, tmp_path, PictureOptions(region="states"))
    shapes = {shape.get("id"): shape for shape in root.iter(f"{SVG}path") if shape.get("id")}
    fills = set()
    for unit in idaho.moved_units.tolist():
        shape = shapes[f"county-{prepared.layer.geoids[unit]}"]
        assert shape.findtext(f"{SVG}title") == f"{prepared.layer.names[unit]}, Oregon"
        fills.add(shape.get("fill"))
    assert len(fills) == 1
    legend = next(group for group in root.iter(f"{SVG}g") if group.get("id") == "legend")
    assert fills < {shape.get("fill") for shape in legend.iter(f"{SVG}rect")}


def test_all_counties_are_in_a_picture_of_the_country_under_5_mb(
    prepared: PreparedLayer, idaho: Proposal, tmp_path: Path
) -> None:
    root = drawn(prepared, idaho, tmp_path, PictureOptions(table=True))
    found = {shape.get("id") for shape in root.iter(f"{SVG}path")} - {None}
    assert found == {f"county-{geoid}" for geoid in prepared.layer.geoids}
    assert (tmp_path / "map.svg").stat().st_size < 5_000_000


def test_the_parts_are_layers_with_names(prepared: PreparedLayer, idaho: Proposal, tmp_path: Path) -> None:
    root = drawn(prepared, idaho, tmp_path, PictureOptions(table=True))
    wanted = [
        "counties",
        "county lines",
        "state borders of today",
        "coast",
        "state borders",
        "insets",
        "names",
        "scale",
    ]
    assert [name for name in layers(root) if name in wanted] == wanted
    assert {"map", "legend", "title", "table", "sources"} < set(layers(root))
    assert {group.get(f"{INKSCAPE}groupmode") for group in root.iter(f"{SVG}g")} == {"layer"}


def test_identifiers_are_unique(prepared: PreparedLayer, idaho: Proposal, tmp_path: Path) -> None:
    root = drawn(prepared, idaho, tmp_path, PictureOptions(table=True))
    found = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(found) == len(set(found))


def test_text_is_text(prepared: PreparedLayer, idaho: Proposal, tmp_path: Path) -> None:
    root = drawn(prepared, idaho, tmp_path, PictureOptions(region="states", table=True))
    assert {"Malheur", "IDAHO", "Greater Idaho (2020)", "Counties moved to Idaho", "2,895,898"} <= texts(root)
    assert "Source Sans Pro" in next(root.iter(f"{SVG}text")).get("font-family", "")


def test_what_is_left_out_is_not_there(prepared: PreparedLayer, idaho: Proposal, tmp_path: Path) -> None:
    root = drawn(prepared, idaho, tmp_path, PictureOptions(title=False, legend=False, transparent=True))
    assert set(layers(root)) & {"title", "legend", "table", "sources", "background", "water", "frame"} == set()


def test_its_size_on_paper_follows_from_the_dots(prepared: PreparedLayer, idaho: Proposal, tmp_path: Path) -> None:
    root = drawn(prepared, idaho, tmp_path, PictureOptions(width_px=1500, dpi=150))
    assert root.get("width") == "10in"


@pytest.mark.parametrize("way", list(Way))
def test_black_and_white_has_no_coloured_attribute(
    prepared: PreparedLayer, idaho: Proposal, tmp_path: Path, way: Way
) -> None:
    root = drawn(prepared, idaho, tmp_path, PictureOptions(black_and_white=True, table=True), way)
    colors = {element.get(name) for element in root.iter() for name in ("fill", "stroke")} - {None, "none"}
    assert len(colors) > 3
    for color in colors:
        assert re.fullmatch(r"#(..)\1\1", str(color)), color
    assert "patterns" in layers(root)


def test_names_with_markup_in_them_stay_text(prepared: PreparedLayer, tmp_path: Path) -> None:
    renamed, proposal = hostile(prepared)
    root = drawn(renamed, proposal, tmp_path, PictureOptions(region="states", table=True))
    told = HOSTILE.replace("\x0b", "")
    assert root.findtext(f"{SVG}title") == f"{told} {ARABIC} {CHINESE}"
    shape = next(shape for shape in root.iter(f"{SVG}path") if shape.get("id") == "county-41025")
    assert (shape.findtext(f"{SVG}title") or "").startswith(told)
    assert not [element for element in root.iter() if element.tag in (f"{SVG}b", "b")]
    written = " ".join(texts(root))
    assert "<b>" in written
    assert ARABIC.split()[0] in written
    assert CHINESE in written


@pytest.mark.parametrize("make", [tiny, country_of_one, all_moved, lambda prepared: Proposal(prepared.layer)])
def test_hard_proposals_give_valid_pictures(prepared: PreparedLayer, tmp_path: Path, make: object) -> None:
    assert callable(make)
    root = drawn(prepared, make(prepared), tmp_path, PictureOptions(region="states", table=True))
    assert "counties" in layers(root)
