from datetime import date, timedelta
from random import Random

import pytest

from pmdesk.domain.followthrough import (
    Bar,
    Trend,
    by_due,
    follow_figures,
    is_overdue,
    is_stale,
    review_list,
    wants_review,
)
from pmdesk.domain.library import ActionFigures, OpenAction
from pmdesk.domain.metrics import Share
from pmdesk.domain.terms import ActionStatus

TODAY = date(2026, 11, 24)


def days(count):
    return TODAY - timedelta(days=count)


def action(number=1, **values):
    return OpenAction("pm", "PM-1", "T", f"a{number}", f"AI-{number}", "x", ActionStatus.OPEN,
                      **{"last_touched": TODAY, **values})  # fmt: skip


@pytest.mark.parametrize(("ago", "stale"), [(59, False), (60, True), (400, True)])
def test_stale_is_what_nobody_touched_for_sixty_days(ago, stale):
    assert is_stale(action(last_touched=days(ago)), TODAY) is stale


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"due": days(1)}, True),
        ({"due": TODAY}, False),
        ({"last_touched": days(60)}, True),
        ({"due": days(1), "reviewed": days(20)}, False),
        ({"due": days(1), "reviewed": days(21)}, True),
        ({}, False),
    ],
)
def test_a_review_asks_about_what_is_overdue_or_stale_and_was_not_looked_at_lately(values, wanted):
    assert wants_review(action(**values), TODAY) is wanted


def test_the_walk_begins_with_the_most_overdue_and_ends_with_the_least_stale():
    walk = review_list(
        [
            action(1, last_touched=days(61)),
            action(2, due=days(3), last_touched=days(100)),
            action(3, due=days(9)),
            action(4, last_touched=days(90)),
            action(5),
        ],
        TODAY,
    )
    assert [a.key for a in walk] == ["AI-3", "AI-2", "AI-4", "AI-1"]


def test_the_share_closed_counts_done_and_given_up_of_all():
    figures = follow_figures(ActionFigures(open=5, done_count=12, wont_do=3), TODAY)
    assert figures.closed == Share(15, 20)


def test_lately_is_compared_with_the_three_months_before():
    done = ((days(10), days(10)), (days(20), days(10)), (days(100), days(100)),
            (days(130), days(120)), (days(130), days(121)), (days(500), days(400)))  # fmt: skip
    trend = follow_figures(ActionFigures(done=done), TODAY).trend
    assert trend == Trend(Share(1, 2), Share(1, 3))
    assert trend.words == "50% done by their date, up from 33%"


def test_no_comparison_is_told_where_there_is_nothing_to_compare():
    assert Trend(Share(0, 0), Share(1, 2)).words == ""
    assert Trend(Share(1, 2), Share(0, 0)).words == "50% done by their date"
    assert Trend(Share(1, 2), Share(2, 4)).words == "50% done by their date"
    assert Trend(Share(1, 4), Share(1, 2)).words == "25% done by their date, down from 50%"


def test_ages_are_counted_by_thirty_days_and_their_median_told():
    born = (days(0), days(29), days(30), days(89), days(90), days(900))
    figures = follow_figures(ActionFigures(born=born), TODAY)
    assert figures.median_age == 59.5
    assert [bar.size for bar in figures.ages] == [2, 1, 1, 2]


def test_slips_are_counted_by_action_and_in_all():
    held = ActionFigures(open=10, slips=((1, 4), (2, 1), (5, 2)))
    figures = follow_figures(held, TODAY)
    assert (figures.slipped, figures.slips) == (Share(7, 10), 16)
    assert figures.slip_bars == (Bar("once", 4), Bar("twice", 1), Bar("3+ times", 2))


def test_each_of_six_months_counts_what_was_closed_in_it():
    closed = (TODAY, date(2026, 11, 1), date(2026, 10, 31), date(2026, 6, 1), date(2026, 5, 31))
    months = follow_figures(ActionFigures(closed=closed), TODAY).closed_months
    assert [m.value for m in months] == [1, 0, 0, 0, 1, 2]
    assert months[0].month == date(2026, 6, 1)


def test_short_sorts_give_the_order_of_one_long_one():
    random_ = Random(5)
    dues = [None, *(TODAY + timedelta(days=n) for n in range(-90, 4))]
    rows = [
        action(n, due=random_.choice(dues), last_touched=random_.choice(dues))._replace(
            pm_title=random_.choice("aBcD")
        )
        for n in range(400)
    ]
    held = {a.key: (a.pm_title.casefold(), a.key) for a in rows}
    assert by_due(rows) == sorted(rows, key=lambda a: (a.due or date.max, held[a.key]))
    late = [a for a in review_list(rows, TODAY) if is_overdue(a, TODAY)]
    assert late == sorted(late, key=lambda a: (a.due, held[a.key]))
    assert review_list(rows, TODAY)[: len(late)] == late
