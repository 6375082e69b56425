"""Cells of the timeline as a table: typed, picked and turned over, checked against the document."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from pmdesk.domain.terms import Audience, EventKind, EvidenceKind, MarkKind, Precision
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.edits.timeline_lanes import mark_of
from pmdesk.itemmodels.timeline_events import Column
from tests.views.timeline.hands import Control
from tests.views.timeline.table_hands import Rows

Key = Qt.Key


def test_a_time_typed_on_a_cell_is_stored_in_one_step_and_goes_down(rows: Rows) -> None:
    before = rows.document.snapshot
    event = rows.go("Cache flushed", Column.TIME)
    rows.type("18:26")
    rows.key(Key.Key_Return)
    assert rows.event("Cache flushed").at == datetime(2026, 10, 14, 18, 26, tzinfo=UTC)
    assert rows.document.undo_stack.count() == 1
    current = rows.table.current()
    assert current is not None
    assert current == (rows.event("Hypothesis revised").id, Column.TIME)
    assert event.id not in rows.selection.ids
    rows.document.undo()
    assert rows.document.snapshot == before


@pytest.mark.parametrize(
    ("typed", "at", "end", "precision"),
    [
        ("18:27:30", "18:27:30", None, Precision.EXACT),
        ("~18:20", "18:20:00", None, Precision.ABOUT),
        ("+4m", "18:28:00", None, Precision.EXACT),
        ("18:22-18:31", "18:22:00", "18:31:00", Precision.EXACT),
        ("between 18:22 and 18:31", "18:22:00", "18:31:00", Precision.BETWEEN),
    ],
)
def test_times_are_typed_as_anywhere(
    rows: Rows, typed: str, at: str, end: str | None, precision: Precision
) -> None:
    rows.go("Cache flushed", Column.TIME)
    rows.type(typed)
    rows.key(Key.Key_Return)
    event = rows.event("Cache flushed")
    assert event.at is not None
    assert (f"{event.at:%H:%M:%S}", event.precision) == (at, precision)
    assert (f"{event.end:%H:%M:%S}" if event.end else None) == end


def test_a_wrong_time_stays_open_with_its_sentence_and_escape_changes_nothing(rows: Rows) -> None:
    before = rows.document.snapshot
    rows.go("Cache flushed", Column.TIME)
    rows.type("99:99")
    rows.key(Key.Key_Return)
    line = rows.table.cells.line
    assert line.is_open
    assert "23:59" in line.problem.text()
    rows.key(Key.Key_Escape)
    assert not line.is_open
    assert rows.document.snapshot == before


def test_a_wrong_time_that_was_left_stands_in_the_cell_again(rows: Rows) -> None:
    event = rows.go("Cache flushed", Column.TIME)
    rows.type("99:99")
    rows.click(rows.event("Verified clean"), Column.TEXT)
    assert rows.event("Cache flushed") == event
    rows.go("Cache flushed", Column.TIME)
    rows.key(Key.Key_Return)
    line = rows.table.cells.line
    assert line.line.text() == "99:99"
    assert "23:59" in line.problem.text()
    rows.key(Key.Key_Escape)
    rows.go("Cache flushed", Column.TIME)
    rows.key(Key.Key_Return)
    assert line.line.text() != "99:99"


def test_what_is_being_typed_is_kept_when_the_mouse_goes_elsewhere(rows: Rows) -> None:
    rows.go("Cache flushed", Column.TEXT)
    rows.type("Flush")
    rows.click(rows.event("Verified clean"), Column.LANE)
    assert rows.event("Flush").title == "Flush"


def test_a_click_meets_the_row_under_it_also_when_a_typed_time_moves_rows(rows: Rows) -> None:
    rows.go("Release 3.18", Column.TIME)
    rows.type("18:59")
    other = rows.event("Cache flushed")
    rows.click(other, Column.KIND)
    assert rows.event("Release 3.18").at == datetime(2026, 10, 14, 18, 59, tzinfo=UTC)
    assert rows.selection.ids == (other.id,)
    assert rows.table.current() == (other.id, Column.KIND)


@pytest.mark.parametrize(
    ("column", "typed", "field"),
    [(Column.TEXT, "New words", "title"), (Column.ACTOR, "Scribe", "actor"),
     (Column.SOURCE, "pager", "source")],
)  # fmt: skip
def test_words_role_and_source_are_typed_in_place(
    rows: Rows, column: Column, typed: str, field: str
) -> None:
    event = rows.go("Cache flushed", column)
    rows.type(typed)
    rows.key(Key.Key_Tab)
    assert getattr(rows.document.snapshot.events[event.id], field) == typed
    assert rows.table.current() != (event.id, column)


def test_lane_kind_audience_and_marks_are_picked_by_typing_ahead(rows: Rows) -> None:
    event = rows.go("Cache flushed", Column.LANE)
    rows.key(Key.Key_Return)
    rows.pick("sys")
    rows.table.edit_cell(event.id, Column.KIND, "deci")
    rows.pick("decision")
    rows.table.edit_cell(event.id, Column.AUDIENCE)
    rows.pick("ext")
    rows.table.edit_cell(event.id, Column.MARKS)
    rows.pick("mitig")
    held = rows.document.snapshot.events[event.id]
    assert rows.document.snapshot.need(Lane, held.lane_id).name == "System"
    assert (held.kind, held.audience) == (EventKind.DECISION, Audience.EXTERNAL)
    mark = mark_of(rows.document.snapshot, MarkKind.MITIGATED)
    assert mark is not None
    assert (mark.event_id, mark.at) == (event.id, event.at)


def test_an_address_typed_as_evidence_is_a_link_and_words_are_a_quote(rows: Rows) -> None:
    event = rows.event("Incident channel")
    for typed in ("https://example.org/graph", "We flush it now"):
        rows.table.go_to(event.id, Column.EVIDENCE)
        rows.type(typed)
        rows.key(Key.Key_Return)
    held = rows.document.snapshot.evidence_of(event.id)
    assert [row.kind for row in held] == [EvidenceKind.LINK, EvidenceKind.QUOTE]
    assert held[1].text == "We flush it now"


def test_space_stars_all_selected_rows_in_one_step(rows: Rows) -> None:
    one, two = rows.event("Incident channel"), rows.event("Open shows")
    rows.click(one, Column.TEXT)
    rows.click(two, Column.TEXT, Control)
    rows.key(Key.Key_Space)
    held = rows.document.snapshot.events
    assert held[one.id].star
    assert held[two.id].star
    assert rows.document.undo_stack.count() == 1
    rows.key(Key.Key_Space)
    assert not rows.document.snapshot.events[one.id].star


def test_a_click_on_the_star_turns_it_over(rows: Rows) -> None:
    event = rows.event("Incident channel")
    rows.click(event, Column.STAR)
    assert rows.document.snapshot.events[event.id].star
    rows.click(event, Column.TEXT)
    assert rows.document.snapshot.events[event.id].star


def test_a_typed_shift_moves_each_selected_event_from_its_own_time(rows: Rows) -> None:
    one, two = rows.event("Incident channel"), rows.event("Open shows")
    rows.selection.select(TimelineEvent, one.id, two.id)
    rows.table.edit_cell(two.id, Column.TIME, "+1m")
    rows.key(Key.Key_Return)
    held = rows.document.snapshot.events
    for event in (one, two):
        moved = held[event.id].at
        assert moved is not None
        assert event.at is not None
        assert (moved - event.at).total_seconds() == 60
    assert rows.document.undo_stack.count() == 1
