"""Factors across the library: found by their words, followed to where they came up before."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from threading import Thread

from pmdesk.domain.analysis import Factor
from pmdesk.domain.factors.past import PastFactor
from pmdesk.domain.terms import ActionStatus
from pmdesk.edits.actions import add_action, set_status
from pmdesk.edits.factor_learning import reuse_factor
from pmdesk.edits.factors import add_factor
from tests.store.made import NOW, begun, push, with_sample


def with_factor(library, title, text, **values):
    snapshot = begun(library, title, **values)
    made = add_factor(snapshot, text, category="monitoring")
    return push(library, snapshot, made), made.changes[0].record.id


def reused(library, title, past: PastFactor):
    snapshot = begun(library, title)
    made = reuse_factor(snapshot, past)
    snapshot = push(library, snapshot, made)
    return snapshot, snapshot.need(Factor, made.changes[0].record.id)


def test_factors_are_found_by_all_words_in_any_capitals(library):
    with_factor(library, "Old", "ÄLTERE Alarme melden zu spät")
    with_factor(library, "Other", "Alarme fehlen")
    found = library.past_factors("ältere alarm", own="")
    assert [(f.text, f.pm_title) for f in found] == [("ÄLTERE Alarme melden zu spät", "Old")]
    assert library.past_factors("ältere nothing", own="") == []


def test_without_words_the_newest_come_first_and_ones_own_never(library, clock):
    own, _ = with_factor(library, "Own", "Mine")
    for n in range(3):
        clock.advance(timedelta(minutes=1))
        with_factor(library, f"T{n}", f"Factor {n}")
    assert [f.text for f in library.past_factors("", own.pm_id)] == [
        "Factor 2", "Factor 1", "Factor 0",
    ]  # fmt: skip
    assert len(library.past_factors("", own.pm_id, limit=2)) == 2


def test_signs_of_sql_are_words_like_others(library):
    with_factor(library, "Odd", "50% of \"nodes\" _restarted_ '; DROP TABLE factor")
    assert len(library.past_factors("50% '; drop", own="")) == 1
    assert library.past_factors("5_% restart", own="") == []


def test_an_earlier_factor_tells_what_became_of_its_actions(library):
    snapshot, factor_id = with_factor(library, "Old", "No alert on lag", day=date(2025, 3, 1))
    made = add_action(snapshot, "Alert on lag", now=NOW, factor_ids=[factor_id])
    snapshot = push(library, snapshot, made)
    push(
        library, snapshot,
        set_status(snapshot, [made.changes[0].record.id], ActionStatus.DONE, now=NOW),
    )  # fmt: skip
    (past,) = library.past_factors("lag", own="")
    assert (past.pm_key, past.day, past.category) == ("PM-1", date(2025, 3, 1), "monitoring")
    assert [(a.key, a.text, a.status) for a in past.actions] == [
        ("AI-1", "Alert on lag", ActionStatus.DONE)
    ]


def test_a_reused_factor_is_followed_in_both_directions_whatever_its_words_are(library):
    with_factor(library, "First", "No alert on lag")
    (first,) = library.past_factors("lag", own="")
    second_pm, second = reused(library, "Second", first)
    (again,) = [f for f in library.past_factors("lag", own="") if f.pm_id == second_pm.pm_id]
    _, third = reused(library, "Third", again)
    renamed = Factor(**{**_values(third), "text": "Other words now"})
    assert {f.pm_title for f in library.seen_before(renamed)} == {"First", "Second"}
    assert {f.pm_title for f in library.seen_before(second)} == {"First", "Third"}


def _values(factor):
    return {field.name: getattr(factor, field.name) for field in fields(factor)}


def test_the_same_words_elsewhere_are_seen_without_a_link(library):
    snapshot, factor_id = with_factor(library, "First", "No  alert on LAG")
    other, other_id = with_factor(library, "Second", "no alert on lag")
    with_factor(library, "Third", "No alert on lag in Europe")
    seen = library.seen_before(other.need(Factor, other_id))
    assert [(f.id, f.pm_id) for f in seen] == [(factor_id, snapshot.pm_id)]


def test_a_factor_that_came_up_nowhere_else_was_not_seen_before(library):
    snapshot = with_sample(library)
    assert all(library.seen_before(f) == [] for f in list(snapshot.factors.values())[:4])


def test_the_library_is_asked_from_another_thread(library):
    with_factor(library, "First", "No alert on lag")
    found = []
    thread = Thread(target=lambda: found.extend(library.past_factors("alert", own="")))
    thread.start()
    thread.join(10)
    assert [f.text for f in found] == ["No alert on lag"]
