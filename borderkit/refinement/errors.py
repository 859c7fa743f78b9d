"""What can be wrong with pieces of a unit, and with what a proposal keeps of them."""

from __future__ import annotations

from borderkit.errors import BorderkitError


class RefinementError(BorderkitError):
    """A unit cannot be divided into these pieces, or the pieces that a file keeps are damaged or do not fit."""
