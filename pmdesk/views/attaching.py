"""Files, pictures and words become evidence: read in the worker, stored, shown, saved again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from shiboken6 import isValid

from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.views.bringing_in import brings_events

if TYPE_CHECKING:
    from pmdesk.document.document import Document
    from pmdesk.views.editor import Editor
    from pmdesk.views.main_window import MainWindow
    from pmdesk.views.timeline.drops_door import Aim, EvidenceDoor, Load
    from pmdesk.views.timeline.viewer import EvidenceViewer
    from pmdesk.views.timeline.viewer_content import FileContent

MOST_FILES = 20
LONGEST_QUOTE = 8000
PICTURE = "Screenshot"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read: files that can be stored, and a sentence for each that can't."""

    files: tuple[FileContent, ...] = ()
    problems: tuple[str, ...] = ()


def gathered(paths: Sequence[Path], library: Path) -> Gathered:
    """Read files for storing. Pure work for a worker."""
    from pmdesk.views.timeline.viewer_content import LARGEST_FILE, Unfit, fitting

    files: list[FileContent] = []
    problems: list[str] = []
    if len(paths) > MOST_FILES:
        problems.append(f"At most {MOST_FILES} files at once: the first {MOST_FILES} were taken.")
    for path in paths[:MOST_FILES]:
        try:
            if path.is_dir():
                problems.append(f"{path.name} is a folder: choose the files in it.")
            elif library.exists() and path.samefile(library):
                problems.append("That is your library, which is open already.")
            else:
                # One byte more than may be tells a file that is too large without reading it all.
                with path.open("rb") as file:
                    files.append(fitting(path.name, file.read(LARGEST_FILE + 1)))
        except Unfit as problem:
            problems.append(str(problem))
        except OSError as problem:
            problems.append(f"{path.name} can't be read: {problem.strerror or problem}.")
    return Gathered(tuple(files), tuple(problems))


def _pictured(load: Load, name: str) -> Gathered:
    """A picture of the clipboard as a file. Pure work for a worker."""
    from pmdesk.views.timeline.viewer_content import Unfit, from_picture

    assert load.picture is not None
    try:
        return Gathered((from_picture(name, load.picture),))
    except Unfit as problem:
        return Gathered(problems=(str(problem),))


def _as_file(name: str, text: str) -> Gathered:
    """A long text as a file. Pure work for a worker."""
    from pmdesk.views.timeline.viewer_content import Unfit, fitting

    try:
        return Gathered((fitting(name, text.encode("utf-8", "replace")),))
    except Unfit as problem:
        return Gathered(problems=(str(problem),))


def _write(data: bytes | None, target: Path, library: Path) -> str:
    """Write a file; a sentence on what went wrong, or nothing."""
    if data is None:
        return "Not saved: the content of this file is missing or damaged."
    part = target.with_name(f".{target.name}.part")
    try:
        if target.exists() and library.exists() and target.samefile(library):
            return "Not saved: that is the library itself. Choose another name."
        part.write_bytes(data)
        part.replace(target)
    except OSError as problem:
        part.unlink(missing_ok=True)
        return f"Not saved: {problem.strerror or problem}."
    return ""


def safe_name(name: str) -> str:
    """A name for a file that leads nowhere else and can be written anywhere."""
    kept = "".join(c for c in PurePath(name.replace("\\", "/")).name if c.isprintable())
    kept = "".join("_" if c in '<>:"|?*' else c for c in kept).strip(". ")
    return kept[:120] or "evidence"


