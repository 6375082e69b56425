"""Versions, places and licences, to be read out or copied when something is asked."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.prompts.import_parts import PlainTable
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.icons import pixmap

LICENCES = (
    "pmdesk is free software under the Apache License 2.0. Qt and PySide6 are used under the "
    "LGPL 3. Inter and JetBrains Mono are used under the SIL Open Font License 1.1, under "
    "changed names. Icons are from Lucide (ISC). SQLAlchemy and markdown-it-py: MIT. "
    "ReportLab, python-dateutil: BSD. SQLite is in the public domain."
)


def _of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not found"


def versions() -> list[tuple[str, str]]:
    """The program and what it stands on, by name; nothing of it is imported for this."""
    return [
        ("pmdesk", _of("pmdesk")),
        ("Python", platform.python_version()),
        ("Qt", str(qVersion())),
        ("PySide6", _of("PySide6-Essentials")),
        ("SQLAlchemy", _of("SQLAlchemy")),
        ("SQLite", sqlite3.sqlite_version),
        ("ReportLab", _of("reportlab")),
        ("System", platform.platform(terse=True)),
    ]


class AboutSheet(Sheet):
    """Shows versions and places; the primary button copies them."""

    def __init__(self, window: QWidget, places: Sequence[tuple[str, Path]]) -> None:
        super().__init__(window, "About pmdesk", 560, "Copy", "copy", other="Close")
        mark = QLabel()
        mark.setPixmap(pixmap("pmdesk", "ink1", 32, self.devicePixelRatioF()))
        mark.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(mark)
        words = "A place to find out together what happened, why, and what will change."
        self.body.addWidget(WrappedLabel(words, "body"))
        self._rows = [*versions(), *((name, str(path)) for name, path in places)]
        self.body.addWidget(PlainTable(("Part", "Version or place"), (120, 0), self._rows))
        self.body.addWidget(PlainLabel("Licences", "ui_semibold"))
        self.body.addWidget(WrappedLabel(LICENCES, "meta_regular", "ink2"))

    def text(self) -> str:
        """What the button copies."""
        return "\n".join(f"{name}: {value}" for name, value in self._rows)

    def act(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.why.setText("Copied.")
