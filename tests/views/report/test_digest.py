"""The digest: what it says, how it is walked and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.change import Change
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import empty
from pmdesk.domain.terms import ActionStatus
from pmdesk.edits.actions import set_due, set_status
from pmdesk.edits.postmortems import begin_postmortem, set_head
from pmdesk.views.report.digest import Digest
from pmdesk.views.report.digest_list import DigestList
from pmdesk.views.theme.theme import install
from tests.fakes import MemoryStorage, SetClock, sample

Key = Qt.Key


class Beside:
    """A digest and what it asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.digest = Digest(document, Selection(document))
        self.factors, self.changes = self.digest.body.factors, self.digest.body.changes
        self.gone: list[tuple[type, str]] = []
        self.digest.go_requested.connect(lambda kind, i: self.gone.append((kind, i)))
        self.digest.resize(440, 700)
        self.digest.show()
        self.digest.activateWindow()
        QApplication.processEvents()

    def spoken(self, rows: DigestList) -> list[str]:
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(rows.item(i).data(role)) for i in range(rows.count())]


@pytest.fixture
def beside(qapp: QApplication) -> Iterator[Beside]:
    install(qapp)
    held = sample()
    made = Beside(Document(held, MemoryStorage(held), SetClock()))
    yield made
    made.digest.close()
    made.digest.deleteLater()


def test_it_tells_what_waits_and_what_is_done(beside: Beside) -> None:
    assert beside.factors.count.text() == "6 of 7 addressed"
    assert beside.changes.count.text() == "1 of 6 done"
    assert any(", 1 open, AI-2" in line for line in beside.spoken(beside.factors.list))
    assert any("no owner" in line for line in beside.spoken(beside.changes.list))
    assert any("no date" in line for line in beside.spoken(beside.changes.list))


def test_a_done_action_is_counted_at_once(beside: Beside) -> None:
    action = next(a for a in beside.document.snapshot.actions if a.status is ActionStatus.OPEN)
    now = beside.document.clock.now()
    beside.document.push(
        set_status(beside.document.snapshot, [action.id], ActionStatus.DONE, now=now)
    )
    assert beside.changes.count.text() == "2 of 6 done"


def test_news_of_other_things_leave_the_rows_as_they_are(beside: Beside) -> None:
    item = beside.changes.list.item(0)
    beside.document.push(set_head(beside.document.snapshot, "Edit summary", summary="Other"))
    assert beside.changes.list.item(0) is item


def test_arrows_walk_through_both_lists_and_enter_goes_there(beside: Beside) -> None:
    beside.factors.list.setFocus()
    for _ in range(beside.factors.list.count()):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Down)
    assert QApplication.focusWidget() is beside.changes.list
    QTest.keyClick(beside.changes.list, Key.Key_Return)
    assert beside.gone == [(ActionItem, beside.document.snapshot.actions[0].id)]
    QTest.keyClick(beside.changes.list, Key.Key_Up)
    assert QApplication.focusWidget() is beside.factors.list
    QTest.keyClick(beside.factors.list, Key.Key_Return)
    assert beside.gone[-1][0] is Factor


def test_a_click_goes_to_the_factor(beside: Beside) -> None:
    rows = beside.factors.list
    place = rows.visualItemRect(rows.item(2)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert beside.gone == [(Factor, rows.current_id())]


def test_the_current_row_stays_when_rows_before_it_change(beside: Beside) -> None:
    rows = beside.changes.list
    rows.setCurrentRow(3)
    held = rows.current_id()
    action = beside.document.snapshot.actions[0]
    now = beside.document.clock.now()
    beside.document.push(set_due(beside.document.snapshot, [action.id], None, now=now))
    assert rows.current_id() == held


def test_words_of_a_long_factor_end_in_an_ellipsis_and_are_told_on_hover(beside: Beside) -> None:
    factor = next(iter(f for f in beside.document.snapshot.factors.values() if not f.parent_id))
    longer = altered(factor, text="A very long story about a factor " * 6)
    beside.document.push(
        type(set_head(beside.document.snapshot, "x"))("Edit factor", (Change(factor, longer),))
    )
    beside.digest.grab()
    assert beside.factors.list.cut[factor.id]
    assert beside.factors.list.horizontalScrollBar().maximum() == 0


def test_without_factors_and_actions_it_says_what_to_do(qapp: QApplication) -> None:
    install(qapp)
    edit = begin_postmortem(9, "Empty", SetClock().now())
    held = empty(edit.changes[0].record.id).applied(edit.changes)
    beside = Beside(Document(held, MemoryStorage(held), SetClock()))
    assert beside.factors.list.isHidden()
    beside.factors.button.click()
    beside.changes.button.click()
    assert beside.gone == [(Factor, ""), (ActionItem, "")]
    beside.digest.close()
