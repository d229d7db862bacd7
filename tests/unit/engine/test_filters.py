"""Which of a master's openings a route takes: the first reason against one, in a fixed order."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.filter_samples import NOON, refusal_of, signal
from tests.unit.engine.samples import SETTINGS
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.filters import (
    Filters,
    MagicRange,
    OrderKind,
    Sessions,
    SessionWindow,
)
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.limits.filters import refused_by_signal

ALL_DAYS = frozenset(range(7))


def names(*symbols: str) -> frozenset[str]:
    """Return symbols as a trader lists them."""
    return frozenset(symbols)


def hours(start: int, end: int, zone: str = "Europe/Berlin") -> Filters:
    """Return filters for the same hours of every day."""
    window = SessionWindow(weekdays=ALL_DAYS, start=start, end=end)
    return Filters(sessions=Sessions(zone=zone, windows=(window,)))


def test_opening_when_nothing_is_filtered_then_is_taken() -> None:
    odd = signal("", magic="none", comment="\ud800\n", lots="0", kind=OrderKind.STOP_LIMIT)

    assert refusal_of(Filters(), odd) is None


@pytest.mark.parametrize(
    ("filters", "symbol", "sentence"),
    [
        (Filters(symbols_allowed=names("EURUSD")), "EURUSD", None),
        (Filters(symbols_allowed=names("eurusd")), "EURUSD", None),
        (Filters(symbols_allowed=names("EURUSD")), "eurUSD", None),
        (
            Filters(symbols_allowed=names("EURUSD")),
            "EURUSD.m",
            "EURUSD.m is not among the symbols of this route",
        ),
        (Filters(symbols_allowed=names("EURUSD*")), "EURUSD.m", None),
        (Filters(symbols_allowed=names("EURUSD*")), "EURUSD", None),
        (Filters(symbols_allowed=names("*USD*", "DAX")), "xXAUUSDx", None),
        (Filters(symbols_allowed=names("*USD*", "DAX")), "DAX", None),
        (
            Filters(symbols_allowed=names("*USD*", "DAX")),
            "DAX40",
            "DAX40 is not among the symbols of this route",
        ),
        (Filters(symbols_allowed=names("[SP500]")), "[SP500]", None),
        (
            Filters(symbols_allowed=names("[SP500]")),
            "S",
            "S is not among the symbols of this route",
        ),
        (Filters(symbols_allowed=names("G?LD")), "G?LD", None),
        (
            Filters(symbols_allowed=names("G?LD")),
            "GOLD",
            "GOLD is not among the symbols of this route",
        ),
        (
            Filters(symbols_allowed=names("EUR.SD")),
            "EURUSD",
            "EURUSD is not among the symbols of this route",
        ),
        (
            Filters(symbols_allowed=names("")),
            "EURUSD",
            "EURUSD is not among the symbols of this route",
        ),
        (Filters(symbols_denied=names("XAU*")), "EURUSD", None),
        (Filters(symbols_denied=names("XAU*")), "XAUUSD", "XAUUSD is excluded from this route"),
        (Filters(symbols_denied=names("xau*")), "XAUUSD", "XAUUSD is excluded from this route"),
        (
            Filters(symbols_allowed=names("XAUUSD"), symbols_denied=names("XAUUSD")),
            "XAUUSD",
            "XAUUSD is excluded from this route",
        ),
        (Filters(symbols_allowed=names("*"), symbols_denied=names("XAU*")), "EURUSD", None),
    ],
)
def test_symbol_when_listed_then_is_found_by_its_name_or_by_stars(
    filters: Filters, symbol: str, sentence: str | None
) -> None:
    refusal = refusal_of(filters, signal(symbol))

    assert refusal == (sentence and (SkipReason.FILTERED_SYMBOL, sentence))


def test_symbol_when_its_pattern_is_all_stars_then_is_answered_at_once() -> None:
    # Tried one way after the other, thirty stars would take longer than anyone lives.
    many = names("*a" * 30 + "*b")

    refusal = refusal_of(Filters(symbols_denied=many), signal("a" * 200))

    assert refusal is None


@pytest.mark.parametrize(
    ("sides", "side", "refused"),
    [
        (frozenset({Side.SELL}), Side.SELL, False),
        (frozenset({Side.SELL}), Side.BUY, True),
        (frozenset({Side.BUY}), Side.SELL, True),
        (frozenset[Side](), Side.BUY, True),
    ],
)
def test_side_when_the_route_copies_the_other_one_then_is_refused(
    sides: frozenset[Side], side: Side, refused: bool
) -> None:
    refusal = refusal_of(Filters(sides=sides), signal(side=side))

    sentence = f"this route does not copy {side.value} positions"
    assert refusal == ((SkipReason.FILTERED_SIDE, sentence) if refused else None)


def test_side_when_the_route_reverses_then_is_the_masters() -> None:
    settings = replace(SETTINGS, reverse=True, filters=Filters(sides=frozenset({Side.BUY})))

    assert refused_by_signal(settings, signal(side=Side.BUY), NOON) is None
    assert refused_by_signal(settings, signal(side=Side.SELL), NOON) == (
        SkipReason.FILTERED_SIDE,
        "this route does not copy sell positions",
    )


@pytest.mark.parametrize(
    ("least", "most", "lots", "sentence"),
    [
        ("0.50", "2", "0.5", None),
        ("0.50", "2", "2.00", None),
        ("0.50", "2", "0.49", "the master's order is 0.49 lots, this route takes 0.5 lots or more"),
        ("0.50", "2", "2.01", "the master's order is 2.01 lots, this route takes 2 lots at most"),
        (None, "2", "0.01", None),
        ("0.50", None, "500", None),
        # The whole order counts, not the 0.10 lots that are filled so far.
        ("1", "1", "1", None),
    ],
)
def test_lots_when_filtered_then_the_masters_whole_order_must_be_within_both_ends(
    least: str | None, most: str | None, lots: str, sentence: str | None
) -> None:
    filters = Filters(
        min_master_lots=None if least is None else Decimal(least),
        max_master_lots=None if most is None else Decimal(most),
    )

    refusal = refusal_of(filters, signal(lots=lots))

    assert refusal == (sentence and (SkipReason.FILTERED_LOTS, sentence))


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (OrderKind.MARKET, None),
        (OrderKind.STOP, None),
        (OrderKind.LIMIT, "this route does not copy limit orders"),
        (OrderKind.STOP_LIMIT, "this route does not copy stop limit orders"),
    ],
)
def test_order_kind_when_it_is_not_chosen_then_is_refused(
    kind: OrderKind, sentence: str | None
) -> None:
    filters = Filters(order_kinds=frozenset({OrderKind.MARKET, OrderKind.STOP}))

    refusal = refusal_of(filters, signal(kind=kind))

    assert refusal == (sentence and (SkipReason.FILTERED_KIND, sentence))


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (hours(720, 721), None),
        (
            hours(660, 720),
            "it is Wednesday 12:00 in Europe/Berlin, outside the hours of this route",
        ),
        (hours(660, 720, "UTC"), None),
        (
            hours(0, 1_440, "Europe/Atlantis"),
            "the time zone 'Europe/Atlantis' is not known; choose one such as Europe/Berlin",
        ),
    ],
)
def test_hours_when_it_is_outside_of_them_or_nobody_knows_then_is_refused(
    filters: Filters, sentence: str | None
) -> None:
    refusal = refusal_of(filters, signal())

    assert refusal == (sentence and (SkipReason.OUTSIDE_SESSION, sentence))


@pytest.mark.parametrize(
    ("age_ms", "sentence"),
    [
        (-20.0, None),
        (0.0, None),
        (5_000.0, None),
        (5_000.5, "the signal was 5.1 s old, the limit is 5 s"),
        (7_000.0, "the signal was 7.0 s old, the limit is 5 s"),
        (float("inf"), "the signal was nan s old, the limit is 5 s"),
        (float("nan"), "the signal was nan s old, the limit is 5 s"),
    ],
)
def test_age_when_it_is_above_the_limit_then_is_refused(
    age_ms: float, sentence: str | None
) -> None:
    refusal = refusal_of(Filters(), signal(), replace(NOON, age_ms=age_ms))

    assert refusal == (sentence and (SkipReason.TOO_OLD, sentence))


def test_opening_when_the_trader_chose_it_then_may_be_old_but_passes_all_else() -> None:
    old = replace(NOON, age_ms=86_400_000.0)

    assert refusal_of(Filters(), signal(chosen=True), old) is None
    assert refusal_of(hours(660, 720), signal(chosen=True), old) == (
        SkipReason.OUTSIDE_SESSION,
        "it is Wednesday 12:00 in Europe/Berlin, outside the hours of this route",
    )


def test_opening_when_everything_is_against_it_then_is_told_in_the_order_of_the_questions() -> None:
    against = Filters(
        symbols_denied=names("*"),
        sides=frozenset(),
        magics_denied=(MagicRange(low=0, high=0),),
        comments_allowed=("scalp",),
        max_master_lots=Decimal("0.5"),
        order_kinds=frozenset(),
        sessions=Sessions(zone="UTC", windows=()),
    )
    old = replace(NOON, age_ms=5_001.0)
    told = []
    lifted = (
        ("comments_denied", ()),  # Was empty: the first answer is to all of them.
        ("symbols_denied", frozenset[str]()),
        ("sides", frozenset(Side)),
        ("magics_denied", ()),
        ("comments_allowed", ()),
        ("max_master_lots", None),
        ("order_kinds", frozenset(OrderKind)),
        ("sessions", None),
    )

    for name, nothing in lifted:
        against = replace(against, **{name: nothing})  # type: ignore[arg-type]
        refusal = refusal_of(against, signal(), old)
        assert refusal is not None
        told.append(refusal[0].value)

    assert told == [
        "filtered_symbol",
        "filtered_side",
        "filtered_magic",
        "filtered_comment",
        "filtered_lots",
        "filtered_kind",
        "outside_session",
        "too_old",
    ]
