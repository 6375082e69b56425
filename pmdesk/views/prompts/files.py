"""Asks the user for files to open and for places to save; the only file dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose
IMPORTABLE = "Postmortems (*.md *.markdown *.txt *.html *.json *.pdf *.pmbundle);;All files (*)"

REPORTS = "Reports and records (*.pdf *.json *.pmbundle);;All files (*)"

FEEDS = (
    "Chats, alerts, tables, logs (*.zip *.json *.jsonl *.csv *.tsv *.txt *.log *.md);;All files (*)"
)

EVIDENCE = (
    "Pictures, logs (*.png *.jpg *.jpeg *.gif *.webp *.bmp *.log *.txt *.json *.csv);;All files (*)"
)


class Files:
    """Opens the dialogs without waiting; what was chosen is handed to ``then``.

    A test puts an object with the same two methods in its place.
    """

    def open(
        self,
        parent: QWidget,
        title: str,
        then: Callable[[list[Path]], object],
        kinds: str = IMPORTABLE,
    ) -> None:
        """Ask for files that are there; ``then`` isn't called when nothing is chosen."""
        dialog = QFileDialog(parent.window(), title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(kinds.split(";;"))
        dialog.setAttribute(_DELETE)
        dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
        dialog.open()

    def save(
        self, parent: QWidget, title: str, start: Path, kinds: str, then: Callable[[Path], object]
    ) -> None:
        """Ask for the place of a new file."""
        dialog = QFileDialog(parent.window(), title, str(start.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(kinds.split(";;"))
        dialog.selectFile(start.name)
        dialog.setAttribute(_DELETE)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def folder(
        self, parent: QWidget, title: str, start: Path, then: Callable[[Path], object]
    ) -> None:
        """Ask for a folder."""
        dialog = QFileDialog(parent.window(), title, str(start))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(_DELETE)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()
