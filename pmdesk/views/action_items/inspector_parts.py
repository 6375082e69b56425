"""Parts of the inspector of an action: its state, quiet hints, the factors that it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pmdesk.domain.action_hints import ActionHint
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.terms import ActionStatus, name_of
from pmdesk.views.action_items.commands import ActionCommands
from pmdesk.views.action_items.pickers import ActionPickers, Place
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel, tooltip_of
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.glyphs import draw_avatar, draw_status, draw_target
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme


class _StatusButton(QAbstractButton):
    """One state with its glyph."""

    def __init__(self, status: ActionStatus, parent: QWidget) -> None:
        super().__init__(parent)
        self._status = status
        self.setText(name_of(status))
        self.setAccessibleName(name_of(status))
        self.setToolTip(tooltip_of(name_of(status)))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        t = theme()
        wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(self.text())
        return QSize(round(wide) + t.px(30), t.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(30), theme().px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked():
            painter.setPen(QPen(t.colour("line2"), 1))
            painter.setBrush(t.colour("surface"))
            painter.drawRoundedRect(rect, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(t.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 5, 5)
        metrics = t.fonts.metrics("meta_semibold", t.scale)
        wide = metrics.horizontalAdvance(self.text()) + t.px(19)
        left = max(rect.left() + t.px(5), rect.center().x() - wide / 2)
        draw_status(painter, self._status, left + t.px(7), rect.center().y(), t.px(14))
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("ink1" if self.isChecked() else "ink2"))
        box = QRectF(left + t.px(19), 0, rect.right() - left - t.px(19), self.height())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width() + 2)
        painter.drawText(box.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, shown)


class StatusChoice(QWidget):
    """The four states, two in a row; ``chosen`` carries the one that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("State")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._group = QButtonGroup(self)
        self.buttons: dict[ActionStatus, QAbstractButton] = {}
        statuses = list(ActionStatus)
        for pair in (statuses[:2], statuses[2:]):
            row = QHBoxLayout()
            row.setSpacing(0)
            for status in pair:
                button = _StatusButton(status, self)
                button.clicked.connect(lambda _on=False, s=status: self.chosen.emit(s))
                self._group.addButton(button)
                self.buttons[status] = button
                row.addWidget(button, 1)
            column.addLayout(row)
        theme().changed.connect(self.update)

    def choose(self, status: ActionStatus) -> None:
        """Show a state as the one that holds, without telling anybody."""
        self.buttons[status].setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("line2"), 1))
        painter.setBrush(theme().colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class ValueField(QAbstractButton):
    """A field that opens a list: its value at the left, with an avatar where it is a role.

    What is missing is dashed.
    """

    def __init__(
        self,
        name: str,
        on_click: Callable[[], object],
        avatar: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._avatar = name, avatar
        self._missing = False
        self._value = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _on=False: on_click())
        theme().changed.connect(self.updateGeometry)

    def show_value(self, value: str, instead: str = "", missing: bool = False) -> None:
        """Show a value, or ``instead`` where there is none."""
        self._value, self._missing = value, missing and not value
        self.setText(value or instead)
        self.setAccessibleName(f"{self._name}: {value or instead}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, theme().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, theme().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused, low = self.hasFocus(), not self.isEnabled()
        edge = "accent" if focused else ("danger" if self._missing else "line3")
        pen = QPen(t.colour("line" if low else edge), 2 if focused else 1)
        if self._missing and not focused:
            pen.setDashPattern([3.4, 2.6])
        painter.setPen(pen)
        painter.setBrush(t.colour("danger_soft" if self._missing else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        left, cy = 10.0, self.height() / 2
        if self._avatar and self._value:
            draw_avatar(painter, self._value, left + t.px(10), cy, t.px(20))
            left += t.px(28)
        ink = "danger" if self._missing else ("ink1" if self._value else "ink3")
        role = "ui_semibold" if self._missing else "ui"
        painter.setFont(t.font(role))
        painter.setPen(t.colour(ink))
        box = QRectF(left, 0, self.width() - left - t.px(30), self.height())
        metrics = t.fonts.metrics(role, t.scale)
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, shown)
        self.setToolTip(tooltip_of(self.text()) if shown != self.text() else "")
        token = "danger" if self._missing else "ink2"
        draw(painter, "chevron-down", token, self.width() - t.px(24), cy - t.px(7), t.px(14))


class Hints(QWidget):
    """Quiet sentences under the words; no room is taken without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(4)
        self._shown: tuple[str, ...] = ("?",)
        self.show_hints(())

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences that are shown."""
        return self._shown

    def show_hints(self, hints: Sequence[ActionHint]) -> None:
        """Show these hints, or nothing."""
        texts = tuple(hint.text for hint in hints)
        if texts == self._shown:
            return
        self._shown = texts
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text in texts:
            self._column.addWidget(WrappedLabel(text, "meta_regular", "ink2"))
        self.setVisible(bool(texts))


class _Target(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(theme().px(16), theme().px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_target(QPainter(self), True, self.width() / 2, self.height() / 2, theme().px(15))


class AnsweredFactors(QWidget):
    """The factors that an action answers, each to be shown or unlinked, and one more to link."""

    go_requested = Signal(object, str)

    def __init__(self, commands: ActionCommands, pickers: ActionPickers) -> None:
        super().__init__()
        self._commands, self._pickers = commands, pickers
        self._id = ""
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 4)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Addresses these factors", "ui_semibold"))
        head.addStretch(1)
        self.add = IconButton("plus", "Link a factor", self._on_add)
        head.addWidget(self.add)
        column.addLayout(head)
        self._none = WrappedLabel("None yet: link what this will change.", "meta_regular", "ink2")
        column.addWidget(self._none)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)

    def show_action(self, action: ActionItem) -> None:
        """Show the factors of an action."""
        factors = self._commands.document.snapshot.factors_of(action.id)
        writable = self._commands.editable
        self.add.setEnabled(writable)
        key = (action.id, tuple((f.id, f.text) for f in factors), writable, theme().scale)
        self._id = action.id
        if key == self._shown:
            return
        self._shown = key
        self._none.setVisible(not factors)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for factor in factors:
            self._rows.addWidget(self._row(factor, writable))

    def _row(self, factor: Factor, writable: bool) -> QWidget:
        name = factor.text or "Untitled factor"
        row = Surface("surface", "line2", 6)
        row.setFixedHeight(theme().px(34))
        line = QHBoxLayout(row)
        line.setContentsMargins(10, 2, 2, 2)
        line.setSpacing(6)
        line.addWidget(_Target())
        line.addWidget(ElidedLabel(name, "ui_medium"), 1)
        show = IconButton(
            "arrow-right", f"Show {name}", lambda: self.go_requested.emit(Factor, factor.id)
        )
        unlink = IconButton(
            "x", f"Unlink {name}", lambda: self._commands.toggle_factor([self._id], factor.id)
        )
        unlink.setEnabled(writable)
        line.addWidget(show)
        line.addWidget(unlink)
        return row

    def _on_add(self) -> None:
        self._pickers.open_factors([self._id], Place(self.add))
