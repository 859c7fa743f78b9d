"""Sets tables: figures aligned at the right, fine rules, heads that are repeated where a table goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from PySide6.QtGui import QColor

from borderkit.handout.content import Cell, Row, Table
from ui.handout.marks import Block, Placed, Rule, stacked
from ui.handout.table_columns import ColumnWidths
from ui.handout.typeset import line, paragraph, width_of
from ui.handout.typography import BODY_FLOOR, HAIR, INK, SOFT, Side, Typography

#: Points above and below a row.
_PAD = 1.5
#: Where letters are set small to save room, rows are closer, too.
_SMALL_SCALE, _SMALL_PAD = 0.84, 0.9

#: The rows that a further piece has at the least.
_FEWEST = 3
_SMALLER = 0.94
_MARKS = "¹²³⁴⁵⁶⁷⁸⁹"


class SetTable:
    """A table set within a width.

    Attributes:
        width: of the room.
        fits: whether no figure had to be broken, even in the smallest letters.

    """

    def __init__(self, table: Table, typography: Typography, width: float, *, titled: bool = True) -> None:
        """Find the widths of the columns; the letters are made smaller where these would not fit."""
        self.width = width
        self._table, self._type, self._titled = table, typography, titled
        self._notes = list(dict.fromkeys(cell.note for row in table.rows for cell in row.cells if cell.note))
        self._cell, self._head = typography.cell, typography.head
        self._pad = _PAD if typography.scale > _SMALL_SCALE else _SMALL_PAD
        widths = self._widths()
        while widths.least > width and self._cell.size > BODY_FLOOR:
            self._cell = self._cell.sized(max(BODY_FLOOR, self._cell.size * _SMALLER))
            self._head = self._head.sized(max(BODY_FLOOR, self._head.size * _SMALLER))
            widths = self._widths()
        self.fits = widths.least <= width
        self._columns = widths.spread(width) if self.fits else widths.squeezed(width)

    def _widths(self) -> ColumnWidths:
        return ColumnWidths(self._table, self._cell, self._head, self._hang)

    def whole(self) -> Block:
        """Return the table in one piece, with its notes."""
        return stacked([self._top, *self._rows, self._end, self._foot])

    def pieces(self, first: float, following: float) -> Iterator[Block]:
        """Return the table in pieces, each with the heads; a piece has one row at least, the last one the notes.

        Args:
            first: the height that the first piece may have.
            following: the height that each other piece may have.

        """
        rows = list(self._rows)
        room = first
        while rows:
            used, count = self._top.height + self._end.height, 0
            while count < len(rows) and (not count or used + rows[count].height <= room):
                used += rows[count].height
                count += 1
            if count == len(rows) and count > 1 and used + self._foot.height > room:
                # The notes go with a row.
                count -= 1
            is_last = count == len(rows)
            if not is_last and len(rows) - count < _FEWEST and count > _FEWEST:
                # The sums do not stand alone on a page.
                count = len(rows) - _FEWEST
            yield stacked([self._top, *rows[:count], self._end, *([self._foot] if is_last else [])])
            rows, room = rows[count:], following

    @property
    def least(self) -> float:
        """The height that the heads and one row take."""
        return self._top.height + self._rows[0].height + self._end.height if self._rows else self._top.height

    @cached_property
    def _top(self) -> Block:
        """The title and the heads, between rules."""
        parts = [paragraph(self._table.title, self._type.heading, self.width)] if self._titled else []
        parts.append(self._rule(0.9, INK))
        if self._table.groups:
            parts.append(self._group_heads())
        heads = [paragraph(self._table.label, self._head, self._columns[0].width)]
        for column, text in zip(self._columns[1:], self._table.heads, strict=True):
            heads.append(paragraph(text, self._head.set_to(column.side), column.width))
        tallest = max(block.height for block in heads)
        placed: list[Placed] = []
        for column, block in zip(self._columns, heads, strict=True):
            placed += block.moved(column.left, self._pad + tallest - block.height)
        parts += [Block(self.width, tallest + 2 * self._pad, tuple(placed)), self._rule(0.5, SOFT)]
        return stacked(parts)

    def _group_heads(self) -> Block:
        style = replace(self._head.bold(), color=INK)
        placed: list[Placed] = []
        tallest, at = 0.0, 1
        blocks = []
        for group in self._table.groups:
            left, right = self._columns[at].left, self._columns[at + group.columns - 1].right
            block = paragraph(group.text, style.set_to(self._columns[at].side), right - left)
            blocks.append((left, right, block))
            tallest = max(tallest, block.height)
            at += group.columns
        for left, right, block in blocks:
            placed += block.moved(left, self._pad + tallest - block.height)
            if block.height:
                placed.append(Placed(left, self._pad + tallest + 1, Rule(right - left, 0, 0.4, SOFT)))
        return Block(self.width, tallest + self._pad + 1.5, tuple(placed))

    @cached_property
    def _rows(self) -> list[Block]:
        return [self._row(row, is_first=not position) for position, row in enumerate(self._table.rows)]

    def _row(self, row: Row, *, is_first: bool) -> Block:
        style = self._cell.bold() if row.is_sum else self._cell
        blocks = [paragraph(row.label, style, self._columns[0].width)]
        placed: list[Placed] = []
        if not is_first:
            color = INK if row.is_sum else HAIR
            placed.append(Placed(0, 0, Rule(self.width, 0, 0.5 if row.is_sum else 0.3, color)))
        for column, cell in zip(self._columns[1:], row.cells, strict=True):
            hang = self._hang if column.side is Side.END else 0.0
            blocks.append(paragraph(cell.text, style.set_to(column.side), column.width - hang))
        height = max(block.height for block in blocks) + 2 * self._pad
        for column, block in zip(self._columns, blocks, strict=True):
            placed += block.moved(column.left, self._pad)
        for column, cell in zip(self._columns[1:], row.cells, strict=True):
            if cell.note and column.side is Side.END:
                placed += line(self._mark(cell), style).moved(column.right - self._hang, self._pad)
        return Block(self.width, height, tuple(placed))

    def _mark(self, cell: Cell) -> str:
        return _MARKS[self._notes.index(cell.note) % len(_MARKS)]

    @property
    def _hang(self) -> float:
        """The room at the right of the figures in which the marks of notes hang."""
        return width_of("⁴", self._cell.bold()) + 0.5 if self._notes else 0.0

    @cached_property
    def _end(self) -> Block:
        return self._rule(0.5, SOFT)

    @cached_property
    def _foot(self) -> Block:
        """The notes."""
        told = [f"{_MARKS[n % len(_MARKS)]} {note}" for n, note in enumerate(self._notes)]
        texts = [paragraph(text, self._type.note, self.width) for text in (*told, *self._table.notes)]
        shown = stacked(texts, 1.0)
        return stacked([Block(self.width, 2.5), shown]) if shown.height else shown

    def _rule(self, width: float, color: QColor) -> Block:
        return Block(self.width, max(width, 0.6), (Placed(0, width / 2, Rule(self.width, 0, width, color)),))
