"""What software that reads the report aloud, or keeps it for years, finds in it."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from pmdesk.exporters.pdf.render import render_pdf
from tests.exporters.hostile import HOSTILE, everywhere
from tests.exporters.reading import folded, saved, tool
from tests.fakes import sample

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("pdf"), render_pdf(sample(), now=NOW))


def _roles(path: Path) -> Counter[str]:
    lines = tool("pdfinfo", "-struct", path).splitlines()
    return Counter(match[1] for line in lines if (match := re.match(r"\s*([A-Z]\w*)\b", line)))


def test_it_is_tagged_and_each_role_stands_as_often_as_the_record_asks(report: Path) -> None:
    assert re.search(r"Tagged:\s+yes", tool("pdfinfo", report))
    roles = _roles(report)
    snapshot = sample()
    rows = len(snapshot.events) + 1  # and the band of the event without a time
    rows += len(snapshot.factors) + len(snapshot.actions) + 4 + 9 + 2 + 3 + 1
    rows += len(snapshot.factors) + len(snapshot.people) + 1  # coverage, roles, the parked idea
    tables = 10
    assert roles["H1"] == 1
    assert roles["H2"] == 12
    assert roles["Figure"] == 2
    assert roles["TOCI"] == 12
    assert roles["Table"] == tables + 1  # the three lists of lessons have no head
    assert roles["TR"] == rows + tables


def test_every_figure_has_words_and_a_place() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(sample(), now=NOW)))
    figures = [node for node in _nodes(reader) if node.get("/S") == "/Figure"]
    assert len(figures) == 2
    for figure in figures:
        assert len(figure["/Alt"]) > 20
        assert len(figure["/A"]["/BBox"]) == 4


def _nodes(reader: PdfReader) -> list[Any]:
    found, pending = [], [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while pending:
        node = pending.pop().get_object()
        if hasattr(node, "get") and "/S" in node:
            found.append(node)
            kids = node.get("/K", [])
            pending += [kid for kid in kids if hasattr(kid, "get_object")]
    return found


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(sample(), now=NOW)))
    for table in (node for node in _nodes(reader) if node["/S"] == "/Table"):
        widths = set()
        for row in table["/K"]:
            cells = [cell.get_object() for cell in row.get_object()["/K"]]
            widths.add(sum(cell.get("/A", {}).get("/ColSpan", 1) for cell in cells))
        assert len(widths) == 1


def test_heads_that_repeat_on_the_next_page_are_read_once(report: Path) -> None:
    read = folded(tool("pdfinfo", "-struct-text", report))
    printed = folded(tool("pdftotext", "-raw", report, "-"))
    assert printed.count("Whathappened") > 1
    assert read.count("Whathappened") == 1


def test_all_words_of_the_record_stand_in_the_reading_structure(report: Path) -> None:
    read = folded(tool("pdfinfo", "-struct-text", report)).replace('""', "").replace('"', "")
    snapshot = sample()
    wanted = [event.title for event in snapshot.events.values()]
    wanted += [factor.text for factor in snapshot.factors.values()]
    wanted += [action.text for action in snapshot.actions]
    assert [words for words in wanted if folded(words).replace('"', "") not in read] == []


def test_links_say_where_they_lead_and_lead_there(report: Path) -> None:
    reader = PdfReader(report)
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert len(links) > 20
    assert all(link["/Contents"] and link["/F"] == 4 for link in links)
    inside = [link for link in links if "/Dest" in link]
    pages = {page.indirect_reference for page in reader.pages}
    assert len(inside) > 15
    for link in inside:
        target = link["/Dest"].get_object()
        assert target[0] in pages or target[0].indirect_reference in pages


@pytest.mark.parametrize("name", ["open tags", "controls", "surrogates", "many words", "families"])
def test_metadata_in_both_forms_agree_and_are_sound(name: str) -> None:
    reader = PdfReader(io.BytesIO(render_pdf(everywhere(HOSTILE[name]), now=NOW)))
    kept, info = reader.xmp_metadata, reader.metadata
    assert kept is not None
    assert info is not None
    assert folded(kept.dc_title["x-default"]) == folded(info.title or "")
    assert kept.xmp_create_date is not None
    assert kept.xmp_create_date.replace(tzinfo=UTC) == info.creation_date == NOW


def test_it_carries_its_colour_profile_and_says_what_it_follows(report: Path) -> None:
    root = PdfReader(report).trailer["/Root"]
    assert root["/OutputIntents"][0]["/DestOutputProfile"].get_data()[36:40] == b"acsp"
    assert root["/Lang"] == "en"
    packet = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet


def test_every_stream_ends_on_a_line_of_its_own(report: Path) -> None:
    data = report.read_bytes()
    ends = [match.start() for match in re.finditer(rb"endstream", data)]
    assert len(ends) > 20
    assert all(data[end - 2 : end] == b"\r\n" for end in ends)
