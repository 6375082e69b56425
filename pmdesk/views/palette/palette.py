"""The command palette: everything that can be done or gone to, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pmdesk.views.controls.labels import PlainLabel, tooltip_of
from pmdesk.views.palette.items import Found, PaletteItem, Provider, look_up
from pmdesk.views.palette.rows import FOOT, HEADING, ROW, FoundDelegate, PaletteFoot
from pmdesk.views.prompts.overlay import Overlay
from pmdesk.views.theme.icons import pixmap
from pmdesk.views.theme.theme import theme

_WIDTH, _FIELD, _MOST_ROWS = 640, 60, 9
_KEPT, _LONG = 12, 60


class CommandPalette(Overlay):
    """Ctrl+K. Providers are asked each time it opens; ``recent`` holds ids, the latest first."""

    recent_changed = Signal(object)

    def __init__(self, window: QWidget, providers: Sequence[Provider] = ()) -> None:
        super().__init__(window, "Search or run", top_share=0.133)
        self.providers: list[Provider] = list(providers)
        self.recent: list[str] = []
        self._items: list[PaletteItem] = []
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        self.list = self._make_list()
        column.addWidget(self.list, 1)
        self.nothing = PlainLabel("", "ui", "ink2")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMinimumHeight(theme().px(90))
        column.addWidget(self.nothing, 1)
        column.addWidget(PaletteFoot())

    def open_with(self, context: str = "", typed: str = "") -> None:
        """Show with a context line (the open postmortem's title) and a text already typed."""
        self._items = [item for provider in self.providers for item in provider()]
        self._context.setText(context)
        self.field.setText(typed)
        self._fill()
        self.open(self.field)
        self.field.selectAll()

    def current(self) -> PaletteItem | None:
        """The item that Enter would run."""
        item = self.list.currentItem()
        row = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return row.item if isinstance(row, Found) else None

    def shown(self) -> list[str]:
        """Headings and titles from top to bottom."""
        rows = [
            self.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.list.count())
        ]
        return [row if isinstance(row, str) else row.item.title for row in rows]

    def card_size(self) -> tuple[int, int]:
        t = theme()
        high = 12
        for i in range(self.list.count()):
            heading = isinstance(self.list.item(i).data(Qt.ItemDataRole.UserRole), str)
            high += t.px(HEADING if heading else ROW)
        high = min(high, t.px(_MOST_ROWS * ROW)) if self.list.count() else t.px(90)
        return t.px(_WIDTH), t.px(_FIELD) + high + t.px(FOOT) + 2

    def lines(self) -> list[int]:
        return [theme().px(_FIELD), self.card.height() - theme().px(FOOT)]

    def on_outside_pressed(self) -> None:
        self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
            return False
        return super().eventFilter(watched, event)

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(theme().px(_FIELD))
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(12)
        self._glass = QLabel()
        row.addWidget(self._glass)
        self.field = QLineEdit()
        self.field.setProperty("frameless", "true")
        self.field.setPlaceholderText("Search or run")
        self.field.setAccessibleName("Search or run")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self._fill())
        row.addWidget(self.field, 1)
        self._context = PlainLabel("", "meta", "ink2")
        row.addWidget(self._context)
        theme().changed.connect(self._restyle)
        self._restyle()
        return head

    def _make_list(self) -> QListWidget:
        found = QListWidget()
        found.setFrameShape(QListWidget.Shape.NoFrame)
        found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        found.setMouseTracking(True)
        found.setItemDelegate(FoundDelegate(found))
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        found.setAccessibleName("Results")
        found.setViewportMargins(7, 4, 7, 4)
        found.itemEntered.connect(self._on_item_entered)
        found.itemClicked.connect(lambda _item: self._run())
        return found

    def _fill(self) -> None:
        self.list.clear()
        for group in look_up(self._items, self.field.text(), self.recent):
            heading = QListWidgetItem(group.name)
            heading.setData(Qt.ItemDataRole.UserRole, group.name)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(heading)
            for found in group.found:
                row = QListWidgetItem(f"{found.item.title} {found.item.detail}".strip())
                row.setData(Qt.ItemDataRole.UserRole, found)
                if len(row.text()) > _LONG:
                    row.setToolTip(tooltip_of(row.text()))
                self.list.addItem(row)
        self.list.setCurrentRow(1 if self.list.count() else -1)
        self.nothing.setText(f"Nothing is called “{self.field.text().strip()}”")
        self.nothing.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))
        self.place()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        elif key == Qt.Key.Key_Tab:
            item = self.current()
            if item is not None:
                self.field.setText(item.title)
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key != Qt.Key.Key_Backtab:
            return False
        return True

    def _step(self, by: int) -> None:
        count = self.list.count()
        row = self.list.currentRow()
        for _ in range(count):
            row = (row + by) % count
            if isinstance(self.list.item(row).data(Qt.ItemDataRole.UserRole), Found):
                self.list.setCurrentRow(row)
                if row == 1:
                    self.list.scrollToTop()
                return

    def _on_item_entered(self, item: QListWidgetItem) -> None:
        if isinstance(item.data(Qt.ItemDataRole.UserRole), Found):
            self.list.setCurrentItem(item)

    def _run(self) -> None:
        item = self.current()
        if item is None or not item.enabled:
            return
        self.recent = [item.id, *(i for i in self.recent if i != item.id)][:_KEPT]
        self.dismiss()
        self.recent_changed.emit(list(self.recent))
        item.run()

    def _restyle(self) -> None:
        self.field.setFont(theme().font("heading"))
        self._glass.setPixmap(pixmap("search", "ink2", theme().px(18), self.devicePixelRatioF()))
