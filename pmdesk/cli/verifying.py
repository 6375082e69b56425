"""The command that checks what came back: a report, a record, or the library itself."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.cli.base import Refusal, say
from pmdesk.config import paths

if TYPE_CHECKING:
    from pmdesk.domain.revisions.checking import Finding

_SQLITE = b"SQLite format 3\x00"
_CODES = {"unchanged": 0, "changed": 1, "unknown": 2}


def verify(options: argparse.Namespace) -> int:
    """Say whether a file is as it was signed: 0 unchanged, 1 changed, 2 unknown."""
    path: Path = options.file.expanduser()
    try:
        with path.open("rb") as file:
            is_library = file.read(16) == _SQLITE
    except OSError as problem:
        reason = (problem.strerror or "it can't be opened").lower()
        raise Refusal(f"{path} can't be read: {reason}.") from problem
    if is_library:
        answer = _answer(path, _of_library(path))
    else:
        answer = _answer(path, _with_seal(path, _of_report(path, options)))
    if options.json:
        say(answer)
    else:
        _print(answer)
    return _CODES[answer["result"]]


def _print(answer: dict[str, Any]) -> None:
    named = " ".join(part for part in (answer["key"], answer["title"]) if part)
    print(f"{answer['file']}: {answer['result']}" + (f" ({named})" if named else ""))
    print(answer["sentence"])
    if answer["seal"]:
        print(answer["seal"])
    for line in answer["where"]:
        print(f"  {line}")


def _answer(path: Path, found: Finding) -> dict[str, Any]:
    return {
        "file": str(path),
        "result": found.verdict.value,
        "sentence": found.sentence,
        "key": found.key or None,
        "title": found.title or None,
        "version": found.version or None,
        "where": list(found.where),
        "seal": found.seal or None,
    }


def _with_seal(path: Path, found: Finding) -> Finding:
    from pmdesk.domain.revisions.checking import with_seal
    from pmdesk.exporters.seal.check import SealState, seal_of

    seal = seal_of(path.read_bytes())
    return with_seal(found, seal.sentence, intact=seal.state is not SealState.BROKEN)


def _of_library(path: Path) -> Finding:
    from pmdesk.domain.revisions.checking import Finding, Verdict
    from pmdesk.store.verify import library_faults

    found = library_faults(path)
    if not found:
        words = "Unchanged: the file is sound, and everything in it is as pmdesk wrote it."
        return Finding(Verdict.UNCHANGED, words)
    words = "Changed outside pmdesk. Keep the file, and compare it with a backup."
    return Finding(Verdict.CHANGED, words, where=tuple(found))


def _of_report(path: Path, options: argparse.Namespace) -> Finding:
    from pmdesk.domain.revisions.checking import Finding, Verdict, checked
    from pmdesk.importers.report_check import Unreadable, read_returned
    from pmdesk.store.library import open_library

    try:
        returned = read_returned(path.read_bytes())
    except Unreadable as problem:
        return Finding(Verdict.UNKNOWN, str(problem))
    place: Path = options.library or paths.default_library()
    if not place.exists():
        if options.library:
            raise Refusal(f"There is no library at {place}.")
        print(f"pmdesk: there is no library at {place} to check against.", file=sys.stderr)
        return checked(returned.record, lambda _id: None, returned.stated, returned.own)
    held = open_library(place, read_only=True)
    try:
        return checked(
            returned.record,
            lambda i: held.load(i) if held.entry(i) is not None else None,
            returned.stated,
            returned.own,
        )
    finally:
        held.close()
