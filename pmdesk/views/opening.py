"""How a postmortem gets into the window: opened, or the sample shelved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pmdesk.document.desk_port import Desk
from pmdesk.document.document import Document
from pmdesk.document.shelf import Shelf
from pmdesk.domain.change import Edit, born, edit
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.progress import HistoryLine
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import Snapshot

if TYPE_CHECKING:
    from pmdesk.views.editor import Editor
    from pmdesk.views.main_window import MainWindow


def opened_editor(window: MainWindow, pm_id: str) -> Editor:
    """The editor of a stored postmortem; raises KeyError, StorageProblem."""
    from pmdesk.domain.sitting.place import KEPT
    from pmdesk.views.editor import Editor
    from pmdesk.views.factors.past import PastFactors
    from pmdesk.views.hint_desk import HintDesk
    from pmdesk.views.lock_watch import LockWatch
    from pmdesk.views.timeline_commands import remember_timeline

    document = Document(window.desk.load(pm_id), window.desk, window.clock)

    def history() -> list[HistoryLine]:
        lines = window.desk.history(pm_id, 500)
        told = [x for x in lines if x.label != KEPT]
        return [HistoryLine(x.at, x.label, x.kind, x.record_id) for x in told]

    editor = Editor(document, window.actions_, window.preferences, window.today, history)
    editor.past = PastFactors(window.desk, window.background)
    editor.postmortem_requested.connect(lambda other: window.open_postmortem(other, "factors"))
    document.setParent(editor)
    editor.section_changed.connect(window.on_section_changed)
    editor.progress_changed.connect(window.sidebar.show_progress)
    editor.left.connect(window.sidebar.setFocus)
    editor.link_requested.connect(window.open_link)
    window.attaching.follow(editor)
    remember_timeline(window, editor)
    walking = editor.timeline.walking

    def veil() -> None:
        # Where the timeline is out of sight, nothing is walked that the head could give away.
        editor.header.veil(walking.active and editor.section in ("report", "timeline"))

    for signal in (walking.begun, walking.ended, editor.section_changed):
        signal.connect(veil)
    LockWatch(editor)
    HintDesk(editor, window.preferences)
    return editor


def sample_snapshot() -> Snapshot:
    """The sample that comes with the program."""
    from pmdesk.config.paths import resources_dir
    from pmdesk.domain.codec import snapshot_from_plain

    path = resources_dir() / "sample" / "sample.json"
    return snapshot_from_plain(json.loads(path.read_text(encoding="utf-8")))


def birth_of(snapshot: Snapshot, number: int, label: str) -> Edit:
    """The edit that gives birth to a whole snapshot under a number."""
    head = altered(snapshot.postmortem, number=number)
    rest = [
        born(row)
        for kind in KIND_NAMES
        if kind is not Postmortem
        for row in snapshot.of(kind).values()
    ]
    return edit(label, born(head), rest)


def sample_id(desk: Desk, shelf: Shelf) -> str:
    """The id of the sample in the library, where it is put when it isn't there; or nothing."""
    snapshot = sample_snapshot()
    if desk.find(snapshot.pm_id) is not None:
        return snapshot.pm_id
    return shelf.add(lambda number: birth_of(snapshot, number, "Open the sample"))


def host_of(address: str) -> str:
    """Whom an address leads to, or an empty text for one that is not of the web or mail."""
    from PySide6.QtCore import QUrl

    url = QUrl(address.strip(), QUrl.ParsingMode.StrictMode)
    if url.scheme() in ("http", "https"):
        return url.host()
    return url.path() if url.scheme() == "mailto" else ""


def browse(address: str) -> None:
    """Hand a web or mail address to the system."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    if host_of(address):
        QDesktopServices.openUrl(QUrl(address.strip()))
