"""Before anyone signs: the checks, unmet ones first with a way to mend them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.domain.deadline import Deadline
from pmdesk.domain.policy import Check, Level
from pmdesk.domain.progress import in_urgency
from pmdesk.domain.readiness import ReadinessPoint
from pmdesk.domain.signoff import Approval
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Hairline
from pmdesk.views.review.card import Card, Link, Sign, Words, sync_rows
from pmdesk.views.theme.theme import theme

_ROW = 46
_SHOWN_GAPS = 2
_HERE = "Review"


def gap_words(point: ReadinessPoint) -> str:
    """What a check lacks in few words: "missing: an owner for AI-5, a date for AI-6 and 3 more"."""
    texts = [gap.text for gap in point.gaps]
    if point.check is Check.ANSWERED:
        return f"{len(texts)} left"
    word = "missing: "
    roles = [gap.record.role for gap in point.gaps if isinstance(gap.record, Approval)]
    if roles:
        word, texts = "waiting for ", roles
    shown = texts[:_SHOWN_GAPS]
    rest = len(texts) - len(shown)
    return word + ", ".join(shown) + (f" and {rest} more" if rest else "")


class CheckRow(QWidget):
    """One check with its sign, what it lacks, how much it weighs, and the way to it."""

    def __init__(self) -> None:
        super().__init__()
        self.point: ReadinessPoint | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.line = Hairline()
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        self._sign = Sign()
        self._words = Words()
        self.level = PlainLabel("", "meta_regular", "ink3")
        self.fix = Button("", size="compact")
        self.link = Link(token="ink2", chevron=True)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self.level)
        self._way = QWidget()
        way = QHBoxLayout(self._way)
        way.setContentsMargins(0, 0, 0, 0)
        way.addStretch(1)
        way.addWidget(self.fix)
        way.addWidget(self.link)
        row.addWidget(self._way)
        column.addLayout(row, 1)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def button(self) -> QWidget:
        """What the keyboard comes to in this row."""
        return self.link if self.point is not None and self.point.met else self.fix

    def show_point(self, point: ReadinessPoint, writable: bool) -> None:
        """Show how a check stands."""
        held = self.fix.hasFocus() or self.link.hasFocus()
        self.point = point
        must = point.level is Level.MUST
        self._sign.show_kind("met" if point.met else ("missing" if must else "wished"))
        words = "" if point.met else gap_words(point)
        self._words.show_words(point.title, words, "danger" if must else "warn")
        self.level.setText("Must" if must else "Should")
        here = point.section == _HERE
        verb = "Fix" if writable else "Show"
        below = point.check in (Check.ANSWERED, Check.QUESTIONS)
        there = "Show" if here else f"{verb} in {point.section}"
        self.fix.setText("Show below" if below else there)
        self.fix.setAccessibleDescription(f"{point.title}: {words}")
        self.link.show_text(point.section)
        self.link.setAccessibleName(f"{point.title}: done, in {point.section}")
        self.fix.setVisible(not point.met)
        self.link.setVisible(point.met)
        if held:
            self.button.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(300, max(theme().px(_ROW), super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), max(theme().px(_ROW), least.height()))

    def _on_theme_changed(self) -> None:
        t = theme()
        level = t.fonts.metrics("meta_regular", t.scale).horizontalAdvance("Should")
        way = t.fonts.metrics("ui_semibold", t.scale).horizontalAdvance("Fix in Timeline")
        self.level.setFixedWidth(round(level) + 2)
        self._way.setMinimumWidth(round(way) + t.px(16) + 3)


class ChecksCard(Card):
    """The checks of the severity's policy. ``wanted`` carries the one to go to."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Before anyone signs")
        self.rows: dict[Check, CheckRow] = {}
        self._order: list[Check] = []
        self.deadlines = WrappedLabel("", "ui", "ink2")
        self.deadlines.setContentsMargins(0, 0, 0, 8)
        self.body.addWidget(self.deadlines)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)

    def show_deadlines(self, found: list[Deadline]) -> None:
        """Say by when the meeting and the sign-off are due."""
        self.deadlines.setText("  ·  ".join(deadline.words for deadline in found))
        self.deadlines.set_token("danger" if any(d.is_over for d in found) else "ink2")
        self.deadlines.setVisible(bool(found))

    def show_points(self, points: list[ReadinessPoint], writable: bool) -> None:
        """Show the checks in the order they want attention; a row keeps its focus."""
        ordered = in_urgency(points)
        self._order = [point.check for point in ordered]
        sync_rows(self._rows, self.rows, self._order, self._make)
        for i, point in enumerate(ordered):
            row = self.rows[point.check]
            row.show_point(point, writable)
            row.line.setVisible(i > 0)
        self.note.setText(f"{sum(p.met for p in points)} of {len(points)} met")

    def stops(self) -> list[QWidget]:
        """What Tab comes to, from top to bottom."""
        rows = [self.rows[check] for check in self._order]
        return [part for row in rows for part in (row.fix, row.link)]

    def _make(self, _check: Check) -> CheckRow:
        row = CheckRow()
        row.fix.clicked.connect(lambda _on=False: self._on_wanted(row))
        row.link.clicked.connect(lambda _on=False: self._on_wanted(row))
        return row

    def _on_wanted(self, row: CheckRow) -> None:
        if row.point is not None:
            self.wanted.emit(row.point)
