"""The window: it puts the parts together and passes on what they say."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QDockWidget, QMainWindow, QTabWidget, QWidget

from borderkit.areas import AreaUnit
from borderkit.file_watch import FileState
from borderkit.jurisdiction import OUTSIDE
from borderkit.number_format import NumberFormat
from borderkit.opening import exists
from borderkit.portrayal import Way, ways_on
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal
from borderkit.shelf import ShelfEntry, bundled_path
from ui import messages
from ui.action_handlers import connect_actions
from ui.action_states import show_in_actions, show_view_in_actions
from ui.actions import make_actions
from ui.appearance_menu import AppearanceMenu
from ui.checks_panel import ChecksPanel
from ui.export_commands import ExportCommands
from ui.file_commands import FileCommands
from ui.following_panel import FollowingPanel
from ui.help_commands import HelpCommands
from ui.history_panel import HistoryView
from ui.join_commands import JoinCommands
from ui.journal_keeper import keep_journal
from ui.land_panel import LandPanel
from ui.main_menu import fill_menu_bar, group_exclusive, make_tool_bar
from ui.map_canvas import MapCanvas
from ui.map_commands import MapCommands
from ui.map_panel import MapPanel
from ui.notice_bar import Choice
from ui.number_format import system_digits
from ui.panel_dock import PanelDock
from ui.preferences import Preferences
from ui.print_commands import PrintCommands
from ui.proposal_commands import ProposalCommands
from ui.recent_menu import RecentMenu
from ui.refine_commands import RefineCommands
from ui.ripples_panel import RipplesPanel
from ui.sentences import hint
from ui.session import Session
from ui.shelf_panel import ShelfPanel
from ui.status_line import StatusLine
from ui.target_selector import TargetSelector
from ui.totals_panel import TotalsPanel
from ui.unit_finder import UnitFinder

if TYPE_CHECKING:
    from borderkit.county_list import ReadList

_PANEL_WIDTH = 476
#: Words of a list that were not understood, named one by one.
_LOST_SHOWN = 20


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(self, prepared: PreparedLayer, entries: list[ShelfEntry]) -> None:
        """Show today's map of a layer, and the shelf with its entries."""
        super().__init__()
        self.setObjectName("mainWindow")
        self._preferences = Preferences()
        self._numbers = NumberFormat(self._preferences.area_unit, system_digits())
        self.prepared = prepared
        self.session = Session(prepared.layer, self)
        self.files = FileCommands(self.session, self._preferences, self)
        self.proposal_commands = ProposalCommands(self.session, self)
        self.map = MapPanel(prepared, self.session, self._numbers)
        self.canvas: MapCanvas = self.map.canvas
        self.map_commands = MapCommands(self.session, self.canvas, self)
        self.joins = JoinCommands(self.session, self)
        self.refinements = RefineCommands(self.session, self)
        self.exports = ExportCommands(prepared, self.session, self.canvas, self._preferences, self)
        self.prints = PrintCommands(self.session, prepared, entries, self._preferences, self._numbers, self)
        self.totals = TotalsPanel(self.session, self._numbers)
        self.shelf = ShelfPanel(entries, self.canvas.renderer, self._numbers)
        self.history = HistoryView(self.session)
        self.ripples = RipplesPanel(self.session, self._numbers)
        self.checks = ChecksPanel(self.session, self._numbers)
        self.land = LandPanel(self.session, self._numbers)
        self.electors = self.map.electors
        self.target = TargetSelector(self.session)
        self.election = _choices("electionSelector", "Election", prepared.layer.elections)
        self.people = _choices("peopleSelector", "People", prepared.layer.censuses)
        self.finder = UnitFinder(self.session)
        self.status = StatusLine(self.session, self._numbers, self.statusBar())
        self._read_told: ReadList | None = None
        self.actions_by_name = make_actions(prepared.layer.wording, self)
        self.help = HelpCommands(prepared.layer, self.actions_by_name, self)
        self._recent = RecentMenu(self._preferences, self)

        self._lay_out()
        self._make_menus()
        connect_actions(self)
        self._connect_parts()
        self._restore_layout()
        self._show_settings()
        self.map.set_numbers(self._numbers)
        self.set_tool("select")
        self._show_ways()
        self._show_state()
        self.setAcceptDrops(True)
        self.journal = keep_journal(self)

    # What tests and the program reach for

    def set_target(self, code: str | None) -> None:
        """Choose where counties go, as in the target selector; paint comes to hand unless counties are selected.

        Raises:
            UnknownJurisdictionError: if there is no such jurisdiction.

        """
        self.session.set_target(code or None)
        if code and not len(self.session.selection) and not self.canvas.tool.edits:
            self.set_tool("paint")
        self.canvas.setFocus()

    def set_tool(self, name: str) -> None:
        """Take a tool of the map in hand.

        Raises:
            KeyError: if there is no such tool.

        """
        self.canvas.set_tool(name)
        self.map.strip.show_tool(name)
        self.actions_by_name[name].setChecked(True)
        self._show_hint()

    @property
    def pointed_at_text(self) -> str:
        """What the status bar says of the county under the pointer."""
        return self.status.text

    @property
    def hint_text(self) -> str:
        """What the line above the map says to do next."""
        return self.map.hint.text()

    @property
    def recent_actions(self) -> list[QAction]:
        """The entries of the menu of recent files."""
        return [action for action in self._recent.actions() if not action.isSeparator()]

    def open_path(self, path: Path) -> bool:
        """Open a proposal, or a copy of a bundled one named by its id; return whether it is open now."""
        if not exists(path) and bundled_path(str(path)) is not None:
            return self.files.open_bundled(str(path))
        return self.files.open(path)

    def take_over_from(
        self, other: MainWindow, proposal: Proposal, path: Path | None, on_disk: FileState | None
    ) -> None:
        """Go on with the proposal of another window, whose place this one takes."""
        target = other.session.target
        self.restoreGeometry(other.saveGeometry())
        self.restoreState(other.saveState())
        self.session.take(proposal, path, on_disk)
        known = {jurisdiction.code for jurisdiction in proposal.jurisdictions}
        if target in known:
            self.set_target(target)

    def let_go(self) -> None:
        """Close without a question: what was open here is open elsewhere."""
        self.session.forget()
        self.close()

    # Building the window

    def _lay_out(self) -> None:
        self.setCentralWidget(self.map)
        self._docks = [
            self._add_dock("Totals", self.totals),
            self._add_dock("Shelf", self.shelf),
            self._add_dock("Ripples", self.ripples),
            self._add_dock("Checks", self.checks),
            self._add_dock("Land", self.land),
            self._add_dock("History", self.history),
        ]
        totals, shelf, *others = self._docks
        for before, dock in itertools.pairwise([shelf, *others]):
            self.tabifyDockWidget(before, dock)
        for dock in others:
            panel = dock.widget()
            if isinstance(panel, FollowingPanel):
                dock.visibilityChanged.connect(panel.set_seen)
        shelf.raise_()
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.resizeDocks([totals], [_PANEL_WIDTH], Qt.Orientation.Horizontal)
        self.resizeDocks([totals, shelf], [400, 330], Qt.Orientation.Vertical)

    def _add_dock(self, title: str, widget: QWidget) -> QDockWidget:
        dock = PanelDock(title, widget, self)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        return dock

    def _make_menus(self) -> None:
        actions = self.actions_by_name
        fill_menu_bar(self, actions, [dock.toggleViewAction() for dock in self._docks])
        group_exclusive(actions, self)
        actions["recent"].setMenu(self._recent)
        actions["appearance"].setMenu(AppearanceMenu(self._preferences, self))
        metric = self._preferences.area_unit is AreaUnit.SQUARE_KILOMETRES
        actions["square_kilometres" if metric else "square_miles"].setChecked(True)
        actions["names"].setChecked(True)
        offered = ways_on(self.session.layer)
        for way in Way:
            actions[f"see_{way}"].setEnabled(way in offered)
        years = [("Election", self.election), ("People", self.people)]
        # A layer without votes or people has no years to choose from.
        choices = [("Target", self.target), *((label, box) for label, box in years if box.count()), ("", self.finder)]
        self.addToolBar(make_tool_bar(self, actions, choices))

    def _connect_parts(self) -> None:
        session = self.session
        for signal in (
            session.history_changed,
            session.selection_changed,
            session.target_changed,
            session.details_changed,
            session.emphasis_changed,
            session.restraint_changed,
        ):
            signal.connect(self._show_state)
        session.proposal_replaced.connect(self._show_settings)
        session.settings_changed.connect(self._show_settings)
        session.proposal_replaced.connect(self.map_commands.look_at_states_concerned)
        self.election.currentTextChanged.connect(self._choose_election)
        self.people.currentTextChanged.connect(self._choose_people)
        self.target.target_chosen.connect(self.set_target)
        self.target.new_state_wanted.connect(self.proposal_commands.new_state)
        self.proposal_commands.target_made.connect(self.set_target)
        self.canvas.unit_hovered.connect(self.status.point_at)
        self.canvas.target_picked.connect(self.set_target)
        self.canvas.target_missing.connect(self._ask_for_target)
        self.totals.zoom_wanted.connect(self.map_commands.zoom_to)
        self.checks.show_wanted.connect(self.map_commands.show_units)
        self.land.show_wanted.connect(self.map_commands.select_units)
        self.shelf.open_wanted.connect(self.files.open_bundled)
        self.files.recent_changed.connect(self._recent.fill)
        self._recent.chosen.connect(self.open_path)
        self.files.told.connect(self.status.tell)
        self.exports.told.connect(self.status.tell)
        self.prints.told.connect(self.status.tell)
        self.joins.told.connect(self.status.tell)
        self.joins.unit_wanted.connect(lambda unit: self.map_commands.show_units([unit]))
        self.files.begins.connect(self.prints.keep_typed)
        self.finder.told.connect(self._tell_found)
        self.finder.units_found.connect(self.map_commands.show_found)
        self.finder.jurisdiction_found.connect(self.map_commands.zoom_to)
        self.finder.left.connect(self.canvas.setFocus)
        self.canvas.scene.legend_changed.connect(self._show_ways)
        self.canvas.navigator.history_changed.connect(self._show_ways)

    def _restore_layout(self) -> None:
        geometry, docks = self._preferences.layout
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(1280, 800)
        if not docks.isEmpty():
            self.restoreState(docks)

    # Showing the session

    def _show_state(self) -> None:
        session = self.session
        name = session.path.name if session.path else "not saved in a file"
        # "[*]" is where Qt marks unsaved work; in a title of a person's it is doubled to be itself.
        title = session.proposal.details.title.replace("[*]", "[*][*]")
        self.setWindowTitle(f"{title}[*] ({name}) – BorderKit")
        self.setWindowModified(not session.is_saved)
        show_in_actions(session, self.actions_by_name)
        self._show_hint()

    def _show_hint(self) -> None:
        self.map.hint.setText(hint(self.session, self.canvas.tool))

    def _show_ways(self) -> None:
        show_view_in_actions(self.canvas, self.actions_by_name)

    def _show_settings(self) -> None:
        settings = self.session.proposal.settings
        self.election.setCurrentText(str(settings.election))
        self.people.setCurrentText(str(settings.people))

    def _tell_found(self, text: str) -> None:
        """Say what became of a search; what was not understood of a list, in a box that can be read at leisure."""
        read = self.finder.last_read
        is_new, self._read_told = read is not self._read_told, read
        self.status.tell(text)
        if read is not None and is_new and read.lost and len(read.units):
            lost = "\n".join(f"“{one.text}”: {one.reason}" for one in read.lost[:_LOST_SHOWN])
            more = len(read.lost) - _LOST_SHOWN
            told = f"{self.session.layer.wording.count(len(read.units))} selected. Not understood:"
            messages.show_notice(self, told, lost + (f"\nand {more} more" if more > 0 else ""))

    def _ask_for_target(self) -> None:
        text = "Choose a target first: the {state} that {units} should go to. Or right-click a {state}."
        self.status.tell(self.session.layer.wording.fill(text))
        self.target.setFocus()

    # What the menus do

    def _choose_election(self, text: str) -> None:
        self.session.choose_election(int(text))

    def _choose_people(self, text: str) -> None:
        self.session.choose_people(int(text))

    def use_square_miles(self) -> None:
        """Write areas in square miles."""
        self._use_area_unit(AreaUnit.SQUARE_MILES)

    def use_square_kilometres(self) -> None:
        """Write areas in square kilometres."""
        self._use_area_unit(AreaUnit.SQUARE_KILOMETRES)

    def _use_area_unit(self, unit: AreaUnit) -> None:
        self._preferences.area_unit = unit
        self._numbers = NumberFormat(unit, system_digits())
        self.totals.set_numbers(self._numbers)
        self.checks.set_numbers(self._numbers)
        self.map.set_numbers(self._numbers)
        self.status.set_numbers(self._numbers)
        self.prints.set_numbers(self._numbers)

    def swap_names(self) -> None:
        """Show the names on the map, or hide them."""
        self.map.furniture.names.show(not self.map.furniture.names.is_shown)

    def find_unit(self) -> None:
        """Go to the field that finds counties and states."""
        self.finder.setFocus()
        self.finder.selectAll()

    def tell_of_layer(self) -> None:
        """Say what is to be known of a layer that was opened, if anything is."""
        told = self.prepared.told
        if not told.remarks and not told.changes:
            return
        repaired = f"{len(told.changes)} {'thing was' if len(told.changes) == 1 else 'things were'} repaired"
        known = f"{len(told.remarks)} {'thing' if len(told.remarks) == 1 else 'things'} to know"
        parts = [text for text, there in ((repaired, told.changes), (known, told.remarks)) if there]
        text = f"{self.session.layer.name} is open: {len(self.session.layer):,} {self.session.layer.called[1]}. "
        self.journal.bar.tell(
            text + "; ".join(parts) + ".", [Choice("Show…", self.show_layer_report), Choice("OK")], "the layer"
        )

    def show_layer_report(self) -> None:
        """Show what the layer is, how its file was read, and what was repaired."""
        from ui.layer_report.dialog import LayerReport

        LayerReport(self.prepared, self.files, self).exec()

    def leave_union(self) -> None:
        """Take those outside the Union as the target."""
        self.set_target(OUTSIDE.code)

    def no_target(self) -> None:
        """Let go of the target."""
        self.set_target(None)
        self.set_tool("select")

    # Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        event.acceptProposedAction()
        self.open_path(Path(event.mimeData().urls()[0].toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, and remember where window and docks are."""
        if not self.files.may_close():
            event.ignore()
            return
        self.exports.stop()
        self.joins.stop()
        self._preferences.layout = (QByteArray(self.saveGeometry()), QByteArray(self.saveState()))
        event.accept()


def _choices(object_name: str, accessible_name: str, years: tuple[int, ...]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(object_name)
    box.setAccessibleName(accessible_name)
    box.addItems([str(year) for year in years])
    return box
