"""The monthly review, walked by keys alone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.terms import ActionStatus
from pmdesk.views.followthrough.walk import Outcome
from tests.views.followthrough_desk import Control, Key, following


@pytest.fixture
def desk(qtbot):
    with following(qtbot) as made:
        made.key(Key.Key_R, on=made.view.list)
        yield made


@pytest.fixture
def review(desk):
    return desk.view.review


def current(review):
    return review.walk.current and review.walk.current.action_id


def test_r_begins_with_the_most_overdue_and_says_how_far_it_is(desk, review):
    assert desk.view.pages.currentWidget() is review
    assert review.place.text() == "1 of 3"
    assert review.card.text.text() == "Rehearse issuer failover each quarter"
    assert review.card.due.text() == "30 Oct 2026, 25 days late"
    assert review.card.slips.text() == "The date was put off 3 times"


def test_the_whole_review_is_done_by_keys(desk, review):
    desk.key(Key.Key_D)
    desk.type("24 dec")
    desk.key(Key.Key_Tab)
    desk.type("the vendor is late")
    desk.key(Key.Key_Return)
    desk.key(Key.Key_E)
    desk.type("seen in the drill")
    desk.key(Key.Key_Return)
    desk.key(Key.Key_W)
    desk.type("the job is gone")
    desk.key(Key.Key_Return)
    assert [values for _, _, values in desk.stored] == [
        {"due": date(2026, 12, 24), "reason": "the vendor is late"},
        {"status": ActionStatus.DONE, "reason": "seen in the drill"},
        {"status": ActionStatus.WONT_DO, "reason": "the job is gone"},
    ]
    assert review.is_over
    assert review.summary.words.text() == "1 got a new date, 1 is done, 1 won't be done."
    desk.key(Key.Key_Return)
    assert desk.view.pages.currentWidget() is not review
    assert desk.view.list.hasFocus()


def test_keeping_is_recorded_and_skipping_is_not(desk, review):
    desk.key(Key.Key_K)
    desk.key(Key.Key_S)
    assert desk.stored == [("pm-Token issuer outage", "a0", {})]
    assert current(review) == "a2"


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        (Key.Key_D, "soon", "no date"),
        (Key.Key_D, "1 nov 2026", "has passed"),
        (Key.Key_D, "2026-10-30", "the date it has"),
        (Key.Key_E, "  ", "few words"),
        (Key.Key_W, "", "few words"),
    ],
)
def test_what_does_not_do_is_told_and_stays_in_the_field(desk, review, key, typed, words):
    desk.key(key)
    desk.type(typed)
    desk.key(Key.Key_Return)
    assert words in review.answer.problem.text()
    assert review.answer.field.text() == typed
    assert not desk.stored
    assert current(review) == "a0"


def test_esc_closes_the_question_first_and_ends_the_review_then(desk, review):
    desk.key(Key.Key_D)
    desk.key(Key.Key_Escape)
    assert desk.view.pages.currentWidget() is review
    assert review.answer.asked is None
    assert review.hasFocus()
    desk.key(Key.Key_Escape)
    assert desk.view.pages.currentWidget() is not review


def test_ending_early_tells_what_was_not_reached(desk, review):
    desk.key(Key.Key_K)
    desk.key(Key.Key_Escape)
    assert review.summary.title.text() == "Review ended early"
    assert review.summary.words.text() == "1 was kept as it is, 2 were not reached."


def test_ctrl_z_takes_the_last_decision_back_and_stands_there_again(desk, review):
    desk.key(Key.Key_K)
    desk.key(Key.Key_S)
    desk.key(Key.Key_Z, Control)
    assert desk.taken_back == [0]
    assert current(review) == "a0"
    assert not review.walk.decided


def test_going_back_shows_what_was_decided_with_a_way_to_undo_it(desk, review):
    desk.key(Key.Key_D)
    desk.type("24 dec")
    desk.key(Key.Key_Return)
    desk.key(Key.Key_Left)
    assert "New date: Thursday 24 Dec 2026" in review.decided.text()
    QTest.mouseClick(review.undo_here, Qt.MouseButton.LeftButton)
    assert desk.taken_back == [0]
    assert not review.undo_here.isVisible()


def test_a_decision_that_took_the_place_of_another_gives_it_back_when_undone(desk, review):
    desk.key(Key.Key_D)
    desk.type("24 dec")
    desk.key(Key.Key_Return)
    desk.key(Key.Key_Left)
    desk.key(Key.Key_E)
    desk.type("seen in the drill")
    desk.key(Key.Key_Return)
    desk.key(Key.Key_Z, Control)
    assert [step.outcome for step in review.walk.decided] == [Outcome.DATE]
    assert "New date" in review.decided.text()
    desk.key(Key.Key_Z, Control)
    assert review.walk.decided == []
    assert desk.taken_back == [1, 0]


def test_every_decision_can_be_undone_from_the_summary(desk, review):
    for _ in range(3):
        desk.key(Key.Key_K)
    assert list(review.summary.undo_buttons) == ["a0", "a1", "a2"]
    review.summary.undo_buttons["a1"].click()
    QApplication.processEvents()
    assert desk.taken_back == [1]
    assert list(review.summary.undo_buttons) == ["a0", "a2"]
    assert review.summary.words.text() == "2 were kept as they are, 1 was not reached."


def test_a_decision_that_was_refused_leaves_the_words_and_the_place(desk, review):
    desk.refuse = True
    desk.key(Key.Key_W)
    desk.type("because")
    desk.key(Key.Key_Return)
    assert current(review) == "a0"
    assert review.answer.field.text() == "because"


def test_enter_opens_the_postmortem_of_the_action(desk, review, qtbot):
    with qtbot.waitSignal(desk.view.open_action_requested) as asked:
        desk.key(Key.Key_Return)
    assert asked.args == ["pm-Token issuer outage", "a0"]


def test_where_nothing_may_be_changed_actions_can_only_be_skipped(qtbot):
    with following(qtbot) as desk:
        desk.read_only = True
        desk.key(Key.Key_R, on=desk.view.list)
        desk.key(Key.Key_K)
        desk.key(Key.Key_D)
        assert desk.view.review.answer.asked is None
        desk.key(Key.Key_S)
        assert current(desk.view.review) == "a1"
        assert desk.stored == []


def test_letters_do_nothing_when_single_keys_are_off(qtbot):
    with following(qtbot) as desk:
        desk.view.list.single_keys = False
        desk.view.begin_review()
        desk.key(Key.Key_K)
        assert current(desk.view.review) == "a0"


def test_where_nothing_waits_r_says_so_instead_of_doing_nothing(qtbot):
    with following(qtbot, actions=[]) as made:
        made.key(Key.Key_R, on=made.view)
        assert made.view.pages.currentIndex() == 0
        assert "Nothing is overdue or stale" in made.view.share.text()
