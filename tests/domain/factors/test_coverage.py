"""Coverage: factors against actions, with what is left over on either side."""

from __future__ import annotations

from datetime import UTC, datetime

from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.factors.coverage import Answer, coverage
from pmdesk.domain.policy import Check
from pmdesk.domain.readiness import readiness
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus
from pmdesk.edits.actions import add_action, link_action, set_status
from pmdesk.edits.factors import add_factor, decide_not_to_act, toggle_actionable
from tests.fakes import sample

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def with_action(snapshot: Snapshot, text: str) -> tuple[Snapshot, str]:
    made = add_action(snapshot, text, now=NOW)
    return snapshot.applied(made.changes), made.changes[0].record.id


def test_rows_stand_in_the_order_of_the_tree_and_actions_by_number() -> None:
    found = coverage(sample())
    assert [row.depth for row in found.rows[:4]] == [0, 1, 2, 3]
    assert [a.number for a in found.actions] == sorted(a.number for a in found.actions)
    assert {row.factor.id for row in found.rows} == set(sample().factors)


def test_a_factor_waits_until_it_has_an_action_or_a_reason() -> None:
    snapshot = sample()
    made = add_factor(snapshot, "Left over")
    factor_id = made.changes[0].record.id
    snapshot = snapshot.applied(made.changes)
    assert factor_id in {row.factor.id for row in coverage(snapshot).factors_left}
    decided = snapshot.applied(
        decide_not_to_act(snapshot, factor_id, "Too rare", "Platform lead").changes
    )
    row = next(r for r in coverage(decided).decided if r.factor.id == factor_id)
    assert (row.reason, row.decided_by) == ("Too rare", "Platform lead")
    answered, action_id = with_action(snapshot, "Add a guard")
    answered = answered.applied(link_action(answered, action_id, factor_id).changes)
    row = next(r for r in coverage(answered).rows if r.factor.id == factor_id)
    assert (row.answer, row.action_ids) == (Answer.ACTION, {action_id})


def test_an_action_that_answers_nothing_is_left_over_until_it_is_dropped() -> None:
    snapshot, action_id = with_action(sample(), "Buy a bigger disk")
    assert [a.id for a in coverage(snapshot).actions_left] == [action_id]
    dropped = set_status(
        snapshot, [action_id], ActionStatus.WONT_DO, now=NOW, reason="No need"
    )
    assert coverage(snapshot.applied(dropped.changes)).actions_left == ()


def test_a_factor_whose_only_action_is_dropped_is_left_over() -> None:
    snapshot = sample()
    row = next(r for r in coverage(snapshot).rows if r.answer is Answer.ACTION)
    ids = sorted(row.action_ids)
    dropped = set_status(snapshot, ids, ActionStatus.WONT_DO, now=NOW, reason="No need")
    after = coverage(snapshot.applied(dropped.changes))
    again = next(r for r in after.rows if r.factor.id == row.factor.id)
    assert again.answer is Answer.DROPPED
    assert again in after.factors_left


def test_a_reason_that_was_given_up_for_an_action_is_no_longer_told() -> None:
    snapshot = sample()
    factor_id = coverage(snapshot).decided[0].factor.id
    snapshot = snapshot.applied(toggle_actionable(snapshot, factor_id).changes)
    row = next(r for r in coverage(snapshot).rows if r.factor.id == factor_id)
    assert (row.answer, row.reason, row.decided_by) == (Answer.WAITING, "", "")


def dropped_in(snapshot: Snapshot, factor_id: str, reason: str = "No need") -> Snapshot:
    ids = [a.id for a in snapshot.actions_of(factor_id)]
    made = set_status(snapshot, ids, ActionStatus.WONT_DO, now=NOW, reason=reason)
    return snapshot.applied(made.changes)


def test_what_coverage_has_left_over_is_what_the_tree_has_open_for_every_state_of_actions() -> None:
    rows = [row for row in coverage(sample()).rows if row.action_ids]
    assert any(row.depth for row in rows)
    for row in rows:
        for with_reason in (False, True):
            snapshot = dropped_in(sample(), row.factor.id)
            if with_reason:
                decided = decide_not_to_act(snapshot, row.factor.id, "Too rare")
                snapshot = snapshot.applied(decided.changes)
            left = [r.factor.id for r in coverage(snapshot).factors_left]
            assert left == [f.id for f in FactorTree(snapshot).open_factors()]
            assert (row.factor.id in left) is not with_reason


def test_readiness_lists_a_factor_whose_action_is_dropped_with_the_reason() -> None:
    before = sample()
    row = next(r for r in coverage(before).rows if r.answer is Answer.ACTION and r.depth)
    (key,) = [a.key for a in before.actions_of(row.factor.id)]
    snapshot = dropped_in(before, row.factor.id, "The service is retired")
    point = next(p for p in readiness(snapshot) if p.check is Check.ANSWERED)
    (gap,) = [g for g in point.gaps if g.record is not None and g.record.id == row.factor.id]
    assert gap.text.startswith("another action or a reason for “")
    assert gap.text.endswith(f"({key} won't be done: The service is retired)")


def test_one_action_that_goes_on_answers_though_another_is_dropped() -> None:
    snapshot = sample()
    row = next(r for r in coverage(snapshot).rows if r.answer is Answer.ACTION)
    snapshot = dropped_in(snapshot, row.factor.id)
    snapshot, action_id = with_action(snapshot, "Add a guard")
    snapshot = snapshot.applied(link_action(snapshot, action_id, row.factor.id).changes)
    assert not FactorTree(snapshot).is_open(row.factor)
    assert row.factor.id not in {r.factor.id for r in coverage(snapshot).factors_left}
