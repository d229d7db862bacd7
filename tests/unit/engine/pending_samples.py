"""One copy of a pending order in each of its states, and what is told about both orders.

The master's order 501 waits to buy 1.00 EURUSD at 1.09; its copy has the names of `link_samples`,
since a pending order and the position that it becomes are one.
"""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from tests.unit.engine.link_samples import COPY, LIVE, MAGIC
from tests.unit.engine.samples import FOLLOWER, MASTER, SETTINGS, deal, picture, position, price
from tests.unit.engine.samples import book as book_of
from tests.unit.engine.samples import route as route_of
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.facts import EventKind, SnapshotTaken, TradeEvent
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms
from tradecopy_desktop.domain.order_rules import (
    OneSidedFill,
    OrderRules,
    PendingPolicy,
    WhenSlipped,
)
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.trades import CarriedLink, PendingOrder, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, PendingKind, Platform, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.signal import Signal

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
# Noon UTC on the clock of a server two hours ahead, and of one three hours ahead.
NOON_AT_MASTER = 1_741_960_800_000
NOON_AT_FOLLOWER = 1_741_964_400_000
OTHER_COPY = "c" * 32

TERMS = PendingTerms(
    kind=PendingKind.LIMIT, price=Decimal("1.09000"), limit_price=None, expires_at=None
)
# Both orders wait.
WAITING = replace(
    LIVE,
    accepted=Fraction(0),
    master_volume=ZERO,
    target=ZERO,
    filled=ZERO,
    exact=Fraction(0),
    entry=None,
    master_entry=None,
    orders=("501/placed",),
    version="",
    pending=TERMS,
    state=LinkState.PENDING,
)
# The master's is filled, the copy's still waits.
ADOPTED = replace(
    WAITING,
    accepted=Fraction(1),
    exact=Fraction(1),
    master_volume=Decimal(1),
    master_entry=Decimal("1.10000"),
    target=Decimal(1),
    orders=("501/placed", "501", "501/9501"),
    version="9501",
)
# The copy's is filled, the master's still waits.
AHEAD = replace(
    WAITING,
    pending=None,
    target=Decimal(1),
    filled=Decimal(1),
    entry=Decimal("1.09000"),
    state=LinkState.LIVE,
)
PAIRED = replace(
    ADOPTED,
    pending=None,
    filled=Decimal(1),
    entry=Decimal("1.09000"),
    state=LinkState.LIVE,
)
# 0.40 of the copy's order are filled, the rest waits.
PARTIAL = replace(ADOPTED, filled=Decimal("0.4"), entry=Decimal("1.09000"), state=LinkState.LIVE)
CANCELLING = replace(WAITING, state=LinkState.CLOSING, revision=2, reason="the route was paused")
# The broker took no order at a price that was passed: the market is waited for instead.
UNPLACED = replace(WAITING, pending=None, opens=())

# 0.50 of a further order of the netting master are opened beside the order that waits.
BESIDE = Opening(id="5" * 32, magic="77", volume=Decimal("0.5"), since=None)
GROWN = replace(
    ADOPTED,
    accepted=Fraction(3, 2),
    exact=Fraction(3, 2),
    base=Fraction(3, 2),
    original=Fraction(3, 2),
    master_volume=Decimal("1.5"),
    target=Decimal("1.5"),
    opens=(*ADOPTED.opens, BESIDE),
)
# What is left of that once the waiting order is out of it.
ALONE = replace(
    GROWN,
    accepted=Fraction(1, 2),
    exact=Fraction(1, 2),
    base=Fraction(1, 2),
    original=Fraction(1, 2),
    target=Decimal("0.5"),
    opens=(BESIDE,),
    pending=None,
    state=LinkState.OPENING,
)
# The master's order is for 4.00, the copy's for 2.00: half a lot a lot.
HALF = replace(
    WAITING,
    ratio=Fraction(1, 2),
    base=Fraction(2),
    original=Fraction(4),
    opens=(replace(WAITING.opens[0], volume=Decimal(2)),),
)
HALF_ADOPTED = replace(
    HALF,
    accepted=Fraction(4),
    exact=Fraction(2),
    master_volume=Decimal(4),
    master_entry=Decimal("1.10000"),
    target=Decimal(2),
    orders=("501/placed", "501", "501/9501"),
    version="9501",
)
HALF_PARTIAL = replace(
    HALF_ADOPTED, filled=Decimal("0.5"), entry=Decimal("1.09000"), state=LinkState.LIVE
)


