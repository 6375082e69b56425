"""What a frame and an edit cost is counted: pixels decide, not the number of events."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import combinations
from types import FrameType
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from pmdesk.domain.change import Edit
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.timeline import (
    add_event,
    delete_events,
    duplicate_events,
    move_events,
    stretch_event,
)
from pmdesk.views.theme.theme import install
from pmdesk.views.timeline.pixmaps import MADE_PER_FRAME
from tests.views.timeline.hands import Alt, Desk, crowd

BUCKETS = 4 * (1056 / 64 + 2)


def drawn(desk: Desk) -> int:
    """How many pictures a whole frame copies."""
    view = desk.canvas.viewport()
    view.render(QPixmap(view.size()))
    return desk.canvas.pixmaps.drawn


def settle(desk: Desk) -> None:
    """Paint until every label is there."""
    drawn(desk)
    while desk.canvas.lane_painter.unfinished:
        drawn(desk)


def lines_run(act: Callable[[], object]) -> int:
    """How many lines of Python an act runs, rounds of loops and comprehensions each counted."""
    count = 0

    def local(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return local

    sys.settrace(lambda frame, event, arg: local)
    try:
        act()
    finally:
        sys.settrace(None)
    return count


def test_pictures_in_a_frame_follow_pixels_and_not_events(qapp: QApplication) -> None:
    install(qapp)
    counts = []
    for count in (1_000, 100_000):
        desk = Desk(crowd(count))
        for zoom in (1.0, 8.0, 8.0):
            desk.scene.zoom(zoom)
            counts.append(drawn(desk))
        desk.panel.close()
    assert max(counts[3:]) <= BUCKETS + 40
    assert max(counts[3:]) <= 2 * max(counts[:3])


def test_a_pan_paints_a_strip_and_the_ruler_only(qapp: QApplication) -> None:
    install(qapp)
    desk = Desk(crowd(10_000))
    desk.scene.zoom(2)
    QApplication.processEvents()
    whole = drawn(desk)
    rects: list[int] = []
    paint = desk.canvas.lane_painter.paint

    def watched(painter: object, height: float, clip: Any) -> None:
        rects.append(clip.width())
        paint(painter, height, clip)  # type: ignore[arg-type]

    desk.canvas.lane_painter.paint = watched  # type: ignore[method-assign]
    desk.scene.pan(9)
    QApplication.processEvents()
    desk.panel.close()
    assert rects == [9]
    assert desk.canvas.pixmaps.drawn < whole / 2


def test_what_was_shifted_looks_like_what_is_painted_anew(desk: Desk) -> None:
    desk.scene.zoom(2)
    for step in (7, 30, -11):
        desk.scene.pan(step)
        QApplication.processEvents()
    view = desk.canvas.viewport()
    shifted = view.screen().grabWindow(view.window().winId()).toImage() if view.screen() else None
    fresh = desk.panel.grab().toImage()
    if shifted is None or shifted.size() != fresh.size():
        pytest.skip("this screen can not be read")
    assert shifted.convertToFormat(fresh.format()) == fresh


def test_a_frame_makes_few_pictures_and_the_next_ones_make_the_rest(desk: Desk) -> None:
    desk.canvas.pixmaps.forget()
    desk.scene.zoom(1.3)
    drawn(desk)
    assert desk.canvas.pixmaps.made <= MADE_PER_FRAME + 30
    settle(desk)
    drawn(desk)
    assert desk.canvas.pixmaps.made == 0


EDITS: dict[str, Callable[[Snapshot, str], Edit]] = {
    "move": lambda s, i: move_events(s, [i], timedelta(seconds=40)),
    "add": lambda s, _: add_event(s, s.lanes[0].id, s.events["x40"].at),
    "delete": lambda s, i: delete_events(s, [i]),
    "duplicate": lambda s, i: duplicate_events(s, [i]),
    "stretch": lambda s, i: stretch_event(s, i, end=s.events["x7000"].at),
}


def _push(desk: Desk, name: str, event_id: str) -> None:
    desk.document.push(EDITS[name](desk.document.snapshot, event_id))
    QApplication.processEvents()


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_walks_what_it_changes_and_not_all_events(qapp: QApplication, name: str) -> None:
    install(qapp)
    counts = []
    for count in (8_000, 64_000):
        desk = Desk(crowd(count))
        # What is worked out once for a document, and the pictures of this zoom.
        _push(desk, name, "x4400")
        settle(desk)
        counts.append(lines_run(lambda d=desk: _push(d, name, "x4000")))  # type: ignore[misc]
        desk.panel.close()
    assert counts[1] < 1.5 * counts[0]


def test_a_drag_paints_the_lanes_once_when_the_mouse_is_pressed(qapp: QApplication) -> None:
    install(qapp)
    desk = Desk(crowd(300))
    desk.scene.show_times(*_around(desk, "x150"))
    QApplication.processEvents()
    start = desk.at(desk.document.snapshot.need(TimelineEvent, "x150"))
    settle(desk)
    widths: list[int] = []
    paint = desk.canvas.lane_painter.paint

    def watched(painter: object, height: float, clip: Any) -> None:
        widths.append(clip.width())
        paint(painter, height, clip)  # type: ignore[arg-type]

    desk.canvas.lane_painter.paint = watched  # type: ignore[method-assign]
    desk.press(start)
    QApplication.processEvents()
    assert widths == [desk.canvas.viewport().width() - desk.scene.head]
    desk.move(start + QPoint(9, 0), Alt)
    lifted = desk.scene.rect_of("x150")
    assert lifted is not None
    assert widths[1:] == [lifted.width()]
    for step in range(20):
        desk.move(start + QPoint(10 + 5 * step, 0), Alt)
    desk.canvas.cancel_gesture()
    desk.panel.close()
    assert len(widths) == 2


def test_a_drag_asks_for_few_and_small_rectangles(desk: Desk) -> None:
    start = desk.at(desk.event("Cache flushed"))
    desk.press(start)
    desk.move(start + QPoint(9, 0), Alt)
    for step in range(10):
        desk.move(start + QPoint(10 + 5 * step, 0), Alt)
        parts = desk.canvas.layer._parts
        assert len(parts) <= 6
        area = sum(part.width() * part.height() for part in parts)
        view = desk.canvas.viewport()
        assert area < view.width() * view.height() / 8
        assert all(not a.intersects(b) for a, b in combinations(parts, 2))
    desk.canvas.cancel_gesture()


def test_a_move_of_the_mouse_walks_no_events(qapp: QApplication) -> None:
    install(qapp)
    counts = []
    for count in (1_000, 64_000):
        desk = Desk(crowd(count))
        desk.scene.show_times(*_around(desk, "x500"))
        QApplication.processEvents()
        event = desk.document.snapshot.need(TimelineEvent, "x500")
        start = desk.at(event)
        settle(desk)
        desk.press(start)
        desk.move(start + QPoint(9, 0), Alt)
        assert desk.canvas.gesture is not None
        counts.append(lines_run(lambda d=desk, s=start: d.move(s + QPoint(40, 0), Alt)))  # type: ignore[misc]
        desk.canvas.cancel_gesture()
        desk.panel.close()
    assert counts[1] < 1.5 * counts[0]


def _around(desk: Desk, event_id: str) -> tuple[float, float]:
    at = desk.document.snapshot.need(TimelineEvent, event_id).at
    assert at is not None
    gap = 86400 / len(desk.document.snapshot.events)
    return at.timestamp() - 6 * gap, at.timestamp() + 6 * gap


def test_a_crowd_is_walked_and_opened_by_keys(qapp: QApplication) -> None:
    install(qapp)
    desk = Desk(crowd(30_000))
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Z, Qt.Key.Key_Down):
        desk.key(key)
    assert desk.selection.current == "x2"
    desk.panel.close()
