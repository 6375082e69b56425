"""What the command line says of a text: people are judged nowhere, machines may fail."""

from __future__ import annotations

import json
import subprocess
import sys

TEXT = """# Outage

The engineer should have checked the config. Human error caused it.
The request failed to fetch. Fault detected at 14:03. The change was rolled back.
"""


def test_blame_hindsight_and_hidden_actors_are_pointed_at_and_machines_are_not(tmp_path):
    path = tmp_path / "text.md"
    path.write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pmdesk", "lint", str(path), "--json"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    hints = json.loads(done.stdout)
    assert [hint["rule"] for hint in hints] == ["hindsight", "person_as_cause", "hidden_actor"]
    assert all(hint["why"] and hint["suggestions"] for hint in hints)
    assert TEXT[hints[0]["start"] : hints[0]["end"]] == "should have checked"
