"""The pills that narrow the library down: severity, status, tag, open actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QWidget

from pmdesk.domain.library import Filter
from pmdesk.domain.terms import Phase, Severity, name_of
from pmdesk.views.controls.buttons import Pill
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

# Above so many choices a menu is too long and a list that narrows down opens instead.
_MENU_ROOM = 8


class ChoicePill(Pill):
    """A pill that opens its choices; it is on while one of them is chosen."""

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        choices: Callable[[], Sequence[tuple[object, str]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent=parent)
        self._name = name
        self._choices = choices
        self.value: object = None
        self.menu: QMenu | None = None
        self.clicked.connect(self._on_clicked)
        self._show()

    def choose(self, value: object) -> None:
        """Show a value as chosen, None for all, without telling anybody."""
        self.value = value
        self._show()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + theme().px(4), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        token = "onprimary" if self.isChecked() else "ink2"
        side = theme().px(14)
        draw(painter, "chevron-down", token, self.width() - side - theme().px(10),
             (self.height() - side) / 2 + 1, side)  # fmt: skip

    def _show(self) -> None:
        words = self._name
        if self.value is not None:
            words = next((text for v, text in self._choices() if v == self.value), str(self.value))
        # The blanks keep room for the arrow, which the pill knows nothing of.
        self.setText(f"{words}    ")
        self.setChecked(self.value is not None)
        self.setAccessibleName(f"{self._name}: {words}" if self.value is not None else words)
        self.updateGeometry()

    def _on_clicked(self) -> None:
        self.setChecked(self.value is not None)
        choices = list(self._choices())
        if len(choices) > _MENU_ROOM:
            from pmdesk.views.controls.picker import Choice, Picker

            picker = Picker([Choice(None, "All"), *(Choice(v, t) for v, t in choices)], self)
            picker.picked.connect(self._take)
            picker.open_under(self)
            return
        self.menu = QMenu(self)
        for value, text in [(None, "All"), *choices]:
            act = self.menu.addAction(text.replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(value == self.value)
            act.triggered.connect(lambda _on=False, v=value: self._take(v))
        if not choices:
            self.menu.addAction("None in use yet").setEnabled(False)
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _take(self, value: object) -> None:
        self.choose(value)
        self.chosen.emit(value)


class FilterPills(QWidget):
    """The row of pills; ``changed`` carries the Filter."""

    changed = Signal(object)

    def __init__(self, tags: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        self.severity = ChoicePill("Severity", lambda: [(s, s.value) for s in Severity])
        self.status = ChoicePill("Status", lambda: [(p, name_of(p)) for p in Phase])
        self.tag = ChoicePill("Tag", lambda: [(tag, tag) for tag in tags()])
        self.open_actions = Pill("Has open actions")
        for pill in (self.severity, self.status, self.tag):
            pill.chosen.connect(lambda _value: self.changed.emit(self.shown))
            row.addWidget(pill)
        self.open_actions.toggled.connect(lambda _on: self.changed.emit(self.shown))
        row.addWidget(self.open_actions)

    @property
    def shown(self) -> Filter:
        """What the pills let through."""
        severity, phase, tag = self.severity.value, self.status.value, self.tag.value
        return Filter(
            severity=severity if isinstance(severity, Severity) else None,
            phase=phase if isinstance(phase, Phase) else None,
            tag=tag if isinstance(tag, str) else "",
            open_actions=self.open_actions.isChecked(),
        )

    def clear(self) -> None:
        """Let everything through."""
        for pill in (self.severity, self.status, self.tag):
            pill.choose(None)
        was = self.open_actions.blockSignals(True)
        self.open_actions.setChecked(False)
        self.open_actions.blockSignals(was)
        self.changed.emit(self.shown)
