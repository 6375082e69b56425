"""The program in a process of its own: ended by a signal, damaged, recovered, crashed."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pmdesk.config.logs import Problems
from pmdesk.store.library import open_library
from tests.fakes import sample

ROOT = Path(__file__).parents[2]


def run(home, mode, stop=None):
    """Run the program and let ``mode`` drive it; what it said, its complaints and exit code."""
    environment = {"PMDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PATH": ""}
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.flows.driven", mode],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = []
    for line in program.stdout:
        said.append(line.strip())
        if stop and line.startswith("typed"):
            program.send_signal(stop)
    complaints = program.stderr.read()
    code = program.wait(20)
    program.stdout.close()
    program.stderr.close()
    return said, complaints, code


def test_a_signal_stores_the_field_being_typed_and_ends_in_order(tmp_path):
    said, complaints, code = run(tmp_path, "typing", signal.SIGTERM)
    assert (said, complaints, code) == (["typed"], "", 0)
    with closing(sqlite3.connect(tmp_path / "library.pmdesk")) as library:
        assert library.execute("SELECT title FROM postmortem").fetchone() == ("Typed to the end",)
    assert not (tmp_path / "library.pmdesk.lock").exists()
    assert list((tmp_path / "backups").glob("*/*at-close.pmdesk"))


@pytest.mark.parametrize("damage", ["bytes", "removed"])
def test_a_library_that_does_not_open_is_recovered_in_two_clicks(tmp_path, monkeypatch, damage):
    monkeypatch.setenv("PMDESK_HOME", str(tmp_path))
    run(tmp_path, "typing", signal.SIGTERM)
    library = tmp_path / "library.pmdesk"
    if damage == "bytes":
        library.write_bytes(b"\0" * 8192)
    else:
        library.unlink()
    said, _, code = run(tmp_path, "recover")
    assert code == 0
    assert said[0].startswith("refused")
    assert said[-1] == "size 1"
    store = open_library(library)
    assert store.load(sample().pm_id).postmortem.title == "Typed to the end"
    store.close()
    kept = [p.read_bytes() for p in tmp_path.glob("library-*-set-aside.pmdesk")]
    assert kept == ([b"\0" * 8192] if damage == "bytes" else [])


def test_a_meeting_killed_in_the_middle_of_a_line_goes_on_where_it_was(tmp_path):
    said, _, code = run(tmp_path, "meeting", signal.SIGKILL)
    assert code == -signal.SIGKILL
    before = said[-1].removeprefix("typed ")
    assert before.startswith("walk ")
    assert before.endswith(" 2400 18:20 half a li")
    said, complaints, code = run(tmp_path, "resume")
    assert (said[0], complaints, code) == (f"resumed {before}", "", 0)
    assert 0 < float(said[1].removeprefix("used ")) < 5


def test_a_crash_of_the_program_is_noted_for_the_next_start(tmp_path):
    _, _, code = run(tmp_path, "crash")
    assert code == -signal.SIGSEGV
    note = Problems(tmp_path / "logs", print).last_crash()
    assert "Segmentation fault" in note
    assert "in after_first_paint" in note
