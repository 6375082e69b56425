"""The program itself on the command line, in a home of its own, without a display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pmdesk.exporters.record import render_json
from tests.exporters.reading import tool
from tests.fakes import sample

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "tests" / "data" / "importers" / "forms"
KEYS = [
    "id", "key", "title", "date", "severity", "zone", "summary", "timeline", "factors", "actions",
    "lessons", "sections", "questions",
]  # fmt: skip


class Program:
    """Runs ``python -m pmdesk`` and keeps what it said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home of mine"
        self.code = 0
        self.error = ""

    def __call__(self, *words: str | Path, code: int = 0, **variables: str) -> str:
        dropped = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANG", "LC_ALL")
        env = {k: v for k, v in os.environ.items() if k not in dropped}
        env |= {"PMDESK_HOME": str(self.home), "PYTHONPATH": str(ROOT), "LC_ALL": "C", **variables}
        done = subprocess.run(
            [sys.executable, "-m", "pmdesk", *map(str, words)],
            cwd=self.folder, env=env, capture_output=True, check=False, timeout=90,
        )  # fmt: skip
        self.error = done.stderr.decode()
        assert "Traceback" not in self.error
        assert done.returncode == code, (done.returncode, self.error)
        if code == 2:
            assert self.error.startswith("pmdesk: ")
        return done.stdout.decode()

    def read(self, *words: str | Path, code: int = 0) -> Any:
        return json.loads(self(*words, "--json", code=code))


@pytest.fixture
def pmdesk(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture
def held(pmdesk: Program) -> Program:
    """A library that holds the sample as PM-1."""
    (pmdesk.folder / "sample.json").write_bytes(render_json(sample()))
    pmdesk("import", "sample.json")
    return pmdesk


def test_an_import_answers_with_one_object_of_the_promised_form(pmdesk: Program) -> None:
    answer = pmdesk.read("import", FORMS / "german.md")
    assert list(answer) == ["postmortems", "problems"]
    (found,) = answer["postmortems"]
    assert list(found) == KEYS
    assert (found["key"], found["date"], found["severity"]) == ("PM-1", "2025-03-14", "SEV-1")
    assert found["timeline"][0]["at"] == "2025-03-14T09:05:00+01:00"
    assert [a["owner"] for a in found["actions"]] == ["Team Plattform", None]
    assert answer["problems"] == []


def test_what_is_imported_is_there_in_the_next_run(pmdesk: Program) -> None:
    made = pmdesk.read("import", FORMS / "front-matter.md")["postmortems"][0]
    again = pmdesk.read("show", made["key"])
    assert {**again, "sections": made["sections"], "questions": made["questions"]} == made


def test_a_dry_run_stores_nothing(pmdesk: Program) -> None:
    answer = pmdesk.read("import", "--dry-run", FORMS / "front-matter.md")
    assert (answer["postmortems"][0]["id"], answer["postmortems"][0]["key"]) == (None, None)
    assert len(answer["postmortems"][0]["timeline"]) == 3
    assert not pmdesk.home.exists()


def test_several_files_get_keys_in_order_and_an_unreadable_one_is_named(pmdesk: Program) -> None:
    (pmdesk.folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    answer = pmdesk.read(
        "import", FORMS / "emoji.md", "photo.png", "gone.md", FORMS / "rst.rst", code=2
    )
    assert [p["key"] for p in answer["postmortems"]] == ["PM-1", "PM-2"]
    assert [p["file"] for p in answer["problems"]] == ["photo.png", "gone.md"]
    assert "photo.png is not a text file." in pmdesk.error
    assert "gone.md can't be read: no such file or directory." in pmdesk.error


def test_a_zone_that_nobody_stated_is_asked_about_until_it_is_given(pmdesk: Program) -> None:
    file = FORMS / "plain-text.txt"
    asked = pmdesk.read("import", "--dry-run", file)["postmortems"][0]
    assert [q["about"] for q in asked["questions"]] == ["zone"]
    assert asked["timeline"][0]["at"] == "2025-03-03T10:00:00+00:00"
    told = pmdesk.read("import", "--dry-run", "--zone", "Asia/Tokyo", file)["postmortems"][0]
    assert (told["questions"], told["zone"]) == ([], "Asia/Tokyo")
    assert told["timeline"][0]["at"] == "2025-03-03T10:00:00+09:00"


def test_a_day_can_be_given(pmdesk: Program) -> None:
    file = FORMS / "escaped-brackets.md"
    answer = pmdesk.read("import", "--date", "2025-03-03", file)["postmortems"][0]
    assert answer["timeline"][0]["at"] == "2025-03-03T10:00:00+00:00"
    assert answer["questions"] == []


def test_the_order_of_day_and_month_can_be_given(pmdesk: Program) -> None:
    file = FORMS / "month-first.md"
    pmdesk("import", "--dry-run", file)
    answer = pmdesk.read("import", "--dry-run", "--month-first", file)["postmortems"][0]
    assert (answer["questions"], answer["date"]) == ([], "2025-07-04")
    other = pmdesk.read("import", "--dry-run", "--day-first", file)["postmortems"][0]
    assert other["date"] == "2025-04-07"


def test_entries_without_a_time_keep_their_place(pmdesk: Program) -> None:
    found = pmdesk.read("import", FORMS / "numbered-rows.md")["postmortems"][0]
    assert [entry["at"] is None for entry in found["timeline"]] == [False, False, True]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import", "x.md", "--date", "soon"], "no date"),
        (["import", "x.md", "--zone", "Mars/Base"], "no time zone"),
        (["import"], "required: FILE"),
        (["show", "PM-9"], "no postmortem PM-9"),
        (["export", "PM-9", "--output", "x.pdf"], "no postmortem PM-9"),
        (["export", "PM-1", "--output", "x.odt"], "Say in which format"),
        (["export", "PM-1", "--output", "nowhere/x.pdf"], "does not exist"),
        (["export", "PM-1", "--format", "pdf", "--output", "."], "is not a file"),
        (["list", "--library", "nowhere.pmdesk"], "There is no library"),
        (["list", "--sideways"], "See pmdesk"),
        (["nonsense"], "means nothing here"),
        ([], "no screen here"),
    ],
)
def test_each_refusal_is_one_sentence_with_the_way_out(
    held: Program, words: list[str], sentence: str
) -> None:
    held(*words, code=2)
    assert sentence in held.error
    assert held.error.count("\n") == 1


