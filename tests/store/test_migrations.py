"""The steps to today's schema are taken whole or not at all, after a backup."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.postmortems import set_head
from pmdesk.store.migrations import ladder
from pmdesk.store.migrations.ladder import Step
from tests.store.made import begun, opened, push, with_sample

ROOT = Path(__file__).parents[2]
GOOD = Step("a note", ("ALTER TABLE lesson ADD COLUMN note TEXT NOT NULL DEFAULT '';",), 2,
            ("lesson", "journal"))  # fmt: skip
BAD = {
    "sql": Step("bad", ("CREATE TABLE half (x);", "INSERT INTO nowhere VALUES (1);"), 2),
    "rows": Step("bad", ("DELETE FROM factor_evidence;",), 2, ("factor_evidence",)),
    "references": Step("bad", ("DELETE FROM lane;",), 2),
}


@pytest.fixture
def old(tmp_path):
    """A library of today's schema, closed, and the bytes of its content."""
    library = opened(tmp_path)
    with_sample(library)
    library.close()
    return tmp_path


def dump(path: Path) -> list[str]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        found = [line for line in connection.iterdump() if "'generation'" not in line]
    connection.close()
    return found


def test_a_step_is_taken_after_a_backup(old, monkeypatch):
    monkeypatch.setattr(ladder, "STEPS", [*ladder.STEPS, GOOD])
    library = opened(old)
    assert library.schema_version == 2
    assert library._facts()["min_reader"] == "2"
    assert "before schema 2" in [info.reason for info in library.backups_list()]
    assert library._main.execute("SELECT count(note) FROM lesson").fetchone()[0] == 5
    assert library._main.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    library.close()


@pytest.mark.parametrize("fault", BAD)
def test_a_step_that_fails_leaves_the_old_library_and_names_the_backup(old, monkeypatch, fault):
    path = old / "lib" / "l.pmdesk"
    before = dump(path)
    with monkeypatch.context() as patch:
        patch.setattr(ladder, "STEPS", [*ladder.STEPS, GOOD, BAD[fault]])
        with pytest.raises(StorageProblem, match=r"from schema 1 to 3.*as it was.*before-schema-3"):
            opened(old)
    assert dump(path) == before
    library = opened(old)
    assert library.read_only == ""
    assert library.check(whole=True) == ""
    library.close()


KILLED = """
import os, sqlite3, sys
from pathlib import Path
from pmdesk.store.migrations import ladder
from tests.store.made import opened
from tests.store.test_migrations import GOOD
ladder.STEPS.append(GOOD)
count, wanted = 0, int(sys.argv[2])
def die(_statement):
    global count
    count += 1
    if count == wanted:
        os.kill(os.getpid(), 9)
whole = ladder.climb
def climb(connection, facts=None):
    connection.set_trace_callback(die)
    whole(connection, facts)
    connection.set_trace_callback(None)
ladder.climb = climb
opened(Path(sys.argv[1])).close()
print("lived")
"""


@pytest.mark.parametrize("wanted", [2, 4, 6, 8, 9])
def test_a_kill_inside_a_migration_leaves_the_old_library(old, wanted):
    path = old / "lib" / "l.pmdesk"
    before = dump(path)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", KILLED, str(old), str(wanted)]
    done = subprocess.run(command, env=env, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    assert dump(path) == before
    library = opened(old)
    assert library.schema_version == 1
    library.close()


def test_too_little_room_is_told_before_anything_happens(old, monkeypatch):
    from types import SimpleNamespace

    monkeypatch.setattr(ladder, "STEPS", [*ladder.STEPS, GOOD])
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1000))
    with pytest.raises(StorageProblem, match="too little room"):
        opened(old)


def newer(folder: Path, schema: int, min_reader: int) -> None:
    connection = sqlite3.connect(folder / "lib" / "l.pmdesk")
    connection.execute("UPDATE meta SET value = ? WHERE name = 'min_reader'", (str(min_reader),))
    connection.execute(f"PRAGMA user_version={schema}")
    connection.commit()
    connection.close()


def test_a_newer_library_is_refused_with_both_numbers_and_the_backup(old):
    newer(old, 7, 7)
    with pytest.raises(StorageProblem, match=r"schema 7, and this program knows 1.*newest backup"):
        opened(old)


def test_a_newer_library_that_may_be_read_opens_for_looking(old):
    newer(old, 7, 1)
    library = opened(old)
    assert "newer pmdesk (schema 7" in library.read_only
    assert library.size() == 1
    library.close()
    assert not (old / "lib" / "l.pmdesk.lock").exists()


def test_an_older_library_that_cannot_be_written_is_refused_in_words(old, monkeypatch):
    monkeypatch.setattr(ladder, "STEPS", [*ladder.STEPS, GOOD])
    with pytest.raises(StorageProblem, match="older pmdesk"):
        opened(old, read_only=True)


def test_a_script_splits_into_whole_statements_with_their_triggers():
    script = "CREATE TABLE a (x);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\nDELETE FROM a;\nEND;\n"
    assert [s.split()[1] for s in ladder.statements(script)] == ["TABLE", "TRIGGER"]
    with pytest.raises(ValueError, match="unfinished"):
        ladder.statements("CREATE TABLE a (x)")


GOLDEN = sorted((ROOT / "tests" / "data" / "libraries").glob("*.pmdesk.gz"))


@pytest.mark.parametrize("packed", GOLDEN, ids=lambda p: p.name)
def test_a_library_of_every_released_schema_opens_and_can_be_worked_on(packed, tmp_path):
    import json

    from pmdesk.domain.codec import plain_snapshot

    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "l.pmdesk").write_bytes(gzip.decompress(packed.read_bytes()))
    expected = json.loads(packed.with_name(packed.name.replace(".pmdesk.gz", ".json")).read_text())
    library = opened(tmp_path)
    assert library.read_only == library.check(whole=True) == library.verify_journal() == ""
    loaded = {pm_id: plain_snapshot(library.load(pm_id)) for pm_id in expected}
    assert loaded == expected
    snapshot = library.load(next(iter(expected)))
    push(library, snapshot, set_head(snapshot, "Rename", title="Worked on"))
    begun(library)
    library.close()


def test_there_is_a_golden_library_of_the_newest_schema():
    assert f"schema-{ladder.latest()}.pmdesk.gz" in [path.name for path in GOLDEN]
