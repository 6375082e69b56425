"""What the timeline asks of the window about evidence: files to choose, to store, to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from pmdesk.document.document import Document
from pmdesk.views.controls.carried_events import EVENTS_MIME
from pmdesk.views.timeline.thumbnails import Pictures


@dataclass(frozen=True, slots=True)
class Aim:
    """Where something is to go: to an event, or to a lane at a time (UTC) as a new event."""

    event_id: str = ""
    lane_id: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What was dropped or pasted: files, or a picture, or else a text."""

    paths: tuple[Path, ...] = ()
    picture: QImage | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.paths or self.picture is not None or self.text.strip())


def load_of(data: QMimeData | None) -> Load:
    """What dragged or copied data holds for us; nothing for events on their way, and for a
    clipboard that can't be had."""
    if data is None or data.hasFormat(EVENTS_MIME):
        return Load()
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if paths:
        return Load(paths)
    if data.hasImage():
        picture = QImage(data.imageData())
        if not picture.isNull():
            return Load(picture=picture)
    return Load(text=data.text())


def may_hold(data: QMimeData) -> bool:
    """Whether dragged data may hold something, without fetching it."""
    return not data.hasFormat(EVENTS_MIME) and (
        data.hasUrls() or data.hasImage() or data.hasText()
    )


class EvidenceDoor(QObject):
    """The window listens: ``files_wanted`` carries an event's id, ``brought`` an Aim and a Load,
    ``view_wanted`` and ``save_wanted`` the id of a piece of evidence, ``link_wanted`` an address.
    """

    files_wanted = Signal(str)
    brought = Signal(object, object)
    view_wanted = Signal(str)
    save_wanted = Signal(str)
    link_wanted = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.pictures = Pictures(document.file, None, self)

    def first_of(self, event_id: str) -> str:
        """The id of an event's first piece of evidence, or nothing."""
        rows = self.document.snapshot.evidence_of(event_id) if event_id else []
        return rows[0].id if rows else ""

    def peek(self, event_id: str) -> bool:
        """Ask for the viewer on an event's evidence; False where there is none."""
        evidence_id = self.first_of(event_id)
        if evidence_id:
            self.view_wanted.emit(evidence_id)
        return bool(evidence_id)
