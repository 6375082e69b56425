"""The inspector of a factor, driven as a person would, checked against the document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.terms import Confidence, StopReason
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.controls.picker import Picker
from pmdesk.views.factors.inspector import FactorInspector
from pmdesk.views.factors.links import LinkCard
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.theme import install
from tests.fakes import MemoryStorage, SetClock, sample

Left = Qt.MouseButton.LeftButton
Key = Qt.Key


class Side:
    """The inspector beside a document, showing one factor."""

    def __init__(self, start: str, read_only: str = "") -> None:
        snapshot = sample()
        storage = MemoryStorage(snapshot)
        storage.read_only = read_only
        self.document = Document(snapshot, storage, SetClock())
        self.selection = Selection(self.document)
        self.view = FactorInspector(self.document, self.selection)
        self.view.resize(348, 900)
        self.view.show()
        self.show(start)

    def show(self, start: str) -> Factor:
        factors = self.document.snapshot.factors.values()
        found = next(f for f in factors if f.text.startswith(start))
        self.selection.select(Factor, found.id)
        QApplication.processEvents()
        return found

    @property
    def factor(self) -> Factor:
        return self.document.snapshot.factors[self.selection.current or ""]

    def click(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Left)
        QApplication.processEvents()

    def popup(self, kind: type[Picker] | type[ReasonPrompt]) -> Picker | ReasonPrompt:
        return next(p for p in self.view.findChildren(kind) if p.isVisible())

    def pick(self, words: str) -> None:
        picker = self.popup(Picker)
        QTest.keyClicks(picker.field, words)
        QTest.keyClick(picker.field, Key.Key_Return)
        QApplication.processEvents()

    def cards(self, part: object) -> list[LinkCard]:
        return part.findChildren(LinkCard)  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def side(qapp: QApplication) -> Iterator[Side]:
    install(qapp)
    made = Side("The alert does not")
    yield made
    made.view.close()


def test_words_kind_category_branch_and_confidence_are_one_step_each(side: Side) -> None:
    side.view.text.setFocus()
    side.view.text.selectAll()
    QTest.keyClicks(side.view.text, "The alert is mute")
    side.view.decided_by.window().setFocus()
    side.view.text.commit()
    assert side.factor.text == "The alert is mute"
    side.click(side.view.kind)
    side.pick("Trig")
    side.click(side.view.category)
    side.pick("Rota")
    side.click(side.view.branch)
    side.pick("Detec")
    side.click(side.view.confidence.findChildren(QAbstractButton)[1])
    assert (side.factor.kind.value, side.factor.category) == ("trigger", "Rota")
    assert (side.factor.branch, side.factor.confidence) == ("detection", Confidence.LIKELY)
    assert side.document.undo_stack.count() == 5


def test_a_second_click_on_the_confidence_takes_it_off(side: Side) -> None:
    assert side.factor.confidence is Confidence.CONFIRMED
    side.click(side.view.confidence.findChildren(QAbstractButton)[2])
    assert side.factor.confidence is None


def test_an_emptied_text_comes_back_when_the_field_is_left(side: Side, qtbot: QtBot) -> None:
    before = side.factor.text
    side.view.text.setFocus()
    side.view.text.selectAll()
    QTest.keyClick(side.view.text, Key.Key_Delete)
    side.view.answers.add.setFocus()
    qtbot.waitUntil(lambda: side.view.text.toPlainText() == before)
    assert side.factor.text == before


def test_not_acting_asks_for_a_reason_and_then_for_who_decided(side: Side) -> None:
    side.click(side.view.stop)
    side.pick("decided")
    assert side.factor.stop is StopReason.ACTIONABLE
    prompt = side.popup(ReasonPrompt)
    QTest.keyClicks(prompt.field, "Too rare")
    QTest.keyClick(prompt.field, Key.Key_Return)
    assert (side.factor.stop, side.factor.stop_note) == (StopReason.ACCEPTED, "Too rare")
    assert side.view.decided_by.isVisible()
    QTest.keyClicks(side.view.decided_by, "Holds team lead")
    QTest.keyClick(side.view.decided_by, Key.Key_Return)
    assert side.factor.decided_by == "Holds team lead"
    side.click(side.view.stop)
    side.pick("Nothing")
    assert (side.factor.stop, side.factor.stop_note) == (None, "")


def test_the_reason_of_an_acceptance_can_not_be_emptied(side: Side) -> None:
    side.show("Last week")
    told = QSignalSpy(side.document.refused)
    before = side.factor.stop_note
    side.view.note.setFocus()
    side.view.note.selectAll()
    QTest.keyClick(side.view.note, Key.Key_Delete)
    side.view.note.commit()
    assert told.count() == 1
    assert side.factor.stop_note == before
    assert side.view.note.toPlainText() == before


def test_an_action_is_added_linked_unlinked_and_gone_to(side: Side) -> None:
    side.click(side.view.answers.missing)
    QTest.keyClicks(side.view.answers.field, "Name the worker")
    QTest.keyClick(side.view.answers.field, Key.Key_Return)
    assert [a.text for a in side.document.snapshot.actions_of(side.factor.id)] == [
        "Name the worker"
    ]
    assert side.document.undo_stack.count() == 1
    side.click(side.view.answers.add)
    side.pick("AI-3")
    keys = [a.key for a in side.document.snapshot.actions_of(side.factor.id)]
    assert keys == ["AI-3", "AI-7"]
    goes = QSignalSpy(side.view.go_requested)
    side.click(side.cards(side.view.answers)[0])
    assert goes.at(0)[0] is ActionItem
    unlink = side.view.answers.rows[0].unlink  # type: ignore[attr-defined]
    side.click(unlink)
    assert [a.key for a in side.document.snapshot.actions_of(side.factor.id)] == ["AI-7"]


def test_events_are_linked_unlinked_and_gone_to(side: Side) -> None:
    (event,) = side.document.snapshot.events_showing(side.factor.id)
    goes = QSignalSpy(side.view.go_requested)
    side.click(side.cards(side.view.events)[0])
    assert goes.at(0) == [TimelineEvent, event.id]
    side.click(side.view.events.add)
    side.pick("First hypothesis")
    assert len(side.document.snapshot.events_showing(side.factor.id)) == 2
    side.click(side.view.events.rows[0].unlink)  # type: ignore[attr-defined]
    assert event not in side.document.snapshot.events_showing(side.factor.id)


def test_the_path_leads_up_and_is_hidden_for_a_root(side: Side) -> None:
    (card,) = side.cards(side.view.path)
    side.click(card)
    assert side.factor.text.startswith("Diagnosis")
    assert not side.view.path.isVisible()


def test_text_typed_for_one_factor_is_kept_when_another_is_selected(side: Side) -> None:
    first = side.factor.id
    side.view.text.setFocus()
    QTest.keyClicks(side.view.text, "X ")
    side.show("No signal counts")
    assert side.document.snapshot.factors[first].text.startswith("X The alert")
    assert side.view.text.toPlainText().startswith("No signal")


def test_deleting_and_copying_are_there(side: Side) -> None:
    before = side.factor
    side.view._copy.click()
    assert side.factor.id != before.id
    assert side.factor.text == before.text
    side.view._delete.click()
    assert side.selection.current is None
    assert not side.view.isEnabled()


def test_what_is_locked_can_be_read_and_followed_only(qapp: QApplication) -> None:
    install(qapp)
    side = Side("The service template", read_only="Signed.")
    assert side.view.text.isReadOnly()
    assert not side.view.stop.isEnabled()
    assert not side.view.answers.field.isVisible()
    goes = QSignalSpy(side.view.go_requested)
    side.click(side.cards(side.view.answers)[0])
    assert goes.count() == 1
    side.view.close()
