"""The backups of the library: looked at, made, and brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.prompts.backup_list import BackupList
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.document.desk_port import Backup

_WORDS = (
    "Restoring puts the whole library back as it was then. What is here now is backed up before, "
    "so you can go back to it."
)
_EMPTY = "There is no backup yet. One is made after half an hour of work, and at every close."


class BackupsSheet(Sheet):
    """``restore_requested`` carries the backup that is to be brought back.

    ``held`` gives the backups, newest first; ``read_only`` says why none can be made or restored;
    ``back_up`` makes one and returns an empty text, or why it could not.
    """

    restore_requested = Signal(object)

    def __init__(
        self,
        window: QWidget,
        held: Callable[[], Sequence[Backup]],
        read_only: str,
        back_up: Callable[[], str],
    ) -> None:
        super().__init__(window, "Backups", 560, "Restore this backup", "history", other="Close")
        self._listed, self._read_only, self._back_up = held, read_only, back_up
        self.words = WrappedLabel("", "ui", "ink2")
        self.body.addWidget(self.words)
        self.make = Button("Back up now", icon_name="archive", on_click=self._make)
        self.make.setEnabled(not read_only)
        self.row("Something risky ahead?", self.make)
        self.list = BackupList()
        self.list.chosen.connect(self._judge)
        self.body.addWidget(self.list)
        self._show()

    def act(self) -> None:
        backup = self.list.current()
        if backup is not None:
            self.dismiss()
            self.restore_requested.emit(backup)

    def _make(self) -> None:
        problem = self._back_up()
        self._show()
        if problem:
            self.why.setText(problem)
        else:
            self.list.setCurrentRow(0)
            self.why.setText("Backed up.")

    def _show(self) -> None:
        backups = self._listed()
        self.words.setText(_WORDS if backups else _EMPTY)
        self.list.setVisible(bool(backups))
        self.list.show_backups(backups)
        self._judge()
        if self.isVisible():
            self.place()

    def place(self) -> None:
        # Two bars to scroll, one within the other, would be one too many.
        self.list.fit(self.height() - theme().px(300))
        super().place()

    def _judge(self) -> None:
        backup = self.list.current()
        if self._read_only:
            self.allow("This library can only be looked at.")
        elif backup is None:
            self.allow("There is nothing to restore.")
        elif backup.postmortems is None:
            self.allow("This backup can’t be read. Choose another one.")
        else:
            self.allow()
