"""The minutes of the meetings as Review shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from pmdesk.document.document import Document
from pmdesk.domain.meeting import Meeting
from pmdesk.domain.snapshot import Snapshot
from pmdesk.views.review.minutes import MinutesCard
from tests.fakes import MemoryStorage, SetClock, sample

pytestmark = pytest.mark.usefixtures("qapp")


@dataclass
class Place:
    """Answers every question for a file with one place."""

    path: Path

    def save(self, _parent, _title, _start, _kinds, then):
        then(self.path)


def card_of(*minutes: str) -> MinutesCard:
    snapshot = sample()
    rows = {
        f"m{n}": Meeting(
            id=f"m{n}",
            pm_id=snapshot.pm_id,
            number=n,
            minutes=text,
            started_at=datetime(2026, 10, 20, 9, n, tzinfo=UTC),
            ended_at=datetime(2026, 10, 20, 10, n, tzinfo=UTC),
        )
        for n, text in enumerate(minutes, start=1)
    }
    held = Snapshot(snapshot.pm_id, {**snapshot.tables, Meeting: rows})
    return MinutesCard(Document(held, MemoryStorage(held), SetClock()))


def texts(card: MinutesCard) -> list[str]:
    return [part.text() for part in card._parts]


def test_without_a_meeting_there_is_no_card():
    assert card_of().isHidden()
    assert card_of(" ").isHidden()


def test_the_last_meeting_is_shown_and_another_can_be_chosen():
    card = card_of(
        "# Minutes\n\n## Present\n\n- Scribe", "# Minutes\n\n## Added\n\n- 2 <b>events</b>"
    )
    assert texts(card) == ["Added", "•  2 <b>events</b>"]
    assert card.note.text() == "20 Oct, 09:02–10:02"
    card._on_chosen(1)
    assert texts(card) == ["Present", "•  Scribe"]


def test_the_minutes_are_copied_and_saved_as_they_are(tmp_path: Path):
    card = card_of("# Minutes\n\n- One")
    QTest.mouseClick(card.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "# Minutes\n\n- One"
    card.files = Place(tmp_path / "minutes.md")  # type: ignore[assignment]
    QTest.mouseClick(card.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "minutes.md").read_text(encoding="utf-8") == "# Minutes\n\n- One"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path):
    card = card_of("# Minutes\n\n- One")
    card.files = Place(tmp_path)  # type: ignore[assignment]
    QTest.keyClick(card.save, Qt.Key.Key_Space)
    assert card.problem.text().startswith("Not saved: ")
    assert not card.problem.isHidden()
