"""The window on time: it glides, is dragged in the small map, and is left to who touches it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.change import Change, Edit
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timescale import TimeScale
from pmdesk.edits.timeline import delete_events, move_events
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.glide import GLIDE_MS, between
from tests.fakes import sample
from tests.views.timeline.hands import Desk, Left, No


@pytest.fixture
def _still() -> Iterator[None]:
    theme().reduced_motion = True
    yield
    theme().reduced_motion = False


def test_showing_everything_glides_there_and_then_follows_the_width(desk: Desk, qtbot) -> None:
    whole = desk.scene.fit_scale()
    desk.scene.zoom(8)
    near, seen = desk.scene.scale.per_px, []
    desk.scene.changed.connect(lambda: seen.append(desk.scene.scale.per_px))
    desk.key(Qt.Key.Key_0)
    assert desk.scene.scale.per_px < whole.per_px
    qtbot.waitUntil(lambda: desk.scene.scale == whole, timeout=GLIDE_MS * 20)
    assert seen == sorted(seen)
    assert any(near < per_px < whole.per_px for per_px in seen)
    desk.panel.resize(900, 700)
    QApplication.processEvents()
    assert desk.scene.scale == desk.scene.fit_scale() != whole


@pytest.mark.usefixtures("_still")
def test_without_motion_everything_is_shown_at_once(desk: Desk) -> None:
    desk.scene.zoom(8)
    desk.key(Qt.Key.Key_0)
    assert desk.scene.scale == desk.scene.fit_scale()


@pytest.mark.parametrize("touch", ["wheel", "press"])
def test_whoever_touches_the_window_on_its_way_has_it(desk: Desk, qtbot, touch: str) -> None:
    desk.scene.zoom(8)
    near = desk.scene.scale.per_px
    desk.key(Qt.Key.Key_0)
    qtbot.waitUntil(lambda: desk.scene.scale.per_px > near)
    if touch == "press":
        desk.press(QPoint(600, 300))
    else:
        desk.scene.zoom(1.1)
    held = desk.scene.scale
    desk.scene._glide._move.setCurrentTime(GLIDE_MS)
    QApplication.processEvents()
    assert desk.scene.scale == held


@given(st.floats(0.01, 1e4), st.floats(0.01, 1e4), st.floats(-1e6, 1e6), st.floats(0, 1))
def test_on_its_way_the_window_stays_within_what_both_ends_show(a, b, start, share) -> None:
    one, other = TimeScale(0.0, a), TimeScale(start, b)
    found, width = between(one, other, share), 1000.0
    slack = 1e-6 * (1 + abs(start) + 1000 * max(a, b))
    assert min(0.0, start) - slack <= found.start <= max(0.0, start) + slack
    ends = (one.time(width), other.time(width))
    assert min(ends) - slack <= found.time(width) <= max(ends) + slack


def move_on_map(desk: Desk, at: QPoint, held: Qt.MouseButton) -> None:
    small = desk.panel.minimap
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(small.mapToGlobal(at)),
        Qt.MouseButton.NoButton, held, No,
    )  # fmt: skip
    QApplication.sendEvent(small, event)


def drag_map(desk: Desk, by: int) -> None:
    start = desk.panel.minimap._window().center().toPoint()
    QTest.mousePress(desk.panel.minimap, Left, No, start)
    move_on_map(desk, start + QPoint(by, 0), Left)


@pytest.mark.parametrize("how", ["escape", "second button", "lost grab", "hide"])
def test_a_drag_of_the_small_window_is_put_back(desk: Desk, how: str) -> None:
    desk.scene.zoom(4)
    before, small = desk.scene.scale, desk.panel.minimap
    drag_map(desk, 60)
    assert desk.scene.scale.start > before.start
    if how == "escape":
        desk.key(Qt.Key.Key_Escape)
    elif how == "second button":
        QTest.mousePress(small, Qt.MouseButton.RightButton, No, QPoint(500, 30))
    elif how == "hide":
        desk.panel.set_height_mode("normal")
    else:
        move_on_map(desk, QPoint(520, 30), Qt.MouseButton.NoButton)
    assert desk.scene.scale.start == pytest.approx(before.start, abs=before.per_px)
    assert desk.scene.put_back is None


def test_a_drag_of_the_small_window_pans_and_its_edge_zooms(desk: Desk) -> None:
    desk.scene.zoom(4)
    before = desk.scene.scale
    drag_map(desk, 60)
    QTest.mouseRelease(desk.panel.minimap, Left)
    assert desk.scene.scale.per_px == before.per_px
    assert desk.scene.put_back is None
    small = desk.panel.minimap
    edge = QPoint(round(small._window().right()), 30)
    QTest.mousePress(small, Left, No, edge)
    move_on_map(desk, edge + QPoint(40, 0), Left)
    QTest.mouseRelease(small, Left)
    assert desk.scene.scale.per_px > before.per_px


def test_the_small_map_is_mended_to_what_it_would_be_painted_as(desk: Desk) -> None:
    small = desk.panel.minimap
    small.grab()
    ids = [e.id for e in desk.document.snapshot.events.values() if e.at is not None]
    lane = desk.document.snapshot.lanes[0].id
    desk.document.push(move_events(desk.document.snapshot, ids[3:5], timedelta(minutes=3), lane))
    mended = small.grab().toImage()
    desk.document.push(delete_events(desk.document.snapshot, [desk.event("Cache flushed").id]))
    desk.document.undo()
    assert small._grounds[-1].torn
    assert small.grab().toImage() == mended
    small._grounds.clear()
    assert small.grab().toImage() == mended
    assert desk.document.snapshot.of(TimelineEvent)


@pytest.mark.usefixtures("qapp")
def test_events_that_come_in_beside_the_window_are_shown_but_a_typed_one_leaves_it() -> None:
    base = sample()
    bare = base.applied(delete_events(base, list(base.events)).changes)
    empty = Desk(bare.applied(tuple(Change(mark, None) for mark in bare.marks)))
    scene, events = empty.scene, list(base.events.values())
    scene.pan(50_000)
    empty.document.push(Edit("Bring in", tuple(Change(None, event) for event in events[:3])))
    seen = scene.scale.time(0), scene.scale.time(scene.width)
    assert all(seen[0] < event.at.timestamp() < seen[1] for event in events[:3])
    before = scene.scale
    far = replace(events[3], at=events[3].at + timedelta(days=3))
    empty.document.push(Edit("Add event", (Change(None, far),)))
    assert scene.scale == before
    empty.panel.close()
