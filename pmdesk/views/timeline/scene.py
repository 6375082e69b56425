"""What the timeline shows: the events by lane, the window on time, the places of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.change import Edit
from pmdesk.domain.lane_packing import Item
from pmdesk.domain.marks import phase_bands
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import MarkKind
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.domain.timeline_filter import Sieve, TimelineFilter
from pmdesk.domain.timeline_index import TimelineIndex
from pmdesk.domain.timeline_layout import (
    FULL_MIDDLE,
    FULL_NEAR,
    NORMAL,
    Heights,
    LaneBand,
    TimelineLayout,
)
from pmdesk.domain.timescale import Tick, TimeScale, second_zone_of, ticks, zone_of
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.glide import Glide
from pmdesk.views.timeline.hits import BAR_HIGH, Hit, hit_of
from pmdesk.views.timeline.pixmaps import CharWidths

HEAD = 160
FLAGS, BAND, TICKS = 24, 22, 22
PHASE_TOKENS = ("ph1", "ph2", "ph3", "ph4")
MARK_TOKENS = {
    MarkKind.IMPACT_START: "ph1_ink",
    MarkKind.DETECTED: "ph2_ink",
    MarkKind.ACKNOWLEDGED: "ink2",
    MarkKind.CAUSE_IDENTIFIED: "ph3_ink",
    MarkKind.MITIGATED: "ph4_ink",
    MarkKind.RESOLVED: "ink2",
}
_NEAR_GAP_PX = 235.0
_SCROLL_BAR = 24


class Part(Protocol):
    """A part of the record that alone is shown: what was known at a time (UTC)."""

    @property
    def now(self) -> datetime | None: ...
    def known(self, snapshot: Snapshot) -> Snapshot: ...


class TimelineScene(QObject):
    """Follows a document and knows where each event stands; ``changed`` asks for a repaint.

    ``panned`` comes in its place where nothing but the window's start moved, by whole pixels.
    ``filtered`` tells that others of the events are in sight than before.
    """

    changed = Signal()
    panned = Signal(int)
    heights_changed = Signal()
    filtered = Signal()

    def __init__(self, document: Document, selection: Selection, parent: QObject) -> None:
        super().__init__(parent)
        self.document = document
        self.selection = selection
        self.measure = CharWidths()
        self.sieve = Sieve(document.snapshot)
        self.part: Part | None = None
        self._known: TimelineIndex | None = None
        self.mode = "normal"
        self.width = 800.0
        self.lanes_height = 0.0
        self.scroll = 0.0
        self.scale = TimeScale(0.0, 4.0)
        self.fitted = False
        self.zone: ZoneInfo = zone_of(document.snapshot.postmortem.zone)
        self.second: ZoneInfo | None = second_zone_of(document.snapshot.postmortem)
        self.marks: list[Mark] = document.snapshot.marks
        self.layout: TimelineLayout
        self._bounds = self._whole_bounds()
        self._glide = Glide(self)
        # What Esc does first, while the window is dragged from elsewhere.
        self.put_back: Callable[[], None] | None = None
        self._ticks: tuple[object, float, float, list[Tick]] = (None, 0.0, 0.0, [])
        self._chosen: tuple[tuple[str, ...], frozenset[str]] = ((), frozenset())
        self.relayout()
        document.changed.connect(self._on_document_changed)
        selection.changed.connect(self._on_selection_changed)
        theme().changed.connect(self.relayout)

    # -- which events

    @property
    def index(self) -> TimelineIndex:
        """The events in sight, by lane in order of time."""
        return self.sieve.index if self._known is None else self._known

    def show_part(self, part: Part | None) -> None:
        """Show only what a part of the record holds, on the axis of the whole; None ends that."""
        self.part = part
        self._take_part()
        self.relayout()

    def _take_part(self) -> None:
        self._known, self.marks = None, self.document.snapshot.marks
        if self.part is not None:
            known = self.part.known(self.document.snapshot)
            self._known, self.marks = TimelineIndex(known), known.marks
            # Cards keep the form that they have in the whole.
            self._known.usual_gap = self.sieve.index.usual_gap
            self._known.measured = self.sieve.index.measured

    def show_only(self, wanted: TimelineFilter) -> None:
        """Show what a filter lets through; what it holds back is no longer selected."""
        self.sieve.set(wanted, self.document.snapshot)
        kept = [i for i in self.selected_events() if i not in self.sieve.hidden]
        if len(kept) != len(self.selected_events()):
            self.selection.select(TimelineEvent, *kept)
        self._bounds = self._whole_bounds()
        self.filtered.emit()
        self.relayout()

    def let_in(self, ids: Sequence[str]) -> None:
        """Bring events into sight that the filter holds back."""
        if self.sieve.hidden and self.sieve.let_in(ids):
            self.filtered.emit()
            self.relayout()

    def _on_selection_changed(self) -> None:
        # What is selected can be seen and worked on, wherever it was selected.
        self.let_in(self.selected_events())
        self.changed.emit()

    # -- the window on time

    def set_size(self, width: float, lanes_height: float) -> None:
        """The room for lanes, beside the names; the first time the whole incident is fitted."""
        if width == self.width and lanes_height == self.lanes_height and self.fitted:
            return
        # A scroll bar that comes and goes must not change the zoom: with it the rows would change,
        # and with them the scroll bar.
        wider = abs(width - self.width) > _SCROLL_BAR and not self.holding
        self.width, self.lanes_height = max(60.0, width), lanes_height
        if (not self.fitted or (self._shows_all and wider)) and width > 100:
            self.fit()
        elif (self.layout.heights, self.layout.last) != (self.heights(), self._last_card()):
            self.relayout()
        else:
            # Each card stays in its place; there is only more or less of them in sight.
            self.changed.emit()

    def fit(self) -> None:
        """Show the whole incident."""
        self.scale = self.fit_scale()
        self.fitted = self._shows_all = True
        self.relayout()

    _shows_all = False
    # While a column opens or closes beside the timeline, what is under the pointer stays there.
    holding = False

    def fit_scale(self, width: float | None = None) -> TimeScale:
        """The window that shows everything, with room for the last card; ``width`` is that of the
        lanes where no other is given."""
        (first, last), wide = self.bounds(), self.width if width is None else width
        return TimeScale.fitted(first, last, wide, min(112.0, wide / 9))

    def set_scale(self, scale: TimeScale) -> None:
        """Show another window on time; at the same zoom it moves by whole pixels."""
        if scale.per_px != self.scale.per_px:
            self.scale, self._shows_all = scale, False
            self.relayout()
            return
        pixels = round((scale.start - self.scale.start) / scale.per_px)
        if pixels:
            all_shown, self._shows_all = self._shows_all, False
            self.scale = self.scale.panned(pixels)
            if all_shown:
                self.relayout()
            else:
                self.panned.emit(pixels)

    def zoom(self, factor: float, at_x: float | None = None) -> None:
        """Zoom at a pixel of the lanes, by default at their middle."""
        self.set_scale(self.scale.zoomed(factor, self.width / 2 if at_x is None else at_x))

    def pan(self, pixels: float) -> None:
        """Move the window by whole pixels."""
        self.set_scale(self.scale.panned(round(pixels)))

    def show_times(self, first: float, last: float) -> None:
        """Show first to last (seconds) with some room at the sides."""
        self.set_scale(self._scale_for(first, last))

    def _scale_for(self, first: float, last: float) -> TimeScale:
        return TimeScale.fitted(first, max(last, first + 60), self.width, self.width * 0.12)

    def glide_to_fit(self) -> None:
        """Show the whole incident, getting there in a short move that the eye can follow."""
        self._glide.go(self.fit_scale(), self.fit)

    def glide_to_times(self, first: float, last: float) -> None:
        """Show first to last (seconds), likewise."""
        self._glide.go(self._scale_for(first, last), lambda: self.show_times(first, last))

    def stop(self) -> None:
        """Stay where the window is, if it is on its way."""
        self._glide.stop()

    def reveal(self, event_id: str) -> None:
        """Pan so that an event is in view; nothing happens when it is."""
        event = self.index.by_id.get(event_id)
        if event is None or event.at is None:
            return
        x = self.scale.x(event.at.timestamp())
        if not 30 <= x <= self.width - 60:
            self.pan(x - self.width / 3)

    def _whole_bounds(self) -> tuple[float, float]:
        times = [mark.at.timestamp() for mark in self.marks]
        times.extend(self.sieve.bounds() or ())
        if not times:
            day = self.document.snapshot.postmortem.day
            now = self.document.clock.now()
            at = now.replace(minute=0, second=0, microsecond=0)
            if day is not None:
                at = at.replace(year=day.year, month=day.month, day=day.day)
            return at.timestamp() - 1800, at.timestamp() + 1800
        first, last = min(times), max(times)
        return (first, last) if last - first >= 60 else (first - 900, last + 900)

    def bounds(self) -> tuple[float, float]:
        """First and last time of events and marks in seconds; an hour where there is none."""
        return self._bounds

    def ticks(self) -> list[Tick]:
        """The ticks in view and beyond, for the ruler and for the lines below it; the same list
        as long as it reaches, so that a pan does not make it anew."""
        key = (self.scale.per_px, self.zone, theme().scale)
        first, last = self.scale.time(-40), self.scale.time(self.width + 40)
        held, start, end, found = self._ticks
        if key != held or first < start or last > end:
            more = self.width * self.scale.per_px / 2
            start, end = first - more, last + more
            found = ticks(start, end, self.scale.per_px, self.zone, 64.0 * theme().scale)
            self._ticks = (key, start, end, found)
        return found

    # -- layout

    def heights(self) -> Heights:
        """The lengths for the mode, the zoom and the text size."""
        if self.mode != "full":
            chosen = NORMAL
        else:
            near = self.index.usual_gap / self.scale.per_px >= _NEAR_GAP_PX * theme().scale
            chosen = FULL_NEAR if near else FULL_MIDDLE
        s = theme().scale
        total = self.lanes_height if self.mode == "full" else 0.0
        return Heights(
            card=round(chosen.card * s), gap=chosen.gap, pad=chosen.pad,
            least=round(chosen.least * s), near=chosen.near, total=total, rows=chosen.rows, unit=s,
        )  # fmt: skip

    def relayout(self) -> None:
        """Pack anew; what is in view is worked out when it is asked for."""
        before = self.layout.height if hasattr(self, "layout") else -1.0
        self.layout = TimelineLayout(
            self.index, self.scale.per_px, self.measure, self.heights(), self.zone,
            self._last_card(),
        )  # fmt: skip
        if self.layout.height != before:
            self.heights_changed.emit()
        self.changed.emit()

    def _last_card(self) -> float | None:
        """The time (seconds) behind which no card may reach, if there is one."""
        last = self.bounds()[1]
        if self._shows_all or self.scale.time(self.width) >= last:
            fit = self.fit_scale()
            # Far out there is room at the right for all cards, close by nothing is at the end.
            if self.scale.per_px / 1.2 <= fit.per_px <= self.scale.per_px * 1.5:
                return last + 110 * self.scale.per_px
        return None

    def _on_document_changed(self, edit: Edit) -> None:
        snapshot = self.document.snapshot
        kinds = {change.kind for change in edit.changes}
        if Postmortem in kinds:
            self.zone = zone_of(snapshot.postmortem.zone)
            self.second = second_zone_of(snapshot.postmortem)
        empty = not self.marks and self.sieve.bounds() is None
        self.sieve.update(edit, snapshot)
        if Mark in kinds or self.part is not None:
            self.marks = snapshot.marks
        if kinds & {TimelineEvent, Mark}:
            self._bounds = self._whole_bounds()
        if self.part is not None:
            self._take_part()
        if self._out_of_sight(edit, 1 if empty else 2):
            self.fit()
        else:
            self.relayout()

    def _out_of_sight(self, edit: Edit, least: int) -> bool:
        """Whether an edit brought so many events or more, and the window shows none of them."""
        came = [
            change.after.at.timestamp()
            for change in edit.changes
            if change.before is None and isinstance(change.after, TimelineEvent) and change.after.at
        ]
        first, last = self.scale.time(0), self.scale.time(self.width)
        return len(came) >= least and not any(first <= at <= last for at in came)

    # -- places

    @property
    def ruler(self) -> int:
        """The height of flags, phases and ticks."""
        return theme().px(FLAGS) + theme().px(BAND) + theme().px(TICKS) * self.tick_rows

    @property
    def tick_rows(self) -> int:
        """How many rows of ticks there are: one for each zone."""
        return 1 if self.second is None else 2

    @property
    def head(self) -> int:
        """The width of the column of lane names."""
        return theme().px(HEAD)

    def phases(self) -> Iterator[tuple[str, float, float, str]]:
        """Each phase: token, start and end in seconds, name."""
        names = ("Undetected", "Diagnosing", "Mitigating", "Verifying")
        for band in phase_bands(self.marks, None if self.part is None else self.part.now):
            token = PHASE_TOKENS[names.index(band.name.value)]
            yield token, band.start.timestamp(), band.end.timestamp(), band.name.value

    def item_rect(self, band: LaneBand, item: Item) -> QRectF:
        """Where an item is drawn, in pixels of the lanes (0, 0 is under the ruler)."""
        origin = self.scale.start / self.scale.per_px
        h = self.layout.heights
        top = self.layout.row_top(band, item.row)
        left = round(item.left - origin)
        if item.form == "bar":
            top = band.top + band.height - BAR_HIGH - 1
            return QRectF(left, top, max(2, round(item.right - item.left)), BAR_HIGH)
        return QRectF(left, top, round(item.right - item.left), h.card)

    def hit(self, at: QPointF) -> Hit:
        """What lies at a point of the lanes; later items lie on top."""
        return hit_of(self, at)

    def rect_of(self, event_id: str) -> QRectF | None:
        """Where an event's card or its cluster is drawn."""
        place = self.layout.place_of(event_id)
        return None if place is None else self.item_rect(*place)

    def lanes(self) -> list[Lane]:
        """The lanes that are shown, from top to bottom."""
        return [band.index.lane for band in self.layout.bands]

    def selected_events(self) -> tuple[str, ...]:
        """The ids of the selected events, as far as they are known in the part that is shown."""
        ids = self.selection.ids_of(TimelineEvent)
        return ids if self._known is None else tuple(i for i in ids if i in self._known.by_id)

    def selected_set(self) -> frozenset[str]:
        """The same as a set, made once for each selection."""
        ids = self.selected_events()
        if ids is not self._chosen[0]:
            self._chosen = (ids, frozenset(ids))
        return self._chosen[1]
