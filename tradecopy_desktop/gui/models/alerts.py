"""The list of alerts: what each column says. Holds no rows."""

from dataclasses import dataclass

from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats, begun
from tradecopy_desktop.gui.models.columns import Column, Look, marked, plain
from tradecopy_desktop.gui.theme import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert, and whether the trader has acknowledged it."""

    row: AlertRaised
    acknowledged: bool = False

    @property
    def key(self) -> str:
        """What it is known by; never shown."""
        return self.row.key

    @property
    def waits(self) -> bool:
        """Tell whether it waits to be acknowledged; a note does not."""
        return not self.acknowledged and self.row.health in {Health.WARNING, Health.BAD}


def alert_columns(formats: Formats) -> tuple[Column[Alert], ...]:
    """Return the columns of the alerts list, which is sorted by the first."""
    return (
        Column(
            title=words.TIME,
            look=plain(lambda each: formats.moment(each.row.at), Tone.MUTED),
            order=lambda each: (0, each.row.at.timestamp(), each.key),
            chars=19,
        ),
        Column(title=words.STATE, look=_level, chars=14),
        Column(
            title=words.WHAT_HAPPENED,
            look=lambda each: Look(_title(each), _tone(each), second=begun(each.row.text)),
            chars=40,
            stretch=True,
            tip=lambda each: f"{_title(each)}\n{begun(each.row.text)}",
        ),
    )


def _title(each: Alert) -> str:
    return words.told(each.row.title)


def _level(each: Alert) -> Look:
    level = words.ALERT_LEVELS[each.row.health]
    if not each.acknowledged:
        return marked(level, each.row.health)
    return Look(level, Tone.MUTED, "mark-idle", second=words.ACKNOWLEDGED)


def _tone(each: Alert) -> Tone:
    return Tone.MUTED if each.acknowledged else Tone.TEXT
