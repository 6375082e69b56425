"""The people of the record: the role that is shown, the name kept inside, team and duties."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.postmortem import Person, Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.edits.report import (
    DUTIES,
    add_person,
    change_part,
    in_order,
    move_part,
    remove_person,
    set_duty,
)
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.labels import ElidedLabel
from pmdesk.views.report.dragging import RowDrag
from pmdesk.views.report.part import INSET, Part
from pmdesk.views.report.record_list import RecordList
from pmdesk.views.report.row import GUTTER, Row
from pmdesk.views.theme.glyphs import draw_avatar
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_SHARES = (5, 4, 4)
DUTY_WIDTH = 132
GAP = 4


def duty_name(duty: str) -> str:
    """A duty's name on screen."""
    return duty.removesuffix("_id").capitalize()


class Avatar(QWidget):
    """The initials of a role."""

    def __init__(self) -> None:
        super().__init__()
        self._role = ""
        theme().changed.connect(self.updateGeometry)

    def show_role(self, role: str) -> None:
        """Show the initials of another role; of none, nothing."""
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(24) + INSET, theme().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, middle = theme(), self.height() / 2
        size = t.px(22)
        if self._role:
            draw_avatar(QPainter(self), self._role, INSET + size / 2, middle, size)
        else:
            left = INSET + (size - t.px(16)) / 2
            draw(QPainter(self), "plus", "ink3", left, middle - t.px(8), t.px(16))


class PersonRow(Row[Person]):
    """One person or team."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.avatar = Avatar()
        self.role = LineField("ui_medium", "Add a role", bare=True)
        self.role.setAccessibleName("Role that is shown")
        self.name = LineField("ui", "Name", bare=True)
        self.name.setAccessibleName("Name, kept inside")
        self.team = LineField("ui", "Team", bare=True)
        self.fields = {"role": self.role, "name": self.name, "team": self.team}
        self.duties = ElidedLabel("", "meta_regular", "ink2")
        self.duties.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.grip)
        line.addWidget(self.avatar)
        for field, share in zip(self.fields.values(), _SHARES, strict=True):
            field.setMinimumWidth(40)
            line.addWidget(field, share)
        line.addSpacing(INSET)
        line.addWidget(self.duties)
        line.addWidget(self.more)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.duties.setFixedWidth(theme().px(DUTY_WIDTH))
        for field in self.fields.values():
            field.setFixedHeight(theme().px(26))

    def show_record(self, record: Person) -> None:
        head = self._document.snapshot.postmortem
        self.role.setPlaceholderText("Role")
        self.role.show_text(record.role)
        self.name.show_text(record.name)
        self.team.show_text(record.team)
        self.avatar.show_role(record.role or record.team or "Participant")
        held = [duty_name(duty) for duty in DUTIES if getattr(head, duty) == record.id]
        if not record.participant:
            held.append("not in the response")
        self.duties.setText(", ".join(held))
        self.role.setAccessibleDescription(self.duties.text())


class PersonList(RecordList[Person]):
    """The people in their order."""

    noun = "person"
    kind = Person
    labels = {"role": "Set role", "name": "Rename person", "team": "Set team"}

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.setAccessibleName("People")

    def records(self, snapshot: Snapshot) -> list[Person]:
        return in_order(snapshot, Person)

    def make_row(self) -> PersonRow:
        return PersonRow(self.document)

    def add(self, snapshot: Snapshot, texts: dict[str, str], after_id: str | None) -> Edit:
        return add_person(snapshot, texts["role"], texts["name"], texts["team"], after_id)

    def remove_edit(self, snapshot: Snapshot, record_id: str) -> Edit:
        return remove_person(snapshot, record_id)

    def move_row(self, row: Row[Person], by: int) -> None:
        self.document.attempt(lambda s: move_part(s, "Move person", Person, row.record_id, by))

    def fill_menu(self, menu: QMenu, row: Row[Person]) -> None:
        person = self.document.snapshot.need(Person, row.record_id)
        head = self.document.snapshot.postmortem
        for duty in DUTIES:
            on = getattr(head, duty) == person.id
            setting = partial(self._duty, duty, person.id, not on)
            action = self.act(menu, duty_name(duty), "", setting)
            action.setCheckable(True)
            action.setChecked(on)
        menu.addSeparator()
        joined = self.act(menu, "Took part in the response", "", partial(self._join, person))
        joined.setCheckable(True)
        joined.setChecked(person.participant)

    def _duty(self, duty: str, person_id: str, on: bool) -> None:
        self.document.attempt(lambda s: set_duty(s, duty, person_id, on))

    def _join(self, person: Person) -> None:
        on = not person.participant
        label = "Set who took part"
        self.document.attempt(lambda s: change_part(s, label, Person, person.id, participant=on))


class People(Part):
    """The people, under the names of their columns."""

    key = "people"
    title = "People"
    kinds = frozenset({Person, Postmortem})

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.remark.setText("Everybody is shown by role")
        self._names = QHBoxLayout()
        self._names.setSpacing(GAP)
        words = ("Role that is shown", "Name, kept inside", "Team")
        for text, share in zip(words, _SHARES, strict=True):
            self._names.addWidget(ElidedLabel(text, "meta", "ink3"), share)
        self._names.addSpacing(INSET)
        self._duty_name = ElidedLabel("In charge as", "meta", "ink3")
        self._duty_name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._names.addWidget(self._duty_name)
        self.column.addLayout(self._names)
        self.list = PersonList(document)
        self.list.left.connect(self.left)
        self.list.rows_changed.connect(self.stops_changed)
        self.column.addWidget(self.list)
        self.drag = RowDrag(self, [self.list], self._drop)
        self._space()

    def _space(self) -> None:
        super()._space()
        if hasattr(self, "_duty_name"):
            t = theme()
            self._duty_name.setFixedWidth(t.px(DUTY_WIDTH))
            # As far from both sides as the fields, and as their text inside them.
            left = GUTTER + GAP + t.px(24) + INSET + GAP
            right = GAP + t.px(24)
            self._names.setContentsMargins(left + INSET - 1, 2, right - INSET + 1, 0)

    def refresh(self) -> None:
        self.list.refresh()

    def stops(self) -> list[QWidget]:
        return self.list.stops()

    def widget_of(self, record_id: str) -> QWidget | None:
        row = self.list.row_of(record_id)
        return row.fields["role"] if row is not None else None

    def _drop(self, record_id: str, _onto: RecordList[Person], index: int) -> None:
        by = index - list(self.list.rows).index(record_id)
        self.document.attempt(lambda s: move_part(s, "Move person", Person, record_id, by))


