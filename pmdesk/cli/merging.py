"""Takes a bundle in where the library holds its postmortem: merged with it, or as a copy."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pmdesk.cli.base import Refusal
from pmdesk.domain.problems import StorageProblem

if TYPE_CHECKING:
    from pmdesk.domain.snapshot import Snapshot
    from pmdesk.importers.bundle.reading import Bundle
    from pmdesk.store.library import LibraryStore

def merge_options(taking: argparse.ArgumentParser) -> None:
    """What becomes of a bundle whose postmortem the library holds."""
    known = taking.add_mutually_exclusive_group()
    known.add_argument(
        "--merge", action="store_true",
        help="of a bundle: merge it with the postmortem that is there; where both changed the "
        "same, yours stays and an open question holds both",
    )  # fmt: skip
    known.add_argument(
        "--copy", action="store_true", help="of a bundle: store it beside the one that is there"
    )


def keep_files(held: LibraryStore, bundle: Bundle) -> None:
    """Store the files of a bundle; raises StorageProblem."""
    for data in bundle.files.values():
        held.put_file(data)


def merged_into(
    held: LibraryStore, bundle: Bundle, name: str, *, allowed: bool
) -> tuple[Snapshot, list[str]]:
    """Merge a bundle with the postmortem that the library holds: the result and what to tell.

    Raises Refusal where that was not asked for, StorageProblem where it can't be done.
    """
    from pmdesk.domain.merging.merge import merge
    from pmdesk.domain.merging.settle import settled
    from pmdesk.domain.merging.trail import common_state
    from pmdesk.domain.merging.words import summary_of, words_of
    from pmdesk.domain.snapshot import RuleBroken
    from pmdesk.edits.merging import merge_copy
    from pmdesk.exporters.bundle.gathering import EVER

    ours = held.load(bundle.record.pm_id)
    edits = held.edits_since(ours.pm_id, EVER)
    base = common_state(ours, edits, bundle.record, bundle.trail)
    merged = merge(base, ours, bundle.record)
    result = settled(merged)
    summary = summary_of(merged, result)
    key = ours.postmortem.key
    if not allowed:
        raise Refusal(
            f"{key} is in the library already. Compared with it, {name} brings {summary}. "
            "Say --merge to merge it, or --copy to store it beside."
        )
    lines = [f"{key} was merged with {name}: {summary}."]
    if base is None:
        lines.append("No common state is known, so nothing was removed: what either has is there.")
    lines += [f"  Conflict: {words_of(merged, c).place}" for c in merged.conflicts]
    lines += [f"  {note}" for note in result.notes]
    edit = merge_copy(ours, base, bundle.record)
    try:
        after = ours.applied(edit.changes)
    except RuleBroken as problem:
        raise StorageProblem(f"{name} was not merged. {problem}") from problem
    keep_files(held, bundle)
    if edit:
        held.append(ours.pm_id, edit)
    return after, lines
