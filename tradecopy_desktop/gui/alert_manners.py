"""How alerts are told on this machine: sound and quiet hours, kept with the window's settings."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QSettings

from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.gui.times import minute_of, time_text

_SOUND = "alerts/sound"
_QUIET = "alerts/quiet"
_FROM = "alerts/quiet_from"
_TO = "alerts/quiet_to"
_MINUTES_OF_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """`sounds` for a breach. From `begins` to `ends`, minutes of the local day, it is quiet."""

    sounds: bool = True
    quiet: bool = False
    begins: int = 22 * 60
    ends: int = 7 * 60

    def silence(self, alert: AlertRaised) -> bool:
        """Tell whether an alert is not told because of its time; a breach always is."""
        return self.quiet and alert.health is not Health.BAD and self._covers(alert.at)

    def _covers(self, at: datetime) -> bool:
        local = at.astimezone()
        minute = local.hour * _MINUTES_OF_HOUR + local.minute
        if self.begins < self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends


class AlertManners(QObject):
    """Holds the manners and keeps them for the next start, where there is a file for it."""

    def __init__(self, settings: QSettings | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.now = Manners() if settings is None else _kept(settings)

    def change(self, manners: Manners) -> None:
        """Tell alerts in this way from now on."""
        self.now = manners
        if self._settings is not None:
            self._settings.setValue(_SOUND, int(manners.sounds))
            self._settings.setValue(_QUIET, int(manners.quiet))
            self._settings.setValue(_FROM, time_text(manners.begins))
            self._settings.setValue(_TO, time_text(manners.ends))


def _kept(settings: QSettings) -> Manners:
    usual = Manners()
    begins, ends = (minute_of(str(settings.value(key, ""))) for key in (_FROM, _TO))
    # A damaged file must not make the program keep still.
    known = begins is not None and ends is not None and begins != ends
    return Manners(
        sounds=str(settings.value(_SOUND, "1")) != "0",
        quiet=known and str(settings.value(_QUIET, "0")) == "1",
        begins=begins if known and begins is not None else usual.begins,
        ends=ends if known and ends is not None else usual.ends,
    )
