"""Dates written out as American readers write them."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def written(date: dt.date) -> str:
    """Write a date out ("February 14, 2020"), whatever the system's locale is."""
    return f"{_MONTHS[date.month - 1]} {date.day}, {date.year}"


def iso(text: str) -> str:
    """Return a date that a file holds as machines read it, a month or a day; "" where it is none."""
    text = text.strip()
    return text if written_text(text) != text else ""


def written_text(text: str) -> str:
    """Write out a date that a file holds as 2020-02-14 or 2025-01; anything else stays as it is."""
    text = text.strip()
    month = _MONTH.fullmatch(text)
    if month and 1 <= int(month[2]) <= len(_MONTHS):
        return f"{_MONTHS[int(month[2]) - 1]} {month[1]}"
    try:
        return written(dt.date.fromisoformat(text)) if len(text) == len("2020-02-14") else text
    except ValueError:
        return text
