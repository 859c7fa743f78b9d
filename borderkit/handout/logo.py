"""Logos: small PNG or JPEG images that lie as base64 in a proposal's file."""

from __future__ import annotations

import base64
import binascii

from borderkit.errors import BorderkitError

#: No logo has more bytes than this: it is saved with every copy of the proposal.
LARGEST_LOGO = 512 * 1024

#: How files of the kinds that can be a logo begin (PNG: ISO/IEC 15948, 5.2; JPEG: start of image and a marker).
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class LogoError(BorderkitError):
    """A file cannot be a logo."""


def encode_logo(data: bytes) -> str:
    """Return an image file's content as the text that ``Words.logo`` holds.

    Raises:
        LogoError: if it is neither PNG nor JPEG, or too large.

    """
    if not data.startswith(_BEGINNINGS):
        raise LogoError("The logo is neither a PNG nor a JPEG image. Save it as one of them and choose it again.")
    if len(data) > LARGEST_LOGO:
        raise LogoError(
            f"The logo has {len(data) // 1024:,} KB; {LARGEST_LOGO // 1024} are the most that a proposal's file takes. "
            "Save it smaller: 600 pixels across are enough for print."
        )
    return base64.b64encode(data).decode("ascii")


def decode_logo(text: str) -> bytes:
    """Return the image file in a text; b"" where the text holds none that could be a logo."""
    if len(text) > LARGEST_LOGO * 4 // 3 + 4:
        return b""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if data.startswith(_BEGINNINGS) else b""
