"""What stands under a walked timeline: the current event in large type, and what to ask."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.terms import name_of
from pmdesk.domain.time_text import spoken_time
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.domain.walk import Walk, prompts_for
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, tooltip_of
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.scene import TimelineScene
from pmdesk.views.timeline.second_zone import in_zone

HEIGHT = 148
_KEYS = "→ next   ← back   Esc leave"


class WalkFoot(QWidget):
    """Shows one step of a walk; ``step_wanted`` carries how many to go, ``left`` leaves it."""

    step_wanted = Signal(int)
    left = Signal()

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.setAccessibleName("Walk forward")
        self.time = PlainLabel("", "title")
        self.second = PlainLabel("", "meta", "ink2")
        self.lane = _LaneName()
        self.place = PlainLabel("", "ui_semibold", "ink2")
        self.title = ElidedLabel("", "heading")
        self.text = _Words()
        self.prompt = ElidedLabel("", "body_medium", "accent")
        self.back = IconButton("chevron-left", "Back (Left)", lambda: self.step_wanted.emit(-1))
        self.on = IconButton(
            "chevron-right", "Next event (Right or Space)", lambda: self.step_wanted.emit(1)
        )
        self.leave = IconButton("x", "Leave the walk (Esc)", self.left.emit)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(24)
        row.addLayout(self._when())
        row.addLayout(self._what(), 1)
        row.addLayout(self._where())
        theme().changed.connect(self._resize)
        self._resize()

    def _when(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for part in (self.time, self.second, self.lane):
            column.addWidget(part)
        column.addStretch(1)
        return column

    def _what(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.text, 1)
        column.addWidget(self.prompt)
        return column

    def _where(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addStretch(1)
        buttons.addWidget(self.place)
        buttons.addSpacing(8)
        for button in (self.back, self.on, self.leave):
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addStretch(1)
        keys = PlainLabel(_KEYS, "meta_regular", "ink3")
        keys.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(keys)
        return column

    def _resize(self) -> None:
        t = theme()
        self.setFixedHeight(t.px(HEIGHT))
        self._row.setContentsMargins(t.px(24), t.px(14), t.px(16), t.px(12))

    def show_walk(self, walk: Walk) -> None:
        """Show the step that a walk has come to."""
        event = walk.event
        self.place.setText(walk.text)
        self.back.setEnabled(walk.place > 0)
        self.on.setEnabled(walk.place + 1 < len(walk.order))
        if event is None:
            self._show_nothing()
            return
        self.time.setText(self._time_of(event))
        second = self._scene.second
        own = in_zone(event.at, second, self._scene.zone) if second and event.at else ""
        self.second.setText(own)
        self.second.setVisible(bool(own))
        lane = self._scene.document.snapshot.need(Lane, event.lane_id)
        self.lane.show_lane(lane)
        self.title.setText(event.title or "Untitled event")
        who = " · ".join(part for part in (name_of(event.kind), event.actor) if part)
        self.text.setText(" ".join(event.text.split()) or who)
        questions = prompts_for(event)
        self.prompt.setText(questions[0])
        self.prompt.setToolTip(tooltip_of(" ".join(questions)))
        self.setAccessibleDescription(self.told(walk))

    def _show_nothing(self) -> None:
        for part in (self.time, self.second, self.prompt):
            part.setText("")
        self.lane.show_lane(None)
        self.title.setText("No event has a time yet")
        self.text.setText("Give the events their times first: the walk goes from one to the next.")

    def _time_of(self, event: TimelineEvent) -> str:
        first, last = self._scene.bounds()
        shown = spoken_time(event, self._scene.zone)
        if event.at is not None and last - first > 20 * 3600:
            return f"{day_month_text(event.at.astimezone(self._scene.zone))} {shown}"
        return shown

    def told(self, walk: Walk) -> str:
        """What a listening program says of the step: "7 of 23, 14:33, System, Breaker opens"."""
        event = walk.event
        if event is None:
            return walk.text
        lane = self._scene.document.snapshot.need(Lane, event.lane_id)
        time = spoken_time(event, self._scene.zone)
        return f"{walk.text}, {time}, {lane.name}, {event.title or 'Untitled event'}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme().colour("line2"))


class _Words(PlainLabel):
    """What happened, in as many lines as there is room for; the tooltip has all of it."""

    def __init__(self) -> None:
        super().__init__("", "ui", "ink2")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def paintEvent(self, event: QPaintEvent) -> None:
        wanted = self.heightForWidth(self.width())
        self.setToolTip(tooltip_of(self.text()) if wanted > self.height() + 2 else "")
        if wanted <= self.height() + 2:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics = self.fontMetrics()
        lines = max(1, self.height() // metrics.lineSpacing())
        words, y = self.text().split(), metrics.ascent()
        for number in range(lines):
            line = _filled(words, metrics.horizontalAdvance, self.width())
            if number == lines - 1 and words:
                whole = " ".join([line, *words])
                line = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(0, y, line)
            y += metrics.lineSpacing()


def _filled(words: list[str], measure: object, width: int) -> str:
    """A line of as many words as fit, which are taken off the list; one at the least."""
    assert callable(measure)
    line = words.pop(0) if words else ""
    while words and measure(f"{line} {words[0]}") <= width:
        line = f"{line} {words.pop(0)}"
    return line


class _LaneName(QWidget):
    """A lane's glyph and name."""

    def __init__(self) -> None:
        super().__init__()
        self._lane: Lane | None = None

    def show_lane(self, lane: Lane | None) -> None:
        self._lane = lane
        self.setAccessibleName(lane.name if lane is not None else "")
        self.setToolTip(tooltip_of(lane.name if lane is not None else ""))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        t = theme()
        name = self._lane.name if self._lane is not None else ""
        wide = t.fonts.metrics("ui_medium", t.scale).horizontalAdvance(name)
        return QSize(min(t.px(160), round(wide) + t.px(22)), t.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._lane is None:
            return
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(t.tokens.lane(self._lane.colour, "fill"))
        middle = self.height() / 2
        draw_lane(painter, self._lane.shape, fill, t.px(7), middle, t.px(12))
        painter.setFont(t.font("ui_medium"))
        painter.setPen(t.colour("ink1"))
        metrics = t.fonts.metrics("ui_medium", t.scale)
        name = t.elided(self._lane.name, "ui_medium", self.width() - t.px(20))
        painter.drawText(t.px(20), round(middle + metrics.capHeight() / 2), name)
