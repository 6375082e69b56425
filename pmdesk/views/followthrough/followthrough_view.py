"""Follow-through: every open action of the library, with what can be done at once, and a review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pmdesk.document.library_port import Library
from pmdesk.domain.date_text import parse_day
from pmdesk.domain.day_names import date_text
from pmdesk.domain.library import OpenAction
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.terms import ActionStatus
from pmdesk.itemmodels.followthrough import (
    DeskData,
    FollowThroughModel,
    narrowed,
    read_desk,
    selected,
)
from pmdesk.views.background import Background
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, tooltip_of
from pmdesk.views.controls.panels import EmptyState, Hairline, Surface
from pmdesk.views.followthrough.action_list import ActionList
from pmdesk.views.followthrough.figures import FollowFiguresRow
from pmdesk.views.followthrough.filter_bar import FilterBar
from pmdesk.views.followthrough.review_walk import Change, ReviewWalk
from pmdesk.views.followthrough.rows import ColumnHeads
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.theme import theme

NOTHING_TO_WALK = "Nothing is overdue or stale that was not looked at in the last three weeks"


class FollowThroughView(QWidget):
    """Shows open actions, which are read off the GUI thread.

    ``change`` stores new values of an action (``due``, or ``status``, each with its ``reason``;
    none of them for "looked at") and gives the way to take that back, or None where it was refused;
    ``read`` tells that what was asked for is shown, ``hand_out_requested`` asks to hand out the
    actions in sight.
    """

    open_action_requested = Signal(str, str)
    hand_out_requested = Signal()
    read = Signal()

    def __init__(
        self,
        library: Library,
        background: Background,
        today: Callable[[], date],
        change: Change,
        quiet_change: Change | None = None,
        writable: Callable[[], bool] = lambda: True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._background, self._today = library, background, today
        self._change, self._writable = change, writable
        self._data = DeskData()
        self._reading = self._again = self._review_wanted = False
        self._undos: list[Callable[[], object]] = []
        self.prompt: ReasonPrompt | None = None
        self.model = FollowThroughModel(self)
        self.review = ReviewWalk(quiet_change or change, today)
        self.review.left.connect(self.end_review)
        self.review.open_requested.connect(self._open)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._desk())
        self.pages.addWidget(self.review)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.setFocusProxy(self.list)
        theme().changed.connect(self._restyle)
        self._restyle()

    # -- building

    def _desk(self) -> QWidget:
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(Hairline())
        self.figures = FollowFiguresRow()
        self._figures_line = Hairline()
        for part in (self.figures, self._figures_line):
            part.hide()
            column.addWidget(part)
        ground = Surface("surface")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self.filters = FilterBar()
        self.filters.changed.connect(self._fill)
        inner.addWidget(self.filters)
        self._body = QStackedWidget()
        self.list = self._make_list()
        self._heads = ColumnHeads(self.list)
        inner.addWidget(self._heads)
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
        return desk

    def _header(self) -> QWidget:
        self._head = Surface("canvas")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(10)
        row.addWidget(PlainLabel("Follow-through", "heading"))
        row.addSpacing(10)
        self.share = ElidedLabel("Every open action in the library", "ui", "ink2")
        row.addWidget(self.share, 1)
        self.hand_out = Button("Hand out…", "ghost", "upload", self.hand_out_requested.emit)
        self.hand_out.setToolTip(tooltip_of("Table, calendar or check list of what is in sight"))
        self.figures_button = Button("Figures", "ghost", "gauge")
        self.figures_button.setCheckable(True)
        self.figures_button.setToolTip(tooltip_of("Show or hide the figures"))
        self.figures_button.toggled.connect(self._on_figures_toggled)
        self.review_button = Button(
            "Monthly review", "secondary", "presentation", self.begin_review
        )
        for button in (self.hand_out, self.figures_button, self.review_button):
            row.addWidget(button)
        return self._head

    def _make_list(self) -> ActionList:
        actions = ActionList(self.model)
        actions.opened.connect(self._open)
        actions.date_wanted.connect(self._on_date_wanted)
        actions.done_wanted.connect(self._on_done_wanted)
        actions.wont_do_wanted.connect(self._on_wont_do_wanted)
        actions.undo_wanted.connect(self.undo_last)
        actions.left_upwards.connect(self._on_left_upwards)
        return actions

    # -- reading

    def refresh(self) -> None:
        """Read the open actions again; the filter and the chosen action stay."""
        if self._reading:
            # One reading at a time; what changed meanwhile is read right after it.
            self._again = True
            return
        self._reading = True
        work = partial(read_desk, self._library, self._today())
        self._background.run(work, self._on_read, self._on_failed)

    def _on_read(self, data: DeskData) -> None:
        self._reading = False
        self._data = data
        trend = data.figures.trend.words if data.figures is not None else ""
        self.share.setText(trend or "Every open action in the library")
        if data.figures is not None:
            self.figures.show_figures(data.figures)
        count = len(data.review)
        self.review_button.setEnabled(bool(count))
        self.review_button.setText(f"Monthly review  {count}" if count else "Monthly review")
        words = (
            f"Walk the {count} that are overdue or stale, one at a time (R)"
            if count
            else NOTHING_TO_WALK
        )
        self.review_button.setToolTip(tooltip_of(words))
        self._fill()
        self.read.emit()
        if self._review_wanted:
            self._review_wanted = False
            self.begin_review()
        if self._again:
            self._again = False
            self.refresh()

    def _on_failed(self, problem: Exception) -> None:
        self._reading = self._again = False
        if not isinstance(problem, StorageProblem):
            raise problem
        self._show_empty("The actions could not be read", str(problem), "Try again", self.refresh)

    def in_sight(self) -> list[OpenAction]:
        """The actions that the filters show, all of each group, in order."""
        shown = self.filters.shown
        kept = narrowed(self._data.actions, shown)
        return selected(kept, shown.selection, self._today())

    def choose(self, selection: str) -> None:
        """Show one of the filters; raises KeyError for an unknown one."""
        self.filters.choose(selection=selection)

    def _fill(self) -> None:
        chosen = self.list.current()
        today = self._today()
        self.filters.show_actions(self._data.actions, today, self._data.counts)
        self.model.show_actions(self.in_sight(), today, self.filters.shown.grouping)
        row = self.model.row_of(chosen.action_id) if chosen is not None else -1
        if row < 0:
            row = self.model.first_row()
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        self.hand_out.setEnabled(bool(self.model.rowCount()))
        if self.model.rowCount():
            self._body.setCurrentWidget(self.list)
        elif not self._data.actions:
            words = "Actions of every postmortem gather here until they are done."
            self._show_empty("No open actions", words)
        else:
            words = "No open action falls under these filters."
            self._show_empty("Nothing here", words, "Show all", self._show_all)

    def _show_all(self) -> None:
        self.filters.choose(selection="all", owner=None, severity=None, tag=None)
        self.list.setFocus()

    def _show_empty(
        self, title: str, words: str, button: str = "", act: Callable[[], object] | None = None
    ) -> None:
        self._body.removeWidget(self.nothing)
        self.nothing.deleteLater()
        self.nothing = EmptyState("list-checks", title, words, button, act)
        self._body.addWidget(self.nothing)
        self._body.setCurrentWidget(self.nothing)

    # -- the review

    def begin_review(self) -> None:
        """Walk what is overdue or stale; where nothing is, that is said in the head."""
        if not self._data.review:
            self.share.setText(NOTHING_TO_WALK)
            return
        self.pages.setCurrentWidget(self.review)
        self.setFocusProxy(self.review)
        self.review.single_keys = self.list.single_keys
        self.review.begin(self._data.review, self._writable())

    def begin_review_soon(self) -> None:
        """Begin the review when what is being read is there."""
        if self._reading:
            self._review_wanted = True
        else:
            self.begin_review()

    def end_review(self) -> None:
        """Go back to the list, which is read again."""
        self.pages.setCurrentIndex(0)
        self.setFocusProxy(self.list)
        self.list.setFocus()
        self.refresh()

    # -- changing

    def undo_last(self) -> None:
        """Take back the last change that was made here; nothing happens where there is none."""
        if self.pages.currentWidget() is self.review:
            self.review.undo_last()
        elif self._undos:
            self._undos.pop()()

    def _store(self, action: OpenAction, values: Mapping[str, Any]) -> None:
        take_back = self._change(action.pm_id, action.action_id, values)
        if take_back is not None:
            self._undos.append(take_back)

    def _on_date_wanted(self, action: OpenAction) -> None:
        today = self._today()

        def check(line: str) -> str:
            found = parse_day(line, today)
            if isinstance(found, str):
                return found
            return "" if found != action.due else "That is the date it has."

        self._ask(
            action, f"New date for {action.key}", "Set the date",
            date_text(action.due) or "No date yet", self.list.tools.new_date,
            lambda line: {"due": parse_day(line, today)}, check,
        )  # fmt: skip

    def _on_done_wanted(self, action: OpenAction) -> None:
        self._ask(
            action, f"What shows that {action.key} is done?", "Done",
            "A link, a figure, who saw it", self.list.tools.done,
            lambda line: {"status": ActionStatus.DONE, "reason": line},
        )  # fmt: skip

    def _on_wont_do_wanted(self, action: OpenAction) -> None:
        self._ask(
            action, f"Why won't {action.key} be done?", "Won't do",
            "The reason stays with the action", self.list.tools.wont_do,
            lambda line: {"status": ActionStatus.WONT_DO, "reason": line},
        )  # fmt: skip

    def _ask(
        self,
        action: OpenAction,
        question: str,
        button: str,
        placeholder: str,
        place: QWidget,
        values: Callable[[str], Mapping[str, Any]],
        check: Callable[[str], str] | None = None,
    ) -> None:
        if not self._writable():
            return
        self.prompt = ReasonPrompt(question, button, self, placeholder=placeholder, check=check)
        self.prompt.answered.connect(lambda line: self._store(action, values(line)))
        self.prompt.open_at(place)

    # -- going

    def _open(self, action: OpenAction) -> None:
        self.open_action_requested.emit(action.pm_id, action.action_id)

    def _on_left_upwards(self) -> None:
        pill = self.filters.pills[self.filters.shown.selection]
        pill.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _on_figures_toggled(self, on: bool) -> None:
        self.figures.setVisible(on)
        self._figures_line.setVisible(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and self.list.single_keys
        if event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            self.list.setFocus()
        elif plain and event.key() == Qt.Key.Key_R:
            self.begin_review()
        elif plain and event.key() == Qt.Key.Key_F:
            self.figures_button.toggle()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._head.setFixedHeight(theme().px(52))
