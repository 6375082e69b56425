"""Lanes are added, named, ordered, coloured, hidden and brought back, each in one step."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from pmdesk.domain.terms import MarkKind
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.edits.timeline_lanes import mark_of
from tests.fakes import sample
from tests.views.timeline.hands import Desk, Left, No


def lane(desk: Desk, name: str) -> Lane:
    return next(one for one in desk.document.snapshot.lanes if one.name == name)


def actions(menu: QMenu) -> dict[str, QAction]:
    return {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}


def all_lanes(desk: Desk) -> QMenu:
    desk.panel.header.lanes.click()
    menu = desk.canvas.menus.last
    assert isinstance(menu, QMenu)
    return menu


def of_lane(desk: Desk, name: str) -> dict[str, QAction]:
    own = actions(all_lanes(desk))[name].menu()
    assert isinstance(own, QMenu)
    return actions(own)


def test_a_hidden_lane_is_brought_back_by_the_button_in_the_head(desk: Desk) -> None:
    before = desk.document.snapshot
    of_lane(desk, "System")["Hide"].trigger()
    assert "System" not in [one.name for one in desk.scene.lanes()]
    assert desk.document.undo_stack.undo_text == "Hide lane"
    actions(all_lanes(desk))["Show System"].trigger()
    assert desk.document.snapshot == before
    assert "System" in [one.name for one in desk.scene.lanes()]


def test_a_lane_moves_past_hidden_ones_in_one_step(desk: Desk) -> None:
    of_lane(desk, "System")["Hide"].trigger()
    of_lane(desk, "Communication")["Move up"].trigger()
    shown = [one.name for one in desk.scene.lanes()]
    assert shown == ["Detection", "Communication", "Response"]
    assert desk.document.undo_stack.undo_text == "Reorder lanes"


def test_a_new_lane_is_named_at_once(desk: Desk) -> None:
    actions(all_lanes(desk))["Add lane"].trigger()
    line = desk.canvas.editor.line
    assert line.isVisible()
    QTest.keyClicks(line, "Venues & partners")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert lane(desk, "Venues & partners").colour == ""
    assert "Venues && partners" in actions(all_lanes(desk))


def test_a_colour_is_ticked_and_changed(desk: Desk) -> None:
    colours = of_lane(desk, "Response")["Colour"].menu()
    assert isinstance(colours, QMenu)
    assert [a.text() for a in colours.actions() if a.isChecked()] == ["Violet"]
    actions(colours)["Ink"].trigger()
    assert lane(desk, "Response").colour == ""
    assert desk.document.undo_stack.undo_text == "Recolour lane"


def test_the_sign_on_a_lane_opens_its_menu(desk: Desk) -> None:
    y = desk.lane_y("Response")
    desk.canvas.hover_lane(QPointF(50, y))
    QTest.mouseClick(desk.canvas.viewport(), Left, No, QPoint(desk.scene.head - 12, y))
    menu = desk.canvas.menus.last
    assert isinstance(menu, QMenu)
    assert {"Rename", "Hide", "Add lane"} <= actions(menu).keys()


def test_nothing_can_be_chosen_in_a_locked_library(desk: Desk) -> None:
    locked = Desk(sample(), locked="Another window writes this library.")
    try:
        own = of_lane(locked, "System")
        colours = own["Colour"].menu()
        assert isinstance(colours, QMenu)
        held = [a for a in [*own.values(), *colours.actions()] if a.menu() is None]
        assert held
        assert not any(action.isEnabled() for action in held)
    finally:
        locked.panel.close()


def test_marks_are_typed_from_the_keyboard_where_nothing_is_selected(desk: Desk) -> None:
    desk.selection.clear()
    desk.key(Qt.Key.Key_M)
    menu = desk.canvas.menus.last
    assert isinstance(menu, QMenu)
    actions(menu)["Resolved…"].trigger()
    desk.canvas.editor.line.setText("19:05")
    QTest.keyClick(desk.canvas.editor.line, Qt.Key.Key_Return)
    mark = mark_of(desk.document.snapshot, MarkKind.RESOLVED)
    assert mark is not None
    assert f"{mark.at:%H:%M}" == "19:05"


def test_a_new_event_never_lands_in_a_hidden_lane(desk: Desk) -> None:
    event = desk.event("Worker reads")
    of_lane(desk, "System")["Hide"].trigger()
    desk.selection.select(TimelineEvent, event.id)
    desk.key(Qt.Key.Key_E)
    made = desk.document.snapshot.events[desk.selection.current or ""]
    assert made.lane_id in [one.id for one in desk.scene.lanes()]
