"""The house rules hold, and each fence falls when something is planted behind it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import fences

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pmdesk"
Fence = Callable[[Path], list[str]]
ALL = [
    fences.libraries_out_of_place,
    fences.views_that_meet,
    fences.style_sheets_out_of_place,
    fences.dialogs_out_of_place,
    fences.garbage_collected_by_force,
    fences.lambdas_that_outlive,
    fences.names_by_the_machine,
    fences.too_long,
    fences.unexplained,
]
DOC = '"""A sentence."""\n'
PLANTED = [
    (fences.libraries_out_of_place, "domain/x.py", "import PySide6.QtCore"),
    (fences.libraries_out_of_place, "cli.py", "from PySide6 import QtGui"),
    (fences.libraries_out_of_place, "itemmodels/x.py", "from PySide6.QtWidgets import QLabel"),
    (fences.libraries_out_of_place, "views/x.py", "from PySide6 import QtCharts"),
    (fences.libraries_out_of_place, "views/x.py", "def f():\n    import sqlalchemy"),
    (fences.libraries_out_of_place, "exporters/x.py", "import reportlab.lib"),
    (fences.libraries_out_of_place, "app.py", "import sqlalchemy"),
    (fences.views_that_meet, "views/report/x.py", "from pmdesk.views.review.card import Card"),
    (fences.views_that_meet, "views/report/x.py", "from pmdesk.views import editor"),
    (fences.views_that_meet, "views/report/x.py", "def f():\n    import pmdesk.views.spine"),
    (fences.views_that_meet, "views/controls/x.py", "from pmdesk.views.prompts import sheet"),
    (fences.style_sheets_out_of_place, "views/x.py", "w.setStyleSheet('')"),
    (fences.dialogs_out_of_place, "views/x.py", "class D(QDialog): ..."),
    (fences.dialogs_out_of_place, "views/x.py", "QtWidgets.QMessageBox.question()"),
    (fences.garbage_collected_by_force, "views/x.py", "def f():\n    gc.collect()"),
    (fences.lambdas_that_outlive, "views/x.py", "theme().changed.connect(lambda: self.go())"),
    (fences.names_by_the_machine, "views/x.py", "f'{day:%d %b}'"),
    (fences.too_long, "domain/x.py", "a = 1\n" * 401),
    (fences.too_long, "domain/x.py", "def f():\n" + "    a = 1\n" * 50),
    (fences.unexplained, "domain/utils.py", "a = 1"),
    (fences.unexplained, "domain/__init__.py", "a = 1"),
    (fences.unexplained, "domain/x.py", "# " + "TO" + "DO later"),
]


@pytest.mark.parametrize("fence", ALL, ids=lambda f: f.__name__)
def test_nothing_lies_behind_the_fence(fence: Fence) -> None:
    assert fence(PACKAGE) == []


@pytest.mark.parametrize(
    ("fence", "place", "text"),
    PLANTED,
    ids=[f"{f.__name__}-{n}" for n, (f, *_) in enumerate(PLANTED)],
)
def test_what_is_planted_is_found(fence: Fence, place: str, text: str, tmp_path: Path) -> None:
    target = tmp_path / place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(DOC + text + "\n", encoding="utf-8")
    found = fence(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(place)


def test_a_module_without_a_sentence_is_found(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("a = 1\n", encoding="utf-8")
    assert fences.unexplained(tmp_path) == ["x.py: no sentence on top"]


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command as c; c()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache", "--no-logo"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "pmdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_rooms_import_only_to_the_right(copied: Path) -> None:
    done = _lint_imports(copied)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("place", "line", "contract"),
    [
        ("domain/ids.py", "import pmdesk.edits.report", "Rooms"),
        ("exporters/people.py", "import pmdesk.importers.days", "Rooms"),
        ("config/paths.py", "import PySide6.QtCore", "Qt stays"),
        ("edits/report.py", "import sqlalchemy", "SQLAlchemy stays"),
        ("importers/days.py", "import reportlab", "reportlab stays"),
        ("surprise.py", "a = 1", "Rooms"),
    ],
)
def test_an_arrow_to_the_left_breaks_its_contract(
    copied: Path, place: str, line: str, contract: str
) -> None:
    with (copied / "pmdesk" / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = _lint_imports(copied)
    told = done.stdout + done.stderr
    assert done.returncode != 0
    broken = [row for row in told.splitlines() if "BROKEN" in row or "surprise" in row]
    assert any(contract in row or "surprise" in row for row in broken), told


def test_only_the_essential_part_of_qt_is_asked_for() -> None:
    names = ["pyproject.toml", "constraints.txt"]
    assert (
        fences.whole_qt_asked_for({n: (ROOT / n).read_text(encoding="utf-8") for n in names}) == []
    )
    assert fences.whole_qt_asked_for({"a": '  "PySide6>=6.10",\nPySide6_Addons==6.11.3'}) != []
    assert fences.whole_qt_asked_for({"a": "PySide6_Essentials==6.11.3"}) == []
