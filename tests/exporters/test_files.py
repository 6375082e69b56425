"""Files are written whole or not at all, under names that every system takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters import files
from pmdesk.exporters.files import FORMATS, rendered, suggested_name, write_file
from tests.fakes import sample

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STARTS = {
    "pdf": b"%PDF-1.7",
    "md": b"# Seat holds",
    "json": b'{\n "format": "pmdesk record"',
    "html": b"<!DOCTYPE html>",
    "docx": b"PK",
    "upg": b'{\n "edges"',
    "bundle": b"PK",
}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_gives_its_kind_of_file(form: str) -> None:
    assert rendered(sample(), form, now=NOW).startswith(STARTS[form])


def test_another_format_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="odt"):
        rendered(sample(), "odt", now=NOW)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Seat holds stuck", "PM-1 Seat holds stuck.pdf"),
        ("../../etc/passwd: a <story>?", "PM-1 etc passwd a story.pdf"),
        ("", "PM-1.pdf"),
        ("Zahlungen für Köln", "PM-1 Zahlungen für Köln.pdf"),
    ],
)
def test_a_suggested_name_holds_nothing_that_a_path_could_mean(title: str, name: str) -> None:
    head = Postmortem(id="p", pm_id="p", number=1, title=title)
    assert suggested_name(Snapshot("p", {Postmortem: {"p": head}}), "pdf") == name


def test_a_long_title_gives_a_short_name() -> None:
    head = replace(sample().postmortem, title="word " * 500)
    assert len(suggested_name(Snapshot(head.id, {Postmortem: {head.id: head}}), "md")) < 80


def test_writing_replaces_the_old_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
