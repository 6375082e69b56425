"""Which open actions have to be looked at, and the figures of how actions are followed through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pmdesk.domain.library import ActionFigures, OpenAction
from pmdesk.domain.metrics import MonthFigure, Share, done_by_due, months_back

# Nobody changed or reviewed it for so long.
STALE_DAYS = 60
# What was looked at in a review rests until the next one, a month later.
REST_DAYS = 21
# Two spans of this length are compared to tell whether it gets better.
SPAN_DAYS = 90


def is_stale(action: OpenAction, today: date) -> bool:
    """Whether nobody touched it for 60 days."""
    touched = action.last_touched
    return touched is not None and (today - touched).days >= STALE_DAYS


def is_overdue(action: OpenAction, today: date) -> bool:
    """Whether its date has passed."""
    return action.due is not None and action.due < today


def wants_review(action: OpenAction, today: date) -> bool:
    """Whether the monthly review asks about it: stale or overdue, and not looked at lately."""
    if action.reviewed is not None and (today - action.reviewed).days < REST_DAYS:
        return False
    return is_overdue(action, today) or is_stale(action, today)


def review_list(actions: Iterable[OpenAction], today: date) -> list[OpenAction]:
    """What the monthly review walks: the most overdue first, then what is stale the longest."""

    def urgency(action: OpenAction) -> tuple[bool, date]:
        late = is_overdue(action, today)
        return not late, (action.due if late else action.last_touched) or date.max

    return _by_day_and_title((a for a in actions if wants_review(a, today)), urgency)


def by_due(actions: Iterable[OpenAction]) -> list[OpenAction]:
    """The earliest first, those without a date last; of one day by postmortem and key."""
    return _by_day_and_title(actions, lambda a: (False, a.due or date.max))


def _by_day_and_title(
    actions: Iterable[OpenAction], day: Callable[[OpenAction], tuple[bool, date]]
) -> list[OpenAction]:
    """Many short sorts, one a day: a single long one would hold up every other thread."""
    found: dict[tuple[bool, date], list[OpenAction]] = {}
    for action in actions:
        found.setdefault(day(action), []).append(action)
    ordered: list[OpenAction] = []
    for key in sorted(found):
        ordered += sorted(found[key], key=lambda a: (a.pm_title.casefold(), a.key))
    return ordered


class Trend(NamedTuple):
    """The share done by their date lately, and in the span before."""

    now: Share
    before: Share

    @property
    def words(self) -> str:
        """The sentence, "78% done by their date, up from 61%"; empty where nothing was done."""
        if not self.now.whole:
            return ""
        words = f"{self.now.percent} done by their date"
        if not self.before.whole or self.now.percent == self.before.percent:
            return words
        up = (self.now.value or 0) > (self.before.value or 0)
        return f"{words}, {'up' if up else 'down'} from {self.before.percent}"


class Bar(NamedTuple):
    """One bar of a chart: its name and how many."""

    name: str
    size: int


class FollowFigures(NamedTuple):
    """The figures on the desk, ready to be shown.

    ``median_age`` is in days; ``slipped`` the share of open and closed actions whose date was put
    off at least once, ``slips`` how many times that happened in all.
    """

    closed: Share
    closed_months: tuple[MonthFigure, ...]
    trend: Trend
    in_time_months: tuple[MonthFigure, ...]
    median_age: float | None
    ages: tuple[Bar, ...]
    slipped: Share
    slips: int
    slip_bars: tuple[Bar, ...]


def follow_figures(held: ActionFigures, today: date) -> FollowFigures:
    """Compute the figures of a day."""
    everything = held.open + held.done_count + held.wont_do
    lately = today - timedelta(days=SPAN_DAYS)
    earlier = today - timedelta(days=2 * SPAN_DAYS)
    trend = Trend(
        done_by_due((d, on) for d, on in held.done if lately < on <= today),
        done_by_due((d, on) for d, on in held.done if earlier < on <= lately),
    )
    times = dict(held.slips)
    return FollowFigures(
        Share(held.done_count + held.wont_do, everything),
        _closed_monthly(held.closed, today),
        trend,
        _in_time_monthly(held.done, today),
        _median_age(held.born, today),
        _age_bars(held.born, today),
        Share(sum(times.values()), everything),
        sum(n * count for n, count in times.items()),
        (
            Bar("once", times.get(1, 0)),
            Bar("twice", times.get(2, 0)),
            Bar("3+ times", sum(count for n, count in times.items() if n > 2)),
        ),
    )


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _closed_monthly(closed: Sequence[date], today: date) -> tuple[MonthFigure, ...]:
    """How many were closed in each of the last six months, the present one last."""
    counts = Counter(map(_first_of_month, closed))
    return tuple(MonthFigure(month, counts[month]) for month in months_back(today, 6))


def _in_time_monthly(
    done: Sequence[tuple[date, date]], today: date
) -> tuple[MonthFigure, ...]:
    """The share done by their date, for those of the last six months that have one."""
    whole: Counter[date] = Counter()
    good: Counter[date] = Counter()
    for due, on in done:
        month = _first_of_month(on)
        whole[month] += 1
        good[month] += on <= due
    months = (month for month in months_back(today, 6) if whole[month])
    return tuple(MonthFigure(month, good[month] / whole[month]) for month in months)


def _median_age(born: Sequence[date], today: date) -> float | None:
    days = sorted((today - day).days for day in born)
    if not days:
        return None
    middle = len(days) // 2
    return days[middle] if len(days) % 2 else (days[middle - 1] + days[middle]) / 2


def _age_bars(born: Sequence[date], today: date) -> tuple[Bar, ...]:
    groups = Counter(_age_group((today - day).days) for day in born)
    return tuple(Bar(name, groups[name]) for name in _AGES)


_AGES = ("0–29", "30–59", "60–89", "90+")


def _age_group(days: int) -> str:
    return _AGES[min(3, max(0, days) // 30)]
