"""What an empty library shows: a box to paste into, other ways to begin, and the sample."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pmdesk.config.paths import resources_dir
from pmdesk.domain.codec import snapshot_from_plain
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.marks import durations, span_text
from pmdesk.domain.snapshot import Snapshot
from pmdesk.views.controls.buttons import Button, draw_keycap
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Surface, Tag
from pmdesk.views.library.sample_preview import SamplePreview
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_WIDTH = 760
_LINES = (
    "14:30  release 3.18 begins",
    "14:32  5xx rise in one region, latency alert",
    "14:35  on-call acknowledges, opens the channel",
)


class PasteField(QPlainTextEdit):
    """A plain text field that shows what lines of a timeline look like while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Paste chat, alerts or log lines here")
        self.document().setDocumentMargin(2)
        self.viewport().setAutoFillBackground(False)
        theme().changed.connect(self._restyle)
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.toPlainText():
            t = theme()
            painter = QPainter(self.viewport())
            painter.setPen(t.colour("ink3"))
            painter.setFont(t.font("body"))
            painter.drawText(QPointF(3, t.px(17)), "Paste chat, alerts or log lines here")
            painter.setFont(t.font("mono"))
            for i, line in enumerate(_LINES):
                painter.drawText(QPointF(3, t.px(49 + 24 * i)), line)
            painter.end()
        super().paintEvent(event)

    def _restyle(self) -> None:
        self.setFont(theme().font("body"))
        self.setFixedHeight(theme().px(106))


class PasteBox(Surface):
    """The field in its frame with the one primary button; ``made`` carries the text."""

    made = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "line3", 10, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 14, 12)
        column.setSpacing(4)
        self.field = PasteField()
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        foot = QHBoxLayout()
        foot.addWidget(PlainLabel("Lines that start with a time become events.", "meta", "ink2"))
        foot.addStretch(1)
        self.button = Button("Make a timeline", "primary", on_click=self._make, size="dialog")
        foot.addWidget(self.button)
        column.addLayout(foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._make()
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.field.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)

    def _make(self) -> None:
        text = self.field.toPlainText()
        if text.strip():
            self.made.emit(text)
        else:
            self.field.setFocus()


class WayCard(QAbstractButton):
    """A way to begin, as a card with an icon, its name, a line and its key."""

    def __init__(
        self, icon_name: str, name: str, words: str, keys: str, act: Callable[[], object]
    ) -> None:
        super().__init__()
        self._icon, self._words, self._keys = icon_name, words, keys
        self._hovered = False
        self.setText(name)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _on=False: act())
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(200, theme().px(102))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if self.hasFocus() else ("line3" if self._hovered else "line2")
        painter.setPen(QPen(t.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(t.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        left = t.px(20)
        draw(painter, self._icon, "ink1", left, t.px(19), t.px(20))
        x = self.width() - left
        for key in reversed(self._keys.split("+") if self._keys else []):
            metrics = t.fonts.metrics("tick", t.scale)
            x -= max(t.px(18), round(metrics.horizontalAdvance(key)) + t.px(9)) + 3
            draw_keycap(painter, key, x, t.px(29))
        painter.setFont(t.font("body_semibold"))
        painter.setPen(t.colour("ink1"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, t.px(47), self.width(), t.px(22)), middle, self.text())
        painter.setFont(t.font("meta_regular"))
        painter.setPen(t.colour("ink2"))
        painter.drawText(QRectF(left, t.px(67), self.width(), t.px(20)), middle, self._words)


def load_sample() -> Snapshot:
    """The sample postmortem that the program ships."""
    path = resources_dir() / "sample" / "sample.json"
    return snapshot_from_plain(json.loads(path.read_text(encoding="utf-8")))


def sample_words(sample: Snapshot) -> str:
    """What the sample holds: "48 min, 15 events, 6 contributing factors"."""
    impact = durations(sample).impact
    parts = [span_text(impact)] if impact is not None else []
    parts.append(f"{len(sample.events)} events")
    parts.append(f"{len(FactorTree(sample).roots)} contributing factors")
    return ", ".join(parts)


class SampleCard(Surface):
    """The sample with its picture; ``opened`` asks for it."""

    opened = Signal()

    def __init__(self, sample: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__("surface", "line2", 10, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 24, 16)
        row.setSpacing(28)
        row.addWidget(SamplePreview(sample), 11)
        column = QVBoxLayout()
        column.setSpacing(8)
        head = sample.postmortem
        column.addStretch(1)
        title = PlainLabel(head.title, "heading")
        title.setWordWrap(True)
        column.addWidget(title)
        line = QHBoxLayout()
        tag = Tag(parent=self)
        tag.show_severity(head.severity)
        line.addWidget(tag)
        line.addWidget(PlainLabel(sample_words(sample), "meta", "ink2"), 1)
        column.addLayout(line)
        words = "A sample you can edit, present and throw away."
        column.addWidget(WrappedLabel(words, "ui", "ink2"))
        column.addSpacing(4)
        self.button = Button("Open the sample", on_click=self.opened.emit)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        row.addLayout(column, 10)


class FirstStart(QScrollArea):
    """The page of an empty library."""

    paste_requested = Signal(str)
    new_requested = Signal()
    import_requested = Signal()
    sample_requested = Signal()

    def __init__(self, sample: Snapshot | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget()
        outer = QHBoxLayout(page)
        outer.setContentsMargins(24, theme().px(52), 24, 32)
        self.column = QWidget()
        self.column.setMaximumWidth(theme().px(_WIDTH))
        column = QVBoxLayout(self.column)
        column.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(self.column, 100)
        outer.addStretch(1)
        self._heading(column)
        self.paste = PasteBox()
        self.paste.made.connect(self.paste_requested)
        column.addWidget(self.paste)
        column.addSpacing(20)
        column.addLayout(self._ways())
        column.addSpacing(32)
        column.addWidget(PlainLabel("Or look around a finished one", "section"))
        column.addSpacing(8)
        self.sample = SampleCard(sample or load_sample())
        self.sample.opened.connect(self.sample_requested)
        column.addWidget(self.sample)
        column.addStretch(1)
        self.setWidget(page)
        self.setFocusProxy(self.paste.field)
        theme().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.column.setMaximumWidth(theme().px(_WIDTH))

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.blank = WayCard(
            "file-plus", "Blank postmortem", "Title, severity and a timeline to fill",
            "Ctrl+N", self.new_requested.emit,
        )  # fmt: skip
        self.file = WayCard(
            "file-input", "Import a file", "Markdown, or drop it on the window", "Ctrl+I",
            self.import_requested.emit,
        )  # fmt: skip
        row.addWidget(self.blank)
        row.addWidget(self.file)
        return row

    @staticmethod
    def _heading(column: QVBoxLayout) -> None:
        for text, role, token, below in (
            ("What happened, why, and what will change", "title", "ink1", 8),
            ("Start with what you have. A paste from the incident channel is enough.",
             "body", "ink2", 32),
        ):  # fmt: skip
            label = PlainLabel(text, role, token)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
            column.addSpacing(below)
