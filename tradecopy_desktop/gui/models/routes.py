"""The table of routes: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.routes import Multiplier, RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import (
    Column,
    Look,
    by_number,
    marked,
    plain,
    toned,
)
from tradecopy_desktop.gui.theme import Tone

_TONES = {
    RouteMode.LIVE: Tone.GOOD,
    RouteMode.CLOSE_ONLY: Tone.WARNING,
    RouteMode.SHADOW: Tone.ACCENT,
    RouteMode.OFF: Tone.MUTED,
}


def route_columns(formats: Formats) -> tuple[Column[RouteRow], ...]:
    """Return the columns of the routes table."""
    return (
        Column(title=words.ROUTE, look=lambda row: marked(row.name, row.health), chars=20),
        Column(
            title=words.MODE,
            look=lambda row: Look(words.MODES[row.mode], _TONES[row.mode]),
            chars=8,
            tip=lambda row: words.MODE_TIPS[row.mode],
        ),
        Column(title=words.MASTER, look=plain(lambda row: row.master_name), chars=17),
        Column(title=words.FOLLOWER, look=plain(lambda row: row.follower_name), chars=17),
        Column(
            title=words.SIZE,
            look=plain(lambda row: _size(row, formats)),
            order=lambda row: by_number(_factor(row)),
            chars=9,
            numeric=True,
        ),
        Column(
            title=words.COPIED,
            look=plain(lambda row: formats.count(row.copied)),
            order=lambda row: by_number(row.copied),
            chars=7,
            numeric=True,
        ),
        Column(
            title=words.SKIPPED,
            look=plain(lambda row: formats.count(row.skipped)),
            order=lambda row: by_number(row.skipped),
            chars=7,
            numeric=True,
        ),
        Column(
            title=words.REFUSED,
            look=lambda row: Look(
                formats.count(row.refused), Tone.BAD if row.refused else Tone.TEXT
            ),
            order=lambda row: by_number(row.refused),
            chars=7,
            numeric=True,
        ),
        Column(
            title=words.OPEN,
            title_tip=words.OPEN_COPIES,
            look=plain(lambda row: formats.count(row.open_copies)),
            order=lambda row: by_number(row.open_copies),
            chars=5,
            numeric=True,
        ),
        Column(
            title=words.LAST_MS,
            title_tip=words.TOTAL_TIP,
            look=plain(lambda row: formats.ms(row.last_total_ms)),
            order=lambda row: by_number(row.last_total_ms),
            chars=7,
            numeric=True,
        ),
        Column(
            title=words.STATUS,
            look=lambda row: toned(row.status, row.health),
            chars=18,
            stretch=True,
            tip=lambda row: row.status,
        ),
    )


def _size(row: RouteRow, formats: Formats) -> str:
    if isinstance(row.sizing, Multiplier):
        return formats.factor(row.sizing.factor)
    return words.SAME_LOTS


def _factor(row: RouteRow) -> float:
    return float(row.sizing.factor) if isinstance(row.sizing, Multiplier) else 1.0
