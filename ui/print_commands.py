"""What File > Handout… and File > Print… do: the designer, the printer and the PDF, about the proposal in work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from borderkit.errors import BorderkitError
from borderkit.number_format import NumberFormat
from borderkit.prepared import PreparedLayer
from borderkit.shelf import ShelfEntry
from ui import messages
from ui.preferences import Preferences
from ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ui.handout_designer.designer import HandoutDesigner
    from ui.handout_designer.order import Order
    from ui.handout_designer.saving import PdfSaving

_NO_PRINTER = "No printer is set up on this machine."
_OFFER = "The handout can be saved as a PDF, which prints the same pages from any other machine."
_PREVIEW_SIZE = (1000, 660)


class PrintCommands(QObject):
    """Acts on the proposal of a session. What it takes for that is loaded when it is first asked for.

    Signals:
        told: a short sentence for the status bar.
        saved: with the path of a PDF that was written, or None if none was.
    """

    told = Signal(str)
    saved = Signal(object)

    def __init__(
        self,
        session: Session,
        prepared: PreparedLayer,
        entries: Sequence[ShelfEntry],
        preferences: Preferences,
        numbers: NumberFormat,
        window: QWidget,
    ) -> None:
        """Act on a session; dialogs belong to ``window``. ``entries`` are what a proposal can be compared with."""
        super().__init__(window)
        self._session, self._prepared, self._entries = session, prepared, entries
        self._preferences, self._numbers, self._window = preferences, numbers, window
        self._designer: HandoutDesigner | None = None
        self._saving: PdfSaving | None = None

    @property
    def designer(self) -> HandoutDesigner:
        """The handout designer of the window, which may be closed."""
        if self._designer is None:
            from ui.handout_designer.designer import HandoutDesigner

            self._designer = HandoutDesigner(
                self._session, self._prepared, self._entries, self._preferences, self._numbers, self._window
            )
            self._designer.save_wanted.connect(self._save)
            self._designer.print_wanted.connect(self._print_order)
            self._window.installEventFilter(self)
        return self._designer

    def set_numbers(self, numbers: NumberFormat) -> None:
        """Write numbers another way."""
        self._numbers = numbers
        if self._designer is not None:
            self._designer.set_numbers(numbers)

    def open_designer(self) -> None:
        """Open the handout designer, or bring it to the front."""
        self._session.finish_stroke()
        self.designer.present()

    def keep_typed(self) -> None:
        """Make a step of what is typed in the designer and not kept yet: before the proposal is saved or left."""
        if self._designer is not None:
            self._designer.keep()

    def print(self) -> None:
        """Show the handout as it prints, and print it if the person then wishes so."""
        self._session.finish_stroke()
        self.keep_typed()
        order = self.designer.order()
        if order.lacks_second:
            self.open_designer()
            self._tell("The handout is a comparison. Choose what it is compared with, then print it.")
            return
        if not self._has_printer():
            self._offer_pdf(order, self._window)
            return
        self._guarded(lambda: self._preview(order), self._window)

    # Printing

    def _print_order(self, order: Order, page_shown: int) -> None:
        """Print what the designer shows: the pages are seen already."""
        if not self._has_printer():
            self._offer_pdf(order, self.designer)
            return
        self._guarded(lambda: self._print_pages(order, page_shown), self.designer)

    def _has_printer(self) -> bool:
        from PySide6.QtPrintSupport import QPrinterInfo

        return bool(QPrinterInfo.availablePrinterNames())

    def _offer_pdf(self, order: Order, over: QWidget) -> None:
        if messages.ask(over, _NO_PRINTER, _OFFER, "Save as PDF…"):
            self._save(order, over)

    def _print_pages(self, order: Order, page_shown: int) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.handout_designer.printing import PrintedPages, layout_on

        printer = _printer(order)
        pages = PrintedPages(order)
        dialog = QPrintDialog(printer, self.designer)
        options = QPrintDialog.PrintDialogOption
        for option in (options.PrintPageRange, options.PrintCurrentPage, options.PrintCollateCopies):
            dialog.setOption(option)
        dialog.setMinMax(1, pages.handout(layout_on(printer, order.layout)).pages)
        if dialog.exec():
            self._tell_printed(printer, _waiting(lambda: pages.paint(printer, page_shown)))

    def _preview(self, order: Order) -> None:
        from PySide6.QtPrintSupport import QPrintPreviewDialog

        from ui.handout_designer.printing import PrintedPages

        printer = _printer(order)
        pages, errors, painted = PrintedPages(order), list[BorderkitError](), [0]

        def paint(on: QPrinter) -> None:
            try:
                painted[0] = _waiting(lambda: pages.paint(on))
            except BorderkitError as error:
                errors.append(error)

        dialog = QPrintPreviewDialog(printer, self._window)
        dialog.setWindowTitle(f"Print – {order.title}")
        dialog.resize(*_PREVIEW_SIZE)
        dialog.paintRequested.connect(paint)
        was_printed = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if errors:
            raise errors[-1]
        if was_printed:
            self._tell_printed(printer, painted[0])

    def _tell_printed(self, printer: QPrinter, n_pages: int) -> None:
        number = "One page" if n_pages == 1 else f"{n_pages:,} pages"
        where = printer.outputFileName()
        verb = "is" if n_pages == 1 else "are"
        self._tell(f"{number} {verb} in {where}." if where else f"{number} went to {printer.printerName()}.")

    # Saving

    def _save(self, order: Order, over: QWidget | None = None) -> None:
        if self._saving is None:
            from ui.handout_designer.saving import PdfSaving

            self._saving = PdfSaving(self._preferences, self)
            self._saving.told.connect(self._tell)
            self._saving.ended.connect(self.saved)
        self._saving.ask_and_save(order, over or self.designer)

    # Telling

    def _tell(self, text: str) -> None:
        self.told.emit(text)
        if self._designer is not None:
            self._designer.tell(text)

    def _guarded(self, act: Callable[[], None], over: QWidget) -> None:
        """Do something, and show why if it cannot be done."""
        try:
            act()
        except BorderkitError as error:
            messages.show_error(over, error)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Before the window asks about unsaved work, keep what is typed; when it goes, close the designer with it."""
        if event.type() == QEvent.Type.Close:
            self.keep_typed()
        elif event.type() == QEvent.Type.Hide and not event.spontaneous() and shiboken6.isValid(self._window):
            # A window that was never closed hides while it is destroyed: there is nothing left to be done then.
            self._end()
        return False

    def _end(self) -> None:
        """Stop what is under way, and close what is open."""
        self._window.removeEventFilter(self)
        if self._saving is not None:
            self._saving.stop()
        if self._designer is not None:
            self._designer.close()


def _printer(order: Order) -> QPrinter:
    """Return the machine's printer with the paper of the order."""
    from PySide6.QtPrintSupport import QPrinter

    from ui.handout_designer.printing import set_up

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer, order.layout, order.title)
    return printer


def _waiting(act: Callable[[], int]) -> int:
    """Do something while the pointer says that it takes a moment."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return act()
    finally:
        QApplication.restoreOverrideCursor()
