"""A postmortem as nodes and edges for tools that keep a graph of products and incidents."""

from __future__ import annotations

import json
from typing import Any

from pmdesk.domain.marks import incident_bounds
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import FactorKind, RunbookState
from pmdesk.exporters.facts import Facts

Plain = dict[str, Any]


def render_graph(snapshot: Snapshot) -> bytes:
    """Nodes (incident, postmortem, root_cause for each contributing factor, runbook) and edges.

    The graph's own vocabulary says "root_cause"; each stands for one of several factors. Sorted
    and indented, in UTF-8.
    """
    facts = Facts(snapshot)
    head = snapshot.postmortem
    incident = f"{head.id}:incident"
    nodes = [_incident(facts, incident), _postmortem(facts)]
    edges = [
        _edge("incident_analysed_in_postmortem", incident, head.id),
        _edge("incident_triggers_postmortem", incident, head.id),
    ]
    for root in facts.tree.roots:
        if root.kind is FactorKind.MITIGATING or not root.text.strip():
            continue
        nodes.append(
            _node(
                root.id,
                "root_cause",
                root.text.strip(),
                key=facts.factor_keys[root.id],
                category=root.category,
                confidence=root.confidence.value if root.confidence else "",
                whys=[why.text for why in facts.tree.below(root.id) if why.text.strip()],
                actions=[action.key for action in facts.actions_of(root.id)],
            )
        )
        edges.append(_edge("postmortem_identifies_root_cause", head.id, root.id))
    for runbook in facts.runbooks:
        if runbook.state in (RunbookState.PRODUCED, RunbookState.CHANGED):
            nodes.append(
                _node(runbook.id, "runbook", runbook.title.strip() or "Runbook", link=runbook.link,
                      state=runbook.state.value)
            )  # fmt: skip
            edges.append(_edge("postmortem_produces_runbook", head.id, runbook.id))
    value = {"format": "unified-product-graph", "version": 1, "nodes": nodes, "edges": edges}
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _node(node_id: str, kind: str, title: str, /, **properties: object) -> Plain:
    kept = {name: value for name, value in properties.items() if value not in ("", None, [])}
    return {"id": node_id, "type": kind, "title": title, "properties": kept}


def _edge(kind: str, source: str, target: str) -> Plain:
    return {"id": f"{kind}:{source}:{target}", "type": kind, "source": source, "target": target}


def _incident(facts: Facts, node_id: str) -> Plain:
    head = facts.head
    bounds = incident_bounds(facts.snapshot)
    return _node(
        node_id,
        "incident",
        facts.title,
        severity=head.severity.value if head.severity else "",
        kind=head.kind.value,
        references=list(head.incident_refs),
        started_at=bounds[0].isoformat() if bounds else "",
        ended_at=bounds[1].isoformat() if bounds else "",
        tags=list(head.tags),
    )


def _postmortem(facts: Facts) -> Plain:
    head = facts.head
    return _node(
        head.id, "postmortem", facts.title, key=head.key, phase=head.phase.value,
        summary=head.summary,
    )  # fmt: skip
