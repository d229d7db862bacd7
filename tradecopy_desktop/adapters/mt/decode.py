"""What frames of an EA mean in the program's own values. Decides nothing about them."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.adapters.mt.wire.decode_trades import (
    optional_decimal,
    to_closed_position,
    to_deal,
    to_fill,
    to_funds,
    to_instrument,
    to_net_position,
    to_pending_order,
    to_position,
)
from tradecopy_desktop.adapters.mt.wire.frames import BridgeFrame, EaFrame
from tradecopy_desktop.adapters.mt.wire.instruction_frames import Executing, Found, Report
from tradecopy_desktop.adapters.mt.wire.market_frames import Quotes, Symbols
from tradecopy_desktop.adapters.mt.wire.reading import (
    MOST_BYTES,
    decode_from_bridge,
    decode_from_ea,
)
from tradecopy_desktop.adapters.mt.wire.reception import Reception
from tradecopy_desktop.adapters.mt.wire.session_frames import (
    EaHeartbeat,
    Hello,
    PermissionsChange,
    WirePermissions,
)
from tradecopy_desktop.adapters.mt.wire.snapshot_pages import SnapshotPages
from tradecopy_desktop.adapters.mt.wire.trade_frames import Event
from tradecopy_desktop.domain.accounts import AccountKey, AccountProfile, Permissions
from tradecopy_desktop.domain.facts import (
    AccountConfirmed,
    EndedSide,
    InstructionExecuting,
    InstructionReported,
    PermissionsChanged,
    Quote,
    SymbolsListed,
    TerminalConnected,
    TradeEvent,
)
from tradecopy_desktop.domain.trades import ClosedPosition, PendingOrder, Position

__all__ = [
    "MOST_BYTES",
    "BridgeFrame",
    "EaFrame",
    "Findings",
    "Reception",
    "SnapshotPages",
    "account_confirmed",
    "decode_from_bridge",
    "decode_from_ea",
    "findings",
    "instruction_executing",
    "instruction_reported",
    "permissions_changed",
    "quotes",
    "symbols_listed",
    "terminal_connected",
    "to_funds",
    "trade_event",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """An executor's answer to an inquiry; not `sure` when history or journal may have holes."""

    request: int
    sure: bool
    journal: str
    positions: tuple[Position, ...]
    pendings: tuple[PendingOrder, ...]
    closed: tuple[ClosedPosition, ...]


def trade_event(frame: Event, reception: Reception) -> TradeEvent:
    """Return the change on the account that the frame tells."""
    return TradeEvent(
        account=reception.account,
        role=reception.role,
        stream=reception.stream,
        seq=int(frame.seq),
        kind=frame.kind,
        at=frame.at,
        age_us=frame.age,
        received_ns=reception.received_ns,
        transit_us=reception.transit_us,
        position=None if frame.position is None else to_position(frame.position),
        deal=None if frame.deal is None else to_deal(frame.deal),
        pending=None if frame.pending is None else to_pending_order(frame.pending),
        was=_ended_side(frame),
        amount=optional_decimal(frame.amount),
    )


def instruction_reported(
    frame: Report, reception: Reception, *, confirm_us: int | None
) -> InstructionReported:
    """Return how an instruction went; `confirm_us` is from its sending to this report."""
    return InstructionReported(
        account=reception.account,
        number=int(frame.n),
        id=frame.id,
        copy=frame.copy,
        revision=frame.revision,
        outcome=frame.outcome,
        code=frame.code,
        message=frame.message,
        fills=tuple(to_fill(fill) for fill in frame.fills),
        remaining=Decimal(frame.remaining),
        net=to_net_position(frame.net),
        stop_loss=optional_decimal(frame.sl),
        take_profit=optional_decimal(frame.tp),
        received_us=frame.received,
        sent_us=frame.sent,
        done_us=frame.done,
        reported_ns=reception.received_ns,
        transit_us=reception.transit_us,
        confirm_us=confirm_us,
    )


def instruction_executing(frame: Executing, reception: Reception) -> InstructionExecuting:
    """Return that an executor is about to block in a trade call."""
    return InstructionExecuting(account=reception.account, id=frame.id)


def terminal_connected(hello: Hello) -> TerminalConnected:
    """Return what a terminal says about itself and its account."""
    return TerminalConnected(
        profile=_profile(hello),
        role=hello.role,
        permissions=_permissions(hello.permissions),
        stream=hello.stream,
        last_seq=int(hello.last_seq),
        first_seq=int(hello.first_seq),
    )


def account_confirmed(frame: EaHeartbeat, reception: Reception) -> AccountConfirmed:
    """Return what a heartbeat confirmed."""
    state = frame.state
    return AccountConfirmed(
        account=reception.account,
        role=reception.role,
        connected=state.connected,
        may_trade=state.trade_allowed,
        balance=Decimal(state.balance),
        equity=Decimal(state.equity),
        margin=Decimal(state.margin),
        free_margin=Decimal(state.free_margin),
        credit=Decimal(state.credit),
        positions=state.positions,
        pendings=state.pendings,
        at_ns=reception.received_ns,
    )


def permissions_changed(frame: PermissionsChange, reception: Reception) -> PermissionsChanged:
    """Return what the terminal allows from now on."""
    return PermissionsChanged(
        account=reception.account, role=reception.role, permissions=_permissions(frame)
    )


def symbols_listed(frame: Symbols, reception: Reception) -> SymbolsListed:
    """Return one page of specifications; the last page is `complete`."""
    return SymbolsListed(
        account=reception.account,
        role=reception.role,
        instruments=tuple(to_instrument(symbol) for symbol in frame.symbols),
        missing=frame.missing,
        complete=frame.page == frame.pages,
    )


def quotes(frame: Quotes) -> tuple[Quote, ...]:
    """Return the quotes that changed."""
    return tuple(
        Quote(symbol=one.symbol, bid=Decimal(one.bid), ask=Decimal(one.ask), at=one.at)
        for one in frame.quotes
    )


def findings(frame: Found) -> Findings:
    """Return what an executor found about an inquiry."""
    return Findings(
        request=int(frame.request),
        sure=frame.sure,
        journal=frame.journal,
        positions=tuple(to_position(one) for one in frame.positions),
        pendings=tuple(to_pending_order(one) for one in frame.pendings),
        closed=tuple(to_closed_position(one) for one in frame.closed),
    )


def _profile(hello: Hello) -> AccountProfile:
    return AccountProfile(
        key=AccountKey(login=hello.login, server=hello.server),
        platform=hello.platform,
        margin_mode=hello.margin_mode,
        kind=hello.kind,
        company=hello.company,
        holder=hello.holder,
        currency=hello.currency,
        fifo=hello.fifo,
        leverage=hello.leverage,
        order_limit=hello.order_limit,
        stop_out_mode=hello.stop_out_mode,
        stop_out=Decimal(hello.stop_out),
        build=hello.build,
        ea_version=hello.ea_version,
        utc_offset_s=hello.utc_offset_s,
    )


def _permissions(told: WirePermissions | PermissionsChange) -> Permissions:
    return Permissions(
        connected=told.connected,
        terminal=told.terminal,
        program=told.program,
        account=told.account,
        experts=told.experts,
        dlls=told.dlls,
    )


def _ended_side(frame: Event) -> EndedSide | None:
    if frame.was is None:
        return None
    return EndedSide(order=frame.was.order, side=frame.was.side, volume=Decimal(frame.was.volume))
