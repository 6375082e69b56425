"""Random lives with sign-off in them: what was signed stays, whatever is tried afterwards."""

from __future__ import annotations

import sqlite3
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from pmdesk.domain.policy import USUAL, Check, Level, Policy, use_policies
from pmdesk.domain.revisions.versions import closed_revisions, faults, lock_of
from pmdesk.domain.signoff import Approval, Revision
from pmdesk.domain.terms import Phase
from pmdesk.edits import approvals, postmortems, revisions
from tests.flows.test_document_lives import NOW, PLACES, TEXTS, Lives

STATEMENTS = [
    "UPDATE revision SET body = body || ' ' WHERE id = ?",
    "UPDATE revision SET digest = 'x' WHERE id = ?",
    "UPDATE revision SET state = 'open' WHERE id = ?",
    "DELETE FROM revision WHERE id = ?",
    ("REPLACE INTO revision SELECT id, pm_id, name, 'open', created_at, signed_at, digest, body, "
    "replaces_id, note FROM revision WHERE id = ?"),
    "UPDATE approval SET comment = comment || '!' WHERE revision_id = ?",
    "DELETE FROM approval WHERE revision_id = ?",
]
NOTHING_ASKED = MappingProxyType(dict.fromkeys(Check, Level.OFF))


class SignedLives(Lives):
    """As the other lives, with approving, signing, reopening and tampering between the edits."""

    @initialize()
    def ask_for_nothing(self) -> None:
        free = {s: Policy(p.form, p.reviewers, levels=NOTHING_ASKED) for s, p in USUAL.items()}
        use_policies(free)
        self.signed: dict[str, tuple[str, str, str]] = {}

    @rule(place=PLACES, comment=TEXTS)
    def approve(self, place, comment) -> None:
        self._try(approvals.approve, (Approval, place), now=NOW, comment=comment)

    @rule(role=TEXTS)
    def ask(self, role) -> None:
        self._try(approvals.add_approver, role=role, now=NOW)

    @rule(by=TEXTS)
    def sign(self, by) -> None:
        if self.document.snapshot.postmortem.phase is Phase.DRAFT:
            self._try(postmortems.move_phase, phase=Phase.REVIEW, now=NOW)
        if self.document.snapshot.postmortem.phase is not Phase.REVIEW:
            return
        self._try(revisions.sign_off, now=NOW, by=by)
        held = lock_of(self.document.snapshot)
        assert held is not None
        self.signed[held.id] = (held.name, held.body, held.digest)
        self.document.undo()
        assert lock_of(self.document.snapshot) == held
        # A sign-off is where undo ends.
        self._take(self.document.pm_id)

    @rule(reason=TEXTS.filter(str.strip))
    def open_next(self, reason) -> None:
        if self.document.snapshot.postmortem.phase in (Phase.PUBLISHED, Phase.ARCHIVED):
            self._try(revisions.reopen, now=NOW, reason=reason)
            assert self.document.read_only == ""

    @rule(place=PLACES, statement=st.sampled_from(STATEMENTS))
    def tamper(self, place, statement) -> None:
        closed = closed_revisions(self.document.snapshot)
        if not closed:
            return
        chosen = closed[place % len(closed)].id
        told = ""
        try:
            met = self.library._main.execute(statement, (chosen,)).rowcount
        except sqlite3.IntegrityError as problem:
            met, told = 0, str(problem)
        # No row that was signed was met, or the guards have spoken.
        assert met == 0
        assert told in ("", "signed")
        assert self.library.load(self.document.pm_id) == self.document.snapshot

    @invariant()
    def what_was_signed_stays(self) -> None:
        if not hasattr(self, "signed"):
            return
        for key, row in self.document.snapshot.of(Revision).items():
            if key in self.signed:
                assert (row.name, row.body, row.digest) == self.signed[key]
        assert faults(self.document.snapshot) == []

    def teardown(self) -> None:
        use_policies({})
        super().teardown()


@pytest.mark.usefixtures("qapp")
class TestSignedLives(SignedLives.TestCase):
    settings = settings(
        max_examples=40,
        stateful_step_count=25,
        deadline=None,
        # Making a failure small takes minutes; the steps that led to it are told all the same.
        phases=[Stage.explicit, Stage.reuse, Stage.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )


def test_a_lock_that_lets_edits_through_is_caught(monkeypatch, qapp):
    """The lives can fail: without the rule that locks the text they find an altered one."""
    from hypothesis.stateful import run_state_machine_as_test

    from pmdesk.domain import snapshot

    monkeypatch.setattr(snapshot, "broken_lock", lambda *_: "")
    few = settings(
        TestSignedLives.settings, max_examples=40, database=None, phases=[Stage.generate],
        derandomize=True,
    )  # fmt: skip
    with pytest.raises(AssertionError):
        run_state_machine_as_test(SignedLives, settings=few)
