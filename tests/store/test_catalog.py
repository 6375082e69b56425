"""What the library lists: pages by key, filters, tags, open actions, figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.change import Change, Edit, born
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.library import Filter
from pmdesk.domain.postmortem import Person
from pmdesk.domain.signoff import PhaseMove
from pmdesk.domain.terms import ActionStatus, MarkKind, Phase, PostmortemKind, Severity
from pmdesk.domain.timeline import Mark
from pmdesk.edits.postmortems import move_phase, set_head
from tests.store.made import NOW, begun, push, with_sample

TODAY = NOW.date()


def action(snapshot, number, **values) -> ActionItem:
    return ActionItem(id=fresh_id(), pm_id=snapshot.pm_id, number=number, **values)


def add(library, snapshot, *records):
    return push(library, snapshot, Edit("Add", tuple(born(r) for r in records)))


EVERYTHING = Filter()


def titles(library, shown=EVERYTHING):
    return [entry.title for entry in library.page(None, 99, shown)]


def test_pages_follow_each_other_without_gap_or_repetition(library, clock):
    for n in range(25):
        begun(library, f"T{n}")
        if n % 3:
            clock.advance(timedelta(minutes=1))
    found, after = [], None
    while page := library.page(after, 4, Filter()):
        found += page
        after = page[-1]
    assert len({entry.id for entry in found}) == len(found) == 25
    keys = [(entry.updated_at, entry.id) for entry in found]
    assert keys == sorted(keys, reverse=True)


def test_an_entry_tells_what_its_postmortem_says(library):
    snapshot = begun(
        library, "Outage", severity=Severity.SEV1, kind=PostmortemKind.NEAR_MISS, tags=("b", "a"),
        summary="Short.",
    )  # fmt: skip
    late, fine = TODAY - timedelta(days=1), TODAY
    add(
        library, snapshot, action(snapshot, 1, due=late), action(snapshot, 2, due=fine),
        action(snapshot, 3, status=ActionStatus.IN_PROGRESS),
        action(snapshot, 4, due=late, status=ActionStatus.DONE),
    )  # fmt: skip
    entry = library.entry(snapshot.pm_id)
    assert entry == library.page(None, 1, Filter())[0]
    assert (entry.key, entry.title, entry.updated_at) == ("PM-1", "Outage", NOW)
    assert (entry.severity, entry.kind) == (Severity.SEV1, PostmortemKind.NEAR_MISS)
    assert (entry.tags, entry.summary) == (("b", "a"), "Short.")
    assert (entry.open_actions, entry.overdue) == (3, 1)
    assert library.entry("nobody") is None


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", date(2026, 11, 23)),
        ("Asia/Tokyo", date(2026, 11, 24)),
        ("+09:00", date(2026, 11, 23)),
    ],
)
def test_the_day_is_that_of_the_impact_in_the_zone_of_the_incident(library, zone, expected):
    snapshot = begun(library, zone=zone, day=date(2020, 1, 1))
    assert library.entry(snapshot.pm_id).day == date(2020, 1, 1)
    at = NOW.replace(day=23, hour=20)
    mark = Mark(id="m", pm_id=snapshot.pm_id, kind=MarkKind.IMPACT_START, at=at)
    add(library, snapshot, mark)
    assert library.entry(snapshot.pm_id).day == expected


def test_filters_leave_out_what_does_not_fit(library):
    one = begun(library, "One", severity=Severity.SEV1, tags=("auth", "dns"))
    two = begun(library, "Two", severity=Severity.SEV2, tags=("authority",))
    two = push(library, two, move_phase(two, Phase.REVIEW, NOW))
    add(library, one, action(one, 1))
    add(library, two, action(two, 1, status=ActionStatus.WONT_DO))
    assert set(titles(library)) == {"One", "Two"}
    assert titles(library, Filter(severity=Severity.SEV1)) == ["One"]
    assert titles(library, Filter(phase=Phase.REVIEW)) == ["Two"]
    assert titles(library, Filter(tag="auth")) == ["One"]
    assert titles(library, Filter(open_actions=True)) == ["One"]
    assert titles(library, Filter(tag="auth", phase=Phase.REVIEW)) == []


@pytest.mark.parametrize("tag", ['say "x"', ", ", '", "', "日本", "%", "back\\slash", "'"])
def test_awkward_tags_are_found_exactly(library, tag):
    begun(library, "It", tags=(tag, "y"))
    begun(library, "Other", tags=("a", "b"))
    assert titles(library, Filter(tag=tag)) == ["It"]
    assert tag in library.tags()


def test_tags_are_listed_once_in_order(library):
    begun(library, tags=("b", "A"))
    begun(library, tags=("b", "c"))
    assert library.tags() == ["A", "b", "c"]


@pytest.mark.parametrize("text", ["PM-2", "pm-2", " 2 ", "id"])
def test_a_postmortem_is_found_by_key_number_and_id(library, text):
    begun(library)
    wanted = begun(library).pm_id
    assert library.find(wanted if text == "id" else text) == wanted


@pytest.mark.parametrize("text", ["", "PM-", "PM-9", "9" * 30, "²", "-1", "PM-1.5", "%"])
def test_what_no_postmortem_is_called_finds_none(library, text):
    begun(library)
    assert library.find(text) is None


def test_open_actions_come_most_overdue_first_with_owner_and_place(library):
    snapshot = begun(library, "Outage")
    lead = Person(id="p", pm_id=snapshot.pm_id, name="Kim", role="Team lead", team="Core")
    team = Person(id="q", pm_id=snapshot.pm_id, name="Kim", team="Core")
    add(
        library, snapshot, lead, team, action(snapshot, 1, text="no date"),
        action(snapshot, 2, due=TODAY, owner_id="q"),
        action(snapshot, 3, due=TODAY - timedelta(days=9), owner_id="p"),
        action(snapshot, 4, status=ActionStatus.DONE),
    )  # fmt: skip
    found = library.open_actions(TODAY)
    assert [(a.key, a.owner, a.due) for a in found] == [
        ("AI-3", "Team lead", TODAY - timedelta(days=9)),
        ("AI-2", "Core", TODAY),
        ("AI-1", "", None),
    ]
    assert {(a.pm_id, a.pm_key, a.pm_title) for a in found} == {(snapshot.pm_id, "PM-1", "Outage")}


def test_an_action_was_last_touched_when_it_was_made_changed_or_reviewed(library, clock):
    snapshot = begun(library)
    old = action(snapshot, 1, created_at=NOW - timedelta(days=90))
    snapshot = add(library, snapshot, old)

    def touched() -> date | None:
        return library.open_actions(TODAY)[0].last_touched

    assert touched() == TODAY - timedelta(days=90)
    clock.advance(timedelta(days=2))
    after = replace(old, text="changed")
    snapshot = push(library, snapshot, Edit("Edit", (Change(old, after),)))
    assert touched() == TODAY + timedelta(days=2)
    clock.advance(timedelta(days=2))
    push(library, snapshot, set_head(snapshot, "Rename", title="Another part"))
    assert touched() == TODAY + timedelta(days=2)


def test_figures_are_those_of_open_done_and_finished(library):
    snapshot = begun(library)
    done = action(snapshot, 1, due=TODAY, closed_at=NOW, status=ActionStatus.DONE)
    moves = [
        PhaseMove(id=fresh_id(), pm_id=snapshot.pm_id, before=Phase.REVIEW, after=Phase.PUBLISHED,
                  at=NOW + timedelta(days=n)) for n in (1, 5)
    ]  # fmt: skip
    end = Mark(id="m", pm_id=snapshot.pm_id, kind=MarkKind.RESOLVED, at=NOW - timedelta(days=3))
    snapshot = add(library, snapshot, done, action(snapshot, 2, due=TODAY), *moves, end)
    assert library.figures(TODAY).finished == ()
    push(library, snapshot, set_head(snapshot, "Publish", phase=Phase.PUBLISHED))
    figures = library.figures(TODAY)
    assert figures.open_dues == (TODAY,)
    assert figures.done == ((TODAY, TODAY),)
    assert figures.finished == ((TODAY - timedelta(days=3), TODAY + timedelta(days=5)),)


def test_a_page_is_read_by_its_index_alone(library):
    with_sample(library)
    from pmdesk.store import catalog

    sql = f"EXPLAIN QUERY PLAN {catalog._ENTRY} ORDER BY p.updated_at DESC, p.id DESC LIMIT 50"
    plan = [row[3] for row in library._main.execute(sql, {"today": "2026-11-24"})]
    assert "SCAN p USING INDEX ix_postmortem_updated_at_id" in plan
    assert not [line for line in plan if "TEMP B-TREE" in line or line.startswith("SCAN a")]
