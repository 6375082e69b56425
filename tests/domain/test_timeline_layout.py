"""The layout loses nothing, overlaps nothing and stands still while the window moves."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.domain import timeline_layout
from pmdesk.domain.lane_packing import Item, PackRules, lower_clusters, pack, piece_window
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.domain.timeline_index import LaneIndex, TimelineIndex
from pmdesk.domain.timeline_layout import FULL_NEAR, NORMAL, Heights, TimelineLayout
from pmdesk.edits.timeline import add_event, delete_events, edit_event, move_events

UTC_ZONE = ZoneInfo("UTC")
T0 = datetime(2026, 4, 12, 14, 0, tzinfo=UTC)


def measure(text: str, _role: str) -> float:
    return 7.0 * len(text)


def snapshot_of(*events: tuple[int, float, float | None]) -> Snapshot:
    """Events as lane number, minutes after T0, length in minutes or None."""
    lanes = {f"L{n}": Lane(id=f"L{n}", pm_id="p", name=f"Lane {n}", position=n) for n in range(4)}
    held = {}
    for number, (lane, minute, length) in enumerate(events):
        at = T0 + timedelta(minutes=minute)
        end = None if length is None else at + timedelta(minutes=length)
        event = TimelineEvent(
            id=f"e{number:05}", pm_id="p", lane_id=f"L{lane}", title=f"Event {number}", at=at,
            end=end,
            position=number,
        )  # fmt: skip
        held[event.id] = event
    head = Postmortem(id="p", pm_id="p", number=1)
    return Snapshot("p", {Postmortem: {"p": head}, Lane: lanes, TimelineEvent: held})


def layout_of(snapshot: Snapshot, per_px: float, heights: Heights = NORMAL) -> TimelineLayout:
    return TimelineLayout(TimelineIndex(snapshot), per_px, measure, heights, UTC_ZONE)


def overlaps(items: list[Item]) -> list[tuple[Item, Item]]:
    found = []
    by_row: dict[int, list[Item]] = {}
    for item in items:
        by_row.setdefault(item.row, []).append(item)
    for row in by_row.values():
        row.sort(key=lambda item: item.left)
        found += [(a, b) for a, b in pairwise(row) if a.right > b.left + 1e-6]
    return found


events_strategy = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.one_of(st.floats(0, 600), st.integers(0, 40).map(float)),
        st.one_of(st.none(), st.floats(0.1, 90)),
    ),
    max_size=80,
)


@pytest.fixture(params=[400, 0], ids=["whole lanes", "in pieces"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline_layout, "WHOLE_LANE", request.param)


@pytest.mark.usefixtures("_both_ways")
class TestEveryLayout:
    """Holds for lanes packed as a whole and for lanes packed in pieces."""

    @settings(max_examples=60, deadline=None)
    @given(events=events_strategy, per_px=st.floats(0.3, 400), near=st.booleans())
    def test_every_event_is_in_exactly_one_item_and_none_overlap(
        self, events: list[tuple[int, float, float | None]], per_px: float, near: bool
    ) -> None:
        layout = layout_of(snapshot_of(*events), per_px, FULL_NEAR if near else NORMAL)
        seen: list[str] = []
        for band in layout.bands:
            items = layout.items(band.index, T0.timestamp() - 1e6, T0.timestamp() + 1e6)
            assert overlaps(items) == []
            assert all(0 <= item.row < band.rows for item in items)
            for item in items:
                seen += [event.id for event in band.index.events[item.lo : item.hi]]
        assert sorted(seen) == sorted(layout.index.by_id)

    @settings(max_examples=40, deadline=None)
    @given(events=events_strategy, per_px=st.floats(0.5, 120), shift=st.floats(-400, 400))
    def test_no_card_jumps_when_the_window_moves(
        self, events: list[tuple[int, float, float | None]], per_px: float, shift: float
    ) -> None:
        snapshot = snapshot_of(*events)
        one, other = layout_of(snapshot, per_px), layout_of(snapshot, per_px)
        a, b = T0.timestamp(), T0.timestamp() + 900 * per_px
        moved = shift * per_px
        for band, twin in zip(one.bands, other.bands, strict=True):
            first = {(i.lo, i.hi): i for i in one.items(band.index, a, b)}
            second = {(i.lo, i.hi): i for i in other.items(twin.index, a + moved, b + moved)}
            for key in first.keys() & second.keys():
                assert first[key] == second[key]

    @settings(max_examples=40, deadline=None)
    @given(events=events_strategy, per_px=st.floats(0.5, 120))
    def test_a_glyph_stands_exactly_on_its_time(
        self, events: list[tuple[int, float, float | None]], per_px: float
    ) -> None:
        layout = layout_of(snapshot_of(*events), per_px)
        for band in layout.bands:
            for item in layout.items(band.index, T0.timestamp() - 1e6, T0.timestamp() + 1e6):
                if item.form != "cluster":
                    assert item.x == band.index.starts[item.lo] / per_px
                    assert item.left < item.x < item.right


class CountedStarts(list[float]):
    """A list that counts how often one of its elements is looked at."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:
        self.looks += 1
        return super().__getitem__(at)


