"""The card that starts a meeting: which agenda it offers, and what it says when there is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pmdesk.document.document import Document
from pmdesk.domain.meeting import Meeting
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.record import altered
from pmdesk.domain.sitting.agenda import PRESETS, SECOND_SITTING, USUAL, Step
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Severity
from pmdesk.views.meeting.prepare import PrepareMeeting
from tests.fakes import MemoryStorage, SetClock, sample

pytestmark = pytest.mark.usefixtures("qapp")


def card_for(severity: Severity | None = Severity.SEV1, held: bool = False) -> PrepareMeeting:
    snapshot = sample()
    head = altered(snapshot.postmortem, severity=severity)
    tables = {**snapshot.tables, Postmortem: {snapshot.pm_id: head}}
    if held:
        at = datetime(2026, 10, 20, 9, tzinfo=UTC)
        tables[Meeting] = {"m": Meeting(id="m", pm_id=head.id, started_at=at, ended_at=at)}
    made = Snapshot(snapshot.pm_id, tables)
    return PrepareMeeting(Document(made, MemoryStorage(made), SetClock()))


@pytest.mark.parametrize(
    ("severity", "minutes"),
    [
        (None, 60),
        (Severity.SEV1, 60),
        (Severity.SEV2, 60),
        (Severity.SEV3, 30),
        (Severity.SEV4, 30),
    ],
)
def test_the_agenda_offered_first_goes_by_severity(severity: Severity | None, minutes: int):
    offered = USUAL if minutes == 60 else PRESETS[0]
    card = card_for(severity)
    assert tuple(card.blocks) == offered.blocks
    assert card.total.text().startswith(f"{minutes} min")


def test_after_a_meeting_a_second_sitting_is_offered_with_what_is_left_to_decide():
    card = card_for(held=True)
    assert tuple(card.blocks) == SECOND_SITTING.blocks
    steps = {block.step for block in card.blocks}
    assert {Step.FACTORS, Step.IDEAS, Step.ACTIONS} <= steps
    assert Step.WALK not in steps


def test_an_empty_agenda_is_told_and_starts_nothing():
    card = card_for()
    started: list[object] = []
    card.start_wanted.connect(lambda blocks, _rules: started.append(blocks))
    card.blocks.clear()
    QTest.mouseClick(card.start, Qt.MouseButton.LeftButton)
    assert started == []
    assert card.problem.text().startswith("The agenda is empty")
