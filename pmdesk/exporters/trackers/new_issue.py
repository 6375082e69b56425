"""Addresses that open a tracker's form for a new issue, filled in with an action; no token."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from pmdesk.exporters.trackers.item import (
    Item,
    cleaned,
    description,
    one_line,
    without_commands,
)

# Servers answer "too long" somewhere above this; browsers take more.
LONGEST = 7_500
_TITLE = 250
_CUT = "…"
_REPOSITORY = re.compile(r"^[\w.-]+(?:/[\w.-]+)+$")
_JIRA_PROJECT = re.compile(r"^\d+$")


class Tracker(StrEnum):
    """The trackers whose form can be filled in by an address."""

    GITHUB = "github"
    GITLAB = "gitlab"
    JIRA = "jira"
    LINEAR = "linear"


TRACKER_NAMES = {
    Tracker.GITHUB: "GitHub",
    Tracker.GITLAB: "GitLab",
    Tracker.JIRA: "Jira",
    Tracker.LINEAR: "Linear",
}
USUAL_ADDRESS = {
    Tracker.GITHUB: "https://github.com",
    Tracker.GITLAB: "https://gitlab.com",
    Tracker.JIRA: "",
    Tracker.LINEAR: "https://linear.app",
}


class TrackerPlace(NamedTuple):
    """Which tracker, at what address, and where in it: a repository ("shop/checkout"), Jira's
    number of a project, Linear's team key (may be empty)."""

    tracker: Tracker
    address: str = ""
    project: str = ""


class IssueLink(NamedTuple):
    """The address, and whether the description had to be cut to keep it short enough."""

    address: str
    was_cut: bool = False


def place_problem(place: TrackerPlace) -> str:
    """What has to be mended in a tracker's settings, or an empty text."""
    base = _base(place)
    try:
        parts = urlsplit(base)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or any(c.isspace() for c in base):
        return "Give the tracker's address, for example https://jira.example.com."
    if parts.username or parts.password or parts.query or parts.fragment:
        return "Give the address alone: no name, password or question mark in it."
    project = place.project.strip().strip("/")
    if place.tracker in (Tracker.GITHUB, Tracker.GITLAB) and not _REPOSITORY.match(project):
        return "Give the repository as owner/name."
    if place.tracker is Tracker.JIRA and not _JIRA_PROJECT.match(project):
        return "Give the number of the Jira project: it stands as pid= in its settings' address."
    if project and not re.match(r"^[\w./-]+$", project):
        return "Letters, digits, dots, slashes and dashes are enough here."
    return ""


def _base(place: TrackerPlace) -> str:
    return (place.address.strip() or USUAL_ADDRESS[place.tracker]).rstrip("/")


def issue_link(place: TrackerPlace, item: Item) -> IssueLink:
    """The address of a new issue; raises ValueError with a sentence for settings that don't do.

    A description that makes it longer than servers take is cut at its end.
    """
    problem = place_problem(place)
    if problem:
        raise ValueError(problem)
    title = one_line(item.title)
    if len(title) > _TITLE:
        title = title[: _TITLE - 1] + _CUT
    whole = without_commands(cleaned(description(item)))
    address = _address(place, title, whole)
    if len(address) <= LONGEST:
        return IssueLink(address)
    short, long = 0, len(whole)
    while short < long:
        middle = (short + long + 1) // 2
        if len(_address(place, title, whole[:middle] + _CUT)) <= LONGEST:
            short = middle
        else:
            long = middle - 1
    return IssueLink(_address(place, title, whole[:short] + _CUT), True)


def _address(place: TrackerPlace, title: str, body: str) -> str:
    base, project = _base(place), quote(place.project.strip().strip("/"), safe="/")
    if place.tracker is Tracker.GITHUB:
        return f"{base}/{project}/issues/new?" + _query(title=title, body=body)
    if place.tracker is Tracker.GITLAB:
        query = urlencode({"issue[title]": title, "issue[description]": body}, quote_via=quote)
        return f"{base}/{project}/-/issues/new?{query}"
    if place.tracker is Tracker.JIRA:
        query = _query(pid=project, summary=title, description=body)
        return f"{base}/secure/CreateIssueDetails!init.jspa?{query}"
    team = f"team/{project}/" if project else ""
    return f"{base}/{team}new?" + _query(title=title, description=body)


def _query(**values: str) -> str:
    return urlencode(values, quote_via=quote)
