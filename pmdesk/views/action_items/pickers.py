"""The lists to pick from: owner, factors, date, type, priority and state, over cell or button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor
from pmdesk.domain.date_text import day_text, parse_day
from pmdesk.domain.day_names import date_text, long_day_text
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus, ActionType, Priority, name_of
from pmdesk.exporters.people import Roles
from pmdesk.views.action_items.commands import ActionCommands
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.theme import theme

_DAYS = ("today", "tomorrow", "friday", "+1w", "+2w", "+1m", "end of month", "end of quarter")
# Factors are sentences: their list is wider than others, at scale 1.
FACTOR_LIST = 460
STATUS_ICONS = {
    ActionStatus.OPEN: "circle",
    ActionStatus.IN_PROGRESS: "circle-dot",
    ActionStatus.DONE: "circle-check",
    ActionStatus.WONT_DO: "circle-minus",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list opens: over a cell of ``anchor`` when ``rect`` is given, else under it."""

    anchor: QWidget
    rect: QRect | None = None
    typed: str = ""


def open_count_text(count: int) -> str:
    """How much an owner has to do already."""
    return f"{count} open action{'' if count == 1 else 's'}" if count else "None open"


def owner_choices(snapshot: Snapshot) -> list[Choice]:
    """Every person by role, with how many open actions each one has."""
    roles = Roles(snapshot)
    count: dict[str, int] = {}
    for action in snapshot.of(ActionItem).values():
        if action.owner_id and action.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS):
            count[action.owner_id] = count.get(action.owner_id, 0) + 1
    people = sorted(snapshot.people.values(), key=lambda p: (p.position, p.id))
    return [
        Choice(p.id, roles.of(p.id), open_count_text(count.get(p.id, 0)), avatar=True)
        for p in people
    ]


def path_text(tree: FactorTree, factor: Factor) -> str:
    """The factors above one, from the root down; of a root, what it is."""
    above = [step.text or "Untitled factor" for step in tree.path(factor.id)[:-1]]
    return "  ›  ".join(above) or name_of(factor.kind)


def factor_choices(snapshot: Snapshot, ids: Sequence[str]) -> list[Choice]:
    """Every factor in the order of the tree, those that wait for an action first; linked ones
    are ticked, and a pick unlinks them."""
    tree = FactorTree(snapshot)
    answering: dict[str, set[str]] = {}
    for link in snapshot.of(ActionFactor).values():
        answering.setdefault(link.factor_id, set()).add(link.action_id)
    ranked = []
    for _, factor in tree.walk():
        if not factor.text.strip():
            continue
        linked = bool(ids) and set(ids) <= answering.get(factor.id, set())
        detail = "Linked: pick it to unlink" if linked else path_text(tree, factor)
        icon = "check" if linked else ("circle-alert" if tree.is_open(factor) else "workflow")
        ranked.append((not tree.is_open(factor), Choice(factor.id, factor.text, detail, icon)))
    return [choice for _, choice in sorted(ranked, key=lambda pair: pair[0])]


