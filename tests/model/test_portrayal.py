"""Ways of seeing the map: which class each county has, and what the legend says of it."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

import borderkit
from borderkit.areas import AreaUnit
from borderkit.classing import Method
from borderkit.columns import POSITION
from borderkit.errors import SettingsError
from borderkit.jurisdiction import OUTSIDE
from borderkit.layer import UnitIndices, UnitLayer
from borderkit.portrayal import Choice, LegendEntry, Pattern, Portrayal, Way, column_choices, portray
from borderkit.proposal import Proposal

SQUARE_MILE = 1609.344**2


def everything(layer: UnitLayer) -> UnitIndices:
    return np.arange(len(layer), dtype=np.int32)


def with_settings(layer: UnitLayer, **chosen: int) -> Proposal:
    proposal = Proposal(layer)
    proposal.settings = replace(proposal.settings, **chosen)  # type: ignore[arg-type]
    return proposal


def with_figures(layer: UnitLayer, **columns: list[int]) -> UnitLayer:
    """Return a layer with other figures in some columns."""
    figures = layer.figures.copy()
    for key, values in columns.items():
        figures[:, POSITION[key]] = values
    return replace(layer, figures=figures)


def column(layer: UnitLayer, key: str) -> list[int]:
    values: list[int] = layer.figures[:, POSITION[key]].tolist()
    return values


def entries_of(proposal: Proposal, portrayal: Portrayal) -> list[LegendEntry]:
    """Return the legend's entry of each unit, by the colour of its class."""
    by_color = {entry.color: entry for entry in portrayal.legend.entries}
    assert len(by_color) == len(portrayal.legend.entries)
    classes = portrayal.classes(proposal, everything(proposal.layer))
    return [by_color[f"#{color:06x}"] for color in portrayal.colors[classes].tolist()]


def labels_of(proposal: Proposal, choice: Choice) -> list[str]:
    return [entry.label for entry in entries_of(proposal, portray(proposal, choice))]


@pytest.fixture
def idaho(counties: UnitLayer) -> Proposal:
    return borderkit.open_proposal("greater-idaho-2020", counties)


# All ways


@pytest.mark.parametrize("way", Way)
def test_some_units_have_the_classes_that_they_have_among_all(idaho: Proposal, way: Way) -> None:
    portrayal = portray(idaho, Choice(way))
    everyone = portrayal.classes(idaho, everything(idaho.layer))
    assert everyone.max() < len(portrayal.colors) == len(portrayal.patterns)
    assert everyone.min() >= 0
    some = np.array([3141, 5, 2200, *idaho.moved_units[:4].tolist()], dtype=np.int32)
    assert np.array_equal(portrayal.classes(idaho, some), everyone[some])


@pytest.mark.parametrize("way", Way)
def test_a_legend_says_what_is_shown_and_who_counted_it(idaho: Proposal, way: Way) -> None:
    legend = portray(idaho, Choice(way)).legend
    assert legend.title
    assert "Census Bureau" in legend.source or "canvasses" in legend.source
    assert legend.source[0].isupper()
    assert len({entry.label for entry in legend.entries}) == len(legend.entries) > 1


@pytest.mark.parametrize("way", [way for way in Way if way is not Way.STATE])
def test_every_county_is_in_the_legend_with_its_pattern(idaho: Proposal, way: Way) -> None:
    portrayal = portray(idaho, Choice(way))
    classes = portrayal.classes(idaho, everything(idaho.layer))
    for position, entry in zip(classes.tolist(), entries_of(idaho, portrayal), strict=True):
        assert entry.pattern == portrayal.patterns[position]


@pytest.mark.parametrize("way", [Way.STATE, Way.MOVED])
def test_moves_are_followed_without_a_new_portrayal(counties: UnitLayer, way: Way) -> None:
    proposal = Proposal(counties)
    portrayal = portray(proposal, Choice(way))
    baker = counties.indices(["41001"])
    at_home = portrayal.classes(proposal, baker)
    proposal.move(["41001"], "ID")
    assert portrayal.classes(proposal, baker).tolist() != at_home.tolist()
    assert portrayal.classes(proposal, baker, counties.home).tolist() == at_home.tolist()
    proposal.undo()
    assert portrayal.classes(proposal, baker).tolist() == at_home.tolist()


# By state, and who moved


