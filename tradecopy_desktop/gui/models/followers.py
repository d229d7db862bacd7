"""The cockpit's table of followers: what each column says. Holds no rows."""

from dataclasses import replace

from tradecopy_desktop.app.views import FollowerRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats
from tradecopy_desktop.gui.models.columns import (
    Column,
    Look,
    marked,
    number,
    plain,
    status,
    tone_of_gain,
)
from tradecopy_desktop.gui.theme import Tone


def follower_columns(formats: Formats) -> tuple[Column[FollowerRow], ...]:
    """Return the columns of the followers table."""

    def balance(row: FollowerRow) -> Look:
        return Look(formats.money(row.balance, row.currency))

    def equity(row: FollowerRow) -> Look:
        return Look(formats.money(row.equity, row.currency))

    return (
        Column(title=words.FOLLOWER, look=plain(lambda row: row.name), chars=20, tip=_account),
        Column(
            title=words.STATE,
            look=lambda row: marked(words.HEALTH[row.health], row.health),
            chars=11,
        ),
        Column(title=words.PLATFORM, look=plain(_platform, Tone.MUTED), chars=8),
        replace(number(words.BALANCE, lambda row: row.balance, formats.money, 15), look=balance),
        replace(number(words.EQUITY, lambda row: row.equity, formats.money, 15), look=equity),
        number(
            words.FLOATING,
            lambda row: row.floating,
            formats.gain,
            11,
            tone=lambda row: tone_of_gain(row.floating),
        ),
        number(
            words.OPEN, lambda row: row.open_copies, formats.count, 6, title_tip=words.OPEN_COPIES
        ),
        number(
            words.DRIFT_LOTS,
            lambda row: row.drift_lots,
            formats.lots,
            10,
            tone=lambda row: Tone.WARNING if row.drift_lots else Tone.TEXT,
            title_tip=words.DRIFT_TIP,
        ),
        status(lambda row: row.health, lambda row: row.status, 20),
    )


def _platform(row: FollowerRow) -> str:
    return NOTHING if row.platform is None else words.PLATFORMS[row.platform]


def _account(row: FollowerRow) -> str:
    return f"{row.name}\n{row.key.login} · {row.key.server}"
