"""What can be done with factors, for the outline, the tree, their keys and their menus alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.factors.past import PastFactor
from pmdesk.domain.snapshot import Snapshot
from pmdesk.edits.actions import add_action, link_actions
from pmdesk.edits.factor_groups import (
    delete_factors,
    indent_factors,
    mark_actionable,
    move_factors,
    outdent_factors,
    shift_factors,
    topmost,
)
from pmdesk.edits.factor_learning import reuse_factor
from pmdesk.edits.factors import add_factor, duplicate_factor, grow_factors, link_events, set_text
from pmdesk.itemmodels.factors import FactorModel
from pmdesk.views.factors.folds import Folds

# What follows a text that was typed: nothing, a sibling, a why below, or a node one level up.
STAY, SIBLING, CHILD, UP = "", "sibling", "child", "up"


class FactorCommands(QObject):
    """Acts on the selected factor. ``typing_wanted`` carries the id of a factor whose text is to
    be typed and the text to begin with; ``action_wanted`` the id of one that gets an action;
    ``reuse_wanted`` the id of one below which an earlier factor is to stand, "" for a root."""

    typing_wanted = Signal(str, str)
    action_wanted = Signal(str)
    reuse_wanted = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        model: FactorModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.selection, self.model = document, selection, model
        self.folds = Folds(document, model, self)
        self._draft_index: int | None = None

    # -- which

    @property
    def writable(self) -> bool:
        """Whether anything may be changed."""
        return not self.document.read_only

    def current(self) -> Factor | None:
        """The selected factor."""
        return self.document.snapshot.get(Factor, self.selection.current_of(Factor))

    def selected(self) -> list[str]:
        """The ids of all selected factors, the current one last."""
        held = self.document.snapshot.factors
        return [i for i in self.selection.ids_of(Factor) if i in held]

    def toggle(self, factor_id: str) -> None:
        """Take a factor into the selection, or out of it."""
        ids = [i for i in self.selected() if i != factor_id]
        if len(ids) == len(self.selected()):
            ids.append(factor_id)
        self.selection.select(Factor, *ids)

    def select_range(self, factor_id: str, order: Sequence[str]) -> None:
        """Select everything from where the selection began to a factor, as ``order`` shows it."""
        held = self.selected()
        anchor = held[0] if held and held[0] in order else factor_id
        first, last = order.index(anchor), order.index(factor_id)
        ids = order[first : last + 1] if last >= first else order[last : first + 1][::-1]
        self.selection.select(Factor, *ids)

    def select(self, factor_id: str) -> None:
        """Select one factor; of an empty id, nothing."""
        if factor_id:
            self.selection.select(Factor, factor_id)
        elif self.selection.kind is Factor:
            self.selection.clear()

    def _tree(self) -> FactorTree:
        return FactorTree(self.document.snapshot)

    def _place(self, factor: Factor) -> int:
        return [f.id for f in self._tree().children(factor.parent_id)].index(factor.id)

    def _push(self, make: Callable[[Snapshot], Edit]) -> bool:
        return self.writable and self.document.attempt(make)

    def _with_selected(self, make: Callable[[Snapshot, list[str]], Edit]) -> bool:
        ids = self.selected()
        return bool(ids) and self._push(lambda s: make(s, ids))

    # -- writing

    def edit(self) -> None:
        """Type the text of the selected factor."""
        factor = self.current()
        if factor is not None and self.writable:
            self.typing_wanted.emit(factor.id, factor.text)

    def add_root(self) -> None:
        """Write a new contributing factor, after the one that is selected or at the end."""
        factor = self.current()
        if factor is None:
            self.open_draft(None, None)
            return
        root = self._tree().path(factor.id)[0]
        self.open_draft(None, self._place(root) + 1)

    def add_last_root(self) -> None:
        """Write a new contributing factor below all others."""
        self.open_draft(None, None)

    def add_sibling(self) -> None:
        """Write another answer on the level of the selected factor."""
        factor = self.current()
        if factor is None:
            self.open_draft(None, None)
        else:
            self.open_draft(factor.parent_id, self._place(factor) + 1)

    def ask_why(self) -> None:
        """Write a why below the selected factor."""
        factor = self.current()
        if factor is not None:
            self.open_draft(factor.id, None)

    def begin_branch(self, word: str) -> None:
        """Write a contributing factor in a ready branch, below all others."""
        self.open_draft(None, None, branch=word)

    def open_draft(
        self, parent_id: str | None, index: int | None, text: str = "", branch: str = ""
    ) -> None:
        """Put an empty node into the tree and let its text be typed; it is born when written."""
        if not self.writable:
            return
        made = add_factor(self.document.snapshot, "", parent_id, index, branch=branch)
        draft = made.changes[0].record
        assert isinstance(draft, Factor)
        self._draft_index = index
        self.folds.open_for_draft(parent_id)
        self.model.show_draft(draft)
        self.typing_wanted.emit(draft.id, text)

    def drop_draft(self) -> None:
        """Take the node that was not written out of the tree."""
        if self.model.draft is not None:
            self.model.show_draft(None)

    def write(self, factor_id: str, text: str, then: str = STAY) -> None:
        """Take over what was typed for a factor or draft, and go on from there.

        An empty draft disappears; of a factor that is there, an emptied text is not taken.
        """
        text = text.strip()
        draft = self.model.draft
        if draft is not None and draft.id == factor_id:
            if not text:
                self._shift_draft(draft, then)
                return
            if not self._bear(draft, text):
                return
        elif text and factor_id in self.document.snapshot.factors:
            self._push(lambda s: set_text(s, factor_id, text))
        self._go_on(factor_id, then)

    def _bear(self, draft: Factor, text: str) -> bool:
        index = self._draft_index
        done = self._push(
            lambda s: add_factor(
                s, text, draft.parent_id, index, id=draft.id, branch=draft.branch
            )
        )
        if done:
            self.select(draft.id)
        elif self.document.unsaved is not None:
            # The step is kept to be tried again; the tree shows what is in the library.
            self.drop_draft()
        else:
            self.typing_wanted.emit(draft.id, text)
        return done

    def _go_on(self, factor_id: str, then: str) -> None:
        factor = self.document.snapshot.get(Factor, factor_id)
        if factor is None or not then:
            return
        if then == SIBLING:
            self.open_draft(factor.parent_id, self._place(factor) + 1)
        elif then == CHILD:
            self.open_draft(factor.id, None)
        elif factor.parent_id is not None:
            parent = self.document.snapshot.need(Factor, factor.parent_id)
            self.open_draft(parent.parent_id, self._place(parent) + 1)

    def _shift_draft(self, draft: Factor, then: str) -> None:
        """An empty draft goes in or out by a level; with nothing to do it disappears."""
        index, parent_id = self._draft_index, draft.parent_id
        row = self._tree().children(parent_id)
        place = len(row) if index is None else min(index, len(row))
        self.drop_draft()
        if then == CHILD:
            above = row[place - 1].id if place else None
            self.open_draft(above if place else parent_id, None if place else index)
        elif then == UP and parent_id in self.document.snapshot.factors:
            parent = self.document.snapshot.need(Factor, str(parent_id))
            self.open_draft(parent.parent_id, self._place(parent) + 1)
        elif then == UP:
            self.open_draft(parent_id, index)

    def reuse(self, past: PastFactor, parent_id: str = "") -> None:
        """Take a factor of an earlier postmortem over, as the last root or why."""
        made: list[str] = []

        def make(snapshot: Snapshot) -> Edit:
            taken = reuse_factor(snapshot, past, parent_id or None)
            made.append(taken.changes[0].record.id)
            return taken

        if self._push(make):
            self.folds.show(made[0])
            self.select(made[0])

    # -- moving, marking, deleting

    def shift(self, step: int) -> None:
        """Move the selected factors up (-1) or down (1) among their siblings."""
        self._with_selected(lambda s, ids: shift_factors(s, ids, step))

    def indent(self) -> None:
        """Put the selected factors under the one above them."""
        if self._with_selected(indent_factors):
            self.folds.show(self.selection.current or "")

    def outdent(self) -> None:
        """Put the selected factors one level up."""
        self._with_selected(outdent_factors)

    def carried(self, factor_id: str) -> list[str]:
        """What goes along when a factor is dragged: all that is selected, if it is among them."""
        ids = self.selected()
        return topmost(self.document.snapshot, ids) if factor_id in ids else [factor_id]

    def move(self, factor_id: str, parent_id: str | None, index: int | None) -> None:
        """Move a factor, with the others selected, under a parent; see ``move_factors``."""
        ids = self.carried(factor_id)
        if self._push(lambda s: move_factors(s, ids, parent_id, index)):
            if factor_id not in self.selected():
                self.select(factor_id)
            self.folds.show(factor_id)

    def toggle_actionable(self) -> None:
        """Mark the selected factors as ones we can act on, or take the marks off."""
        self._with_selected(mark_actionable)

    def duplicate(self) -> None:
        """Copy the selected factor with its whys, and select the copy."""
        factor = self.current()
        if factor is None or not self.writable:
            return
        made = duplicate_factor(self.document.snapshot, factor.id)
        if self.document.push(made):
            self.select(made.changes[0].record.id)

    def delete(self) -> None:
        """Delete the selected factors with their whys; a neighbour becomes the selected one."""
        ids = topmost(self.document.snapshot, self.selected())
        if not ids or not self.writable:
            return
        last = self.document.snapshot.need(Factor, ids[-1])
        row = [f.id for f in self._tree().children(last.parent_id)]
        place = row.index(last.id)
        following = [i for i in (*row[place + 1 :], *row[:place][::-1]) if i not in ids]
        heir = following[0] if following else last.parent_id or ""
        if self._with_selected(delete_factors):
            self.select(heir)

    # -- actions and events

    def add_action(self) -> None:
        """Type an action that answers the selected factor."""
        factor = self.current()
        if factor is not None and self.writable:
            self.action_wanted.emit(factor.id)

    def write_action(self, factor_id: str, text: str) -> None:
        """Add the action that was typed for a factor; an empty one is forgotten."""
        text = text.strip()
        if text and factor_id in self.document.snapshot.factors:
            now = self.document.clock.now()
            self._push(lambda s: add_action(s, text, now=now, factor_ids=(factor_id,)))

    def take_events(
        self, event_ids: Iterable[str], onto: str, parent_id: str | None, index: int | None
    ) -> bool:
        """Link dropped events to the factor ``onto``, or grow a factor from each at a place."""
        ids = [i for i in event_ids if i in self.document.snapshot.events]
        if not ids or not self.writable:
            return False
        if onto:
            done = self._push(lambda s: link_events(s, onto, ids))
            self.select(onto)
            return done
        made = grow_factors(self.document.snapshot, ids, parent_id, index)
        if self.document.push(made):
            self.select(made.changes[0].record.id)
            self.folds.show(made.changes[0].record.id)
        return True

    def take_actions(self, action_ids: Iterable[str], onto: str) -> bool:
        """Link dropped actions to the factor ``onto``."""
        held = self.document.snapshot.of(ActionItem)
        ids = [i for i in action_ids if i in held]
        if not ids or onto not in self.document.snapshot.factors:
            return False
        self.select(onto)
        return self._push(lambda s: link_actions(s, ids, onto))

    def actions_to_link(self, factor_id: str) -> list[ActionItem]:
        """The actions that do not answer a factor yet."""
        held = {a.id for a in self.document.snapshot.actions_of(factor_id)}
        return [a for a in self.document.snapshot.actions if a.id not in held]
