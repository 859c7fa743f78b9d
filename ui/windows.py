"""The windows of the program: one for each map that is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from borderkit.bundled import BUNDLED_NAME
from borderkit.drawn_layer import drawn_layer
from borderkit.errors import BorderkitError
from borderkit.layer import UnitLayer
from borderkit.prepared import PreparedLayer
from borderkit.progress import Progress
from borderkit.shelf import ShelfEntry, shelf
from ui import messages
from ui.long_work import LongWork
from ui.main_window import MainWindow
from ui.preparing import bundled_layer
from ui.session import LayerChange

if TYPE_CHECKING:
    from borderkit.own_layer.finding_recipe import Known
    from borderkit.own_layer.recipe import Recipe


class Windows(QObject):
    """Makes the windows, keeps them alive while they are open, and opens layers in windows of their own.

    Signals:
        layer_opened: with the MainWindow of a layer that was wanted, once it is up.
        layer_not_opened: with the path; it was refused or the person stopped it, and all is as before.
    """

    layer_opened = Signal(object)
    layer_not_opened = Signal(object)

    def __init__(self, application: QApplication) -> None:
        """Belong to the application, which stops what is under way when it ends."""
        super().__init__(application)
        self._kept: list[MainWindow] = []
        self._under_way: list[LongWork[Any]] = []
        #: Windows that make room for another one as soon as its map is there.
        self._leaving: list[MainWindow] = []
        application.aboutToQuit.connect(self.stop)

    def on_bundled(self) -> MainWindow:
        """Return a new window on the bundled map.

        Raises:
            BorderkitError: if the map or the shelf cannot be read.

        """
        return self._made(bundled_layer())

    def on_layer(self, path: Path) -> MainWindow:
        """Return a new window on the layer in a file, after showing how far its preparing is; nothing is asked.

        Raises:
            LayerError: if the layer cannot be used.
            OperationCancelled: if the person stopped it.

        """
        recipe = LongWork(f"{path.name} is being looked at.", partial(_recipe_for, path)).wait()
        window = self._made(_preparing(path, recipe).wait())
        window.files.remember(path)
        return window

    def show(self, window: MainWindow) -> None:
        """Show a window and keep it alive until it is closed."""
        self.let_go_of_closed()
        self._kept.append(window)
        window.show()

    def open_layer(self, opener: MainWindow, path: Path) -> None:
        """Begin to open a layer in a window of its own; a signal tells the end.

        The window from which it was wanted makes room for the new one if nothing was done in it.
        """
        looking = LongWork(f"{path.name} is being looked at.", partial(_known_recipe, path), self, opener)
        looking.succeeded.connect(partial(self._open_if_known, opener, path))
        self._begin(looking, opener, path)

    def _open_if_known(self, opener: MainWindow, path: Path, known: Known | None) -> None:
        if known is not None:
            self.open_as(opener, path, known.recipe)
        else:
            self.ask_and_open(opener, path)

    def ask_and_open(self, opener: MainWindow, path: Path) -> None:
        """Ask what is in a file of polygons, then open it in a window of its own."""
        # The start-up does without the wizard.
        from ui.layer_wizard.asking import ask_for_recipe

        ask_for_recipe(path, opener, partial(self.open_as, opener, path), partial(self.layer_not_opened.emit, path))

    def open_as(self, opener: MainWindow, path: Path, recipe: Recipe | None) -> None:
        """Begin to open a layer as a recipe says, in a window of its own; a signal tells the end."""
        preparing = _preparing(path, recipe, self, opener)
        preparing.succeeded.connect(partial(self._show_layer, opener, path))
        self._begin(preparing, opener, path)

    def _begin(self, preparing: LongWork[Any], opener: MainWindow, path: Path | None) -> None:
        preparing.failed.connect(partial(self._tell, opener, path))
        preparing.cancelled.connect(partial(self.layer_not_opened.emit, path))
        for end in (preparing.succeeded, preparing.failed, preparing.cancelled):
            end.connect(partial(self._forget, preparing))
        self._under_way.append(preparing)
        preparing.start()

    def change_layer(self, window: MainWindow, change: LayerChange) -> None:
        """Begin to show a window's proposal on other units: a like window takes its place once their map is there.

        Until then nothing can be done in the window: what is being changed must stay as it is.
        """
        if window in self._leaving:
            return

        def work(progress: Progress) -> PreparedLayer:
            return drawn_layer(change.layer, progress)

        what = f"The map of {change.proposal.details.title} is being prepared."
        preparing = LongWork(what, work, self, window if window.isVisible() else None)
        for end in (preparing.succeeded, preparing.failed, preparing.cancelled):
            end.connect(partial(self._free, window))
        preparing.succeeded.connect(partial(self._replace, window, change))
        self._leaving.append(window)
        window.setEnabled(False)
        self._begin(preparing, window, change.path)

    def _free(self, window: MainWindow, *_: object) -> None:
        self._leaving.remove(window)
        if shiboken6.isValid(window):
            window.setEnabled(True)

    def _replace(self, window: MainWindow, change: LayerChange, prepared: PreparedLayer) -> None:
        if not shiboken6.isValid(window):
            return
        change.go_on()
        # The same units; this one knows which of them are neighbours.
        change.proposal.layer = prepared.layer
        new = self._made(prepared)
        # The file is open in one window only, and what was done is kept by the new one before the old one forgets it.
        window.files.let_go()
        goes_on = change.proposal is window.session.proposal
        new.take_over_from(window, change.proposal, change.path, change.on_disk)
        if goes_on:
            _look_alike(new, window)
        if window.isVisible():
            self.show(new)
        window.let_go()
        self.layer_opened.emit(new)

    def let_go_of_closed(self) -> None:
        """Free what the windows hold that were closed."""
        there = [window for window in self._kept if shiboken6.isValid(window)]
        self._kept = [window for window in there if window.isVisible()]
        for window in there:
            if window not in self._kept:
                window.deleteLater()

    def stop(self) -> None:
        """Stop everything that is under way, and wait until it has ended."""
        for preparing in self._under_way:
            preparing.stop()

    def _made(self, prepared: PreparedLayer) -> MainWindow:
        window = MainWindow(prepared, _entries(prepared.layer))
        window.files.layer_wanted.connect(partial(self.open_layer, window))
        window.files.layer_wanted_again.connect(partial(self.open_as, window))
        window.files.wizard_wanted.connect(partial(self.ask_and_open, window))
        window.session.layer_wanted.connect(partial(self.change_layer, window))
        return window

    def _show_layer(self, opener: MainWindow, path: Path, prepared: PreparedLayer) -> None:
        window = self._made(prepared)
        window.files.remember(path)
        self.show(window)
        window.tell_of_layer()
        if shiboken6.isValid(opener) and _is_untouched(opener):
            opener.close()
        self.layer_opened.emit(window)

    def _tell(self, opener: MainWindow, path: Path | None, error: Exception) -> None:
        if isinstance(error, BorderkitError):
            messages.show_error(opener if shiboken6.isValid(opener) else None, error)
        else:
            messages.show_bug(type(error), error, error.__traceback__)
        self.layer_not_opened.emit(path)

    def _forget(self, preparing: LongWork[Any], *_: object) -> None:
        self._under_way.remove(preparing)
        preparing.deleteLater()


def windows(application: QApplication) -> Windows:
    """Return the windows of the application."""
    return application.findChild(Windows) or Windows(application)


def _preparing(
    path: Path, recipe: Recipe | None, owner: QObject | None = None, over: MainWindow | None = None
) -> LongWork[PreparedLayer]:
    def work(progress: Progress) -> PreparedLayer:
        # The start-up does without what only the reading of layers needs.
        from borderkit.layer_cache import prepared_layer

        return prepared_layer(path, progress, recipe)

    return LongWork(f"{path.name} is being opened.", work, owner, over)


def _known_recipe(path: Path, _: Progress) -> Known | None:
    from borderkit.own_layer.finding_recipe import known_recipe

    return known_recipe(path)


def _recipe_for(path: Path, _: Progress) -> Recipe | None:
    from borderkit.own_layer.finding_recipe import recipe_for

    return recipe_for(path)


def _entries(layer: UnitLayer) -> list[ShelfEntry]:
    """Return the bundled proposals where they fit the layer: all are for the bundled one."""
    return shelf(layer.base or layer) if layer.name == BUNDLED_NAME else []


def _look_alike(window: MainWindow, other: MainWindow) -> None:
    """Show the map as another window does, and keep the same jurisdictions from being changed."""
    window.session.restrain(other.session.restraint)
    window.canvas.scene.choose(other.canvas.scene.choice)
    window.canvas.scene.set_hatched(other.canvas.scene.is_hatched)
    window.canvas.navigator.look_at(other.canvas.map_view.box, 0)


def _is_untouched(window: MainWindow) -> bool:
    """Tell whether a window shows today's map as it came up."""
    session = window.session
    proposal = session.proposal
    is_today = not len(proposal.moved_units) and not proposal.own_jurisdictions and not proposal.history.steps
    return is_today and session.path is None and session.is_saved
