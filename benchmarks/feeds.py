"""Reading a 50 MB Slack export and a chat of 100,000 lines, both made up on the fly.

    python benchmarks/feeds.py [CORPUS]

The floors run in the same process: decoding the same bytes into typed records of four fields, and
splitting the same text into lines. With the folder of the corpus, its feeds are counted as well.
"""

from __future__ import annotations

import gc
import io
import json
import random
import statistics
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import msgspec

from pmdesk.importers.feeds.archives import Archive
from pmdesk.importers.feeds.raw import Feed
from pmdesk.importers.feeds.reading import read_feed, read_folder

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = "queue worker release rollback alert cache deploy pager region traffic slow again".split()  # noqa: SIM905
PEOPLE = [f"U{n:04d}" for n in range(24)]


class FourFields(msgspec.Struct):
    """The floor of decoding."""

    ts: str
    user: str = ""
    text: str = ""
    subtype: str = ""


def message(random_: random.Random, at: datetime) -> dict[str, Any]:
    """A message with the blocks, reactions and profile that an export carries along."""
    text = " ".join(random_.choices(WORDS, k=random_.randrange(4, 30)))
    if random_.random() < 0.2:
        text += (
            f" <@{random_.choice(PEOPLE)}> &amp; <https://example.com/run/{random_.random()}|log>"
        )
    element = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {
        "client_msg_id": f"{random_.getrandbits(128):032x}",
        "type": "message",
        "text": text,
        "user": random_.choice(PEOPLE),
        "ts": f"{at.timestamp():.6f}",
        "team": "T0001",
        "user_team": "T0001",
        "source_team": "T0001",
        "user_profile": {
            "avatar_hash": f"{random_.getrandbits(48):012x}",
            "image_72": "https://example.com/avatars/" + "x" * 300,
            "first_name": "Some",
            "real_name": "Some Body",
            "display_name": "somebody",
            "team": "T0001",
            "name": "some",
            "is_restricted": False,
            "is_ultra_restricted": False,
        },
        "blocks": [{"type": "rich_text", "block_id": "aBcD", "elements": [element]}],
        "reactions": [{"name": "eyes", "users": random_.choices(PEOPLE, k=20), "count": 20}],
    }


def slack_export() -> bytes:
    """About 50 MB of day files: 91 days of 400 messages, zipped."""
    random_ = random.Random(7)
    held = io.BytesIO()
    users = [{"id": u, "name": u.lower(), "profile": {"display_name": f"Name {u}"}} for u in PEOPLE]
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("users.json", json.dumps(users))
        archive.writestr("channels.json", "[]")
        for day in range(91):
            start = BEGIN + timedelta(days=day)
            rows = [message(random_, start + timedelta(seconds=200 * n)) for n in range(400)]
            archive.writestr(f"incident/{start:%Y-%m-%d}.json", json.dumps(rows))
    return held.getvalue()


def chat_lines() -> str:
    """A chat of 100,000 lines."""
    random_ = random.Random(8)
    lines = []
    for n in range(100_000):
        at = BEGIN + timedelta(seconds=7 * n)
        who = PEOPLE[n % len(PEOPLE)].lower()
        lines.append(f"{at:%Y-%m-%d %H:%M:%S} {who}: {' '.join(random_.choices(WORDS, k=8))}")
    return "\n".join(lines)


def timed(work: Callable[[], object], times: int = 5) -> float:
    """The median of seconds of this thread's own time."""
    spent = []
    for _ in range(times):
        gc.collect()
        began = time.thread_time()
        work()
        spent.append(time.thread_time() - began)
    return statistics.median(spent)


def told(name: str, value: float, goal: float, unit: str = "") -> bool:
    """Print a figure beside its goal; a quarter above it fails."""
    state = "ok" if value <= goal else "close" if value <= goal * 1.25 else "FAIL"
    print(f"{name:58} {value:8.2f}{unit}  goal {goal:g}{unit}  {state}")
    return state != "FAIL"


