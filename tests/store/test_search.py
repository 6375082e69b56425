"""Search: any text is a question, the index keeps up by itself, and it can be thrown away."""

from __future__ import annotations

import random
import sqlite3
import threading

import pytest

from pmdesk.domain.change import Edit, born
from pmdesk.domain.library import Filter
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.terms import LessonKind, Severity
from pmdesk.edits.postmortems import remove_postmortem, set_head
from pmdesk.edits.timeline import add_event
from pmdesk.store import search_index
from pmdesk.store.search_text import match_of, unmarked
from tests.store.made import NOW, begun, opened, push, with_sample

EVERYTHING = Filter()


def found(library, text, shown=EVERYTHING, ranked=False):
    return [hit.entry.title for hit in library.search(text, shown, ranked, 50)]


AWKWARD = [
    "api-gateway", "C++", "10:32", '"', '""', 'say "hi', "'", "NEAR(a b)", "title:x", "*", "^a",
    "a AND", "OR", "NOT x", "(", ")", "{a}", "-x", "a:b:c", "\\", "%", "_", "\0", "a\0b", "日本",
    "é", "🙂", "a" * 5000, "x " * 500, "--", ";DROP TABLE words", "\ud7ff", "\u202e", "+", "a+b",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
@pytest.mark.parametrize("ranked", [False, True])
def test_no_text_is_too_awkward_to_look_for(library, text, ranked):
    begun(library, "Outage")
    assert isinstance(library.search(text, EVERYTHING, ranked, 5), list)


def test_thousands_of_random_questions_raise_nothing(library):
    begun(library, "Outage")
    made = random.Random(1)
    letters = "ab1 \"'()*:^-+{}.,\\/~&|<>=!?#@[]_%é日\u0301\0"
    for _ in range(3000):
        text = "".join(made.choices(letters, k=made.randint(1, 12)))
        library.search(text, EVERYTHING, False, 1)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("api-gateway", True), ("api gateway", True), ("API-GATE", True), ("gateway api", True),
        ("api-gatewy", False), ("gateways", True), ("C++", True), ("10:32", True), ("10:3", True),
        ("10:33", False), ("cafe", True), ("CAFÉ", True), ("PM-1", True), ("pm-2", False),
        ("auth", True), ("nobody", False),
    ],
)  # fmt: skip
def test_words_are_found_by_their_letters_stem_and_beginning(library, text, hit):
    begun(library, "api-gateway in C++ at 10:32 in the café", tags=("auth",))
    assert bool(found(library, text)) is hit


def test_every_part_with_words_is_searched(library):
    snapshot = with_sample(library)
    for words in (
        "seat holds stuck", "buyers could not get", "on-call engineer first suspected", "PM-1",
        "hold-age alert", snapshot.actions[0].text, snapshot.lessons[0].text,
        next(iter(snapshot.factors.values())).text, "deploy", "INC-482",
    ):  # fmt: skip
        assert found(library, words) == ["Seat holds stuck at checkout"], words


def test_one_letter_looks_at_titles_only(library):
    begun(library, "Zebra")
    begun(library, "Other", summary="zoo")
    assert found(library, "z") == ["Zebra"]
    assert set(found(library, "zo")) == {"Other"}


def test_without_words_the_newest_are_listed(library):
    begun(library, "One")
    begun(library, "Two")
    assert set(found(library, "  ")) == {"One", "Two"}
    assert found(library, "--") == []


def test_the_newest_come_first_and_the_best_first_when_ranked(library, clock):
    from datetime import timedelta

    begun(library, "Certificate expired")
    clock.advance(timedelta(minutes=1))
    begun(library, "Other", narrative="A certificate was mentioned. " + "More words. " * 50)
    assert found(library, "certificate") == ["Other", "Certificate expired"]
    assert found(library, "certificate", ranked=True) == ["Certificate expired", "Other"]


def test_an_old_postmortem_that_is_edited_comes_first_again(library, clock):
    from datetime import timedelta

    old = begun(library, "Old one")
    clock.advance(timedelta(minutes=1))
    begun(library, "New one")
    assert found(library, "one") == ["New one", "Old one"]
    clock.advance(timedelta(minutes=1))
    push(library, old, set_head(old, "Edit", summary="x"))
    assert found(library, "one") == ["Old one", "New one"]


def test_marks_stand_on_the_words_that_were_found(library):
    begun(library, "T", summary="The expiry worker\nwas idle for an hour")
    hit = library.search("worker idl", EVERYTHING, False, 5)[0]
    assert hit.snippet == "The expiry worker was idle for an hour"
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["worker", "idle"]


def test_a_snippet_comes_from_where_the_word_is(library):
    begun(library, "T", summary="Short", narrative="one two three " * 40 + "telling " + "x y " * 40)
    hit = library.search("telling", EVERYTHING, True, 5)[0]
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["telling"]
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")


def test_control_characters_in_a_text_make_no_marks(library):
    begun(library, "T", summary="a \x02fake\x03 mark and a word")
    hit = library.search("word", EVERYTHING, False, 5)[0]
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["word"]
    assert unmarked("x\x02y") == ("xy", ())


