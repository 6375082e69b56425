"""A library in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pmdesk.store.library import LibraryStore
from tests.fakes import SetClock
from tests.store.made import opened


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def library(tmp_path, clock) -> Iterator[LibraryStore]:
    store = opened(tmp_path, clock)
    yield store
    store.close()
