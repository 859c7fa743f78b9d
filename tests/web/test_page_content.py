"""What the page holds, read without a browser."""

from __future__ import annotations

import errno
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from borderkit.document import Details, Document
from borderkit.errors import LayerError, OperationCancelled, SaveError
from borderkit.jurisdiction import Status, new_jurisdiction
from borderkit.layer import UnitLayer
from borderkit.number_format import NumberFormat
from borderkit.opening import load_layer, new_proposal, open_proposal
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from borderkit.settings import Settings
from borderkit.web_page import WebOptions, write_web_page
from borderkit.web_page.outlines import Outlines, outlines_of, packed
from borderkit.web_page.totals_tables import totals_tables
from tests.layers import write_states
from tests.web.conftest import Write
from tests.web.reading import Page, unpacked

_LOADING = {"src", "srcset", "data", "poster", "action", "background"}


@pytest.fixture(scope="session")
def idaho(greater_idaho: Path) -> Page:
    """The parsed page of Greater Idaho."""
    return Page(greater_idaho)


def test_the_country_is_one_small_file(greater_idaho: Path) -> None:
    assert greater_idaho.stat().st_size < 2_000_000
    assert [file.name for file in greater_idaho.parent.iterdir()] == [greater_idaho.name]


def test_nothing_in_it_is_fetched(idaho: Page) -> None:
    for tag, attributes in idaho.tags:
        assert not _LOADING & attributes.keys(), tag
        if tag == "link":
            assert attributes["href"].startswith("data:")
    style = re.search(r"<style>(.*?)</style>", idaho.source, re.DOTALL)
    assert style
    assert "@import" not in style[1]
    assert "url(" not in style[1]
    for foreign in ("jquery", "bootstrap", "cdn.", "fontawesome", "sourceMappingURL"):
        assert foreign not in idaho.source.lower().replace("sourcemappingurl", "sourceMappingURL"), foreign


