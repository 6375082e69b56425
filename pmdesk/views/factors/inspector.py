"""Everything about one factor at the right: words, kind, how sure, why no further, its links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factors.branches import BRANCHES, branch_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Confidence, FactorKind, StopReason, name_of
from pmdesk.edits.factors import (
    delete_factor,
    duplicate_factor,
    set_branch,
    set_category,
    set_confidence,
    set_kind,
    set_stop,
    set_text,
)
from pmdesk.views.controls.buttons import Button, IconButton, Segments
from pmdesk.views.controls.fields import GrowingText, LineField
from pmdesk.views.controls.hint_list import HintList
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.factors.links import ActionsPart, EventsPart, PathPart
from pmdesk.views.factors.nudge_cards import NudgesPart
from pmdesk.views.factors.past import PastFactors
from pmdesk.views.factors.seen_before import SeenBefore
from pmdesk.views.factors.signs import (
    STOP_ICONS,
    categories,
    category_icon,
    kinds_of,
    shown,
)
from pmdesk.views.prompts.decision import DecisionPrompt
from pmdesk.views.theme.theme import theme

WIDTH = 348
_STOP_NAMES = {
    StopReason.ACTIONABLE: "We can act on this",
    StopReason.OUTSIDE_CONTROL: "Outside our control",
    StopReason.UNKNOWN: "We don't know why",
    StopReason.ACCEPTED: "We decided not to act",
}
_NOT_SAID = "Not said yet"


class FactorInspector(QWidget):
    """Edits the current factor of a selection; every field saves itself. ``left`` asks to go back
    to the section, ``closed`` to close the column, ``go_requested`` to see another record,
    ``postmortem_requested`` to open another postmortem by its id."""

    left = Signal()
    closed = Signal()
    go_requested = Signal(object, str)
    postmortem_requested = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        past: PastFactors | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._past = document, selection, past
        self._id = ""
        self.setAccessibleName("Factor")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area)
        body = Surface("canvas")
        area.setWidget(body)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(20, 12, 20, 20)
        self._column.setSpacing(8)
        self._build_head()
        self._build_fields()
        self._build_stop()
        self._build_parts()
        self._column.addStretch(1)
        self.setFocusProxy(self.text)
        document.changed.connect(self._on_document_changed)
        selection.changed.connect(self.refresh)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), 600)

    # -- building

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._kicker = PlainLabel("Factor", "ui_medium", "ink2")
        row.addWidget(self._kicker)
        row.addStretch(1)
        self._copy = IconButton("copy", "Duplicate (Ctrl+D)", self._on_duplicate)
        self._delete = IconButton("trash-2", "Delete (Del)", self._on_delete)
        row.addWidget(self._copy)
        row.addWidget(self._delete)
        row.addWidget(IconButton("x", "Close", self.closed.emit))
        self._column.addLayout(row)
        self.text = GrowingText("heading", "What had to be true?")
        self.text.committed.connect(self._on_text_typed)
        self.text.left.connect(self.left)
        self.text.installEventFilter(self)
        self._column.addWidget(self.text)
        self.hints = HintList(self._document, ("text",), (self.text, "text"))
        self._column.addWidget(self.hints)
        self.path = PathPart(self._document)
        self.path.go_requested.connect(self._on_path_clicked)
        self._column.addWidget(self.path)
        self.nudges = NudgesPart(self._document)
        self._column.addWidget(self.nudges)

    def _build_fields(self) -> None:
        self.kind = Button("", on_click=self._pick_kind)
        self.category = Button("", on_click=self._pick_category)
        self.branch = Button("", on_click=self._pick_branch)
        for label, button in (
            ("Kind", self.kind), ("Category", self.category), ("Branch", self.branch),
        ):  # fmt: skip
            row = QHBoxLayout()
            row.setSpacing(8)
            words = PlainLabel(label, "meta", "ink2")
            words.setFixedWidth(theme().px(66))
            row.addWidget(words)
            row.addWidget(button, 1)
            self._column.addLayout(row)
        self._column.addWidget(PlainLabel("How sure is the room?", "meta", "ink2"))
        self.confidence = Segments([(c, name_of(c), "") for c in Confidence])
        self.confidence.chosen.connect(self._on_confidence_chosen)
        self._column.addWidget(self.confidence, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_stop(self) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(PlainLabel("Why ask no further?", "meta", "ink2"))
        self.stop = Button("", on_click=self._pick_stop)
        self._column.addWidget(self.stop)
        self.note = GrowingText("ui", "The reason", bare=False, lines=2)
        self.note.committed.connect(lambda text: self._edit_stop(note=text))
        self.note.left.connect(self.left)
        self._column.addWidget(self.note)
        self.decided_by = LineField("ui", "Who decided, as a role")
        self.decided_by.committed.connect(lambda text: self._edit_stop(decided_by=text))
        self.decided_by.left.connect(self.left)
        self._column.addWidget(self.decided_by)

    def _build_parts(self) -> None:
        self.answers = ActionsPart(self._document)
        self.answers.field.left.connect(self.left)
        self.events = EventsPart(self._document)
        for part in (self.answers, self.events):
            part.go_requested.connect(self.go_requested)
            self._column.addWidget(part)
        self.seen = SeenBefore(self._document, self._past)
        self.seen.postmortem_requested.connect(self.postmortem_requested)
        self._column.addWidget(self.seen)

    # -- showing

    def refresh(self) -> None:
        """Show the current factor; nothing is shown where none is selected."""
        factor_id = self._selection.current_of(Factor) or ""
        if factor_id != self._id:
            self._commit_pending()
            self._id = factor_id
        factor = self._factor()
        self.setEnabled(factor is not None)
        if factor is None:
            return
        others = len(self._selection.ids_of(Factor)) - 1
        more = f" · {others} more selected" if others > 0 else ""
        self._kicker.setText(f"{name_of(factor.kind)}{more}")
        self.text.show_text(factor.text)
        self.hints.follow(factor.id)
        self.kind.setText(name_of(factor.kind))
        self.category.setText(shown(factor.category) or _NOT_SAID)
        branch = branch_of(factor.branch)
        self.branch.setText(branch.name if branch else shown(factor.branch) or _NOT_SAID)
        self.confidence.choose(factor.confidence)
        self._show_stop(factor)
        for part in (self.path, self.nudges, self.answers, self.events, self.seen):
            part.show_factor(factor)
        self._show_read_only()

    def _show_stop(self, factor: Factor) -> None:
        stop = factor.stop
        self.stop.setText(_STOP_NAMES[stop] if stop is not None else _NOT_SAID)
        reasoned = stop is not None and stop is not StopReason.ACTIONABLE
        self.note.setVisible(reasoned)
        self.decided_by.setVisible(stop is StopReason.ACCEPTED)
        self.note.show_text(factor.stop_note)
        self.decided_by.show_text(factor.decided_by)

    def _show_read_only(self) -> None:
        locked = bool(self._document.read_only)
        for field in (self.text, self.note):
            field.setReadOnly(locked)
        self.decided_by.setReadOnly(locked)
        for widget in (
            self._copy, self._delete, self.kind, self.category, self.branch, self.confidence,
            self.stop,
        ):  # fmt: skip
            widget.setEnabled(not locked)

    def _commit_pending(self) -> None:
        # What is being typed belongs to the factor that was shown until now.
        for field in (self.text, self.note, self.decided_by, self.answers.field):
            if field.hasFocus():
                field.commit()

    def _on_document_changed(self, _edit: Edit) -> None:
        self.refresh()

    # -- editing

    def _factor(self) -> Factor | None:
        return self._document.snapshot.get(Factor, self._id or None)

    def _attempt(self, make: Callable[[Snapshot], Edit]) -> None:
        if self._factor() is not None and not self._document.read_only:
            self._document.attempt(make)
            # A refused edit announces nothing: the fields go back to what is held.
            self.refresh()

    def _on_text_typed(self, text: str) -> None:
        factor_id = self._id
        words = " ".join(text.split())
        if words:
            self._attempt(lambda s: set_text(s, factor_id, words))

    def _on_confidence_chosen(self, value: object) -> None:
        factor = self._factor()
        wanted = value if isinstance(value, Confidence) else None
        # A click on the one that holds takes it off again.
        wanted = None if factor is not None and factor.confidence is wanted else wanted
        self._attempt(lambda s: set_confidence(s, self._id, wanted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # An emptied text is not taken: what is held comes back when the field is left.
        if watched is self.text and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self.refresh)
        return super().eventFilter(watched, event)

    def _edit_stop(self, **values: str) -> None:
        factor = self._factor()
        if factor is not None:
            held = {"note": factor.stop_note, "decided_by": factor.decided_by, **values}
            self._attempt(lambda s: set_stop(s, factor.id, factor.stop, **held))

    def _pick(self, choices: list[Choice], words: str, button: Button, new: str = "") -> Picker:
        picker = Picker(choices, self, words, new)
        picker.open_under(button)
        return picker

    def _pick_kind(self) -> None:
        factor = self._factor()
        if factor is None:
            return
        kinds = kinds_of(factor.parent_id is None)
        picker = self._pick([Choice(k, name_of(k)) for k in kinds], "Find a kind", self.kind)
        picker.picked.connect(
            lambda kind: self._attempt(lambda s: set_kind(s, self._id, FactorKind(str(kind))))
        )

    def _pick_category(self) -> None:
        found = categories(self._document.snapshot)
        choices = [Choice(w, shown(w), icon=category_icon(w)) for w in found]
        choices.append(Choice("", "No category", icon="x"))
        picker = self._pick(choices, "Find or name a category", self.category, "New category")

        def take(word: object) -> None:
            self._attempt(lambda s: set_category(s, self._id, str(word)))

        picker.picked.connect(take)
        picker.made.connect(take)

    def _pick_branch(self) -> None:
        choices = [Choice(b.word, b.name, b.question) for b in BRANCHES]
        choices.append(Choice("", "No branch", icon="x"))
        picker = self._pick(choices, "Find a branch", self.branch)
        picker.picked.connect(
            lambda word: self._attempt(lambda s: set_branch(s, self._id, str(word)))
        )

    def _pick_stop(self) -> None:
        choices = [Choice(s, name, icon=STOP_ICONS[s]) for s, name in _STOP_NAMES.items()]
        choices.append(Choice(None, "Nothing said: keep asking", icon="x"))
        picker = self._pick(choices, "Find a reason", self.stop)
        picker.picked.connect(self._on_stop_picked)

    def _on_stop_picked(self, value: object) -> None:
        factor = self._factor()
        stop = value if isinstance(value, StopReason) else None
        if factor is None or stop is factor.stop:
            return
        if stop is not StopReason.ACCEPTED:
            self._attempt(lambda s: set_stop(s, factor.id, stop))
            return
        prompt = DecisionPrompt(self)
        prompt.decided.connect(
            lambda reason, by: self._attempt(lambda s: set_stop(s, factor.id, stop, reason, by))
        )
        prompt.open_at(self.stop)

    def _on_path_clicked(self, kind: type[Factor], factor_id: str) -> None:
        self._selection.select(kind, factor_id)

    def _on_duplicate(self) -> None:
        factor = self._factor()
        if factor is None:
            return
        made = duplicate_factor(self._document.snapshot, factor.id)
        if self._document.push(made):
            self._selection.select(Factor, made.changes[0].record.id)

    def _on_delete(self) -> None:
        factor_id = self._id
        self._attempt(lambda s: delete_factor(s, factor_id))
