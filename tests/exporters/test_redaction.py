"""Nothing of what was taken out can be found anywhere in the file, by any way of looking."""

from __future__ import annotations

import hashlib
import io
import random
import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from pmdesk.domain.codec import digest, plain_snapshot
from pmdesk.domain.postmortem import Person
from pmdesk.domain.redaction.redact import redact
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Audience
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.exporters.editions import Edition, Handout
from pmdesk.exporters.files import rendered
from pmdesk.exporters.pdf.render import render_pdf
from pmdesk.importers.pdf_record import attached_record
from tests.exporters.reading import is_sound, saved, tool
from tests.fakes import sample

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NAMES = (
    "Zebulon Quuxford",
    "Ørjan Vintermåne",
    "Wanjiru Okonjo-Mbeki",
    "周杰伦某",
    "Jürgen Straßer",
)


def _with(snapshot: Snapshot, *records: object) -> Snapshot:
    tables = {kind: dict(rows) for kind, rows in snapshot.tables.items()}
    for record in records:
        tables.setdefault(type(record), {})[record.id] = record  # type: ignore
    return Snapshot(snapshot.pm_id, tables)  # type: ignore


def every_byte(data: bytes) -> str:
    """All that a file holds, opened up: raw, streams decoded, strings, names, attachments."""
    reader = PdfReader(io.BytesIO(data))
    found = [data.decode("latin-1"), data.decode("utf-16-be", "replace")]
    for number in range(1, len(reader.xref[0]) + 2):
        try:
            thing = reader.get_object(IndirectObject(number, 0, reader))
        except Exception:  # a number that is not in use
            continue
        found.append(repr(thing))
        if isinstance(thing, StreamObject):
            content = thing.get_data()
            found += [content.decode(code, "replace") for code in ("utf-8", "latin-1", "utf-16-be")]
        elif isinstance(thing, DictionaryObject):
            found += [str(value) for value in thing.values()]
    return "\n".join(found)


def hits(data: bytes, needles: list[str], folder: Path) -> list[str]:
    """The needles that a file gives away, in any case, and over line breaks."""
    path = saved(folder, data)
    words = tool("pdftotext", "-raw", "-enc", "UTF-8", path, "-") + tool("pdfinfo", path)
    open_ = (every_byte(data) + words).casefold()
    tight = re.sub(r"\s+", "", words.casefold())
    return [
        needle
        for needle in needles
        if needle.casefold() in open_
        or (len(needle) >= 8 and re.sub(r"\s+", "", needle.casefold()) in tight)
    ]


def planted(seed: int) -> tuple[Snapshot, list[str]]:
    """The sample with a person's names in random text fields and secrets in internal ones."""
    chance = random.Random(seed)
    snapshot = sample()
    name = NAMES[seed % len(NAMES)]
    handle = f"zq{seed}handle"
    person = replace(
        chance.choice(list(snapshot.people.values())),
        name=name,
        aliases=(handle, f"{handle}@x.example"),
    )
    records: list[object] = [person]
    kinds = [k for k, rows in snapshot.tables.items() if rows and k is not Person]
    for kind in chance.sample(kinds, 6):
        row = chance.choice(list(snapshot.tables[kind].values()))
        texts = [f.name for f in fields(row) if isinstance(getattr(row, f.name), str)]
        free = [
            n for n in texts if not n.endswith("id") and n not in ("zone", "second_zone", "colour")
        ]
        if not free or any(getattr(row, "id", "") == getattr(r, "id", "") for r in records):
            continue
        field = chance.choice(
            [n for n in free if isinstance(getattr(row, n), str) and type(getattr(row, n)) is str]
            or ["id"]
        )
        if field == "id":
            continue
        text = chance.choice(
            [name, f"Then {name} looked", f"{handle}'s turn", f"Ask\n{name.upper()} now"]
        )
        records.append(replace(row, **{field: text}))
    secret = f"inside-only-{seed}-needle"
    inside = [e for e in snapshot.events.values() if e.audience is Audience.INTERNAL]
    hidden = chance.choice(inside)
    records = [r for r in records if getattr(r, "id", "") != hidden.id]
    records.append(replace(hidden, title=secret, text=secret))
    evidence = chance.choice(list(snapshot.of(Evidence).values()))
    records = [r for r in records if getattr(r, "id", "") != evidence.id]
    records.append(replace(evidence, text=f"proof-{seed}-needle"))
    needles = [name, handle, secret, f"proof-{seed}-needle"]
    return _with(snapshot, *records), needles


