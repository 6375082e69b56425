"""The foot of the sidebar: how ready the postmortem is, what is missing, whether it is saved."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.domain.standing import Progress
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel, tooltip_of
from pmdesk.views.controls.panels import Hairline, Meter
from pmdesk.views.sidebar.nav_row import SidebarButton
from pmdesk.views.theme.glyphs import draw_ring
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

LOCKED = "Read-only until reopened"


class NextRow(SidebarButton):
    """What is missing next, in one sentence; a press goes there. On the rail it is a ring."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(28, parent)
        self._share = 0.0
        self._signed = False
        self.follow(action)

    def show_progress(self, progress: Progress) -> None:
        """Show the next gap, or that nothing is missing."""
        gap = progress.next_gap
        self._signed = bool(progress.signed)
        self.setText(f"Next: {gap.text}" if gap is not None else "Nothing is missing")
        self._share = progress.met / progress.of if progress.of else 0.0
        state = f"Ready for sign-off: {progress.met} of {progress.of}"
        signed = f"Signed off. {progress.signed}. {LOCKED}"
        self.setAccessibleName(signed if self._signed else f"{state}. {self.text()}")
        self._show_tip(True)
        self.update()

    def fold(self, folded: bool) -> None:
        super().fold(folded)
        self._show_tip(True)

    def _show_tip(self, cut: bool) -> None:
        tip = self.accessibleName() if self.folded else (self.text() if cut else "")
        self.setToolTip(tooltip_of(tip))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = self.begin()
        middle = self.height() / 2
        if self.folded and self._signed:
            side = t.px(18)
            draw(painter, "lock", "ok", (self.width() - side) / 2, middle - side / 2, side)
            return
        if self.folded:
            draw_ring(painter, self._share, self.width() / 2, middle, t.px(18))
            return
        pad, size = 8, t.px(15)
        right = self.width() - pad - size
        draw(painter, "arrow-right", "ink2", right, middle - size / 2, size)
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink2"))
        box = QRectF(pad, 0, right - pad - t.px(6), self.height())
        cut = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)
        self._show_tip(cut != self.text())


class SignedPart(QWidget):
    """Stands in the place of the meter while a signed version keeps the text."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 14, 8, 4)
        column.setSpacing(5)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(_Lock())
        row.addWidget(ElidedLabel("Signed off", "ui_semibold"), 1)
        column.addLayout(row)
        self.version = ElidedLabel("", "meta_regular", "ink2")
        column.addWidget(self.version)
        column.addWidget(ElidedLabel(LOCKED, "meta_regular", "ink3"))


class _Lock(QWidget):
    """The sign of what is signed, in the colour of what is done."""

    def __init__(self) -> None:
        super().__init__()
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(theme().px(16), theme().px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw(QPainter(self), "lock", "ok", 0, (self.height() - self.width()) / 2, self.width())


class SavedDot(QWidget):
    """A dot: green while everything is on disk, red while it is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong = False
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(16, theme().px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("danger" if self.wrong else "ok"))
        painter.drawEllipse(QPointF(8, self.height() / 2 + 0.5), 3.2, 3.2)


class Foot(QWidget):
    """The meter, the next gap and the saved line; the meter is there for an open postmortem."""

    def __init__(self, next_gap: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self._open = self._signed = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 10)
        column.setSpacing(2)
        self._line = Hairline()
        column.addWidget(self._line)
        self._meter_part = QWidget()
        part = QVBoxLayout(self._meter_part)
        part.setContentsMargins(8, 14, 8, 4)
        part.setSpacing(9)
        row = QHBoxLayout()
        row.addWidget(ElidedLabel("Ready for sign-off", "meta_semibold"), 1)
        self.count = PlainLabel("", "meta", "ink2")
        row.addWidget(self.count)
        part.addLayout(row)
        self.meter = Meter()
        part.addWidget(self.meter)
        column.addWidget(self._meter_part)
        self.signed = SignedPart()
        column.addWidget(self.signed)
        self.next = NextRow(next_gap)
        column.addWidget(self.next)
        column.addLayout(self._saved_row())
        self.show_progress(Progress())
        self._arrange()

    def _saved_row(self) -> QHBoxLayout:
        self._saved = QHBoxLayout()
        self._saved.setContentsMargins(8, 2, 4, 0)
        self.saved = WrappedLabel("", "meta_regular", "ink3")
        self.dot = SavedDot()
        self._saved.addWidget(self.saved, 1)
        self._saved.addWidget(self.dot, 0, Qt.AlignmentFlag.AlignTop)
        return self._saved

    def show_open(self, is_open: bool) -> None:
        """Whether a postmortem is open."""
        self._open = is_open
        self._arrange()

    def show_progress(self, progress: Progress) -> None:
        """Show how many checks are met and what is missing next."""
        self.count.setText(f"{progress.met} of {progress.of}")
        self.meter.show_share(progress.met, progress.of)
        self.next.show_progress(progress)
        self.signed.version.setText(progress.signed)
        if self._signed != bool(progress.signed):
            self._signed = bool(progress.signed)
            self._arrange()

    def show_saved(self, text: str, wrong: bool) -> None:
        """Say whether everything is on disk."""
        self.saved.setText(text)
        self.saved.set_token("danger" if wrong else "ink3")
        self.dot.wrong = wrong
        self.dot.setToolTip(tooltip_of(text))
        self.dot.setAccessibleName(text)
        self.dot.update()

    def fold(self, folded: bool) -> None:
        """Show only what fits on the rail."""
        self._folded = folded
        self.next.fold(folded)
        self._arrange()

    def _arrange(self) -> None:
        layout = self.layout()
        assert layout is not None
        side = 8 if self._folded else 12
        layout.setContentsMargins(side, 0, side, 10)
        self._meter_part.setVisible(self._open and not self._folded and not self._signed)
        self.signed.setVisible(self._open and not self._folded and self._signed)
        self._line.setVisible(self._open)
        self.next.setVisible(self._open and (self._folded or not self._signed))
        self.saved.setVisible(not self._folded)
        self._saved.setContentsMargins(0 if self._folded else 8, 2, 0 if self._folded else 4, 0)
        self._saved.setAlignment(
            self.dot,
            Qt.AlignmentFlag.AlignHCenter if self._folded else Qt.AlignmentFlag.AlignTop,
        )
