"""An edit is on disk when append returns, whole or not at all."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from pmdesk.domain.change import Change, Edit, born, gone
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.library import Filter
from pmdesk.domain.postmortem import Lesson, Postmortem
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import LessonKind
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.edits.postmortems import begin_postmortem, remove_postmortem, set_head
from pmdesk.edits.timeline import add_event, delete_events
from pmdesk.models.rows import ROWS
from pmdesk.store import writing
from tests.store.made import NOW, begun, birth, every_kind, opened, push, with_sample


def test_the_sample_comes_back_as_it_was(library, tmp_path):
    snapshot = with_sample(library)
    library.close()
    again = opened(tmp_path)
    assert again.load(snapshot.pm_id) == snapshot
    again.close()


def test_every_field_of_every_kind_comes_back_with_its_type(library):
    snapshot = with_sample(library)
    snapshot = push(library, snapshot, every_kind(snapshot))
    loaded = library.load(snapshot.pm_id)
    assert loaded == snapshot
    assert set(loaded.tables) == set(ROWS)
    for kind, records in snapshot.tables.items():
        for record_id, record in records.items():
            assert repr(loaded.tables[kind][record_id]) == repr(record)


def test_the_bare_reader_and_sqlalchemy_see_the_same_values(library):
    snapshot = with_sample(library)
    snapshot = push(library, snapshot, every_kind(snapshot))
    with library._ready_writer()._engine.connect() as connection:
        for kind, table in writing.TABLES.items():
            for row in connection.execute(table.select()).mappings():
                record = snapshot.tables[kind][row["id"]]
                for name in kind.__dataclass_fields__:
                    assert row[name] == getattr(record, name)
        connection.rollback()


def test_what_a_change_does_not_touch_is_not_written(library):
    snapshot = begun(library, summary="First")
    edit = set_head(snapshot, "Rename", title="Other")
    library._main.execute("UPDATE postmortem SET summary = 'Second'")
    library.append(snapshot.pm_id, edit)
    assert library.load(snapshot.pm_id).postmortem.summary == "Second"


def test_several_changes_of_one_record_in_an_edit_end_at_the_last(library):
    snapshot = begun(library)
    one = Lesson(id="x", pm_id=snapshot.pm_id, kind=LessonKind.WELL, text="one")
    two = replace(one, text="two", position=2.0)
    three = replace(two, text="three")
    passing = replace(one, id="y")
    edit = Edit(
        "All", (born(one), Change(one, two), Change(two, three), born(passing), gone(passing))
    )
    snapshot = push(library, snapshot, edit)
    assert library.load(snapshot.pm_id) == snapshot
    assert snapshot.of(Lesson)["x"].text == "three"
    assert "y" not in snapshot.of(Lesson)


def test_children_may_come_before_their_parents_in_an_edit(library):
    snapshot = begun(library)
    event = add_event(snapshot, snapshot.lanes[0].id, NOW).changes[0].record
    child = Evidence(id="e", pm_id=snapshot.pm_id, event_id=event.id, kind="link")
    library.append(snapshot.pm_id, Edit("Add", (born(child), born(event))))
    assert library.load(snapshot.pm_id).of(Evidence).keys() == {"e"}


def test_a_removed_postmortem_is_gone_and_comes_back_by_the_inverse(library):
    snapshot = with_sample(library)
    edit = remove_postmortem(snapshot)
    library.append(snapshot.pm_id, edit)
    with pytest.raises(KeyError):
        library.load(snapshot.pm_id)
    assert library.size() == 0
    library.append(snapshot.pm_id, edit.inverse())
    assert library.load(snapshot.pm_id) == snapshot


def test_a_number_is_never_given_twice(library, tmp_path):
    snapshot = begun(library)
    library.append(snapshot.pm_id, remove_postmortem(snapshot))
    assert library.next_number() == 2
    library.close()
    again = opened(tmp_path)
    assert again.next_number() == 2
    again.close()


def test_a_taken_number_is_refused_with_nothing_written(library):
    begun(library)
    edit = begin_postmortem(1, "Twice", NOW)
    with pytest.raises(StorageProblem, match="PM number is taken"):
        library.append(edit.changes[0].record.id, edit)
    assert library.size() == 1


def test_a_reference_to_nothing_is_refused_with_nothing_written(library):
    snapshot = begun(library)
    loose = Lesson(
        id="x", pm_id=snapshot.pm_id, kind=LessonKind.WELL, event_id="nobody", text="loose"
    )
    with pytest.raises(StorageProblem, match="refers to a record"):
        library.append(snapshot.pm_id, Edit("Add", (born(loose),)))
    assert library.load(snapshot.pm_id) == snapshot
    push(library, snapshot, set_head(snapshot, "Rename", title="It works again"))


@pytest.mark.parametrize("values", [{"title": "half \ud800"}, {"number": 2**63}])
def test_what_no_database_can_hold_is_refused_in_words(library, values):
    snapshot = begun(library)
    with pytest.raises(StorageProblem, match="Retype"):
        library.append(snapshot.pm_id, set_head(snapshot, "Rename", **values))
    assert library.load(snapshot.pm_id) == snapshot
    push(library, snapshot, set_head(snapshot, "Rename", title="It works again"))


def test_a_nul_and_other_control_characters_come_back(library):
    snapshot = begun(library, "a\0b\x1b[0m\u202e")
    assert library.load(snapshot.pm_id).postmortem.title == "a\0b\x1b[0m\u202e"


def test_a_change_of_what_is_not_there_is_refused(library):
    snapshot = begun(library)
    lesson = Lesson(id="x", pm_id=snapshot.pm_id, kind=LessonKind.WELL)
    with pytest.raises(StorageProblem, match="open it again"):
        library.append(snapshot.pm_id, Edit("Delete", (gone(lesson),)))
    assert library.history(snapshot.pm_id)[0].label == "New postmortem"


def test_each_edit_moves_its_postmortem_to_the_top(library, clock):
    first, second = begun(library), begun(library)
    clock.advance(timedelta(minutes=1))
    lane = first.lanes[0].id
    push(library, first, add_event(first, lane, NOW, "Alert"))
    assert [e.id for e in library.page(None, 9, Filter())] == [first.pm_id, second.pm_id]


def test_an_edit_of_a_big_postmortem_asks_as_little_as_one_of_a_small(library):
    def statements(snapshot: Snapshot) -> int:
        seen: list[str] = []
        edit = set_head(snapshot, "Rename", title=fresh_id())
        library._main.set_trace_callback(seen.append)
        push(library, snapshot, edit)
        library._main.set_trace_callback(None)
        return len(seen)

    small, big = begun(library), with_more_events(begun(library), library)
    assert statements(small) == statements(big) <= 9


def with_more_events(snapshot, library):
    lane = snapshot.lanes[0].id
    events = [
        TimelineEvent(id=fresh_id(), pm_id=snapshot.pm_id, lane_id=lane, at=NOW) for _ in range(500)
    ]
    return push(library, snapshot, Edit("Import", tuple(born(e) for e in events)))


def test_deleting_an_event_looks_nothing_up_without_an_index(library):
    snapshot = with_sample(library)
    main = library._main
    for kind in snapshot.tables:
        if kind is Postmortem:
            continue
        table = writing.TABLES[kind]
        for key in table.foreign_keys:
            plan = main.execute(
                f'EXPLAIN QUERY PLAN SELECT 1 FROM {table.name} WHERE "{key.parent.name}" = ?',
                ("x",),
            ).fetchone()[3]
            assert "USING" in plan, f"{table.name}.{key.parent.name}: {plan}"
    push(library, snapshot, delete_events(snapshot, list(snapshot.events)[:3]))


def test_a_commit_that_failed_after_it_landed_counts_as_saved(library, monkeypatch):
    snapshot = begun(library)
    whole = writing.Writer.transaction

    from contextlib import contextmanager

    @contextmanager
    def failing(self):
        with whole(self) as connection:
            yield connection
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(writing.Writer, "transaction", failing)
    edit = set_head(snapshot, "Rename", title="Landed")
    assert library.append(snapshot.pm_id, edit) == 2
    monkeypatch.undo()
    following = snapshot.applied(edit.changes)
    push(library, following, set_head(following, "Rename", title="And on"))
    assert library.load(snapshot.pm_id).postmortem.title == "And on"


def test_an_import_of_one_postmortem_twice_is_refused(library):
    snapshot = with_sample(library)
    with pytest.raises(StorageProblem, match=r"already holds|number is taken"):
        library.append(snapshot.pm_id, birth(snapshot))
    assert library.load(snapshot.pm_id) == snapshot
