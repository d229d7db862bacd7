"""Whatever the brokers' contracts and prices are, sizes mean the same money (rules S1, S2)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.money_samples import account, master, pair, request, symbol
from tradecopy_desktop.domain.instruments import Instrument, floor_to_step
from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SizeMultiplier,
    Sizing,
    VolumeRules,
)
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.money.rates import rate
from tradecopy_desktop.engine.sizing.order_size import SizeRequest, size_order

CENTS = st.integers(1, 1_000_000).map(lambda n: Decimal(n) / 100)
LOTS = st.integers(1, 5_000).map(lambda n: Decimal(n) / 100)
PRICES = st.integers(50_000, 300_000).map(lambda n: Decimal(n) / 1_000)
# Their reciprocals have an end, so that lots and contract sizes stay Decimals.
SCALES = st.sampled_from([Decimal(n) for n in ("0.01", "0.1", "0.5", "2", "4", "10", "25", "1000")])
CONTRACTS = st.sampled_from([Decimal(n) for n in ("1", "10", "25", "100", "1000", "100000")])
SIDES = st.sampled_from(Side)

CONVERTING: st.SearchStrategy[Sizing] = st.one_of(
    st.builds(SizeMultiplier, factor=LOTS),
    st.builds(Proportional, base=st.sampled_from(FundsBase), factor=LOTS),
    st.builds(EqualNotional, factor=LOTS),
    st.builds(FixedLeverage, leverage=LOTS),
    st.builds(RiskMoney, amount=CENTS),
    st.builds(RiskPercent, percent=LOTS, base=st.sampled_from(FundsBase)),
)


def gold(contract: Decimal) -> Instrument:
    """Return gold of a contract size, whose tick value is right in USD."""
    return symbol("XAUUSD", "XAU", "USD", str(contract), "0.01", str(contract / 100), "cfd")


def asked(sizing: Sizing, theirs: Decimal, ours: Decimal, order: Decimal) -> SizeRequest:
    """Return a buy of gold at 2 000 with an SL at 1 990, between accounts in USD."""
    return request(
        sizing,
        gold(ours),
        theirs=gold(theirs),
        order=str(order),
        price="2000",
        entry="2000",
        sl="1990",
        to=account("USD", money="3456.78"),
    )


def lots_of(request: SizeRequest) -> Fraction:
    """Return the lots of a request that is not refused."""
    sized = size_order(request)
    assert sized.refusal is None
    assert sized.lots is not None
    return sized.lots


@given(sizing=CONVERTING, theirs=CONTRACTS, ours=CONTRACTS, order=LOTS, scale=SCALES)
def test_size_when_the_followers_contract_is_scaled_keeps_the_units(
    sizing: Sizing, theirs: Decimal, ours: Decimal, order: Decimal, scale: Decimal
) -> None:
    before = lots_of(asked(sizing, theirs, ours, order)) * Fraction(ours)
    after = lots_of(asked(sizing, theirs, ours * scale, order)) * Fraction(ours * scale)

    assert after == before


@given(sizing=CONVERTING, theirs=CONTRACTS, ours=CONTRACTS, order=LOTS, scale=SCALES)
def test_size_when_the_masters_contract_is_scaled_against_its_lots_stays(
    sizing: Sizing, theirs: Decimal, ours: Decimal, order: Decimal, scale: Decimal
) -> None:
    before = lots_of(asked(sizing, theirs, ours, order))
    after = lots_of(asked(sizing, theirs * scale, ours, order / scale))

    assert after == before


@given(
    amount=CENTS,
    entry=PRICES,
    points=st.integers(1, 20_000),
    side=SIDES,
    commission=CENTS | st.just(Decimal(0)),
    step=st.sampled_from([Decimal("0.01"), Decimal("0.03"), Decimal(1)]),
)
def test_risk_when_the_sl_is_hit_costs_exactly_what_was_asked_and_never_more_in_steps(
    amount: Decimal, entry: Decimal, points: int, side: Side, commission: Decimal, step: Decimal
) -> None:
    # A tick of 100 JPY; the account is in JPY, so that no rate can hide an error.
    usdjpy = symbol("USDJPY", "USD", "JPY", "100000", "0.001", "100")
    away = Decimal(points) / 1_000
    sl = entry - away if side is Side.BUY else entry + away
    rules = VolumeRules(commission=commission)
    order = request(
        RiskMoney(amount=amount),
        usdjpy,
        entry=str(entry),
        sl=str(sl),
        side=side,
        to=account("JPY"),
        volume=rules,
    )

    lots = lots_of(order)

    # Each of the points costs 100 JPY a lot.
    loss_of_a_lot = 100 * points + Fraction(commission)
    assert lots * loss_of_a_lot == Fraction(amount)
    assert Fraction(floor_to_step(lots, step)) * loss_of_a_lot <= Fraction(amount)


@given(price=PRICES, percent=st.integers(1, 100), points=st.integers(1, 20_000))
def test_risk_when_profit_is_exchanged_costs_exactly_the_percent(
    price: Decimal, percent: int, points: int
) -> None:
    # The terminal's own tick value: 100 JPY at this price, to the cent of a cent.
    told = round(100 / price, 8)
    usdjpy = symbol("USDJPY", "USD", "JPY", "100000", "0.001", str(told))
    sl = price - Decimal(points) / 1_000
    order = request(
        RiskPercent(percent=Decimal(percent)),
        usdjpy,
        entry=str(price),
        sl=str(sl),
        to=account("USD", (usdjpy, str(price)), money="10000"),
    )

    # 10 000 USD x percent / 100 = 100 USD a percent
    assert lots_of(order) * 100 * points / Fraction(price) == 100 * percent


@given(factor=LOTS, theirs=CONTRACTS, ours=CONTRACTS, order=LOTS)
def test_size_when_the_factor_grows_grows_with_it(
    factor: Decimal, theirs: Decimal, ours: Decimal, order: Decimal
) -> None:
    base = FundsBase.EQUITY
    modes: list[tuple[Sizing, Sizing]] = [
        (Multiplier(factor=Decimal(1)), Multiplier(factor=factor)),
        (SizeMultiplier(), SizeMultiplier(factor=factor)),
        (Proportional(base=base), Proportional(base=base, factor=factor)),
        (EqualNotional(), EqualNotional(factor=factor)),
        (FixedLeverage(leverage=Decimal(1)), FixedLeverage(leverage=factor)),
        (RiskMoney(amount=Decimal(1)), RiskMoney(amount=factor)),
        (RiskPercent(percent=Decimal(1)), RiskPercent(percent=factor)),
    ]

    for once, times in modes:
        one = replace(asked(once, theirs, ours, order), literal_confirmed=True)
        many = replace(one, sizing=times)
        assert lots_of(many) == lots_of(one) * Fraction(factor)


@given(theirs=CONTRACTS, ours=CONTRACTS, order=LOTS, price=PRICES)
def test_same_worth_when_prices_are_equal_is_the_ratio_of_contract_sizes(
    theirs: Decimal, ours: Decimal, order: Decimal, price: Decimal
) -> None:
    same = replace(asked(EqualNotional(), theirs, ours, order), master_price=price, entry=price)

    assert lots_of(same) == Fraction(order) * Fraction(theirs) / Fraction(ours)


@given(
    theirs=CONTRACTS,
    ours=CONTRACTS,
    order=LOTS,
    here=PRICES,
    apart=st.integers(-9, 9).map(lambda n: Decimal(1_000 + n) / 1_000),
)
def test_same_worth_when_the_accounts_quote_rates_differently_is_not_moved_by_it(
    theirs: Decimal, ours: Decimal, order: Decimal, here: Decimal, apart: Decimal
) -> None:
    # Accounts in EUR: a tick of gold is 0.01 x contract / price of EURUSD.
    of = master("EUR", (pair("EURUSD"), str(here * apart)))
    to = account("EUR", (pair("EURUSD"), str(here)))
    told = [
        replace(gold(contract), tick_value=round(contract / 100 / here, 9))
        for contract in (theirs, ours)
    ]
    same = replace(
        asked(EqualNotional(), theirs, ours, order),
        master=of,
        follower=to,
        master_instrument=told[0],
        instrument=told[1],
    )

    assert lots_of(same) == Fraction(order) * Fraction(theirs) / Fraction(ours)


CODES = ("USD", "EUR", "GBP", "JPY", "CHF", "NOK")
PAIRS = [one + other for one, other in combinations(CODES, 2)]


@given(
    quoted=st.dictionaries(st.sampled_from(PAIRS), PRICES),
    later=st.dictionaries(st.sampled_from(PAIRS), PRICES),
    way=st.permutations(CODES),
)
def test_rate_when_found_leads_back_and_does_not_depend_on_the_order_of_quotes(
    quoted: dict[str, Decimal], later: dict[str, Decimal], way: list[str]
) -> None:
    source, target = way[:2]
    own = account("USD", *((pair(name), str(price)) for name, price in quoted.items()))
    other = account("USD", *((pair(name), str(price)) for name, price in later.items()))
    turned = account("USD", *((pair(name), str(price)) for name, price in reversed(quoted.items())))

    there, back = rate(source, target, (own, other)), rate(target, source, (own, other))

    assert (there is None) == (back is None)
    assert rate(source, target, (turned, other)) == there
    if there is not None and back is not None and len(there.path) < 3:
        assert there.value * back.value == 1
        assert there.path == back.path[::-1]
