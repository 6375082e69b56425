"""The commands of the timeline, and what the window remembers of how it was looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmdesk.domain.timeline_filter import TimelineFilter
    from pmdesk.views.editor import Editor
    from pmdesk.views.main_window import MainWindow
    from pmdesk.views.timeline.panel import TimelinePanel

InEditor = Callable[[Callable[["Editor"], object]], object]


def timeline_commands(in_editor: InEditor) -> dict[str, Callable[[], object]]:
    """Command id to what it does; ``in_editor`` calls with the open postmortem's editor."""
    return {
        "timeline_view": lambda: in_editor(_other_view),
        "find_event": lambda: in_editor(lambda e: _in_sight(e).finding.open()),
        "find_next": lambda: in_editor(lambda e: _in_sight(e).finding.go(1)),
        "find_previous": lambda: in_editor(lambda e: _in_sight(e).finding.go(-1)),
        "filter_events": lambda: in_editor(lambda e: _drawn(e).filters.open()),
        "lanes": lambda: in_editor(lambda e: _drawn(e).open_lanes()),
        "walk": lambda: in_editor(lambda e: _in_sight(e).walk()),
        "accounts": lambda: in_editor(lambda e: _in_sight(e).show_accounts()),
        "second_zone": lambda: in_editor(lambda e: _in_sight(e).canvas.menus.pick_second_zone()),
        "shift_clock": lambda: in_editor(lambda e: _in_sight(e).canvas.menus.shift_clock()),
    }


def _other_view(editor: Editor) -> None:
    panel = editor.timeline
    if not panel.isVisible() or panel.mode != "full":
        editor.show_section("timeline")
        panel.view_requested.emit("table")
    else:
        panel.view_requested.emit("canvas" if panel.views.view == "table" else "table")


def _in_sight(editor: Editor) -> TimelinePanel:
    if editor.section != "timeline":
        editor.show_section("timeline")
    return editor.timeline


def _drawn(editor: Editor) -> TimelinePanel:
    """The timeline with room for what lies under its head: not as a strip."""
    if not editor.timeline.isVisible() or editor.timeline.mode == "strip":
        editor.show_section("timeline")
    return editor.timeline


def remember_timeline(window: MainWindow, editor: Editor) -> None:
    """Show a postmortem's timeline as it was left: picture or table for all, the filter for each
    as long as the window is there."""
    # Not above: the commands are bound before the first picture, which shows no timeline.
    from pmdesk.views.timeline.table_switch import VIEWS

    panel, preferences, pm_id = editor.timeline, window.preferences, editor.document.pm_id

    def show(view: str) -> None:
        preferences.change("timeline_view", view)
        panel.show_view(view)
        editor.place_column()

    def keep(wanted: TimelineFilter) -> None:
        window.timeline_filters[pm_id] = wanted

    held = preferences.value.timeline_view
    if held in VIEWS and held != panel.views.view:
        panel.show_view(held)
    panel.view_requested.connect(show)
    if pm_id in window.timeline_filters:
        panel.filters.set(window.timeline_filters[pm_id])
    panel.filters.changed.connect(keep)
