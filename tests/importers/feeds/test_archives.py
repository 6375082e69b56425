"""Zip files made to do harm are refused, and good ones are read wherever their chats lie."""

from __future__ import annotations

import io
import json
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.importers.draft import ImportProblem
from pmdesk.importers.feeds import archives
from pmdesk.importers.feeds.reading import read_feed

MESSAGES = json.dumps([{"ts": "1775999525.000200", "user": "U1", "text": "rolling back"}])


def zipped(files: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def a_sentence(problem: ImportProblem) -> None:
    assert problem.message.endswith(".")


def refusal(data: bytes) -> str:
    with pytest.raises(ImportProblem) as refused:
        read_feed("export.zip", data)
    return refused.value.message


def test_a_slack_export_is_read_also_inside_a_folder_of_the_zip():
    feed = read_feed("export.zip", zipped({"backup/incident/2026-04-12.json": MESSAGES}))
    assert [(e.source, e.text) for e in feed.events] == [("Slack #incident", "rolling back")]


def test_a_zip_with_one_chat_is_read_as_that_chat():
    feed = read_feed("chat.zip", zipped({"_chat.txt": "[12/04/26, 14:32:00] Ann: down\n",
                                         "photo.jpg": b"\xff\xd8"}))  # fmt: skip
    assert [(e.actor, e.text) for e in feed.events] == [("Ann", "down")]


@pytest.mark.parametrize("name", ["../a/2026-04-12.json", "/etc/2026-04-12.json", "C:\\x\\a.json"])
def test_a_name_outside_the_archive_is_refused(name):
    assert "outside itself" in refusal(zipped({name: MESSAGES}))


def test_bytes_are_counted_while_unpacking_whatever_the_entry_claims(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 100_000)
    data = zipped({"a/2026-04-12.json": MESSAGES, "a/2026-04-13.json": b" " * 5_000_000})
    feed = read_feed("export.zip", data)
    assert len(feed.events) == 1
    assert "larger than" in feed.unread[0].why
    monkeypatch.setattr(archives, "LARGEST_WHOLE", 1000)
    small = zipped({f"a/2026-04-{n:02}.json": b" " * 900 for n in range(10, 13)})
    assert len(read_feed("export.zip", small).unread) == 3


def test_entries_that_share_their_bytes_are_refused():
    data = bytearray(zipped({"a/2026-04-12.json": MESSAGES, "a/2026-04-13.json": MESSAGES}))
    second = data.rfind(b"PK\x01\x02")
    # The second entry of the directory points into the first one's bytes.
    data[second + 42 : second + 46] = struct.pack("<I", 8)
    assert refusal(bytes(data)).startswith("export.zip ")


def test_a_locked_and_a_damaged_zip_are_told_apart():
    data = bytearray(zipped({"a/2026-04-12.json": MESSAGES}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "password" in refusal(bytes(data))
    assert "damaged" in refusal(b"PK\x03\x04" + b"x" * 60)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_zip_with_changed_bytes_is_read_or_refused_and_never_breaks(data):
    held = bytearray(zipped({"a/2026-04-12.json": MESSAGES * 1, "users.json": "[]"}))
    for _ in range(data.draw(st.integers(1, 4))):
        held[data.draw(st.integers(0, len(held) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_feed("export.zip", bytes(held))
    except ImportProblem as problem:
        a_sentence(problem)


_BITS = st.sampled_from(
    ["14:32", "[", "]", "{", "}", '"ts"', ":", ",", "\n", "|", "Ann Bee", "PM", "2026-04-12", "T",
     "Z", "commit ", "\t", ";", "- ", "```", "alerts", "12/04/26", "9" * 20, "0001-01-01", " ",
     "<@U1>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_BITS | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        feed = read_feed("x", text.encode("utf-8", "replace"))
    except ImportProblem as problem:
        a_sentence(problem)
    else:
        assert all(event.text for event in feed.events)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["alerts", "labels", "startsAt", "time", "timeEnd", "text", "tags", "event",
                         "type", "event_type", "occurred_at", "data", "log", "createdAt", "alert",
                         "action", "messages", "from", "author", "timestamp", "value",
                         "createdDateTime", "body", "ts", "log_entries", "id", "incident"]),
        inner, max_size=5),
    max_leaves=14,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(_JSON)
def test_any_json_is_read_or_refused_with_a_sentence(document):
    try:
        read_feed("x", json.dumps(document).encode())
    except ImportProblem as problem:
        a_sentence(problem)
