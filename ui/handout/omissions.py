"""What a page has no room for is said on it, with where it is, and is a warning."""

from __future__ import annotations

from borderkit.handout.choices import Format, Paper, Template
from borderkit.handout.content import Content
from borderkit.naming import listed

#: A part that no other page has, since the map of the proposal shows today's lines, too.
TODAYS_MAP = "today"
_WITHOUT_TODAY = "Today's map is left out for want of room"
_OLD_LINES = "the dashed lines are today's {state} lines"

#: The minor rows of the table of the states concerned.
RANKS = "ranks"

#: How sure the list of counties is, below the summary.
STATUS = "status"

#: On these papers there is none that is larger.
_LARGEST = (Paper.TABLOID, Paper.A3)
#: What these say has no room on two pages either, or is not said there.
_NOT_ON_TWO_PAGES = (Template.TWO_PAGES, Template.COMPARISON)

#: How parts are called on the page, in the order in which they are said.
_LIST = "counties"
_CALLED = {
    _LIST: "",
    "table": "the table of the {states} concerned",
    RANKS: "the ranks among the {states}",
    "facts": "the figures in short",
    "summary": "the summary",
    STATUS: "how sure the list of {units} is",
    "others": "the changes in other {states}",
    "consequences": "what follows",
    "claims": "the claims checked",
    "divided": "the {units} that are divided",
    "notes": "the notes on the figures",
    "union": "the figures of the Union",
    "method": "how the figures are made",
}


def called(content: Content, parts: frozenset[str]) -> str:
    """Name parts in a row."""
    number = sum(len(group.names) for group in content.counties)
    wording = content.wording
    moving = f"one {wording.unit} that moves" if number == 1 else f"{wording.count(number)} that move"
    told = _CALLED | {_LIST: f"the list of the {moving}"}
    return listed([text if part == _LIST else wording.fill(text) for part, text in told.items() if part in parts])


def sentence(
    content: Content, parts: frozenset[str], where: str = "in the data sheet", *, old_lines: bool = False
) -> str:
    """Return what a page says of the parts that it leaves out; "" if it leaves out none.

    ``old_lines`` tells whether the proposal's map shows state lines of today that are none any more.
    """
    told = []
    if parts - {TODAYS_MAP}:
        told.append(f"Not on this page for want of room, but {where}: {called(content, parts)}.")
    if TODAYS_MAP in parts:
        told.append(_without_today(content, old_lines=old_lines))
    return " ".join(told)


def warning(content: Content, parts: frozenset[str], layout: Format, *, old_lines: bool = False) -> str:
    """Return the warning that a page leaves parts out, and where there is more room; "" if it leaves out none."""
    told = []
    if parts - {TODAYS_MAP}:
        told.append(
            f"The page has no room for everything, and says so. Only in the data sheet: {called(content, parts)}."
            f"{_more_room(layout)}"
        )
    if TODAYS_MAP in parts:
        told.append(_without_today(content, old_lines=old_lines))
    return " ".join(told)


def _without_today(content: Content, *, old_lines: bool) -> str:
    return f"{_WITHOUT_TODAY}; {content.wording.fill(_OLD_LINES)}." if old_lines else f"{_WITHOUT_TODAY}."


def _more_room(layout: Format) -> str:
    """Return the advice to take what has more room, after a space; "" where there is nothing larger."""
    has_larger, has_two = layout.paper not in _LARGEST, layout.template not in _NOT_ON_TWO_PAGES
    if has_larger and has_two:
        return " A larger paper or two pages have more room."
    if has_larger:
        return " A larger paper has more room."
    return " Two pages have more room." if has_two else ""
