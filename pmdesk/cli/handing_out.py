"""The commands that hand a postmortem out: written to a file, or printed."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from pmdesk.cli.base import Refusal, found, library, say


def export(options: argparse.Namespace) -> int:
    """Write a postmortem to a file."""
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
    with library(options) as held:
        if target.exists() and target.samefile(held.path):
            raise Refusal(f"{target} is the library itself. Name another file.")
        snapshot = found(held, options.key)
    data = rendered(snapshot, form, now=datetime.now(UTC))
    try:
        write_file(target.resolve(), data)
    except OSError as problem:
        raise Refusal(f"{target} can't be written: {problem.strerror or problem}.") from problem
    print(f"{snapshot.postmortem.key} was written to {target}.")
    return 0


def show(options: argparse.Namespace) -> int:
    """Print a postmortem."""
    with library(options) as held:
        snapshot = found(held, options.key)
    if options.json:
        from pmdesk.exporters.contract import contract_json

        say(contract_json(snapshot))
    else:
        from pmdesk.exporters.markdown import render_markdown

        print(render_markdown(snapshot), end="")
    return 0
