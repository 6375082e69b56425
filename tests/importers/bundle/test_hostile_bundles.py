"""Bundles that somebody made by hand: each is refused with a sentence, quickly, and nothing else
comes out of the reader."""

from __future__ import annotations

import hashlib
import io
import json
import random
import struct
import time
import tracemalloc
import warnings
import zipfile

import pytest

from pmdesk.domain.codec import BadForm, canonical
from pmdesk.domain.merging import form
from pmdesk.exporters.bundle.writing import render_bundle
from pmdesk.exporters.extras import Extras
from pmdesk.importers.bundle.parts import parts_of
from pmdesk.importers.bundle.reading import read_bundle
from tests.fakes import SetClock, sample

NOW = SetClock().now()
GOOD = render_bundle(sample(), Extras(), NOW)
BLOB = b"evidence"
BLOB_NAME = hashlib.sha256(BLOB).hexdigest()


def zipped(parts, **ways):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", ways.get("way", zipfile.ZIP_DEFLATED)) as file:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            file.writestr(name, data)
    return made.getvalue()


def good_parts():
    return parts_of(GOOD)


def with_manifest(**values):
    parts = good_parts()
    manifest = json.loads(parts[form.MANIFEST])
    manifest.update(values)
    return zipped({**parts, form.MANIFEST: json.dumps(manifest)})


def resealed(record=None, steps=None, **values):
    """A bundle whose manifest fits what was put in, as somebody who knows the form makes it."""
    parts = good_parts()
    manifest = json.loads(parts[form.MANIFEST])
    for name, new in ((form.RECORD, record), (form.STEPS, steps)):
        if new is not None:
            parts[name] = new if isinstance(new, bytes) else canonical(new)
            digest = hashlib.sha256(parts[name]).hexdigest()
            manifest["parts"][name] = {"sha256": digest, "size": len(parts[name])}
    manifest.update(values)
    return zipped({**parts, form.MANIFEST: json.dumps(manifest)})


def record():
    return json.loads(good_parts()[form.RECORD])


def altered(table, /, **values):
    value = record()
    value[table][0].update(values)
    return resealed(value)


def grown(kind, count, **values):
    value = record()
    row = {**value[kind][0], **values}
    value[kind] = [{**row, "id": f"n{i}", "number": i} for i in range(count)]
    return resealed(value)


def chain(length):
    value = record()
    row = {**value["factor"][0], "parent_id": None}
    rows = [{**row, "id": f"f{i}", "parent_id": f"f{i - 1}" if i else None}
            for i in range(length)]  # fmt: skip
    value["factor"] += rows
    return resealed(value)


def circle():
    value = record()
    a, b = value["factor"][0], value["factor"][1]
    a["parent_id"], b["parent_id"] = b["id"], a["id"]
    return resealed(value)


def twice():
    with warnings.catch_warnings(action="ignore"):
        return zipped([*good_parts().items(), (form.RECORD, b"{}")])


def twin():
    value = record()
    value["event"].append(value["event"][0])
    return resealed(value)


def patched(at, data, good=GOOD):
    return good[:at] + data + good[at + len(data) :]


def central(good=GOOD):
    return good.index(b"PK\x01\x02")


def lying_size():
    """The first entry says in both places that it is larger than it is."""
    size = struct.unpack_from("<I", GOOD, 22)[0]
    made = patched(22, struct.pack("<I", size + 7))
    return patched(central() + 24, struct.pack("<I", size + 7), made)


def lying_small():
    made = patched(22, struct.pack("<I", 10))
    return patched(central() + 24, struct.pack("<I", 10), made)


def encrypted():
    return patched(central() + 8, b"\x01\x00", patched(6, b"\x01\x00"))


def overlapping():
    """Two attachments that are the same bytes of the file."""
    parts = good_parts()
    whole = zipped({**parts, form.FILES + "a" * 64: b"x" * 50, form.FILES + "b" * 64: b"x" * 50})
    first = whole.index(b"PK\x01\x02")
    entries = [i for i in range(first, len(whole)) if whole[i : i + 4] == b"PK\x01\x02"]
    offset = whole[entries[-2] + 42 : entries[-2] + 46]
    return patched(entries[-1] + 42, offset, whole)


