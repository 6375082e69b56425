"""Sentences about impact as figures: a short value, and what it counts."""

from __future__ import annotations

import re

from pmdesk.domain.terms import ImpactArea
from pmdesk.importers.plain_words import plain, unwrapped

_LONGEST_VALUE = 24
_AMOUNT = re.compile(
    r"^(?:about |around |approximately |approx\.? |roughly |nearly |over |more than |up to "
    r"|[~≈<>])?\s*"
    r"(?:[$€£¥]\s?)?\d[\d.,\u00a0 ]*(?:\s?[%kKmMbB](?!\w)|\s?(?:million|thousand|billion)\b)?"
    r"(?:\s?(?:USD|EUR|GBP|[$€£]))?",
    re.IGNORECASE,
)
# A duration is derived from the marks, so it is no figure.
_NO_AMOUNT = re.compile(
    r"[:/)\w]|-\w|\s*(?:h|hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?|days?|weeks?)\b", re.IGNORECASE
)
_AREAS = (
    (ImpactArea.SLO, r"\bslo\b|error budget|availab|uptime|latency|downtime|service level"),
    (ImpactArea.REVENUE, r"revenue|\bcosts?\b|loss of|[$€£¥]|money|sales|orders|refund|financ"),
    (ImpactArea.TRUST, r"ticket|complain|press|twitter|social media|reputation|trust"),
    (ImpactArea.USERS, r"\busers?\b|customers?|clients?|people|visitors|accounts?|utilisateurs"),
)  # fmt: skip


def figure_of(label: str, text: str) -> tuple[str, str]:
    """Value and label of one statement: "1200 orders were lost" is 1200 and what follows it.

    Every word of both is in one of the two. A statement without a figure has no value.
    """
    words, name = unwrapped(plain(text)), plain(label)
    named = bool(name) and name.casefold() != "impact"
    if named and len(words) <= _LONGEST_VALUE and "\n" not in words:
        return words, name
    found = _AMOUNT.match(words)
    value = found[0].strip(" ,.") if found else ""
    after = words[words.index(value) + len(value) :] if value else ""
    if value and len(value) <= _LONGEST_VALUE and not _NO_AMOUNT.match(after):
        rest = after.strip(" .:;,–—-\n")
        return value, f"{name}: {rest}" if named else rest
    return "", f"{name}: {words}" if named else words


def area_of(text: str) -> ImpactArea:
    """What a statement measures, by its words."""
    low = text.casefold()
    return next((area for area, pattern in _AREAS if re.search(pattern, low)), ImpactArea.OTHER)
