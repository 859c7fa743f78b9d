"""New, open, save and their kin: files on one side, the session on the other, questions in between."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from borderkit.assignment_csv import UndeclaredCodeError
from borderkit.document import Document
from borderkit.errors import BorderkitError, ChangedOnDiskError, SaveError
from borderkit.file_watch import file_state, mark_open
from borderkit.journal import Recovered
from borderkit.jurisdiction import Jurisdiction
from borderkit.leading_zeros import LostZerosError
from borderkit.opening import LAYER_SUFFIXES, PLAN_SUFFIXES, open_proposal
from borderkit.ownership import Claim
from borderkit.proposal import Proposal
from borderkit.proposal_file import SUFFIX
from ui import messages
from ui.closing import WhenClosed
from ui.declare_dialog import DeclareDialog
from ui.file_dialogs import ask_for_file, stem_of
from ui.messages import Answer, Overwriting
from ui.preferences import Preferences
from ui.session import Session

if TYPE_CHECKING:
    from borderkit.own_layer.recipe import Recipe

_PROPOSALS = f"Proposals (*{SUFFIX})"
_PLAN_PATTERNS = " ".join(f"*{suffix}" for suffix in PLAN_SUFFIXES)
_TABLES = f"Assignments, and plans of other tools ({_PLAN_PATTERNS})"
_LAYER_PATTERNS = " ".join(f"*{suffix}" for suffix in LAYER_SUFFIXES)
_LAYERS = f"Map layers ({_LAYER_PATTERNS})"
_ALL_KINDS = f"Proposals, assignments and map layers (*{SUFFIX} {_PLAN_PATTERNS} {_LAYER_PATTERNS})"


class FileCommands(QObject):
    """What the File menu does.

    Signals:
        recent_changed: the list of recent files differs.
        told: a short sentence for the status bar.
        begins: a command looks at the proposal next; what is being typed elsewhere is to be kept first.
        layer_wanted: with the path of a map layer, which opens in a window of its own.
        layer_wanted_again: likewise, with the ``Recipe`` that it is to be read by.
        wizard_wanted: with the path of a layer of which a person wants to say anew what is in it.
        open_elsewhere: the file that was opened or saved is open in another window; with a sentence that says so.
    """

    recent_changed = Signal()
    told = Signal(str)
    begins = Signal()
    layer_wanted = Signal(object)
    layer_wanted_again = Signal(object, object)
    wizard_wanted = Signal(object)
    open_elsewhere = Signal(str)

    def __init__(self, session: Session, preferences: Preferences, window: QWidget) -> None:
        """Act on a session; dialogs belong to ``window``."""
        super().__init__(window)
        self._session = session
        self._preferences = preferences
        self._window = window
        #: The mark that the session's file is open here, and the path that it stands for.
        self._mark: Claim | None = None
        self._marked: Path | None = None
        self._is_reading = False
        session.proposal_replaced.connect(self._mark_file)
        session.details_changed.connect(self._mark_file)
        WhenClosed(window).closed.connect(self._unmark)

    @property
    def window(self) -> QWidget:
        """The window that dialogs belong to."""
        return self._window

    def may_close(self) -> bool:
        """Ask about unsaved work; return whether the proposal may go."""
        self.begins.emit()
        self._session.finish_stroke()
        if self._session.is_saved:
            return True
        answer = messages.ask_about_unsaved(self._window, self._session.proposal.details.title)
        return answer is Answer.DISCARD or (answer is Answer.SAVE and self.save())

    def new(self) -> None:
        """Begin anew with today's map."""
        if self.may_close():
            self._session.take(Proposal(self._session.layer), None)

    def open_dialog(self) -> None:
        """Ask for a file and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            "Open a proposal or a map layer",
            str(self._preferences.folder),
            f"{_ALL_KINDS};;{_PROPOSALS};;{_TABLES};;{_LAYERS};;All files (*)",
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> bool:
        """Open a file after asking about unsaved work; return whether it is open here now.

        A map layer is asked for with ``layer_wanted`` instead: it leaves what is open here as it is.
        """
        if is_layer_file(path):
            self.layer_wanted.emit(path)
            return False
        is_table = path.suffix.lower() in PLAN_SUFFIXES
        if is_table and self._is_plan(path):
            return self.take_over(path)
        if not self.may_close():
            return False
        # Before it is read: what is written to it in between counts as a change.
        on_disk = file_state(path)
        proposal = self._read(path)
        if proposal is None:
            return False
        self._session.take(proposal, None if is_table else path, None if is_table else on_disk)
        self.remember(path)
        self._tell_unknown(proposal)
        return True

    def take_over_dialog(self) -> None:
        """Ask for another tool's plan and take it over."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            "Take over a plan of another tool",
            str(self._preferences.folder),
            f"{_TABLES};;All files (*)",
        )
        if name:
            self.take_over(Path(name))

    def take_over(self, path: Path) -> bool:
        """Take over another tool's plan, as a person says what its districts are; return whether it is open here now.

        Unsaved work is asked about at the end: until then everything stays as it was.
        """
        if self._is_reading:  # in the moment before the bar that tells of it
            return False
        # The start-up does without what only this command needs.
        from ui.takeover_dialog.command import dialog_for

        self._is_reading = True
        try:
            dialog = dialog_for(path, self._session.layer, self._preferences, self._window)
        finally:
            self._is_reading = False
        if dialog is None:
            return False
        try:
            while dialog.exec() and dialog.document is not None:
                if self.may_close():
                    self._take_plan(path, dialog.document)
                    return True
        finally:
            dialog.deleteLater()
        return False

    def remember(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        self._preferences.remember_file(path)
        self.recent_changed.emit()

    def restore(self, recovered: Recovered) -> bool:
        """Go on with what a crash left behind, after asking about unsaved work; return whether it is open now."""
        if not self.may_close():
            return False
        self._session.take(recovered.proposal, recovered.file.path, recovered.file.known)
        title = recovered.proposal.details.title
        self.told.emit(f"“{title}” is back as it was, with all that can be undone.")
        self._tell_unknown(recovered.proposal)
        return True

    def open_bundled(self, id_: str) -> bool:
        """Open a copy of a bundled proposal; return whether it is open now."""
        if not self.may_close():
            return False
        try:
            bundled = open_proposal(id_, self._session.layer)
        except BorderkitError as error:
            messages.show_error(self._window, error)
            return False
        copy = Proposal(self._session.layer, replace(bundled.to_document(), id=""))
        self._session.take(copy, None)
        self.told.emit(f"A copy of “{copy.details.title}” is open. The bundled proposal stays as it is.")
        return True

    def save(self) -> bool:
        """Save to the proposal's file, asking for one where there is none; return whether it is saved."""
        self.begins.emit()
        if self._session.path is None:
            return self.save_as()
        return self._write(self._session.path)

    def save_as(self) -> bool:
        """Ask for a file and save to it; return whether it is saved."""
        self.begins.emit()
        proposed = self._preferences.folder / f"{stem_of(self._session)}{SUFFIX}"
        path = ask_for_file(self._window, "Save the proposal", proposed, "Proposals")
        return path is not None and self._write(path)

    def duplicate(self) -> None:
        """Go on with a copy under another title, nothing lost; the first's file stays as it was last saved."""
        self.begins.emit()
        self._session.finish_stroke()
        document = self._session.proposal.to_document()
        title = variant_title(document.details.title)
        variant = Proposal(
            self._session.layer, replace(document, id="", details=replace(document.details, title=title))
        )
        variant.history.mark_unsaved()
        self._session.take(variant, None)
        self.told.emit("This is a variant now. The proposal it came from stays as it was saved.")

    def _is_plan(self, path: Path) -> bool:
        from borderkit.takeover.recognising import is_plan

        return is_plan(path, self._session.layer)

    def _take_plan(self, path: Path, document: Document) -> None:
        proposal = Proposal(self._session.layer, document)
        # The choices made in the dialog are nowhere but here.
        proposal.history.mark_unsaved()
        self._session.take(proposal, None)
        self.remember(path)
        moved = proposal.layer.wording.count(len(proposal.moved_units))
        self.told.emit(f"{path.name} is taken over: {moved} moved. It is not saved yet.")

    def _read(self, path: Path) -> Proposal | None:
        """Read a proposal, offering to mend what can be mended; None if it was refused."""
        restore, declared = False, list[Jurisdiction]()
        while True:
            try:
                proposal = open_proposal(path, self._session.layer, declared, restore_zeros=restore)
                if restore:
                    proposal.history.mark_unsaved()  # the file itself still lacks its zeros
                return proposal
            except LostZerosError as error:
                if not messages.ask(self._window, str(error), "Restore the zeros and open it?", "Restore and open"):
                    return None
                restore = True
            except UndeclaredCodeError as error:
                dialog = DeclareDialog(error, self._session.layer, self._window)
                if not dialog.exec():
                    return None
                declared = dialog.jurisdictions
            except BorderkitError as error:
                messages.show_error(self._window, error)
                return None

    def _tell_unknown(self, proposal: Proposal) -> None:
        if proposal.unknown:
            lost = [f"{geoid} (to {group.to})" for group in proposal.unknown for geoid in group.units]
            messages.show_notice(
                self._window,
                f"The layer has no unit {', '.join(lost[:12])}{' and others' if len(lost) > 12 else ''}.",
                "They are kept in the file and counted nowhere.",
            )

    def _write(self, path: Path, *, replaces: bool = False) -> bool:
        if path != self._session.path and not self._may_replace(path):
            return False
        try:
            self._session.save(path, replaces=replaces)
        except ChangedOnDiskError as error:
            answer = messages.ask_about_changed(self._window, error)
            if answer is Overwriting.REPLACE:
                return self._write(path, replaces=True)
            return answer is Overwriting.OTHER_NAME and self.save_as()
        except SaveError as error:
            messages.show_error(self._window, error)
            return False
        self.remember(path)
        self.told.emit(f"Saved as {path.name}.")
        return True

    # Which file is open where

    def _may_replace(self, path: Path) -> bool:
        """Ask before saving to a file that another window has open; True if none has."""
        if path.resolve() == self._marked:
            return True
        try:
            mark = mark_open(path)
        except OSError:
            return True
        if mark is not None:
            mark.release()
            return True
        return messages.ask(
            self._window,
            f"{path.name} is open in another window of BorderKit.",
            "That window does not see what is saved here. It asks before it replaces it.",
            "Replace it",
        )

    def _mark_file(self) -> None:
        """Mark the session's file as open here, for other windows to see, or tell that one of them has it open."""
        path = None if self._session.path is None else self._session.path.resolve()
        if path == self._marked:
            return
        self._unmark()
        self._marked = path
        if path is not None:
            # Without marks, saving still notices what others wrote.
            with contextlib.suppress(OSError):
                self._mark = mark_open(path)
                if self._mark is None:
                    self.open_elsewhere.emit(
                        f"{path.name} is open in another window of BorderKit. Neither window sees what is done in the "
                        "other; before one replaces what the other saved, it asks."
                    )

    def open_again(self, recipe: Recipe) -> None:
        """Open the layer of this window in another way, in a window of its own."""
        source = self._session.layer.source
        if source is not None:
            self.layer_wanted_again.emit(source, recipe)

    def ask_again(self) -> None:
        """Ask anew what is in the file of this window's layer."""
        if self._session.layer.source is not None:
            self.wizard_wanted.emit(self._session.layer.source)

    def let_go(self) -> None:
        """Let another window have the session's file open."""
        self._unmark()

    def _unmark(self) -> None:
        mark, self._mark, self._marked = self._mark, None, None
        if mark is not None:
            mark.release()


def is_layer_file(path: Path) -> bool:
    """Tell by its ending whether a file is a map layer."""
    return path.suffix.lower() in LAYER_SUFFIXES


def variant_title(title: str) -> str:
    """Return a title for a variant: "Plan" gives "Plan (variant)", that "Plan (variant 2)"."""
    found = re.fullmatch(r"(.*) \(variant(?: (\d+))?\)", title, re.DOTALL)
    if found is None:
        return f"{title} (variant)"
    return f"{found[1]} (variant {int(found[2] or 1) + 1})"
