"""The table of events follows the document row by row, sorted in plain lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from pmdesk.document.document import Document
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import EventKind, EvidenceKind, MarkKind
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timeline_filter import Sieve, TimelineFilter
from pmdesk.edits import timeline as verbs
from pmdesk.edits.timeline_lanes import change_lane, mark_event
from pmdesk.itemmodels.timeline_events import Column, EventTableModel
from tests.fakes import MemoryStorage, SetClock, sample
from tests.views.timeline.hands import crowd


class Held:
    """A document, its sieve and the model, in the order in which they hear of edits."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.document = Document(snapshot, MemoryStorage(snapshot), SetClock())
        self.sieve = Sieve(snapshot)
        self.document.changed.connect(
            lambda edit: self.sieve.update(edit, self.document.snapshot)
        )
        self.model = EventTableModel(self.document, self.sieve)
        self.tester = QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )

    def event(self, start: str) -> TimelineEvent:
        held = self.document.snapshot.events.values()
        return next(e for e in held if e.title.startswith(start))

    def titles(self) -> list[str]:
        return [self.model.event_at(row).title for row in range(self.model.rowCount())]

    def filtered(self, wanted: TimelineFilter) -> None:
        self.sieve.set(wanted, self.document.snapshot)
        self.model.rearrange()


@pytest.fixture
def held(qapp: QApplication) -> Held:
    return Held(sample())


def column_of(held: Held, column: Column) -> list[str]:
    model = held.model
    return [model.text(model.event_at(row), column) for row in range(model.rowCount())]


def test_events_stand_in_order_of_time_and_those_without_one_last(held: Held) -> None:
    titles = held.titles()
    assert titles[0] == "Release 3.18 of holds begins"
    assert titles[-1] == "A venue asks about sold-out shows"
    assert held.model.first_undated() == len(titles) - 1


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("descending", [False, True])
def test_each_column_sorts_both_ways_and_undated_events_stay_last(
    held: Held, column: Column, descending: bool
) -> None:
    held.model.sort_by(column, descending)
    assert held.titles()[-1] == "A venue asks about sold-out shows"
    assert sorted(held.titles()) == sorted(e.title for e in held.document.snapshot.events.values())
    for row in range(held.model.rowCount()):
        assert held.model.row_of(held.model.event_at(row).id) == row


def test_words_sort_downwards_as_upwards_with_equal_ones_by_time(held: Held) -> None:
    held.model.sort_by(Column.ACTOR)
    up = column_of(held, Column.ACTOR)[:-1]
    assert up == sorted(up, key=str.casefold)
    held.model.sort_by(Column.ACTOR, descending=True)
    assert column_of(held, Column.ACTOR)[:-1] == sorted(up, key=str.casefold, reverse=True)
    same = [
        held.model.event_at(row).at
        for row in range(held.model.rowCount() - 1)
        if held.model.event_at(row).actor == "On-call engineer"
    ]
    assert same == sorted(same)  # type: ignore[type-var]
    assert len(same) > 2


def test_stars_and_marks_stand_first_when_sorted_by_them(held: Held) -> None:
    held.model.sort_by(Column.STAR)
    stars = column_of(held, Column.STAR)[:-1]
    assert stars == sorted(stars, reverse=True)
    held.model.sort_by(Column.MARKS)
    assert column_of(held, Column.MARKS)[0].startswith("Impact")


def test_an_edit_tells_of_its_row_alone(held: Held) -> None:
    event = held.event("Cache flushed")
    told: list[tuple[int, int]] = []
    held.model.dataChanged.connect(lambda a, b: told.append((a.row(), b.row())))
    held.document.push(verbs.edit_event(held.document.snapshot, event.id, "Rename", title="Other"))
    row = held.model.row_of(event.id)
    assert told == [(row, row)]
    assert held.model.event_at(row).title == "Other"


def test_a_moved_event_takes_its_row_along_and_what_points_at_it(held: Held) -> None:
    event = held.event("Release 3.18")
    pointing = QPersistentModelIndex(held.model.index(held.model.row_of(event.id), Column.TEXT))
    held.document.push(
        verbs.move_events(held.document.snapshot, [event.id], timedelta(minutes=30))
    )
    row = held.model.row_of(event.id)
    assert row > 0
    assert pointing.row() == row
    held.document.undo()
    assert pointing.row() == 0


