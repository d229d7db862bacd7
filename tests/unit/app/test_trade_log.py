"""What a line of the trade log says slippage cost, in the follower's money."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.money_samples import EURUSD, USDJPY, account
from tradecopy_desktop.app.trade_log import slippage_money
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.engine.book import AccountState, Book

DOLLARS = account("USD", (EURUSD, "1.25"), (USDJPY, "150"))


def book_with(follower: AccountState) -> Book:
    """Return a book that knows one account."""
    book = Book()
    book.accounts[follower.key] = follower
    return book


@pytest.mark.parametrize(
    ("instrument", "points", "lots", "money"),
    [
        # 4 points of 0.00001 at 100,000 USD a lot are 4 USD a lot.
        (EURUSD, "4.0", "0.20", "0.80"),
        # Better than the master's: a gain.
        (EURUSD, "-2.5", "2", "-5.00"),
        # 3 points of 0.001 at 100,000 JPY / 150 a lot are 2 USD a lot.
        (USDJPY, "3.0", "0.10", "0.20"),
        (USDJPY, "1.0", "0.01", "0.01"),
        (EURUSD, "0.0", "5", "0.00"),
    ],
)
def test_slippage_when_its_worth_is_known_then_is_told_in_money(
    instrument: Instrument, points: str, lots: str, money: str
) -> None:
    link = replace(LIVE, follower=DOLLARS.key, symbol=instrument.name)

    cost = slippage_money(book_with(DOLLARS), link, Decimal(points), Decimal(lots))

    assert str(cost) == money


@pytest.mark.parametrize(
    ("symbol", "follower"),
    [
        # No quote leads from JPY to USD.
        ("USDJPY", account("USD", (EURUSD, "1.25"), (USDJPY, "0"))),
        ("GBPUSD", DOLLARS),
    ],
)
def test_slippage_when_its_worth_is_not_known_then_is_no_money(
    symbol: str, follower: AccountState
) -> None:
    link = replace(LIVE, follower=follower.key, symbol=symbol)

    assert slippage_money(book_with(follower), link, Decimal(3), Decimal(1)) is None
