"""A QR code of an address, as squares."""

from __future__ import annotations

import segno

from ui.handout.marks import Block, Placed, Squares

#: Squares that must stay white around it (ISO/IEC 18004, section 6.3.8).
QUIET = 4
#: A square is no smaller than this, in points (0.4 mm): cameras of telephones read it from paper.
LEAST_SIDE = 1.13


def squares(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return for each row which squares of the code of an address are black; () if it is too long for one."""
    try:
        code = segno.make_qr(address, error="m")
    except segno.DataOverflowError:
        return ()
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)


def qr_code(address: str, size: float) -> Block | None:
    """Return the code of an address, ``size`` points wide or wider, white margin included; None if it is too long."""
    rows = squares(address)
    if not rows:
        return None
    whole = len(rows) + 2 * QUIET
    side = max(LEAST_SIDE, size / whole)
    width = whole * side
    return Block(width, width, (Placed(QUIET * side, QUIET * side, Squares(rows, side)),))
