"""A market order that a master might make, as its terminal would tell it. Nobody made it."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.app.preview_views import ImaginedTrade
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.filters import Filters, OrderKind
from tradecopy_desktop.domain.trades import Deal, Position
from tradecopy_desktop.domain.values import ZERO, DealEntry, Reason

_NAME = "imagined"
_BY_HAND = "0"
_TWO_TO_64 = 1 << 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Whose trade it is, as terminals tell it; `step` explains it, None for one by hand."""

    magic: str = _BY_HAND
    comment: str = ""
    step: Step | None = None


def mark_taken_by(filters: Filters) -> Mark:
    """Return how a trade is marked that a route takes: by hand, or by the robot it is for."""
    comment = next((part for part in filters.comments_allowed if part), "")
    magics = [each for allowed in filters.magics_allowed for each in (allowed.low, allowed.high)]
    denied = filters.magics_denied
    taken = [each for each in magics if not any(no.low <= each <= no.high for no in denied)]
    number = (taken or magics or [0])[0]
    if not (comment or magics):
        return Mark()
    words = [f"magic number {number}"] if magics else []
    words += [f"{comment!r} in its comment"] if comment else []
    text = f"this route is for trades with {' and '.join(words)}, so the example is one of them"
    # Terminals tell negative numbers as the upper half of unsigned ones.
    return Mark(
        magic=str(number % _TWO_TO_64),
        comment=comment,
        step=Step(rule="example", text=text),
    )


def imagined_opening(
    master: AccountKey, trade: ImaginedTrade, price: Decimal, mark: Mark
) -> TradeEvent:
    """Return the event of a new position."""
    return TradeEvent(
        account=master,
        role=Role.MONITOR,
        stream=_NAME,
        seq=0,
        kind=EventKind.OPENED,
        at=0,
        age_us=0,
        received_ns=0,
        transit_us=0,
        position=_position(trade, price, mark),
        deal=_deal(trade, price, mark),
        pending=None,
        was=None,
        amount=None,
    )


def _position(trade: ImaginedTrade, price: Decimal, mark: Mark) -> Position:
    return Position(
        id=_NAME,
        ticket=_NAME,
        order=_NAME,
        symbol=trade.symbol,
        side=trade.side,
        volume=trade.lots,
        price=price,
        stop_loss=trade.stop_loss,
        take_profit=trade.take_profit,
        magic=mark.magic,
        comment=mark.comment,
        opened_at=0,
        profit=ZERO,
        swap=ZERO,
    )


def _deal(trade: ImaginedTrade, price: Decimal, mark: Mark) -> Deal:
    return Deal(
        ticket=_NAME,
        order=_NAME,
        entry=DealEntry.IN,
        side=trade.side,
        volume=trade.lots,
        price=price,
        reason=Reason.CLIENT,
        magic=mark.magic,
        comment=mark.comment,
        profit=ZERO,
        swap=ZERO,
        commission=ZERO,
        order_volume=trade.lots,
        order_kind=OrderKind.MARKET,
    )
