"""A new user's first day: the sample, an edit, undo, close, open again."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.actions import delete_actions
from pmdesk.edits.postmortems import set_head
from pmdesk.views.main_window import first_size
from tests.fakes import sample


def test_an_empty_library_offers_the_first_start_page(window):
    assert window.library.first_start is not None
    assert window.library.first_start.isVisible()


def test_the_sample_opens_and_is_in_the_library(sampled):
    editor = sampled.window.editor
    assert editor is not None
    assert editor.document.snapshot.postmortem.title == sample().postmortem.title
    assert sampled.store.size() == 1
    sampled.window.open_sample()
    assert sampled.store.size() == 1


def test_an_edit_is_there_after_closing_and_opening(sampled):
    editor = sampled.window.editor
    editor.header.edit_title()
    field = QApplication.focusWidget()
    field.selectAll()
    QTest.keyClicks(field, "Seats held too long")
    sampled.reopen()
    sampled.window.open_sample()
    assert sampled.window.editor.document.snapshot.postmortem.title == "Seats held too long"


def test_undo_is_named_and_takes_back_what_was_done(sampled):
    window = sampled.window
    document = window.editor.document
    before = document.snapshot
    window.show_section("timeline")
    window.editor.timeline.setFocus()
    first = min(before.events)
    window.editor.go_to(TimelineEvent, first)
    QTest.keyClick(window.editor.timeline.canvas, Qt.Key.Key_Delete)
    assert first not in document.snapshot.events
    assert window.actions_["undo"].text() == "Undo delete event"
    assert window.toast.text == "Deleted event"
    window.actions_["undo"].trigger()
    assert document.snapshot == before == sampled.store.load(document.pm_id)
    assert window.actions_["redo"].text() == "Redo delete event"
    assert not window.actions_["undo"].isEnabled()


def test_the_offer_to_undo_goes_once_another_step_was_taken(sampled):
    window = sampled.window
    document = window.editor.document
    steps = (
        window.actions_["undo"].trigger,
        lambda: document.push(set_head(document.snapshot, "Rename", title="Another")),
    )
    for step in steps:
        action_id = document.snapshot.actions[0].id
        document.push(delete_actions(document.snapshot, [action_id]))
        assert window.toast.isVisible()
        step()
        assert not window.toast.isVisible()


def test_a_new_postmortem_opens_with_its_title_ready_to_be_typed(window):
    window.actions_["new"].trigger()
    QTest.keyClicks(QApplication.focusWidget(), "Slow sign-in")
    window.commit()
    assert window.editor.document.snapshot.postmortem.title == "Slow sign-in"
    assert window.editor.document.snapshot.postmortem.key == "PM-1"


def test_a_deleted_postmortem_comes_back_from_the_toast(sampled):
    window = sampled.window
    window.actions_["delete_postmortem"].trigger()
    assert sampled.store.size() == 0
    assert window.editor is None
    window.toast._button.click()
    assert sampled.store.size() == 1
    assert sampled.store.load(sample().pm_id).events == sample().events


def test_every_section_can_be_reached_by_its_key(sampled):
    window = sampled.window
    for number, section in enumerate(("report", "timeline", "factors", "actions", "review"), 1):
        window.actions_[section].trigger()
        assert window.place == section
        assert window.actions_[section].shortcut().toString() == f"Ctrl+{number}"


def test_f6_walks_through_all_parts_and_comes_back(sampled):
    window = sampled.window
    window.show_section("report")
    seen = []
    for _ in range(6):
        window.actions_["next_pane"].trigger()
        focus = QApplication.focusWidget()
        panes = [window.sidebar, *window.editor.panes()]
        seen.append(next(i for i, p in enumerate(panes) if p is focus or p.isAncestorOf(focus)))
    assert set(seen) >= set(range(len(window.editor.panes()) + 1))


def test_a_first_window_keeps_within_the_screen():
    assert first_size(QSize(1920, 1040)) == QSize(1440, 900)
    small = first_size(QSize(1366, 728))
    assert small.width() == 1366
    assert small.height() < 728
