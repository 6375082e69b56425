"""The evidence of an event as cards: links, quotes and files, to be added, changed and removed."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.terms import Audience, EvidenceKind
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.edits.timeline import add_evidence, edit_evidence
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.fields import GrowingText, LineField
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.icons import icon
from pmdesk.views.timeline.drops_door import Aim, EvidenceDoor, load_of
from pmdesk.views.timeline.line_row import LineRow
from pmdesk.views.timeline.thumbnails import Thumbnail

# The buttons that stay in use where nothing may be changed.
OPEN_LINK = "open-link"


class EvidencePart(QWidget):
    """The head with the count, the cards, and the button that adds one."""

    def __init__(self, document: Document, door: EvidenceDoor) -> None:
        super().__init__()
        self._document, self._door = document, door
        self._event_id = ""
        self._cards: dict[str, _Card] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Evidence", "ui_semibold"))
        self._count = PlainLabel("", "meta", "ink2")
        head.addWidget(self._count)
        head.addStretch(1)
        self.add = Button("Attach", "link", "paperclip", self._on_add, size="compact")
        self.add.setToolTip("A file, a picture, a quote or a link; files can be dropped here too")
        head.addWidget(self.add)
        column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)

    def show_event(self, event: TimelineEvent) -> None:
        """Show the evidence of an event; cards that stay keep what is being typed in them."""
        self._event_id = event.id
        rows = self._document.snapshot.evidence_of(event.id)
        self._count.setText(str(len(rows)) if rows else "")
        for gone in [i for i in self._cards if i not in {row.id for row in rows}]:
            card = self._cards.pop(gone)
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        for row in rows:
            if row.id not in self._cards:
                self._cards[row.id] = _Card(self._document, self._door, row)
                self._rows.addWidget(self._cards[row.id])
            self._cards[row.id].show_row(row)

    def menu(self) -> QMenu:
        """What can be added."""
        menu = QMenu(self)
        event_id = self._event_id
        files = menu.addAction(icon("paperclip"), "Files…")
        files.triggered.connect(lambda _on=False: self._door.files_wanted.emit(event_id))
        held = load_of(QApplication.clipboard().mimeData())
        paste = menu.addAction(icon("clipboard-paste"), "From the clipboard")
        paste.setEnabled(bool(held))
        paste.triggered.connect(
            lambda _on=False: self._door.brought.emit(Aim(event_id=event_id), held)
        )
        menu.addSeparator()
        for kind, words, sign in (
            (EvidenceKind.QUOTE, "Quote or log lines", "quote"),
            (EvidenceKind.LINK, "Link", "link"),
        ):
            action = menu.addAction(icon(sign), words)
            action.triggered.connect(lambda _on=False, k=kind: self.add_kind(k))
        return menu

    def _on_add(self) -> None:
        self.menu().popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def add_kind(self, kind: EvidenceKind) -> None:
        """Add an empty piece of evidence and go to it."""
        event_id = self._event_id
        made = add_evidence(self._document.snapshot, event_id, kind)
        if self._document.push(made):
            card = self._cards.get(made.changes[0].record.id)
            if card is not None:
                card.title.setFocus()


class _Card(Surface):
    """One piece of evidence."""

    def __init__(self, document: Document, door: EvidenceDoor, row: Evidence) -> None:
        super().__init__("sunken", "line", 8)
        self._document, self._door, self._row = document, door, row
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 6, 8)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(2)
        self.title = LineField("ui_semibold", "Say what it shows", bare=True)
        self.title.committed.connect(lambda text: self._edit(title=text))
        head.addWidget(self.title, 1)
        self._time = PlainLabel("", "meta_semibold", "accent")
        head.addWidget(self._time)
        self._open = IconButton("external-link", "Open the link", self._on_open, side=24)
        self._look = IconButton("expand", "Look at it (O)", self._on_look, side=24)
        self._save = IconButton("download", "Save as…", self._on_save, side=24)
        for button in (self._open, self._look, self._save):
            button.setObjectName(OPEN_LINK)
            head.addWidget(button)
        head.addWidget(IconButton("x", "Remove this evidence", self._on_remove, side=24))
        column.addLayout(head)
        self.link = LineField("meta_regular", "https://…", bare=True)
        self.link.committed.connect(lambda text: self._edit(link=text.strip()))
        self.text = GrowingText("mono", "The words or log lines")
        self.text.committed.connect(lambda text: self._edit(text=text))
        self.speaker = LineField("meta_regular", "Who said it, as a role", bare=True)
        self.speaker.committed.connect(lambda text: self._edit(speaker=text.strip()))
        self._link_row, self._speaker_row = LineRow(self.link), LineRow(self.speaker)
        for part in (self._link_row, self.text, self._speaker_row):
            column.addWidget(part)
        self.picture: Thumbnail | None = None
        self._file = ElidedLabel("", "meta", "ink2")
        foot = QHBoxLayout()
        foot.addWidget(self._file, 1)
        self.readers = Button("Internal", "ghost", "", self._on_readers, size="compact")
        self.readers.setToolTip("Whether it goes into what customers get; internal files never do")
        foot.addWidget(self.readers)
        column.addLayout(foot)

    def show_row(self, row: Evidence) -> None:
        """Show the record as it is now."""
        self._row = row
        snapshot = self._document.snapshot
        zone = zone_of(snapshot.postmortem.zone)
        self.title.show_text(row.title)
        self.link.show_text(row.link)
        self.text.show_text(row.text)
        self.speaker.show_text(row.speaker)
        self._time.setText(clock_text(row.at, zone, True) if row.at else "")
        self._link_row.setVisible(row.kind is EvidenceKind.LINK or bool(row.link))
        self._open.setVisible(bool(row.link))
        quote = row.kind is EvidenceKind.QUOTE
        self.text.setVisible(quote or bool(row.text))
        self._speaker_row.setVisible(quote or bool(row.speaker))
        self._show_file(row)

    def _show_file(self, row: Evidence) -> None:
        held = self._document.snapshot.attachments.get(row.attachment_id or "")
        if held is not None and self.picture is None:
            self.picture = Thumbnail(self._door.pictures, self)
            self.picture.setObjectName(OPEN_LINK)
            self.picture.clicked.connect(self._on_look)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(1, self.picture)
        if held is not None and self.picture is not None:
            self.picture.show_file(held, row.title)
        self._look.setVisible(held is not None or bool(row.text))
        self._save.setVisible(held is not None)
        self._file.setText(held.name if held is not None else "")
        self._file.setVisible(held is not None)
        self.readers.setVisible(held is not None)
        if held is not None:
            internal = held.audience is Audience.INTERNAL
            self.readers.setText("Internal" if internal else "Customers may see it")

    def _edit(self, **values: str) -> None:
        row_id = self._row.id
        if row_id in self._document.snapshot.of(Evidence):
            self._document.attempt(lambda s: edit_evidence(s, row_id, **values))

    def _on_remove(self) -> None:
        from pmdesk.edits.evidence import take_away

        row_id = self._row.id
        self._document.attempt(lambda s: take_away(s, row_id))

    def _on_readers(self) -> None:
        from pmdesk.edits.evidence import turn_audience

        file_id = self._row.attachment_id or ""
        if file_id in self._document.snapshot.attachments:
            self._document.attempt(lambda s: turn_audience(s, file_id))

    def _on_look(self) -> None:
        self._door.view_wanted.emit(self._row.id)

    def _on_save(self) -> None:
        self._door.save_wanted.emit(self._row.id)

    def _on_open(self) -> None:
        self._door.link_wanted.emit(self._row.link)
