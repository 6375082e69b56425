"""Random lives of a document on a real library: after each step both hold the same."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.record import Record
from pmdesk.domain.terms import ActionStatus, EvidenceKind, LessonKind, MarkKind, Phase
from pmdesk.domain.timeline import Evidence, Lane, TimelineEvent
from pmdesk.edits import actions, factors, postmortems, report, timeline, timeline_lanes
from pmdesk.store.library import open_library
from tests.fakes import SetClock, sample

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SPANS = st.integers(-5000, 5000).map(lambda n: timedelta(seconds=n))
# Which record, by its place among those of its kind; the edit sees only what is there.
PLACES = st.integers(0, 10**6)
_TEMPLATE: list[bytes] = []


def template() -> bytes:
    """A closed library that holds the sample."""
    if not _TEMPLATE:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "l.pmdesk"
            library = open_library(path, backups=Path(name) / "b", search=Path(name) / "s")
            snapshot = sample()
            rows = [r for kind in KIND_NAMES for r in snapshot.of(kind).values()]
            from pmdesk.domain.change import born

            library.append(snapshot.pm_id, Edit("Import", tuple(born(row) for row in rows)))
            library.close()
            _TEMPLATE.append(path.read_bytes())
    return _TEMPLATE[0]


class Lives(RuleBasedStateMachine):
    """Edits, undo, redo, reopening, restoring; the document and the library never part."""

    @initialize()
    def begin(self) -> None:
        # In memory where there is such a folder: what is on trial is not the disk.
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
        self.path = self.folder / "l.pmdesk"
        self.path.write_bytes(template())
        self.clock = SetClock()
        self._open()

    def _open(self) -> None:
        self.library = open_library(
            self.path, backups=self.folder / "b", search=self.folder / "s", now=self.clock.now
        )
        assert self.library.read_only == ""
        self._take(sample().pm_id)

    def _take(self, pm_id: str) -> None:
        self.document = Document(self.library.load(pm_id), self.library, self.clock)
        self.first = self.document.snapshot

    def _one(self, kind: type[Record], place: int) -> str | None:
        ids = sorted(self.document.snapshot.of(kind))
        return ids[place % len(ids)] if ids else None

    def _try(self, verb: Callable[..., Edit], *given: object, **values: object) -> None:
        """Carry out a verb; a kind with a place stands for the record there, if there is one."""
        arguments = []
        for item in given:
            if isinstance(item, tuple):
                item = self._one(*item)  # noqa: PLW2901 - the record in place of its place
                if item is None:
                    return
            arguments.append(item)
        before = self.document.snapshot
        if not self.document.attempt(lambda s: verb(s, *arguments, **values)):
            assert self.document.snapshot == before
        self.clock.advance(timedelta(seconds=1))

    @rule(title=TEXTS, summary=TEXTS, tags=st.lists(TEXTS, max_size=3).map(tuple))
    def head(self, title, summary, tags) -> None:
        self._try(postmortems.set_head, label="Head", title=title, summary=summary, tags=tags)

    @rule(phase=st.sampled_from(Phase), reason=TEXTS)
    def phase(self, phase, reason) -> None:
        self._try(postmortems.move_phase, phase=phase, now=NOW, reason=reason)

    @rule(lane=PLACES, title=TEXTS, minutes=st.none() | st.integers(-(10**6), 10**6))
    def event(self, lane, title, minutes) -> None:
        at = None if minutes is None else NOW + timedelta(minutes=minutes)
        self._try(timeline.add_event, (Lane, lane), at=at, title=title)

    @rule(places=st.lists(PLACES, min_size=1, max_size=4), by=SPANS, lane=st.none() | PLACES)
    def move(self, places, by, lane) -> None:
        ids = list({self._one(TimelineEvent, place) for place in places} - {None})
        to = None if lane is None else self._one(Lane, lane)
        if ids:
            self._try(timeline.move_events, event_ids=ids, by=by, lane_id=to)

    @rule(event=PLACES, by=SPANS)
    def stretch(self, event, by) -> None:
        self._try(timeline.stretch_event, (TimelineEvent, event), end=NOW + by)

    @rule(places=st.lists(PLACES, min_size=1, max_size=3), verb=st.sampled_from("dx"))
    def copy_or_delete(self, places, verb) -> None:
        ids = list({self._one(TimelineEvent, place) for place in places} - {None})
        what = timeline.duplicate_events if verb == "d" else timeline.delete_events
        if ids:
            self._try(what, event_ids=ids)

    @rule(event=PLACES, kind=st.sampled_from(EvidenceKind), text=TEXTS)
    def evidence(self, event, kind, text) -> None:
        self._try(timeline.add_evidence, (TimelineEvent, event), kind=kind, text=text)

    @rule(place=PLACES)
    def remove_evidence(self, place) -> None:
        self._try(timeline.remove_evidence, (Evidence, place))

    @rule(kind=st.sampled_from(MarkKind), by=SPANS, clear=st.booleans())
    def mark(self, kind, by, clear) -> None:
        if clear:
            self._try(timeline_lanes.clear_mark, kind=kind)
        else:
            self._try(timeline_lanes.set_mark, kind=kind, at=NOW + by)

    @rule(name=TEXTS, place=PLACES, delete=st.booleans())
    def lane(self, name, place, delete) -> None:
        if delete and len(self.document.snapshot.lanes) > 1:
            target = self._one(Lane, place + 1)
            self._try(timeline_lanes.delete_lane, (Lane, place), move_to=target)
        else:
            self._try(timeline_lanes.add_lane, name=name)

    @rule(place=st.none() | PLACES, text=TEXTS)
    def ask_why(self, place, text) -> None:
        parent = None if place is None else self._one(Factor, place)
        self._try(factors.add_factor, text=text, parent_id=parent)

    @rule(place=PLACES, under=st.none() | PLACES, index=st.integers(0, 3))
    def move_factor(self, place, under, index) -> None:
        parent = None if under is None else self._one(Factor, under)
        self._try(factors.move_factor, (Factor, place), parent_id=parent, index=index)

    @rule(place=PLACES)
    def delete_factor(self, place) -> None:
        self._try(factors.delete_factor, (Factor, place))

    @rule(text=TEXTS, factor=PLACES, days=st.none() | st.integers(0, 50))
    def action(self, text, factor, days) -> None:
        due = None if days is None else date(2026, 12, 1) + timedelta(days=days)
        found = self._one(Factor, factor)
        links = [found] if found else []
        self._try(actions.add_action, text=text, now=NOW, factor_ids=links, due=due)

    @rule(place=PLACES, status=st.sampled_from(ActionStatus), role=TEXTS, delete=st.booleans())
    def change_action(self, place, status, role, delete) -> None:
        found = self._one(ActionItem, place)
        if found is None:
            return
        if delete:
            self._try(actions.delete_actions, action_ids=[found])
        else:
            self._try(
                actions.set_status, action_ids=[found], status=status, now=NOW, reason="asked"
            )
            self._try(actions.assign_role, action_ids=[found], role=role)

    @rule(kind=st.sampled_from(LessonKind), text=TEXTS, remove=st.none() | PLACES)
    def lesson(self, kind, text, remove) -> None:
        found = None if remove is None else self._one(Lesson, remove)
        if found is None:
            self._try(report.add_lesson, kind=kind, text=text)
        else:
            self._try(report.remove_part, "Delete lesson", Lesson, found)

    @rule(steps=st.integers(1, 5))
    def undo(self, steps) -> None:
        for _ in range(steps):
            self.document.undo()

    @rule(steps=st.integers(1, 5))
    def redo(self, steps) -> None:
        for _ in range(steps):
            self.document.redo()

    @rule()
    def reopen(self) -> None:
        held = self.document.snapshot
        self.library.close()
        self._open()
        assert self.document.snapshot == held

    @rule()
    def restore(self) -> None:
        held = self.document.snapshot
        backup = self.library.back_up("in a life")
        self._try(postmortems.set_head, label="Later", title="Later", narrative="x")
        self.library.restore(backup)
        self._take(held.pm_id)
        assert self.document.snapshot == held

    @rule()
    def delete_and_bring_back(self) -> None:
        removal = postmortems.remove_postmortem(self.document.snapshot)
        self.library.append(self.document.pm_id, removal)
        assert self.library.size() == 0
        self.library.append(self.document.pm_id, removal.inverse())

    @invariant()
    def both_hold_the_same(self) -> None:
        if hasattr(self, "document"):
            assert self.library.load(self.document.pm_id) == self.document.snapshot

    def teardown(self) -> None:
        if not hasattr(self, "document"):
            return
        try:
            while self.document.undo():
                pass
            assert self.document.snapshot == self.first
            assert self.library.load(self.document.pm_id) == self.first
            assert self.library.verify_journal() == ""
            assert self.library.check(whole=True) == ""
        finally:
            self.library.close()
            shutil.rmtree(self.folder)


@pytest.mark.usefixtures("qapp")
class TestLives(Lives.TestCase):
    settings = settings(
        max_examples=100,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )


def test_a_store_that_forgets_a_field_is_caught(monkeypatch, qapp):
    """The lives can fail: a writer that leaves one field out is found within a few of them."""
    from hypothesis.stateful import run_state_machine_as_test

    from pmdesk.store import writing

    whole = writing._altered

    def forgetful(before, after, now):
        values = whole(before, after, now)
        values.pop("v_end", None)
        return values

    monkeypatch.setattr(writing, "_altered", forgetful)
    few = settings(
        TestLives.settings, max_examples=60, database=None, phases=[Stage.generate],
        derandomize=True,
    )  # fmt: skip
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Lives, settings=few)
