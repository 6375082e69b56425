"""The sheet that shifts a clock says what it would do, does it in one step, and takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.clock_shift import HOW_TO, events_of, shifts_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.prompts.clock_shift_sheet import ClockShiftSheet
from pmdesk.views.theme.theme import install
from tests.fakes import MemoryStorage, SetClock, sample

SOURCE = "On-call engineer"


def opened(snapshot: Snapshot, locked: str = "") -> tuple[QWidget, Document, ClockShiftSheet]:
    storage = MemoryStorage(snapshot)
    storage.read_only = locked
    document = Document(snapshot, storage, SetClock())
    window = QWidget()
    window.resize(1180, 760)
    window.show()
    sheet = ClockShiftSheet(window, document, SOURCE)
    sheet.open(sheet.far)
    return window, document, sheet


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[tuple[Document, ClockShiftSheet]]:
    install(qapp)
    window, document, sheet = opened(sample())
    yield document, sheet
    window.close()


Shown = tuple[Document, ClockShiftSheet]


def test_it_says_what_is_missing_and_what_would_happen(shown: Shown) -> None:
    _, sheet = shown
    assert sheet.button is not None
    assert sheet.why.text() == HOW_TO
    QTest.keyClicks(sheet.far, "14:32 was really 14:36")
    assert sheet.preview.text() == "4 events are shown 4 min later: 18:11 becomes 18:15."
    assert sheet.why.text() == "Say why, so that readers can trust it."
    assert not sheet.button.isEnabled()
    QTest.keyClicks(sheet.reason, "No NTP")
    assert sheet.button.isEnabled()


@pytest.mark.parametrize("typed", ["soon", "25:00 was 14:00", "+0"])
def test_what_cannot_be_read_gets_a_sentence_and_moves_nothing(shown: Shown, typed: str) -> None:
    document, sheet = shown
    before = document.snapshot
    QTest.keyClicks(sheet.far, typed)
    QTest.keyClicks(sheet.reason, "No NTP")
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    assert sheet.why.text().endswith(".")
    assert document.snapshot is before


def test_enter_shifts_in_one_step_and_the_list_takes_it_back(shown: Shown) -> None:
    document, sheet = shown
    before = document.snapshot
    QTest.keyClicks(sheet.far, "+4m")
    QTest.keyClicks(sheet.reason, "No NTP")
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    first = events_of(before, SOURCE)[0]
    assert first.at is not None
    assert document.snapshot.events[first.id].at == first.at + timedelta(minutes=4)
    assert [row.reason.text() for row in sheet.rows] == ["No NTP"]
    assert sheet.far.text() == sheet.reason.text() == ""
    QTest.mouseClick(sheet.rows[0].remove, Qt.MouseButton.LeftButton)
    assert document.snapshot == before
    assert sheet.rows == []
    document.undo()
    document.undo()
    assert document.snapshot == before


def test_the_reason_of_a_shift_can_be_said_anew(shown: Shown) -> None:
    document, sheet = shown
    QTest.keyClicks(sheet.far, "-90s")
    QTest.keyClicks(sheet.reason, "Fast")
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    field = sheet.rows[0].reason
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Its clock ran fast")
    field.commit()
    assert shifts_of(document.snapshot)[0].reason == "Its clock ran fast"


def test_without_a_source_it_says_where_to_begin(qapp: QApplication) -> None:
    install(qapp)
    base = sample()
    window, _, sheet = opened(Snapshot(base.pm_id, {**base.tables, TimelineEvent: {}}))
    assert sheet.button is not None
    assert not sheet.button.isEnabled()
    assert sheet.why.text().startswith("No event with a time names a source")
    window.close()


def test_where_nothing_may_be_changed_it_only_tells(qapp: QApplication) -> None:
    install(qapp)
    window, document, sheet = opened(sample(), "This version is signed.")
    QTest.keyClicks(sheet.far, "+4m")
    QTest.keyClicks(sheet.reason, "No NTP")
    assert sheet.button is not None
    assert not sheet.button.isEnabled()
    assert sheet.why.text() == document.read_only
    window.close()
