"""Lines of a chat come into the open postmortem through a preview, as one step."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

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
