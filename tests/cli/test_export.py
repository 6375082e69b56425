"""What the command line hands out: each form by name, editions for others with nothing left in."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from pmdesk.cli.entry import run
from pmdesk.domain.change import Edit, born
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.importers.pdf_record import attached_record
from pmdesk.importers.record_file import read_record
from pmdesk.store.library import open_library
from tests.fakes import sample


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.pmdesk"
    snapshot = sample()
    head = snapshot.postmortem
    told = replace(
        head, summary="Then Priya restarted db-03.prod.internal, key AKIAIOSFODNN7EXAMPLE."
    )
    rows = [row for kind in KIND_NAMES for row in snapshot.of(kind).values()]
    store = open_library(path)
    store.append(head.id, Edit("Import", tuple(born(told if row is head else row) for row in rows)))
    store.close()
    return path


def export(library: Path, target: Path, *more: str) -> int:
    return run(["export", "PM-1", "--library", str(library), "--output", str(target), *more])


@pytest.mark.parametrize("name", ["r.pdf", "r.html", "r.docx", "r.md", "r.json", "r.upg.json"])
def test_the_name_of_the_file_says_the_form(library: Path, tmp_path: Path, name: str) -> None:
    assert export(library, tmp_path / name) == 0
    data = (tmp_path / name).read_bytes()
    start = {"pdf": b"%PDF", "tml": b"<!DO", "ocx": b"PK\x03\x04", "md": b"# Se"}
    assert data.startswith(start.get(name[-3:], start.get(name[-2:], b"{\n")))
    assert (b"root_cause" in data) == name.endswith("upg.json")


def test_the_whole_report_carries_the_record_and_the_redacted_one_another(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(library, tmp_path / "a.pdf") == 0
    assert b"Priya" in (attached_record((tmp_path / "a.pdf").read_bytes()) or b"")
    assert export(library, tmp_path / "b.pdf", "--for", "redacted") == 0
    inside = attached_record((tmp_path / "b.pdf").read_bytes())
    assert inside is not None
    for word in (b"Priya", b"db-03", b"AKIA"):
        assert word not in inside
    told = capsys.readouterr().out
    assert "Taken out: db-03.prod.internal (host name)" in told
    assert "AKIAIOSF" not in told


def test_a_word_that_is_kept_stays_and_internal_events_go_out_on_request(
    library: Path, tmp_path: Path
) -> None:
    more = ("--for", "redacted", "--keep", "priya", "--inside-events")
    assert export(library, tmp_path / "b.pdf", *more) == 0
    again = read_record((tmp_path / "b.pdf").read_bytes())
    assert "Priya" in again.postmortem.summary
    assert len(again.events) == len(sample().events)


def test_the_summary_for_outside_is_one_letter_page(library: Path, tmp_path: Path) -> None:
    assert export(library, tmp_path / "c.pdf", "--for", "external", "--page", "Letter") == 0
    reader = PdfReader(io.BytesIO((tmp_path / "c.pdf").read_bytes()))
    assert len(reader.pages) == 1
    assert reader.pages[0].mediabox.width == 612


def test_another_ending_is_refused_with_the_forms(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(library, tmp_path / "r.odt") == 2
    assert "docx" in capsys.readouterr().err
