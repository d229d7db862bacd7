"""The cockpit's positions beside the master's: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import CopyRow, CopyState, Health
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import (
    Column,
    Look,
    grouped,
    marked,
    number,
    plain,
    tone_of_gain,
)
from tradecopy_desktop.gui.theme import Tone

_HEALTH = {
    CopyState.IN_STEP: Health.GOOD,
    CopyState.WORKING: Health.IDLE,
    CopyState.DRIFT: Health.WARNING,
    CopyState.UNLINKED: Health.BAD,
}
SIDE_TONES = {Side.BUY: Tone.BUY, Side.SELL: Tone.SELL}


def copy_columns(formats: Formats) -> tuple[Column[CopyRow], ...]:
    """Return the columns of the positions table: the trade, the master's side, the follower's."""
    return (
        Column(
            title=words.FOLLOWER,
            look=plain(lambda row: row.follower_name),
            chars=16,
            stretch=True,
            tip=lambda row: f"{row.follower_name}\n{words.ROUTE}: {row.route_name}",
        ),
        Column(
            title=words.SIDE,
            look=lambda row: Look(words.SIDES[row.side], SIDE_TONES[row.side]),
            chars=5,
        ),
        Column(
            title=words.STATE,
            look=lambda row: marked(words.COPY_STATES[row.state], _HEALTH[row.state]),
            chars=11,
            tip=lambda row: words.COPY_STATE_TIPS[row.state],
        ),
        *_master_columns(formats),
        *_follower_columns(formats),
    )


def copy_band(row: CopyRow) -> Tone | None:
    """Return the tint of a row that is not as it should be."""
    if row.state is CopyState.DRIFT:
        return Tone.WARNING
    return Tone.BAD if row.state is CopyState.UNLINKED else None


def _master_columns(formats: Formats) -> tuple[Column[CopyRow], ...]:
    return grouped(
        words.MASTER,
        Column(title=words.SYMBOL, look=plain(lambda row: row.master_symbol), chars=9),
        number(words.LOTS, lambda row: row.master_lots, formats.lots, 5),
        number(words.PRICE, lambda row: row.master_price, formats.price, 8),
    )


def _follower_columns(formats: Formats) -> tuple[Column[CopyRow], ...]:
    return grouped(
        words.FOLLOWER,
        Column(title=words.SYMBOL, look=plain(lambda row: row.symbol), chars=10),
        number(
            words.DUE, lambda row: row.prescribed_lots, formats.lots, 5, title_tip=words.DUE_TIP
        ),
        number(
            words.HELD,
            lambda row: row.held_lots,
            formats.lots,
            5,
            tone=_held_tone,
            title_tip=words.HELD_TIP,
        ),
        number(words.PRICE, lambda row: row.price, formats.price, 8),
        number(words.STOP_LOSS, lambda row: row.stop_loss, formats.price, 8),
        number(words.TAKE_PROFIT, lambda row: row.take_profit, formats.price, 8),
        number(
            words.PROFIT,
            lambda row: row.profit,
            formats.gain,
            10,
            tone=lambda row: tone_of_gain(row.profit),
        ),
    )


def _held_tone(row: CopyRow) -> Tone:
    if row.held_lots == row.prescribed_lots:
        return Tone.TEXT
    return Tone.WARNING if row.state is not CopyState.UNLINKED else Tone.BAD
