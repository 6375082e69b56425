"""The desk of the report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pmdesk.views.theme.theme import install
from tests.fakes import sample
from tests.views.report.desk import Desk


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk(sample())
    yield made
    made.panel.close()
    made.panel.deleteLater()
