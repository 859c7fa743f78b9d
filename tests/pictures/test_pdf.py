"""PDF pictures: text that can be found, typefaces embedded, the page as large as the picture."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from borderkit.drawing import PictureOptions
from borderkit.opening import open_proposal
from borderkit.prepared import PreparedLayer
from ui.pictures import write_picture

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the tools of poppler"),
]


@pytest.fixture
def path(prepared: PreparedLayer, tmp_path: Path) -> Path:
    path = tmp_path / "map.pdf"
    proposal = open_proposal("greater-idaho-2020", prepared.layer)
    write_picture(prepared, proposal, path, PictureOptions(region="states", width_px=2400, dpi=300, table=True))
    return path


def test_names_are_found_as_text(path: Path) -> None:
    found = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    for text in ("Malheur", "IDAHO", "Greater Idaho (2020)", "Counties moved to Idaho", "2,895,898", "Jefferson"):
        assert text in found, text


def test_typefaces_are_embedded(path: Path) -> None:
    found = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout
    rows = [line for line in found.splitlines()[2:] if line]
    assert rows
    assert all("SourceSansPro" in row and " yes " in row for row in rows)


def test_the_page_is_the_picture_and_has_its_title(path: Path) -> None:
    with pikepdf.open(path) as document:
        assert len(document.pages) == 1
        left, bottom, right, top = (float(side) for side in document.pages[0].mediabox)
        assert (left, bottom, right) == pytest.approx((0, 0, 8 * 72), abs=1)
        assert top > right
        assert str(document.docinfo["/Title"]) == "Greater Idaho (2020)"


def test_it_holds_shapes_and_no_picture(path: Path) -> None:
    found = subprocess.run(["pdfimages", "-list", str(path)], check=True, capture_output=True, text=True).stdout
    assert len(found.splitlines()) == 2, "a heading and no image"


def test_hatches_are_lines_too(prepared: PreparedLayer, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    proposal = open_proposal("greater-idaho-2020", prepared.layer)
    write_picture(prepared, proposal, path, PictureOptions(region="states", black_and_white=True))
    found = subprocess.run(["pdfimages", "-list", str(path)], check=True, capture_output=True, text=True).stdout
    assert len(found.splitlines()) == 2, "a heading and no image"
