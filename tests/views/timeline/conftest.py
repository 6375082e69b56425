"""A desk with the sample on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pmdesk.views.theme.theme import install
from tests.fakes import sample
from tests.views.timeline.hands import Desk
from tests.views.timeline.table_hands import Rows


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    theme = install(qapp)
    theme.set_mode("light")
    theme.set_text_scale(1.0)
    made = Desk(sample())
    yield made
    made.panel.close()


@pytest.fixture
def rows(desk: Desk) -> Rows:
    desk.panel.activateWindow()
    return Rows(desk)
