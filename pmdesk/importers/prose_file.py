"""Wording hints on a file as it stands: its own text, with what the document says of itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.wording.context import Context, context_of
from pmdesk.domain.wording.hints import hints
from pmdesk.domain.wording.review import PlacedHint, ProseField
from pmdesk.importers.decoding import decoded
from pmdesk.importers.draft import ImportProblem
from pmdesk.importers.intake import born_snapshot, read_file


def is_file(target: str) -> bool:
    """Whether a word means a file rather than the key of a postmortem."""
    path = Path(target).expanduser()
    return path.exists() or bool(path.suffix) or path.name != target


def hints_in_file(target: str) -> list[PlacedHint]:
    """The hints on a file; places count in its text with plain line ends.

    Raises StorageProblem, with a sentence, when it can't be read or is no text.
    """
    path = Path(target).expanduser()
    try:
        data = path.read_bytes()
    except OSError as problem:
        reason = (problem.strerror or "it can't be opened").lower()
        raise StorageProblem(f"{target} can't be read: {reason}.") from problem
    if not data.strip():
        return []
    try:
        text = _text_of(data, path.name)
    except ImportProblem as problem:
        raise StorageProblem(problem.message) from problem
    place = ProseField(Postmortem, "", "", path.name, text)
    return [PlacedHint(hint, place) for hint in hints(text, _context_of(data, path.name))]


def _text_of(data: bytes, name: str) -> str:
    plain = decoded(data, name)
    try:
        # Tabs and marks stay, so that places are those of the file.
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return plain
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _context_of(data: bytes, name: str) -> Context:
    """Roles, names and events as an import would find them; nothing where it would refuse."""
    try:
        return context_of(born_snapshot(read_file(data, name).edit(1, datetime.now(UTC))))
    except ImportProblem:
        return Context()
