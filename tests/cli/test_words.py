"""What the words after ``pmdesk`` mean, and what a command has to load for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pmdesk.__main__ as program
from pmdesk.cli import entry as cli


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Takes the place of the window and keeps how it was asked for."""
    asked: dict[str, Any] = {}

    def run_window(**options: Any) -> int:
        asked.update(options)
        return 0

    module = type(sys)("pmdesk.app")
    module.run_window = run_window  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pmdesk.app", module)
    return asked


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], {}),
        (["--sample"], {"sample": True}),
        (["--safe"], {"safe": True}),
        (["--library", "a.pmdesk"], {"library": Path("a.pmdesk")}),
        (["--library=a.pmdesk", "--sample"], {"library": Path("a.pmdesk"), "sample": True}),
        (["a.pmdesk"], {"library": Path("a.pmdesk")}),
        (["--screens", "list"], {"screens": Path("list")}),
    ],
)
def test_words_of_the_window_open_it(
    opened: dict[str, Any], words: list[str], wanted: dict[str, Any]
) -> None:
    assert program.main(words) == 0
    usual = {"library": None, "sample": False, "screens": None, "safe": False}
    assert opened == {**usual, **wanted}


@pytest.mark.parametrize("words", [["--screens"], ["--library="], ["--full-screen"], ["notes.txt"]])
def test_other_words_are_refused_with_a_sentence(
    opened: dict[str, Any], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(words) == 2
    assert capsys.readouterr().err.startswith("pmdesk: ")
    assert opened == {}


def test_the_names_of_commands_stand_in_both_places() -> None:
    parser = cli._parser()
    named = set(parser._subparsers._group_actions[0].choices)  # type: ignore[union-attr]
    assert named | {"help"} == set(program.COMMANDS)


def test_an_error_of_our_own_is_a_sentence_and_a_note(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(_words: list[str]) -> int:
        raise KeyError("oh")

    monkeypatch.setattr(cli, "_carried_out", broken)
    assert cli.run(["list"]) == 2
    told = capsys.readouterr().err
    assert "Something went wrong inside pmdesk (KeyError)." in told
    note = tmp_path / "home" / "logs" / "command-line.txt"
    assert "broken" in note.read_text(encoding="utf-8")


def _loaded(words: list[str], folder: Path) -> set[str]:
    code = (
        "import sys\nfrom pmdesk.__main__ import main\n"
        f"main({words!r})\nprint('LOADED', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder
    )
    return set(done.stderr.rpartition("LOADED")[2].split())


def test_a_command_loads_neither_qt_nor_what_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n", encoding="utf-8")
    loaded = _loaded(["import", "--dry-run", "a.md"], tmp_path)
    assert "pmdesk.importers.markdown" in loaded
    heavy = ("PySide6", "sqlalchemy", "reportlab", "sqlite3")
    assert not {name for name in loaded if name.startswith(heavy)}


def test_finding_the_way_to_the_window_loads_nothing_of_the_commands(tmp_path: Path) -> None:
    loaded = _loaded(["--unknown"], tmp_path)
    assert not loaded & {"argparse", "json", "pmdesk.cli", "pmdesk.domain.snapshot"}
