"""What goes with every file: whose proposal it is, how its figures were chosen, where they come from, what to mind."""

from __future__ import annotations

from dataclasses import dataclass

from borderkit import __version__
from borderkit.claims import bounds_sentence
from borderkit.export.texts import printable
from borderkit.layer import UnitLayer
from borderkit.naming import listed
from borderkit.notes import notes
from borderkit.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Credit:
    """One statement, such as the topic "Author" with its text."""

    topic: str
    text: str


def credits_of(proposal: Proposal) -> list[Credit]:
    """Return all statements: the proposal, its settings, its sources, those of the figures, and the notes."""
    found = [
        *_about(proposal),
        *_settings(proposal),
        *(Credit("Source of the proposal", text) for text in _own_sources(proposal)),
        *_figures(proposal.layer),
        *(Credit("Source of figures", f"{column.label}: {column.source}") for column in proposal.joined_columns),
        *(Credit("Note", note) for note in notes(proposal)),
        Credit("Made with", f"BorderKit {__version__}"),
    ]
    return [Credit(credit.topic, printable(credit.text)) for credit in found]


def summary(proposal: Proposal) -> str:
    """Return all statements as text, a line each."""
    return "\n".join(f"{credit.topic}: {credit.text}" for credit in credits_of(proposal))


def _about(proposal: Proposal) -> list[Credit]:
    details, layer = proposal.details, proposal.layer
    certainty = proposal.document.kept.get("certainty")
    count = layer.wording.count
    vintage = f", boundaries of {layer.vintage}" if layer.vintage else ""
    about = [
        Credit("Title", details.title),
        Credit("Author", details.author),
        Credit("Date", details.date),
        Credit("Summary", details.summary),
        Credit(f"List of {layer.called[1]}", certainty if isinstance(certainty, str) else ""),
        Credit("Moved", count(len(proposal.moved_units))),
        Credit(f"Divided {layer.called[1]}", bounds_sentence(proposal)),
        Credit(f"No {layer.called[1]} left in", _emptied(proposal)),
        Credit("Layer", f"{layer.name}{vintage}, {count(len(layer))}"),
    ]
    return [credit for credit in about if credit.text]


def _emptied(proposal: Proposal) -> str:
    """Name the jurisdictions of today that no unit is left in."""
    codes = (jurisdiction.code for jurisdiction in proposal.layer.jurisdictions)
    return listed([proposal.jurisdiction(code).name for code in codes if proposal.after(code) is None])


def _settings(proposal: Proposal) -> list[Credit]:
    settings, layer = proposal.settings, proposal.layer
    if layer.recipe is not None and not layer.is_union:
        # What the file does not have is not chosen, and neither is by which rules seats are shared out.
        chosen = [Credit("Election", f"votes of {settings.election}")] if layer.elections else []
        return chosen + ([Credit("People", f"people of {settings.people}")] if layer.censuses else [])
    size = settings.house_size
    leaving = "dropped" if settings.lapse_seats else "shared out again among the rest"
    return [
        Credit("Election", f"votes for president in {settings.election}"),
        Credit("People", f"residents of the {settings.people} census"),
        Credit("House", f"{size} seats" if isinstance(size, int) else f"{size} rule"),
        Credit("Method of apportionment", settings.method),
        Credit("Seats of those who leave the Union", leaving),
    ]


def _own_sources(proposal: Proposal) -> list[str]:
    """Return the sources that the proposal's file names, in words that a file from elsewhere may have got wrong."""
    listed = proposal.document.kept.get("sources")
    found = []
    for source in listed if isinstance(listed, list) else []:
        if isinstance(source, dict):
            parts = [str(source[key]) for key in ("title", "url") if source.get(key)]
            found.append(", ".join(parts))
    return [text for text in found if text]


def _figures(layer: UnitLayer) -> list[Credit]:
    """Return who counted or measured the columns, each source once with the columns that it has."""
    columns: dict[str, list[str]] = {}
    for column in layer.columns:
        if not column.source:
            continue  # the file does not have it
        columns.setdefault(column.source, []).append(column.label)
    return [Credit("Source of figures", f"{', '.join(labels)}: {source}") for source, labels in columns.items()]
