"""What the verbs on actions change, and that nothing is left pointing at what is gone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pmdesk.domain.analysis import ActionFactor, ActionItem, DueMove
from pmdesk.domain.change import Edit, born
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import ParkedIdea
from pmdesk.domain.postmortem import Person
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import ActionStatus, IdeaState
from pmdesk.edits import actions as verbs
from tests.fakes import sample

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = date(2026, 12, 18)


@pytest.fixture
def snapshot() -> Snapshot:
    return sample()


def by_number(snapshot: Snapshot, number: int) -> ActionItem:
    return next(a for a in snapshot.actions if a.number == number)


def after(snapshot: Snapshot, edit: Edit) -> Snapshot:
    """The edit applied, having shown that its inverse takes it back."""
    result = snapshot.applied(edit.changes)
    assert result.applied(edit.inverse().changes) == snapshot
    return result


def test_a_new_action_takes_the_next_number_and_its_factors(snapshot: Snapshot) -> None:
    factor = next(iter(snapshot.factors))
    edit = verbs.add_action(snapshot, "Test it", now=NOW, factor_ids=[factor, factor], due=DAY)
    made = edit.changes[0].record
    assert isinstance(made, ActionItem)
    assert (made.number, made.text, made.due, made.created_at) == (7, "Test it", DAY, NOW)
    result = after(snapshot, edit)
    assert [f.id for f in result.factors_of(made.id)] == [factor]


def test_a_number_in_the_middle_is_not_given_again(snapshot: Snapshot) -> None:
    less = after(snapshot, verbs.delete_actions(snapshot, [by_number(snapshot, 3).id]))
    made = verbs.add_action(less, now=NOW).changes[0].record
    assert isinstance(made, ActionItem)
    assert made.number == 7


def test_a_new_action_can_bring_its_owner_along(snapshot: Snapshot) -> None:
    edit = verbs.add_action(snapshot, "x", now=NOW, owner_role="Queue  team")
    result = after(snapshot, edit)
    made = by_number(result, 7)
    assert result.people[made.owner_id or ""].role == "Queue team"


def test_done_notes_when_and_opening_again_forgets_it(snapshot: Snapshot) -> None:
    one = by_number(snapshot, 1)
    done = after(snapshot, verbs.set_status(snapshot, [one.id], ActionStatus.DONE, now=NOW))
    assert by_number(done, 1).closed_at == NOW
    seen = after(done, verbs.verify(done, one.id, "Facilitator", now=NOW))
    assert by_number(seen, 1).verified_by == "Facilitator"
    opened = after(seen, verbs.set_status(seen, [one.id], ActionStatus.OPEN, now=NOW))
    assert by_number(opened, 1) == altered(one, status=ActionStatus.OPEN)


def test_wont_do_needs_a_reason_and_nothing_is_changed_without(snapshot: Snapshot) -> None:
    ids = [a.id for a in snapshot.actions]
    with pytest.raises(RuleBroken, match="Say why AI-1 won't be done"):
        verbs.set_status(snapshot, ids, ActionStatus.WONT_DO, now=NOW)
    edit = verbs.set_status(snapshot, ids, ActionStatus.WONT_DO, now=NOW, reason=" Replaced ")
    assert {a.reason for a in after(snapshot, edit).actions} == {"Replaced"}


def test_only_done_actions_can_be_verified(snapshot: Snapshot) -> None:
    with pytest.raises(RuleBroken, match="AI-1 can be verified when it is done"):
        verbs.verify(snapshot, by_number(snapshot, 1).id, "Facilitator", now=NOW)


def test_a_date_that_moves_leaves_its_history_and_a_first_date_does_not(
    snapshot: Snapshot,
) -> None:
    dated, undated = by_number(snapshot, 1), by_number(snapshot, 6)
    edit = verbs.set_due(snapshot, [dated.id, undated.id], DAY, now=NOW, reason="Freeze")
    result = after(snapshot, edit)
    moves = [m for m in result.of(DueMove).values() if m.id not in snapshot.of(DueMove)]
    assert [(m.action_id, m.before, m.after, m.at, m.reason) for m in moves] == [
        (dated.id, dated.due, DAY, NOW, "Freeze")
    ]
    assert not verbs.set_due(result, [dated.id, undated.id], DAY, now=NOW)


def test_a_role_that_is_known_is_not_made_twice(snapshot: Snapshot) -> None:
    ids = [by_number(snapshot, 5).id, by_number(snapshot, 6).id]
    known = after(snapshot, verbs.assign_role(snapshot, ids, "platform  LEAD"))
    assert len(known.people) == len(snapshot.people)
    new = after(snapshot, verbs.assign_role(snapshot, ids, "Queue team"))
    made = next(p for p in new.people.values() if p.id not in snapshot.people)
    assert (made.role, made.participant) == ("Queue team", False)
    assert {by_number(new, 5).owner_id, by_number(new, 6).owner_id} == {made.id}


def test_a_role_of_no_letters_is_refused(snapshot: Snapshot) -> None:
    with pytest.raises(RuleBroken, match="Name a role"):
        verbs.assign_role(snapshot, [by_number(snapshot, 5).id], "  ")


@pytest.mark.parametrize("role", ["TBD", "tbd.", "Everyone", " n/a "])
def test_a_word_for_nobody_is_no_owner(snapshot: Snapshot, role: str) -> None:
    with pytest.raises(RuleBroken, match="is no owner"):
        verbs.assign_role(snapshot, [by_number(snapshot, 5).id], role)


def test_a_link_is_made_once_and_taken_back(snapshot: Snapshot) -> None:
    one, factor = by_number(snapshot, 1), by_number(snapshot, 2)
    wanted = snapshot.factors_of(factor.id)[0].id
    linked = after(snapshot, verbs.link_action(snapshot, one.id, wanted))
    assert wanted in {f.id for f in linked.factors_of(one.id)}
    assert not verbs.link_action(linked, one.id, wanted)
    assert after(linked, verbs.unlink_action(linked, one.id, wanted)) == snapshot


def test_a_deleted_action_takes_its_links_and_history_and_parks_its_idea(
    snapshot: Snapshot,
) -> None:
    moved = by_number(snapshot, 3)
    idea = ParkedIdea(
        id=fresh_id(), pm_id=snapshot.pm_id, text="x", state=IdeaState.PROMOTED, action_id=moved.id
    )
    snapshot = snapshot.applied([born(idea)])
    result = after(snapshot, verbs.delete_actions(snapshot, [moved.id]))
    assert moved.id not in {row.action_id for row in result.of(ActionFactor).values()}
    assert moved.id not in {row.action_id for row in result.of(DueMove).values()}
    held = result.need(ParkedIdea, idea.id)
    assert (held.state, held.action_id) == (IdeaState.PARKED, None)


def test_a_copy_is_open_and_leaves_the_tracker_and_the_history_behind(snapshot: Snapshot) -> None:
    ids = [by_number(snapshot, 2).id, by_number(snapshot, 3).id]
    result = after(snapshot, verbs.duplicate_actions(snapshot, ids, now=NOW))
    copies = [a for a in result.actions if a.number > 6]
    assert [(c.number, c.status, c.tracker, c.closed_at) for c in copies] == [
        (7, ActionStatus.OPEN, "", None),
        (8, ActionStatus.OPEN, "", None),
    ]
    assert result.factors_of(copies[0].id) == snapshot.factors_of(ids[0])
    assert len(result.of(DueMove)) == len(snapshot.of(DueMove))


@pytest.mark.parametrize(
    ("values", "field", "value"),
    [
        ({"due": DAY}, "due", DAY),
        ({"status": ActionStatus.WONT_DO, "reason": "Replaced"}, "status", ActionStatus.WONT_DO),
        ({"status": "done"}, "status", ActionStatus.DONE),
        ({}, "due", date(2026, 12, 4)),
    ],
)
def test_a_follow_up_counts_as_a_look_at_the_action(
    snapshot: Snapshot, values: dict[str, object], field: str, value: object
) -> None:
    one = by_number(snapshot, 1)
    result = after(snapshot, verbs.follow_up(snapshot, one.id, values, now=NOW))
    held = by_number(result, 1)
    assert (getattr(held, field), held.reviewed_at) == (value, NOW)


def test_every_verb_names_its_step(snapshot: Snapshot) -> None:
    ids = [a.id for a in snapshot.actions]
    person = next(iter(snapshot.of(Person)))
    assert verbs.delete_actions(snapshot, ids[:1]).label == "Delete action"
    assert verbs.delete_actions(snapshot, ids).label == "Delete 6 actions"
    assert verbs.duplicate_actions(snapshot, ids[:2], now=NOW).label == "Duplicate 2 actions"
    assert verbs.assign(snapshot, ids, person).label == "Set owner"
    assert verbs.assign(snapshot, ids, None).label == "Clear owner"
    assert verbs.set_due(snapshot, ids, None, now=NOW).label == "Clear date"
    done = verbs.set_status(snapshot, ids[:1], ActionStatus.DONE, now=NOW)
    assert done.label == "Set action to done"
