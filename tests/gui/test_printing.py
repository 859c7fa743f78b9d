"""Printing: the same pages as in the PDF, on the paper that the printer has, and a calm word where there is none."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from borderkit.handout.choices import Format, Paper, Template, Words
from borderkit.number_format import NumberFormat
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from borderkit.shelf import shelf
from tests.gui.answers import Said, choose_file
from ui.handout_designer.order import Order
from ui.handout_designer.preview import page_points
from ui.handout_designer.printing import PrintedPages, layout_on, place_on, set_up, wanted_pages
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.print_commands import PrintCommands

_LONGEST_MS = 30_000
_HALF_INCH = 36.0
_OWN_MARGIN = 38.0
#: Points by which a box may stand over an edge: letters are reported with the room above and below them.
_SLACK = 1.5

needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")


@pytest.fixture
def prints(window: MainWindow, said: Said) -> PrintCommands:
    """The commands on a copy of Greater Idaho whose handout has two pages."""
    assert window.files.open_bundled("greater-idaho-2020")
    window.session.edit_handout(Words(title="Crest"), Format(Template.TWO_PAGES))
    prepared = window.canvas.renderer.prepared
    return PrintCommands(window.session, prepared, shelf(prepared.layer), Preferences(), NumberFormat(), window)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a printer."""
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])


