"""A postmortem that was closed is let go by every part of the window that looked at it."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import SIGNAL, QEvent
from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import Factor
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.views.main_window import MainWindow
from pmdesk.views.sections import SECTIONS
from pmdesk.views.theme.theme import theme

LOOKS = (
    "factors_tree", "factors_coverage", "factors_outline", "timeline_view", "timeline_view",
    "walk", "walk", "accounts", "accounts", "find_event", "filter_events", "compare",
)  # fmt: skip


def spin() -> None:
    for _ in range(4):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def look_everywhere(window: MainWindow) -> list[weakref.ref]:
    """Open the sample, go through all of it, close it; what must be gone then."""
    window.open_sample()
    editor = window.editor
    assert editor is not None
    for section in SECTIONS:
        window.show_section(section)
        spin()
    for command in LOOKS:
        window.actions_[command].trigger()
        spin()
    snapshot = editor.document.snapshot
    for kind in (TimelineEvent, Factor):
        editor.go_to(kind, min(snapshot.of(kind)))
        window.actions_["inspector"].trigger()
        spin()
    window.attaching.view(min(snapshot.of(Evidence)))
    spin()
    gone = [weakref.ref(editor), weakref.ref(editor.document)]
    del editor
    window.show_library()
    window.close_postmortem()
    spin()
    return gone


def test_a_closed_postmortem_leaves_nothing_behind(window: MainWindow):
    seen = []
    for _ in range(3):
        gone = look_everywhere(window)
        gc.collect()
        spin()
        assert [ref() for ref in gone] == [None, None]
        seen.append((len(QApplication.allWidgets()), theme().receivers(SIGNAL("changed()"))))
    assert seen[1] == seen[2]
