# ruff: noqa: E501, DTZ001 - documents stand on one line; naive times are meant
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pmdesk.importers.draft import ImportProblem, all_factors, draft_as_json
from pmdesk.importers.losses import words_lost
from pmdesk.importers.markdown import read_document

SAMPLES = Path(__file__).parent.parent / "data" / "importers"


def read(text, **given):
    draft = read_document(text.encode(), "report.md", **given)
    assert words_lost(text, draft) == []
    return draft


SRE = """# Checkout outage (incident 12)

**Date:** 2024-05-13

**Severity:** SEV-2

**Authors:** the on-call team

**Summary:** Checkout failed for 40 minutes.

**Impact:** 1200 orders were lost.

**Root Causes:** A queue had no limit.

**Trigger:** A deploy doubled the traffic.

## Lessons Learned

### What went well
* The alert fired.

### What went wrong
* The runbook was old.

### Where we got lucky
* It was night.

## Timeline

2024-05-13 (*all times UTC*)

- 23:50 Deploy begins
- 23:58 **OUTAGE BEGINS**
  - first in one zone
- 00:30 Rolled back

## Action Items

| Action Item | Type | Owner | Bug |
|---|---|---|---|
| Limit the queue | prevent | platform team | n/a OPS-12 **DONE** |
| Test the runbook | process | on-call | OPS-13 |

## Supporting information

A graph.
"""


def test_the_book_form_lands_in_its_places():
    draft = read(SRE)
    assert draft.title == "Checkout outage (incident 12)"
    assert (draft.date, draft.severity, draft.zone) == (date(2024, 5, 13), "SEV-2", "UTC")
    assert draft.summary == "Checkout failed for 40 minutes."
    assert [e.at for e in draft.timeline] == [
        datetime(2024, 5, 13, 23, 50, tzinfo=UTC),
        datetime(2024, 5, 13, 23, 58, tzinfo=UTC),
        datetime(2024, 5, 14, 0, 30, tzinfo=UTC),
    ]
    assert "first in one zone" in draft.timeline[1].text
    assert {f.kind for f in draft.factors} == {"trigger", "contributing"}
    assert [a.owner for a in draft.actions] == ["platform team", "on-call"]
    assert draft.actions[0].tracker == "OPS-12"
    assert [len(draft.lessons[k]) for k in ("well", "badly", "lucky")] == [1, 1, 1]
    assert "A graph." in draft.narrative
    assert draft.questions == ()


def test_time_bearing_headings_are_entries():
    draft = read(
        "# Nodes hang\n\n## Timeline\n\n### 2024-05-13 10:45a\nWe saw it.\n\n## 11:20\nFixed.\n\n## Next steps\n1. Watch it\n"
    )
    assert [e.at for e in draft.timeline] == [
        datetime(2024, 5, 13, 10, 45),
        datetime(2024, 5, 13, 11, 20),
    ]
    assert [q.about for q in draft.questions] == ["zone"]
    assert draft_as_json(draft)["timeline"][0]["at"] == "2024-05-13T10:45:00+00:00"
    assert len(draft.actions) == 1


def test_a_zone_given_fills_what_the_text_leaves_open():
    draft = read(
        "# Down\n\n## Timeline\n- 10:00 down\n- 10:30 up\n",
        date=date(2024, 7, 1),
        zone="Europe/Berlin",
    )
    assert draft.timeline[0].at.utcoffset() == timedelta(hours=2)
    assert draft.questions == ()


def test_table_columns_come_in_any_order():
    draft = read(
        "# Down\n\n## Incident timeline\n\n| Event | Who | Time (UTC) | Date |\n|--|--|--|--|\n| Alert | bot | 10:00 | 2024-07-01 |\n| Fix | ops | 10:30 | 2024-07-02 |\n"
    )
    assert [e.at.day for e in draft.timeline] == [1, 2]
    assert (draft.timeline[0].text, draft.timeline[0].actor) == ("Alert", "bot")


def test_time_led_paragraphs_keep_what_follows_as_details():
    draft = read(
        "# Leak\n\n## Timeline\n\n15:35 – Pushed\n\n16:48 – More found:\n\n* one\n* two\n\n24/07/25\n\n09:00 – Closed\n",
        date=date(2025, 7, 23),
    )
    assert len(draft.timeline) == 3
    assert "two" in draft.timeline[1].text
    assert draft.timeline[2].at.date() == date(2025, 7, 24)


def test_an_entry_without_a_time_stays_an_entry():
    draft = read("# A\n\n## Timeline\n- 10:00 UTC down\n- nobody knew why\n", date=date(2024, 1, 1))
    assert [e.at is None for e in draft.timeline] == [False, True]


def test_latest_first_passes_midnight_backwards():
    draft = read(
        "# A\n\n## Timeline (UTC)\n- 00:20 up\n- 23:50 fix\n- 23:40 alert\n- 23:30 down\n",
        date=date(2024, 1, 2),
    )
    assert [e.at.day for e in draft.timeline] == [2, 1, 1, 1]


