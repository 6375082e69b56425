"""What an action's tracker field says: an address to open, or only a ticket's name."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit


def tracker_address(tracker: str) -> str:
    """The web address in the field, or an empty text; no other kind of address is ever opened."""
    text = tracker.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    safe = parts.scheme in ("http", "https") and host and not any(c.isspace() for c in text)
    return text if safe else ""


def tracker_label(tracker: str) -> str:
    """The ticket's name: the last part of an address ("OPS-1842", "#17"), or the text itself."""
    address = tracker_address(tracker)
    if not address:
        return tracker.strip()
    parts = urlsplit(address)
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if not steps:
        return parts.hostname or address
    if steps[-1].isdigit() and len(steps) > 1:
        return f"#{steps[-1]}"
    return steps[-1]
