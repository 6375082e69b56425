"""Sealing from the command line: the passphrase is typed or read, never an argument."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import TYPE_CHECKING, Any

from pmdesk.cli.base import Refusal

if TYPE_CHECKING:
    from pmdesk.domain.snapshot import Snapshot

_LONGEST = 4096


def sealed(
    options: argparse.Namespace, form: str, snapshot: Snapshot, named: dict[str, Any]
) -> bytes:
    """The sealed report, made as ``named`` says; raises Refusal with a sentence."""
    from pmdesk.exporters.extras import Extras
    from pmdesk.exporters.seal.refusal import SealRefused, how_to_get, refusal_of, seals_here
    from pmdesk.exporters.seal.sign import sealed_report
    from pmdesk.exporters.seal.wish import LARGEST_KEY, SealWish
    from pmdesk.exporters.standing import paper_standing

    if form != "pdf":
        raise Refusal("Only a PDF can be sealed. Name a file that ends in .pdf.")
    # Before the passphrase is asked for, not after.
    refused = refusal_of(named["handout"], signed=paper_standing(snapshot).is_signed)
    if refused or not seals_here():
        raise Refusal(refused or how_to_get())
    try:
        with options.seal.expanduser().open("rb") as file:
            key = file.read(LARGEST_KEY + 1)
    except OSError as problem:
        why = (problem.strerror or "it can't be opened").lower()
        raise Refusal(f"{options.seal} can't be read: {why}.") from problem
    wish = SealWish(key, _passphrase(options.passphrase_fd))
    named = {**named, "extras": named["extras"] or Extras()}
    try:
        return sealed_report(snapshot, **named, wish=wish)
    except SealRefused as problem:
        raise Refusal(f"Nothing was written. {problem}") from problem


def _passphrase(descriptor: int | None) -> str:
    if descriptor is not None:
        try:
            with os.fdopen(os.dup(descriptor), "rb") as file:
                return file.readline(_LONGEST).decode("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError, OverflowError) as problem:
            raise Refusal(
                f"No passphrase can be read from file descriptor {descriptor}."
            ) from problem
    if not sys.stdin.isatty():
        raise Refusal(
            "There is nobody to ask for the passphrase. Hand it over with --passphrase-fd N."
        )
    try:
        return getpass.getpass("Passphrase of the certificate: ")
    except (EOFError, KeyboardInterrupt) as problem:
        raise Refusal("No passphrase was given; nothing was written.") from problem
