"""The forms in which chats, logs and tables are pasted and exported, in a few lines each."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from pmdesk.importers.draft import ImportProblem
from pmdesk.importers.feeds.raw import Answers, Feed
from pmdesk.importers.feeds.reading import read_feed

DAY = Answers(day=date(2026, 4, 12), zone="UTC")


def read(text: str, answers: Answers = DAY) -> Feed:
    return read_feed("notes", text.encode(), answers)


def told(text: str, answers: Answers = DAY) -> list[tuple[str, str, str]]:
    """Time, who and what of each event; everything was read and nothing is left to ask."""
    feed = read(text, answers)
    assert feed.unread == ()
    assert feed.questions == ()
    return [
        (f"{event.at:%m-%d %H:%M:%S}" if event.at else "", event.actor, event.text)
        for event in feed.events
    ]


PAGES = ("trigger", "acknowledge", "acknowledgement", "notify", "annotate")
LONG_LOG = """commit a1b2c3d4 (tag: v2.4.7)
Author: Ann Bee <a@example.com>
Date:   Sun Apr 12 16:32:05 2026 +0200

    Fix the pool
"""
SAID = [("04-12 14:32:00", "Ann Bee", "p95 is up"), ("04-12 14:40:00", "Bo Lind", "rolling back")]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Bee\n  2:32 PM\np95 is up\nBo Lind\n  2:40 PM\nrolling back\n3 replies\n",
        "Ann Bee [14:32]\np95 is up\n:eyes:\n2\nBo Lind [14:40]\nrolling back (edited)\n",
        "Ann Bee  2:32 PM\np95 is up\n\nBo Lind  2:40 PM\nrolling back\nLast reply 2 days ago\n",
        "[2:32 PM] Ann Bee\np95 is up\n\n[2:40 PM] Bo Lind\nrolling back\n",
        "14:32 Ann Bee: p95 is up\n14:40 Bo Lind: rolling back\n",
        "|When|Who|What|\n|--|--|--|\n|14:32|Ann Bee|p95 is up|\n|14:40|Bo Lind|rolling back|\n",
        "Time;Who;What happened\n14:32;Ann Bee;p95 is up\n14:40;Bo Lind;rolling back\n",
        "2026-04-12 14:32 <Ann Bee> p95 is up\n2026-04-12 14:40 <Bo Lind> rolling back\n",
        "[4/12/26, 2:32:00 PM] Ann Bee: p95 is up\n[4/13/26, 2:40:00 PM] Bo Lind: rolling back\n",
    ],
)
def test_one_conversation_in_many_layouts_says_the_same(text):
    assert told(text.replace("4/13/26", "4/12/26"), Answers(
        day=date(2026, 4, 12), zone="UTC", day_first=False)) == SAID  # fmt: skip


def test_the_same_person_goes_on_under_a_time_alone_in_the_same_half_of_the_day():
    events = told("Ann Bee\n  2:32 PM\nlooking\n2:33\nfound it\n")
    assert events[1] == ("04-12 14:33:00", "Ann Bee", "found it")


def test_the_address_of_a_slack_message_gives_its_exact_time_and_name_for_good():
    link = "https://x.example.com/archives/C1/p1775999525000200"
    (event,) = read(f"Ann Bee [2:32 PM]({link})\np95 is up\n", Answers()).events
    assert event.at == datetime(2026, 4, 12, 13, 12, 5, 200, tzinfo=UTC)
    assert (event.source_id, event.url) == ("1775999525.000200", link)


def test_words_without_any_time_become_undated_events_in_their_order():
    assert told("p95 is up\nrolling back\n", Answers()) == [
        ("", "", "p95 is up"), ("", "", "rolling back"),
    ]  # fmt: skip


def test_several_times_in_one_line_are_several_events():
    assert [what for _, _, what in told("03:15 Alert fired. 03:20 Acked. 03:45 Fixed.")] == [
        "Alert fired.", "Acked.", "Fixed.",
    ]  # fmt: skip


def test_a_day_above_the_lines_and_a_midnight_between_them_are_followed():
    times = [at for at, _, _ in told("Sunday 12 April 2026\n14:32 a\n23:50 b\n00:10 c\n")]
    assert times == ["04-12 14:32:00", "04-12 23:50:00", "04-13 00:10:00"]


def test_log_lines_keep_their_level_and_what_is_set_in_below_them():
    text = "2026-04-12T14:32:05Z ERROR payments: pool is used up\n  at worker 1\n"
    assert told(text, Answers()) == [
        ("04-12 14:32:05", "payments", "ERROR: pool is used up\n  at worker 1")
    ]
    assert read(text).events[0].by == "machine"


def test_a_system_log_without_a_year_asks_for_the_day():
    text = "Apr 12 14:32:05 web1 app[9]: out of memory\nApr 12 14:33:05 web1 app[9]: restarted\n"
    assert [q.about for q in read(text, Answers()).questions] == ["date", "zone"]
    assert told(text)[0] == ("04-12 14:32:05", "app", "out of memory")


def test_a_web_server_log_is_read_with_its_offset():
    line = '10.0.0.1 - - [12/Apr/2026:16:32:05 +0200] "GET / HTTP/1.1" 500 12\n'
    assert told(line * 2, Answers())[0][0] == "04-12 14:32:05"


@pytest.mark.parametrize(
    "text",
    [
        "a1b2c3d\t2026-04-12T16:32:05+02:00\tAnn Bee\tFix the pool\ttag: v2.4.7\n",
        LONG_LOG,
    ],
)
def test_a_git_log_tells_commits_and_releases(text):
    assert told(text, Answers()) == [("04-12 14:32:05", "Ann Bee", "v2.4.7: Fix the pool")]
    assert read(text).events[0].kind == "change"


def test_json_lines_are_read_by_their_keys_and_bad_ones_are_kept_with_their_place():
    lines = [
        '{"ts":"2026-04-12T14:32:05Z","msg":"pool","level":"error","service":"pay"}',
        "not json",
        '{"__REALTIME_TIMESTAMP":"1775999525000200","MESSAGE":"up","PRIORITY":"6"}',
        '{"message":"no time"}',
        '{"time":"soon","message":"bad time"}',
    ]
    feed = read("\n".join(lines), Answers())
    assert [event.text for event in feed.events] == ["ERROR: pool", "INFO: up"]
    assert [part.place for part in feed.unread] == ["line 2", "line 4", "line 5"]


def test_rows_without_a_time_or_words_are_kept_as_not_read():
    feed = read("Time,What\n14:32,down\nsoon,later\n14:40,\n14:50,up\n")
    assert [event.text for event in feed.events] == ["down", "up"]
    assert [part.place for part in feed.unread] == ["row 3", "row 4"]


def test_a_reader_can_say_which_column_holds_what():
    text = "created,closed,summary,remark\n2026-04-12T14:32Z,2026-04-12T15:00Z,down,by hand\n"
    text += "2026-04-12T16:32Z,2026-04-12T17:00Z,down again,by itself\n"
    assert read(text, Answers()).events[0].text == "down"
    chosen = Answers(columns={"time": "closed", "text": "remark"})
    assert told(text, chosen)[0] == ("04-12 15:00:00", "", "by hand")


def test_people_are_told_from_roles_and_machines_in_a_table():
    rows = "14:32;Ann Bee;down\n14:33;On-call engineer;acked\n14:34;payments;up\n"
    events = read(f"Time;Who;What\n{rows}").events
    assert [event.by for event in events] == ["person", "machine", "machine"]


def test_pages_to_single_people_are_notices_and_both_words_for_an_acknowledgement_are_known():
    entries = [
        {"id": str(n), "type": f"{kind}_log_entry", "created_at": "2026-04-12T14:32:10Z",
         "summary": kind, "agent": {"type": "user_reference", "summary": "Ann"}}
        for n, kind in enumerate(PAGES)
    ]  # fmt: skip
    events = read(json.dumps({"log_entries": entries}), Answers()).events
    assert [event.kind for event in events] == [
        "alert", "action_taken", "action_taken", "", "message",
    ]  # fmt: skip
    assert [event.by for event in events].index("notice") == 3


def test_marks_of_slack_become_words():
    text = "<@U1|ann> see <https://example.com/a|the log> in <#C1|ops> &amp; tell <!here>"
    (event,) = read(json.dumps([{"ts": "1775999525.000200", "text": text}]), Answers()).events
    assert event.text == "@ann see the log (https://example.com/a) in #ops & tell @here"


def test_a_bot_that_speaks_in_attachments_is_heard():
    message = {"ts": "1775999525.000200", "text": "", "subtype": "bot_message", "bot_id": "B1",
               "username": "deploys", "attachments": [{"fallback": "v2.4.7 is out"}]}  # fmt: skip
    (event,) = read(json.dumps([message]), Answers()).events
    assert (event.actor, event.by, event.text) == ("deploys", "machine", "v2.4.7 is out")


def test_a_message_of_the_wrong_form_is_kept_beside_those_that_are_right():
    held = [{"ts": "1775999525.000200", "text": "right"}, {"ts": 7, "text": "wrong"}, {"text": "x"}]
    feed = read(json.dumps(held), Answers())
    assert [event.text for event in feed.events] == ["right"]
    assert len(feed.unread) == 2


@pytest.mark.parametrize("ts", ["1e400", "9" * 40, "-1e400", "nan", "0", ""])
def test_a_time_that_is_none_is_kept_as_not_read(ts):
    feed = read(json.dumps([{"ts": ts, "text": "odd"}, {"ts": "1775999525", "text": "fine"}]))
    assert [event.text for event in feed.events] == ["fine"]
    assert len(feed.unread) == 1


@pytest.mark.parametrize(
    "line",
    [
        "2026-04-12T14:32:05Z",
        "1970-01-01T00:00:00Z ann: long ago",
        "[12/04/26, 14:32:05] Ann: ",
        "Apr 12 14:32:05 web1 app[9]: ",
        "14:32",
    ],
)
def test_a_time_with_nothing_to_tell_is_kept_as_not_read(line):
    feed = read(f"{line}\n")
    assert feed.events == []
    assert [part.place for part in feed.unread] == ["line 1"]


def test_what_people_say_in_a_log_is_a_message_and_what_a_service_says_is_not():
    text = "2026-04-12T14:32:05Z <ann> alert fired\n2026-04-12T14:32:06Z ERROR pay: alert fired\n"
    assert [(e.by, e.kind) for e in read(text).events] == [("person", "message"), ("machine", "")]


def test_an_hour_that_the_clock_showed_twice_is_asked_about():
    text = "[2026-10-25, 02:30] Ann: one\n[2026-10-25, 04:30] Ann: two\n"
    berlin = Answers(zone="Europe/Berlin")
    (question,) = read(text, berlin).questions
    assert question.about == "clock change"
    first = read(text, Answers(zone="Europe/Berlin", second=False)).events
    second = read(text, Answers(zone="Europe/Berlin", second=True)).events
    assert [event.at.hour for event in first] == [0, 3]
    assert [event.at.hour for event in second] == [1, 3]


def test_a_date_that_can_be_read_in_two_ways_is_asked_about_until_one_settles_it():
    lines = "[03/04/26, 14:32] Ann: down\n[03/04/26, 15:32] Ann: up\n"
    assert [q.about for q in read(lines, Answers()).questions] == ["date order", "zone"]
    assert told(lines, Answers(zone="UTC", day_first=True))[0][0] == "04-03 14:32:00"
    assert told(lines, Answers(zone="UTC", day_first=False))[0][0] == "03-04 14:32:00"
    more = f"{lines}[14/04/26, 15:32] Ann: later\n"
    assert [q.about for q in read(more, Answers()).questions] == ["zone"]


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x01\x02", b"{}", b'{"a": 1}', b"[1, 2]"])
def test_what_is_no_feed_is_refused_with_a_sentence(data):
    with pytest.raises(ImportProblem) as refused:
        read_feed("odd.bin", data)
    assert refused.value.message.startswith("odd.bin ")
    assert refused.value.message.endswith(".")
