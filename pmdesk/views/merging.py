"""Merging a copy that came back: compared in the background, shown, taken in as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pmdesk.domain.problems import StorageProblem

if TYPE_CHECKING:
    from pmdesk.document.desk_port import Desk
    from pmdesk.domain.snapshot import Snapshot
    from pmdesk.importers.bundle.reading import Bundle
    from pmdesk.views.main_window import MainWindow
    from pmdesk.views.prompts.merge_sheet import MergeView

_UNKNOWN_BASE = (
    "It is not known from which state the two parted, so nothing is removed: what only one of "
    "them has is kept."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A comparison: the state from which both parted, if it is known, and what the sheet shows."""

    base: Snapshot | None
    view: MergeView


def compared(name: str, ours: Snapshot, desk: Desk, bundle: Bundle) -> Plan:
    """What a bundle would bring; pure work for a worker thread. Raises StorageProblem."""
    from pmdesk.domain.merging.merge import Side, merge
    from pmdesk.domain.merging.settle import settled
    from pmdesk.domain.merging.trail import common_state
    from pmdesk.domain.merging.words import summary_of, words_of
    from pmdesk.domain.revisions.compare import compare
    from pmdesk.domain.snapshot import RuleBroken, Snapshot
    from pmdesk.exporters.bundle.gathering import EVER
    from pmdesk.views.prompts.merge_sheet import Ask, MergeView

    # One of its own: what the window knows of its own is handed on with each edit, meanwhile too.
    ours = Snapshot(ours.pm_id, ours.tables)
    base = common_state(ours, desk.edits_since(ours.pm_id, EVER), bundle.record, bundle.trail)
    merged = merge(base, ours, bundle.record)
    result = settled(merged)
    asks = []
    for conflict in merged.conflicts:
        words = words_of(merged, conflict)
        both = Side.BOTH in conflict.sides
        asks.append(Ask(conflict.id, words.place, words.ours, words.theirs, both))
    refusal = ""
    try:
        ours.applied(result.changes)
    except RuleBroken as problem:
        refusal = str(problem)
    head = ours.postmortem
    summary = summary_of(merged, result)
    view = MergeView(
        name,
        f"{head.key}  {head.title}".strip(),
        f"In {name}, compared with yours: {summary}.",
        tuple(_lines(compare(ours, result.snapshot, live=True).changes) or _rest(result.changes)),
        (*((_UNKNOWN_BASE,) if base is None else ()), *result.notes),
        tuple(asks),
        refusal,
    )
    return Plan(base, view)


def _lines(changes: tuple[object, ...]) -> list[str]:
    from pmdesk.domain.revisions.compare import RecordChange

    found = []
    for change in changes:
        assert isinstance(change, RecordChange)
        labels = ", ".join(part.label for part in change.parts[:3])
        more = f" ({labels})" if labels and change.before and change.after else ""
        found.append(f"{change.what} “{change.title}” {change.sign.value}{more}")
    return found


def _rest(changes: tuple[object, ...]) -> list[str]:
    """What sign-off writes down is no part of the text, and is only counted."""
    return [f"{len(changes)} records of sign-off"] if changes else []


class Merging:
    """The way from a bundle whose postmortem is here to one step of work."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def start(self, name: str, bundle: Bundle, keep_copy: Callable[[], object]) -> None:
        """Open the postmortem, compare it with the bundle, and ask; ``keep_copy`` is the other
        way, a second postmortem beside it."""
        window = self._window
        window.open_postmortem(bundle.record.pm_id)
        editor = window.editor
        if editor is None or editor.document.pm_id != bundle.record.pm_id:
            return
        # What is being typed is part of what is compared.
        window.commit()
        window.background.run(
            partial(compared, name, editor.document.snapshot, window.desk, bundle),
            partial(self._on_compared, bundle, keep_copy),
            self._on_failed,
        )

    def _on_failed(self, problem: Exception) -> None:
        if not isinstance(problem, StorageProblem):
            raise problem
        self._window.toast.tell(str(problem))

    def _on_compared(self, bundle: Bundle, keep_copy: Callable[[], object], plan: Plan) -> None:
        self._window.prompts.merge(plan.view, partial(self._take, bundle, plan), keep_copy)

    def _take(self, bundle: Bundle, plan: Plan, answers: Mapping[str, str]) -> None:
        from pmdesk.domain.merging.merge import Side
        from pmdesk.edits.merging import merge_copy

        window = self._window
        editor = window.editor
        if editor is None or editor.document.pm_id != bundle.record.pm_id:
            window.toast.tell("Another postmortem was opened meanwhile, so nothing was merged.")
            return
        document = editor.document
        choices = {key: Side(side) for key, side in answers.items()}
        try:
            for data in bundle.files.values():
                document.keep_file(data)
        except StorageProblem as problem:
            window.toast.tell(str(problem))
            return
        record = bundle.record
        if document.attempt(lambda now: merge_copy(now, plan.base, record, choices)):
            window.toast.tell(f"Merged {plan.view.name}", "Undo", document.undo)
