"""The cockpit's table of followers: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import FollowerRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats
from tradecopy_desktop.gui.models.columns import (
    Column,
    Look,
    by_number,
    marked,
    plain,
    tone_of_gain,
    toned,
)
from tradecopy_desktop.gui.theme import Tone


def follower_columns(formats: Formats) -> tuple[Column[FollowerRow], ...]:
    """Return the columns of the followers table."""
    return (
        Column(title=words.FOLLOWER, look=plain(lambda row: row.name), chars=20, tip=_account),
        Column(
            title=words.STATE,
            look=lambda row: marked(words.HEALTH[row.health], row.health),
            chars=11,
        ),
        Column(title=words.PLATFORM, look=plain(_platform, Tone.MUTED), chars=8),
        Column(
            title=words.BALANCE,
            look=plain(lambda row: formats.money(row.balance, row.currency)),
            order=lambda row: by_number(row.balance),
            chars=15,
            numeric=True,
        ),
        Column(
            title=words.EQUITY,
            look=plain(lambda row: formats.money(row.equity, row.currency)),
            order=lambda row: by_number(row.equity),
            chars=15,
            numeric=True,
        ),
        Column(
            title=words.FLOATING,
            look=lambda row: Look(formats.gain(row.floating), tone_of_gain(row.floating)),
            order=lambda row: by_number(row.floating),
            chars=11,
            numeric=True,
        ),
        Column(
            title=words.OPEN,
            title_tip=words.OPEN_COPIES,
            look=plain(lambda row: formats.count(row.open_copies)),
            order=lambda row: by_number(row.open_copies),
            chars=6,
            numeric=True,
        ),
        Column(
            title=words.DRIFT_LOTS,
            title_tip=words.DRIFT_TIP,
            look=lambda row: Look(
                formats.lots(row.drift_lots), Tone.WARNING if row.drift_lots else Tone.TEXT
            ),
            order=lambda row: by_number(row.drift_lots),
            chars=10,
            numeric=True,
        ),
        Column(
            title=words.STATUS,
            look=lambda row: toned(row.status, row.health),
            chars=20,
            stretch=True,
            tip=lambda row: row.status,
        ),
    )


def _platform(row: FollowerRow) -> str:
    return NOTHING if row.platform is None else words.PLATFORMS[row.platform]


def _account(row: FollowerRow) -> str:
    return f"{row.name}\n{row.key.login} · {row.key.server}"
