"""The table of routes: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import (
    Column,
    Look,
    by_number,
    marked,
    number,
    plain,
    status,
)
from tradecopy_desktop.gui.sizes import number_of, size_text
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
            look=plain(lambda row: size_text(row.sizing, formats)),
            order=lambda row: by_number(number_of(row.sizing)),
            chars=13,
            tip=lambda row: size_text(row.sizing, formats),
        ),
        number(words.COPIED, lambda row: row.copied, formats.count, 7),
        number(words.SKIPPED, lambda row: row.skipped, formats.count, 7),
        number(words.REFUSED, lambda row: row.refused, formats.count, 7, tone=_refused_tone),
        number(
            words.OPEN,
            lambda row: row.open_copies,
            formats.count,
            5,
            title_tip=words.OPEN_COPIES,
        ),
        number(
            words.LAST_MS, lambda row: row.last_total_ms, formats.ms, 7, title_tip=words.TOTAL_TIP
        ),
        status(lambda row: row.health, lambda row: row.status, 18),
    )


def _refused_tone(row: RouteRow) -> Tone:
    return Tone.BAD if row.refused else Tone.TEXT