def test_five_whys_become_a_chain():
    draft = read(
        "# A\n\n## Five whys\n1. Why did it fail? No memory.\n2. Why no memory? A leak.\n3. Why a leak? No test.\n"
    )
    assert len(draft.factors) == 1
    assert len(list(all_factors(draft.factors))) == 3


def test_code_owners_in_an_action_are_nobody_who_owns_it():
    draft = read_document(
        b"# Slow flags\n\n## Action items\n\n"
        b"- Make the flags team code-owners for their code\n"
        b"- Ask the owners of each queue for a limit\n"
        b"- Alert on queue age, owner: platform\n",
        "flags.md",
    )
    assert [action.owner for action in draft.actions] == [None, None, "platform"]


def test_check_list_actions_have_owner_due_day_and_state():
    draft = read(
        "# A\n\n## Follow-up actions\n- [x] AI-1: Add a test (platform, 2026-04-23)\n- [ ] Alert on it, owner: ops by 2026-05-01\n"
    )
    first, second = draft.actions
    assert (first.status, first.owner, first.due) == ("done", "platform", date(2026, 4, 23))
    assert (second.status, second.owner, second.due) == ("open", "ops", date(2026, 5, 1))


def test_a_day_that_can_be_read_two_ways_is_asked_about():
    draft = read("# A\n\n## Timeline\n- 03/04/2024 10:00 UTC down\n")
    assert "date order" in [q.about for q in draft.questions]
    assert draft.timeline[0].at.month == 3
    other = read("# A\n\n## Timeline\n- 03/04/2024 10:00 UTC down\n", day_first=True)
    assert (other.timeline[0].at.month, other.questions) == (4, ())


def test_dates_are_read_so_that_they_lie_close_together():
    draft = read("# A\n\n## Timeline\n- 04-03-2026 15:48 UTC down\n- 06-03-2026 19:56 UTC up\n")
    assert [e.at.month for e in draft.timeline] == [3, 3]


def test_html_tables_and_lists_are_read():
    draft = read(
        "<h1>Outage</h1>\n<h2>Timeline</h2>\n<table>\n<tr><th>Time</th><th>Event</th></tr>\n"
        "<tr><td>2024-05-13 14:30 UTC</td><td>down</td></tr>\n</table>\n<h2>Action items</h2>\n"
        "<ul>\n<li>do it</li>\n</ul>\n"
    )
    assert [e.text for e in draft.timeline] == ["down"]
    assert [a.text for a in draft.actions] == ["do it"]


def test_french_and_japanese_headings_are_known():
    draft = read(
        "# A\n\n## Chronologie détaillée\n- 14h05 UTC panne\n\n## Causes profondes\n- disque plein\n\n## タイムライン\n- 14:57 報告\n"
    )
    assert len(draft.timeline) == 2
    assert draft.factors[0].text == "disque plein"


@pytest.mark.parametrize(
    "data", [b"", b"  \n ", b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256)) * 40]
)
def test_what_is_no_text_is_refused_with_a_sentence(data):
    with pytest.raises(ImportProblem, match=r"report\.md"):
        read_document(data, "report.md")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings_and_line_ends_read_the_same(codec):
    data = SRE.replace("\n", "\r\n").encode(codec)
    assert read_document(data, "a.md").timeline == read_document(SRE.encode(), "a.md").timeline


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "# A\n\n## Timeline\n- 10:00 " + "x " * 300_000, "*" * 100_000, "|" * 100_000,
     "## Root cause\n" + "".join(" " * (2 * n) + "- a\n" for n in range(300)),
     "- " * 50_000, "```\n" * 5_000, "1:" * 50_000, " " * 200_000 + "x", "**a" * 40_000],
)  # fmt: skip
def test_hostile_texts_are_read_in_bounded_time(text):
    read(text)


@pytest.mark.parametrize(
    ("name", "entries", "first", "last", "actions"),
    [
        ("bullets.md", 6, "2023-05-04T08:09", "2023-05-04T17:00", 0),
        ("headings.md", 4, "2018-02-28T21:21", "2018-02-28T21:39", 1),
        ("bold-list-sections.md", 8, "2023-07-21T08:15", "2023-07-21T12:42", 1),
        ("tables.md", 8, None, None, 10),
    ],
)
def test_published_reports_are_understood(name, entries, first, last, actions):
    data = (SAMPLES / name).read_bytes()
    draft = read_document(data, name)
    assert words_lost(data.decode(), draft) == []
    assert (len(draft.timeline), len(draft.actions)) == (entries, actions)
    if first:
        assert draft.timeline[0].at.isoformat().startswith(first)
        assert draft.timeline[-1].at.isoformat().startswith(last)
