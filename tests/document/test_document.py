"""One edit, all the way round: written first, then taken over, then told."""

from __future__ import annotations

import pytest

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.report import remove_part
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
    assert document.undo_stack.undoText() == "Rename"


def test_undo_and_redo_go_through_the_store(document, storage):
    first = document.snapshot
    rename(document, "Other")
    second = document.snapshot
    document.undo()
    assert document.snapshot == first == storage.load(document.pm_id)
    document.redo()
    assert document.snapshot == second == storage.load(document.pm_id)


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
