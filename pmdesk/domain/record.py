"""What every record is: a named set of values with an id, compared by value and never changed."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")

# A truly frozen dataclass costs three times as much to make, which a 100,000 event load feels.
# The type checker always treats records as frozen; the test run makes them so for real.
_FROZEN = os.environ.get("PMDESK_FROZEN_RECORDS") == "1"


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[_T]) -> type[_T]:
    """Make a keyword-only value type with slots that is frozen for the type checker."""
    if _FROZEN:
        return dataclass(kw_only=True, slots=True, frozen=True)(cls)
    return dataclass(kw_only=True, slots=True, unsafe_hash=True)(cls)


@record
class Record:
    """One row of one postmortem.

    ``id`` is a UUID in text made by the caller, so an undone removal is the same thing again.
    ``pm_id`` is the id of the postmortem it belongs to.
    """

    id: str
    pm_id: str


RecordT = TypeVar("RecordT", bound=Record)


def altered(before: RecordT, **values: Any) -> RecordT:
    """The same record with some values replaced; raises TypeError for a field it lacks."""
    return replace(before, **values)
