"""Review as one section: checks, factors without an action, questions, approvers, phases, past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.deadline import deadlines
from pmdesk.domain.meeting import Question
from pmdesk.domain.policy import Check
from pmdesk.domain.progress import HistoryLine, place_of
from pmdesk.domain.readiness import ReadinessPoint, readiness
from pmdesk.domain.record import Record
from pmdesk.domain.revisions.field_words import section_of
from pmdesk.domain.signoff import Approval
from pmdesk.views.actions import Actions
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.controls.panels import Hairline
from pmdesk.views.review.approvers import ApproversCard
from pmdesk.views.review.checks import ChecksCard
from pmdesk.views.review.factors_left import FactorsLeftCard
from pmdesk.views.review.history import HistoryCard
from pmdesk.views.review.minutes import MinutesCard
from pmdesk.views.review.nudges_left import NudgesLeftCard
from pmdesk.views.review.phases import MovesCard, PhaseFoot, PhasePath
from pmdesk.views.review.places import part_of, seen_at
from pmdesk.views.review.questions import QuestionsCard
from pmdesk.views.review.share import ShareCard
from pmdesk.views.review.signed import SignedCard
from pmdesk.views.review.versions import VersionsCard
from pmdesk.views.review.wording_left import WordingCard
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.review.compare_view import CompareView

# Narrower than this the cards stand in one column.
_TWO_COLUMNS = 840
_WIDEST = 1720
_MARGIN = 24


class ReviewPanel(QWidget):
    """Shows what is still missing and moves the postmortem on.

    ``go_requested`` carries a record's class and id that lives in another section,
    ``part_requested`` a part without a record (summary, impact, marks, factors, actions),
    ``left`` that Esc leads out. ``history`` gives the last steps of work, in UTC.
    ``window`` are the commands of the window, of which those that hand out are offered here.
    """

    go_requested = Signal(object, str)
    part_requested = Signal(str)
    left = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        history: Callable[[], Sequence[HistoryLine]] = list,
        window: Actions | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Review")
        self._document, self._selection = document, selection
        self._stale = False
        self.path = PhasePath()
        self.foot = PhaseFoot(document)
        self.checks = ChecksCard()
        self.nudges = NudgesLeftCard(document)
        self.factors = FactorsLeftCard(document, lambda: self.foot.recorded_as.role)
        self.wording = WordingCard(document)
        self.questions = QuestionsCard(document)
        self.minutes = MinutesCard(document)
        self.approvers = ApproversCard(document)
        self.approvers.body.addSpacing(12)
        self.approvers.body.addWidget(Hairline())
        self.approvers.body.addLayout(self.foot.wider())
        self.moves = MovesCard(document)
        self.history = HistoryCard(document, history)
        self.signed, self.versions = SignedCard(document), VersionsCard(document)
        self.share = ShareCard(window)
        self.compare: CompareView | None = None
        self._build()
        self.checks.wanted.connect(self._on_check_wanted)
        self.nudges.factor_requested.connect(lambda i: self.go_requested.emit(Factor, i))
        self.factors.factor_requested.connect(lambda i: self.go_requested.emit(Factor, i))
        self.wording.rows_changed.connect(self._order_stops)
        self.versions.compare_requested.connect(self.compare_versions)
        self.history.go_requested.connect(self._on_record_wanted)
        # The journal is read after everybody has heard the news.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.history.refresh)
        document.changed.connect(self._on_document_changed)
        theme().changed.connect(self._arrange)
        self.refresh()

    # -- building

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.viewport().setAutoFillBackground(False)
        self.area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._arrange())
        self.pages = QStackedWidget()
        self.pages.addWidget(self.area)
        outer.addWidget(self.pages)
        page = QWidget()
        page.setAutoFillBackground(False)
        self.area.setWidget(page)
        page.setAutoFillBackground(False)
        middle = QHBoxLayout(page)
        middle.setContentsMargins(0, 0, 0, 0)
        self._page = QWidget()
        middle.addWidget(self._page, 1000)
        middle.addStretch(1)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.addWidget(PlainLabel("Review", "heading"))
        self._head.addStretch(1)
        self._head.addWidget(self.path)
        column.addLayout(self._head)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(_MARGIN)
        column.addLayout(self._columns)
        column.addStretch(1)
        left = self.signed, self.share, self.checks, self.factors, self.nudges, self.wording
        for stretch, cards in (
            (61, (*left, self.questions)),
            (39, (self.approvers, self.versions, self.moves, self.minutes, self.history)),
        ):
            side = QVBoxLayout()
            side.setSpacing(16)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            self._columns.addLayout(side, stretch)

    # -- asked from outside

    def add(self) -> None:
        """Begin to ask one more approver."""
        self.reveal_part("approvers")

    def reveal(self, record_id: str) -> None:
        """Select an approver or a question, scroll to it and focus it; else nothing happens."""
        approver = self.approvers.rows.get(record_id)
        question = self.questions.rows.get(record_id)
        if approver is not None:
            self._selection.select(Approval, record_id)
            self._bring(approver, next(p for p in approver.stops() if not p.isHidden()))
        elif question is not None:
            self._selection.select(Question, record_id)
            self._bring(question, question.answer)

    def reveal_part(self, part: str) -> None:
        """Scroll to the approvers, questions or factors and focus where one goes on."""
        question = self.questions.first_open()
        if part == "approvers":
            self._bring(self.approvers.line, self.approvers.line.field)
        elif part == "questions" and question is not None:
            self._bring(question, question.answer)
        elif part == "questions":
            self._bring(self.questions.line, self.questions.line.field)
        elif part == "factors" and not self.factors.isHidden():
            stops = [stop for stop in self.factors.stops() if not stop.isHidden()]
            self._bring(self.factors, stops[0])

    def compare_versions(self) -> None:
        """Show two versions side by side, in place of the cards."""
        if self.compare is None:
            from pmdesk.views.review.compare_view import CompareView

            self.compare = CompareView(self._document)
            self.compare.closed.connect(self._on_compare_closed)
            self.compare.go_requested.connect(self._on_record_wanted)
            self.pages.addWidget(self.compare)
        self.pages.setCurrentWidget(self.compare)
        self.compare.open()

    def refresh(self) -> None:
        """Show everything as it is now."""
        self._stale = False
        if self.compare is not None and self.pages.currentWidget() is self.compare:
            self.compare.refresh()
        points = readiness(self._document.snapshot)
        self.path.show_phase(self._document.snapshot.postmortem.phase)
        self.checks.show_points(points, not self._document.read_only)
        self.checks.show_deadlines(deadlines(self._document.snapshot, self._today()))
        for card in (
            self.signed, self.factors, self.nudges, self.wording, self.questions, self.approvers,
            self.versions,
            self.moves, self.minutes,
        ):  # fmt: skip
            card.refresh()
        self.checks.setVisible(self.signed.isHidden())
        self.share.show_signed(not self.signed.isHidden())
        self.foot.refresh(points)
        self._soon.start()
        self._order_stops()

    # -- news and wishes

    def _on_document_changed(self, _edit: Edit) -> None:
        # While another section is in sight nothing is worked out for this one.
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_compare_closed(self) -> None:
        self.pages.setCurrentWidget(self.area)
        self.versions.compare.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_record_wanted(self, kind: type[Record], record_id: str) -> None:
        if section_of(kind) == "Review":
            self.pages.setCurrentWidget(self.area)
            self.reveal(record_id)
        elif part_of(kind):
            self.part_requested.emit(part_of(kind))
        else:
            self.go_requested.emit(*seen_at(self._document.snapshot, kind, record_id))

    def _today(self) -> date:
        return self._document.clock.now().astimezone().date()

    def _on_check_wanted(self, point: ReadinessPoint) -> None:
        if point.met or not point.gaps:
            self._go_to_section(point)
            return
        place = place_of(point, point.gaps[0])
        if point.check is Check.ANSWERED:
            self.reveal_part("factors")
        elif place.section == "review" and place.record is not None:
            self.reveal(place.record.id)
        elif place.section == "review":
            self.reveal_part(place.part)
        elif place.record is not None:
            self.go_requested.emit(type(place.record), place.record.id)
        else:
            self.part_requested.emit(place.part)

    def _go_to_section(self, point: ReadinessPoint) -> None:
        from pmdesk.domain.progress import PARTS

        part = PARTS[point.check]
        if point.section == "Review":
            self.reveal_part(part)
        else:
            self.part_requested.emit(part)

    def _bring(self, shown: QWidget, focused: QWidget) -> None:
        self.area.ensureWidgetVisible(shown, 0, 60)
        focused.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys

    def _order_stops(self) -> None:
        """Let Tab go from top to bottom, however the rows were made and moved."""
        stops = [
            *self.share.stops(),
            *self.checks.stops(),
            *self.factors.stops(),
            *self.nudges.stops(),
            *self.wording.stops(),
            *self.questions.stops(),
            *self.minutes.stops(),
            *self.approvers.stops(),
            *self.foot.stops(),
            *self.versions.stops(),
            *self.history.stops(),
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        first = next((stop for stop in stops if not stop.isHidden() and stop.isEnabled()), None)
        if first is not None:
            self.setFocusProxy(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    # -- looks

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        t = theme()
        two = self.width() >= t.px(_TWO_COLUMNS)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if two else direction.TopToBottom)
        self._columns.setSpacing(_MARGIN if two else 16)
        self._page.setMaximumWidth(t.px(_WIDEST))
        bar = self.area.verticalScrollBar()
        right = _MARGIN - (bar.sizeHint().width() if bar.maximum() > 0 else 0)
        layout = self._page.layout()
        assert layout is not None
        layout.setContentsMargins(_MARGIN, 0, right, _MARGIN)
        self._head.setContentsMargins(0, t.px(16), 0, t.px(16))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(1000, 700)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 300)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("canvas"))
