"""The timeline as rectangles: events by lane in order of time, packed for a zoom and a height."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from pmdesk.domain.lane_packing import (
    WHOLE_LANE,
    Item,
    PackRules,
    lower_clusters,
    pack,
    piece_window,
    pieces,
)
from pmdesk.domain.terms import HypothesisState, Precision
from pmdesk.domain.time_text import card_time, time_detail
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timeline_index import LaneIndex, TimelineIndex
from pmdesk.domain.timescale import TimeScale

# measure(text, role) -> pixels; roles are "title", "near_title", "time" and "meta".
Measure = Callable[[str, str], float]
LONGEST_TITLE = 300.0
GLYPH_X = 13.0
_KEPT_PIECES = 96
# A lane in no more pieces than this is looked at as a whole to find how many rows it uses.
_ALL_PIECES = 3
_TOLD_APART = 500


@dataclass(frozen=True, slots=True)
class Heights:
    """Lengths of one way to show lanes, in pixels: card, room between rows, room above and below,
    least lane height. ``near`` cards have two lines; ``total`` is the height to fill, if any;
    ``unit`` is the text size that all lengths inside a card follow."""

    card: float = 26.0
    gap: float = 2.0
    pad: float = 4.0
    least: float = 34.0
    near: bool = False
    total: float = 0.0
    rows: int = 6
    unit: float = 1.0


NORMAL = Heights()
FULL_MIDDLE = Heights(card=30, gap=6, pad=10, least=56)
FULL_NEAR = Heights(card=48, gap=8, pad=14, least=76, near=True)


@dataclass(slots=True)
class LaneBand:
    """A lane's place: top and height in pixels, the rows it uses, and the top of its first row."""

    index: LaneIndex
    top: float
    height: float
    rows: int
    first_row: float


def _spans_from(lane: LaneIndex, first: float, last: float) -> list[tuple[float, float]]:
    """The spans of a lane that begin from first to last, as far as they can be told apart: of a
    crowd that is drawn as one only the longest."""
    lo, hi = bisect_left(lane.span_starts, first), bisect_right(lane.span_starts, last)
    spans = list(zip(lane.span_starts[lo:hi], lane.span_ends[lo:hi], strict=True))
    return spans if hi - lo <= _TOLD_APART else [max(spans, key=lambda span: span[1])]


