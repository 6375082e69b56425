"""Lines of a chat come into the open postmortem through a preview, as one step."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.views.prompts.feed_choice import FeedChoice
from pmdesk.views.prompts.feed_sheet import FeedSheet
from pmdesk.views.prompts.import_sheet import ImportSheet

CHAT = """18:41 we see holds freed again
18:42 second venue confirms
18:43 closing the bridge
"""


def test_pasted_lines_become_events_after_the_preview(sampled, qtbot):
    window = sampled.window
    before = window.editor.document.snapshot
    QApplication.clipboard().setText(CHAT)
    window.actions_["paste_events"].trigger()
    qtbot.waitUntil(lambda: window.prompts.sheet is not None, timeout=5000)
    assert window.editor.document.snapshot == before
    window.prompts.sheet.act()
    assert window.editor.document.snapshot == before
    window.prompts.sheet.answer("date", "2026-10-14")
    window.prompts.sheet.answer("zone", "UTC")
    # The text is read again under the answers in the worker.
    qtbot.waitUntil(window.prompts.sheet.button.isEnabled, timeout=5000)
    window.prompts.sheet.act()
    QApplication.processEvents()
    after = window.editor.document.snapshot
    assert len(after.events) == len(before.events) + 3
    assert sampled.store.load(after.pm_id) == after
    window.news.undo()
    assert window.editor.document.snapshot == before


def test_without_text_on_the_clipboard_it_says_so(sampled):
    QApplication.clipboard().clear()
    sampled.window.actions_["paste_events"].trigger()
    assert "no text" in sampled.window.toast.text


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_table_dropped_on_an_open_postmortem_brings_events_in(sampled, qtbot, tmp_path):
    table = tmp_path / "alerts.csv"
    table.write_text("time,text\n2026-10-14T18:41:00Z,holds freed\n", encoding="utf-8")
    drop(sampled.window, table)
    qtbot.waitUntil(lambda: sampled.window.prompts.sheet is not None, timeout=5000)
    assert isinstance(sampled.window.prompts.sheet, FeedSheet)


def test_a_document_dropped_on_an_open_postmortem_is_one_of_its_own(sampled, qtbot, tmp_path):
    document = tmp_path / "other.md"
    document.write_text("# Other\n\n## Timeline\n\n- 10:00 UTC it began\n", encoding="utf-8")
    drop(sampled.window, document)
    qtbot.waitUntil(lambda: sampled.window.prompts.sheet is not None, timeout=5000)
    assert isinstance(sampled.window.prompts.sheet, ImportSheet)
    sampled.window.prompts.sheet.dismiss()


def dropped_in_library(desktop, qtbot, tmp_path):
    table = tmp_path / "alerts.csv"
    table.write_text("time,text\n2026-10-14T18:41:00Z,holds freed\n", encoding="utf-8")
    desktop.window.show_library()
    drop(desktop.window, table)
    sheet = desktop.window.prompts.sheet
    assert isinstance(sheet, FeedChoice)
    return {button.text(): button for button in sheet.ways}


def next_sheet(desktop, qtbot):
    qtbot.waitUntil(lambda: desktop.window.prompts.sheet is not None, timeout=5000)
    return desktop.window.prompts.sheet


def test_in_the_library_a_table_asks_what_should_become_of_it(sampled, qtbot, tmp_path):
    ways = dropped_in_library(sampled, qtbot, tmp_path)
    assert len(ways) == 3
    qtbot.mouseClick(ways["Import it as a document"], Qt.MouseButton.LeftButton)
    assert isinstance(next_sheet(sampled, qtbot), ImportSheet)


def test_events_of_a_table_can_begin_a_postmortem(sampled, qtbot, tmp_path):
    ways = dropped_in_library(sampled, qtbot, tmp_path)
    before = sampled.store.size()
    qtbot.mouseClick(ways["Begin a postmortem with its events"], Qt.MouseButton.LeftButton)
    sheet = next_sheet(sampled, qtbot)
    assert isinstance(sheet, FeedSheet)
    sheet.act()
    document = sampled.window.editor.document
    assert [e.title for e in document.snapshot.events.values()] == ["holds freed"]
    assert sampled.store.size() == before + 1


def test_events_of_a_table_can_go_into_the_postmortem_that_is_open(sampled, qtbot, tmp_path):
    ways = dropped_in_library(sampled, qtbot, tmp_path)
    (into,) = (button for words, button in ways.items() if words.startswith("Bring events into"))
    qtbot.mouseClick(into, Qt.MouseButton.LeftButton)
    assert isinstance(next_sheet(sampled, qtbot), FeedSheet)
    assert sampled.window.place == "timeline"


def test_esc_leaves_a_dropped_table_alone(sampled, qtbot, tmp_path):
    dropped_in_library(sampled, qtbot, tmp_path)
    QTest.keyClick(sampled.window.prompts.sheet, Qt.Key.Key_Escape)
    assert sampled.window.prompts.sheet is None
    assert sampled.window.place == "library"


def test_the_first_question_has_the_keys_and_no_zone_is_named_before_it_is_known(sampled, qtbot):
    window = sampled.window
    QApplication.clipboard().setText("[2020-12-31 23:58] Ana: up\n[2021-01-01 00:04] Bo: down\n")
    window.actions_["paste_events"].trigger()
    qtbot.waitUntil(lambda: window.prompts.sheet is not None, timeout=5000)
    sheet = window.prompts.sheet
    assert sheet.questions[0].isAncestorOf(window.focusWidget())
    assert "UTC" not in sheet.head.text()
    assert "2020 23:58" in sheet.rows.index(0, 1).data()
    assert "2021 00:04" in sheet.rows.index(1, 1).data()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()
