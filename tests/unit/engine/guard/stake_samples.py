"""A follower that is guarded with 10,000 USD, 1,000 of which may go today. All is made up.

EURUSD is at 1.0999 and 1.1001; 1 lot moves 100 USD a 0.001.
"""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.caps_samples import NOW, holding
from tests.unit.engine.samples import EURUSD, FOLLOWER, FUNDS
from tests.unit.engine.samples import position as position_of
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.guarding import FRESH_MEMORY, AccountGuard, Limit
from tradecopy_desktop.domain.limits import Amount, Anchor, LossLimit, Period
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.trades import PendingOrder, Position
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.guard.reading import Reading, read
from tradecopy_desktop.engine.guard.remembering import noted
from tradecopy_desktop.engine.guard.room import Asked

AT = 1_772_625_600_000
"""2026-03-04 12:00 UTC."""

DAILY = Limit(
    id="1",
    name="daily loss",
    rule=LossLimit(period=Period.DAY, amount=Amount(value=Decimal(1_000)), anchor=Anchor.BALANCE),
)
GUARD = AccountGuard(limits=(DAILY,), worst_case=True)


def guarded(
    *links: Link,
    guard: AccountGuard = GUARD,
    mode: MarginMode = MarginMode.HEDGING,
    held: tuple[Position, ...] = (),
    waiting: tuple[PendingOrder, ...] = (),
) -> Book:
    """Return a book whose follower was read once, flat, and holds all this since."""
    known = holding(*links, mode=mode)
    account = known.account(FOLLOWER)
    account.guard = guard
    account.guard_memory = noted(guard, FRESH_MEMORY, seen(account))
    account.positions.update((each.id, each) for each in held)
    account.pendings.update((each.ticket, each) for each in waiting)
    return known


def seen(account: AccountState) -> Reading:
    """Return what an account shows at noon."""
    reading = read(account, NOW, AT)
    assert isinstance(reading, Reading)
    return reading


def floats(known: Book, profit: str) -> None:
    """Let the follower's terminal tell of so much floating profit."""
    floating = Decimal(profit)
    told = replace(FUNDS, equity=FUNDS.balance + floating, floating=floating)
    known.account(FOLLOWER).funds = told


def priced(known: Book, bid: str, ask: str) -> None:
    """Let EURUSD cost so much on the follower."""
    quote = Quote(symbol="EURUSD", bid=Decimal(bid), ask=Decimal(ask), at=0)
    known.account(FOLLOWER).quotes["EURUSD"] = quote


def held(
    volume: str, *, sl: str | None, side: Side = Side.BUY, id: str = "7", swap: str = "0"
) -> Position:
    """Return a position of nobody's copy that was opened at 1.10000."""
    return replace(position_of(volume, id=id, side=side, sl=sl), swap=Decimal(swap))


def asked(
    lots: str = "1",
    *,
    sl: str | None = "1.0951",
    side: Side = Side.BUY,
    at: str | None = "1.1001",
    copy: str = "",
    again: bool = False,
) -> Asked:
    """Return an opening in EURUSD; as it is it loses 500 USD a lot."""
    return Asked(
        instrument=EURUSD,
        side=side,
        lots=Decimal(lots),
        entry=None if at is None else Decimal(at),
        stop_loss=None if sl is None else Decimal(sl),
        copy=copy,
        again=again,
    )
