"""The sidebar: where one can go, how each section stands, and whether everything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.domain.standing import Progress
from pmdesk.views.actions import Actions, command
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.panels import Hairline, Tag, paint_ground
from pmdesk.views.sidebar.brand import Brand
from pmdesk.views.sidebar.foot import Foot
from pmdesk.views.sidebar.nav_row import NavRow
from pmdesk.views.sidebar.search_button import SearchButton
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.domain.snapshot import Snapshot

WIDTH, RAIL = 224, 56
PLACES = ("library", "followthrough")
SECTIONS = ("report", "timeline", "factors", "actions", "review")
UNTITLED = "Untitled postmortem"


class Sidebar(QWidget):
    """Shows places and sections as rows that trigger the command of the same name.

    It shows what it is told and asks nobody: ``show_library``, ``show_document``,
    ``show_progress``, ``show_place`` and ``show_saved`` each replace what was shown.
    """

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sidebar")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.collapsed = False
        self._place = ""
        self.rows: dict[str, NavRow] = {
            name: NavRow(command(name).icon, actions[name], self) for name in PLACES + SECTIONS
        }
        for row in self.rows.values():
            row.stepped.connect(lambda by, r=row: self._step(r, by))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._brand_row(actions))
        column.addLayout(self._upper(actions))
        column.addWidget(self._sections())
        column.addStretch(1)
        self.foot = Foot(actions["next_gap"])
        column.addWidget(self.foot)
        theme().changed.connect(self._fit)
        self.show_document(None)
        self.show_place("library")
        self._fit()

    # -- building

    def _brand_row(self, actions: Actions) -> QVBoxLayout:
        holder = QVBoxLayout()
        self._brand = QHBoxLayout()
        self._brand.setSpacing(8)
        self._brand.addWidget(Brand())
        self._name = PlainLabel("pmdesk", "section")
        self._brand.addWidget(self._name, 1)
        self.fold_button = IconButton("panel-left-close", "Fold the sidebar")
        self.fold_button.follow(actions["sidebar"])
        self._brand.addWidget(self.fold_button)
        holder.addLayout(self._brand)
        self.unfold_button = IconButton("panel-left-open", "Open the sidebar", side=40)
        self.unfold_button.follow(actions["sidebar"])
        holder.addWidget(self.unfold_button, 0, Qt.AlignmentFlag.AlignHCenter)
        return holder

    def _upper(self, actions: Actions) -> QVBoxLayout:
        upper = QVBoxLayout()
        upper.setSpacing(0)
        self._search_row = QHBoxLayout()
        self.search = SearchButton(actions["palette"])
        self.search.stepped.connect(lambda by: self._step(None, by))
        self._search_row.addWidget(self.search)
        upper.addLayout(self._search_row)
        upper.addSpacing(12)
        self._places = QVBoxLayout()
        self._places.setSpacing(0)
        for name in PLACES:
            self._places.addWidget(self.rows[name])
        upper.addLayout(self._places)
        return upper

    def _sections(self) -> QWidget:
        self._document_part = QWidget()
        column = QVBoxLayout(self._document_part)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 16, 12)
        line.addWidget(Hairline())
        column.addLayout(line)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(20, 0, 16, 8)
        head.setSpacing(8)
        self.title = ElidedLabel("", "meta_semibold", "ink2")
        self.severity = Tag(parent=self._head)
        head.addWidget(self.title, 1)
        head.addWidget(self.severity)
        column.addWidget(self._head)
        self._section_rows = QVBoxLayout()
        self._section_rows.setSpacing(2)
        for name in SECTIONS:
            self._section_rows.addWidget(self.rows[name])
        column.addLayout(self._section_rows)
        return self._document_part

    # -- told from outside

    def show_library(self, count: int, overdue: int) -> None:
        """How many postmortems there are, and how many actions are overdue in all of them."""
        noun = "postmortem" if count == 1 else "postmortems"
        self.rows["library"].show_count(count, f"{count} {noun}")
        self.rows["followthrough"].show_count(overdue, f"{overdue} overdue", alarming=True)

    def show_document(self, snapshot: Snapshot | None) -> None:
        """The postmortem that is open, or None."""
        if snapshot is not None:
            head = snapshot.postmortem
            self.title.setText(head.title.strip() or UNTITLED)
            self.severity.show_severity(head.severity)
        if self._document_part.isHidden() == (snapshot is not None):
            self._document_part.setVisible(snapshot is not None)
            self.show_progress(Progress())
            self.foot.show_open(snapshot is not None)

    def show_progress(self, progress: Progress) -> None:
        """The state of each section and what is missing next."""
        for name in SECTIONS:
            self.rows[name].show_standing(progress.sections.get(name))
        self.foot.show_progress(progress)

    def show_place(self, place: str) -> None:
        """Which place or section is in sight; raises KeyError for another word."""
        chosen = self.rows[place]
        self._place = place
        for row in self.rows.values():
            row.setChecked(row is chosen)
        self._make_stop(chosen)

    def show_saved(self, text: str, wrong: bool) -> None:
        """Whether everything is on disk; ``wrong`` is shown in red."""
        self.foot.show_saved(text, wrong)

    def set_collapsed(self, collapsed: bool) -> None:
        """Be a rail of icons with tooltips, or open."""
        if collapsed != self.collapsed:
            self.collapsed = collapsed
            self._fit()

    # -- keys

    def _make_stop(self, row: NavRow) -> None:
        """Let Tab come to one row only; the arrow keys go to the others."""
        for other in self.rows.values():
            other.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if other is row else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(row)

    def _step(self, row: NavRow | None, by: int) -> None:
        shown = [r for r in self.rows.values() if r.isVisible() and r.isEnabled()]
        at = (shown.index(row) if row in shown else -1) + by
        reason = Qt.FocusReason.TabFocusReason
        if at < 0:
            self.search.setFocus(reason)
        elif at < len(shown):
            self._make_stop(shown[at])
            shown[at].setFocus(reason)
        elif self.foot.next.isVisible():
            self.foot.next.setFocus(reason)

    # -- looks

    def _fit(self) -> None:
        t, folded = theme(), self.collapsed
        side = 8
        self.setFixedWidth(min(t.px(RAIL), 72) if folded else min(t.px(WIDTH), 288))
        self._name.setVisible(not folded)
        self.fold_button.setVisible(not folded)
        self.unfold_button.setVisible(folded)
        edge = (self.width() - t.px(22)) // 2
        self._brand.setContentsMargins(edge if folded else 16, t.px(15), edge if folded else 12, 0)
        self._brand.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        inset = side if folded else 12
        self._search_row.setContentsMargins(inset, 4 if folded else t.px(12), inset, 0)
        self._places.setContentsMargins(side, 0, side, 0)
        self._section_rows.setContentsMargins(side, 0, side, 0)
        self._head.setVisible(not folded)
        self.search.fold(folded)
        for row in self.rows.values():
            row.fold(folded)
        self.foot.fold(folded)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_ground(self, "window")
