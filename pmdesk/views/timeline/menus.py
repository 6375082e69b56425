"""The menus of the timeline: on events, on lanes, on flags, on clusters and on empty space."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtWidgets import QMenu, QWidget

from pmdesk.domain.change import Edit
from pmdesk.domain.lane_packing import Item
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import MarkKind, name_of
from pmdesk.domain.time_text import clock_text, spoken_time
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timeline_layout import LaneBand
from pmdesk.domain.timescale import moment
from pmdesk.edits.timeline import edit_event, move_events, set_time
from pmdesk.edits.timeline_lanes import (
    clear_mark,
    mark_event,
    mark_of,
    set_mark,
)
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.theme.icons import icon
from pmdesk.views.timeline.hits import Hit
from pmdesk.views.timeline.lane_menus import LaneMenus, lane_icon, plain

if TYPE_CHECKING:
    from pmdesk.views.timeline.canvas import TimelineCanvas


class Menus:
    """Opens menus at the pointer or at the selected event; ``last`` is the one opened last."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        self._canvas = canvas
        self._scene = canvas.scene
        self.lanes = LaneMenus(canvas)
        self.last: QMenu | Picker | None = None
        # Adds to the menu of one event what others know of it.
        self.more: Callable[[QMenu, str], object] | None = None

    # -- where

    def open_all_lanes(self, under: QWidget) -> None:
        """The menu of all lanes, under the button that asks for it."""
        self._popup(self.lanes.all_lanes(), under.mapToGlobal(QPoint(0, under.height() + 4)))

    def open_at(self, at: QPointF, hit: Hit) -> None:
        """The menu of what lies at a point of the viewport."""
        place = self._canvas.viewport().mapToGlobal(at.toPoint())
        lanes = self._canvas.to_lanes(at)
        if hit.mark is not None:
            self._popup(self._mark_menu(hit.mark.kind), place)
        elif hit.events:
            ids = self._scene.selected_events()
            if hit.events[0].id not in ids:
                self._scene.selection.select(TimelineEvent, *(e.id for e in hit.events[:2000]))
            self._popup(self.event_menu(), place)
        elif at.x() < self._scene.head:
            band = self._scene.layout.band_at(lanes.y())
            self._popup(self.lanes.one_lane(band.index.lane if band else None), place)
        else:
            self._popup(self._empty_menu(lanes, hit), place)

    def _anchor(self) -> QPoint:
        ids = self._scene.selected_events()
        rect = self._scene.rect_of(ids[-1]) if ids else None
        view = self._canvas.viewport()
        if rect is None:
            return view.mapToGlobal(QPoint(self._scene.head + 20, view.height() // 2))
        return view.mapToGlobal((rect.bottomLeft() + self._canvas.origin()).toPoint())

    def _popup(self, menu: QMenu, place: QPoint, by_key: bool = False) -> None:
        self.last = menu
        menu.popup(place)
        if by_key and menu.actions():
            # What Enter would take is to be seen.
            menu.setActiveAction(menu.actions()[0])

    def open_for_selection(self) -> None:
        """The menu of the selected events, under the current one."""
        if self._scene.selected_events():
            self._popup(self.event_menu(), self._anchor(), by_key=True)
            return
        # With none selected, what can be done at the middle of the time in view.
        at = QPointF(self._scene.head + self._scene.width / 2, self._scene.ruler + 8)
        band = self._scene.layout.band_at(self._canvas.to_lanes(at).y())
        self.open_at(at, Hit(band))

    def open_lanes(self) -> None:
        """Choose another lane for the selected events."""
        if self._scene.selected_events():
            menu = QMenu(self._canvas)
            self._fill_lanes(menu)
            self._popup(menu, self._anchor(), by_key=True)

    def open_marks(self) -> None:
        """Choose what the current event marks; with none selected, type a mark's time."""
        menu = QMenu(self._canvas)
        if self._scene.selected_events():
            self._fill_marks(menu)
        else:
            self._fill_mark_times(menu)
        self._popup(menu, self._anchor(), by_key=True)

    # -- what

    def _do(self, make: Callable[[Snapshot], Edit]) -> Callable[[], object]:
        return lambda: self._scene.document.attempt(make)

    def _add(
        self, menu: QMenu, text: str, act: Callable[[], object], icon_name: str = "", keys: str = ""
    ) -> None:
        words = plain(text) + (f"\t{keys}" if keys else "")
        action = menu.addAction(words)
        if icon_name:
            action.setIcon(icon(icon_name))
        action.setEnabled(not self._scene.document.read_only)
        action.triggered.connect(lambda _checked=False: act())

    def event_menu(self) -> QMenu:
        """What can be done with the selected events."""
        canvas, ids = self._canvas, self._scene.selected_events()
        menu = QMenu(canvas)
        if len(ids) == 1:
            event = self._scene.index.by_id[ids[0]]
            self._add(menu, "Edit title", canvas.keys.open, "pencil", "Enter")
            self._add(menu, "Set time", lambda: canvas.editor.edit_time(ids[0]), "clock", "T")
            star = "Take the star off" if event.star else "Star"
            toggle = self._do(lambda s: edit_event(s, ids[0], "Star event", star=not event.star))
            self._add(menu, star, toggle, "star")
        self._add(menu, "Duplicate", canvas.keys.duplicate, "copy", "Ctrl+D")
        lanes = menu.addMenu(icon("arrow-left-right"), "Change lane")
        self._fill_lanes(lanes)
        if len(ids) == 1:
            marks = menu.addMenu(icon("flag"), "Mark a moment")
            self._fill_marks(marks)
            if self._scene.index.by_id[ids[0]].at is not None:
                self._add(menu, "Take the time off", self._do(lambda s: set_time(s, ids[0], None)))
        self._add(menu, "Side by side with others", canvas.accounts_wanted.emit, "users", "S")
        source = self._scene.index.by_id[ids[-1]].source
        if source:
            shift = partial(self.shift_clock, source)
            self._add(menu, f"Shift the clock of {source[:30]}…", shift, "clock")
        if len(ids) == 1 and self.more is not None:
            menu.addSeparator()
            self.more(menu, ids[0])
            menu.addSeparator()
        self._add(menu, "Zoom to selection", canvas.keys.zoom_to_selection, "zoom-in", "Z")
        menu.addSeparator()
        self._add(menu, "Delete", canvas.keys.delete, "trash-2", "Del")
        return menu

    def _fill_lanes(self, menu: QMenu) -> None:
        ids = self._scene.selected_events()
        for lane in self._scene.lanes():
            action = menu.addAction(lane_icon(lane), plain(lane.name))
            make = self._do(lambda s, lane_id=lane.id: move_events(s, ids, lane_id=lane_id))  # type: ignore[misc]
            action.setEnabled(not self._scene.document.read_only)
            action.triggered.connect(lambda _checked=False, act=make: act())

    def _fill_marks(self, menu: QMenu) -> None:
        ids = self._scene.selected_events()
        snapshot = self._scene.document.snapshot
        for kind in MarkKind:
            held = mark_of(snapshot, kind)
            action = menu.addAction(f"&{name_of(kind)}")  # each begins with a letter of its own
            action.setCheckable(True)
            on = held is not None and held.event_id == ids[-1]
            action.setChecked(on)
            action.setEnabled(not self._scene.document.read_only)
            make: Callable[[], object]
            if on:
                make = self._do(lambda s, k=kind: clear_mark(s, k))  # type: ignore[misc]
            else:
                make = self._do(lambda s, k=kind: mark_event(s, k, ids[-1]))  # type: ignore[misc]
            action.triggered.connect(lambda _checked=False, act=make: act())

    def _fill_mark_times(self, menu: QMenu) -> None:
        for kind in MarkKind:
            held = mark_of(self._scene.document.snapshot, kind)
            shown = clock_text(held.at, self._scene.zone) if held is not None else "not set"
            type_it = partial(self._canvas.editor.edit_mark, kind)
            self._add(menu, f"{name_of(kind)}…", type_it, "flag", shown)

    def _mark_menu(self, kind: MarkKind) -> QMenu:
        menu = QMenu(self._canvas)
        name = name_of(kind).lower()
        self._add(menu, f"Type the time of {name}", partial(self._canvas.editor.edit_mark, kind),
                  "clock", "Double-click")  # fmt: skip
        self._add(menu, f"Clear {name}", self._do(lambda s: clear_mark(s, kind)), "x")
        return menu

    def _empty_menu(self, lanes: QPointF, hit: Hit) -> QMenu:
        menu = QMenu(self._canvas)
        seconds = round(self._scene.scale.time(lanes.x()))
        if hit.band is not None:
            lane_id = hit.band.index.lane.id
            self._add(
                menu, "Add event here", lambda: self._canvas.create_event(lane_id, seconds), "plus"
            )
        marks = menu.addMenu(icon("flag"), "Set a mark here")
        for kind in MarkKind:
            make = self._do(lambda s, k=kind: set_mark(s, k, moment(seconds)))  # type: ignore[misc]
            self._add(marks, name_of(kind), make)
        self._add(menu, "Fit the whole incident", self._scene.glide_to_fit, "maximize-2", "0")
        menu.addSeparator()
        self._add(menu, "Second zone…", self.pick_second_zone, "clock")
        self._add(menu, "Shift a clock…", self.shift_clock, "clock")
        self._add(menu, "Walk forward", self._canvas.walk_wanted.emit, "play", "W")
        return menu

    # -- time

    def pick_second_zone(self) -> None:
        """Choose the zone of the second row of ticks."""
        from pmdesk.views.timeline.second_zone_picker import pick_second_zone

        self.last = pick_second_zone(self._canvas, self._scene.document)

    def shift_clock(self, source: str = "") -> None:
        """Shift a source whose clock was wrong, the selected event's one by default."""
        from pmdesk.views.prompts.clock_shift_sheet import open_clock_shift

        ids = self._scene.selected_events()
        if not source and ids:
            source = self._scene.index.by_id[ids[-1]].source
        open_clock_shift(self._canvas, self._scene.document, source)

    # -- clusters

    def open_cluster(self, hit: Hit) -> None:
        """The list of a cluster's events; picking one zooms to it."""
        if hit.band is not None and hit.item is not None:
            self.open_cluster_of(hit.band, hit.item)

    def open_cluster_of(self, band: LaneBand, item: Item) -> None:
        """The list of the events of a cluster, with "Zoom to these" first when there are many."""
        events = band.index.events[item.lo : min(item.hi, item.lo + 200)]
        zone = self._scene.zone
        choices = [Choice("", f"Zoom to these {item.count}", icon="zoom-in")]
        choices += [Choice(e.id, e.title or "Untitled event", spoken_time(e, zone)) for e in events]
        picker = Picker(choices, self._canvas, "Find among these events")
        self.last = picker

        def picked(value: object) -> None:
            if value:
                self._zoom_to(str(value))
            else:
                first = band.index.starts[item.lo]
                self._scene.glide_to_times(first, band.index.starts[item.hi - 1])

        picker.picked.connect(picked)
        rect = self._scene.item_rect(band, item).translated(self._canvas.origin())
        picker.open_under(self._canvas.viewport(), QRect(rect.toAlignedRect()))

    def _zoom_to(self, event_id: str) -> None:
        self._scene.selection.select(TimelineEvent, event_id)
        self._canvas.keys.zoom_to_selection()
