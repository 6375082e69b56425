"""Each thing the timeline can do has a key, a command, or a menu that the keyboard opens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from pmdesk.domain.terms import MarkKind
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timeline_filter import TimelineFilter
from pmdesk.edits.timeline import delete_events, edit_event
from pmdesk.edits.timeline_lanes import mark_of
from pmdesk.views.actions import COMMANDS
from pmdesk.views.timeline import accessible_news
from tests.views.timeline.hands import Desk, Shift

Key = Qt.Key


def spin() -> None:
    for _ in range(3):
        QApplication.processEvents()


def opened(desk: Desk) -> QMenu:
    menu = desk.canvas.menus.last
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    return menu


def entries(menu: QMenu) -> list[str]:
    return [a.text().split("\t")[0] for a in menu.actions() if a.text()]


def take(menu: QMenu, words: str) -> None:
    """Choose an entry by keys alone."""
    for _ in range(30):
        active = menu.activeAction()
        if active is not None and active.text().startswith(words):
            break
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    spin()


def test_the_menu_of_an_event_opens_and_acts_by_keys_alone(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, event.id)
    desk.key(Key.Key_F10, Shift)
    take(opened(desk), "Take the time off")
    assert desk.document.snapshot.events[event.id].at is None


def test_the_menu_key_opens_the_same_menu(desk: Desk) -> None:
    desk.selection.select(TimelineEvent, desk.event("Cache flushed").id)
    middle = desk.canvas.rect().center()
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, middle, desk.canvas.mapToGlobal(middle)
    )
    QApplication.sendEvent(desk.canvas.viewport(), asked)
    assert {"Edit title", "Set time", "Change lane", "Mark a moment"} <= set(entries(opened(desk)))


def test_with_nothing_selected_the_menu_offers_what_can_be_done_without(desk: Desk) -> None:
    count = len(desk.document.snapshot.events)
    desk.key(Key.Key_F10, Shift)
    assert {"Add event here", "Set a mark here"} <= set(entries(opened(desk)))
    take(opened(desk), "Add event here")
    assert len(desk.document.snapshot.events) == count + 1


def test_marks_are_set_typed_and_cleared_by_keys(desk: Desk) -> None:
    desk.key(Key.Key_M)
    take(opened(desk), "Mitigated")
    assert desk.canvas.editor.line.isVisible()
    desk.canvas.editor.line.setText("")
    QTest.keyClick(desk.canvas.editor.line, Key.Key_Return)
    assert mark_of(desk.document.snapshot, MarkKind.MITIGATED) is None


def test_every_verb_on_lanes_is_in_a_menu_with_a_command(desk: Desk) -> None:
    assert any(command.id == "lanes" for command in COMMANDS)
    desk.panel.open_lanes()
    menu = opened(desk)
    own = menu.actions()[1].menu()
    assert isinstance(own, QMenu)
    wanted = {"Rename", "Move up", "Move down", "Colour", "Hide", "Delete with its events"}
    assert wanted <= set(entries(own))
    assert "Add lane" in entries(menu)
    menu.close()


def test_a_card_without_a_time_has_its_menu_by_keys(desk: Desk) -> None:
    desk.panel.tray.setFocus(Qt.FocusReason.TabFocusReason)
    event = desk.event("A venue asks")
    assert desk.selection.current == event.id
    assert "A venue asks" in desk.panel.tray.accessibleDescription()
    QTest.keyClick(desk.panel.tray, Key.Key_F10, Shift)
    take(opened(desk), "Delete")
    assert event.id not in desk.document.snapshot.events


@pytest.mark.parametrize(
    "command", ["timeline_view", "filter_events", "find_event", "find_next", "find_previous",
                "lanes", "add_event", "spine", "inspector"],
)  # fmt: skip
def test_what_stands_in_the_head_is_a_command_too(command: str) -> None:
    assert any(held.id == command for held in COMMANDS)


def test_the_list_for_readers_holds_what_the_filter_lets_through(desk: Desk) -> None:
    whole = QAccessible.queryAccessibleInterface(desk.canvas)
    count = whole.childCount()
    desk.panel.filters.set(TimelineFilter(starred=True))
    assert whole.childCount() == 5
    desk.panel.filters.clear()
    assert whole.childCount() == count


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(accessible_news, "announce", lambda _widget, words: told.append(words))
    return told


def test_selection_edits_and_undo_are_told(desk: Desk, heard: list[str]) -> None:
    one, two = desk.event("Cache flushed"), desk.event("Verified clean")
    desk.selection.select(TimelineEvent, one.id)
    assert heard[-1] == "18:24, Response, surprise, Cache flushed, no change, 1 evidence"
    desk.selection.select(TimelineEvent, one.id, two.id)
    assert heard[-1] == "2 events selected"
    desk.document.push(
        edit_event(desk.document.snapshot, one.id, "Rename event", title="Cache emptied")
    )
    named = "Rename event: 18:24, Response, surprise, Cache emptied, 1 evidence"
    assert heard[-1] == named
    desk.document.undo()
    assert heard[-1] == (
        "Undo rename event: 18:24, Response, surprise, Cache flushed, no change, 1 evidence"
    )
    desk.document.push(delete_events(desk.document.snapshot, [one.id, two.id]))
    assert heard[-1] == "Delete 2 events"


def test_nothing_is_told_of_a_timeline_out_of_sight(desk: Desk, heard: list[str]) -> None:
    desk.panel.hide()
    event = desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, event.id)
    desk.document.push(edit_event(desk.document.snapshot, event.id, "Rename event", title="X"))
    assert heard == []
