"""Hints on wording from the command line: of a file, of a postmortem, and what can't be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pmdesk.cli import entry as cli
from pmdesk.domain.change import Change, Edit
from pmdesk.domain.record import altered
from pmdesk.store.library import open_library
from tests.fakes import sample

ROOT = Path(__file__).parents[2]
TEXT = "# Logins\n\n- ok\tuntil 14:30\r\n- We should have seen it.\n\nThe queue grew.\n"


def run(*words: object, home: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PMDESK_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pmdesk", "lint", *map(str, words)]
    return subprocess.run(
        command, env=env, capture_output=True, text=True, check=False, encoding="utf-8", timeout=60
    )


def test_a_file_gives_hints_with_places_in_its_text(tmp_path: Path) -> None:
    file = tmp_path / "logins.md"
    file.write_bytes(TEXT.encode())
    done = run(file, "--json", home=tmp_path)
    (row,) = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(row) == {"sentence", "start", "end", "rule", "why", "suggestions"}
    text = file.read_text(encoding="utf-8")
    assert text[row["start"] : row["end"]] == "should have seen"
    assert (row["sentence"], row["rule"]) == ("We should have seen it.", "hindsight")
    assert row["why"].endswith(".")
    assert row["suggestions"] == ["What would have made it visible at the time?"]


def test_without_json_it_is_read_as_lines(tmp_path: Path) -> None:
    file = tmp_path / "logins.md"
    file.write_bytes(TEXT.encode())
    lines = run(file, home=tmp_path).stdout.splitlines()
    assert lines[:2] == ["Line 4: Hindsight", "    We should have seen it."]
    file.write_text("The queue grew.\n", encoding="utf-8")
    assert run(file, home=tmp_path).stdout == "No hints.\n"


def test_a_postmortem_gives_hints_by_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snapshot = sample()
    library = open_library(tmp_path / "team.pmdesk")
    records = [r for table in snapshot.tables.values() for r in table.values()]
    head = altered(snapshot.postmortem, summary="The release was rolled back.")
    changes = [Change(before=None, after=head)]
    changes += [Change(before=None, after=r) for r in records if r.id != head.id]
    library.append(head.id, Edit(label="Add", changes=tuple(changes)))
    library.close()
    assert cli.run(["lint", head.key, "--library", str(tmp_path / "team.pmdesk"), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["field"], row["start"], row["end"]) == ("summary", 12, 27)
    assert row["suggestions"] == ["The incident commander rolled back the release."]


@pytest.mark.parametrize("name", ["nothing.md", "folder", "picture.png", "PM-7"])
def test_what_cannot_be_read_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PMDESK_HOME", str(tmp_path / "home"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "picture.png").write_bytes(bytes(range(256)) * 8)
    assert cli.run(["lint", name, "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("pmdesk: ")
    assert len(told.err.splitlines()) == 1


def test_an_empty_file_and_other_encodings_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "note.txt"
    for data, count in (
        (b"", 0),
        (b"\xef\xbb\xbfWe should have seen it.", 1),
        (b"caf\xe9 ok. ", 0),
    ):
        file.write_bytes(data)
        assert cli.run(["lint", str(file), "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)) == count


def test_nothing_of_the_rules_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys, pmdesk.cli.entry, pmdesk.__main__; "
        "print([m for m in sys.modules if 'wording' in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
