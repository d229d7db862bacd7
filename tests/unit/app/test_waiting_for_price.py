"""An opening whose price has run away waits for it to come back, and no longer (rule C8)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.samples import FOLLOWER, SETTINGS, closed, opened, route
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.order_rules import OrderRules, WhenSlipped

# The master bought at 1.10000; at most 20 points worse is 1.10020.
WAITS = replace(
    SETTINGS, orders=OrderRules(max_slippage=20, when_slipped=WhenSlipped.WAIT, wait_ms=10_000)
)


@pytest.fixture
def bench() -> Bench:
    """Return a program whose route waits for its price."""
    return Bench(route(WAITS))


def _price(bench: Bench, ask: str) -> None:
    quote = Quote(symbol="EURUSD", bid=Decimal(ask) - Decimal("0.00010"), ask=Decimal(ask), at=0)
    bench.book.account(FOLLOWER).quotes["EURUSD"] = quote


def test_opening_when_its_price_is_good_enough_then_leaves_at_once(bench: Bench) -> None:
    _price(bench, "1.10020")

    bench.handle(opened("1"))

    assert bench.sent() == ["open buy 1"]


def test_opening_when_its_price_has_run_away_then_leaves_once_it_is_back(bench: Bench) -> None:
    _price(bench, "1.10021")
    bench.handle(opened("1"))
    bench.wait_ms(9_000)
    before = bench.sent()

    _price(bench, "1.10020")
    bench.wait_ms(50)

    assert (before, bench.sent()) == ([], ["open buy 1"])


def test_opening_when_the_price_is_not_known_then_waits_for_one(bench: Bench) -> None:
    bench.handle(opened("1"))
    bench.wait_ms(50)
    before = bench.sent()

    _price(bench, "1.09000")
    bench.wait_ms(50)

    assert (before, bench.sent()) == ([], ["open buy 1"])


def test_opening_when_its_price_never_comes_back_then_is_given_up_and_told(bench: Bench) -> None:
    _price(bench, "1.10021")
    bench.handle(opened("1"))

    bench.wait_ms(10_000)
    _price(bench, "1.10000")
    bench.wait_ms(50)

    assert bench.sent() == []
    assert bench.the_link().state is LinkState.REFUSED
    assert bench.notes.troubles == ["the opening was refused: the price did not come back in time"]


def test_c1_close_when_its_opening_waits_for_a_price_then_takes_it_back_unsent(
    bench: Bench,
) -> None:
    _price(bench, "1.10021")
    bench.handle(opened("1"), closed("1"))

    _price(bench, "1.10000")
    bench.wait_ms(50)

    assert bench.sent() == []
    assert bench.the_link().state is LinkState.CLOSED
