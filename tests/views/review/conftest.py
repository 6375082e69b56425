"""The review panel that these tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pmdesk.views.theme.theme import install
from tests.fakes import sample
from tests.views.review.desk import Desk, ready


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    """The sample, which lacks an owner, a date, a reason and two approvals."""
    install(qapp)
    made = Desk(sample())
    yield made
    made.panel.close()


@pytest.fixture
def ready_desk(qapp: QApplication) -> Iterator[Desk]:
    """The sample with everything that has to be there."""
    install(qapp)
    made = Desk(ready())
    yield made
    made.panel.close()
