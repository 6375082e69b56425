"""The runbooks that the incident produced, changed, missed or found and did not follow."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.postmortem import Runbook
from pmdesk.domain.prose import link_at
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import RunbookState, name_of
from pmdesk.edits.report import add_runbook, change_part, in_order, move_part
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.report.dragging import RowDrag
from pmdesk.views.report.fact_button import FactButton
from pmdesk.views.report.part import Part
from pmdesk.views.report.record_list import RecordList
from pmdesk.views.report.row import Row

_ICONS = {
    RunbookState.PRODUCED: "file-plus",
    RunbookState.CHANGED: "pencil",
    RunbookState.MISSING: "circle-alert",
    RunbookState.NOT_FOLLOWED: "eye-off",
}


class RunbookRow(Row[Runbook]):
    """A runbook: title and state over its address and the factor it answers."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.title = LineField("body", "Which runbook was written, changed or missed?", bare=True)
        self.title.setAccessibleName("Title of the runbook")
        self.link = LineField("ui", "Address", bare=True)
        self.link.setAccessibleName("Address of the runbook")
        self.fields = {"title": self.title, "link": self.link}
        self.state = FactButton("State", "file-text")
        self.factor = FactButton("Answers", "workflow")
        self.open = IconButton("external-link", "Open the runbook", side=24)
        for field in self.fields.values():
            field.setMinimumWidth(60)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 4)
        line.setSpacing(0)
        line.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.state)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.link, 1)
        below.addWidget(self.open)
        below.addWidget(self.factor, 1)
        words.addLayout(top)
        words.addWidget(self._below)
        line.addLayout(words, 1)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        for widget in (self.state, self._below):
            widget.hide()

    def show_record(self, record: Runbook) -> None:
        self.title.setPlaceholderText("Title")
        self.title.show_text(record.title)
        self.link.show_text(record.link)
        self.state.show_value(name_of(record.state), icon_name=_ICONS[record.state])
        factor = self._document.snapshot.get(Factor, record.factor_id)
        self.factor.show_value(factor.text if factor is not None else "")
        self.open.setVisible(bool(link_at(record.link, 0)))
        for widget in (self.state, self._below):
            widget.show()

    def stops(self) -> list[QWidget]:
        return [self.title, self.state, self.link, self.open, self.factor]

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self.state.setEnabled(not on)
        self.factor.setEnabled(not on)


class RunbookList(RecordList[Runbook]):
    """The runbooks in their order. ``link_requested`` carries an address to open."""

    noun = "runbook"
    kind = Runbook
    labels = {"title": "Rename runbook", "link": "Edit address"}
    link_requested = Signal(str)
    factor_requested = Signal(str)

    def __init__(self, document: Document) -> None:
        self.last_picker: Picker | None = None
        super().__init__(document)
        self.setAccessibleName("Runbooks")

    def records(self, snapshot: Snapshot) -> list[Runbook]:
        return in_order(snapshot, Runbook)

    def make_row(self) -> RunbookRow:
        row = RunbookRow(self.document)
        row.state.clicked.connect(lambda _on=False: self._pick_state(row))
        row.factor.clicked.connect(lambda _on=False: self._pick_factor(row))
        row.open.clicked.connect(lambda _on=False: self._open(row))
        return row

    def add(self, snapshot: Snapshot, texts: dict[str, str], after_id: str | None) -> Edit:
        return add_runbook(snapshot, texts["title"], after_id=after_id)

    def move_row(self, row: Row[Runbook], by: int) -> None:
        label = "Move runbook"
        self.document.attempt(lambda s: move_part(s, label, Runbook, row.record_id, by))

    def fill_menu(self, menu: QMenu, row: Row[Runbook]) -> None:
        runbook = self.document.snapshot.need(Runbook, row.record_id)
        states = menu.addMenu("State")
        for state in RunbookState:
            setting = partial(self._set, runbook.id, "Set state", state=state)
            self.act(states, name_of(state), _ICONS[state], setting)
        if isinstance(row, RunbookRow):
            picking = partial(self._pick_factor, row)
            self.act(menu, "Factor that it answers…", "workflow", picking)
        if runbook.factor_id is not None:
            going = partial(self.factor_requested.emit, runbook.factor_id)
            self.act(menu, "Go to the factor", "arrow-up-right", going)

    def _set(self, runbook_id: str, label: str, **values: object) -> None:
        self.document.attempt(lambda s: change_part(s, label, Runbook, runbook_id, **values))

    def _pick_state(self, row: RunbookRow) -> None:
        choices = [Choice(s, name_of(s), icon=_ICONS[s]) for s in RunbookState]
        runbook_id = row.record_id
        self._pick(
            choices, "State", row.state,
            lambda value: self._set(runbook_id, "Set state", state=value),
        )  # fmt: skip

    def _pick_factor(self, row: RunbookRow) -> None:
        runbook = self.document.snapshot.need(Runbook, row.record_id)
        tree = FactorTree(self.document.snapshot)
        choices = [Choice(f.id, f.text, name_of(f.kind)) for _, f in tree.walk() if f.text.strip()]
        if runbook.factor_id is not None:
            choices.append(Choice(None, "No factor", icon="x"))
        self._pick(
            choices, "Find a factor", row.factor,
            lambda value: self._set(runbook.id, "Link to factor", factor_id=value),
        )  # fmt: skip

    def _pick(
        self, choices: list[Choice], words: str, anchor: QWidget, picked: Callable[[object], object]
    ) -> None:
        self.last_picker = picker = Picker(choices, anchor, words)
        picker.picked.connect(picked)
        picker.open_under(anchor)

    def _open(self, row: RunbookRow) -> None:
        if link := link_at(row.link.text(), 0):
            self.link_requested.emit(link)


class Runbooks(Part):
    """The list of runbooks."""

    key = "runbooks"
    title = "Runbooks"
    kinds = frozenset({Runbook, Factor})

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.list = RunbookList(document)
        self.list.left.connect(self.left)
        self.list.rows_changed.connect(self.stops_changed)
        self.column.addWidget(self.list)
        self.drag = RowDrag(self, [self.list], self._drop)

    def refresh(self) -> None:
        self.list.refresh()

    def stops(self) -> list[QWidget]:
        return self.list.stops()

    def widget_of(self, record_id: str) -> QWidget | None:
        row = self.list.row_of(record_id)
        return row.fields["title"] if row is not None else None

    def _drop(self, record_id: str, _onto: RecordList[Runbook], index: int) -> None:
        by = index - list(self.list.rows).index(record_id)
        self.document.attempt(lambda s: move_part(s, "Move runbook", Runbook, record_id, by))
