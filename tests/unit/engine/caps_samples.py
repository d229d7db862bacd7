"""A follower with fresh money and prices, its copies, and what its caps say. All is made up."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import EURUSD, FOLLOWER, FUNDS, book, ready
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.decisions import Refusal
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.limits.caps import refused_by_caps

NOW = 1_000_000_000_000
# 1 lot is 1 000 units; a tick of 0.01 is 10 USD.
OIL = Instrument(
    name="WTI",
    digits=2,
    point=Decimal("0.01"),
    tick_size=Decimal("0.01"),
    tick_value=Decimal(10),
    contract_size=Decimal(1_000),
    lot_min=Decimal("0.01"),
    lot_step=Decimal("0.01"),
    lot_max=Decimal(100),
    base="USD",
    profit="USD",
)
SHORT = replace(LIVE, copy="c" * 32, opens=(), side=Side.SELL, master_side=Side.SELL)
OILED = replace(LIVE, copy="d" * 32, opens=(), symbol="WTI")


def holding(*links: Link, mode: MarginMode = MarginMode.HEDGING) -> Book:
    """Return a book with these copies; the follower's money and prices are fresh."""
    known = book(follower=mode)
    follower = known.account(FOLLOWER)
    ready(follower, Role.EXECUTOR, EURUSD, OIL)
    follower.funds, follower.funds_ns = FUNDS, NOW
    # In the middle 1.1 and 70: a lot is worth 110 000 and 70 000 USD.
    for name, bid, ask in (("EURUSD", "1.0999", "1.1001"), ("WTI", "69.99", "70.01")):
        quote = Quote(symbol=name, bid=Decimal(bid), ask=Decimal(ask), at=0)
        follower.quotes[name] = quote
    for link in links:
        known.put(link)
    return known


def asked(known: Book, lots: str = "1", **caps: str) -> Refusal | None:
    """Return what these caps say about buying lots of EURUSD."""
    follower = known.account(FOLLOWER)
    follower.caps = AccountCaps(**{name: Decimal(cap) for name, cap in caps.items()})
    return refused_by_caps(known, follower, EURUSD, Side.BUY, Decimal(lots), NOW)
