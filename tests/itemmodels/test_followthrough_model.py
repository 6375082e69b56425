from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from pmdesk.domain.library import OpenAction
from pmdesk.domain.terms import Severity
from pmdesk.itemmodels.followthrough import (
    SELECTIONS,
    FollowThroughModel,
    Heading,
    More,
    Shown,
    count_of,
    lateness,
    narrowed,
    read_desk,
    selected,
    slips_text,
)
from tests.views.fake_library import TODAY, FakeLibrary, some_actions


@pytest.fixture
def model(qapp):
    made = FollowThroughModel()
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    made.show_actions(some_actions(), TODAY)
    return made


def rows(model):
    return [model.row(n) for n in range(model.rowCount())]


def headings(model):
    return [(row.words, row.size) for row in rows(model) if isinstance(row, Heading)]


def many(count):
    one = some_actions()[0]
    return [one._replace(action_id=f"m{n}", owner=f"Team {n % 70}") for n in range(count)]


def test_the_groups_stand_in_order_of_urgency_with_their_counts(model):
    assert headings(model) == [
        ("Overdue", 3), ("Due this week", 3), ("Later", 2), ("No date", 1),
    ]  # fmt: skip


def test_every_action_stands_in_exactly_one_group(model):
    shown = [row.action_id for row in rows(model) if isinstance(row, OpenAction)]
    assert sorted(shown) == sorted(action.action_id for action in some_actions())


def test_a_heading_cannot_be_chosen(model):
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


@pytest.mark.parametrize("selection", SELECTIONS)
def test_each_filter_shows_as_many_as_its_pill_counts(model, selection):
    model.show_actions(selected(some_actions(), selection, TODAY), TODAY)
    shown = [row for row in rows(model) if isinstance(row, OpenAction)]
    assert len(shown) == count_of(selection, some_actions(), TODAY)


def test_owners_stand_by_how_much_they_have_and_nobody_first(model):
    model.show_actions(some_actions(), TODAY, "owner")
    assert headings(model)[:4] == [
        ("No owner", 1), ("Billing lead", 2), ("Holds team lead", 2), ("Platform lead", 2),
    ]  # fmt: skip


def test_postmortems_are_groups_with_their_keys(model):
    model.show_actions(some_actions(), TODAY, "postmortem")
    assert headings(model)[0] == ("PM-1 Seat holds stuck", 5)


def test_narrowing_keeps_what_fits_all_of_it():
    actions = some_actions()
    owner = narrowed(actions, Shown(owner="Platform lead"))
    assert [a.action_id for a in owner] == ["a0", "a3"]
    both = Shown(owner="Platform lead", severity=Severity.SEV1, tag="auth")
    assert [a.action_id for a in narrowed(actions, both)] == ["a0"]
    assert narrowed(actions, both._replace(tag="none")) == []


def test_a_long_group_ends_in_a_row_that_brings_in_more(model):
    model.show_actions(many(1000), TODAY)
    last = model.rowCount() - 1
    assert model.row(last) == More("Overdue", 900)
    assert model.data(model.index(last)) == "900 more"
    model.show_more(last)
    assert isinstance(model.row(last), OpenAction)
    assert model.row(model.rowCount() - 1) == More("Overdue", 400)


def test_more_groups_than_fit_are_brought_in_too(model):
    model.show_actions(many(1000), TODAY, "owner")
    last = model.rowCount() - 1
    assert model.row(last) == More("", 10)
    model.show_more(last)
    assert len(headings(model)) == 70


def test_a_row_is_spoken_with_its_date_and_how_often_it_was_put_off(model):
    assert model.data(model.index(1)).endswith("Platform lead, 25 days late, put off 3 times")
    undated = model.row_of("a8")
    assert model.data(model.index(undated)).endswith("Holds team lead, no date")
    later = model.row_of("a6")
    assert model.data(model.index(later)).endswith("Holds team lead, 3 Dec 2026")


def test_the_desk_is_read_in_order_with_its_review_and_figures():
    library = FakeLibrary(actions=list(reversed(some_actions())))
    data = read_desk(library, TODAY)
    dues = [a.due or date.max for a in data.actions]
    assert dues == sorted(dues)
    assert [a.action_id for a in data.review] == ["a0", "a1", "a2"]
    assert data.figures.closed.whole == 9 + 28 + 6


@pytest.mark.parametrize(("count", "words"), [(0, ""), (1, "put off once"), (4, "put off 4 times")])
def test_slips_are_said_in_words(count, words):
    assert slips_text(count) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(-8, "8 days late"), (-1, "1 day late"), (0, "due today"), (1, "1 day left"), (30, "")],
)
def test_lateness_is_said_in_days(days, words):
    action = some_actions()[0]._replace(due=TODAY + timedelta(days=days))
    assert lateness(action, TODAY) == words
