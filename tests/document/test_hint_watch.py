"""Hints are found between two frames, for what the document holds now."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmdesk.document import hint_watch
from pmdesk.document.document import Document
from pmdesk.document.hint_watch import HintWatch
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.wording.pieces import hints_by_piece
from pmdesk.domain.wording.review import open_hints
from pmdesk.edits.hints import keep_wording
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.timeline import edit_event
from tests.fakes import MemoryStorage, SetClock, sample

BLAMING = "The faulty config reached every zone. The engineer should have noticed it sooner."


def written(text: str = BLAMING, read_only: str = "") -> Document:
    before = sample()
    snapshot = before.applied(set_head(before, "Edit", narrative=text).changes)
    storage = MemoryStorage(snapshot)
    storage.read_only = read_only
    return Document(snapshot, storage, SetClock())


def rules(watch: HintWatch) -> list[str]:
    return [p.hint.rule.value for p in watch.placed if p.place.field == "narrative"]


def test_what_is_found_is_what_lint_finds(qtbot: QtBot) -> None:
    document = written()
    watch = HintWatch.of(document)
    qtbot.waitUntil(lambda: not watch.busy)
    assert rules(watch) == ["loaded_word", "hindsight"]
    assert watch.placed == open_hints(document.snapshot)


def test_a_kept_sentence_and_a_pattern_switched_off_are_left_out(qtbot: QtBot) -> None:
    document = written()
    watch = HintWatch.of(document)
    qtbot.waitUntil(lambda: not watch.busy)
    document.push(keep_wording(document.snapshot, [watch.placed[0].hint]))
    qtbot.waitUntil(lambda: rules(watch) == ["hindsight"])
    watch.switch(True, ("hindsight",))
    qtbot.waitUntil(lambda: rules(watch) == [])
    document.undo()
    qtbot.waitUntil(lambda: rules(watch) == ["loaded_word"])


def test_a_signed_text_is_not_hinted_at(qtbot: QtBot) -> None:
    watch = HintWatch.of(written(read_only="It is signed."))
    qtbot.waitUntil(lambda: not watch.busy)
    assert watch.placed == []


def test_an_event_that_names_its_role_is_not_asked_for_it(qtbot: QtBot) -> None:
    document = written("")
    event = next(iter(document.snapshot.events.values()))
    text = "The release was rolled back. It was a stupid mistake."
    document.push(edit_event(document.snapshot, event.id, "Edit", text=text))
    watch = HintWatch.of(document)
    qtbot.waitUntil(lambda: not watch.busy)
    found = watch.on_field(event.id, "text")
    assert [p.place.kind for p in found] == [TimelineEvent]
    assert "hidden_actor" not in [p.hint.rule.value for p in found]


def test_a_long_text_has_the_same_hints_as_in_one_go(qtbot: QtBot) -> None:
    text = "\n\n".join([BLAMING, *(f"Step {n} went as planned." for n in range(400)), BLAMING])
    document = written(text)
    watch = HintWatch.of(document)
    qtbot.waitUntil(lambda: not watch.busy)
    found = [p.hint for p in watch.placed if p.place.field == "narrative"]
    assert found == [p.hint for p in open_hints(document.snapshot) if p.place.field == "narrative"]
    assert text[found[-1].start : found[-1].end] == "should have noticed"


def test_no_turn_of_the_event_loop_is_longer_than_a_frame(qtbot: QtBot) -> None:
    document = written("\n\n".join(f"{BLAMING} It was attempt {n}." for n in range(400)))
    watch = HintWatch.of(document)
    turns: list[float] = []
    while watch.busy:
        begun = perf_counter()
        watch._on_free()
        turns.append(perf_counter() - begun)
        QApplication.processEvents()
    # On a laden machine single turns wait; the usual one has to leave room for a frame.
    assert len(turns) > 2
    assert sorted(turns)[len(turns) // 2] < 4 * hint_watch.SLICE


def test_a_block_of_code_is_never_cut_into_prose() -> None:
    from pmdesk.domain.wording.context import Context

    text = (
        "Calm.\n\n```\nit was\n\nThe faulty config reached every zone.\n```\n\n" + "Fine.\n" * 900
    )
    assert list(hints_by_piece(text, Context(), {}))[-1] == []
