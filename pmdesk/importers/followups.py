"""Action items from check lists, lists and tables, with owner, due day, tracker and state."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pmdesk.importers.blocks import Block, Item, blocks_of, nested_items
from pmdesk.importers.days import Setting, day_of
from pmdesk.importers.draft import DraftAction
from pmdesk.importers.headings import bare
from pmdesk.importers.outline import Section
from pmdesk.importers.stamps import leading_stamp

_BOX = re.compile(r"^\[(?P<x>[ xX✓✔-])\]\s+")
_DONE = re.compile(r"✅|☑|✔|\b(completed?|done|fixed|closed|resolved)\b", re.IGNORECASE)
_DONE_MARK = re.compile(r"✅|☑|✔|\(\s*(done|completed?|fixed)\s*\)|^\W*(done|completed)\b", re.I)
_TRACKER = re.compile(
    r"https?://[^\s)>\]|]+/(?:issues|pull|pulls|merge_requests|browse|work_items)/[\w-]+"
    r"|\b[A-Z][A-Z0-9]{1,9}-\d+\b|(?<![\w/])[\w.-]*/?[\w.-]*#\d+(?![\w-])"
)
_OWNER = re.compile(
    r"\b(?:owner|assignee|assigned to|responsible)\s*[:=]?\s*(?P<o>@?[\w.'/ -]{2,40}?)"
    r"(?=\s*(?:[,;).|*]|\bby\b|$))",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[(\[]\s*(?P<o>@[\w.-]+)\s*[,)\]]")
_BRACKETED = re.compile(r"\((?P<o>[^(),]{2,40}),\s*(?P<d>\d{4}-\d{2}-\d{2})\)")
_DUE = re.compile(r"\b(?:by|due(?: date)?|before|until|eta|deadline)\s*[:=]?\s*", re.IGNORECASE)
_KEY = re.compile(r"^(AI[-\s]?\d+)\s*[:.)-]\s*", re.IGNORECASE)
_NOTHING = re.compile(r"^[\W_]*(none|n/?a|nothing|tbd|no actions?)?[\W_]*$", re.IGNORECASE)
_ACTION_COLUMN = re.compile(r"action|task|item|what|description|todo|mesure|対応", re.IGNORECASE)
_COLUMNS = (
    ("owner", re.compile(r"owner|assign|who|responsible|responsable|担当", re.IGNORECASE)),
    ("due", re.compile(r"\bdue|date|deadline|when|eta|échéance|期限", re.IGNORECASE)),
    ("tracker", re.compile(r"bug|ticket|issue|tracker|link|jira|\bpr\b", re.IGNORECASE)),
    ("status", re.compile(r"status|state|done|état", re.IGNORECASE)),
)


def actions_in(sections: list[Section], setting: Setting) -> tuple[list[DraftAction], set[int]]:
    """The actions of some sections and the numbers of the lines they use."""
    actions: list[DraftAction] = []
    used: set[int] = set()
    tabled = any(_is_action_table(b) for s in sections for b in blocks_of(s.lines))
    titled = any(bare(s.heading).startswith("action item") for s in sections)
    for section in sections:
        if titled and bare(section.heading) == "actions" and _all_boxes(section):
            # A closing check list of the form itself, beside the real action items.
            continue
        done = bool(re.search(r"\b(completed|done)\b", section.heading, re.IGNORECASE))
        for block in blocks_of(section.lines):
            if block.kind == "table" and _is_action_table(block):
                _take_rows(block, setting, actions, used)
            elif block.kind == "list" and not tabled:
                for item in block.items:
                    _take_item(item, setting, actions, used, done=done)
    return actions, used


def _all_boxes(section: Section) -> bool:
    items = [i for b in blocks_of(section.lines) if b.kind == "list" for i in b.items]
    return all(_BOX.match(item.text) for item in items)


def _take_item(
    item: Item, setting: Setting, actions: list[DraftAction], used: set[int], *, done: bool
) -> None:
    inner, _ = nested_items(item)
    if not item.body and _NOTHING.match(item.text):
        return
    if inner and re.fullmatch(r"\S+(?: \S+){0,3}[*_]*:[*_]*\s*", item.text):
        for child in inner:
            _take_item(child, setting, actions, used, done=done)
        return
    action = action_of(item.full, setting)
    actions.append(replace(action, status="done") if done else action)
    used.add(item.line)
    used.update(line.number for line in item.body)


def action_of(text: str, setting: Setting) -> DraftAction:
    """An action from one item; its words are all kept in the text."""
    status = "open"
    if box := _BOX.match(text):
        status = "done" if box["x"] in "xX✓✔" else "open"
        text = text[box.end() :]
    if _DONE_MARK.search(text[:400]) or re.match(r"^~~.*~~$", text.strip()):
        status = "done"
    owner, due = None, None
    if both := _BRACKETED.search(text):
        owner, due = both["o"].strip(), _iso_day(both["d"])
    if owner is None and (named := _OWNER.search(text) or _HANDLE.search(text)):
        owner = named["o"].strip()
    key = _KEY.match(text)
    return DraftAction(
        text=text.strip(),
        key=key[1] if key else None,
        owner=owner,
        due=due or _due_in(text, setting),
        tracker=_tracker_in(text),
        status=status,
    )


def _tracker_in(text: str) -> str | None:
    found = _TRACKER.search(text)
    return found[0] if found else None


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _due_in(text: str, setting: Setting) -> date | None:
    for found in _DUE.finditer(text[:2000]):
        stamp = leading_stamp(text[found.end() :])
        if stamp and stamp.has_day:
            return day_of(stamp, setting, None)
    return None


def _is_action_table(block: Block) -> bool:
    if block.kind != "table" or len(block.rows) < 2:
        return False
    return any(_ACTION_COLUMN.search(title) for title in block.rows[0][1])


def _take_rows(block: Block, setting: Setting, actions: list[DraftAction], used: set[int]) -> None:
    titles = block.rows[0][1]
    main = next(at for at, title in enumerate(titles) if _ACTION_COLUMN.search(title))
    where = {
        name: at
        for name, pattern in reversed(_COLUMNS)
        for at, title in enumerate(titles)
        if at != main and pattern.search(title)
    }
    for number, cells in block.rows[1:]:
        if not any(cells):
            continue
        get = {name: cells[at] if at < len(cells) else "" for name, at in where.items()}
        stamp = leading_stamp(get.get("due", ""))
        text = cells[main] if main < len(cells) else ""
        rest = " | ".join(c for at, c in enumerate(cells) if at != main and c)
        actions.append(
            DraftAction(
                text=f"{text} ({rest})" if rest else text,
                owner=get.get("owner") or None,
                due=day_of(stamp, setting, None) if stamp and stamp.has_day else None,
                tracker=_tracker_in(get.get("tracker", "") or rest or text),
                status="done" if _DONE.search(get.get("status", "")) else "open",
            )
        )
        used.add(number)
