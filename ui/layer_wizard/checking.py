"""A quick look, on the rows that were read, at what columns are said to mean: what will not do, what is to be known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from borderkit.errors import LayerError
from borderkit.jurisdiction import Jurisdiction
from borderkit.own_layer.cells import counted
from borderkit.own_layer.recipe import FigureUse, Measure, Recipe, Repair, Roles
from ui.layer_wizard.sample import Sample

_ELECTION, _CENSUS = "election", "census"
_OF_A_YEAR = {
    Measure.PEOPLE: _CENSUS,
    Measure.DEM: _ELECTION,
    Measure.REP: _ELECTION,
    Measure.OTHER_VOTES: _ELECTION,
    Measure.ALL_VOTES: _ELECTION,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was seen.

    Attributes:
        refusals: what keeps the layer from being opened, a sentence or two each.
        remarks: what a person should know, a sentence each.
        homes: (n,) the code of the home of each row; empty where homes cannot be told.
        jurisdictions: those that occur among the homes.
        n_units: how many units the layer has; None where the rows that were read do not tell.

    """

    refusals: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ()
    n_units: int | None = None


def year_of_what(measure: Measure) -> str:
    """Return what the year of a measure is of ("election"), "" where a measure has none."""
    return _OF_A_YEAR.get(measure, "")


def check(sample: Sample, recipe: Recipe) -> Checked:
    """Look at the rows that were read as a recipe says.

    Args:
        sample: with all columns that the recipe names.
        recipe: what a person decided so far.

    """
    refusals, remarks = list(_without_outlines(sample)), list[str]()
    checked = Checked()
    try:
        checked = _units(sample, recipe, refusals, remarks)
    except LayerError as error:
        refusals.append(str(error))
    refusals += [_no_year(use) for use in recipe.roles.figures if _lacks_year(use)]
    try:
        remarks += _figures(sample, recipe.roles)
    except LayerError as error:
        refusals.append(str(error))
    if remarks and not sample.is_whole:
        remarks.insert(0, f"Of the first {len(sample.rows):,} rows:")
    return replace(checked, refusals=tuple(dict.fromkeys(refusals)), remarks=tuple(dict.fromkeys(remarks)))


def _without_outlines(sample: Sample) -> Iterator[str]:
    if not sample.shapes.drawn and len(sample.rows):
        which = "row" if sample.is_whole else f"row of the first {len(sample.rows):,}"
        yield f"No {which} has a polygon. Choose another layer."


def _units(sample: Sample, recipe: Recipe, refusals: list[str], remarks: list[str]) -> Checked:
    """Tell identifiers, names and homes.

    Raises:
        LayerError: if they cannot be told.

    """
    from borderkit.own_layer.units import units_of

    units = units_of(sample.rows, replace(recipe.roles, figures=()))
    remarks += units.remarks
    n_units = len(units) if sample.is_whole else sample.layer.rows
    if units.repeated:
        several = counted(len(units.repeated), "identifier")
        occur = f"{several} occur{'s' if len(units.repeated) == 1 else ''} more than once ({_first(units.repeated)})"
        if Repair.SAME_IDENTIFIER in recipe.repairs:
            remarks.insert(0, f"{occur}: parts of one unit are joined.")
            n_units = len(set(units.ids)) if sample.is_whole else None
        else:
            refusals.append(f"{occur}. Choose another identifier, or let parts with one identifier be joined.")
    return Checked((), (), units.homes, units.jurisdictions, n_units)


def _first(identifiers: tuple[str, ...]) -> str:
    named = identifiers[:3]
    return ", ".join(named) + (", …" if len(identifiers) > len(named) else "")


def _lacks_year(use: FigureUse) -> bool:
    return use.year is None and use.measure in _OF_A_YEAR


def _no_year(use: FigureUse) -> str:
    return f"{use.field} counts {use.measure.value}: say of which {_OF_A_YEAR[use.measure]}, by its year."


def _figures(sample: Sample, roles: Roles) -> tuple[str, ...]:
    """Return what is to be known of figures.

    Raises:
        LayerError: if something in them cannot be counted.

    """
    from borderkit.own_layer.unit_figures import figures_of

    uses = [use for use in roles.figures if not _lacks_year(use)]
    return tuple(figures_of(sample.rows.columns, uses).remarks)
