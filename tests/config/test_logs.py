"""What nobody caught is written down first, then told, and equal problems only now and then."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading

import pytest

from pmdesk.config.logs import QUIET_S, Problems


@pytest.fixture
def told():
    return []


@pytest.fixture
def problems(tmp_path, told):
    clock = [0.0]
    made = Problems(tmp_path, told.append, lambda: clock[0])
    made.clock_at = clock
    return made


def fail(problems, message="odd"):
    try:
        raise ValueError(message)
    except ValueError as problem:
        problems.caught(type(problem), problem, problem.__traceback__)


def test_a_problem_is_logged_with_its_trace_and_told_in_a_sentence(problems, told, caplog):
    fail(problems)
    assert "ValueError: odd" in caplog.text
    assert "in fail" in caplog.text
    assert told == ["Something went wrong here. What is shown as saved is safe."]
    caplog.clear()


def test_equal_problems_are_told_once_a_minute(problems, told, caplog):
    for _ in range(5):
        fail(problems)
    assert len(told) == 1
    problems.clock_at[0] = QUIET_S + 1
    fail(problems)
    assert len(told) == 2
    fail(problems, "another")
    assert len(told) == 3
    caplog.clear()


def test_a_problem_in_a_thread_ends_up_in_the_same_place(problems, told, caplog):
    problems.install()
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    finally:
        problems.remove()
    assert len(told) == 1
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


def test_a_fatal_end_is_found_at_the_next_start(tmp_path):
    code = (
        "import sys, pathlib, faulthandler\n"
        "from pmdesk.config.logs import Problems\n"
        "Problems(pathlib.Path(sys.argv[1]), print).install()\n"
        "faulthandler._sigsegv()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert ended.returncode < 0
    following = Problems(tmp_path, lambda _text: None)
    assert "Segmentation fault" in following.last_crash()
    assert following.last_crash() == ""


def test_a_fatal_end_after_removal_is_still_told_to_whom_it_was_before(tmp_path):
    code = (
        "import sys, pathlib, faulthandler\n"
        "from pmdesk.config.logs import Problems\n"
        "faulthandler.enable()\n"
        "held = Problems(pathlib.Path(sys.argv[1]), print)\n"
        "held.install(); held.remove(); faulthandler._sigsegv()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=False, capture_output=True, text=True
    )
    assert "Segmentation fault" in ended.stderr


def test_hooks_are_put_back(problems):
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    problems.install()
    assert sys.excepthook != before[0]
    problems.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    assert logging.getLogger("pmdesk") is not None
