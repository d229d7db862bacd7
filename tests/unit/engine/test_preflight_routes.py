"""What is wrong with a route among others, before it is armed (C10, R3.5)."""

from dataclasses import replace

import pytest

from tests.unit.engine.samples import SETTINGS, position
from tests.unit.engine.topology_samples import (
    A,
    B,
    C,
    D,
    E,
    accounts,
    all_but,
    at_most_one,
    between,
    only,
    told,
)
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.preflight import Finding
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.preflight.paths import (
    DoublePath,
    double_paths,
    find_loops,
    way_back,
)
from tradecopy_desktop.engine.preflight.routes import what_is_wrong

AB, BA, BC, AC, CA = (
    between(A, B),
    between(B, A),
    between(B, C),
    between(A, C),
    between(C, A),
)
REVERSED = replace(SETTINGS, reverse=True)
NO_ACCOUNTS: dict[AccountKey, AccountState] = {}


def _off(route: Route) -> Route:
    return replace(route, mode=RouteMode.OFF)


def _wrong(
    *present: Route,
    candidate: Route,
    netting: frozenset[AccountKey] = frozenset(),
    fifo: frozenset[AccountKey] = frozenset(),
    funded: frozenset[AccountKey] = frozenset(),
) -> tuple[Finding, ...]:
    book = accounts(*present, netting=netting, fifo=fifo)
    return what_is_wrong(book.routes.values(), candidate, book.accounts, funded=funded)


def test_loops_when_routes_form_circles_stand_once_from_the_least_account_on() -> None:
    routes = (BC, CA, AB, between(D, E), between(E, D), between(B, D))

    assert find_loops(routes) == (("1@S", "2@S", "3@S"), ("4@S", "5@S"))


@pytest.mark.parametrize(
    ("present", "candidate", "loops"),
    [
        ((AB, BC), None, ()),
        ((AB,), BA, (("1@S", "2@S"),)),
        ((_off(AB),), BA, ()),
        ((AB,), _off(BA), (("1@S", "2@S"),)),  # it is about to be armed
        ((AB, BA), replace(BA, follower=C), ()),  # it is about to end elsewhere
        ((replace(AB, mode=RouteMode.SHADOW),), BA, (("1@S", "2@S"),)),
        ((replace(AB, mode=RouteMode.CLOSE_ONLY),), BA, (("1@S", "2@S"),)),
    ],
)
def test_loops_when_a_route_is_to_be_armed_count_it_and_all_that_are_not_off(
    present: tuple[Route, ...], candidate: Route | None, loops: tuple[tuple[str, ...], ...]
) -> None:
    assert find_loops(present, candidate) == loops


def test_way_back_when_there_is_one_is_the_shortest_and_else_none() -> None:
    assert way_back((BC, between(C, D), between(D, A), CA), AB) == (B, C, A)
    assert way_back((BC,), AB) == ()


def test_double_paths_when_one_master_arrives_twice_name_the_last_routes() -> None:
    direct_and_over_b = DoublePath(origin=A, reached=C, last=("1>3", "2>3"))
    twice = DoublePath(origin=A, reached=B, last=("1>2", "again"))

    assert double_paths((AB, BC, AC)) == (direct_and_over_b,)
    assert double_paths((AB,), between(A, B, id="again")) == (twice,)


def test_double_paths_when_masters_feed_one_another_name_the_nearest() -> None:
    # E feeds A, whose trades reach D over B and over C; what follows D gets them once.
    routes = (between(E, A), AB, AC, between(B, D), between(C, D))

    assert double_paths(routes) == (DoublePath(origin=A, reached=D, last=("2>4", "3>4")),)


def test_double_paths_when_masters_have_nothing_to_do_with_each_other_name_both() -> None:
    routes = (AB, AC, between(E, B), between(E, C), between(B, D), between(C, D))

    last = ("2>4", "3>4")
    assert set(double_paths(routes)) == {
        DoublePath(origin=A, reached=D, last=last),
        DoublePath(origin=E, reached=D, last=last),
    }


def test_double_paths_when_several_masters_feed_one_follower_are_none() -> None:
    assert double_paths((AC, BC, between(D, C))) == ()


def test_double_paths_when_trades_only_go_around_are_none() -> None:
    # What B gets from C is what C got from B.
    assert double_paths((AB, BC, between(C, B))) == ()


