import threading
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel

from pmdesk.views.background import Background


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.stop()


def test_the_work_runs_off_the_gui_thread_and_the_result_arrives_in_it(qtbot, background):
    threads = {}

    def work():
        threads["work"] = threading.get_ident()
        return 42

    def done(result):
        threads["done"] = threading.get_ident()
        threads["result"] = result

    background.run(work, done)
    qtbot.waitUntil(lambda: "result" in threads)
    assert threads["result"] == 42
    assert threads["done"] == threading.get_ident() != threads["work"]


def test_a_problem_is_handed_over_in_the_gui_thread(qtbot, background):
    met = []

    def work():
        raise ValueError("no such page")

    background.run(work, met.append, lambda problem: met.append((problem, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(met))
    assert isinstance(met[0][0], ValueError)
    assert met[0][1] == threading.get_ident()


def test_nothing_is_heard_of_work_that_was_given_up(qtbot, background):
    gate, heard = threading.Event(), []
    first = background.run(lambda: gate.wait(20), lambda _r: heard.append("first"))
    first.cancel()
    gate.set()
    background.run(lambda: None, lambda _r: heard.append("second"))
    qtbot.waitUntil(lambda: "second" in heard)
    assert heard == ["second"]


def test_work_that_waits_is_not_started_once_given_up(qtbot, background):
    gate, ran, heard = threading.Event(), [], []
    background.run(lambda: gate.wait(20), lambda _r: None)
    second = background.run(lambda: ran.append(1), lambda _r: None)
    second.cancel()
    gate.set()
    background.run(lambda: None, lambda _r: heard.append(1))
    qtbot.waitUntil(lambda: bool(heard))
    assert ran == []


def test_work_that_holds_a_widget_is_refused(qtbot, background):
    label = QLabel("x")
    qtbot.addWidget(label)
    for work in (label.text, lambda: label.text() + "", partial(str, label)):
        with pytest.raises(TypeError, match="widget"):
            background.run(work, lambda _r: None)
