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

    return {
        "hand_out": lambda: window.handing_out.start(),  # noqa: PLW0108
        "check_list": lambda: window.handing_out.copy_check_list(),  # noqa: PLW0108
        "new_issue": lambda: window.handing_out.new_issue(),  # noqa: PLW0108
        "tracker": lambda: window.handing_out.ask_tracker(),
        "monthly_review": review,
    }
