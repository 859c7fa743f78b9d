"""The page in a Chromium without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from borderkit.layer import UnitLayer
from borderkit.opening import new_proposal, open_proposal
from borderkit.progress import Silent
from borderkit.web_page import WebOptions, write_web_page
from tests.web.browser import Browser, wait_for
from tests.web.conftest import Write

_READY = "document.documentElement.dataset.ready === 'yes'"
_TAB, _RIGHT, _ESCAPE = "\ue004", "\ue014", "\ue00c"

_FILL_AT = """
    const page = borderkit.page, canvas = page.layer.getPane().querySelector("canvas");
    const p = page.layer.picture, o = page.country.outlines;
    const at = p.fromStep(o.anchorX[arguments[0]], o.anchorY[arguments[0]]);
    // The commonest colour around the place: names, lines and hatches take less room.
    const seen = {}, pixels = canvas.getContext("2d").getImageData(at[0] - 12, at[1] - 12, 24, 24).data;
    for (let i = 0; i < pixels.length; i += 4) {
      const color = [pixels[i], pixels[i + 1], pixels[i + 2]].map(c => c.toString(16).padStart(2, "0")).join("");
      seen[color] = (seen[color] || 0) + 1;
    }
    return "#" + Object.keys(seen).reduce((a, b) => seen[a] >= seen[b] ? a : b);
