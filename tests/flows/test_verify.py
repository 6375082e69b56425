"""pmdesk verify, the program itself: reports, records and libraries, with its three codes."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from pmdesk.domain.codec import canonical, plain_snapshot
from pmdesk.domain.policy import use_policies
from pmdesk.edits.approvals import ask_for_review
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.revisions import reopen, sign_off
from pmdesk.exporters.files import rendered
from pmdesk.exporters.record import render_json
from pmdesk.store.library import open_library
from tests.fakes import SetClock
from tests.flows.test_command_line import Program
from tests.store.made import birth
from tests.views.review.desk import ready

NOW = SetClock().now()


class Returned:
    """A library with a signed postmortem, and the files that were handed out of it."""

    def __init__(self, folder: Path) -> None:
        self.pmdesk = Program(folder)
        self.folder = folder
        self.library = folder / "team.pmdesk"
        store = self._open()
        self.snapshot = ready()
        store.append(self.snapshot.pm_id, birth(self.snapshot))
        self.push(store, lambda s: ask_for_review(s, NOW))
        self.push(store, lambda s: sign_off(s, NOW, "Scribe"))
        store.close()

    def _open(self):
        places = {"backups": self.folder / "b", "search": self.folder / "s"}
        return open_library(self.library, **places)

    def push(self, store, make) -> None:
        edit = make(self.snapshot)
        self.snapshot = self.snapshot.applied(edit.changes)
        store.append(self.snapshot.pm_id, edit)

    def later(self, *makes) -> None:
        store = self._open()
        for make in makes:
            self.push(store, make)
        store.close()

    def write(self, name: str, data: bytes) -> Path:
        (self.folder / name).write_bytes(data)
        return self.folder / name

    def verify(self, path: Path, code: int) -> dict[str, object]:
        if code == 2:
            # Of a refusal nothing is told on this stream.
            return json.loads(self._unknown(path))
        return self.pmdesk.read("verify", path, "--library", self.library, code=code)

    def _unknown(self, path: Path) -> str:
        import os
        import subprocess
        import sys

        done = subprocess.run(
            [sys.executable, "-m", "pmdesk", "verify", str(path), "--json", "--library",
             str(self.library)],
            env={**os.environ, "PMDESK_HOME": str(self.folder / "home")},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 2
        return done.stdout


@pytest.fixture
def returned(tmp_path: Path) -> Returned:
    use_policies({})
    return Returned(tmp_path)


def test_the_report_of_a_signed_version_is_unchanged_and_stays_so(returned: Returned):
    pdf = returned.write("report.pdf", rendered(returned.snapshot, "pdf", now=NOW))
    found = returned.verify(pdf, 0)
    assert (found["result"], found["version"], found["where"]) == ("unchanged", "1.0", [])
    returned.later(
        lambda s: reopen(s, NOW, "A log turned up"), lambda s: set_head(s, "x", summary="Later")
    )
    assert returned.verify(pdf, 0)["version"] == "1.0"


def test_a_record_with_another_word_is_changed_and_says_where(returned: Returned):
    altered = render_json(returned.snapshot).replace(b"56 minutes", b"5 minutes")
    found = returned.verify(returned.write("back.json", altered), 1)
    assert found["result"] == "changed"
    assert found["where"] == ["Report: Postmortem “Head and text” changed (Summary)"]


def test_the_bare_canonical_record_is_read_too(returned: Returned):
    bare = canonical(plain_snapshot(returned.snapshot))
    assert returned.verify(returned.write("postmortem.json", bare), 0)["result"] == "unchanged"


def test_a_report_whose_stated_digest_was_altered_is_changed(returned: Returned):
    data = rendered(returned.snapshot, "pdf", now=NOW)
    at = data.index(b"sha256:") + 7
    other = b"0" if data[at : at + 1] != b"0" else b"1"
    forged = data[:at] + other + data[at + 1 :]
    found = returned.verify(returned.write("forged.pdf", forged), 1)
    assert "was altered after the export" in str(found["sentence"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.txt", b"No record at all"),
        ("empty.pdf", b""),
        ("broken.pdf", b"%PDF-1.7\nnothing"),
        ("broken.json", b'{"format": "pmdesk record"'),
        ("nan.json", b'{"postmortem": [NaN]}'),
    ],
)
def test_what_can_not_be_checked_is_unknown_with_a_reason(returned: Returned, name, data):
    found = returned.verify(returned.write(name, data), 2)
    assert found["result"] == "unknown"
    assert str(found["sentence"]).endswith(".")


def test_a_postmortem_that_the_library_does_not_hold_is_unknown(returned: Returned):
    text = render_json(returned.snapshot).replace(b"0000005a0000", b"0000005affff")
    found = returned.verify(returned.write("other.json", text), 2)
    assert "does not hold that postmortem" in str(found["sentence"])


def test_a_library_is_unchanged_until_something_signed_is_altered_past_it(returned: Returned):
    assert returned.verify(returned.library, 0)["result"] == "unchanged"
    held = sqlite3.connect(returned.library)
    held.execute("DROP TRIGGER guard_revision_update")
    held.execute("UPDATE revision SET body = replace(body, '56 minutes', '5 minutes')")
    held.commit()
    held.close()
    where = returned.verify(returned.library, 1)["where"]
    assert any("guard_revision_update" in line for line in where)
    assert any("Version 1.0 of PM-1 is not as it was signed" in line for line in where)


def test_without_json_it_says_the_same_in_lines(returned: Returned):
    path = returned.write("back.json", render_json(returned.snapshot))
    told = returned.pmdesk("verify", path, "--library", returned.library)
    assert told.startswith(f"{path}: unchanged (PM-1 Seat holds stuck at checkout)\n")
    assert "word for word version 1.0 as it was signed" in told
