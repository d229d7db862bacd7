"""What the follower's side says against an opening: its spread, and what it would hold then."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import CLOSING, LIVE, OPENING
from tests.unit.engine.samples import EURUSD, FOLLOWER, SETTINGS, book, position, route
from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.limits.filters import refused_by_market

OTHER = replace(LIVE, copy="c" * 32, opens=())
SHADOW = replace(LIVE, copy="d" * 32, opens=(), shadow=True)
ELSEWHERE = replace(LIVE, copy="e" * 32, opens=(), route="r2", symbol="XAUUSD")


def filtered(filters: Filters, mode: RouteMode = RouteMode.LIVE) -> Route:
    """Return a route with these filters."""
    return route(replace(SETTINGS, filters=filters), mode=mode)


def quoted(bid: str, ask: str, symbol: str = "EURUSD") -> Book:
    """Return a book whose follower told one price."""
    known = book()
    quote = Quote(symbol=symbol, bid=Decimal(bid), ask=Decimal(ask), at=0)
    known.account(FOLLOWER).quotes[symbol] = quote
    return known


def asked(known: Book, copying: Route, lots: str = "1") -> Refusal | None:
    """Return what is against these lots of EURUSD."""
    return refused_by_market(known, copying, EURUSD, Decimal(lots))


def test_market_when_nothing_is_limited_then_nothing_is_against_it() -> None:
    known = book()
    known.put(LIVE)

    assert asked(known, filtered(Filters()), "1000000") is None


@pytest.mark.parametrize(
    ("ask", "limit", "sentence"),
    [
        ("1.10020", 20, None),
        ("1.10020", 19, "the spread of EURUSD is 20 points, the limit is 19"),
        ("1.100195", 19, "the spread of EURUSD is 19.5 points, the limit is 19"),
        ("1.10000", 0, None),
        ("1.10001", 0, "the spread of EURUSD is 1 points, the limit is 0"),
    ],
)
def test_spread_when_it_is_above_the_limit_in_points_then_is_refused(
    ask: str, limit: int, sentence: str | None
) -> None:
    refusal = asked(quoted("1.10000", ask), filtered(Filters(max_spread=limit)))

    assert refusal == (sentence and (SkipReason.SPREAD_TOO_WIDE, sentence))


@pytest.mark.parametrize(
    "known",
    [
        book(),
        quoted("1.10000", "1.10001", "GBPUSD"),
        quoted("0", "1.10001"),
        quoted("1.10000", "0"),
        quoted("1.10001", "1.10000"),
    ],
    ids=["no price", "of another symbol", "no bid", "no ask", "crossed"],
)
def test_spread_when_it_is_limited_and_not_known_then_is_refused(known: Book) -> None:
    assert asked(known, filtered(Filters(max_spread=10_000_000))) == (
        SkipReason.NO_QUOTE,
        "the follower has no whole price of EURUSD, so its spread is not known",
    )


def test_spread_when_the_size_of_a_point_is_not_known_then_is_refused() -> None:
    pointless = replace(EURUSD, point=Decimal(0))
    limited = filtered(Filters(max_spread=10))

    refusal = refused_by_market(quoted("1.1", "1.2"), limited, pointless, Decimal(1))

    assert refusal == (
        SkipReason.SYMBOL_INCOMPLETE,
        "the size of a point of EURUSD is not known",
    )


@pytest.mark.parametrize(
    ("mode", "limit", "sentence"),
    [
        # Two copies that may hold lots and one shadow; one copy is another route's, one is over.
        (RouteMode.LIVE, 3, None),
        (RouteMode.LIVE, 2, "this route has 2 open copies, the limit is 2"),
        (RouteMode.SHADOW, 2, None),
        (RouteMode.SHADOW, 1, "this route has 1 open copies, the limit is 1"),
    ],
)
def test_positions_when_the_limit_is_reached_then_no_further_one_is_opened(
    mode: RouteMode, limit: int, sentence: str | None
) -> None:
    known = book()
    over = replace(LIVE, copy="f" * 32, state=LinkState.CLOSED)
    for link in (OPENING, OTHER, SHADOW, ELSEWHERE, over):
        known.put(link)

    refusal = asked(known, filtered(Filters(max_positions=limit), mode))

    assert refusal == (sentence and (SkipReason.TOO_MANY_POSITIONS, sentence))


def test_positions_when_lots_join_an_open_copy_then_are_no_more_than_before() -> None:
    known = book()
    known.put(LIVE)
    limits = filtered(Filters(max_positions=1, max_symbol_lots=Decimal("1.5")))

    joined = refused_by_market(known, limits, EURUSD, Decimal("0.5"), adds=True)
    too_many = refused_by_market(known, limits, EURUSD, Decimal("0.51"), adds=True)

    assert joined is None
    assert too_many == (
        SkipReason.TOO_MANY_LOTS,
        "the follower would hold 1.51 lots of EURUSD, the limit is 1.5",
    )


def test_positions_when_the_limit_is_none_at_all_then_nothing_is_opened() -> None:
    assert asked(book(), filtered(Filters(max_positions=0))) == (
        SkipReason.TOO_MANY_POSITIONS,
        "this route has 0 open copies, the limit is 0",
    )


@pytest.mark.parametrize(
    ("filters", "lots", "sentence"),
    [
        # EURUSD: 1 of a copy and 0.4 of somebody else; XAUUSD: 1 of another route and 0.1.
        (Filters(max_symbol_lots=Decimal(2)), "0.6", None),
        (
            Filters(max_symbol_lots=Decimal(2)),
            "0.61",
            "the follower would hold 2.01 lots of EURUSD, the limit is 2",
        ),
        (Filters(max_account_lots=Decimal(3)), "0.5", None),
        (
            Filters(max_account_lots=Decimal(3)),
            "0.51",
            "the follower would hold 3.01 lots in all, the limit is 3",
        ),
        (
            Filters(max_symbol_lots=Decimal(0)),
            "0.01",
            "the follower would hold 1.41 lots of EURUSD, the limit is 0",
        ),
        (
            Filters(max_symbol_lots=Decimal(2), max_account_lots=Decimal(1)),
            "0.61",
            "the follower would hold 2.01 lots of EURUSD, the limit is 2",
        ),
        (
            Filters(max_symbol_lots=Decimal(2), max_account_lots=Decimal(1)),
            "0.6",
            "the follower would hold 3.1 lots in all, the limit is 1",
        ),
    ],
)
def test_lots_when_the_follower_would_hold_too_many_then_are_refused(
    filters: Filters, lots: str, sentence: str | None
) -> None:
    known = book()
    for link in (LIVE, ELSEWHERE, SHADOW):
        known.put(link)
    positions = known.account(FOLLOWER).positions
    positions["901"] = position("0.4", id="901")
    positions["902"] = position("0.1", id="902", symbol="XAUUSD")

    refusal = asked(known, filtered(filters), lots)

    assert refusal == (sentence and (SkipReason.TOO_MANY_LOTS, sentence))


def test_lots_when_nothing_is_held_then_the_order_alone_counts() -> None:
    limited = filtered(Filters(max_symbol_lots=Decimal(1), max_account_lots=Decimal(1)))

    assert asked(book(), limited, "1") is None
    assert asked(book(), limited, "1.01") == (
        SkipReason.TOO_MANY_LOTS,
        "the follower would hold 1.01 lots of EURUSD, the limit is 1",
    )


def test_lots_when_a_route_only_imagines_then_its_own_shadows_count_too() -> None:
    known = book()
    known.put(LIVE)
    known.put(SHADOW)
    limits = Filters(max_symbol_lots=Decimal("2.5"))

    assert asked(known, filtered(limits)) is None
    assert asked(known, filtered(limits, RouteMode.SHADOW)) == (
        SkipReason.TOO_MANY_LOTS,
        "the follower would hold 3 lots of EURUSD, the limit is 2.5",
    )


def test_market_when_everything_is_against_it_then_is_told_in_the_order_of_the_questions() -> None:
    known = quoted("1.10000", "1.10020")
    known.put(CLOSING)
    limits = (
        Filters(max_spread=1, max_positions=0, max_symbol_lots=Decimal(0)),
        Filters(max_spread=20, max_positions=0, max_symbol_lots=Decimal(0)),
        Filters(max_spread=20, max_positions=2, max_symbol_lots=Decimal(0)),
        Filters(max_spread=20, max_positions=2, max_symbol_lots=Decimal(2)),
    )

    reasons = [(asked(known, filtered(each)) or (None,))[0] for each in limits]

    assert reasons == [
        SkipReason.SPREAD_TOO_WIDE,
        SkipReason.TOO_MANY_POSITIONS,
        SkipReason.TOO_MANY_LOTS,
        None,
    ]
