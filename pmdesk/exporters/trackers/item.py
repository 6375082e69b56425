"""An action as it leaves for a tracker, a calendar or a list, from one postmortem or from all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pmdesk.domain.library import OpenAction
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus, ActionType, Priority, Severity
from pmdesk.exporters.people import Roles

# What no table, calendar or address can hold: control characters, bidi overrides, half characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Item(NamedTuple):
    """One action with what is said of it elsewhere. ``owner`` is a role, never a person's name
    where there is a role; ``uid`` is the action's id and stays the same for ever."""

    uid: str
    key: str
    pm_key: str
    pm_title: str
    text: str
    owner: str = ""
    due: date | None = None
    status: ActionStatus = ActionStatus.OPEN
    type: ActionType | None = None
    priority: Priority | None = None
    done_test: str = ""
    tracker: str = ""
    severity: Severity | None = None
    tags: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The words on one line; never empty."""
        return one_line(self.text) or f"{self.pm_key} {self.key}"

    @property
    def source(self) -> str:
        """Where it comes from: "PM-12 AI-3, Seat holds stuck at checkout"."""
        title = one_line(self.pm_title)
        return f"{self.pm_key} {self.key}" + (f", {title}" if title else "")

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)


def cleaned(text: str) -> str:
    """A text without what other programs choke on; its lines end in one character."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """A text as one line with single blanks."""
    return " ".join(cleaned(text).split())


def items_of(snapshot: Snapshot, ids: Iterable[str] | None = None) -> list[Item]:
    """The actions of a postmortem by number, or those of some ids; unknown ids are left out."""
    wanted = None if ids is None else set(ids)
    roles, head = Roles(snapshot), snapshot.postmortem
    actions = sorted(snapshot.actions, key=lambda a: a.number)
    return [
        Item(
            action.id,
            action.key,
            head.key,
            head.title,
            action.text,
            roles.of(action.owner_id),
            action.due,
            action.status,
            action.type,
            action.priority,
            action.done_test,
            action.tracker,
            head.severity,
            head.tags,
            tuple(one_line(f.text) for f in snapshot.factors_of(action.id)),
        )
        for action in actions
        if wanted is None or action.id in wanted
    ]


def items_of_open(actions: Sequence[OpenAction]) -> list[Item]:
    """The open actions of a whole library, in the order given; their factors are left out."""
    return [
        Item(
            a.action_id, a.key, a.pm_key, a.pm_title, a.text, a.owner, a.due, a.status,
            priority=a.priority, done_test=a.done_test, tracker=a.tracker, severity=a.severity,
            tags=a.tags,
        )
        for a in actions
    ]  # fmt: skip


def description(item: Item, with_due: bool = True) -> str:
    """What a tracker shows under the title, in plain Markdown; begins with a word, never a sign."""
    lines = [f"From postmortem {item.source}."]
    if item.owner:
        lines.append(f"Owner: {one_line(item.owner)}")
    if with_due and item.due is not None:
        lines.append(f"Due: {item.due.isoformat()}")
    if item.done_test.strip():
        lines.append(f"Done when: {one_line(item.done_test)}")
    if item.factors:
        lines.append("Answers: " + "; ".join(item.factors))
    return "\n\n".join(lines)


def without_commands(text: str) -> str:
    """A text that GitLab carries nothing out of: a slash at the start of a line is a command."""
    return "\n".join(f"\\{x}" if x.lstrip().startswith("/") else x for x in text.split("\n"))
