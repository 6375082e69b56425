"""Getting a meeting ready: agenda and minutes, who does what, ground rules, screen and look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.meeting import Meeting
from pmdesk.domain.sitting.agenda import (
    GROUND_RULES,
    PRESETS,
    PROMPTS,
    SECOND_SITTING,
    TITLES,
    Agenda,
    PlannedBlock,
    Step,
    usual_for,
)
from pmdesk.domain.sitting.saved import agenda_from, agenda_text
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timescale import zone_of
from pmdesk.edits.report import set_duty
from pmdesk.views.controls.buttons import Button, IconButton, Segments
from pmdesk.views.controls.fields import GrowingText
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Hairline, Surface
from pmdesk.views.meeting.windows import screen_name
from pmdesk.views.theme.theme import theme

_WIDE, _LABEL = 460, 96
_DUTIES = (("facilitator_id", "Facilitator"), ("scribe_id", "Scribe"))


class _BlockRow(QWidget):
    """One block of the agenda with its minutes; ``changed`` carries the new number of them."""

    changed = Signal(int)
    removed = Signal()

    def __init__(self, number: int, block: PlannedBlock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = block
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(PlainLabel(str(number), "ui", "ink3"))
        words = QVBoxLayout()
        words.setSpacing(0)
        title = block.title or TITLES[block.step]
        words.addWidget(PlainLabel(title, "ui_semibold", "ink1"))
        words.addWidget(ElidedLabel(block.prompt or PROMPTS[block.step], "meta_regular", "ink2"))
        row.addLayout(words, 1)
        less = IconButton("minus", f"{title}: a minute less")
        self.minutes = PlainLabel(f"{block.minutes} min", "ui_medium", "ink1")
        self.minutes.setMinimumWidth(theme().px(52))
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignCenter)
        more = IconButton("plus", f"{title}: a minute more")
        away = IconButton("x", f"Leave {title} out")
        less.clicked.connect(self._on_less)
        more.clicked.connect(self._on_more)
        away.clicked.connect(self.removed)
        for part in (less, self.minutes, more, away):
            row.addWidget(part)

    def _on_less(self) -> None:
        self.changed.emit(max(1, self.block.minutes - 1))

    def _on_more(self) -> None:
        self.changed.emit(self.block.minutes + 1)


class PrepareMeeting(Surface):
    """The card under "Start meeting". ``start_wanted`` carries the blocks and the ground rules;
    the screen and look chosen are in ``screen_chosen`` and ``look_chosen``. Esc closes it."""

    start_wanted = Signal(object, str)
    closed = Signal()

    def __init__(
        self,
        document: Document,
        screen: str = "",
        look: str = "light",
        own: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", "line2", 14, parent)
        self.document = document
        self.setAccessibleName("Start the review")
        held = [m for m in document.snapshot.of(Meeting).values() if m.ended_at]
        self.agendas: list[Agenda] = [*PRESETS]
        saved = agenda_from(own)
        if saved is not None:
            self.agendas.append(saved)
        if held:
            self.agendas.append(SECOND_SITTING)
        usual = usual_for(document.snapshot.postmortem.severity)
        self.blocks: list[PlannedBlock] = list((SECOND_SITTING if held else usual).blocks)
        self.look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Start the review", "heading", "ink1"))
        head.addStretch(1)
        self.total = PlainLabel("", "ui", "ink2")
        head.addWidget(self.total)
        close = IconButton("x", "Close")
        close.clicked.connect(self.close_card)
        head.addWidget(close)
        column.addLayout(head)
        column.addWidget(self._agenda(), 1)
        column.addLayout(self._presets())
        column.addWidget(Hairline())
        for row in self._choices(screen):
            column.addLayout(row)
        self.rules = GrowingText("ui", "Ground rules", bare=False, lines=2)
        self.rules.show_text(self._last_rules(held))
        column.addWidget(PlainLabel("Ground rules", "meta", "ink3"))
        column.addWidget(self.rules)
        self.problem = WrappedLabel("", "ui", "danger")
        self.problem.hide()
        column.addWidget(self.problem)
        self.start = Button("Start  (F5)", "primary", "play", size="large")
        self.start.clicked.connect(self.begin)
        column.addWidget(self.start)
        self.setFixedWidth(theme().px(_WIDE))
        self._show_blocks()

    @staticmethod
    def _last_rules(held: Sequence[Meeting]) -> str:
        last = max(held, key=lambda m: m.number, default=None)
        return (last.ground_rules if last is not None else "") or GROUND_RULES

    # -- its parts

    def _agenda(self) -> QWidget:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        self.rows = QVBoxLayout(holder)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        area.setWidget(holder)
        area.setMinimumHeight(theme().px(92))
        area.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        self._drawn: list[QWidget] = []
        return area

    def _presets(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.add = QComboBox()
        self.add.setAccessibleName("Add a step")
        self.add.addItem("Add a step…")
        for step in Step:
            self.add.addItem(TITLES[step], step.value)
        self.add.activated.connect(self._on_add)
        row.addWidget(self.add)
        row.addStretch(1)
        for agenda in self.agendas:
            short = agenda.name.replace(" minutes", " min")
            button = Button(short, "link", on_click=self._chooser(agenda))
            row.addWidget(button)
        return row

    def _chooser(self, agenda: Agenda) -> Callable[[], None]:
        def choose() -> None:
            self.blocks = list(agenda.blocks)
            self._show_blocks()

        return choose

    def _choices(self, screen: str) -> list[QHBoxLayout]:
        rows: list[QHBoxLayout] = []
        self.screen_box = QComboBox()
        for found in QGuiApplication.screens():
            size = found.geometry()
            name = screen_name(found)
            self.screen_box.addItem(f"{name}, {size.width()} × {size.height()}", name)
        others = self.screen_box.count() > 1
        at = self.screen_box.findData(screen)
        self.screen_box.setCurrentIndex(at if at >= 0 else int(others))
        rows.append(_labelled("Screen", self.screen_box))
        self.looks = Segments(
            [
                ("light", "Light", "sun"),
                ("dark", "Dark", "moon"),
                ("contrast", "Contrast", "eye"),
            ]
        )
        self.looks.choose(self.look)
        self.looks.chosen.connect(self._on_look)
        rows.append(_labelled("Wall", self.looks))
        self.duties: dict[str, QComboBox] = {}
        people = sorted(self.document.snapshot.people.values(), key=lambda p: (p.position, p.id))
        head = self.document.snapshot.postmortem
        for field, words in _DUTIES:
            box = QComboBox()
            box.addItem("Nobody yet", "")
            for person in people:
                box.addItem(person.role or person.team or "Participant", person.id)
            box.setCurrentIndex(max(0, box.findData(getattr(head, field) or "")))
            box.setProperty("duty", field)
            box.activated.connect(self._on_duty)
            self.duties[field] = box
            rows.append(_labelled(words, box))
        self.warning = WrappedLabel("", "meta", "warn")
        line = QHBoxLayout()
        line.addWidget(self.warning)
        rows.append(line)
        self._warn()
        return rows

    # -- what is shown

    def _show_blocks(self) -> None:
        for row in self._drawn:
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._drawn = []
        for number, block in enumerate(self.blocks):
            row = _BlockRow(number + 1, block, self)
            row.changed.connect(self._timer_of(number))
            row.removed.connect(self._remover_of(number))
            self.rows.addWidget(row)
            self._drawn.append(row)
        minutes = sum(block.minutes for block in self.blocks)
        zone = zone_of(self.document.snapshot.postmortem.zone)
        ends = self.document.clock.now() + timedelta(minutes=minutes)
        self.total.setText(f"{minutes} min, ends {clock_text(ends, zone, False)} {zone.key}")

    def _timer_of(self, number: int) -> Callable[[int], None]:
        def set_minutes(minutes: int) -> None:
            self.blocks[number] = replace(self.blocks[number], minutes=minutes)
            self._show_blocks()

        return set_minutes

    def _remover_of(self, number: int) -> Callable[[], None]:
        def remove() -> None:
            del self.blocks[number]
            self._show_blocks()

        return remove

    def _warn(self) -> None:
        """A facilitator who acted in the incident can hardly keep apart what they saw."""
        person_id = str(self.duties["facilitator_id"].currentData() or "")
        person = self.document.snapshot.people.get(person_id)
        acts = person is not None and any(
            person.role and event.actor.casefold() == person.role.casefold()
            for event in self.document.snapshot.events.values()
        )
        self.warning.setText(
            "The facilitator acts in this timeline: somebody from outside sees more."
            if acts
            else ""
        )
        self.warning.setVisible(acts)

    # -- what was chosen

    @property
    def screen_chosen(self) -> str:
        """The screen that the audience window goes to."""
        return str(self.screen_box.currentData() or "")

    @property
    def look_chosen(self) -> str:
        """The wall's look."""
        return self.look

    @property
    def own_agenda(self) -> str:
        """The agenda as it was changed by hand, as text to be remembered; empty where it wasn't."""
        blocks = tuple(self.blocks)
        known = any(blocks == a.blocks for a in (*PRESETS, SECOND_SITTING))
        return "" if known else agenda_text(Agenda("Own", blocks))

    def _on_look(self, look: object) -> None:
        self.look = str(look)

    def _on_add(self, at: int) -> None:
        if at > 0:
            step = Step(str(self.add.itemData(at)))
            last = len(self.blocks)
            place = last - 1 if self.blocks and self.blocks[-1].step is Step.CLOSE else last
            self.blocks.insert(place, PlannedBlock(step, 5))
            self.add.setCurrentIndex(0)
            self._show_blocks()

    def _on_duty(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            duty, person_id = str(box.property("duty")), str(box.currentData() or "")
            if person_id:
                self.document.attempt(lambda s: set_duty(s, duty, person_id, True))
            self._warn()

    def begin(self) -> None:
        """Start with what is chosen, or say what is missing."""
        if not self.blocks:
            self.problem.setText("The agenda is empty: add a step, or choose one of the agendas.")
            self.problem.show()
            return
        self.start_wanted.emit(tuple(self.blocks), self.rules.toPlainText().strip())

    def close_card(self) -> None:
        """Go away without starting."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
            event.accept()
            return
        super().keyPressEvent(event)


def _labelled(words: str, part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    label = PlainLabel(words, "ui", "ink2")
    label.setFixedWidth(theme().px(_LABEL))
    row.addWidget(label)
    row.addWidget(part, 1)
    return row
