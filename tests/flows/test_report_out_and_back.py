"""The report is looked at before it is saved, redacted for others, and opens again as itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.domain.change import became, edit
from pmdesk.domain.revisions.checking import Verdict
from pmdesk.domain.terms import Audience
from pmdesk.edits.postmortems import set_head
from pmdesk.exporters.editions import Edition, Handout
from pmdesk.importers.pdf_record import attached_record
from pmdesk.importers.record_file import read_record
from pmdesk.views.preview.preview_sheet import PreviewSheet


def plant(window, words: str) -> None:
    document = window.editor.document
    event = next(e for e in document.snapshot.events.values() if e.audience is Audience.EXTERNAL)
    document.push(edit("Edit event", became(event, replace(event, text=words))))


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(segments: QWidget, number: int) -> None:
    click(segments._group.button(number))


def exported(window, qtbot, target, **handout):
    window.exporting._make(window.editor.document.snapshot, "pdf", target, Handout(**handout))
    qtbot.waitUntil(lambda: window.toast.text.startswith("Exported"), timeout=20000)
    return target.read_bytes()


def test_what_may_tell_too_much_is_listed_and_taken_out_by_the_main_button(
    sampled, qtbot, tmp_path
):
    window = sampled.window
    plant(window, "Then Priya restarted db-03.prod.internal at 10.12.0.7")
    window.export()
    sheet = window.prompts.sheet
    choose(sheet.editions, 1)
    assert not sheet.button.isEnabled()
    qtbot.waitUntil(lambda: not sheet.leaks.is_waiting, timeout=5000)
    assert [box.text() for box in sheet.leaks.boxes] == [
        "10.12.0.7", "db-03.prod.internal", "Priya",
    ]  # fmt: skip
    assert sheet.button.text() == "Redact and export"
    sheet.path.setText(str(tmp_path / "out.pdf"))
    click(sheet.button)
    qtbot.waitUntil(lambda: window.toast.text.startswith("Exported"), timeout=20000)
    inside = attached_record((tmp_path / "out.pdf").read_bytes())
    assert b"[host name]" in inside
    for word in (b"Priya", b"db-03", b"10.12"):
        assert word not in inside
    assert "Priya" in str(window.editor.document.snapshot.events)


def test_a_finding_that_is_not_ticked_stays_in_and_the_sheet_says_so(sampled, qtbot):
    window = sampled.window
    plant(window, "Then Priya restarted it")
    window.export()
    sheet = window.prompts.sheet
    choose(sheet.editions, 1)
    qtbot.waitUntil(lambda: not sheet.leaks.is_waiting, timeout=5000)
    QTest.keyClick(sheet.leaks.boxes[0], Qt.Key.Key_Space)
    assert sheet.why.text() == "One finding stays in."
    assert sheet.button.text() == "Export"
    assert sheet.handout().words == {}


def test_internal_needs_no_look_through_and_summary_carries_no_record(sampled, qtbot):
    window = sampled.window
    window.export()
    sheet = window.prompts.sheet
    assert sheet.leaks.isHidden()
    assert sheet.button.isEnabled()
    choose(sheet.editions, 2)
    qtbot.waitUntil(lambda: not sheet.leaks.is_waiting, timeout=5000)
    assert sheet.record.isHidden()
    assert sheet.handout().edition is Edition.EXTERNAL
    assert sheet.words.text() == "A single page that needs no other."
    choose(sheet.editions, 0)
    assert "then everything" in sheet.words.text()


def open_preview(window, qtbot) -> PreviewSheet:
    window.actions_["preview"].trigger()
    sheet = window.findChildren(PreviewSheet)[-1]
    qtbot.waitUntil(lambda: sheet.view.is_drawn(0), timeout=20000)
    return sheet


def test_the_preview_shows_the_pages_and_walks_them_by_key(sampled, qtbot):
    sheet = open_preview(sampled.window, qtbot)
    assert sheet.page.text().startswith("1 of ")
    QTest.keyClick(sheet.view, Qt.Key.Key_PageDown)
    assert sheet.page.text().startswith("2 of ")
    QTest.keyClick(sheet.view, Qt.Key.Key_End)
    assert sheet.view.current == sheet.view.pages - 1
    qtbot.waitUntil(lambda: sheet.view.is_drawn(sheet.view.current), timeout=5000)
    QTest.keyClick(sheet.view, Qt.Key.Key_Home)
    assert sheet.view.current == 0
    before = sheet.view.zoom
    QTest.keyClick(sheet.view, Qt.Key.Key_Plus)
    assert sheet.view.zoom > before
    QTest.keyClick(sheet.view, Qt.Key.Key_P)
    assert sheet.view.zoom < before
    image = sheet.view.viewport().grab().toImage()
    assert len({image.pixel(x, image.height() // 4) for x in range(image.width())}) > 3


def test_what_is_saved_from_the_preview_is_what_was_seen(sampled, qtbot, tmp_path):
    window = sampled.window
    sheet = open_preview(window, qtbot)
    target = tmp_path / "seen.pdf"

    class Files:
        def save(self, _parent, _title, _start, _kinds, then):
            then(target)

    window.prompts._files = Files()
    sampled.clock.advance(timedelta(hours=1))
    click(sheet.save)
    qtbot.waitUntil(lambda: window.toast.text.startswith("Exported"), timeout=5000)
    assert target.read_bytes() == sheet.data


def test_escape_while_the_report_is_made_stops_it(sampled, qtbot):
    window = sampled.window
    window.actions_["preview"].trigger()
    sheet = window.findChildren(PreviewSheet)[-1]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert window.exporting._give_up.is_set()
    qtbot.waitUntil(lambda: not window.background._waiting, timeout=5000)


def test_an_export_that_is_stopped_leaves_no_file(sampled, qtbot, tmp_path):
    window = sampled.window
    target = tmp_path / "out.pdf"
    window.exporting._make(window.editor.document.snapshot, "pdf", target, Handout())
    window.exporting.give_up()
    qtbot.waitUntil(lambda: "stopped" in window.toast.text, timeout=5000)
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


def test_the_page_is_copied_as_rich_text_and_as_plain_text(sampled, qtbot):
    sampled.window.actions_["copy_report"].trigger()
    qtbot.waitUntil(lambda: "Copied" in sampled.window.toast.text, timeout=5000)
    carried = QGuiApplication.clipboard().mimeData()
    assert "<h2>Actions</h2>" in carried.html()
    assert "## Action items" in carried.text()


def test_a_report_comes_back_as_the_same_postmortem(sampled, qtbot, tmp_path):
    window = sampled.window
    first = window.editor.document.snapshot
    data = exported(window, qtbot, tmp_path / "out.pdf")
    assert read_record(data) == first
    window.delete_postmortem()
    window.import_files([tmp_path / "out.pdf"])
    qtbot.waitUntil(lambda: window.prompts.sheet is not None, timeout=5000)
    window.prompts.sheet.act()
    QApplication.processEvents()
    again = window.editor.document.snapshot
    assert again.pm_id == first.pm_id
    assert again.events == first.events
    assert again.people == first.people


def bring_back(window, qtbot, path):
    window.import_files([path])
    qtbot.waitUntil(lambda: window.prompts.sheet is not None, timeout=5000)
    window.prompts.sheet.act()
    qtbot.waitUntil(lambda: hasattr(window.prompts.sheet, "opened"), timeout=5000)
    return window.prompts.sheet


def test_a_report_of_a_postmortem_that_is_here_opens_it_or_becomes_a_copy(sampled, qtbot, tmp_path):
    window = sampled.window
    first = window.editor.document.snapshot
    exported(window, qtbot, tmp_path / "out.pdf")
    window.show_library()
    sheet = bring_back(window, qtbot, tmp_path / "out.pdf")
    click(sheet.button)
    assert window.editor.document.pm_id == first.pm_id
    assert sampled.store.size() == 1
    sheet = bring_back(window, qtbot, tmp_path / "out.pdf")
    click(sheet.copy)
    assert sampled.store.size() == 2
    assert window.editor.document.pm_id != first.pm_id
    assert len(window.editor.document.snapshot.events) == len(first.events)


def test_a_report_of_a_postmortem_that_is_here_is_checked_against_it(sampled, qtbot, tmp_path):
    window = sampled.window
    exported(window, qtbot, tmp_path / "out.pdf")
    for title, verdict in (("", Verdict.UNCHANGED), ("Other words", Verdict.CHANGED)):
        document = window.editor.document
        if title:
            assert document.push(set_head(document.snapshot, "Rename", title=title))
        sheet = bring_back(window, qtbot, tmp_path / "out.pdf")
        click(sheet.check)
        qtbot.waitUntil(lambda: hasattr(window.prompts.sheet, "found"), timeout=5000)
        assert window.prompts.sheet.found.verdict is verdict
        window.prompts.sheet.dismiss()
    assert sampled.store.size() == 1


def test_a_pdf_without_a_record_says_what_it_lacks(desktop, qtbot, tmp_path):
    path = tmp_path / "other.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing of ours")
    desktop.window.import_files([path])
    qtbot.waitUntil(lambda: desktop.window.prompts.sheet is not None, timeout=5000)
    review = desktop.window.prompts.sheet.reviews[0]
    assert "carries no record" in review.problem
