"""Asking where a file is to be written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui import messages
from ui.session import Session


def ask_for_file(window: QWidget, title: str, proposed: Path, kind: str) -> Path | None:
    """Ask for a file of the ending that ``proposed`` has; None if the person thought better of it.

    Args:
        window: over which the dialog lies.
        title: of the dialog.
        proposed: folder and name to begin with.
        kind: what the dialog says of files with this ending.

    """
    suffix = proposed.suffix
    name, _ = QFileDialog.getSaveFileName(window, title, str(proposed), f"{kind} (*{suffix})")
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() == suffix else _with_suffix(window, path, suffix)


def _with_suffix(window: QWidget, path: Path, suffix: str) -> Path | None:
    """Add the ending; ask before a file is replaced that the dialog could not ask about."""
    whole = path.with_name(path.name + suffix)
    if whole.exists() and not messages.ask(window, f"{whole.name} exists already.", "Replace it?", "Replace"):
        return None
    return whole


def stem_of(session: Session) -> str:
    """Return the name that files made from the proposal begin with: that of its own file, or of its title."""
    return session.path.stem if session.path else file_stem(session.proposal.details.title)


def file_stem(title: str) -> str:
    """Return a file name made from a title: letters, digits and hyphens, never a path."""
    letters = "".join(letter if letter.isalnum() else "-" for letter in title.lower())
    return "-".join(part for part in letters.split("-") if part)[:60] or "proposal"
