"""One route before it is armed: what was found, what is open already, and the tick to arm it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.preflight import Level, WasThere, Wishes
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.before_arming import BeforeArming
from tradecopy_desktop.gui.dialogs.offered_positions import OfferedPositions
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.sizes import size_text
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.findings import FindingsGroup
from tradecopy_desktop.gui.wizard.page import Surroundings


class ArmCard(QFrame):
    """It shows and asks; what may be armed is decided by the program. `changed` tells of a tick."""

    changed = Signal()

    def __init__(self, route: RouteRow, around: Surroundings) -> None:
        super().__init__()
        self.route = route
        self._around = around
        self.setProperty("card", "true")
        self.setAccessibleName(route.name)
        size = size_text(route.sizing, around.appearance.formats)
        self.arm = QCheckBox(words.route_line(route.master_name, route.follower_name, size))
        # A pause is the trader's own word, and ends by another word of his alone.
        self.arm.setChecked(route.mode is not RouteMode.CLOSE_ONLY)
        # Made where there is something found: most routes have findings of one level.
        self.groups: dict[Level, FindingsGroup] = {}
        self._places = {level: QVBoxLayout() for level in Level}
        self._before = BeforeArming(around.desk, route.id, {})
        self.confirm = self._before.confirm
        self.there_button = QToolButton()
        self.there_button.setProperty("place", "plain")
        self.there_button.setCheckable(True)
        self.there_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        around.appearance.icons.dress(self.there_button, "chevron", Tone.MUTED)
        # A table takes milliseconds to make, and few look at it.
        self.positions: OfferedPositions | None = None
        self._there: tuple[WasThere, ...] = ()
        self.fault = label("", "fault")
        self.fault.setWordWrap(True)
        self.state = label(words.rehearsal_state(RouteMode.LIVE, refuses=False), "hint")
        # What was found before arming is of no interest after it.
        self._found = QWidget()
        self._found_layout = QVBoxLayout(self._found)
        self._lay_out()
        self.arm.toggled.connect(self._weigh)
        self.confirm.toggled.connect(self._weigh)
        self.there_button.toggled.connect(self._on_there_toggled)
        self.look()

    @property
    def is_armed(self) -> bool:
        """Tell whether the route copies already."""
        return self.route.mode is RouteMode.LIVE

    @property
    def wants_arming(self) -> bool:
        """Tell whether it is ticked, and can be armed as it stands."""
        before = self._before
        return self.arm.isChecked() and not (self.is_armed or before.is_refused or before.is_unread)

    @property
    def unread(self) -> bool:
        """Tell whether it waits for the trader's yes."""
        return self._before.is_unread and self.arm.isChecked() and not self.is_armed

    def wishes(self) -> Wishes:
        """Return what the trader chose beside arming."""
        return self._before.wishes(self.positions.ticked() if self.positions is not None else ())

    def look(self) -> None:
        """Look at the route again and show what has changed. The trader's ticks stay."""
        there = self._before.look()
        if there is not None:
            self._show_findings()
            self._there = tuple(there)
            if self.positions is not None:
                self.positions.show_positions(there)
            self.there_button.setText(words.open_already(len(there)))
            self.there_button.setEnabled(bool(there))
        self._weigh()

    def take(self, route: RouteRow) -> None:
        """Show the route as it is now."""
        self.route = route
        self._weigh()

    def refuse(self, why: str) -> None:
        """Say why it was not armed."""
        self._before.answer = why
        self._weigh()

    def set_busy(self, busy: bool) -> None:
        """Let nothing be chosen while an order is under way."""
        if busy:
            self._before.answer = ""
        self.setEnabled(not busy)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(7)
        line = QHBoxLayout()
        line.addWidget(self.arm)
        line.addStretch()
        line.addWidget(self.state)
        layout.addLayout(line)
        layout.addWidget(self._found)
        found = self._found_layout
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(7)
        found.addWidget(self.fault)
        for level in (Level.REFUSE, Level.ASK):
            found.addLayout(self._places[level])
        found.addWidget(self.confirm)
        for level in (Level.WAIT, Level.OK):
            found.addLayout(self._places[level])
        found.addWidget(self.there_button)
        self.there_button.setToolTip(words.ALREADY_OPEN_HINT)

    def _show_findings(self) -> None:
        for level in Level:
            found = [each for each in self._before.findings if each.level is level]
            if found or level in self.groups:
                self._group(level).show_findings(found)

    def _group(self, level: Level) -> FindingsGroup:
        group = self.groups.get(level)
        if group is None:
            few = 0 if level in (Level.OK, Level.WAIT) else None
            group = self.groups[level] = FindingsGroup(level, self._around.appearance, few=few)
            self._places[level].addWidget(group)
        return group

    def _on_there_toggled(self, shown: bool) -> None:
        if self.positions is None:
            self.positions = OfferedPositions(self._around.appearance)
            self.positions.show_positions(self._there)
            self.positions.ticks_changed.connect(self._weigh)
            self._found_layout.addWidget(self.positions)
        self.positions.setVisible(shown)

    def _weigh(self) -> None:
        self._found.setVisible(not self.is_armed)
        self.state.setVisible(self.is_armed)
        self.arm.setEnabled(not (self._before.is_refused or self.is_armed))
        self.confirm.setVisible(self._before.asks and not self.is_armed)
        self.fault.setText("" if self.is_armed else begun(self._before.why_not))
        self.fault.setVisible(bool(self.fault.text()))
        self.changed.emit()
