"""Laws of the layout under flips, spans, sizes of text, phases, and any order of being asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.domain import timeline_layout
from pmdesk.domain.marks import phase_bands
from pmdesk.domain.terms import MarkKind
from pmdesk.domain.timeline import Mark
from pmdesk.domain.timeline_index import TimelineIndex
from pmdesk.domain.timeline_layout import FULL_NEAR, NORMAL, TimelineLayout
from tests.domain.test_timeline_layout import (
    T0,
    UTC_ZONE,
    events_strategy,
    measure,
    overlaps,
    snapshot_of,
)

EVERYTHING = (T0.timestamp() - 1e6, T0.timestamp() + 1e6)
Events = list[tuple[int, float, float | None]]


@pytest.fixture(params=[400, 0], ids=["whole lanes", "in pieces"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline_layout, "WHOLE_LANE", request.param)


def layout(events: Events, per_px: float, unit: float, near: bool, last: float | None):
    heights = replace(FULL_NEAR if near else NORMAL, unit=unit)
    end = None if last is None else T0.timestamp() + last * 60
    return TimelineLayout(
        TimelineIndex(snapshot_of(*events)), per_px, measure, heights, UTC_ZONE, end
    )


looks = {
    "events": events_strategy, "per_px": st.floats(0.3, 400), "near": st.booleans(),
    "unit": st.sampled_from([0.9, 1.0, 1.5]), "last": st.one_of(st.none(), st.floats(0, 700)),
}  # fmt: skip


@pytest.mark.usefixtures("_both_ways")
class TestLaws:
    """Hold for lanes packed as a whole and for lanes packed in pieces."""

    @settings(max_examples=60, deadline=None)
    @given(**looks)
    def test_nothing_is_lost_and_nothing_overlaps_where_cards_flip(
        self, events, per_px, unit, near, last
    ) -> None:
        made = layout(events, per_px, unit, near, last)
        seen = []
        for band in made.bands:
            items = made.items(band.index, *EVERYTHING)
            assert overlaps(items) == []
            assert all(0 <= item.row < band.rows for item in items)
            seen += [e.id for item in items for e in band.index.events[item.lo : item.hi]]
            for item in items:
                if item.flipped:
                    assert item.right <= item.x + 14 * unit
                    assert item.x - item.left > item.right - item.x
        assert sorted(seen) == sorted(made.index.by_id)

    @settings(max_examples=40, deadline=None)
    @given(**looks, asked=st.lists(st.floats(-500, 900), max_size=5))
    def test_places_do_not_depend_on_what_was_asked_before(
        self, events, per_px, unit, near, last, asked
    ) -> None:
        one, other = (layout(events, per_px, unit, near, last) for _ in range(2))
        for minute in asked:
            first = T0.timestamp() + minute * 60
            for band in one.bands:
                one.items(band.index, first, first + 900 * per_px)
        for band, twin in zip(one.bands, other.bands, strict=True):
            assert (band.top, band.height, band.rows) == (twin.top, twin.height, twin.rows)
            assert one.items(band.index, *EVERYTHING) == other.items(twin.index, *EVERYTHING)

    @settings(max_examples=40, deadline=None)
    @given(**looks, minute=st.floats(-60, 700), wide=st.floats(1, 900))
    def test_a_window_shows_exactly_what_reaches_into_it(
        self, events, per_px, unit, near, last, minute, wide
    ) -> None:
        made = layout(events, per_px, unit, near, last)
        first = T0.timestamp() + minute * 60
        until = first + wide * per_px
        for band in made.bands:
            whole = made.items(band.index, *EVERYTHING)
            left, right = first / per_px, until / per_px
            wanted = [i for i in whole if i.right >= left and i.left <= right]
            assert made.items(band.index, first, until) == wanted

    @settings(max_examples=40, deadline=None)
    @given(**looks)
    def test_every_event_is_found_at_its_place(self, events, per_px, unit, near, last) -> None:
        made = layout(events, per_px, unit, near, last)
        for event in made.index.by_id.values():
            found = made.place_of(event.id)
            assert found is not None
            assert event in found[0].index.events[found[1].lo : found[1].hi]


@settings(max_examples=60, deadline=None)
@given(events=events_strategy, per_px=st.floats(0.5, 120))
def test_a_span_reaches_from_its_start_to_its_end(events: Events, per_px: float) -> None:
    made = layout(events, per_px, 1.0, False, None)
    for band in made.bands:
        for item in made.items(band.index, *EVERYTHING):
            end = band.index.events[item.lo].end
            if item.form == "card" and end is not None:
                assert item.right >= end.timestamp() / per_px
                assert not item.flipped


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 90)), min_size=1, max_size=20),
    st.integers(0, 400),
)
def test_the_nearest_end_of_a_span_is_found_as_a_look_at_all_of_them_would(spans, minute) -> None:
    made = layout([(0, float(at), float(long)) for at, long in spans], 10.0, 1.0, False, None)
    lane, seconds, reach = made.bands[0].index, T0.timestamp() + minute * 60, 90.0
    edges = [
        abs(edge - seconds)
        for event in lane.events
        for edge in (event.at.timestamp(), event.end.timestamp())
    ]
    found = made.span_at(lane, seconds, reach)
    assert (found is not None) == (min(edges) <= reach)
    if found is not None:
        event = lane.events[found[0]]
        edge = event.at if found[1] == "start" else event.end
        assert abs(edge.timestamp() - seconds) == min(edges)


def test_a_crowded_lane_of_clusters_alone_is_one_row_high_and_has_more_close_by() -> None:
    events = [(0, n / 50, None) for n in range(3000)]
    far = layout(events, 30.0, 1.0, False, None)
    assert {i.form for i in far.items(far.bands[0].index, *EVERYTHING)} == {"cluster"}
    assert far.bands[0].rows == 1
    assert layout(events, 0.02, 1.0, False, None).bands[0].rows == 4


@given(st.dictionaries(st.sampled_from(MarkKind), st.integers(0, 500)))
def test_phases_follow_each_other_and_lie_between_marks(minutes: dict[MarkKind, int]) -> None:
    marks = [
        Mark(id=kind.value, pm_id="p", kind=kind, at=T0 + timedelta(minutes=minute))
        for kind, minute in minutes.items()
    ]
    bands = phase_bands(marks)
    assert all(band.start < band.end for band in bands)
    times = {mark.at for mark in marks}
    assert all({band.start, band.end} <= times for band in bands)
    if sorted(minutes.values()) == [minutes[kind] for kind in MarkKind if kind in minutes]:
        assert all(a.end <= b.start for a, b in pairwise(bands))
