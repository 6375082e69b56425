"""The machine is fit for Qt, Qt is fit for this Python, and what is missing is named."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from pmdesk.config import doctor

ROOT = Path(__file__).parents[1]
MANY = 100_000


class Bell(QObject):
    rung = Signal(object)


def test_a_hundred_thousand_void_calls_leave_python_alive(qapp: object) -> None:
    bell = Bell()
    for _ in range(MANY):
        bell.setObjectName("a")
    assert bell.objectName() == "a"


def test_a_hundred_thousand_signals_are_all_heard(qapp: object) -> None:
    bell, heard = Bell(), []
    bell.rung.connect(heard.append)
    for number in range(MANY):
        bell.rung.emit(number)
    assert heard == list(range(MANY))


def test_missing_libraries_become_one_line_of_packages() -> None:
    listing = (
        "\tlibGL.so.1 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n"
        "\tlibxcb-cursor.so.0 => not found\n\tlibnew.so.9 => not found\n"
    )
    assert doctor.packages_for(doctor.missing_sonames(listing)) == [
        "libgl1",
        "libnew.so.9",
        "libxcb-cursor0",
    ]


def test_the_doctor_names_the_line_to_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "missing_here", lambda: {"libEGL.so.1", "libGL.so.1"})
    assert doctor.main([]) == 3
    assert "apt-get install --no-install-recommends libegl1 libgl1" in capsys.readouterr().out
    assert doctor.main(["--missing"]) == 0
    assert capsys.readouterr().out == "libegl1 libgl1\n"


def test_the_doctor_looks_at_the_plugins_of_three_platforms() -> None:
    import PySide6

    names = {path.name for path in doctor.qt_files(Path(PySide6.__file__).parent)}
    assert {"libqoffscreen.so", "libqxcb.so"} <= names
    assert any(name.startswith("libqwayland") for name in names)


def test_the_script_works_from_another_folder_and_refuses_unknown_words(tmp_path: Path) -> None:
    shown = subprocess.run(
        ["sh", str(ROOT / "dev"), "help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "./dev run --sample" in shown.stdout
    wrong = subprocess.run(
        ["sh", str(ROOT / "dev"), "dance"], cwd=tmp_path, capture_output=True, check=False
    )
    assert wrong.returncode == 2
