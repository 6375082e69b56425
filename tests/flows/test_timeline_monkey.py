"""A thousand random mice and keys on a timeline of five hundred events: nothing is raised or lost,
and all of it can be undone."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.change import Edit, born
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.theme.theme import theme
from tests.flows.desktop import Desktop
from tests.flows.test_monkey import no_dialogs, qt_warnings
from tests.flows.timeline_hands import Middle, WindowHands, send

STEPS, EVENTS = 1_000, 500
SEEDS = range(1, 1 + int(os.environ["MONKEYS"])) if "MONKEYS" in os.environ else (3,)
Left, Right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
Nothing = Qt.MouseButton.NoButton
MODS = [
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
]  # fmt: skip
Key = Qt.Key
KEYS = [
    Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Tab, Key.Key_Return,
    Key.Key_Escape, Key.Key_Delete, Key.Key_E, Key.Key_T, Key.Key_L, Key.Key_M, Key.Key_0,
    Key.Key_Z, Key.Key_Plus, Key.Key_Minus, Key.Key_Home, Key.Key_End, Key.Key_PageDown,
    Key.Key_PageUp, Key.Key_D, Key.Key_A, Key.Key_F2,
]  # fmt: skip
WORDS = ("14:05", "~14:30", "+4m", "18:10-18:20", "Words", "", "26:99", "<b>bold</b>")


class TimelineMonkey:
    """Does one thing after another to the timeline, by chance."""

    def __init__(self, hands: WindowHands, seed: int) -> None:
        self.hands, self.dice = hands, random.Random(seed)
        self.done: list[str] = []

    def act(self) -> None:
        """One step; what a menu or a field asks is answered first."""
        popup = QApplication.activePopupWidget()
        line = self.hands.canvas.editor.line
        if popup is not None:
            self.done.append(f"popup {type(popup).__name__}")
            QTest.keyClick(popup, self.dice.choice([Key.Key_Escape, Key.Key_Down, Key.Key_Return]))
            if QApplication.activePopupWidget() is popup and self.dice.random() < 0.5:
                popup.close()
        elif line.isVisible() and self.dice.random() < 0.7:
            self.done.append("type")
            QTest.keyClicks(line, self.dice.choice(WORDS))
            QTest.keyClick(line, self.dice.choice([Key.Key_Return, Key.Key_Escape]))
        else:
            acts = [self._drag] * 6 + [self._key] * 5 + [self._wheel] * 2
            acts += [self._click, self._double, self._map, self._tray, self._undo, self._window]
            act = self.dice.choice(acts)
            self.done.append(act.__name__)
            act()
        QApplication.processEvents()

    def _spot(self) -> QPoint:
        hands, view = self.hands, self.hands.canvas.viewport()
        shown = list(hands.scene.layout.window_items(hands.scene.scale, hands.scene.width))
        if shown and self.dice.random() < 0.6:
            band, item = self.dice.choice(shown)
            rect = hands.scene.item_rect(band, item).translated(hands.canvas.origin())
            at = QPoint(round(rect.left()) + self.dice.randrange(30), round(rect.center().y()))
            if view.rect().contains(at):
                return at
        return QPoint(
            self.dice.randrange(max(1, view.width())), self.dice.randrange(max(1, view.height()))
        )

    def _drag(self) -> None:
        view, at, mods = self.hands.canvas.viewport(), self._spot(), self.dice.choice(MODS)
        button = self.dice.choice([Left, Left, Left, Left, Middle])
        first = self.dice.choice([mods, Qt.KeyboardModifier.NoModifier])
        send(view, QEvent.Type.MouseButtonPress, at, button, button, first)
        for _ in range(self.dice.randrange(1, 6)):
            at += QPoint(self.dice.randint(-120, 120), self.dice.randint(-70, 70))
            send(view, QEvent.Type.MouseMove, at, Nothing, button, mods)
        chance = self.dice.random()
        if chance < 0.1:
            QTest.keyClick(self.hands.canvas, Key.Key_Escape)
        elif chance < 0.15:
            send(view, QEvent.Type.MouseButtonPress, at, Right, button | Right, mods)
        elif chance < 0.2:
            self.hands.canvas.pointer.edge_timer.timeout.emit()
        elif chance < 0.25 and self.hands.document.undo_stack.index() > 1:
            # Never the step that put the events there.
            self.hands.document.undo()
        send(view, QEvent.Type.MouseButtonRelease, at, button, Nothing, mods)

    def _click(self) -> None:
        button = self.dice.choice([Left, Right])
        QTest.mouseClick(self.hands.canvas.viewport(), button, self.dice.choice(MODS), self._spot())

    def _double(self) -> None:
        QTest.mouseDClick(self.hands.canvas.viewport(), Left, pos=self._spot())

    def _key(self) -> None:
        key, mods = self.dice.choice(KEYS), self.dice.choice(MODS)
        if (key, mods) == (Key.Key_Delete, Qt.KeyboardModifier.NoModifier):
            mods = Qt.KeyboardModifier.NoModifier
        self.done[-1] += f" {key.name} {mods.name}"
        if QApplication.focusWidget() is not self.hands.canvas and self.dice.random() < 0.8:
            self.hands.canvas.setFocus()
        QTest.keyClick(self.hands.canvas, key, mods)

    def _wheel(self) -> None:
        view, at = self.hands.canvas.viewport(), QPointF(self._spot())
        by, mods = self.dice.choice([-240, -120, 120, 240]), self.dice.choice(MODS)
        event = QWheelEvent(
            at, view.mapToGlobal(at), QPoint(), QPoint(0, by), Nothing, mods,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, event)

    def _map(self) -> None:
        small = self.hands.panel.minimap
        at = QPoint(self.dice.randrange(max(1, small.width())), 30)
        send(small, QEvent.Type.MouseButtonPress, at, Left, Left, MODS[0])
        at += QPoint(self.dice.randint(-200, 200), 0)
        send(small, QEvent.Type.MouseMove, at, Nothing, Left, MODS[0])
        send(small, QEvent.Type.MouseButtonRelease, at, Left, Nothing, MODS[0])

    def _tray(self) -> None:
        tray = self.hands.panel.tray
        if not tray.isVisible():
            return
        view = self.hands.canvas.viewport()
        send(tray, QEvent.Type.MouseButtonPress, QPoint(90, 60), Left, Left, MODS[0])
        at = tray.mapFromGlobal(view.mapToGlobal(self._spot()))
        send(tray, QEvent.Type.MouseMove, at, Nothing, Left, self.dice.choice(MODS))
        send(tray, QEvent.Type.MouseButtonRelease, at, Left, Nothing, MODS[0])

    def _undo(self) -> None:
        steps = self.hands.document
        if steps.undo_stack.index() > 1 and self.dice.random() < 0.5:
            steps.undo()
        else:
            steps.redo()

    def _window(self) -> None:
        chance, window = self.dice.random(), self.hands.desktop.window
        if chance < 0.5:
            window.resize(self.dice.randrange(960, 1500), self.dice.randrange(600, 950))
        elif chance < 0.7:
            theme().set_text_scale(self.dice.choice([0.9, 1.0, 1.5]))
        elif chance < 0.85:
            theme().set_mode(self.dice.choice(["light", "dark", "contrast"]))
        window.show_section("timeline")


def many(hands: WindowHands, dice: random.Random) -> Edit:
    """Five hundred events round those of the sample: bursts, spans, some without a time."""
    snapshot, made = hands.document.snapshot, []
    first, last = hands.scene.bounds()
    lanes = [lane.id for lane in snapshot.lanes]
    start = snapshot.marks[0].at
    for number in range(EVENTS - len(snapshot.events)):
        at = start + timedelta(seconds=round(dice.gauss(0.4, 0.3) * (last - first)))
        end = at + timedelta(seconds=dice.randrange(30, 900)) if dice.random() < 0.2 else None
        dated = dice.random() > 0.03
        made.append(born(TimelineEvent(
            id=fresh_id(), pm_id=snapshot.pm_id, lane_id=dice.choice(lanes),
            title=f"Event {number}", at=at if dated else None, end=end if dated else None,
            precision=Precision.EXACT if dated else Precision.UNKNOWN,
            position=snapshot.last_position(TimelineEvent) + number + 1,
        )))  # fmt: skip
    return Edit("Add events", tuple(made))


@pytest.fixture
def jungle(sampled: Desktop, monkeypatch) -> Iterator[WindowHands]:
    no_dialogs(monkeypatch)
    # What carries events out waits for a real mouse.
    monkeypatch.setattr("pmdesk.views.timeline.drag_out.start", lambda *_: None)
    yield WindowHands(sampled)
    theme().set_text_scale(1.0)
    theme().set_mode("light")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_thousand_mice_and_keys_leave_a_timeline_that_can_be_undone(jungle, qtbot, seed):
    monkey, document = TimelineMonkey(jungle, seed), jungle.document
    assert document.push(many(jungle, monkey.dice))
    first = document.snapshot
    assert len(first.events) == EVENTS
    with qtbot.captureExceptions() as raised, qt_warnings() as warnings:
        for _ in range(STEPS):
            monkey.act()
            assert not raised, (raised, monkey.done[-9:])
            assert not warnings, (warnings, monkey.done[-9:])
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        jungle.canvas.editor.cancel()
        QApplication.processEvents()
    assert document.undo_stack.count() > STEPS / 20
    assert jungle.stored() == document.snapshot
    while document.undo_stack.index() > 1:
        assert document.undo()
    assert document.snapshot == first == jungle.stored()
    assert jungle.canvas.gesture is None
