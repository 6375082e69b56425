"""The deadline clock counts working days from the incident's end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmdesk.domain.deadline import deadlines, working_days_between
from pmdesk.domain.policy import Check, Level, policy_for, use_policies, working_days_after
from pmdesk.domain.policy_text import policies_of, policies_text
from pmdesk.domain.terms import Severity
from pmdesk.edits.postmortems import set_head
from tests.fakes import sample

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 10, 14), "Meeting due Fri 16 Oct, in 2 working days"),
        (date(2026, 10, 15), "Meeting due Fri 16 Oct, in 1 working day"),
        (date(2026, 10, 16), "Meeting due Fri 16 Oct, today"),
        (date(2026, 10, 19), "Meeting was due Fri 16 Oct, 1 working day ago"),
    ],
)
def test_it_says_by_when_and_how_long_that_is(today: date, words: str):
    assert deadlines(sample(), today)[0].words == words


def test_a_day_set_in_the_postmortem_goes_before_the_policy():
    snapshot = sample()
    snapshot = snapshot.applied(set_head(snapshot, "x", meeting_due=FRIDAY).changes)
    assert deadlines(snapshot, FRIDAY)[0].day == FRIDAY


def test_a_severity_without_days_has_no_deadline():
    snapshot = sample()
    snapshot = snapshot.applied(set_head(snapshot, "x", severity=Severity.SEV4).changes)
    assert deadlines(snapshot, FRIDAY) == []


@pytest.mark.parametrize("start", [FRIDAY + timedelta(days=n) for n in range(7)])
@pytest.mark.parametrize("count", [1, 2, 5, 11])
def test_counting_forward_and_measuring_agree(start: date, count: int):
    assert working_days_between(start, working_days_after(start, count)) == count


def test_a_weekend_that_has_passed_is_over():
    assert working_days_between(FRIDAY + timedelta(days=2), FRIDAY + timedelta(days=1)) == -1


def test_policies_come_back_from_their_text_and_bad_texts_are_the_usual():
    chosen = policies_of('{"SEV-1": {"meeting_days": null, "levels": {"impact": "off"}}}')
    assert chosen[Severity.SEV1].meeting_days is None
    assert chosen[Severity.SEV1].level(Check.IMPACT) is Level.OFF
    assert policies_of(policies_text(chosen)) == chosen
    assert policies_text(policies_of("{}")) == ""
    for bad in ("[", "7", '{"SEV-1": 3}', '{"SEV-1": {"meeting_days": true, "roles": [1]}}'):
        assert policies_of(bad) == policies_of("")


def test_chosen_policies_are_in_force_until_the_usual_ones_are():
    usual = policy_for(Severity.SEV1)
    use_policies(policies_of('{"SEV-1": {"roles": ["Board", "board ", ""]}}'))
    try:
        assert policy_for(Severity.SEV1).roles == ("board",)
    finally:
        use_policies({})
    assert policy_for(Severity.SEV1) == usual
