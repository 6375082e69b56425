"""The keys of the program, made from the commands, and searchable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from pmdesk.views.actions import COMMANDS, Command, grouped
from pmdesk.views.controls.buttons import draw_keycap
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.theme import theme

# Keys that belong to a panel and are no commands of the window, as (panel, keys, words).
PANEL_KEYS: tuple[tuple[str, str, str], ...] = (
    ("Everywhere", "Enter", "Open or edit what is chosen; commit while editing"),
    ("Everywhere", "Esc", "Step back one level"),
    ("Timeline", "W", "Walk forward: later events veiled"),
    ("Timeline", "S", "Accounts of the same minutes side by side"),
    ("Timeline", "F", "Filter"),
    ("Timeline", "Shift+F10", "The menu of what is selected"),
    ("Timeline as a table", "Space", "Star"),
    ("Timeline as a table", "Alt+Down", "Pick from a list"),
    ("Timeline as a table", "Ins", "New event"),
    ("Library", "Del", "Delete the chosen postmortem"),
    ("Follow-through", "D", "Set a new date"),
    ("Follow-through", "W", "Close as won't do"),
)


class KeyRow(QWidget):
    """One command with its keys as caps."""

    def __init__(self, words: str, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.keys = words, keys
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{words}: {', '.join(keys)}")

    def sizeHint(self) -> QSize:
        return QSize(300, theme().px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(t.font("ui"))
        painter.setPen(t.colour("ink1"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(self.rect()), middle, self.words)
        x = float(self.width())
        metrics = t.fonts.metrics("tick", t.scale)
        for n, key in enumerate(reversed(self.keys)):
            if n:
                x -= t.px(12)
                painter.setFont(t.font("tick"))
                painter.setPen(t.colour("ink3"))
                painter.drawText(QRectF(x, 0, t.px(12), self.height()), middle, "or")
                x -= t.px(8)
            parts = [part for part in key.split("+") if part] + (["+"] if key[-1] == "+" else [])
            for part in reversed(parts):
                x -= max(t.px(18), metrics.horizontalAdvance(part) + t.px(9))
                draw_keycap(painter, part, x, self.height() / 2)
                x -= 3
        painter.setPen(QPen(t.colour("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class ShortcutSheet(Sheet):
    """F1. Type to narrow down by words or by key."""

    def __init__(
        self,
        window: QWidget,
        commands: Iterable[Command] = COMMANDS,
        panel_keys: Sequence[tuple[str, str, str]] = PANEL_KEYS,
    ) -> None:
        super().__init__(window, "Keyboard shortcuts", 600, other="Close")
        self.field = QLineEdit()
        self.field.setFont(theme().font("ui"))
        self.field.setPlaceholderText("Find a command or a key")
        self.field.setAccessibleName("Find a command or a key")
        self.field.textChanged.connect(self._narrow)
        self.body.addWidget(self.field)
        self._groups: list[tuple[PlainLabel, list[KeyRow]]] = []
        for name, members in grouped(commands).items():
            self._add(name, [KeyRow(c.text, c.keys) for c in members if c.keys])
        panels: dict[str, list[KeyRow]] = {}
        for panel, key, words in panel_keys:
            panels.setdefault(panel, []).append(KeyRow(words, (key,)))
        for panel, rows in panels.items():
            self._add(panel, rows)
        self.nothing = PlainLabel("No command is called so.", "ui", "ink2")
        self.nothing.hide()
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)
        self.body.setSpacing(2)

    def shown(self) -> list[str]:
        """The words of the rows that are to be seen."""
        return [row.words for _, rows in self._groups for row in rows if not row.isHidden()]

    def card_size(self) -> tuple[int, int]:
        return theme().px(600), theme().px(640)

    def _add(self, name: str, rows: list[KeyRow]) -> None:
        if not rows:
            return
        label = PlainLabel(name, "meta_semibold", "ink2")
        label.setContentsMargins(0, 14, 0, 2)
        self.body.addWidget(label)
        for row in rows:
            self.body.addWidget(row)
        self._groups.append((label, rows))

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().replace("+", " ").split()
        for label, rows in self._groups:
            for row in rows:
                hay = f"{row.words} {' '.join(row.keys)}".casefold()
                row.setHidden(not all(word in hay for word in wanted))
            label.setHidden(all(row.isHidden() for row in rows))
        self.nothing.setHidden(bool(self.shown()))