def test_filters_hold_while_searching(library):
    one = begun(library, "One outage", severity=Severity.SEV1, tags=("auth",))
    begun(library, "Two outage", severity=Severity.SEV2)
    from pmdesk.domain.analysis import ActionItem

    push(library, one, Edit("Add", (born(ActionItem(id="a", pm_id=one.pm_id, number=1)),)))
    for shown in (Filter(severity=Severity.SEV1), Filter(tag="auth"), Filter(open_actions=True)):
        assert found(library, "outage", shown) == ["One outage"]


def test_the_index_follows_edits_and_deletions(library):
    snapshot = begun(library, "Outage")
    assert found(library, "kettle") == []
    snapshot = push(library, snapshot, add_event(snapshot, snapshot.lanes[0].id, NOW, "Kettle"))
    lesson = Lesson(id="l", pm_id=snapshot.pm_id, kind=LessonKind.WELL, text="Teapot")
    snapshot = push(library, snapshot, Edit("Add", (born(lesson),)))
    assert found(library, "kettle") == found(library, "teapot") == ["Outage"]
    snapshot = push(library, snapshot, Edit("Add", (born(lesson),)).inverse())
    assert found(library, "teapot") == []
    library.append(snapshot.pm_id, remove_postmortem(snapshot))
    assert found(library, "kettle") == []


@pytest.mark.parametrize("harm", ["gone", "garbage", "another", "cut"])
def test_an_index_that_is_lost_or_broken_is_made_again(tmp_path, harm):
    library = opened(tmp_path)
    begun(library, "Outage")
    assert found(library, "outage") == ["Outage"]
    library.close()
    path = tmp_path / "search.index"
    if harm == "gone":
        path.unlink()
    elif harm == "garbage":
        path.write_bytes(b"not a database" * 500)
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    else:
        path.unlink()
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE x (y)")
        other.commit()
        other.close()
    again = opened(tmp_path)
    assert found(again, "outage") == ["Outage"]
    again.close()


def test_a_library_that_went_back_in_time_is_indexed_anew(library):
    snapshot = begun(library, "Before")
    backup = library.back_up("now")
    push(library, snapshot, set_head(snapshot, "Rename", title="After"))
    assert found(library, "after") == ["After"]
    library.restore(backup)
    assert found(library, "after") == []
    assert found(library, "before") == ["Before"]


def test_a_search_that_runs_is_broken_off_from_another_thread(library):
    for n in range(3):
        begun(library, f"Outage {n}", narrative="word " * 50)
    library.search("outage", EVERYTHING, False, 5)
    index = library._search
    # A question that would take for ever, on the connection of the search.
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n"
    index._answers = lambda connection, *_rest: connection.execute(endless).fetchall()
    told: list[BaseException] = []

    def work():
        try:
            library.search("outage", EVERYTHING, False, 5)
        except BaseException as problem:
            told.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        library.interrupt()
        thread.join(0.01)
    assert [type(problem) for problem in told] == [InterruptedError]
    del index._answers
    assert len(found(library, "outage")) == 3


def test_a_build_that_was_broken_off_goes_on_where_it_stood(library, monkeypatch):
    monkeypatch.setattr(search_index, "_BATCH", 2)
    for n in range(7):
        begun(library, f"Outage {n}")
    index = library._search
    whole, seen = index._write, []

    def twice(connection, source, ids):
        if len(seen) == 2:
            seen.append(ids)
            index.interrupt()
            index._look_up()
        seen.append(ids)
        whole(connection, source, ids)

    index._write = twice
    with pytest.raises(InterruptedError):
        library.search("outage", EVERYTHING, False, 9)
    del seen[2:]
    seen.append([])
    assert len(found(library, "outage")) == 7
    assert [len(ids) for ids in seen] == [2, 2, 0, 2, 1]


def test_searching_in_a_worker_never_holds_up_a_save(library):
    snapshot = begun(library, "Outage")
    stop = threading.Event()

    def work():
        while not stop.is_set():
            library.search("outage", EVERYTHING, True, 50)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for n in range(30):
            snapshot = push(library, snapshot, set_head(snapshot, "Rename", title=f"Outage {n}"))
    finally:
        stop.set()
        thread.join()
    assert found(library, "29") == ["Outage 29"]


def test_questions_are_built_of_quoted_words():
    assert match_of('a"b c') == '"a""b" "c" *'
    assert match_of("x") == '{key title} : ("x" *)'
    assert match_of("++ --") == ""
    assert match_of("plan b") == '"plan" "b" *'
    assert match_of("plan b", typing=True) == '"plan" *'
    assert match_of("b", typing=True) == match_of("b")


def test_of_very_many_hits_the_newest_are_ranked(library, monkeypatch, clock):
    from datetime import timedelta

    monkeypatch.setattr(search_index, "RANKED", 2)
    for title in ("Outage", "Other", "Another"):
        begun(library, title, narrative="An outage. " + "More words. " * 20)
        clock.advance(timedelta(minutes=1))
    assert found(library, "outage") == ["Another", "Other", "Outage"]
    assert set(found(library, "outage", ranked=True)) == {"Another", "Other"}


def test_edits_without_a_gap_only_delay_a_search(library):
    begun(library, "Outage")
    index = library._search
    whole, turns = index._catch_up, []

    def busy(*given):
        turns.append(given)
        if len(turns) < 3:
            problem = sqlite3.OperationalError("database is locked")
            problem.sqlite_errorname = "SQLITE_BUSY"
            raise problem
        whole(*given)

    index._catch_up = busy
    assert found(library, "outage") == ["Outage"]
    assert len(turns) == 3
