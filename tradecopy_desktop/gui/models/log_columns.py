"""The columns of the trade log. They write what is in a line and compute nothing."""

from tradecopy_desktop.app.views import Health, LogOutcome, TradeLogRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats, begun
from tradecopy_desktop.gui.models.columns import Column, Look, marked, number, plain
from tradecopy_desktop.gui.models.copies import SIDE_TONES
from tradecopy_desktop.gui.theme import Tone

_HEALTH = {
    LogOutcome.DONE: Health.GOOD,
    LogOutcome.PART: Health.WARNING,
    LogOutcome.SKIPPED: Health.IDLE,
    LogOutcome.REFUSED: Health.BAD,
    LogOutcome.WAITING: Health.IDLE,
    LogOutcome.UNKNOWN: Health.WARNING,
    LogOutcome.IMAGINED: Health.IDLE,
}


def log_columns(formats: Formats) -> tuple[Column[TradeLogRow], ...]:
    """Return the columns of the trade log."""
    return (
        Column(
            title=words.TIME,
            look=plain(lambda row: formats.day_and_time(row.at)),
            chars=12,
            tip=lambda row: f"{formats.day(row.at.astimezone().date())} {formats.clock(row.at)}",
        ),
        Column(title=words.OUTCOME, look=outcome_look, chars=9),
        Column(title=words.FOLLOWER, look=plain(_follower), chars=16, tip=_follower),
        Column(title=words.ACTION, look=plain(action), chars=8, tip=action),
        Column(title=words.SIDE, look=_side, chars=4),
        Column(title=words.SYMBOL, look=plain(_symbol), chars=9, tip=_symbol),
        number(words.LOTS, lambda row: row.lots, formats.lots, 5),
        *_price_columns(formats),
        number(words.TOTAL_MS, _total, formats.ms, 6, title_tip=words.TOTAL_TIP),
        Column(
            title=words.REASON,
            look=plain(lambda row: begun(row.reason), Tone.MUTED),
            chars=11,
            stretch=True,
            tip=lambda row: row.reason,
        ),
    )


def _price_columns(formats: Formats) -> tuple[Column[TradeLogRow], ...]:
    return (
        number(
            words.MASTER_PRICE,
            lambda row: row.master_price,
            formats.price,
            8,
            title_tip=words.MASTER_PRICE_TIP,
        ),
        number(
            words.FILL_PRICE,
            lambda row: row.price,
            formats.price,
            8,
            title_tip=words.FILL_PRICE_TIP,
        ),
        number(
            words.SLIPPAGE,
            lambda row: row.slippage_points,
            formats.points,
            5,
            tone=_slippage_tone,
            title_tip=words.SLIPPAGE_TIP,
        ),
        Column(
            title=words.SLIPPAGE_COST,
            look=lambda row: Look(formats.gain(row.slippage_money), _slippage_tone(row)),
            chars=6,
            numeric=True,
            tip=lambda row: cost(row, formats),
            title_tip=words.SLIPPAGE_COST_TIP,
        ),
    )


def outcome_look(row: TradeLogRow) -> Look:
    """Return how a line ended, as it is drawn."""
    return marked(words.OUTCOMES[row.outcome], _HEALTH[row.outcome])


def action(row: TradeLogRow) -> str:
    """Return what was done, as a word that begins a line."""
    return begun(row.action)


def cost(row: TradeLogRow, formats: Formats) -> str:
    """Return what the slippage cost, with its sign and its money."""
    return formats.gain(row.slippage_money, row.currency)


def _follower(row: TradeLogRow) -> str:
    return row.follower_name


def _side(row: TradeLogRow) -> Look:
    if row.side is None:
        return Look(NOTHING, Tone.MUTED)
    return Look(words.SIDES[row.side], SIDE_TONES[row.side])


def _symbol(row: TradeLogRow) -> str:
    return row.symbol or row.master_symbol


def _total(row: TradeLogRow) -> float | None:
    return row.stages.total if row.stages else None


def _slippage_tone(row: TradeLogRow) -> Tone:
    return Tone.GOOD if row.slippage_points is not None and row.slippage_points < 0 else Tone.TEXT
