"""A report on the sample with hands: type, press keys, drag by a handle."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import LessonKind
from pmdesk.edits.report import lessons_of
from pmdesk.views.report.lessons import LessonList
from pmdesk.views.report.report_panel import ReportPanel
from pmdesk.views.report.row import Row
from tests.fakes import MemoryStorage, SetClock

No, Alt = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
Shift, Control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Left = Qt.MouseButton.LeftButton
Key = Qt.Key


class Desk:
    """The panel, what it asked for, and what the document holds."""

    def __init__(self, snapshot: Snapshot, read_only: str = "") -> None:
        storage = MemoryStorage(snapshot)
        storage.read_only = read_only
        self.document = Document(snapshot, storage, SetClock())
        self.selection = Selection(self.document)
        self.panel = ReportPanel(self.document, self.selection)
        self.panel.set_digest_at_end(False)
        self.gone: list[tuple[type, str]] = []
        self.links: list[str] = []
        self.refused: list[str] = []
        self.panel.go_requested.connect(lambda kind, record_id: self.gone.append((kind, record_id)))
        self.panel.link_requested.connect(self.links.append)
        self.document.refused.connect(self.refused.append)
        self.panel.resize(800, 900)
        self.panel.show()
        self.panel.activateWindow()
        QApplication.processEvents()

    @property
    def snapshot(self) -> Snapshot:
        return self.document.snapshot

    @property
    def step(self) -> str:
        return self.document.undo_stack.undo_text

    @property
    def steps(self) -> int:
        return self.document.undo_stack.count()

    def focus(self) -> QWidget | None:
        return QApplication.focusWidget()

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = No) -> None:
        QTest.keyClick(self.focus() or self.panel, key, mods)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus() or self.panel, text)
        QApplication.processEvents()

    def into(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, Left, No, at or widget.rect().center())
        QApplication.processEvents()

    def drag(self, row: Row, to: QPoint) -> None:  # type: ignore[type-arg]
        grip = row.grip
        start = grip.rect().center()
        end = grip.mapFromGlobal(to)
        QTest.mousePress(grip, Left, No, start)
        for share in (0.3, 0.7, 1.0):
            QTest.mouseMove(grip, start + (end - start) * share)
            QApplication.processEvents()
        QTest.mouseRelease(grip, Left, No, end)
        QApplication.processEvents()

    def lessons(self, kind: LessonKind) -> LessonList:
        return self.panel.lessons.lists[kind]

    def words(self, kind: LessonKind) -> list[str]:
        return [lesson.text for lesson in lessons_of(self.snapshot, kind)]

    def act(self, words: str) -> None:
        """Trigger a line of the menu that is open, or of one of its submenus."""
        for held in self.panel.findChildren(QWidget):
            menu = getattr(held, "last_menu", None)
            if menu is None:
                continue
            lines = list(menu.actions())
            lines += [a for line in menu.actions() if line.menu() for a in line.menu().actions()]
            for line in lines:
                if line.text() == words:
                    line.trigger()
                    menu.close()
                    held.last_menu = None
                    QApplication.processEvents()
                    return
        raise AssertionError(f"no line {words!r} in a menu")
