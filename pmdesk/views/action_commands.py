"""The commands that hand actions out and follow them through, by id."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmdesk.views.main_window import MainWindow


def action_commands(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Command id to what it does; what does it is made when it is first asked for."""

    def review() -> None:
        window.show_followthrough()
        window.followthrough.begin_review_soon()

    # Not bound methods: those would make the part at once.
    def out(name: str) -> Callable[[], object]:
        def act() -> None:
            getattr(window.handing_out, name)()

        return act

    return {
        "hand_out": out("start"),
        "check_list": out("copy_check_list"),
        "new_issue": out("new_issue"),
        "tracker": out("ask_tracker"),
        "monthly_review": review,
    }