def test_counties_have_the_colour_of_their_state_and_moved_ones_a_stronger_one(idaho: Proposal) -> None:
    portrayal = portray(idaho, Choice())
    units = idaho.layer.indices(["16001", "41065", "41051"])  # Ada stays in Idaho, Wasco moves there, Multnomah stays
    fills = portrayal.colors[portrayal.classes(idaho, units)].tolist()
    assert idaho.jurisdiction("ID").color == "#9decdd"
    assert fills == [0x9DECDD, 0x65CBB8, int(idaho.jurisdiction("OR").color[1:], 16)]
    patterns = [portrayal.patterns[position] for position in portrayal.classes(idaho, units)]
    assert patterns == [Pattern.NONE, Pattern.RISING, Pattern.NONE]
    labels = [entry.label for entry in portrayal.legend.entries]
    assert labels == ["Counties in the colour of their state", "Moved to Idaho"]


def test_todays_map_has_every_county_in_its_own_colour(idaho: Proposal) -> None:
    layer = idaho.layer
    portrayal = portray(idaho, Choice())
    fills = portrayal.colors[portrayal.classes(idaho, everything(layer), layer.home)].tolist()
    assert fills == [int(layer.home_of(unit).color[1:], 16) for unit in range(len(layer))]
    assert len(portray(Proposal(layer), Choice()).legend.entries) == 1


def test_new_jurisdictions_have_one_colour_a_name_and_a_pattern_of_their_own(counties: UnitLayer) -> None:
    proposal = borderkit.open_proposal("jefferson-two-states", counties)
    proposal.add_jurisdiction(OUTSIDE)
    portrayal = portray(proposal, Choice())
    own = {jurisdiction.name: jurisdiction.color for jurisdiction in proposal.own_jurisdictions}
    named = {entry.label: entry for entry in portrayal.legend.entries if entry.label in own}
    assert {name: entry.color for name, entry in named.items()} == own
    assert len({entry.pattern for entry in named.values()}) == len(own) > 1
    for unit in proposal.moved_units:
        fill = portrayal.colors[portrayal.classes(proposal, np.array([unit]))][0]
        assert f"#{fill:06x}" == proposal.jurisdictions[proposal.assignment[unit]].color


