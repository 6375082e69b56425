"""What a factor hangs together with: the path above it, events that show it, actions for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import name_of
from pmdesk.domain.time_text import card_time
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.edits.actions import add_action, link_action, unlink_action
from pmdesk.edits.factors import link_events
from pmdesk.edits.timeline import unlink_factor
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.labels import PlainLabel, tooltip_of
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.factors.rows import words
from pmdesk.views.theme.glyphs import draw_lane, draw_status
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

Make = Callable[[Snapshot], Edit]


class LinkCard(QAbstractButton):
    """A line that leads to something else: a sign, a short word, and a text."""

    def __init__(
        self,
        short: str,
        text: str,
        sign: Callable[[QPainter, float, float], None] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__()
        self._short, self._text, self._sign, self._quiet = short, text, sign, quiet
        said = f"{short} {text}".strip()
        self.setAccessibleName(f"Go to {said}")
        self.setToolTip(tooltip_of(said))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(100, theme().px(26 if self._quiet else 34))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(t.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("hover"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        x = t.px(9)
        if self._sign is not None:
            self._sign(painter, x + t.px(7), rect.center().y())
            x += t.px(22)
        wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(self._short)
        if self._short:
            words(painter, QRectF(x, 0, wide + 2, rect.height()), self._short,
                  "meta_semibold", "ink2")  # fmt: skip
            x += round(wide) + t.px(8)
        room = QRectF(x, 0, rect.width() - x - t.px(6), rect.height())
        role, token = ("meta", "ink2") if self._quiet else ("ui", "ink1")
        words(painter, room, self._text, role, token)


class _Card(QWidget):
    """A link with an edge around it and a way to take it off."""

    def __init__(self, link: LinkCard, unlink: IconButton) -> None:
        super().__init__()
        self.link, self.unlink = link, unlink
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 3, 1)
        row.setSpacing(0)
        row.addWidget(link, 1)
        row.addWidget(unlink)
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("line2"), 1))
        painter.setBrush(theme().colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class _Part(QWidget):
    """A part of the inspector with a name, a list that is built anew when it differs, a button."""

    go_requested = Signal(object, str)

    def __init__(self, document: Document, name: str, icon_name: str = "", add: str = "") -> None:
        super().__init__()
        self.document = document
        self.factor_id = ""
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(6)
        head = QHBoxLayout()
        self.name = PlainLabel(name, "ui_semibold")
        head.addWidget(self.name)
        head.addStretch(1)
        self.add = IconButton(icon_name or "plus", add, self._on_add)
        self.add.setVisible(bool(add))
        head.addWidget(self.add)
        self._column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._column.addLayout(self._rows)
        self.rows: list[QWidget] = []

    def show_factor(self, factor: Factor) -> None:
        """Show what belongs to a factor."""
        self.factor_id = factor.id
        self.add.setEnabled(not self.document.read_only)
        key = (factor.id, self.document.read_only, self._key(factor))
        if key == self._shown:
            return
        self._shown = key
        for old in self.rows:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = self._make(factor)
        for row in self.rows:
            self._rows.addWidget(row)

    def _key(self, factor: Factor) -> object:
        raise NotImplementedError

    def _make(self, factor: Factor) -> list[QWidget]:
        raise NotImplementedError

    def _on_add(self) -> None:
        """The list to link from; none by default."""

    def _link(self, card: LinkCard, kind: type, record_id: str, name: str, off: Make) -> _Card:
        card.clicked.connect(lambda _on=False: self.go_requested.emit(kind, record_id))
        cut = IconButton("x", f"Unlink {name}", partial(self.document.attempt, off), side=26)
        cut.setEnabled(not self.document.read_only)
        return _Card(card, cut)


class PathPart(_Part):
    """The factors above, from the root down; a click selects one."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Asked below")
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(0)
        self._rows.setSpacing(0)

    def _path(self, factor: Factor) -> list[Factor]:
        return FactorTree(self.document.snapshot).path(factor.id)[:-1]

    def _key(self, factor: Factor) -> object:
        return tuple((f.id, f.text) for f in self._path(factor))

    def _make(self, factor: Factor) -> list[QWidget]:
        path = self._path(factor)
        self.setVisible(bool(path))
        cards: list[QWidget] = []
        for above in path:
            card = LinkCard("", above.text or "Not written yet", self._corner, quiet=True)
            card.clicked.connect(lambda _on=False, i=above.id: self.go_requested.emit(Factor, i))
            cards.append(card)
        return cards

    @staticmethod
    def _corner(painter: QPainter, cx: float, cy: float) -> None:
        side = theme().px(14)
        draw(painter, "corner-down-right", "ink3", cx - side / 2, cy - side / 2, side)


