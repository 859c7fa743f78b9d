"""How wide the columns of a table are: by what stands in them, and by the room there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from borderkit.handout.content import Table
from ui.handout.typeset import width_of
from ui.handout.typography import Side, Style

#: Points between two columns.
_GAP = 9.0

#: Longer cells, and columns without any digit, are words: they are set from the left. Long cells may be broken.
_LONGEST_FIGURE = 26
_LEAST_LABEL, _LEAST_TEXT = 60.0, 80.0
#: Longer words are broken rather than that they widen a column.
_WIDEST_WORD, _WIDEST_LABEL = 76.0, 110.0
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it lies and to which side it is set; the first is that of the labels."""

    left: float
    width: float
    side: Side

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width


class ColumnWidths:
    """The widths that the columns of a table need in some letters.

    Attributes:
        least: the width of the whole table in which no figure is broken, and heads only between words.

    """

    def __init__(self, table: Table, cell: Style, head: Style, hang: float) -> None:
        """Measure the texts; ``hang`` is the room for the marks of notes beside figures."""
        self._table, self._cell, self._head, self._hang = table, cell, head, hang
        self._label, self._least_label = self._label_widths()
        self._cells = self._cell_widths()
        self.least = self._least_label + sum(_GAP + width for width in self._cells)

    def _texts(self, position: int) -> list[str]:
        return [row.cells[position].text for row in self._table.rows]

    def _is_text(self, position: int) -> bool:
        texts = self._texts(position)
        return any(len(text) > _LONGEST_FIGURE for text in texts) or not any(_DIGIT.search(text) for text in texts)

    def _is_long(self, position: int) -> bool:
        return any(len(text) > _LONGEST_FIGURE for text in self._texts(position))

    def _cell_widths(self) -> list[float]:
        """Return the least width of each column of cells: figures are never broken, heads between words."""
        bold = self._cell.bold()
        has_sums = any(row.is_sum for row in self._table.rows)
        style = bold if has_sums else self._cell
        found = []
        for position, head in enumerate(self._table.heads):
            texts = list(dict.fromkeys(self._texts(position)))
            widest_word = min(_WIDEST_WORD, max((width_of(word, self._head) for word in head.split()), default=0.0))
            if self._is_long(position):
                words = (word for text in texts for word in text.split() if len(word) < _LONGEST_FIGURE)
                needed = max(_LEAST_TEXT, max((width_of(word, style) for word in words), default=0.0))
            else:
                needed = max((width_of(text, style) for text in texts), default=0.0) + self._hang
            found.append(max(needed, widest_word) + 0.5)
        at = 0
        for group in self._table.groups:
            spanned = found[at : at + group.columns]
            word = min(_WIDEST_WORD, width_of(_longest_word(group.text), self._head.bold()))
            lack = word - sum(spanned) - _GAP * (group.columns - 1)
            if lack > 0:
                found[at : at + group.columns] = [width + lack / group.columns for width in spanned]
            at += group.columns
        return found

    def _label_widths(self) -> tuple[float, float]:
        """Return the width in which no label is broken, and the least one."""
        texts = {self._table.label, *(row.label for row in self._table.rows)}
        style = self._cell.bold()
        whole = max(width_of(text, style) for text in texts)
        words = max(width_of(word, style) for text in texts for word in (text.split() or [""]))
        return whole + 0.5, min(whole, max(min(words, _WIDEST_LABEL), min(_LEAST_LABEL, whole))) + 0.5

    def spread(self, room: float) -> list[Column]:
        """Return columns over a whole width: what is left over goes to the labels first, then evenly to all."""
        spare = room - self.least
        label = self._least_label + min(spare, self._label - self._least_label)
        spare -= label - self._least_label
        widths = list(self._cells)
        texts = [n for n in range(len(widths)) if self._is_long(n)]
        for n in texts:
            widths[n] += spare / len(texts)
        if not texts and widths:
            each = spare / (len(widths) + 0.5)
            widths = [width + each for width in widths]
            label += each / 2
        return self._placed(label, widths)

    def squeezed(self, room: float) -> list[Column]:
        """Return columns narrower than their figures, which are broken then, since nothing else is left."""
        factor = (room - _GAP * len(self._cells)) / (self._least_label + sum(self._cells))
        return self._placed(self._least_label * factor, [width * factor for width in self._cells])

    def _placed(self, label: float, widths: Sequence[float]) -> list[Column]:
        found = [Column(0.0, label, Side.START)]
        for position, width in enumerate(widths):
            side = Side.START if self._is_text(position) else Side.END
            found.append(Column(found[-1].right + _GAP, width, side))
        return found


def _longest_word(text: str) -> str:
    return max(text.split(), key=len, default="")
