"""What a library tells of the postmortems it holds: entries, hits, open actions, figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from pmdesk.domain.terms import ActionStatus, Phase, PostmortemKind, Priority, Severity


class Entry(NamedTuple):
    """One postmortem as the library lists it; ``updated_at`` is UTC."""

    id: str
    key: str
    title: str
    updated_at: datetime
    severity: Severity | None = None
    phase: Phase = Phase.DRAFT
    kind: PostmortemKind = PostmortemKind.INCIDENT
    day: date | None = None
    tags: tuple[str, ...] = ()
    open_actions: int = 0
    overdue: int = 0
    summary: str = ""


class Hit(NamedTuple):
    """An entry with the words around the match; ``marks`` are (start, end) within ``snippet``."""

    entry: Entry
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()


class Filter(NamedTuple):
    """What of the library is shown; empty means all of it."""

    severity: Severity | None = None
    phase: Phase | None = None
    tag: str = ""
    open_actions: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left out."""
        return self == Filter()


class OpenAction(NamedTuple):
    """An open action with the postmortem it belongs to; ``owner`` is a role or team, or empty.

    ``last_touched`` is the day it was made, reviewed or changed last, ``reviewed`` the day it was
    last looked at in a review, ``slips`` how often its date was put off.
    """

    pm_id: str
    pm_key: str
    pm_title: str
    action_id: str
    key: str
    text: str
    status: ActionStatus
    owner: str = ""
    due: date | None = None
    last_touched: date | None = None
    reviewed: date | None = None
    slips: int = 0
    priority: Priority | None = None
    done_test: str = ""
    tracker: str = ""
    severity: Severity | None = None
    tags: tuple[str, ...] = ()


class ActionFigures(NamedTuple):
    """What the figures of the follow-through are computed from, over the whole library.

    ``done`` are (due, closed) of done actions that had a date, ``closed`` the days on which
    actions were done or given up, ``born`` those on which open ones were made, ``slips`` how
    often dates were put off, as (times, number of actions) for those that were at all.
    """

    open: int = 0
    done_count: int = 0
    wont_do: int = 0
    done: tuple[tuple[date, date], ...] = ()
    closed: tuple[date, ...] = ()
    born: tuple[date, ...] = ()
    slips: tuple[tuple[int, int], ...] = ()


class LibraryFigures(NamedTuple):
    """What the figures are computed from: due dates of open actions, (due, closed) of done ones,
    and (incident, finish) of finished postmortems."""

    open_dues: tuple[date | None, ...] = ()
    done: tuple[tuple[date, date], ...] = ()
    finished: tuple[tuple[date, date], ...] = ()
