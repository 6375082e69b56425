"""Words of a text with what was added or removed marked by colour and by line, painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmdesk.domain.revisions.words import Run, Sign
from pmdesk.views.theme.fonts import line_height
from pmdesk.views.theme.theme import theme

_LOOKS = {Sign.ADDED: ("ok", "ok_soft"), Sign.REMOVED: ("danger", "danger_soft")}
# A line separator keeps one layout for all of a text's lines.
_LINES = str.maketrans({"\n": "\u2028", "\r": " ", "\t": " "})
_LONGEST = 60_000


class DiffText(QWidget):
    """One side of a comparison: added words are underlined, removed ones struck through."""

    def __init__(self, runs: Sequence[Run], role: str = "ui") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._runs, self._role = list(runs), role
        self._layout = QTextLayout()
        marks = {Sign.ADDED: "added: ", Sign.REMOVED: "removed: "}
        spoken = " ".join(marks.get(run.sign, "") + run.text.strip() for run in runs)
        self.setAccessibleName(spoken[:2000] or "Empty")
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        """The words of this side."""
        return "".join(run.text for run in self._runs)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(80), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _formats(self) -> list[QTextLayout.FormatRange]:
        found, at = [], 0
        for run in self._runs:
            if run.sign in _LOOKS:
                ink, soft = _LOOKS[run.sign]
                look = QTextCharFormat()
                look.setForeground(theme().colour(ink))
                look.setBackground(theme().colour(soft))
                look.setFontStrikeOut(run.sign is Sign.REMOVED)
                look.setFontUnderline(run.sign is Sign.ADDED)
                piece = QTextLayout.FormatRange()
                piece.start, piece.length, piece.format = at, len(_utf16(run.text)), look
                found.append(piece)
            at += len(_utf16(run.text))
        return found

    def _fit(self) -> None:
        text = self.text.translate(_LINES)[:_LONGEST]
        layout = self._layout = QTextLayout(text, theme().font(self._role))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        step = line_height(self._role) * theme().scale
        high = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, self.width()))
            line.setPosition(QPointF(0, high + max(0.0, (step - line.height()) / 2)))
            high += step
        layout.endLayout()
        self.setFixedHeight(max(round(step), round(high)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().colour("ink1"))
        if not self.text:
            painter.setFont(theme().font(self._role))
            painter.setPen(theme().colour("ink3"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), "—")
            return
        self._layout.draw(painter, QPointF(0, 0))


def _utf16(text: str) -> str:
    """A text that is as long as Qt counts it: two for a character beyond the first plane."""
    return "".join("xx" if ord(char) > 0xFFFF else "x" for char in text)
