"""The last question before an opening. What is not known is refused."""

from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.pace_budget import refused_by_budget


def refused_by_account(follower: AccountState) -> Refusal | None:
    """Return why nothing may be opened on this account now, or None."""
    if not follower.connected:
        return SkipReason.FOLLOWER_AWAY, "the follower's terminal is not connected"
    if not (follower.whole and follower.listed):
        return (
            SkipReason.FOLLOWER_NOT_WHOLE,
            "the follower's terminal has not shown all its positions and symbols yet",
        )
    if follower.permissions is None or not follower.permissions.may_trade:
        return SkipReason.FOLLOWER_MAY_NOT_TRADE, "trading is switched off on the follower"
    refusal = refused_by_budget(follower.pace, follower.requests)
    if refusal is None and follower.bar is not None:
        return follower.bar.reason, follower.bar.text
    return refusal


def refused_by_position(
    book: Book, follower: AccountState, instrument: Instrument, side: Side, *, imagined: str = ""
) -> Refusal | None:
    """Return why this side of this symbol may not be opened, or None.

    On a netting account an order against the position held would close it, not open. The shadow
    copies of the route `imagined` count as held.
    """
    if not instrument.trade_mode.allows_opening(side):
        return (
            SkipReason.SYMBOL_CLOSED_FOR_OPENINGS,
            f"the broker allows no new {side.value} in {instrument.name}",
        )
    if follower.margin_mode is MarginMode.NETTING:
        net = book.ordered_net(follower.key, instrument.name, imagined=imagined)
        if net * side.sign < 0:
            return (
                SkipReason.OTHER_SIDE_HELD,
                f"the follower holds {abs(net):f} {instrument.name} the other way "
                "and nets its positions",
            )
    return None
