"""Kills a process that writes a library, N times, and says what was lost.

python tools/kill_test.py [N]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.store.killing import Killer, Lost, told


def main() -> int:
    """Kill; 1 when something was lost."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name, Killer(Path(name), seed=count) as killer:
        try:
            for _ in range(count):
                killer.round()
        except Lost as problem:
            print(f"LOST after {told(killer)}: {problem}")
            return 1
        print(f"nothing lost: {told(killer)} in {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
