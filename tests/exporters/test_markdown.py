"""Markdown that reads well, says everything, and shows exactly the user's characters."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pmdesk.domain.codec import snapshot_from_plain
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.exporters.markdown import render_markdown
from tests.exporters.hostile import HOSTILE, everywhere
from tests.fakes import sample

GOLDEN = Path(__file__).parents[1] / "golden"
PARSER = MarkdownIt("commonmark").enable("table")


def _texts(markdown: str) -> list[str]:
    """The text of every inline block, as a reader would see it."""
    found = []
    for token in PARSER.parse(markdown):
        if token.type == "inline":
            found.append("".join(child.content for child in token.children or []))
    return found


def _kinds(markdown: str) -> set[str]:
    tokens = PARSER.parse(markdown)
    return {kind.type for token in tokens for kind in [token, *(token.children or [])]}


def test_the_kept_record_gives_the_kept_markdown() -> None:
    record = snapshot_from_plain(json.loads((GOLDEN / "record.json").read_text("utf-8")))
    assert render_markdown(record) == (GOLDEN / "record.md").read_text("utf-8")


def test_every_event_stands_in_the_table_with_date_time_and_zone() -> None:
    text = render_markdown(sample())
    assert "| Time (UTC) | Lane | Kind | What happened | Who | Evidence |" in text
    assert "| 2026-10-14 18:15 to 18:29 | Response | Hypothesis |" in text
    assert all(event.title in text for event in sample().events.values())


def test_whys_are_nested_under_their_factor() -> None:
    lines = render_markdown(sample()).splitlines()
    root = lines.index("- A worker that did nothing passed every check")
    assert lines[root + 1].startswith("  - Healthy meant connected")
    assert lines[root + 2].startswith("    - The health check was copied")


def test_actions_name_roles_and_dates() -> None:
    snapshot = sample()
    tables = {kind: dict(rows) for kind, rows in snapshot.tables.items()}
    for person in snapshot.people.values():
        tables[type(person)][person.id] = replace(person, name="Zebulon Quux")
    text = render_markdown(Snapshot(snapshot.pm_id, tables))
    assert "Quux" not in text
    assert "| Platform lead | 2026-12-04 | In progress |" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_stay_text(name: str) -> None:
    text = render_markdown(everywhere(HOSTILE[name].replace("\ud800", "").replace("\udfff", "")))
    assert not _kinds(text) & {"html_inline", "html_block"}
    plain = _kinds(text.split("\n## Timeline\n")[1])
    assert not plain & {"image", "link_open", "code_inline", "fence", "em_open"}
    heads = [words for words in _texts(text) if words in ("Timeline", "Lessons learned")]
    if HOSTILE[name].strip():
        assert heads == ["Timeline", "Lessons learned"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_a_title_comes_back_as_the_same_characters(title: str) -> None:
    words = " ".join(title.split())
    head = Postmortem(id="p", pm_id="p", number=1, title=title)
    first = _texts(render_markdown(Snapshot("p", {Postmortem: {"p": head}})))[0]
    assert " ".join(first.split()) == (words or "PM-1")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_an_event_comes_back_as_the_same_characters(title: str) -> None:
    snapshot = everywhere("plain")
    event = replace(snapshot.events["e0"], title=title, text="")
    tables = {**snapshot.tables, TimelineEvent: {"e0": event}}
    cells = _texts(render_markdown(Snapshot("p", tables)))
    assert " ".join(title.split()) in [" ".join(cell.split()) for cell in cells]


def test_headings_of_the_narrative_stand_below_the_sections() -> None:
    head = Postmortem(id="p", pm_id="p", number=1, narrative="# Big\n\n```\n# code\n```\n## Small")
    lines = render_markdown(Snapshot("p", {Postmortem: {"p": head}})).splitlines()
    assert "### Big" in lines
    assert "#### Small" in lines
    assert "# code" in lines
