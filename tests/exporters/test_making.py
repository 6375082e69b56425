"""An export in a process of its own is the same file, can be stopped, and says what went wrong."""

from __future__ import annotations

import io
import threading
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import docx
import pytest

from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.editions import Edition, Handout
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.files import rendered, rich_text
from pmdesk.exporters.making import GivenUp, NotMade, made
from pmdesk.exporters.wiki.runs import prose, web_link
from tests.exporters.hostile import HOSTILE, everywhere
from tests.fakes import sample

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_another_process_makes_the_same_bytes() -> None:
    handout = Handout(Edition.REDACTED, {"release": "change"})
    there = made(sample(), "pdf", NOW, handout, Extras(), threading.Event())
    assert there == rendered(sample(), "pdf", now=NOW, handout=handout)


@pytest.mark.timeout(60)
def test_a_record_larger_than_a_pipe_gets_through() -> None:
    head = replace(sample().postmortem, description="long " * 400_000)
    large = sample()
    large = Snapshot(large.pm_id, {**large.tables, type(head): {head.id: head}})
    there = made(large, "json", NOW, Handout(), Extras(), threading.Event())
    assert there == rendered(large, "json", now=NOW)


def test_an_export_that_nobody_wants_is_stopped() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(GivenUp):
        made(sample(), "pdf", NOW, Handout(), Extras(), stop)


def test_what_went_wrong_over_there_is_told_here() -> None:
    with pytest.raises(NotMade, match="No format is called"):
        made(sample(), "odt", NOW, Handout(), Extras(), threading.Event())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_stay_words_in_pages_that_are_not_paper(name: str) -> None:
    snapshot = everywhere(HOSTILE[name])
    page = rendered(snapshot, "html", now=NOW).decode()
    for bad in ("<script", "<img", "<greek", "<onDraw", 'href="javascript', 'href="file', "<font"):
        assert bad.casefold() not in page.casefold().replace("&lt;", "")
    document = docx.Document(io.BytesIO(rendered(snapshot, "docx", now=NOW)))
    assert len(document.tables) >= 3
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert all(t.startswith(("http://", "https://", "mailto:")) for t in targets)


def test_every_section_of_the_sample_is_in_the_web_page_and_in_the_document() -> None:
    page = rendered(sample(), "html", now=NOW).decode()
    document = docx.Document(io.BytesIO(rendered(sample(), "docx", now=NOW)))
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads == ["Summary", "Impact", "Timeline", "Contributing factors", "What we learned",
                     "Actions", "Questions", "Evidence"]  # fmt: skip
    cells = "\n".join(c.text for t in document.tables for r in t.rows for c in r.cells)
    for head in heads:
        assert f"<h2>{head}</h2>" in page
    for event in sample().events.values():
        assert event.title in cells
    for action in sample().actions:
        assert action.text in cells


def test_the_web_page_loads_nothing_and_every_part_of_the_document_is_xml() -> None:
    page = rendered(sample(), "html", now=NOW).decode()
    assert "default-src &#x27;none&#x27;" in page
    for word in (" src=", "@import", "url(", "<link", "<script"):
        assert word not in page
    with zipfile.ZipFile(io.BytesIO(rendered(sample(), "docx", now=NOW))) as archive:
        for name in archive.namelist():
            assert ET.fromstring(archive.read(name)) is not None


def test_prose_keeps_its_looks_and_only_links_to_the_web() -> None:
    blocks = prose("A **bold** *word* `code` [in](https://a.example/x) [out](javascript:alert(1))")
    runs = {run.text.strip(): run for run in blocks[0].runs}
    assert runs["bold"].bold
    assert runs["word"].italic
    assert runs["code"].code
    assert runs["in"].link == "https://a.example/x"
    assert all(not run.link for text, run in runs.items() if text != "in")
    assert web_link("file:///etc/passwd") == ""


def test_deep_factors_are_lists_in_lists() -> None:
    html, plain = rich_text(sample(), Handout())
    assert html.count("<ul>") == html.count("</ul>") > 5
    assert html.count("<li>") == html.count("</li>")
    assert plain.startswith("# ")


def test_the_graph_names_each_contributing_factor_and_joins_it() -> None:
    import json

    value = json.loads(rendered(sample(), "upg", now=NOW))
    ids = {node["id"] for node in value["nodes"]}
    assert {edge["source"] for edge in value["edges"]} | {
        e["target"] for e in value["edges"]
    } <= ids
    kinds = [edge["type"] for edge in value["edges"]]
    assert kinds.count("postmortem_identifies_root_cause") == 5
    assert kinds.count("postmortem_produces_runbook") == 1
    assert "incident_analysed_in_postmortem" in kinds


def test_a_postmortem_with_nothing_in_it_goes_out_in_every_form() -> None:
    head = replace(sample().postmortem, summary="", narrative="", title="",
                   facilitator_id=None, author_id=None)  # fmt: skip
    bare = Snapshot(head.id, {type(head): {head.id: head}})
    for form in ("pdf", "html", "docx", "md", "upg", "json"):
        for edition in Edition:
            assert rendered(bare, form, now=NOW, handout=Handout(edition))
