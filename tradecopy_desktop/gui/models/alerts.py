"""The list of alerts: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import AlertRaised
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import Column, Look, marked, plain
from tradecopy_desktop.gui.theme import Tone


def alert_columns(formats: Formats) -> tuple[Column[AlertRaised], ...]:
    """Return the columns of the alerts list, which is sorted by the first."""
    return (
        Column(
            title=words.TIME,
            look=plain(lambda row: formats.moment(row.at), Tone.MUTED),
            order=lambda row: (0, row.at.timestamp(), row.key),
            chars=19,
        ),
        Column(
            title=words.STATE,
            look=lambda row: marked(words.ALERT_LEVELS[row.health], row.health),
            chars=11,
        ),
        Column(
            title=words.WHAT_HAPPENED,
            look=lambda row: Look(row.title, second=row.text),
            chars=40,
            stretch=True,
            tip=lambda row: f"{row.title}\n{row.text}",
        ),
    )
