"""Imports a corpus folder, as far as the postmortem, and prints how much was understood.

    python benchmarks/corpus.py FOLDER

Goals: right number of entries in 90 of 100 documents, right first and last time in 90, right number
of actions in 85; no crash, nothing slower than two seconds, and no word lost on the way from the
file to the postmortem.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from pmdesk.importers.decoding import decoded
from pmdesk.importers.draft import Draft, DraftEvent, all_factors
from pmdesk.importers.intake import born_snapshot, read_file
from pmdesk.importers.losses import words_lost, words_lost_in


def main(root: Path) -> int:
    drafts, trouble = {}, 0
    for path in sorted([*(root / "documents").iterdir(), *(root / "templates").iterdir()]):
        began = time.perf_counter()
        try:
            intake = read_file(path.read_bytes(), path.name)
            draft = intake.draft
            born = born_snapshot(intake.edit(1, datetime.now(UTC)))
        except Exception as problem:
            print(f"CRASH {path.name}: {type(problem).__name__} {problem}")
            trouble += 1
            continue
        spent = time.perf_counter() - began
        source = decoded(path.read_bytes(), path.name)
        lost = words_lost(source, draft) or words_lost_in(source, born, draft)
        if lost or spent > 2:
            print(f"LOST {path.name}: {lost[:8]} {spent:.1f} s")
            trouble += 1
        drafts[f"{path.parent.name}/{path.name}"] = draft
    print(f"{len(drafts)} read, {trouble} crashed, slow or with lost words")
    count_parts([d for name, d in drafts.items() if name.startswith("documents")])
    judge(json.loads((root / "expected.json").read_text())["documents"], drafts)
    return 1 if trouble else 0


def count_parts(drafts: list[Draft]) -> None:
    """In how many documents each part was found, and what is asked about."""
    parts = {
        "title": lambda d: d.title,
        "date": lambda d: d.date,
        "severity": lambda d: d.severity,
        "zone": lambda d: d.zone,
        "summary": lambda d: d.summary,
        "impact": lambda d: d.impact,
        "timeline": lambda d: d.timeline,
        "marks": lambda d: d.marks,
        "factors": lambda d: list(all_factors(d.factors)),
        "actions": lambda d: d.actions,
        "lessons": lambda d: any(d.lessons.values()),
    }
    found = {name: sum(1 for d in drafts if get(d)) for name, get in parts.items()}
    print(f"found in {len(drafts)} documents: {found}")
    print(f"asked about: {dict(Counter(q.about for d in drafts for q in d.questions))}")


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
            "zone": zone_right(draft.zone, line.get("zone_stated")),
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
                   for name in ("entries", "both", "actions", "title", "date", "zone")}  # fmt: skip
        print(f"{group:40} {figures}")


def zone_right(zone: str | None, stated: str | None) -> bool:
    return stated is None or (zone is not None and zone.split()[0] in stated)


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
