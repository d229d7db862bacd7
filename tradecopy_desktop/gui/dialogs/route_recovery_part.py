"""The tab that says how a route recovers."""

from collections.abc import Sequence

from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.recovery_part import RecoveryPart
from tradecopy_desktop.gui.dialogs.route_part import RoutePart
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.recovery import recovery_of, with_recovery
from tradecopy_desktop.gui.turns import Piece


class RouteRecoveryPart(RoutePart):
    """The fields of recovery, as a tab."""

    def __init__(self, settings: RouteSettings, formats: Formats) -> None:
        super().__init__(formats)
        self.recovery = RecoveryPart(recovery_of(settings))
        self.lines.addWidget(self.recovery)
        self.lines.addStretch()

    def steps(self) -> Sequence[Piece]:
        """Return what makes the fields."""
        return *self.recovery.steps(), self._listen

    def _listen(self) -> None:
        self.recovery.changed.connect(self.changed)
        self.setFocusProxy(self.recovery)

    def show_settings(self, settings: RouteSettings) -> None:
        """Show how a route recovers."""
        self.recovery.show_recovery(recovery_of(settings))

    def applied_to(self, settings: RouteSettings) -> RouteSettings:
        """Return the settings with this recovery."""
        return with_recovery(settings, self.recovery.recovery())

    def checks(self) -> list[tuple[Field, str]]:
        """Return each field that can be wrong, with what is."""
        return self.recovery.checks()
