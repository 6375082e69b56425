"""The state of each section and the next gap follow from what the postmortem holds."""

from __future__ import annotations

import pytest

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.change import born, edit
from pmdesk.domain.policy import Check, Level
from pmdesk.domain.progress import PARTS, Progress, State, in_urgency, progress_of
from pmdesk.domain.readiness import readiness
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import Snapshot, empty
from pmdesk.domain.terms import ApprovalDecision, Severity
from pmdesk.edits.postmortems import begin_postmortem, set_head
from pmdesk.edits.report import ask_question, change_part
from tests.fakes import SetClock, sample


def begun() -> Snapshot:
    made = begin_postmortem(1, "New", SetClock().now())
    return empty(made.changes[0].record.pm_id).applied(made.changes)


def with_head(snapshot: Snapshot, **values: object) -> Snapshot:
    return snapshot.applied(set_head(snapshot, "x", **values).changes)


def states(progress: Progress) -> dict[str, str]:
    return {name: standing.words for name, standing in progress.sections.items()}


def test_a_new_postmortem_has_nothing_in_any_section():
    assert set(states(progress_of(begun())).values()) == {"nothing yet"}


def test_the_sample_lacks_an_owner_a_date_and_approvals():
    told = states(progress_of(sample()))
    assert told == {
        "report": "done",
        "timeline": "done",
        "factors": "1 missing",
        "actions": "2 missing",
        "review": "part done",
    }


def test_the_report_is_part_done_by_what_is_written():
    snapshot = with_head(begun(), summary="It broke.")
    report = progress_of(snapshot).sections["report"]
    assert (report.state, report.share) == (State.PART, 0.25)


def test_the_next_gap_names_its_record_and_section():
    gap = progress_of(sample()).next_gap
    assert gap is not None
    assert gap.text == "an owner for AI-5"
    assert gap.section == "actions"
    assert isinstance(gap.record, ActionItem)
    assert gap.record.number == 5


def test_a_gap_without_a_record_names_its_part():
    gap = progress_of(begun()).next_gap
    assert gap is not None
    assert (gap.part, gap.section, gap.record) == ("summary", "report", None)


def test_the_meter_counts_the_checks_that_are_met():
    progress = progress_of(sample())
    points = readiness(sample())
    assert progress.of == len(points) == 8
    assert progress.met == sum(1 for p in points if not p.gaps) == 5


def test_what_should_be_there_is_not_counted_as_missing():
    small = with_head(sample(), severity=Severity.SEV4)
    assert progress_of(small).sections["factors"].state is State.PART


def test_what_must_be_there_comes_before_what_should():
    small = with_head(begun(), severity=Severity.SEV3)
    levels = [p.level for p in in_urgency(readiness(small)) if not p.met]
    assert levels == sorted(levels, key=lambda level: level is Level.SHOULD)
    assert levels[-1] is Level.SHOULD


def test_an_open_question_is_a_thing_missing_in_review():
    snapshot = sample()
    asked = snapshot.applied(ask_question(snapshot, "Who else saw it?").changes)
    assert progress_of(asked).sections["review"].words == "1 missing"


def test_review_is_done_when_everybody_asked_has_approved():
    snapshot = sample()
    for approval in list(snapshot.of(Approval)):
        change = change_part(
            snapshot, "x", Approval, approval, decision=ApprovalDecision.APPROVED
        )
        snapshot = snapshot.applied(change.changes)
    assert progress_of(snapshot).sections["review"].state is State.DONE


def test_an_approver_who_has_not_decided_leaves_review_empty():
    snapshot = begun()
    asked = edit("x", born(Approval(id="a", pm_id=snapshot.pm_id, role="Lead")))
    assert progress_of(snapshot.applied(asked.changes)).sections["review"].state is State.NOTHING


@pytest.mark.parametrize("check", list(Check))
def test_every_check_has_a_place_where_it_is_mended(check: Check):
    assert PARTS[check]
