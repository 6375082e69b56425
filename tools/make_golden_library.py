"""Freezes a library of today's schema with what it must load as; run once for each schema.

python tools/make_golden_library.py
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pmdesk.domain.codec import plain_snapshot
from pmdesk.domain.ids import counted_ids
from pmdesk.edits.postmortems import remove_postmortem
from pmdesk.store.migrations.ladder import latest
from tests.store.made import begun, every_kind, opened, push, signed, with_sample

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "libraries"


def main() -> None:
    """Write the file and its expected content; refuse to replace one that is frozen."""
    target = FOLDER / f"schema-{latest()}.pmdesk.gz"
    if target.exists():
        raise SystemExit(f"{target.name} is frozen already")
    with tempfile.TemporaryDirectory() as name, counted_ids():
        library = opened(Path(name))
        held = [with_sample(library)]
        held[0] = push(library, held[0], every_kind(held[0]))
        held.append(begun(library, "Long text", narrative="Ünï “words” 日本 \n" * 500))
        held.append(signed(library)[0])
        gone = begun(library, "Deleted")
        library.append(gone.pm_id, remove_postmortem(gone))
        library.put_file(b"small attachment")
        library.close()
        FOLDER.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.compress(library.path.read_bytes(), 9, mtime=0))
    expected = {snapshot.pm_id: plain_snapshot(snapshot) for snapshot in held}
    text = json.dumps(expected, indent=1, ensure_ascii=False)
    (FOLDER / f"schema-{latest()}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
