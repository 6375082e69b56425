"""A whole postmortem at one moment, and the rules that it must keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor, FactorEvidence
from pmdesk.domain.change import Change
from pmdesk.domain.kinds import KIND_NAMES, REFERENCES, referrers
from pmdesk.domain.known import Known
from pmdesk.domain.postmortem import Attachment, ImpactFigure, Lesson, Person, Postmortem
from pmdesk.domain.record import Record, RecordT
from pmdesk.domain.revisions.lock import broken_lock
from pmdesk.domain.rules import broken_rule
from pmdesk.domain.timeline import Evidence, Lane, Mark, TimelineEvent

Tables = Mapping[type[Record], Mapping[str, Record]]


class StaleChange(ValueError):
    """A change whose ``before`` is not what the postmortem holds now."""


class RuleBroken(ValueError):
    """A change that would leave the postmortem contradicting itself; the text is for the user."""


class Snapshot:
    """One whole postmortem, never changed: ``applied`` gives the next one.

    ``tables`` maps each kind to its records by id. Kinds without records may be missing.
    """

    __slots__ = ("_known", "pm_id", "tables")

    def __init__(self, pm_id: str, tables: Tables) -> None:
        self.pm_id = pm_id
        self.tables = tables
        # Handed on to the next snapshot; one that is asked after that works it out anew.
        self._known = Known()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Snapshot) or self.pm_id != other.pm_id:
            return False
        return all(self.tables.get(k, {}) == other.tables.get(k, {}) for k in KIND_NAMES)

    __hash__ = None  # type: ignore[assignment]  # a snapshot is compared, never a key

    def __reduce__(self) -> tuple[type[Snapshot], tuple[str, Tables]]:
        # What is known is handed on and kept up by the window, maybe while a worker pickles this.
        return Snapshot, (self.pm_id, self.tables)

    def of(self, kind: type[RecordT]) -> Mapping[str, RecordT]:
        """All records of one kind by id."""
        return cast("Mapping[str, RecordT]", self.tables.get(kind, {}))

    def get(self, kind: type[RecordT], record_id: str | None) -> RecordT | None:
        """One record, or None where there is none of that id."""
        return None if record_id is None else self.of(kind).get(record_id)

    def need(self, kind: type[RecordT], record_id: str) -> RecordT:
        """One record; raises KeyError where there is none of that id."""
        return self.of(kind)[record_id]

    def referring(self, kind: type[RecordT], field: str, target_id: str) -> list[RecordT]:
        """The records of a kind whose ``field`` names a record, in the order of their ids."""
        table = self.of(kind)
        return [table[i] for i in self._known.users(self.tables, kind, field, target_id)]

    def last_position(self, kind: type[Record]) -> float:
        """A position that no record of a kind lies behind; 0 where there never was one."""
        return self._known.last_position(self.tables, kind)

    @property
    def postmortem(self) -> Postmortem:
        """The head record; raises KeyError in a snapshot of a removed postmortem."""
        return self.of(Postmortem)[self.pm_id]

    @property
    def lanes(self) -> list[Lane]:
        """The lanes from top to bottom, hidden ones too."""
        return sorted(self.of(Lane).values(), key=lambda lane: (lane.position, lane.id))

    @property
    def events(self) -> Mapping[str, TimelineEvent]:
        """The events by id."""
        return self.of(TimelineEvent)

    @property
    def marks(self) -> list[Mark]:
        """The marks in order of time."""
        return sorted(self.of(Mark).values(), key=lambda mark: (mark.at, mark.kind))

    @property
    def factors(self) -> Mapping[str, Factor]:
        """The nodes of the factor tree by id."""
        return self.of(Factor)

    @property
    def actions(self) -> list[ActionItem]:
        """The actions in the order of their numbers."""
        return sorted(self.of(ActionItem).values(), key=lambda action: (action.number, action.id))

    @property
    def people(self) -> Mapping[str, Person]:
        """The persons and teams by id."""
        return self.of(Person)

    @property
    def impact(self) -> list[ImpactFigure]:
        """The impact figures in their order."""
        return sorted(self.of(ImpactFigure).values(), key=lambda f: (f.position, f.id))

    @property
    def lessons(self) -> list[Lesson]:
        """The lessons in their order."""
        return sorted(self.of(Lesson).values(), key=lambda lesson: (lesson.position, lesson.id))

    @property
    def attachments(self) -> Mapping[str, Attachment]:
        """The attachments by id."""
        return self.of(Attachment)

    def evidence_of(self, event_id: str) -> list[Evidence]:
        """The evidence of one event in its order."""
        found = self.referring(Evidence, "event_id", event_id)
        return sorted(found, key=lambda e: (e.position, e.id))

    def actions_of(self, factor_id: str) -> list[ActionItem]:
        """The actions that answer a factor, by number."""
        ids = {x.action_id for x in self.of(ActionFactor).values() if x.factor_id == factor_id}
        return [action for action in self.actions if action.id in ids]

    def factors_of(self, action_id: str) -> list[Factor]:
        """The factors that an action answers."""
        links = self.of(ActionFactor).values()
        return [self.factors[x.factor_id] for x in links if x.action_id == action_id]

    def factors_shown_by(self, event_id: str) -> list[Factor]:
        """The factors that an event is evidence of."""
        links = self.of(FactorEvidence).values()
        return [self.factors[x.factor_id] for x in links if x.event_id == event_id]

    def events_showing(self, factor_id: str) -> list[TimelineEvent]:
        """The events that show a factor."""
        links = self.of(FactorEvidence).values()
        return [self.events[x.event_id] for x in links if x.factor_id == factor_id]

    def applied(self, changes: Iterable[Change]) -> Snapshot:
        """The next snapshot.

        Raises StaleChange when a ``before`` is not what is held now, RuleBroken when the result
        would break a rule. Only what the changes touch is checked, so the cost does not grow
        with the postmortem (beyond copying the tables that change).
        """
        changes = tuple(changes)
        tables: dict[type[Record], dict[str, Record]] = {}
        for change in changes:
            kind = change.kind
            if kind not in tables:
                held = self.tables.get(kind, {})
                # A dict that lost a record is copied three times as fast by its own method.
                tables[kind] = held.copy() if isinstance(held, dict) else dict(held)
            _apply(tables[kind], change, self.pm_id)
        merged: dict[type[Record], Mapping[str, Record]] = {**self.tables, **tables}
        result = Snapshot(self.pm_id, merged)
        problem = broken_lock(self.tables, merged, changes)
        if problem:
            raise RuleBroken(problem)
        self._known, result._known = result._known, self._known
        result._known.follow(changes)
        result._check(changes)
        return result

    def _check(self, changes: tuple[Change, ...]) -> None:
        removed: dict[type[Record], set[str]] = {}
        for change in changes:
            current = self.tables.get(change.kind, {}).get(change.record.id)
            if current is None:
                removed.setdefault(change.kind, set()).add(change.record.id)
                continue
            for field, target in REFERENCES.get(change.kind, {}).items():
                ref = getattr(current, field)
                if ref is not None and ref not in self.tables.get(target, {}):
                    raise RuleBroken(f"A {KIND_NAMES[change.kind]} refers to nothing by {field}.")
            problem = broken_rule(current, self.tables)
            if problem:
                raise RuleBroken(problem)
        for kind, ids in removed.items():
            self._check_nothing_points_at(kind, ids)

    def _check_nothing_points_at(self, kind: type[Record], ids: set[str]) -> None:
        if kind is Postmortem:
            if any(self.tables.get(k) for k in KIND_NAMES):
                raise RuleBroken("A postmortem leaves only together with all its parts.")
            return
        for referrer, field in referrers(kind):
            for gone_id in ids:
                if self._known.users(self.tables, referrer, field, gone_id):
                    raise RuleBroken(
                        f"A {KIND_NAMES[kind]} is still used by a {KIND_NAMES[referrer]}."
                    )


def _apply(table: dict[str, Record], change: Change, pm_id: str) -> None:
    record = change.record
    if record.pm_id != pm_id:
        raise StaleChange("The change belongs to another postmortem.")
    current = table.get(record.id)
    # Most often it is the very same; to compare two of the same values takes longer.
    if change.before is not current and change.before != current:
        raise StaleChange(f"{KIND_NAMES[change.kind]} {record.id} has changed meanwhile.")
    if change.after is None:
        del table[record.id]
    else:
        table[record.id] = change.after


def empty(pm_id: str) -> Snapshot:
    """A snapshot with nothing in it, to be born by an edit that starts with a Postmortem."""
    return Snapshot(pm_id, {})
