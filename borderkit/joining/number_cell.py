"""The form of a number in a cell: signs, money, per cent, powers, and what its digits show of decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What stands for "there is no figure here", after its own capitals are gone.
MISSING = frozenset(
    (
        "", "-", "--", "---", "–", "—", "−", "*", "**", "***", ".", "..", "...", "…", "?", "na", "n/a", "n.a.", "#n/a",
        "nd", "n/d", "n.d.", "nan", "null", "none", "missing", "unknown", "not available", "no data", "suppressed",
        "withheld", "(na)", "(nd)", "(d)", "(x)", "(s)", "(z)", "(b)", "(-)", "(*)",
    )
)  # fmt: skip

_BLANKS = " \u00a0\u202f\u2009\u2007"
_APOSTROPHES = "'’ʼ"
_MINUS = "-−–"
_CURRENCY = r"(?:(?:US|CA|C|A|AU|NZ|Mex)?\$|€|£|¥|₹|USD|CAD|EUR|GBP|CHF|MXN|JPY)"
_SPACE = rf"[{_BLANKS}]*"
_SHAPE = re.compile(
    rf"(?P<sign>[{_MINUS}+])?{_SPACE}(?P<open>\()?{_SPACE}(?P<sign2>[{_MINUS}+])?{_SPACE}(?P<money>{_CURRENCY})?{_SPACE}"
    rf"(?P<sign3>[{_MINUS}+])?(?P<core>[0-9.,][0-9.,{_BLANKS}{_APOSTROPHES}]*?)(?P<power>[eE][+\-−]?[0-9]{{1,3}})?"
    rf"{_SPACE}(?P<percent>%)?{_SPACE}(?P<money2>{_CURRENCY})?{_SPACE}(?P<close>\))?{_SPACE}(?P<percent2>%)?"
    rf"{_SPACE}(?P<after>[{_MINUS}])?(?P<mark>[*†‡]+|\[\w{{1,2}}\])?",
)
GROUPS = re.compile(rf"[0-9]{{1,3}}(?:([.,{_BLANKS}{_APOSTROPHES}])[0-9]{{3}})(?:\1[0-9]{{3}})*")
DIGITS = re.compile(r"[0-9]+")
_PLAIN = re.compile(r"-?[0-9]{1,15}")
_BLANK_RUN = re.compile(rf"[{_BLANKS}]{{2,}}")
#: Longer texts are no numbers; they are not even tried.
_LONGEST = 60

POINT, COMMA = ".", ","


def is_missing(text: str) -> bool:
    """Tell whether a cell says that there is no figure."""
    return text.casefold() in MISSING


def may_be_number(text: str) -> bool:
    """Tell whether a cell looks like a number, whatever its signs mean."""
    return bool(_PLAIN.fullmatch(text)) or _shape(text) is not None


@dataclass(slots=True)
class NumberCell:
    """A cell that has the form of a number: what remains to be read is ``core``."""

    row: int
    text: str
    core: str
    negative: bool
    power: int
    percent: bool
    money: bool
    marked: bool


def _shape(text: str) -> re.Match[str] | None:
    """Return the parts of a text that has the form of a number; None for any other."""
    if len(text) > _LONGEST:
        return None
    match = _SHAPE.fullmatch(_BLANK_RUN.sub(" ", text))
    if match is None or bool(match["open"]) != bool(match["close"]) or not any(c.isdigit() for c in match["core"]):
        return None
    signs = [match[name] for name in ("sign", "sign2", "sign3", "after") if match[name]]
    twice = (match["money"] and match["money2"]) or (match["percent"] and match["percent2"])
    return None if twice or len(signs) > 1 or (signs and match["open"] and signs != ["+"]) else match


def number_cell(row: int, text: str) -> NumberCell | None:
    """Return a cell that has the form of a number; None for any other."""
    match = _shape(text)
    if match is None:
        return None
    minus = any((match[name] or "+") in _MINUS for name in ("sign", "sign2", "sign3", "after"))
    return NumberCell(
        row,
        text,
        match["core"].strip(_BLANKS),
        minus or bool(match["open"]),
        int(match["power"][1:].replace("−", "-")) if match["power"] else 0,
        bool(match["percent"] or match["percent2"]),
        bool(match["money"] or match["money2"]),
        bool(match["mark"]),
    )


def decimal_sign_shown(core: str) -> str:
    """Return the sign of decimals that the digits of a number allow only; "" if they leave it open.

    "16,7" shows a comma, "1.234.567" a comma too, since its points part thousands; "1,234" shows nothing.
    """
    points, commas = core.count(POINT), core.count(COMMA)
    if points and commas:
        return POINT if core.rfind(POINT) > core.rfind(COMMA) else COMMA
    if points > 1 or commas > 1:
        return COMMA if points else POINT
    if not points and not commas:
        return ""
    sign = POINT if points else COMMA
    before, after = core.split(sign)
    open_to_both = len(after) == 3 and DIGITS.fullmatch(before) and len(before) <= 3 and not before.startswith("0")
    return "" if open_to_both else sign
