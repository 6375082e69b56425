"""Which of the two shows the events in the full height, the canvas or the table, and the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from pmdesk.domain.timeline import TimelineEvent

if TYPE_CHECKING:
    from pmdesk.views.timeline.panel import TimelinePanel
    from pmdesk.views.timeline.table_view import TimelineTable

VIEWS = ("canvas", "table")


class ViewSwitch(QObject):
    """Shows one of ``VIEWS`` in ``column``; the table is made when it is first wanted."""

    def __init__(self, panel: TimelinePanel, column: QBoxLayout) -> None:
        super().__init__(panel)
        self._panel, self._column = panel, column
        self.view = "canvas"
        self.table: TimelineTable | None = None
        panel.header.view_wanted.connect(self._on_view_wanted)

    @property
    def shown_table(self) -> TimelineTable | None:
        """The table where the events stand in it now: only in the full height."""
        wanted = self.view == "table" and self._panel.mode == "full"
        return self.table if wanted else None

    def show(self, view: str) -> None:
        """Choose a view; raises ValueError for another word."""
        if view not in VIEWS:
            raise ValueError(f"unknown view {view!r}")
        self.view = view
        self.refresh()

    def refresh(self) -> None:
        """Show what was chosen, as far as the height allows; the keyboard stays on the events."""
        panel = self._panel
        wanted = self.view == "table" and panel.mode == "full"
        if wanted and self.table is None:
            self.table = self._make_table()
        table = self.shown_table
        drawn = panel.mode != "strip" and table is None
        # Before one of them hides: that would hand the keyboard on as Tab does.
        had_focus = self._has_focus()
        for shown, widget in ((drawn, panel.canvas), (table is not None, self.table)):
            if shown and widget is not None:
                widget.show()
                if had_focus:
                    widget.setFocus(Qt.FocusReason.OtherFocusReason)
        panel.canvas.setVisible(drawn)
        if self.table is not None:
            self.table.setVisible(table is not None)
        panel.minimap.setVisible(panel.mode == "full" and table is None)
        panel.tray.allow(table is None)
        panel.setFocusProxy(self.events())
        panel.header.show_mode(panel.mode, table is not None)

    def events(self) -> QWidget:
        """What holds the events now."""
        return self.shown_table or self._panel.canvas

    def _has_focus(self) -> bool:
        panel = self._panel
        focus = panel.window().focusWidget()
        parts = [p for p in (panel.canvas, panel.tray, self.table) if p is not None]
        return any(part is focus or (focus and part.isAncestorOf(focus)) for part in parts)

    def _make_table(self) -> TimelineTable:
        # Loaded when first wanted, so that a postmortem opens no slower for it.
        from pmdesk.views.timeline.table_drops import TableDrops
        from pmdesk.views.timeline.table_view import TimelineTable

        panel = self._panel
        made = TimelineTable(panel.scene, panel)
        self._column.insertWidget(self._column.indexOf(panel.canvas), made, 1)
        TableDrops(made.table, panel.door)
        made.table.keys.stands_in = panel.accounts.press_in_table
        made.accounts_wanted.connect(panel.show_accounts)
        made.left.connect(panel.left)
        made.opened.connect(panel.inspector_requested)
        made.canvas_wanted.connect(self._on_canvas_wanted)
        made.clear_wanted.connect(panel.filters.clear)
        return made

    def _on_view_wanted(self) -> None:
        self._panel.view_requested.emit("canvas" if self.view == "table" else "table")

    def _on_canvas_wanted(self) -> None:
        panel = self._panel
        current = panel.scene.selection.current_of(TimelineEvent)
        panel.view_requested.emit("canvas")
        if current is not None:
            panel.reveal(current)

    def show_found(self, event_id: str) -> None:
        """Select an event and bring it into view; the keyboard stays where it is."""
        panel, table = self._panel, self.shown_table
        panel.scene.selection.select(TimelineEvent, event_id)
        if table is not None:
            table.reveal(event_id)
        elif panel.scene.index.by_id[event_id].at is None:
            panel.tray.reveal(event_id)
        else:
            panel.canvas.keys.show(event_id)
