"""Durations and phases come from the marks alone."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from pmdesk.domain.change import Change, gone
from pmdesk.domain.marks import durations, misplaced, order_faults, phase_bands, span_text
from pmdesk.domain.record import altered
from pmdesk.domain.terms import MarkKind
from tests.fakes import sample


def mark_of(snapshot, kind):
    return next(m for m in snapshot.marks if m.kind is kind)


def test_durations_run_from_the_start_of_impact():
    found = durations(sample())
    assert found.detect == timedelta(minutes=3)
    assert found.mitigate == timedelta(minutes=40)
    assert found.impact == timedelta(minutes=56)


def test_without_a_start_nothing_is_derived():
    snapshot = sample()
    start = mark_of(snapshot, MarkKind.IMPACT_START)
    found = durations(snapshot.applied([gone(start)]))
    assert (found.detect, found.mitigate, found.resolve) == (None, None, None)


def test_phases_join_without_gap():
    bands = phase_bands(sample().marks)
    assert [b.name for b in bands] == ["Undetected", "Diagnosing", "Mitigating", "Verifying"]
    assert [b.minutes for b in bands] == [3, 22, 15, 16]
    assert all(a.end == b.start for a, b in pairwise(bands))


def test_a_wrong_order_is_told_and_not_mended():
    snapshot = sample()
    mark = mark_of(snapshot, MarkKind.DETECTED)
    early = altered(mark, at=mark.at - timedelta(hours=1))
    after = snapshot.applied([Change(mark, early)])
    assert order_faults(after.marks) == ["Detected stands before Impact."]
    assert mark_of(after, MarkKind.DETECTED).at == early.at
    assert durations(after).detect is None


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(seconds=40), "40 s"),
        (timedelta(minutes=2, seconds=6), "2 min 06 s"),
        (timedelta(minutes=3), "3 min"),
        (timedelta(minutes=48), "48 min"),
        (timedelta(minutes=59, seconds=40), "1 h"),
        (timedelta(hours=3, minutes=5), "3 h 05 min"),
        (timedelta(days=2, hours=4), "2 d 4 h"),
    ],
)
def test_spans_read_as_people_say_them(span, text):
    assert span_text(span) == text


def test_each_mark_in_the_wrong_place_has_its_sentence():
    snapshot = sample()
    moves = []
    for kind, hours in ((MarkKind.MITIGATED, 1), (MarkKind.RESOLVED, 2)):
        mark = mark_of(snapshot, kind)
        moves.append(Change(mark, altered(mark, at=mark.at - timedelta(hours=hours))))
    found = misplaced(snapshot.applied(moves).marks)
    assert found == {
        MarkKind.MITIGATED: "Mitigated stands before Cause identified.",
        MarkKind.RESOLVED: "Resolved stands before Cause identified.",
    }


def test_what_could_be_told_then_ends_with_the_phase_that_was_under_way():
    marks = sample().marks
    start = next(m.at for m in marks if m.kind is MarkKind.IMPACT_START)
    bands = phase_bands(marks, until=start + timedelta(minutes=10))
    assert [(b.name, b.minutes) for b in bands] == [("Undetected", 3), ("Diagnosing", 7)]
    assert phase_bands(marks, until=start - timedelta(minutes=1)) == []
