"""The PDF: real text, embedded typefaces, title and language, true to scale, in black and white without a colour."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from borderkit.errors import SaveError
from borderkit.handout.choices import Format, Paper, Template, Words
from borderkit.handout.logo import encode_logo
from borderkit.jurisdiction import Status
from borderkit.opening import open_proposal
from borderkit.prepared import PreparedLayer
from borderkit.progress import Silent
from tests.pages.conftest import Make, proposal_of, text_of
from ui.handout.handout import Handout
from ui.handout.pdf import write_pdf

Write = Callable[[Handout], Path]


def _pixels(path: Path, dpi: int = 40) -> NDArray[np.uint8]:
    """Return the pages of a PDF as pixels, (n, 3) red, green, blue, as poppler draws them."""
    done = subprocess.run(["pdftoppm", "-r", str(dpi), path], capture_output=True, check=True).stdout
    pages = []
    while done:
        magic, size, depth, rest = done.split(b"\n", 3)
        assert (magic, depth) == (b"P6", b"255")
        width, height = (int(side) for side in size.split())
        pages.append(np.frombuffer(rest[: width * height * 3], dtype=np.uint8).reshape(-1, 3))
        done = rest[width * height * 3 :]
    return np.concatenate(pages)


@pytest.mark.parametrize("template", Template)
def test_the_text_is_found_and_every_typeface_embedded(
    prepared: PreparedLayer, make: Make, write: Write, template: Template
) -> None:
    proposal = open_proposal("greater-idaho-2024", prepared.layer)
    handout = make(proposal, Format(template))
    path = write(handout)
    text = text_of(path)
    assert "Greater Idaho (May 2024)" in text
    assert "Citizens of the county, P.O. Box 12, Baker City OR" in text
    assert "https://example.org/border?page=1" in text
    assert "4,237,256" in text
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(fonts) >= 3
    # From the right: object ID (two words), uni, sub, emb.
    assert [line.split()[-5] for line in fonts] == ["yes"] * len(fonts)
    assert all("Source" in line for line in fonts)


@pytest.mark.parametrize("proposal", ["greater-idaho-2020", "new-york-without-nyc-nassau-westchester"])
def test_one_page_names_every_county_that_moves_and_every_figure_of_the_table(
    prepared: PreparedLayer, make: Make, write: Write, proposal: str
) -> None:
    opened = open_proposal(proposal, prepared.layer)
    handout = make(opened)
    text = text_of(write(handout))
    names = (opened.layer.names[unit].removesuffix(" County") for unit in opened.moved_units)
    assert [name for name in names if name not in text] == []
    figures = [words for words, _ in handout.laid_out(0).texts if words.replace(",", "").isdecimal()]
    assert len(figures) > 20
    assert [figure for figure in figures if figure not in text] == []


def test_the_text_is_read_in_a_sensible_order(prepared: PreparedLayer, make: Make, write: Write) -> None:
    text = text_of(write(make(open_proposal("greater-idaho-2020", prepared.layer))), "-raw")
    order = ["Greater Idaho (2020)", "In 2020 the", "1,056,792", "As proposed", "The states concerned", "Sources."]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_letters_are_not_joined_where_a_search_would_miss_them(
    prepared: PreparedLayer, make: Make, write: Write
) -> None:
    title = "Office of the fjord: “fine affluent flow”"
    handout = make(proposal_of(prepared, {"ID": ("41001",)}, title), words=Words())
    assert title in text_of(write(handout))


def test_title_and_language_are_set(prepared: PreparedLayer, make: Make, write: Write) -> None:
    title = "<b>\"Double\" & 'single' “quotes”</b> 新州"
    handout = make(proposal_of(prepared, {"ID": ("41001",)}, title))
    with pikepdf.open(write(handout)) as pdf:
        assert str(pdf.Root.Lang) == handout.language
        assert handout.language.startswith("en")
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == title
        with pdf.open_metadata() as described:
            assert described["dc:title"] == title
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    assert (width, height) == pytest.approx((612, 792), abs=0.5)


@pytest.mark.parametrize("layout", [Format(Template.POSTER, Paper.A3), Format(Template.COMPARISON, landscape=True)])
def test_pages_have_the_size_of_the_paper(prepared: PreparedLayer, make: Make, write: Write, layout: Format) -> None:
    path = write(make(open_proposal("greater-idaho-2024", prepared.layer), layout))
    with pikepdf.open(path) as pdf:
        sides = [float(side) / 72 * 25.4 for side in pdf.pages[0].mediabox[2:]]
    assert sides == pytest.approx((297, 420) if layout.paper is Paper.A3 else (279.4, 215.9), abs=0.2)


@pytest.mark.parametrize("template", [Template.ONE_PAGE, Template.COMPARISON, Template.POSTER])
def test_black_and_white_has_no_coloured_pixel(
    prepared: PreparedLayer, make: Make, write: Write, template: Template
) -> None:
    proposal = open_proposal("western-maryland-to-west-virginia", prepared.layer)
    pixels = _pixels(write(make(proposal, Format(template, black_and_white=True)))).astype(int)
    assert (pixels.max(axis=1) - pixels.min(axis=1)).max() == 0
    assert pixels.min() < 60


def test_in_colour_there_are_coloured_pixels(prepared: PreparedLayer, make: Make, write: Write) -> None:
    pixels = _pixels(write(make(open_proposal("weld-to-wyoming", prepared.layer)))).astype(int)
    assert (pixels.max(axis=1) - pixels.min(axis=1)).max() > 40


def test_hostile_names_are_printed_as_they_are(prepared: PreparedLayer, make: Make, write: Write) -> None:
    name = "<i>“New” & 'Old' \"State\" %s {0} \\n</i>"
    proposal = proposal_of(prepared, {"NEW": ("41001",)}, name, (("NEW", name, Status.NEW_STATE),))
    text = text_of(write(make(proposal, Format(Template.DATA_SHEET))))
    assert text.count(name) >= 3


def test_a_script_without_a_typeface_is_warned_of(prepared: PreparedLayer, make: Make) -> None:
    from ui.handout.typefaces import missing_script

    title = "新州界提案"
    warnings = make(proposal_of(prepared, {"ID": ("41001",)}, title)).warnings
    told = any("no typeface for the Chinese characters in the title" in warning for warning in warnings)
    assert told == (missing_script(title) == "Chinese")
    assert missing_script("Doña Ana → “≈”") == ""


def test_figures_of_both_typefaces_have_one_width(qapp: object) -> None:
    from PySide6.QtGui import QFont, QFontInfo

    from ui.handout.typefaces import SANS, SERIF, font, metrics

    for family in (SANS, SERIF):
        for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
            measured = metrics(family, 200, weight)
            assert QFontInfo(font(family, 200, weight)).family() == family
            assert len({round(measured.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_a_logo_is_printed_grey_where_there_are_no_colours(prepared: PreparedLayer, make: Make, write: Write) -> None:
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(0xFF0000FF)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    words = Words(logo=encode_logo(bytes(data.data())))
    for black_and_white in (False, True):
        layout = Format(Template.DATA_SHEET, black_and_white=black_and_white)
        pixels = _pixels(write(make(proposal_of(prepared, {}), layout, words))).astype(int)
        blue = (pixels[:, 2] - pixels[:, 0]).max()
        assert (blue == 0) if black_and_white else (blue > 200)


def test_several_handouts_go_into_one_file(prepared: PreparedLayer, make: Make, tmp_path: Path) -> None:
    proposal = open_proposal("weld-to-wyoming", prepared.layer)
    handouts = [make(proposal), make(proposal, Format(Template.POSTER, Paper.TABLOID, landscape=True))]
    write_pdf(handouts, tmp_path / "two.pdf", Silent())
    with pikepdf.open(tmp_path / "two.pdf") as pdf:
        widths = [round(float(page.mediabox[2])) for page in pdf.pages]
    assert widths == [612, 1224]


def test_a_folder_without_permission_leaves_one_sentence_and_the_old_file(
    prepared: PreparedLayer, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.pdf"
    path.write_bytes(b"what was there")
    monkeypatch.setattr("borderkit.savefile.os.access", lambda *arguments: False)
    with pytest.raises(SaveError, match=r"read-only for you\. Choose another place"):
        write_pdf([make(proposal_of(prepared, {}))], path, Silent())
    assert path.read_bytes() == b"what was there"
    assert list(tmp_path.glob("*.part")) == []


def test_a_full_disk_leaves_one_sentence_and_the_old_file(
    prepared: PreparedLayer, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.pdf"
    path.write_bytes(b"what was there")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("borderkit.savefile.os.fsync", full)
    with pytest.raises(SaveError, match="No space left on device"):
        write_pdf([make(proposal_of(prepared, {}))], path, Silent())
    assert path.read_bytes() == b"what was there"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["old.pdf"]
