"""The timeline as one panel: head, canvas, tray, key hints and minimap, in three heights."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.controls.buttons import IconButton, KeyHints
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.controls.panels import EmptyState
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.accessible_news import TimelineNews
from pmdesk.views.timeline.accounts_mode import AccountsMode
from pmdesk.views.timeline.canvas import TimelineCanvas
from pmdesk.views.timeline.drops import CanvasDrops
from pmdesk.views.timeline.drops_door import EvidenceDoor
from pmdesk.views.timeline.filter_bar import FilterBar
from pmdesk.views.timeline.find_bar import FindBar
from pmdesk.views.timeline.header import Header
from pmdesk.views.timeline.minimap import Minimap
from pmdesk.views.timeline.scene import TimelineScene
from pmdesk.views.timeline.table_switch import ViewSwitch
from pmdesk.views.timeline.tray import Tray
from pmdesk.views.timeline.walk import WalkMode

MODES = ("strip", "normal", "full")
STRIP_HEIGHT = 44
_HINTS = (
    ("Alt", "no snapping"),
    ("Shift", "keep time, change lane"),
    ("Esc", "put it back"),
    ("Ctrl+drag", "draw an event"),
    ("E", "add"),
    ("T", "time"),
    ("Enter", "edit"),
    ("0", "show everything"),
)


class TimelinePanel(QWidget):
    """Shows and edits the timeline of a document.

    ``height_requested`` carries the height ("strip", "normal", "full") and ``view_requested`` the
    view ("canvas", "table") that the user asks for; the panel changes when ``set_height_mode`` and
    ``show_view`` are called. ``inspector_requested`` asks to show the selected event, ``let_go``
    tells that the mouse holds nothing more. ``wanted_height_changed`` tells that ``wanted_height``
    is another. ``left`` says that Esc leads out.
    """

    let_go = Signal()
    height_requested = Signal(str)
    inspector_requested = Signal()
    view_requested = Signal(str)
    wanted_height_changed = Signal()
    left = Signal()

    def __init__(
        self, document: Document, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Timeline")
        self.scene = TimelineScene(document, selection, self)
        self.header = Header(self.scene)
        self.canvas = TimelineCanvas(self.scene)
        self.news = TimelineNews(self.canvas)
        self.filters = FilterBar(self.scene, self)
        self.finding = FindBar(self.scene, self._show_found, self)
        self.tray = Tray(self.scene)
        self.hints = KeyHints(_HINTS)
        self.minimap = Minimap(self.scene)
        self.strip = self._make_strip()
        self.walking = WalkMode(self.canvas, self)
        self.door = EvidenceDoor(document, self)
        self.drops = CanvasDrops(self.canvas, self.door, lambda: self.walking.active)
        self.empty = EmptyState(
            "chart-gantt", "No events yet",
            "Say what happened and when: paste lines, import a document, or add the first event.",
            "Add an event", self.canvas.keys.add, self.canvas,
        )  # fmt: skip
        self.empty.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.header)
        column.addWidget(self.finding)
        column.addWidget(self.filters)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.walking.foot)
        self.accounts = AccountsMode(self.canvas, column, self.walking, self)
        column.addWidget(self.tray)
        column.addWidget(self.hints)
        column.addWidget(self.minimap)
        self.mode = "normal"
        self.views = ViewSwitch(self, column)
        self._connect()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setFocusProxy(self.canvas)
        self.set_height_mode("normal")

    def _connect(self) -> None:
        self.header.add_wanted.connect(self.add_event)
        self.header.filter_wanted.connect(self.filters.toggle)
        self.header.find_wanted.connect(self.finding.open)
        self.canvas.filter_wanted.connect(self.filters.open)
        self.filters.left.connect(self.focus_events)
        self.filters.height_changed.connect(self._on_heights_changed)
        self.finding.closed.connect(self.focus_events)
        self.finding.clear_wanted.connect(self.filters.clear)
        self.header.walk_wanted.connect(self.walk)
        self.canvas.walk_wanted.connect(self.walk)
        self.canvas.accounts_wanted.connect(self.show_accounts)
        self.accounts.shown.connect(self._show_hints)
        self.accounts.go_back = self.focus_events
        self.walking.begun.connect(self._show_hints)
        self.walking.ended.connect(self._show_hints)
        self.header.height_wanted.connect(self._on_height_wanted)
        self.header.lanes_wanted.connect(self._on_lanes_wanted)
        self.header.undated_wanted.connect(lambda: self.height_requested.emit("full"))
        self.canvas.left.connect(self.left)
        self.tray.left.connect(self.canvas.setFocus)
        theme().changed.connect(self._on_theme_changed)
        self.canvas.opened.connect(self.inspector_requested)
        self.canvas.pointer.let_go.connect(self.let_go)
        self.tray.moved.connect(self._on_tray_moved)
        self.tray.dropped.connect(self.canvas.pointer.drop_in)
        self.tray.put_back.connect(self.canvas.pointer.cancel)
        self.tray.menu_wanted.connect(self.canvas.menus.open_for_selection)
        self.tray.time_wanted.connect(self.canvas.editor.edit_time)
        self.scene.heights_changed.connect(self._on_heights_changed)
        self.scene.changed.connect(self._show_empty)

    def _make_strip(self) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(12)
        self.strip_map = Minimap(self.scene, strip=True)
        row.addWidget(PlainLabel("Timeline", "section"))
        row.addWidget(self.strip_map, 1)
        row.addWidget(IconButton("maximize-2", "Change height (Ctrl+T)", self._on_height_wanted))
        return strip

    def set_height_mode(self, mode: str) -> None:
        """Show the strip, the normal or the full height; raises ValueError for another word."""
        if mode not in MODES:
            raise ValueError(f"unknown height {mode!r}")
        self.mode = self.scene.mode = mode
        self.strip.setVisible(mode == "strip")
        self.header.setVisible(mode != "strip")
        self.filters.show_in(mode != "strip")
        if mode != "full":
            self.walking.leave()
            self.accounts.put_away()
        if mode != "full" and self.finding.isVisible():
            self.finding.close_here()
        self.views.refresh()
        self._set_lengths()
        self._show_hints()
        if mode == "strip" and not self.scene.fitted:
            # The canvas, which fits it when it gets its size, may not be shown for long.
            self.scene.fit()
        self.scene.relayout()
        self._show_empty()
        self.updateGeometry()
        self.wanted_height_changed.emit()

    # -- picture or table

    @property
    def shows_table(self) -> bool:
        """Whether the events stand in a table now: only in the full height."""
        return self.views.shown_table is not None

    def show_view(self, view: str) -> None:
        """Show the "canvas" or the "table" in the full height; raises ValueError for another."""
        self.walking.leave()
        self.accounts.put_away()
        self.views.show(view)
        self._show_hints()

    def leave_room(self, width: int) -> None:
        """Keep what lies under the head clear of so many pixels at the right, where something
        stands over the timeline."""
        for part in (self.header, self.finding, self.filters):
            part.leave_room(width)

    def open_lanes(self) -> None:
        """The menu of all lanes, under its button."""
        self._on_lanes_wanted()

    def focus_events(self) -> None:
        """Put the keyboard on the events, drawn or in rows."""
        self.views.events().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_found(self, event_id: str) -> None:
        self.views.show_found(event_id)

    def _set_lengths(self) -> None:
        t = theme()
        self.strip.setFixedHeight(t.px(STRIP_HEIGHT))
        self.minimap.setFixedHeight(t.px(76))
        self.tray.setFixedHeight(t.px(112))
        palette = self.empty.palette()
        palette.setColor(QPalette.ColorRole.Window, t.colour("canvas"))
        self.empty.setPalette(palette)

    def _show_hints(self) -> None:
        # Where rooms are short, the lanes go before the hints; F1 lists all keys anyway.
        roomy = self.mode == "full" and self.height() >= theme().px(640)
        under = self.walking.active or self.accounts.active
        self.hints.setVisible(roomy and not self.shows_table and not under)
        if self.mode == "full" and not self.shows_table:
            # What lies under the lanes now matters more than what usually does.
            self.minimap.setVisible(not under or self.height() >= theme().px(760))
            self.tray.allow(not self.accounts.active)
        if self.views.table is not None:
            self.views.table.hints.setVisible(roomy)

    def _on_theme_changed(self) -> None:
        self._set_lengths()
        self._show_hints()
        self.updateGeometry()
        self.wanted_height_changed.emit()

    def _on_lanes_wanted(self) -> None:
        self.canvas.menus.open_all_lanes(self.header.lanes)

    def wanted_height(self) -> int:
        """The height in pixels that shows all rows in use; the full height has no limit."""
        if self.mode == "strip":
            return theme().px(STRIP_HEIGHT)
        lanes = round(self.scene.layout.height)
        if not self.scene.index.by_id:
            # While there is nothing, the words that say what to do want room.
            lanes = max(lanes, self.empty.sizeHint().height() + 24)
        filters = self.filters.wanted_height()
        return self.header.height() + filters + self.scene.ruler + lanes + 1

    def sizeHint(self) -> QSize:
        return QSize(900, self.wanted_height() if self.mode != "full" else 700)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, theme().px(STRIP_HEIGHT if self.mode == "strip" else 160))

    def _on_heights_changed(self) -> None:
        self.updateGeometry()
        self.wanted_height_changed.emit()

    def walk(self) -> None:
        """Step through the events with what comes later veiled; where that is on, leave it."""
        if self.mode != "full":
            self.height_requested.emit("full")
        if self.views.view != "canvas":
            self.view_requested.emit("canvas")
        self.walking.toggle()

    def show_accounts(self) -> None:
        """Show what others tell of the selected event's minutes, or close that."""
        if self.mode != "full":
            self.height_requested.emit("full")
        self.accounts.toggle()

    def may_inspect(self, ids: Sequence[str]) -> bool:
        """Whether a column may open for the selected events: for one alone, and while the
        timeline is walked only when it is asked for."""
        return len(ids) == 1 and (self.walking.asked or not self.walking.active)

    def add_event(self) -> None:
        """Add an event after the selected one, with its title ready to be typed."""
        if self.mode == "strip":
            self.height_requested.emit("normal")
        table = self.views.shown_table
        if table is not None:
            table.begin()
        else:
            self.canvas.keys.add()

    @property
    def is_pressed(self) -> bool:
        """Whether the mouse holds something here, so that the panel should keep its place."""
        return self.canvas.pointer.is_down

    def hold_scale(self, hold: bool) -> None:
        """Keep the scale of time while the panel's width changes; then show what is selected."""
        self.scene.holding = hold
        current = self.scene.selection.current_of(TimelineEvent)
        if not hold and current in self.scene.index.by_id:
            self.canvas.keys.show(current)

    def reveal(self, event_id: str) -> None:
        """Select an event, bring it into view and focus it, also one that the filter holds back;
        an unknown id does nothing."""
        if event_id not in self.scene.document.snapshot.events:
            return
        self.scene.selection.select(TimelineEvent, event_id)
        table = self.views.shown_table
        if table is not None:
            table.reveal(event_id)
            table.setFocus()
            return
        if self.scene.index.by_id[event_id].at is None and self.tray.isVisibleTo(self):
            self.tray.reveal(event_id)
            self.tray.setFocus()
            return
        self.canvas.keys.show(event_id)
        self.canvas.setFocus()

    def _on_height_wanted(self) -> None:
        order = {"strip": "normal", "normal": "full", "full": "normal"}
        self.height_requested.emit(order[self.mode])

    def _show_empty(self) -> None:
        nothing = not self.scene.sieve.total and not self.scene.marks
        empty = nothing and self.canvas.isVisibleTo(self)
        self.empty.setVisible(empty)
        if empty:
            self._place_empty()

    def _place_empty(self) -> None:
        """In the middle of the lanes, on a ground of its own: lines would run through the words."""
        room = self.canvas.rect().adjusted(self.scene.head, self.scene.ruler, 0, 0)
        wanted = self.empty.sizeHint()
        box = QRect(0, 0, wanted.width() + 48, min(wanted.height() + 24, room.height()))
        box.moveCenter(room.center())
        self.empty.setGeometry(box.intersected(room))
        if self.empty.button is not None:
            self.empty.button.setEnabled(not self.scene.document.read_only)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._show_hints()
        self._show_empty()

    def _on_tray_moved(self, event_id: str, place: QPointF, mods: object) -> None:
        assert isinstance(mods, Qt.KeyboardModifier)
        at = self.canvas.viewport().mapFromGlobal(place)
        self.canvas.pointer.carry_in(event_id, at, mods)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("canvas"))
