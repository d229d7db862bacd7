"""Small runs written as text, for the tests of the oracle; judges nothing.

A master's line: seconds, position, order, side, entry, lots [, symbol], and where it matters the
lots of the whole order, price, SL and TP: "0 17 17 buy in 0.30 whole=1.00 at=1.2 sl=1.1 tp=1.3".
A follower's line has behind a bar either instruction, copy and source, or the reason of a deal
that nobody ordered: "0.2 501 501 buy in 0.05 | i1 c1 17" or "9 501 0 sell out 0.05 | sl".
A source of "-" is one that the journal does not repeat with a closing.
"""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import Multiplier
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.histories_of_run import (
    AccountHistory,
    HistoryDeal,
    RouteUnderTest,
    RunHistory,
)
from tradecopy_desktop.sim.oracle import Verdict, judge

HEDGING, NETTING = MarginMode.HEDGING, MarginMode.NETTING
MASTER = AccountKey(login="1001", server="Alpha-Demo")
FOLLOWER = AccountKey(login="2002", server="Beta-Demo")


def deals(text: str, *, first_ticket: int = 1) -> tuple[HistoryDeal, ...]:
    """Return the deals written in `text`, one a line."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return tuple(_deal(line, str(first_ticket + n)) for n, line in enumerate(lines))


def instrument(
    name: str, *, low: str, step: str, high: str, contract: str = "100000"
) -> Instrument:
    """Return a symbol with these limits of lots."""
    return Instrument(
        name=name,
        digits=5,
        point=Decimal("0.00001"),
        tick_size=Decimal("0.00001"),
        tick_value=Decimal(1),
        contract_size=Decimal(contract),
        lot_min=Decimal(low),
        lot_step=Decimal(step),
        lot_max=Decimal(high),
    )


def account(
    key: AccountKey,
    mode: MarginMode,
    made: tuple[HistoryDeal, ...],
    limits: tuple[str, str, str] = ("0.01", "0.01", "100"),
    asked: frozenset[str] = frozenset(),
) -> AccountHistory:
    """Return an account whose book shows what its deals leave open."""
    low, step, high = limits
    names = ("EURUSD", "EURUSD.x", "XAUUSD")
    return AccountHistory(
        key=key,
        name=f"account {key.login}",
        platform=Platform.MT5,
        margin_mode=mode,
        instruments={name: instrument(name, low=low, step=step, high=high) for name in names},
        deals=made,
        open_positions=left_open(made, mode),
        asked=asked,
    )


def one_route(
    master: AccountHistory,
    follower: AccountHistory,
    *,
    factor: str = "1",
    symbol_map: dict[str, str] | None = None,
    **settings: Any,
) -> RunHistory:
    """Return the run of one route, called r1, between two accounts."""
    route = RouteUnderTest(
        id="r1",
        name="Route one",
        master=master.key,
        follower=follower.key,
        symbol_map=symbol_map or {},
        **{"sizing": Multiplier(factor=Decimal(factor)), **settings},
    )
    return RunHistory(accounts={master.key: master, follower.key: follower}, routes=(route,))


def judged(
    master: tuple[MarginMode, str],
    follower: tuple[MarginMode, str],
    factor: str = "1",
    limits: tuple[str, str, str] = ("0.01", "0.01", "100"),
    asked: frozenset[str] = frozenset(),
    **settings: Any,
) -> Verdict:
    """Return the verdict on one route between accounts with these modes and deals."""
    theirs = account(MASTER, master[0], deals(master[1]))
    made = deals(follower[1], first_ticket=9001)
    ours = account(FOLLOWER, follower[0], made, limits, asked)
    return judge(one_route(theirs, ours, factor=factor, **settings))


def left_open(made: tuple[HistoryDeal, ...], mode: MarginMode) -> tuple[Position, ...]:
    """Return what the deals leave open."""
    books: dict[str, tuple[HistoryDeal, Decimal]] = {}
    for deal in made:
        key = deal.symbol if mode is NETTING else deal.position
        first, net = books.get(key, (deal, Decimal(0)))
        # On a hedging account a deal's side cannot matter: it opens its position or closes it.
        comes = deal.side is Side.BUY if mode is NETTING else deal.entry is DealEntry.IN
        books[key] = (first, net + (deal.volume if comes else -deal.volume))
    return tuple(position(deal, net, mode) for deal, net in books.values() if net)


def position(deal: HistoryDeal, net: Decimal, mode: MarginMode) -> Position:
    """Return the open position that `deal` began, now of `net` lots (netting: below 0 is sold)."""
    side = deal.side
    if mode is NETTING:
        side, net = (Side.BUY if net > 0 else Side.SELL), abs(net)
    return Position(
        id=deal.position,
        ticket=deal.position,
        order=deal.order,
        symbol=deal.symbol,
        side=side,
        volume=net,
        price=deal.price,
        stop_loss=None,
        take_profit=None,
        magic=deal.magic,
        comment="",
        opened_at=0,
        profit=Decimal(0),
        swap=Decimal(0),
    )


def counted(verdict: Verdict) -> dict[str, int]:
    """Return all counts that are not 0."""
    counts = {field.name: getattr(verdict, field.name) for field in fields(verdict)}
    return {name: n for name, n in counts.items() if isinstance(n, int) and n}


def _deal(line: str, ticket: str) -> HistoryDeal:
    what, _, link = line.partition("|")
    options = dict(word.split("=") for word in what.split() if "=" in word)
    plain = [word for word in what.split() if "=" not in word]
    seconds, place, order, side, entry, lots, *symbol = plain
    words = link.split()
    copy = words[1] if len(words) == 3 else None
    source = words[2] if copy and words[2] != "-" else None
    reason = Reason(words[0]) if len(words) == 1 else Reason.CLIENT
    return HistoryDeal(
        ticket=ticket,
        order=order,
        position=place,
        symbol=symbol[0] if symbol else "EURUSD",
        side=Side(side),
        entry=DealEntry(entry),
        volume=Decimal(lots),
        price=Decimal(options.get("at", "1.1")),
        reason=Reason.EXPERT if copy else reason,
        magic=f"77{words[0][1:]}" if copy else "0",
        at_ns=int(Decimal(seconds) * 1_000_000_000),
        copy=copy,
        instruction=words[0] if copy else None,
        route="r1" if source else None,
        master=str(MASTER) if source else None,
        source=source,
        order_volume=_option(options, "whole"),
        stop_loss=_option(options, "sl"),
        take_profit=_option(options, "tp"),
    )


def _option(options: dict[str, str], name: str) -> Decimal | None:
    return Decimal(options[name]) if name in options else None
