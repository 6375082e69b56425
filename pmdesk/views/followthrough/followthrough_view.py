"""Follow-through: every open action of the library by due date, with what can be done at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pmdesk.document.library_port import Library
from pmdesk.domain import metrics
from pmdesk.domain.date_text import parse_day
from pmdesk.domain.day_names import date_text
from pmdesk.domain.library import OpenAction
from pmdesk.domain.terms import ActionStatus
from pmdesk.itemmodels.followthrough import SELECTIONS, FollowThroughModel, count_of
from pmdesk.views.controls.buttons import Pill
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.controls.panels import EmptyState, Hairline, Surface
from pmdesk.views.followthrough.action_list import ActionList
from pmdesk.views.followthrough.rows import ColumnHeads
from pmdesk.views.prompts.reason import ReasonPrompt

_ALARMING = ("overdue", "no_owner")


class FollowThroughView(QWidget):
    """Shows open actions; a wanted change leaves as ``edit_requested`` with postmortem id, action
    id and the new values (``due``, or ``status`` with ``reason``)."""

    open_action_requested = Signal(str, str)
    edit_requested = Signal(str, str, object)

    def __init__(
        self,
        library: Library,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._today = library, today
        self._actions: Sequence[OpenAction] = ()
        self._selection = "all"
        self.prompt: ReasonPrompt | None = None
        self.model = FollowThroughModel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(Hairline())
        ground = Surface("surface")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._pills())
        self._body = QStackedWidget()
        self.list = self._make_list()
        inner.addWidget(ColumnHeads(self.list))
        self.nothing = EmptyState("list-checks", "", "")
        self._body.addWidget(self.list)
        inner.addWidget(self._body, 1)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 10, 24, 14)
        row.addStretch(1)
        words = "Closing as won't do asks for a reason and keeps it with the action"
        row.addWidget(PlainLabel(words, "meta_regular", "ink2"))
        inner.addWidget(foot)
        column.addWidget(ground, 1)
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Read the open actions again; the filter and the chosen action stay."""
        today = self._today()
        self._actions = self._library.open_actions(today)
        for name, pill in self.pills.items():
            pill.set_count(count_of(name, self._actions, today))
        share = metrics.done_by_due(self._library.figures(today).done)
        self.share.setText(f"{share.percent} done by their due date" if share.percent else "")
        self._fill()

    def choose(self, selection: str) -> None:
        """Show one of the filters; raises KeyError for an unknown one."""
        self.pills[selection].setChecked(True)
        self._selection = selection
        self._fill()

    def _header(self) -> QWidget:
        bar = Surface("canvas")
        bar.setFixedHeight(52)
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(24)
        row.addWidget(PlainLabel("Follow-through", "heading"))
        row.addWidget(PlainLabel("Every open action in the library", "ui", "ink2"))
        row.addStretch(1)
        return bar

    def _pills(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 18, 24, 8)
        row.setSpacing(16)
        flow = FlowLayout()
        row.addLayout(flow, 1)
        group = QButtonGroup(bar)
        self.pills: dict[str, Pill] = {}
        for name, (words, _) in SELECTIONS.items():
            pill = Pill(words, 0, alarming=name in _ALARMING)
            pill.setChecked(name == "all")
            pill.clicked.connect(lambda _on=False, n=name: self.choose(n))
            group.addButton(pill)
            flow.addWidget(pill)
            self.pills[name] = pill
        self.share = PlainLabel("", "meta", "ink2")
        row.addWidget(self.share)
        return bar

    def _make_list(self) -> ActionList:
        actions = ActionList(self.model)
        actions.opened.connect(lambda a: self.open_action_requested.emit(a.pm_id, a.action_id))
        actions.date_wanted.connect(self._on_date_wanted)
        actions.wont_do_wanted.connect(self._on_wont_do_wanted)
        actions.left_upwards.connect(
            lambda: self.pills[self._selection].setFocus(Qt.FocusReason.BacktabFocusReason)
        )
        return actions

    def _fill(self) -> None:
        chosen = self.list.current()
        self.model.show_actions(self._actions, self._today(), self._selection)
        row = self.model.row_of(chosen.action_id) if chosen is not None else -1
        if row < 0 and self.model.rowCount() > 1:
            row = 1
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        if self.model.rowCount():
            self._body.setCurrentWidget(self.list)
            return
        self._body.removeWidget(self.nothing)
        self.nothing.deleteLater()
        words = (
            ("No open actions", "Actions of every postmortem gather here until they are done.")
            if not self._actions
            else ("Nothing here", "No open action falls under this filter.")
        )
        self.nothing = EmptyState("list-checks", *words)
        self._body.addWidget(self.nothing)
        self._body.setCurrentWidget(self.nothing)

    def _on_date_wanted(self, action: OpenAction) -> None:
        today = self._today()

        def check(line: str) -> str:
            found = parse_day(line, today)
            if isinstance(found, str):
                return found
            return "" if found != action.due else "That is the date it has."

        self.prompt = ReasonPrompt(
            f"New date for {action.key}", "Set the date", self,
            placeholder=date_text(action.due) or "No date yet", check=check,
        )  # fmt: skip
        self.prompt.answered.connect(
            lambda line: self._change(action, {"due": parse_day(line, today)})
        )
        self.prompt.open_at(self.list.tools.new_date)

    def _on_wont_do_wanted(self, action: OpenAction) -> None:
        self.prompt = ReasonPrompt(
            f"Why won't {action.key} be done?", "Won't do", self,
            placeholder="The reason stays with the action",
        )  # fmt: skip
        self.prompt.answered.connect(
            lambda line: self._change(
                action, {"status": ActionStatus.WONT_DO, "reason": line}
            )
        )
        self.prompt.open_at(self.list.tools.wont_do)

    def _change(self, action: OpenAction, values: dict[str, object]) -> None:
        self.edit_requested.emit(action.pm_id, action.action_id, values)
