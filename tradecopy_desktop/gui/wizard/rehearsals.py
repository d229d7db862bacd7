"""The table of what followers would have got: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import LogOutcome, TradeLogRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats, begun
from tradecopy_desktop.gui.models.columns import Column, Look, number, plain
from tradecopy_desktop.gui.theme import Tone


def rehearsal_columns(formats: Formats) -> tuple[Column[TradeLogRow], ...]:
    """Return the columns of the rehearsal's table."""
    return (
        Column(
            title=words.TIME,
            look=plain(lambda row: formats.time_of_day(row.at), Tone.MUTED),
            order=lambda row: (0, row.at.timestamp(), row.key),
            chars=8,
        ),
        Column(
            title=words.MASTER_DID,
            look=lambda row: Look(_master_did(row, formats)),
            chars=22,
            tip=lambda row: _master_did(row, formats),
        ),
        Column(title=words.FOLLOWER, look=plain(lambda row: row.follower_name), chars=16),
        # A close leaves none; a zero would read like an order.
        number(words.LOTS, lambda row: row.lots or None, formats.lots, 6),
        Column(
            title=words.WOULD_GET,
            look=_would_get,
            chars=12,
            stretch=True,
            tip=lambda row: begun(row.reason) or row.symbol,
        ),
    )


def _master_did(row: TradeLogRow, formats: Formats) -> str:
    side = words.SIDES[row.side] if row.side is not None else ""
    lots = formats.lots(row.master_lots) if row.master_lots is not None else ""
    return words.did(begun(row.action), side, lots, row.master_symbol)


def _would_get(row: TradeLogRow) -> Look:
    if row.outcome is LogOutcome.IMAGINED:
        return Look(row.symbol, Tone.TEXT)
    return Look(begun(row.reason) or words.OUTCOMES[row.outcome], Tone.WARNING)
