"""The command that takes documents in: each becomes a postmortem of the library."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.cli.base import Refusal, library, say
from pmdesk.cli.merging import keep_files, merge_options, merged_into
from pmdesk.domain.problems import StorageProblem

if TYPE_CHECKING:
    from pmdesk.domain.snapshot import Snapshot
    from pmdesk.exporters.listing import Plain
    from pmdesk.importers.intake import Intake
    from pmdesk.store.library import LibraryStore


def import_options(taking: argparse.ArgumentParser) -> None:
    """What can be said about the files."""
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE")
    taking.add_argument("--dry-run", action="store_true", help="only say what was understood")
    taking.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="the day it happened")
    order = taking.add_mutually_exclusive_group()
    for name, value in (("--day-first", True), ("--month-first", False)):
        example = "3 April" if value else "4 March"
        order.add_argument(
            name, dest="day_first", action="store_const", const=value, help=f"03/04 is {example}"
        )
    merge_options(taking)
    taking.add_argument("--zone", type=_zone, metavar="NAME", help="the zone of times without one")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(f"“{text}” is no date: write it as 2026-04-26.") from None


def _zone(text: str) -> str:
    from pmdesk.importers.zones import zone_named

    if zone_named(text) is None:
        raise Refusal(f"“{text}” is no time zone: write Europe/Berlin, UTC or +02:00.")
    return text


def import_files(options: argparse.Namespace) -> int:
    """Read files and store each as a postmortem."""
    taken, problems = _read_all(options)
    rows: list[dict[str, Any]] = []
    lines: list[str] = []
    if options.dry_run:
        for intake in taken:
            _told(intake, _born(intake, 1), rows, lines, stored=False)
    elif taken:
        with library(options, writing=True) as held:
            for intake in taken:
                try:
                    snapshot, words = _stored(held, intake, options)
                except (StorageProblem, Refusal) as problem:
                    problems.append({"file": intake.name, "message": str(problem)})
                    continue
                _told(intake, snapshot, rows, lines, stored=True)
                lines += words
    if options.json:
        say({"postmortems": rows, "problems": problems})
    else:
        print("\n".join(lines), end="\n" if lines else "")
    for row in problems:
        print(f"pmdesk: {row['message']}", file=sys.stderr)
    return 2 if problems else 0


def _read_all(options: argparse.Namespace) -> tuple[list[Intake], list[dict[str, str]]]:
    from pmdesk.importers.draft import ImportProblem
    from pmdesk.importers.intake import read_file

    taken: list[Intake] = []
    problems: list[dict[str, str]] = []
    for path in options.files:
        try:
            data = path.read_bytes()
            taken.append(
                read_file(
                    data, path.name, date=options.date, zone=options.zone,
                    day_first=options.day_first,
                )
            )  # fmt: skip
        except ImportProblem as problem:
            problems.append({"file": str(path), "message": problem.message})
        except OSError as problem:
            reason = (problem.strerror or "it can't be opened").lower()
            problems.append({"file": str(path), "message": f"{path} can't be read: {reason}."})
    return taken, problems


def _born(intake: Intake, number: int, *, fresh_ids: bool = False) -> Snapshot:
    from pmdesk.importers.intake import born_snapshot

    return born_snapshot(intake.edit(number, datetime.now(UTC), fresh_ids=fresh_ids))


def _stored(
    held: LibraryStore, intake: Intake, options: argparse.Namespace
) -> tuple[Snapshot, list[str]]:
    """The postmortem as it is in the library now, and what else is to be told of it."""
    is_held = intake.record is not None and held.entry(intake.record.pm_id) is not None
    if intake.bundle is not None:
        if is_held and not options.copy:
            return merged_into(held, intake.bundle, intake.name, allowed=options.merge)
        keep_files(held, intake.bundle)
    edit = intake.edit(held.next_number(), datetime.now(UTC), fresh_ids=is_held)
    pm_id = edit.changes[0].record.pm_id
    held.append(pm_id, edit)
    return held.load(pm_id), []


def _told(
    intake: Intake, snapshot: Snapshot, rows: list[Plain], lines: list[str], *, stored: bool
) -> None:
    """Add what became of one file to the answer, as JSON and as text."""
    from pmdesk.exporters.contract import contract_json
    from pmdesk.exporters.listing import import_lines

    draft = intake.draft
    row = contract_json(
        snapshot,
        sections=[{"heading": s.heading, "used_as": s.used_as} for s in draft.sections],
        questions=[{"about": q.about, "choices": list(q.choices)} for q in draft.questions],
    )
    if not stored:
        row["id"] = row["key"] = None
    rows.append(row)
    asked = [(q.about, q.text) for q in draft.questions]
    lines += import_lines(intake.name, snapshot, asked, intake.notes(), stored=stored)
