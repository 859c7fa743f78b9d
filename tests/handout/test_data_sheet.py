"""The data sheet is whole, accessible HTML in which everything typed is text."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import borderkit
from borderkit.document import Details
from borderkit.errors import SaveError
from borderkit.handout.choices import Words
from borderkit.handout.data_sheet import data_sheet_html, write_data_sheet
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from tests.handout.composing import bundled, content_of

_EMPTY = {"meta", "col"}
IDS = ("greater-idaho-2022", "california-leaves-the-union", "delmarva", "jefferson-two-states")


class Outline(HTMLParser):
    """Reads a page: elements with their text, every one closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._texts: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text: list[str] = []
        self.elements.append((tag, dict(attrs), text))
        if tag not in _EMPTY:
            self.open.append(tag)
            self._texts.append(text)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._texts.pop()

    def handle_data(self, data: str) -> None:
        for text in self._texts:
            text.append(data)

    def of(self, *tags: str) -> Iterator[tuple[str, dict[str, str | None], str]]:
        return ((tag, attrs, "".join(text)) for tag, attrs, text in self.elements if tag in tags)


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    found.close()
    assert found.open == []
    return found


@pytest.mark.parametrize("id_", IDS)
def test_the_page_has_a_language_a_title_and_headings_in_order(counties: UnitLayer, id_: str) -> None:
    content = bundled(id_, counties)
    page = outline(data_sheet_html(content))
    ((_, html, _),) = page.of("html")
    assert html["lang"] == "en"
    assert [text for _, _, text in page.of("title")] == [content.title]
    levels = [int(tag[1]) for tag, _, _ in page.of("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, _, text in page.of("h1", "h2", "h3"))


@pytest.mark.parametrize("id_", IDS)
def test_every_table_has_a_caption_and_every_head_a_scope(counties: UnitLayer, id_: str) -> None:
    html = data_sheet_html(bundled(id_, counties))
    page = outline(html)
    n_tables = len(list(page.of("table")))
    assert n_tables >= 3
    assert len(list(page.of("caption"))) == n_tables
    heads = list(page.of("th"))
    assert all(attrs.get("scope") in {"col", "row", "colgroup"} and text.strip() for _, attrs, text in heads)


@pytest.mark.parametrize("id_", IDS)
def test_every_row_of_a_table_is_as_wide_as_its_heads(counties: UnitLayer, id_: str) -> None:
    for table in data_sheet_html(bundled(id_, counties)).split("<table>")[1:]:
        page = outline(f"<table>{table[: table.index('</table>')]}</table>")
        body = [row.count("<t") for row in table[: table.index("</table>")].split("<tr")[1:] if 'scope="row"' in row]
        spans = [int(attrs.get("colspan") or 1) for _, attrs, _ in page.of("th") if attrs.get("scope") != "row"]
        groups = [int(attrs["colspan"] or 1) for _, attrs, _ in page.of("th") if attrs.get("scope") == "colgroup"]
        width = sum(spans) - sum(groups)
        assert set(body) == {width}
        assert sum(groups) in (0, width - 1)


def test_nothing_is_loaded_and_nothing_runs(counties: UnitLayer) -> None:
    html = data_sheet_html(bundled("california-leaves-the-union", counties))
    tags = {tag for tag, _, _ in outline(html).elements}
    assert tags.isdisjoint({"script", "img", "link", "iframe", "object", "form", "a"})
    assert "url(" not in html
    assert "@import" not in html
    assert "color" not in html


def test_everything_that_the_content_says_is_on_the_page(counties: UnitLayer) -> None:
    content = content_of(
        borderkit.open_proposal("greater-idaho-2022", counties), Words(contact="Ann Lee", web="https://example.org")
    )
    ((_, _, text),) = outline(data_sheet_html(content)).of("body")
    said = (content.byline, content.status, content.divided, content.settings, "Ann Lee", "https://example.org")
    for line in (*said, *content.consequences, *content.others, *content.sources, content.made):
        assert line in text
    assert "Klamath" in text


def test_hostile_texts_stay_texts_and_may_run_from_right_to_left(counties: UnitLayer) -> None:
    hostile = '</title><script>alert("1")</script>\'& حدود 边界\x0b'
    proposal = Proposal(counties)
    proposal.add_jurisdiction(Jurisdiction("HOS", hostile, Status.NEW_STATE, "#e8a33d"))
    proposal.move(["41001"], "HOS")
    proposal.edit_details(Details(hostile, hostile, "", hostile))
    html = data_sheet_html(content_of(proposal, Words(contact=hostile)))
    page = outline(html)
    assert not list(page.of("script"))
    assert [text for _, _, text in page.of("h1")] == [hostile.strip("\x0b")]
    assert all(attrs.get("dir") == "auto" for _, attrs, _ in page.of("h1", "caption", "td"))
    assert "\x0b" not in html


def test_a_proposal_without_moves_has_no_empty_tables_or_headings(counties: UnitLayer) -> None:
    page = outline(data_sheet_html(content_of(Proposal(counties))))
    assert len(list(page.of("table"))) == 1
    assert "Counties that move" not in [text for _, _, text in page.of("h2")]


def test_the_file_is_written_whole_or_not_at_all(counties: UnitLayer, tmp_path: Path) -> None:
    content = bundled("liberty", counties)
    path = tmp_path / "liberty.html"
    write_data_sheet(path, content)
    assert path.read_text(encoding="utf-8") == data_sheet_html(content)
    with pytest.raises(SaveError, match="does not exist"):
        write_data_sheet(tmp_path / "nowhere" / "liberty.html", content)
    assert [file.name for file in tmp_path.iterdir() if file.suffix in {".html", ".part"}] == ["liberty.html"]


def test_a_full_disk_leaves_the_old_file(counties: UnitLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sheet.html"
    path.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SaveError, match="No space left"):
        write_data_sheet(path, bundled("liberty", counties))
    assert path.read_text(encoding="utf-8") == "old"
