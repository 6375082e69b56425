"""Every edition keeps PDF/A-3A and PDF/UA-1, judged by a validator that is not ours."""

from __future__ import annotations

import io
import resource
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import page
import pytest
from PIL import Image

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import AgendaBlock, Attendance, Meeting, MeetingDecision, TimelineGate
from pmdesk.domain.postmortem import Attachment
from pmdesk.domain.revisions.content import content_digest
from pmdesk.domain.signoff import Revision
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import EvidenceKind, RevisionState
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.exporters.editions import Edition, Handout
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.pdf.render import render_pdf
from tests.exporters.hostile import HOSTILE, everywhere
from tests.exporters.reading import fonts_of, saved, tool, words_of
from tests.fakes import sample

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def _with(snapshot: Snapshot, *records: object) -> Snapshot:
    tables = {kind: dict(rows) for kind, rows in snapshot.tables.items()}
    for record in records:
        tables.setdefault(type(record), {})[record.id] = record  # type: ignore
    return Snapshot(snapshot.pm_id, tables)  # type: ignore


def signed() -> Snapshot:
    snapshot = sample()
    pm = snapshot.pm_id
    return _with(
        snapshot,
        Revision(
            id="r", pm_id=pm, name="1.0", state=RevisionState.SIGNED, created_at=SIGNED_AT,
            signed_at=SIGNED_AT, digest=content_digest(snapshot), note="First version",
        ),
    )  # fmt: skip


def with_meeting() -> Snapshot:
    snapshot = sample()
    pm = snapshot.pm_id
    people = list(snapshot.people)
    return _with(
        snapshot,
        Meeting(id="m", pm_id=pm, started_at=NOW, ended_at=NOW + timedelta(minutes=58),
                minutes="We **agreed** the timeline.", learned_count=6, return_count=5),
        AgendaBlock(id="g", pm_id=pm, meeting_id="m", step="walk", planned_s=2100, used_s=2300),
        *(Attendance(id=f"t{n}", pm_id=pm, meeting_id="m", person_id=who, arrived_at=NOW)
          for n, who in enumerate(people)),
        MeetingDecision(id="c", pm_id=pm, meeting_id="m", text="Keep the freeze", at=NOW,
                        decided_by="Platform lead"),
        TimelineGate(id="k", pm_id=pm, meeting_id="m", agreed_at=NOW, disputed="When it began"),
    )  # fmt: skip


