"""The card of nudges in the review: lists, leads there, keeps with a reason, blocks nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from pmdesk.document.document import Document
from pmdesk.domain.readiness import readiness
from pmdesk.edits.factors import add_factor
from pmdesk.views.review.nudges_left import NudgesLeftCard
from pmdesk.views.theme.theme import install
from tests.fakes import MemoryStorage, SetClock, sample

Left = Qt.MouseButton.LeftButton


def card_of(document: Document) -> NudgesLeftCard:
    card = NudgesLeftCard(document)
    document.changed.connect(lambda _edit: card.refresh())
    card.resize(700, 300)
    card.show()
    card.refresh()
    return card


@pytest.fixture
def document(qapp: QApplication) -> Document:
    install(qapp)
    snapshot = sample()
    snapshot = snapshot.applied(add_factor(snapshot, "The engineer forgot the flag").changes)
    return Document(snapshot, MemoryStorage(snapshot), SetClock())


@pytest.fixture
def card(document: Document) -> Iterator[NudgesLeftCard]:
    made = card_of(document)
    yield made
    made.close()


def test_a_nudge_is_listed_and_leads_to_its_factor(card: NudgesLeftCard) -> None:
    ((key, row),) = card.rows.items()
    spy = QSignalSpy(card.factor_requested)
    QTest.mouseClick(row.show_factor, Left)
    assert spy.at(0) == [key[0]]
    assert row.words.accessibleName() == "Ends at a person. The engineer forgot the flag"


def test_keeping_it_with_a_reason_empties_the_list_and_undo_fills_it(
    card: NudgesLeftCard, document: Document
) -> None:
    (row,) = card.rows.values()
    QTest.mouseClick(row.keep, Left)
    assert row.prompt is not None
    assert not row.prompt.button.isEnabled()
    QTest.keyClicks(row.prompt.field, "Their own words")
    QTest.keyClick(row.prompt.field, Qt.Key.Key_Return)
    assert card.rows == {}
    assert card.isHidden()
    document.undo()
    assert len(card.rows) == 1


def test_a_nudge_is_no_gap_of_the_gate(document: Document) -> None:
    def gaps(checked: Document) -> int:
        return sum(len(point.gaps) for point in readiness(checked.snapshot))

    before = gaps(document)
    card = card_of(document)
    (row,) = card.rows.values()
    row.ask_reason()
    assert row.prompt is not None
    row.prompt.field.setText("Their own words")
    row.prompt.button.click()
    assert gaps(document) == before
    card.close()


def test_where_nothing_may_be_edited_it_only_leads(document: Document) -> None:
    locked = MemoryStorage(document.snapshot)
    locked.read_only = "Signed."
    card = card_of(Document(document.snapshot, locked, SetClock()))
    (row,) = card.rows.values()
    assert row.keep.isHidden()
    assert not row.show_factor.isHidden()
    card.close()
