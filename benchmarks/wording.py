"""Measures the wording hints on labelled sentences and on the prose of real documents.

    python benchmarks/wording.py CORPUS [--show]

Goals: precision and recall of 90 % on the sentences, at most 3 hints on 1,000 words of prose, and
5 ms for 1,000 words. A third of the sentences, by a hash of their text, is the held-back part.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.wording.context import context_of
from pmdesk.domain.wording.hints import hints
from pmdesk.domain.wording.review import open_hints, prose_fields
from pmdesk.importers.intake import born_snapshot, read_file


def main(root: Path, show: bool) -> int:
    rows = json.loads((root / "blameless" / "sentences.json").read_text())["sentences"]
    good = [judge(name, part, show) for name, part in parts(rows).items()]
    born = {path.name: snapshot_of(path) for path in sorted((root / "documents").iterdir())}
    count_prose(born, show)
    count_files(root / "documents")
    speed(born)
    return 0 if all(good) else 1


def parts(rows: list[dict]) -> dict[str, list[dict]]:
    held = [row for row in rows if hashlib.sha256(row["text"].encode()).digest()[0] % 3 == 0]
    return {"all": rows, "tuning": [row for row in rows if row not in held], "held back": held}


def judge(name: str, rows: list[dict], show: bool) -> bool:
    hit = false = missed = 0
    for row in rows:
        found = hints(row["text"])
        hit += bool(row["flag"] and found)
        false += bool(found and not row["flag"])
        missed += bool(row["flag"] and not found)
        if show and name == "all" and bool(found) != row["flag"]:
            print(f"  {'MISSED' if row['flag'] else 'FALSE'} {row['labels']} {row['text']}"
                  f" {[(h.rule.value, row['text'][h.start:h.end]) for h in found]}")  # fmt: skip
    precision, recall = hit / max(1, hit + false), hit / max(1, hit + missed)
    print(f"{name:10} {len(rows):3} sentences: precision {precision:.1%}, recall {recall:.1%}"
          f" ({hit} right, {false} false, {missed} missed)")  # fmt: skip
    return precision >= 0.9 and recall >= 0.9


def snapshot_of(path: Path) -> Snapshot:
    return born_snapshot(read_file(path.read_bytes(), path.name).edit(1, datetime.now(UTC)))


def count_prose(born: dict[str, Snapshot], show: bool) -> None:
    words: Counter[str] = Counter()
    found: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for name, snapshot in born.items():
        repo = f"  {name.split('--')[0]}"
        texts = [f.text for f in prose_fields(snapshot) if f.kind.__name__ != "Factor"]
        own = [p.hint for p in open_hints(snapshot) if p.place.kind.__name__ != "Factor"]
        for key in (name, repo, "all prose"):
            words[key] += sum(len(text.split()) for text in texts)
            found[key] += len(own)
        rules.update(hint.rule.value for hint in own)
        for hint in own if show else ():
            text = hint.sentence.replace("\n", " ")
            print(f"  {hint.rule.value:16} {hint.why[:40]:42} {text[:170]}")

    def order(key: str) -> tuple[bool, bool, float]:
        return key != "all prose", "--" in key, -found[key] / (words[key] or 1)

    for key in sorted(words, key=order):
        if "--" not in key or (found[key] > 2 and found[key] / words[key] > 0.003):
            rate = 1000 * found[key] / (words[key] or 1)
            print(f"{key:60} {found[key]:4} hints, {words[key]:6} words, {rate:.1f} a thousand")
    print(dict(rules.most_common()))


def count_files(folder: Path) -> None:
    texts = [p.read_text(encoding="utf-8", errors="replace") for p in sorted(folder.iterdir())]
    words, found = sum(len(t.split()) for t in texts), sum(len(hints(t)) for t in texts)
    print(f"whole files: {found} hints, {words} words, {1000 * found / words:.1f} a thousand")


def speed(born: dict[str, Snapshot]) -> None:
    texts = [(f.text, context_of(s)) for s in born.values() for f in prose_fields(s)]
    words = sum(len(text.split()) for text, _ in texts)
    best = float("inf")
    for _ in range(3):
        began = time.thread_time()
        for text, context in texts:
            hints(text, context)
        best = min(best, time.thread_time() - began)
    print(f"{1e6 * best / words:.1f} ms for 1,000 words")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--show" in sys.argv[2:]))
