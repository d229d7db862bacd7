"""The cockpit's positions beside the master's: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import CopyRow, CopyState, Health
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import (
    Column,
    Look,
    by_number,
    marked,
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
    group = words.MASTER
    return (
        Column(title=words.SYMBOL, look=plain(lambda row: row.master_symbol), chars=9, group=group),
        Column(
            title=words.LOTS,
            look=plain(lambda row: formats.lots(row.master_lots)),
            order=lambda row: by_number(row.master_lots),
            chars=5,
            numeric=True,
            group=group,
        ),
        Column(
            title=words.PRICE,
            look=plain(lambda row: formats.price(row.master_price)),
            order=lambda row: by_number(row.master_price),
            chars=8,
            numeric=True,
            group=group,
        ),
    )


def _follower_columns(formats: Formats) -> tuple[Column[CopyRow], ...]:
    group = words.FOLLOWER
    return (
        Column(title=words.SYMBOL, look=plain(lambda row: row.symbol), chars=10, group=group),
        Column(
            title=words.DUE,
            title_tip=words.DUE_TIP,
            look=plain(lambda row: formats.lots(row.prescribed_lots)),
            order=lambda row: by_number(row.prescribed_lots),
            chars=5,
            numeric=True,
            group=group,
        ),
        Column(
            title=words.HELD,
            title_tip=words.HELD_TIP,
            look=lambda row: Look(formats.lots(row.held_lots), _held_tone(row)),
            order=lambda row: by_number(row.held_lots),
            chars=5,
            numeric=True,
            group=group,
        ),
        Column(
            title=words.PRICE,
            look=plain(lambda row: formats.price(row.price)),
            order=lambda row: by_number(row.price),
            chars=8,
            numeric=True,
            group=group,
        ),
        Column(
            title=words.STOP_LOSS,
            look=plain(lambda row: formats.price(row.stop_loss)),
            order=lambda row: by_number(row.stop_loss),
            chars=8,
            numeric=True,
            group=group,
        ),
        Column(
            title=words.TAKE_PROFIT,
            look=plain(lambda row: formats.price(row.take_profit)),
            order=lambda row: by_number(row.take_profit),
            chars=8,
            numeric=True,
            group=group,
        ),
        Column(
            title=words.PROFIT,
            look=lambda row: Look(formats.gain(row.profit), tone_of_gain(row.profit)),
            order=lambda row: by_number(row.profit),
            chars=10,
            numeric=True,
            group=group,
        ),
    )


def _held_tone(row: CopyRow) -> Tone:
    if row.held_lots == row.prescribed_lots:
        return Tone.TEXT
    return Tone.WARNING if row.state is not CopyState.UNLINKED else Tone.BAD
