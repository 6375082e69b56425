"""Bundles on the command line, and what signatures and real libraries make of a merge."""

from __future__ import annotations

import pytest

from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.signoff import Revision
from pmdesk.domain.snapshot import RuleBroken
from pmdesk.domain.terms import LessonKind, Phase, RevisionState
from pmdesk.edits.approvals import ask_for_review
from pmdesk.edits.merging import merge_copy
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.report import add_lesson
from pmdesk.edits.revisions import sign_off
from pmdesk.exporters.bundle.gathering import EVER, bundle_extras
from pmdesk.exporters.bundle.writing import render_bundle
from pmdesk.importers.bundle.reading import read_bundle
from pmdesk.store.library import open_library
from tests.domain.merging.desks import born_of
from tests.fakes import SetClock
from tests.flows.test_command_line import Program
from tests.views.review.desk import ready

NOW = SetClock().now()


class Library:
    """A library of its own that holds one postmortem."""

    def __init__(self, folder, snapshot) -> None:
        folder.mkdir()
        self.path = folder / "l.pmdesk"
        self.places = {"backups": folder / "b", "search": folder / "s"}
        self.store = open_library(self.path, **self.places)
        self.pm_id = snapshot.pm_id
        self.store.append(self.pm_id, born_of(snapshot))

    @property
    def snapshot(self):
        return self.store.load(self.pm_id)

    def push(self, verb, *given, **values):
        before = self.snapshot
        edit = verb(before, *given, **values)
        before.applied(edit.changes)
        self.store.append(self.pm_id, edit)

    def bundle(self) -> bytes:
        return render_bundle(self.snapshot, bundle_extras(self.snapshot, self.store), NOW)

    def take(self, data: bytes) -> None:
        from pmdesk.domain.merging.trail import common_state

        bundle = read_bundle(data)
        edits = self.store.edits_since(self.pm_id, EVER)
        base = common_state(self.snapshot, edits, bundle.record, bundle.trail)
        self.push(merge_copy, base, bundle.record)


@pytest.fixture
def two(tmp_path):
    both = Library(tmp_path / "anna", ready()), Library(tmp_path / "ben", ready())
    yield both
    for library in both:
        library.store.close()


def signed_by_ben(ben):
    ben.push(ask_for_review, NOW)
    ben.push(sign_off, NOW, "Scribe")


def test_a_signed_version_comes_in_as_signed_where_nothing_else_changed(two):
    anna, ben = two
    signed_by_ben(ben)
    anna.take(ben.bundle())
    (revision,) = anna.snapshot.of(Revision).values()
    assert revision.state is RevisionState.SIGNED
    assert anna.snapshot.postmortem.phase is Phase.PUBLISHED
    assert anna.store.check(whole=True) == ""


def test_a_signature_under_another_text_stands_as_an_earlier_version(two):
    anna, ben = two
    anna.push(add_lesson, LessonKind.WELL, "Mine")
    signed_by_ben(ben)
    anna.take(ben.bundle())
    (revision,) = anna.snapshot.of(Revision).values()
    assert revision.state is RevisionState.LAPSED
    assert anna.snapshot.postmortem.phase is not Phase.PUBLISHED
    anna.push(set_head, "Rename", title="It can be edited")


def test_nothing_comes_into_a_signed_text(two):
    anna, ben = two
    signed_by_ben(anna)
    before = anna.snapshot
    ben.push(add_lesson, LessonKind.WELL, "Theirs")
    with pytest.raises(RuleBroken, match="signed"):
        anna.take(ben.bundle())
    assert anna.snapshot == before


def test_import_asks_for_merge_or_copy_and_does_what_is_asked(two, tmp_path):
    anna, ben = two
    ben.push(add_lesson, LessonKind.WELL, "The drill helped")
    anna.push(set_head, "Rename", title="Mine")
    path = tmp_path / "ben.pmbundle"
    path.write_bytes(ben.bundle())
    anna.store.close()
    pmdesk = Program(tmp_path)
    key = next(iter(ben.snapshot.of(Postmortem).values())).key
    pmdesk("import", path, "--library", anna.path, code=2)
    answer = pmdesk.read("import", path, "--merge", "--library", anna.path, code=0)
    (row,) = answer["postmortems"]
    assert (row["title"], row["key"]) == ("Mine", key)
    assert "The drill helped" in row["lessons"]["well"]
    answer = pmdesk.read("import", path, "--copy", "--library", anna.path, code=0)
    assert answer["postmortems"][0]["key"] != key
    anna.store = open_library(anna.path, **anna.places)
    assert anna.store.size() == 2


def test_verify_says_whether_a_bundle_is_what_the_library_holds(two, tmp_path):
    anna, ben = two
    path = tmp_path / "ben.pmbundle"
    path.write_bytes(ben.bundle())
    pmdesk = Program(tmp_path)
    anna.store.close()
    found = pmdesk.read("verify", path, "--library", anna.path, code=0)
    assert found["result"] == "unchanged"
    ben.push(set_head, "Rename", title="Altered")
    path.write_bytes(ben.bundle())
    found = pmdesk.read("verify", path, "--library", anna.path, code=1)
    assert any("Title" in line for line in found["where"])
    anna.store = open_library(anna.path, **anna.places)


def test_export_makes_a_bundle_by_the_name_of_the_file(two, tmp_path):
    anna, _ben = two
    held = anna.snapshot
    anna.store.close()
    pmdesk = Program(tmp_path)
    target = tmp_path / "out.pmbundle"
    pmdesk("export", held.postmortem.key, "--output", target, "--library", anna.path)
    assert read_bundle(target.read_bytes()).record == held
    pmdesk(
        "export", held.postmortem.key, "--for", "redacted", "--output", target,
        "--library", anna.path, code=2,
    )  # fmt: skip
    anna.store = open_library(anna.path, **anna.places)
