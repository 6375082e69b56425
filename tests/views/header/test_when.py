"""When an incident was is derived from marks and events, in its own zone."""

from __future__ import annotations

from datetime import date, timedelta

from pmdesk.domain.change import Edit, gone
from pmdesk.domain.snapshot import Snapshot, empty
from pmdesk.domain.terms import MarkKind
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.postmortems import begin_postmortem, set_head
from pmdesk.edits.timeline_lanes import set_mark
from pmdesk.views.header.when import shortened, when_parts
from tests.fakes import SetClock, sample


def applied(snapshot: Snapshot, edit: Edit) -> Snapshot:
    return snapshot.applied(edit.changes)


def begun(**values: object) -> Snapshot:
    edit = begin_postmortem(1, "New", SetClock().now(), **values)
    return empty(edit.changes[0].record.pm_id).applied(edit.changes)


def unmarked() -> Snapshot:
    snapshot = sample()
    return snapshot.applied([gone(mark) for mark in snapshot.marks])


def test_marks_give_day_times_and_duration():
    assert when_parts(sample()) == ["14 Oct 2026", "18:06–19:02 UTC", "56 min"]


def test_times_are_shown_in_the_zone_of_the_incident():
    snapshot = applied(sample(), set_head(sample(), "x", zone="Asia/Tokyo"))
    assert when_parts(snapshot)[:2] == ["15 Oct 2026", "03:06–04:02 JST"]


def test_an_incident_over_midnight_names_both_days():
    snapshot = sample()
    end = next(m.at for m in snapshot.marks if m.kind is MarkKind.RESOLVED) + timedelta(hours=6)
    snapshot = applied(snapshot, set_mark(snapshot, MarkKind.RESOLVED, end))
    assert when_parts(snapshot)[1] == "18:06 – 15 Oct 01:02 UTC"


def test_without_marks_the_events_tell_the_times_but_no_duration():
    parts = when_parts(unmarked())
    assert len(parts) == 2
    assert parts[0] == "14 Oct 2026"
    assert sample().of(TimelineEvent)


def test_without_any_time_the_stated_day_is_shown_or_nothing():
    assert when_parts(begun()) == []
    assert when_parts(begun(day=date(2026, 4, 12))) == ["12 Apr 2026"]


def test_the_times_give_way_before_the_duration_and_the_day_last():
    assert shortened(["d", "t", "n"]) == [["d", "t", "n"], ["d", "n"], ["d"], []]
    assert shortened(["d"]) == [["d"], []]
    assert shortened([]) == [[], []]
