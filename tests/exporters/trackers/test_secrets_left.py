"""What looks like a secret in actions that are handed out is named, and covered."""

from __future__ import annotations

import pytest

from pmdesk.exporters.trackers.secrets_left import secrets_left
from tests.exporters.trackers.items import an_item

TOKEN = "glpat-" + "a1B2" * 6


@pytest.mark.parametrize("field", ["text", "done_test", "tracker", "pm_title"])
def test_a_token_is_found_in_every_text_that_leaves(field):
    (found,) = secrets_left([an_item(**{field: f"Renew {TOKEN} soon"})])
    assert (found.key, found.name) == ("AI-3", "GitLab token")
    assert found.line == "Renew glpa… soon"


def test_a_password_in_a_factor_is_shown_with_its_line_but_without_itself():
    factor = "The job ran with password=hunter2!x in its log"
    (found,) = secrets_left([an_item(factors=("Fine", factor))])
    assert "hunter2" not in found.words
    assert found.words.startswith("AI-3, password: The job ran with ")


def test_plain_actions_hold_no_secret():
    assert secrets_left([an_item(), an_item(text="Rotate the password of the job")]) == []
