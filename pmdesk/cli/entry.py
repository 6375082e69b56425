"""The same engine without a window: which command is meant, and how it ends."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from pmdesk.cli import following, handing_out, judging, looking, taking_in, verifying
from pmdesk.cli.base import Parser, Refusal
from pmdesk.config import paths
from pmdesk.domain.problems import StorageProblem

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
  pmdesk actions --overdue        or: --format jira --output overdue.csv
  pmdesk verify report.pdf        is it what was signed? needs no network

Your library is in your data folder; PMDESK_HOME names another folder.
"""


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
    parser = Parser(
        prog="pmdesk",
        description="Blameless postmortems: timeline, contributing factors, actions, report.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="say which version this is")
    parser.add_argument("--library", type=Path, metavar="FILE", help="the library, for any command")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, act: Callable[[argparse.Namespace], int], words: str) -> Parser:
        made: Parser = commands.add_parser(
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

    words = "read documents and store each as a postmortem"
    taking = command("import", taking_in.import_files, words)
    taking_in.import_options(taking)
    out = command("export", handing_out.export, "write a postmortem to a file")
    out.add_argument("key", metavar="KEY", help="for example PM-12")
    handing_out.export_options(out)
    for name, act, words in (
        ("check", judging.check, "say what is missing before sign-off (code 1 while something is)"),
        ("show", handing_out.show, "print a postmortem"),
    ):
        command(name, act, words).add_argument("key", metavar="KEY", help="for example PM-12")
    linting = command("lint", judging.lint, "hint at wording that judges or blames (never a block)")
    linting.add_argument("target", metavar="FILE|KEY", help="a text file, or for example PM-12")
    checking = command(
        "verify", verifying.verify,
        "say whether a report, a record or a library is unchanged (code 0), changed (1) or "
        "unknown (2)",
    )  # fmt: skip
    checking.add_argument("file", type=Path, metavar="FILE", help="a PDF, a record, a library")
    _commands_over_all(command)
    # They stand here for the list of commands; they are carried out before parsing.
    commands.add_parser("doctor", help="say what the window lacks on this machine")
    return parser


def _commands_over_all(
    command: Callable[[str, Callable[[argparse.Namespace], int], str], Parser],
) -> None:
    """The commands that look through the whole library."""
    command("list", looking.list_all, "list the postmortems of the library, the newest first")
    following.actions_options(
        command("actions", following.actions, "list open actions, or write them for a tracker")
    )
    finding = command("search", looking.search, "find postmortems by their words")
    finding.add_argument("words", nargs="+", metavar="WORD")
