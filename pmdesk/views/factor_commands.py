"""What the window's commands do with the factors of the open postmortem."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pmdesk.views.editor import Editor
    from pmdesk.views.factors.panel import FactorsPanel

FORMS = ("outline", "tree", "coverage")


def factor_commands(
    in_editor: Callable[[Callable[[Editor], object]], None],
) -> dict[str, Callable[[], object]]:
    """Command id to what it does, in the editor that ``in_editor`` hands over."""
    acts: dict[str, Callable[[Editor], object]] = {
        f"factors_{form}": partial(_show_form, form=form) for form in FORMS
    }
    acts |= {"reuse_factor": _reuse, "find_factor": _find}
    return {name: partial(in_editor, act) for name, act in acts.items()}


def _panel(editor: Editor) -> FactorsPanel:
    editor.show_section("factors")
    return cast("FactorsPanel", editor.stack.currentWidget())


def _show_form(editor: Editor, form: str) -> None:
    panel = _panel(editor)
    panel.commit_pending()
    panel.show_form(form)
    editor.focus_section()


def _reuse(editor: Editor) -> None:
    _panel(editor).pick_earlier()


def _find(editor: Editor) -> None:
    _panel(editor).find_here()
