"""The header edits title and severity in place and follows the commands and the document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.terms import MarkKind, Phase, Severity
from pmdesk.edits.postmortems import move_phase, set_head
from pmdesk.edits.timeline_lanes import set_mark
from pmdesk.views.actions import Actions
from pmdesk.views.header.header import Header
from pmdesk.views.theme.theme import install
from tests.fakes import MemoryStorage, SetClock, sample

Left = Qt.MouseButton.LeftButton
LONG = "Buyers in three regions could not get seats for nearly an hour because holds were stuck"


class Bar:
    """A header in a window of its own."""

    def __init__(self, read_only: str = "", width: int = 1216) -> None:
        snapshot = sample()
        storage = MemoryStorage(snapshot)
        storage.read_only = read_only
        self.document = Document(snapshot, storage, SetClock())
        self.window = QWidget()
        self.actions = Actions(self.window)
        self.header = Header(self.document, self.actions)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.header)
        self.window.resize(width, 52)
        self.window.show()
        self.header.severity.setFocus()
        QApplication.processEvents()

    @property
    def head(self):
        return self.document.snapshot.postmortem


@pytest.fixture
def bar(qapp: QApplication) -> Iterator[Bar]:
    install(qapp)
    made = Bar()
    yield made
    made.window.close()


def test_typing_over_the_title_renames_in_one_step(bar: Bar):
    left: list[bool] = []
    bar.header.left.connect(lambda: left.append(True))
    bar.header.edit_title()
    QTest.keyClicks(bar.header.title, "Seats  stuck ")
    assert bar.document.undo_stack.count() == 0
    QTest.keyClick(bar.header.title, Qt.Key.Key_Return)
    assert bar.head.title == "Seats stuck"
    assert bar.header.title.text() == "Seats stuck"
    assert bar.document.undo_stack.undo_text == "Rename postmortem"
    assert left == [True]
    bar.document.undo()
    assert bar.header.title.text() == sample().postmortem.title


def test_escape_puts_the_title_back_and_then_leads_out(bar: Bar):
    left: list[bool] = []
    bar.header.left.connect(lambda: left.append(True))
    bar.header.edit_title()
    QTest.keyClicks(bar.header.title, "x")
    QTest.keyClick(bar.header.title, Qt.Key.Key_Escape)
    assert bar.header.title.text() == sample().postmortem.title
    assert left == []
    QTest.keyClick(bar.header.title, Qt.Key.Key_Escape)
    assert left == [True]
    assert bar.document.undo_stack.count() == 0


def test_a_severity_is_picked_with_the_mouse(bar: Bar):
    QTest.mouseClick(bar.header.severity, Left)
    picker = bar.header.picker
    assert picker is not None
    assert picker.isVisible()
    QTest.keyClicks(picker.field, "sev-1")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert bar.head.severity is Severity.SEV1
    assert bar.header.severity.text() == "SEV-1"
    assert bar.document.undo_stack.undo_text == "Set severity"


def test_a_severity_is_taken_away_with_the_keyboard(bar: Bar):
    bar.header.severity.setFocus()
    QTest.keyClick(bar.header.severity, Qt.Key.Key_Return)
    picker = bar.header.picker
    assert picker is not None
    QTest.keyClick(picker.field, Qt.Key.Key_Up)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert bar.head.severity is None
    assert bar.header.severity.text() == "Set severity"


def test_news_of_the_document_are_shown(bar: Bar):
    snapshot = bar.document.snapshot
    bar.document.push(move_phase(snapshot, Phase.REVIEW, bar.document.clock.now()))
    assert bar.header.phase.accessibleName() == "In review"
    end = next(m.at for m in snapshot.marks if m.kind is MarkKind.RESOLVED)
    later = end + timedelta(minutes=5)
    bar.document.push(set_mark(bar.document.snapshot, MarkKind.RESOLVED, later))
    assert bar.header.when.text() == "14 Oct 2026  ·  18:06–19:07 UTC  ·  1 h 01 min"


def test_undo_and_redo_say_which_step_and_follow_their_commands(bar: Bar):
    heard: list[str] = []
    bar.actions.bind("undo", lambda: heard.append("undo"))
    bar.actions.bind("export", lambda: heard.append("export"))
    bar.actions["undo"].setText("Undo move event")
    bar.actions["redo"].setEnabled(False)
    assert "Undo move event" in bar.header.undo.toolTip()
    assert not bar.header.redo.isEnabled()
    QTest.mouseClick(bar.header.undo, Left)
    QTest.mouseClick(bar.header.export, Left)
    assert heard == ["undo", "export"]


@pytest.mark.parametrize("width", [700, 956, 1216, 1696])
def test_nothing_overlaps_and_a_cut_title_has_a_tooltip(bar: Bar, width: int):
    bar.document.push(set_head(bar.document.snapshot, "x", title=LONG))
    bar.window.resize(width, 52)
    QApplication.processEvents()
    assert bar.header.width() == width
    bar.header.grab()
    header = bar.header
    parts = [header.title, header.severity, header.phase, header.when, header.undo, header.redo]
    for one, other in zip(parts, [*parts[1:], header.export], strict=True):
        assert one.geometry().right() < other.geometry().left()
    assert header.export.geometry().right() <= width - 24
    assert header.title.is_cut() == ("stuck" in header.title.toolTip())
    assert header.title.is_cut() == (width < 1696)


def test_what_of_the_time_is_left_out_stands_in_the_tooltip(bar: Bar):
    assert bar.header.when.toolTip() == ""
    bar.document.push(set_head(bar.document.snapshot, "x", title=LONG))
    bar.window.resize(860, 52)
    QApplication.processEvents()
    assert bar.header.when.text() == "14 Oct 2026  ·  56 min"
    assert "18:06–19:02 UTC" in bar.header.when.toolTip()


def test_nothing_can_be_changed_while_reading_only(qapp: QApplication):
    install(qapp)
    bar = Bar("Another window has it open.")
    bar.header.edit_title()
    QTest.keyClicks(bar.header.title, "x")
    QTest.keyClick(bar.header.title, Qt.Key.Key_Return)
    QTest.mouseClick(bar.header.severity, Left)
    bar.header.pick_severity()
    assert bar.header.picker is None
    assert bar.document.snapshot == sample()
    bar.window.close()


def test_a_click_on_undo_leaves_the_keys_where_they_are(bar):
    bar.actions["undo"].setEnabled(True)
    before = QApplication.focusWidget()
    QTest.mouseClick(bar.header.undo, Left)
    assert QApplication.focusWidget() is before is bar.header.severity
