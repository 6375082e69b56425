"""The middle of the console: what is in focus, what comes next, and what to ask about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.meeting import Question
from pmdesk.domain.sitting.agenda import PROMPTS, Step, prompt_of, step_named
from pmdesk.domain.terms import EventKind, HypothesisState, QuestionState, name_of
from pmdesk.domain.time_text import spoken_time
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.domain.walk import prompts_for
from pmdesk.edits.meaning import decision_of, set_decision, set_outcome
from pmdesk.edits.meetings import set_block
from pmdesk.views.controls.buttons import Button, Segments
from pmdesk.views.controls.fields import GrowingText, LineField
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel, tooltip_of

_CARD = (
    ("cues", "Cues seen"),
    ("belief", "Belief held"),
    ("goal", "Goal"),
    ("options", "Options weighed"),
    ("pressure", "Pressure"),
    ("normal", "What normal looks like"),
)
_STATES = (
    HypothesisState.OPEN,
    HypothesisState.SUPPORTED,
    HypothesisState.RULED_OUT,
    HypothesisState.REVISED,
)
# Further questions for the steps that go through no events.
_MORE: dict[Step, tuple[str, ...]] = {
    Step.FACTORS: (
        "What else had to be true?",
        "How did this make sense from where people stood?",
        "What usually keeps this from happening?",
    ),
    Step.LESSONS: ("What would we want to happen again?", "Where did luck help us?"),
    Step.CLOSE: ("What would make the next hour better?",),
}


class PromptChoice(QWidget):
    """Questions to choose from, and a line for one's own; the chosen one stands on the wall."""

    def __init__(self, session: MeetingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown: tuple[str, ...] = ()
        self._buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(PlainLabel("Ask the room", "meta", "ink3"))
        self.own = LineField("ui", "Another question for the wall", rest=False)
        self.own.returnPressed.connect(self._on_own)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        column.addLayout(self.rows)
        column.addWidget(self.own)

    def offered(self) -> tuple[str, ...]:
        """The questions that fit what is in focus."""
        step, event = self.session.step, self.session.walk.event
        block = self.session.block
        own = block.prompt if block is not None and step_named(block.step) is step else ""
        first = (prompt_of(step, own),)
        if step is Step.WALK and event is not None:
            found = (*first, *self._prepared(event), *prompts_for(event))
        else:
            found = (*first, PROMPTS[step], *_MORE.get(step, ()))
        return tuple(dict.fromkeys(found))

    def _prepared(self, event: TimelineEvent) -> tuple[str, ...]:
        """The open questions that were prepared for an event come first."""
        asked = self.session.snapshot.of(Question).values()
        found = [q for q in asked if q.event_id == event.id and q.state is QuestionState.OPEN]
        return tuple(q.text for q in sorted(found, key=lambda q: (q.position, q.id)))

    def refresh(self) -> None:
        """Offer what fits now."""
        offered = self.offered()
        if offered != self._shown:
            self._shown = offered
            for row in self._buttons:
                self.rows.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._buttons = [self._offer(text) for text in offered]
        chosen = self.session.place.prompt or (offered[0] if offered else "")
        for button in self._buttons:
            button.setProperty("variant", "secondary" if button.text() == chosen else "ghost")
            button.style().unpolish(button)
            button.style().polish(button)

    def _offer(self, text: str) -> Button:
        button = Button(text, "ghost", parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._on_chosen)
        self.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _on_chosen(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.session.show(prompt=button.text())

    def _on_own(self) -> None:
        text = self.own.text().strip()
        if text and self.session.block is not None:
            block_id = self.session.block.id
            if self.session.step is Step.WALK:
                self.session.show(prompt=text)
            else:
                self.session.document.note(set_block(self.session.snapshot, block_id, prompt=text))
                self.session.moved.emit()
            self.own.clear()


class DecisionFields(QWidget):
    """What a decision looked like to those who took it, filled in while they tell it."""

    def __init__(self, session: MeetingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.fields: dict[str, GrowingText] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for name, label in _CARD:
            column.addWidget(PlainLabel(label, "meta", "ink2"))
            field = GrowingText("ui", label, bare=False)
            field.setProperty("card_field", name)
            field.committed.connect(self._on_committed)
            self.fields[name] = field
            column.addWidget(field)

    def _event(self) -> TimelineEvent | None:
        event = self.session.walk.event
        return event if event is not None and event.kind is EventKind.DECISION else None

    def refresh(self) -> None:
        """Show the card of the decision in focus."""
        event = self._event()
        self.setVisible(event is not None and self.session.step is Step.WALK)
        card = decision_of(self.session.snapshot, event.id) if event is not None else None
        for name, field in self.fields.items():
            field.show_text(str(getattr(card, name)) if card is not None else "")

    def _on_committed(self, text: str) -> None:
        field, event = self.sender(), self._event()
        if field is not None and event is not None:
            name = str(field.property("card_field"))
            self.session.document.attempt(lambda s: set_decision(s, event.id, **{name: text}))


class ConsoleFocus(QWidget):
    """What is in focus, before and after it, hypothesis and decision, and the questions."""

    def __init__(self, session: MeetingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.meta = ElidedLabel("", "ui", "ink2")
        self.title = WrappedLabel("", "title", "ink1")
        self.words = WrappedLabel("", "body", "ink2")
        self.states = Segments([(state, name_of(state), "") for state in _STATES])
        self.states.chosen.connect(self._on_state)
        self.decision = DecisionFields(session)
        self.around = WrappedLabel("", "ui", "ink2")
        self.prompts = PromptChoice(session)
        parts: Sequence[QWidget] = (
            self.meta, self.title, self.words, self.states, self.around, self.prompts,
            self.decision,
        )  # fmt: skip
        for part in parts:
            if part is self.states:
                column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(part)
        column.addStretch(1)
        session.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in focus now."""
        step = self.session.step
        event = self.session.walk.event if step is Step.WALK else None
        self.states.setVisible(event is not None and event.kind is EventKind.HYPOTHESIS)
        if event is not None:
            self._show_event(event)
        else:
            self._show_step(step)
        for label in (self.meta, self.words, self.around):
            label.setVisible(bool(label.text()))
        self.decision.refresh()
        self.prompts.refresh()

    def _show_event(self, event: TimelineEvent) -> None:
        session = self.session
        zone = zone_of(session.snapshot.postmortem.zone)
        lane = session.snapshot.get(Lane, event.lane_id)
        parts = [
            session.walk.text,
            spoken_time(event, zone),
            lane.name if lane else "",
            event.actor,
        ]
        star = "turning point (F3)" if event.star else ""
        self.meta.setText(" · ".join(part for part in [*parts, name_of(event.kind), star] if part))
        _show(self.title, event.title or "Untitled event")
        _show(self.words, event.text, 600)
        self.states.choose(event.hypothesis or HypothesisState.OPEN)
        order, place = session.walk.order, session.walk.place
        before = order[place - 1] if place > 0 else None
        after = order[place + 1] if place + 1 < len(order) else None
        told = [
            f"{word}: {spoken_time(other, zone)} {_cut(other.title)}"
            for word, other in (("Before", before), ("Next", after))
            if other is not None
        ]
        self.around.setText("\n".join(told))

    def _show_step(self, step: Step) -> None:
        session = self.session
        self.around.setText("")
        if step is Step.FACTORS and session.factor is not None:
            roots = session.roots
            self.meta.setText(f"{len(roots)} contributing factors")
            _show(self.title, session.factor.text)
            self.words.setText("Tab asks why below it. Down and Up walk through its whys.")
        elif step is Step.IDEAS and session.idea is not None:
            ideas = session.ideas
            self.meta.setText(f"{ideas.index(session.idea) + 1} of {len(ideas)}")
            _show(self.title, session.idea.text)
            self.words.setText(
                "Type: yes @role !date ; how we will know. Or: no and the reason. "
                "Or: keep and a date."
            )
        else:
            self.meta.setText("")
            self.title.setText(PROMPTS[step])
            self.words.setText(_HINTS.get(step, ""))

    def _on_state(self, chosen: object) -> None:
        event = self.session.walk.event
        if event is not None:
            state = HypothesisState(str(chosen))
            self.session.document.attempt(lambda s: set_outcome(s, event.id, state))


def _cut(text: str, most: int = 120) -> str:
    """A text with an ellipsis where it is much too long for its place."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _show(label: WrappedLabel, text: str, most: int = 120) -> None:
    label.setText(_cut(text, most))
    label.setToolTip(tooltip_of(text) if len(text) > most else "")


_HINTS = {
    Step.OPEN: "Alt and a number notes who is here. Type a question of the room, Enter adds it.",
    Step.READ: "Nobody talks. What people note down becomes a question: type it.",
    Step.AGREE: "Enter takes the room's agreement. What stays disputed is written at the right.",
    Step.LESSONS: "Type well, bad or luck, then the lesson.",
    Step.CLOSE: "Count the hands at the right, then Shift+F5 ends the meeting.",
}
