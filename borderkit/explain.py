"""How a figure comes about: what was added up, from which source, of which year, and what is estimated."""

from __future__ import annotations

from collections.abc import Callable

from borderkit.columns import source_of
from borderkit.figures import Figures, figures_of_units
from borderkit.measures import Measure
from borderkit.naming import counties
from borderkit.proposal import Proposal

#: Writes a measure's value for a person.
Writer = Callable[[Measure, float], str]


def explain(proposal: Proposal, code: str | None, measure: Measure, *, after: bool, write: Writer) -> str:
    """Return sentences on a figure of a jurisdiction, or of the Union where ``code`` is None."""
    name, found = _subject(proposal, code, after=after)
    side = "in the proposal" if after else "with today's borders"
    value = measure.value(found) if found else None
    if value is None or found is None:
        return f"{name} {side}: no {measure.label.lower()}, since it has no counties or nobody voted there."
    sentences = [f"{name} {side}: {write(measure, value)} ({measure.label.lower()})."]
    if measure.working:
        sentences.append(f"Worked out as {measure.working}.")
    if after and code is not None and measure.adds_up:
        sentences += _comings_and_goings(proposal, code, measure, write)
    sentences.append(_source(proposal, measure))
    if measure.concerns_votes and found.estimated_units:
        sentences.append(f"An estimate: the votes of {counties(found.estimated_units)} in it are no counted figures.")
    elif measure.adds_up and measure.key != "units":
        sentences.append("Counted or measured, not estimated.")
    return " ".join(sentences)


def _subject(proposal: Proposal, code: str | None, *, after: bool) -> tuple[str, Figures | None]:
    if code is None:
        return "The Union", proposal.union_after() if after else proposal.union_before()
    name = proposal.jurisdiction(code).name
    return name, proposal.after(code) if after else proposal.before(code)


def _comings_and_goings(proposal: Proposal, code: str, measure: Measure, write: Writer) -> list[str]:
    position = proposal.position(code)
    moved = proposal.moved_units
    here = proposal.assignment[moved] == position
    from_here = proposal.layer.home[moved] == position
    sentences = []
    for units, verb in ((moved[here], "came"), (moved[from_here], "left")):
        if len(units):
            value = measure.value(figures_of_units(proposal.layer, units, proposal.settings)) or 0
            what = "" if measure.key == "units" else f" with {write(measure, value)}"
            sentences.append(f"{counties(len(units)).capitalize()} {verb}{what}.")
    return sentences


def _source(proposal: Proposal, measure: Measure) -> str:
    keys = measure.source(proposal.settings)
    if not keys:
        return "Counted from the unit layer."
    return f"Source: {'; '.join(dict.fromkeys(source_of(key) for key in keys))}."
