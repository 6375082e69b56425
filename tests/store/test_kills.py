"""A process that is killed at any moment loses nothing that it called saved."""

from __future__ import annotations

import os

import pytest

from tests.store.killing import Killer, Lost

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")


def test_sixty_kills_lose_no_acknowledged_edit(tmp_path):
    with Killer(tmp_path) as killer:
        for _ in range(60):
            killer.round()
    assert killer.acknowledged > 60


@pytest.mark.parametrize("fault", ["early_ack", "no_begin"])
def test_the_harness_bites(tmp_path, fault):
    with Killer(tmp_path, fault) as killer, pytest.raises(Lost):  # noqa: PT012 - at some kill
        for _ in range(150):
            killer.round()
    assert killer.kills < 150
