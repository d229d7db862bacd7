"""Accounts, routes and trades for tests of copying. Every value is made up; nothing is computed."""

from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.accounts import (
    AccountKey,
    AccountKind,
    AccountProfile,
    Funds,
    Permissions,
    Role,
)
from tradecopy_desktop.domain.facts import (
    EndedSide,
    EventKind,
    SnapshotTaken,
    TradeEvent,
)
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import SameLots
from tradecopy_desktop.domain.trades import (
    CarriedLink,
    ClosedPosition,
    Deal,
    Position,
)
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side
from tradecopy_desktop.engine.book import AccountState, Book

MASTER = AccountKey(login="1001", server="Broker-Demo")
FOLLOWER = AccountKey(login="2002", server="Prop-Live")
OTHER_FOLLOWER = AccountKey(login="3003", server="Prop-Live")
ALLOWED = Permissions(
    connected=True, terminal=True, program=True, account=True, experts=True, dlls=True
)
FUNDS = Funds(
    balance=Decimal(10_000),
    equity=Decimal(10_000),
    margin=Decimal(0),
    free_margin=Decimal(10_000),
    credit=Decimal(0),
    floating=Decimal(0),
)
EURUSD = Instrument(
    name="EURUSD",
    digits=5,
    point=Decimal("0.00001"),
    tick_size=Decimal("0.00001"),
    tick_value=Decimal(1),
    contract_size=Decimal(100_000),
    lot_min=Decimal("0.01"),
    lot_step=Decimal("0.01"),
    lot_max=Decimal(100),
)
SETTINGS = RouteSettings(version=1, sizing=SameLots())


def lots(text: str | None) -> Decimal:
    """Return lots or a price as written; None is 0."""
    return Decimal(text or 0)


def price(text: str | None) -> Decimal | None:
    """Return a price as written, None for none."""
    return None if text is None else Decimal(text)


def profile(
    key: AccountKey,
    mode: MarginMode = MarginMode.HEDGING,
    platform: Platform = Platform.MT5,
) -> AccountProfile:
    """Return what a terminal says about an account."""
    return AccountProfile(
        key=key,
        platform=platform,
        margin_mode=mode,
        kind=AccountKind.DEMO,
        company="Broker",
        holder="",
        currency="USD",
        fifo=False,
        leverage=100,
        order_limit=0,
        stop_out_mode="percent",
        stop_out=Decimal(50),
        build=4_000,
        ea_version="1.0.0",
        utc_offset_s=7_200,
    )


def route(
    settings: RouteSettings = SETTINGS,
    *,
    mode: RouteMode = RouteMode.LIVE,
    id: str = "r1",
    follower: AccountKey = FOLLOWER,
) -> Route:
    """Return a route from MASTER."""
    return Route(id=id, name=id, master=MASTER, follower=follower, mode=mode, settings=settings)


def ready(account: AccountState, role: Role, *instruments: Instrument) -> None:
    """Let an account be connected, whole and allowed to trade these symbols."""
    account.connected.add(role)
    account.whole.add(role)
    account.permissions = ALLOWED
    account.listed = True
    account.instruments.update((each.name, each) for each in instruments or (EURUSD,))


def book(
    *routes: Route,
    master: MarginMode = MarginMode.HEDGING,
    follower: MarginMode = MarginMode.HEDGING,
    platform: Platform = Platform.MT5,
    instrument: Instrument = EURUSD,
) -> Book:
    """Return a book whose accounts are ready; `platform` and `instrument` are the follower's."""
    new = Book()
    new.account(MASTER).profile = profile(MASTER, master)
    ready(new.account(MASTER), Role.MONITOR)
    for each in routes or (route(),):
        new.put_route(each)
        new.account(each.follower).profile = profile(each.follower, follower, platform)
        ready(new.account(each.follower), Role.EXECUTOR, instrument)
    return new


def position(
    volume: str,
    *,
    id: str = "501",
    order: str | None = None,
    side: Side = Side.BUY,
    sl: str | None = None,
    tp: str | None = None,
    symbol: str = "EURUSD",
    ticket: str | None = None,
    magic: str = "0",
    link: CarriedLink | None = None,
) -> Position:
    """Return a position; its order and ticket are its id unless given."""
    return Position(
        id=id,
        ticket=ticket or id,
        order=order or id,
        symbol=symbol,
        side=side,
        volume=Decimal(volume),
        price=Decimal("1.10000"),
        stop_loss=price(sl),
        take_profit=price(tp),
        magic=magic,
        comment="",
        opened_at=1_741_953_600_000,
        profit=Decimal(0),
        swap=Decimal(0),
        link=link,
    )


