"""The first step: a county clerk's precincts are opened, and it is told what was repaired."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel

from borderkit.portrayal import Way
from tools.walk_through.hands import dialog_shown, in_dialog
from tools.walk_through.walk import Walk, total
from ui.layer_report.dialog import LayerReport
from ui.layer_wizard.wizard import LayerWizard

STEP = "Your county clerk's precincts"
_IDENTIFIER = "PRECINCT"
_WIZARD_SIZE = QSize(1180, 740)


def open_precincts(walk: Walk) -> None:
    """Open the clerk's file, say which column identifies the precincts, and read the report."""
    with walk.step(STEP) as window:
        window.open_path(walk.data.clerks_file)
        wizard = dialog_shown(LayerWizard)
        wizard.resize(_WIZARD_SIZE)
        _note_found(walk, wizard)
        walk.camera(wizard, "own-wizard")
        identifier = wizard.parts.form.identifier
        identifier.choose_field(_IDENTIFIER)
        identifier.activated.emit(identifier.currentIndex())
        _note_found(walk, wizard)
        opened = walk.next_window(wizard.parts.open_button.click)
        walk.note(opened.journal.bar.text, opened.windowTitle())
        opened.map_commands.see(Way.MARGIN)
        walk.note(total(opened, "OR", "people", "before"))
        walk.picture(opened, "own-precincts")
        in_dialog(opened.show_layer_report, LayerReport, lambda report: _read(walk, report))


def _note_found(walk: Walk, wizard: LayerWizard) -> None:
    parts = wizard.parts
    walk.note(parts.head.what.text(), parts.head.remarks.text(), parts.told.text(), parts.map_note.text())
    walk.note(parts.crs.choice.currentText(), *(label.text() for label in parts.crs.question.findChildren(QLabel)))
    walk.note(parts.open_button.text(), *wizard.refusals)


def _read(walk: Walk, report: LayerReport) -> None:
    walk.note(report.remarks.toPlainText())
    for change in report.repairs.model.shown:
        walk.note(f"{change.kind}: {change.said}", change.said)
    walk.note(report.pages.tabText(report.pages.indexOf(report.repairs)).replace("&", ""))
    report.pages.setCurrentWidget(report.repairs)
    walk.camera(report, "own-repairs")
