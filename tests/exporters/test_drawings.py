"""The figures as geometry: nothing overlaps, nothing leaves the page, lengths are true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.domain.analysis import Factor
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import MarkKind, StopReason
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import styles
from pmdesk.exporters.pdf.drawings.factor_plan import COLUMNS, plan_trees
from pmdesk.exporters.pdf.drawings.timeline_plan import GLYPH, Plan, plan_timeline
from tests.fakes import sample

WIDTH = styles.PAGES["A4"].measure
ROOM = 580.0
START = datetime(2026, 10, 14, 18, 0, tzinfo=UTC)


def _events(rows: list[tuple[int, int, int, str]]) -> Snapshot:
    """Events of (lane, minute, minutes long, title), with impact and resolution an hour apart."""
    head = Postmortem(id="p", pm_id="p", number=1, title="T")
    lanes = {f"l{n}": Lane(id=f"l{n}", pm_id="p", name=f"Lane {n}") for n in range(4)}
    events = {}
    for n, (lane, minute, length, title) in enumerate(rows):
        at = START + timedelta(minutes=minute)
        end = at + timedelta(minutes=length) if length else None
        events[f"e{n}"] = TimelineEvent(
            id=f"e{n}", pm_id="p", lane_id=f"l{lane}", title=title, at=at, end=end, star=n % 3 == 0
        )
    marks = {
        kind: Mark(id=kind, pm_id="p", kind=kind, at=START + timedelta(minutes=minute))
        for kind, minute in ((MarkKind.IMPACT_START, 0), (MarkKind.RESOLVED, 60))
    }
    tables = {Postmortem: {"p": head}, Lane: lanes, TimelineEvent: events, Mark: marks}
    return Snapshot("p", tables)


def _boxes(plan: Plan) -> list[tuple[int, int, float, float]]:
    """Lane, row, left and right of every labelled event: sign, bar and words together."""
    found = []
    for number, lane in enumerate(plan.lanes):
        for item in lane.items:
            if item.label is None:
                continue
            long = item.label.width * styles.FIGURE.size / 1000
            left = min(item.x - GLYPH / 2, item.label_x)
            right = max(item.end + GLYPH / 2, item.label_x + long)
            found.append((number, item.row, left, right))
    return found


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(-20, 80), st.integers(0, 40), st.text("abc DEF", max_size=60)
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(EVENTS)
def test_words_never_stand_on_other_words(rows: list[tuple[int, int, int, str]]) -> None:
    plan = plan_timeline(Facts(_events(rows)), WIDTH)
    assert plan is not None
    boxes = sorted(_boxes(plan))
    for one, other in pairwise(boxes):
        assert one[:2] != other[:2] or one[3] <= other[2] + 1.0
    assert all(left >= -1 and right <= WIDTH + 1 for _, _, left, right in boxes)


@settings(max_examples=40, deadline=None)
@given(EVENTS)
def test_lanes_stay_low_and_every_event_is_shown_or_counted(
    rows: list[tuple[int, int, int, str]],
) -> None:
    plan = plan_timeline(Facts(_events(rows)), WIDTH)
    assert plan is not None
    assert all(lane.rows <= 4 for lane in plan.lanes)
    labelled = sum(item.label is not None for lane in plan.lanes for item in lane.items)
    assert labelled + plan.unlabelled + plan.outside + plan.left_out == len(rows)


def test_a_span_is_as_long_as_its_time() -> None:
    plan = plan_timeline(Facts(_events([(0, 0, 30, "Half"), (0, 0, 0, "Point")])), WIDTH)
    assert plan is not None
    bar = next(item for item in plan.lanes[0].items if item.event.title == "Half")
    whole = plan.right - plan.left
    assert bar.end - bar.x == pytest.approx(whole / 2)


def test_what_lies_far_from_the_incident_does_not_press_it_together() -> None:
    rows = [(0, 10, 0, "Near"), (0, 60 * 24 * 30, 0, "A month later")]
    plan = plan_timeline(Facts(_events(rows)), WIDTH)
    assert plan is not None
    assert plan.outside == 1
    assert plan.end <= START + timedelta(hours=2)


def test_the_sample_has_words_for_every_event_with_a_time() -> None:
    plan = plan_timeline(Facts(sample()), WIDTH)
    assert plan is not None
    assert plan.unlabelled == 0
    assert [band.name for band in plan.bands] == [
        "Undetected", "Diagnosing", "Mitigating", "Verifying",
    ]  # fmt: skip
    assert [text for _, text in plan.ticks][:2] == ["18:10", "18:20"]


def test_a_postmortem_without_times_has_no_figure() -> None:
    head = Postmortem(id="p", pm_id="p", number=1)
    assert plan_timeline(Facts(Snapshot("p", {Postmortem: {"p": head}})), WIDTH) is None


@st.composite
def _trees(draw: st.DrawFn) -> Snapshot:
    head = Postmortem(id="p", pm_id="p", number=1, title="T")
    factors = {}
    for n in range(draw(st.integers(1, 40))):
        parent = draw(st.integers(-1, n - 1))
        factors[f"f{n}"] = Factor(
            id=f"f{n}",
            pm_id="p",
            parent_id=f"f{parent}" if parent >= 0 else None,
            text=draw(st.text("some words of it ", max_size=120)),
            stop=draw(st.sampled_from([None, *StopReason])),
            position=float(n),
        )
    return Snapshot("p", {Postmortem: {"p": head}, Factor: factors})


@settings(max_examples=60, deadline=None)
@given(_trees())
def test_boxes_of_the_tree_never_overlap_and_stay_on_the_page(snapshot: Snapshot) -> None:
    plans = plan_trees(Facts(snapshot), WIDTH, ROOM)
    for plan in plans:
        columns: dict[int, list[tuple[float, float]]] = {}
        for root in plan.roots:
            for box in root.all():
                columns.setdefault(box.column, []).append((box.top, box.top + box.height))
                assert plan.x[box.column] + box.width <= WIDTH + 0.1
        for spans in columns.values():
            for one, other in pairwise(sorted(spans)):
                assert one[1] <= other[0] + 0.1
        bottom = max(span[1] for spans in columns.values() for span in spans)
        assert bottom <= plan.height + 0.1
        assert plan.height <= ROOM


@settings(max_examples=40, deadline=None)
@given(_trees())
def test_every_factor_of_the_first_columns_is_drawn(snapshot: Snapshot) -> None:
    facts = Facts(snapshot)
    drawn = {
        box.factor.id
        for plan in plan_trees(facts, WIDTH, ROOM)
        for root in plan.roots
        for box in root.all()
    }
    assert drawn == {factor.id for depth, factor in facts.factors() if depth < COLUMNS}
