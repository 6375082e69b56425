"""What each severity asks for: checks, days and approvers; each choice is applied at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.domain.policy import USUAL, Check, Level, Policy, policies
from pmdesk.domain.policy_text import MOST_DAYS, clean_roles, policies_text
from pmdesk.domain.readiness import title_of
from pmdesk.domain.terms import Severity
from pmdesk.views.controls.buttons import Button, IconButton, Segments
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.prompts.sheet import Sheet

_LEVELS = [(Level.MUST, "Must", ""), (Level.SHOULD, "Should", ""), (Level.OFF, "Off", "")]


class DaysControl(QWidget):
    """Working days, less and more by one; below zero there is no deadline."""

    changed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.days: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.less = IconButton("minus", f"{name}: a day less", partial(self._step, -1))
        self.more = IconButton("plus", f"{name}: a day more", partial(self._step, 1))
        self.words = PlainLabel("", "ui_semibold")
        for part in (self.less, self.words, self.more):
            row.addWidget(part)

    def show_days(self, days: int | None) -> None:
        """Show another number of days, or none."""
        self.days = days
        if days is None:
            self.words.setText("no deadline")
        else:
            self.words.setText("1 working day" if days == 1 else f"{days} working days")
        self.less.setEnabled(days is not None)
        self.more.setEnabled(days is None or days < MOST_DAYS)
        self.setAccessibleName(f"{self._name}: {self.words.text()}")

    def _step(self, by: int) -> None:
        following = -1 + by if self.days is None else self.days + by
        self.show_days(following if following >= 0 else None)
        self.changed.emit(self.days)


class PolicySheet(Sheet):
    """``chosen`` carries the policies as the text that the settings keep."""

    chosen = Signal(str)

    def __init__(self, window: QWidget, severity: Severity | None = None) -> None:
        super().__init__(window, "What each severity asks for", 620, other="Close")
        self._chosen = dict(policies())
        self.severity = severity
        self.kinds = Segments([*((s, s.value, "") for s in Severity), (None, "Without", "")])
        self.kinds.setAccessibleName("Severity")
        self.kinds.chosen.connect(self._on_severity_chosen)
        self.body.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeft)
        self.form = PlainLabel("", "ui", "ink2")
        self.body.addWidget(self.form)
        self.section("Before anyone signs")
        self.levels: dict[Check, Segments] = {}
        for check in Check:
            self.levels[check] = segments = Segments(_LEVELS)
            segments.chosen.connect(partial(self._on_level_chosen, check))
            self.row(title_of(check), segments)
        self.section("By when, after the incident's end")
        self.meeting, self.finish = DaysControl("Meeting"), DaysControl("Sign-off")
        self.meeting.changed.connect(lambda days: self._change(meeting_days=days))
        self.finish.changed.connect(lambda days: self._change(finish_days=days))
        self.row("Meeting", self.meeting)
        self.row("Sign-off", self.finish)
        self.section("Who approves")
        self.roles = LineField("ui", "Roles, with commas between them")
        self.roles.setAccessibleName("Roles that have to approve")
        self.roles.committed.connect(self._on_roles_committed)
        self.body.addWidget(self.roles)
        foot = QVBoxLayout()
        self.usual = Button("Back to the usual", icon_name="rotate-ccw", on_click=self._on_usual)
        line = QHBoxLayout()
        line.addWidget(self.usual)
        line.addStretch(1)
        foot.addLayout(line)
        self.body.addLayout(foot)
        self._show_policy()

    @property
    def policy(self) -> Policy:
        """The policy that is shown."""
        return self._chosen[self.severity]

    def _show_policy(self) -> None:
        policy = self.policy
        self.kinds.choose(self.severity)
        self.form.setText(f"{policy.form}. {policy.reviewers}.")
        for check, segments in self.levels.items():
            segments.choose(policy.level(check))
        self.meeting.show_days(policy.meeting_days)
        self.finish.show_days(policy.finish_days)
        self.roles.show_text(", ".join(policy.roles))
        self.usual.setEnabled(policy != USUAL[self.severity])

    def _on_severity_chosen(self, severity: object) -> None:
        self.roles.commit()
        self.severity = severity if isinstance(severity, Severity) else None
        self._show_policy()

    def _on_level_chosen(self, check: Check, level: object) -> None:
        levels = {**self.policy.levels, check: level}
        self._change(levels=MappingProxyType(levels))

    def _on_roles_committed(self, text: str) -> None:
        self._change(roles=clean_roles(text.split(",")))

    def _on_usual(self) -> None:
        self._take(USUAL[self.severity])

    def _change(self, **values: object) -> None:
        self._take(replace(self.policy, **values))  # type: ignore[arg-type]

    def _take(self, policy: Policy) -> None:
        if policy == self.policy:
            return
        self._chosen[self.severity] = policy
        self._show_policy()
        self.chosen.emit(policies_text(self._chosen))
