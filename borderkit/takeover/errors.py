"""What can be wrong with another tool's file."""

from __future__ import annotations

from borderkit.errors import BorderkitError


class TakeoverError(BorderkitError):
    """A file of another tool cannot be taken over as it stands, or a choice is missing that it needs."""


class NotAPlanError(TakeoverError):
    """A file does not name units and their districts: it is something else."""
