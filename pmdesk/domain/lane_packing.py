"""Rows for the cards of one lane: first free row, clusters where too many stand together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

BUCKET_PX = 64.0
CLUSTER_PX = 54.0
# A lane of more events is packed piece by piece, so that a zoom step costs pixels and not events.
WHOLE_LANE = 400
PIECE_BUCKETS = 48
_GLYPH_HALF = 11.0


@dataclass(frozen=True, slots=True)
class PackRules:
    """How cards may lie: rows for cards, how many events of a bucket may stand alone, the room
    between cards in pixels, and the text size that glyphs and clusters follow."""

    rows: int = 6
    alone: int = 6
    gap: float = 4.0
    unit: float = 1.0


@dataclass(slots=True)
class Item:
    """A card, a bare glyph or a cluster.

    ``lo`` and ``hi`` bound the events of the lane it stands for. ``x``, ``left`` and ``right``
    are pixels from the year 1970 at the zoom of the packing: they do not depend on the window.
    ``form`` is "card", "glyph" or "cluster".
    """

    lo: int
    hi: int
    x: float
    left: float
    right: float
    row: int
    form: str
    flipped: bool = False

    @property
    def count(self) -> int:
        """How many events it stands for."""
        return self.hi - self.lo


# extent(index) -> pixels left of the glyph's centre, pixels right of it, flipped
Extent = Callable[[int], tuple[float, float, bool]]


def pack(
    starts: Sequence[float],
    per_px: float,
    rules: PackRules,
    extent: Extent,
    window: tuple[float, float] | None = None,
) -> list[Item]:
    """Pack the events whose start lies in ``window`` (seconds, half open; None for all).

    ``starts`` are sorted seconds. Each event comes into exactly one item; no two items of a row
    overlap. Clusters come into row -1. From the first event of a bucket the next bucket is found
    by bisection, so events that share a cluster are never looked at.
    """
    bucket = BUCKET_PX * rules.unit * per_px
    i = bisect_left(starts, window[0]) if window else 0
    end = bisect_left(starts, window[1]) if window else len(starts)
    limits = (window[0] / per_px, window[1] / per_px) if window else None
    items: list[Item] = []
    free: list[float] = []
    while i < end:
        cell = floor(starts[i] / bucket)
        j = bisect_left(starts, (cell + 1) * bucket, i + 1, end)
        placed = _alone(starts, i, j, per_px, rules, extent, free, limits)
        if placed is None:
            items.append(_cluster(starts, i, j, per_px, cell, rules.unit))
        else:
            items.extend(placed)
        i = j
    return items


def _alone(
    starts: Sequence[float],
    i: int,
    j: int,
    per_px: float,
    rules: PackRules,
    extent: Extent,
    free: list[float],
    limits: tuple[float, float] | None,
) -> list[Item] | None:
    """The events i to j each in a row of its own finding, or None when they must be a cluster."""
    if j - i > rules.alone:
        return None
    trial = list(free)
    found: list[Item] = []
    half = _GLYPH_HALF * rules.unit
    for k in range(i, j):
        x = starts[k] / per_px
        before, after, flipped = extent(k)
        form = "card"
        if not _inside(limits, x - before, x + after):
            before, after, flipped, form = half, half, False, "glyph"
            if not _inside(limits, x - before, x + after):
                return None
        row = _row(trial, x - before, x + after, rules)
        if row is None and form == "card":
            before, after, flipped, form = half, half, False, "glyph"
            row = _row(trial, x - before, x + after, rules)
        if row is None:
            return None
        found.append(Item(k, k + 1, x, x - before, x + after, row, form, flipped))
    free[:] = trial
    return found


def _inside(limits: tuple[float, float] | None, left: float, right: float) -> bool:
    return limits is None or (left >= limits[0] and right <= limits[1])


def _row(free: list[float], left: float, right: float, rules: PackRules) -> int | None:
    for row, end in enumerate(free):
        if end <= left:
            free[row] = right + rules.gap
            return row
    if len(free) < rules.rows:
        free.append(right + rules.gap)
        return len(free) - 1
    return None


def _cluster(
    starts: Sequence[float], i: int, j: int, per_px: float, cell: int, unit: float
) -> Item:
    middle = (starts[i] + starts[j - 1]) / 2 / per_px
    low, high = cell * BUCKET_PX * unit, (cell + 1) * BUCKET_PX * unit
    half = CLUSTER_PX * unit / 2
    x = min(high - half - 1, max(low + half + 1, middle))
    return Item(i, j, x, x - half, x + half, -1, "cluster")


def pieces(first: float, last: float, per_px: float) -> range:
    """The numbers of the pieces that cover first to last (seconds), anchored in time."""
    piece = PIECE_BUCKETS * BUCKET_PX * per_px
    return range(floor(first / piece), ceil(last / piece) + 1)


def piece_window(number: int, per_px: float) -> tuple[float, float]:
    """The bounds of a piece in seconds; both are also bounds of buckets."""
    cell = BUCKET_PX * per_px
    return number * PIECE_BUCKETS * cell, (number + 1) * PIECE_BUCKETS * cell


def lower_clusters(items: list[Item]) -> list[Item]:
    """Give clusters a row: the first card row where all of them fit, else a row above all cards.

    Rows are counted from 0 afterwards.
    """
    clusters = [item for item in items if item.form == "cluster"]
    if not clusters:
        return items
    row0 = sorted([item for item in items if item.row == 0] + clusters, key=lambda item: item.left)
    clash = any(a.right > b.left for a, b in pairwise(row0))
    for item in items:
        item.row = max(0, item.row) if not clash else item.row + 1
    return items
