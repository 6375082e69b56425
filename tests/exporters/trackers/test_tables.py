import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.domain.terms import ActionStatus
from pmdesk.exporters.trackers.item import cleaned, items_of
from pmdesk.exporters.trackers.tables import TABLES, safe_cell, table_bytes
from tests.exporters.trackers.items import FORMULAS, an_item
from tests.fakes import sample


def read(data, bom=False):
    text = data.decode("utf-8-sig" if bom else "utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def as_rows(form, *items):
    heads, *rows = read(table_bytes(items, form), form == "csv")
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_any_form_is_a_formula(form, formula):
    item = an_item(text=formula, owner=formula, done_test=formula, tracker=formula,
                   pm_title=formula, tags=(formula,), factors=(formula,))  # fmt: skip
    for row in read(table_bytes([item], form), form == "csv"):
        for cell in row:
            assert not cell.lstrip(" \n\t\r\xa0").startswith(tuple("=+-@＝＋－＠")), cell


@given(st.text())
def test_a_cell_keeps_its_words_and_gets_an_apostrophe_only_where_one_is_needed(text):
    words = cleaned(text)
    risky = words.strip(" \n\xa0")[:1] in set("=+-@\t＝＋－＠") if words.strip(" \n\xa0") else False
    assert safe_cell(text) == ("'" + words if risky else words)


def test_a_title_that_needs_no_care_is_left_as_it_is():
    assert safe_cell("Cut retries - by half = twice as calm") == (
        "Cut retries - by half = twice as calm"
    )


@pytest.mark.parametrize("form", TABLES)
def test_every_row_has_a_cell_for_every_column(form):
    rows = read(table_bytes(items_of(sample()), form), form == "csv")
    assert {len(row) for row in rows} == {len(TABLES[form].heads)}
    assert len(rows) == 1 + len(sample().actions)


def test_quotes_commas_and_lines_survive_the_way_through_a_csv_reader():
    awkward = 'Say "when", then; stop'
    (row,) = as_rows("csv", an_item(text=awkward, done_test="one,\ntwo"))
    assert row["Action"] == awkward
    assert row["Done when"] == "one, two"


def test_jira_gets_summary_kind_iso_date_and_one_label_a_column():
    heads, row = read(table_bytes([an_item()], "jira"))
    assert heads.count("Labels") == 2
    assert row[:5] == [
        "Cut the breaker timeout from 60 s to 15 s",
        "\n\n".join(
            (
                "From postmortem PM-12 AI-3, Seat holds stuck.",
                "Owner: Holds team lead",
                "Done when: A failed issuer is left within 15 s",
                "Answers: The timeout is four times what retries need",
            )
        ),
        "Task", "2026-12-04", "High",
    ]  # fmt: skip


def test_gitlab_gets_a_description_that_carries_out_no_command():
    (row,) = as_rows("gitlab", an_item(pm_title="/close everything", owner="/assign @all"))
    assert not any(line.startswith("/") for line in row["description"].split("\n"))
    assert row["due_date"] == "2026-12-04"


def test_linear_gets_its_own_words_for_state_and_priority():
    (row,) = as_rows("linear", an_item(status=ActionStatus.WONT_DO, priority=None))
    assert (row["Status"], row["Priority"]) == ("Canceled", "No priority")
    assert row["Labels"] == "postmortem, SEV-2, holds, late-deploy"
    assert "Due: 2026-12-04" in row["Description"]


def test_only_the_table_for_spreadsheets_carries_a_byte_order_mark():
    marked = [form for form in TABLES if table_bytes([], form).startswith(b"\xef\xbb\xbf")]
    assert marked == ["csv"]


def test_an_action_without_words_has_a_title_all_the_same():
    (row,) = as_rows("jira", an_item(text="  \n"))[:1]
    assert row["Summary"] == "PM-12 AI-3"


def test_owners_leave_as_roles_and_never_by_name():
    snapshot = sample()
    names = {p.name for p in snapshot.people.values() if p.name and p.name != p.role}
    data = b"".join(table_bytes(items_of(snapshot), form) for form in TABLES).decode()
    assert not any(name in data for name in names)
