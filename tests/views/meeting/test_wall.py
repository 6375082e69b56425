"""The wall: nothing private, nothing too small, nothing too faint, on any screen, in any step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from pmdesk.document.document import Document
from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.meeting import Meeting, ParkedIdea
from pmdesk.domain.postmortem import HintWaiver, Person, Postmortem
from pmdesk.domain.record import altered
from pmdesk.domain.sitting.agenda import USUAL, PlannedBlock, Step
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.meetings import begin_meeting, park_idea, set_meeting, toggle_present
from pmdesk.views.meeting.audience import LOOKS, AudienceWindow
from pmdesk.views.meeting.board import MUST_READ, ROLES, Written
from tests.fakes import MemoryStorage, SetClock, sample

pytestmark = pytest.mark.usefixtures("qapp")
BLOCKS = (*USUAL.blocks, PlannedBlock(Step.LESSONS, 3), PlannedBlock(Step.ACTIONS, 3))
PRIVATE = "zzprivate"


def marked(snapshot: Snapshot) -> Snapshot:
    """The record with a mark in every person's name, and names typed into every text."""
    people = {
        person.id: altered(person, name=f"Zoltan{n} Quark{n}", aliases=(f"zq{n}",))
        for n, person in enumerate(snapshot.people.values())
    }
    said = "Zoltan1 and Quark0 saw it, says @zq2 to Zoltan0 Quark0"
    tables = {**snapshot.tables, Person: people}
    for kind, rows in snapshot.tables.items():
        texts = ("title", "text", "answer", "disputed", "label", "summary", "narrative", "actor")
        own = {f.name for f in fields(kind)} & set(texts) if kind is not Person else set()  # type: ignore[arg-type]
        if own:
            tables[kind] = {i: altered(r, **dict.fromkeys(own, said)) for i, r in rows.items()}
    head = altered(tables[Postmortem][snapshot.pm_id], source=PRIVATE)
    tables[Postmortem] = {snapshot.pm_id: head}
    hint = HintWaiver(id="h1", pm_id=snapshot.pm_id, rule=PRIVATE, sentence=PRIVATE, reason=PRIVATE)
    tables[HintWaiver] = {"h1": hint}
    events = dict(tables[TimelineEvent])
    hidden = next(iter(events))
    events[hidden] = altered(events[hidden], title=PRIVATE, hidden=True)
    tables[TimelineEvent] = events
    return Snapshot(snapshot.pm_id, tables)


class Room:
    def __init__(self, snapshot: Snapshot, look: str = "light") -> None:
        storage = MemoryStorage(snapshot)
        self.document = Document(snapshot, storage, SetClock())
        clock = self.document.clock
        made = begin_meeting(snapshot, BLOCKS, now=clock.now())
        self.document.note(made)
        meeting_id = made.changes[0].record.id
        self.session = MeetingSession(self.document, meeting_id, lambda _at: storage.edits[1:])
        self.document.note(set_meeting(self.document.snapshot, meeting_id, "Notes", notes=PRIVATE))
        for person_id in list(self.document.snapshot.people):
            self.document.attempt(
                lambda s, i=person_id: toggle_present(s, meeting_id, i, clock.now())
            )
        self.wall = AudienceWindow(self.session, look)

    def written(self, width: int, height: int) -> list[Written]:
        """Every text painted in every step and at every event, with whatever can be opened."""
        self.wall.show()
        self.wall.resize(width, height)
        QApplication.processEvents()
        assert (self.wall.width(), self.wall.height()) == (width, height)
        found: list[Written] = []
        # What is written counts, not the pixels: those are clipped away.
        image = QImage(8, 8, QImage.Format.Format_RGB32)
        for block in self.session.blocks:
            self.session.go_to_block(block.id)
            for _ in range(len(self.session.items()) or 1):
                for opened in (False, True):
                    self.session.show(evidence=opened, zoomed=opened, parking=opened)
                    painter = QPainter(image)
                    self.wall.paint_all(painter, found)
                    painter.end()
                self.session.next_item()
            self.session.set_line("14:32 seen #det")
            self.wall.line.board.written = found
            self.wall.line.grab()
            self.session.set_line("")
        return found

    def accent(self) -> str:
        return self.wall.board.colour("accent").name()

    def spoken(self) -> list[str]:
        """Every name, description and value in the accessible tree of the window."""
        found: list[str] = []

        def look(node: QAccessibleInterface | None) -> None:
            if node is None:
                return
            kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
            found.extend(node.text(kind) for kind in kinds)
            for at in range(node.childCount()):
                look(node.child(at))

        look(QAccessible.queryAccessibleInterface(self.wall))
        return found


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room(marked(sample()))
    yield made
    made.session.stop()
    made.wall.deleteLater()


