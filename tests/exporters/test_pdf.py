"""What the finished report holds and how it behaves, read back with other tools."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from pmdesk.domain.analysis import Factor
from pmdesk.domain.codec import digest, plain_snapshot, snapshot_from_plain
from pmdesk.domain.postmortem import Person, Postmortem
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import FactorKind
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.exporters.editions import Handout
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf.render import render_pdf
from pmdesk.importers.pdf_record import attached_record
from tests.exporters.reading import folded, fonts_of, is_sound, saved, tool, words_of
from tests.fakes import sample

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("pdf"), render_pdf(sample(), now=NOW))


def _with(snapshot: Snapshot, *records: object) -> Snapshot:
    tables = {kind: dict(rows) for kind, rows in snapshot.tables.items()}
    for record in records:
        tables.setdefault(type(record), {})[record.id] = record  # type: ignore
    return Snapshot(snapshot.pm_id, tables)  # type: ignore


def _empty() -> Snapshot:
    return _with(Snapshot("p", {}), Postmortem(id="p", pm_id="p", number=7))


def _many_events(count: int) -> Snapshot:
    start = datetime(2026, 10, 14, 18, 0, tzinfo=UTC)
    lanes = [Lane(id=f"l{n}", pm_id="p", name=f"Lane {n}", position=float(n)) for n in range(4)]
    events = [
        TimelineEvent(
            id=f"e{n:04d}",
            pm_id="p",
            lane_id=f"l{n % 4}",
            title=f"Event number {n} of many",
            text="It has a text that runs on for more than one line of its column, " * (n % 3),
            at=start + timedelta(seconds=37 * n),
        )
        for n in range(count)
    ]
    return _with(_empty(), *lanes, *events)


def test_every_event_factor_action_and_lesson_can_be_found_as_text(report: Path) -> None:
    text = words_of(report)
    snapshot = sample()
    wanted = [snapshot.postmortem.title, snapshot.postmortem.summary]
    wanted += snapshot.postmortem.narrative.split("\n\n")
    for event in snapshot.events.values():
        wanted += [event.title, event.text, event.actor]
    wanted += [factor.text for factor in snapshot.factors.values()]
    wanted += [action.text for action in snapshot.actions]
    wanted += [action.tracker for action in snapshot.actions]
    wanted += [lesson.text for lesson in snapshot.lessons]
    wanted += [figure.label for figure in snapshot.impact]
    assert [words for words in wanted if folded(words) not in text] == []


def test_the_file_is_sound_and_all_its_fonts_are_embedded(report: Path) -> None:
    is_sound(report)
    rows = fonts_of(report)
    assert len(rows) >= 5
    for name, *flags in rows:
        assert "Pmdesk" in name or "DejaVu" in name, name
        assert flags == ["yes", "yes", "yes"], name


def test_the_outline_names_the_sections_and_pages_are_numbered(report: Path) -> None:
    reader = PdfReader(report)
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[:4] == ["1 Summary", "2 Impact", "3 Timeline", "4 Contributing factors"]
    assert titles[-1] == "12 Sign-off"
    assert reader.page_labels == [str(n + 1) for n in range(len(reader.pages))]
    for number, page in enumerate(reader.pages, 1):
        assert f"{number} / {len(reader.pages)}" in page.extract_text()


def test_the_contents_say_the_pages_that_the_outline_leads_to(report: Path) -> None:
    reader = PdfReader(report)
    first = folded(reader.pages[0].extract_text())
    for item in reader.outline:
        if not isinstance(item, list):
            page = reader.get_destination_page_number(item)
            assert page is not None
            assert folded(item.title + str(page + 1)) in first


def test_the_properties_say_what_it_is_and_which_content(report: Path) -> None:
    info = PdfReader(report).metadata
    assert info is not None
    assert info.title == sample().postmortem.title
    assert info.author == "Holds team lead"
    assert "PM-1" in (info.subject or "")
    assert f"sha256:{digest(plain_snapshot(sample()))}" in (info.keywords or "")
    assert info.creation_date == NOW
    shown = tool("pdfinfo", report)
    assert "PDF version:     1.7" in shown
    assert "JavaScript:      no" in shown


def test_the_digest_on_the_page_is_the_digest_of_the_record(report: Path) -> None:
    assert digest(plain_snapshot(sample())) in words_of(report)


def test_it_says_that_it_is_a_draft_on_every_page(report: Path) -> None:
    for page in PdfReader(report).pages:
        assert "draft" in page.extract_text().casefold()


def test_it_never_speaks_of_the_root_cause(report: Path) -> None:
    text = words_of(report).casefold()
    assert "rootcause" not in text
    assert "contributingfactors" in text


def test_only_those_who_signed_are_named_on_a_page_or_in_a_property(tmp_path: Path) -> None:
    snapshot = sample()
    deciders = {a.person_id for a in snapshot.of(Approval).values() if a.decided_at}
    renamed = [
        replace(person, name=f"Zebulon Quux{n}", aliases=(f"zq{n}",))
        for n, person in enumerate(snapshot.people.values())
        if person.id not in deciders
    ]
    assert len(renamed) > 5
    acted = [replace(event, actor="Zebulon Quux0") for event in list(snapshot.events.values())[:3]]
    made = _with(snapshot, *renamed, *acted)
    bare = Handout(with_record=False)
    path = saved(tmp_path, render_pdf(made, now=NOW, handout=bare))
    everything = tool("qpdf", "--qdf", "--object-streams=disable", path, "-")
    assert "Quux" not in everything + words_of(path)
    assert folded("Holds team lead") in words_of(path)


def test_persons_of_one_role_are_told_apart_by_letters() -> None:
    people = [
        Person(id=f"x{n}", pm_id="p", name=f"N{n}", role=role, position=float(n))
        for n, role in enumerate(("Responder", "Responder", "", "Lead"))
    ]
    roles = Facts(_with(_empty(), *people)).roles
    shown = [roles.of(f"x{n}") for n in range(4)]
    assert shown == ["Responder A", "Responder B", "Participant A", "Lead"]


def test_the_same_record_and_time_give_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    program = (
        "import hashlib, sys; sys.path.insert(0, '.')\n"
        "from datetime import datetime, UTC\n"
        "from tests.fakes import sample\n"
        "from pmdesk.exporters.pdf.render import render_pdf\n"
        "made = render_pdf(sample(), now=datetime(2026, 11, 24, 9, tzinfo=UTC))\n"
        "print(hashlib.sha256(made).hexdigest())\n"
    )
    sums = {hashlib.sha256(render_pdf(sample(), now=NOW)).hexdigest()}
    for seed, zone in (("1", "Asia/Tokyo"), ("77", "America/New_York")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        surroundings["SOURCE_DATE_EPOCH"] = seed
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=surroundings,
        )
        sums.add(done.stdout.strip())
    assert len(sums) == 1


def test_another_time_or_text_gives_another_file_id() -> None:
    ids = set()
    for day, title in ((24, "One"), (25, "One"), (24, "Two")):
        snapshot = _with(_empty(), replace(_empty().postmortem, title=title))
        made = render_pdf(snapshot, now=datetime(2026, 11, day, tzinfo=UTC))
        ids.add(str(PdfReader(io.BytesIO(made)).trailer["/ID"][0]))
    assert len(ids) == 3


def test_an_empty_postmortem_is_one_sound_page_without_empty_sections(tmp_path: Path) -> None:
    path = saved(tmp_path, render_pdf(_empty(), now=NOW))
    is_sound(path)
    reader = PdfReader(path)
    assert len(reader.pages) == 1
    assert [item.title for item in reader.outline if not isinstance(item, list)] == ["1 Sign-off"]


@pytest.mark.parametrize("count", [200, 1000])
def test_all_of_many_events_are_there_and_heads_repeat(count: int, tmp_path: Path) -> None:
    path = saved(tmp_path, render_pdf(_many_events(count), now=NOW))
    is_sound(path)
    text = words_of(path)
    assert [n for n in range(count) if f"Eventnumber{n}ofmany" not in text] == []
    tables = [p for p in PdfReader(path).pages if "Event number" in p.extract_text()]
    assert len(tables) > count / 40
    assert all("What happened" in page.extract_text() for page in tables[1:-1])


def test_a_chain_of_whys_deeper_than_a_figure_is_whole_in_the_list(tmp_path: Path) -> None:
    chain = [
        Factor(
            id=f"f{n}",
            pm_id="p",
            parent_id=f"f{n - 1}" if n else None,
            text=f"Because of number {n}.",
            kind=FactorKind.WHY if n else FactorKind.CONTRIBUTING,
        )
        for n in range(300)
    ]
    path = saved(tmp_path, render_pdf(_with(_empty(), *chain), now=NOW))
    is_sound(path)
    text = words_of(path)
    assert [n for n in range(300) if f"Becauseofnumber{n}." not in text] == []


def test_a_factor_with_more_whys_than_a_page_holds_is_drawn_on_several(tmp_path: Path) -> None:
    root = Factor(id="r", pm_id="p", text="The one above them all")
    whys = [
        Factor(id=f"f{n:02d}", pm_id="p", parent_id="r", text=f"Why {n}", position=float(n))
        for n in range(60)
    ]
    path = saved(tmp_path, render_pdf(_with(_empty(), root, *whys), now=NOW))
    assert words_of(path).count("Figure") >= 3


def test_letter_paper_is_a_size_and_other_names_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, render_pdf(sample(), now=NOW, page="Letter"))
    is_sound(path)
    assert "612 x 792" in tool("pdfinfo", path)
    with pytest.raises(ValueError, match="page size"):
        render_pdf(sample(), now=NOW, page="A3")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        render_pdf(sample(), now=datetime(2026, 1, 1))  # noqa: DTZ001


def test_the_record_travels_inside_and_its_sum_is_the_digest_on_the_page(report: Path) -> None:
    where = report.parent / "taken-out"
    where.mkdir()
    tool("pdfdetach", "-saveall", "-o", where, report)
    inside = (where / "postmortem.json").read_bytes()
    assert hashlib.sha256(inside).hexdigest() in words_of(report)
    assert inside == attached_record(report.read_bytes())
    assert snapshot_from_plain(json.loads(inside)) == sample()


def test_a_report_without_the_record_carries_none_and_does_not_say_so(tmp_path: Path) -> None:
    made = render_pdf(sample(), now=NOW, handout=Handout(with_record=False))
    assert attached_record(made) is None
    assert "attached" not in words_of(saved(tmp_path, made))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing", b"no pdf", b"\x00" * 5000])
def test_what_is_no_report_carries_no_record(data: bytes) -> None:
    assert attached_record(data) is None
