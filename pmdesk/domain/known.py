"""What is known of a postmortem beside its records, carried on from one snapshot to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmdesk.domain.change import Change
from pmdesk.domain.record import Record

Tables = Mapping[type[Record], Mapping[str, Record]]
# The ids of the records that refer to one; most often there is one only.
_Ids = str | set[str]


class Known:
    """Who refers to whom, and the last position of a kind: worked out when it is first asked for,
    then kept up change by change, so that no edit has to look at all records."""

    def __init__(self) -> None:
        self._users: dict[tuple[type[Record], str], dict[str, _Ids]] = {}
        self._last: dict[type[Record], float] = {}

    def users(self, tables: Tables, kind: type[Record], field: str, target_id: str) -> list[str]:
        """The ids of the records of a kind whose ``field`` names a record, in their order."""
        held = self._users.get((kind, field))
        if held is None:
            held = self._users[kind, field] = {}
            for row in tables.get(kind, {}).values():
                _add(held, getattr(row, field), row.id)
        found = held.get(target_id, ())
        return [found] if isinstance(found, str) else sorted(found)

    def last_position(self, tables: Tables, kind: type[Record]) -> float:
        """A position that no record of a kind lies behind; 0 where there is none."""
        if kind not in self._last:
            rows = tables.get(kind, {}).values()
            self._last[kind] = max((row.position for row in rows), default=0.0)  # type: ignore[attr-defined]
        return self._last[kind]

    def follow(self, changes: Iterable[Change]) -> None:
        """Take changes over."""
        for change in changes:
            kind, before, after = change.kind, change.before, change.after
            for (referrer, field), held in self._users.items():
                if referrer is not kind:
                    continue
                old = None if before is None else getattr(before, field)
                new = None if after is None else getattr(after, field)
                if old != new:
                    _remove(held, old, change.record.id)
                    _add(held, new, change.record.id)
            if after is not None and kind in self._last:
                self._last[kind] = max(self._last[kind], after.position)  # type: ignore[attr-defined]


def _add(held: dict[str, _Ids], target: str | None, record_id: str) -> None:
    if target is None:
        return
    ids = held.get(target)
    if ids is None:
        held[target] = record_id
    elif isinstance(ids, str):
        held[target] = {ids, record_id}
    else:
        ids.add(record_id)


def _remove(held: dict[str, _Ids], target: str | None, record_id: str) -> None:
    if target is None:
        return
    ids = held[target]
    if isinstance(ids, str):
        del held[target]
    else:
        ids.discard(record_id)
        if len(ids) == 1:
            held[target] = ids.pop()
