"""Texts that have stopped report makers before, and a postmortem with one in every field."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor, FactorEvidence
from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import ImpactFigure, Lesson, Person, Postmortem, Runbook
from pmdesk.domain.record import Record
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import (
    EvidenceKind,
    LessonKind,
    MarkKind,
    QuestionState,
    RunbookState,
    Severity,
    StopReason,
)
from pmdesk.domain.timeline import DecisionCard, Evidence, Lane, Mark, TimelineEvent

START = datetime(2026, 10, 14, 18, 0, tzinfo=UTC)

HOSTILE = {
    "open tags": "<b>never closed <i><font color=red> p95 < 2 s and x<y & z",
    "image": '<img src="/etc/hostname"/><img src=http://example.com/a.png>',
    "para": '<para><onDraw name="x"/><index item="y"/><greek>a</greek><seq/></para>',
    "colour code": "<font color=\"[[[getattr(pow,'__globals__')]]]\">x</font>",
    "links": "[a](javascript:alert(1)) [b](file:///etc/passwd) <a href='GoToR:x.pdf'>c</a>",
    "entities": "&amp; &bogus; &#0; &#x110000; &lt;b&gt; ]]> <?pi?> <!-- c -->",
    "controls": "bell\x07 null\x00 escape\x1b[31mred form\x0cfeed tab\tend\u2028line",
    "surrogates": "lone \ud800 and \udfff, private \ue000, noncharacter \uffff \U0010ffff",
    "bidi": "user\u202egnp.exe\u202c and \u2067isolated\u2069 \u200fmark",
    "long word": "w" * 5000,
    "long mixed": "漢字" * 800 + "é" * 800,
    "many words": "word " * 5000,
    "combining": "e" + "\u0301" * 1000 + " zalgo",
    "pdf syntax": ") Tj ET Q endstream endobj >> /JS (x) \\) ( \\\\ <</A 1>> %%EOF",
    "format": "%s {0} ${x} %(y)s \\n {{z}} #{w}",
    "families": "👩\u200d👩\u200d👧\u200d👦 👍🏽 🇩🇪 ❤\ufe0f 1\ufe0f\u20e3",
    "markdown": "**half `open [link](x *y* ~~z _u_ # > - 1. ``` \n```\nfence\n- - - - deep",
    "nested": "> " * 300 + "deep " + "[" * 300 + "*" * 300,
    "blank": " \n\t ",
    "scripts": "Ελλάδα Привет שלום עולם مرحبا 東京 ひらがな ไทย हिन्दी 한국어 🔥",
}


def everywhere(text: str) -> Snapshot:
    """A postmortem with the text in every field that takes text."""
    tables: dict[type[Record], dict[str, Record]] = {}

    def add(record: Record) -> None:
        tables.setdefault(type(record), {})[record.id] = record

    k = {"pm_id": "p"}
    add(
        Postmortem(
            id="p",
            **k,
            number=3,
            title=text,
            description=text,
            summary=text,
            narrative=text,
            severity=Severity.SEV1,
            zone=text,
            tags=(text, text),
            incident_refs=(text,),
            facilitator_id="a",
            author_id="a",
        )
    )
    add(Person(id="a", **k, name=text, role=text, team=text))
    add(Lane(id="l", **k, name=text, colour=text))
    for n in range(4):
        add(
            TimelineEvent(
                id=f"e{n}",
                **k,
                lane_id="l",
                title=text,
                text=text,
                actor=text,
                written=text,
                zone=text,
                position=float(n),
                at=START + timedelta(minutes=7 * n) if n < 3 else None,
            )
        )
    add(
        DecisionCard(
            id="d",
            **k,
            event_id="e0",
            cues=text,
            belief=text,
            goal=text,
            options=text,
            pressure=text,
            normal=text,
        )
    )
    add(
        Evidence(
            id="v",
            **k,
            event_id="e1",
            kind=EvidenceKind.LINK,
            title=text,
            text=text,
            link=text,
            speaker=text,
        )
    )
    for n, kind in enumerate((MarkKind.IMPACT_START, MarkKind.DETECTED, MarkKind.RESOLVED)):
        add(Mark(id=f"m{n}", **k, kind=kind, at=START + timedelta(minutes=6 * n), event_id=f"e{n}"))
    add(ImpactFigure(id="i", **k, value=text, label=text, evidence=text))
    add(ImpactFigure(id="j", **k, value=text[:20], label=text))
    add(Factor(id="f", **k, text=text, category=text))
    add(
        Factor(
            id="g",
            **k,
            parent_id="f",
            text=text,
            category=text,
            stop=StopReason.ACCEPTED,
            stop_note=text,
            decided_by=text,
        )
    )
    add(FactorEvidence(id="fe", **k, factor_id="f", event_id="e3"))
    add(
        ActionItem(
            id="x",
            **k,
            number=1,
            text=text,
            owner_id="a",
            done_test=text,
            tracker=text,
            reason=text,
            verified_by=text,
            verified_at=START,
        )
    )
    add(ActionFactor(id="af", **k, action_id="x", factor_id="f"))
    for n, lesson in enumerate(LessonKind):
        add(Lesson(id=f"s{n}", **k, kind=lesson, text=text))
    add(Runbook(id="r", **k, state=RunbookState.CHANGED, title=text, link=text, factor_id="g"))
    add(Question(id="q", **k, text=text, asked_by=text))
    add(Question(id="w", **k, text=text, state=QuestionState.ANSWERED, answer=text))
    add(Approval(id="y", **k, role=text, comment=text))
    return Snapshot("p", tables)
