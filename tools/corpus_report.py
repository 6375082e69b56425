"""Reads a corpus folder with the importer and prints how much was understood."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

from pmdesk.importers.decoding import decoded
from pmdesk.importers.draft import Draft, DraftEvent, draft_as_json
from pmdesk.importers.losses import words_lost
from pmdesk.importers.markdown import read_document


def main(root: Path) -> int:
    drafts, trouble = {}, 0
    for path in sorted([*(root / "documents").iterdir(), *(root / "templates").iterdir()]):
        began = time.perf_counter()
        try:
            draft = read_document(path.read_bytes(), path.name)
            draft_as_json(draft)
        except Exception as problem:
            print(f"CRASH {path.name}: {type(problem).__name__} {problem}")
            trouble += 1
            continue
        spent = time.perf_counter() - began
        lost = words_lost(decoded(path.read_bytes(), path.name), draft)
        if lost or spent > 2:
            print(f"LOST {path.name}: {lost[:8]} {spent:.1f} s")
            trouble += 1
        drafts[f"{path.parent.name}/{path.name}"] = draft
    print(f"{len(drafts)} read, {trouble} crashed, slow or with lost words")
    judge(json.loads((root / "expected.json").read_text())["documents"], drafts)
    return 1 if trouble else 0


def judge(expected: list[dict], drafts: dict[str, Draft]) -> None:
    totals: Counter[tuple[str, str]] = Counter()
    for doc in expected:
        if doc["file"] not in drafts:
            continue
        draft, line, acts = drafts[doc["file"]], doc["timeline"] or {}, doc["action_items"] or {}
        dated = [e for e in draft.timeline if e.at or e.date]
        first, last = (dated[0], dated[-1]) if dated else (None, None)
        results = {
            "entries": right(
                len(draft.timeline), line.get("accept_entries") or line.get("entries")
            ),
            "first": same(first, line.get("first")),
            "last": same(last, line.get("last")),
            "actions": right(len(draft.actions), acts.get("accept_count") or acts.get("count")),
            "title": doc["title"] is None or doc["title"] == draft.title,
            "date": doc["date"] is None or str(draft.date) == doc["date"],
        }
        results["both"] = results["first"] and results["last"]
        for group in ("all", f"form {line.get('format')}", doc["repo"]):
            totals[group, "n"] += 1
            for name, ok in results.items():
                totals[group, name] += ok
        wrong = [name for name, ok in results.items() if not ok and name != "both"]
        if wrong:
            shown = [x and str(x.at or x.date) for x in (first, last)]
            print(f"{doc['id'][:48]}: {wrong} got {len(draft.timeline)} entries {shown}, "
                  f"{len(draft.actions)} actions, {draft.date} {draft.title[:30]!r}; wanted "
                  f"{line.get('entries')} {(line.get('first') or {}).get('iso')} "
                  f"{(line.get('last') or {}).get('iso')}, {acts.get('count')}")  # fmt: skip
    for group in dict.fromkeys(g for g, _ in totals):
        count = totals[group, "n"]
        figures = {name: f"{totals[group, name]}/{count}"
                   for name in ("entries", "both", "actions", "title", "date")}  # fmt: skip
        print(f"{group:40} {figures}")


def right(count: int, wanted: object) -> bool:
    return wanted is None or (count in wanted if isinstance(wanted, list) else count == wanted)


def same(event: DraftEvent | None, wanted: dict | None) -> bool:
    if not wanted:
        return True
    if event is None:
        return False
    iso = wanted["iso"]
    if "T" not in iso:
        return event.at is None and (len(iso) < 10 or str(event.date) == iso)
    moment = datetime.fromisoformat(iso)
    if event.at is None:
        return False
    if moment.tzinfo is None:
        return event.at.replace(tzinfo=None) == moment
    return event.at == moment if event.at.tzinfo else False


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
