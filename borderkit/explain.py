"""How a figure comes about: what was added up, from which source, of which year, and what is estimated."""

from __future__ import annotations

from collections.abc import Callable

from borderkit.figures import Figures, figures_of_units
from borderkit.measures import Measure
from borderkit.proposal import Proposal
from borderkit.settings import unlike_today

#: Writes a measure's value for a person.
Writer = Callable[[Measure, float], str]


def explain(proposal: Proposal, code: str | None, measure: Measure, side: str, write: Writer) -> str:
    """Return sentences on a figure of a jurisdiction, or of the Union where ``code`` is None.

    Args:
        proposal: the proposal.
        code: the jurisdiction's code.
        measure: what the figure measures.
        side: "before", "after" or "change".
        write: writes a value for a person.

    """
    if side == "change":
        return _explain_change(proposal, code, measure, write)
    name, found = _subject(proposal, code, after=side == "after")
    where = "in the proposal" if side == "after" else "with today's borders"
    if found is None:
        missing = f"has no {proposal.layer.called[1]} left" if side == "after" else "does not exist"
        return f"{name} {missing} {where}."
    value, label = measure.value(found), _label(proposal, measure)
    if value is None:
        return f"{name} {where}: no {label}, since no votes are counted there."
    sentences = [f"{name} {where}: {write(measure, value)} ({label})."]
    if measure.working:
        sentences.append(f"Worked out as {measure.working}.")
    if side == "after" and code is not None and measure.adds_up:
        sentences += _comings_and_goings(proposal, code, measure, write)
    certainty = _certainty(proposal, measure, found)
    return " ".join([*sentences, *_rules(proposal, measure), _source(proposal, measure), *certainty])


def _explain_change(proposal: Proposal, code: str | None, measure: Measure, write: Writer) -> str:
    name, after = _subject(proposal, code, after=True)
    _, before = _subject(proposal, code, after=False)
    written = [
        write(measure, value) if figures and (value := measure.value(figures)) is not None else "nothing"
        for figures in (before, after)
    ]
    sentences = [f"{name}, change of {_label(proposal, measure)}: from {written[0]} to {written[1]}."]
    if code is not None and measure.adds_up:
        sentences += _comings_and_goings(proposal, code, measure, write)
    found = after or before
    return " ".join([*sentences, _source(proposal, measure), *(_certainty(proposal, measure, found) if found else [])])


def _rules(proposal: Proposal, measure: Measure) -> list[str]:
    """Say where seats and electors are not by the law of today."""
    rules = unlike_today(proposal.settings) if measure.key in ("house_seats", "electors") else ""
    return [f"Not by the law of today: {rules}."] if rules else []


def _label(proposal: Proposal, measure: Measure) -> str:
    """Return a measure's name within a sentence."""
    return proposal.layer.called[1] if measure.key == "units" else measure.label.lower()


def _certainty(proposal: Proposal, measure: Measure, found: Figures) -> list[str]:
    """Say whether a figure is an estimate."""
    if measure.concerns_votes and found.estimated_units:
        wording = proposal.layer.wording
        estimated = wording.count(found.estimated_units)
        return [f"An estimate: the votes of {estimated} in it were not counted by {wording.unit}."]
    if measure.adds_up and measure.key != "units":
        return ["Counted or measured, not estimated."]
    return []


def _subject(proposal: Proposal, code: str | None, *, after: bool) -> tuple[str, Figures | None]:
    if code is None:
        whole = "The Union" if proposal.layer.is_union else proposal.layer.whole_name
        return whole, proposal.union_after() if after else proposal.union_before()
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
            sentences.append(f"{proposal.layer.wording.count(len(units))} {verb}{what}.")
    return sentences


def _source(proposal: Proposal, measure: Measure) -> str:
    keys = measure.source(proposal.settings)
    if not keys:
        return "Counted from the unit layer." if measure.adds_up else "Source: the Constitution."
    return f"Source: {'; '.join(dict.fromkeys(proposal.layer.source_of(key) for key in keys))}."
