"""A list of records edited in place: Enter makes the next one, Backspace on an empty one
removes it, a draft at the end waits for a new one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLayout, QMenu, QToolTip, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.record import Record, RecordT
from pmdesk.domain.snapshot import Snapshot
from pmdesk.edits.report import change_part, remove_part
from pmdesk.views.controls.fields import GrowingText, LineField
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.report.list_keys import KeyMeaning, meaning_of
from pmdesk.views.report.row import Field, Row
from pmdesk.views.theme.icons import icon

_HEARD = {
    QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.ToolTip, QEvent.Type.ContextMenu,
    QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride,
}  # fmt: skip
# What a field needs around its text.
EDGE = 6


class RecordList(QWidget, Generic[RecordT]):
    """Rows of one kind of record. Subclasses say which records, how a row looks, and the verbs.

    ``rows_changed`` tells that there are other rows, ``left`` that Esc leads out of a field.
    """

    rows_changed = Signal()
    left = Signal()
    noun = "part"
    kind: type[RecordT]
    labels: dict[str, str] = {}
    sideways = False
    # A shy draft shows itself when it is asked for, or when there is nothing else.
    shy = False

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.rows: dict[str, Row[RecordT]] = {}
        self._draft_after: str | None = None
        self._draft_open = False
        self._adopting: Row[RecordT] | None = None
        self._shown: list[RecordT] = []
        self.last_menu: QMenu | None = None
        self._box = self.make_layout()
        self.draft = self._fitted(self.make_row())
        self._box.addWidget(self.draft)
        self.refresh()

    # -- what a subclass says

    def records(self, snapshot: Snapshot) -> list[RecordT]:
        """The records to show, in their order."""
        raise NotImplementedError

    def make_row(self) -> Row[RecordT]:
        """A new empty row."""
        raise NotImplementedError

    def add(self, snapshot: Snapshot, texts: dict[str, str], after_id: str | None) -> Edit:
        """The edit that brings a record with these texts behind another."""
        raise NotImplementedError

    def change(self, snapshot: Snapshot, record_id: str, name: str, text: str) -> Edit:
        """The edit that changes one text of a record."""
        label = self.labels.get(name, f"Edit {self.noun}")
        return change_part(snapshot, label, self.kind, record_id, **{name: text.strip()})

    def remove_edit(self, snapshot: Snapshot, record_id: str) -> Edit:
        """The edit that removes a record."""
        return remove_part(snapshot, f"Remove {self.noun}", self.kind, record_id)

    def move_row(self, row: Row[RecordT], by: int) -> None:
        """Move a record within its list; nothing where that has no meaning."""

    def shift_row(self, row: Row[RecordT], by: int) -> None:
        """Move a record to the list beside this one; nothing where there is none."""

    def fill_menu(self, menu: QMenu, row: Row[RecordT]) -> None:
        """Add what can be done with a record besides moving and removing it."""

    def make_layout(self) -> QLayout:
        """The layout of the rows."""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        return box

    # -- showing

    def refresh(self) -> None:
        """Show the records of the snapshot; rows that stay keep focus and what is being typed."""
        wanted = self.records(self.document.snapshot)
        ids = {record.id for record in wanted}
        structure = [record.id for record in wanted] != list(self.rows)
        for gone_id in [i for i in self.rows if i not in ids]:
            self._drop(self.rows.pop(gone_id))
        rows: dict[str, Row[RecordT]] = {}
        for record in wanted:
            row = self.rows.get(record.id) or self._row_for(record)
            rows[record.id] = row
            row.show_record(record)
        self.rows = rows
        self._shown = wanted
        if structure:
            self._arrange()
        self.set_read_only(bool(self.document.read_only))
        if structure:
            self.rows_changed.emit()

    def _row_for(self, record: RecordT) -> Row[RecordT]:
        if self._adopting is not None:
            # What was the draft is the record's row from now on, with caret and all.
            row, self._adopting = self._adopting, None
            self.draft = self._fitted(self.make_row())
            self._draft_after, self._draft_open = None, False
        else:
            row = self._fitted(self.make_row())
        row.record_id = record.id
        return row

    def _drop(self, row: Row[RecordT]) -> None:
        row.forget()
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _arrange(self) -> None:
        order = list(self.rows.values())
        place = len(order)
        if self._draft_after in self.rows:
            place = list(self.rows).index(str(self._draft_after)) + 1
        order.insert(place, self.draft)
        for index, row in enumerate(order):
            if isinstance(self._box, FlowLayout):
                self._box.put(index, row)
            elif isinstance(self._box, QVBoxLayout):
                self._box.insertWidget(index, row)
            # Only now that it has a parent: shown before, it would be a window for a moment.
            if row is not self.draft:
                row.show()
        self._show_draft()

    def _show_draft(self) -> None:
        hidden = self.shy and bool(self.rows) and not self._draft_open
        self.draft.setVisible(not self.document.read_only and not hidden)

    def open_draft(self, after_id: str | None = None) -> None:
        """Go to the draft behind a record, or at the end."""
        self._draft_after, self._draft_open = after_id, True
        self._arrange()
        self.rows_changed.emit()
        self.focus_row(self.draft)

    def set_read_only(self, on: bool) -> None:
        """Let the rows be read, but not changed."""
        for row in self.rows.values():
            row.set_read_only(on)
        self._show_draft()

    def in_order(self) -> list[Row[RecordT]]:
        """The rows as they stand, with the draft at its place."""
        found = [self._box.itemAt(i) for i in range(self._box.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [w for w in widgets if isinstance(w, Row)]

    def stops(self) -> list[QWidget]:
        """What Tab walks through, in reading order."""
        return [stop for row in self.in_order() for stop in row.stops()]

    # -- typing

    def _fitted(self, row: Row[RecordT]) -> Row[RecordT]:
        for name, field in row.fields.items():
            field.committed.connect(lambda text, n=name, r=row: self._on_committed(r, n, text))
            field.left.connect(self.left)
            field.installEventFilter(self)
        row.more.clicked.connect(lambda _on=False, r=row: self.open_menu(r))
        return row

    def _on_committed(self, row: Row[RecordT], name: str, text: str) -> None:
        if row.record_id:
            self.document.attempt(lambda s: self.change(s, row.record_id, name, text))
        elif not row.is_empty():
            self._adopting = row
            texts = {n: t.strip() for n, t in row.texts().items()}
            after = self._draft_after
            self.document.attempt(lambda s: self.add(s, texts, after))
            self._adopting = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _HEARD or not isinstance(watched, LineField | GrowingText):
            return False
        row = self._row_of(watched)
        if row is None:
            return False
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            # After the event: only then it is known where the focus went.
            QTimer.singleShot(0, self, lambda: self._on_focus_moved(row))
        elif kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._tell_all(watched, event)
        elif kind == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            self.open_menu(row, event.globalPos())
            return True
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # The hints of a field step by Alt+Up and Alt+Down; in a list those move the row.
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and meaning_of(event, watched):
                event.accept()
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            meaning = meaning_of(event, watched)
            return meaning is not None and self._obey(meaning, row, watched)
        return False

    @staticmethod
    def _tell_all(field: Field, event: QHelpEvent) -> bool:
        """Show all of a line that is wider than its field."""
        if not isinstance(field, LineField):
            return False
        wide = field.fontMetrics().horizontalAdvance(field.text()) > field.width() - 2 * EDGE
        QToolTip.showText(event.globalPos(), tooltip_of(field.text()) if wide else "", field)
        return True

    def _row_of(self, field: QObject) -> Row[RecordT] | None:
        for row in (*self.rows.values(), self.draft):
            if any(held is field for held in row.fields.values()):
                return row
        return None

    def _on_focus_moved(self, row: Row[RecordT]) -> None:
        try:
            row.show_tools()
        except RuntimeError:
            return  # the row has gone meanwhile
        if row.has_focus():
            return
        moved = self._draft_after is not None or self._draft_open
        if row is self.draft and row.is_empty() and moved:
            self._draft_after, self._draft_open = None, False
            self._arrange()
            self.rows_changed.emit()
        elif row.record_id in self.rows and row.is_empty():
            self.remove(row, focus=False)

    def _obey(self, meaning: KeyMeaning, row: Row[RecordT], field: Field) -> bool:
        if meaning is KeyMeaning.MENU:
            self.open_menu(row)
            return True
        if meaning in (KeyMeaning.UP, KeyMeaning.DOWN):
            return self._step(row, field, -1 if meaning is KeyMeaning.UP else 1)
        if field.isReadOnly():
            return False
        if meaning is KeyMeaning.NEXT:
            field.commit()
            self._go_on(row, field)
        elif meaning is KeyMeaning.REMOVE:
            self.remove(row)
        elif meaning is KeyMeaning.ERASE:
            if not row.is_empty():
                return False
            self.remove(row)
        elif row.record_id:
            field.commit()
            back = meaning in (KeyMeaning.MOVE_UP, KeyMeaning.MOVE_LEFT)
            along = meaning in (KeyMeaning.MOVE_UP, KeyMeaning.MOVE_DOWN)
            (self.move_row if along else self.shift_row)(row, -1 if back else 1)
        return True

    def _go_on(self, row: Row[RecordT], field: Field) -> None:
        fields = list(row.fields.values())
        place = fields.index(field)
        further = [f for f in fields[place + 1 :] if not f.isHidden()]
        if further:
            further[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif row.record_id:
            self.open_draft(row.record_id)

    def _step(self, row: Row[RecordT], field: Field, by: int) -> bool:
        rows = self.in_order()
        place = rows.index(row) + by
        if not 0 <= place < len(rows):
            return False
        column = list(row.fields.values()).index(field)
        target = list(rows[place].fields.values())[column]
        if target.isHidden():
            self.focus_row(rows[place])
        else:
            target.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def focus_row(self, row: Row[RecordT], last: bool = False) -> None:
        """Put the focus into the first (or last) field of a row."""
        fields = [field for field in row.fields.values() if not field.isHidden()]
        fields[-1 if last else 0].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- removing and the menu

    def remove(self, row: Row[RecordT], focus: bool = True) -> None:
        """Remove a row's record and go to the row above; a draft is only left."""
        rows = self.in_order()
        place = rows.index(row)
        beside = rows[place - 1] if place else (rows[1] if len(rows) > 1 else row)
        if row.record_id:
            row.forget()
            if not self.document.attempt(lambda s: self.remove_edit(s, row.record_id)):
                return
        if focus:
            self.focus_row(beside, last=True)

    def open_menu(self, row: Row[RecordT], place: QPoint | None = None) -> None:
        """Open what can be done with a row, at a place of the screen or under its button."""
        if not row.record_id or self.document.read_only:
            return
        for field in row.fields.values():
            if field.hasFocus():
                field.commit()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, row)
        if not menu.isEmpty():
            menu.addSeparator()
        self._fill_moves(menu, row)
        self._fill_text(menu, row)
        self.last_menu = menu
        menu.popup(place or row.more.mapToGlobal(QPoint(0, row.more.height() + 2)))

    def _fill_moves(self, menu: QMenu, row: Row[RecordT]) -> None:
        words = ("left", "right") if self.sideways else ("up", "down")
        ids = list(self.rows)
        place = ids.index(row.record_id)
        for word, by in zip(words, (-1, 1), strict=True):
            moving = partial(self.move_row, row, by)
            act = self.act(menu, f"Move {word}", f"arrow-{word}", moving)
            act.setShortcut(QKeySequence(f"Alt+{word.capitalize()}"))
            act.setEnabled(0 <= place + by < len(ids))
        removing = self.act(menu, f"Remove {self.noun}", "trash-2", lambda: self.remove(row))
        removing.setShortcut(QKeySequence("Ctrl+Shift+Backspace"))

    def _fill_text(self, menu: QMenu, row: Row[RecordT]) -> None:
        field = next((f for f in row.fields.values() if f.hasFocus()), None)
        if field is None:
            return
        menu.addSeparator()
        for words, act in (("Cut", field.cut), ("Copy", field.copy), ("Paste", field.paste)):
            self.act(menu, words, "", act)

    @staticmethod
    def act(menu: QMenu, words: str, icon_name: str, do: Callable[[], object]) -> QAction:
        """Add a line to a menu; its words are shown as they are."""
        action = menu.addAction(words.replace("&", "&&"))
        if icon_name:
            action.setIcon(icon(icon_name))
        action.triggered.connect(lambda _on=False: do())
        return action

    def row_of(self, record_id: str) -> Row[RecordT] | None:
        """The row of a record, or None."""
        return self.rows.get(record_id)

    def holds(self, edit: Edit) -> bool:
        """Whether an edit may concern these rows."""
        return any(change.kind is self.kind for change in edit.changes)


def kinds_of(edit: Edit) -> set[type[Record]]:
    """The kinds of record that an edit changes."""
    return {change.kind for change in edit.changes}
