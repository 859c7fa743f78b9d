"""The table to paste has what changes, as numbers for a spreadsheet and as a plain table for a document."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

from borderkit.export.clipboard_table import totals_table
from borderkit.proposal import Proposal


class Cells(HTMLParser):
    """Collects the rows of a table; fails on any element that does not belong into one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.elements: set[str] = set()
        self.caption = ""
        self._within = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self._within = tag
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self._within in ("td", "th"):
            self.rows[-1][-1] += data
        if self._within == "caption":
            self.caption += data

    def handle_endtag(self, tag: str) -> None:
        self._within = ""


def text_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), dialect="excel-tab", quoting=csv.QUOTE_NONE))


def test_numbers_are_ready_for_a_spreadsheet(greater_idaho: Proposal) -> None:
    union, idaho, oregon = text_rows(totals_table(greater_idaho).text)
    after = greater_idaho.after("ID")
    assert after is not None
    assert idaho["People, after"] == str(after.people)
    assert idaho["People, change"] == "1056792"
    assert oregon["People, change"] == "-1056792"
    assert float(idaho["Democratic share, after"]) == round(after.share_dem or 0, 6)
    assert union["Name"] == "All together"
    assert all("," not in value for row in (union, idaho, oregon) for value in row.values() if value)


def test_both_forms_have_the_same_cells(greater_idaho: Proposal) -> None:
    table = totals_table(greater_idaho)
    cells = Cells(table.html)
    assert cells.rows == [line.split("\t") for line in table.text.splitlines()]
    assert cells.elements == {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert cells.caption == "Greater Idaho (2020)"


def test_only_what_changes_is_told_and_the_union_always(greater_idaho: Proposal, unmoved: Proposal) -> None:
    greater_idaho.put_back()
    for proposal in (greater_idaho, unmoved):
        assert [row["Name"] for row in text_rows(totals_table(proposal).text)] == ["All together"]


def test_names_can_be_neither_markup_nor_formulas_nor_break_the_table(awkward: Proposal) -> None:
    one = awkward.jurisdiction("ONE")
    awkward.edit_jurisdiction("ONE", replace(one, name="=1+1\t<b>\n& more"))
    table = totals_table(awkward)
    names = [row["Name"] for row in text_rows(table.text)]
    assert names == ["All together", "Delaware", " =1+1 <b> & more"]
    cells = Cells(table.html)
    assert [row[0] for row in cells.rows[1:]] == names
    assert cells.elements == {"table", "caption", "thead", "tbody", "tr", "th", "td"}


def test_every_county_moved_leaves_blanks_where_there_is_no_figure(all_moved: Proposal) -> None:
    rows = {row["Code"]: row for row in text_rows(totals_table(all_moved).text)}
    assert (rows["ID"]["People, after"], rows["NEW"]["People, before"]) == ("", "")
    assert rows["NEW"]["Counties, change"] == "80"
