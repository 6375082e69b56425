"""The actions as one section: head, filters, table, a line for a new one, and what lacks one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.action_hints import many_actions
from pmdesk.domain.change import Edit
from pmdesk.domain.terms import ActionStatus
from pmdesk.itemmodels.action_items import (
    COLUMN_NAMES,
    FILTERS,
    SORT_NAMES,
    ActionTableModel,
    Column,
)
from pmdesk.views.action_items.columns import MARGIN
from pmdesk.views.action_items.commands import ActionCommands
from pmdesk.views.action_items.new_action import NewActionRow
from pmdesk.views.action_items.open_factors import OpenFactors
from pmdesk.views.action_items.table import ActionTable
from pmdesk.views.actions import Actions
from pmdesk.views.controls.buttons import Button, Pill
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, tooltip_of
from pmdesk.views.controls.panels import EmptyState
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.theme.theme import theme

# The part with open factors never takes more of the height than this.
_OPEN_SHARE = 0.45


class ActionsPanel(QWidget):
    """Shows and edits the actions of a document.

    ``go_requested`` carries a record's class and id that the user wants to see elsewhere,
    ``link_requested`` an address to open, ``left`` that Esc leads out. ``window`` are the commands
    of the window, of which handing out and new issues are offered here.
    """

    go_requested = Signal(object, str)
    link_requested = Signal(str)
    left = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        today: Callable[[], date],
        window: Actions | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._window_actions = window
        self.setAccessibleName("Actions")
        self._document = document
        self.commands = ActionCommands(document, selection, today)
        self.model = ActionTableModel(document, today, self)
        self.table = ActionTable(self.model, self.commands, self)
        if window is not None:
            self.table.new_issue = window["new_issue"].trigger
        self.line = NewActionRow(self.commands, self)
        self.open_factors = OpenFactors(document, self)
        self.sort_picker: Picker | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(self._filters())
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self.empty: EmptyState | None = None
        column.addWidget(self._body, 100)
        column.addWidget(self.line)
        column.addStretch(1)
        column.addWidget(self.open_factors)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.table.new_wanted.connect(self.add_action)
        self.table.left.connect(self.left)
        self.table.left_up.connect(self._on_left_up)
        self.table.left_down.connect(self._on_left_down)
        self.table.link_requested.connect(self.link_requested)
        self.table.go_requested.connect(self.go_requested)
        self.table.height_changed.connect(self._fit)
        bar = self.table.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, high: self.line.part(high > 0))
        self.line.left.connect(self.table.setFocus)
        self.line.left_up.connect(self._on_line_left_up)
        self.line.added.connect(self._on_added)
        self.open_factors.go_requested.connect(self.go_requested)
        self.open_factors.action_wanted.connect(self.line.begin)
        self.open_factors.height_changed.connect(self._fit)
        self.open_factors.left.connect(self.table.setFocus)
        self.model.counts_changed.connect(self.refresh)
        self.model.settled.connect(self._show_sort)
        self.model.settled.connect(self._show_body)
        self._document.changed.connect(self._on_document_changed)
        theme().changed.connect(self._on_theme_changed)

    def _header(self) -> QWidget:
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(10)
        row.addWidget(PlainLabel("Actions", "heading"))
        self.summary = ElidedLabel("", "ui", "ink2")
        row.addWidget(self.summary, 1)
        if self._window_actions is not None:
            hand_out = Button("Hand out…", "ghost", "upload")
            hand_out.follow(self._window_actions["hand_out"])
            row.addWidget(hand_out)
        self.new = Button("New action", "secondary", "plus", on_click=self.add_action)
        row.addWidget(self.new)
        return self._head

    def _filters(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(MARGIN, 4, MARGIN - 12, 6)
        row.setSpacing(12)
        holder = QWidget()
        flow = FlowLayout(holder)
        group = QButtonGroup(bar)
        self.pills: dict[str, Pill] = {}
        for name, (words, _, alarming) in FILTERS.items():
            pill = Pill(words, 0, alarming=alarming)
            pill.setChecked(name == "all")
            pill.clicked.connect(lambda _on=False, n=name: self.choose(n))
            group.addButton(pill)
            flow.addWidget(pill)
            self.pills[name] = pill
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        row.addWidget(holder, 1)
        self.sort = Button("", "ghost", "arrow-up-narrow-wide", on_click=self._pick_sort)
        row.addWidget(self.sort, 0, Qt.AlignmentFlag.AlignTop)
        return bar

    # -- asked from outside

    def add_action(self) -> None:
        """Begin a new action on the line under the table."""
        self.line.begin()

    def reveal(self, record_id: str) -> None:
        """Select an action and focus what it lacks, or its words; nothing for an unknown id."""
        cells = self.model.cells_of(record_id)
        if cells is None:
            return
        if self.model.row_of(record_id) < 0:
            self.choose("all")
        lacks = Column.DUE if cells.lacks_date else Column.TEXT
        self.table.go_to(record_id, Column.OWNER if cells.lacks_owner else lacks)
        self.table.setFocus()

    def choose(self, name: str) -> None:
        """Show one of the filters; raises KeyError for an unknown one."""
        self.pills[name].setChecked(True)
        self.table.editor.leave()
        self.model.show_only(name)

    def refresh(self) -> None:
        """Show counts, sentences and what may be done as they are now."""
        for name, pill in self.pills.items():
            pill.set_count(self.model.count_of(name))
        shown = bool(self.model.count_of("wont_do"))
        if not shown and self.model.shown == "wont_do":
            self.choose("all")
        if self.pills["wont_do"].isHidden() == shown:
            self.pills["wont_do"].setVisible(shown)
        self.summary.setText(self._summary())
        self.new.setEnabled(self.commands.editable)
        self.new.setToolTip(tooltip_of(self.commands.locked or "New action (Insert)"))
        self.line.show_writable()
        self._show_sort()
        self._show_body()

    def _summary(self) -> str:
        cells = self.model.all_cells()
        if not cells:
            return ""
        done = sum(1 for c in cells if c.action.status is ActionStatus.DONE)
        noun = "action" if len(cells) == 1 else "actions"
        text = f"{len(cells)} {noun}, {done} done."
        if self.commands.locked:
            return f"{text} State, date and tracker go on; the rest is signed."
        if any(c.lacks_owner or c.lacks_date for c in cells):
            text += " Each one needs an owner and a date."
        question = many_actions(sum(1 for c in cells if not c.is_closed))
        return f"{text} {question}" if question else text

    # -- sorting

    def _show_sort(self) -> None:
        column = self.model.sort_column
        missing = ", missing first" if column in (Column.DUE, Column.OWNER, Column.TEXT) else ""
        words = f"Sorted by {SORT_NAMES[column]}{missing}"
        pills = sum(p.sizeHint().width() + 8 for p in self.pills.values() if not p.isHidden())
        note = theme().fonts.metrics("ui_semibold", theme().scale).horizontalAdvance(words)
        roomy = self.width() >= pills + note + theme().px(60) + 2 * MARGIN
        self.sort.setText(words if roomy else "")
        self.sort.setToolTip(tooltip_of("Change the order" if roomy else words))
        self.sort.setAccessibleName(f"{words}. Change the order")

    def _pick_sort(self) -> None:
        names = [c for c in Column if c is not Column.STATUS]
        choices = [Choice(c, COLUMN_NAMES[c], icon="arrow-down") for c in names]
        choices.append(Choice(Column.STATUS, COLUMN_NAMES[Column.STATUS], icon="arrow-down"))
        self.sort_picker = Picker(choices, self, "Sort by")

        def picked(value: object) -> None:
            if isinstance(value, Column):
                again = value is self.model.sort_column
                self.model.sort_by(value, again and not self.model.descending)

        self.sort_picker.picked.connect(picked)
        self.sort_picker.open_under(self.sort)

    # -- showing

    def _show_body(self) -> None:
        rows = self.model.rowCount()
        self.setFocusProxy(self.table if rows else self.line)
        # Let go of first: a widget that goes moves the focus, and that may lead back here.
        old, self.empty = self.empty, None
        if old is not None:
            self._body.removeWidget(old)
            old.deleteLater()
        if rows:
            self._body.setCurrentWidget(self.table)
        elif self.empty is None:
            self.empty = self._empty_state()
            self._body.addWidget(self.empty)
            self._body.setCurrentWidget(self.empty)
        self._fit()

    def _empty_state(self) -> EmptyState:
        if self.model.count_of("all"):
            words = f"No action falls under “{FILTERS[self.model.shown][0]}”."
            return EmptyState(
                "list-filter", "Nothing here", words, "Show all", lambda: self.choose("all")
            )
        words = "Say what will change so that this happens less, or hurts less."
        add = "Add the first action" if self.commands.editable else ""
        return EmptyState("square-check", "No actions yet", words, add, self.add_action)

    def _fit(self) -> None:
        """The table is as high as its rows, so that the line for a new one follows them."""
        part = self.open_factors.wanted_height()
        self.open_factors.setFixedHeight(min(part, round(self.height() * _OPEN_SHARE)))
        t = theme()
        self._head.setFixedHeight(t.px(56))
        high = self.table.wanted_height() if self.model.rowCount() else t.px(220)
        self._body.setMaximumHeight(high)
        self._body.setMinimumHeight(min(high, self.table.minimumSizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._show_sort()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # From the filters and buttons around it, Esc leads back to the table.
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(1000, 700)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("canvas"))

    # -- news

    def _on_document_changed(self, _edit: Edit) -> None:
        if self.new.isEnabled() != self.commands.editable:
            self.refresh()
        self._show_body_if_needed()

    def _show_body_if_needed(self) -> None:
        if bool(self.model.rowCount()) == (self.empty is not None):
            self._show_body()

    def _on_added(self, action_id: str) -> None:
        if self.model.row_of(action_id) < 0:
            self.choose("all")
        row = self.model.row_of(action_id)
        if row >= 0:
            self.table.scrollTo(self.model.index(row, Column.TEXT))

    def _on_left_up(self) -> None:
        self.pills[self.model.shown].setFocus(Qt.FocusReason.BacktabFocusReason)

    def _on_left_down(self) -> None:
        if self.commands.editable:
            self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_line_left_up(self) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            self.table.go_to(self.model.cells(last).action.id, Column.TEXT)
            self.table.setFocus()

    def _on_theme_changed(self) -> None:
        self._show_sort()
        self._fit()
