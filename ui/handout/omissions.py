"""What a page has no room for is said on it, with where it is, and is a warning."""

from __future__ import annotations

from borderkit.handout.content import Content
from borderkit.naming import counties, listed

#: A part that no other page has, since the map of the proposal shows today's lines, too.
TODAYS_MAP = "today"
_WITHOUT_TODAY = "Today's map is left out for want of room; the dashed lines are today's state lines."

#: The minor rows of the table of the states concerned.
RANKS = "ranks"

#: How parts are called on the page, in the order in which they are said.
_CALLED = {
    "counties": "the list of the {counties} that move",
    "table": "the table of the states concerned",
    RANKS: "the ranks among the states",
    "facts": "the figures in short",
    "summary": "the summary",
    "others": "the changes in other states",
    "consequences": "what follows",
    "claims": "the claims checked",
    "divided": "the counties that are divided",
    "notes": "the notes on the figures",
    "union": "the figures of the Union",
    "method": "how the figures are made",
}


def called(content: Content, parts: frozenset[str]) -> str:
    """Name parts in a row."""
    number = sum(len(group.names) for group in content.counties)
    return listed([text.format(counties=counties(number)) for part, text in _CALLED.items() if part in parts])


def sentence(content: Content, parts: frozenset[str], where: str = "in the data sheet") -> str:
    """Return what a page says of the parts that it leaves out; "" if it leaves out none."""
    told = []
    if parts - {TODAYS_MAP}:
        told.append(f"Not on this page for want of room, but {where}: {called(content, parts)}.")
    if TODAYS_MAP in parts:
        told.append(_WITHOUT_TODAY)
    return " ".join(told)


def warning(content: Content, parts: frozenset[str]) -> str:
    """Return the warning that a page leaves parts out; "" if it leaves out none."""
    told = []
    if parts - {TODAYS_MAP}:
        told.append(
            f"The page has no room for everything, and says so. Only in the data sheet: {called(content, parts)}. "
            "A larger paper or two pages have more room."
        )
    if TODAYS_MAP in parts:
        told.append(_WITHOUT_TODAY)
    return " ".join(told)
