"""One changed record of a comparison: what it is, and its fields before and after."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from pmdesk.domain.revisions.compare import FieldChange, RecordChange
from pmdesk.domain.revisions.words import Sign
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.panels import Surface, Tag
from pmdesk.views.review.card import Link
from pmdesk.views.review.diff_text import DiffText
from pmdesk.views.theme.theme import theme

_TAGS = {
    Sign.ADDED: ("+ Added", "ok", "ok_soft"),
    Sign.REMOVED: ("− Removed", "danger", "danger_soft"),
    Sign.CHANGED: ("± Changed", "ink2", "hover"),
}


class ChangeBlock(Surface):
    """A card that can have the focus; ``show_requested`` asks for the record in its section."""

    show_requested = Signal()

    def __init__(self, change: RecordChange, can_show: bool) -> None:
        super().__init__("surface", "line", 8)
        self.change = change
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{change.what} {change.title}, {change.sign.value}")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        text, ink, fill = _TAGS[change.sign]
        self.tag = Tag(text, ink, fill, parent=self)
        head.addWidget(self.tag)
        head.addWidget(PlainLabel(change.what, "ui", "ink2"))
        head.addWidget(ElidedLabel(change.title, "ui_semibold"), 1)
        self.link = Link("Show", self.show_requested.emit)
        self.link.setAccessibleDescription(change.title)
        self.link.setVisible(can_show)
        head.addWidget(self.link)
        column.addLayout(head)
        self.sides: list[tuple[DiffText, DiffText]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        for row, part in enumerate(change.parts):
            self._add(row, part)
        column.addLayout(self._grid)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _add(self, row: int, part: FieldChange) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(ElidedLabel(part.label, "ui", "ink2"), row, 0, top)
        runs = part.runs
        before = DiffText([run for run in runs if run.sign is not Sign.ADDED])
        after = DiffText([run for run in runs if run.sign is not Sign.REMOVED])
        self.sides.append((before, after))
        self._grid.addWidget(before, row, 1, top)
        self._grid.addWidget(after, row, 2, top)

    def _on_theme_changed(self) -> None:
        self._grid.setColumnMinimumWidth(0, theme().px(112))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
