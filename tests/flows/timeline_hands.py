"""Hands on the timeline of the real window: each drag of it, to be let go or interrupted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.domain.timeline import TimelineEvent
from tests.flows.desktop import Desktop
from tests.views.timeline.hands import Alt, Control, Desk, Left, No, Shift

Middle = Qt.MouseButton.MiddleButton


class WindowHands(Desk):
    """The hands of the timeline's own tests on the timeline of a running program."""

    def __init__(self, desktop: Desktop) -> None:
        editor = desktop.window.editor
        assert editor is not None
        desktop.window.show_section("timeline")
        self.desktop, self.editor = desktop, editor
        self.document, self.selection = editor.document, editor.selection
        self.panel = editor.timeline
        self.canvas, self.scene = self.panel.canvas, self.panel.scene
        self.canvas.setFocus()
        for _ in range(4):
            QApplication.processEvents()

    def stored(self) -> object:
        """What stands in the library's file."""
        return self.desktop.store.load(self.document.pm_id)


@dataclass
class Drag:
    """Where a drag begins and ends, on which widget, with which button and keys."""

    start: QPoint
    end: QPoint
    mods: Qt.KeyboardModifier = No
    button: Qt.MouseButton = Left
    on: QWidget | None = None
    first: Qt.KeyboardModifier = field(default=No)


def send(widget: QWidget, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton,
         held: Qt.MouseButton, mods: Qt.KeyboardModifier) -> None:  # fmt: skip
    """One mouse event as the window would get it."""
    place = QPointF(widget.mapToGlobal(at))
    QApplication.sendEvent(widget, QMouseEvent(kind, QPointF(at), place, button, held, mods))
    QApplication.processEvents()


def begin(hands: WindowHands, drag: Drag) -> QWidget:
    """Press and move almost to the end; the widget that has the mouse."""
    widget = drag.on or hands.canvas.viewport()
    send(widget, QEvent.Type.MouseButtonPress, drag.start, drag.button, drag.button, drag.first)
    nothing = Qt.MouseButton.NoButton
    for step in range(1, 7):
        at = drag.start + (drag.end - drag.start) * (step / 6)
        send(widget, QEvent.Type.MouseMove, at, nothing, drag.button, drag.mods)
    return widget


def finish(widget: QWidget, drag: Drag) -> None:
    """Let go."""
    kind = QEvent.Type.MouseButtonRelease
    send(widget, kind, drag.end, drag.button, Qt.MouseButton.NoButton, drag.mods)


def _along(hands: WindowHands) -> Drag:
    start = hands.at(hands.event("Cache flushed"))
    return Drag(start, start + QPoint(70, 4))


def _fine(hands: WindowHands) -> Drag:
    start = hands.at(hands.event("Cache flushed"))
    return Drag(start, start + QPoint(33, 0), Alt)


def _across(hands: WindowHands) -> Drag:
    start = hands.at(hands.event("Cache flushed"))
    return Drag(start, QPoint(start.x() + 40, hands.lane_y("Detection")), Shift)


def _together(hands: WindowHands) -> Drag:
    one, two = hands.event("Cache flushed"), hands.event("Box office calls")
    hands.selection.select(TimelineEvent, two.id, one.id)
    QApplication.processEvents()
    start = hands.at(one)
    return Drag(start, start + QPoint(70, 0))


def _stretch(hands: WindowHands, side: str) -> Drag:
    event = hands.event("First hypothesis")
    assert event.at is not None
    assert event.end is not None
    hands.scene.zoom(2.0, hands.scene.scale.x(event.at.timestamp()))
    QApplication.processEvents()
    rect = hands.scene.rect_of(event.id)
    assert rect is not None
    y = round(hands.canvas.origin().y() + rect.center().y())
    x = hands.x_of(event.end) if side == "end" else round(hands.scene.head + rect.left() + 2)
    return Drag(QPoint(x, y), QPoint(x - 40, y))


def _flag(hands: WindowHands) -> Drag:
    x = hands.x_of(hands.scene.marks[-1].at)
    return Drag(QPoint(x, 12), QPoint(x + 30, 60))


def _place(hands: WindowHands) -> Drag:
    tray = hands.panel.tray
    to = hands.canvas.viewport().mapToGlobal(QPoint(500, hands.lane_y("System")))
    return Drag(QPoint(90, 60), tray.mapFromGlobal(to), on=tray)


def _draw(hands: WindowHands) -> Drag:
    y, x = hands.lane_y("Detection"), hands.canvas.viewport().width() - 220
    return Drag(QPoint(x, y), QPoint(x + 90, y), Control, first=Control)


# What each is called in the list of steps.
EDITS: dict[str, tuple[str, Callable[[WindowHands], Drag]]] = {
    "along": ("Move event", _along),
    "fine": ("Move event", _fine),
    "across": ("Move event", _across),
    "together": ("Move 2 events", _together),
    "end": ("Stretch event", lambda hands: _stretch(hands, "end")),
    "start": ("Stretch event", lambda hands: _stretch(hands, "start")),
    "flag": ("Move resolved", _flag),
    "place": ("Place event", _place),
    "draw": ("Add event", _draw),
}


def interrupt(hands: WindowHands, widget: QWidget, drag: Drag, how: str) -> None:
    """Break a drag off in one of the ways in which that happens."""
    nothing = Qt.MouseButton.NoButton
    if how == "escape":
        QTest.keyClick(widget if widget is drag.on else hands.canvas, Qt.Key.Key_Escape)
    elif how == "second button":
        right = Qt.MouseButton.RightButton
        held = drag.button | right
        send(widget, QEvent.Type.MouseButtonPress, drag.end, right, held, drag.mods)
    elif how == "lost grab":
        send(widget, QEvent.Type.MouseMove, drag.end, nothing, nothing, drag.mods)
    elif how == "another window":
        hands.desktop.window.sidebar.setFocus()
        (drag.on or hands.canvas).clearFocus()
    elif how == "outside":
        window = hands.desktop.window
        out = widget.mapFromGlobal(window.mapToGlobal(QPoint(600, -80)))
        drag.end = out
    finish(widget, drag)
