"""The small window that stands in for the program when its library can't be opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.prompts.backup_list import BackupList
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.document.desk_port import Backup

_OFFER = (
    "Open a backup to go on from there. The file that is there now is kept beside it under a name "
    "with the date, never deleted."
)
_OFFER_GONE = "Open a backup to go on from there; it takes the place of the missing file."


class RefusalWindow(QWidget):
    """Says what happened, what is safe and where the files lie, and offers the backups.

    ``recover_requested`` carries a backup's path; ``fresh_requested`` asks for an empty library
    where the file is ``gone``.
    """

    recover_requested = Signal(object)
    fresh_requested = Signal()

    def __init__(
        self, sentence: str, folder: Path, backups: Sequence[Backup] = (), gone: bool = False
    ) -> None:
        super().__init__()
        self.setWindowTitle("pmdesk")
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(10)
        title = "The library file is missing" if gone else "The library can’t be opened"
        column.addWidget(PlainLabel(title, "heading"))
        self.words = self._selectable(sentence, "body", "ink1")
        column.addWidget(self.words)
        self.place = self._selectable(f"Your files are in {folder}", "meta_regular", "ink2")
        column.addWidget(self.place)
        self.list = BackupList()
        self.list.show_backups(backups)
        self.list.chosen.connect(self._judge)
        self.list.taken.connect(self._recover)
        if backups:
            column.addSpacing(6)
            column.addWidget(PlainLabel("Backups", "ui_semibold"))
            column.addWidget(WrappedLabel(_OFFER_GONE if gone else _OFFER, "ui", "ink2"))
            column.addWidget(self.list)
        else:
            self.list.hide()
        self._foot(column, bool(backups), gone)
        theme().changed.connect(self._restyle)
        self._judge()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._restyle()

    def say(self, sentence: str) -> None:
        """Say why a backup could not be opened; the list stays."""
        self.words.setText(sentence)
        self._restyle()

    def _foot(self, column: QVBoxLayout, offers: bool, gone: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.fresh = Button("Begin an empty library", on_click=self.fresh_requested.emit)
        self.fresh.setVisible(gone)
        row.addWidget(self.fresh)
        row.addStretch(1)
        self.button = Button("Close", "secondary" if offers else "primary", on_click=self.close)
        row.addWidget(self.button)
        self.open = Button("Open this backup", "primary", "history", on_click=self._recover)
        self.open.setVisible(offers)
        row.addWidget(self.open)
        column.addSpacing(6)
        column.addLayout(row)
        # The safe one: Enter alone replaces nothing.
        (self.list if offers else self.button).setFocus()

    @staticmethod
    def _selectable(text: str, role: str, token: str) -> WrappedLabel:
        label = WrappedLabel(text, role, token)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _recover(self) -> None:
        backup = self.list.current()
        if backup is not None and self.open.isEnabled():
            self.recover_requested.emit(backup.path)

    def _judge(self) -> None:
        backup = self.list.current()
        self.open.setEnabled(backup is not None and backup.postmortems is not None)

    def _restyle(self) -> None:
        self.list.fit(self.screen().availableSize().height() - theme().px(400))
        width = theme().px(560)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        # Lines that wrap make the height follow from the width, which a window does not see to.
        self.setFixedSize(width, layout.totalHeightForWidth(width))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("canvas"))
