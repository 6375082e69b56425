"""How long the PDF report takes at 200 and at 5,000 events, against drawing the same rows bare.

    python benchmarks/pdf.py [--json]

The floor draws the same words with reportlab's canvas alone: a time, a lane and a text per row,
no wrapping, no links, no figures. Each number is the median of three runs in one warm process.
"late" are the waits between two ticks of a 16 ms timer of the window's loop while a report is
made the way the window makes it, in another process: how many were longer than two frames
(33 ms), and the longest, in ms. "tells" is how long the look for leaks takes.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pypdf import PdfReader
from PySide6.QtCore import Qt
from reportlab.pdfgen.canvas import Canvas

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor, FactorEvidence
from pmdesk.domain.postmortem import Person, Postmortem
from pmdesk.domain.record import Record
from pmdesk.domain.redaction.leaks import leaks
from pmdesk.domain.redaction.redact import redact
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import (
    ActionStatus,
    EventKind,
    EvidenceKind,
    FactorKind,
    MarkKind,
    Severity,
    StopReason,
)
from pmdesk.domain.timeline import Evidence, Lane, Mark, TimelineEvent
from pmdesk.exporters.pdf import fonts
from pmdesk.exporters.pdf.render import render_pdf

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
START = datetime(2026, 10, 14, 18, 0, tzinfo=UTC)
WORDS = (  # noqa: SIM905
    "queue worker holds seat map cache deploy alert release group consumer check rollback lag "
    "on-call engineer looks at the graph and sees no change while buyers wait at the checkout "
).split()


def words(seed: int, count: int) -> str:
    """A text of ``count`` words that is the same for the same seed."""
    return " ".join(WORDS[(seed * 7 + i * (3 + seed % 5)) % len(WORDS)] for i in range(count))


def made(events: int, factors: int = 60, actions: int = 40) -> Snapshot:
    """A postmortem of the size asked for; its events cover three hours."""
    tables: dict[type[Record], dict[str, Record]] = {}

    def add(record: Record) -> None:
        tables.setdefault(type(record), {})[record.id] = record

    pm = "pm"
    add(
        Postmortem(
            id=pm,
            pm_id=pm,
            number=1,
            title="Seat holds stuck at checkout",
            severity=Severity.SEV2,
            summary=words(1, 45),
            narrative=words(2, 180),
        )
    )
    add(Person(id="p", pm_id=pm, name="Somebody", role="On-call engineer"))
    for n, name in enumerate(("Detection", "Response", "System", "Communication")):
        add(Lane(id=f"l{n}", pm_id=pm, name=name, colour=name.lower(), position=float(n)))
    step = timedelta(hours=3) / events
    for n in range(events):
        add(
            TimelineEvent(
                id=f"e{n:05d}",
                pm_id=pm,
                lane_id=f"l{n % 4}",
                at=START + step * n,
                title=words(n, 4).capitalize(),
                text=words(n + 1, 6 + n % 14),
                kind=EventKind.ACTION_TAKEN,
                actor="On-call engineer",
                position=float(n),
            )
        )
        if n % 10 == 0:
            add(
                Evidence(
                    id=f"v{n}",
                    pm_id=pm,
                    event_id=f"e{n:05d}",
                    kind=EvidenceKind.LINK,
                    title=words(n, 3),
                    link=f"https://graphs.example/{n}",
                )
            )
    for n, kind in enumerate(MarkKind):
        add(Mark(id=f"m{n}", pm_id=pm, kind=kind, at=START + timedelta(minutes=5 + n * 25)))
    for n in range(factors):
        parent = f"f{n - 1}" if n % 3 else None
        add(
            Factor(
                id=f"f{n}",
                pm_id=pm,
                parent_id=parent,
                text=words(n, 9).capitalize(),
                kind=FactorKind.WHY if parent else FactorKind.CONTRIBUTING,
                category="design",
                position=float(n),
                stop=StopReason.ACTIONABLE if n % 3 == 2 else None,
            )
        )
        add(FactorEvidence(id=f"fe{n}", pm_id=pm, factor_id=f"f{n}", event_id=f"e{n % events:05d}"))
    for n in range(actions):
        add(
            ActionItem(
                id=f"a{n}",
                pm_id=pm,
                number=n + 1,
                text=words(n, 10).capitalize(),
                owner_id="p",
                due=NOW.date(),
                status=ActionStatus.OPEN,
                tracker=f"TK-{n}",
            )
        )
        add(
            ActionFactor(
                id=f"af{n}", pm_id=pm, action_id=f"a{n}", factor_id=f"f{(n * 3 + 2) % factors}"
            )
        )
    return Snapshot(pm, tables)


def floor(snapshot: Snapshot) -> bytes:
    """The same rows drawn bare on a canvas."""
    stream = BytesIO()
    fonts.font(fonts.SANS)
    canvas = Canvas(stream, pageCompression=1, invariant=1, initialFontName=fonts.SANS)
    y = 780.0
    for event in snapshot.events.values():
        if y < 60:
            canvas.showPage()
            y = 780.0
        canvas.setFont(fonts.SANS, 8.1)
        assert event.at is not None
        canvas.drawString(51, y, event.at.isoformat()[11:16])
        canvas.drawString(90, y, snapshot.of(Lane)[event.lane_id].name)
        canvas.drawString(167, y, f"{event.title}. {event.text}"[:90])
        canvas.line(51, y - 8, 544, y - 8)
        y -= 21.8
    canvas.save()
    return stream.getvalue()


def timed(work: Callable[[], bytes], runs: int = 3) -> tuple[float, bytes]:
    """Median seconds of some runs, and what the last one made."""
    seconds, result = [], b""
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def frames(snapshot: Snapshot) -> tuple[int, float, float]:
    """Late ticks, the longest wait in ms, and the seconds until the file was there."""
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    from pmdesk.exporters.editions import Handout
    from pmdesk.exporters.extras import Extras
    from pmdesk.exporters.making import made as made_elsewhere

    _app = QCoreApplication.instance() or QCoreApplication([])
    loop, timer, waits = QEventLoop(), QTimer(), []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        waits.append((now - last) * 1000)
        last = now
        if not worker.is_alive():
            loop.quit()

    handout, extras, stop = Handout(), Extras(), threading.Event()
    worker = threading.Thread(
        target=lambda: made_elsewhere(snapshot, "pdf", NOW, handout, extras, stop)
    )
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(16)
    start = time.perf_counter()
    worker.start()
    loop.exec()
    return sum(wait > 33 for wait in waits), max(waits), time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    render_pdf(made(20), now=NOW)  # fonts and modules are loaded once per process
    rows = []
    for count in (200, 5000):
        snapshot = made(count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds, file = timed(lambda snapshot=snapshot: render_pdf(snapshot, now=NOW))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        bare, _ = timed(lambda snapshot=snapshot: floor(snapshot))
        late, longest, there = frames(snapshot)
        found = time.perf_counter()
        leaks(redact(snapshot, inside_events=True).snapshot)
        found = time.perf_counter() - found
        pages = len(PdfReader(BytesIO(file)).pages)
        rows.append({
            "events": count,
            "seconds": round(seconds, 3),
            "pages": pages,
            "pages_per_second": round(pages / seconds, 1),
            "ms_per_row": round(seconds / count * 1000, 3),
            "kib": round(len(file) / 1024),
            "kib_per_page": round(len(file) / 1024 / pages, 2),
            "rss_growth_mib": round(grown, 1),
            "floor_seconds": round(bare, 3),
            "ratio_to_floor": round(seconds / bare, 2),
            "late": late,
            "longest_wait_ms": round(longest, 1),
            "elsewhere_seconds": round(there, 3),
            "tells_seconds": round(found, 3),
        })  # fmt: skip
    if options.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))


if __name__ == "__main__":
    main()
