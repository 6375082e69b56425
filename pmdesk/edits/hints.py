"""Verbs of wording hints: take a rewording, keep a sentence as it is, see kept ones again."""

from __future__ import annotations

from collections.abc import Iterable

from pmdesk.domain.change import Edit, became, born, edit, gone
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.postmortem import HintWaiver
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.wording.hint import Hint
from pmdesk.domain.wording.review import PlacedHint, waiver_key, waivers_of


def use_rewording(snapshot: Snapshot, placed: PlacedHint, rewording: str) -> Edit:
    """Put a rewording in the place of the hint's sentence.

    Raises RuleBroken when the sentence is no longer there.
    """
    hint, place = placed.hint, placed.place
    record = snapshot.get(place.kind, place.record_id)
    text = str(getattr(record, place.field)) if record is not None else ""
    raw = place.text[hint.sentence_start : hint.sentence_end]
    start = hint.sentence_start
    if text[start : start + len(raw)] != raw:
        start = text.find(raw)
    if record is None or start < 0 or not raw:
        raise RuleBroken("The sentence has changed since. Look at it again.")
    after = altered(record, **{place.field: text[:start] + rewording + text[start + len(raw) :]})
    return edit("Use rewording", became(record, after))


def keep_wording(snapshot: Snapshot, hints: Iterable[Hint], reason: str = "") -> Edit:
    """Remember that sentences were looked at and stay as they are, with a reason if there is one.

    What is kept already stays kept as it was.
    """
    kept = waivers_of(snapshot)
    made: list[HintWaiver] = []
    for hint in hints:
        key = waiver_key(hint.rule, hint.sentence)
        if key not in kept:
            kept.add(key)
            made.append(
                HintWaiver(
                    id=fresh_id(),
                    pm_id=snapshot.pm_id,
                    rule=key[0],
                    sentence=key[1],
                    reason=" ".join(reason.split()),
                )
            )
    label = "Keep wording" if len(made) == 1 else f"Keep {len(made)} wordings"
    return edit(label, [born(waiver) for waiver in made])


def show_again(snapshot: Snapshot) -> Edit:
    """Show every hint again that was kept."""
    waivers = snapshot.of(HintWaiver).values()
    return edit("Show kept hints again", [gone(waiver) for waiver in waivers])
