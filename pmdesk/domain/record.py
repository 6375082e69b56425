"""What every record is: a named set of values with an id, compared by value and never changed."""

from __future__ import annotations

import os
import types
from dataclasses import dataclass, replace
from typing import Any, TypeVar, Union, dataclass_transform, get_args, get_origin

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


def bare_type(hint: Any) -> tuple[Any, bool]:
    """The type of a field without its None, and whether it may be None."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(a for a in get_args(hint) if a is not type(None)), True
    return hint, False
