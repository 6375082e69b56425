from datetime import date, timedelta

from pmdesk.domain import metrics
from pmdesk.domain.metrics import DueGroup

TODAY = date(2026, 11, 24)


def test_a_due_date_of_today_is_this_week_and_not_overdue():
    assert metrics.due_group(TODAY, TODAY) is DueGroup.THIS_WEEK
    assert metrics.due_group(TODAY - timedelta(days=1), TODAY) is DueGroup.OVERDUE


def test_the_week_ends_after_seven_days():
    assert metrics.due_group(TODAY + timedelta(days=6), TODAY) is DueGroup.THIS_WEEK
    assert metrics.due_group(TODAY + timedelta(days=7), TODAY) is DueGroup.LATER


def test_the_spread_counts_every_action_once():
    dues = [None, TODAY, TODAY - timedelta(days=3), TODAY + timedelta(days=30), None]
    counted = metrics.spread(dues, TODAY)
    assert (counted.overdue, counted.this_week, counted.later, counted.no_date) == (1, 1, 1, 2)
    assert counted.total == len(dues)


def test_done_on_the_due_date_itself_is_in_time():
    share = metrics.done_by_due([(TODAY, TODAY), (TODAY, TODAY + timedelta(days=1))])
    assert share.percent == "50%"


def test_no_done_actions_give_no_share_rather_than_a_zero():
    assert metrics.done_by_due([]).value is None
    assert metrics.done_by_due([]).percent == ""


def test_months_without_a_done_action_are_left_out():
    rows = [(date(2026, 9, 2), date(2026, 9, 1)), (date(2026, 11, 1), date(2026, 11, 5))]
    found = metrics.done_by_due_monthly(rows, TODAY)
    assert [(m.month, m.value) for m in found] == [(date(2026, 9, 1), 1.0), (date(2026, 11, 1), 0)]


def test_the_months_cross_the_turn_of_the_year():
    rows = [(date(2025, 12, 30), date(2025, 12, 31))]
    assert len(metrics.done_by_due_monthly(rows, date(2026, 1, 15))) == 1


def test_a_finish_before_its_incident_does_not_pull_the_median_down():
    spans = [(TODAY - timedelta(days=4), TODAY), (TODAY, TODAY - timedelta(days=30))]
    assert metrics.median_days(spans) == 4
    assert metrics.median_days([]) is None
