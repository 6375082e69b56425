from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pmdesk.domain.terms import ActionStatus
from pmdesk.exporters.trackers.calendar import calendar_bytes, escaped, folded
from tests.exporters.trackers.items import NOW, an_item


def unfolded(data):
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def unescaped(text):
    out, at = "", 0
    while at < len(text):
        step = text[at : at + 2]
        if step[:1] == "\\":
            out += "\n" if step[1] == "n" else step[1]
            at += 2
        else:
            out += step[0]
            at += 1
    return out


def value(lines, name):
    return next(line.split(":", 1)[1] for line in lines if line.split(":")[0].split(";")[0] == name)


@given(st.text())
def test_folding_takes_nothing_away_and_no_row_is_longer_than_75_octets(text):
    line = "SUMMARY:" + escaped(text)
    data = folded(line)
    rows = data.split(b"\r\n")
    assert rows.pop() == b""
    assert all(len(row) <= 75 for row in rows)
    assert all(row.startswith(b" ") for row in rows[1:])
    assert b"".join([rows[0], *(row[1:] for row in rows[1:])]).decode() == line


def test_no_character_is_cut_in_two_by_a_fold():
    for row in folded("SUMMARY:" + "ü€😀" * 60).split(b"\r\n"):
        row.decode("utf-8")


@given(st.text(alphabet="a;,\\\n:\"'é "))
def test_what_was_escaped_is_read_back_the_same(text):
    assert unescaped(escaped(text)) == text


def test_a_due_date_is_an_all_day_entry_that_ends_the_day_after_and_takes_no_time():
    lines = unfolded(calendar_bytes([an_item(due=date(2026, 12, 31))], NOW))
    assert value(lines, "DTSTART") == "20261231"
    assert value(lines, "DTEND") == "20270101"
    assert value(lines, "TRANSP") == "TRANSPARENT"
    assert value(lines, "DTSTAMP") == "20261124T093000Z"


def test_a_file_made_again_replaces_its_entries_by_the_same_uid():
    first = unfolded(calendar_bytes([an_item()], NOW))
    again = unfolded(calendar_bytes([an_item(due=date(2027, 1, 1), text="Other words")], NOW))
    assert value(first, "UID") == value(again, "UID") == "9c1e@pmdesk"


def test_tasks_carry_state_and_priority():
    item = an_item(status=ActionStatus.IN_PROGRESS)
    lines = unfolded(calendar_bytes([item], NOW, tasks=True))
    assert value(lines, "STATUS") == "IN-PROCESS"
    assert value(lines, "PRIORITY") == "1"
    assert value(lines, "DUE") == "20261204"


def test_an_action_without_a_date_is_no_entry():
    lines = unfolded(calendar_bytes([an_item(due=None)], NOW))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert not any("VEVENT" in line for line in lines)


def test_words_cannot_end_the_entry_or_add_lines_to_it():
    text = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\nATTACH:file:///etc/passwd"
    item = an_item(text=text, tracker="https://t.example/1\r\nATTENDEE:mailto:a@b")
    lines = unfolded(calendar_bytes([item], NOW))
    names = [line.split(":")[0].split(";")[0] for line in lines]
    assert names.count("END") == 2
    assert not {"ATTACH", "ATTENDEE"} & set(names)
