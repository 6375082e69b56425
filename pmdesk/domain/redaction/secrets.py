"""Finds keys, tokens and passwords in a text by the forms that their makers gave them."""

from __future__ import annotations

import re
from typing import NamedTuple

_PRIVATE_KEY = (
    r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"
    r"(?:[\s\S]{0,8000}?-----END (?:[A-Z]+ )*PRIVATE KEY-----)?"
)
_PASSWORD = (
    r"(?i:\b(?:password|passwd|pwd|passphrase|secret|api[_-]?key|access[_-]?token)"
    r"""["']?\s*[=:]\s*)(?!(?i:true|false|null|none|yes|no|required|changed)\b)["']?"""
    r"""(?=[^\s"']*[^A-Za-z\s"',;.])[^\s"',;]{6,200}"""
)
_FORMS = (
    ("private key", _PRIVATE_KEY),
    ("AWS key", r"\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b"),
    ("GitHub token", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{40,255})\b"),
    ("GitLab token", r"\bgl(?:pat|dt|ptt|rt|cbt|ft|soat)-[\w-]{20,64}"),
    ("Slack token", r"\bxox[abeoprs]-[\w-]{10,250}|\bxapp-\d-[\w-]{20,250}"),
    ("Slack webhook", r"https://hooks\.slack\.com/(?:services|workflows)/[\w/+-]{20,200}"),
    ("JSON web token", r"\beyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{10,4000}"),
    ("Stripe key", r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,200}\b"),
    ("Google key", r"\bAIza[\w-]{35}(?![\w-])"),
    ("registry token", r"\b(?:npm_[A-Za-z0-9]{36}|pypi-[\w-]{50,500})"),
    ("Azure key", r"\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{30,200}={0,2}"),
    ("bearer token", r"\b[Bb]earer\s+(?=[\w.~+/-]*\d)[\w.~+/-]{16,4000}={0,2}"),
    ("basic login", r"\b[Aa]uthorization:\s*[Bb]asic\s+[A-Za-z0-9+/]{8,500}={0,2}"),
    (
        "address with a password",
        r"\b[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s:/@]{1,80}:[^\s:/@]{3,200}@",
    ),
    ("password", _PASSWORD),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _FORMS)
# Without one of these there is nothing to look at more closely.
_HINT = re.compile(
    r"-----BEGIN|A[KSIR][IOD]A|gh[pousr]_|github_pat|gl[a-z]{2,4}-|xox|xapp-|hooks\.slack|eyJ|"
    r"[rs]k_(?:live|test)|AIza|npm_|pypi-|Key=|(?i:bearer|basic|://[^\s/]*@|pass|pwd|secret|"
    r"api[_-]?key|token)"
)


class Secret(NamedTuple):
    """A secret in a text: what it looks like, and where it stands."""

    name: str
    start: int
    end: int


def secrets_in(text: str) -> list[Secret]:
    """The secrets of a text in the order they stand there; where two overlap, the longer one."""
    if not _HINT.search(text):
        return []
    found = [
        Secret(name, match.start(), match.end())
        for name, pattern in _PATTERNS
        for match in pattern.finditer(text)
    ]
    kept: list[Secret] = []
    for secret in sorted(found, key=lambda s: (s.start, -(s.end - s.start))):
        if not kept or secret.start >= kept[-1].end:
            kept.append(secret)
    return kept