def deal(
    ticket: str,
    order: str,
    volume: str,
    *,
    entry: DealEntry = DealEntry.IN,
    side: Side = Side.BUY,
    reason: Reason = Reason.CLIENT,
    whole: str | None = None,
    kind: OrderKind | None = None,
) -> Deal:
    """Return a deal; `whole` is what its order asked for, None for untold."""
    return Deal(
        ticket=ticket,
        order=order,
        entry=entry,
        side=side,
        volume=Decimal(volume),
        price=Decimal("1.10000"),
        reason=reason,
        magic="0",
        comment="",
        profit=Decimal(0),
        swap=Decimal(0),
        commission=Decimal(0),
        order_volume=price(whole),
        order_kind=kind,
    )


def event(
    kind: EventKind,
    shown: Position | None,
    made_by: Deal | None,
    *,
    seq: int = 1,
    account: AccountKey = MASTER,
    role: Role = Role.MONITOR,
    was: EndedSide | None = None,
) -> TradeEvent:
    """Return an event of stream 77 that was seen just now."""
    return TradeEvent(
        account=account,
        role=role,
        stream="77",
        seq=seq,
        kind=kind,
        at=1_741_953_600_000,
        age_us=0,
        received_ns=0,
        transit_us=0,
        position=shown,
        deal=made_by,
        pending=None,
        was=was,
        amount=None,
    )


def opened(
    volume: str,
    *,
    id: str = "501",
    seq: int = 1,
    side: Side = Side.BUY,
    whole: str | None = None,
    sl: str | None = None,
    tp: str | None = None,
) -> TradeEvent:
    """Return the opening of a position by the order of its number and deal 9 + number."""
    return event(
        EventKind.OPENED,
        position(volume, id=id, side=side, sl=sl, tp=tp),
        deal(f"9{id}", id, volume, side=side, whole=whole),
        seq=seq,
    )


def added(
    after: str, by: str, *, order: str, made_by: str, seq: int = 2, whole: str | None = None
) -> TradeEvent:
    """Return an addition of `by` lots to position 501, which holds `after` then."""
    return event(EventKind.ADDED, position(after), deal(made_by, order, by, whole=whole), seq=seq)


def partly_closed(left: str, by: str, *, made_by: str = "9601", seq: int = 3) -> TradeEvent:
    """Return a partial close of position 501 by `by` lots; `left` remain."""
    return event(
        EventKind.PARTLY_CLOSED,
        position(left),
        deal(made_by, "601", by, entry=DealEntry.OUT, side=Side.SELL),
        seq=seq,
    )


def closed(by: str, *, id: str = "501", made_by: str = "9701", seq: int = 4) -> TradeEvent:
    """Return the end of a position."""
    return event(
        EventKind.CLOSED,
        position("0", id=id),
        deal(made_by, "701", by, entry=DealEntry.OUT, side=Side.SELL),
        seq=seq,
    )


def reversed_to_sell(volume: str, *, before: str, seq: int = 5) -> TradeEvent:
    """Return the reversal of position 501 by order 801 and deal 9801 to a sell of `volume`."""
    whole = Decimal(volume) + Decimal(before)
    return event(
        EventKind.REVERSED,
        position(volume, order="801", side=Side.SELL),
        deal("9801", "801", str(whole), entry=DealEntry.INOUT, side=Side.SELL),
        seq=seq,
        was=EndedSide(order="501", side=Side.BUY, volume=Decimal(before)),
    )


def modified(volume: str, *, sl: str | None = None, tp: str | None = None) -> TradeEvent:
    """Return a change of the stops of position 501."""
    return event(EventKind.MODIFIED, position(volume, sl=sl, tp=tp), None, seq=6)


def picture(
    *positions: Position,
    account: AccountKey = MASTER,
    role: Role = Role.MONITOR,
    whole: bool = True,
    ended: tuple[ClosedPosition, ...] = (),
) -> SnapshotTaken:
    """Return a picture of an account."""
    return SnapshotTaken(
        account=account,
        role=role,
        stream="77",
        whole=whole,
        seq=0,
        funds=FUNDS,
        positions=positions,
        pendings=(),
        closed=ended,
    )


def ended(
    id: str, *, reason: Reason = Reason.CLIENT, link: CarriedLink | None = None
) -> ClosedPosition:
    """Return the proof that a position ended."""
    return ClosedPosition(
        id=id,
        order=id,
        deal=f"8{id}",
        symbol="EURUSD",
        side=Side.BUY,
        volume=Decimal(1),
        closed_at=1_741_953_700_000,
        reason=reason,
        link=link,
    )


def carried(copy: str) -> CarriedLink:
    """Return what an executor journalled with a position of a copy."""
    return CarriedLink(copy=copy, id="f" * 32, route="r1", master=str(MASTER), source="501")


def with_step(step: str, *, low: str | None = None, high: str = "100") -> Instrument:
    """Return EURUSD with another volume step; the least volume is one step unless given."""
    return replace(
        EURUSD, lot_step=Decimal(step), lot_min=Decimal(low or step), lot_max=Decimal(high)
    )
