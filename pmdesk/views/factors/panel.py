"""The Factors section: the question, the factors as outline or tree, and the keys at its foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.itemmodels.factors import FactorModel
from pmdesk.views.controls.buttons import KeyHints
from pmdesk.views.controls.carried_events import carried_events
from pmdesk.views.controls.panels import EmptyState
from pmdesk.views.factors.branch_starts import BranchStarts
from pmdesk.views.factors.commands import STAY, FactorCommands
from pmdesk.views.factors.coverage_foot import CoverageFoot
from pmdesk.views.factors.coverage_view import CoverageView
from pmdesk.views.factors.find_bar import FindBar
from pmdesk.views.factors.header import (
    COVERAGE,
    OUTLINE,
    TREE,
    ColumnHeads,
    Header,
    QuestionStrip,
)
from pmdesk.views.factors.outline import Outline
from pmdesk.views.factors.past import PastFactors
from pmdesk.views.factors.past_picker import PastPicker
from pmdesk.views.factors.tree import TreeCanvas
from pmdesk.views.factors.tree_foot import TreeFoot
from pmdesk.views.theme.theme import theme

_HINTS = (
    ("Enter", "edit, then next"),
    ("Tab", "ask why"),
    ("Shift+Tab", "up a level"),
    ("Alt+↑↓", "move"),
    ("Ctrl+.", "actionable"),
    ("A", "add an action"),
    ("Del", "delete"),
)
_COVERAGE_HINTS = (
    ("←↑→↓", "walk"),
    ("Space", "link or unlink"),
    ("A", "add an action"),
    ("N", "decide not to act"),
)


class FactorsPanel(QWidget):
    """Shows and edits the contributing factors of a document, as an outline or as a tree.

    ``go_requested`` carries a record class and an id that live in another section; ``left`` tells
    that Esc leads out.
    """

    go_requested = Signal(object, str)
    left = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        past: PastFactors | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._past = past
        self.picker: PastPicker | None = None
        self.setAccessibleName("Contributing factors")
        self.setAcceptDrops(True)
        self.document = document
        self.model = FactorModel(document, self)
        self.commands = FactorCommands(document, selection, self.model, self)
        self.header = Header(self.model)
        self.find_bar = FindBar(self.model, self._show_found)
        self.question = QuestionStrip()
        self.heads = ColumnHeads()
        self.outline = Outline(self.commands)
        self.tree = TreeCanvas(self.commands)
        self.foot = TreeFoot(self.tree)
        self.coverage = CoverageView(self.commands)
        self.coverage_foot = CoverageFoot(self.coverage)
        self.starts = BranchStarts(self.commands)
        self.hints = KeyHints(_HINTS)
        self.coverage_hints = KeyHints(_COVERAGE_HINTS)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.outline)
        self.stack.addWidget(self.tree)
        self.stack.addWidget(self.coverage)
        self.views: dict[str, Outline | TreeCanvas | CoverageView] = {
            OUTLINE: self.outline, TREE: self.tree, COVERAGE: self.coverage,
        }
        self.form = OUTLINE
        self._make_empty_states()
        self._arrange()
        self._connect()
        self.show_form(OUTLINE)

    def _make_empty_states(self) -> None:
        self.empty = EmptyState(
            "workflow", "What had to be true for this to happen?",
            "Write down each answer as a contributing factor, then ask of it: how did that come "
            "about?",
            "Add the first factor", self.add_factor, self.stack,
        )  # fmt: skip
        self.all_answered = EmptyState(
            "circle-check", "Everything is answered",
            "Each factor has an action or a reason not to act.",
            "Show all factors", lambda: self.header.pill.setChecked(False), self.stack,
        )  # fmt: skip

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.find_bar)
        column.addWidget(self.question)
        column.addWidget(self.heads)
        column.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self.hints, 1)
        foot.addWidget(self.coverage_hints, 1)
        column.addWidget(self.starts)
        column.addWidget(self.foot)
        column.addWidget(self.coverage_foot)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.stack.installEventFilter(self)
        self.header.reuse.clicked.connect(lambda _on=False: self.pick_earlier(""))
        self.commands.reuse_wanted.connect(self.pick_earlier)
        self.find_bar.closed.connect(self._focus_view)
        self.header.filtered.connect(self.model.show_unaddressed)
        self.header.form_chosen.connect(self._on_form_chosen)
        self.model.refreshed.connect(self._show_empty)
        self.document.changed.connect(self._on_document_changed)
        for view in self.views.values():
            view.go_requested.connect(self.go_requested)
            view.left.connect(self.left)
        theme().changed.connect(self._on_theme_changed)

    # -- what the window asks

    def show_form(self, form: str) -> None:
        """Show "outline", "tree" or "coverage"; raises ValueError for another word."""
        if form not in self.views:
            raise ValueError(f"unknown form {form!r}")
        self.form = form
        view = self.views[form]
        had_focus = any(other.hasFocus() for other in self.views.values())
        self.stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        self.header.forms.choose(form)
        self._show_empty()
        if had_focus:
            view.setFocus()

    def add_factor(self) -> None:
        """Write a new contributing factor."""
        self._show_writing()
        self.commands.add_last_root()

    def add_action(self) -> None:
        """Type an action that answers the selected factor."""
        if self.form == COVERAGE:
            self.coverage.ask_action()
        else:
            self.commands.add_action()

    def pick_earlier(self, parent_id: str = "") -> None:
        """Choose a factor of an earlier postmortem to take over, as a root or below a factor."""
        if self._past is None or self.document.read_only:
            return
        self.picker = PastPicker(self._past, self.document.pm_id, self)
        self.picker.chosen.connect(lambda past: self.commands.reuse(past, parent_id))
        anchor = self.header.reuse
        place = QRect(anchor.width() - theme().px(460), 0, theme().px(460), anchor.height())
        self.picker.open_under(anchor, place)

    def _show_writing(self) -> None:
        """Factors are written in the outline or the tree."""
        if self.form == COVERAGE:
            self.show_form(OUTLINE)
            self.outline.setFocus()

    def reveal(self, record_id: str) -> None:
        """Select a factor, bring it into view and give it the focus; an unknown id does nothing."""
        if record_id not in self.document.snapshot.factors:
            return
        if self.model.row(record_id) is None:
            self.header.pill.setChecked(False)
        self.commands.folds.show(record_id)
        self.commands.selection.select(Factor, record_id)
        if self.form == OUTLINE:
            self.outline.scrollTo(self.model.index_of(record_id))
            self.outline.setFocus()
        else:
            shown = self.tree if self.form == TREE else self.coverage
            shown.bring_into_view(record_id)
            shown.setFocus()

    def find_here(self) -> None:
        """Begin to find among the factors."""
        self.commit_pending()
        self.find_bar.open()

    def _show_found(self, factor_id: str) -> None:
        """Select a factor and bring it into view; the focus stays where it is."""
        self.commands.folds.show(factor_id)
        self.commands.selection.select(Factor, factor_id)
        if self.form == OUTLINE:
            self.outline.scrollTo(self.model.index_of(factor_id))

    def commit_pending(self) -> None:
        """Take over what is being typed, for the moment before the window closes."""
        for view in (self.outline, self.tree):
            view.editor.finish(STAY, back=False)

    def _focus_view(self) -> None:
        self.views[self.form].setFocus()

    # -- news

    def _on_form_chosen(self, form: object) -> None:
        self.commit_pending()
        self.show_form(str(form))
        self._focus_view()

    def _on_document_changed(self, _edit: Edit) -> None:
        self._show_empty()

    def _on_theme_changed(self) -> None:
        self._show_empty()
        self.update()

    def _show_empty(self) -> None:
        nothing = not self.model.children_of()
        none_at_all = nothing and not self.document.snapshot.factors
        self.empty.setVisible(none_at_all)
        self.all_answered.setVisible(nothing and not none_at_all)
        self.question.setVisible(self.form == OUTLINE and not none_at_all)
        self.heads.setVisible(self.form == OUTLINE and not nothing)
        self.starts.setVisible(self.form == OUTLINE and self.starts.wanted)
        self.foot.setVisible(self.form == TREE and not nothing)
        covers = self.form == COVERAGE and not none_at_all
        self.coverage_foot.setVisible(covers)
        self.coverage_hints.setVisible(covers)
        self.hints.setVisible(not covers)
        self.header.reuse.setVisible(self._past is not None)
        self.header.reuse.setEnabled(not self.document.read_only)
        if self.empty.button is not None:
            self.empty.button.setVisible(not self.document.read_only)
        for state in (self.empty, self.all_answered):
            state.setGeometry(self.stack.rect())
            state.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.stack and event.type() == QEvent.Type.Resize:
            self._show_empty()
        return super().eventFilter(watched, event)

    # -- events dropped beside the views, for example while there is no factor yet

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carried_events(event.mimeData()) and not self.document.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.commands.take_events(carried_events(event.mimeData()), "", None, None):
            event.acceptProposedAction()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("canvas"))
