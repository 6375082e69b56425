"""Whether who did something is a person's name, or a role, team or machine that may stay."""

from __future__ import annotations

import re

_NAME = re.compile(r"@?[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,3}$")
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w+$")
_ROLE = re.compile(
    r"\b(?:alert\w*|agent|admin\w*|analyst|api|app|automation|backend|bot|build|ci|client\w*|cloud|"
    r"commander|comms?|communication\w*|coordinator|cron|customer\w*|database|db|deploy\w*|dev\w*|"
    r"director|engineer\w*|everyone|facilitator|frontend|grafana|helpdesk|ic|incident|infra\w*|"
    r"jenkins|lead|manager|monitor\w*|network|noc|on-?call|operator\w*|ops|owner|pager\w*|pipeline|"
    r"platform|postgres|primary|product|prometheus|provider|qa|release|reporter|responder\w*|"
    r"robot|scheduler|scribe|secondary|security|server|service|shift|site|slack|specialist|sre\w*|"
    r"staff|status|support|system\w*|team\w*|tech|user\w*|vendor|watch\w*|web|worker)\b",
    re.IGNORECASE,
)


def is_person(name: str) -> bool:
    """Whether a text reads as the name of one person: "Ann Bee", "@ann", an address of mail."""
    text = " ".join(name.split())
    if _MAIL.match(text):
        return True
    if not _NAME.match(text) or _ROLE.search(text):
        return False
    return text.startswith("@") or all(word[:1].isupper() for word in text.split())
