"""What a filter lets through stays right whatever is edited, against counting anew by chance."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.domain.change import Edit
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Audience, EventKind, EvidenceKind
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.domain.timeline_filter import Sieve, Tally, TimelineFilter
from pmdesk.domain.timeline_find import Finder
from pmdesk.domain.timescale import zone_of
from pmdesk.edits import timeline as verbs
from pmdesk.edits.timeline_lanes import delete_lane
from tests.fakes import sample

SNAPSHOT = sample()
UTC_ZONE = zone_of("UTC")


def event_of(start: str, snapshot: Snapshot = SNAPSHOT) -> TimelineEvent:
    return next(e for e in snapshot.events.values() if e.title.startswith(start))


def lane_of(name: str) -> str:
    return next(lane.id for lane in SNAPSHOT.lanes if lane.name == name)


class Desk:
    """A snapshot with a sieve and a tally that follow its edits."""

    def __init__(self, wanted: TimelineFilter) -> None:
        self.snapshot = SNAPSHOT
        self.sieve, self.tally = Sieve(SNAPSHOT), Tally(SNAPSHOT)
        self.sieve.set(wanted, SNAPSHOT)

    def do(self, edit: Edit) -> Edit:
        self.snapshot = self.snapshot.applied(edit.changes)
        self.sieve.update(edit, self.snapshot)
        self.tally.update(edit, self.snapshot)
        return edit

    @property
    def titles(self) -> set[str]:
        return {event.title for event in self.sieve.index.by_id.values()}


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (TimelineFilter(), 18),
        (TimelineFilter(lanes=frozenset({lane_of("System")})), 5),
        (TimelineFilter(lanes=frozenset({lane_of("System"), lane_of("Detection")})), 8),
        (TimelineFilter(kinds=frozenset({EventKind.HYPOTHESIS, EventKind.ALERT})), 3),
        (TimelineFilter(evidence=True), 8),
        (TimelineFilter(evidence=False), 10),
        (TimelineFilter(starred=True), 5),
        (TimelineFilter(audience=Audience.EXTERNAL), 6),
        (TimelineFilter(text="status PAGE"), 3),
        (TimelineFilter(text="nobody wrote this"), 0),
        (TimelineFilter(lanes=frozenset({lane_of("System")}), starred=True, evidence=True), 2),
    ],
)
def test_a_filter_shows_what_it_says(wanted: TimelineFilter, count: int) -> None:
    desk = Desk(wanted)
    assert (desk.sieve.shown, desk.sieve.total) == (count, 18)
    assert bool(wanted) == (count != 18)


def test_what_is_edited_stays_in_sight_until_the_filter_is_set_anew() -> None:
    wanted = TimelineFilter(starred=True)
    desk = Desk(wanted)
    event = event_of("Roll back")
    desk.do(verbs.edit_event(desk.snapshot, event.id, "Star", star=False))
    assert event.title in desk.titles
    desk.sieve.set(wanted, desk.snapshot)
    assert event.title not in desk.titles


def test_what_begins_to_pass_comes_into_sight_and_a_new_event_does_always() -> None:
    desk = Desk(TimelineFilter(evidence=True, kinds=frozenset({EventKind.MESSAGE})))
    event = event_of("Incident channel")
    assert event.title not in desk.titles
    desk.do(verbs.add_evidence(desk.snapshot, event.id, EvidenceKind.QUOTE, text="Opened"))
    assert event.title in desk.titles
    desk.do(verbs.add_event(desk.snapshot, event.lane_id, event.at, "Brand new"))
    assert "Brand new" in desk.titles


def test_a_hidden_event_that_leaves_or_moves_is_followed() -> None:
    desk = Desk(TimelineFilter(starred=True))
    event = event_of("Cache flushed")
    assert event.at is not None
    moved = desk.do(verbs.move_events(desk.snapshot, [event.id], timedelta(hours=1)))
    later = (event.at + timedelta(hours=1)).timestamp()
    assert later in desk.sieve.starts_held_back(event.lane_id)
    gone = desk.do(verbs.delete_events(desk.snapshot, [event.id]))
    assert event.id not in desk.sieve.hidden
    assert later not in desk.sieve.starts_held_back(event.lane_id)
    # Undo brings it back as it was; what is born is in sight.
    desk.do(gone.inverse())
    desk.do(moved.inverse())
    assert desk.sieve.total == 18


def test_a_lane_that_goes_takes_its_hidden_events_along() -> None:
    desk = Desk(TimelineFilter(starred=True))
    desk.do(delete_lane(desk.snapshot, lane_of("Response")))
    assert all(e.lane_id in {x.id for x in desk.snapshot.lanes} for e in desk.sieve.hidden.values())
    assert desk.sieve.total == len(desk.snapshot.events)


def test_the_whole_incident_keeps_its_bounds_under_a_filter() -> None:
    desk = Desk(TimelineFilter(kinds=frozenset({EventKind.ALERT})))
    assert desk.sieve.bounds() == Sieve(SNAPSHOT).bounds()


STEP = st.tuples(
    st.sampled_from(["star", "kind", "move", "lane", "delete", "evidence", "undate"]),
    st.integers(0, 30),
)


def edit_for(snapshot: Snapshot, verb: str, at: int) -> Edit:
    ids = sorted(snapshot.events)
    event = snapshot.events[ids[at % len(ids)]]
    if verb == "star":
        return verbs.edit_event(snapshot, event.id, "Star", star=not event.star)
    if verb == "kind":
        kind = list(EventKind)[at % len(EventKind)]
        return verbs.edit_event(snapshot, event.id, "Kind", kind=kind)
    if verb == "move":
        return verbs.move_events(snapshot, [event.id], timedelta(minutes=at))
    if verb == "lane":
        lane = snapshot.lanes[at % len(snapshot.lanes)]
        return verbs.move_events(snapshot, [event.id], lane_id=lane.id)
    if verb == "delete" and len(ids) > 3:
        return verbs.delete_events(snapshot, [event.id])
    if verb == "undate":
        return verbs.set_time(snapshot, event.id, None)
    return verbs.add_evidence(snapshot, event.id, EvidenceKind.QUOTE, text="Seen")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        [TimelineFilter(starred=True), TimelineFilter(evidence=True), TimelineFilter(text="hold"),
         TimelineFilter(kinds=frozenset({EventKind.MESSAGE}))]
    ),
    st.lists(STEP, max_size=12),
)  # fmt: skip
def test_no_event_is_lost_between_sight_and_hiding(
    wanted: TimelineFilter, steps: list[tuple[str, int]]
) -> None:
    desk = Desk(wanted)
    for verb, at in steps:
        desk.do(edit_for(desk.snapshot, verb, at))
        shown, hidden = set(desk.sieve.index.by_id), set(desk.sieve.hidden)
        assert shown | hidden == set(desk.snapshot.events)
        assert not shown & hidden
        for event in desk.sieve.hidden.values():
            assert event == desk.snapshot.events[event.id]
            assert not wanted.passes(event, len(desk.snapshot.evidence_of(event.id)))
        assert +desk.tally.of == +Tally(desk.snapshot).of
        held = sorted(e.at.timestamp() for e in desk.sieve.hidden.values() if e.at)
        lanes = desk.snapshot.lanes
        assert sorted(t for x in lanes for t in desk.sieve.starts_held_back(x.id)) == held
    desk.sieve.set(TimelineFilter(), desk.snapshot)
    assert set(desk.sieve.index.by_id) == set(desk.snapshot.events)


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("CACHE", "First hypothesis", 2),
        ("18:24", "Cache flushed", 1),
        ("box office lead", "Box office calls", 2),
        ("same as last week", "First hypothesis", 1),
        ("  status   page ", "Status page: investigating", 3),
        ("14 oct", "Release 3.18", 17),
    ],
)
def test_events_are_found_by_words_times_roles_and_quotes(
    text: str, first: str, count: int
) -> None:
    found = Finder().find(SNAPSHOT, text, UTC_ZONE)
    assert len(found) == count
    assert SNAPSHOT.events[found[0]].title.startswith(first)


def test_nothing_is_found_by_nothing_and_what_was_read_follows_edits() -> None:
    finder = Finder()
    assert finder.find(SNAPSHOT, "  ", UTC_ZONE) == []
    assert finder.find(SNAPSHOT, "zebra", UTC_ZONE) == []
    event = event_of("Cache flushed")
    renamed = SNAPSHOT.applied(
        verbs.edit_event(SNAPSHOT, event.id, "Rename", title="A zebra").changes
    )
    assert finder.find(renamed, "zebra", UTC_ZONE) == [event.id]
    quoted = renamed.applied(
        verbs.add_evidence(renamed, event.id, EvidenceKind.QUOTE, text="A giraffe").changes
    )
    assert finder.find(quoted, "giraffe", UTC_ZONE) == [event.id]
    assert len(quoted.of(Evidence)) == len(SNAPSHOT.of(Evidence)) + 1


def test_times_are_found_as_they_read_in_the_zone() -> None:
    found = Finder().find(SNAPSHOT, "20:24", zone_of("Europe/Berlin"))
    assert [SNAPSHOT.events[i].title for i in found] == ["Cache flushed, no change"]
