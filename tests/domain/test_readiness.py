"""Readiness names what is missing and where."""

from __future__ import annotations

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.policy import Check, Level
from pmdesk.domain.readiness import is_ready, readiness
from pmdesk.domain.snapshot import empty
from pmdesk.domain.terms import ActionStatus, Severity
from pmdesk.edits.postmortems import begin_postmortem, set_head
from pmdesk.edits.report import change_part
from tests.fakes import SetClock, sample


def gaps_of(snapshot, check):
    return [g.text for p in readiness(snapshot) if p.check is check for g in p.gaps]


def test_the_sample_lacks_an_owner_and_a_date():
    assert gaps_of(sample(), Check.ACTIONS) == ["an owner for AI-5", "a date for AI-6"]


def test_wont_do_needs_a_reason_instead_of_owner_and_date():
    snapshot = sample()
    action = next(a for a in snapshot.actions if a.number == 5)
    closed = snapshot.applied(
        change_part(snapshot, "x", ActionItem, action.id, status=ActionStatus.WONT_DO).changes
    )
    assert "a reason for AI-5" in gaps_of(closed, Check.ACTIONS)


def test_a_new_postmortem_is_not_ready():
    edit = begin_postmortem(1, "New", SetClock().now())
    snapshot = empty(edit.changes[0].record.pm_id).applied(edit.changes)
    points = readiness(snapshot)
    assert not is_ready(points)
    unmet = {p.check for p in points if not p.met}
    assert unmet == {Check.SUMMARY, Check.IMPACT, Check.MARKS, Check.FACTORS, Check.APPROVALS}


def test_a_small_incident_is_asked_for_less():
    snapshot = sample()
    small = snapshot.applied(set_head(snapshot, "x", severity=Severity.SEV4).changes)
    levels = {p.check: p.level for p in readiness(small)}
    assert Check.APPROVALS not in levels
    assert levels[Check.IMPACT] is Level.SHOULD
