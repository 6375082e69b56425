"""Evidence looked at inside the program: a picture, a text, a quote, over the timeline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.change import Edit
from pmdesk.domain.postmortem import Attachment
from pmdesk.domain.terms import EvidenceKind
from pmdesk.domain.time_text import spoken_time
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.edits.timeline import edit_evidence
from pmdesk.views.controls.buttons import Button, IconButton, KeyHints
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Hairline, Surface
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.drops_door import EvidenceDoor
from pmdesk.views.timeline.viewer_content import PLAIN, Shown, size_words
from pmdesk.views.timeline.viewer_picture import PictureView
from pmdesk.views.timeline.viewer_text import TextView

Key = Qt.Key
_HINTS = (
    ("Space", "close"), ("←", "previous"), ("→", "next"), ("Wheel", "zoom"), ("0", "fit"),
    ("1", "true size"), ("/", "find"),
)  # fmt: skip


def in_order(document: Document) -> list[Evidence]:
    """All evidence of a postmortem: by the time of its event, that of one event in its order."""
    snapshot = document.snapshot

    def place(row: Evidence) -> tuple[bool, float, float, str, float]:
        event = snapshot.events[row.event_id]
        at = event.at.timestamp() if event.at else 0.0
        return (event.at is None, at, event.position, event.id, row.position)

    return sorted(snapshot.of(Evidence).values(), key=place)


class EvidenceViewer(Surface):
    """Lies over its parent until Space, Esc or the cross closes it; the rest stays in use.

    ``closed`` says that it went away; what lies ``beside`` it is never covered.
    """

    closed = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        door: EvidenceDoor,
        parent: QWidget,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__("canvas", parent=parent)
        self._beside = beside
        self._document, self._selection, self._door = document, selection, door
        self.evidence_id = ""
        self._shown_file = ""
        self._before: QWidget | None = None
        self.setAccessibleName("Evidence")
        self.hide()
        self._build()
        document.changed.connect(self._on_document_changed)
        for watched in (parent, beside):
            if watched is not None:
                watched.installEventFilter(self)

    # -- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stack = QStackedWidget()
        self.picture, self.text = PictureView(), TextView()
        self._head = QWidget()
        self._head.setLayout(self._make_head())
        column.addWidget(self._head)
        column.addWidget(Hairline())
        self.note = WrappedLabel("", "body", "ink2")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setContentsMargins(48, 48, 48, 48)
        self.note.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for view in (self.picture, self.text, self.note):
            self.stack.addWidget(view)
        self.picture.zoomed.connect(self._on_zoomed)
        self.text.key_pressed.connect(self.keyPressEvent)
        self.text.found.connect(self._on_found)
        column.addWidget(self.stack, 1)
        self.foot = ElidedLabel("", "meta", "ink2")
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 6, 24, 6)
        foot.addWidget(self.foot)
        column.addLayout(foot)
        column.addWidget(KeyHints(_HINTS))

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(17, 6, 12, 8)
        row.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.caption = LineField("heading", "Say what it shows", bare=True)
        self.caption.committed.connect(self._on_caption)
        self.caption.left.connect(self._focus_view)
        words.addWidget(self.caption)
        self.of = ElidedLabel("", "meta", "ink2")
        under = QHBoxLayout()
        under.setContentsMargins(theme().px(7), 0, 0, 0)
        under.addWidget(self.of)
        words.addLayout(under)
        row.addLayout(words, 1)
        self.finder = LineFind()
        self.finder.setFixedWidth(theme().px(180))
        self.finder.textChanged.connect(self.text_search)
        self.finder.stepped.connect(self.text.step)
        self.finder.left.connect(self._focus_view)
        row.addWidget(self.finder)
        self.count = PlainLabel("", "meta", "ink2")
        self.count.setMinimumWidth(theme().px(72))
        self.count.setContentsMargins(6, 0, 6, 0)
        row.addWidget(self.count)
        self._zoom_out = IconButton("zoom-out", "Zoom out (-)", lambda: self.picture.zoom(-1))
        self._scale = Button("100%", "ghost", on_click=self.picture.toggle)
        self._scale.setToolTip("All of it, or its true size")
        self._scale.setMinimumWidth(theme().px(64))
        self._zoom_in = IconButton("zoom-in", "Zoom in (+)", lambda: self.picture.zoom(1))
        for tool in (self._zoom_out, self._scale, self._zoom_in):
            row.addWidget(tool)
        row.addSpacing(8)
        self.before = IconButton("chevron-left", "Previous evidence (←)", lambda: self.step(-1))
        self.place = PlainLabel("", "meta", "ink2")
        self.after = IconButton("chevron-right", "Next evidence (→)", lambda: self.step(1))
        for part in (self.before, self.place, self.after):
            row.addWidget(part)
        row.addSpacing(8)
        self._link = IconButton("external-link", "Open the link", self._on_link)
        self._save = IconButton("download", "Save as…", self._on_save)
        self._close = IconButton("x", "Close (Space)", self.close_view)
        for button in (self._link, self._save, self._close):
            row.addWidget(button)
        return row

    # -- showing

    def view(self, evidence_id: str) -> None:
        """Show a piece of evidence; an unknown id does nothing."""
        row = self._document.snapshot.of(Evidence).get(evidence_id)
        if row is None:
            return
        self.caption.commit()
        self.evidence_id = evidence_id
        if self.isHidden():
            self._before = self.window().focusWidget()
            self._cover()
            self.show()
            self.raise_()
        self._shown_file = ""
        self.refresh()
        self._focus_view()

    def close_view(self) -> None:
        """Go away and give the focus back."""
        if self.isHidden():
            return
        self.caption.commit()
        self.hide()
        before, self._before = self._before, None
        self.closed.emit()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next or the previous evidence; at the ends it stays."""
        rows = in_order(self._document)
        at = next((i for i, row in enumerate(rows) if row.id == self.evidence_id), -1) + by
        if 0 <= at < len(rows):
            if self._selection.current_of(TimelineEvent) != rows[at].event_id:
                self._selection.select(TimelineEvent, rows[at].event_id)
            self.view(rows[at].id)

    def refresh(self) -> None:
        """Show the record as it is now; the content is fetched only where it is another."""
        snapshot = self._document.snapshot
        row = snapshot.of(Evidence).get(self.evidence_id)
        if row is None:
            return
        event = snapshot.events[row.event_id]
        zone = zone_of(snapshot.postmortem.zone)
        when = spoken_time(event, zone)
        self.of.setText(f"{when}  {event.title or 'Untitled event'}")
        self.caption.show_text(row.title)
        self.caption.setReadOnly(bool(self._document.read_only))
        rows = in_order(self._document)
        at = next(i for i, held in enumerate(rows) if held.id == row.id)
        self.place.setText(f"{at + 1} of {len(rows)}")
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at < len(rows) - 1)
        file = snapshot.attachments.get(row.attachment_id or "")
        self._link.setVisible(bool(row.link))
        self._save.setVisible(file is not None)
        key = file.sha256 if file is not None else f"{row.id}\n{row.text}\n{row.link}"
        self._describe(row, file)
        if key == self._shown_file:
            return
        self._shown_file = key
        if file is not None:
            self._show_parts(Shown(note="Reading…"))
            self._door.pictures.whole(file, lambda shown: self._on_read(key, shown))
        elif row.text:
            self._show_parts(Shown(text=row.text))
        else:
            self._show_parts(Shown(note=row.link or "Nothing is written in it yet."))

    def _describe(self, row: Evidence, file: Attachment | None) -> None:
        parts = []
        if file is not None:
            sort = "Picture" if file.media_type.startswith("image/") else (
                "Text" if file.media_type == PLAIN else "File"
            )  # fmt: skip
            parts = [file.name, f"{sort}, {size_words(file.size)}"]
        elif row.kind is EvidenceKind.QUOTE:
            parts = [f"Said by: {row.speaker}" if row.speaker else "Quote"]
        else:
            parts = ["Link"]
        self.foot.setText("  ·  ".join(parts))

    def _on_read(self, key: str, shown: Shown) -> None:
        # It may come after the postmortem was closed.
        if not isValid(self) or key != self._shown_file:
            return
        self._show_parts(shown)
        if shown.note and shown.text is not None:
            self.foot.setText(f"{self.foot.text()}  ·  {shown.note}")

    def _show_parts(self, shown: Shown) -> None:
        had_focus = self._view().hasFocus()
        is_picture, is_text = shown.levels != (), shown.text is not None
        self.finder.setVisible(is_text)
        self.count.setVisible(is_text)
        if is_picture:
            self.stack.setCurrentWidget(self.picture)
            self.picture.setAccessibleName(self.caption.text() or "Picture")
            self.picture.show_levels(list(shown.levels))
        elif shown.text is not None:
            self.stack.setCurrentWidget(self.text)
            self.text.show_text(shown.text)
        else:
            self.stack.setCurrentWidget(self.note)
            self.note.setText(shown.note)
        self._fit_tools()
        if had_focus:
            self._focus_view()

    def _view(self) -> QWidget:
        return (self.picture, self.text, self.note)[self.stack.currentIndex()]

    def _focus_view(self) -> None:
        self._view().setFocus(Qt.FocusReason.OtherFocusReason)

    def text_search(self, words: str) -> None:
        """Find words in the text that is shown."""
        self.text.search(words)

    def _on_found(self, at: int, of: int) -> None:
        self.count.setText(f"{at} of {of}" if of else ("None" if self.finder.text() else ""))

    def _on_zoomed(self, scale: float) -> None:
        self._scale.setText(f"{round(scale * 100)}%")

    # -- doing

    def _on_caption(self, text: str) -> None:
        evidence_id = self.evidence_id
        if evidence_id in self._document.snapshot.of(Evidence):
            self._document.attempt(lambda s: edit_evidence(s, evidence_id, title=text.strip()))

    def _on_save(self) -> None:
        self._door.save_wanted.emit(self.evidence_id)

    def _on_link(self) -> None:
        row = self._document.snapshot.of(Evidence).get(self.evidence_id)
        if row is not None:
            self._door.link_wanted.emit(row.link)

    def _on_document_changed(self, _edit: Edit) -> None:
        if self.isHidden():
            return
        if self.evidence_id in self._document.snapshot.of(Evidence):
            self.refresh()
        else:
            self.close_view()

    # -- keys and place

    def event(self, event: QEvent) -> bool:
        # The window's own Find must not take the key from the text that is read here.
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and event.matches(QKeySequence.StandardKey.Find):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, picture = event.key(), self.stack.currentWidget() is self.picture
        arrows = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1),
                  Key.Key_Down: (0, 1)}  # fmt: skip
        if event.matches(QKeySequence.StandardKey.Find) or key == Key.Key_Slash:
            if self.finder.isVisible():
                self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.finder.selectAll()
        elif key in (Key.Key_Space, Key.Key_Escape, Key.Key_O):
            self.close_view()
        elif key == Key.Key_F3:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.text.step(-1 if shift else 1)
        elif key in arrows and picture and self.picture.is_larger():
            dx, dy = arrows[Key(key)]
            self.picture.pan(80 * dx, 80 * dy)
        elif key in (Key.Key_Left, Key.Key_PageUp):
            self.step(-1)
        elif key in (Key.Key_Right, Key.Key_PageDown):
            self.step(1)
        elif picture and key in (Key.Key_Plus, Key.Key_Equal, Key.Key_Minus):
            self.picture.zoom(-1 if key == Key.Key_Minus else 1)
        elif picture and key in (Key.Key_0, Key.Key_1):
            self.picture.fit() if key == Key.Key_0 else self.picture.set_scale(1.0)
        else:
            event.ignore()
            return
        event.accept()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        moved = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
        if event.type() in moved and not self.isHidden():
            self._cover()
        return False

    def _cover(self) -> None:
        parent, beside = self.parentWidget(), self._beside
        if parent is None:
            return
        room = parent.rect()
        if beside is not None and not beside.isHidden():
            left = parent.mapFromGlobal(beside.mapToGlobal(beside.rect().topLeft())).x()
            room.setRight(min(room.right(), left - 1))
        self.setGeometry(room)
        self._fit_tools()

    def _fit_tools(self) -> None:
        """Where there is little room the caption comes before what the keys do as well."""
        roomy = self.width() >= theme().px(760)
        # Of its own the row would be as low as its lowest field may be.
        self._head.setFixedHeight(theme().px(62))
        self.caption.setFixedHeight(theme().px(30))
        is_picture = self.stack.currentWidget() is self.picture
        for tool in (self._zoom_out, self._zoom_in):
            tool.setVisible(is_picture and roomy)
        self._scale.setVisible(is_picture)
        self.finder.setFixedWidth(theme().px(180 if roomy else 120))


class LineFind(QLineEdit):
    """The field of what is sought: Enter goes on, Shift+Enter back, Esc leaves."""

    stepped = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Find in this text")
        self.setAccessibleName("Find in this text")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Key.Key_Return, Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
