"""The handout designer: what is typed and chosen shows on the page, is kept in the proposal, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PySide6.QtCore import QByteArray, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPalette, QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import borderkit
from borderkit.document import Details
from borderkit.handout.choices import Format, Paper, Template
from borderkit.handout.logo import LogoError, decode_logo
from borderkit.handout.stored import stored_format, stored_words
from borderkit.number_format import NumberFormat
from borderkit.shelf import shelf
from tests.gui.answers import Said, choose_file, move
from ui.handout_designer.designer import HandoutDesigner
from ui.handout_designer.logo_file import LARGEST_BYTES, LARGEST_SIDE, read_logo
from ui.handout_designer.page_view import Zoom
from ui.main_window import MainWindow
from ui.messages import Answer
from ui.preferences import Preferences
from ui.print_commands import PrintCommands
from ui.theme import palette

_LONGEST_MS = 30_000


@pytest.fixture
def prints(window: MainWindow, said: Said) -> PrintCommands:
    """The commands on a copy of Greater Idaho."""
    assert window.files.open_bundled("greater-idaho-2020")
    prepared = window.canvas.renderer.prepared
    return PrintCommands(window.session, prepared, shelf(prepared.layer), Preferences(), NumberFormat(), window)


@pytest.fixture
def designer(prints: PrintCommands, qtbot: QtBot) -> Iterator[HandoutDesigner]:
    """The designer, open, its page sharp."""
    prints.open_designer()
    opened = prints.designer
    qtbot.waitExposed(opened)
    settle(opened, qtbot)
    yield opened
    opened.close()  # which makes a step of what is typed, before the window asks about unsaved work


def settle(designer: HandoutDesigner, qtbot: QtBot) -> QImage:
    """Wait until the page is what fields and proposal say, and return its picture."""
    qtbot.waitUntil(lambda: designer.is_settled, timeout=_LONGEST_MS)
    return designer.pages.view.image.copy()


def line_edit(designer: HandoutDesigner, name: str) -> QLineEdit:
    found = designer.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def button(designer: HandoutDesigner, name: str) -> QAbstractButton:
    found = designer.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def choose(designer: HandoutDesigner, name: str, text: str) -> None:
    """Choose an entry of a list by what it begins with, as a person does."""
    box = designer.findChild(QComboBox, name)
    assert isinstance(box, QComboBox)
    row = box.findText(text, Qt.MatchFlag.MatchStartsWith)
    assert row >= 0
    box.setCurrentIndex(row)
    box.activated.emit(row)


def choose_template(designer: HandoutDesigner, template: Template) -> None:
    button(designer, f"template-{template.value}").click()


def type_title(designer: HandoutDesigner, text: str) -> None:
    field = line_edit(designer, "handoutTitle")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def n_steps(designer: HandoutDesigner, window: MainWindow) -> int:
    return window.session.proposal.history.position


# Texts


def test_a_typed_title_shows_on_the_page_is_a_step_and_comes_back_with_the_file(
    window: MainWindow, designer: HandoutDesigner, qtbot: QtBot, tmp_path: Path
) -> None:
    before, steps = settle(designer, qtbot), n_steps(designer, window)
    type_title(designer, "A border on the crest")
    assert settle(designer, qtbot) != before
    line_edit(designer, "handoutContact").setFocus()
    assert n_steps(designer, window) == steps + 1
    assert window.session.proposal.history.undo_text == "Edited the handout's texts"
    path = tmp_path / "crest.borderkit"
    window.session.save(path)
    assert json.loads(path.read_text(encoding="utf-8"))["handout"] == {"title": "A border on the crest"}
    assert window.files.open_bundled("california-leaves-the-union")
    assert line_edit(designer, "handoutTitle").text() == ""
    assert window.open_path(path)
    assert line_edit(designer, "handoutTitle").text() == "A border on the crest"
    assert line_edit(designer, "handoutTitle").placeholderText() == "Greater Idaho (2020)"


def test_a_pause_in_typing_makes_a_step_without_leaving_the_field(
    window: MainWindow, designer: HandoutDesigner, qtbot: QtBot
) -> None:
    steps = n_steps(designer, window)
    type_title(designer, "Crest")
    assert n_steps(designer, window) == steps
    qtbot.waitUntil(lambda: n_steps(designer, window) == steps + 1)
    assert stored_words(window.session.proposal.document).title == "Crest"
    assert line_edit(designer, "handoutTitle").hasFocus()


def test_while_keys_come_no_page_is_made(designer: HandoutDesigner, qtbot: QtBot) -> None:
    made = QSignalSpy(designer.pages.preview.laid_out)
    type_title(designer, "Thirty letters in a row, no page")
    assert made.count() == 0
    settle(designer, qtbot)
    assert made.count() == 1


def test_the_last_page_stays_until_the_new_one_is_there(designer: HandoutDesigner, qtbot: QtBot) -> None:
    before = settle(designer, qtbot)
    type_title(designer, "Crest")
    assert designer.pages.view.image == before
    assert settle(designer, qtbot) != before


def test_all_texts_are_kept_and_printed(window: MainWindow, designer: HandoutDesigner, qtbot: QtBot) -> None:
    before = settle(designer, qtbot)
    summary = designer.findChild(QPlainTextEdit, "handoutSummary")
    assert isinstance(summary, QPlainTextEdit)
    summary.setFocus()
    QTest.keyClicks(summary, "In short.")
    line_edit(designer, "handoutContact").setText(" Ann Smith, 555-0100 ")
    line_edit(designer, "handoutWeb").setText("https://example.org")
    designer.keep()
    words = stored_words(window.session.proposal.document)
    assert (words.summary, words.contact, words.web) == ("In short.", "Ann Smith, 555-0100", "https://example.org")
    after = settle(designer, qtbot)
    assert after != before
    # The QR code stands near the foot: much more black than before.
    assert _darkness(after.copy(0, after.height() * 3 // 4, after.width(), after.height() // 4)) > _darkness(
        before.copy(0, before.height() * 3 // 4, before.width(), before.height() // 4)
    )


def _darkness(image: QImage) -> int:
    return sum(image.pixelColor(x, y).lightness() < 90 for x in range(image.width()) for y in range(image.height()))


def test_undo_in_the_main_window_takes_the_title_out_of_the_field_and_off_the_page(
    window: MainWindow, designer: HandoutDesigner, qtbot: QtBot
) -> None:
    before = settle(designer, qtbot)
    type_title(designer, "Crest")
    designer.keep()
    settle(designer, qtbot)
    window.actions_by_name["undo"].trigger()
    assert line_edit(designer, "handoutTitle").text() == ""
    assert settle(designer, qtbot) == before
    window.actions_by_name["redo"].trigger()
    assert line_edit(designer, "handoutTitle").text() == "Crest"


def test_undo_of_one_field_leaves_what_is_being_typed_in_another(
    window: MainWindow, designer: HandoutDesigner, qtbot: QtBot
) -> None:
    type_title(designer, "Crest")
    designer.keep()
    line_edit(designer, "handoutContact").setText("Ann")
    window.session.undo()
    assert line_edit(designer, "handoutTitle").text() == ""
    assert line_edit(designer, "handoutContact").text() == "Ann"
    designer.keep()
    assert stored_words(window.session.proposal.document).contact == "Ann"


def test_undo_keys_work_in_the_designer_where_no_text_is_typed(
    window: MainWindow, designer: HandoutDesigner, qtbot: QtBot
) -> None:
    choose(designer, "paperSelector", "A4")
    assert stored_format(window.session.proposal.document).paper is Paper.A4
    designer.pages.view.setFocus()
    QTest.keySequence(designer, "Ctrl+Z")
    assert stored_format(window.session.proposal.document).paper is Paper.LETTER


def test_the_proposals_own_texts_stand_in_empty_fields(
    window: MainWindow, designer: HandoutDesigner, qtbot: QtBot
) -> None:
    before = settle(designer, qtbot)
    window.session.edit_details(Details(title="Renamed", summary="Another one"))
    assert line_edit(designer, "handoutTitle").placeholderText() == "Renamed"
    assert designer.windowTitle() == "Handout – Renamed"
    assert settle(designer, qtbot) != before


def test_a_pause_does_not_end_a_stroke_on_the_map(window: MainWindow, designer: HandoutDesigner, qtbot: QtBot) -> None:
    line_edit(designer, "handoutContact").setText("Ann")
    window.session.set_target("ID")
    window.session.begin_stroke()
    window.session.continue_stroke(window.session.layer.indices(["41067"]))
    with qtbot.waitSignal(designer.typed.pause_over, timeout=_LONGEST_MS):
        pass
    assert window.session.stroke_in_progress
    window.session.finish_stroke()
    qtbot.waitUntil(lambda: stored_words(window.session.proposal.document).contact == "Ann", timeout=_LONGEST_MS)


# The map


def test_a_county_moved_in_the_main_window_changes_the_page(
    window: MainWindow, designer: HandoutDesigner, qtbot: QtBot
) -> None:
    before = settle(designer, qtbot)
    move(window, "41067")
    moved = settle(designer, qtbot)
    assert moved != before
    window.session.undo()
    assert settle(designer, qtbot) == before


def test_another_election_changes_the_page(window: MainWindow, designer: HandoutDesigner, qtbot: QtBot) -> None:
    before = settle(designer, qtbot)
    window.election.setCurrentText("2016")
    assert settle(designer, qtbot) != before


# The format


def test_every_choice_changes_the_pages_and_is_kept(
    window: MainWindow, designer: HandoutDesigner, qtbot: QtBot
) -> None:
    seen = [settle(designer, qtbot)]
    for template in (Template.TWO_PAGES, Template.POSTER, Template.DATA_SHEET, Template.ONE_PAGE):
        choose_template(designer, template)
        seen.append(settle(designer, qtbot))
        assert stored_format(window.session.proposal.document).template is template
        assert seen[-1] != seen[-2]
    choose(designer, "paperSelector", "A4")
    assert settle(designer, qtbot).size() != seen[-1].size()
    choose(designer, "orientationSelector", "Landscape")
    wide = settle(designer, qtbot)
    assert wide.width() > wide.height()
    plain = designer.findChild(QCheckBox, "blackAndWhite")
    assert isinstance(plain, QCheckBox)
    plain.click()
    grey = settle(designer, qtbot)
    assert grey != wide
    assert not _has_colour(grey)
    assert stored_format(window.session.proposal.document) == Format(Template.ONE_PAGE, Paper.A4, True, True)


def _has_colour(image: QImage) -> bool:
    points = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    return any(image.pixelColor(x, y).saturation() > 40 for x, y in points)


def test_a_poster_takes_a_large_paper_and_gives_it_back(window: MainWindow, designer: HandoutDesigner) -> None:
    choose_template(designer, Template.POSTER)
    assert stored_format(window.session.proposal.document).paper is Paper.TABLOID
    choose_template(designer, Template.ONE_PAGE)
    assert stored_format(window.session.proposal.document).paper is Paper.LETTER
    choose(designer, "paperSelector", "A4")
    choose_template(designer, Template.POSTER)
    assert stored_format(window.session.proposal.document).paper is Paper.A3


def test_pages_are_turned_by_buttons_keys_and_wheel(designer: HandoutDesigner, qtbot: QtBot) -> None:
    assert designer.pages.pager.text == "One page"
    assert not button(designer, "pageDown").isVisible()
    choose_template(designer, Template.TWO_PAGES)
    first = settle(designer, qtbot)
    assert designer.pages.pager.text == "Page 1 of 2"
    button(designer, "pageDown").click()
    second = settle(designer, qtbot)
    assert second != first
    assert designer.pages.pager.text == "Page 2 of 2"
    assert not button(designer, "pageDown").isEnabled()
    designer.pages.view.setFocus()
    QTest.keyClick(designer.pages.view, Qt.Key.Key_PageUp)
    assert settle(designer, qtbot) == first
    _turn_wheel(designer, -120)
    assert settle(designer, qtbot) == second
    choose_template(designer, Template.ONE_PAGE)
    settle(designer, qtbot)
    assert designer.pages.pager.text == "One page"


def _turn_wheel(designer: HandoutDesigner, eighths: int) -> None:
    viewport = designer.pages.view.viewport()
    at = QPointF(viewport.rect().center())
    event = QWheelEvent(
        at,
        QPointF(viewport.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, eighths),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_the_page_is_shown_whole_as_wide_as_the_window_or_as_on_paper(designer: HandoutDesigner, qtbot: QtBot) -> None:
    view = designer.pages.view
    settle(designer, qtbot)
    assert view.verticalScrollBar().maximum() == view.horizontalScrollBar().maximum() == 0
    ratio = view.devicePixelRatioF()
    assert view.image.height() <= view.viewport().height() * ratio
    choose(designer, "zoomSelector", "As wide")
    settle(designer, qtbot)
    assert 0.9 * view.viewport().width() < view.image.width() / ratio <= view.viewport().width()
    assert view.horizontalScrollBar().maximum() == 0
    foot = view.verticalScrollBar().maximum()
    assert foot > 0
    _turn_wheel(designer, -120)
    assert 0 < view.verticalScrollBar().value() < foot
    choose(designer, "zoomSelector", "100")
    settle(designer, qtbot)
    inch = view.logicalDpiX() * ratio
    assert view.image.size() == QSize(round(8.5 * inch), round(11 * inch))
    assert Preferences().designer_zoom == Zoom.PAPER.value


def test_made_larger_the_window_shows_a_sharper_page(designer: HandoutDesigner, qtbot: QtBot) -> None:
    before = settle(designer, qtbot)
    designer.resize(designer.width() + 200, designer.height() + 200)
    assert settle(designer, qtbot).height() > before.height() + 150


# The comparison


def test_a_comparison_asks_for_the_second_proposal_and_shows_both(designer: HandoutDesigner, qtbot: QtBot) -> None:
    choose_template(designer, Template.COMPARISON)
    settle(designer, qtbot)
    assert "compared with" in designer.pages.remarks.warnings[0]
    assert designer.pages.view.said == designer.pages.remarks.warnings[0]
    assert not button(designer, "saveHandout").isEnabled()
    assert not button(designer, "printHandout").isEnabled()
    choose(designer, "secondProposal", "Greater Idaho (May 2022)")
    page = settle(designer, qtbot)
    assert not designer.pages.view.said
    assert button(designer, "saveHandout").isEnabled()
    choose(designer, "secondProposal", "Greater Idaho (2021)")
    assert settle(designer, qtbot) != page


def test_the_second_proposal_may_come_from_a_file(
    designer: HandoutDesigner, said: Said, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_template(designer, Template.COMPARISON)
    (tmp_path / "other.csv").write_text("GEOID,STATE\n41001,ID\n", encoding="utf-8")
    choose_file(monkeypatch, tmp_path / "other.csv")
    choose(designer, "secondProposal", "From a file")
    settle(designer, qtbot)
    assert not designer.pages.view.said
    assert designer.second.proposal is not None
    assert len(designer.second.proposal.moved_units) == 1
    choose_file(monkeypatch, tmp_path / "gone.borderkit")
    choose(designer, "secondProposal", "From a file")
    assert "does not exist" in said.errors[0]
    assert len(designer.second.proposal.moved_units) == 1
    assert "other.csv" in designer.second.currentText()


# The logo


def _picture(path: Path, width: int, height: int, kind: str = "PNG", noise: bool = False) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#c01060"))
    if noise:
        rng = np.random.default_rng(1787)
        grain = rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
        image = QImage(grain.tobytes(), width, height, QImage.Format.Format_RGB32).copy()
    image.setText("Author", "Ann Smith")
    assert image.save(str(path), kind)  # type: ignore[call-overload] # the stub wants bytes
    return path


def test_a_chosen_logo_is_shown_printed_and_kept_small(
    window: MainWindow, designer: HandoutDesigner, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settle(designer, qtbot)
    choose_file(monkeypatch, _picture(tmp_path / "logo.png", 2400, 1200))
    button(designer, "chooseLogo").click()
    logo = stored_words(window.session.proposal.document).logo
    kept = QImage.fromData(QByteArray(decode_logo(logo)))
    assert kept.size() == QSize(LARGEST_SIDE, LARGEST_SIDE // 2)
    assert window.session.proposal.history.undo_text == "Chose a logo for the handout"
    assert settle(designer, qtbot) != before
    button(designer, "removeLogo").click()
    assert stored_words(window.session.proposal.document).logo == ""
    assert settle(designer, qtbot) == before
    window.session.undo()
    assert stored_words(window.session.proposal.document).logo == logo
    assert button(designer, "removeLogo").isEnabled()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photograph_becomes_small_enough_for_a_file(tmp_path: Path, kind: str) -> None:
    path = _picture(tmp_path / f"photo.{kind.lower()}", 1500, 1000, kind, noise=True)
    data = decode_logo(read_logo(path))
    assert 0 < len(data) <= LARGEST_BYTES
    made = QImage.fromData(QByteArray(data))
    assert made.width() > made.height()
    assert b"Ann Smith" not in data


def test_a_clear_ground_stays_clear(tmp_path: Path) -> None:
    image = QImage(64, 32, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    assert image.save(str(tmp_path / "clear.png"))
    made = QImage.fromData(QByteArray(decode_logo(read_logo(tmp_path / "clear.png"))))
    assert made.pixelColor(10, 10).alpha() == 0


def test_a_file_that_cannot_be_a_logo_is_explained(
    window: MainWindow, designer: HandoutDesigner, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, cut, huge = tmp_path / "letter.png", tmp_path / "cut.png", tmp_path / "huge.png"
    letter.write_text("Dear county", encoding="utf-8")
    cut.write_bytes(_picture(tmp_path / "whole.png", 300, 300, noise=True).read_bytes()[:2000])
    huge.write_bytes(_picture(tmp_path / "small.png", 8, 8).read_bytes() + bytes(41_000_000))
    reasons = ("neither a PNG nor a JPEG", "damaged", "too large", "cannot be read")
    for path, reason in zip((letter, cut, huge, tmp_path / "gone.png"), reasons, strict=True):
        choose_file(monkeypatch, path)
        button(designer, "chooseLogo").click()
        assert reason in said.errors[-1]
        assert path.name in said.errors[-1]
    assert stored_words(window.session.proposal.document).logo == ""
    with pytest.raises(LogoError, match="neither"):
        read_logo(letter)


# Warnings


def test_what_does_not_fit_is_said_below_the_page(designer: HandoutDesigner, qtbot: QtBot) -> None:
    assert designer.pages.remarks.warnings == ()
    assert "Everything fits" in designer.pages.remarks.toPlainText()
    line_edit(designer, "handoutTitle").setText("A title that nobody could fit on any page of any handout " * 30)
    settle(designer, qtbot)
    warnings: tuple[str, ...] = designer.pages.remarks.warnings
    assert any("title" in warning for warning in warnings)
    line_edit(designer, "handoutTitle").setText("Short")
    settle(designer, qtbot)
    assert designer.pages.remarks.warnings == ()


# Closing


def test_closing_the_designer_loses_nothing(
    window: MainWindow, designer: HandoutDesigner, prints: PrintCommands, qtbot: QtBot
) -> None:
    type_title(designer, "Crest")
    QTest.keyClick(designer, Qt.Key.Key_Escape)
    assert not designer.isVisible()
    assert stored_words(window.session.proposal.document).title == "Crest"
    move(window, "41067")
    prints.open_designer()
    assert prints.designer is designer
    settle(designer, qtbot)
    assert line_edit(designer, "handoutTitle").text() == "Crest"


def test_return_in_a_field_closes_nothing_and_saves_no_file(designer: HandoutDesigner, prints: PrintCommands) -> None:
    wanted = QSignalSpy(designer.save_wanted)
    type_title(designer, "Crest")
    QTest.keyClick(line_edit(designer, "handoutTitle"), Qt.Key.Key_Return)
    assert designer.isVisible()
    assert wanted.count() == 0


def test_closing_the_window_asks_about_what_is_typed_and_closes_the_designer_with_it(
    window: MainWindow, designer: HandoutDesigner, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.save(tmp_path / "idaho.borderkit")
    type_title(designer, "Crest")
    assert window.session.is_saved
    assert not window.close()
    assert said.questions == ["Greater Idaho (2020)"]
    assert designer.isVisible()
    said.answer = Answer.SAVE
    assert window.close()
    assert not designer.isVisible()
    saved = borderkit.open_proposal(tmp_path / "idaho.borderkit")
    assert stored_words(saved.document).title == "Crest"


def test_the_designer_opens_in_the_size_in_which_it_was_closed(
    designer: HandoutDesigner, window: MainWindow, prints: PrintCommands
) -> None:
    designer.resize(777, 666)
    designer.close()
    again = PrintCommands(
        window.session, window.canvas.renderer.prepared, [], Preferences(), NumberFormat(), window
    ).designer
    assert again.size() == QSize(777, 666)


# Out of the program


def _save(prints: PrintCommands, qtbot: QtBot) -> Path | None:
    with qtbot.waitSignal(prints.saved, timeout=_LONGEST_MS) as ended:
        button(prints.designer, "saveHandout").click()
    path = ended.args[0] if ended.args else None
    assert path is None or isinstance(path, Path)
    return path


def test_saved_as_pdf_it_has_the_pages_and_the_title(
    window: MainWindow,
    designer: HandoutDesigner,
    prints: PrintCommands,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose_template(designer, Template.TWO_PAGES)
    line_edit(designer, "handoutTitle").setText("Crest & “more” <b>")
    choose_file(monkeypatch, tmp_path / "crest")
    told = QSignalSpy(prints.told)
    path = _save(prints, qtbot)
    assert path == tmp_path / "crest.pdf"
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
        assert str(pdf.docinfo["/Title"]) == "Crest & “more” <b>"
    assert stored_words(window.session.proposal.document).title == "Crest & “more” <b>"
    assert str(path) in told.at(0)[0]
    assert str(path) in designer.told.text()
    assert Preferences().export_folder == tmp_path


def test_the_name_that_is_proposed_comes_from_the_title_and_is_no_path(
    designer: HandoutDesigner, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def answer(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return "", ""

    monkeypatch.setattr("ui.file_dialogs.QFileDialog.getSaveFileName", answer)
    line_edit(designer, "handoutTitle").setText("../../etc/“Crest”")
    button(designer, "saveHandout").click()
    assert Path(proposed[0]).name == "etc-crest.pdf"


def test_where_a_pdf_cannot_be_written_it_is_explained_and_nothing_is_left(
    designer: HandoutDesigner,
    prints: PrintCommands,
    said: Said,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose_file(monkeypatch, tmp_path / "gone" / "crest.pdf")
    assert _save(prints, qtbot) is None
    assert "does not exist" in said.errors[0]
    (tmp_path / "taken.pdf").mkdir()
    choose_file(monkeypatch, tmp_path / "taken.pdf")
    assert _save(prints, qtbot) is None
    assert len(said.errors) == 2
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["taken.pdf"]


# Hands and eyes


def test_every_field_is_labelled_and_reached_by_the_keyboard(designer: HandoutDesigner) -> None:
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QRadioButton, QPushButton)
    widgets = [
        widget
        for kind in kinds
        for widget in designer.findChildren(kind)
        if widget.isVisibleTo(designer) and widget.isEnabled()
    ]
    assert len(widgets) > 12
    labelled = {
        label.buddy()
        for form in designer.findChildren(QFormLayout)
        for row in range(form.rowCount())
        if (item := form.itemAt(row, QFormLayout.ItemRole.LabelRole)) is not None
        and (label := item.widget()) is not None
        and hasattr(label, "buddy")
    }
    for widget in widgets:
        says = widget.accessibleName() or getattr(widget, "text", str)() or widget in labelled
        assert says, widget.objectName()
        # Of buttons that exclude each other, the chosen one is reached by Tab and the others by arrow keys.
        is_one_of_several = isinstance(widget, QRadioButton) and not widget.isChecked()
        assert is_one_of_several or widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.objectName()
    first = line_edit(designer, "handoutTitle")
    reached: set[QWidget] = {first}
    at: QWidget | None = first.nextInFocusChain()
    while at is not first and at is not None:
        reached.add(at)
        at = at.nextInFocusChain()
    assert set(widgets) <= reached


def test_mnemonics_are_not_given_twice(designer: HandoutDesigner) -> None:
    texts = [b.text() for b in designer.findChildren(QAbstractButton)]
    for form in designer.findChildren(QFormLayout):
        for row in range(form.rowCount()):
            item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
            texts += [getattr(item.widget(), "text", str)()] if item is not None else []
    letters = [text[text.index("&") + 1].lower() for text in [*texts, "&Zoom"] if "&" in text]
    assert len(letters) >= 10
    assert len(letters) == len(set(letters))


def test_it_fits_a_small_screen_and_the_page_stays_white_in_the_dark(
    designer: HandoutDesigner, qtbot: QtBot, qapp: QApplication
) -> None:
    assert designer.minimumSizeHint().width() <= 1024
    assert designer.minimumSizeHint().height() <= 700
    before, light = settle(designer, qtbot), qapp.palette()
    try:
        qapp.setPalette(palette(dark=True))
        dark = palette(dark=True).color(QPalette.ColorRole.Mid)
        qtbot.waitUntil(lambda: designer.pages.view.palette().color(QPalette.ColorRole.Mid) == dark)
        shown = designer.pages.view.grab().toImage()
        assert shown.pixelColor(6, shown.height() // 2) == dark
        assert shown.pixelColor(shown.width() // 2, 20) == QColor("white")
        assert settle(designer, qtbot) == before
    finally:
        qapp.setPalette(light)