def print_into(
    monkeypatch: pytest.MonkeyPatch, path: Path, choose: Callable[[QPrinter], object] = lambda printer: None
) -> None:
    """Answer the print dialog: into a file, and whatever else is chosen in it."""

    def answer(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFileName(str(path))
        choose(dialog.printer())
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", answer)


def press_print(prints: PrintCommands, qtbot: QtBot) -> None:
    """Press the button in the designer."""
    prints.open_designer()
    qtbot.waitUntil(lambda: prints.designer.is_settled, timeout=_LONGEST_MS)
    button = prints.designer.findChild(QAbstractButton, "printHandout")
    assert isinstance(button, QAbstractButton)
    button.click()


def words_of(path: Path) -> list[str]:
    """Return the words of a PDF in the order in which they are read."""
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout.split()


def boxes_of(path: Path) -> list[QRectF]:
    """Return what each word of a PDF covers, in points."""
    out = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    lines = [line.split('"')[1:8:2] for line in out.splitlines() if "<word " in line]
    corners = [[float(number) for number in line] for line in lines]
    return [QRectF(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in corners]


def n_pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def paper_of(path: Path) -> tuple[float, float]:
    """Return width and height of the first page of a PDF, in points."""
    with pikepdf.open(path) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
    return right - left, top - bottom


# The same pages


@needs_pdftotext
def test_printed_into_a_file_it_has_the_pages_and_the_text_of_the_pdf(
    prints: PrintCommands, office: None, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed, saved = tmp_path / "printed.pdf", tmp_path / "saved.pdf"
    print_into(monkeypatch, printed)
    told = QSignalSpy(prints.told)
    press_print(prints, qtbot)
    assert told.at(0)[0] == f"2 pages are in {printed}."
    choose_file(monkeypatch, saved)
    button = prints.designer.findChild(QAbstractButton, "saveHandout")
    assert isinstance(button, QAbstractButton)
    with qtbot.waitSignal(prints.saved, timeout=_LONGEST_MS):
        button.click()
    assert n_pages(printed) == n_pages(saved) == 2
    assert words_of(printed) == words_of(saved)
    assert "Crest" in words_of(printed)
    assert paper_of(printed) == pytest.approx(paper_of(saved), abs=0.6)
    assert paper_of(printed) == pytest.approx((612, 792), abs=0.6)
    prints.designer.close()


@needs_pdftotext
def test_the_printers_paper_wins_and_the_pages_are_laid_out_anew_for_it(
    prints: PrintCommands, office: None, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(printer: QPrinter) -> None:
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)

    path = tmp_path / "a4.pdf"
    print_into(monkeypatch, path, choose)
    press_print(prints, qtbot)
    assert paper_of(path) == pytest.approx((842, 595), abs=1)
    assert max(box.right() for box in boxes_of(path)) > 760
    assert all(_HALF_INCH - _SLACK <= box.left() <= box.right() <= 842 - _HALF_INCH + _SLACK for box in boxes_of(path))
    prints.designer.close()


@needs_pdftotext
@pytest.mark.parametrize("size", [QPageSize.PageSizeId.A5, QPageSize.PageSizeId.Executive, QPageSize.PageSizeId.B4])
def test_on_a_paper_that_is_not_on_offer_the_pages_are_scaled_and_all_of_them_is_there(
    prepared: PreparedLayer, qapp: object, tmp_path: Path, size: QPageSize.PageSizeId
) -> None:
    path = tmp_path / "other.pdf"
    printer = pdf_printer(path, size)
    pages = PrintedPages(order(prepared, Format()))
    assert pages.paint(printer) == 1
    width, height = paper_of(path)
    boxes = boxes_of(path)
    assert all(_HALF_INCH - _SLACK <= box.left() <= box.right() <= width - _HALF_INCH + _SLACK for box in boxes)
    assert all(_HALF_INCH - _SLACK <= box.top() <= box.bottom() <= height - _HALF_INCH + _SLACK for box in boxes)
    # It is as large as the paper allows.
    assert max(box.right() for box in boxes) - min(box.left() for box in boxes) > 0.7 * (width - 2 * _HALF_INCH)


def order(prepared: PreparedLayer, layout: Format, words: Words | None = None) -> Order:
    proposal = Proposal(prepared.layer)
    proposal.move(["41001", "41003"], "ID")
    return Order.of(prepared, proposal, words or Words(), layout, None, NumberFormat())


def pdf_printer(path: Path, size: QPageSize.PageSizeId) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(size))
    return printer


# Paper and margins


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("paper", list(Paper))
def test_a_printer_set_up_for_a_format_gives_that_format_back(qapp: object, paper: Paper, landscape: bool) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    layout = Format(Template.POSTER, paper, landscape, black_and_white=True)
    set_up(printer, layout, "Either/or")
    assert printer.docName() == "Either-or"
    assert layout_on(printer, Format(Template.POSTER, black_and_white=True)) == layout
    assert printer.colorMode() == QPrinter.ColorMode.GrayScale


@pytest.mark.parametrize("bottom", [5.0, 12.7, 13.0, 18.0, 30.0])
def test_the_pages_keep_within_what_a_printer_reaches(prepared: PreparedLayer, qapp: object, bottom: float) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    reached = QMarginsF(4, 4, 4, bottom)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.Letter),
            QPageLayout.Orientation.Portrait,
            reached,
            QPageLayout.Unit.Millimeter,
            reached,
        )
    )
    handout = order(prepared, Format()).made()
    place = place_on(printer, handout)
    size: QSizeF = page_points(handout)
    lowest = place.origin.y() + place.scale * (size.height() - _OWN_MARGIN)
    leftmost = place.origin.x() + place.scale * _OWN_MARGIN
    assert lowest <= size.height() - max(_HALF_INCH, bottom * 72 / 25.4) + 0.01
    assert leftmost >= _HALF_INCH
    assert place.scale <= 1
    if bottom <= 13.0:
        assert place.scale == 1
        assert place.origin.isNull()


# Which pages


def test_ranges_copies_and_order_are_honoured(qapp: object, tmp_path: Path) -> None:
    printer = pdf_printer(tmp_path / "x.pdf", QPageSize.PageSizeId.Letter)
    assert not printer.supportsMultipleCopies()
    assert wanted_pages(printer, 5) == [0, 1, 2, 3, 4]
    ranges = QPageRanges()
    ranges.addRange(2, 3)
    ranges.addPage(5)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(ranges)
    assert wanted_pages(printer, 5) == [1, 2, 4]
    assert wanted_pages(printer, 2) == [1]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert wanted_pages(printer, 5) == [4, 2, 1]
    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert wanted_pages(printer, 5) == [1, 2, 4, 1, 2, 4]
    printer.setCollateCopies(False)
    assert wanted_pages(printer, 5) == [1, 1, 2, 2, 4, 4]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    printer.setCopyCount(1)
    assert wanted_pages(printer, 5, page_shown=3) == [3]


