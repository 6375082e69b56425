"""The line over the follow-through: pills with counts, and owner, severity, tag and grouping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from pmdesk.domain.library import OpenAction
from pmdesk.domain.terms import Severity
from pmdesk.itemmodels.followthrough import GROUPINGS, SELECTIONS, Shown, count_of, narrowed
from pmdesk.views.controls.buttons import Button, Pill
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.theme.theme import theme

_ALARMING = ("overdue", "no_owner")
_WIDEST = 150


class FilterBar(QWidget):
    """``changed`` tells that ``shown`` is another one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = Shown()
        self.picker: Picker | None = None
        self._actions: Sequence[OpenAction] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 6)
        row.setSpacing(12)
        holder = QWidget()
        flow = FlowLayout(holder)
        group = QButtonGroup(self)
        self.pills: dict[str, Pill] = {}
        for name, (words, _) in SELECTIONS.items():
            pill = Pill(words, 0, alarming=name in _ALARMING)
            pill.setChecked(name == "all")
            pill.clicked.connect(lambda _on=False, n=name: self.choose(selection=n))
            group.addButton(pill)
            flow.addWidget(pill)
            self.pills[name] = pill
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        row.addWidget(holder, 1)
        self.owner = self._button("user", self._pick_owner)
        self.severity = self._button("flag", self._pick_severity)
        self.tag = self._button("tag", self._pick_tag)
        self.grouping = self._button("layers", self._pick_grouping)
        for button in (self.owner, self.severity, self.tag, self.grouping):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        theme().changed.connect(self._name_buttons)
        self._name_buttons()

    @staticmethod
    def _button(icon_name: str, act: object) -> Button:
        return Button("", "ghost", icon_name, on_click=act, size="compact")  # type: ignore[arg-type]

    def show_actions(
        self, actions: Sequence[OpenAction], today: date, counts: Mapping[str, int]
    ) -> None:
        """Say what each pill would show of these actions; ``counts`` are those over all."""
        self._actions = actions
        if not self.shown.is_narrowed and counts:
            for name, pill in self.pills.items():
                pill.set_count(counts[name])
            return
        kept = narrowed(actions, self.shown)
        for name, pill in self.pills.items():
            pill.set_count(count_of(name, kept, today))

    def choose(self, **values: object) -> None:
        """Show another selection, owner, severity, tag or grouping; raises KeyError for an
        unknown selection or grouping."""
        following = self.shown._replace(**values)  # type: ignore[arg-type]
        pill = self.pills[following.selection]
        _ = GROUPINGS[following.grouping]
        pill.setChecked(True)
        if following != self.shown:
            self.shown = following
            self._name_buttons()
            self.changed.emit()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._name_buttons()

    def _name_buttons(self) -> None:
        shown, t = self.shown, theme()
        owner = shown.owner if shown.owner != "" else "No owner"
        roomy = self.width() >= t.px(1100)
        for button, held, what, empty in (
            (self.owner, owner, "Owner", "Everyone"),
            (self.severity, shown.severity and shown.severity.value, "Severity", "Any severity"),
            (self.tag, shown.tag, "Tag", "Any tag"),
            (self.grouping, GROUPINGS[shown.grouping], "Group", ""),
        ):
            words = held or empty
            # Where there is no room, only what leaves something out is named.
            text = words if roomy or (held and button is not self.grouping) else ""
            button.setText(t.elided(text.replace("&", "&&"), "ui_semibold", t.px(_WIDEST)))
            button.setToolTip(tooltip_of(f"{what}: {words}"))
            button.setAccessibleName(f"{what}: {words}")

    # -- choosing

    def _pick(self, anchor: Button, choices: Sequence[Choice], words: str, name: str) -> None:
        self.picker = Picker(choices, self, words)
        self.picker.picked.connect(lambda value: self.choose(**{name: value}))
        self.picker.open_under(anchor)

    def _pick_owner(self) -> None:
        counts = Counter(a.owner for a in self._actions)
        choices = [Choice(None, "Everyone", icon="users")]
        choices += [
            Choice(name, name or "No owner", _many(count), avatar=True)
            for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        self._pick(self.owner, choices, "Owner", "owner")

    def _pick_severity(self) -> None:
        counts = Counter(a.severity for a in self._actions)
        choices = [Choice(None, "Any severity", icon="flag")]
        choices += [Choice(s, s.value, _many(counts[s])) for s in Severity]
        self._pick(self.severity, choices, "Severity", "severity")

    def _pick_tag(self) -> None:
        counts = Counter(tag for a in self._actions for tag in a.tags)
        choices = [Choice(None, "Any tag", icon="tag")]
        choices += [
            Choice(tag, tag, _many(count))
            for tag, count in sorted(counts.items(), key=lambda pair: pair[0].casefold())
        ]
        self._pick(self.tag, choices, "Tag", "tag")

    def _pick_grouping(self) -> None:
        choices = [Choice(name, words, icon="layers") for name, words in GROUPINGS.items()]
        self._pick(self.grouping, choices, "Group", "grouping")


def _many(count: int) -> str:
    return f"{count} open" if count else "None open"
