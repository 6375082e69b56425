from pmdesk.domain.terms import ActionStatus
from pmdesk.exporters.trackers.check_list import check_list
from pmdesk.exporters.trackers.item import items_of
from pmdesk.importers.intake import read_file
from tests.exporters.trackers.items import an_item
from tests.fakes import sample


def test_a_line_has_box_key_words_owner_and_date():
    assert check_list([an_item()]) == (
        "- [ ] AI-3: Cut the breaker timeout from 60 s to 15 s (Holds team lead, 2026-12-04)\n"
    )


def test_done_is_ticked_and_what_wont_be_done_is_struck_out():
    done, not_done = check_list(
        [an_item(status=ActionStatus.DONE), an_item(status=ActionStatus.WONT_DO)]
    ).splitlines()
    assert done.startswith("- [x] AI-3: Cut")
    assert "~~Cut the breaker timeout from 60 s to 15 s~~" in not_done


def test_what_is_missing_is_said():
    assert "(no owner, no date)" in check_list([an_item(owner="", due=None)])


def test_signs_of_markdown_and_html_in_words_stay_words():
    line = check_list([an_item(text="Fix [x](http://evil) <img src=x> `a` *b*")])
    assert r"Fix \[x\](http://evil) \<img src=x\> \`a\` \*b\*" in line


def test_a_tracker_address_is_a_link_and_a_ticket_alone_is_words():
    linked = check_list([an_item(tracker="https://jira.example/browse/OPS-1(a)")])
    assert linked.endswith("[OPS-1(a)](https://jira.example/browse/OPS-1%28a%29)\n")
    assert check_list([an_item(tracker="OPS-7")]).endswith("OPS-7\n")
    assert "](javascript" not in check_list([an_item(tracker="javascript:alert(1)")])


def test_keys_of_several_postmortems_are_told_apart():
    lines = check_list([an_item(), an_item(pm_key="PM-9")]).splitlines()
    assert lines[0].startswith("- [ ] PM-12 AI-3: ")
    assert lines[1].startswith("- [ ] PM-9 AI-3: ")


def test_our_own_importer_reads_the_list_as_so_many_actions():
    items = items_of(sample())
    text = "# Outage\n\n## Action items\n\n" + check_list(items)
    found = read_file(text.encode(), "list.md").draft.actions
    assert len(found) == len(items)
    assert {a.due for a in found} == {i.due for i in items}
