"""The facts of the head in one quiet line: severity, kind, day, zones, detection, tags, numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pmdesk.document.document import Document
from pmdesk.domain.date_text import parse_day
from pmdesk.domain.day_names import date_text, long_day_text
from pmdesk.domain.marks import incident_bounds
from pmdesk.domain.policy import policy_for
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.terms import Detection, PostmortemKind, Severity, name_of
from pmdesk.domain.timescale import zone_of
from pmdesk.domain.zone_names import zone_names, zone_problem
from pmdesk.edits.postmortems import set_head
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.report.fact_button import FactButton
from pmdesk.views.report.part import Part
from pmdesk.views.report.row import GUTTER
from pmdesk.views.report.word_set import WordSet
from pmdesk.views.theme.theme import theme

# The width of a list with second lines, at scale 1.
DETAILED = 340


class Facts(Part):
    """Every fact is a button that opens its list, or a set of tags."""

    key = "facts"
    kinds = frozenset({Postmortem})

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.setAccessibleName("Facts")
        self.last_picker: Picker | None = None
        line = QWidget()
        flow = FlowLayout(line, gap=2, line_gap=2)
        flow.setContentsMargins(GUTTER + 3, 0, 0, 0)
        self.severity = self._button(flow, "Severity", "gauge", self._pick_severity)
        self.kind = self._button(flow, "Kind", "flag", self._pick_kind)
        self.day = self._button(flow, "Day it began", "calendar", self._pick_day)
        self.zone = self._button(flow, "Zone", "clock", self._pick_zone)
        self.second = self._button(flow, "Second zone", "clock", self._pick_second)
        self.detection = self._button(
            flow, "How did it come to notice?", "radar", self._pick_detection
        )
        self.tags = WordSet(flow, "Tag", "Add a tag", self)
        self.refs = WordSet(flow, "Incident number", "Add an incident number", self)
        self.tags.changed.connect(lambda words: self._set("Set tags", tags=words))
        self.refs.changed.connect(lambda words: self._set("Set incident numbers",
                                                          incident_refs=words))  # fmt: skip
        for words in (self.tags, self.refs):
            words.left.connect(self.left)
            words.stops_changed.connect(self.stops_changed)
        self.column.addWidget(line)
        self.refresh()

    def _button(
        self, flow: FlowLayout, name: str, icon_name: str, pick: Callable[[], None]
    ) -> FactButton:
        button = FactButton(name, icon_name)
        button.clicked.connect(lambda _on=False: pick())
        flow.addWidget(button)
        return button

    def stops(self) -> list[QWidget]:
        buttons = [self.severity, self.kind, self.day, self.zone, self.second, self.detection]
        return [*buttons, *self.tags.stops(), *self.refs.stops()]

    def refresh(self) -> None:
        head = self.document.snapshot.postmortem
        writable = not self.document.read_only
        self.severity.show_severity(head.severity, policy_text(head.severity))
        self.kind.show_value(name_of(head.kind))
        self.day.show_value(date_text(head.day), long_day_text(head.day) if head.day else "")
        self.zone.show_value(head.zone or "UTC", "Times are shown in it")
        self.second.show_value(head.second_zone, "A second zone beside each time")
        self.detection.show_value(name_of(head.detection) if head.detection else "")
        for button in (self.severity, self.kind, self.day, self.zone, self.second, self.detection):
            button.setEnabled(writable)
        self.tags.show_words(head.tags, writable)
        self.refs.show_words(head.incident_refs, writable)

    # -- lists

    def _set(self, label: str, **values: object) -> None:
        self.document.attempt(lambda s: set_head(s, label, **values))

    def _pick(
        self,
        anchor: QWidget,
        choices: Sequence[Choice],
        words: str,
        picked: Callable[[object], object],
        explain: Callable[[str], str] | None = None,
        made: Callable[[str], object] | None = None,
        new_words: str = "",
    ) -> None:
        picker = Picker(choices, anchor, words, new_words, explain)
        picker.picked.connect(picked)
        picker.picked.connect(lambda _value: anchor.setFocus(Qt.FocusReason.PopupFocusReason))
        if made is not None:
            picker.made.connect(made)
        self.last_picker = picker
        # As wide as its second lines need; a menu of short words stays narrow.
        room = anchor.rect()
        if any(choice.detail for choice in choices):
            room.setWidth(theme().px(DETAILED))
        picker.open_under(anchor, room)

    def _pick_severity(self) -> None:
        choices = [Choice(s, s.value, policy_text(s)) for s in Severity]
        choices.append(Choice(None, "No severity", policy_text(None)))
        self._pick(self.severity, choices, "Severity",
                   lambda value: self._set("Set severity", severity=value))  # fmt: skip

    def _pick_kind(self) -> None:
        about = {
            PostmortemKind.INCIDENT: "Somebody was affected",
            PostmortemKind.NEAR_MISS: "It was caught before it did harm",
        }
        choices = [Choice(kind, name_of(kind), about[kind]) for kind in PostmortemKind]
        self._pick(self.kind, choices, "Kind", lambda value: self._set("Set kind", kind=value))

    def _pick_detection(self) -> None:
        choices = [Choice(way, name_of(way)) for way in Detection]
        if self.document.snapshot.postmortem.detection is not None:
            choices.append(Choice(None, "Not known", icon="x"))
        self._pick(self.detection, choices, "How it came to notice",
                   lambda value: self._set("Set detection", detection=value))  # fmt: skip

    def _pick_zone(self) -> None:
        choices = [Choice(name, name, icon="clock") for name in zone_names()]
        self._pick(self.zone, choices, "A city, or UTC",
                   lambda value: self._set("Set zone", zone=str(value)), zone_problem)  # fmt: skip

    def _pick_second(self) -> None:
        choices = [Choice(name, name, icon="clock") for name in zone_names()]
        if self.document.snapshot.postmortem.second_zone:
            choices.insert(0, Choice("", "No second zone", icon="x"))
        self._pick(
            self.second, choices, "A city, or UTC",
            lambda value: self._set("Set second zone", second_zone=str(value)), zone_problem,
        )  # fmt: skip

    # -- the day

    def _today(self) -> date:
        zone = zone_of(self.document.snapshot.postmortem.zone)
        return self.document.clock.now().astimezone(zone).date()

    def _pick_day(self) -> None:
        today = self._today()
        choices = [
            Choice(day, words, long_day_text(day))
            for words, day in (
                ("Day of the first event", self._first_day()),
                ("Today", today),
                ("Yesterday", today - timedelta(days=1)),
            )
            if day is not None
        ]
        if self.document.snapshot.postmortem.day is not None:
            choices.append(Choice(None, "No day", icon="x"))

        def problem(typed: str) -> str:
            words = typed.strip().casefold()
            if not words or any(words in c.title.casefold() for c in choices):
                return ""
            day = past_day(typed, today)
            return day if isinstance(day, str) else ""

        def made(typed: str) -> None:
            day = past_day(typed, today)
            if isinstance(day, date):
                self._set("Set day", day=day)

        self._pick(
            self.day, choices, "Day it began, for example 12 apr",
            lambda value: self._set("Set day", day=value), problem, made, "Set to",
        )  # fmt: skip

    def _first_day(self) -> date | None:
        bounds = incident_bounds(self.document.snapshot)
        zone = zone_of(self.document.snapshot.postmortem.zone)
        return bounds[0].astimezone(zone).date() if bounds is not None else None


def policy_text(severity: Severity | None) -> str:
    """What the policy asks for at a severity, as one line."""
    policy = policy_for(severity)
    reviewers = policy.reviewers[:1].lower() + policy.reviewers[1:]
    return f"{policy.form}; {reviewers}"


def past_day(typed: str, today: date) -> date | str:
    """A typed day that an incident began on: without a year it is the last one, not the next."""
    day = parse_day(typed, today)
    if isinstance(day, str) or day <= today or str(day.year) in typed:
        return day
    try:
        earlier = day.replace(year=day.year - 1)
    except ValueError:
        return "Type the year as well, for example 29 feb 2024."
    return earlier if earlier <= today else day
