"""The errors that a person can cause or must see; anything else that escapes is a bug of ours."""

from __future__ import annotations


class BorderkitError(Exception):
    """Base of every error that is fit to show: it says what failed, where, and what to do."""


class LayerError(BorderkitError):
    """A unit layer cannot be read, or cannot be used as it stands."""


class NoPolygonsError(LayerError):
    """A file that can be read has no polygons in it."""


class PreparedFileError(BorderkitError):
    """A prepared drawing file is missing, stale or damaged; it can be built anew from its layer."""


class ProposalFileError(BorderkitError):
    """A proposal file or an assignment table cannot be read as it stands.

    Attributes:
        kind: what is wrong, in one word for programs.

    """

    kind = "unreadable"

    def __init__(self, message: str, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind or self.kind


class UnknownUnitError(BorderkitError):
    """A GEOID was named that the unit layer does not have."""


class UnknownJurisdictionError(BorderkitError):
    """A code was named that no jurisdiction of the proposal has."""


class JurisdictionError(BorderkitError):
    """A new jurisdiction's code, name or status cannot be accepted."""


class SettingsError(BorderkitError):
    """A choice of election, census or rule is not on offer."""


class SaveError(BorderkitError):
    """A file could not be written; whatever stood there before is untouched."""


class ChangedOnDiskError(SaveError):
    """A file has changed since it was opened, and saving would replace what somebody else wrote."""


class JournalError(BorderkitError):
    """What was kept of earlier work cannot be read, or does not fit."""


class OperationCancelled(Exception):  # noqa: N818 - it reports a wish, not an error
    """A person asked for the work in progress to stop."""
