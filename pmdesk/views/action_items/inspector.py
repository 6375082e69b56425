"""Everything about one action at the right: words, owner, date, state, factors, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.action_hints import action_hints
from pmdesk.domain.analysis import ActionItem, DueMove
from pmdesk.domain.change import Edit
from pmdesk.domain.date_text import day_text, distance_text
from pmdesk.domain.terms import ActionStatus, name_of
from pmdesk.domain.tracker_link import tracker_address
from pmdesk.exporters.people import Roles
from pmdesk.views.action_items.commands import ActionCommands
from pmdesk.views.action_items.inspector_parts import (
    AnsweredFactors,
    Hints,
    StatusChoice,
    ValueField,
)
from pmdesk.views.action_items.pickers import ActionPickers, Place, day_field_text
from pmdesk.views.action_items.tips import moves_text
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.fields import GrowingText, LineField, Problem
from pmdesk.views.controls.hint_list import HintList
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel, tooltip_of
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.theme import theme

WIDTH = 348
_LABEL = 74


class ActionInspector(QWidget):
    """Edits the current action of a selection; every field saves itself.

    ``left`` asks to go back to the table, ``closed`` to close the column, ``go_requested`` to
    show a factor, ``link_requested`` to open an address.
    """

    left = Signal()
    closed = Signal()
    go_requested = Signal(object, str)
    link_requested = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._today = document, selection, today
        self.commands = ActionCommands(document, selection, today)
        self.pickers = ActionPickers(self.commands)
        self._id = ""
        self.setAccessibleName("Action")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area)
        body = Surface("canvas")
        area.setWidget(body)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(20, 12, 20, 20)
        self._column.setSpacing(8)
        self._labels: list[PlainLabel] = []
        self._build_head()
        self._build_fields()
        self._build_result()
        self._column.addStretch(1)
        self.setFocusProxy(self.text)
        document.changed.connect(self._on_document_changed)
        selection.changed.connect(self.refresh)
        theme().changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), 600)

    # -- building

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.kicker = PlainLabel("Action", "ui_medium", "ink2")
        row.addWidget(self.kicker)
        row.addStretch(1)
        self.copy = IconButton(
            "copy", "Duplicate (Ctrl+D)", lambda: self.commands.duplicate([self._id])
        )
        self.bin = IconButton("trash-2", "Delete (Del)", lambda: self.commands.delete([self._id]))
        row.addWidget(self.copy)
        row.addWidget(self.bin)
        row.addWidget(IconButton("x", "Close", self.closed.emit))
        self._column.addLayout(row)
        self.text = GrowingText("heading", "What will change?")
        self._bind(self.text, "Edit action", "text")
        self.text.document().setDocumentMargin(0)
        self._column.addWidget(self.text)
        self.wording = HintList(self._document, ("text",), (self.text, "text"))
        self._column.addWidget(self.wording)
        self.hints = Hints()
        self._column.addWidget(self.hints)
        self.status = StatusChoice()
        self.status.chosen.connect(self._on_status_chosen)
        self._column.addWidget(self.status)
        self.reason = GrowingText("ui", "Reason", bare=False)
        self._bind(self.reason, "Set reason", "reason")
        self._reason_row = self._row("Reason", self.reason)

    def _build_fields(self) -> None:
        self.owner = ValueField("Owner", self._on_owner_wanted, avatar=True)
        self._row("Owner", self.owner)
        self.due = LineField("ui", "26 apr, fri, +2w", check=self.commands.day_problem, rest=False)
        self.due.setAccessibleName("Due")
        self.due.committed.connect(lambda text: self.commands.set_day([self._id], text))
        self.due.left.connect(self.left)
        self.calendar = IconButton("calendar", "Choose a date", self._on_days_wanted)
        self._row("Due", self.due, self.calendar)
        self._column.addWidget(Problem(self.due))
        self.when = WrappedLabel("", "meta_regular", "ink2")
        self._column.addWidget(self.when)
        self.type = ValueField("Type", self._on_type_wanted)
        self.priority = ValueField("Priority", self._on_priority_wanted)
        self._row("Type", self.type)
        self._row("Priority", self.priority)
        self.tracker = LineField("ui", "Ticket or address")
        self._bind(self.tracker, "Set tracker", "tracker")
        self.open = IconButton("external-link", "Open in the tracker", self._on_open)
        self._row("Tracker", self.tracker, self.open)

    def _build_result(self) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(PlainLabel("Done when", "meta", "ink2"))
        self.done_test = GrowingText("ui", "How we will know that it is done", bare=False, lines=2)
        self._bind(self.done_test, "Set done-test", "done_test")
        self._column.addWidget(self.done_test)
        self.factors = AnsweredFactors(self.commands, self.pickers)
        self.factors.go_requested.connect(self.go_requested)
        self._column.addWidget(self.factors)
        self._column.addWidget(PlainLabel("Seen to be effective by", "meta", "ink2"))
        self.verified = LineField("ui", "A role, once it has proved itself", rest=False)
        self.verified.committed.connect(lambda by: self.commands.verify(self._id, by))
        self.verified.left.connect(self.left)
        self._column.addWidget(self.verified)
        self.seen = WrappedLabel("", "meta_regular", "ink2")
        self._column.addWidget(self.seen)

    def _row(self, label: str, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = PlainLabel(label, "meta", "ink2")
        self._labels.append(words)
        row.addWidget(words)
        for place, widget in enumerate(widgets):
            row.addWidget(widget, 1 if place == 0 else 0)
        self._column.addWidget(holder)
        return holder

    def _bind(self, field: LineField | GrowingText, label: str, name: str) -> None:
        field.committed.connect(
            lambda text: self.commands.set_field([self._id], label, **{name: text.strip()})
        )
        field.left.connect(self.left)

    # -- showing

    def refresh(self) -> None:
        """Show the current action; nothing is shown where none is selected."""
        action_id = self._selection.current_of(ActionItem) or ""
        if action_id != self._id:
            self._commit_pending()
            self._id = action_id
        action = self._document.snapshot.get(ActionItem, action_id or None)
        self.setEnabled(action is not None)
        if action is None:
            return
        self._let_write()
        more = len(self.commands.selected()) - 1
        self.kicker.setText(f"{action.key} and {more} more" if more else action.key)
        self.text.show_text(action.text)
        self.wording.follow(action.id)
        self.hints.show_hints(action_hints(action) if self.commands.editable else [])
        self.status.choose(action.status)
        closed = action.status in (ActionStatus.DONE, ActionStatus.WONT_DO)
        self._reason_row.setVisible(closed or bool(action.reason))
        self.reason.show_text(action.reason)
        why_not = action.status is ActionStatus.WONT_DO
        self.reason.setPlaceholderText("Why it won't be done" if why_not else "What shows it")
        self._show_owner(action)
        self._show_due(action, closed)
        self.type.show_value(name_of(action.type) if action.type else "", "Choose a type")
        priority = name_of(action.priority) if action.priority else ""
        self.priority.show_value(priority, "Choose a priority")
        self.tracker.show_text(action.tracker)
        self.open.setEnabled(bool(tracker_address(action.tracker)))
        self.done_test.show_text(action.done_test)
        self.factors.show_action(action)
        self.verified.setEnabled(action.status is ActionStatus.DONE)
        self.verified.show_text(action.verified_by)
        at = action.verified_at
        self.seen.setText(f"Noted on {day_text(at.date(), self._today())}" if at else "")
        if action.status is not ActionStatus.DONE:
            self.seen.setText("This can be told when the action is done.")
        self.seen.setVisible(bool(self.seen.text()))

    def _show_owner(self, action: ActionItem) -> None:
        owner = Roles(self._document.snapshot).of(action.owner_id)
        missing = action.status is not ActionStatus.WONT_DO
        self.owner.show_value(owner, "Set an owner" if missing else "Nobody", missing)

    def _show_due(self, action: ActionItem, closed: bool) -> None:
        today = self._today()
        self.due.show_text(day_field_text(action.due, today))
        every = self._document.snapshot.of(DueMove).values()
        moves = sorted((m for m in every if m.action_id == action.id), key=lambda m: (m.at, m.id))
        history = moves_text(moves, today)
        late = action.due is not None and action.due < today and not closed
        far = ""
        if action.due is None and not closed:
            far = "No date yet"
        elif action.due is not None and not closed:
            far = distance_text(action.due, today)
            far = f"Overdue: it was due {far}" if late else f"Due {far}"
        self.when.setText(". ".join(part for part in (far, history) if part))
        self.when.set_token("danger" if late or far == "No date yet" else "ink2")
        self.when.setVisible(bool(self.when.text()))

    def _fields(self) -> tuple[LineField | GrowingText, ...]:
        return (self.text, self.reason, self.due, self.tracker, self.done_test, self.verified)

    def _let_write(self) -> None:
        """Where nothing may be changed the words can still be read and marked."""
        writable, editable = self.commands.writable, self.commands.editable
        kept: tuple[QWidget, ...] = (self.text, self.done_test)
        for field in self._fields():
            field.setReadOnly(not (editable if field in kept else writable))
        for part in (self.status, self.calendar):
            part.setEnabled(writable)
        held: tuple[QWidget, ...] = (self.copy, self.bin, self.owner, self.type, self.priority)
        for fixed in held:
            fixed.setEnabled(editable)
        if self.commands.locked:
            # Let go again, the inspector is made anew.
            for fixed in (*kept, *held, self.factors.add):
                fixed.setToolTip(tooltip_of(self.commands.locked))

    def _commit_pending(self) -> None:
        # What is being typed belongs to the action that was shown until now.
        for field in self._fields():
            if field.hasFocus():
                field.commit()

    def _on_document_changed(self, edit: Edit) -> None:
        del edit
        self.refresh()

    def _restyle(self) -> None:
        for label in self._labels:
            label.setFixedWidth(theme().px(_LABEL))
        self.updateGeometry()
        self.refresh()

    # -- editing

    def _on_status_chosen(self, status: object) -> None:
        if status is ActionStatus.WONT_DO:
            self.pickers.ask_why_not([self._id], Place(self.status))
        elif isinstance(status, ActionStatus):
            self.commands.set_status([self._id], status)
        # What was clicked is chosen only when the document says so.
        self.refresh()

    def _on_owner_wanted(self) -> None:
        self.pickers.open_owner([self._id], Place(self.owner))

    def _on_days_wanted(self) -> None:
        self.pickers.open_days([self._id], Place(self.due))

    def _on_type_wanted(self) -> None:
        self.pickers.open_type([self._id], Place(self.type))

    def _on_priority_wanted(self) -> None:
        self.pickers.open_priority([self._id], Place(self.priority))

    def _on_open(self) -> None:
        action = self.commands.action(self._id)
        address = tracker_address(action.tracker) if action is not None else ""
        if address:
            self.link_requested.emit(address)
