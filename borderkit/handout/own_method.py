"""How the figures of a layer that a person loaded are made: nothing is said of it but what its file says."""

from __future__ import annotations

from collections.abc import Sequence

from borderkit.columns import people, votes
from borderkit.handout.content import Paragraph
from borderkit.handout.subjects import elections
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal

#: How the source of areas begins that the program measured itself.
_MEASURED = "measured"

_UNITS = (
    "The figures of the layer's file are added up {unit} by {unit}. {A_unit} moves whole, with all its figures. "
    "Nothing is forecast, and the sums are the same for every proposal."
)
_VOTES = (
    "The votes cast in {a_unit} go with it; how its people would vote in another {state} is not guessed. A share is of "
    "all votes, others included; the margin is the difference between the two parties' shares in percentage points "
    "(R: Republican, D: Democratic)."
)
_CONSENT = (
    "Consent. The borders of states change only with the consent of the legislatures concerned and of Congress "
    "(Article IV, section 3)."
)
_CONSENT_ANYWHERE = "Consent of all who are concerned. By which law borders change there is not looked into."
_NOT_COUNTED = (
    "Effects on taxes, debts, laws, courts, water, schools or electoral districts, and whatever the file has no "
    "figures of."
)


def own_paragraphs(proposal: Proposal) -> list[Paragraph]:
    """Return what is said of the figures: what was counted, measured and read from the file."""
    layer = proposal.layer
    fill, settings = layer.wording.fill, proposal.settings
    found = [Paragraph(fill("{Units}"), fill(_UNITS))]
    if layer.censuses:
        told = f"Those of {settings.people}{_from(layer, [people(settings.people)])}."
        found.append(Paragraph("People", f"{told} Density is people over land area."))
    found.append(Paragraph("Land", _land(layer)))
    if layer.elections:
        years = elections(proposal)
        told = f"Those of {' and '.join(map(str, years))}{_from(layer, [votes('total', year) for year in years])}."
        found.append(Paragraph("Votes", f"{told} {fill(_VOTES)}"))
    return found


def own_limits(proposal: Proposal) -> list[Paragraph]:
    """Return what is supposed, and what is not counted."""
    consent = _CONSENT if proposal.layer.wording.has_states else _CONSENT_ANYWHERE
    return [Paragraph("What is supposed", consent), Paragraph("What is not counted", _NOT_COUNTED)]


def _from(layer: UnitLayer, keys: Sequence[str]) -> str:
    """Say where columns come from."""
    known = [] if layer.recipe is None else [source for key in keys if (source := layer.source_of(key))]
    # What somebody else's file has under the bundled layer's names may be from anywhere.
    return f", as the layer has them: {'; '.join(dict.fromkeys(known))}" if known else ", as the layer has them"


def _land(layer: UnitLayer) -> str:
    source = layer.source_of("land_m2") if layer.recipe is not None else ""
    if source.startswith(_MEASURED):
        return f"The land area is {source}; water is in it."
    return f"The land area as the layer has it{f': {source}' if source else ''}."
