"""A source whose clock was wrong is shifted as a whole, with a reason, and back again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from pmdesk.document.document import Document
from pmdesk.domain.change import Change
from pmdesk.domain.clock_shift import (
    HOW_TO,
    events_of,
    shift_sentence,
    shifts_of,
    sources_of,
    typed_shift,
)
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import EvidenceKind, MarkKind
from pmdesk.domain.timeline import Evidence, Mark
from pmdesk.domain.walk import walk_order
from pmdesk.edits.clock_shifts import explain_shift, remove_shift, shift_source
from pmdesk.edits.feeds import Incoming, bring_in, duplicates
from pmdesk.edits.timeline import add_evidence, edit_event, set_time, stretch_event
from pmdesk.edits.timeline_lanes import mark_event
from tests.fakes import MemoryStorage, SetClock, sample

FOUR = timedelta(minutes=4)


@pytest.fixture
def document(qapp: object) -> Document:
    """The sample, three of whose events come from a pager; one has an end, one a mark."""
    del qapp
    base = sample()
    three = walk_order(base)[:3]
    begun = _with_source(base, [e.id for e in three])
    held = Document(begun, MemoryStorage(begun), SetClock())
    held.push(mark_event(held.snapshot, MarkKind.DETECTED, three[1].id))
    at = three[2].at
    assert at is not None
    held.push(stretch_event(held.snapshot, three[2].id, end=at + FOUR))
    return held


def _with_source(base: Snapshot, ids: list[str]) -> Snapshot:
    cleared = [
        Change(e, altered(e, source="pager" if e.id in ids else ""))
        for e in base.events.values()
        if e.source != ("pager" if e.id in ids else "")
    ]
    return base.applied(cleared)


def test_a_shift_moves_every_event_of_its_source_and_no_other(document: Document) -> None:
    before = document.snapshot
    document.push(shift_source(before, "pager", 240, "NTP was off"))
    after = document.snapshot
    for event in before.events.values():
        by = FOUR if event.source == "pager" and event.at else timedelta()
        now = after.events[event.id]
        assert now.at == (event.at and event.at + by)
        assert now.end == (event.end and event.end + by)
    (shift,) = shifts_of(after)
    assert (shift.source, shift.seconds, shift.reason) == ("pager", 240, "NTP was off")


def test_marks_on_shifted_events_follow(document: Document) -> None:
    before = {m.id: m for m in document.snapshot.marks}
    document.push(shift_source(document.snapshot, "pager", 240, ""))
    for mark in document.snapshot.of(Mark).values():
        event = document.snapshot.events.get(mark.event_id or "")
        by = FOUR if event is not None and event.source == "pager" else timedelta()
        assert mark.at == before[mark.id].at + by


def test_the_line_an_event_was_read_from_moves_and_what_others_wrote_does_not(
    document: Document,
) -> None:
    event = events_of(document.snapshot, "pager")[0]
    assert event.at is not None
    for at in (event.at, event.at + timedelta(seconds=9)):
        document.push(add_evidence(document.snapshot, event.id, EvidenceKind.QUOTE, at=at))
    mine = [e.id for e in document.snapshot.evidence_of(event.id)][-2:]
    document.push(shift_source(document.snapshot, "pager", 240, ""))
    times = [document.snapshot.need(Evidence, i).at for i in mine]
    assert times == [event.at + FOUR, event.at + timedelta(seconds=9)]


def test_a_shift_is_one_step_to_undo(document: Document) -> None:
    before = document.snapshot
    document.push(shift_source(before, "pager", -90, "Slow"))
    assert document.snapshot != before
    document.undo()
    assert document.snapshot == before


def test_removing_a_shift_moves_its_events_back(document: Document) -> None:
    before = document.snapshot
    document.push(shift_source(before, "pager", -90, "Slow"))
    (shift,) = shifts_of(document.snapshot)
    document.push(remove_shift(document.snapshot, shift.id))
    assert document.snapshot == before


def test_an_event_tells_how_far_it_is_from_what_was_written(document: Document) -> None:
    first = events_of(document.snapshot, "pager")[0]
    assert shift_sentence(document.snapshot, first) == ""
    document.push(shift_source(document.snapshot, "pager", 240, "NTP was off"))
    document.push(shift_source(document.snapshot, "pager", -60, ""))
    told = shift_sentence(document.snapshot, document.snapshot.events[first.id])
    assert told == "Shown 3 min later than pager wrote it: NTP was off"
    other = next(e for e in document.snapshot.events.values() if e.source != "pager")
    assert shift_sentence(document.snapshot, other) == ""


def test_a_reason_can_be_said_later(document: Document) -> None:
    document.push(shift_source(document.snapshot, "pager", 240, ""))
    (shift,) = shifts_of(document.snapshot)
    document.push(explain_shift(document.snapshot, shift.id, " Its host had no NTP "))
    assert shifts_of(document.snapshot)[0].reason == "Its host had no NTP"


@pytest.mark.parametrize(
    ("source", "seconds"), [("nobody", 60.0), ("pager", 0.0), ("pager", 9e9), ("pager", -9e9)]
)
def test_a_shift_of_nothing_or_out_of_all_years_is_refused(
    document: Document, source: str, seconds: float
) -> None:
    with pytest.raises(RuleBroken):
        shift_source(document.snapshot, source, seconds, "")


def test_sources_are_counted_by_their_timed_events(document: Document) -> None:
    snapshot = document.snapshot
    found = {source.name: source.count for source in sources_of(snapshot)}
    assert found["pager"] == 3
    assert "" not in found
    first = events_of(snapshot, "pager")[0]
    document.push(set_time(snapshot, first.id, None))
    other = next(e for e in snapshot.events.values() if e.source != "pager" and e.at)
    document.push(edit_event(document.snapshot, other.id, "Set source", source="chat"))
    found = {source.name: source.count for source in sources_of(document.snapshot)}
    assert (found["pager"], found["chat"]) == (2, 1)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("+4m", 240), ("-90s", -90), ("+5", 300), ("-1:30", -5400), ("+0:01:30", 90),
        ("its 14:32 was really 14:36", 240), ("14:32 was 14:30", -120), ("14:32->14:36", 240),
        ("14:32:00 = 14:31:30", -30), ("23:58 was 00:02", 240), ("00:02 was 23:58", -240),
        ("14:32 is really 15:32", 3600),
    ],
)  # fmt: skip
def test_how_far_is_read_as_people_say_it(typed: str, seconds: float) -> None:
    assert typed_shift(typed) == seconds


@pytest.mark.parametrize(
    "typed", ["", "4 minutes or so", "14:32", "25:00 was 14:00", "+0", "14:32 was 14:32", "+900d"]
)
def test_what_is_no_shift_gives_a_sentence(typed: str) -> None:
    found = typed_shift(typed)
    assert isinstance(found, str)
    assert found.endswith(".")
    assert typed_shift("") == HOW_TO


def test_what_a_shifted_source_brings_in_later_is_shifted_too_and_known_when_it_comes_again(
    document: Document,
) -> None:
    document.push(shift_source(document.snapshot, "pager", 600, "No NTP"))
    lane, at = document.snapshot.lanes[0].id, datetime(2026, 10, 14, 18, 0, tzinfo=UTC)
    told = Incoming(lane_id=lane, title="Queue depth over nine thousand", at=at, source="pager")
    document.push(bring_in(document.snapshot, [told]))
    (event,) = [e for e in document.snapshot.events.values() if e.title == told.title]
    assert event.at == at + timedelta(minutes=10)
    again = Again(source="pager", source_id="", at=at, text=told.title)
    assert duplicates(document.snapshot, [again]) == {0: event.id}


@dataclass(frozen=True)
class Again:
    """What a reader found a second time."""

    source: str
    source_id: str
    at: datetime | None
    text: str