def test_export_writes_each_form_and_a_pdf_that_others_can_read(held: Program) -> None:
    for name in ("report.pdf", "report.md", "report.json"):
        held("export", "PM-1", "--output", name)
    tool("qpdf", "--check", held.folder / "report.pdf")
    title = sample().postmortem.title
    assert title.split()[0] in tool("pdftotext", held.folder / "report.pdf", "-")
    assert f"# {title}" in (held.folder / "report.md").read_text(encoding="utf-8")
    assert json.loads((held.folder / "report.json").read_bytes())["format"] == "pmdesk record"


def test_an_existing_file_is_replaced_but_never_the_library(held: Program) -> None:
    target = held.folder / "report.md"
    target.write_text("old")
    held("export", "1", "--output", target)
    assert target.read_text(encoding="utf-8") != "old"
    library = held.home / "library.pmdesk"
    held("export", "1", "--format", "md", "--output", library, code=2)
    assert "is the library itself" in held.error
    held("list")


def test_a_record_goes_round_and_comes_back_the_same_under_a_new_key(held: Program) -> None:
    held("export", "PM-1", "--output", "there.json")
    held("import", "there.json", "--library", "other.pmdesk")
    held("export", "PM-1", "--output", "back.json", "--library", "other.pmdesk")
    assert (held.folder / "there.json").read_bytes() == (held.folder / "back.json").read_bytes()
    again = held.read("import", "there.json")["postmortems"][0]
    first = held.read("show", "PM-1")
    assert (again["key"], again["id"] == first["id"]) == ("PM-2", False)
    same = [k for k in KEYS if k not in ("id", "key")]
    assert [again[k] for k in same] == [first[k] for k in same]


def test_check_says_what_is_missing_and_answers_with_its_code(pmdesk: Program) -> None:
    pmdesk("import", FORMS / "emoji.md")
    answer = pmdesk.read("check", "PM-1", code=1)
    assert answer["ready"] is False
    missing = {p["check"]: p["missing"] for p in answer["points"] if not p["met"]}
    assert missing["summary"] == ["a summary"]
    assert "to do   The summary is written" in pmdesk("check", "PM-1", code=1)


def test_list_and_search_find_what_is_held(held: Program) -> None:
    held("import", FORMS / "german.md")
    listed = held.read("list")["postmortems"]
    assert [entry["key"] for entry in listed] == ["PM-2", "PM-1"]
    (hit,) = held.read("search", "Bestellsystem")["hits"]
    assert (hit["key"], hit["title"]) == ("PM-2", "Ausfall des Bestellsystems")
    assert "PM-2" in held("search", "bestell")
    assert "Nothing in the library holds" in held("search", "zeppelin")


def test_an_own_library_before_the_first_import_is_empty(pmdesk: Program) -> None:
    assert pmdesk.read("list") == {"postmortems": []}
    assert pmdesk("list") == "The library is empty.\n"
    assert not pmdesk.home.exists()


def test_words_in_any_script_survive_a_plain_terminal(pmdesk: Program) -> None:
    pmdesk("import", FORMS / "japanese.md")
    assert "決済障害報告" in pmdesk("list")
    assert "決済が40分間停止した。" in pmdesk("show", "1")


def test_a_file_that_is_no_library_is_left_alone(pmdesk: Program) -> None:
    other = pmdesk.folder / "notes.pmdesk"
    other.write_text("not a library")
    pmdesk("import", FORMS / "emoji.md", "--library", other, code=2)
    assert "not a pmdesk library" in pmdesk.error
    assert other.read_text() == "not a library"


def test_a_library_that_is_open_elsewhere_refuses_an_import_with_the_reason(held: Program) -> None:
    from pmdesk.store.library import open_library

    library = open_library(held.home / "library.pmdesk", backups=held.folder / "b")
    try:
        held("import", FORMS / "emoji.md", code=2)
        assert "Nothing was imported. Another pmdesk window" in held.error
        assert len(held.read("list")["postmortems"]) == 1
    finally:
        library.close()


def test_help_version_and_doctor_answer(pmdesk: Program) -> None:
    assert "pmdesk import outage.md" in pmdesk("--help")
    assert "--dry-run" in pmdesk("help", "import")
    assert pmdesk("--version").startswith("pmdesk 0")
    assert "missing" in pmdesk("doctor").lower()


def test_the_library_may_be_named_before_the_command(held: Program) -> None:
    held("--library", "other.pmdesk", "import", FORMS / "emoji.md")
    assert len(held.read("list", "--library", "other.pmdesk")["postmortems"]) == 1