class _Shelf:
    """Packed items in order of their places, so that a window finds its own by bisection."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self._xs = [item.x for item in items]
        self._before = max((item.x - item.left for item in items), default=0.0)
        self._after = max((item.right - item.x for item in items), default=0.0)

    def between(self, left: float, right: float) -> list[Item]:
        """The items that reach into left to right (pixels)."""
        lo = bisect_left(self._xs, left - self._after)
        hi = bisect_right(self._xs, right + self._before)
        return [item for item in self.items[lo:hi] if item.right >= left and item.left <= right]


class TimelineLayout:
    """Places for one zoom (seconds per pixel) and one set of heights; windows are asked for.

    ``last`` is the time (seconds) behind which no card may reach: it flips to the left there.
    """

    def __init__(
        self,
        index: TimelineIndex,
        per_px: float,
        measure: Measure,
        heights: Heights,
        zone: ZoneInfo,
        last: float | None = None,
    ) -> None:
        self.index = index
        self.per_px = per_px
        self.measure = measure
        self.heights = heights
        self.zone = zone
        self.last = last
        self._last_px = None if last is None else last / per_px
        circumstances = (time_detail(per_px), zone, heights.near, heights.unit)
        self._known = index.measured.setdefault(circumstances, {})
        self._rules = self._rules_for(heights)
        self._whole: dict[str, _Shelf] = {}
        self._pieces: dict[tuple[str, int], _Shelf] = {}
        self.bands = self._bands()

    def _rules_for(self, heights: Heights) -> PackRules:
        gap_px = self.index.usual_gap / self.per_px
        crowded = gap_px < 60 * heights.unit
        alone = 1 if crowded else heights.rows
        return PackRules(rows=heights.rows, alone=alone, unit=heights.unit)

    def words(self, event: TimelineEvent) -> tuple[str, str, int]:
        """Time as shown, title, and the number of pieces of evidence."""
        shown = card_time(event, self.zone, self.per_px)
        title = event.title or "Untitled event"
        return shown, title, self.index.evidence.get(event.id, 0)

    def extent(self, event: TimelineEvent) -> tuple[float, float]:
        """Pixels of its card left and right of the glyph's centre, when it flows right.

        Measuring costs more than packing, so what was measured at another zoom is taken again.
        """
        evidence = self.index.evidence.get(event.id, 0)
        held = self._known.get(event.id)
        if held is None or held[0] is not event or held[1] != evidence:
            held = self._known[event.id] = (event, evidence, self._measured(event, evidence))
        return held[2]

    def _measured(self, event: TimelineEvent, evidence: int) -> tuple[float, float]:
        shown, title, _ = self.words(event)
        unit = self.heights.unit
        judged = event.hypothesis not in (None, HypothesisState.OPEN)
        star = 18.0 * unit * (event.star + judged)
        proof = (20 * unit + self.measure(str(evidence), "meta")) if evidence else 0.0
        if self.heights.near:
            who = event.actor or event.source
            line = self.measure(shown, "meta") + (proof + 6 * unit if evidence else 0.0)
            line += 10 * unit + min(180 * unit, self.measure(who, "meta")) if who else 0.0
            title_w = min(LONGEST_TITLE * unit, self.measure(title, "near_title")) + star
            width = 31 * unit + max(title_w, line) + 16 * unit
        else:
            title_w = min(LONGEST_TITLE * unit, self.measure(title, "title"))
            width = 46 * unit + self.measure(shown, "time") + title_w + star
            width += max(30 * unit, proof) if evidence else 0.0
        return GLYPH_X * unit, width - GLYPH_X * unit

    def _extent_in(
        self, lane: LaneIndex, with_spans: bool
    ) -> Callable[[int], tuple[float, float, bool]]:
        def extent(k: int) -> tuple[float, float, bool]:
            event = lane.events[k]
            before, after = self.extent(event)
            x = lane.starts[k] / self.per_px
            if with_spans and event.end is not None and event.precision is not Precision.BETWEEN:
                after = max(after, event.end.timestamp() / self.per_px - x + 1)
                return before, after, False
            if self._last_px is not None and x + after > self._last_px >= x:
                return after, before, True
            return before, after, False

        return extent

    def is_large(self, lane: LaneIndex) -> bool:
        """Whether a lane is packed piece by piece; its spans then are bars of their own."""
        return len(lane.starts) > WHOLE_LANE

    def _items_of_whole(self, lane: LaneIndex) -> _Shelf:
        key = lane.lane.id
        if key not in self._whole:
            items = pack(lane.starts, self.per_px, self._rules, self._extent_in(lane, True))
            self._whole[key] = _Shelf(lower_clusters(items))
        return self._whole[key]

    def _items_of_piece(self, lane: LaneIndex, number: int) -> _Shelf:
        key = (lane.lane.id, number)
        found = self._pieces.get(key)
        if found is None:
            if len(self._pieces) > _KEPT_PIECES * max(1, len(self.bands)):
                self._pieces.clear()
            own = self._rules
            rules = PackRules(min(3, own.rows), min(3, own.alone), own.gap, own.unit)
            items = pack(
                lane.starts, self.per_px, rules, self._extent_in(lane, False),
                piece_window(number, self.per_px * own.unit),
            )  # fmt: skip
            for item in items:
                item.row += 1
            found = self._pieces[key] = _Shelf(items)
        return found

    def items(self, lane: LaneIndex, first: float, last: float) -> list[Item]:
        """The items of a lane that reach into first to last (seconds)."""
        left, right = first / self.per_px, last / self.per_px
        if not self.is_large(lane):
            return self._items_of_whole(lane).between(left, right)
        shown: list[Item] = []
        # No item leaves its piece.
        for number in pieces(first, last, self.per_px * self._rules.unit):
            shown += self._items_of_piece(lane, number).between(left, right)
        return shown

    def bars(self, lane: LaneIndex, first: float, last: float) -> Iterator[tuple[float, float]]:
        """What the spans of a lane in view cover, as starts and ends in seconds; those that
        overlap or stand within three pixels of each other are one."""
        starts, reach = lane.span_starts, lane.reach
        at, end = bisect_left(reach, first), bisect_right(starts, last)
        step = 3 * self.per_px
        while at < end:
            start, until, following = starts[at], reach[at], at + 1
            # Each round leaps to the latest end of all that begin before the latest end so far.
            while (beyond := bisect_right(starts, until + step, following, end)) > following:
                following, until = beyond, reach[beyond - 1]
            yield start, until
            at = following

    def span_at(self, lane: LaneIndex, seconds: float, reach: float) -> tuple[int, str] | None:
        """The place in its lane of an event whose span begins or ends within ``reach`` of a time,
        and which of both ("start", "end"); None where none does."""
        low, high = seconds - reach, seconds + reach
        found = [
            (abs(edge - seconds), start, end, side)
            for bar in self.bars(lane, low, high)
            for start, end in _spans_from(lane, *bar)
            for side, edge in (("end", end), ("start", start))
            if low <= edge <= high
        ]
        if not found:
            return None
        _, start, end, side = min(found, key=lambda row: (row[0], row[3]))
        for k in range(bisect_left(lane.starts, start), bisect_right(lane.starts, start)):
            event = lane.events[k]
            if event.end is not None and event.end.timestamp() == end:
                return k, side
        return None

    def _bands(self) -> list[LaneBand]:
        h = self.heights
        lanes = [lane for lane in self.index.lanes if not lane.lane.hidden]
        self.bands = []
        rows = []
        for lane in lanes:
            if self.is_large(lane):
                rows.append(self._rows_of_large(lane))
            else:
                items = self._items_of_whole(lane).items
                rows.append(max((item.row for item in items), default=0) + 1)
        highs = [max(h.least, 2 * h.pad + n * (h.card + h.gap) - h.gap) for n in rows]
        spare = max(0.0, h.total - sum(highs)) / max(1, len(highs)) if h.total else 0.0
        top = 0.0
        bands: list[LaneBand] = []
        for lane, n, high in zip(lanes, rows, highs, strict=True):
            height = float(round(high + spare))
            used = n * (h.card + h.gap) - h.gap
            bands.append(LaneBand(lane, top, height, n, top + round((height - used) / 2)))
            top += height
        return bands

    def _rows_of_large(self, lane: LaneIndex) -> int:
        """The rows of a lane that is packed in pieces: those in use where few pieces hold all of
        it, close by as many as there may be, so that no lane grows while the window moves."""
        most = min(3, self.heights.rows) + 1 if self.heights.rows > 1 else 1
        whole = pieces(lane.starts[0], lane.starts[-1], self.per_px * self._rules.unit)
        if len(whole) > _ALL_PIECES:
            return most
        shelves = [self._items_of_piece(lane, number) for number in whole]
        return max(item.row for shelf in shelves for item in shelf.items) + 1

    @property
    def height(self) -> float:
        """The height of all lanes together."""
        return self.bands[-1].top + self.bands[-1].height if self.bands else 0.0

    def row_top(self, band: LaneBand, row: int) -> float:
        """The top of a row in a lane."""
        return band.first_row + row * (self.heights.card + self.heights.gap)

    def band_at(self, y: float) -> LaneBand | None:
        """The lane at a height, or None."""
        at = bisect_right([band.top for band in self.bands], y) - 1
        if at < 0 or y >= self.bands[at].top + self.bands[at].height:
            return None
        return self.bands[at]

    def place_of(self, event_id: str) -> tuple[LaneBand, Item] | None:
        """The lane and item that hold an event, or None where it has no place."""
        event = self.index.by_id.get(event_id)
        if event is None or event.at is None:
            return None
        seconds = event.at.timestamp()
        for band in self.bands:
            if band.index.lane.id == event.lane_id:
                at = band.index.position_of(event)
                reach = LONGEST_TITLE * 2 * self.per_px * self.heights.unit
                for item in self.items(band.index, seconds - reach, seconds + reach):
                    if item.lo <= at < item.hi:
                        return band, item
        return None

    def window_items(self, scale: TimeScale, width: float) -> Iterator[tuple[LaneBand, Item]]:
        """All items in a window of so many pixels, lane by lane."""
        first, last = scale.time(0), scale.time(width)
        for band in self.bands:
            for item in self.items(band.index, first, last):
                yield band, item
