"""The parts of the window that are made when they are first needed, so that it comes up at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pmdesk.document import shelf as shelves
    from pmdesk.domain.timeline_filter import TimelineFilter
    from pmdesk.views import (
        attaching,
        bringing_in,
        checking,
        document_news,
        exporting,
        importing,
        meeting_desk,
        merging,
    )
    from pmdesk.views import handing_out as handing
    from pmdesk.views import notice as notices
    from pmdesk.views import safety as safeties
    from pmdesk.views.controls import toast as toasts
    from pmdesk.views.followthrough import followthrough_view
    from pmdesk.views.main_window import MainWindow
    from pmdesk.views.palette import palette
    from pmdesk.views.prompts import prompts as asking


class WindowParts(QWidget):
    """What the main window needs now and then; nothing of it is loaded before it is seen."""

    @property
    def _whole(self) -> MainWindow:
        return cast("MainWindow", self)

    @cached_property
    def toast(self) -> toasts.Toast:
        """What has just happened, in one line."""
        from pmdesk.views.controls.toast import Toast

        return Toast(self)

    @cached_property
    def notice(self) -> notices.NoticeBar:
        """What holds for a while, over the places."""
        from pmdesk.views.notice import NoticeBar

        bar = NoticeBar(self)
        self._whole.column.insertWidget(0, bar)
        return bar

    @cached_property
    def timeline_filters(self) -> dict[str, TimelineFilter]:
        """What the timeline of each postmortem was narrowed down to, by its id."""
        return {}

    @cached_property
    def shelf(self) -> shelves.Shelf:
        """Where postmortems come and go."""
        from pmdesk.document.shelf import Shelf

        window = self._whole
        made = Shelf(window.desk, window.clock, self)
        made.changed.connect(lambda _pm_id: window.refresh_library())
        made.refused.connect(self.safety.tell_refused)
        return made

    @cached_property
    def news(self) -> document_news.DocumentNews:
        """What is said of the open postmortem."""
        from pmdesk.views.document_news import DocumentNews

        return DocumentNews(self._whole)

    @cached_property
    def safety(self) -> safeties.Safety:
        """What is done so that nothing typed is lost."""
        from pmdesk.views.safety import Safety

        return Safety(self._whole)

    @cached_property
    def prompts(self) -> asking.Prompts:
        """The one door to what is asked."""
        from pmdesk.views.prompts.prompts import Prompts

        return Prompts(self)

    @cached_property
    def importing(self) -> importing.Importing:
        """The way in."""
        from pmdesk.views.importing import Importing

        return Importing(self._whole)

    @cached_property
    def merging(self) -> merging.Merging:
        """The way of a copy that came back."""
        from pmdesk.views.merging import Merging

        return Merging(self._whole)

    @cached_property
    def bringing_in(self) -> bringing_in.BringingIn:
        """The way of chats, alerts and tables into the open postmortem."""
        from pmdesk.views.bringing_in import BringingIn

        return BringingIn(self._whole)

    @cached_property
    def attaching(self) -> attaching.Attaching:
        """The way of files and words into the evidence of events."""
        from pmdesk.views.attaching import Attaching

        return Attaching(self._whole)

    @cached_property
    def checking(self) -> checking.Checking:
        """The way of a report that came back."""
        from pmdesk.views.checking import Checking

        return Checking(self._whole)

    @cached_property
    def exporting(self) -> exporting.Exporting:
        """The way out."""
        from pmdesk.views.exporting import Exporting

        return Exporting(self._whole)

    @cached_property
    def handing_out(self) -> handing.HandingOut:
        """The way out of actions."""
        from pmdesk.views.handing_out import HandingOut

        return HandingOut(self._whole)

    @cached_property
    def meeting(self) -> meeting_desk.MeetingDesk:
        """The meeting on the open postmortem."""
        from pmdesk.views.meeting_desk import MeetingDesk

        return MeetingDesk(self._whole)

    @cached_property
    def command_palette(self) -> palette.CommandPalette:
        """Everything to do and to go to."""
        from pmdesk.views.palette_items import make_palette

        return make_palette(self._whole)

    @cached_property
    def followthrough(self) -> followthrough_view.FollowThroughView:
        """The place of all open actions."""
        from functools import partial

        from pmdesk.views.action_changes import change_action
        from pmdesk.views.followthrough.followthrough_view import FollowThroughView

        window = self._whole
        view = FollowThroughView(
            window.desk,
            window.background,
            window.today,
            partial(change_action, window),
            partial(change_action, window, quiet=True),
            lambda: not window.desk.read_only,
        )
        view.open_action_requested.connect(window.open_action)
        view.hand_out_requested.connect(window.actions_["hand_out"].trigger)
        window.places.addWidget(view)
        return view
