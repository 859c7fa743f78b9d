"""The foot of a page: whom to ask, the address of the web with its code, by what and when it was made, which page."""

from __future__ import annotations

from ui.handout.desk import Desk
from ui.handout.marks import Block, Placed, Rule, stacked
from ui.handout.masthead import cut_note
from ui.handout.qr import qr_code
from ui.handout.typefaces import shortfall
from ui.handout.typeset import fitted, paragraph, width_of
from ui.handout.typography import FINE_FLOOR, SOFT, Side, Typography

_QR, _GAP, _ABOVE, _BETWEEN = 54.0, 10.0, 4.0, 1.5
_CONTACT, _LONGEST_QR = 24.0, 110.0
_NO_CODE = "The web address is too long for a QR code; only its text is printed."


def footer(desk: Desk, typography: Typography, width: float, page: int, pages: int) -> Block:
    """Return the foot of a page; contact and code stand on the first."""
    content = desk.content
    numbered = f"Page {page} of {pages}" if pages > 1 else ""
    number_width = width_of(numbered, typography.fine) + _GAP if numbered else 0.0
    code = _code(desk, typography) if page == 1 else None
    left = 0.0 if code is None else code.width - code.placed[0].x + _GAP / 2
    room = width - left
    lines = []
    if page == 1:
        for said, style, what in (
            (content.contact, typography.caption, "contact line"),
            (content.web, typography.body, "web address"),
        ):
            desk.warn(shortfall(said, f"the {what}"))
            made = fitted(said, style, room, _CONTACT * typography.scale, FINE_FLOOR)
            cut_note(desk, made, what, typography, room)
            lines.append(made.block)
    lines.append(paragraph(content.made, typography.fine, room - number_width))
    text = stacked(lines, _BETWEEN)
    quiet = code.placed[0].y if code else 0.0
    top = max(_ABOVE, quiet)
    height = max(text.height, code.height - 2 * quiet if code else 0.0)
    placed = [Placed(0, 0.25, Rule(width, 0, 0.5, SOFT))]
    if code is not None:
        # Its white margin reaches above the text's edge and into the page's margin at the left.
        placed += code.moved(-quiet, top - quiet)
    placed += text.moved(left, top + height - text.height)
    if numbered:
        shown = paragraph(numbered, typography.fine.set_to(Side.END), number_width)
        placed += shown.moved(width - number_width, top + height - shown.height)
    return Block(width, top + height, tuple(placed))


def _code(desk: Desk, typography: Typography) -> Block | None:
    """Return the QR code of the web address; None without an address, or where it is too long for a small one."""
    web = desk.content.web
    if not web:
        return None
    code = qr_code(web, _QR * typography.scale)
    if code is None or code.width > _LONGEST_QR * typography.scale:
        desk.warn(_NO_CODE)
        return None
    return code
