"""What can be wrong with a table, and with what is kept of a join."""

from __future__ import annotations

from borderkit.errors import BorderkitError


class TableError(BorderkitError):
    """A table cannot be read, is too large, or has not the columns that are asked of it."""


class MappingError(BorderkitError):
    """A stored mapping of rows to units cannot be read, or does not fit the table or the layer."""


class JoinError(BorderkitError):
    """A column of a table cannot become a column of the layer as it stands."""