def order(
    *,
    ticket: str = "501",
    side: Side = Side.BUY,
    kind: PendingKind = PendingKind.LIMIT,
    volume: str = "1",
    at: str = "1.09000",
    limit: str | None = None,
    sl: str | None = None,
    tp: str | None = None,
    expires_at: int | None = None,
    magic: str = "0",
    link: CarriedLink | None = None,
) -> PendingOrder:
    """Return a pending order."""
    return PendingOrder(
        ticket=ticket,
        symbol="EURUSD",
        side=side,
        kind=kind,
        volume=Decimal(volume),
        price=Decimal(at),
        limit_price=price(limit),
        stop_loss=price(sl),
        take_profit=price(tp),
        magic=magic,
        comment="",
        placed_at=1_741_953_600_000,
        expires_at=expires_at,
        link=link,
    )


def linked(copy: str = COPY) -> CarriedLink:
    """Return what an executor journalled with an order of a copy."""
    return CarriedLink(copy=copy, id="f" * 32, route="r1", master=str(MASTER), source="501")


def theirs(*, volume: str = "1", ticket: str = "7701", copy: str = COPY) -> PendingOrder:
    """Return the copy's order as the follower's executor shows it."""
    return order(ticket=ticket, volume=volume, magic=MAGIC, link=linked(copy))


def route(
    *,
    mode: RouteMode = RouteMode.LIVE,
    reverse: bool = False,
    master_filled: OneSidedFill = OneSidedFill.TO_MARKET,
    follower_filled: OneSidedFill = OneSidedFill.ASK,
    max_slippage: int | None = None,
    when_slipped: WhenSlipped = WhenSlipped.SKIP,
) -> Route:
    """Return a route that copies pending orders as such."""
    rules = OrderRules(
        pendings=PendingPolicy.AS_PENDINGS,
        master_filled=master_filled,
        follower_filled=follower_filled,
        max_slippage=max_slippage,
        when_slipped=when_slipped,
    )
    return route_of(replace(SETTINGS, orders=rules, reverse=reverse), mode=mode)


def book(
    *links: Link,
    with_route: Route | None = None,
    master: MarginMode = MarginMode.HEDGING,
    follower: MarginMode = MarginMode.HEDGING,
    platform: Platform = Platform.MT5,
) -> Book:
    """Return a book of two ready accounts in which these copies are."""
    known = book_of(with_route or route(), master=master, follower=follower, platform=platform)
    for link in links:
        known.put(link)
    return known


def moment(utc: datetime = NOON) -> Moment:
    """Return a moment."""
    return Moment(now_ns=0, utc=utc)


def signal(
    added: str = "1",
    *,
    after: str | None = None,
    position_id: str = "501",
    order: str = "501",
    version: str = "9501",
    whole: str | None = "1",
    chosen: bool = False,
) -> Signal:
    """Return a fill of the master's order; `whole` is what the order asked for, None if untold."""
    return Signal(
        position=position(after or added, id=position_id, order=order),
        order=order,
        added=Decimal(added),
        version=version,
        order_volume=Decimal(whole or added),
        price=Decimal("1.10000"),
        whole_known=whole is not None,
        chosen=chosen,
    )


def told(
    kind: EventKind,
    pending: PendingOrder | None = None,
    *,
    account: AccountKey = FOLLOWER,
    shown: Position | None = None,
) -> TradeEvent:
    """Return an event about an order, by the follower's executor unless it is the master's."""
    return TradeEvent(
        account=account,
        role=Role.EXECUTOR if account == FOLLOWER else Role.MONITOR,
        stream="77",
        seq=1,
        kind=kind,
        at=1_741_953_600_000,
        age_us=0,
        received_ns=0,
        transit_us=0,
        position=shown,
        deal=None,
        pending=pending,
        was=None,
        amount=None,
    )


def filled(
    volume: str = "1",
    *,
    kind: EventKind = EventKind.OPENED,
    magic: str = MAGIC,
    shown: Position | None = None,
) -> TradeEvent:
    """Return what the follower's executor tells when an order of ticket 7701 is filled."""
    shown = shown or position(volume, id="7701", link=linked(), magic=magic)
    made = replace(deal("8801", "7701", volume), magic=magic, price=Decimal("1.08999"))
    return replace(told(kind, shown=shown), deal=made)


def seen(
    *positions: Position,
    orders: tuple[PendingOrder, ...] = (),
    account: AccountKey = FOLLOWER,
    whole: bool = True,
) -> SnapshotTaken:
    """Return a picture of an account with its pending orders."""
    role = Role.EXECUTOR if account == FOLLOWER else Role.MONITOR
    return replace(picture(*positions, account=account, role=role, whole=whole), pendings=orders)
