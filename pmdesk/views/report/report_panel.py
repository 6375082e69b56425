"""The report as one page: its parts in reading order, edited in place, each saving itself."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import ImpactFigure, Lesson, Person, Runbook
from pmdesk.domain.record import Record
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.wording.review import PlacedHint
from pmdesk.views.controls.hint_marks import HintMarks
from pmdesk.views.controls.panels import Hairline
from pmdesk.views.report.digest import DigestBody
from pmdesk.views.report.digest_list import PAD
from pmdesk.views.report.facts import Facts
from pmdesk.views.report.impact import Impact
from pmdesk.views.report.lessons import Lessons
from pmdesk.views.report.part import INSET, Part
from pmdesk.views.report.people import People
from pmdesk.views.report.prose_parts import Narrative, Summary
from pmdesk.views.report.questions import Questions
from pmdesk.views.report.row import GUTTER
from pmdesk.views.report.runbooks import Runbooks
from pmdesk.views.theme.theme import theme

# The width of a line of prose and the least margin beside it, at scale 1.
MEASURE = 680
MARGIN = 24
# Windows narrower than this have no column at the right for the digest.
NARROW_WINDOW = 1280
# A section that is shown takes the focus too; the ring is for those who walk with keys.
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_SHOWN: tuple[type[Record], ...] = (ImpactFigure, Lesson, Runbook, Person, Question)


class Sheet(QScrollArea):
    """Scrolls the page. Focused itself it is the step between the fields and the sidebar.

    ``left`` follows Esc, ``entered`` Enter; ``stepped_back`` Esc on something within the page.
    """

    left = Signal()
    stepped_back = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.ring = _Ring(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys that a button or field did not want come here as well.
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            (self.left if self.hasFocus() else self.stepped_back).emit()
        elif enter and self.hasFocus():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ring.setVisible(event.reason() in _BY_KEY)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.ring.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ring.setGeometry(self.rect())


class _Ring(QWidget):
    """The ring around the whole page while the keyboard is on it."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)


