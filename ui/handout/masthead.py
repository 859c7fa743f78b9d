"""The head of a page: title, who proposes it, logo; and the short one of the pages that follow."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter

from borderkit.handout.content import Content
from ui.handout.desk import Desk
from ui.handout.marks import Block, Picture, Placed, Rule, stacked
from ui.handout.typefaces import shortfall
from ui.handout.typeset import Fitted, fitted, paragraph
from ui.handout.typography import INK, Typography

#: Points: the heavy rule on top, the most that title and byline may take, and a logo.
_RULE, _TITLE, _BYLINE, _LOGO, _LOGO_WIDE, _GAP = 2.2, 92.0, 24.0, 46.0, 110.0, 14.0
_BESIDE_BYLINE = 3.0

#: Said on the page below a title or a text that had to be shortened.
SHORTENED = "The {what} is shortened here to fit the page; the data sheet has all of it."
_NO_LOGO = "The logo cannot be read as an image and is left out. Choose a PNG file."
_WARNING = "The {what} is too long for this page and was shortened. Shorten it, or choose a larger paper."


def masthead(desk: Desk, typography: Typography, width: float) -> Block:
    """Return the head of a first page."""
    content = desk.content
    logo = _logo(content, desk.format.black_and_white)
    if content.logo and logo is None:
        desk.warn(_NO_LOGO)
    room = width - (logo.width + _GAP if logo else 0.0)
    title = fitted(content.title, typography.title, room, _TITLE * typography.scale, typography.title_floor)
    byline = fitted(content.byline, typography.byline, room, _BYLINE * typography.scale, 7.0)
    desk.warn(shortfall(content.title, "the title"))
    desk.warn(shortfall(content.byline, "the line below the title"))
    texts = [title.block, byline.block]
    texts += [note for note in (cut_note(desk, title, "title", typography, room),) if note.height]
    cut_note(desk, byline, "line below the title", typography, room)
    text = stacked(texts, _BESIDE_BYLINE)
    return stacked([heavy_rule(width), _with_logo(text, logo, width)], 7.0 * typography.scale)


def cut_note(desk: Desk, made: Fitted, what: str, typography: Typography, width: float) -> Block:
    """Return the sentence that a text was shortened, and warn of it; nothing if it was not."""
    if not made.is_cut:
        return Block(width, 0.0)
    desk.warn(_WARNING.format(what=what))
    return paragraph(SHORTENED.format(what=what), typography.note, width)


def running_head(desk: Desk, text: str, typography: Typography, width: float) -> Block:
    """Return the head of a page that follows: its own title and, smaller, that of the handout."""
    own = paragraph(text, typography.title.sized(typography.title.size * 0.68), width)
    whole = fitted(desk.content.title, typography.byline, width, _BYLINE * typography.scale, 7.0)
    return stacked([heavy_rule(width), stacked([own, whole.block], 1.0)], 6.0 * typography.scale)


def heavy_rule(width: float) -> Block:
    """Return the rule that opens a page."""
    return Block(width, _RULE, (Placed(0, _RULE / 2, Rule(width, 0, _RULE, INK)),))


def _with_logo(text: Block, logo: Block | None, width: float) -> Block:
    if logo is None:
        return text
    placed = (*text.placed, *logo.moved(width - logo.width, 0))
    return Block(width, max(text.height, logo.height), placed)


def _logo(content: Content, black_and_white: bool) -> Block | None:
    """Return the logo as large as its room allows; None if there is none or it is no image."""
    image = QImage.fromData(QByteArray(content.logo)) if content.logo else QImage()
    if image.isNull():
        return None
    if black_and_white:
        image = _grey(image)
    scale = min(_LOGO / image.height(), _LOGO_WIDE / image.width())
    width, height = image.width() * scale, image.height() * scale
    return Block(width, height, (Placed(0, 0, Picture(image, width, height)),))


def _grey(image: QImage) -> QImage:
    """Return an image without its colours; what is transparent becomes the white of the paper."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(0xFFFFFFFF)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat.convertToFormat(QImage.Format.Format_Grayscale8)
