"""Money and prices kept in the book, and asked for where rules look at them (rules E14, W3)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    FUNDS,
    MASTER,
    OTHER_FOLLOWER,
    SETTINGS,
    position,
    route,
)
from tradecopy_desktop.adapters.symbol_table_file import load_symbol_table
from tradecopy_desktop.app.prices import Prices
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.facts import AccountConfirmed, Quote
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.routes import RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import FundsBase, Proportional, SymbolOverride
from tradecopy_desktop.domain.stop_rules import StopRule, StopRules, StopSource
from tradecopy_desktop.engine.watching import symbols_to_watch
from tradecopy_desktop.ports import RoundTrip

QUOTE = Quote(symbol="EURUSD", bid=Decimal("1.1"), ask=Decimal("1.2"), at=0)
BY_EQUITY = replace(SETTINGS, sizing=Proportional(base=FundsBase.EQUITY))


def _prices(
    settings: RouteSettings = SETTINGS, mode: RouteMode = RouteMode.LIVE
) -> tuple[Bench, Prices]:
    bench = Bench(route(settings, mode=mode))
    return bench, Prices(bench.book, bench.broker, bench.clock)


def test_funds_when_told_then_are_dated_by_their_arrival() -> None:
    bench, prices = _prices()
    bench.clock.advance_ms(3)

    prices.take(FOLLOWER, FUNDS)

    account = bench.book.account(FOLLOWER)
    assert (account.funds, account.funds_ns) == (FUNDS, bench.clock.monotonic_ns())


def _beat(equity: str, at_ns: int) -> AccountConfirmed:
    return AccountConfirmed(
        account=FOLLOWER,
        role=Role.EXECUTOR,
        connected=True,
        may_trade=True,
        balance=Decimal(10_000),
        equity=Decimal(equity),
        margin=Decimal(200),
        free_margin=Decimal(9_700),
        credit=Decimal(50),
        positions=0,
        pendings=0,
        at_ns=at_ns,
    )


def test_w3_heartbeat_when_it_repeats_the_money_then_the_money_is_as_old_as_the_heartbeat() -> None:
    bench, prices = _prices()
    prices.take(FOLLOWER, FUNDS)

    prices.take(FOLLOWER, _beat("9900", 77))

    account = bench.book.account(FOLLOWER)
    assert account.funds is not None
    # What floats is as it was told: a heartbeat does not repeat it.
    assert (account.funds.equity, account.funds.floating) == (Decimal(9_900), FUNDS.floating)
    assert account.funds_ns == 77


def test_heartbeat_when_no_money_was_told_before_then_tells_it() -> None:
    bench, prices = _prices()

    prices.take(FOLLOWER, _beat("9900", 77))

    funds = bench.book.account(FOLLOWER).funds
    assert funds is not None
    assert (funds.balance, funds.free_margin) == (Decimal(10_000), Decimal(9_700))


def test_quotes_when_told_then_replace_the_older_and_go_with_the_terminal() -> None:
    bench, prices = _prices()
    prices.take(FOLLOWER, (QUOTE,))
    prices.take(FOLLOWER, (replace(QUOTE, ask=Decimal("1.3")),))
    prices.take(FOLLOWER, RoundTrip(ms=1.0))
    assert bench.book.account(FOLLOWER).quotes["EURUSD"].ask == Decimal("1.3")

    bench.lose()

    assert bench.book.account(FOLLOWER).quotes == {}


@pytest.mark.parametrize(
    ("settings", "needed"),
    [
        (SETTINGS, False),
        (BY_EQUITY, True),
        (
            replace(
                SETTINGS, overrides=(SymbolOverride(symbol="EURUSD", sizing=BY_EQUITY.sizing),)
            ),
            True,
        ),
        (replace(SETTINGS, filters=Filters(max_spread=10)), True),
        (replace(SETTINGS, orders=OrderRules(max_slippage=10)), True),
        (
            replace(SETTINGS, stops=StopRules(stop_loss=StopRule(source=StopSource.DISTANCE))),
            True,
        ),
    ],
)
def test_prices_when_a_rule_looks_at_them_then_are_asked_for_and_else_are_not(
    settings: RouteSettings, needed: bool
) -> None:
    bench, prices = _prices(settings)
    bench.book.account(MASTER).positions["501"] = position("1")

    prices.look_again()
    prices.subscribe()

    expected = ("EURUSD",) if needed else ()
    assert bench.broker.watched == {MASTER: expected, FOLLOWER: expected}


def test_prices_when_an_account_has_caps_then_are_asked_for() -> None:
    bench, _ = _prices()
    bench.book.account(FOLLOWER).caps = AccountCaps(leverage=Decimal(10))

    assert symbols_to_watch(bench.book, FOLLOWER) == ("EURUSD",)


def test_prices_when_the_route_is_off_then_are_not_asked_for() -> None:
    bench, _ = _prices(BY_EQUITY, RouteMode.OFF)

    assert symbols_to_watch(bench.book, FOLLOWER) == ()


def test_prices_when_money_must_be_converted_then_its_pairs_are_asked_for_too() -> None:
    bench, _ = _prices(BY_EQUITY)
    account = bench.book.account(FOLLOWER)
    for name, base, profit in (
        ("GBPUSD", "GBP", "USD"),
        ("EURGBP", "EUR", "GBP"),
        ("AUDJPY", "AUD", "JPY"),
    ):
        account.instruments[name] = replace(EURUSD, name=name, base=base, profit=profit)
    bench.book.account(MASTER).profile = replace(bench.book.account(MASTER).profile, currency="GBP")  # type: ignore[type-var]

    # Pounds and dollars; nothing here is counted in yen, and EURUSD brings the euro.
    assert symbols_to_watch(bench.book, FOLLOWER) == ("EURGBP", "EURUSD", "GBPUSD")


def test_prices_when_asked_for_and_not_told_yet_then_the_program_is_not_ready() -> None:
    bench, prices = _prices(BY_EQUITY)
    prices.look_again()
    before = prices.are_known()

    prices.subscribe()
    asked = prices.are_known()
    for key in (MASTER, FOLLOWER):
        prices.take(key, (QUOTE,))

    assert (before, asked, prices.are_known()) == (False, False, True)
    assert bench.broker.watched[FOLLOWER] == ("EURUSD",)


def test_prices_when_nothing_changed_then_are_not_asked_for_again() -> None:
    bench, prices = _prices(BY_EQUITY)

    prices.subscribe()

    assert bench.broker.watched == {}


def test_prices_when_a_route_is_about_to_be_armed_then_are_asked_for_all_the_same() -> None:
    bench, prices = _prices(SETTINGS, RouteMode.OFF)

    prices.look_at("r1")
    prices.subscribe()

    assert bench.broker.watched == {MASTER: ("EURUSD",), FOLLOWER: ("EURUSD",)}


def test_prices_when_the_follower_has_other_names_then_its_own_are_asked_for() -> None:
    bench, _ = _prices(replace(BY_EQUITY, symbol_map=(("DAX", "GER40.x"),)))
    account = bench.book.account(FOLLOWER)
    for name in ("EURUSD.x", "GBPUSD.x", "USDJPY.x", "GER40.x", "XAUUSD.x"):
        account.instruments[name] = replace(EURUSD, name=name)
    del account.instruments["EURUSD"]
    bench.book.table = load_symbol_table(bundled("resources/symbols.toml"))
    bench.book.put_route(route(BY_EQUITY, id="r2", follower=OTHER_FOLLOWER))
    bench.book.mappings["r1", "GOLD"] = "XAUUSD.x"
    bench.book.mappings["r2", "YEN"] = "USDJPY.x"

    # Mapped by the trader, copied before, and found by the ending that all of its names have.
    assert symbols_to_watch(bench.book, FOLLOWER) == ("EURUSD.x", "GER40.x", "XAUUSD.x")
    # The master's broker has no DAX: it is not asked for.
    assert symbols_to_watch(bench.book, MASTER) == ("EURUSD",)


def test_prices_when_a_copy_is_open_then_its_symbols_are_asked_for() -> None:
    bench, _ = _prices(BY_EQUITY)
    for key in (MASTER, FOLLOWER):
        bench.book.account(key).instruments["XAUUSD"] = replace(
            EURUSD, name="XAUUSD", selected=False
        )
    bench.book.put(replace(LIVE, symbol="XAUUSD", master_symbol="XAUUSD"))

    assert symbols_to_watch(bench.book, FOLLOWER) == ("EURUSD", "XAUUSD")
    assert symbols_to_watch(bench.book, MASTER) == ("EURUSD", "XAUUSD")


def test_prices_when_an_account_is_in_no_route_then_none_are_asked_for() -> None:
    bench, _ = _prices(BY_EQUITY)

    assert symbols_to_watch(bench.book, AccountKey(login="9", server="Elsewhere")) == ()
