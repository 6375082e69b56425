"""Lines of a chat come into the open postmortem through a preview, as one step."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

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


def test_in_the_library_a_table_has_no_postmortem_to_go_into(sampled, qtbot, tmp_path):
    table = tmp_path / "alerts.csv"
    table.write_text("time,text\n2026-10-14T18:41:00Z,holds freed\n", encoding="utf-8")
    sampled.window.show_library()
    drop(sampled.window, table)
    qtbot.waitUntil(lambda: sampled.window.prompts.sheet is not None, timeout=5000)
    assert isinstance(sampled.window.prompts.sheet, ImportSheet)
