"""The file of a whole record: nothing is lost on the way, and nothing else is taken for one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.domain.codec import BadForm
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.record import render_json
from pmdesk.importers.record import read_json
from tests.exporters.hostile import HOSTILE, everywhere
from tests.fakes import sample


def _changed(**values: object) -> bytes:
    plain = json.loads(render_json(sample()))
    return json.dumps({**plain, **values}).encode()


def test_the_sample_comes_back_equal_and_gives_the_same_bytes_again() -> None:
    made = render_json(sample())
    assert read_json(made) == sample()
    assert render_json(read_json(made)) == made


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_come_back_as_they_were(name: str) -> None:
    snapshot = everywhere(HOSTILE[name])
    assert read_json(render_json(snapshot)) == snapshot


@given(st.text())
def test_any_title_comes_back(title: str) -> None:
    head = Postmortem(id="p", pm_id="p", number=1, title=title)
    snapshot = Snapshot("p", {Postmortem: {"p": head}})
    assert read_json(render_json(snapshot)) == snapshot


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe{}",
        b"[]",
        b"{}",
        b'{"format": "pmdesk record"}',
        b'{"format": "pmdesk record", "version": 1, "record": []}',
        b'{"format": "pmdesk record", "version": 1, "record": {"event": [1]}}',
        b'{"format": "pmdesk record", "version": 1, "record": {"spy": []}}',
        b'{"format": "pmdesk record", "format": "pmdesk record", "version": 1}',
        b"[" * 100_000,
        b'{"format": "pmdesk record", "version": ' + b"9" * 5000 + b"}",
        b'{"format": "pmdesk record", "version": NaN}',
    ],
)
def test_anything_else_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(BadForm):
        read_json(data)


def test_a_newer_file_is_refused_with_the_way_out() -> None:
    with pytest.raises(BadForm, match="newer pmdesk"):
        read_json(_changed(version=2))


def test_a_record_that_contradicts_itself_is_refused() -> None:
    snapshot = sample()
    event = next(iter(snapshot.events.values()))
    lost = {**snapshot.events, event.id: replace(event, lane_id="nowhere")}
    tables = {**snapshot.tables, type(event): lost}
    with pytest.raises(BadForm, match="refers to nothing"):
        read_json(render_json(Snapshot(snapshot.pm_id, tables)))


def test_a_record_of_two_postmortems_is_refused() -> None:
    snapshot = sample()
    event = next(iter(snapshot.events.values()))
    foreign = {**snapshot.events, event.id: replace(event, pm_id="other")}
    tables = {**snapshot.tables, type(event): foreign}
    with pytest.raises(BadForm):
        read_json(render_json(Snapshot(snapshot.pm_id, tables)))
