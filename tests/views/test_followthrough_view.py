import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.terms import ActionStatus, Severity
from pmdesk.views.followthrough.rows import columns_of
from pmdesk.views.theme.theme import theme
from tests.views.fake_library import some_actions
from tests.views.followthrough_desk import Control, Key, following

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot):
    with following(qtbot) as made:
        yield made


@pytest.fixture
def view(desk):
    return desk.view


def test_the_most_overdue_action_is_chosen_first(view):
    assert view.list.current().text == "Rehearse issuer failover each quarter"
    assert view.list.tools.isVisible()


def test_actions_and_figures_are_read_off_the_gui_thread(desk):
    assert desk.library.figure_threads
    assert threading.get_ident() not in desk.library.figure_threads


@pytest.fixture
def large_text():
    theme().set_text_scale(1.5)
    yield
    theme().set_text_scale(1.0)


def test_large_text_in_a_narrow_window_cuts_no_filter_and_leaves_room_for_words(view, large_text):
    view.resize(904, 600)
    QApplication.processEvents()
    for pill in view.filters.pills.values():
        assert pill.width() >= pill.sizeHint().width()
    columns = columns_of(view.list.viewport().width())
    assert columns.source - columns.text > 150
    assert columns.text < columns.owner < columns.due < columns.right


@pytest.mark.parametrize("width", [700, 904, 956, 1216, 1696])
def test_the_buttons_on_a_row_never_lie_over_its_date(view, width):
    view.resize(width, 700)
    QApplication.processEvents()
    columns = columns_of(view.list.viewport().width())
    date_ends = theme().fonts.metrics("ui", 1.0).horizontalAdvance("30 Oct 2026")
    assert view.list.tools.geometry().left() > columns.due + date_ends


def test_enter_asks_to_open_the_action_in_its_postmortem(view, qtbot):
    with qtbot.waitSignal(view.open_action_requested) as asked:
        QTest.keyClick(view.list, Key.Key_Return)
    assert asked.args == ["pm-Token issuer outage", "a0"]


def test_arrows_step_over_the_headings(view):
    for _ in range(3):
        QTest.keyClick(view.list, Key.Key_Down)
    assert view.list.current().action_id == "a3"


def test_a_new_date_leaves_as_a_change_and_a_wrong_one_is_not_taken(desk, view):
    QTest.keyClick(view.list, Key.Key_D)
    prompt = view.prompt
    QTest.keyClicks(prompt.field, "soon")
    assert not prompt.button.isEnabled()
    assert "“soon” is no date" in prompt.why.text()
    prompt.field.setText("2026-12-24")
    QTest.keyClick(prompt, Key.Key_Return)
    assert desk.stored == [("pm-Token issuer outage", "a0", {"due": date(2026, 12, 24)})]


@pytest.mark.parametrize(
    ("key", "status"), [(Key.Key_W, ActionStatus.WONT_DO), (Key.Key_E, ActionStatus.DONE)]
)
def test_closing_needs_words_and_keeps_them(desk, view, key, status):
    QTest.keyClick(view.list, key)
    assert not view.prompt.button.isEnabled()
    QTest.keyClicks(view.prompt.field, "The issuer is replaced")
    view.prompt.button.click()
    assert desk.stored[0][2] == {"status": status, "reason": "The issuer is replaced"}


def test_ctrl_z_takes_the_last_change_back_and_then_the_one_before(desk, view):
    for day in ("2026-12-24", "2026-12-25"):
        QTest.keyClick(view.list, Key.Key_D)
        QTest.keyClicks(view.prompt.field, day)
        QTest.keyClick(view.prompt, Key.Key_Return)
    for _ in range(3):
        QTest.keyClick(view.list, Key.Key_Z, Control)
    assert desk.taken_back == [1, 0]


def test_nothing_is_asked_where_nothing_may_be_changed(desk, view):
    desk.read_only = True
    QTest.keyClick(view.list, Key.Key_D)
    assert view.prompt is None


