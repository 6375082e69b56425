"""What counts as a name, a secret or a leak, and that every field of the record has a class."""

from __future__ import annotations

import pytest

from pmdesk.domain.postmortem import Person, Postmortem
from pmdesk.domain.redaction import fields
from pmdesk.domain.redaction.leaks import LeakKind, leaks, stand_ins
from pmdesk.domain.redaction.redact import redact
from pmdesk.domain.redaction.scrub import Scrub
from pmdesk.domain.redaction.secrets import secrets_in
from pmdesk.domain.snapshot import Snapshot
from tests.fakes import sample


def _of(text: str, *people: Person) -> Snapshot:
    head = Postmortem(id="p", pm_id="p", number=1, summary=text)
    return Snapshot("p", {Postmortem: {"p": head}, Person: {x.id: x for x in people}})


DANA = Person(id="d", pm_id="p", name="Dana Okafor", role="Engineer", aliases=("dokafor",))


def test_every_field_has_a_class() -> None:
    assert fields.unclassified() == []


def test_a_field_that_nobody_decided_on_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {k: v for k, v in fields.FIELDS[Postmortem].items() if k != "summary"}
    monkeypatch.setattr(fields, "FIELDS", {**fields.FIELDS, Postmortem: fewer})
    assert fields.unclassified() == ["postmortem.summary"]


@pytest.mark.parametrize(
    "text",
    [
        "Dana Okafor", "DANA OKAFOR", "dana okafor", "Dana", "Okafor's", "@dokafor", "dokafor",
        "Dana\nOkafor", "Da\u200bna", "Da\u00adna Okafor",
    ],
)  # fmt: skip
def test_each_form_of_a_name_becomes_the_role(text: str) -> None:
    shown = Scrub(_of("", DANA))(f"Then {text} looked")
    assert "Engineer" in shown
    assert "dana" not in shown.casefold()
    assert "okafor" not in shown.casefold()


def test_words_that_only_hold_a_name_stay() -> None:
    scrub = Scrub(_of("", DANA))
    assert scrub("an alert and another, Danakil") == "an alert and another, Danakil"


def test_a_name_that_two_persons_share_tells_neither() -> None:
    other = Person(id="e", pm_id="p", name="Dana Reyes", role="Commander")
    assert Scrub(_of("", DANA, other))("Dana called") == "somebody called"


def test_a_person_whose_name_is_the_role_stays_as_written() -> None:
    duty = Person(id="x", pm_id="p", name="On-call engineer", role="On-call engineer")
    assert Scrub(_of("", duty))("The on-call engineer looked") == "The on-call engineer looked"


LEAKS = {
    "mail me at jo.doe+x@corp.example now": (LeakKind.MAIL, "jo.doe+x@corp.example"),
    "from 10.12.0.7:5432 on": (LeakKind.ADDRESS, "10.12.0.7:5432"),
    "at fe80::1ff:fe23:4567:890a today": (LeakKind.ADDRESS, "fe80::1ff:fe23:4567:890a"),
    "restarted db-03.prod.corp.internal twice": (LeakKind.HOST, "db-03.prod.corp.internal"),
    "on eu1-web-12 alone": (LeakKind.HOST, "eu1-web-12"),
    "see https://wiki.corp.example/x?y=1 for": (LeakKind.LINK, "https://wiki.corp.example/x?y=1"),
    "filed as OPS-4711 later": (LeakKind.TICKET, "OPS-4711"),
    "Then Priya said it": (LeakKind.NAME, "Priya"),
    "paged by Marcus Lindqvist": (LeakKind.NAME, "Marcus Lindqvist"),
    "ask @marcus.l about": (LeakKind.NAME, "@marcus.l"),
    "key AKIAIOSFODNN7EXAMPLE leaked": (LeakKind.SECRET, "AKIAIOSFODNN7EXAMPLE"),
}


@pytest.mark.parametrize("text", LEAKS)
def test_what_may_tell_too_much_is_listed_and_can_be_taken_out(text: str) -> None:
    kind, words = LEAKS[text]
    found = leaks(redact(_of(text)).snapshot)
    assert [(leak.kind, leak.text) for leak in found] == [(kind, words)]
    again = redact(_of(text), stand_ins(found)).snapshot
    assert words not in again.postmortem.summary
    assert found[0].stand_in in again.postmortem.summary
    assert leaks(again) == []


@pytest.mark.parametrize(
    "text",
    [
        "Version 2.4.7 reached the EU at 14:30, 38.5% of SEV-2 traffic and PM-12, AI-3.",
        "The release said nothing. Nobody noticed; then Support asked for the runbook.",
        "p95 went from 1.2 s to 14.08 s between 18:04:10 and 18:09:22 UTC+02:00.",
        "config.yaml and app.py were changed; e.g. the pool, i.e. 40 connections.",
        "sha 9f86d081884c7d65 in run 2026-11-24, HTTP-503, UTF-8",
    ],
)
def test_ordinary_sentences_hold_no_leak(text: str) -> None:
    assert leaks(redact(_of(text)).snapshot) == []


def test_the_sample_holds_no_leak() -> None:
    assert leaks(redact(sample(), inside_events=True).snapshot) == []


SECRETS = [
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
    "ASIAIOSFODNN7EXAMPLE",
    "ghp_" + "a1B2" * 9,
    "github_pat_" + "a1B2c3" * 12,
    "glpat-" + "x1Y2z3" * 4,
    "xoxb-" + "1234567890-abcdef",
    "https://hooks.slack.com/services/" + "T000/B000/" + "x" * 24,
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijklmnop",
    "sk_live_" + "a1" * 12,
    "AIza" + "A1b2C3d4E5" * 3 + "f6G7h",
    "npm_" + "a1B2c3" * 6,
    "AccountKey=" + "Zm9vYmFyMTIz" * 4 + "==",
    "Bearer abcdef0123456789abcdef",
    "Authorization: Basic dXNlcjpwYXNz",
    "postgres://app:hunter2@db/prod",
    "password = hunter2!",
    "API_KEY: 'a1b2c3d4e5'",
]


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_found_in_the_middle_of_a_line(text: str) -> None:
    found = secrets_in(f"2026-11-24 18:04 INFO {text} trailing words")
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "the password was changed", "password: required", "a secret: nobody looked at it",
        "Basic support is included", "token bucket limit 100", "secret = true",
        "https://example.com/path?x=1", "bearer of bad news", "commit 3c9d8f2a1b4e5d6c7f8a9b0c",
    ],
)  # fmt: skip
def test_ordinary_log_lines_hold_no_secret(text: str) -> None:
    assert secrets_in(text) == []
