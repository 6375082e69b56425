"""``pmdesk actions``: listed, in JSON, and as files for trackers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pmdesk.cli import entry as cli
from pmdesk.store.library import open_library
from pmdesk.views.opening import birth_of
from tests.fakes import sample


@pytest.fixture
def library(tmp_path: Path) -> str:
    path = tmp_path / "l.pmdesk"
    held = open_library(path)
    snapshot = sample()
    held.append(snapshot.pm_id, birth_of(snapshot, 1, "Sample"))
    held.close()
    return str(path)


def test_open_actions_are_listed_with_owner_and_date(library, capsys):
    assert cli.run(["actions", "--library", library]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == sum(1 for a in sample().actions if a.status in ("open", "in_progress"))
    assert all(line.startswith("PM-1 AI-") for line in lines)
    assert any("no owner" in line for line in lines)


def test_json_says_the_same_of_one_postmortem_with_its_closed_ones(library, capsys):
    assert cli.run(["actions", "PM-1", "--all", "--json", "--library", library]) == 0
    rows = json.loads(capsys.readouterr().out)["actions"]
    assert {row["key"] for row in rows} == {a.key for a in sample().actions}
    late = [r for r in rows if r["overdue"]]
    assert all(date.fromisoformat(r["due"]) < date.today() for r in late)  # noqa: DTZ011


def test_a_calendar_is_written_and_what_is_left_out_is_told(library, tmp_path, capsys):
    target = tmp_path / "due.ics"
    words = ["actions", "--format", "ics", "--output", str(target), "--library", library]
    assert cli.run(words) == 0
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert "1 without a date is left out" in capsys.readouterr().out


def test_a_table_is_printed_with_the_line_ends_of_its_format(library, capfdbinary):
    assert cli.run(["actions", "--format", "gitlab", "--library", library]) == 0
    assert capfdbinary.readouterr().out.startswith(b"title,description,due_date\r\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--output", "x.csv"], "Say in which form"),
        (["--all"], "name it"),
        (["PM-1", "--stale"], "leave the key out"),
        (["PM-9"], "no postmortem PM-9"),
        (["--format", "md", "--output", "/nowhere/x.md"], "does not exist"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(library, capsys, words, told):
    assert cli.run(["actions", *words, "--library", library]) == 2
    assert told in capsys.readouterr().err


def test_the_library_is_never_written_over(library, capsys):
    before = Path(library).read_bytes()
    words = ["actions", "--format", "csv", "--output", library, "--library", library]
    assert cli.run(words) == 2
    assert Path(library).read_bytes() == before