def test_no_name_no_note_no_hint_and_nothing_hidden_is_on_the_wall(room: Room):
    texts = [w.text for w in room.written(1920, 1080)] + room.spoken()
    assert len(texts) > 300
    texts.append(room.wall.windowTitle())
    for mark in ("Zoltan", "Quark", "zq", PRIVATE):
        assert [t for t in texts if mark.casefold() in t.casefold()] == []


def test_a_name_that_is_typed_is_a_role_on_the_wall_also_for_those_who_listen(room: Room):
    room.wall.show()
    room.session.go_to_step(3)
    room.session.set_line("14:32 Zoltan1 saw the queue")
    QApplication.processEvents()
    assert room.wall.line.text() == "14:32 Zoltan1 saw the queue"
    found: list[Written] = []
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    room.wall.paint_all(painter, found)
    painter.end()
    texts = [w.text for w in found] + room.spoken()
    assert any("saw the queue" in text for text in texts)
    assert [text for text in texts if "zoltan" in text.casefold()] == []


def test_an_idea_does_not_tell_of_a_hidden_event(room: Room):
    hidden = next(e.id for e in room.document.snapshot.events.values() if e.hidden)
    now = room.document.clock.now()
    room.document.attempt(lambda s: park_idea(s, "look into it", now=now, event_id=hidden))
    room.wall.show()
    room.session.go_to_step(6)
    assert room.session.step is Step.IDEAS
    found: list[Written] = []
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for idea in room.session.ideas:
        room.session.look_at(ParkedIdea, idea.id)
        room.wall.paint_all(painter, found)
    painter.end()
    assert any("look into it" in w.text for w in found)
    assert [w.text for w in found if PRIVATE in w.text] == []


def test_the_marks_would_be_found_if_they_were_there(room: Room):
    people = list(room.document.snapshot.people.values())
    assert all(person.name.startswith("Zoltan") for person in people)
    assert room.document.snapshot.of(Meeting)[room.session.meeting_id].notes == PRIVATE
    events = room.document.snapshot.events.values()
    assert any(event.title == PRIVATE for event in events)
    assert any("Zoltan1" in event.text for event in events)


def luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)], ids=str)
@pytest.mark.parametrize("look", list(LOOKS))
def test_every_text_is_large_and_strong_enough_for_the_last_row(size: tuple[int, int], look: str):
    room = Room(sample(), look)
    width, height = size
    found = room.written(width, height)
    assert {w.role for w in found} >= {"timer", "event", "prompt", "body", "item", "label"}
    for w in found:
        share = w.pixels / height
        assert share >= (0.03 if w.role in MUST_READ else 0.02), (w, share)
        coloured = w.role in ("small", "strong", "label", "timer") or w.ink == room.accent()
        assert contrast(w.ink, w.ground) >= (4.5 if coloured else 7), w
    room.session.stop()
    room.wall.deleteLater()


def test_what_must_be_read_is_named_among_the_roles():
    assert set(ROLES) >= MUST_READ


def test_a_look_that_is_none_in_the_settings_is_the_light_one():
    room = Room(sample(), "plaid")
    assert room.wall.look == "light"
    room.session.stop()
