"""The layer with counties divided: pieces after the units, the same sums, outlines that neighbours share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from pyproj import Geod

from borderkit.document import Document, MoveGroup
from borderkit.layer import UnitLayer
from borderkit.level import NOTHING
from borderkit.neighbours import coastal
from borderkit.placing import place
from borderkit.projection import Geometries
from borderkit.proposal import Proposal
from borderkit.refinement.coding import Refinement
from borderkit.refinement.dividing import divide
from borderkit.refinement.errors import RefinementError
from borderkit.refinement.outlines import refined_outlines
from borderkit.refinement.pieces import Source
from borderkit.refinement.refined import Refined, refine
from borderkit.topology import trace
from tests.refinement.precincts import DESCHUTES, DIVIDED, JEFFERSON, KLAMATH, WASCO, figure, is_division


@pytest.fixture(scope="module")
def refined(counties: UnitLayer, refinements: tuple[Refinement, ...]) -> Refined:
    return refine(counties, refinements)


@pytest.fixture(scope="module")
def divided_outlines(counties: UnitLayer, outlines: Geometries, refinements: tuple[Refinement, ...]) -> Geometries:
    return refined_outlines(counties, outlines, refinements)


def sums(layer: UnitLayer) -> dict[str, int]:
    return {
        column.key: int(layer.column(column.key).sum())
        for column in layer.columns
        if not column.key.startswith("estimated")
    }


def test_counties_keep_their_places_and_pieces_follow(counties: UnitLayer, refined: Refined) -> None:
    layer = refined.layer
    assert layer.geoids[: len(counties)] == counties.geoids
    assert layer.names[: len(counties)] == counties.names
    assert refined.pieces == range(3142, 3342)
    assert [refined.layer.geoids[unit] for unit in refined.divided] == list(DIVIDED)
    assert not layer.figures[list(refined.divided)].any()
    others = np.setdiff1d(np.arange(len(counties)), refined.divided)
    assert np.array_equal(layer.figures[others], counties.figures[others])


def test_every_sum_is_as_before(counties: UnitLayer, refined: Refined) -> None:
    assert sums(refined.layer) == sums(counties)
    for geoid, unit in zip(DIVIDED, refined.divided, strict=True):
        pieces = refined.positions_of_pieces(unit)
        for key in ("people_2020", "people_2010", "dem_2024", "total_2016", "land_m2", "overseas_2020"):
            assert int(refined.layer.column(key)[pieces].sum()) == figure(counties, geoid, key)


def test_pieces_belong_where_their_county_does_and_have_names_of_their_own(refined: Refined) -> None:
    layer = refined.layer
    assert {layer.home_of(piece).code for piece in refined.pieces} == {"OR"}
    assert len(set(layer.geoids)) == len(layer.geoids)
    assert layer.names[refined.pieces[0]] == "Precinct 1, Deschutes County"
    of_oregon = [layer.names[unit] for unit in np.flatnonzero(layer.home == layer.home[refined.pieces[0]])]
    assert len(set(of_oregon)) == len(of_oregon)


def test_pieces_with_one_name_are_told_apart_by_their_identifiers(
    counties: UnitLayer, refinements: tuple[Refinement, ...]
) -> None:
    first = refinements[0]
    alike = replace(first, pieces=tuple(replace(piece, name="Bend") for piece in first.pieces))
    names = refine(counties, [alike]).layer.names[len(counties) :]
    assert names[0] == "Bend (41017:001), Deschutes County"
    assert len(set(names)) == len(first.pieces)


def test_the_pieces_of_a_unit_are_found_and_the_unit_of_a_piece(counties: UnitLayer, refined: Refined) -> None:
    jefferson = counties.index_of[JEFFERSON]
    pieces = refined.positions_of_pieces(jefferson)
    assert len(pieces) == 22
    assert set(refined.unit_of[pieces]) == {jefferson}
    assert refined.positions_of_pieces(0).tolist() == [0]
    assert refined.unit_of[0] == 0


def test_pieces_begin_where_their_county_was_moved_to(counties: UnitLayer, refined: Refined) -> None:
    before = counties.home.copy()
    idaho = next(n for n, jurisdiction in enumerate(counties.jurisdictions) if jurisdiction.code == "ID")
    wasco = counties.index_of[WASCO]
    before[wasco] = idaho
    after = refined.assignment(before)
    assert set(after[refined.positions_of_pieces(wasco)]) == {idaho}
    assert after[wasco] == counties.home[wasco]
    klamath = refined.positions_of_pieces(counties.index_of[KLAMATH])
    assert np.array_equal(after[klamath], refined.layer.home[klamath])


def test_a_proposal_moves_pieces_and_tallies_them(counties: UnitLayer, refined: Refined) -> None:
    bend = tuple(refined.layer.geoids[piece] for piece in refined.positions_of_pieces(refined.divided[0])[:10])
    whole = Proposal(counties, Document(moves=(MoveGroup("ID", (KLAMATH,)),)))
    klamath = tuple(refined.layer.geoids[piece] for piece in refined.positions_of_pieces(refined.divided[2]))
    parts = Proposal(refined.layer, Document(moves=(MoveGroup("ID", klamath),)))
    people = counties.position["people_2020"]
    idaho = whole.position("ID")
    assert parts.totals_after[idaho, people] == whole.totals_after[idaho, people]
    parts.move(bend, "ID")
    expected = sum(int(refined.layer.column("people_2020")[refined.layer.index_of[geoid]]) for geoid in bend)
    assert parts.totals_after[idaho, people] == whole.totals_after[idaho, people] + expected
    parts.undo()
    assert parts.totals_after[idaho, people] == whole.totals_after[idaho, people]


def test_figures_of_a_layer_that_has_changed_are_scaled_anew_and_told(
    counties: UnitLayer, refinements: tuple[Refinement, ...]
) -> None:
    figures = counties.figures.copy()
    figures[counties.index_of[JEFFERSON], counties.position["people_2020"]] += 498
    later = replace(counties, figures=figures)
    again = refine(later, refinements)
    assert sums(again.layer) == sums(later)
    assert len(again.told) == 1
    assert again.told[0].startswith("Jefferson County: the figures of its precincts were scaled anew")
    assert refine(counties, refinements).told == ()


def test_a_unit_that_the_layer_has_not_got_is_refused(counties: UnitLayer, refinements: tuple[Refinement, ...]) -> None:
    with pytest.raises(RefinementError, match="divides the unit 99999, which the layer us-counties does not have"):
        refine(counties, [replace(refinements[0], unit="99999")])
    taken = replace(refinements[0].pieces[0], id=WASCO)
    with pytest.raises(RefinementError, match=f"has the identifier {WASCO}, which another unit"):
        refine(counties, [replace(refinements[0], pieces=(taken, *refinements[0].pieces[1:]))])


def test_each_county_is_its_pieces(
    counties: UnitLayer, outlines: Geometries, refined: Refined, divided_outlines: Geometries
) -> None:
    for unit in refined.divided:
        assert divided_outlines[unit].is_empty
        assert is_division(outlines[unit], divided_outlines[refined.positions_of_pieces(unit)])


def test_all_neighbours_share_every_position_and_others_stay_as_they_were(
    counties: UnitLayer, outlines: Geometries, refined: Refined, divided_outlines: Geometries
) -> None:
    left, bottom, right, top = shapely.total_bounds(outlines[list(refined.divided)])
    near = np.flatnonzero(shapely.intersects(divided_outlines, shapely.box(left, bottom, right, top)))
    assert len(near) > 215
    assert shapely.is_valid(divided_outlines[near]).all()
    assert shapely.coverage_is_valid(divided_outlines[near])
    far = np.setdiff1d(np.arange(len(counties)), np.append(near, refined.divided))
    assert all(divided_outlines[unit] is outlines[unit] for unit in far)
    assert shapely.area(divided_outlines).sum() == pytest.approx(shapely.area(outlines).sum(), rel=1e-12)


def test_drawn_simplified_and_traced_no_piece_inland_borders_on_nothing(
    refined: Refined, divided_outlines: Geometries
) -> None:
    states = {code: n for n, code in enumerate(j.code for j in refined.layer.jurisdictions)}
    near = np.flatnonzero(np.isin(refined.layer.home, [states[code] for code in ("OR", "WA", "ID", "CA", "NV")]))
    part = replace(
        refined.layer,
        geoids=tuple(refined.layer.geoids[unit] for unit in near),
        names=tuple(refined.layer.names[unit] for unit in near),
        home=refined.layer.home[near],
        figures=refined.layer.figures[near],
    )
    drawn, _ = place(part, divided_outlines[near])
    pieces = near >= refined.pieces.start
    full = trace(drawn, 0)
    assert not coastal(full)[pieces].any()
    coarse = trace(shapely.coverage_simplify(drawn, 2500.0), 2500.0)
    on_their_own = (coarse.arc_other == NOTHING) & pieces[coarse.arc_unit]
    assert not on_their_own.any()
    units_drawn = {part.geoids[unit] for unit in np.unique(full.ring_unit)}
    assert units_drawn.isdisjoint(DIVIDED)


def test_one_county_divided_after_another_is_as_both_at_once(
    counties: UnitLayer, outlines: Geometries, refinements: tuple[Refinement, ...]
) -> None:
    forth, back = (refined_outlines(counties, outlines, order) for order in (refinements[:2], refinements[1::-1]))
    n_first = len(refinements[0].pieces)
    n_units = len(counties)
    assert shapely.equals_exact(forth[n_units : n_units + n_first], back[-n_first:]).all()
    alone = refined_outlines(counties, outlines, refinements[:1])
    deschutes = slice(n_units, n_units + n_first)
    assert shapely.get_num_coordinates(alone[deschutes]).sum() < shapely.get_num_coordinates(forth[deschutes]).sum()


def test_pieces_of_another_county_do_not_fit(
    counties: UnitLayer, outlines: Geometries, refinements: tuple[Refinement, ...]
) -> None:
    wrong = replace(refinements[0], unit=JEFFERSON)
    with pytest.raises(RefinementError, match="The pieces of Jefferson County do not fit it"):
        refined_outlines(counties, outlines, [wrong])


def test_land_is_shared_out_by_area_on_the_globe(refinements: tuple[Refinement, ...]) -> None:
    globe = Geod(ellps="GRS80")
    for refinement in refinements:
        areas = np.array([abs(globe.geometry_area_perimeter(piece.outline)[0]) for piece in refinement.pieces])
        land = np.array([piece.figures["land_m2"] for piece in refinement.pieces])
        assert land / land.sum() == pytest.approx(areas / areas.sum(), rel=0.002)


def test_what_was_done_is_said(refinements: tuple[Refinement, ...]) -> None:
    said = refinements[0].said
    assert said.startswith("Deschutes County is divided into 80 precincts of made_up_precincts.zip.")
    assert "People 2020 of 80 precincts scaled from " in said
    assert " to the county's 198,253." in said
    assert "Votes of 2024 of 80 precincts scaled party by party from " in said
    assert "Votes of 2016 and 2020 shared out by votes of 2024: an estimate." in said
    assert "of the county was in no precinct and went to those beside it." in said


def test_a_source_that_cannot_be_used_is_refused_with_county_and_file(
    counties: UnitLayer, outlines: Geometries, source: Source
) -> None:
    county = outlines[counties.index_of[DESCHUTES]]
    with pytest.raises(RefinementError, match=r"Lane County cannot be divided with made_up_precincts\.zip: .* has no"):
        divide(counties, "41039", outlines[counties.index_of["41039"]], source)
    broken = replace(source, figures={"people_2020": np.full(len(source.ids), -5)})
    with pytest.raises(RefinementError, match=r"Deschutes County cannot be divided .*row 1"):
        divide(counties, DESCHUTES, county, broken)
