"""Handing a postmortem out: asked for, checked, made in another process, shown or saved, told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Audience

if TYPE_CHECKING:
    from pmdesk.domain.redaction.leaks import Leak
    from pmdesk.exporters.editions import Handout
    from pmdesk.exporters.extras import Extras
    from pmdesk.exporters.seal.wish import SealWish
    from pmdesk.views.main_window import MainWindow
    from pmdesk.views.preview.preview_sheet import PreviewSheet
    from pmdesk.views.prompts.export_sheet import ExportSheet

GetFile = Callable[[str], bytes | None]


def make_export(
    snapshot: Snapshot,
    form: str,
    now: datetime,
    handout: Handout,
    desk: object,
    give_up: Event,
    key: Path | None = None,
    passphrase: str = "",
) -> bytes:
    """The file's content; for a worker thread. ``desk`` gives attachments and the journal's head.

    With a ``key`` the report is sealed. Raises GivenUp, NotMade, SealRefused.
    """
    from pmdesk.exporters.making import made

    wish = read_wish(key, passphrase) if key is not None else None
    extras = _bundle_extras(snapshot, desk) if form == "bundle" else _extras(snapshot, desk)
    return made(snapshot, form, now, handout, extras, give_up, wish)


def read_wish(key: Path, passphrase: str) -> SealWish:
    """The certificate file with its passphrase; raises SealRefused with a sentence."""
    from pmdesk.exporters.seal.refusal import SealRefused
    from pmdesk.exporters.seal.wish import LARGEST_KEY, SealWish

    try:
        with key.open("rb") as file:
            return SealWish(file.read(LARGEST_KEY + 1), passphrase)
    except OSError as problem:
        why = (problem.strerror or type(problem).__name__).lower()
        raise SealRefused(f"{key.name} can't be read: {why}.") from problem


def look_at_key(key: Path, passphrase: str, now: datetime) -> str:
    """What is wrong with a certificate, or an empty text; for a worker thread."""
    from pmdesk.exporters.making import NotMade, elsewhere
    from pmdesk.exporters.seal.refusal import SealRefused

    try:
        elsewhere("look at key", (read_wish(key, passphrase), now))
    except SealRefused as refused:
        return str(refused)
    except NotMade:
        return "The certificate can't be looked at. Choose another one."
    return ""


def _bundle_extras(snapshot: Snapshot, desk: object) -> Extras:
    from typing import cast

    from pmdesk.exporters.bundle.gathering import Held, bundle_extras

    return bundle_extras(snapshot, cast("Held", desk))


def _extras(snapshot: Snapshot, desk: object) -> Extras:
    from pmdesk.exporters.extras import Extras

    get_file: GetFile | None = getattr(desk, "get_file", None)
    journal_head: Callable[[], str] | None = getattr(desk, "journal_head", None)
    files: dict[str, bytes] = {}
    for attachment in snapshot.attachments.values():
        if get_file is not None and attachment.media_type.startswith("image/"):
            data = get_file(attachment.sha256)
            if data is not None:
                files[attachment.sha256] = data
    return Extras(files, journal_head() if journal_head is not None else "")


def write_export(make: Callable[[], bytes], path: Path, library: Path) -> Path:
    """Make the file and put it in its place; pure work for a worker thread.

    Raises StorageProblem with a sentence where it can't be written.
    """
    from pmdesk.exporters.files import write_file

    if path.exists() and library.exists() and path.samefile(library):
        raise StorageProblem("That is your library. Choose another name, and nothing is lost.")
    data = make()
    try:
        write_file(path, data)
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise StorageProblem(f"{path.name} could not be written: {why}.") from problem
    return path


def look_for_leaks(snapshot: Snapshot, handout: Handout) -> list[Leak]:
    """What may tell too much in an edition before anything is taken out; pure work."""
    from pmdesk.domain.redaction.leaks import leaks
    from pmdesk.domain.redaction.redact import redact

    return leaks(redact(snapshot, inside_events=handout.inside_events).snapshot)


class Exporting:
    """The way from the Export command to a file, the preview or the clipboard."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._folder: Path | None = None
        self._key: Path | None = None
        self._give_up = Event()

    def start(self, pm_id: str = "") -> None:
        """Ask for whom, form and place of a postmortem, the open one by default."""
        snapshot = self._snapshot(pm_id)
        if snapshot is not None:
            self._ask(snapshot)

    def preview(self, pm_id: str = "") -> None:
        """Show the internal report of a postmortem, the open one by default."""
        from pmdesk.exporters.editions import Handout

        snapshot = self._snapshot(pm_id)
        if snapshot is not None:
            self._preview(snapshot, Handout())

    def copy(self, pm_id: str = "") -> None:
        """Put the whole page on the clipboard, for a wiki."""
        from pmdesk.exporters.editions import Handout

        snapshot = self._snapshot(pm_id)
        if snapshot is not None:
            self._copy(snapshot, Handout())

    def give_up(self) -> None:
        """Stop what is being made."""
        self._give_up.set()

    def _ask(self, snapshot: Snapshot) -> ExportSheet:
        from pmdesk.exporters.files import suggested_name
        from pmdesk.exporters.standing import paper_standing

        inside = sum(e.audience is Audience.INTERNAL for e in snapshot.events.values())
        name = suggested_name(snapshot, "pdf").removesuffix(".pdf")
        sheet = self._window.prompts.choose_export(
            self._folder or _documents(),
            name,
            partial(self._make, snapshot),
            partial(self._find_leaks, snapshot),
            inside,
        )
        refusal = partial(_seal_refusal, paper_standing(snapshot).is_signed)
        sheet.offer_seal(refusal, self._try_key, self._key)
        sheet.sealing.connect(partial(self._seal, snapshot))
        sheet.preview_requested.connect(partial(self._preview, snapshot))
        sheet.copy_requested.connect(partial(self._copy, snapshot))
        return sheet

    def _snapshot(self, pm_id: str) -> Snapshot | None:
        editor = self._window.editor
        if editor is not None and pm_id in ("", editor.document.pm_id):
            # What is being typed goes out as well.
            self._window.commit()
            return editor.document.snapshot
        try:
            return self._window.desk.load(pm_id)
        except (KeyError, StorageProblem) as problem:
            self._window.toast.tell(str(problem))
            return None

    def _find_leaks(
        self, snapshot: Snapshot, handout: Handout, then: Callable[[Sequence[Leak]], object]
    ) -> None:
        self._window.background.run(partial(look_for_leaks, snapshot, handout), then)

    def _try_key(self, key: Path, passphrase: str, then: Callable[[str], object]) -> None:
        work = partial(look_at_key, key, passphrase, self._window.clock.now())
        self._window.background.run(work, then)

    def _job(self, snapshot: Snapshot, form: str, handout: Handout) -> Callable[..., bytes]:
        window = self._window
        self._give_up = Event()
        now = window.clock.now()
        return partial(make_export, snapshot, form, now, handout, window.desk, self._give_up)

    def _make(self, snapshot: Snapshot, form: str, path: Path, handout: Handout) -> None:
        self._write(self._job(snapshot, form, handout), path)

    def _seal(
        self, snapshot: Snapshot, path: Path, handout: Handout, key: Path, passphrase: str
    ) -> None:
        self._key = key
        self._write(partial(self._job(snapshot, "pdf", handout), key, passphrase), path)

    def _write(self, job: Callable[[], bytes], path: Path) -> None:
        window = self._window
        self._folder = path.parent
        window.toast.tell(f"Making {path.name}…", "Cancel", self.give_up)
        window.background.run(
            partial(write_export, job, path, window.desk.path),
            self._on_made,
            self._on_failed,
            apart=True,
        )

    def _on_made(self, path: Path) -> None:
        self._window.toast.tell(f"Exported {path.name}", "Open", partial(_show_file, path))

    def _on_failed(self, problem: Exception) -> None:
        self._window.toast.tell(_sentence(problem))

    def _preview(self, snapshot: Snapshot, handout: Handout) -> None:
        from pmdesk.views.preview.preview_sheet import PreviewSheet

        window = self._window
        title = snapshot.postmortem.title.strip() or snapshot.postmortem.key
        sheet = PreviewSheet(window, window.background, title)
        sheet.cancelled.connect(self.give_up)
        sheet.closed.connect(sheet.deleteLater)
        sheet.saved.connect(partial(self._save_shown, snapshot, sheet))
        sheet.open()
        window.background.run(
            partial(_with_sizes, self._job(snapshot, "pdf", handout)),
            partial(_show_in, sheet),
            partial(_tell_in, sheet),
            apart=True,
        )

    def _save_shown(self, snapshot: Snapshot, sheet: PreviewSheet) -> None:
        """Save exactly the bytes that were looked at."""
        from pmdesk.exporters.files import suggested_name
        from pmdesk.views.prompts.files import Files

        window = self._window
        data, start = sheet.data, (self._folder or _documents()) / suggested_name(snapshot, "pdf")

        def save(path: Path) -> None:
            self._folder = path.parent
            window.background.run(
                partial(write_export, partial(bytes, data), path, window.desk.path),
                self._on_made,
                self._on_failed,
            )

        files = getattr(window.prompts, "_files", None) or Files()
        files.save(window, "Save the report", start, "PDF (*.pdf)", save)

    def _copy(self, snapshot: Snapshot, handout: Handout) -> None:
        from pmdesk.exporters.files import rich_text

        self._window.background.run(partial(rich_text, snapshot, handout), self._on_rich_text)

    def _on_rich_text(self, made: tuple[str, str]) -> None:
        from PySide6.QtCore import QMimeData
        from PySide6.QtGui import QGuiApplication

        carried = QMimeData()
        carried.setHtml(made[0])
        carried.setText(made[1])
        QGuiApplication.clipboard().setMimeData(carried)
        self._window.toast.tell("Copied as rich text; paste it into a wiki or a document")