class EventsPart(_Part):
    """The timeline events that show the factor."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Shown by these events", "link", "Link an event")

    def _events(self, factor_id: str) -> list[TimelineEvent]:
        snapshot = self.document.snapshot
        found = snapshot.events_showing(factor_id)
        return sorted(found, key=lambda e: (e.at is None, e.at, e.position))

    def _time(self, event: TimelineEvent) -> str:
        zone = zone_of(self.document.snapshot.postmortem.zone)
        return card_time(event, zone, 60.0) if event.at is not None else ""

    def _key(self, factor: Factor) -> object:
        snapshot = self.document.snapshot
        events = self._events(factor.id)
        return tuple(events), tuple(snapshot.get(Lane, e.lane_id) for e in events)

    def _make(self, factor: Factor) -> list[QWidget]:
        cards: list[QWidget] = []
        for event in self._events(factor.id):
            lane = self.document.snapshot.get(Lane, event.lane_id)
            name = event.title or "Untitled event"
            card = LinkCard(self._time(event), name, partial(_lane_sign, lane))
            off = partial(unlink_factor, event_id=event.id, factor_id=factor.id)
            cards.append(self._link(card, TimelineEvent, event.id, name, off))
        if not cards:
            cards.append(PlainLabel("No event is linked yet.", "meta", "ink2"))
        return cards

    def _on_add(self) -> None:
        held = {e.id for e in self._events(self.factor_id)}
        events = [e for e in self.document.snapshot.events.values() if e.id not in held]
        events.sort(key=lambda e: (e.at is None, e.at, e.position))
        choices = [Choice(e.id, e.title or "Untitled event", self._time(e)) for e in events]
        factor_id = self.factor_id
        picker = Picker(choices, self, "Find an event")
        picker.picked.connect(
            lambda value: self.document.attempt(lambda s: link_events(s, factor_id, [str(value)]))
        )
        picker.open_under(self.add)


def _lane_sign(lane: Lane | None, painter: QPainter, cx: float, cy: float) -> None:
    if lane is not None:
        fill = QColor(theme().tokens.lane(lane.colour, "fill"))
        draw_lane(painter, lane.shape, fill, cx, cy, theme().px(10))


class ActionsPart(_Part):
    """The actions that answer the factor, and a line to add one."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Answered by", "link", "Link an action that is there already")
        self.field = LineField("ui", "Add an action", rest=False)
        self.field.returnPressed.connect(self._on_typed)
        self.field.committed.connect(self._on_typed)
        self._column.addWidget(self.field)
        self.field.left.connect(self._on_field_left)
        self.missing = Button("Add an action", "missing", "plus", self._begin)
        self._column.insertWidget(1, self.missing)

    def show_factor(self, factor: Factor) -> None:
        super().show_factor(factor)
        writable = not self.document.read_only
        missing = writable and FactorTree(self.document.snapshot).is_open(factor)
        typing = self.field.hasFocus()
        self.missing.setVisible(missing and not typing)
        self.field.setVisible(writable and (typing or not missing))

    def _begin(self) -> None:
        self.field.show()
        self.field.setFocus()
        self.missing.hide()

    def _on_field_left(self) -> None:
        factor = self.document.snapshot.get(Factor, self.factor_id)
        if factor is not None:
            self.field.clearFocus()
            self.show_factor(factor)

    def _key(self, factor: Factor) -> object:
        return tuple(self.document.snapshot.actions_of(factor.id))

    def _make(self, factor: Factor) -> list[QWidget]:
        cards: list[QWidget] = []
        for item in self.document.snapshot.actions_of(factor.id):
            name = f"{item.key} {item.text}"
            card = LinkCard(item.key, item.text or "Not written yet", partial(_state_sign, item))
            off = partial(unlink_action, action_id=item.id, factor_id=factor.id)
            cards.append(self._link(card, ActionItem, item.id, name, off))
        return cards

    def _on_typed(self, _text: str = "") -> None:
        text = self.field.text().strip()
        self.field.clear()
        self.field.show_text("")
        if text and self.factor_id:
            now, ids = self.document.clock.now(), (self.factor_id,)
            self.document.attempt(lambda s: add_action(s, text, now=now, factor_ids=ids))

    def _on_add(self) -> None:
        factor_id = self.factor_id
        held = {a.id for a in self.document.snapshot.actions_of(factor_id)}
        choices = [
            Choice(a.id, f"{a.key} {a.text}", name_of(a.status))
            for a in self.document.snapshot.actions
            if a.id not in held
        ]
        picker = Picker(choices, self, "Find an action")
        picker.picked.connect(
            lambda value: self.document.attempt(lambda s: link_action(s, str(value), factor_id))
        )
        picker.open_under(self.add)


def _state_sign(item: ActionItem, painter: QPainter, cx: float, cy: float) -> None:
    draw_status(painter, item.status, cx, cy, theme().px(14))
