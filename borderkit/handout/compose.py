"""Composing what a handout says of a proposal."""

from __future__ import annotations

import datetime as dt

from borderkit import __version__
from borderkit.dates import written
from borderkit.document import Details
from borderkit.handout import sentences
from borderkit.handout.choices import Words
from borderkit.handout.claims import claims_table, divided_text
from borderkit.handout.content import Content
from borderkit.handout.counties import county_groups
from borderkit.handout.county_table import county_table
from borderkit.handout.facts import facts
from borderkit.handout.joined_table import joined_table
from borderkit.handout.logo import decode_logo
from borderkit.handout.method import method
from borderkit.handout.notes import handout_notes
from borderkit.handout.sources import sources
from borderkit.handout.tables import comparison_table, others_table, states_table, union_table, votes_tables
from borderkit.handout.typed import cleaned
from borderkit.number_format import NumberFormat
from borderkit.proposal import Proposal


def compose(proposal: Proposal, words: Words, numbers: NumberFormat, made_on: dt.date) -> Content:
    """Return all that a handout can say of a proposal, every figure written out.

    Args:
        proposal: the proposal, with the settings whose figures are to be shown.
        words: what is typed for handouts, see ``stored.stored_words``.
        numbers: how numbers and areas are written.
        made_on: the day on which the handout is made.

    """
    details = proposal.details
    content = Content(
        title=words.title.strip() or details.title.strip() or Details().title,
        summary=words.summary.strip() or details.summary,
        byline=sentences.byline(proposal),
        status=sentences.status(proposal),
        facts=facts(proposal, numbers),
        comparison=comparison_table(proposal, numbers),
        states=states_table(proposal, numbers),
        union=union_table(proposal, numbers),
        consequences=sentences.consequences(proposal, numbers),
        others=sentences.others(proposal, numbers),
        claims=claims_table(proposal, numbers),
        divided=divided_text(proposal, numbers),
        counties=county_groups(proposal),
        county_table=county_table(proposal, numbers),
        method=method(proposal),
        settings=sentences.settings_sentence(proposal, numbers),
        notes=handout_notes(proposal),
        sources=sources(proposal),
        contact=words.contact,
        web=words.web,
        logo=decode_logo(words.logo),
        made=f"Made with BorderKit {__version__} on {written(made_on)}",
        group=sentences.group(proposal),
        others_line=sentences.others_line(proposal),
        others_table=others_table(proposal, numbers),
        votes=votes_tables(proposal, numbers),
        joined=joined_table(proposal),
        wording=proposal.layer.wording,
    )
    return cleaned(content)
