"""One action of the monthly review with all that helps to decide about it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.domain.date_text import distance_text
from pmdesk.domain.day_names import date_text
from pmdesk.domain.library import OpenAction
from pmdesk.domain.terms import name_of
from pmdesk.itemmodels.followthrough import lateness, slips_text
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Surface, Tag
from pmdesk.views.theme.glyphs import draw_avatar
from pmdesk.views.theme.theme import theme


class _Owner(QWidget):
    """The owner with the round sign."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        theme().changed.connect(self.updateGeometry)

    def show_owner(self, name: str) -> None:
        """Show an owner, or that there is none."""
        self._name = name
        self.setAccessibleName(name or "No owner")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, theme().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_avatar(painter, self._name, t.px(11), self.height() / 2, t.px(20))
        painter.setFont(t.font("ui" if self._name else "ui_semibold"))
        painter.setPen(t.colour("ink1" if self._name else "danger"))
        box = QRectF(t.px(30), 0, self.width() - t.px(30), self.height())
        words = t.elided(self._name or "No owner", "ui", box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)


class ReviewCard(Surface):
    """Shows an action; nothing is edited here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "line2", 10, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.source = WrappedLabel("", "ui", "ink2")
        head.addWidget(self.source, 1)
        self.severity = Tag("", parent=self)
        head.addWidget(self.severity, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.text = WrappedLabel("", "title", "ink1")
        column.addWidget(self.text)
        column.addSpacing(4)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self.owner = _Owner()
        self.due = WrappedLabel("", "ui")
        self.slips = WrappedLabel("", "ui", "warn")
        self.touched = WrappedLabel("", "ui")
        self.state = WrappedLabel("", "ui")
        self.done_test = WrappedLabel("", "ui")
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Owner", self.owner), ("Due", self.due), ("So far", self.slips),
            ("State", self.state), ("Last touched", self.touched), ("Done when", self.done_test),
        )  # fmt: skip
        self._rows: dict[QWidget, PlainLabel] = {}
        for n, (name, widget) in enumerate(rows):
            label = PlainLabel(name, "meta", "ink2")
            middle = widget is self.owner
            side = Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(label, n, 0, side)
            self._grid.addWidget(widget, n, 1)
            self._rows[widget] = label

    def show_action(self, action: OpenAction, today: date) -> None:
        """Show another action as it is known to be."""
        self.source.setText(f"{action.key}  ·  {action.pm_key} {action.pm_title or 'Untitled'}")
        self.severity.show_severity(action.severity)
        self.text.setText(action.text or "Untitled")
        self.owner.show_owner(action.owner)
        late = lateness(action, today)
        due = date_text(action.due) or "No date"
        self.due.setText(f"{due}, {late}" if late else due)
        wrong = action.due is None or action.due < today
        self.due.set_token("danger" if wrong else "ink1")
        self._say(self.slips, f"The date was {slips_text(action.slips)}" if action.slips else "")
        self.state.setText(name_of(action.status))
        touched = action.last_touched
        words = f"{date_text(touched)}, {distance_text(touched, today)}" if touched else ""
        self._say(self.touched, words)
        self._say(self.done_test, action.done_test.strip())
        spoken = [self.source.text(), action.text, action.owner or "no owner", self.due.text()]
        self.setAccessibleName(". ".join(spoken))

    def _say(self, label: WrappedLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
        self._rows[label].setVisible(bool(text))