class ReportPanel(QWidget):
    """Shows and edits the report of a document.

    ``go_requested`` carries the class and id of a record that lives in another section (an empty
    id means the section); ``link_requested`` an address to open; ``left`` follows Esc on the
    page.
    """

    go_requested = Signal(object, str)
    link_requested = Signal(str)
    left = Signal()

    def __init__(
        self, document: Document, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._selection = document, selection
        self._last: QWidget | None = None
        self._digest_wanted: bool | None = None
        self.setAccessibleName("Report")
        self.area = Sheet(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.page = QWidget()
        self._column = QVBoxLayout(self.page)
        self._column.setSpacing(20)
        self._build()
        self.area.setWidget(self.page)
        self.page.setAutoFillBackground(False)  # the area has turned it on
        self.setFocusProxy(self.area)
        self.area.left.connect(self.left)
        self.area.stepped_back.connect(self._on_field_left)
        self.area.entered.connect(self._on_sheet_entered)
        document.changed.connect(self._on_document_changed)
        theme().changed.connect(self._on_theme_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self._fit()
        self._order_stops()

    def _build(self) -> None:
        document = self._document
        self.facts = Facts(document)
        self.summary = Summary(document)
        self.impact = Impact(document)
        self.narrative = Narrative(document)
        self.lessons = Lessons(document)
        self.runbooks = Runbooks(document)
        self.people = People(document)
        self.questions = Questions(document)
        self.parts: dict[str, Part] = {
            part.key: part
            for part in (
                self.facts, self.summary, self.impact, self.narrative, self.lessons,
                self.runbooks, self.people, self.questions,
            )
        }  # fmt: skip
        for part in self.parts.values():
            self._column.addWidget(part)
            part.left.connect(self._on_field_left)
            part.stops_changed.connect(self._order_stops)
        self.digest: DigestBody | None = None
        self._end = QWidget()
        self._end.hide()
        self._column.addWidget(self._end)
        self._column.addStretch(1)
        for prose in (self.summary, self.narrative):
            prose.event_requested.connect(self._on_event_requested)
            prose.link_requested.connect(self.link_requested)
            prose.caret_moved.connect(self._on_caret_moved)
        self.lessons.event_requested.connect(self._on_event_requested)
        self.impact.marks_requested.connect(lambda: self.go_requested.emit(TimelineEvent, ""))
        self.runbooks.list.link_requested.connect(self.link_requested)
        self.runbooks.list.factor_requested.connect(lambda i: self.go_requested.emit(Factor, i))

    def _build_digest(self) -> None:
        self.digest = DigestBody(self._document)
        end = QVBoxLayout(self._end)
        end.setContentsMargins(GUTTER + INSET - PAD, 4, INSET - PAD, 0)
        end.setSpacing(20)
        end.addWidget(Hairline())
        end.addWidget(self.digest)
        self.digest.go_requested.connect(self.go_requested)
        self.digest.left.connect(self._on_field_left)
        self._order_stops()

    # -- going to a place

    def reveal(self, record_id: str) -> None:
        """Select, scroll to and focus a lesson, figure, runbook, person or question."""
        for part in self.parts.values():
            widget = part.widget_of(record_id)
            if widget is None:
                continue
            for kind in _SHOWN:
                if record_id in self._document.snapshot.of(kind):
                    self._selection.select(kind, record_id)
            self._show(widget)
            return

    def reveal_part(self, key: str) -> None:
        """Scroll to a part (facts, summary, impact, narrative, lessons, runbooks, people,
        questions) and focus its first field; nothing happens for another word."""
        part = self.parts.get(key)
        if part is None:
            return
        fields = [stop for stop in part.stops() if not stop.isHidden()]
        self._show(fields[0], part)

    def go_to_hint(self, placed: PlacedHint) -> None:
        """Put the caret on the words of a hint, in the summary, the narrative or a lesson."""
        for marks in self.page.findChildren(HintMarks):
            if marks.holds(placed):
                marks.go_to(placed)

    def _show(self, field: QWidget, part: QWidget | None = None) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._scroll_to(part or field))

    def _scroll_to(self, widget: QWidget) -> None:
        """Bring a widget into view, its top where it is higher than the page."""
        at = widget.mapTo(self.page, QPoint(0, 0))
        high = min(widget.height(), self.area.viewport().height() - 2 * MARGIN)
        self.area.ensureVisible(at.x(), at.y() + high // 2, 0, high // 2 + MARGIN)

    def set_digest_at_end(self, on: bool) -> None:
        """Show the digest below the report, or leave it to the column at the right. Without
        this word the panel goes by the width of the window."""
        self._digest_wanted = on
        self._fit()

    # -- keeping up

    def _on_document_changed(self, edit: Edit) -> None:
        for part in self.parts.values():
            if part.holds(edit):
                part.take(edit)

    def _order_stops(self) -> None:
        stops: list[QWidget] = [self.area]
        for part in self.parts.values():
            stops.extend(part.stops())
        stops.extend(self.digest.stops() if self.digest is not None else [])
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _on_event_requested(self, event_id: str) -> None:
        self.go_requested.emit(TimelineEvent, event_id)

    # -- focus

    def _on_field_left(self) -> None:
        self._last = self.focusWidget()
        self.area.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_sheet_entered(self) -> None:
        last, self._last = self._last, None
        alive = last is not None and any(last is w for w in self.page.findChildren(QWidget))
        target = last if alive and last is not None else self.summary.field
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or now is self.page or not self.page.isAncestorOf(now):
            return
        # Under a pressed button the page must stay where it is.
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton and now.height() < 200:
            QTimer.singleShot(0, now, lambda: self._scroll_to(now))

    def _on_caret_moved(self, field: QWidget, caret: QRect) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            at = field.mapTo(self.page, caret.center())
            self.area.ensureVisible(at.x(), at.y(), 0, theme().px(40))

    # -- size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.ParentChange:
            self._fit()
        return done

    def _fit(self) -> None:
        room = self.width()
        # Text begins where the timeline's heading does, and stays there when a column opens.
        right = max(MARGIN, room - theme().px(MEASURE) - MARGIN)
        self._column.setContentsMargins(MARGIN - GUTTER - INSET, 20, right - INSET, 48)
        wanted = self._digest_wanted
        if wanted is None:
            wanted = self.window().width() < NARROW_WINDOW
        wanted = wanted and self.isVisible()
        if wanted and self.digest is None:
            self._build_digest()
        self._end.setVisible(wanted)

    def _on_theme_changed(self) -> None:
        self._fit()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("surface"))
