"""Where a factor that is held would land, beside rows that are not factors yet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from pmdesk.domain.factor_tree import FactorTree
from pmdesk.views.factors.dragging import Seen, target_at
from tests.fakes import sample


@pytest.mark.parametrize("y", [45, 59, 65, 300])
def test_nothing_lands_on_or_under_a_line_that_is_being_typed(qapp, y):
    snapshot = sample()
    tree = FactorTree(snapshot)
    first, held = (factor.id for factor in tree.children(None)[:2])
    rows = [Seen(first, 0, QRectF(0, 0, 600, 30)), Seen("typed", 1, QRectF(0, 30, 600, 30))]
    assert target_at(QPointF(80, y), rows, tree, [held]) is None
    assert target_at(QPointF(80, 15), rows, tree, [held]).onto == first
