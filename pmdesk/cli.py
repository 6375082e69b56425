"""The same engine without a window: import, export, check, lint, list, show, search."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pmdesk.config import paths
from pmdesk.domain.problems import StorageProblem

if TYPE_CHECKING:
    from pmdesk.domain.snapshot import Snapshot
    from pmdesk.exporters.listing import Plain
    from pmdesk.importers.intake import Intake
    from pmdesk.store.library import LibraryStore

_PAGE = 500
_EXAMPLES = """\
without a command the window opens:
  pmdesk                          open your library
  pmdesk --library team.pmdesk    open another one
  pmdesk --sample                 open the sample postmortem
  pmdesk --safe                   open with the usual layout, nothing restored
  pmdesk --screens FOLDER         write pictures of the main screens

examples:
  pmdesk import outage.md --zone Europe/Berlin
  pmdesk check PM-12 && pmdesk export PM-12 --output report.pdf
  pmdesk search "certificate expired" --json

Your library is in your data folder; PMDESK_HOME names another folder.
"""


class Refusal(Exception):
    """A sentence for the user that ends the command with code 2."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        raise Refusal(f"{sentence.rstrip('.')}. See {self.prog} --help.")


def run(words: Sequence[str]) -> int:
    """Carry out one command; the exit code: 0 done, 1 not ready, 2 refused, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _carried_out(list(words))
    except Refusal as problem:
        print(f"pmdesk: {problem}", file=sys.stderr)
    except BrokenPipeError:
        # The reader has seen enough (pmdesk list | head); nothing more may be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        told = isinstance(problem, StorageProblem | OSError)
        sentence = str(problem) if told else _noted(problem)
        print(f"pmdesk: {sentence}", file=sys.stderr)
    return 2


def _noted(problem: Exception) -> str:
    """Keep the details of an error of our own in the log, and say where."""
    import traceback

    note = paths.logs_dir() / "command-line.txt"
    try:
        paths.private_dir(note.parent)
        text = "".join(traceback.format_exception(problem))
        note.write_text(text, encoding="utf-8", errors="backslashreplace")
        where = f" The details are in {note}."
    except OSError:
        where = ""
    return f"Something went wrong inside pmdesk ({type(problem).__name__}).{where}"


def _carried_out(words: list[str]) -> int:
    if words[:1] == ["doctor"]:
        from pmdesk.config.doctor import main

        return main(words[1:])
    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    if "--version" in words:
        print(f"pmdesk {version()}")
        return 0
    options = _parser().parse_args(words)
    command: Callable[[argparse.Namespace], int] = options.command
    return command(options)


def version() -> str:
    """The version that is installed."""
    from importlib import metadata

    try:
        return metadata.version("pmdesk")
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="pmdesk",
        description="Blameless postmortems: timeline, contributing factors, actions, report.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="say which version this is")
    parser.add_argument("--library", type=Path, metavar="FILE", help="the library, for any command")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, act: Callable[[argparse.Namespace], int], words: str) -> _Parser:
        made: _Parser = commands.add_parser(
            name, help=words, description=f"{words[0].upper()}{words[1:]}.", allow_abbrev=False
        )
        made.set_defaults(command=act)
        # Without a default, so that one given before the command stays.
        made.add_argument(
            "--library", type=Path, metavar="FILE", default=argparse.SUPPRESS,
            help="the library, instead of your own",
        )  # fmt: skip
        if name != "export":
            made.add_argument("--json", action="store_true", help="answer in JSON")
        return made

    taking = command("import", _import, "read documents and store each as a postmortem")
    _import_options(taking)
    out = command("export", _export, "write a postmortem to a file")
    out.add_argument("key", metavar="KEY", help="for example PM-12")
    out.add_argument("--format", choices=("pdf", "md", "json"), help="or by the name of the file")
    out.add_argument("--output", type=Path, required=True, metavar="FILE")
    for name, act, words in (
        ("check", _check, "say what is missing before sign-off (code 1 while something is)"),
        ("show", _show, "print a postmortem"),
    ):
        command(name, act, words).add_argument("key", metavar="KEY", help="for example PM-12")
    linting = command("lint", _lint, "hint at wording that judges or blames (never a block)")
    linting.add_argument("target", metavar="FILE|KEY", help="a text file, or for example PM-12")
    command("list", _list, "list the postmortems of the library, the newest first")
    finding = command("search", _search, "find postmortems by their words")
    finding.add_argument("words", nargs="+", metavar="WORD")
    # They stand here for the list of commands; they are carried out before parsing.
    commands.add_parser("doctor", help="say what the window lacks on this machine")
    return parser


def _import_options(taking: argparse.ArgumentParser) -> None:
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE")
    taking.add_argument("--dry-run", action="store_true", help="only say what was understood")
    taking.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="the day it happened")
    order = taking.add_mutually_exclusive_group()
    for name, value in (("--day-first", True), ("--month-first", False)):
        example = "3 April" if value else "4 March"
        order.add_argument(
            name, dest="day_first", action="store_const", const=value, help=f"03/04 is {example}"
        )
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


@contextmanager
def _library(options: argparse.Namespace, *, writing: bool = False) -> Iterator[LibraryStore]:
    from pmdesk.store.library import open_library

    path: Path = options.library or paths.default_library()
    if not writing and not path.exists():
        raise Refusal(f"There is no library at {path} yet. “pmdesk import FILE” makes one.")
    library = open_library(path, read_only=not writing)
    try:
        if writing and library.read_only:
            raise Refusal(f"Nothing was imported. {library.read_only}")
        yield library
    finally:
        library.close()


def _found(library: LibraryStore, key: str) -> Snapshot:
    pm_id = library.find(key)
    if pm_id is None:
        raise Refusal(f"The library has no postmortem {key}. “pmdesk list” shows what it has.")
    return library.load(pm_id)


def _say(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _import(options: argparse.Namespace) -> int:
    taken, problems = _read_all(options)
    rows: list[dict[str, Any]] = []
    lines: list[str] = []
    if options.dry_run:
        for intake in taken:
            _told(intake, _born(intake, 1), rows, lines, stored=False)
    elif taken:
        with _library(options, writing=True) as library:
            for intake in taken:
                try:
                    snapshot = _stored(library, intake)
                except StorageProblem as problem:
                    problems.append({"file": intake.name, "message": str(problem)})
                    continue
                _told(intake, snapshot, rows, lines, stored=True)
    if options.json:
        _say({"postmortems": rows, "problems": problems})
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


def _stored(library: LibraryStore, intake: Intake) -> Snapshot:
    held = intake.record is not None and library.entry(intake.record.pm_id) is not None
    edit = intake.edit(library.next_number(), datetime.now(UTC), fresh_ids=held)
    pm_id = edit.changes[0].record.pm_id
    library.append(pm_id, edit)
    return library.load(pm_id)


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


def _export(options: argparse.Namespace) -> int:
    from pmdesk.exporters.files import FORMATS, rendered, write_file

    target: Path = options.output.expanduser()
    form = options.format or target.suffix.lower().lstrip(".")
    if form not in FORMATS:
        raise Refusal(f"Say in which format: --format {' or '.join(FORMATS)}.")
    folder = target.resolve().parent
    if not folder.is_dir():
        raise Refusal(f"The folder {folder} does not exist. Make it first, or name another one.")
    if target.exists() and not target.is_file():
        raise Refusal(f"{target} is not a file, so it can't be replaced. Name a file.")
    with _library(options) as library:
        if target.exists() and target.samefile(library.path):
            raise Refusal(f"{target} is the library itself. Name another file.")
        snapshot = _found(library, options.key)
    data = rendered(snapshot, form, now=datetime.now(UTC))
    try:
        write_file(target.resolve(), data)
    except OSError as problem:
        raise Refusal(f"{target} can't be written: {problem.strerror or problem}.") from problem
    print(f"{snapshot.postmortem.key} was written to {target}.")
    return 0


def _check(options: argparse.Namespace) -> int:
    from pmdesk.domain.readiness import is_ready, readiness
    from pmdesk.exporters.listing import check_json, check_lines

    with _library(options) as library:
        snapshot = _found(library, options.key)
    points = readiness(snapshot)
    if options.json:
        _say(check_json(snapshot, points))
    else:
        print("\n".join(check_lines(snapshot, points)))
    return 0 if is_ready(points) else 1


def _show(options: argparse.Namespace) -> int:
    with _library(options) as library:
        snapshot = _found(library, options.key)
    if options.json:
        from pmdesk.exporters.contract import contract_json

        _say(contract_json(snapshot))
    else:
        from pmdesk.exporters.markdown import render_markdown

        print(render_markdown(snapshot), end="")
    return 0


def _lint(options: argparse.Namespace) -> int:
    from pmdesk.domain.wording.review import open_hints
    from pmdesk.exporters.hint_listing import hints_as_json, hints_as_text
    from pmdesk.importers.prose_file import hints_in_file, is_file

    if is_file(options.target):
        found = hints_in_file(options.target)
    else:
        with _library(options) as library:
            found = open_hints(_found(library, options.target))
    print(hints_as_json(found) if options.json else hints_as_text(found))
    return 0


def _list(options: argparse.Namespace) -> int:
    from pmdesk.domain.library import Entry, Filter
    from pmdesk.exporters.listing import entry_json, entry_lines

    entries: list[Entry] = []
    # Before the first import your own library is empty rather than missing.
    if options.library or paths.default_library().exists():
        with _library(options) as library:
            after: Entry | None = None
            while page := library.page(after, _PAGE, Filter()):
                entries += page
                after = page[-1]
    if options.json:
        _say({"postmortems": [entry_json(entry) for entry in entries]})
    else:
        print("\n".join(entry_lines(entries)) or "The library is empty.")
    return 0


def _search(options: argparse.Namespace) -> int:
    from pmdesk.domain.library import Filter
    from pmdesk.exporters.listing import entry_lines, hit_json

    words = " ".join(options.words)
    with _library(options) as library:
        hits = library.search(words, Filter(), True, _PAGE)
    if options.json:
        _say({"hits": [hit_json(hit) for hit in hits]})
        return 0
    for line, hit in zip(entry_lines([hit.entry for hit in hits]), hits, strict=True):
        print(line)
        print(f"    {' '.join(hit.snippet.split())}")
    if not hits:
        print(f"Nothing in the library holds “{words}”.")
    return 0
