"""What is loaded when the first picture stands: what it needs, and nothing that waits."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmdesk.edits.postmortems import begin_postmortem
from pmdesk.store.library import open_library

# The program as it is started; what follows the first picture tells what is loaded by then.
PROGRAM = """
import os, sys
from pmdesk import __main__ as program
load = program._load_window
def tell(running, _crashed):
    window = running.window
    print("ROWS", window.library.model.rowCount(), "EDITOR", window.editor is not None)
    print("LOADED", *sorted(sys.modules), flush=True)
    os._exit(0)
def load_and_hook():
    run_window = load()
    from pmdesk import app
    app._after_first_paint = tell
    return run_window
program._load_window = load_and_hook
program.main(sys.argv[1:])
"""
# Qt for Python itself brings argparse and zipfile, so those say nothing.
HEAVY = (
    "sqlalchemy", "reportlab", "markdown_it", "PIL", "asyncio", "dataclasses", "hashlib", "uuid",
    "zoneinfo", "html", "pmdesk.cli", "pmdesk.edits", "pmdesk.exporters", "pmdesk.importers",
    "pmdesk.views.editor", "pmdesk.views.palette", "pmdesk.views.prompts",
    "pmdesk.views.controls.toast",
    "pmdesk.document.document", "pmdesk.domain.record", "pmdesk.domain.snapshot",
    "pmdesk.store.backups", "pmdesk.store.journal", "pmdesk.store.reading",
    "pmdesk.store.writing",
)  # fmt: skip


def started(home: Path, *words: str) -> tuple[str, set[str]]:
    """What the window shows, and the modules that are loaded, at the first picture."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        env={**os.environ, "PMDESK_HOME": str(home)},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    shown, _, loaded = done.stdout.partition("LOADED")
    return shown.strip(), set(loaded.split())


def among(loaded: set[str], names: tuple[str, ...]) -> list[str]:
    return sorted(m for m in loaded if any(m == n or m.startswith(f"{n}.") for n in names))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.pmdesk"
    store = open_library(path, backups=tmp_path / "b", search=tmp_path / "s.index")
    for number in (1, 2, 3):
        edit = begin_postmortem(number, f"Outage {number}", datetime(2026, 11, 24, tzinfo=UTC))
        store.append(edit.changes[0].record.pm_id, edit)
    store.close()
    return path


def test_the_first_picture_of_a_library_waits_for_nothing_it_does_not_show(
    library: Path, tmp_path: Path
):
    shown, loaded = started(tmp_path, str(library))
    assert shown == "ROWS 3 EDITOR False"
    assert "pmdesk.views.library.library_view" in loaded
    assert among(loaded, HEAVY) == []


def test_an_open_postmortem_is_read_without_the_libraries_that_write_and_export(
    library: Path, tmp_path: Path
):
    # The first time the sample is put into the library, which is a write; the second it is there.
    started(tmp_path, "--sample", str(library))
    shown, loaded = started(tmp_path, "--sample", str(library))
    assert shown == "ROWS 0 EDITOR True"
    assert among(loaded, ("sqlalchemy", "reportlab", "markdown_it", "PIL", "asyncio")) == []
    assert among(loaded, ("pmdesk.importers", "pmdesk.exporters.pdf", "pmdesk.store.writing")) == []


def test_later_imports_do_not_pass_through_the_hook_of_pyside(library: Path, tmp_path: Path):
    code = PROGRAM.replace('print("ROWS"', 'print(__builtins__.__import__.__name__, "ROWS"')
    done = subprocess.run(
        [sys.executable, "-c", code, str(library)],
        env={**os.environ, "PMDESK_HOME": str(tmp_path)},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "ROWS 3" in done.stdout
    assert "__feature_import__" not in done.stdout
