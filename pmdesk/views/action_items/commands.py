"""What can be done with actions, as one undo step each: used by cells, menus and the inspector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.change import Edit
from pmdesk.domain.date_text import parse_day
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import ActionStatus, ActionType, Priority
from pmdesk.edits import actions as verbs
from pmdesk.itemmodels.action_items import Column
from pmdesk.views.action_items.tips import NEXT_STATUS

# What goes on while a signed version keeps the words as they are.
_LIVE = (Column.STATUS, Column.DUE, Column.TRACKER)


class ActionCommands:
    """Edits actions of a document; ids that are gone are left out, read-only does nothing."""

    def __init__(
        self, document: Document, selection: Selection, today: Callable[[], date]
    ) -> None:
        self.document, self.selection, self.today = document, selection, today

    @property
    def writable(self) -> bool:
        """Whether anything may be changed."""
        return not self.document.unwritable

    @property
    def editable(self) -> bool:
        """Whether words, owners and factors may be changed, too: nothing signed keeps them."""
        return not self.document.read_only

    @property
    def locked(self) -> str:
        """Why only states, dates and trackers go on just now, or an empty text."""
        return "" if self.document.unwritable else self.document.read_only

    def may_edit(self, column: Column) -> bool:
        """Whether a column's cells may be changed now."""
        return self.editable or (column in _LIVE and self.writable)

    def tell_locked(self) -> None:
        """Say what a signed version keeps as it is; nothing where nothing does."""
        if self.locked:
            self.refuse(self.locked)

    def selected(self) -> tuple[str, ...]:
        """The ids of the selected actions, the current one last."""
        return self.selection.ids_of(ActionItem)

    def action(self, action_id: str) -> ActionItem | None:
        """An action, or None where it is gone."""
        return self.document.snapshot.get(ActionItem, action_id)

    def _do(self, ids: Sequence[str], make: Callable[[Snapshot, list[str]], Edit]) -> bool:
        if self.document.is_announcing:
            # News can take a field away that is being typed in: its words are saved right after.
            QTimer.singleShot(0, self.document, lambda: self._do(ids, make))
            return False
        held = self.document.snapshot.of(ActionItem)
        kept = [i for i in ids if i in held]
        if not kept or not self.writable:
            return False
        return self.document.attempt(lambda s: make(s, kept))

    def refuse(self, sentence: str) -> None:
        """Tell why what was typed is not taken; nothing happens."""

        def stop(_snapshot: Snapshot) -> Edit:
            raise RuleBroken(sentence)

        self.document.attempt(stop)

    # -- state

    def cycle(self, ids: Sequence[str]) -> bool:
        """Bring actions to the state that follows that of the last of them."""
        current = self.action(ids[-1]) if ids else None
        return current is not None and self.set_status(ids, NEXT_STATUS[current.status])

    def set_status(self, ids: Sequence[str], status: ActionStatus, reason: str = "") -> bool:
        """Bring actions to a state."""
        now = self.document.clock.now()
        return self._do(
            ids, lambda s, kept: verbs.set_status(s, kept, status, now=now, reason=reason)
        )

    # -- owner and date

    def assign(self, ids: Sequence[str], owner_id: str | None) -> bool:
        """Give actions an owner, or none."""
        return self._do(ids, lambda s, kept: verbs.assign(s, kept, owner_id))

    def assign_role(self, ids: Sequence[str], role: str) -> bool:
        """Give actions to a role, which is made when it is new."""
        return self._do(ids, lambda s, kept: verbs.assign_role(s, kept, role))

    def day_problem(self, text: str) -> str:
        """What is wrong with a typed day; an empty text is right and means none."""
        found = parse_day(text, self.today()) if text.strip() else date.min
        return found if isinstance(found, str) else ""

    def set_day(self, ids: Sequence[str], text: str, reason: str = "") -> bool:
        """Give actions the typed date, or none for an empty text."""
        found = parse_day(text, self.today()) if text.strip() else None
        if isinstance(found, str):
            self.refuse(found)
            return False
        return self.set_due(ids, found, reason)

    def set_due(self, ids: Sequence[str], due: date | None, reason: str = "") -> bool:
        """Give actions a date, or none."""
        now = self.document.clock.now()
        return self._do(ids, lambda s, kept: verbs.set_due(s, kept, due, now=now, reason=reason))

    # -- the rest

    def set_field(self, ids: Sequence[str], label: str, **values: object) -> bool:
        """Give plain fields of actions new values."""
        return self._do(ids, lambda s, kept: verbs.edit_actions(s, kept, label, **values))

    def set_type(self, ids: Sequence[str], value: ActionType | None) -> bool:
        """Say what actions are to achieve."""
        return self.set_field(ids, "Set type", type=value)

    def set_priority(self, ids: Sequence[str], value: Priority | None) -> bool:
        """Say how soon actions matter."""
        return self.set_field(ids, "Set priority", priority=value)

    def toggle_factor(self, ids: Sequence[str], factor_id: str) -> bool:
        """Link actions to a factor, or unlink them when all of them answer it already."""
        snapshot = self.document.snapshot
        answering = {action.id for action in snapshot.actions_of(factor_id)}
        if set(ids) <= answering:
            return self._do(ids, lambda s, kept: verbs.unlink_actions(s, kept, factor_id))
        return self._do(ids, lambda s, kept: verbs.link_actions(s, kept, factor_id))

    def verify(self, action_id: str, by: str) -> bool:
        """Note who saw that a done action has its effect."""
        now = self.document.clock.now()
        return self._do([action_id], lambda s, kept: verbs.verify(s, kept[0], by, now=now))

    def add(self, text: str, **values: object) -> str:
        """Add an action and select it; returns its id, or an empty text where it was refused."""
        if not self.writable:
            return ""
        now = self.document.clock.now()
        made = verbs.add_action(self.document.snapshot, text, now=now, **values)  # type: ignore[arg-type]
        if not self.document.push(made):
            return ""
        born = [c.record.id for c in made.changes if c.kind is ActionItem]
        self.selection.select(ActionItem, *born)
        return born[0]

    def duplicate(self, ids: Sequence[str]) -> bool:
        """Copy actions and select the copies."""
        held = self.document.snapshot.of(ActionItem)
        kept = [i for i in ids if i in held]
        if not kept or not self.writable:
            return False
        now = self.document.clock.now()
        made = verbs.duplicate_actions(self.document.snapshot, kept, now=now)
        if not self.document.push(made):
            return False
        copies = [c.record.id for c in made.changes if c.kind is ActionItem]
        self.selection.select(ActionItem, *copies)
        return True

    def delete(self, ids: Sequence[str]) -> bool:
        """Delete actions."""
        return self._do(ids, verbs.delete_actions)
