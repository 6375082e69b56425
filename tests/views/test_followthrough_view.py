from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pmdesk.domain.terms import ActionStatus
from pmdesk.views.followthrough.followthrough_view import FollowThroughView
from pmdesk.views.followthrough.rows import columns_of
from pmdesk.views.theme.theme import theme
from tests.views.fake_library import TODAY, FakeLibrary


@pytest.fixture
def view(qtbot):
    made = FollowThroughView(FakeLibrary(), lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1216, 900)
    made.refresh()
    made.show()
    return made


def test_the_most_overdue_action_is_chosen_first(view):
    assert view.list.current().text == "Rehearse issuer failover each quarter"
    assert view.list.tools.isVisible()


@pytest.fixture
def large_text():
    theme().set_text_scale(1.5)
    yield
    theme().set_text_scale(1.0)


def test_large_text_in_a_narrow_window_cuts_no_filter_and_leaves_room_for_words(view, large_text):
    view.resize(904, 600)
    view.layout().activate()
    for pill in view.pills.values():
        assert pill.width() >= pill.sizeHint().width()
    columns = columns_of(view.list.viewport().width())
    assert columns.source - columns.text > 150
    assert columns.text < columns.owner < columns.due < columns.right


def test_enter_asks_to_open_the_action_in_its_postmortem(view, qtbot):
    with qtbot.waitSignal(view.open_action_requested) as asked:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert asked.args == ["pm-Token issuer outage", "a0"]


def test_arrows_step_over_the_headings(view):
    for _ in range(3):
        QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert view.list.current().action_id == "a3"


def test_a_new_date_leaves_as_a_change_and_a_wrong_one_is_not_taken(view, qtbot):
    QTest.keyClick(view.list, Qt.Key.Key_D)
    prompt = view.prompt
    QTest.keyClicks(prompt.field, "soon")
    assert not prompt.button.isEnabled()
    assert "“soon” is no date" in prompt.why.text()
    prompt.field.setText("+2w")
    assert prompt.button.isEnabled()
    prompt.field.setText("2026-12-24")
    with qtbot.waitSignal(view.edit_requested) as asked:
        QTest.keyClick(prompt, Qt.Key.Key_Return)
    assert asked.args == ["pm-Token issuer outage", "a0", {"due": date(2026, 12, 24)}]


def test_wont_do_needs_a_reason(view, qtbot):
    QTest.mouseClick(view.list.tools.wont_do, Qt.MouseButton.LeftButton)
    prompt = view.prompt
    assert not prompt.button.isEnabled()
    QTest.keyClicks(prompt.field, "The issuer is replaced")
    with qtbot.waitSignal(view.edit_requested) as asked:
        prompt.button.click()
    assert asked.args[2] == {
        "status": ActionStatus.WONT_DO,
        "reason": "The issuer is replaced",
    }


def test_a_filter_that_nothing_falls_under_says_so(qtbot):
    library = FakeLibrary(actions=[])
    view = FollowThroughView(library, lambda: TODAY)
    qtbot.addWidget(view)
    view.refresh()
    view.choose("overdue")
    assert view._body.currentWidget() is view.nothing
    assert view.list.current() is None


def test_the_chosen_action_stays_chosen_when_the_list_is_read_again(view):
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    chosen = view.list.current().action_id
    view._library.actions = view._library.actions[1:]
    view.refresh()
    assert view.list.current().action_id == chosen
