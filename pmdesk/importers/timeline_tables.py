"""Timeline entries from tables, whatever the order and the titles of their columns."""

from __future__ import annotations

import re

from pmdesk.importers.blocks import Block
from pmdesk.importers.entries import Entry, Found
from pmdesk.importers.stamps import leading_stamp
from pmdesk.importers.zones import zone_in_heading

_TIME_COLUMN = re.compile(
    r"\btime|heure|hora|\bora\b|tijd|zeit|uhrzeit|when|時刻|時間|日時|时间|시간", re.IGNORECASE
)
_DAY_COLUMN = re.compile(
    r"\bdate|\bday\b|fecha|datum|jour|\bdata\b|\bdia\b|giorno|日付|日期", re.IGNORECASE
)
_EVENT_COLUMN = re.compile(
    r"event|what|happen|descri|detail|action|entry|message|note|summary|update|comment|ereignis"
    r"|événement|évènement|evento|gebeurtenis|beschreib|出来事|内容|事象|対応|イベント",
    re.IGNORECASE,
)
_ACTOR_COLUMN = re.compile(
    r"\bwho\b|actor|person|\brole|\bby\b|author|respon|owner|user|wer\b|qui\b|quién|担当|"
    r"対応者|participant",
    re.IGNORECASE,
)
_LANE_COLUMN = re.compile(
    r"lane|system|component|service|source|categor|\btype|\bteam|area|phase|channel|quelle|fuente",
    re.IGNORECASE,
)


def timed_table(block: Block) -> bool:
    """Whether most rows of a table tell a time."""
    rows = block.rows[1:] or block.rows
    hits = sum(1 for _, cells in rows if any(leading_stamp(c) and len(c) < 60 for c in cells))
    named = bool(block.rows) and any(_TIME_COLUMN.search(c) for c in block.rows[0][1])
    return bool(rows) and hits * 2 >= len(rows) and (named or hits >= 1)


def _columns(block: Block) -> tuple[list[int], bool]:
    """The columns that hold the time, and whether the first row is of titles."""
    titles = block.rows[0][1]
    titled = not any((s := leading_stamp(c)) and s.clock for c in titles)
    rows = [cells for _, cells in (block.rows[1:] if titled else block.rows)]
    days, clocks, counted = list[int](), list[int](), list[int]()
    for at in range(max(len(c) for c in [titles, *rows])):
        read = [leading_stamp(r[at]) if at < len(r) and len(r[at]) < 60 else None for r in rows]
        stamps = [s if s and s.relative is None else None for s in read]
        if sum(1 for s in read if s and s.relative is not None) * 2 >= max(1, len(rows)):
            counted.append(at)
        title = titles[at] if titled and at < len(titles) else ""
        if sum(1 for s in stamps if s and s.clock) * 2 >= max(1, len(rows)) or (
            _TIME_COLUMN.search(title) and any(stamps)
        ):
            clocks.append(at)
        elif sum(1 for s in stamps if s) * 2 >= max(1, len(rows)) or (
            _DAY_COLUMN.search(title) and any(stamps)
        ):
            days.append(at)
    return [*days[:1], *clocks[:2]] or counted[:1], titled


def take_table(found: Found, block: Block) -> None:
    """Add the rows of a table to the entries."""
    columns, titled = _columns(block)
    titles = block.rows[0][1]
    zone = next((z for c in columns if c < len(titles) and (z := zone_in_heading(titles[c]))), None)
    year = next((m[0] for c in columns if c < len(titles)
                 and (m := re.search(r"\b20\d\d\b", titles[c]))), "")  # fmt: skip
    rest = _Rest(titles if titled else [], columns, [cells for _, cells in block.rows[1:]])
    if titled:
        found.used.update(line.number for line in block.lines[: 2 if block.ruled else 1])
        found.columns.append(" | ".join(title for title in titles if title))
    for number, cells in block.rows[1:] if titled else block.rows:
        if not any(cells):
            continue
        parts = [cells[c] for c in columns if c < len(cells) and cells[c]]
        if year and parts and not re.search(r"\b20\d\d\b", parts[0]) and len(columns) > 1:
            dated = [f"{parts[0]} {year}", *parts[1:]]
        else:
            dated = parts
        joined = (" – " if _two_clocks(parts) else " ").join(dated)
        stamp = leading_stamp(f"{joined} {zone}" if zone and joined else joined)
        if stamp and stamp.has_day and not stamp.clock and _alone(cells):
            day = Entry(stamp=stamp, written="", text="", line=number, day_only=True)
            found.entries.append(day)
            found.used.add(number)
            found.columns.append(" ".join(parts))
            continue
        text, lane, actor = rest.of(cells)
        found.entries.append(
            Entry(
                stamp=stamp, written=" | ".join(parts), text=text, line=number, lane=lane,
                actor=actor,
            )
        )  # fmt: skip
        found.used.add(number)


def _alone(cells: list[str]) -> bool:
    """Whether a row is one cell wide: then it names the day of the rows below."""
    return sum(1 for cell in cells if cell) == 1 and len(cells) > 1


class _Rest:
    """The columns beside the time: what happened, in which lane, who; and what is left."""

    def __init__(self, titles: list[str], times: list[int], rows: list[list[str]]) -> None:
        self._times = times
        free = [at for at in range(len(titles)) if at not in times]
        self._event = next((at for at in free if _EVENT_COLUMN.search(titles[at])), None)
        others = [at for at in free if at != self._event]
        named = self._event is not None
        who = [at for at in others if named and _ACTOR_COLUMN.search(titles[at])]
        self._actor = who[0] if who else None
        self._lane = next(
            (
                at
                for at in others
                if named and at != self._actor and _LANE_COLUMN.search(titles[at])
                and _few_names([row[at] for row in rows if at < len(row) and row[at]])
            ),
            None,
        )  # fmt: skip

    def of(self, cells: list[str]) -> tuple[str, str, str]:
        """Text, lane and actor of a row."""

        def cell(at: int | None) -> str:
            return cells[at] if at is not None and at < len(cells) else ""

        taken = {*self._times, self._event, self._lane, self._actor}
        left = " | ".join(c for at, c in enumerate(cells) if at not in taken and c)
        text = "\n".join(filter(None, (cell(self._event), left)))
        return text, cell(self._lane), cell(self._actor)


def _few_names(values: list[str]) -> bool:
    return len(set(values)) <= 8 and all(len(value) <= 30 for value in values)


def table_entries(found: Found, block: Block) -> bool:
    """Take a table's rows as entries when it holds times; says whether it did."""
    if not timed_table(block):
        return False
    take_table(found, block)
    return True


def _two_clocks(parts: list[str]) -> bool:
    stamps = [leading_stamp(p) for p in parts]
    return len(parts) == 2 and all(s and s.clock for s in stamps)