def _seal_refusal(signed: bool, handout: Handout) -> str:
    from pmdesk.exporters.seal.refusal import how_to_get, refusal_of, seals_here

    return refusal_of(handout, signed=signed) or ("" if seals_here() else how_to_get())


def _with_sizes(make: Callable[[], bytes]) -> tuple[bytes, list[tuple[float, float]]]:
    from pmdesk.views.preview.pages import page_sizes

    data = make()
    return data, page_sizes(data)


def _show_in(sheet: PreviewSheet, made: tuple[bytes, list[tuple[float, float]]]) -> None:
    from shiboken6 import isValid

    if isValid(sheet) and not sheet.isHidden():
        sheet.show_file(*made)


def _tell_in(sheet: PreviewSheet, problem: Exception) -> None:
    from shiboken6 import isValid

    if isValid(sheet) and not sheet.isHidden():
        sheet.show_problem(_sentence(problem))


def _sentence(problem: Exception) -> str:
    """What went wrong, for the user; what is a fault of ours is raised."""
    from pmdesk.exporters.making import GivenUp, NotMade
    from pmdesk.exporters.seal.refusal import SealRefused

    if isinstance(problem, SealRefused):
        return f"Nothing was written. {problem}"
    if isinstance(problem, GivenUp):
        return "The export was stopped; nothing was written."
    if isinstance(problem, NotMade):
        return f"The report could not be made: {str(problem)[:200]}. Nothing was written."
    if isinstance(problem, StorageProblem):
        return str(problem)
    raise problem


def _documents() -> Path:
    import platformdirs

    folder = platformdirs.user_documents_path()
    return folder if folder.is_dir() else Path.home()


def _show_file(path: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