def test_rows_keep_their_places_while_a_cell_is_edited(held: Held) -> None:
    event = held.event("Release 3.18")
    held.model.hold()
    held.document.push(
        verbs.move_events(held.document.snapshot, [event.id], timedelta(minutes=30))
    )
    assert held.model.row_of(event.id) == 0
    held.model.settle()
    assert held.model.row_of(event.id) > 0


def test_births_removals_and_undo_find_their_places(held: Held) -> None:
    before = held.titles()
    snapshot = held.document.snapshot
    lane = snapshot.lanes[0].id
    at = datetime(2026, 10, 14, 18, 20, tzinfo=UTC)
    held.document.push(verbs.add_event(snapshot, lane, at, "Brand new"))
    assert held.titles().index("Brand new") == before.index("Status page: investigating")
    held.document.push(
        verbs.delete_events(held.document.snapshot, [held.event("Cache flushed").id])
    )
    assert "Cache flushed, no change" not in held.titles()
    held.document.undo()
    held.document.undo()
    assert held.titles() == before


def test_evidence_and_marks_reach_the_rows_they_belong_to(held: Held) -> None:
    event = held.event("Incident channel")
    row = held.model.row_of(event.id)
    push, snapshot = held.document.push, held.document.snapshot
    push(verbs.add_evidence(snapshot, event.id, EvidenceKind.QUOTE, text="We are on it"))
    push(mark_event(held.document.snapshot, MarkKind.ACKNOWLEDGED, event.id))
    assert held.model.text(held.model.event_at(row), Column.EVIDENCE) == "1"
    assert held.model.text(held.model.event_at(row), Column.MARKS) == "Acknowledged"
    other = held.event("On-call acknowledges")
    assert held.model.marks_of(other.id) == ()


def test_a_hidden_lane_takes_its_rows_away_and_brings_them_back(held: Held) -> None:
    lane = next(x for x in held.document.snapshot.lanes if x.name == "System")
    before = held.titles()
    held.document.push(change_lane(held.document.snapshot, lane.id, "Hide lane", hidden=True))
    assert "System" not in column_of(held, Column.LANE)
    held.document.undo()
    assert held.titles() == before


def test_a_filter_narrows_the_rows_and_an_edit_brings_one_back(held: Held) -> None:
    held.filtered(TimelineFilter(kinds=frozenset({EventKind.ALERT})))
    assert held.titles() == ["Alert: hold age above 15 min"]
    event = held.event("Cache flushed")
    held.document.push(
        verbs.edit_event(held.document.snapshot, event.id, "Set kind", kind=EventKind.ALERT)
    )
    assert held.titles() == ["Alert: hold age above 15 min", "Cache flushed, no change"]


def test_times_tell_their_day_once_the_incident_has_two(held: Held) -> None:
    event = held.event("Verified clean")
    assert held.model.text(event, Column.TIME) == "19:02"
    held.document.push(verbs.move_events(held.document.snapshot, [event.id], timedelta(days=1)))
    moved = held.event("Verified clean")
    assert held.model.text(moved, Column.TIME) == "15 Oct  19:02"


def test_cells_are_spoken_with_the_name_of_their_column(held: Held) -> None:
    index = held.model.index(0, Column.LANE)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert held.model.data(index, role) == "Lane: System"
    assert held.model.data(held.model.index(0, Column.MARKS), role) == "Marks: no marks"
    assert held.model.data(index, Qt.ItemDataRole.FontRole) is None


def test_an_edit_among_many_events_asks_for_the_key_of_few(qapp: QApplication) -> None:
    held = Held(crowd(3000))
    asked: list[str] = []
    usual = held.model._key
    held.model._key = lambda event: asked.append(event.id) or usual(event)  # type: ignore[method-assign,func-returns-value]
    held.document.push(
        verbs.move_events(held.document.snapshot, ["x7"], timedelta(hours=3))
    )
    assert asked == ["x7"]
    assert held.model.event_at(held.model.row_of("x7")).id == "x7"
