"""What every command needs: a refusal in words, the library, a postmortem by its key, JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pmdesk.config import paths

if TYPE_CHECKING:
    from pmdesk.domain.snapshot import Snapshot
    from pmdesk.store.library import LibraryStore


class Refusal(Exception):
    """A sentence for the user that ends the command with code 2."""


class Parser(argparse.ArgumentParser):
    """Ends with a sentence where argparse would print its usage."""

    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        raise Refusal(f"{sentence.rstrip('.')}. See {self.prog} --help.")


@contextmanager
def library(options: argparse.Namespace, *, writing: bool = False) -> Iterator[LibraryStore]:
    """The library that is asked for, open for the command; raises Refusal, StorageProblem."""
    from pmdesk.store.library import open_library

    path: Path = options.library or paths.default_library()
    if not writing and not path.exists():
        raise Refusal(f"There is no library at {path} yet. “pmdesk import FILE” makes one.")
    opened = open_library(path, read_only=not writing)
    try:
        if writing and opened.read_only:
            raise Refusal(f"Nothing was imported. {opened.read_only}")
        yield opened
    finally:
        opened.close()


def found(held: LibraryStore, key: str) -> Snapshot:
    """The postmortem of a key or id; raises Refusal."""
    pm_id = held.find(key)
    if pm_id is None:
        raise Refusal(f"The library has no postmortem {key}. “pmdesk list” shows what it has.")
    return held.load(pm_id)


def say(value: Any) -> None:
    """Answer in JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
