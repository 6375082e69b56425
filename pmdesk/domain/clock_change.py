"""Nights on which clocks change: an hour that comes twice is told apart, a missing one is told."""

from __future__ import annotations

from datetime import MAXYEAR, UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


def instants(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """The UTC times at which clocks of a zone show ``local`` (without a zone), in their order:
    none where clocks leapt over it, two where they went back and it came twice."""
    found: list[datetime] = []
    for fold in (0, 1):
        at = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if at not in found and at.astimezone(zone).replace(tzinfo=None, fold=0) == local:
            found.append(at)
    return found


def is_repeated(local: datetime) -> bool:
    """Whether a time that has its zone stands in an hour that comes twice."""
    if local.fold:
        return True
    zone = local.tzinfo
    if isinstance(zone, ZoneInfo) and not _change(zone, local.year, local.month, local.day):
        return False
    return local.utcoffset() != local.replace(fold=1).utcoffset()


@lru_cache(maxsize=500)
def _change(zone: ZoneInfo, year: int, month: int, day: int) -> bool:
    """Whether the clocks of a zone change on a day: of all others nothing comes twice."""
    if year == MAXYEAR:
        return True
    begin = datetime(year, month, day, tzinfo=zone)
    end = (begin + timedelta(days=1)).replace(fold=1)
    return begin.utcoffset() != end.utcoffset()


def offset_text(local: datetime) -> str:
    """The offset of a time that has its zone: "+02:00"."""
    whole = round((local.utcoffset() or timedelta()).total_seconds() / 60)
    hours, minutes = divmod(abs(whole), 60)
    return f"{'-' if whole < 0 else '+'}{hours:02d}:{minutes:02d}"


def zone_label(at: datetime, zone: ZoneInfo) -> str:
    """What tells a time of a zone apart: its short name ("CEST"), or the offset where it has
    none."""
    local = at.astimezone(zone)
    name = local.tzname() or ""
    return name if name.isalpha() else offset_text(local)


def labelled_offsets(local: datetime, zone: ZoneInfo) -> dict[str, timedelta]:
    """The short names that a zone goes by around a local time, in capitals, with their offsets."""
    found: dict[str, timedelta] = {}
    near = [local.replace(month=month, day=1) for month in (1, 7)]
    for held in (local, *near):
        for fold in (0, 1):
            own = held.replace(tzinfo=zone, fold=fold)
            found.setdefault((own.tzname() or "").upper(), own.utcoffset() or timedelta())
    found.pop("", None)
    return found


def no_such_time(local: datetime, zone: ZoneInfo) -> str:
    """The sentence for a time that clocks leapt over: from when to when, and what to do."""
    low = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    high = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    before = low.astimezone(zone).utcoffset() or timedelta()
    after = high.astimezone(zone).utcoffset() or timedelta()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return (
        f"There was no {local:%H:%M} then: in {zone.key} clocks went from "
        f"{high + before:%H:%M} to {high + after:%H:%M}. Type a time before or after that."
    )


def which_of_two(first: datetime, second: datetime, zone: ZoneInfo) -> str:
    """The sentence for a time that came twice, which asks for one of the two."""
    clock = f"{first.astimezone(zone):%H:%M}"
    one, two = zone_label(first, zone), zone_label(second, zone)
    return f"{clock} came twice that night: type {clock} {one} for the first or {clock} {two}."
