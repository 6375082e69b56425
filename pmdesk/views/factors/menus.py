"""The menu of a factor, and the lists to pick its category, kind and actions from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QMenu, QWidget

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.terms import CATEGORIES, FactorKind, StopReason, name_of
from pmdesk.edits.actions import link_action
from pmdesk.edits.factor_groups import categorise, rename_category, stop_factors
from pmdesk.edits.factors import set_kind
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.factors.commands import FactorCommands
from pmdesk.views.factors.nudge_cards import NudgePopover
from pmdesk.views.factors.signs import NUDGE_ICON, categories, category_icon, kinds_of, shown
from pmdesk.views.prompts.decision import DecisionPrompt
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.icons import icon

_STOPS = (StopReason.OUTSIDE_CONTROL, StopReason.UNKNOWN)


class FactorMenus(QObject):
    """Opens menus and lists over ``view``; ``last`` is what was opened last."""

    go_requested = Signal(object, str)

    def __init__(self, commands: FactorCommands, view: QWidget) -> None:
        super().__init__(view)
        self._commands, self._view = commands, view
        self.last: QWidget | None = None

    def _do(self, make: Callable[..., object], *values: object) -> Callable[[], object]:
        """A step on the factor that is selected when it is done."""
        factor = self._commands.current()
        factor_id = factor.id if factor is not None else ""
        return lambda: self._commands.document.attempt(
            lambda s: make(s, factor_id, *values)  # type: ignore[arg-type,return-value]
        )

    def _stop(self, stop: StopReason | None) -> Callable[[], object]:
        """Give all selected factors a stop reason."""
        ids = self._commands.selected()
        return lambda: self._commands.document.attempt(lambda s: stop_factors(s, ids, stop))

    def _add(
        self, menu: QMenu, text: str, act: Callable[[], object], icon_name: str = "", keys: str = ""
    ) -> None:
        action = menu.addAction(text.replace("&", "&&") + (f"\t{keys}" if keys else ""))
        if icon_name:
            action.setIcon(icon(icon_name))
        action.setEnabled(self._commands.writable)
        action.triggered.connect(lambda _checked=False: act())

    def open_menu(self, place: QPoint, anchor: QRect) -> None:
        """The menu of the selected factor at a global point; ``anchor`` is where lists open."""
        factor = self._commands.current()
        if factor is None:
            menu = self.empty_menu()
        elif len(self._commands.selected()) > 1:
            menu = self.several_menu(factor, anchor)
        else:
            menu = self.factor_menu(factor, anchor)
        self.last = menu
        menu.popup(place)

    def empty_menu(self) -> QMenu:
        """What can be done where no factor is."""
        menu, c = QMenu(self._view), self._commands
        self._add(menu, "Add a factor", c.add_last_root, "plus", "C")
        self._add(menu, "Reuse an earlier factor…", lambda: c.reuse_wanted.emit(""), "history", "R")
        self._fill_folds(menu)
        return menu

    def several_menu(self, factor: Factor, anchor: QRect) -> QMenu:
        """What can be done with several factors at once."""
        menu, c = QMenu(self._view), self._commands
        heading = menu.addAction(f"{len(c.selected())} factors selected")
        heading.setEnabled(False)
        menu.addSeparator()
        self._add(menu, "Category…", lambda: self.pick_category(anchor), "tag")
        self._add(menu, "We can act on this", c.toggle_actionable, "target", "Ctrl+.")
        self._fill_stops(menu.addMenu(icon("circle-minus"), "Ask no further"), factor, anchor)
        self._fill_moves(menu.addMenu(icon("arrow-left-right"), "Move"))
        menu.addSeparator()
        self._add(menu, "Delete", c.delete, "trash-2", "Del")
        return menu

    def factor_menu(self, factor: Factor, anchor: QRect) -> QMenu:
        """What can be done with a factor."""
        menu, c = QMenu(self._view), self._commands
        self._add(menu, "Edit text", c.edit, "pencil", "Enter")
        self._add(menu, "Ask why", c.ask_why, "corner-down-right", "Tab")
        row = c.model.row(factor.id)
        if row is not None and row.nudges:
            self._add(menu, "Worth asking here…", lambda: self.open_nudges(anchor), NUDGE_ICON)
        self._add(menu, "Add another answer", c.add_sibling, "plus")
        below = factor.id
        self._add(menu, "Reuse an earlier factor below…", lambda: c.reuse_wanted.emit(below),
                  "history")  # fmt: skip
        menu.addSeparator()
        self._add(menu, "Add an action", c.add_action, "square-check", "A")
        if c.actions_to_link(factor.id):
            self._add(menu, "Link an action…", lambda: self.pick_action(anchor), "link")
        marked = factor.stop is StopReason.ACTIONABLE
        words = "Not actionable" if marked else "We can act on this"
        self._add(menu, words, c.toggle_actionable, "target", "Ctrl+.")
        self._fill_stops(menu.addMenu(icon("circle-minus"), "Ask no further"), factor, anchor)
        menu.addSeparator()
        self._add(menu, "Category…", lambda: self.pick_category(anchor), "tag")
        if factor.category and factor.category.casefold() not in CATEGORIES:
            self._add(menu, "Rename category…", lambda: self.ask_category_name(anchor))
        self._add(menu, "Kind…", lambda: self.pick_kind(anchor), "shapes")
        self._fill_moves(menu.addMenu(icon("arrow-left-right"), "Move"))
        self._fill_folds(menu)
        self._fill_goings(menu, factor)
        menu.addSeparator()
        self._add(menu, "Duplicate", c.duplicate, "copy", "Ctrl+D")
        self._add(menu, "Delete", c.delete, "trash-2", "Del")
        return menu

    def _fill_stops(self, menu: QMenu, factor: Factor, anchor: QRect) -> None:
        for stop in _STOPS:
            self._add(menu, name_of(stop), self._stop(stop))
        self._add(menu, "We decided not to act…", lambda: self.ask_reason(anchor))
        if factor.stop is not None:
            menu.addSeparator()
            self._add(menu, "Open the question again", self._stop(None))

    def _fill_moves(self, menu: QMenu) -> None:
        c = self._commands
        self._add(menu, "Up", lambda: c.shift(-1), keys="Alt+Up")
        self._add(menu, "Down", lambda: c.shift(1), keys="Alt+Down")
        self._add(menu, "In, under the one above", c.indent, keys="Alt+Right")
        self._add(menu, "Out, one level up", c.outdent, keys="Alt+Left")

    def _fill_folds(self, menu: QMenu) -> None:
        """Folding is possible where nothing may be edited, too."""
        tree = FactorTree(self._commands.document.snapshot)
        parents = [f.id for _, f in tree.walk() if not tree.is_leaf(f.id)]
        for words, folded in (("Fold all", True), ("Unfold all", False)):
            action = menu.addAction(words)
            action.setEnabled(bool(parents))
            action.triggered.connect(
                lambda _checked=False, to=folded: self._commands.folds.fold(parents, to)
            )

    def _fill_goings(self, menu: QMenu, factor: Factor) -> None:
        snapshot = self._commands.document.snapshot
        for item in snapshot.actions_of(factor.id):
            words = f"Go to {item.key}".replace("&", "&&")
            action = menu.addAction(icon("arrow-right"), words)
            action.triggered.connect(
                lambda _checked=False, i=item.id: self.go_requested.emit(ActionItem, i)
            )

    # -- lists

    def _open(self, picker: Picker, anchor: QRect) -> None:
        self.last = picker
        picker.open_under(self._view, anchor)

    def pick_category(self, anchor: QRect) -> None:
        """Choose the category of the selected factor, or type a new one."""
        factor = self._commands.current()
        if factor is None or not self._commands.writable:
            return
        snapshot = self._commands.document.snapshot
        choices = [Choice(w, shown(w), icon=category_icon(w)) for w in categories(snapshot)]
        if factor.category:
            choices.append(Choice("", "No category", icon="x"))
        picker = Picker(choices, self._view, "Find or name a category", "New category")
        ids = self._commands.selected()

        def take(word: object) -> None:
            self._commands.document.attempt(lambda s: categorise(s, ids, str(word)))

        picker.picked.connect(take)
        picker.made.connect(take)
        self._open(picker, anchor)

    def ask_category_name(self, anchor: QRect) -> None:
        """Ask for another name for the category of the selected factor, wherever it is used."""
        factor = self._commands.current()
        if factor is None or not factor.category or not self._commands.writable:
            return
        before = factor.category
        prompt = ReasonPrompt(
            f"Another name for “{shown(before)}”", "Rename", self._view,
            "Changes it wherever it is used here", before,
        )  # fmt: skip
        prompt.answered.connect(
            lambda name: self._commands.document.attempt(
                lambda s: rename_category(s, before, name)
            )
        )
        self.last = prompt
        prompt.open_at(self._view, anchor)

    def open_nudges(self, anchor: QRect) -> None:
        """Show what is worth asking about the selected factor."""
        factor = self._commands.current()
        if factor is not None:
            popover = NudgePopover(self._commands.document, factor.id, self._view)
            self.last = popover
            popover.open_at(self._view, anchor)

    def pick_kind(self, anchor: QRect) -> None:
        """Choose what the selected factor is."""
        factor = self._commands.current()
        if factor is None or not self._commands.writable:
            return
        kinds = kinds_of(factor.parent_id is None)
        picker = Picker([Choice(k, name_of(k)) for k in kinds], self._view, "Find a kind")
        picker.picked.connect(lambda kind: self._do(set_kind, FactorKind(str(kind)))())
        self._open(picker, anchor)

    def pick_action(self, anchor: QRect) -> None:
        """Choose an action that is there already to answer the selected factor."""
        factor = self._commands.current()
        if factor is None or not self._commands.writable:
            return
        items = self._commands.actions_to_link(factor.id)
        choices = [Choice(a.id, f"{a.key} {a.text}", name_of(a.status)) for a in items]
        picker = Picker(choices, self._view, "Find an action")
        factor_id = factor.id
        picker.picked.connect(
            lambda value: self._commands.document.attempt(
                lambda s: link_action(s, str(value), factor_id)
            )
        )
        self._open(picker, anchor)

    def ask_reason(self, anchor: QRect) -> None:
        """Ask why nothing will be done about the selected factor, and record the answer."""
        factor = self._commands.current()
        if factor is None or not self._commands.writable:
            return
        ids = self._commands.selected()
        prompt = DecisionPrompt(self._view, factor.stop_note, factor.decided_by)
        prompt.decided.connect(
            lambda reason, by: self._commands.document.attempt(
                lambda s: stop_factors(s, ids, StopReason.ACCEPTED, reason, by)
            )
        )
        self.last = prompt
        prompt.open_at(self._view, anchor)
