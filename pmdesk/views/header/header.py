"""The bar on top of a postmortem: its title, severity, phase, when it was, undo and export."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.deadline import deadlines
from pmdesk.domain.meeting import Meeting
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.signoff import Revision
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Severity
from pmdesk.domain.timeline import Mark, TimelineEvent
from pmdesk.edits.postmortems import set_head
from pmdesk.views.actions import Actions
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.labels import PlainLabel, tooltip_of
from pmdesk.views.controls.panels import Tag
from pmdesk.views.controls.picker import Picker
from pmdesk.views.header.severity_button import SeverityButton, severity_choices
from pmdesk.views.header.standing_tag import standing_tag
from pmdesk.views.header.title_field import TitleField
from pmdesk.views.header.when import BETWEEN, shortened, when_parts
from pmdesk.views.theme.theme import theme

HEIGHT = 52
_MARGIN = 24
_HEARD = (Postmortem, Mark, TimelineEvent, Revision, Meeting)
# Of the room for words the title may take this much before the time beside it gives way.
_TITLE_SHARE = 0.55


class Header(QWidget):
    """Shows and edits the head of a document; ``left`` asks to go on to the section.

    In a narrow window the times give way first, then the title ends in an ellipsis.
    """

    left = Signal()

    def __init__(
        self, document: Document, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Head of the postmortem")
        self._document = document
        self._parts: list[str] = []
        self._veiled = False
        self.picker: Picker | None = None
        self.title = TitleField("Title of the postmortem")
        self.title.committed.connect(self._on_title_committed)
        self.title.textEdited.connect(lambda _text: self._arrange())
        self.title.focus_changed.connect(self._arrange)
        self.title.left.connect(self.left)
        self.severity = SeverityButton()
        self.severity.clicked.connect(lambda _on=False: self.pick_severity())
        self.phase = Tag(parent=self)
        self.when = PlainLabel("", "ui", "ink2")
        self.due = Tag(parent=self)
        self._due = self._shown_due = ("", "ink2", "hover")
        self.undo = IconButton("undo-2", "Undo", side=32)
        self.undo.follow(actions["undo"])
        self.redo = IconButton("redo-2", "Redo", side=32)
        self.redo.follow(actions["redo"])
        for step in (self.undo, self.redo):
            # A click leaves the keys where they are: the next blank would take back another step.
            step.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.export = Button("Export", icon_name="file-down")
        self.export.follow(actions["export"])
        self.meet = Button("Start meeting", "primary", "play")
        self.meet.follow(actions["meeting"])
        self._build()
        document.changed.connect(self._on_document_changed)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.refresh()
        self.setFocusProxy(self.title)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN - 6, 0, _MARGIN, 0)
        row.setSpacing(0)
        row.addWidget(self.title)
        row.addSpacing(6)
        row.addWidget(self.severity)
        row.addSpacing(3)
        row.addWidget(self.phase)
        row.addSpacing(12)
        row.addWidget(self.when)
        row.addStretch(1)
        row.addWidget(self.due)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addSpacing(10)
        row.addWidget(self.export)
        row.addSpacing(8)
        row.addWidget(self.meet)

    # -- asked from outside

    def refresh(self) -> None:
        """Show the head as it is now."""
        snapshot = self._document.snapshot
        head = snapshot.postmortem
        locked = bool(self._document.read_only)
        self.title.show_text(head.title)
        self.title.setReadOnly(locked)
        self.severity.show_severity(head.severity)
        self.severity.setEnabled(not locked)
        self.phase.show_text(*standing_tag(snapshot))
        self.meet.setText("Resume meeting" if _runs(snapshot) else "Start meeting")
        parts = when_parts(snapshot)
        # Nobody knew then how long it would take.
        self._parts = parts[:1] if self._veiled else parts
        today = self._document.clock.now().astimezone().date()
        first = next(iter(deadlines(snapshot, today)), None)
        tokens = ("danger", "danger_soft") if first and first.is_over else ("ink2", "hover")
        self._due = (first.short if first else "", *tokens)
        self.due.setToolTip(tooltip_of(first.words if first else ""))
        self._arrange()

    def veil(self, veiled: bool) -> None:
        """Tell only the day while the timeline is walked forward, and all again after it."""
        self._veiled = veiled
        self.refresh()

    def edit_title(self) -> None:
        """Put the caret into the title, with all of it selected."""
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.title.selectAll()

    def pick_severity(self) -> None:
        """Open the list of severities with what each of them asks for."""
        if self._document.read_only:
            return
        self.picker = Picker(severity_choices(), self, "Severity")
        self.picker.picked.connect(self._on_severity_picked)
        self.picker.open_under(self.severity)

    # -- editing

    def _on_title_committed(self, text: str) -> None:
        words = " ".join(text.split())
        self._document.attempt(lambda s: set_head(s, "Rename postmortem", title=words))
        if self._document.unsaved is None:
            self.title.show_text(self._document.snapshot.postmortem.title)
        self._arrange()

    def _on_severity_picked(self, value: object) -> None:
        severity = value if isinstance(value, Severity) else None
        self._document.attempt(lambda s: set_head(s, "Set severity", severity=severity))

    def _on_document_changed(self, edit: Edit) -> None:
        if any(change.kind in _HEARD for change in edit.changes):
            self.refresh()

    # -- looks

    def _arrange(self) -> None:
        """Share the room between the title and the time."""
        fixed = sum(
            widget.sizeHint().width()
            for widget in (self.severity, self.undo, self.redo, self.export, self.meet)
        )
        fixed += self.phase.sizeHint().width() + 2 * _MARGIN + 39
        room = max(0, self.width() - fixed)
        wanted = self.title.wanted_width()
        if self.title.hasFocus():
            # Room for what is about to be typed.
            wanted += theme().px(60)
        least = min(wanted, round(room * _TITLE_SHARE))
        metrics = theme().fonts.metrics("ui", theme().scale)
        text = ""
        for parts in shortened(self._parts):
            text = BETWEEN.join(parts)
            if metrics.horizontalAdvance(text) + 4 <= room - least:
                break
        whole = BETWEEN.join(self._parts)
        self.when.setText(text)
        self.when.setAccessibleName(whole)
        self.when.setToolTip(tooltip_of(whole) if text != whole else "")
        taken = round(metrics.horizontalAdvance(text)) + 4
        self.title.setFixedWidth(max(theme().px(80), min(wanted, room - taken)))
        # The deadline is the first thing to give way.
        meta = theme().fonts.metrics("meta_semibold", theme().scale)
        needed = round(meta.horizontalAdvance(self._due[0])) + theme().px(12) + 16
        fits = text == whole and wanted + taken + needed <= room
        shown = (self._due[0] if fits else "", *self._due[1:])
        if shown != self._shown_due:
            self._shown_due = shown
            self.due.show_text(*shown)

    def minimumSizeHint(self) -> QSize:
        # Not that of the parts as they are now: it would keep the window from getting narrower.
        return QSize(320, theme().px(HEIGHT))

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(theme().px(HEIGHT))
        self.title.setFixedHeight(theme().px(34))
        self._arrange()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self._arrange()
        return done

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("canvas"))


def _runs(snapshot: Snapshot) -> bool:
    """Whether a meeting was begun and not ended."""
    return any(m.started_at and not m.ended_at for m in snapshot.of(Meeting).values())
