"""A market order that a master might make, as its terminal would tell it. Nobody made it."""

from decimal import Decimal

from tradecopy_desktop.app.preview_views import ImaginedTrade
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.trades import Deal, Position
from tradecopy_desktop.domain.values import ZERO, DealEntry, Reason

_NAME = "imagined"


def imagined_opening(master: AccountKey, trade: ImaginedTrade, price: Decimal) -> TradeEvent:
    """Return the event of a new position; it has no magic number and no comment."""
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
        position=_position(trade, price),
        deal=_deal(trade, price),
        pending=None,
        was=None,
        amount=None,
    )


def _position(trade: ImaginedTrade, price: Decimal) -> Position:
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
        magic="0",
        comment="",
        opened_at=0,
        profit=ZERO,
        swap=ZERO,
    )


def _deal(trade: ImaginedTrade, price: Decimal) -> Deal:
    return Deal(
        ticket=_NAME,
        order=_NAME,
        entry=DealEntry.IN,
        side=trade.side,
        volume=trade.lots,
        price=price,
        reason=Reason.CLIENT,
        magic="0",
        comment="",
        profit=ZERO,
        swap=ZERO,
        commission=ZERO,
        order_volume=trade.lots,
        order_kind=OrderKind.MARKET,
    )
