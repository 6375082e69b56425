"""One open postmortem: its header, the timeline over the report, its sections, the right column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.progress import HistoryLine, progress_of
from pmdesk.domain.record import Record
from pmdesk.domain.standing import Progress
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.actions import Actions
from pmdesk.views.controls.panels import Hairline
from pmdesk.views.header.header import Header
from pmdesk.views.preferences import Preferences
from pmdesk.views.right_column import RightColumn
from pmdesk.views.sections import SECTIONS, section_of
from pmdesk.views.spine import Grip, SpineSizer
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.panel import TimelinePanel

if TYPE_CHECKING:
    from pmdesk.views.action_items.panel import ActionsPanel
    from pmdesk.views.factors.panel import FactorsPanel
    from pmdesk.views.factors.past import PastFactors
    from pmdesk.views.report.digest import Digest
    from pmdesk.views.report.report_panel import ReportPanel
    from pmdesk.views.review.review_panel import ReviewPanel

# Below this width the digest stands in the report and an inspector lies over the section.
WIDE = 1056
DIGEST = 440


class Editor(QWidget):
    """Shows a document section by section; a section is made when it is first shown.

    ``section_changed`` carries the section's name, ``progress_changed`` what is still missing,
    ``left`` asks to leave for the sidebar, ``link_requested`` to open an address,
    ``postmortem_requested`` to open another postmortem by its id.
    """

    section_changed = Signal(str)
    progress_changed = Signal(object)
    left = Signal()
    link_requested = Signal(str)
    postmortem_requested = Signal(str)

    def __init__(
        self,
        document: Document,
        actions: Actions,
        preferences: Preferences,
        today: Callable[[], date],
        history: Callable[[], Sequence[HistoryLine]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.selection = Selection(document, self)
        self.section = ""
        self.past: PastFactors | None = None
        self._actions, self._preferences = actions, preferences
        self._today, self._history = today, history
        self._inspecting = False
        self._panels: dict[str, QWidget] = {}
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell_progress)
        document.changed.connect(lambda _edit: self._soon.start())
        self.selection.changed.connect(self._on_selection_changed)
        self.timeline.let_go.connect(self._show_inspector)
        self._soon.start()

    # -- building

    def _build(self) -> None:
        self.header = Header(self.document, self._actions)
        self.header.left.connect(self.focus_section)
        self.timeline = TimelinePanel(self.document, self.selection)
        self.timeline.height_requested.connect(self._on_height_requested)
        self.timeline.left.connect(self._on_panel_left)
        self.timeline.inspector_requested.connect(self._on_inspector_requested)
        self.grip = Grip()
        self.spine = SpineSizer(
            self.timeline,
            self.grip,
            self._preferences,
            lambda: max(1, self.height() - self.header.height()),
        )
        self.timeline.wanted_height_changed.connect(self.spine.fit)
        self.stack = QStackedWidget()
        self._lower = QWidget()
        lower = QHBoxLayout(self._lower)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(0)
        lower.addWidget(self.stack, 1)
        self._digest_line = Hairline(vertical=True, token="line2")
        lower.addWidget(self._digest_line)
        self._digest: Digest | None = None
        self._main = QWidget()
        main = QVBoxLayout(self._main)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(0)
        main.addWidget(self.timeline)
        main.addWidget(self.grip)
        main.addWidget(self._lower, 1)
        self.column = RightColumn(
            {
                TimelineEvent: self._make_event_inspector,
                Factor: self._make_factor_inspector,
                ActionItem: self._make_action_inspector,
            },
            self,
        )
        self.column.left.connect(self.focus_section)
        self.column.closed.connect(self._on_column_closed)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(Hairline())
        self._body = QHBoxLayout()
        self._body.addWidget(self._main)
        outer.addLayout(self._body, 1)

    def _make_event_inspector(self) -> QWidget:
        from pmdesk.views.timeline.inspector import EventInspector

        return EventInspector(self.document, self.selection, self.timeline.door)

    def _make_factor_inspector(self) -> QWidget:
        from pmdesk.views.factors.inspector import FactorInspector

        inspector = FactorInspector(self.document, self.selection, self.past)
        inspector.postmortem_requested.connect(self.postmortem_requested)
        return self._going(inspector)

    def _make_action_inspector(self) -> QWidget:
        from pmdesk.views.action_items.inspector import ActionInspector

        inspector = ActionInspector(self.document, self.selection, self._today)
        inspector.link_requested.connect(self.link_requested)
        return self._going(inspector)

    def _going(self, widget: QWidget) -> QWidget:
        widget.go_requested.connect(self.go_to)  # type: ignore[attr-defined]
        return widget

    def _panel(self, section: str) -> QWidget:
        if section not in self._panels:
            makers = {
                "report": self._make_report,
                "factors": self._make_factors,
                "actions": self._make_actions,
                "review": self._make_review,
            }
            panel = self._going(makers[section]())
            panel.left.connect(self._on_panel_left)  # type: ignore[attr-defined]
            self._panels[section] = panel
            self.stack.addWidget(panel)
        return self._panels[section]

    def _make_report(self) -> ReportPanel:
        from pmdesk.views.report.digest import Digest
        from pmdesk.views.report.report_panel import ReportPanel

        self._digest = Digest(self.document, self.selection)
        self._going(self._digest)
        layout = self._lower.layout()
        assert layout is not None
        layout.addWidget(self._digest)
        return ReportPanel(self.document, self.selection)

    def _make_factors(self) -> FactorsPanel:
        from pmdesk.views.factors.panel import FactorsPanel

        return FactorsPanel(self.document, self.selection, self.past)

    def _make_actions(self) -> ActionsPanel:
        from pmdesk.views.action_items.panel import ActionsPanel

        panel = ActionsPanel(self.document, self.selection, self._today, self._actions)
        panel.link_requested.connect(self.link_requested)
        return panel

    def _make_review(self) -> ReviewPanel:
        from pmdesk.views.review.review_panel import ReviewPanel

        panel = ReviewPanel(self.document, self.selection, self._history, self._actions)
        panel.part_requested.connect(self.go_to_part)
        return panel

    # -- sections

    def show_section(self, section: str, focus: bool = True) -> None:
        """Show one of ``SECTIONS``; raises ValueError for another word."""
        if section not in SECTIONS:
            raise ValueError(f"unknown section {section!r}")
        changed = section != self.section
        self.section = section
        if section != "timeline":
            self.stack.setCurrentWidget(self._panel(section))
        self._arrange()
        self._show_inspector()
        if focus:
            self.focus_section()
        if changed:
            self.section_changed.emit(section)

    def focus_section(self) -> None:
        """Put the focus into the section that is shown, without a ring round all of it."""
        shown = self.timeline if self.section == "timeline" else self._panel(self.section)
        shown.setFocus(Qt.FocusReason.MouseFocusReason)

    def go_to(self, kind: type[Record], record_id: str) -> None:
        """Show a record in its section; an empty id means the section."""
        section = section_of(kind)
        on_spine = self.section == "report" and self.timeline.mode == "normal"
        if section == "timeline" and on_spine and record_id:
            self.timeline.reveal(record_id)
            return
        self.show_section(section)
        if record_id:
            panel = self.timeline if section == "timeline" else self._panel(section)
            panel.reveal(record_id)  # type: ignore[attr-defined]

    def go_to_part(self, part: str) -> None:
        """Show a part of the record that has no row of its own (summary, impact, marks, …)."""
        if part == "marks":
            self.show_section("timeline")
        elif part in ("factors", "actions", "timeline"):
            self.show_section(part)
        elif part in ("approvers", "questions"):
            self.show_section("review")
            self._panel("review").reveal_part(part)  # type: ignore[attr-defined]
        else:
            self.show_section("report")
            self._panel("report").reveal_part(part)  # type: ignore[attr-defined]

    def go_to_next_gap(self) -> None:
        """Go where the first thing is missing."""
        gap = progress_of(self.document.snapshot).next_gap
        if gap is None:
            self.show_section("review")
        elif gap.record is not None:
            self.go_to(type(gap.record), gap.record.id)
        else:
            self.go_to_part(gap.part)

    # -- commands of the window

    def add_event(self) -> None:
        """Add an event, on the timeline that is in sight."""
        if self.section not in ("report", "timeline"):
            self.show_section("timeline")
        self.timeline.add_event()

    def add_in(self, section: str) -> None:
        """Add a factor, an action or an approver in its section."""
        self.show_section(section)
        verbs = {"factors": "add_factor", "actions": "add_action", "review": "add"}
        getattr(self._panel(section), verbs[section])()

    def cycle_spine(self) -> None:
        """The next height of the timeline: strip, normal, full."""
        if self.section == "timeline":
            self._preferences.change("spine", "strip")
            self.show_section("report")
        elif self.section == "report" and self.timeline.mode == "strip":
            self._preferences.change("spine", "normal")
            self._arrange()
        else:
            self.show_section("timeline")

    def toggle_inspector(self) -> None:
        """Show the inspector of what is selected, or put it away."""
        if self.column.kind is not None and self.column.isAncestorOf(
            self.focusWidget() or self.column
        ):
            self._on_column_closed()
        else:
            self._on_inspector_requested()

    def panes(self) -> list[QWidget]:
        """The parts that F6 walks through, as far as they are in sight."""
        timeline = self.timeline if self.section == "report" else None
        main = self.timeline if self.section == "timeline" else self._panel(self.section)
        digest = self._digest if self.section == "report" else None
        found = [self.header, timeline, main, digest, self.column]
        return [pane for pane in found if pane is not None and pane.isVisible()]

    # -- arranging

    def _arrange(self) -> None:
        full = self.section == "timeline"
        docked = self.section == "report"
        mode = "full" if full else self._preferences.value.spine
        self.timeline.setVisible(full or docked)
        if (full or docked) and self.timeline.mode != mode:
            self.timeline.set_height_mode(mode)
        self._lower.setVisible(not full)
        self.grip.setVisible(docked and mode == "normal")
        self.spine.fit()
        self._show_digest()

    def _show_digest(self) -> None:
        if self._digest is None:
            return
        wide = self.width() - self.column.wanted_width() >= WIDE
        shown = self.section == "report" and wide and self.column.kind is None
        self._digest.setFixedWidth(theme().px(DIGEST) if theme().scale <= 1 else 500)
        self._digest.setVisible(shown)
        self._digest_line.setVisible(shown)
        report = self._panels.get("report")
        if report is not None:
            report.set_digest_at_end(not shown)  # type: ignore[attr-defined]

    def place_column(self) -> None:
        """Give the right column its place beside the section, or over it."""
        width = self.column.wanted_width()
        # Columns of a table under the inspector could not be reached; it gets narrower instead.
        rows = self.section == "timeline" and self.timeline.shows_table
        pushes = width > 0 and (rows or self.width() - width >= WIDE - 200)
        self._body.setContentsMargins(0, 0, width if pushes else 0, 0)
        self.timeline.leave_room(0 if pushes else width)
        top = self.header.height() + 1
        self.column.setGeometry(self.width() - width, top, width, self.height() - top)
        self.column.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.spine.fit()
        self.place_column()
        self._show_digest()

    # -- the right column

    def _show_inspector(self) -> None:
        kind = self.selection.kind
        wanted: type[Record] | None = None
        if kind is TimelineEvent and self.section in ("report", "timeline"):
            wanted = kind if self.timeline.may_inspect(self.selection.ids) else None
        elif kind in (Factor, ActionItem) and self._inspecting:
            wanted = kind if section_of(kind) == self.section else None
        if (wanted := self.column.instead(wanted)) is not self.column.kind:
            self.timeline.hold_scale(True)
            self.column.show_kind(wanted)
            self.place_column()
            self._show_digest()
            self._outer.activate()
            self.timeline.hold_scale(False)

    def _on_selection_changed(self) -> None:
        # A column that opened under a pressed mouse would move what is about to be dragged.
        if not self.timeline.is_pressed:
            self._show_inspector()

    def _on_inspector_requested(self) -> None:
        self._inspecting = self.timeline.walking.asked = True
        self._show_inspector()
        if self.column.kind is not None:
            self.column.setFocus()

    def _on_column_closed(self) -> None:
        self._inspecting = False
        if self.column.kind is TimelineEvent:
            self.selection.clear()
        self._show_inspector()
        self.focus_section()

    def _on_panel_left(self) -> None:
        if self.selection.kind is not None:
            self.selection.clear()
        else:
            self.left.emit()

    # -- the timeline's height

    def _on_height_requested(self, mode: str) -> None:
        if mode == "full":
            self.show_section("timeline")
            return
        self._preferences.change("spine", mode)
        if self.section == "timeline":
            self.show_section("report")
        else:
            self._arrange()

    def _tell_progress(self) -> None:
        progress: Progress = progress_of(self.document.snapshot)
        self.progress_changed.emit(progress)