"""


@pytest.fixture
def page(browser: Browser, greater_idaho: Path) -> Browser:
    """A browser that shows the page of Greater Idaho."""
    browser.open(greater_idaho)
    browser.wait(_READY, "the page is ready")
    return browser


def _place_of(page: Browser, geoid: str) -> tuple[float, float]:
    """Return where a county lies in the window."""
    script = """
        const page = borderkit.page, box = page.map.getContainer();
        box.scrollIntoView({block: "center"});
        const at = page.placeOf(page.country.units.geoid.indexOf(arguments[0])), corner = box.getBoundingClientRect();
        return [corner.left + at.x, corner.top + at.y];
    """
    x, y = page.run(script, geoid)
    return x, y


def _unit(page: Browser, geoid: str) -> int:
    unit: int = page.run("return borderkit.page.country.units.geoid.indexOf(arguments[0])", geoid)
    return unit


def _tip(page: Browser) -> str:
    text: str = page.run("const tip = document.querySelector('.county-tip'); return tip.hidden ? '' : tip.innerText")
    return text


def _class_color(page: Browser, unit: int, side: str) -> str:
    script = "const f = borderkit.page.country.data.fills; return f.colors[f[arguments[1]][arguments[0]]]"
    color: str = page.run(script, unit, side)
    return color


def test_it_opens_without_asking_for_anything_and_without_a_complaint(page: Browser, greater_idaho: Path) -> None:
    assert page.requests() == [greater_idaho.as_uri()]
    assert page.complaints() == []


def test_its_own_policy_keeps_it_from_the_network(page: Browser) -> None:
    page.run("const image = new Image(); image.src = 'https://example.com/x.png'; document.body.append(image)")
    refused = wait_for(lambda: page.events("Network.loadingFailed"), "the picture is refused")
    assert [event["blockedReason"] for event in refused] == ["csp"]
    assert any("Content Security Policy" in line for line in page.complaints())


def test_the_map_shows_each_county_in_the_colour_of_its_state(page: Browser) -> None:
    for geoid in ("41005", "16001", "53033"):
        unit = _unit(page, geoid)
        assert page.run(_FILL_AT, unit) == _class_color(page, unit, "after")


def test_the_switch_changes_what_the_map_shows(page: Browser) -> None:
    malheur = _unit(page, "41045")
    page.run("document.querySelector('input[value=before]').click()")
    assert page.run(_FILL_AT, malheur) == _class_color(page, malheur, "before")
    page.run("document.querySelector('input[value=after]').click()")
    assert page.run(_FILL_AT, malheur) != _class_color(page, malheur, "before")
    assert page.run("return document.querySelectorAll('input[name=side]:checked').length") == 1


def test_the_switch_is_worked_by_keyboard(page: Browser) -> None:
    page.run("document.querySelector('input[value=before]').focus()")
    page.press(_RIGHT)
    assert page.run("return borderkit.page.layer.side") == "after"
    page.press(_RIGHT)
    assert page.run("return borderkit.page.layer.side") == "before"


def test_pointing_at_a_county_tells_of_it(page: Browser) -> None:
    page.point_at(*_place_of(page, "41001"))
    page.wait("!document.querySelector('.county-tip').hidden", "the county is told")
    lines = _tip(page).splitlines()
    assert lines[:3] == ["Baker County", "Oregon → Idaho", "16,668 people (2020)"]
    assert lines[3].startswith("2024: R 7")
    page.point_at(5, 5)
    page.wait("document.querySelector('.county-tip').hidden", "nothing is told beside the map")


def test_a_county_with_estimated_votes_is_marked(page: Browser) -> None:
    anchorage = _unit(page, "02020")
    told = page.run("return borderkit.told(borderkit.page.country, arguments[0])", anchorage)
    assert told[3].startswith("2024: ≈")
    assert told[1] == "Alaska"


def test_the_arrow_keys_tell_of_the_county_in_the_middle(page: Browser) -> None:
    page.run("document.querySelector('button[data-view=moved]').focus()")
    page.press(_TAB)
    assert page.run("return document.activeElement.className.includes('folium-map')")
    page.wait("!document.querySelector('.county-tip').hidden", "the county in the middle is told")
    first = _tip(page)
    page.press(_RIGHT, _RIGHT, _RIGHT)
    second = wait_for(lambda: _tip(page).replace(first, ""), "another county is told")
    spoken = page.run("return document.getElementById('map-live').textContent")
    assert spoken.startswith(second.splitlines()[0])
    page.press(_ESCAPE)
    assert _tip(page) == ""


def test_a_county_of_the_list_is_shown_on_the_map(page: Browser) -> None:
    page.run("document.querySelector('button[data-unit]').click()")
    assert _tip(page).startswith("Baker County")


def test_every_county_is_found_where_it_lies(page: Browser) -> None:
    script = """
        const o = borderkit.page.country.outlines, lost = [];
        for (let unit = 0; unit < o.rings.length; unit++)
          if (o.unitAt(o.anchorX[unit], o.anchorY[unit]) !== unit) lost.push(unit);
        return lost;
    """
    lost = page.run(script)
    # Kalawao and the like are a few hundred metres wide in places; the grid is 38 m.
    assert len(lost) <= 3


def test_the_map_looks_at_all_and_at_what_moved(page: Browser) -> None:
    page.run("document.querySelector('button[data-view=all]').click()")
    far = page.run("return borderkit.page.map.getZoom()")
    seen = page.run("const p = borderkit.page; return p.map.getBounds().contains(p._bounds(p.country.data.views.all))")
    assert seen
    page.run("document.querySelector('button[data-view=moved]').click()")
    assert page.run("return borderkit.page.map.getZoom()") > far
    assert page.complaints() == []


def test_a_base_map_is_not_asked_for_by_a_page_opened_from_a_file(
    browser: Browser, counties: UnitLayer, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    write_web_page(open_proposal("greater-idaho-2020", counties), path, Silent(), WebOptions(base_map=True))
    browser.open(path)
    browser.wait(_READY, "the page is ready")
    assert browser.requests() == [path.as_uri()]
    assert browser.complaints() == []
    assert browser.run("return !document.getElementById('map-network').hidden")
    seen = browser.run("const b = borderkit.page.map.getBounds(); return [b.getWest(), b.getEast()]")
    assert -135 < seen[0] < -124
    assert -112 < seen[1] < -95
    unit = _unit(browser, "41001")
    at = browser.run("const p = borderkit.page.placeOf(arguments[0]); return borderkit.page.unitAt(p)", unit)
    assert at == unit


def test_a_tap_tells_of_a_county(browser: Browser, greater_idaho: Path) -> None:
    browser.open(greater_idaho, 390, 844)
    browser.wait(_READY, "the page is ready")
    x, y = _place_of(browser, "41045")
    browser.tell("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    browser.tell("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    browser.wait("!document.querySelector('.county-tip').hidden", "the county is told")
    assert _tip(browser).startswith("Malheur County")
    inside = """
        const tip = document.querySelector('.county-tip').getBoundingClientRect();
        const map = document.getElementById('map-holder').getBoundingClientRect();
        return tip.left >= map.left && tip.right <= map.right && tip.top >= map.top && tip.bottom <= map.bottom;
    """
    assert browser.run(inside)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_colour_scheme(browser: Browser, greater_idaho: Path, scheme: str) -> None:
    browser.open(greater_idaho, prefers_color_scheme=scheme)
    browser.wait(_READY, "the page is ready")
    ground = browser.run("return getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, greater_idaho: Path, width: int) -> None:
    browser.open(greater_idaho, width, 844)
    browser.wait(_READY, "the page is ready")
    assert browser.run("return document.documentElement.scrollWidth") <= width


def test_on_paper_both_sides_are_drawn(page: Browser, tmp_path: Path) -> None:
    page.pdf(tmp_path / "page.pdf")
    assert page.run("return [...document.querySelectorAll('canvas[data-print]')].map(c => c.width)") == [1440, 1440]


def test_hostile_names_stay_text(browser: Browser, write: Write, hostile: dict[str, Any]) -> None:
    browser.open(write(hostile["proposal"]))
    browser.wait(_READY, "the page is ready")
    assert browser.run("return window.caught") is None
    assert browser.complaints() == []
    assert browser.run("return document.querySelector('h1').textContent") == hostile["title"]
    unit = _unit(browser, hostile["geoid"])
    browser.run("borderkit.page.find(arguments[0])", unit)
    assert browser.run("return document.querySelector('.county-tip strong').textContent") == hostile["name"]
    assert browser.run("return document.querySelectorAll('.county-tip img, h1 img').length") == 0


def test_a_proposal_without_moves_shows_the_map_of_today(browser: Browser, write: Write, counties: UnitLayer) -> None:
    browser.open(write(new_proposal(counties)))
    browser.wait(_READY, "the page is ready")
    assert browser.complaints() == []
    assert "No county moves" in browser.run("return document.body.innerText")
    assert browser.run("return document.querySelectorAll('button[data-view]').length") == 1


def test_a_county_too_small_to_be_seen_is_ringed(browser: Browser, write: Write, counties: UnitLayer) -> None:
    proposal = new_proposal(counties)
    proposal.move(["51610"], "MD")
    browser.open(write(proposal))
    browser.wait(_READY, "the page is ready")
    assert browser.run("return borderkit.page.layer.picture.hasMarks")
    assert browser.run("return !document.getElementById('legend-mark').hidden")
    browser.run("document.querySelector('button[data-unit]').click()")
    assert not browser.run("return borderkit.page.layer.picture.hasMarks")
    assert _tip(browser).startswith("Falls Church city")
