"""The severity as a tag that can be pressed to pick another one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmdesk.domain.policy import policy_for
from pmdesk.domain.terms import Severity
from pmdesk.views.controls.buttons import PaintedButton
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.controls.panels import SEVERITY_TOKENS, draw_tag
from pmdesk.views.controls.picker import Choice
from pmdesk.views.theme.theme import theme

NONE = "Set severity"


def severity_choices() -> list[Choice]:
    """The severities with what each asks for, and none."""
    found = []
    for severity in Severity:
        policy = policy_for(severity)
        found.append(Choice(severity, severity.value, f"{policy.form}. {policy.reviewers}."))
    return [*found, Choice(None, "No severity yet", "Checked as an ordinary postmortem.")]


class SeverityButton(PaintedButton):
    """Shows a severity in its colours, or a dashed place for one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._severity: Severity | None = None
        self.show_severity(None)

    def show_severity(self, severity: Severity | None) -> None:
        """Show another severity, or that there is none."""
        self._severity = severity
        words = severity.value if severity is not None else NONE
        self.setText(words)
        name = f"Severity: {words}" if severity is not None else NONE
        self.setAccessibleName(name)
        policy = policy_for(severity)
        self.setToolTip(tooltip_of(f"{policy.form}. {policy.reviewers}."))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        t = theme()
        width = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(self.text())
        return QSize(round(width) + t.px(12) + 7, t.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        box = QRectF(3, middle - t.px(10), self.width() - 6, t.px(20))
        if self._severity is not None:
            ink, fill = SEVERITY_TOKENS[self._severity]
            draw_tag(painter, self.text(), 3, middle, ink, fill)
        else:
            pen = QPen(t.colour("line3"), 1.2)
            pen.setDashPattern([3.4, 2.6])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setFont(t.font("meta_semibold"))
            painter.setPen(t.colour("ink2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hovered and self.isEnabled():
            painter.setPen(QPen(t.colour("line3"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 5, 5)
        self.draw_focus_ring(painter, box.adjusted(-3, -3, 3, 3), 6)