def test_a_long_list_of_states_is_cut_short_with_their_number(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    for position in range(20):
        others = np.flatnonzero(counties.home != position)[-1 - position :][:1].astype(np.int32)
        proposal.move_units(others, position)
    labels = [entry.label for entry in portray(proposal, Choice()).legend.entries]
    assert len(labels) == 15
    assert labels[-1] == "Moved to 8 other states"


def test_moved_counties_have_one_tint(idaho: Proposal) -> None:
    labels = labels_of(idaho, Choice(Way.MOVED))
    moved = [unit for unit, label in enumerate(labels) if label == "Counties moved to another state"]
    assert moved == idaho.moved_units.tolist()
    assert set(labels) == {"Counties moved to another state", "Counties where they are today"}


# By party margin


@pytest.mark.parametrize("election", [2016, 2020, 2024])
def test_each_county_has_the_step_of_its_margin(counties: UnitLayer, election: int) -> None:
    proposal = with_settings(counties, election=election)
    rows = (column(counties, f"{party}_{election}") for party in ("dem", "rep", "total"))
    for label, dem, rep, total in zip(labels_of(proposal, Choice(Way.MARGIN)), *rows, strict=True):
        if not total:
            assert label == "No votes counted"
            continue
        side, step = label.split(", ")
        assert side == ("Democratic" if dem > rep else "Republican")
        assert is_in(step, Fraction(100 * abs(dem - rep), total))


def is_in(step: str, points: Fraction) -> bool:
    """Tell whether a number lies in a class such as "under 5", "5 to 20" or "60 and more"."""
    numbers = [Fraction(word.replace(",", "")) for word in step.split() if word[0].isdigit()]
    if step.startswith("under"):
        return points < numbers[0]
    return numbers[0] <= points and (step.endswith("more") or points < numbers[1])


@pytest.mark.parametrize("way", [Way.MARGIN, Way.SWING])
def test_exchanging_the_parties_mirrors_map_and_legend(counties: UnitLayer, way: Way) -> None:
    exchanged = with_figures(
        counties,
        **{
            f"{party}_{year}": column(counties, f"{other}_{year}")
            for (party, other), year in product((("dem", "rep"), ("rep", "dem")), (2016, 2020, 2024))
        },
    )
    told = [labels_of(Proposal(layer), Choice(way)) for layer in (counties, exchanged)]
    swapped = str.maketrans({"\x00": "Republican", "\x01": "Democratic"})
    mirrored = [
        label.replace("Democratic", "\x00").replace("Republican", "\x01").translate(swapped) for label in told[1]
    ]
    assert told[0] == mirrored


def test_a_margin_on_the_edge_a_tie_and_others_ahead_have_their_classes(grid: UnitLayer) -> None:
    layer = with_figures(
        grid,
        dem_2024=[105, 95, 100, 30, 0, 104, 80, 0, 10],
        rep_2024=[95, 105, 100, 30, 0, 96, 20, 1, 10],
        total_2024=[200, 200, 200, 100, 0, 200, 100, 1, 30],
        estimated_2024=[0] * 9,
    )
    assert labels_of(Proposal(layer), Choice(Way.MARGIN)) == [
        "Democratic, 5 to 20",
        "Republican, 5 to 20",
        "Even",
        "More votes for others than for either",
        "No votes counted",
        "Democratic, under 5",
        "Democratic, 60 and more",
        "Republican, 60 and more",
        "Even",
    ]


def test_what_no_county_has_is_not_in_the_legend(counties: UnitLayer) -> None:
    for election, missing in ((2016, True), (2024, False)):
        portrayal = portray(with_settings(counties, election=election), Choice(Way.MARGIN))
        labels = [entry.label for entry in portrayal.legend.entries]
        assert ("No votes counted" not in labels) == missing
        assert "Even" not in labels
        assert len(labels) == 10 + (not missing)


def test_the_legend_says_what_is_estimated_and_what_is_missing(counties: UnitLayer) -> None:
    notes = {
        election: portray(with_settings(counties, election=election), Choice(Way.MARGIN)).legend.note
        for election in (2020, 2024)
    }
    assert all("Votes of 29 counties of Alaska are estimates." in note for note in notes.values())
    assert "All votes of New York are those of the two parties" in notes[2024]
    assert "New York" not in notes[2020]


# Change of the margin


@pytest.mark.parametrize(("chosen", "before", "after"), [(2024, 2020, 2024), (2020, 2016, 2020), (2016, 2016, 2020)])
def test_each_county_has_the_step_of_its_change(counties: UnitLayer, chosen: int, before: int, after: int) -> None:
    proposal = with_settings(counties, election=chosen)
    portrayal = portray(proposal, Choice(Way.SWING))
    assert f"from {before} to {after}" in portrayal.legend.title
    assert ("no figures before 2016" in portrayal.legend.note) == (chosen == 2016)
    rows = (column(counties, f"{party}_{year}") for year in (before, after) for party in ("dem", "rep"))
    entries = entries_of(proposal, portrayal)
    for entry, d0, r0, d1, r1 in zip(entries, *rows, strict=True):
        if not (d0 + r0 and d1 + r1):
            assert entry.label == "No votes counted"
            continue
        change = Fraction(100 * (d1 - r1), d1 + r1) - Fraction(100 * (d0 - r0), d0 + r0)
        side, step = entry.label.split(", ")
        assert side == f"Towards {'Democratic' if change > 0 else 'Republican'}"
        assert is_in(step, abs(change))


# People per area


@pytest.mark.parametrize(("unit", "size"), [(AreaUnit.SQUARE_MILES, SQUARE_MILE), (AreaUnit.SQUARE_KILOMETRES, 1e6)])
@pytest.mark.parametrize("census", [2010, 2020])
def test_each_county_has_the_class_of_its_density(
    counties: UnitLayer, census: int, unit: AreaUnit, size: float
) -> None:
    proposal = with_settings(counties, people=census)
    choice = Choice(Way.DENSITY, area_unit=unit)
    assert ("square mile" in portray(proposal, choice).legend.title) == (unit is AreaUnit.SQUARE_MILES)
    rows = column(counties, f"people_{census}"), column(counties, "land_m2")
    for label, people, land in zip(labels_of(proposal, choice), *rows, strict=True):
        assert is_in(label, Fraction(people / (land / size)))


def test_density_tells_the_empty_from_the_crowded(counties: UnitLayer) -> None:
    labels = labels_of(Proposal(counties), Choice(Way.DENSITY))
    loving, manhattan, ada = counties.indices(["48301", "36061", "16001"])
    assert (labels[loving], labels[manhattan], labels[ada]) == ("under 2", "5,000 and more", "250 to 1,000")


def test_units_without_land_have_no_density(grid: UnitLayer) -> None:
    layer = with_figures(grid, land_m2=[0, *[2_000_000] * 8], people_2020=[5] * 9)
    labels = labels_of(Proposal(layer), Choice(Way.DENSITY, area_unit=AreaUnit.SQUARE_KILOMETRES))
    assert labels == ["No land area", *["1 to 5"] * 8]


# Any column


COLUMNS_SHOWN = ("people_2010", "people_2020", "overseas_2020", "dem_2016", "rep_2020", "total_2024")


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("key", COLUMNS_SHOWN)
def test_each_count_lies_within_the_bounds_that_the_legend_names(counties: UnitLayer, key: str, method: Method) -> None:
    proposal = Proposal(counties)
    for n_classes in (3, 9):
        choice = Choice(Way.COLUMN, key, method, n_classes)
        legend = portray(proposal, choice).legend
        assert len(legend.entries) <= n_classes
        bounds = {entry.label: [int(n.replace(",", "")) for n in entry.label.split(" to ")] for entry in legend.entries}
        assert legend.entries[0].label.startswith(f"{min(column(counties, key)):,}")
        assert legend.entries[-1].label.endswith(f"{max(column(counties, key)):,}")
        for label, value in zip(labels_of(proposal, choice), column(counties, key), strict=True):
            assert bounds[label][0] <= value <= bounds[label][-1]


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize(("unit", "size"), [(AreaUnit.SQUARE_MILES, SQUARE_MILE), (AreaUnit.SQUARE_KILOMETRES, 1e6)])
def test_each_area_lies_within_the_bounds_that_the_legend_names(
    counties: UnitLayer, method: Method, unit: AreaUnit, size: float
) -> None:
    proposal = Proposal(counties)
    choice = Choice(Way.COLUMN, "land_m2", method, 7, unit)
    title = f"Land area in {unit.many}"
    assert portray(proposal, choice).legend.title == title
    for label, value in zip(labels_of(proposal, choice), column(counties, "land_m2"), strict=True):
        assert is_in(label, Fraction(value / size))


def test_figures_that_repeat_have_fewer_classes(grid: UnitLayer) -> None:
    layer = with_figures(grid, people_2020=[7, 7, 7, 7, 7, 7, 0, 0, 1_204], land_m2=[5 * 10**6] * 9)
    labels = labels_of(Proposal(layer), Choice(Way.COLUMN, "people_2020", Method.NATURAL_BREAKS, 9))
    assert labels == ["7 to 999"] * 6 + ["0 to 6"] * 2 + ["1,000 to 1,204"]
    assert set(labels_of(Proposal(layer), Choice(Way.COLUMN, "land_m2", area_unit=AreaUnit.SQUARE_KILOMETRES))) == {
        "about 5"
    }


def test_classes_of_few_different_counts_are_named_by_whole_numbers(grid: UnitLayer) -> None:
    layer = with_figures(grid, dem_2024=[0, 0, 1, 1, 2, 2, 3, 3, 3])
    choice = Choice(Way.COLUMN, "dem_2024", Method.EQUAL_STEPS, 9)
    assert labels_of(Proposal(layer), choice) == ["0", "0", "1", "1", "2", "2", "3", "3", "3"]


def test_columns_to_choose_are_named_in_words_and_filled(counties: UnitLayer) -> None:
    choices = dict(column_choices(counties))
    assert {*COLUMNS_SHOWN, "land_m2", "water_m2"} <= set(choices)
    assert choices["dem_2024"] == "Democratic votes 2024 (Harris)"
    assert choices["land_m2"] == "Land area"
    assert not any(key.startswith("estimated") for key in choices)
    without = with_figures(counties, overseas_2020=[0] * len(counties))
    assert {key for key, _ in column_choices(without)} == set(choices) - {"overseas_2020"}
    for key in choices:
        assert portray(Proposal(counties), Choice(Way.COLUMN, key)).legend.entries


def test_estimates_are_marked_in_the_legend(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    legends = {key: portray(proposal, Choice(Way.COLUMN, key)).legend for key in COLUMNS_SHOWN}
    assert legends["overseas_2020"].title.startswith("≈")
    assert "29 counties of Alaska are estimates" in legends["total_2024"].note
    assert "≈" not in legends["people_2020"].title + legends["people_2020"].note


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({"column": "estimated_2020"}, "column"), ({"n_classes": 2}, "classes")],
)
def test_what_is_not_on_offer_is_refused_with_what_is(counties: UnitLayer, wrong: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=f"{named} .* It can be: "):
        portray(Proposal(counties), Choice(Way.COLUMN, **wrong))  # type: ignore[arg-type]