def looks_for(count: int) -> int:
    starts = CountedStarts(i * 86400 / count for i in range(count))
    pack(starts, 90.0, PackRules(), lambda _k: (13.0, 120.0, False), (0.0, 86400.0))
    return starts.looks


def test_a_hundred_times_the_events_cost_a_few_more_looks() -> None:
    assert looks_for(100_000) < 3 * looks_for(1_000)


def test_clusters_never_cross_the_bounds_of_their_bucket() -> None:
    starts = [i * 3.0 for i in range(5000)]
    items = pack(starts, 20.0, PackRules(alone=1), lambda _k: (13.0, 200.0, False))
    clusters = [item for item in items if item.form == "cluster"]
    assert len(clusters) > 5
    assert overlaps(clusters) == []
    assert sum(item.count for item in items) == 5000


def test_pieces_meet_without_gap() -> None:
    assert piece_window(4, 7.0)[1] == piece_window(5, 7.0)[0]


def test_clusters_share_a_row_with_cards_where_they_fit() -> None:
    card = Item(0, 1, 10, 0, 100, 0, "card")
    far, near = Item(1, 5, 140, 113, 167, -1, "cluster"), Item(1, 5, 90, 63, 117, -1, "cluster")
    assert [item.row for item in lower_clusters([card, far])] == [0, 0]
    card.row = 0
    assert [item.row for item in lower_clusters([card, near])] == [1, 0]


def test_an_instant_in_the_far_future_flips_at_the_last_time() -> None:
    snapshot = snapshot_of((0, 0, None), (0, 60, None))
    last = (T0 + timedelta(minutes=61)).timestamp()
    layout = TimelineLayout(TimelineIndex(snapshot), 4.0, measure, NORMAL, UTC_ZONE, last)
    items = layout.items(layout.bands[0].index, T0.timestamp() - 999, last)
    assert [item.flipped for item in items] == [False, True]
    assert items[1].right <= last / 4.0


def test_a_span_is_as_long_as_its_time() -> None:
    layout = layout_of(snapshot_of((0, 0, 60)), 4.0)
    item = layout.items(layout.bands[0].index, T0.timestamp(), T0.timestamp() + 10)[0]
    assert item.right - item.x == pytest.approx(3600 / 4.0, abs=1.5)


def test_the_index_follows_edits_as_if_it_were_built_anew() -> None:
    snapshot = snapshot_of(*[(n % 4, n * 1.7, 5.0 if n % 3 == 0 else None) for n in range(40)])
    index = TimelineIndex(snapshot)
    ids = list(snapshot.events)
    steps = [
        lambda s: move_events(s, ids[3:9], timedelta(minutes=-7), "L2"),
        lambda s: add_event(s, "L1", T0 + timedelta(minutes=3)),
        lambda s: add_event(s, "L1", None, "Undated"),
        lambda s: delete_events(s, ids[0:5]),
    ]
    for make in steps:
        made = make(snapshot)
        snapshot = snapshot.applied(made.changes)
        index.update(made, snapshot)
        fresh = TimelineIndex(snapshot)
        assert [lane.events for lane in index.lanes] == [lane.events for lane in fresh.lanes]
        assert [lane.starts for lane in index.lanes] == [lane.starts for lane in fresh.lanes]
        assert [_spans(lane) for lane in index.lanes] == [_spans(lane) for lane in fresh.lanes]
        assert index.undated == fresh.undated
        assert index.by_id == fresh.by_id


