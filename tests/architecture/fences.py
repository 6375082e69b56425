"""The fences that import-linter cannot say, as functions from a source tree to broken rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
VAGUE_NAMES = {"utils", "helpers", "common", "misc", "manager"}
DIALOGS = {
    "QDialog", "QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog", "QFontDialog",
    "QProgressDialog", "QErrorMessage", "QWizard",
}  # fmt: skip
ADDONS = {
    "QtCharts", "QtDataVisualization", "QtGraphs", "QtMultimedia", "QtPdf", "QtPdfWidgets",
    "QtWebEngineCore", "QtWebEngineWidgets", "QtWebChannel", "Qt3DCore", "QtBluetooth",
    "QtPositioning", "QtScxml", "QtSensors", "QtSerialPort", "QtTextToSpeech",
}  # fmt: skip
# A library's name, and where in the package it may be imported.
LIBRARY_ROOMS = {
    "PySide6": ("document", "itemmodels", "views", "app"),
    "sqlalchemy": ("models", "store"),
    "reportlab": ("exporters/pdf",),
}
# What the folders of the views may import of the views, beside themselves.
SHARED_VIEWS = {"controls", "theme", "prompts", "background", "actions"}
LOWER_VIEWS = {"controls": {"theme"}, "theme": set[str]()}


def _sources(package: Path) -> Iterator[tuple[str, str, ast.Module]]:
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        yield path.relative_to(package).as_posix(), text, ast.parse(text)


def _in(place: str, *rooms: str) -> bool:
    return any(place == f"{room}.py" or place.startswith(f"{room}/") for room in rooms)


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def libraries_out_of_place(package: Path) -> list[str]:
    """Imports of a library outside its rooms, of Qt's widgets below the views, of Addons."""
    found = []
    for place, _, tree in _sources(package):
        for name in _imports(tree):
            top, *rest = name.split(".")
            rooms = LIBRARY_ROOMS.get(top)
            if rooms and not _in(place, *rooms):
                found.append(f"{place}: {top} outside {', '.join(rooms)}")
            if top == "PySide6" and "QtWidgets" in rest and not _in(place, "views", "app"):
                found.append(f"{place}: QtWidgets outside views and app")
            if top == "PySide6" and ADDONS & set(rest):
                found.append(f"{place}: {name} is not in the essential part of Qt")
    return found


def views_that_meet(package: Path) -> list[str]:
    """Imports from one folder of the views into another, or up into the window."""
    found = []
    for place, _, tree in _sources(package):
        room, *inside = place.split("/")
        if room != "views" or len(inside) < 2:
            continue
        may = LOWER_VIEWS.get(inside[0], SHARED_VIEWS) | {inside[0]}
        for name in _imports(tree):
            parts = name.split(".")
            if parts[:2] == ["pmdesk", "views"] and parts[2] not in may:
                found.append(f"{place}: {name}")
    return found


def style_sheets_out_of_place(package: Path) -> list[str]:
    """Calls of setStyleSheet outside the theme."""
    return [
        f"{place}:{node.lineno}: setStyleSheet outside views/theme"
        for place, _, tree in _sources(package)
        if not _in(place, "views/theme")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "setStyleSheet"
    ]


def lambdas_that_outlive(package: Path) -> list[str]:
    """Lambdas connected to the theme, which outlives every widget: they call what is gone.

    A bound method lets go of the signal together with its widget.
    """
    found = []
    for place, _, tree in _sources(package):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            if "theme().changed.connect" in ast.unparse(node.func) and isinstance(
                node.args[0], ast.Lambda
            ):
                found.append(f"{place}:{node.lineno}: a lambda hears the theme")
    return found


def names_by_the_machine(package: Path) -> list[str]:
    """Formats that name a month or a weekday in the machine's language; domain/day_names does it
    in that of the window."""
    return [
        f"{place}:{node.lineno}: {node.value} follows the machine's language"
        for place, _, tree in _sources(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"(?<!%)%[aAbBcpxX](?![A-Za-z])", node.value)
    ]


def garbage_collected_by_force(package: Path) -> list[str]:
    """Calls of the collector outside the start: in the middle of a signal they end the process."""
    return [
        f"{place}:{node.lineno}: gc.{node.func.attr} outside the start"
        for place, _, tree in _sources(package)
        if not _in(place, "app", "__main__")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "gc"
        and node.func.attr in ("collect", "freeze")
    ]


def dialogs_out_of_place(package: Path) -> list[str]:
    """Qt's dialogs made, asked or derived from outside the prompts."""
    found = []
    for place, _, tree in _sources(package):
        if _in(place, "views/prompts"):
            continue
        for node in ast.walk(tree):
            name = node.id if isinstance(node, ast.Name) else None
            name = node.attr if isinstance(node, ast.Attribute) else name
            if name in DIALOGS:
                found.append(f"{place}:{node.lineno}: {name} outside views/prompts")
    return found


def too_long(package: Path) -> list[str]:
    """Files and functions longer than a reader's patience."""
    found = []
    for place, text, tree in _sources(package):
        lines = len(text.splitlines())
        if lines > LONGEST_FILE:
            found.append(f"{place}: {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found.append(f"{place}:{node.lineno}: {node.name} has {length} lines")
    return found


def unexplained(package: Path) -> list[str]:
    """Modules without a sentence on top, vague names, filled package files, work put off."""
    marks = ("TO" + "DO", "FIX" + "ME")
    found = []
    for place, text, tree in _sources(package):
        if place.endswith("__init__.py"):
            if text.strip():
                found.append(f"{place}: not empty")
        elif not ast.get_docstring(tree):
            found.append(f"{place}: no sentence on top")
        if VAGUE_NAMES & {part.removesuffix(".py") for part in place.split("/")}:
            found.append(f"{place}: a vague name")
        # In a comment only: the word may stand in a text, as one that people write.
        found += [f"{place}: {mark}" for mark in marks if re.search(rf"#.*\b{mark}\b", text)]
    return found


def whole_qt_asked_for(texts: dict[str, str]) -> list[str]:
    """Requirement files that ask for the whole of PySide6 and not its essential part."""
    found = []
    for name, text in texts.items():
        for line in text.splitlines():
            asked = line.split("#")[0].strip().strip('",')
            word = asked.split("[")[0].split(";")[0]
            for sign in "<>=!~ ":
                word = word.split(sign)[0]
            if word.lower().replace("_", "-") in {"pyside6", "pyside6-addons"}:
                found.append(f"{name}: {asked}")
    return found
