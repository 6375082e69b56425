"""User stories: actions handed out, made issues of, followed through and reviewed in the window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.terms import ActionStatus
from pmdesk.edits.actions import edit_action

Key = Qt.Key
Left = Qt.MouseButton.LeftButton


@pytest.fixture
def window(sampled):
    return sampled.window


def actions(window):
    return sorted(window.editor.document.snapshot.actions, key=lambda a: a.number)


def follow(sampled, qtbot):
    """The follow-through half a year later, when everything open is late or stale."""
    window = sampled.window
    sampled.clock.advance(timedelta(days=200))
    with qtbot.waitSignal(window.followthrough.read):
        window.actions_["followthrough"].trigger()
    return window.followthrough


def test_open_actions_are_saved_as_a_calendar(window, tmp_path, qtbot):
    window.show_section("actions")
    window.actions_["hand_out"].trigger()
    sheet = window.prompts.sheet
    sheet.forms.chosen.emit("ics")
    assert sheet.preview.toPlainText().startswith("BEGIN:VCALENDAR")
    sheet.path.setText(str(tmp_path / "due.ics"))
    QTest.keyClick(sheet.path, Key.Key_Return)
    qtbot.waitUntil(lambda: window.toast.text == "Saved due.ics")
    dated = [a for a in actions(window) if a.due and a.status in (
        ActionStatus.OPEN, ActionStatus.IN_PROGRESS)]  # fmt: skip
    assert (tmp_path / "due.ics").read_bytes().count(b"BEGIN:VEVENT") == len(dated) > 0


def test_what_looks_like_a_secret_is_named_and_blocks_nothing(window):
    document = window.editor.document
    window.actions_["hand_out"].trigger()
    assert not window.prompts.sheet.secrets.isVisible()
    window.prompts.sheet.dismiss()
    first = next(a for a in actions(window) if a.status is ActionStatus.OPEN)
    words = "Rotate glpat-" + "a1B2" * 6
    assert document.push(edit_action(document.snapshot, first.id, "Edit action", text=words))
    window.actions_["hand_out"].trigger()
    sheet = window.prompts.sheet
    assert sheet.secrets.isVisible()
    assert f"{first.key}, GitLab token: Rotate glpa…" in sheet.secrets.text()
    assert sheet.button.isEnabled()


def test_the_library_itself_is_never_overwritten(sampled, window, qtbot):
    window.actions_["hand_out"].trigger()
    sheet = window.prompts.sheet
    sheet.path.setText(str(sampled.library))
    sheet.act()
    qtbot.waitUntil(lambda: "That is your library" in window.toast.text)
    assert window.desk.find("PM-1") is not None


def test_a_check_list_goes_to_the_clipboard(window):
    window.actions_["check_list"].trigger()
    lines = QApplication.clipboard().text().splitlines()
    assert lines
    assert all(line.startswith("- [ ] AI-") for line in lines)
    assert window.toast.text == f"Copied {len(lines)} actions"


def test_a_new_issue_asks_for_the_tracker_once_and_then_opens_its_form(window, monkeypatch):
    opened = []
    monkeypatch.setattr("pmdesk.views.opening.browse", opened.append)
    window.show_section("actions")
    window.editor.selection.select(ActionItem, actions(window)[0].id)
    window.actions_["new_issue"].trigger()
    sheet = window.prompts.sheet
    assert abs(sheet.card.geometry().center().x() - window.rect().center().x()) <= 1
    assert not sheet.button.isEnabled()
    QTest.keyClicks(sheet.project, "shop/checkout")
    QTest.keyClick(sheet.project, Key.Key_Return)
    assert window.preferences.value.tracker_project == "shop/checkout"
    assert "Open a new issue for AI-1 in GitHub?" in window.toast.text
    assert not opened
    window.toast._button.click()
    assert opened[0].startswith("https://github.com/shop/checkout/issues/new?title=")


def test_a_new_issue_without_a_chosen_action_says_what_to_do(window):
    window.editor.selection.clear()
    window.actions_["new_issue"].trigger()
    assert "Choose an action first" in window.toast.text


def test_a_review_is_stored_and_each_decision_taken_back(sampled, qtbot):
    before = sampled.window.editor.document.snapshot
    view = follow(sampled, qtbot)
    QTest.keyClick(view.list, Key.Key_R)
    review = view.review
    first, second = (a.action_id for a in review.walk.actions[:2])
    QTest.keyClick(review, Key.Key_W)
    QTest.keyClicks(review.answer.field, "no longer needed")
    QTest.keyClick(review.answer.field, Key.Key_Return)
    QTest.keyClick(review, Key.Key_K)
    held = sampled.store.load(before.pm_id)
    assert held.need(ActionItem, first).reason == "no longer needed"
    assert held.need(ActionItem, second).reviewed_at == sampled.clock.now()
    QTest.keyClick(review, Key.Key_Escape)
    # The first one first: the later decision stays.
    review.summary.undo_buttons[first].click()
    held = sampled.store.load(before.pm_id)
    assert held.need(ActionItem, first) == before.need(ActionItem, first)
    assert held.need(ActionItem, second).reviewed_at is not None
    review.summary.undo_buttons[second].click()
    assert sampled.store.load(before.pm_id) == before


def test_the_command_for_a_review_leads_there_when_all_is_read(sampled, qtbot):
    sampled.clock.advance(timedelta(days=200))
    window = sampled.window
    window.actions_["monthly_review"].trigger()
    view = window.followthrough
    qtbot.waitUntil(lambda: view.pages.currentWidget() is view.review)


def test_ctrl_z_in_the_follow_through_takes_back_what_was_done_there(sampled, qtbot):
    before = sampled.window.editor.document.snapshot
    view = follow(sampled, qtbot)
    chosen = view.list.current().action_id
    QTest.keyClick(view.list, Key.Key_E)
    QTest.keyClicks(view.prompt.field, "seen in the drill")
    QTest.keyClick(view.prompt, Key.Key_Return)
    assert sampled.store.load(before.pm_id).need(ActionItem, chosen).status is ActionStatus.DONE
    sampled.window.actions_["undo"].trigger()
    assert sampled.store.load(before.pm_id) == before


def test_what_was_changed_again_since_then_stays_as_it_is(sampled, qtbot):
    view = follow(sampled, qtbot)
    document = sampled.window.editor.document
    chosen = view.list.current()
    take_back = view._change(chosen.pm_id, chosen.action_id, {"due": date(2027, 9, 1)})
    again = view._change(chosen.pm_id, chosen.action_id, {"due": date(2027, 9, 2)})
    take_back()
    assert "changed again since then" in sampled.window.toast.text
    assert document.snapshot.need(ActionItem, chosen.action_id).due.day == 2
    again()
    assert document.snapshot.need(ActionItem, chosen.action_id).due.day == 1


def test_a_line_still_being_typed_is_an_action_when_the_window_closes(sampled):
    window = sampled.window
    window.show_section("actions")
    count = len(actions(window))
    pm_id = window.editor.document.pm_id
    QTest.keyClicks(window.editor._panel("actions").line.line, "Page on queue age")
    sampled.reopen()
    texts = [a.text for a in sampled.store.load(pm_id).actions]
    assert len(texts) == count + 1
    assert "Page on queue age" in texts
