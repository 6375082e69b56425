"""The menu on the selected actions, with everything that can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from pmdesk.domain.analysis import Factor
from pmdesk.domain.terms import ActionStatus, name_of
from pmdesk.domain.tracker_link import tracker_address
from pmdesk.itemmodels.action_items import Column
from pmdesk.views.action_items.carrying import copy_rows, paste_link
from pmdesk.views.action_items.pickers import STATUS_ICONS
from pmdesk.views.action_items.tips import NEXT_STATUS
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.icons import icon

if TYPE_CHECKING:
    from pmdesk.views.action_items.table import ActionTable

def action_menu(table: ActionTable) -> QMenu:
    """The menu for the selected actions; what needs one of them acts on the current one."""
    commands, pickers = table.commands, table.pickers
    ids = commands.selected()
    current = ids[-1]
    menu = QMenu(table)

    def add(
        words: str, act: Callable[[], object], icon_name: str = "", keys: str = "",
        always: bool = False, live: bool = False,
    ) -> None:  # fmt: skip
        shown = words.replace("&", "&&") + (f"\t{keys}" if keys else "")
        entry = menu.addAction(shown)
        if icon_name:
            entry.setIcon(icon(icon_name))
        entry.setEnabled(always or commands.editable or (live and commands.writable))
        entry.triggered.connect(lambda _checked=False: act())

    if len(ids) == 1:
        add("Edit the words", lambda: table.edit_cell(current, Column.TEXT), "pencil", "Enter")
    held = commands.action(current)
    over = partial(table.place_of, current)
    add("Set owner…", lambda: pickers.open_owner(ids, over(Column.OWNER)), "user")
    add("Set date…", lambda: pickers.open_days(ids, over(Column.DUE)), "calendar",
        live=True)  # fmt: skip
    add("Link a factor…", lambda: pickers.open_factors(ids, over(Column.FACTORS)), "workflow")
    menu.addSeparator()
    for status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.DONE):
        keys = "Space" if held is not None and NEXT_STATUS[held.status] is status else ""
        act = partial(commands.set_status, ids, status)
        add(name_of(status), act, STATUS_ICONS[status], keys, live=True)
    why = partial(pickers.ask_why_not, ids, over(Column.STATUS))
    add("Won't do…", why, STATUS_ICONS[ActionStatus.WONT_DO], live=True)
    menu.addSeparator()
    add("Type…", lambda: pickers.open_type(ids, over(Column.TYPE)), "shapes")
    add("Priority…", lambda: pickers.open_priority(ids, over(Column.TYPE)), "flag")
    if held is not None and held.status is ActionStatus.DONE and len(ids) == 1:
        seen = partial(pickers.ask_who_saw, current, over(Column.STATUS))
        add("Seen to be effective…", seen, "badge-check", live=True)
    if len(ids) == 1:
        _one_action(table, current, add)
    menu.addSeparator()
    _handing_out(table, len(ids) == 1, add)
    add("Duplicate", lambda: commands.duplicate(ids), "copy", "Ctrl+D")
    add("Delete", table.delete_selected, "trash-2", "Del")
    menu.addSeparator()
    add("New action", table.new_wanted.emit, "plus", "Ins")
    _say_why(menu, commands.locked)
    return menu


def _say_why(menu: QMenu, locked: str) -> None:
    """Let what can't be done now say why, where a signed version is the reason."""
    menu.setToolTipsVisible(bool(locked))
    for entry in menu.actions():
        if locked and not entry.isEnabled():
            entry.setToolTip(tooltip_of(locked))


def _one_action(table: ActionTable, action_id: str, add: Callable[..., None]) -> None:
    """What concerns one action only: its tracker and where its factors stand."""
    commands = table.commands
    action = commands.action(action_id)
    if action is None:
        return
    words = "Change the tracker link" if action.tracker else "Add a tracker link"
    if table.columnWidth(Column.TRACKER):
        add(words, lambda: table.edit_cell(action_id, Column.TRACKER), "link", live=True)
    address = tracker_address(action.tracker)
    if address:
        add("Open in the tracker", lambda: table.link_requested.emit(address), "external-link",
            always=True)  # fmt: skip
    for factor in commands.document.snapshot.factors_of(action_id)[:3]:
        name = factor.text if len(factor.text) <= 36 else f"{factor.text[:35]}…"
        add(
            f"Show “{name}”",
            lambda i=factor.id: table.go_requested.emit(Factor, i),
            "arrow-right",
            always=True,
        )


def _handing_out(table: ActionTable, one: bool, add: Callable[..., None]) -> None:
    """What leads out to other programs and back."""
    add("Copy as a check list", lambda: copy_rows(table), "copy", "Ctrl+C", always=True)
    if one:
        add("Paste the tracker's link", lambda: paste_link(table), "clipboard-paste", "Ctrl+V",
            live=True)  # fmt: skip
        if table.new_issue is not None:
            add("New issue from this…", table.new_issue, "external-link", always=True)