def test_its_policy_allows_its_own_scripts_alone(idaho: Page) -> None:
    policy = next(a["content"] for a in idaho.attributes("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "http" not in policy
    scripts = len(idaho.attributes("script")) - 1  # the data is no script
    assert policy.count("'sha256-") == scripts


def test_it_is_well_formed_and_told_to_screen_readers(idaho: Page) -> None:
    assert idaho.unbalanced == []
    assert idaho.attributes("html")[0]["lang"] == "en"
    assert len(idaho.attributes("h1")) == 1
    assert all(a.get("scope") in ("row", "col") for a in idaho.attributes("th"))
    assert len(idaho.attributes("caption")) == len(idaho.attributes("table"))
    ids = [a["id"] for _, a in idaho.tags if "id" in a]
    assert len(ids) == len(set(ids))
    referred = {a[key] for _, a in idaho.tags for key in ("aria-labelledby", "aria-describedby") if key in a}
    assert referred <= set(ids)
    assert all(a.get("aria-hidden") == "true" for a in idaho.attributes("svg"))


def test_both_layers_hold_every_county_where_it_belongs(idaho: Page, counties: UnitLayer) -> None:
    proposal = open_proposal("greater-idaho-2020", counties)
    before, after = idaho.state_of("before"), idaho.state_of("after")
    assert before == {geoid: counties.home_of(unit).code for unit, geoid in enumerate(counties.geoids)}
    assert after == {geoid: proposal.where_is(geoid) for geoid in counties.geoids}
    assert sum(before[geoid] != after[geoid] for geoid in before) == 22


def test_a_moved_county_has_its_own_colour_and_hatch(idaho: Page) -> None:
    fills, malheur = idaho.data["fills"], idaho.data["units"]["geoid"].index("41045")
    ada = idaho.data["units"]["geoid"].index("16001")
    assert fills["colors"][fills["before"][malheur]] != fills["colors"][fills["after"][malheur]]
    assert fills["colors"][fills["after"][malheur]] != fills["colors"][fills["after"][ada]]
    assert fills["patterns"][fills["after"][malheur]] == "rising"
    assert fills["patterns"][fills["before"][malheur]] == fills["patterns"][fills["after"][ada]] == "none"


def test_its_figures_are_those_of_the_layer(idaho: Page, counties: UnitLayer) -> None:
    units = idaho.data["units"]
    assert sum(units["people"]) == 331_449_281
    assert units["name"] == list(counties.names)
    assert units["estimated"]
    assert {units["geoid"][unit][:2] for unit in units["estimated"]} <= {"02", "15"}


def test_the_totals_are_those_of_the_proposal(idaho: Page, counties: UnitLayer) -> None:
    proposal = open_proposal("greater-idaho-2020", counties)
    after = proposal.after("ID")
    assert after
    assert f"People 1,839,106 {after.people:,} +1,056,792" in idaho.text
    assert "House seats 2 4 +2" in idaho.text
    assert f"Republican votes 605,246 {after.votes_rep:,}" in idaho.text
    assert "22 counties, 1,056,792 people: Idaho 2 to 4 seats, Oregon 6 to 4." in idaho.text


def test_it_names_who_proposes_and_the_sources(idaho: Page) -> None:
    assert "Proposed by Move Oregon's Border (the Greater Idaho movement) · February 14, 2020" in idaho.text
    assert "US Census Bureau, 2020 census, resident population" in idaho.text
    links = {a["href"]: a["rel"] for a in idaho.attributes("a") if a["href"].startswith("http")}
    assert len(links) == 2
    assert set(links.values()) == {"noreferrer noopener"}


def test_the_same_proposal_gives_the_same_page(counties: UnitLayer, write: Write, greater_idaho: Path) -> None:
    assert write(open_proposal("greater-idaho-2020", counties)).read_bytes() == greater_idaho.read_bytes()


def test_ripples_and_new_states_are_told(counties: UnitLayer, write: Write) -> None:
    page = Page(write(open_proposal("new-york-without-nyc-nassau-westchester", counties)))
    assert "Outer New York becomes a state with 2 senators and 12 House seats." in page.text
    assert "Minnesota loses its 8th seat" in page.text
    assert "New York loses its capital, Albany" in page.text


def test_claims_and_divided_counties_are_told(counties: UnitLayer, write: Write) -> None:
    proposal = open_proposal("greater-idaho-2024", counties)
    page = Page(write(proposal))
    assert "The proposal divides" in page.text
    claimed = open_proposal("new-california", counties)
    assert claimed.claims
    assert "Published figures beside the computed ones" in Page(write(claimed)).text


def test_divided_counties_give_two_sums_in_the_headline_and_beside_a_claim(counties: UnitLayer, write: Write) -> None:
    proposal = open_proposal("greater-idaho-2022", counties)
    proposal.edit_claims([{"measure": "people", "value": 386_000, "text": "386,000 people"}])
    text = Page(write(proposal)).text
    assert "people move: without the divided counties, and with all of them (2020 census) 296,442 to 545,867" in text
    assert "386,000 296,442 to 545,867 within" in text


def test_votes_for_others_that_are_not_at_hand_are_no_zero(counties: UnitLayer) -> None:
    proposal = open_proposal("new-york-without-nyc-nassau-westchester", counties)

    def others() -> dict[str, tuple[str, str, str]]:
        tables = totals_tables(proposal, NumberFormat())
        rows = {table.name: next(row for row in table.rows if row.label == "Other votes") for table in tables}
        return {name: (row.before, row.after, row.change) for name, row in rows.items()}

    found = others()
    assert found["New York"] == found["Outer New York"] == ("–", "–", "–")
    proposal.move(["34033"], "NY")
    assert others()["New York"][0] == "–"
    assert others()["New York"][1].isdigit()
    proposal.settings = Settings(election=2020)
    assert others()["New York"][0].replace(",", "").isdigit()


def test_electoral_votes_stand_by_party_in_the_table_of_the_union(idaho: Page) -> None:
    assert "Democratic electoral votes 226 224 −2 Republican electoral votes 312 314 +2" in idaho.text
    assert "Electoral votes of neither" not in idaho.text


def _hostile_layer(layer: UnitLayer, geoid: str, name: str) -> UnitLayer:
    names = list(layer.names)
    names[layer.index_of[geoid]] = name
    return replace(layer, names=tuple(names))


def test_hostile_names_are_written_as_text(write: Write, hostile: dict[str, Any]) -> None:
    page = Page(write(hostile["proposal"]))
    assert page.unbalanced == []
    assert hostile["name"] in page.data["units"]["name"]
    assert " ".join(hostile["title"].split()) in page.text
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert not page.attributes("img")
    assert not any(a["href"].lower().startswith("javascript") for a in page.attributes("a"))
    data = page.source.split('id="borderkit-data">')[1].split("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(data)


@pytest.mark.parametrize("title", ["آيداهو الكبرى", "大爱达荷州", "Ω < Å & “quoted”"])
def test_titles_of_every_script_are_kept(counties: UnitLayer, write: Write, title: str) -> None:
    page = Page(write(Proposal(counties, Document(details=Details(title=title)))))
    assert title in page.text
    assert page.attributes("h1")[0]["dir"] == "auto"


def test_long_county_names_are_kept(counties: UnitLayer, write: Write) -> None:
    name = "Llanfair-pwllgwyngyll-gogerychwyrn-drobwll-llantysilio County"[:60]
    proposal = new_proposal(_hostile_layer(counties, "41001", name))
    proposal.move(["41001"], "ID")
    assert name in Page(write(proposal)).text


def test_a_proposal_without_moves_says_so(counties: UnitLayer, write: Write) -> None:
    page = Page(write(new_proposal(counties)))
    assert "No county moves: the map is that of today." in page.text
    assert page.data["fills"]["before"] == page.data["fills"]["after"]


def test_every_county_can_move(counties: UnitLayer, write: Write) -> None:
    proposal = new_proposal(counties)
    proposal.move(counties.geoids, "WY")
    page = Page(write(proposal))
    assert set(page.state_of("after").values()) == {"WY"}
    assert page.source.count("data-unit=") == 3142 - 23
    assert len(page.source) < 5_000_000


def test_an_independent_country_of_one_county_is_told(counties: UnitLayer, write: Write) -> None:
    proposal = new_proposal(counties)
    proposal.add_jurisdiction(
        new_jurisdiction("KEY", "Conch Republic", Status.INDEPENDENT, "#a3a847", proposal.jurisdictions)
    )
    proposal.move(["12087"], "KEY")
    page = Page(write(proposal))
    assert "Conch Republic leaves the Union" in page.text
    assert page.state_of("after")["12087"] == "KEY"


def test_a_full_disk_leaves_the_old_file(counties: UnitLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("borderkit.savefile.os.fsync", full)
    with pytest.raises(SaveError, match="No space left"):
        write_web_page(new_proposal(counties), path, Silent())
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["page.html"]


def test_a_folder_that_is_not_there_is_refused(counties: UnitLayer, tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="does not exist"):
        write_web_page(new_proposal(counties), tmp_path / "nowhere" / "page.html", Silent())


def test_a_person_who_stops_it_keeps_the_old_file(counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")

    class Stop:
        def __init__(self, at: int) -> None:
            self.at = at

        def report(self, done: int, total: int, what: str) -> None:
            if done == self.at:
                raise OperationCancelled

    for at in range(4):
        with pytest.raises(OperationCancelled):
            write_web_page(new_proposal(counties), path, Stop(at))
        assert path.read_text() == "old"


def test_a_layer_of_a_persons_own_is_drawn_from_its_file(tmp_path: Path, write: Write) -> None:
    layer = load_layer(write_states(tmp_path / "two.gpkg", "DE", "RI"))
    proposal = new_proposal(layer)
    proposal.move(["10001"], "RI")
    page = Page(write(proposal))
    assert page.state_of("after")["10001"] == "RI"
    assert page.data["frames"] == []
    assert len(page.source) < 600_000


def test_a_layer_without_a_file_is_refused_with_a_reason(grid: UnitLayer, tmp_path: Path) -> None:
    with pytest.raises(LayerError, match="was opened from no file"):
        write_web_page(new_proposal(grid), tmp_path / "page.html", Silent())


def test_a_base_map_is_the_only_thing_that_asks_the_network(counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_web_page(open_proposal("greater-idaho-2020", counties), path, Silent(), WebOptions(base_map=True))
    page = Page(path)
    policy = next(a["content"] for a in page.attributes("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert re.findall(r"https?://[^ ;]+", policy) == ["https://tile.openstreetmap.org"]
    assert "need a network" in page.text
    assert "openstreetmap.org/copyright" in page.source
    assert page.data["crs"] == "EPSG3857"
    # Boise lies at 43.6 north, 116.2 west.
    outlines, ada = page.data["outlines"], page.data["units"]["geoid"].index("16001")
    at = [
        np.cumsum(unpacked(outlines[f"anchor_{axis}"]))[ada] * outlines["step"] + outlines["origin"][place]
        for place, axis in enumerate("xy")
    ]
    longitude = np.degrees(at[0] / 6_378_137)
    latitude = np.degrees(2 * np.arctan(np.exp(at[1] / 6_378_137)) - np.pi / 2)
    assert (longitude, latitude) == (pytest.approx(-116.2, abs=0.4), pytest.approx(43.5, abs=0.4))


def _area(outlines: Outlines, unit: int) -> float:
    """Return twice the area of a unit in steps, from its arcs; holes count against it by how they are walked."""
    total = 0.0
    for ring in outlines.rings[unit]:
        parts = []
        for reference in ring:
            arc = outlines.positions[outlines.start[reference >> 1] : outlines.start[(reference >> 1) + 1]]
            parts.append(arc[::-1] if reference & 1 else arc)
        for one, following in zip(parts, [*parts[1:], parts[0]], strict=True):
            assert (one[-1] == following[0]).all()
        x, y = np.concatenate(parts).T.astype(np.float64)
        total += abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
    return total


def test_the_arcs_make_up_every_county(prepared: PreparedLayer) -> None:
    level = prepared.level(1)
    outlines = outlines_of(level)
    for unit in range(0, level.n_units, 7):
        expected = 0.0
        for ring in range(level.rings_of[unit], level.rings_of[unit + 1]):
            x, y = level.ring(ring).T.astype(np.float64)
            expected += abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
        found = _area(outlines, unit) * outlines.step**2
        assert found == pytest.approx(expected, rel=0.02), level.n_units


def test_packed_numbers_are_read_again_as_they_were() -> None:
    numbers = np.array([0, 1, -1, 63, -64, 64, 127, -128, 8191, -8192, 8192, 2**20, -(2**24)], dtype=np.int64)
    assert unpacked(packed(numbers)).tolist() == numbers.tolist()
    assert packed(np.empty(0, dtype=np.int64)) == ""
