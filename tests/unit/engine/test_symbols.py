"""The follower's symbol for a master's: the map, what stays, and what speaks against a name."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.samples import EURUSD, FOLLOWER, MASTER, SETTINGS
from tests.unit.engine.symbol_lists import MAJORS, TABLE, ending
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.symbols.resolve import Resolved, resolve_symbol


@pytest.fixture
def master() -> AccountState:
    return AccountState(key=MASTER)


@pytest.fixture
def follower() -> AccountState:
    return AccountState(key=FOLLOWER)


def list_names(account: AccountState, *names: str, base: str = "", profit: str = "") -> None:
    """Let an account's broker have these symbols, all of the same currencies."""
    for name in names:
        account.instruments[name] = replace(EURUSD, name=name, base=base, profit=profit)


def price(account: AccountState, symbol: str, bid: str, ask: str) -> None:
    """Let an account know the price of a symbol."""
    account.quotes[symbol] = Quote(symbol=symbol, bid=Decimal(bid), ask=Decimal(ask), at=1)


def mapping(*pairs: tuple[str, str], cross_contract: bool = False) -> RouteSettings:
    """Return settings with a map."""
    return replace(SETTINGS, symbol_map=pairs, cross_contract=cross_contract)


def found(
    symbol: str,
    master: AccountState,
    follower: AccountState,
    *,
    settings: RouteSettings = SETTINGS,
    mapped: str | None = None,
) -> Resolved:
    """Return what a symbol resolves to with the table of the program."""
    return resolve_symbol(symbol, settings, master, follower, TABLE, mapped)


def test_symbol_when_the_follower_has_the_name_then_is_the_same(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "EURUSD", "EURUSD.r")

    assert found("EURUSD", master, follower) == Resolved(name="EURUSD", reason="same name")


def test_symbol_when_the_list_explains_an_ending_then_is_found_with_it(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, *ending(MAJORS, ".r"))

    assert found("EURUSD", master, follower).name == "EURUSD.r"


def test_symbol_when_it_is_mapped_then_the_map_wins_over_all_else(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "EURUSD", "EURUSD.x", "EURUSD.y")
    settings = mapping(("GBPUSD", "EURUSD"), ("EURUSD", "EURUSD.x"))

    resolved = found("EURUSD", master, follower, settings=settings, mapped="EURUSD.y")

    assert resolved == Resolved(name="EURUSD.x", reason="EURUSD is mapped to EURUSD.x")


def test_symbol_when_its_mapping_does_not_exist_then_the_same_name_is_not_taken(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "EURUSD")

    resolved = found("EURUSD", master, follower, settings=mapping(("EURUSD", "EURUSD.x")))

    assert resolved.name is None
    assert (
        resolved.reason == "EURUSD is mapped to EURUSD.x, which the follower's broker does not have"
    )


def test_symbol_when_the_mapped_price_is_another_then_is_taken_and_told(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "GOLDoz")
    price(master, "GOLD", "4000", "4001")
    price(follower, "GOLDoz", "128", "129")

    resolved = found("GOLD", master, follower, settings=mapping(("GOLD", "GOLDoz")))

    assert resolved.name == "GOLDoz"
    assert resolved.reason == (
        "GOLD is mapped to GOLDoz, although its price is 128.5, the master's 4000.5: "
        "more than 2 % apart"
    )


@pytest.mark.parametrize(("cross", "ratio"), [(True, 10), (False, 1)])
def test_symbol_when_a_mini_is_mapped_to_its_micro_then_the_ratio_is_as_the_trader_chose(
    master: AccountState, follower: AccountState, cross: bool, ratio: int
) -> None:
    list_names(follower, "MESZ6")
    settings = mapping(("ESZ6", "MESZ6"), cross_contract=cross)

    resolved = found("ESZ6", master, follower, settings=settings)

    assert (resolved.name, resolved.ratio) == ("MESZ6", Fraction(ratio))


def test_symbol_when_it_was_confirmed_before_then_stays(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "EURUSD", "EURUSD.x")

    resolved = found("EURUSD", master, follower, mapped="EURUSD.x")

    assert resolved == Resolved(name="EURUSD.x", reason="EURUSD was confirmed before as EURUSD.x")


def test_symbol_when_what_was_confirmed_before_is_gone_then_is_not_resolved_anew(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "EURUSD")

    resolved = found("EURUSD", master, follower, mapped="EURUSD.x")

    assert resolved.name is None
    assert resolved.reason == "EURUSD was confirmed before as EURUSD.x, which is gone; map it anew"