def test_double_paths_when_two_masters_follow_each_other_name_both() -> None:
    routes = (between(A, D), between(D, A), AC, between(D, C))

    assert double_paths(routes) == (
        DoublePath(origin=A, reached=C, last=("1>3", "4>3")),
        DoublePath(origin=D, reached=C, last=("1>3", "4>3")),
    )


def test_route_when_alone_is_in_order() -> None:
    assert _wrong(candidate=AB) == ()


def test_route_when_nothing_is_known_about_its_accounts_is_looked_at_by_routes_alone() -> None:
    assert told(what_is_wrong((AB,), BA, NO_ACCOUNTS)) == [("loop", "refuse")]
    assert told(what_is_wrong((AB, BC), AC, NO_ACCOUNTS)) == [("two_paths", "ask")]


def test_route_when_it_closes_a_circle_is_refused_with_the_whole_circle() -> None:
    (found,) = _wrong(AB, BC, candidate=CA)

    assert told((found,)) == [("loop", "refuse")]
    assert found.text == ("trades would come back to where they started: 3@S > 1@S > 2@S > 3@S")


def test_route_when_another_circle_stands_is_not_blamed_for_it() -> None:
    assert _wrong(AB, BA, candidate=between(D, E)) == ()


def test_route_when_it_brings_trades_a_second_way_is_asked_about() -> None:
    (found,) = _wrong(AB, BC, candidate=AC)

    assert told((found,)) == [("two_paths", "ask")]
    assert found.text == (
        "the trades of 1@S reach 3@S by several routes: '2>3' from 2@S, '1>3' from 1@S; "
        "a trade that both take is copied twice"
    )


def test_route_when_a_double_path_was_there_before_is_asked_only_about_its_own() -> None:
    assert _wrong(AB, BC, AC, candidate=between(D, E)) == ()


def test_route_when_a_second_one_takes_other_symbols_is_asked_about_all_the_same() -> None:
    gold = between(A, B, only("XAUUSD"), id="gold")

    (found,) = _wrong(between(A, B, all_but("XAUUSD"), id="rest"), candidate=gold)

    assert told((found,)) == [("two_paths", "ask")]
    assert found.text == (
        "the trades of 1@S reach 2@S by several routes: 'rest' from 1@S, 'gold' from 1@S; "
        "their symbols are apart"
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "refused"),
    [
        (SETTINGS, SETTINGS, True),
        (only("EURUSD"), only("XAUUSD"), False),
        (only("EURUSD"), only("EUR*"), True),
        (only("EURUSD", shares=True), only("EURUSD"), True),
        (only("EURUSD"), only("EURUSD", shares=True), True),
        (only("EURUSD", shares=True), only("EURUSD", shares=True), False),
    ],
)
def test_netting_follower_when_two_routes_may_meet_in_a_symbol_is_refused_unless_shared(
    ours: RouteSettings, theirs: RouteSettings, refused: bool
) -> None:
    other, candidate = between(B, C, theirs), between(A, C, ours)

    found = _wrong(other, candidate=candidate, netting=frozenset({A, B, C}))

    assert told(found) == ([("shared_symbol", "refuse")] if refused else [])


def test_netting_follower_when_refused_says_what_to_do() -> None:
    (found,) = _wrong(BC, candidate=AC, netting=frozenset({A, B, C}))

    assert found.text == (
        "3@S nets its positions and route '2>3' may trade the same symbols; allow different "
        "symbols, or let both routes share positions"
    )


def test_netting_follower_when_the_other_route_is_off_is_free() -> None:
    assert _wrong(_off(BC), candidate=AC, netting=frozenset({A, B, C})) == ()


def test_netting_follower_when_the_master_hedges_is_asked_about() -> None:
    (found,) = _wrong(candidate=AB, netting=frozenset({B}))

    assert told((found,)) == [("both_sides", "ask")]
    assert found.text == (
        "1@S can hold both sides of a symbol and 2@S cannot: while one side is open the other "
        "is not copied"
    )


def test_netting_follower_when_the_master_holds_both_sides_is_told_where() -> None:
    book = accounts(netting=frozenset({B}))
    for id, symbol, side in (
        ("1", "XAUUSD", Side.BUY),
        ("2", "XAUUSD", Side.SELL),
        ("3", "EURUSD", Side.SELL),
    ):
        book.account(A).positions[id] = position("1", id=id, symbol=symbol, side=side)

    (found,) = what_is_wrong((), AB, book.accounts)

    assert found.text.endswith("is not copied; both are open now in XAUUSD")


