"""Bytes as text for large feeds: the common case in a few passes, the rest as for documents."""

from __future__ import annotations

import codecs

from pmdesk.importers.decoding import decoded
from pmdesk.importers.draft import ImportProblem

LARGEST = 100_000_000
_CONTROL = bytes(set(range(32)) - {9, 10, 13})


def text_of(data: bytes, name: str) -> str:
    """The text with plain line ends; raises ImportProblem when it is none."""
    if not data.strip():
        raise ImportProblem(f"{name} is empty.")
    if len(data) > LARGEST:
        raise ImportProblem(f"{name} is larger than {LARGEST // 1_000_000} MB. Bring in a part.")
    if b"\x00" in data[:4096] or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return decoded(data, name)
    kept = data.removeprefix(codecs.BOM_UTF8).translate(None, _CONTROL)
    if len(data) - len(kept) > max(16, len(data) // 200):
        raise ImportProblem(f"{name} is not a text file.")
    try:
        text = kept.decode("utf-8")
    except UnicodeDecodeError:
        return decoded(data, name)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
