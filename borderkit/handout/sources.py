"""Where a handout's figures come from, with years, and what the proposal itself rests on."""

from __future__ import annotations

from typing import Any

from borderkit import columns
from borderkit.bundled import BUNDLED_NAME
from borderkit.handout.subjects import elections
from borderkit.outcome import SPLIT_ELECTORS
from borderkit.proposal import Proposal


def sources(proposal: Proposal) -> tuple[str, ...]:
    """Return the sources, one a line: of the figures first, then the proposal's own."""
    return (*figure_sources(proposal), *own_sources(proposal))


def figure_sources(proposal: Proposal) -> tuple[str, ...]:
    """Return the sources of the figures; those of a layer that a person loaded are not known."""
    layer, settings = proposal.layer, proposal.settings
    if layer.name != BUNDLED_NAME:
        vintage = f", {layer.vintage}" if layer.vintage else ""
        told = f"All figures: the layer {layer.name}{vintage}, as it was loaded"
        # What somebody else's file has under the bundled layer's names may be from anywhere.
        keys = [] if layer.recipe is None else [key for key in layer.position if layer.column(key).any()]
        named = dict.fromkeys(source for key in keys if (source := layer.source_of(key)))
        return (f"{told}: {'; '.join(named)}." if named else f"{told}.",)
    found = [
        f"People: {layer.source_of(columns.people(settings.people))}.",
        f"Land and county boundaries: {layer.source_of('land_m2')}.",
        *(f"Votes: {layer.source_of(columns.votes('dem', election))}." for election in elections(proposal)),
    ]
    if settings.people == columns.CENSUSES[-1]:
        found.append(f"Federal staff overseas, for House seats: {layer.source_of('overseas_2020')}.")
    if any(settings.election in split for split in SPLIT_ELECTORS.values()):
        found.append("Electoral votes of Maine and Nebraska by district: National Archives, Electoral College results.")
    return tuple(found)


def own_sources(proposal: Proposal) -> tuple[str, ...]:
    """Return the sources that the proposal names, each with its address."""
    listed = proposal.document.kept.get("sources")
    entries = listed if isinstance(listed, list) else []
    return tuple(dict.fromkeys(text for entry in entries if (text := _source(entry))))


def _source(entry: Any) -> str:  # noqa: ANN401 - a file may hold anything there
    """Return a source as a line; "" for what is none."""
    if not isinstance(entry, dict):
        return ""
    parts = [part.strip() for key in ("title", "url") if isinstance(part := entry.get(key), str)]
    return ", ".join(filter(None, parts))
