"""A meeting on a signed version: it is told why there is none, before anything is asked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.views.opening import birth_of
from tests.flows.desktop import Desktop
from tests.views.review.desk import ready

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton


def test_a_signed_version_takes_no_meeting_and_says_how_to_go_on(desktop: Desktop):
    snapshot, window = ready(), desktop.window
    window.shelf.add(lambda number: birth_of(snapshot, number, "Import postmortem"))
    window.open_postmortem(snapshot.pm_id, "review")
    for name in ("ask", "sign"):
        QApplication.processEvents()
        QTest.mouseClick(getattr(window.editor._panel("review").foot, name), LEFT)
        QApplication.processEvents()
    document = window.editor.document
    assert document.read_only
    window.toast.hide()
    QTest.keyClick(window, Key.Key_F5)
    assert window.meeting.card is None
    assert window.meeting.windows is None
    assert window.toast.text == document.read_only