def _spans(lane: LaneIndex) -> list[tuple[float, float]]:
    return sorted(zip(lane.span_starts, lane.span_ends, strict=True))


def test_bars_of_a_large_lane_reach_back_to_their_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline_layout, "WHOLE_LANE", 0)
    layout = layout_of(snapshot_of((0, 0, 500), (0, 300, 1)), 10.0)
    middle = (T0 + timedelta(minutes=400)).timestamp()
    bars = list(layout.bars(layout.bands[0].index, middle, middle + 60))
    assert bars == [(T0.timestamp(), (T0 + timedelta(minutes=500)).timestamp())]
    assert bisect_left(layout.bands[0].index.span_starts, middle) == 2


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 300)), min_size=1, max_size=30),
    st.data(),
)
def test_the_latest_end_so_far_follows_spans_that_come_and_go(
    spans: list[tuple[int, int]], data: st.DataObject
) -> None:
    index = TimelineIndex(snapshot_of(*[(0, float(at), float(long)) for at, long in spans]))
    lane = index.lanes[0]
    for _ in range(min(4, len(lane.events))):
        event = data.draw(st.sampled_from(lane.events))
        lane.remove(event)
        assert lane.reach == list(accumulate(lane.span_ends, max))
        if data.draw(st.booleans()):
            lane.add(event)
        assert lane.reach == list(accumulate(lane.span_ends, max))


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 300)), min_size=1, max_size=30),
    st.integers(0, 1200),
)
def test_bars_cover_what_the_spans_cover_and_nothing_besides(
    spans: list[tuple[int, int]], minute: int
) -> None:
    layout = layout_of(snapshot_of(*[(0, float(at), float(long)) for at, long in spans]), 10.0)
    index = layout.bands[0].index
    bars = list(layout.bars(index, index.starts[0] - 1, index.reach[-1] + 1))
    assert all(a[1] + 30 < b[0] for a, b in pairwise(bars))
    at = (T0 + timedelta(minutes=minute + 0.5)).timestamp()
    under = any(a <= at <= b for a, b in zip(index.span_starts, index.span_ends, strict=True))
    assert under == any(a <= at <= b for a, b in bars)
    assert {start for start, _ in bars} <= set(index.span_starts)


def test_larger_text_takes_more_room_and_never_less() -> None:
    snapshot = snapshot_of(*[(0, n * 3.0, None) for n in range(30)])

    def at(unit: float) -> TimelineLayout:
        heights = replace(NORMAL, unit=unit)
        sized = lambda text, _role: 7.0 * unit * len(text)  # noqa: E731
        return TimelineLayout(TimelineIndex(snapshot), 4.0, sized, heights, ZoneInfo("UTC"))

    small, large = at(1.0), at(1.5)
    event = small.bands[0].index.events[0]
    assert sum(large.extent(event)) == pytest.approx(1.5 * sum(small.extent(event)))
    assert large.bands[0].rows >= 1


def test_what_was_measured_is_measured_anew_when_the_event_changed() -> None:
    snapshot = snapshot_of((0, 0, None))
    index = TimelineIndex(snapshot)
    asked: list[str] = []

    def measure(text: str, _role: str) -> float:
        asked.append(text)
        return 7.0 * len(text)

    layout = TimelineLayout(index, 4.0, measure, NORMAL, ZoneInfo("UTC"))
    before = layout.extent(index.lanes[0].events[0])
    asked.clear()
    again = TimelineLayout(index, 3.0, measure, NORMAL, ZoneInfo("UTC"))
    assert (again.extent(index.lanes[0].events[0]), asked) == (before, [])
    made = edit_event(snapshot, next(iter(snapshot.events)), "Rename event", title="A longer title")
    index.update(made, snapshot.applied(made.changes))
    assert again.extent(index.lanes[0].events[0]) != before