@pytest.mark.parametrize(
    ("settings", "netting", "refused"),
    [
        (SETTINGS, frozenset(), True),
        (at_most_one(), frozenset(), False),
        (SETTINGS, frozenset({A}), False),
        (SETTINGS, frozenset({A, B}), False),
    ],
)
def test_fifo_follower_when_a_symbol_may_hold_several_positions_is_refused(
    settings: RouteSettings, netting: frozenset[AccountKey], refused: bool
) -> None:
    candidate = between(A, B, settings)

    found = _wrong(candidate=candidate, fifo=frozenset({B}), netting=netting)

    assert told(found) == ([("fifo", "refuse")] if refused else [])


def test_fifo_follower_when_refused_says_what_to_do() -> None:
    (found,) = _wrong(candidate=AB, fifo=frozenset({B}))

    assert found.text == (
        "the broker of 2@S closes the oldest position first and allows no hedging; let the route "
        "hold 1 position at most"
    )


@pytest.mark.parametrize(("theirs", "asked"), [(only("EURUSD"), True), (only("XAUUSD"), False)])
def test_fifo_follower_when_another_route_may_meet_it_is_asked_about(
    theirs: RouteSettings, asked: bool
) -> None:
    one = replace(only("EURUSD"), filters=replace(only("EURUSD").filters, max_positions=1))

    found = _wrong(between(B, C, theirs), candidate=between(A, C, one), fifo=frozenset({C}))

    assert told(found) == ([("fifo", "ask")] if asked else [])


def test_fifo_follower_when_its_master_is_unknown_is_not_judged_by_guesses() -> None:
    book = accounts(fifo=frozenset({B}))

    assert what_is_wrong((), AB, {B: book.account(B)}) == ()


def test_route_when_two_of_three_take_the_same_symbols_is_told_that_they_meet() -> None:
    rest = between(A, B, all_but("XAUUSD"), id="rest")
    gold, too = between(A, B, only("XAUUSD"), id="gold"), between(A, B, only("XAU*"), id="too")

    (found,) = _wrong(rest, gold, candidate=too)

    assert found.text.endswith("; a trade that both take is copied twice")


def test_hedging_follower_when_several_masters_end_there_is_in_order() -> None:
    assert _wrong(BC, candidate=AC) == ()


def test_routes_when_an_end_never_connected_are_not_judged_by_guesses() -> None:
    book = accounts(netting=frozenset({B}), fifo=frozenset({C}))
    book.account(A).profile = None

    assert what_is_wrong((), AB, book.accounts) == ()
    assert what_is_wrong((), AC, book.accounts) == ()


FUNDED_TEXT = (
    "{} and {} are funded accounts and would hold opposite sides of the same trades; "
    "most firms forbid that"
)


@pytest.mark.parametrize(
    ("present", "candidate", "funded", "pairs"),
    [
        ((), between(A, B, REVERSED), {A, B}, [("1@S", "2@S")]),
        ((), between(A, B, REVERSED), {B}, []),
        ((), AB, {A, B}, []),
        # A brother of the follower gets the other side.
        ((between(A, C, REVERSED),), AB, {B, C}, [("2@S", "3@S")]),
        ((AC,), between(A, B, REVERSED), {B, C}, [("2@S", "3@S")]),
        ((AC,), AB, {B, C}, []),
        # Turned twice is not turned.
        ((between(B, C, REVERSED),), between(A, B, REVERSED), {A, C}, []),
        # What follows the follower, against what stands above the master.
        ((BC, between(E, A)), between(A, B, REVERSED), {C, E}, [("3@S", "5@S")]),
        # Two masters that have nothing in common.
        ((between(D, C, REVERSED),), AC, {A, C, D}, []),
    ],
)
def test_funded_accounts_when_they_would_hold_opposite_sides_are_asked_about(
    present: tuple[Route, ...],
    candidate: Route,
    funded: set[AccountKey],
    pairs: list[tuple[str, str]],
) -> None:
    found = _wrong(*present, candidate=candidate, funded=frozenset(funded))

    assert [each.text for each in found if each.check.value == "funded"] == [
        FUNDED_TEXT.format(*pair) for pair in pairs
    ]
    assert {each.level.value for each in found if each.check.value == "funded"} <= {"ask"}
