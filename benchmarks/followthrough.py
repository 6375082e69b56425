"""The follow-through over 10,000 postmortems with three actions each.

    python benchmarks/followthrough.py [COUNT]

Floors are taken beside it: the bare rows of the same query, and one paint of the window without
rows. Printed are medians in ms; reading runs off the GUI thread, all else in it.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.libraries import NOW, filled
from pmdesk.itemmodels.followthrough import SELECTIONS, read_desk
from pmdesk.store.followthrough import _ACTIONS
from pmdesk.views.background import Background
from pmdesk.views.followthrough.followthrough_view import FollowThroughView
from pmdesk.views.theme.theme import install

TODAY = NOW.date().replace(month=12, day=20)
ROUNDS = 9


def median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """How long some work takes, in ms."""
    spans = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        spans.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spans)


def told(name: str, span: float, floor: float = 0.0) -> None:
    """One line of the answer."""
    ratio = f"  ({span / floor:.1f} x its floor of {floor:.1f})" if floor else ""
    print(f"{name:<46}{span:>9.1f} ms{ratio}")


def longest_pause(app: QApplication, view: FollowThroughView) -> float:
    """The longest time that the GUI thread did not answer while the desk was read, in ms."""
    done: list[bool] = []
    view.read.connect(lambda: done.append(True))
    view.refresh()
    worst, last = 0.0, time.perf_counter()
    while not done:
        app.processEvents()
        now = time.perf_counter()
        worst, last = max(worst, now - last), now
        time.sleep(0.0005)
    return worst * 1000


def main(count: int) -> None:
    app = QApplication([])
    app.setStyle("fusion")
    install(app)
    with tempfile.TemporaryDirectory() as name:
        library = filled(Path(name), count)
        raw = library._main
        rows = len(raw.execute(_ACTIONS).fetchall())
        print(f"{count} postmortems, {rows} open actions")
        floor = median(lambda: raw.execute(_ACTIONS).fetchall())
        told("open actions", median(lambda: library.open_actions(TODAY)), floor)
        told("everything the desk shows (worker)", median(lambda: read_desk(library, TODAY)), floor)
        background = Background()
        view = FollowThroughView(library, background, lambda: TODAY, lambda *_: None)
        view.resize(1216, 900)
        view.show()
        QTest.qWaitForWindowExposed(view)
        bare = median(view.repaint)
        told("longest pause while it is read, first time", longest_pause(app, view))
        told("longest pause while it is read again", longest_pause(app, view))
        for selection in SELECTIONS:
            told(f"filter {selection}", median(lambda s=selection: shown(app, view, s)), bare)
        view.choose("all")
        for grouping in ("owner", "postmortem", "due"):
            told(f"group by {grouping}", median(lambda g=grouping: grouped(app, view, g), 3), bare)
        bar = view.list.verticalScrollBar()
        told("scroll frame", median(lambda: scrolled(view, bar.value() + 48), 60), bare)
        view.begin_review()
        told("review: keep and next", median(lambda: kept(app, view), 20), bare)
        background.stop()
        library.close()


def shown(app: QApplication, view: FollowThroughView, selection: str) -> None:
    view.filters.shown = view.filters.shown._replace(selection="")
    view.filters.choose(selection=selection)
    app.processEvents()
    view.repaint()


def grouped(app: QApplication, view: FollowThroughView, grouping: str) -> None:
    view.filters.shown = view.filters.shown._replace(grouping="")
    view.filters.choose(grouping=grouping)
    app.processEvents()
    view.repaint()


def scrolled(view: FollowThroughView, value: int) -> None:
    view.list.verticalScrollBar().setValue(value)
    view.repaint()


def kept(app: QApplication, view: FollowThroughView) -> None:
    QTest.keyClick(view.review, Qt.Key.Key_S)
    app.processEvents()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
