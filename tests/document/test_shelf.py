"""Whole postmortems come, go and come back as they were."""

from __future__ import annotations

import pytest

from pmdesk.document.shelf import Shelf
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.snapshot import empty
from tests.fakes import MemoryStorage, SetClock, sample


class NumberedMemory(MemoryStorage):
    def __init__(self, *snapshots):
        super().__init__(*snapshots)
        self.number = 40

    def next_number(self):
        self.number += 1
        return self.number

    def append(self, pm_id, edit):
        self.held.setdefault(pm_id, empty(pm_id))
        return super().append(pm_id, edit)


@pytest.fixture
def storage():
    return NumberedMemory(sample())


@pytest.fixture
def shelf(qapp, storage):
    return Shelf(storage, SetClock())


def test_a_new_postmortem_has_a_number_lanes_and_the_zone_asked_for(shelf, storage):
    pm_id = shelf.begin("Slow sign-in", "Europe/Berlin")
    begun = storage.load(pm_id)
    assert (begun.postmortem.key, begun.postmortem.zone) == ("PM-41", "Europe/Berlin")
    assert [lane.name for lane in begun.lanes][:2] == ["Detection", "Response"]


def test_a_removed_postmortem_comes_back_whole(shelf, storage):
    told = []
    shelf.changed.connect(told.append)
    removed = shelf.remove(sample().pm_id)
    assert not storage.load(sample().pm_id).events
    assert shelf.put_back() == sample().pm_id
    assert storage.load(sample().pm_id) == sample() == removed
    assert told == [sample().pm_id] * 2
    assert shelf.put_back() == ""


def test_what_cannot_be_stored_is_told_and_changes_nothing(shelf, storage):
    told = []
    shelf.refused.connect(told.append)
    storage.fail_with = StorageProblem("The disk is full.")
    assert shelf.begin() == ""
    assert shelf.remove(sample().pm_id) is None
    assert told == ["The disk is full."] * 2
    assert storage.load(sample().pm_id) == sample()


def test_removing_what_is_not_there_does_nothing(shelf):
    assert shelf.remove("nobody") is None