def judge_export() -> bool:
    data = slack_export()
    archive = Archive(data, "export")
    files = {name: archive.read(name) for name in archive.names() if "incident/" in name}
    size = sum(map(len, files.values())) / 1e6
    decoder = msgspec.json.Decoder(list[FourFields])
    floor = timed(lambda: [decoder.decode(held) for held in files.values()])
    plain = timed(lambda: [json.loads(held) for held in files.values()], 3)
    unzip = timed(lambda: [archive.read(name) for name in files], 3)
    archive.read_so_far = 0
    reading = timed(lambda: read_feed("export.zip", data))
    feed = read_feed("export.zip", data)
    print(f"{size:.0f} MB, {len(feed.events):,} messages; unzip {unzip:.2f} s, json {plain:.2f} s")
    good = told("G18 export to events, with unzip", reading, 0.5, " s")
    good &= told("G18 without unzip, times the typed decode", (reading - unzip) / floor, 5)
    del feed
    gc.collect()
    tracemalloc.start()
    kept = read_feed("export.zip", data)
    held_now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    largest = max(map(len, files.values())) / 1e6
    good &= told(
        "G20 peak beside what is kept, times the largest day file",
        (peak - held_now) / 1e6 / largest, 3,
    )  # fmt: skip
    return good and len(kept.events) == 36_400


def judge_lines() -> bool:
    text = chat_lines()
    data = text.encode()
    floor = timed(text.splitlines)
    reading = timed(lambda: read_feed("chat.log", data))
    good = told("G19 100,000 lines", reading, 0.3, " s")
    return told("G19 times splitlines", reading / floor, 15) and good


def counted(root: Path) -> bool:
    """The corpus against what was counted by hand."""
    good = True
    print(f"{'file':44} {'form':22} {'events':>7} {'not read':>8}  first, last")
    for held in json.loads((root / "expected.json").read_text())["feeds"]:
        wanted = {k: v for k, v in held.items() if k not in ("file", "note")}
        feed = feed_of(root / held["file"])
        print(line_of(held["file"], feed))
        found = figures(feed, wanted)
        if found != wanted:
            good = False
            print(f"{held['file']}: {found} instead of {wanted}")
    print("the corpus is counted as by hand" if good else "the corpus differs")
    return good


def line_of(name: str, feed: Feed) -> str:
    """A feed as a line of the table: its form, how many events, and its first and last instant."""
    # Naive times have no zone yet: among themselves they are in order.
    times = [e.at.replace(tzinfo=None) for e in feed.events if e.at is not None]
    naive = any(e.at is not None and e.at.tzinfo is None for e in feed.events)
    span = f"{min(times):%Y-%m-%d %H:%M:%S}, {max(times):%Y-%m-%d %H:%M:%S}" if times else "no time"
    zone = "" if not times else " no zone" if naive else " UTC"
    short = name.removeprefix("feeds/")[-44:]
    return f"{short:44} {feed.format:22} {len(feed.events):7,} {len(feed.unread):8,}  {span}{zone}"


def feed_of(path: Path) -> Feed:
    """A file, or a folder of a Slack export with what stands beside it."""
    if path.is_dir() or path.name == "users.json":
        root = path.parent
        names = [p.relative_to(root).as_posix() for p in root.rglob("*.json")
                 if p.parent in (root, path) or not path.is_dir()]  # fmt: skip
        return read_folder(names, lambda name: (root / name).read_bytes(), root.name)
    return read_feed(path.name, path.read_bytes())


def figures(feed: Feed, wanted: dict[str, Any]) -> dict[str, Any]:
    """The same figures as those that were counted by hand."""
    times = [e.at for e in feed.events if e.at is not None]
    first, last = min(times, default=None), max(times, default=None)
    found: dict[str, Any] = {
        "human_messages": sum(e.by == "person" for e in feed.events),
        "system_messages": sum(e.by == "notice" for e in feed.events),
        "days": len({e.place for e in feed.events}),
        "threads": len({e.thread for e in feed.events}),
        "users": len(feed.people),
    }
    for name in ("messages", "alerts", "events", "rows", "annotations"):
        found[name] = len(feed.events)
    for name, at in (("first", first), ("last", last)):
        if at is not None:
            found[name] = f"{at:%Y-%m-%dT%H:%M}"
        utc = wanted.get(f"{name}_utc")
        if utc and at is not None:
            # Beyond microseconds nothing is stored; Slack's last digits only tell messages apart.
            digits = len(utc.rstrip("Z").partition(".")[2])
            exact = f"{at:%Y-%m-%dT%H:%M:%S.%f}" if digits else f"{at:%Y-%m-%dT%H:%M:%S}"
            same = (
                exact.rstrip("0").startswith(utc.rstrip("Z")[:26].rstrip("0")) or exact == utc[:-1]
            )
            found[f"{name}_utc"] = utc if same else exact
    return {name: found.get(name) for name in wanted}


if __name__ == "__main__":
    results = [judge_export(), judge_lines()]
    if len(sys.argv) > 1:
        results.append(counted(Path(sys.argv[1])))
    sys.exit(0 if all(results) else 1)
