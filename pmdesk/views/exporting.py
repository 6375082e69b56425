"""Handing a postmortem out: asked for, made in the background, told."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.snapshot import Snapshot

if TYPE_CHECKING:
    from pmdesk.views.main_window import MainWindow


def write_export(snapshot: Snapshot, form: str, path: Path, library: Path, now: datetime) -> Path:
    """Make the file and put it in its place; pure work for a worker thread.

    Raises StorageProblem with a sentence where it can't be written.
    """
    from pmdesk.exporters.files import rendered, write_file

    if path.exists() and library.exists() and path.samefile(library):
        raise StorageProblem("That is your library. Choose another name, and nothing is lost.")
    try:
        write_file(path, rendered(snapshot, form, now=now))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise StorageProblem(f"{path.name} could not be written: {why}.") from problem
    return path


class Exporting:
    """The way from the Export command to a file."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._folder: Path | None = None

    def start(self, pm_id: str = "") -> None:
        """Ask for form and place of a postmortem, the open one by default."""
        from pmdesk.exporters.files import suggested_name

        snapshot = self._snapshot(pm_id)
        if snapshot is None:
            return
        name = suggested_name(snapshot, "pdf").removesuffix(".pdf")
        self._window.prompts.choose_export(
            self._folder or _documents(), name, lambda form, path: self._make(snapshot, form, path)
        )

    def _snapshot(self, pm_id: str) -> Snapshot | None:
        editor = self._window.editor
        if editor is not None and pm_id in ("", editor.document.pm_id):
            return editor.document.snapshot
        try:
            return self._window.desk.load(pm_id)
        except (KeyError, StorageProblem) as problem:
            self._window.toast.tell(str(problem))
            return None

    def _make(self, snapshot: Snapshot, form: str, path: Path) -> None:
        window = self._window
        self._folder = path.parent
        window.toast.tell(f"Making {path.name}…")
        now = window.clock.now()
        window.background.run(
            partial(write_export, snapshot, form, path, window.desk.path, now),
            self._on_made,
            self._on_failed,
        )

    def _on_made(self, path: Path) -> None:
        self._window.toast.tell(f"Exported {path.name}", "Open", partial(_show_file, path))

    def _on_failed(self, problem: Exception) -> None:
        if not isinstance(problem, StorageProblem):
            raise problem
        self._window.toast.tell(str(problem))


def _documents() -> Path:
    import platformdirs

    folder = platformdirs.user_documents_path()
    return folder if folder.is_dir() else Path.home()


def _show_file(path: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
