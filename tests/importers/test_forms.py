"""The forms in which people write a timeline and their actions, each in a made-up document."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.importers.decoding import decoded
from pmdesk.importers.draft import DraftEvent
from pmdesk.importers.html_page import page_as_markdown
from pmdesk.importers.intake import born_snapshot, read_file
from pmdesk.importers.losses import words_lost, words_lost_in

FORMS = Path(__file__).parents[1] / "data" / "importers" / "forms"
EXPECTED = json.loads((FORMS / "expected.json").read_text(encoding="utf-8"))
SHORT = json.loads((FORMS.parent / "short-forms.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _moment(event: DraftEvent, wanted: str) -> bool:
    """A wanted time without an offset belongs to a document that states no zone."""
    if event.at is None:
        return False
    at = datetime.fromisoformat(wanted)
    return event.at == at if at.tzinfo else event.at.isoformat() == at.isoformat()


def _understood(data: bytes, name: str, wanted: dict[str, Any], **given: date) -> None:
    intake = read_file(data, name, **given)
    draft = intake.draft
    assert (len(draft.timeline), len(draft.actions)) == (wanted["entries"], wanted["actions"])
    if wanted["first"]:
        assert _moment(draft.timeline[0], wanted["first"])
    if wanted["last"]:
        assert _moment(draft.timeline[-1], wanted["last"])
    source = decoded(data, name)
    assert words_lost(source, draft) == []
    assert words_lost_in(source, born_snapshot(intake.edit(1, NOW)), draft) == []


@pytest.mark.parametrize("form", EXPECTED, ids=lambda form: form["file"])
def test_a_form_is_understood_and_no_word_of_it_is_lost(form: dict[str, Any]) -> None:
    given = {key: date.fromisoformat(value) for key, value in form["given"].items()}
    _understood((FORMS / form["file"]).read_bytes(), form["file"], form, **given)


@pytest.mark.parametrize("form", SHORT, ids=lambda form: form["name"])
def test_a_way_to_write_a_time_or_an_action_is_understood(form: dict[str, Any]) -> None:
    _understood(form["text"].encode(), "report.md", form)


def _read(name: str) -> Any:
    return read_file((FORMS / name).read_bytes(), name).draft


@pytest.mark.parametrize(
    ("name", "day", "zone", "severity"),
    [
        ("german.md", date(2025, 3, 14), "MEZ", "SEV-1"),
        ("french.md", date(2025, 3, 14), "Europe/Paris", "SEV-2"),
        ("spanish.md", date(2025, 3, 14), "UTC", None),
        ("japanese.md", date(2025, 3, 14), "JST", "SEV-2"),
    ],
)
def test_labels_in_other_languages_are_known(
    name: str, day: date, zone: str, severity: str | None
) -> None:
    draft = _read(name)
    assert (draft.date, draft.zone, draft.severity) == (day, zone, severity)
    assert draft.summary


def test_columns_of_actions_fill_their_fields_and_leave_the_text_clean() -> None:
    first, second, third = _read("action-table.md").actions
    assert (first.text, first.owner, first.due) == ("Add limit (P1)", "@ann", date(2025, 4, 1))
    assert (first.tracker, first.status, first.priority) == ("OPS-1", "in_progress", "high")
    assert (second.status, second.due) == ("done", date(2025, 4, 3))
    assert (third.owner, third.due, third.status) == (None, None, "wont_do")
    assert third.text == "Tell people (TBD | Won't do)"


def test_columns_of_a_timeline_name_lane_and_actor() -> None:
    assert _read("numbered-rows.md").timeline[0].lane == "Grafana"
    entry = _read("date-and-time-columns.md").timeline[0]
    assert (entry.actor, entry.text) == ("Monitoring", "Queue depth alarm")


def test_titles_of_columns_stand_in_the_report_and_not_in_the_story() -> None:
    draft = _read("date-and-time-columns.md")
    assert ("Date | Time | Actor | Event", "timeline columns") in [
        (use.heading, use.used_as) for use in draft.sections
    ]
    assert "Actor" not in draft.narrative


def test_a_page_of_html_gives_its_words_and_not_its_style() -> None:
    draft = _read("wiki-page.html")
    assert draft.title == "Payment outage"
    assert draft.timeline[1].text == "Errors & alerts"
    assert [a.status for a in draft.actions] == ["open", "done"]
    assert "color" not in draft.narrative


def test_items_without_a_time_above_timed_ones_name_their_lane() -> None:
    draft = _read("groups-of-times.md")
    assert [(e.lane, e.text) for e in draft.timeline] == [
        ("Detection", "alert"),
        ("Detection", "ack"),
        ("Response", "rollback"),
    ]


def test_start_and_end_columns_make_a_span() -> None:
    first = _read("start-and-end-columns.md").timeline[0]
    assert (first.end - first.at).total_seconds() == 600


def test_numbered_whys_below_each_other_are_one_chain() -> None:
    (root,) = _read("nested-whys.md").factors
    assert [why.text for why in root.children] == ["Why deploy? Friday."]


def test_completed_actions_are_done() -> None:
    assert [a.status for a in _read("completed-actions.md").actions] == ["done", "done", "open"]


def test_a_date_that_reads_one_way_settles_the_others() -> None:
    text = "# A\n\nSeen 13/04/2025.\n\n## Timeline\n- 05/04/2025 10:00 UTC down\n"
    draft = read_file(text.encode(), "a.md").draft
    assert (draft.questions, draft.timeline[0].date) == ((), date(2025, 4, 5))


def test_several_days_in_the_text_are_asked_about() -> None:
    text = "# A\n\nSeen 2025-03-03, told 2025-03-05.\n\n## Timeline\n- 10:00 UTC down\n"
    draft = read_file(text.encode(), "a.md").draft
    (question,) = draft.questions
    assert (question.about, question.choices) == ("date", ("2025-03-03", "2025-03-05"))
    assert question.chosen == "2025-03-03"
    told = read_file(text.encode(), "a.md", date=date(2025, 3, 5)).draft
    assert told.questions == ()
    assert told.timeline[0].at == datetime(2025, 3, 5, 10, 0, tzinfo=UTC)


def test_properties_give_tags_and_severity() -> None:
    draft = _read("front-matter.md")
    assert (draft.tags, draft.severity) == (("webhooks", "queue"), "SEV-3")


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("Severity: None critical", None),
        ("This is considered **Low** severity.", "SEV-4"),
        ("**Severity:** P2", "SEV-2"),
        ("Nothing is said.", None),
    ],
)
def test_severity_is_taken_as_stated_and_never_guessed(words: str, severity: str | None) -> None:
    assert read_file(f"# A\n\n{words}\n".encode(), "a.md").draft.severity == severity


_TAGS = st.sampled_from(["p", "div", "b", "li", "ul", "td", "tr", "table", "h2", "a", "pre", "x-y"])
_PLAIN = st.text(st.characters(categories=("Ll", "Nd")), min_size=1, max_size=8)


@given(st.lists(st.tuples(_TAGS, st.booleans(), _PLAIN), max_size=20))
def test_no_word_of_a_page_is_lost_however_its_tags_are_nested(
    parts: list[tuple[str, bool, str]],
) -> None:
    page = "<html><body>" + "".join(
        f"<{tag}>{word} " if opens else f"</{tag}> {word} " for tag, opens, word in parts
    )
    kept = set(page_as_markdown(page).casefold().split())
    text = " ".join(kept)
    assert all(word.casefold() in text for _, _, word in parts)


def test_a_bracket_that_only_says_owner_and_day_leaves_the_text_of_an_action() -> None:
    first_item = "- Stop it (Owner: Print team, due 2026-09-17)\n"
    text = f"# A\n\n## Actions\n{first_item}- Look (at OPS-1 again)\n"
    draft = read_file(text.encode(), "a.md", date=date(2026, 9, 3)).draft
    first, second = draft.actions
    assert (first.text, first.owner, first.due) == ("Stop it", "Print team", date(2026, 9, 17))
    assert (second.text, second.tracker) == ("Look (at OPS-1 again)", "OPS-1")
    assert words_lost(text, draft) == []


def test_label_lines_whose_fact_is_stored_do_not_stand_in_the_story() -> None:
    text = "# A\n\nSeverity: SEV-3\nDate: 2026-09-03\n\nDate: May 1st, roughly\n"
    draft = read_file(text.encode(), "a.md").draft
    assert draft.narrative == "Date: May 1st, roughly"
    assert ("Severity: SEV-3", "severity") in [(s.heading, s.used_as) for s in draft.sections]
    assert words_lost(text, draft) == []


def test_a_document_that_begins_with_a_brace_is_no_record() -> None:
    text = b"{toc}\n\nh2. Timeline\n* 2025-03-03 10:00 UTC down\n"
    assert len(read_file(text, "a.txt").draft.timeline) == 1