@needs_pdftotext
def test_only_the_chosen_pages_come_out(
    prints: PrintCommands, office: None, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 2)

    path = tmp_path / "second.pdf"
    print_into(monkeypatch, path, choose)
    told = QSignalSpy(prints.told)
    press_print(prints, qtbot)
    assert n_pages(path) == 1
    assert told.at(0)[0] == f"One page is in {path}."
    text = " ".join(words_of(path))
    assert "Malheur" in text
    prints.designer.close()


def test_a_print_dialog_that_is_closed_prints_nothing(
    prints: PrintCommands, office: None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: QDialog.DialogCode.Rejected)
    told = QSignalSpy(prints.told)
    press_print(prints, qtbot)
    assert told.count() == 0
    prints.designer.close()


# From the main window


@needs_pdftotext
def test_from_the_main_window_the_stored_format_is_seen_first_and_printed_then(
    prints: PrintCommands, office: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, seen = tmp_path / "stored.pdf", []

    def look_and_print(dialog: QPrintPreviewDialog) -> int:
        shown = dialog.findChild(QPrintPreviewWidget)
        assert isinstance(shown, QPrintPreviewWidget)
        shown.updatePreview()
        seen.append(shown.pageCount())
        dialog.printer().setOutputFileName(str(path))
        shown.print_()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintPreviewDialog, "exec", look_and_print)
    told = QSignalSpy(prints.told)
    prints.print()
    assert seen == [2]
    assert n_pages(path) == 2
    assert "Crest" in words_of(path)
    assert told.at(0)[0] == f"2 pages are in {path}."
    assert not prints.designer.isVisible()


def test_what_is_typed_and_not_kept_yet_is_printed_too(
    window: MainWindow, prints: PrintCommands, office: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []

    def look(dialog: QPrintPreviewDialog) -> int:
        titles.append(dialog.windowTitle())
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintPreviewDialog, "exec", look)
    prints.designer.typed.type_words(Words(title="Typed just now"))
    prints.print()
    assert titles == ["Print – Typed just now"]
    assert window.session.proposal.history.undo_text == "Edited the handout's texts"


def test_a_comparison_without_a_second_proposal_leads_to_the_designer(
    window: MainWindow, prints: PrintCommands, office: None
) -> None:
    window.session.edit_handout(Words(), Format(Template.COMPARISON))
    told = QSignalSpy(prints.told)
    prints.print()
    assert prints.designer.isVisible()
    assert "compared with" in told.at(0)[0]
    prints.designer.close()


# What goes wrong


def test_without_a_printer_a_pdf_is_offered(
    prints: PrintCommands, said: Said, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    said.yes = False
    prints.print()
    assert said.questions == ["No printer is set up on this machine."]
    said.yes = True
    choose_file(monkeypatch, tmp_path / "instead.pdf")
    with qtbot.waitSignal(prints.saved, timeout=_LONGEST_MS):
        prints.print()
    assert n_pages(tmp_path / "instead.pdf") == 2
    with qtbot.waitSignal(prints.saved, timeout=_LONGEST_MS):
        press_print(prints, qtbot)
    assert len(said.questions) == 3
    prints.designer.close()


# Qt says of a file that it cannot begin.
@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf", "QFile", extend=True)
def test_a_printer_that_takes_nothing_is_explained(
    prints: PrintCommands, said: Said, office: None, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_into(monkeypatch, tmp_path / "gone" / "x.pdf")
    press_print(prints, qtbot)
    assert "x.pdf cannot be written" in said.errors[0]
    prints.designer.close()