@pytest.mark.parametrize("seed", range(50))
def test_what_was_redacted_is_nowhere_in_the_file(seed: int, tmp_path: Path) -> None:
    snapshot, needles = planted(seed)
    edition = Edition.EXTERNAL if seed % 5 == 4 else Edition.REDACTED
    made = render_pdf(snapshot, now=NOW, handout=Handout(edition))
    assert hits(made, needles, tmp_path) == []


def test_the_search_finds_each_of_them_in_the_internal_edition(tmp_path: Path) -> None:
    for seed in range(4):
        snapshot, needles = planted(seed)
        assert hits(render_pdf(snapshot, now=NOW), needles, tmp_path) == needles


def test_a_chosen_word_is_gone_in_any_case_and_its_stand_in_is_there(tmp_path: Path) -> None:
    words = {"holds service": "[host name]", "release 3.18": "[redacted]"}
    handout = Handout(Edition.REDACTED, words)
    made = render_pdf(sample(), now=NOW, handout=handout)
    assert hits(made, ["holds service", "Holds Service", "release 3.18"], tmp_path) == []
    assert "[host name]" in tool("pdftotext", saved(tmp_path, made), "-")


def test_the_redacted_record_inside_has_a_digest_of_its_own() -> None:
    made = render_pdf(sample(), now=NOW, handout=Handout(Edition.REDACTED))
    inside = attached_record(made)
    assert inside is not None
    own = digest(plain_snapshot(redact(sample()).snapshot))
    assert hashlib.sha256(inside).hexdigest() == own
    whole = digest(plain_snapshot(sample()))
    assert own != whole
    assert whole.encode() not in made
    assert whole[:8] not in every_byte(made)


def test_the_external_summary_is_one_page_and_carries_nothing(tmp_path: Path) -> None:
    for snapshot in (sample(), _long()):
        made = render_pdf(snapshot, now=NOW, handout=Handout(Edition.EXTERNAL))
        is_sound(saved(tmp_path, made))
        assert len(PdfReader(io.BytesIO(made)).pages) == 1
        assert attached_record(made) is None


def _long() -> Snapshot:
    snapshot = sample()
    factors = [
        replace(factor, text=factor.text + " and what else was there" * 12)
        for factor in snapshot.factors.values()
    ]
    actions = [
        replace(action, text="What will be done about it " * 20) for action in snapshot.actions
    ]
    head = replace(snapshot.postmortem, summary="A sentence that goes on and on. " * 120)
    return _with(snapshot, *factors, *actions, head)


def test_events_marked_internal_go_out_only_when_asked_for() -> None:
    inside = [e for e in sample().events.values() if e.audience is Audience.INTERNAL]
    assert len(inside) > 3
    kept = redact(sample()).snapshot.events
    everything = redact(sample(), inside_events=True).snapshot.events
    assert len(kept) == len(sample().events) - len(inside)
    assert len(everything) == len(sample().events)


@pytest.mark.parametrize("form", ["html", "docx", "md", "json", "upg"])
def test_every_format_obeys_the_edition(form: str) -> None:
    snapshot, needles = planted(3)
    made = rendered(snapshot, form, now=NOW, handout=Handout(Edition.REDACTED))
    text = made.decode("utf-8", "replace").casefold()
    if form == "docx":
        import zipfile

        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            text = "".join(archive.read(n).decode() for n in archive.namelist()).casefold()
    assert [needle for needle in needles if needle.casefold() in text] == []


def test_the_same_record_gives_the_same_redacted_bytes() -> None:
    handout = Handout(Edition.REDACTED)
    first = render_pdf(sample(), now=NOW, handout=handout)
    assert render_pdf(sample(), now=NOW, handout=handout) == first


def test_links_of_the_redacted_record_lead_to_what_is_in_it() -> None:
    from pmdesk.importers.record import read_json

    again = read_json(rendered(sample(), "json", now=NOW, handout=Handout(Edition.REDACTED)))
    assert len(again.of(TimelineEvent)) == len(redact(sample()).snapshot.events)