class Attaching:
    """Listens to the timeline of the open postmortem and does what it asks for."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._viewer: EvidenceViewer | None = None
        self._viewed: Editor | None = None

    def follow(self, editor: Editor) -> None:
        """Listen to an editor that has just been made."""
        door: EvidenceDoor = editor.timeline.door
        door.pictures.background = self._window.background
        door.files_wanted.connect(self.choose)
        door.brought.connect(self.bring)
        door.view_wanted.connect(self.view)
        door.save_wanted.connect(self.save)
        door.link_wanted.connect(self._window.open_link)

    # -- in

    def choose(self, event_id: str) -> None:
        """Ask for files to attach to an event."""
        from pmdesk.views.timeline.drops_door import Aim, Load

        def chosen(paths: list[Path]) -> None:
            self.bring(Aim(event_id=event_id), Load(tuple(paths)))

        if self._writable() is not None:
            self._window.prompts.choose_evidence(chosen)

    def choose_for_selected(self) -> None:
        """Ask for files for the selected event; says which one is missing otherwise."""
        event_id = self._selected()
        if event_id:
            self.choose(event_id)

    def paste(self) -> None:
        """Take what the clipboard holds as evidence of the selected event."""
        from PySide6.QtWidgets import QApplication

        from pmdesk.views.timeline.drops_door import Aim, load_of

        event_id = self._selected()
        if event_id:
            self.bring(Aim(event_id=event_id), load_of(QApplication.clipboard().mimeData()))

    def look(self) -> None:
        """Show the evidence of the selected event."""
        editor, event_id = self._window.editor, self._selected()
        if editor is not None and event_id and not editor.timeline.door.peek(event_id):
            self._window.toast.tell("This event has no evidence yet. Attach a file or a quote.")

    def bring(self, aim: Aim, load: Load) -> None:
        """Take something dropped or pasted to where it was aimed at."""
        document = self._writable()
        if document is None:
            return
        if not load:
            self._window.toast.tell("There is nothing on the clipboard that can be evidence")
        elif load.paths and not aim.event_id and brings_events(load.paths):
            self._window.bringing_in.start(load.paths)
        elif load.paths:
            work = partial(gathered, load.paths, self._window.desk.path)
            self._window.background.run(work, partial(self._store, document, aim))
        elif load.picture is not None:
            work = partial(_pictured, load, f"{PICTURE} {self._stamp()}")
            self._window.background.run(work, partial(self._store, document, aim))
        elif aim.event_id:
            self._quote(document, aim.event_id, load.text)
        else:
            self._window.bringing_in.paste(load.text)

    def _stamp(self) -> str:
        return f"{self._window.clock.now().astimezone():%Y-%m-%d %H%M%S}"

    def _quote(self, document: Document, event_id: str, text: str) -> None:
        from pmdesk.edits.evidence import quote

        if len(text) > LONGEST_QUOTE:
            # As a file it is read and searched in the viewer; as a quote it would fill the column.
            from pmdesk.views.timeline.drops_door import Aim

            work = partial(_as_file, f"Text {self._stamp()}.txt", text)
            done = partial(self._store, document, Aim(event_id=event_id))
            self._window.background.run(work, done)
            return
        if document.attempt(lambda s: quote(s, event_id, text)):
            self._window.toast.tell("Quoted as evidence", "Undo", document.undo)

    def _store(self, document: Document, aim: Aim, found: Gathered) -> None:
        from pmdesk.edits.evidence import StoredFile, attach_files, event_with_files

        editor = self._window.editor
        if editor is None or editor.document is not document or document.read_only:
            return
        stored = []
        try:
            for file in found.files:
                sha256 = document.keep_file(file.data)
                stored.append(StoredFile(sha256, file.name, file.media_type, len(file.data)))
        except StorageProblem as problem:
            self._window.toast.tell(f"Nothing was attached. {problem}")
            return
        said = " ".join(found.problems)
        if not stored:
            self._window.toast.tell(said)
            return
        lane_id, at = aim.lane_id, aim.at
        if aim.event_id in document.snapshot.events:
            done = document.attempt(lambda s: attach_files(s, aim.event_id, stored))
        elif at is not None and any(lane.id == lane_id for lane in document.snapshot.lanes):
            done = document.attempt(lambda s: event_with_files(s, lane_id, at, stored))
            if done:
                newest = max(document.snapshot.events.values(), key=lambda e: e.position)
                editor.timeline.reveal(newest.id)
        else:
            self._window.toast.tell("Drop it on an event, or on a lane for a new event.")
            return
        if done:
            what = stored[0].name if len(stored) == 1 else f"{len(stored)} files"
            words = f"Attached {what}. {said}" if said else f"Attached {what}"
            self._window.toast.tell(words, "Undo", document.undo)

    # -- out

    def view(self, evidence_id: str) -> None:
        """Show a piece of evidence over the timeline."""
        from pmdesk.views.timeline.viewer import EvidenceViewer

        editor = self._window.editor
        if editor is None:
            return
        if self._viewer is None or self._viewed is not editor:
            ground = editor.timeline.parentWidget()
            assert ground is not None
            self._viewer = EvidenceViewer(
                editor.document, editor.selection, editor.timeline.door, ground, editor.column
            )
            self._viewed = editor
            self._viewer.destroyed.connect(self._let_go)
        self._viewer.view(evidence_id)

    def _let_go(self) -> None:
        """Forget a viewer that went with its postmortem, which would stay in memory with it."""
        if self._viewer is not None and not isValid(self._viewer):
            self._viewer = self._viewed = None

    def save(self, evidence_id: str) -> None:
        """Ask for a place and write the file of a piece of evidence there."""
        editor = self._window.editor
        if editor is None:
            return
        document = editor.document
        row = document.snapshot.of(Evidence).get(evidence_id)
        file = document.snapshot.attachments.get((row.attachment_id if row else "") or "")
        if file is None:
            return
        sha256, library = file.sha256, self._window.desk.path

        def chosen(target: Path) -> None:
            self._window.background.run(
                lambda: _write(document.file(sha256), target, library),
                lambda problem: self._window.toast.tell(problem or f"Saved {target.name}"),
            )

        self._window.prompts.choose_save(safe_name(file.name), chosen)

    # -- who

    def _writable(self) -> Document | None:
        editor = self._window.editor
        if editor is None:
            self._window.toast.tell("Open a postmortem first")
            return None
        if editor.document.read_only:
            self._window.toast.tell(editor.document.read_only)
            return None
        return editor.document

    def _selected(self) -> str:
        editor = self._window.editor
        event_id = editor.selection.current_of(TimelineEvent) if editor is not None else None
        if not event_id:
            self._window.toast.tell("Select the event on the timeline first")
        return event_id or ""
