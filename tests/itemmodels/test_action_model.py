"""The table of actions follows the document in small steps and never loses its place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.postmortem import Person
from pmdesk.domain.terms import ActionStatus
from pmdesk.edits import actions as verbs
from pmdesk.edits.report import change_part
from pmdesk.itemmodels.action_items import FILTERS, ActionTableModel, Column
from tests.fakes import MemoryStorage, SetClock, sample

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def document(qapp: QApplication) -> Document:
    held = sample()
    return Document(held, MemoryStorage(held), SetClock())


@pytest.fixture
def model(document: Document) -> ActionTableModel:
    made = ActionTableModel(document, lambda: TODAY)
    made.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return made


def keys(model: ActionTableModel) -> list[int]:
    return [model.cells(row).action.number for row in range(model.rowCount())]


def action(document: Document, number: int) -> ActionItem:
    return next(a for a in document.snapshot.actions if a.number == number)


def test_the_action_without_a_date_stands_first_and_the_others_by_date(
    model: ActionTableModel,
) -> None:
    assert keys(model) == [6, 2, 3, 5, 1, 4]


@pytest.mark.parametrize(
    ("column", "descending", "wanted"),
    [
        (Column.DUE, True, [6, 4, 1, 5, 3, 2]),
        (Column.OWNER, False, [5, 3, 2, 1, 4, 6]),
        (Column.OWNER, True, [5, 4, 6, 1, 2, 3]),
        (Column.KEY, True, [6, 5, 4, 3, 2, 1]),
        (Column.STATUS, False, [3, 4, 5, 6, 1, 2]),
        (Column.TRACKER, False, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_any_column_sorts_with_missing_ones_first_and_equal_ones_by_number(
    model: ActionTableModel, column: Column, descending: bool, wanted: list[int]
) -> None:
    model.sort_by(column, descending)
    assert keys(model) == wanted


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_shows_as_many_as_it_counts(model: ActionTableModel, name: str) -> None:
    model.show_only(name)
    assert model.rowCount() == model.count_of(name)


def test_the_filters_count_what_is_missing(model: ActionTableModel) -> None:
    counts = {name: model.count_of(name) for name in FILTERS}
    assert counts == {
        "all": 6, "no_owner": 1, "no_date": 1, "open": 4, "in_progress": 1, "done": 1, "wont_do": 0,
    }  # fmt: skip


def test_an_unknown_filter_is_refused(model: ActionTableModel) -> None:
    with pytest.raises(KeyError):
        model.show_only("mine")


def test_an_edit_of_one_cell_tells_of_one_row(
    document: Document, model: ActionTableModel
) -> None:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b, _roles: told.append((a.row(), b.row())))
    one = action(document, 3)
    document.push(verbs.edit_action(document.snapshot, one.id, "Rename", text="Other"))
    row = model.row_of(one.id)
    assert told == [(row, row)]
    assert model.data(model.index(row, Column.TEXT)) == "Other"


def test_a_row_that_moves_takes_its_persistent_index_along(
    document: Document, model: ActionTableModel
) -> None:
    one = action(document, 6)
    kept = QPersistentModelIndex(model.index(model.row_of(one.id), Column.OWNER))
    document.push(verbs.set_due(document.snapshot, [one.id], date(2027, 1, 1), now=NOW))
    assert keys(model)[-1] == 6
    assert (kept.row(), kept.column()) == (5, Column.OWNER)


def test_rows_keep_their_places_while_a_cell_is_edited(
    document: Document, model: ActionTableModel
) -> None:
    model.show_only("no_date")
    model.hold()
    document.push(
        verbs.set_due(document.snapshot, [action(document, 6).id], date(2027, 1, 1), now=NOW)
    )
    assert keys(model) == [6]
    model.settle()
    assert keys(model) == []


def test_added_and_deleted_actions_come_and_go_with_undo(
    document: Document, model: ActionTableModel
) -> None:
    document.push(verbs.add_action(document.snapshot, "New", now=NOW, due=date(2026, 11, 30)))
    assert keys(model) == [6, 2, 3, 7, 5, 1, 4]
    every = [held.id for held in document.snapshot.actions]
    document.push(verbs.delete_actions(document.snapshot, every))
    assert model.rowCount() == 0
    document.undo()
    document.undo()
    assert keys(model) == [6, 2, 3, 5, 1, 4]


def test_a_deleted_action_goes_even_while_a_cell_is_edited(
    document: Document, model: ActionTableModel
) -> None:
    model.hold()
    document.push(verbs.delete_actions(document.snapshot, [action(document, 2).id]))
    assert keys(model) == [6, 3, 5, 1, 4]


def test_a_renamed_role_or_factor_is_shown_at_once(
    document: Document, model: ActionTableModel
) -> None:
    one = action(document, 1)
    person = document.snapshot.need(Person, one.owner_id or "")
    document.push(change_part(document.snapshot, "Rename", Person, person.id, role="Platform A"))
    factor = document.snapshot.factors_of(one.id)[0]
    document.push(change_part(document.snapshot, "Rename", Factor, factor.id, text="Other"))
    cells = model.cells(model.row_of(one.id))
    assert (cells.owner, cells.factors) == ("Platform A", ("Other",))


def test_what_does_not_concern_actions_is_not_looked_at(
    document: Document, model: ActionTableModel
) -> None:
    from pmdesk.edits.report import add_impact

    told: list[object] = []
    model.dataChanged.connect(lambda *_: told.append(1))
    model.counts_changed.connect(lambda: told.append(2))
    document.push(add_impact(document.snapshot, "1", "users"))
    assert told == []


def test_a_screen_reader_hears_what_is_missing_or_late(
    document: Document, model: ActionTableModel
) -> None:
    said = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, Column.DUE), said) == "Due: no due date"
    late = action(document, 1)
    document.push(verbs.set_due(document.snapshot, [late.id], date(2026, 11, 20), now=NOW))
    row = model.row_of(late.id)
    assert model.data(model.index(row, Column.DUE), said) == "Due: 20 Nov, overdue"


def test_closed_actions_miss_no_date(document: Document, model: ActionTableModel) -> None:
    six = action(document, 6)
    document.push(verbs.set_status(document.snapshot, [six.id], ActionStatus.DONE, now=NOW))
    assert model.count_of("no_date") == 0
    assert keys(model)[-1] == 6
