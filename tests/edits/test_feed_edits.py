"""Events of feeds come in as one step, people as roles, and what is there already is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pmdesk.domain.change import Change, born
from pmdesk.domain.postmortem import Person
from pmdesk.domain.record import altered
from pmdesk.domain.terms import EventKind, EvidenceKind, Precision
from pmdesk.domain.timeline import Evidence
from pmdesk.edits.feeds import REPEATED, Incoming, alike, bring_in, duplicates, words_of
from pmdesk.importers.feeds.offered import Offer
from pmdesk.importers.feeds.raw import RawEvent, Speaker
from tests.fakes import sample

AT = datetime(2026, 10, 14, 18, 40, tzinfo=UTC)


def incoming(**values) -> Incoming:
    lane = sample().lanes[1].id
    return Incoming(**{"lane_id": lane, "title": "rolling back", "at": AT, "source": "Slack #ops",
                       "source_line": "1.2"} | values)  # fmt: skip


def brought(snapshot, *chosen):
    after = snapshot.applied(bring_in(snapshot, chosen).changes)
    new = [e for e in after.events.values() if e.id not in snapshot.events]
    return after, sorted(new, key=lambda event: event.position)


def test_everything_comes_in_by_one_step_that_undo_takes_back():
    before = sample()
    step = bring_in(before, [incoming(actor="Ann", is_person=True), incoming(source_line="1.3")])
    assert step.label == "Bring in 2 events"
    after = before.applied(step.changes)
    assert len(after.events) == len(before.events) + 2
    assert after.applied(step.inverse().changes) == before


def test_a_person_is_stored_once_and_shown_by_role():
    after, events = brought(
        sample(),
        incoming(actor="Ann Bee", is_person=True, aliases=("ann", "U1")),
        incoming(actor="Bo Lind", is_person=True),
        incoming(actor="ANN bee", is_person=True),
    )
    assert [event.actor for event in events] == ["Responder A", "Responder B", "Responder A"]
    people = [p for p in after.people.values() if p.name in ("Ann Bee", "Bo Lind")]
    assert [(p.role, p.aliases) for p in people] == [
        ("Responder A", ("ann", "U1")), ("Responder B", ()),
    ]  # fmt: skip


def test_somebody_who_is_known_by_another_name_keeps_role_and_learns_the_name():
    before = sample()
    known = next(p for p in before.people.values() if p.role)
    after, (event,) = brought(before, incoming(actor="ann", is_person=True, aliases=(known.name,)))
    assert event.actor == known.role
    assert "ann" in after.people[known.id].aliases
    assert len(after.people) == len(before.people)


def test_a_new_role_is_none_that_somebody_or_an_event_has():
    before = sample()
    pm_id = before.pm_id
    taken = Person(id="p9", pm_id=pm_id, name="Cem", role="Responder A")
    event = next(iter(before.events.values()))
    held = before.applied([born(taken), Change(event, altered(event, actor="responder b"))])
    _, (new,) = brought(held, incoming(actor="Ann", is_person=True))
    assert new.actor == "Responder C"


def test_a_machine_and_a_role_stay_as_they_are_called():
    after, (event,) = brought(sample(), incoming(actor="Prometheus"))
    assert event.actor == "Prometheus"
    assert len(after.people) == len(sample().people)


def test_source_line_and_link_are_kept():
    after, (event,) = brought(sample(), incoming(link="https://example.com/p1"))
    assert (event.source, event.source_line) == ("Slack #ops", "1.2")
    (evidence,) = [e for e in after.of(Evidence).values() if e.event_id == event.id]
    assert (evidence.kind, evidence.link) == (EvidenceKind.LINK, "https://example.com/p1")
    after, (event,) = brought(sample(), incoming(link="file:///etc/passwd"))
    assert after.evidence_of(event.id) == []


def test_an_event_without_a_time_waits_without_one():
    _, (event,) = brought(sample(), incoming(at=None, end=AT))
    assert (event.at, event.end, event.precision) == (None, None, Precision.UNKNOWN)


def test_the_same_id_of_the_same_source_is_there_already_whatever_was_changed():
    before, (event,) = brought(sample(), incoming())
    moved = altered(event, title="another", at=AT + timedelta(hours=3))
    held = before.applied([Change(event, moved)])
    told = [
        RawEvent("rolling back", AT, "", "Slack #ops", "1.2"),
        RawEvent("something else", AT, "", "Slack #dev", "1.2"),
    ]
    assert duplicates(held, told) == {0: event.id}


def test_nearly_the_same_words_within_ninety_seconds_are_there_already():
    snapshot = sample()
    event = next(e for e in snapshot.events.values() if e.title == "Roll back to 3.17")
    told = [
        RawEvent("roll back to 3.17!", event.at + timedelta(seconds=90)),
        RawEvent("roll back to 3.17!", event.at + timedelta(seconds=91)),
        RawEvent("page the owner of the queue", event.at),
        RawEvent("roll back to 3.17", None),
        RawEvent("roll back to 3.17", event.at.replace(tzinfo=None)),
    ]
    assert duplicates(snapshot, told) == {0: event.id}


def test_what_comes_twice_in_a_feed_is_marked_the_second_time():
    told = [RawEvent("a b", AT, "", "Slack", "1"), RawEvent("a b", AT, "", "Slack", "1")]
    assert duplicates(sample(), told) == {1: REPEATED}


def test_words_are_alike_when_most_of_the_shorter_stand_in_the_longer():
    def same(one: str, other: str) -> bool:
        return alike(words_of(one), words_of(other))

    assert same("Alert: hold age above 15 min", "ALERT hold age is above 15 min")
    assert same("Status page: investigating", "status page investigating")
    assert not same("ok", "ok then, rolling back")
    assert not same("rolled back", "rolled out the new cache of the seat map in every region back")
    assert not same("", "")


def test_the_lane_follows_the_source_then_the_kind_and_can_be_chosen():
    snapshot = sample()
    names = {lane.id: lane.name for lane in snapshot.lanes}
    offer = Offer(snapshot)
    shown = [
        names[offer.lane(raw)]
        for raw in (
            RawEvent("pool is used up", AT, lane="detection"),
            RawEvent("High CPU", AT, kind="alert"),
            RawEvent("good morning", AT, kind="message"),
            RawEvent("rolled back", AT, kind="change"),
            RawEvent("deployed v3", AT),
            RawEvent("who has the runbook?", AT, kind="message"),
        )
    ]
    assert shown == [
        "Detection", "Detection", "Communication", "Response", "System", "Communication",
    ]  # fmt: skip
    chosen = offer.incoming(RawEvent("High CPU", AT, kind="alert"), snapshot.lanes[2].id)
    assert (chosen.lane_id, chosen.kind) == (snapshot.lanes[2].id, EventKind.ALERT)


def test_a_raw_event_becomes_a_title_with_the_rest_below_and_keeps_what_was_written():
    offer = Offer(sample(), [Speaker("ann", ("Ann Bee",))])
    text = "Rolling back.\n\n- the queue was idle"
    made = offer.incoming(RawEvent(text, AT, "ann", "notes", "", "18:40", "line 3"))
    assert (made.title, made.text) == ("Rolling back.", "- the queue was idle")
    assert (made.written, made.source_line, made.aliases) == ("18:40", "line 3", ("Ann Bee",))
    assert offer.incoming(RawEvent("x", AT, at_text="1775999525.000200")).written == ""
