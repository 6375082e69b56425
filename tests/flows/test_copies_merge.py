"""Two people work on one postmortem on two desks: bundles go to and fro and are merged."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import Attachment, Lesson
from pmdesk.domain.terms import EvidenceKind, LessonKind
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.report import add_lesson
from pmdesk.edits.timeline import add_evidence
from pmdesk.exporters.bundle.gathering import bundle_extras
from pmdesk.exporters.bundle.writing import render_bundle
from pmdesk.importers.bundle.reading import read_bundle
from pmdesk.store.library import open_library
from tests.fakes import SetClock
from tests.store.made import push

NOW = SetClock().now()
BLOB = b"log of the night"


class Away:
    """The other desk: a library of its own that took the bundle in."""

    def __init__(self, folder, data: bytes) -> None:
        folder.mkdir()
        from pmdesk.importers.adopt_record import adopted_record

        self.folder = folder
        self.store = open_library(folder / "l.pmdesk", backups=folder / "b", search=folder / "s")
        record = read_bundle(data).record
        edit = adopted_record(record, self.store.next_number())
        self.store.append(record.pm_id, edit)
        self.snapshot = self.store.load(record.pm_id)

    def push(self, edit) -> None:
        self.snapshot = push(self.store, self.snapshot, edit)

    def bundle(self) -> bytes:
        return render_bundle(self.snapshot, bundle_extras(self.snapshot, self.store), NOW)


@pytest.fixture
def sent(sampled, qtbot, tmp_path):
    """The bundle that went out of the window, and the desk that took it in."""
    window = sampled.window
    target = tmp_path / "out.pmbundle"
    window.export()
    sheet = window.prompts.sheet
    row = list(sheet.formats.findChildren(type(sheet.formats._group.buttons()[0])))
    QTest.mouseClick(row[-1], Qt.MouseButton.LeftButton)
    assert sheet.path.text().endswith(".pmbundle")
    sheet.path.setText(str(target))
    sheet.act()
    qtbot.waitUntil(lambda: window.toast.text.startswith("Exported"), timeout=20000)
    away = Away(tmp_path / "away", target.read_bytes())
    yield away
    away.store.close()


def bring_back(sampled, qtbot, tmp_path, away):
    path = tmp_path / "back.pmbundle"
    path.write_bytes(away.bundle())
    sampled.window.import_files([path])
    qtbot.waitUntil(lambda: sampled.window.prompts.sheet is not None, timeout=10000)
    return sampled.window.prompts.sheet


def test_what_the_other_desk_did_comes_in_as_one_step(sampled, sent, qtbot, tmp_path):
    document = sampled.window.editor.document
    before = document.snapshot
    name = sent.store.put_file(BLOB)
    event = sorted(sent.snapshot.events)[0]
    sent.push(add_lesson(sent.snapshot, LessonKind.WELL, "The drill helped"))
    edit = add_evidence(sent.snapshot, event, EvidenceKind.LINK, link="https://x.example/1")
    sent.push(edit)
    attached = Attachment(id="att", pm_id=before.pm_id, sha256=name, name="night.log", size=16)
    from pmdesk.domain.change import Edit, born

    sent.push(Edit("Attach", (born(attached),)))
    sheet = bring_back(sampled, qtbot, tmp_path, sent)
    assert sheet.view.summary.endswith("3 added.")
    QTest.keyClick(sheet.button, Qt.Key.Key_Return)
    after = document.snapshot
    assert "The drill helped" in [lesson.text for lesson in after.of(Lesson).values()]
    assert document.file(hashlib.sha256(BLOB).hexdigest()) == BLOB
    assert after.postmortem.key == before.postmortem.key
    document.undo()
    assert document.snapshot == before


def test_a_conflict_is_asked_about_and_the_answer_holds(sampled, sent, qtbot, tmp_path):
    document = sampled.window.editor.document
    document.push(set_head(document.snapshot, "Rename", title="Mine"))
    sent.push(set_head(sent.snapshot, "Rename", title="Theirs"))
    sheet = bring_back(sampled, qtbot, tmp_path, sent)
    assert [card.ask.place for card in sheet.cards] == ["Postmortem · Title"]
    assert sheet.why.text() == "Leaves 1 open question."
    QTest.mouseClick(sheet.cards[0].choices._group.buttons()[2], Qt.MouseButton.LeftButton)
    assert sheet.why.text() == ""
    asked = len(document.snapshot.of(Question))
    QTest.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    assert document.snapshot.postmortem.title == "Theirs"
    assert len(document.snapshot.of(Question)) == asked


def test_what_is_left_for_later_stays_as_a_question_with_both_sides(
    sampled, sent, qtbot, tmp_path
):
    document = sampled.window.editor.document
    document.push(set_head(document.snapshot, "Rename", title="Mine"))
    sent.push(set_head(sent.snapshot, "Rename", title="Theirs"))
    bring_back(sampled, qtbot, tmp_path, sent).act()
    assert document.snapshot.postmortem.title == "Mine"
    texts = [question.text for question in document.snapshot.of(Question).values()]
    assert any("Mine" in text and "Theirs" in text for text in texts)


def test_a_copy_without_news_has_nothing_to_merge(sampled, sent, qtbot, tmp_path):
    sheet = bring_back(sampled, qtbot, tmp_path, sent)
    assert sheet.button is None
    assert sheet.view.summary.endswith("nothing new.")


def test_a_copy_can_be_kept_beside_instead(sampled, sent, qtbot, tmp_path):
    sent.push(set_head(sent.snapshot, "Rename", title="Theirs"))
    sheet = bring_back(sampled, qtbot, tmp_path, sent)
    QTest.mouseClick(sheet.copy, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert sampled.store.size() == 2


def test_a_bundle_for_others_is_not_offered(sampled):
    window = sampled.window
    window.exporting.start()
    sheet = window.prompts.sheet
    sheet._on_format_chosen("bundle")
    sheet._on_edition_chosen("redacted")
    sheet._on_leaks_found((sheet.edition, sheet.inside.isChecked()), ())
    assert not sheet.button.isEnabled()
    assert "whole record" in sheet.why.text()


