"""What the library tells of its actions: figures, slips, what the desk filters by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.change import Change, Edit, born
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.postmortem import Person
from pmdesk.domain.role_names import Roles
from pmdesk.domain.terms import ActionStatus, Priority, Severity
from pmdesk.edits.actions import follow_up, set_due
from tests.store.made import NOW, begun, push

TODAY = NOW.date()


def with_action(library, **values):
    snapshot = begun(library, "Outage", severity=Severity.SEV1, tags=("auth", "dns"))
    action = ActionItem(id=fresh_id(), pm_id=snapshot.pm_id, number=1, **values)
    return push(library, snapshot, Edit("Add", (born(action),))), action


def test_an_open_action_carries_what_the_desk_filters_and_hands_out(library):
    with_action(library, priority=Priority.HIGH, done_test="Seen", tracker="OPS-1")
    (found,) = library.open_actions(TODAY)
    assert (found.severity, found.tags) == (Severity.SEV1, ("auth", "dns"))
    assert (found.priority, found.done_test, found.tracker) == (Priority.HIGH, "Seen", "OPS-1")
    assert (found.slips, found.reviewed) == (0, None)


def test_a_date_put_off_or_taken_away_is_a_slip_and_one_brought_forward_is_none(library):
    snapshot, action = with_action(library, due=TODAY)
    for due in (TODAY + timedelta(days=9), TODAY + timedelta(days=2), None, TODAY):
        snapshot = push(library, snapshot, set_due(snapshot, [action.id], due, now=NOW))
    (found,) = library.open_actions(TODAY)
    assert found.slips == 2
    assert library.action_figures().slips == ((2, 1),)


def test_a_review_is_remembered_by_its_day(library):
    snapshot, action = with_action(library)
    push(library, snapshot, follow_up(snapshot, action.id, {}, now=NOW))
    assert library.open_actions(TODAY)[0].reviewed == TODAY


def test_figures_count_every_state_and_the_days_of_births_and_ends(library):
    born_on = NOW - timedelta(days=40)
    snapshot, action = with_action(library, created_at=born_on, due=TODAY)
    held = library.action_figures()
    assert (held.open, held.done_count, held.wont_do) == (1, 0, 0)
    assert held.born == (born_on.date(),)
    done = replace(action, status=ActionStatus.DONE, closed_at=NOW)
    push(library, snapshot, Edit("Edit", (Change(action, done),)))
    held = library.action_figures()
    assert (held.open, held.done_count, held.born) == (0, 1, ())
    assert (held.done, held.closed) == (((TODAY, TODAY),), (TODAY,))


def test_an_owner_is_shown_as_role_or_team_and_never_by_name(library):
    snapshot = begun(library, "Outage")
    people = [
        Person(id=fresh_id(), pm_id=snapshot.pm_id, position=place, name=name, role=role, team=team)
        for place, (name, role, team) in enumerate(
            [("Ada", "", ""), ("Ben", "On-call", "Core"), ("Cem", " ", "Core"), ("Dee", "", "")]
        )
    ]
    actions = [
        ActionItem(id=fresh_id(), pm_id=snapshot.pm_id, number=n, text="x", owner_id=person.id)
        for n, person in enumerate(people, 1)
    ]
    nobody = ActionItem(id=fresh_id(), pm_id=snapshot.pm_id, number=9, text="x")
    births = tuple(born(record) for record in (*people, *actions, nobody))
    snapshot = push(library, snapshot, Edit("Add", births))
    shown = {a.key: a.owner for a in library.open_actions(TODAY)}
    assert shown == {
        "AI-1": "Participant A", "AI-2": "On-call", "AI-3": "Core", "AI-4": "Participant B",
        "AI-9": "",
    }  # fmt: skip
    roles = Roles(snapshot)
    assert [roles.of(person.id) for person in people] == [*shown.values()][:4]
