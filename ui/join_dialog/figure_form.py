"""The third step: which column of numbers, what it means, and how it adds up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QGroupBox, QLabel, QLineEdit

from borderkit.joining import Kind, Meaning, Numbers, Several, Table
from borderkit.joining.likely import likely_kind, name_and_unit
from borderkit.joining.table import letters
from ui.join_dialog.combo import LongCombo

_KINDS = {Kind.SUM: "added up: a sum", Kind.WEIGHTED_MEAN: "as a weighted mean", Kind.SHARE: "as a share of a whole"}
_SIGNS = (("found from the cells", ""), ("point: 1,234.5", "."), ("comma: 1.234,5", ","))
_SEVERAL = {
    Several.LEAVE_OUT: "left without a figure",
    Several.ADD: "added up",
    Several.FIRST: "the first row counts",
    Several.LAST: "the last row counts",
}
_SHOWN_REMARKS = 3


class FigureForm(QGroupBox):
    """The column and its meaning.

    Signals:
        column_chosen: another column, or another sign of decimals, is to be read.
        changed: what is chosen of its meaning differs.
        typed: a text differs.
    """

    column_chosen = Signal()
    changed = Signal()
    typed = Signal()

    def __init__(self) -> None:
        """Offer nothing yet."""
        super().__init__("3. Figures")
        self.column = LongCombo("numberColumn", "Column of numbers")
        self.sign = LongCombo("decimalSign", "Sign of decimals")
        self.name, self.unit, self.source = (_field(*texts) for texts in (
            ("joinedName", "Name of the column", "as the totals show it"),
            ("joinedUnit", "Unit of measure", "dollars, acres; empty for none"),
            ("joinedSource", "Source", "who counted it, and when"),
        ))  # fmt: skip
        self.kind = LongCombo("joinedKind", "How the column adds up")
        self.basis = LongCombo("joinedBasis", "The column it is weighted by or a share of")
        self.several = LongCombo("severalRows", "What becomes of units with several rows")
        self._said = QLabel(wordWrap=True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setObjectName("numbersRemarks")
        self._form = QFormLayout(self)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field in (
            ("&Column", self.column), ("Deci&mals", self.sign), ("", self._said), ("&Name", self.name),
            ("Unit of mea&sure", self.unit), ("Sou&rce", self.source), ("It is &taken", self.kind),
            ("B&y or of", self.basis), ("Several ro&ws", self.several),
        ):  # fmt: skip
            self._form.addRow(label, field) if label else self._form.addRow(field)
        self.kind.fill([(text, kind) for kind, text in _KINDS.items()], Kind.SUM)
        self.sign.fill(_SIGNS, "")
        self.several.fill([(text, several) for several, text in _SEVERAL.items()], Several.LEAVE_OUT)
        for field in (self.sign, self.basis, self.several, self._said):
            self._form.setRowVisible(field, False)
        self.column.activated.connect(self._choose_column)
        self.sign.activated.connect(self.column_chosen)
        self.kind.activated.connect(self._choose_kind)
        for box in (self.basis, self.several):
            box.activated.connect(self.changed)
        for line in (self.name, self.unit, self.source):
            line.textChanged.connect(self.typed)
        self.setEnabled(False)

    def show_table(self, table: Table, column: int, source: str) -> None:
        """Offer the columns of a table, one of them chosen; a source that was typed stays."""
        self.column.fill([(f"{letters(at)}: {column.name}", at) for at, column in enumerate(table.columns)], column)
        if source and not self.source.isModified():
            self.source.setText(source)
        self.setEnabled(True)
        self._guess(table.columns[column].name)

    def show_numbers(self, numbers: Numbers | None) -> None:
        """Say how the column was read."""
        lines: list[str] = []
        if numbers is not None:
            known, wrong = int(numbers.known.sum()), len(numbers.wrong)
            counts = [f"{known:,} numbers", f"{numbers.missing:,} empty", f"{wrong:,} not numbers"]
            lines = [", ".join(count for count in counts if not count.startswith("0 ")) + "."]
            if not numbers.is_sure:
                lines.append(f"{numbers.evidence[0].upper()}{numbers.evidence[1:]}.")
            lines += numbers.remarks[:_SHOWN_REMARKS]
        self._said.setText("\n".join(lines))
        self._said.setToolTip(numbers.evidence if numbers else "")
        self._form.setRowVisible(self._said, bool(lines))
        asked = numbers is not None and (not numbers.is_sure or bool(self.sign.currentData()))
        self._form.setRowVisible(self.sign, asked)

    def offer_bases(self, bases: Sequence[tuple[str, str]], likely: str) -> None:
        """Offer columns to weight by or to take a share of, each a label and a key."""
        self.basis.fill(bases, self.basis.currentData() or likely)

    def ask_several(self, asked: bool) -> None:
        """Ask what becomes of units with several rows, if there are any."""
        self._form.setRowVisible(self.several, asked)

    @property
    def meaning(self) -> Meaning:
        """What is typed and chosen, without a key."""
        name, unit, source = (field.text().strip() for field in (self.name, self.unit, self.source))
        return Meaning("", name, unit, source, Kind(self.kind.currentData()))

    @property
    def basis_key(self) -> str:
        """The key of the second column; "" for a sum."""
        return "" if self.meaning.kind is Kind.SUM else str(self.basis.currentData() or "")

    @property
    def several_rows(self) -> Several:
        """What becomes of units with several rows."""
        return Several(self.several.currentData())

    def _choose_column(self) -> None:
        self.sign.setCurrentIndex(0)
        self._guess(self.column.currentText().partition(": ")[2])
        self.column_chosen.emit()

    def _guess(self, heading: str) -> None:
        """Take name, unit and kind from a heading; the person sees them and can change them."""
        name, unit = name_and_unit(heading)
        self.name.setText(name)
        self.unit.setText(unit)
        self.kind.setCurrentIndex(self.kind.findData(likely_kind(heading)))
        self._form.setRowVisible(self.basis, self.meaning.kind is not Kind.SUM)

    def _choose_kind(self) -> None:
        self._form.setRowVisible(self.basis, self.meaning.kind is not Kind.SUM)
        self.changed.emit()


def _field(object_name: str, accessible_name: str, hint: str) -> QLineEdit:
    field = QLineEdit(placeholderText=hint)
    field.setObjectName(object_name)
    field.setAccessibleName(accessible_name)
    return field
