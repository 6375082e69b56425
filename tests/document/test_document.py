"""One edit, all the way round: written first, then taken over, then told."""

from __future__ import annotations

import pytest

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.problems import StorageProblem, Unstorable
from pmdesk.edits.actions import add_action
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.report import change_part, remove_part
from tests.fakes import MemoryStorage, SetClock, sample


@pytest.fixture
def storage():
    return MemoryStorage(sample())


@pytest.fixture
def document(qapp, storage):
    return Document(sample(), storage, SetClock())


def rename(document, title):
    return document.push(set_head(document.snapshot, "Rename", title=title))


def test_an_edit_is_stored_taken_over_and_announced(document, storage):
    heard = []
    document.changed.connect(heard.append)
    assert rename(document, "Other")
    assert document.snapshot.postmortem.title == "Other"
    assert storage.load(document.pm_id) == document.snapshot
    assert [e.label for e in heard] == ["Rename"]
    assert document.undo_stack.undo_text == "Rename"


def test_undo_and_redo_go_through_the_store(document, storage):
    first = document.snapshot
    rename(document, "Other")
    second = document.snapshot
    document.undo()
    assert document.snapshot == first == storage.load(document.pm_id)
    document.redo()
    assert document.snapshot == second == storage.load(document.pm_id)


def test_the_history_tells_an_undo_from_the_step_it_takes_back(document):
    heard = []
    document.changed.connect(heard.append)
    rename(document, "Other")
    document.undo()
    document.redo()
    assert [e.label for e in heard] == ["Rename", "Undo rename", "Rename"]
    assert document.undo_stack.undo_text == "Rename"


def test_an_edit_without_changes_makes_no_step(document):
    assert not rename(document, document.snapshot.postmortem.title)
    assert document.undo_stack.count() == 0


def test_a_write_that_fails_changes_nothing_and_is_told(document, storage):
    told = []
    document.not_saved.connect(told.append)
    storage.fail_with = StorageProblem("The disk is full.")
    first = document.snapshot
    assert not rename(document, "Other")
    assert document.snapshot is first
    assert document.undo_stack.count() == 0
    assert told == ["The disk is full."]


def test_what_could_not_be_written_can_be_tried_again(document, storage):
    storage.fail_with = StorageProblem("The disk is full.")
    rename(document, "Other")
    assert not document.try_again()
    storage.fail_with = None
    assert document.try_again()
    assert document.snapshot.postmortem.title == "Other"
    assert document.undo_stack.count() == 1
    assert not document.try_again()


def test_an_undo_that_cannot_be_written_keeps_its_step(document, storage):
    rename(document, "Other")
    held = document.snapshot
    storage.fail_with = StorageProblem("The disk is full.")
    document.undo()
    assert document.snapshot == held
    storage.fail_with = None
    document.undo()
    assert document.snapshot == sample()


def test_an_edit_from_inside_the_news_is_a_bug(document):
    problems = []

    def meddle(_edit):
        try:
            rename(document, "Third")
        except RuntimeError as problem:
            problems.append(problem)

    document.changed.connect(meddle)
    rename(document, "Other")
    assert len(problems) == 1


def test_a_removed_record_leaves_the_selection(document):
    selection = Selection(document)
    lesson = document.snapshot.lessons[0]
    selection.select(Lesson, lesson.id)
    document.push(remove_part(document.snapshot, "Delete lesson", Lesson, lesson.id))
    assert selection.current is None


def test_edits_that_wait_are_all_written_in_their_order(document, storage):
    storage.fail_with = StorageProblem("The disk is full.")
    rename(document, "Other")
    document.push(set_head(document.snapshot, "Write", summary="Words"))
    rename(document, "Third")
    assert document.snapshot == sample()
    storage.fail_with = None
    assert document.try_again()
    held = document.snapshot.postmortem
    assert (held.title, held.summary) == ("Third", "Words")
    assert [e.label for e in storage.edits] == ["Rename", "Write", "Rename"]
    assert storage.load(document.pm_id) == document.snapshot
    while document.undo():
        pass
    assert document.snapshot == sample()


def test_the_next_edit_takes_those_that_wait_with_it(document, storage):
    storage.fail_with = StorageProblem("The disk is full.")
    rename(document, "Other")
    storage.fail_with = None
    assert document.push(set_head(document.snapshot, "Write", summary="Words"))
    assert document.unsaved is None
    assert document.snapshot.postmortem.title == "Other"
    assert document.snapshot.postmortem.summary == "Words"


def test_what_is_done_twice_because_nothing_seemed_to_happen_is_done_once(document, storage):
    storage.fail_with = StorageProblem("The disk is full.")
    for _ in range(2):
        document.push(add_action(document.snapshot, "Alert", now=document.clock.now()))
    document.push(add_action(document.snapshot, "Limit", now=document.clock.now()))
    before = len(document.snapshot.actions)
    storage.fail_with = None
    assert document.try_again()
    texts = [a.text for a in document.snapshot.actions[before:]]
    assert texts == ["Alert", "Limit"]
    assert len({a.number for a in document.snapshot.actions}) == before + 2


def test_an_edit_that_no_library_takes_does_not_stand_in_the_way(document, storage):
    told = []
    document.refused.connect(told.append)
    storage.fail_with = Unstorable("Not saved: retype that part.")
    rename(document, "Half")
    storage.fail_with = None
    assert document.unsaved is None
    assert told == ["Not saved: retype that part."]
    assert rename(document, "Whole")


def test_an_undo_that_could_not_be_written_is_tried_again_as_an_undo(document, storage):
    rename(document, "Other")
    storage.fail_with = StorageProblem("The disk is full.")
    document.undo()
    storage.fail_with = None
    assert document.try_again()
    assert document.snapshot == sample()
    assert document.undo_stack.can_redo
    assert not document.undo_stack.can_undo


def test_what_waits_fits_one_after_the_other(document, storage):
    storage.fail_with = StorageProblem("The disk is full.")
    rename(document, "Other")
    document.push(set_head(document.snapshot, "Write", summary="Words"))
    snapshot = document.snapshot
    for edit in document.waiting():
        snapshot = snapshot.applied(edit.changes)
    assert (snapshot.postmortem.title, snapshot.postmortem.summary) == ("Other", "Words")


def test_an_edit_whose_record_is_gone_is_told_and_stands_in_no_ones_way(document, storage):
    told = []
    document.refused.connect(told.append)
    lesson = document.snapshot.lessons[0]
    remove = remove_part(document.snapshot, "Delete lesson", Lesson, lesson.id)
    change = change_part(document.snapshot, "Write", Lesson, lesson.id, text="Other words")
    storage.fail_with = StorageProblem("The disk is full.")
    document.push(remove)
    document.push(change)
    document.push(set_head(document.snapshot, "Write", summary="Words"))
    storage.fail_with = None
    assert document.try_again()
    assert len(told) == 1
    assert document.snapshot.postmortem.summary == "Words"
