from urllib.parse import parse_qs, urlsplit

import pytest

from pmdesk.exporters.trackers.new_issue import (
    LONGEST,
    Tracker,
    TrackerPlace,
    issue_link,
    place_problem,
)
from tests.exporters.trackers.items import an_item

PLACES = {
    Tracker.GITHUB: TrackerPlace(Tracker.GITHUB, "", "shop/checkout"),
    Tracker.GITLAB: TrackerPlace(Tracker.GITLAB, "https://git.shop.example/", "a/b/c"),
    Tracker.JIRA: TrackerPlace(Tracker.JIRA, "https://jira.shop.example", "10100"),
    Tracker.LINEAR: TrackerPlace(Tracker.LINEAR, "", "OPS"),
}
TITLES = {Tracker.GITHUB: "title", Tracker.GITLAB: "issue[title]", Tracker.JIRA: "summary",
          Tracker.LINEAR: "title"}  # fmt: skip


@pytest.mark.parametrize(
    ("tracker", "start"),
    [
        (Tracker.GITHUB, "https://github.com/shop/checkout/issues/new?"),
        (Tracker.GITLAB, "https://git.shop.example/a/b/c/-/issues/new?"),
        (Tracker.JIRA, "https://jira.shop.example/secure/CreateIssueDetails!init.jspa?pid=10100&"),
        (Tracker.LINEAR, "https://linear.app/team/OPS/new?"),
    ],
)
def test_each_tracker_is_met_at_its_own_form(tracker, start):
    assert issue_link(PLACES[tracker], an_item()).address.startswith(start)


@pytest.mark.parametrize("tracker", Tracker)
def test_words_arrive_whole_whatever_signs_they_hold(tracker):
    text = "Cut 50 % & more? #1 + “é” <b> =x"
    query = parse_qs(urlsplit(issue_link(PLACES[tracker], an_item(text=text)).address).query)
    assert query[TITLES[tracker]] == [text]


@pytest.mark.parametrize("tracker", Tracker)
def test_an_address_stays_as_short_as_servers_take_and_says_that_it_was_cut(tracker):
    link = issue_link(PLACES[tracker], an_item(done_test="ü" * 9000, text="é" * 400))
    assert link.was_cut
    assert LONGEST - 20 < len(link.address) <= LONGEST
    assert not issue_link(PLACES[tracker], an_item()).was_cut


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (TrackerPlace(Tracker.GITHUB, "", "checkout"), "owner/name"),
        (TrackerPlace(Tracker.GITHUB, "ftp://x", "a/b"), "address"),
        (TrackerPlace(Tracker.JIRA, "", "10100"), "address"),
        (TrackerPlace(Tracker.JIRA, "https://j.example", "OPS"), "number"),
        (TrackerPlace(Tracker.GITLAB, "https://me:secret@git.example", "a/b"), "no name"),
        (TrackerPlace(Tracker.LINEAR, "", "a b?x"), "dashes"),
        (TrackerPlace(Tracker.LINEAR, "https://[bad", ""), "address"),
    ],
)
def test_settings_that_do_not_do_are_told_with_what_to_give(place, words):
    assert words in place_problem(place)
    with pytest.raises(ValueError, match=words):
        issue_link(place, an_item())


def test_no_line_of_a_description_is_a_command_to_gitlab():
    link = issue_link(PLACES[Tracker.GITLAB], an_item(text="/close", factors=("a", "/label ~x")))
    body = parse_qs(urlsplit(link.address).query)["issue[description]"][0]
    assert not any(line.lstrip().startswith("/") for line in body.split("\n"))