def test_a_filter_that_nothing_falls_under_says_so_and_leads_back(desk, view, qtbot):
    view.filters.choose(owner="Billing lead", selection="no_owner")
    assert view._body.currentWidget() is view.nothing
    assert view.list.current() is None
    assert not view.hand_out.isEnabled()
    QTest.mouseClick(view.nothing.button, Left)
    assert view.list.current() is not None


def test_a_library_without_open_actions_says_what_the_place_is_for(qtbot):
    with following(qtbot, actions=[]) as desk:
        assert desk.view._body.currentWidget() is desk.view.nothing
        assert not desk.view.review_button.isEnabled()


def test_actions_that_cannot_be_read_are_told_with_a_way_to_try_again(desk, view, qtbot):
    desk.library.fail_with = StorageProblem("The disk is gone.")
    view.refresh()
    qtbot.waitUntil(lambda: view._body.currentWidget() is view.nothing)
    desk.library.fail_with = None
    QTest.mouseClick(view.nothing.button, Left)
    qtbot.waitUntil(lambda: view._body.currentWidget() is view.list)


def test_the_chosen_action_stays_chosen_when_the_list_is_read_again(desk, view, qtbot):
    QTest.keyClick(view.list, Key.Key_Down)
    chosen = view.list.current().action_id
    desk.library.actions = desk.library.actions[1:]
    with qtbot.waitSignal(view.read):
        view.refresh()
    assert view.list.current().action_id == chosen


def test_what_changes_while_the_list_is_read_is_read_right_after_it(desk, view, qtbot):
    view.refresh()
    desk.library.actions = desk.library.actions[:2]
    view.refresh()
    qtbot.waitUntil(lambda: len(view.in_sight()) == 2)


def test_counts_on_pills_follow_owner_severity_and_tag(view):
    view.filters.choose(severity=Severity.SEV2)
    counts = {name: pill._count for name, pill in view.filters.pills.items()}
    assert counts == {"all": 3, "overdue": 2, "this_week": 1, "no_owner": 0, "stale": 1}
    view.filters.choose(tag="auth")
    assert view.filters.pills["all"]._count == 0


def test_an_owner_is_found_by_typing_and_the_button_names_what_is_left_out(view):
    QTest.mouseClick(view.filters.owner, Left)
    QTest.keyClicks(view.filters.picker.field, "plat")
    QTest.keyClick(view.filters.picker.field, Key.Key_Return)
    assert {a.owner for a in view.in_sight()} == {"Platform lead"}
    assert view.filters.owner.accessibleName() == "Owner: Platform lead"


def test_a_row_of_more_is_brought_in_by_enter_and_by_a_click(qtbot):
    one = some_actions()[0]
    many = [one._replace(action_id=f"m{n}", key=f"AI-{n:05}") for n in range(1500)]
    with following(qtbot, actions=many) as desk:
        rows, model = desk.view.list, desk.view.model
        assert model.rowCount() == 102
        rows.setCurrentIndex(model.index(101))
        QTest.keyClick(rows, Key.Key_Return)
        assert model.rowCount() == 602
        assert rows.current().action_id == "m100"
        rows.scrollTo(model.index(601))
        QTest.mouseClick(rows.viewport(), Left, pos=rows.visualRect(model.index(601)).center())
        assert model.rowCount() == 1102


def test_the_figures_come_and_go_with_f_and_say_every_bar_in_words(view):
    assert not view.figures.isVisible()
    QTest.keyClick(view.list, Key.Key_F)
    assert view.figures.isVisible()
    assert view.figures.closed.figure == "79%"
    assert "November 2026: 4 closed" in view.figures.closed.accessibleDescription()
    assert "90 or more days: 2 open" in view.figures.age.accessibleDescription()
    assert "2 actions put off twice" in view.figures.slips.accessibleDescription()
    QTest.keyClick(view.list, Key.Key_F)
    assert not view.figures.isVisible()


def test_names_under_bars_are_all_whole_or_all_short(view):
    chart = view.figures.age
    assert chart.labels(64) == ["0–29", "30–59", "60–89", "90+"]
    assert chart.labels(30) == ["0", "30", "60", "90+"]
    assert view.figures.closed.labels(20) == ["J", "J", "A", "S", "O", "N"]
