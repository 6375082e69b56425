"""Minutes beside the records that they were written from: nothing is told twice, nothing lost."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmdesk.domain.meeting import Meeting
from pmdesk.domain.record import altered
from pmdesk.domain.sitting.added import added_by
from pmdesk.domain.sitting.agenda import USUAL
from pmdesk.domain.sitting.minutes import minutes_of, own_part
from pmdesk.domain.snapshot import Snapshot
from pmdesk.edits.meetings import begin_meeting, blocks_of
from pmdesk.edits.report import ask_question
from pmdesk.exporters.pdf.render import render_pdf
from tests.fakes import sample

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def held() -> Snapshot:
    """The sample after a sitting that asked a question and wrote its minutes."""
    snapshot = sample()
    snapshot = snapshot.applied(begin_meeting(snapshot, USUAL.blocks, now=NOW).changes)
    asked = ask_question(snapshot, "Who owns the stage?")
    snapshot = snapshot.applied(asked.changes)
    meeting = next(iter(snapshot.of(Meeting).values()))
    blocks = blocks_of(snapshot, meeting.id)
    text = minutes_of(snapshot, meeting, blocks, added_by([asked]), NOW + timedelta(hours=1))
    ended = altered(meeting, minutes=text, ended_at=NOW + timedelta(hours=1))
    return Snapshot(snapshot.pm_id, {**snapshot.tables, Meeting: {meeting.id: ended}})


def test_of_generated_minutes_what_only_they_tell_is_left():
    minutes = next(iter(held().of(Meeting).values())).minutes
    assert {"## Agenda", "## Timeline"} <= set(minutes.splitlines())
    assert own_part(minutes) == (
        "## Added\n\n- 1 question\n\n## Still open\n\n- Who owns the stage?"
    )


def test_minutes_that_somebody_wrote_stay_whole():
    words = "We **agreed**.\n\n## Agenda\n\n- as planned"
    assert own_part(words) == words


def test_the_report_has_the_agenda_of_a_meeting_once(tmp_path: Path):
    file = tmp_path / "r.pdf"
    file.write_bytes(render_pdf(held(), now=NOW))
    text = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert len(re.findall(r"Walk the timeline", text)) == 1
    assert "Minutes:" not in text
    assert "1 question" in text
