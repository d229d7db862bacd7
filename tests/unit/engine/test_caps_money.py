"""Caps of leverage and free margin: refused above them, and where they cannot be proven."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.caps_samples import NOW, OIL, OILED, SHORT, asked, holding
from tests.unit.engine.link_samples import LIVE, OPENING
from tests.unit.engine.samples import EURUSD, FOLLOWER, FUNDS, MASTER, OTHER_FOLLOWER
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.limits.caps import refused_by_caps


def test_c11_leverage_when_all_values_are_above_the_cap_times_equity_then_is_refused() -> None:
    # 1 lot of EURUSD and 1 of oil are held, 1 of EURUSD comes: 2 x 110 000 + 70 000 = 290 000.
    known = holding(LIVE, OILED)

    assert asked(known, leverage="29") is None
    assert asked(known, leverage="28.9") == (
        SkipReason.ACCOUNT_CAP,
        "all positions would be worth 290000 USD, 29 times the equity of 10000 USD; "
        "this account's cap is 28.9 times",
    )


def test_c11_leverage_when_hedged_then_both_sides_count() -> None:
    # 110 000 bought, 110 000 sold, 110 000 more.
    known = holding(LIVE, SHORT)

    assert asked(known, leverage="33") is None
    assert asked(known, leverage="32") == (
        SkipReason.ACCOUNT_CAP,
        "all positions would be worth 330000 USD, 33 times the equity of 10000 USD; "
        "this account's cap is 32 times",
    )


def test_c11_leverage_when_the_account_has_another_currency_then_values_are_converted() -> None:
    known = holding()
    follower = known.account(FOLLOWER)
    assert follower.profile is not None
    follower.profile = replace(follower.profile, currency="EUR")
    # A tick of 1 USD at 1.1 is 0.90909 EUR; a lot of EURUSD is 100 000 EUR.
    euro = replace(EURUSD, tick_value=Decimal("0.90909"), base="EUR", profit="USD")
    follower.instruments["EURUSD"] = euro
    follower.caps = AccountCaps(leverage=Decimal("9.99"))

    refusal = refused_by_caps(known, follower, euro, Side.BUY, Decimal(1), NOW)

    assert refusal == (
        SkipReason.ACCOUNT_CAP,
        "all positions would be worth 100000 EUR, 10 times the equity of 10000 EUR; "
        "this account's cap is 9.99 times",
    )


def test_c11_leverage_when_the_rate_is_another_accounts_then_counts_too() -> None:
    known = holding(OILED)
    follower, master = known.account(FOLLOWER), known.account(MASTER)
    assert follower.profile is not None
    follower.profile = replace(follower.profile, currency="EUR")
    del follower.quotes["EURUSD"]
    # 10 USD a tick is 8 EUR at 1.25; a lot of oil is 70 000 USD, 56 000 EUR.
    oil = replace(OIL, tick_value=Decimal(8))
    follower.instruments["WTI"] = oil
    master.instruments["EURUSD"] = replace(EURUSD, base="EUR", profit="USD")
    master.quotes["EURUSD"] = Quote(symbol="EURUSD", bid=Decimal("1.24"), ask=Decimal("1.26"), at=0)
    follower.caps = AccountCaps(leverage=Decimal("11.19"))

    refusal = refused_by_caps(known, follower, oil, Side.SELL, Decimal(1), NOW)

    assert refusal == (
        SkipReason.ACCOUNT_CAP,
        "all positions would be worth 112000 EUR, 11.2 times the equity of 10000 EUR; "
        "this account's cap is 11.19 times",
    )


def test_c11_leverage_when_a_price_is_missing_then_is_refused() -> None:
    for missing in (None, ("0", "1.1"), ("1.1", "0")):
        known = holding()
        quotes = known.account(FOLLOWER).quotes
        del quotes["EURUSD"]
        if missing:
            bid, ask = missing
            quotes["EURUSD"] = Quote(symbol="EURUSD", bid=Decimal(bid), ask=Decimal(ask), at=0)

        assert asked(known, leverage="1000") == (
            SkipReason.NO_QUOTE,
            "there is no price of EURUSD yet, so this account's caps cannot be kept",
        )


def test_c11_leverage_when_the_price_of_something_held_is_missing_then_is_refused() -> None:
    known = holding(OILED)
    del known.account(FOLLOWER).quotes["WTI"]

    assert asked(known, leverage="1000") == (
        SkipReason.NO_QUOTE,
        "there is no price of WTI yet, so this account's caps cannot be kept",
    )


def test_c11_leverage_when_a_held_symbol_is_not_listed_then_is_refused() -> None:
    known = holding(OILED)
    del known.account(FOLLOWER).instruments["WTI"]

    assert asked(known, leverage="1000") == (
        SkipReason.NO_RATE,
        "what WTI is worth in USD is not known, so this account's caps cannot be kept",
    )


def test_c11_leverage_when_a_rate_is_missing_then_is_refused() -> None:
    known = holding()
    follower = known.account(FOLLOWER)
    assert follower.profile is not None
    follower.profile = replace(follower.profile, currency="CHF")

    assert asked(known, leverage="1000") == (
        SkipReason.NO_RATE,
        "what EURUSD is worth in CHF is not known, so this account's caps cannot be kept",
    )


def test_c11_leverage_when_the_accounts_currency_is_not_told_yet_then_is_refused() -> None:
    known = holding()
    known.account(FOLLOWER).profile = None

    assert asked(known, leverage="1000") == (
        SkipReason.NO_RATE,
        "what EURUSD is worth in the currency of the account is not known, "
        "so this account's caps cannot be kept",
    )


def test_c11_leverage_when_a_symbol_is_flat_then_its_price_is_not_needed() -> None:
    known = holding(replace(OILED, target=Decimal(0), filled=Decimal(0)))
    del known.account(FOLLOWER).quotes["WTI"]

    assert asked(known, leverage="11") is None


def test_c11_margin_when_too_little_would_stay_free_then_is_refused() -> None:
    # 110 000 at 1:100 is 1 100 of margin; 8 900 of 10 000 stay free.
    assert asked(holding(), min_free_margin="89") is None
    assert asked(holding(), min_free_margin="89.1") == (
        SkipReason.ACCOUNT_CAP,
        "about 1100 USD of margin would leave 8900 USD free, 89 percent of equity; "
        "this account's cap is at least 89.1 percent",
    )


def test_c11_margin_when_orders_are_on_the_wire_then_count_too_and_what_is_filled_does_not() -> (
    None
):
    # 1 lot is on the wire, 1 of oil is in the terminal's own figure: 2 x 1 100 are wanted. What is
    # only imagined and what another account opens need none.
    shadow = replace(OPENING, copy="e" * 32, shadow=True)
    elsewhere = replace(OPENING, copy="f" * 32, follower=OTHER_FOLLOWER)
    known = holding(OPENING, OILED, shadow, elsewhere)

    assert asked(known, min_free_margin="78") is None
    assert asked(known, min_free_margin="78.1") == (
        SkipReason.ACCOUNT_CAP,
        "about 2200 USD of margin would leave 7800 USD free, 78 percent of equity; "
        "this account's cap is at least 78.1 percent",
    )


def test_c11_margin_when_it_is_used_already_then_the_terminals_own_figure_counts() -> None:
    known = holding()
    known.account(FOLLOWER).funds = replace(FUNDS, free_margin=Decimal(600))

    # 600 less 1 100.
    assert asked(known, min_free_margin="1") == (
        SkipReason.ACCOUNT_CAP,
        "about 1100 USD of margin would leave -500 USD free, -5 percent of equity; "
        "this account's cap is at least 1 percent",
    )


def test_c11_margin_when_the_accounts_leverage_is_not_known_then_is_refused() -> None:
    known = holding()
    follower = known.account(FOLLOWER)
    assert follower.profile is not None
    for unknown in (replace(follower.profile, leverage=0), None):
        follower.profile = unknown

        assert asked(known, min_free_margin="1") == (
            SkipReason.ACCOUNT_CAP,
            "the account's leverage is not known, so the free margin left cannot be proven",
        )


def test_c11_margin_when_the_price_is_missing_then_is_refused() -> None:
    known = holding()
    known.account(FOLLOWER).quotes.clear()

    refusal = asked(known, min_free_margin="1")

    assert refusal is not None
    assert refusal[0] is SkipReason.NO_QUOTE


@pytest.mark.parametrize("cap", ["leverage", "min_free_margin"])
def test_w3_caps_of_money_when_it_is_not_fresh_then_are_refused(cap: str) -> None:
    known = holding()
    follower = known.account(FOLLOWER)

    follower.funds_ns = NOW - 15_000_000_000
    fresh = asked(known, **{cap: "50"})
    follower.funds_ns = NOW - 16_000_000_000
    stale = asked(known, **{cap: "50"})
    follower.funds_ns = NOW - 15_000_000_001
    by_a_hair = asked(known, **{cap: "50"})

    text = "s ago, its caps allow 15 s; check that its terminal is connected"
    assert fresh is None
    assert stale == (SkipReason.STALE_FUNDS, f"the account's money was told 16.0 {text}")
    assert by_a_hair == (SkipReason.STALE_FUNDS, f"the account's money was told 15.0 {text}")


@pytest.mark.parametrize("cap", ["leverage", "min_free_margin"])
def test_w3_caps_of_money_when_its_age_or_itself_is_not_known_then_are_refused(cap: str) -> None:
    known = holding()
    follower = known.account(FOLLOWER)
    unknown = (
        SkipReason.STALE_FUNDS,
        "what the account's equity is now is not known, so its caps cannot be kept",
    )

    assert asked(known, **{cap: "50"}) is None
    assert refused_by_caps(known, follower, EURUSD, Side.BUY, Decimal(1)) == unknown
    follower.funds = None
    assert asked(known, **{cap: "50"}) == unknown


def test_c11_margin_when_the_account_has_no_leverage_then_an_order_needs_its_whole_worth() -> None:
    known = holding()
    follower = known.account(FOLLOWER)
    assert follower.profile is not None
    follower.profile = replace(follower.profile, leverage=1)

    # 0.01 lots are worth 1 100; 8 900 of 10 000 stay free.
    assert asked(known, "0.01", min_free_margin="89") is None
    assert asked(known, "0.01", min_free_margin="90") is not None


def test_c11_leverage_when_little_equity_is_left_then_the_cap_decides() -> None:
    known = holding()
    known.account(FOLLOWER).funds = replace(FUNDS, equity=Decimal("0.5"))

    # 1 100 are 2 200 times 0.50.
    assert asked(known, "0.01", leverage="2200") is None


@pytest.mark.parametrize("equity", ["0", "-12.5"])
def test_c11_caps_of_money_when_there_is_no_equity_then_nothing_is_opened(equity: str) -> None:
    known = holding()
    known.account(FOLLOWER).funds = replace(FUNDS, equity=Decimal(equity))

    assert asked(known, "0.01", leverage="1000") == (
        SkipReason.ACCOUNT_CAP,
        f"the account's equity is {equity} USD: nothing may be opened",
    )
