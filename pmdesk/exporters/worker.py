"""Makes an export in a process of its own: the window stays free, and it can be stopped at once.

    python -m pmdesk.exporters.worker < job > answer

The job is a pickle that only ``making`` writes, through a pipe: nothing from outside is ever read
this way, and a passphrase in it never touches a disk or a command line.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from typing import Any

GOOD, BAD, REFUSED = b"+", b"-", b"!"


def main() -> int:
    """Read a job, write what it gives or what went wrong; 0 either way."""
    from pmdesk.exporters.seal.refusal import SealRefused

    name, arguments, named = pickle.load(sys.stdin.buffer)
    answer = sys.stdout.buffer
    try:
        made = pickle.dumps(job(name)(*arguments, **named))
    except SealRefused as problem:
        answer.write(REFUSED + str(problem).encode("utf-8", "replace"))
    except Exception as problem:
        answer.write(BAD + f"{type(problem).__name__}: {problem}".encode("utf-8", "replace"))
    else:
        answer.write(GOOD + made)
    answer.flush()
    return 0


def job(name: str) -> Callable[..., Any]:
    """The work of a name; each is loaded only when it is asked for. Raises KeyError."""
    if name == "export":
        from pmdesk.exporters.files import rendered

        return rendered
    if name == "seal":
        from pmdesk.exporters.seal.sign import sealed_report

        return sealed_report
    if name == "look at key":
        from pmdesk.exporters.seal.key import mark_of

        return mark_of
    if name == "check seal":
        from pmdesk.exporters.seal.check import seal_of

        return seal_of
    raise KeyError(name)


if __name__ == "__main__":
    sys.exit(main())
