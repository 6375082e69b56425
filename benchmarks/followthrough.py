"""The follow-through over 10,000 postmortems with three actions each.

    python benchmarks/followthrough.py [COUNT]

Floors are taken beside it: the bare rows of the same query, one repaint of the window as it
stands, and for scrolling a bare widget whose own paintEvent writes the words of the same rows.
Printed are medians in ms; reading runs off the GUI thread, all else in it.
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

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.libraries import NOW, filled
from pmdesk.domain.day_names import date_text
from pmdesk.domain.library import OpenAction
from pmdesk.itemmodels.followthrough import SELECTIONS, read_desk
from pmdesk.store.followthrough import _ACTIONS
from pmdesk.views.background import Background
from pmdesk.views.followthrough.followthrough_view import FollowThroughView
from pmdesk.views.followthrough.rows import columns_of
from pmdesk.views.theme.theme import install, theme

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
        told("longest pause while it is read, first time", longest_pause(app, view))
        again = [longest_pause(app, view) for _ in range(ROUNDS)]
        told("longest pause while it is read again", statistics.median(again))
        told("  the worst of them", max(again))
        bare = median(view.repaint)
        for selection in SELECTIONS:
            told(f"filter {selection}", median(lambda s=selection: shown(app, view, s)), bare)
        view.choose("all")
        for grouping in ("owner", "postmortem", "due"):
            told(f"group by {grouping}", median(lambda g=grouping: grouped(app, view, g), 3), bare)
        bar = view.list.verticalScrollBar()
        frame, floor = alternating(
            lambda: scrolled(view, bar.value() + 48), BareTable(view).step, 60
        )
        told("scroll frame (goal: 2 x its floor)", frame, floor)
        view.begin_review()
        told("review: keep and next", median(lambda: kept(app, view), 20), bare)
        background.stop()
        library.close()


class BareTable(QWidget):
    """The floor of scrolling: the same rows as words on one ground, painted and nothing else."""

    def __init__(self, view: FollowThroughView) -> None:
        super().__init__()
        self._rows = [view.model.row(n) for n in range(view.model.rowCount())]
        self._at = 0
        self.resize(view.list.viewport().size())
        self.show()
        QTest.qWaitForWindowExposed(self)

    def step(self) -> None:
        """Go on by one row and paint."""
        self._at += 48
        self.repaint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.colour("surface"))
        first = self._at // 48
        c = columns_of(self.width())
        for place, row in enumerate(self._rows[first : first + self.height() // 48 + 2]):
            y = place * 48 - self._at % 48
            if not isinstance(row, OpenAction):
                continue
            for left, right, role, words in (
                (c.key, c.text, "ui_medium", row.key),
                (c.text, c.source, "body_medium", row.text),
                (c.source, c.owner, "ui", row.pm_title),
                (c.owner, c.due, "ui", row.owner),
                (c.due, c.right, "ui", date_text(row.due)),
            ):
                painter.setFont(t.font(role))
                painter.setPen(t.colour("ink1"))
                shown = t.elided(words, role, right - left)
                painter.drawText(
                    QRectF(left, y, right - left, 48), Qt.AlignmentFlag.AlignVCenter, shown
                )


def alternating(
    work: Callable[[], object], floor: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """The medians of some work and its floor, taken in turns, in ms."""
    pairs = [(median(work, 1), median(floor, 1)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


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
    view.list.viewport().repaint()


def kept(app: QApplication, view: FollowThroughView) -> None:
    QTest.keyClick(view.review, Qt.Key.Key_S)
    app.processEvents()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
