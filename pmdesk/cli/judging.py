"""The commands that judge: what is missing before sign-off, and hints at wording."""

from __future__ import annotations

import argparse

from pmdesk.cli.base import found, library, say


def check(options: argparse.Namespace) -> int:
    """Say what is missing; 1 while something that must be there is."""
    from pmdesk.config import settings
    from pmdesk.domain.policy import use_policies
    from pmdesk.domain.policy_text import policies_of
    from pmdesk.domain.readiness import is_ready, readiness
    from pmdesk.exporters.listing import check_json, check_lines

    with library(options) as held:
        snapshot = found(held, options.key)
    use_policies(policies_of(settings.load().policies))
    points = readiness(snapshot)
    if options.json:
        say(check_json(snapshot, points))
    else:
        print("\n".join(check_lines(snapshot, points)))
    return 0 if is_ready(points) else 1


def lint(options: argparse.Namespace) -> int:
    """Hint at wording; the hints are no failure."""
    from pmdesk.domain.wording.review import open_hints
    from pmdesk.exporters.hint_listing import hints_as_json, hints_as_text
    from pmdesk.importers.prose_file import hints_in_file, is_file

    if is_file(options.target):
        hints = hints_in_file(options.target)
    else:
        with library(options) as held:
            hints = open_hints(found(held, options.target))
    print(hints_as_json(hints) if options.json else hints_as_text(hints))
    return 0
