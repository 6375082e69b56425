"""The two parts that are prose: the summary, and the story of what happened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.prose import EventClocks, sentence_count, touches_times
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.edits.postmortems import set_head
from pmdesk.views.controls.hint_marks import HintMarks
from pmdesk.views.report.part import Part
from pmdesk.views.report.prose_field import ProseField

ENOUGH_SENTENCES = 3


class ProsePart(Part):
    """One field of prose of the head record."""

    event_requested = Signal(str)
    link_requested = Signal(str)
    caret_moved = Signal(object, object)
    label = ""
    name = ""
    hint = ""
    kinds = frozenset({Postmortem})

    def __init__(self, document: Document, clocks: EventClocks | None = None) -> None:
        super().__init__(document)
        self.field = ProseField(self.title, self.hint, clocks)
        self.hints = HintMarks(self.field, document, self.name, document.snapshot.postmortem.id)
        self.column.addWidget(self.indented(self.field))
        self.field.committed.connect(self._on_committed)
        self.field.left.connect(self.left)
        self.field.event_requested.connect(self.event_requested)
        self.field.link_requested.connect(self.link_requested)
        self.field.caret_moved.connect(lambda rect: self.caret_moved.emit(self.field, rect))

    def refresh(self) -> None:
        self.field.show_text(getattr(self.document.snapshot.postmortem, self.name))
        self.field.setReadOnly(bool(self.document.read_only))
        self.hints.take()

    def stops(self) -> list[QWidget]:
        return [self.field]

    def _on_committed(self, text: str) -> None:
        self.document.attempt(lambda s: set_head(s, self.label, **{self.name: text}))


class Summary(ProsePart):
    """Two or three sentences that a busy reader takes away."""

    key = "summary"
    title = "Summary"
    label = "Edit summary"
    name = "summary"
    hint = "What happened, who felt it, for how long, and what ended it: two or three sentences"

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.field.textChanged.connect(self._count)
        self.refresh()
        self._count()

    def _count(self) -> None:
        count = sentence_count(self.field.toPlainText())
        long = count > ENOUGH_SENTENCES
        self.remark.setText(f"{count} sentences, two or three are easier to keep" if long else "")


class Narrative(ProsePart):
    """How the team came to understand what was happening, told as a story."""

    key = "narrative"
    title = "What happened"
    label = "Edit what happened"
    name = "narrative"
    hint = (
        "How it unfolded: what people saw, what it meant to them then, how they found out more. "
        "A time such as 14:32 leads to its event."
    )
    kinds = frozenset({Postmortem, TimelineEvent, Lane})

    def __init__(self, document: Document) -> None:
        self._clocks = EventClocks(document.snapshot)
        super().__init__(document, self._clocks)
        self.refresh()

    def take(self, edit: Edit) -> None:
        if touches_times(edit.changes):
            clocks = self._clocks.take(edit.changes, self.document.snapshot)
            if clocks is None or clocks:
                self.field.looks.refresh_clocks(clocks)
                self.field.viewport().update()
        if any(change.kind is Postmortem for change in edit.changes):
            self.refresh()
