"""Reuse: a factor of an earlier postmortem is picked, seen before, and its actions judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import Factor
from pmdesk.domain.factors.past import Caught, PastAction, PastFactor, caught_by
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.terms import ActionStatus
from pmdesk.edits.factors import edit_factor
from pmdesk.views.background import Background, Task
from pmdesk.views.factors.inspector import FactorInspector
from pmdesk.views.factors.past import PastFactors, fate_of, place_of
from pmdesk.views.factors.seen_before import PastActionRow
from pmdesk.views.theme.theme import install
from tests.views.factors.desk import Desk, Key

DONE = PastAction("a1", "AI-1", "Alert on lag", ActionStatus.DONE)
OPEN = PastAction("a2", "AI-2", "Show the lag", ActionStatus.OPEN)
OLD = PastFactor("f1", "pm1", "PM-3", "Queue stuck", "No alert on lag", "monitoring",
                 day=date(2025, 3, 1), actions=(DONE, OPEN))  # fmt: skip
OTHER = PastFactor("f2", "pm2", "PM-4", "Slow mail", "The retry queue has no owner")


class Library:
    """Answers from a list; ``seen`` is what seen_before finds."""

    def __init__(self) -> None:
        self.seen: list[PastFactor] = []
        self.asked: list[str] = []
        self.problem: Exception | None = None

    def past_factors(self, text: str, own: str, limit: int = 50) -> Sequence[PastFactor]:
        if self.problem is not None:
            raise self.problem
        self.asked.append(text)
        return [f for f in (OLD, OTHER) if text.casefold() in f.text.casefold()]

    def seen_before(self, factor: Factor) -> Sequence[PastFactor]:
        return self.seen


class Now(Background):
    """Does its work at once."""

    def run(
        self, work: Callable[[], Any], done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:  # fmt: skip
        try:
            result = work()
        except StorageProblem as problem:
            assert failed is not None
            failed(problem)
        else:
            done(result)
        return Task()


@pytest.fixture
def library() -> Library:
    return Library()


@pytest.fixture
def desk(qapp: QApplication, library: Library) -> Iterator[Desk]:
    install(qapp)
    made = Desk(past=PastFactors(library, Now()))
    yield made
    made.close()


@pytest.fixture
def inspector(desk: Desk, library: Library) -> Iterator[FactorInspector]:
    made = FactorInspector(desk.document, desk.selection, PastFactors(library, Now()))
    made.show()
    yield made
    made.close()


def test_r_finds_an_earlier_factor_and_takes_it_over_with_its_link(desk: Desk) -> None:
    desk.key(Key.Key_R)
    picker = desk.panel.picker
    assert picker is not None
    assert picker.list.count() == 2
    QTest.keyClicks(picker.field, "lag")
    assert picker.list.count() == 1
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    factor = desk.find("No alert on lag")
    assert (factor.reused_from, factor.parent_id, factor.category) == ("f1", None, "monitoring")
    assert desk.current == factor.text
    assert desk.steps == ["Reuse factor"]


def test_an_earlier_factor_can_stand_below_another(desk: Desk) -> None:
    parent = desk.select("Diagnosis spent")
    desk.panel.commands.reuse_wanted.emit(parent.id)
    picker = desk.panel.picker
    assert picker is not None
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert desk.texts(parent)[-1] == "No alert on lag"


def test_a_search_without_a_find_says_what_to_do(desk: Desk, library: Library) -> None:
    desk.panel.pick_earlier()
    picker = desk.panel.picker
    assert picker is not None
    QTest.keyClicks(picker.field, "zebra")
    assert "Fewer words" in picker.note.text()
    library.problem = StorageProblem("The library can't be read just now.")
    QTest.keyClicks(picker.field, "s")
    assert picker.note.text() == "The library can't be read just now."


def test_nothing_is_reused_where_nothing_may_be_edited(
    qapp: QApplication, library: Library
) -> None:
    install(qapp)
    desk = Desk(read_only="Signed.", past=PastFactors(library, Now()))
    desk.key(Key.Key_R)
    assert desk.panel.picker is None
    assert not desk.panel.header.reuse.isEnabled()
    desk.close()


def test_the_inspector_tells_where_it_was_seen_and_opens_it(
    desk: Desk, library: Library, inspector: FactorInspector
) -> None:
    library.seen = [OLD, OTHER]
    desk.selection.select(Factor, desk.find("No signal").id)
    assert inspector.seen.isVisible()
    spy = QSignalSpy(inspector.postmortem_requested)
    inspector.seen.rows[0].click()
    assert spy.at(0) == ["pm1"]
    library.seen = []
    desk.selection.select(Factor, desk.find("The hold-age").id)
    assert not inspector.seen.isVisible()


def test_an_earlier_action_is_judged_and_the_judgement_taken_back(
    desk: Desk, library: Library, inspector: FactorInspector
) -> None:
    library.seen = [OLD]
    factor = desk.find("No signal")
    desk.selection.select(Factor, factor.id)

    def judge(caught: Caught) -> None:
        rows = [row for row in inspector.seen.rows if isinstance(row, PastActionRow)]
        rows[1].caught.chosen.emit(caught)

    judge(Caught.SOFTENED)
    assert caught_by(desk.find("No signal"), "a2") is Caught.SOFTENED
    judge(Caught.MISSED)
    assert caught_by(desk.find("No signal"), "a2") is Caught.MISSED
    judge(Caught.MISSED)
    assert caught_by(desk.find("No signal"), "a2") is None
    assert caught_by(desk.find("No signal"), "a1") is None


def test_an_origin_that_is_gone_is_told_and_can_be_unlinked(
    desk: Desk, inspector: FactorInspector
) -> None:
    factor = desk.find("No signal")
    desk.document.attempt(lambda s: edit_factor(s, factor.id, "x", reused_from="lost"))
    desk.selection.select(Factor, factor.id)
    assert inspector.seen.isVisible()
    inspector.seen.rows[-1].click()
    assert desk.find("No signal").reused_from is None
    assert not inspector.seen.isVisible()


def test_words_on_where_it_was_and_what_became_of_it() -> None:
    assert place_of(OLD) == "PM-3 Queue stuck · Mar 2025"
    assert fate_of(OLD.actions) == "1 of 2 done, 1 still open"
    assert fate_of([DONE]) == "its action done"
    assert fate_of(()) == "no action"


def test_a_list_that_was_closed_before_the_library_answered_is_told_nothing(
    qapp: QApplication, library: Library, qtbot: Any
) -> None:
    install(qapp)
    background = Background()
    desk = Desk(past=PastFactors(library, background))
    desk.panel.pick_earlier()
    picker = desk.panel.picker
    assert picker is not None
    gone = QSignalSpy(picker.destroyed)
    QTest.keyClick(picker.field, Qt.Key.Key_Escape)
    picker.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone.count() == 1
    # Its answer is under way already: the worker is done, the GUI thread has not heard of it.
    background._pool.waitForDone()
    with qtbot.captureExceptions() as raised:
        QApplication.processEvents()
    assert raised == []
    background.stop()
    desk.close()
