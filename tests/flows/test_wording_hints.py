"""User stories: wording hints while writing, in the inspectors, at review and in the meeting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.postmortem import HintWaiver, Postmortem
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.hints import keep_wording
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.timeline import edit_event
from pmdesk.views.controls.hint_column import HintColumn
from pmdesk.views.controls.hint_state import HintState

Key, Control, Alt = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Left = Qt.MouseButton.LeftButton
CALM = "It was calm."
CONFIG = "The faulty config reached every zone."
OBVIOUS = "It was obvious in the logs."


class Writer:
    """The narrative in the window, with a caret to be put on words."""

    def __init__(self, sampled, qtbot):
        self.window, self.qtbot = sampled.window, qtbot
        self.window.resize(1440, 900)
        self.editor = self.window.editor
        self.document = self.editor.document
        self.state = HintState.of(self.document)
        text = f"{CALM} {CONFIG}\n\n{OBVIOUS}"
        self.document.push(set_head(self.document.snapshot, "Edit", narrative=text, summary=""))
        self.window.show_section("report")
        self.settle()
        self.part = self.editor.stack.currentWidget().narrative
        self.field = self.part.field

    @property
    def text(self):
        return self.document.snapshot.postmortem.narrative

    @property
    def card(self):
        return self.editor.column.findChild(HintColumn).card

    @property
    def shown(self):
        return self.editor.column.kind is HintWaiver and self.editor.column.isVisible()

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.state.watch.busy)
        QApplication.processEvents()

    def caret_on(self, words):
        self.field.setFocus()
        cursor = self.field.textCursor()
        cursor.setPosition(self.field.toPlainText().index(words) + 1)
        self.field.setTextCursor(cursor)
        QApplication.processEvents()

    def key(self, key, mods=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, mods)
        QApplication.processEvents()


@pytest.fixture
def writer(sampled, qtbot):
    return Writer(sampled, qtbot)


def test_the_caret_on_a_hint_opens_its_card_and_elsewhere_closes_it(writer):
    writer.caret_on("faulty")
    assert writer.shown
    assert writer.card.name.text() == "Loaded word"
    writer.caret_on("calm")
    assert not writer.shown


def test_enter_on_the_card_uses_the_first_rewording_and_undo_takes_it_back(writer):
    before = writer.text
    writer.caret_on("faulty")
    wanted = writer.state.current.hint.rewordings[0]
    writer.key(Key.Key_Period, Control)
    writer.key(Key.Key_Return)
    assert writer.text == before.replace(CONFIG, wanted)
    assert writer.field.hasFocus()
    assert writer.document.undo_stack.undo_text == "Use rewording"
    writer.key(Key.Key_Z, Control)
    assert writer.text == before


def test_keep_mine_remembers_the_sentence_with_its_reason(writer):
    writer.caret_on("obvious")
    writer.key(Key.Key_Period, Control)
    QTest.mouseClick(writer.card.keep, Left)
    QTest.keyClicks(writer.card.reason, "The log said so")
    writer.key(Key.Key_Return)
    waiver = next(iter(writer.document.snapshot.of(HintWaiver).values()))
    assert (waiver.sentence, waiver.reason) == (OBVIOUS, "The log said so")
    writer.settle()
    assert [m.words for m in writer.part.hints.marks] == ["faulty config"]
    writer.document.undo()
    writer.settle()
    assert len(writer.part.hints.marks) == 2


def test_esc_on_the_card_leads_back_into_the_text_and_changes_nothing(writer):
    before = writer.document.snapshot
    writer.caret_on("faulty")
    writer.key(Key.Key_Period, Control)
    assert writer.editor.column.isAncestorOf(QApplication.focusWidget())
    writer.key(Key.Key_Escape)
    assert writer.field.hasFocus()
    assert not writer.shown
    assert writer.document.snapshot == before


def test_alt_and_arrows_walk_from_hint_to_hint(writer):
    writer.caret_on("calm")
    writer.key(Key.Key_Down, Alt)
    assert writer.state.current.hint.name == "Loaded word"
    writer.key(Key.Key_Down, Alt)
    assert writer.state.current.hint.name == "Hindsight"
    writer.key(Key.Key_Up, Alt)
    assert writer.state.current.hint.name == "Loaded word"


def test_a_hint_without_a_rewording_selects_its_sentence_to_write_it_anew(writer):
    writer.caret_on("obvious")
    assert writer.card.options == []
    QTest.mouseClick(writer.card.use, Left)
    assert writer.field.textCursor().selectedText() == OBVIOUS
    assert writer.field.hasFocus()


def test_marks_move_with_what_is_typed_before_them_and_go_with_their_words(writer):
    writer.field.setFocus()
    writer.field.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(writer.field, "So. ")
    marks = writer.part.hints.marks
    assert [writer.field.toPlainText()[m.start : m.end] for m in marks] == [m.words for m in marks]
    writer.caret_on("aulty")
    QTest.keyClicks(writer.field, "x")
    assert [m.words for m in writer.part.hints.marks] == ["obvious"]
    assert writer.state.current is None


def test_the_underline_is_painted_under_the_words_and_not_beside_them(writer):
    writer.caret_on("calm")
    marks = writer.part.hints
    stretch = next(marks._stretches(marks.marks[0].start, marks.marks[0].end))
    picture = writer.field.viewport().grab().toImage()
    line = round(stretch.bottom()) + 1

    def inked(left, right):
        columns = range(round(left), round(right))
        return {picture.pixelColor(QPoint(x, line)).name() for x in columns}

    accent = "#2450c8"
    assert accent in inked(stretch.left(), stretch.right())
    assert accent not in inked(stretch.right() + 4, stretch.right() + 40)


def test_in_a_narrow_window_the_card_covers_the_text_only_when_asked_for(writer):
    writer.window.resize(1180, 800)
    QApplication.processEvents()
    writer.caret_on("faulty")
    assert not writer.shown
    writer.key(Key.Key_Period, Control)
    assert writer.shown


def test_hints_are_switched_off_and_on_for_all_and_by_pattern(writer):
    writer.window.preferences.change("hints_off", ("hindsight",))
    writer.settle()
    assert [m.words for m in writer.part.hints.marks] == ["faulty config"]
    writer.window.actions_["hints"].trigger()
    writer.settle()
    assert writer.part.hints.marks == []
    writer.window.actions_["hints"].trigger()
    writer.settle()
    assert len(writer.part.hints.marks) == 1


def test_review_lists_hints_leads_to_them_and_keeps_all_in_one_step(writer):
    writer.window.show_section("review")
    card = writer.editor.stack.currentWidget().wording
    row = next(r for r in card.rows.values() if r.placed.hint.name == "Hindsight")
    QTest.mouseClick(row.go, Left)
    assert writer.field.hasFocus()
    assert writer.state.current.hint.name == "Hindsight"
    writer.window.show_section("review")
    QTest.mouseClick(card.keep_all, Left)
    QTest.keyClick(card.prompt.field, Key.Key_Return)
    writer.settle()
    assert writer.state.watch.placed == []
    assert card.note.text() == "Nothing to look at, 2 kept"


def test_an_event_shows_its_hints_in_its_inspector_and_uses_a_rewording(writer):
    event = next(e for e in writer.document.snapshot.events.values() if e.title)
    text = "The faulty config went out."
    writer.document.push(edit_event(writer.document.snapshot, event.id, "Edit", text=text))
    writer.editor.go_to(TimelineEvent, event.id)
    writer.editor._on_inspector_requested()
    writer.settle()
    hints = writer.editor.column._made[TimelineEvent].hints
    assert hints.head.text() == "1 wording hint: loaded word"
    QTest.mouseClick(hints.head, Left)
    wanted = hints.cards[0].hint.rewordings[0]
    QTest.mouseClick(hints.cards[0].use, Left)
    assert writer.document.snapshot.need(TimelineEvent, event.id).text == wanted
    writer.settle()
    assert hints.isHidden()


def test_a_hint_answered_elsewhere_closes_its_card(writer):
    writer.caret_on("faulty")
    placed = writer.state.current
    writer.document.push(keep_wording(writer.document.snapshot, [placed.hint]))
    writer.settle()
    assert not writer.shown
    assert writer.document.snapshot.postmortem == writer.document.snapshot.get(
        Postmortem, writer.document.pm_id
    )
