"""Sends random postmortems out and back in every form that carries the record, 200 by default.

    python tools/round_trips.py [COUNT]
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.importers.bundle.made import random_postmortem, same_after

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def main() -> int:
    """Say how many came back as they were; 1 where one did not."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    bad = [
        f"{seed} {form}"
        for seed in range(count)
        for form in ("bundle", "json", "pdf")
        if not same_after(form, random_postmortem(seed), NOW)
    ]
    print(f"{count} postmortems in 3 forms: {len(bad)} did not come back as they were", *bad)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