def claims_gigabytes():
    made = patched(22, struct.pack("<I", 0xFFFFFFF0))
    return patched(central() + 24, struct.pack("<I", 0xFFFFFFF0), made)


def renamed(name):
    parts = good_parts()
    return zipped({**parts, name: BLOB})


def raw_json(text):
    return resealed(text.encode("utf-8", "surrogatepass"))


def step(changes):
    return resealed(steps=[{"label": "x", "changes": changes}])


CASES = {
    "nothing": lambda: b"",
    "no zip": lambda: b"not a zip at all" * 50,
    "only the head of a zip": lambda: GOOD[:200],
    "cut in the middle": lambda: GOOD[: len(GOOD) // 2],
    "cut at the end": lambda: GOOD[:-10],
    "an empty zip": lambda: zipped({}),
    "no record": lambda: zipped({k: v for k, v in good_parts().items() if k != form.RECORD}),
    "no manifest": lambda: zipped({k: v for k, v in good_parts().items() if k != form.MANIFEST}),
    "no steps": lambda: zipped({k: v for k, v in good_parts().items() if k != form.STEPS}),
    "a part twice": twice,
    "a path that climbs": lambda: renamed("../../etc/passwd"),
    "an absolute path": lambda: renamed("/etc/passwd"),
    "a drive": lambda: renamed("C:\\windows\\evil.exe"),
    "a climbing attachment": lambda: renamed("attachments/../../evil"),
    "a folder": lambda: renamed("attachments/"),
    "an attachment by another name": lambda: renamed("attachments/holiday.png"),
    "a digest in capitals": lambda: renamed(form.FILES + BLOB_NAME.upper()),
    "a name with a NUL": lambda: patched(
        central(z := renamed("zzzzzzzz")) and z.rindex(b"zzzzzzzz"), b"zz\x00zzzzz", z
    ),
    "another file beside": lambda: renamed("library.sqlite"),
    "a file the manifest does not name": lambda: renamed(form.FILES + BLOB_NAME),
    "a file that is not there": lambda: with_manifest(attachments={BLOB_NAME: 8}),
    "a size that is no number": lambda: with_manifest(attachments={BLOB_NAME: "8"}),
    "too many parts": lambda: zipped(
        [*good_parts().items(), *((f"{form.FILES}{i:064x}", b"") for i in range(2100))]
    ),
    "an entry that says more than it is": lying_size,
    "an entry that says less than it is": lying_small,
    "four gigabytes claimed": claims_gigabytes,
    "entries over each other": overlapping,
    "encrypted": encrypted,
    "packed another way": lambda: zipped(good_parts(), way=zipfile.ZIP_BZIP2),
    "a bomb as the manifest": lambda: zipped({**good_parts(), form.MANIFEST: b" " * 9_000_000}),
    "a bomb as the record": lambda: zipped({**good_parts(), form.RECORD: b"[" * 99_000_000}),
    "the manifest is a list": lambda: zipped({**good_parts(), form.MANIFEST: b"[]"}),
    "the manifest is no JSON": lambda: zipped({**good_parts(), form.MANIFEST: b"{"}),
    "another format": lambda: with_manifest(format="pmdesk record"),
    "no version": lambda: with_manifest(version=None),
    "a version that is true": lambda: with_manifest(version=True),
    "a newer version": lambda: with_manifest(version=2),
    "no digests": lambda: with_manifest(parts={}),
    "digests as a list": lambda: with_manifest(parts=[]),
    "a digest that does not fit": lambda: with_manifest(
        parts={form.RECORD: {"sha256": "0" * 64}, form.STEPS: {"sha256": "0" * 64}}
    ),
    "states that are none": lambda: with_manifest(states=["../x"]),
    "states without end": lambda: with_manifest(states=["0" * 12] * 20_001),
    "another state than the record's": lambda: with_manifest(state="0" * 12),
    "a journal that is no digest": lambda: with_manifest(journal="<img src=x>"),
    "the record was altered": lambda: zipped(
        {**good_parts(), form.RECORD: good_parts()[form.RECORD].replace(b"SEV-2", b"SEV-1")}
    ),
    "the record is a list": lambda: resealed([]),
    "NaN": lambda: raw_json('{"postmortem": NaN}'),
    "infinity": lambda: altered("lane") and raw_json('{"postmortem":[{"position":1e999}]}'),
    "a number of 4000 digits": lambda: raw_json('{"postmortem":[{"number":' + "9" * 4000 + "}]}"),
    "a name twice": lambda: raw_json('{"postmortem": [], "postmortem": []}'),
    "brackets without end": lambda: raw_json("[" * 100_000),
    "half a character": lambda: raw_json('{"postmortem":[{"id":"a","title":"\\ud800"}]}'),
    "UTF-16": lambda: resealed('{"postmortem":[]}'.encode("utf-16")),
    "bytes that are no text": lambda: resealed(b'{"postmortem":[{"id":"\xff\xfe"}]}'),
    "an unknown kind": lambda: resealed({**record(), "virus": []}),
    "no postmortem": lambda: resealed({"postmortem": []}),
    "two postmortems": lambda: resealed(
        {**record(), "postmortem": [record()["postmortem"][0], {"id": "x", "pm_id": "x"}]}
    ),
    "a record of another postmortem": lambda: altered("event", pm_id="other"),
    "a record twice": twin,
    "an id that is a number": lambda: altered("event", id=7),
    "an id without end": lambda: altered("event", id="x" * 5000),
    "an event in no lane": lambda: altered("event", lane_id="nowhere"),
    "an event that ends before it starts": lambda: altered(
        "event", at="2026-10-14T18:00:00Z", end="2026-10-14T17:00:00Z"
    ),
    "the year 1": lambda: altered("event", at="0001-01-01T00:00:00+14:00"),
    "a time without an offset": lambda: altered("event", at="2026-10-14T18:00:00"),
    "a kind of event that is none": lambda: altered("event", kind="blame"),
    "a title that is a list": lambda: altered("event", title=["x"]),
    "rows that are no objects": lambda: resealed({**record(), "event": [1, 2]}),
    "a circle of factors": circle,
    "factors a thousand deep": lambda: chain(1000),
    "factors sixty thousand deep": lambda: chain(60_000),
    "sixty thousand actions": lambda: grown("action_item", 60_000),
    "marks without end": lambda: grown("mark", 5000),
    "events without end": lambda: grown("event", 260_000),
    "steps that are an object": lambda: resealed(steps={}),
    "a step without changes": lambda: resealed(steps=[{"label": "x"}]),
    "a step with a label without end": lambda: resealed(
        steps=[{"label": "x" * 9000, "changes": []}]
    ),
    "a change of nothing": lambda: step([{"kind": "event", "before": None, "after": None}]),
    "a change that is a text": lambda: step(["x"]),
    "a change with a text for a record": lambda: step([{"kind": "event", "after": "x"}]),
    "a change of an unknown kind": lambda: step([{"kind": "virus", "after": {}}]),
    "a change of another postmortem": lambda: step(
        [{"kind": "person", "after": {"id": "x", "pm_id": "other"}}]
    ),
    "a change in the year 1": lambda: step(
        [{"kind": "event", "after": {"id": "x", "pm_id": "y", "lane_id": "l",
                                     "at": "0001-01-01T00:00:00+14:00"}}]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_bundle_is_refused_with_a_sentence(name):
    data = CASES[name]()
    started = time.monotonic()
    with pytest.raises(BadForm) as caught:
        read_bundle(data)
    assert time.monotonic() - started < 10
    assert 0 < len(str(caught.value)) < 300
    # What is altered with care is found for what it is, not by the name of the state.
    assert ("not the state" in str(caught.value)) == name.startswith("another state")


def test_the_bundle_that_the_cases_are_made_of_is_read():
    assert read_bundle(GOOD).record == sample()
    assert read_bundle(resealed(record())).record == sample()


def test_a_bomb_costs_no_memory():
    bombs = [CASES["a bomb as the record"](), CASES["a bomb as the manifest"]()]
    tracemalloc.start()
    try:
        for data in bombs:
            with pytest.raises(BadForm):
                read_bundle(data)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_no_mutation_gets_another_error_out_of_the_reader():
    chance = random.Random(7)
    for _ in range(1500):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_bundle(bytes(data))
        except BadForm:
            continue
