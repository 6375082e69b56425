"""What the palette offers and in which order: matched, recent first, in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pmdesk.domain.fuzzy import match

DO, GO = "Do", "Go to"
_RECENT_BONUS = 12
_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One thing to do or to go to. ``reason`` says why it is not ``enabled`` now.

    ``detail`` is the context line beside the title; ``shortcut`` is a portable key text.
    """

    id: str
    title: str
    run: Callable[[], object]
    detail: str = ""
    icon: str = ""
    shortcut: str = ""
    group: str = DO
    enabled: bool = True
    reason: str = ""


Provider = Callable[[], Iterable[PaletteItem]]


@dataclass(frozen=True, slots=True)
class Found:
    """An item with the places of its title that were typed."""

    item: PaletteItem
    places: tuple[int, ...] = ()
    score: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and what stands under it, best first."""

    name: str
    found: tuple[Found, ...]


def look_up(
    items: Iterable[PaletteItem], typed: str, recent: Sequence[str] = (), limit: int = _AT_MOST
) -> list[Group]:
    """The groups for what is typed; the one with the best item stands first.

    With nothing typed the recent ones stand in a group of their own, then all commands.
    """
    if not typed.strip():
        return _untyped(list(items), recent, limit)
    scored = []
    for item in items:
        found = match(typed, item.title)
        if found is not None:
            bonus = _RECENT_BONUS - list(recent).index(item.id) if item.id in recent else 0
            away = 0 if item.enabled else -20
            scored.append(Found(item, found.places, found.score + max(bonus, 0) + away))
        elif item.detail and match(typed, item.detail) is not None and len(typed) > 1:
            scored.append(Found(item, (), -50))
    if not scored:
        return []
    best = max(f.score for f in scored)
    kept = [f for f in scored if f.score * 5 >= best * 3 or best <= 0]
    return _grouped(kept, limit)


def _untyped(items: list[PaletteItem], recent: Sequence[str], limit: int) -> list[Group]:
    by_id = {item.id: item for item in items}
    late = [by_id[i] for i in recent if i in by_id and by_id[i].enabled][:5]
    rest = [item for item in items if item not in late and item.enabled]
    groups = [Group("Recent", tuple(Found(item) for item in late))] if late else []
    for name in dict.fromkeys([DO, GO, *(item.group for item in rest)]):
        members = tuple(Found(item) for item in rest if item.group == name)[:limit]
        if members:
            groups.append(Group(name, members))
    return groups


def _grouped(found: list[Found], limit: int) -> list[Group]:
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.item.group, []).append(one)
    for members in groups.values():
        members.sort(key=lambda f: (-f.score, len(f.item.title), f.item.title))
    order = sorted(groups, key=lambda name: (-groups[name][0].score, name != DO))
    return [Group(name, tuple(groups[name][:limit])) for name in order]
