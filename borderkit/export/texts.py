"""Texts of any origin as every format can hold them."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

#: What XML 1.0 and Excel have no way to say, and what UTF-8 cannot: most control characters, halves of pairs, and two
#: that are no characters.
_NOT_PRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return a text without the characters that a format cannot hold."""
    return _NOT_PRINTABLE.sub("", text)


def escaped(text: str) -> str:
    """Return a text as the content of an element."""
    return escape(printable(text))
