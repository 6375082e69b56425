"""Random postmortems with strange texts, and the way out and back."""

from __future__ import annotations

import random

from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.files import rendered, suffix_of
from pmdesk.importers.intake import read_file
from tests.domain.merging.desks import Desk
from tests.fakes import sample
from tests.store.made import every_kind

TEXTS = (
    "plain", "", "日本語", "<img src=x>", "& ]]> <b>", "a\u202eb", "e\u0301", "\\ud800", "👩‍🚒",
    "\x00nul", "line\nline\r\n", "\u2028", "'; DROP TABLE", "{\"format\": 1}", "x" * 3000, "\ufffe",
)  # fmt: skip


def random_postmortem(seed: int) -> Snapshot:
    """The sample after some random work, with strange texts and a record of each kind."""
    chance = random.Random(seed)
    desk = Desk(sample(), number=1 + seed)
    desk.work(
        (chance.randrange(18), chance.randrange(40), chance.randrange(40), chance.choice("abc"))
        for _ in range(chance.randrange(60))
    )
    tables = {kind: dict(table) for kind, table in desk.snapshot.tables.items()}
    for kind, table in tables.items():
        for key, row in table.items():
            for name in ("text", "title", "summary", "narrative", "reason", "name"):
                if hasattr(row, name) and chance.random() < 0.4:
                    row = altered(row, **{name: chance.choice(TEXTS)})  # noqa: PLW2901
            tables[kind][key] = row
    snapshot = Snapshot(desk.snapshot.pm_id, tables)
    return snapshot.applied(every_kind(snapshot).changes) if chance.random() < 0.5 else snapshot


def same_after(form: str, snapshot: Snapshot, now) -> bool:
    """Whether a postmortem is the same after it went out in a form and came back."""
    data = rendered(snapshot, form, now=now)
    back = read_file(data, f"out{suffix_of(form)}")
    return back.record == snapshot
