"""Reads a finished PDF back with tools that are not ours; a missing tool is a failed test."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def tool(name: str, *arguments: str | Path) -> str:
    """What a tool prints; fails with the package's name where it is not installed."""
    found = shutil.which(name)
    package = "qpdf" if name == "qpdf" else "poppler-utils"
    assert found, f"{name} is missing: install the package {package} to run this test"
    done = subprocess.run([found, *map(str, arguments)], capture_output=True, check=False)
    output = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0, f"{name} failed:\n{output[:2000]}"
    return output


def saved(folder: Path, data: bytes, name: str = "report.pdf") -> Path:
    """The file on disk, for tools that want one."""
    path = folder / name
    path.write_bytes(data)
    return path


def folded(text: str) -> str:
    """The text without white space, so that line breaks do not matter."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def words_of(path: Path) -> str:
    """All text of a file in the order it was written, without white space."""
    return folded(tool("pdftotext", "-raw", "-enc", "UTF-8", path, "-"))


def is_sound(path: Path) -> None:
    """Fail where the file breaks its own format or holds anything that acts or loads."""
    checked = tool("qpdf", "--check", path)
    assert "WARNING" not in checked
    assert "ERROR" not in checked
    names = json.loads(tool("qpdf", "--json=2", "--json-key=qpdf", path))
    for key, value in _pairs(names["qpdf"][1]):
        assert key not in _ACTIVE, key
        if key in ("/S", "/Subtype"):
            assert value not in _ACTIVE, value
        if key == "/URI":
            assert value.startswith(("u:http:", "u:https:", "u:mailto:")), value


_ACTIVE = {
    "/JS", "/JavaScript", "/Launch", "/SubmitForm", "/GoToR", "/GoToE", "/Image",
}  # fmt: skip


def _pairs(value: object) -> Iterator[tuple[str, Any]]:
    """Every key of every dictionary in the file, with its value."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield key, part
            yield from _pairs(part)
    elif isinstance(value, list):
        for part in value:
            yield from _pairs(part)


def fonts_of(path: Path) -> list[list[str]]:
    """The rows of pdffonts: name, then whether it is embedded, a subset, mapped to Unicode."""
    rows = tool("pdffonts", path).splitlines()[2:]
    return [[row.split()[0], *re.findall(r"\b(yes|no)\b", row)[:3]] for row in rows]
