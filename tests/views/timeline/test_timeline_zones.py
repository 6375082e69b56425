"""The second zone on the ruler, in tips and in the inspector; marks in the wrong order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.terms import MarkKind
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.clock_shifts import shift_source
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.timeline_lanes import mark_of, set_mark
from pmdesk.views.timeline.inspector import EventInspector
from pmdesk.views.timeline.ruler_paint import place_flags
from pmdesk.views.timeline.second_zone import ZoneRows, event_tip, in_zone, mark_tip, zone_name
from pmdesk.views.timeline.second_zone_picker import pick_second_zone
from tests.views.timeline.hands import Desk

BERLIN, YORK, UTC_ZONE = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("UTC")


def set_second(desk: Desk, name: str) -> None:
    desk.document.push(set_head(desk.document.snapshot, "Set second zone", second_zone=name))
    QApplication.processEvents()


def test_a_second_zone_gives_the_ruler_a_second_row(desk: Desk) -> None:
    before = desk.scene.ruler
    set_second(desk, "America/New_York")
    assert desk.scene.ruler > before
    rows = ZoneRows(desk.scene, desk.canvas.pixmaps)
    first = {tick.at: tick.text for tick in desk.scene.ticks()}
    for tick in rows.ticks():
        own = datetime.fromtimestamp(tick.at, YORK)
        assert tick.text == f"{own:%H:%M}"
        assert tick.at in first
    set_second(desk, "")
    assert desk.scene.ruler == before
    assert rows.ticks() == []


def test_the_zone_of_the_incident_is_no_second_zone(desk: Desk) -> None:
    set_second(desk, "UTC")
    assert desk.scene.second is None


@pytest.mark.parametrize(
    ("at", "zone", "text"),
    [
        (datetime(2026, 10, 14, 14, 32, tzinfo=UTC), YORK, "10:32 EDT"),
        (datetime(2026, 10, 14, 2, 32, tzinfo=UTC), YORK, "13 Oct 22:32 EDT"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BERLIN, "02:30 CEST"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), BERLIN, "02:30 CET"),
        (datetime(2026, 10, 14, 14, 32, tzinfo=UTC), ZoneInfo("Asia/Kathmandu"), "20:17 +05:45"),
    ],
)
def test_a_time_in_another_zone_says_which(at: datetime, zone: ZoneInfo, text: str) -> None:
    assert in_zone(at, zone, UTC_ZONE) == text


def test_rows_are_named_by_city_and_by_what_clocks_show_then() -> None:
    summer, winter = (datetime(2026, month, 1, tzinfo=UTC) for month in (7, 12))
    assert zone_name(BERLIN, summer) == "Berlin · CEST"
    assert zone_name(BERLIN, winter) == "Berlin · CET"
    assert zone_name(YORK, summer) == "New York · EDT"
    assert zone_name(UTC_ZONE, summer) == "UTC"


def test_tips_tell_both_zones(desk: Desk) -> None:
    set_second(desk, "America/New_York")
    event = desk.event("Alert:")
    assert event_tip(desk.scene, event).startswith("18:09 · 14:09 EDT  Alert")
    mark = mark_of(desk.document.snapshot, MarkKind.DETECTED)
    assert mark is not None
    assert mark_tip(desk.scene, mark) == "Detected 18:09 · 14:09 EDT"


def test_the_second_zone_is_chosen_from_the_timeline_and_taken_away(desk: Desk) -> None:
    picker = pick_second_zone(desk.canvas, desk.document)
    assert picker is not None
    QTest.keyClicks(picker.field, "new york")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert desk.document.snapshot.postmortem.second_zone == "America/New_York"
    assert desk.scene.second == YORK
    picker = pick_second_zone(desk.canvas, desk.document)
    assert picker is not None
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert desk.document.snapshot.postmortem.second_zone == ""


def test_the_inspector_tells_the_second_zone_the_shifted_clock_and_who_else_tells(
    desk: Desk,
) -> None:
    inspector = EventInspector(desk.document, desk.selection)
    event = desk.event("On-call ack")
    desk.selection.select(TimelineEvent, event.id)
    notes = inspector.notes
    assert notes.second.isHidden()
    assert notes.others.text() == "2 others tell of these minutes: S shows them"
    set_second(desk, "America/New_York")
    shift = shift_source(desk.document.snapshot, event.source, 240, "No NTP")
    desk.document.push(shift)
    assert notes.second.text() == "14:15 EDT"
    assert notes.shift.text() == f"Shown 4 min later than {event.source} wrote it: No NTP"
    desk.document.undo()
    assert notes.shift.text() == ""
    inspector.close()


def test_a_mark_in_the_wrong_place_is_flagged_on_the_ruler_and_told(desk: Desk) -> None:
    assert not any(flag.wrong for flag in place_flags(desk.scene))
    impact = mark_of(desk.document.snapshot, MarkKind.IMPACT_START)
    assert impact is not None
    early = impact.at - timedelta(minutes=1)
    desk.document.push(set_mark(desk.document.snapshot, MarkKind.MITIGATED, early))
    wrong = [flag for flag in place_flags(desk.scene) if flag.wrong]
    assert [flag.mark.kind for flag in wrong] == [MarkKind.MITIGATED]
    assert wrong[0].text.startswith("!")
    header = desk.panel.header.figures
    assert header.fault == "Mitigated stands before Cause identified."
    assert "Mitigated stands before" in mark_tip(desk.scene, wrong[0].mark, header.fault)
    desk.document.undo()
    assert not any(flag.wrong for flag in place_flags(desk.scene))


@pytest.mark.parametrize("height", [848, 853, 861, 870])
def test_lanes_that_fit_need_no_scroll_bar_with_one_zone_or_two(desk: Desk, height: int) -> None:
    desk.panel.resize(1216, height)
    for name in ("", "America/New_York", ""):
        set_second(desk, name)
        QApplication.processEvents()
        assert desk.canvas.verticalScrollBar().maximum() == 0
        room = desk.canvas.viewport().height() - desk.scene.ruler
        assert abs(desk.scene.layout.height - room) <= len(desk.scene.layout.bands)