def test_symbol_when_a_micro_was_confirmed_before_then_needs_the_conversion_still(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "MESZ6", "ESZ6")

    with_it = found("ESZ6", master, follower, settings=mapping(cross_contract=True), mapped="MESZ6")
    without = found("ESZ6", master, follower, mapped="MESZ6")

    assert (with_it.name, with_it.ratio) == ("MESZ6", Fraction(10))
    assert without.name is None
    assert without.reason == (
        "ESZ6 was confirmed before as MESZ6, a contract of another size, and the conversion of "
        "contracts is switched off"
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "reason"),
    [
        (("EUR", "USD"), ("EUR", "USD"), ""),
        (("EUR", "USD"), ("", ""), ""),
        (("EUR", "USD"), ("EUR", "JPY"), "it pays in JPY, the master's in USD"),
        (("EUR", "USD"), ("GBP", "USD"), "it is a price of GBP, the master's of EUR"),
        # A cent account pays in cents for the same price.
        (("EUR", "USD"), ("EUR", "USC"), ""),
        # A CFD that tells the money it pays in as base says nothing about its base.
        (("XAU", "USD"), ("USD", "USD"), ""),
        (("USC", "USD"), ("EUR", "USD"), ""),
        (("USD", "USC"), ("EUR", "USD"), ""),
        # What one of them does not tell contradicts nothing.
        (("", "USD"), ("GBP", "USD"), ""),
        (("EUR", "USD"), ("", "USD"), ""),
        (("EUR", ""), ("EUR", "JPY"), ""),
        (("EUR", "USD"), ("EUR", ""), ""),
    ],
)
def test_symbol_when_currencies_contradict_then_is_not_taken(
    master: AccountState,
    follower: AccountState,
    ours: tuple[str, str],
    theirs: tuple[str, str],
    reason: str,
) -> None:
    list_names(master, "EURUSD", base=ours[0], profit=ours[1])
    list_names(follower, "EURUSD", base=theirs[0], profit=theirs[1])

    resolved = found("EURUSD", master, follower)

    if reason:
        assert resolved.name is None
        assert resolved.reason == f"EURUSD is not taken for EURUSD: {reason}; map it if it is meant"
    else:
        assert resolved.name == "EURUSD"


@pytest.mark.parametrize(
    ("bid", "ask", "taken"),
    [
        # The master's middle is 100: 2 % are 98 to 102.
        ("97.5", "98.5", True),
        ("97.49", "98.5", False),
        ("101.5", "102.5", True),
        ("101.5", "102.6", False),
        # A price of 0 is none.
        ("0", "102.6", True),
    ],
)
def test_symbol_when_prices_are_more_than_2_percent_apart_then_is_not_taken(
    master: AccountState, follower: AccountState, bid: str, ask: str, taken: bool
) -> None:
    list_names(follower, "GOLD")
    price(master, "XAUUSD", "99", "101")
    price(follower, "GOLD", bid, ask)

    resolved = found("XAUUSD", master, follower)

    assert (resolved.name == "GOLD") is taken


@pytest.mark.parametrize("of", ["master", "follower"])
@pytest.mark.parametrize(("bid", "ask"), [("0", "200"), ("200", "0"), ("-1", "200")])
def test_symbol_when_half_of_a_price_does_not_exist_then_nothing_contradicts(
    master: AccountState, follower: AccountState, of: str, bid: str, ask: str
) -> None:
    list_names(follower, "GOLD")
    whole, half = (follower, master) if of == "master" else (master, follower)
    price(whole, "GOLD", "10", "10")
    price(half, "GOLD", bid, ask)

    assert found("GOLD", master, follower).name == "GOLD"


def test_symbol_when_prices_contradict_then_the_figures_are_told(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "GOLD")
    price(master, "GOLD", "4000.2", "4000.4")
    price(follower, "GOLD", "41.05", "41.07")

    resolved = found("GOLD", master, follower)

    assert resolved.name is None
    assert resolved.reason == (
        "GOLD is not taken for GOLD: its price is 41.06, the master's 4000.3: "
        "more than 2 % apart; map it if it is meant"
    )


def test_symbol_when_only_one_price_is_known_then_nothing_contradicts(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "GOLD")
    price(follower, "GOLD", "41", "42")

    assert found("GOLD", master, follower).name == "GOLD"


def test_symbol_when_several_could_be_meant_then_the_trader_is_asked(
    master: AccountState, follower: AccountState
) -> None:
    list_names(follower, "US500", "SP500")

    resolved = found("SPX500", master, follower)

    assert (resolved.name, resolved.candidates) == (None, ("SP500", "US500"))
