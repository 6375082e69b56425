from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from pmdesk.domain.library import OpenAction
from pmdesk.domain.metrics import DueGroup
from pmdesk.itemmodels.followthrough import SELECTIONS, FollowThroughModel, count_of, lateness
from tests.views.fake_library import TODAY, some_actions


@pytest.fixture
def model(qapp):
    made = FollowThroughModel()
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    made.show_actions(some_actions(), TODAY, "all")
    return made


def rows(model):
    return [model.row(n) for n in range(model.rowCount())]


def test_the_groups_stand_in_order_of_urgency_with_their_counts(model):
    headings = [row for row in rows(model) if not isinstance(row, OpenAction)]
    assert headings == [
        (DueGroup.OVERDUE, 3),
        (DueGroup.THIS_WEEK, 3),
        (DueGroup.LATER, 2),
        (DueGroup.NO_DATE, 1),
    ]


def test_every_action_stands_in_exactly_one_group(model):
    shown = [row.action_id for row in rows(model) if isinstance(row, OpenAction)]
    assert sorted(shown) == sorted(action.action_id for action in some_actions())


def test_a_heading_cannot_be_chosen(model):
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


@pytest.mark.parametrize("selection", SELECTIONS)
def test_each_filter_shows_as_many_as_its_pill_counts(model, selection):
    model.show_actions(some_actions(), TODAY, selection)
    shown = [row for row in rows(model) if isinstance(row, OpenAction)]
    assert len(shown) == count_of(selection, some_actions(), TODAY)


@pytest.mark.parametrize(
    ("days", "words"),
    [(-8, "8 days late"), (-1, "1 day late"), (0, "due today"), (1, "1 day left"), (30, "")],
)
def test_lateness_is_said_in_days(days, words):
    action = some_actions()[0]._replace(due=TODAY + timedelta(days=days))
    assert lateness(action, TODAY) == words
