"""Action items from check lists, lists and tables, with owner, due day, tracker and state."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from pmdesk.importers.blocks import Block, Item, blocks_of, nested_items
from pmdesk.importers.days import Setting, day_of
from pmdesk.importers.draft import DraftAction
from pmdesk.importers.headings import bare, use_of
from pmdesk.importers.outline import Section
from pmdesk.importers.plain_words import is_nobody, words_in
from pmdesk.importers.stamps import leading_stamp

_BOX = re.compile(r"^\[(?P<x>[ xX✓✔-])\]\s+")
_DONE = re.compile(
    r"✅|☑|✔|\b(?:completed?|done|fixed|closed|resolved|merged|hecho|completado|erledigt|fertig"
    r"|terminée?|faite?|fatto|feito|gereed)\b|完了|済",
    re.IGNORECASE,
)
_STATES = (
    ("wont_do", re.compile(r"won.?t|wontfix|declin|reject|cancel|dropped|abgelehnt", re.I)),
    ("in_progress", re.compile(r"progress|ongoing|\bwip\b|started|doing|review|en cours|in arbeit"
                               r"|en curso|in corso|進行中|対応中", re.I)),
)  # fmt: skip
_TYPES = ("detect", "mitigate", "prevent", "repair", "process")
_PRIORITIES = (
    ("high", re.compile(r"\bp[01]\b|high|urgent|critical|hoch|haute|\balta\b|高", re.I)),
    ("medium", re.compile(r"\bp2\b|medium|normal|mittel|moyenne|media|中", re.I)),
    ("low", re.compile(r"\bp[3-5]\b|low|niedrig|gering|basse|baja|低", re.I)),
)
_DONE_MARK = re.compile(r"✅|☑|✔|\(\s*(done|completed?|fixed)\s*\)|^\W*(done|completed)\b", re.I)
_TRACKER = re.compile(
    r"https?://[^\s)>\]|]+/(?:issues|pull|pulls|merge_requests|browse|work_items)/[\w-]+"
    r"|\b[A-Z][A-Z0-9]{1,9}-\d+\b|(?<![\w/])[\w.-]*/?[\w.-]*#\d+(?![\w-])"
)
_OWNER = re.compile(
    r"(?<![\w-])(?:(?:owner|assignee|assigned to|responsible|responsable|verantwortlich"
    r"|zuständig)(?![\w-])|担当者?)\s*[:=]?\s*(?P<o>@?[\w.'/ -]{2,40}?)"
    r"(?=\s*(?:[,;).|*]|\bby\b|$))",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[(\[]\s*(?P<o>@[\w.-]+)\s*[,)\]]")
_BRACKETED = re.compile(r"\((?P<o>[^(),]{2,40}),\s*(?P<d>\d{4}-\d{2}-\d{2})\)")
_DUE = re.compile(
    r"(?:\b(?:by|due(?: date)?|before|until|eta|deadline|bis(?: zum)?|fällig|avant le|d.ici le"
    r"|antes del|fecha límite)|期限)\s*[:=：]?\s*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{2,100})[)\]]")
_LABEL_WORDS = frozenset(
    {"owner", "due", "date", "by", "assignee", "assigned", "to", "responsible", "deadline", "eta",
     "verantwortlich", "bis", "responsable", "tracker", "ticket", "issue"}
)  # fmt: skip
_KEY = re.compile(r"^(AI[-\s]?\d+)\s*[:.)-]\s*", re.IGNORECASE)
_NOTHING = re.compile(r"^[\W_]*(none|n/?a|nothing|tbd|no actions?)?[\W_]*$", re.IGNORECASE)
_ACTION_COLUMN = re.compile(
    r"a[cç][cçt]i[oó]n|azione|a[çc][ãa]o|task|item|what|descri|to.?do|mesure|tâche|maßnahme|aufgabe"
    r"|actie|improvement|recommend|対応|対策|内容|アクション|措施",
    re.IGNORECASE,
)
_NUMBER_COLUMN = re.compile(r"^\s*(?:#|no\.?|nr\.?|n°|id|key)\s*$", re.IGNORECASE)
_COLUMNS = (
    ("owner", re.compile(r"owner|assign|who|respons|verantwortlich|zuständig|担当|負責", re.I)),
    ("due", re.compile(r"\bdue|dat[eau]|deadline|when|\beta\b|échéance|fecha|fällig|frist"
                       r"|termin|scadenza|prazo|期限", re.I)),
    ("tracker", re.compile(r"bug|ticket|issue|tracker|link|jira|\bpr\b", re.I)),
    ("status", re.compile(r"stat|done|état|estado|\bstand\b|状態|状況", re.I)),
    ("type", re.compile(r"^\W*(?:type|art|tipo|種別)", re.I)),
    ("priority", re.compile(r"prio", re.I)),
)  # fmt: skip


@dataclass(kw_only=True)
class Actions:
    """The actions of a document, the lines that they use, and the titles of their columns."""

    actions: list[DraftAction] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    columns: list[str] = field(default_factory=list)


def actions_in(sections: list[Section], setting: Setting) -> Actions:
    """The actions of some sections."""
    taken = Actions()
    tabled = {_group(s) for s in sections if any(_is_action_table(b) for b in blocks_of(s.lines))}
    titled = any(bare(s.heading).startswith("action item") for s in sections)
    for section in sections:
        if titled and bare(section.heading) == "actions" and _all_boxes(section):
            # A closing check list of the form itself, beside the real action items.
            continue
        done = bool(re.search(r"\b(completed|done)\b", section.heading, re.IGNORECASE))
        blocks = blocks_of(section.lines)
        # Beside a table of actions a list says something else, unless it stands under a part
        # heading of the same section ("Prevent", "Detect").
        listed = not tabled or (
            _group(section) in tabled and not any(_is_action_table(b) for b in blocks)
        )
        for block in blocks:
            if block.kind == "table" and _is_action_table(block):
                _take_rows(block, setting, taken)
            elif block.kind == "list" and listed:
                for item in block.items:
                    _take_item(item, setting, taken, done=done)
    return taken


def _group(section: Section) -> str:
    """The outermost heading of actions that a section stands under, itself included."""
    names = (*section.path, section.heading)
    return next((name for name in names if use_of(name) == "actions"), section.heading)


def _all_boxes(section: Section) -> bool:
    items = [i for b in blocks_of(section.lines) if b.kind == "list" for i in b.items]
    return all(_BOX.match(item.text) for item in items)


def _take_item(item: Item, setting: Setting, taken: Actions, *, done: bool) -> None:
    actions, used = taken.actions, taken.used
    inner, _ = nested_items(item)
    if not item.body and _NOTHING.match(item.text):
        return
    if inner and re.fullmatch(r"\S+(?: \S+){0,3}[*_]*:[*_]*\s*", item.text):
        for child in inner:
            _take_item(child, setting, taken, done=done)
        return
    action, labels = _without_said(action_of(item.full, setting))
    taken.columns += [labels] if labels and labels not in taken.columns else []
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


def _without_said(action: DraftAction) -> tuple[DraftAction, str]:
    """The action without a bracket that only says its owner and day, and the labels in there."""
    fields = (action.owner, action.due, action.tracker)
    said = words_in(" ".join(str(part) for part in fields if part))
    if not said:
        return action, ""
    for found in _BRACKET.finditer(action.text[:2000]):
        inside = words_in(found[1])
        if inside & said and inside <= said | _LABEL_WORDS:
            text = f"{action.text[: found.start()]}{action.text[found.end() :]}".strip()
            if text:
                labels = " | ".join(sorted(inside & _LABEL_WORDS - said))
                return replace(action, text=text), labels
    return action, ""


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


def _take_rows(block: Block, setting: Setting, taken: Actions) -> None:
    titles = block.rows[0][1]
    main = next(at for at, title in enumerate(titles) if _ACTION_COLUMN.search(title))
    where = {
        name: at
        for name, pattern in reversed(_COLUMNS)
        for at, title in enumerate(titles)
        if at != main and pattern.search(title)
    }
    numbers = next((at for at, t in enumerate(titles) if _NUMBER_COLUMN.match(t)), None)
    taken.used.update(line.number for line in block.lines[: 2 if block.ruled else 1])
    taken.columns.append(" | ".join(title for title in titles if title))
    for number, cells in block.rows[1:]:
        if not any(cells):
            continue
        get = {name: cells[at] if at < len(cells) else "" for name, at in where.items()}
        key = cells[numbers] if numbers is not None and numbers < len(cells) else ""
        rest = [c for at, c in enumerate(cells) if at not in (main, numbers) and c]
        action = _row_action(cells[main] if main < len(cells) else "", key, get, rest, setting)
        taken.actions.append(action)
        taken.used.add(number)


def _row_action(
    text: str, key: str, get: dict[str, str], cells: list[str], setting: Setting
) -> DraftAction:
    """The action of a table row; cells that its fields don't say stand behind its text."""
    stamp = leading_stamp(get.get("due", ""))
    digits = re.fullmatch(r"\W*(?:[A-Za-z]{1,6}[- ]?)?(\d{1,4})\W*", key)
    action = DraftAction(
        text=text,
        key=f"AI-{digits[1]}" if digits else None,
        owner=None if is_nobody(get.get("owner", "")) else get["owner"],
        due=day_of(stamp, setting, None) if stamp and stamp.has_day else None,
        tracker=_tracker_in(get.get("tracker", "") or " | ".join(cells) or text),
        status=_status(get.get("status", "")),
        type=next((t for t in _TYPES if t in get.get("type", "").lower()), None),
        priority=next((n for n, p in _PRIORITIES if p.search(get.get("priority", ""))), None),
    )
    said = words_in(" ".join(
        str(part).replace("_", " ")
        for part in (action.owner, action.due, action.tracker, action.status, action.type,
                     action.priority)
        if part
    ))  # fmt: skip
    if key and not digits:
        cells = [key, *cells]
    left = list(dict.fromkeys(cell for cell in cells if not words_in(cell) <= said))
    return replace(action, text=f"{text} ({' | '.join(left)})" if left else text)


def _status(written: str) -> str:
    for name, pattern in _STATES:
        if pattern.search(written):
            return name
    return "done" if _DONE.search(written) else "open"
