"""Two windows on one library: the second is told and can look, not write."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.flows.desktop import Desktop


@pytest.fixture
def second(sampled):
    made = Desktop(sampled.library, "second.json")
    yield made
    made.end()


def test_the_second_window_says_so_and_offers_nothing_to_change(second):
    window = second.window
    assert window.notice.isVisible()
    assert "look" in window.notice.words.text()
    assert not window.actions_["new"].isEnabled()
    window.open_sample()
    QApplication.processEvents()
    assert window.editor is not None
    assert window.editor.document.read_only
    assert not window.actions_["add_event"].isEnabled()


def test_every_section_of_the_second_window_can_be_looked_at(second, sampled):
    second.window.open_sample()
    for section in ("report", "timeline", "factors", "actions", "review"):
        second.window.show_section(section)
        QApplication.processEvents()
    assert second.window.editor.document.snapshot == sampled.window.editor.document.snapshot
