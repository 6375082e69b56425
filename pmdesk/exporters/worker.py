"""Makes an export in a process of its own: the window stays free, and it can be stopped at once.

    python -m pmdesk.exporters.worker < job > answer

The job is a pickle that only ``making`` writes; nothing from outside is ever read this way.
"""

from __future__ import annotations

import pickle
import sys

GOOD, BAD = b"+", b"-"


def main() -> int:
    """Read a job, write the file's content or what went wrong; 0 either way."""
    from pmdesk.exporters.files import rendered

    arguments, named = pickle.load(sys.stdin.buffer)
    answer = sys.stdout.buffer
    try:
        made = rendered(*arguments, **named)
    except Exception as problem:
        answer.write(BAD + f"{type(problem).__name__}: {problem}".encode("utf-8", "replace"))
    else:
        answer.write(GOOD + made)
    answer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
