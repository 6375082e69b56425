"""The pages of a preview are drawn once for each size they are shown at."""

from __future__ import annotations

import shiboken6

from pmdesk.views.background import Task
from pmdesk.views.preview.page_view import PageView
from pmdesk.views.preview.pages import Pixels


class Worker:
    """Takes the work, and hands over pages that came out smaller than they were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self._done = []

    def run(self, work, done, failed=None) -> Task:
        self.asked.append(work.args[1])
        self._done.append((work.args[1], done))
        return Task()

    def finish(self) -> None:
        done, self._done = self._done, []
        for number, tell in done:
            tell(Pixels(number, 60, 80, bytes(60 * 80 * 4)))


def shown(qtbot) -> tuple[PageView, Worker]:
    worker = Worker()
    view = PageView(worker)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_pages(b"", [(595.0, 842.0)] * 3)
    view.viewport().grab()
    return view, worker


def test_a_page_that_is_too_large_to_be_drawn_whole_is_not_drawn_again_and_again(qtbot):
    view, worker = shown(qtbot)
    view.zoom_by(5.0)
    view.viewport().grab()
    worker.finish()
    asked = len(worker.asked)
    assert view.is_drawn(view.current)
    view.viewport().grab()
    assert len(worker.asked) == asked
    view.zoom_by(0.5)
    view.viewport().grab()
    assert len(worker.asked) > asked


def test_a_page_that_comes_after_the_preview_was_closed_is_dropped(qtbot):
    view, worker = shown(qtbot)
    shiboken6.delete(view)
    worker.finish()
