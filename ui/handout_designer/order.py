"""What a handout is to be made of, as it stands when it is wanted: the proposal in work may go on being edited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from borderkit.handout.choices import Format, Template, Words
from borderkit.number_format import NumberFormat
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal

if TYPE_CHECKING:
    from ui.handout.handout import Handout
    from ui.handout.maps import Maps


@dataclass(frozen=True)
class Order:
    """A handout to be made.

    Attributes:
        prepared: the layer with what drawing it needs.
        proposal: a copy of the proposal as it stood when the order was given.
        words, layout: what is typed and chosen.
        second: what it is compared with, if anything.
        numbers: how numbers are written.

    """

    prepared: PreparedLayer
    proposal: Proposal
    words: Words
    layout: Format
    second: Proposal | None
    numbers: NumberFormat

    @classmethod
    def of(
        cls,
        prepared: PreparedLayer,
        proposal: Proposal,
        words: Words,
        layout: Format,
        second: Proposal | None,
        numbers: NumberFormat,
    ) -> Order:
        """Return an order on the proposal as it stands now; it may go on being edited."""
        copy = Proposal(proposal.layer, proposal.to_document())
        return cls(prepared, copy, words, layout, second, numbers)

    @property
    def lacks_second(self) -> bool:
        """Whether it is a comparison with nothing to compare with."""
        return self.layout.template is Template.COMPARISON and self.second is None

    @property
    def title(self) -> str:
        """The title of the handout."""
        return self.words.title or self.proposal.details.title

    def on(self, layout: Format) -> Order:
        """Return an order for the same on another paper."""
        return replace(self, layout=layout)

    def made(self, maps: Maps | None = None) -> Handout:
        """Lay the pages out. They can be painted in the same thread only, as long as it runs.

        Args:
            maps: those of an earlier handout, made in the same thread.

        Raises:
            BorderkitError: if it cannot be made.

        """
        from ui.handout.handout import Handout

        return Handout(self.prepared, self.proposal, self.layout, self.words, self.second, self.numbers, maps=maps)
