"""Hints on what the room looks at are on the console, and none is anywhere on the wall."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from pmdesk.document.document import Document
from pmdesk.document.hint_watch import HintWatch
from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.sitting.agenda import PlannedBlock, Step
from pmdesk.edits.meetings import begin_meeting
from pmdesk.edits.timeline import edit_event
from pmdesk.views.meeting.audience import AudienceWindow
from pmdesk.views.meeting.console_wording import ConsoleWording
from tests.fakes import MemoryStorage, SetClock, sample

BLAME = "The faulty config went out."


@pytest.fixture
def session(qtbot: QtBot) -> MeetingSession:
    snapshot = sample()
    document = Document(snapshot, MemoryStorage(snapshot), SetClock())
    blocks = (PlannedBlock(Step.WALK, 30),)
    made = begin_meeting(snapshot, blocks, now=document.clock.now())
    document.note(made)
    meeting = next(c.record for c in made.changes if type(c.record).__name__ == "Meeting")
    return MeetingSession(document, meeting.id)


def test_the_console_counts_the_hints_of_the_event_in_focus(
    session: MeetingSession, qtbot: QtBot
) -> None:
    part = ConsoleWording(session)
    qtbot.addWidget(part)
    assert part.isHidden()
    session.next_item()
    event = session.walk.event
    assert event is not None
    session.document.push(edit_event(session.document.snapshot, event.id, "Edit", text=BLAME))
    qtbot.waitUntil(lambda: not HintWatch.of(session.document).busy)
    assert part.title.text() == "1 wording hint"
    assert "“faulty config”" in part.lines.text()
    session.next_item()
    assert part.isHidden()


def test_the_wall_has_no_word_of_a_hint(session: MeetingSession, qtbot: QtBot) -> None:
    part, wall = ConsoleWording(session), AudienceWindow(session)
    qtbot.addWidget(part)
    qtbot.addWidget(wall)
    assert wall.findChildren(ConsoleWording) == []
    import pmdesk.views.meeting.audience as audience

    assert "wording" not in " ".join(vars(audience))
