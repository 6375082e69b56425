"""Where new ids come from: random UUIDs, or a counted row of them in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

_source: Callable[[], str] = lambda: str(uuid4())  # noqa: E731 - replaced as a whole in tests


def fresh_id() -> str:
    """A new id: a UUID in text."""
    return _source()


@contextmanager
def counted_ids(start: int = 1) -> Iterator[None]:
    """Inside this block ids are UUIDs counted up from ``start``, so results can be compared."""
    global _source  # noqa: PLW0603 - one process-wide source is the point
    count = start - 1

    def following() -> str:
        nonlocal count
        count += 1
        return str(UUID(int=count))

    before, _source = _source, following
    try:
        yield
    finally:
        _source = before
