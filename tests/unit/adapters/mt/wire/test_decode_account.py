"""Frames about account, symbols and money as facts: nothing lost, nothing rounded."""

from decimal import Decimal

from tradecopy_desktop.adapters.mt import decode
from tradecopy_desktop.adapters.mt.wire.market_frames import FundsChange, Quotes, Symbols
from tradecopy_desktop.adapters.mt.wire.session_frames import (
    EaHeartbeat,
    Hello,
    PermissionsChange,
)
from tradecopy_desktop.domain.accounts import (
    AccountKey,
    AccountKind,
    AccountProfile,
    Funds,
    Permissions,
    Role,
)
from tradecopy_desktop.domain.facts import (
    AccountConfirmed,
    PermissionsChanged,
    Quote,
    SymbolsListed,
    TerminalConnected,
)
from tradecopy_desktop.domain.instruments import Instrument, TradeMode, TradingSession
from tradecopy_desktop.domain.values import MarginMode, Platform

ACCOUNT = AccountKey(login="50123456", server="Example-Demo")
RECEPTION = decode.Reception(
    account=ACCOUNT, role=Role.MONITOR, stream="7719", received_ns=123_456, transit_us=250
)


def test_hello_when_read_then_tells_terminal_and_account(frames: dict[str, str]) -> None:
    hello = decode.decode_from_ea(frames["hello_events_to_resend"])
    assert isinstance(hello, Hello)

    assert decode.terminal_connected(hello) == TerminalConnected(
        profile=AccountProfile(
            key=ACCOUNT,
            platform=Platform.MT5,
            margin_mode=MarginMode.HEDGING,
            kind=AccountKind.DEMO,
            company="Example Markets Ltd",
            holder="",
            currency="USD",
            fifo=False,
            leverage=100,
            order_limit=0,
            stop_out_mode="percent",
            stop_out=Decimal("50.00"),
            build=4885,
            ea_version="1.0.0",
            utc_offset_s=7200,
        ),
        role=Role.MONITOR,
        permissions=Permissions(
            connected=True, terminal=True, program=True, account=True, experts=True, dlls=False
        ),
        stream="18446744073709551615",
        last_seq=5000,
        first_seq=905,
    )


def test_heartbeat_when_read_then_confirms_the_account(frames: dict[str, str]) -> None:
    frame = decode.decode_from_ea(frames["heartbeat_ea_answer"])
    assert isinstance(frame, EaHeartbeat)

    assert decode.account_confirmed(frame, RECEPTION) == AccountConfirmed(
        account=ACCOUNT,
        role=Role.MONITOR,
        connected=True,
        may_trade=True,
        balance=Decimal("10000.00"),
        equity=Decimal("9987.35"),
        margin=Decimal("108.54"),
        free_margin=Decimal("9878.81"),
        credit=Decimal("0.00"),
        positions=1,
        pendings=0,
        at_ns=123_456,
    )


def test_permissions_when_changed_then_told(frames: dict[str, str]) -> None:
    frame = decode.decode_from_ea(frames["permissions"])
    assert isinstance(frame, PermissionsChange)

    assert decode.permissions_changed(frame, RECEPTION) == PermissionsChanged(
        account=ACCOUNT,
        role=Role.MONITOR,
        permissions=Permissions(
            connected=True, terminal=False, program=True, account=True, experts=True, dlls=False
        ),
    )


def test_symbols_when_a_page_of_many_then_read_and_not_complete(frames: dict[str, str]) -> None:
    frame = decode.decode_from_ea(frames["symbols_first_of_many"])
    assert isinstance(frame, Symbols)

    listed = decode.symbols_listed(frame, RECEPTION)

    assert (listed.complete, listed.missing, len(listed.instruments)) == (False, (), 2)
    assert listed.instruments[1] == Instrument(
        name="US500.cash",
        digits=2,
        point=Decimal("0.01"),
        tick_size=Decimal("0.1"),
        tick_value=Decimal("0.1"),
        contract_size=Decimal(1),
        lot_min=Decimal("0.1"),
        lot_step=Decimal("0.1"),
        lot_max=Decimal(250),
        lot_limit=Decimal(1000),
        stops_level=50,
        freeze_level=10,
        spread_floating=False,
        trade_mode=TradeMode.CLOSE_ONLY,
        execution="exchange",
        fillings=("return",),
        calc_mode="cfd_index",
        description="",
        path="",
        base="",
        profit="USD",
        margin="USD",
        selected=False,
        pendings=(),
        sessions=(
            TradingSession(day=0, start=1380, end=1440),
            TradingSession(day=5, start=0, end=1260),
        ),
    )


def test_symbols_when_the_last_page_then_complete(frames: dict[str, str]) -> None:
    frame = decode.decode_from_ea(frames["symbols_missing"])
    assert isinstance(frame, Symbols)

    assert decode.symbols_listed(frame, RECEPTION) == SymbolsListed(
        account=ACCOUNT,
        role=Role.MONITOR,
        instruments=(),
        missing=("NOSUCH", "EURUSD.z"),
        complete=True,
    )


def test_quotes_when_read_then_exact(frames: dict[str, str]) -> None:
    frame = decode.decode_from_ea(frames["quotes"])
    assert isinstance(frame, Quotes)

    assert decode.quotes(frame) == (
        Quote(symbol="EURUSD", bid=Decimal("1.08541"), ask=Decimal("1.08543"), at=1731000006000),
    )


def test_funds_when_read_then_exact(frames: dict[str, str]) -> None:
    frame = decode.decode_from_ea(frames["funds"])
    assert isinstance(frame, FundsChange)

    assert decode.to_funds(frame) == Funds(
        balance=Decimal("10000.00"),
        equity=Decimal("9987.35"),
        margin=Decimal("108.54"),
        free_margin=Decimal("9878.81"),
        credit=Decimal("0.00"),
        floating=Decimal("-12.65"),
    )
