"""The table of events as a place: the rows, the line for a new one, the menu, and nothing found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from pmdesk.domain.change import Edit
from pmdesk.itemmodels.timeline_events import Column, EventTableModel
from pmdesk.views.controls.buttons import KeyHints
from pmdesk.views.controls.panels import EmptyState
from pmdesk.views.theme.icons import icon
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.scene import TimelineScene
from pmdesk.views.timeline.table import EventTable
from pmdesk.views.timeline.table_commands import EventCommands
from pmdesk.views.timeline.table_line import NewEventRow

_HINTS = (
    ("Enter", "edit"),
    ("Tab", "next cell"),
    ("Space", "star"),
    ("Ins", "new event"),
    ("Del", "delete"),
    ("Alt+Enter", "inspector"),
)


class TimelineTable(QWidget):
    """Shows the events in sight as rows.

    ``canvas_wanted`` asks to see the selected events on the painted timeline, ``opened`` for the
    inspector; ``clear_wanted`` asks to drop the filter, ``accounts_wanted`` for what others tell of
    the selected event; ``left`` says that Esc leads out.
    """

    canvas_wanted = Signal()
    opened = Signal()
    clear_wanted = Signal()
    accounts_wanted = Signal()
    left = Signal()

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.model = EventTableModel(scene.document, scene.sieve, self)
        self.commands = EventCommands(scene)
        self.table = EventTable(self.model, self.commands, self)
        self.line = NewEventRow(self.commands, self)
        self.menu: QMenu | None = None
        self.nothing = EmptyState(
            "list-filter", "Nothing here", "No event is like that.", "Show all events",
            self.clear_wanted.emit,
        )  # fmt: skip
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body, 100)
        column.addWidget(self.line)
        column.addStretch(1)
        self.hints = KeyHints(_HINTS)
        column.addWidget(self.hints)
        self._connect()
        self._show_body()

    def _connect(self) -> None:
        self.setFocusProxy(self.table)
        self.table.left.connect(self.left)
        self.table.left_down.connect(self.begin)
        self.table.new_wanted.connect(self.begin)
        self.table.menu_wanted.connect(self._open_menu)
        self.line.left.connect(self.table.setFocus)
        self.line.left_up.connect(self._on_line_left_up)
        self.line.added.connect(self._on_added)
        self.model.counts_changed.connect(self._show_body)
        self._scene.filtered.connect(self.model.rearrange)
        self._scene.document.changed.connect(self._on_document_changed)
        theme().changed.connect(self._on_theme_changed)

    # -- asked from outside

    def begin(self) -> None:
        """Type a new event on the line under the table."""
        if self.commands.writable:
            self.line.line.setFocus(Qt.FocusReason.TabFocusReason)

    def reveal(self, event_id: str) -> None:
        """Select an event and scroll to it; an unknown id does nothing."""
        self.table.go_to(event_id)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.table.follow_selection()

    # -- the menu

    def _open_menu(self, place: object) -> None:
        assert isinstance(place, QPoint)
        self.menu = self._make_menu()
        self.menu.popup(place)

    def _make_menu(self) -> QMenu:
        table, commands = self.table, self.commands
        ids = commands.selected()
        menu = QMenu(self)
        current = ids[-1]

        def cell(column: Column) -> Callable[[], object]:
            return lambda: table.edit_cell(current, column)

        self._add(menu, "Edit", cell(Column.TEXT), "pencil")
        self._add(menu, "Set time", cell(Column.TIME), "clock")
        self._add(menu, "Change lane", cell(Column.LANE), "layers")
        self._add(menu, "Set kind", cell(Column.KIND), "shapes")
        self._add(menu, "Add evidence", cell(Column.EVIDENCE), "paperclip")
        self._add(menu, "Mark a moment", cell(Column.MARKS), "flag")
        self._add(menu, "Star", lambda: commands.toggle_star(ids), "star", "Space")
        self._add(menu, "Duplicate", lambda: commands.duplicate(ids), "copy", "Ctrl+D")
        self._add(menu, "Take the time off", lambda: commands.set_time(ids, ""), "x")
        menu.addSeparator()
        self._add(menu, "Inspector", self.opened.emit, "panel-left-open", "Alt+Return", look=True)
        self._add(menu, "Show on the timeline", self.canvas_wanted.emit, "chart-gantt", look=True)
        self._add(menu, "Accounts side by side", self.accounts_wanted.emit, "users", look=True)
        menu.addSeparator()
        self._add(menu, "Delete", table.delete_selected, "trash-2", "Del")
        return menu

    def _add(
        self,
        menu: QMenu,
        words: str,
        act: Callable[[], object],
        icon_name: str,
        keys: str = "",
        look: bool = False,
    ) -> None:
        action = menu.addAction(f"{words}\t{keys}" if keys else words)
        action.setIcon(icon(icon_name))
        action.setEnabled(look or self.commands.writable)
        action.triggered.connect(lambda _checked=False: act())

    # -- news

    def _on_theme_changed(self) -> None:
        self._fit()
        self.update()

    def _on_document_changed(self, _edit: Edit) -> None:
        if self.line.isHidden() == self.commands.writable:
            self.line.show_writable()

    def _show_body(self) -> None:
        empty = not self.model.rowCount() and bool(self._scene.sieve.hidden)
        self._body.setCurrentWidget(self.nothing if empty else self.table)
        self._fit()

    def _fit(self) -> None:
        """The table is as high as its rows, so that the line for a new one follows them."""
        high = theme().px(220) if self._body.currentWidget() is self.nothing else 0
        self._body.setMaximumHeight(high or self.table.wanted_height())

    def _on_added(self, event_id: str) -> None:
        row = self.model.row_of(event_id)
        if row >= 0:
            self.table.scrollTo(self.model.index(row, Column.TEXT))

    def _on_line_left_up(self) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            self.table.go_to(self.model.event_at(last).id)
            self.table.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("canvas"))