class ActionPickers:
    """Opens a list for some actions and carries out what is picked; ``last`` is the one open."""

    def __init__(self, commands: ActionCommands) -> None:
        self._commands = commands
        self.last: Picker | ReasonPrompt | None = None

    def _open(
        self,
        place: Place,
        choices: Sequence[Choice],
        words: str,
        picked: Callable[[object], object],
        made: Callable[[str], object] | None = None,
        new_words: str = "",
        width: int = 0,
    ) -> None:
        if not self._commands.writable:
            return
        picker = Picker(choices, place.anchor, words, new_words)
        picker.picked.connect(picked)
        if made is not None:
            picker.made.connect(made)
        self.last = picker
        if place.rect is None:
            picker.open_under(place.anchor)
        else:
            cell = self._over(place.rect)
            cell.setWidth(max(cell.width(), theme().px(width)))
            picker.open_under(place.anchor, cell)
        if place.typed:
            picker.field.setText(place.typed)

    @staticmethod
    def _over(cell: QRect) -> QRect:
        """So that the list's own field lies where the words of the cell are."""
        t = theme()
        high = t.px(32) + 16
        top = cell.center().y() - high // 2
        return QRect(cell.left() - 18, top - 4 - 2, cell.width() + 12, 3)

    def open_owner(self, ids: Sequence[str], place: Place) -> None:
        """Choose an owner; a name that nobody has makes a new role."""
        choices = owner_choices(self._commands.document.snapshot)
        held = [self._commands.action(i) for i in ids]
        if any(action is not None and action.owner_id for action in held):
            choices.append(Choice(None, "No owner", icon="x"))
        self._open(
            place, choices, "Owner",
            lambda value: self._commands.assign(ids, str(value) if value else None),
            lambda role: self._commands.assign_role(ids, role),
            "New role",
        )  # fmt: skip

    def open_factors(self, ids: Sequence[str], place: Place) -> None:
        """Choose a factor to answer, or one to unlink."""
        choices = factor_choices(self._commands.document.snapshot, ids)
        self._open(
            place, choices, "Find a factor",
            lambda value: self._commands.toggle_factor(ids, str(value)), width=FACTOR_LIST,
        )  # fmt: skip

    def open_days(self, ids: Sequence[str], place: Place) -> None:
        """Choose a date from usual ones, or type another."""
        today = self._commands.today()
        choices = []
        for words in _DAYS:
            day = parse_day(words, today)
            if isinstance(day, date):
                title = {"+1w": "In a week", "+2w": "In two weeks", "+1m": "In a month"}.get(words)
                choices.append(Choice(day, title or words.capitalize(), long_day_text(day)))
        if any((a := self._commands.action(i)) is not None and a.due for i in ids):
            choices.append(Choice(None, "No date", icon="x"))

        def picked(value: object) -> None:
            self._commands.set_due(ids, value if isinstance(value, date) else None)

        self._open(
            place, choices, "Date, for example 26 apr", picked,
            lambda text: self._commands.set_day(ids, text), "Set to",
        )  # fmt: skip

    def open_type(self, ids: Sequence[str], place: Place) -> None:
        """Choose what actions are to achieve."""
        choices = [Choice(kind, name_of(kind)) for kind in ActionType]
        choices.append(Choice(None, "No type", icon="x"))

        def picked(value: object) -> None:
            self._commands.set_type(ids, value if isinstance(value, ActionType) else None)

        self._open(place, choices, "Type", picked)

    def open_priority(self, ids: Sequence[str], place: Place) -> None:
        """Choose how soon actions matter."""
        choices = [Choice(kind, name_of(kind)) for kind in Priority]
        choices.append(Choice(None, "No priority", icon="x"))

        def picked(value: object) -> None:
            self._commands.set_priority(ids, value if isinstance(value, Priority) else None)

        self._open(place, choices, "Priority", picked)

    def open_status(self, ids: Sequence[str], place: Place) -> None:
        """Choose a state; won't do asks why at the same place."""
        choices = [Choice(s, name_of(s), icon=STATUS_ICONS[s]) for s in ActionStatus]

        def picked(value: object) -> None:
            if value is ActionStatus.WONT_DO:
                self.ask_why_not(ids, place)
            elif isinstance(value, ActionStatus):
                self._commands.set_status(ids, value)

        self._open(place, choices, "State", picked)

    def ask_why_not(self, ids: Sequence[str], place: Place) -> None:
        """Ask for the reason why actions won't be done, beside them."""
        current = self._commands.action(ids[-1]) if ids else None
        if current is None or not self._commands.writable:
            return
        which = current.key if len(ids) == 1 else f"these {len(ids)} actions"
        prompt = ReasonPrompt(
            f"Why won't {which} be done?", "Won't do", place.anchor,
            placeholder="The reason stays with the action", text=current.reason,
        )  # fmt: skip
        prompt.answered.connect(
            lambda why: self._commands.set_status(ids, ActionStatus.WONT_DO, why)
        )
        self.last = prompt
        prompt.open_at(place.anchor, place.rect)

    def ask_who_saw(self, action_id: str, place: Place) -> None:
        """Ask who saw that a done action has its effect; an empty answer takes that back."""
        current = self._commands.action(action_id)
        if current is None or not self._commands.writable:
            return
        prompt = ReasonPrompt(
            f"Who saw that {current.key} has its effect?", "Note it", place.anchor,
            placeholder="A role, for example On-call lead", text=current.verified_by,
            check=lambda _line: "",
        )  # fmt: skip
        prompt.answered.connect(lambda who: self._commands.verify(action_id, who))
        self.last = prompt
        prompt.open_at(place.anchor, place.rect)


def day_field_text(day: date | None, today: date) -> str:
    """A day as it stands in a field to be edited: what is read back the same."""
    if day is not None and day < today and day.year == today.year:
        # Without its year it would be read as that of the next year.
        return date_text(day)
    return day_text(day, today)