def with_picture() -> tuple[Snapshot, Extras]:
    """A screenshot with transparency, and a place written into it as cameras do."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken-at-home-needle"
    Image.new("RGBA", (320, 200), (200, 30, 30, 90)).save(made, "PNG", exif=exif)
    snapshot = sample()
    pm, event = snapshot.pm_id, next(iter(snapshot.events))
    held = _with(
        snapshot,
        Attachment(id="a", pm_id=pm, sha256="a" * 64, name="graph.png", media_type="image/png"),
        Evidence(id="v", pm_id=pm, event_id=event, kind=EvidenceKind.ATTACHMENT, title="The graph",
                 attachment_id="a"),
    )  # fmt: skip
    return held, Extras({"a" * 64: made.getvalue()}, "b" * 64)


def stress() -> Snapshot:
    """60 events, 30 actions, a cell of 2,500 words, every script of the fallback fonts."""
    snapshot = sample()
    lane = snapshot.lanes[0].id
    script = HOSTILE["scripts"]
    events = [
        TimelineEvent(id=fresh_id(), pm_id=snapshot.pm_id, lane_id=lane, title=f"At {n} {script}",
                      at=NOW + timedelta(minutes=n), text="word " * 2500 if n == 7 else script)
        for n in range(60)
    ]  # fmt: skip
    actions = [
        ActionItem(id=fresh_id(), pm_id=snapshot.pm_id, number=100 + n, text=f"Do {n} {script}")
        for n in range(30)
    ]
    return _with(snapshot, *events, *actions)


def standards_broken(path: Path) -> list[str]:
    """The rules of both standards that a file breaks."""
    return [
        f"{profile} {failure.rule_id}"
        for profile in ("3a", "ua1")
        for failure in page.validate_pdf(str(path), profile=profile).failures
    ]


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("make", [sample, signed, with_meeting, stress])
def test_every_edition_keeps_both_standards(edition: Edition, make: object, tmp_path: Path) -> None:
    made = render_pdf(make(), now=NOW, handout=Handout(edition))  # type: ignore[operator]
    path = saved(tmp_path, made)
    assert standards_broken(path) == []
    assert "WARNING" not in tool("qpdf", "--check", path)


@pytest.mark.parametrize("name", ["pdf syntax", "controls", "surrogates", "families", "scripts"])
def test_hostile_texts_keep_both_standards(name: str, tmp_path: Path) -> None:
    for edition in (Edition.INTERNAL, Edition.REDACTED):
        made = render_pdf(everywhere(HOSTILE[name]), now=NOW, handout=Handout(edition))
        assert standards_broken(saved(tmp_path, made)) == []


def test_the_validator_sees_a_broken_file(tmp_path: Path) -> None:
    made = render_pdf(sample(), now=NOW)
    assert standards_broken(saved(tmp_path, made.replace(b"/Lang (en)", b"/Lung (en)")))


def test_pictures_are_printed_without_what_was_written_into_them(tmp_path: Path) -> None:
    snapshot, extras = with_picture()
    made = render_pdf(snapshot, now=NOW, extras=extras)
    path = saved(tmp_path, made)
    assert standards_broken(path) == []
    assert "Thegraph" in words_of(path)
    assert len(tool("pdfimages", "-list", path).splitlines()) == 3
    assert "needle" not in tool("qpdf", "--qdf", "--object-streams=disable", path, "-")
    assert "".join(["bbbbbbbb"] * 4) in words_of(path)


def test_what_is_no_picture_leaves_the_report_whole(tmp_path: Path) -> None:
    snapshot, extras = with_picture()
    for data in (b"", b"\x89PNG\r\n\x1a\n" + b"x" * 90, b"<svg/>", b"GIF89a"):
        broken = replace(extras, files={"a" * 64: data})
        made = render_pdf(snapshot, now=NOW, extras=broken)
        assert "Thegraph" in words_of(saved(tmp_path, made))


def test_a_signed_version_says_so_and_is_of_the_moment_it_was_signed(tmp_path: Path) -> None:
    path = saved(tmp_path, render_pdf(signed(), now=NOW))
    words = words_of(path)
    assert "Signedoff20Nov2026" in words
    assert "Version1.0wassignedoff20Nov2026,14:30UTC" in words
    assert "Draft" not in words
    assert "Fri Nov 20 14:30:00 2026" in tool("pdfinfo", path).replace("UTC", "").replace("  ", " ")


def test_a_change_after_signing_is_a_draft_again(tmp_path: Path) -> None:
    snapshot = signed()
    changed = replace(snapshot.postmortem, summary="Something else happened.")
    words = words_of(saved(tmp_path, render_pdf(_with(snapshot, changed), now=NOW)))
    assert "Draft,notsignedoff" in words
    assert "hassince" in words.replace("changed", "") or "haschangedsince" in words


def test_the_minutes_hold_who_was_there_what_was_decided_and_disputed(tmp_path: Path) -> None:
    words = words_of(saved(tmp_path, render_pdf(with_meeting(), now=NOW)))
    for text in ("58min", "Present:", "Keepthefreeze", "Stilldisputed:Whenitbegan", "6saidthat"):
        assert text in words


def test_the_stress_report_stays_small_quick_and_embedded(tmp_path: Path) -> None:
    render_pdf(sample(), now=NOW)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    path = saved(tmp_path, render_pdf(stress(), now=NOW))
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024
    assert all(flags == ["yes", "yes", "yes"] for _, *flags in fonts_of(path))
    assert path.stat().st_size < 3_000_000
