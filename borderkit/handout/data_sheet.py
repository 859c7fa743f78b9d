"""The data sheet: a handout as one plain .html file that screen readers and text browsers read from top to bottom.

No colour, no picture, no script, and nothing from elsewhere. Every table has a caption, and every head says what it
is the head of (WCAG 2.2, 1.3.1; WAI tutorial on tables with irregular headers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from borderkit.handout.content import Cell, Content, CountyGroup, Fact, Head, Paragraph, Row, Table
from borderkit.savefile import write_whole

_STYLE = (
    "body{font-family:sans-serif;line-height:1.5;max-width:64rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;margin:1rem 0}caption{text-align:start;font-weight:bold}"
    "th,td{border:1px solid;padding:.2rem .5rem;text-align:end;vertical-align:top}td{white-space:nowrap}"
    "th[scope=row],th[scope=colgroup],thead tr:first-child th:first-child{text-align:start}"
    "td.text{text-align:start;white-space:normal}tr.sum th,tr.sum td{border-top-width:3px}"
    ".wide{overflow-x:auto}@media print{.wide{overflow:visible}tr{break-inside:avoid}}"
)

#: A cell with such a word in it is read as text, not as a figure.
_WORD = re.compile(r"[^\W\d_]{4}")


def write_data_sheet(path: Path, content: Content) -> None:
    """Write the data sheet as a file, whole or not at all.

    Raises:
        SaveError: if it cannot be written.

    """
    text = data_sheet_html(content)
    write_whole(path, lambda file: file.write(text.encode("utf-8")))


def data_sheet_html(content: Content) -> str:
    """Return the data sheet as the text of an .html file in UTF-8."""
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{escape(content.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(content.title)}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *_body(content),
            "</main>",
            "<footer>",
            *_lines((content.contact, content.web, content.made)),
            "</footer>",
            "</body>",
            "</html>",
            "",
        )
    )


def _body(content: Content) -> Iterator[str]:
    fill = content.wording.fill
    yield f'<h1 dir="auto">{escape(content.title)}</h1>'
    yield from _lines((content.byline, content.group, content.status))
    yield from _lines(content.summary.split("\n"))
    yield from _section("In short", _facts(content.facts))
    yield from _section("Before and after", _tables(content))
    if content.joined:
        yield from _section("Joined figures", _table(content.joined))
    yield from _section("What follows", _list(content.consequences))
    yield from _section(fill("Other {states}"), _others(content))
    if content.claims:
        yield from _section("Claims", _table(content.claims))
    if content.divided:
        yield from _section(fill("Divided {units}"), _lines((content.divided,)))
    yield from _section(fill("{Units} that move"), _counties(content))
    yield from _section("How the figures are made", _method(content))
    if content.notes:
        yield from _section("Notes", _list(content.notes))
    yield from _section("Sources", _list(content.sources))


def _section(heading: str, inside: Iterable[str]) -> Iterator[str]:
    lines = list(inside)
    if lines:
        yield f"<h2>{escape(heading)}</h2>"
        yield from lines


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Return texts as paragraphs; who typed them may write from right to left."""
    return (f'<p dir="auto">{escape(text)}</p>' for text in texts if text.strip())


def _list(texts: Iterable[str]) -> Iterator[str]:
    items = [f'<li dir="auto">{escape(text)}</li>' for text in texts]
    if items:
        yield from ("<ul>", *items, "</ul>")


def _facts(facts: Iterable[Fact]) -> Iterator[str]:
    return _list(f"{fact.value} {fact.label}" for fact in facts)


def _tables(content: Content) -> Iterator[str]:
    chosen = content.comparison if content.comparison.rows else content.states
    for table in (chosen, *content.votes, content.union):
        yield from _table(table)


def _others(content: Content) -> Iterator[str]:
    yield from _list(content.others)
    if content.others_table:
        yield from _table(content.others_table)


def _counties(content: Content) -> Iterator[str]:
    for group in content.counties:
        yield f'<h3 dir="auto">{escape(group.title)}</h3>'
        yield from _lines((_names(group),))
    yield from _table(content.county_table)


def _names(group: CountyGroup) -> str:
    names = ", ".join(group.names)
    return f"{group.whole}: {names}." if group.whole else f"{names}."


def _method(content: Content) -> Iterator[str]:
    yield from _lines((content.settings,))
    for paragraph in content.method:
        yield from _paragraph(paragraph)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.heading:
        yield f"<h3>{escape(paragraph.heading)}</h3>"
    yield from _lines((paragraph.text,))


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    yield '<div class="wide" tabindex="0" role="region" aria-label="' + escape(table.title) + '">'
    yield "<table>"
    yield f'<caption dir="auto">{escape(table.title)}</caption>'
    yield from _heads(table)
    yield "<tbody>"
    for row in table.rows:
        yield _row(row)
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
    yield from _lines(_notes(table))


def _heads(table: Table) -> Iterator[str]:
    down = 2 if table.groups else 1
    label = escape(table.label) or "Figure"
    first = f'<th scope="col" rowspan="{down}">{label}</th>' if down > 1 else f'<th scope="col">{label}</th>'
    heads = "".join(f'<th scope="col" dir="auto">{escape(head)}</th>' for head in table.heads)
    if not table.groups:
        yield f"<thead><tr>{first}{heads}</tr></thead>"
        return
    # Which columns a head stands above is told by groups of columns.
    yield "<colgroup><col></colgroup>" + "".join(
        f'<colgroup span="{head.columns}"></colgroup>' for head in table.groups
    )
    yield f"<thead><tr>{first}{''.join(map(_group, table.groups))}</tr><tr>{heads}</tr></thead>"


def _group(head: Head) -> str:
    return f'<th scope="colgroup" colspan="{head.columns}" dir="auto">{escape(head.text)}</th>'


def _row(row: Row) -> str:
    cells = "".join(map(_cell, row.cells))
    kind = ' class="sum"' if row.is_sum else ""
    return f'<tr{kind}><th scope="row" dir="auto">{escape(row.label)}</th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    kind = ' class="text"' if _WORD.search(cell.text) else ""
    return f'<td{kind} dir="auto">{escape(cell.text)}</td>'


def _notes(table: Table) -> Iterator[str]:
    """Return what stands below a table, then the notes of single cells with the row they are in."""
    yield from table.notes
    for row in table.rows:
        yield from (f"{row.label}: {cell.note}" for cell in row.cells if cell.note)
