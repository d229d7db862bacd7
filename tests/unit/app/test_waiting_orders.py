"""Pairs of which one side was filled alone: from when, for how long, and what then (rule C6).

The master's order 501 waits to buy 1.00 EURUSD at 1.09000; five seconds are allowed.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.pending_samples import filled, order, seen, theirs, told
from tests.unit.engine.samples import MASTER, SETTINGS, opened, position, route
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import EventKind, TerminalLost
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.order_rules import OneSidedFill, OrderRules, PendingPolicy

PLACED = "place buy limit 1 at 1.09000"
ASK, CANCEL, TO_MARKET = OneSidedFill.ASK, OneSidedFill.CANCEL, OneSidedFill.TO_MARKET


def waiting(master_filled: OneSidedFill = TO_MARKET, follower_filled: OneSidedFill = ASK) -> Bench:
    """Return a program with a pair of orders that wait."""
    rules = OrderRules(
        pendings=PendingPolicy.AS_PENDINGS,
        master_filled=master_filled,
        follower_filled=follower_filled,
    )
    bench = Bench(route(replace(SETTINGS, orders=rules)))
    bench.handle(seen(account=MASTER))
    bench.handle(told(EventKind.PENDING_PLACED, order(), account=MASTER))
    bench.answer()
    return bench


def fill_at_master(bench: Bench) -> None:
    """Let the price reach the master's order."""
    ended = replace(told(EventKind.PENDING_FILLED, order(), account=MASTER), seq=2)
    bench.handle(ended, opened("1", seq=3))


def fill_at_follower(bench: Bench) -> None:
    """Let the price reach the copy's order."""
    bench.broker.meet(COPY)
    bench.handle(told(EventKind.PENDING_FILLED, theirs()), replace(filled(), seq=2))


def pass_ms(bench: Bench, ms: int) -> None:
    """Let time pass and have a look, as the program does many times a second."""
    bench.clock.advance_ms(ms)
    bench.copying.sweep()


def test_master_alone_when_its_time_is_not_over_then_the_copys_order_waits() -> None:
    bench = waiting()
    fill_at_master(bench)
    pass_ms(bench, 250)

    pass_ms(bench, 4_999)

    assert bench.sent() == [PLACED]


def test_master_alone_when_its_time_is_over_then_the_copy_goes_to_market_once() -> None:
    bench = waiting()
    fill_at_master(bench)
    pass_ms(bench, 250)

    pass_ms(bench, 5_000)
    pass_ms(bench, 5_000)
    bench.answer_all()
    pass_ms(bench, 5_000)

    assert bench.sent() == [PLACED, "cancel", "open buy 1"]
    assert bench.broker.held == {COPY: Decimal(1)}
    assert (bench.the_link().state, bench.the_link().filled) == (LinkState.LIVE, Decimal(1))


def test_pairs_when_nothing_waits_long_then_are_looked_at_four_times_a_second_at_most() -> None:
    bench = waiting(master_filled=CANCEL)
    pass_ms(bench, 250)
    fill_at_master(bench)

    # The second look comes too early to see that the master's is filled.
    pass_ms(bench, 249)
    pass_ms(bench, 5_000)
    early = bench.sent()
    pass_ms(bench, 5_000)

    assert early == [PLACED]
    assert bench.sent() == [PLACED, "cancel"]


def test_pair_when_it_is_whole_in_time_then_nothing_is_done_later() -> None:
    bench = waiting()
    fill_at_master(bench)
    pass_ms(bench, 250)
    fill_at_follower(bench)

    pass_ms(bench, 60_000)

    assert bench.sent() == [PLACED]
    assert bench.broker.held == {COPY: Decimal(1)}


def test_master_alone_when_the_route_cancels_then_the_copy_is_over() -> None:
    bench = waiting(master_filled=CANCEL)
    fill_at_master(bench)
    pass_ms(bench, 250)
    pass_ms(bench, 5_000)
    bench.answer()

    assert bench.sent() == [PLACED, "cancel"]
    assert bench.the_link().state is LinkState.CANCELLED


def test_follower_alone_when_the_route_asks_then_the_trader_is_told_once() -> None:
    bench = waiting()
    fill_at_follower(bench)
    for _ in range(5):
        pass_ms(bench, 5_000)

    assert bench.sent() == [PLACED]
    assert bench.notes.troubles == [
        "EURUSD: the copy's order was filled, the master's still waits: close the copy or keep it?"
    ]


def test_follower_alone_when_the_route_cancels_then_the_copy_is_closed() -> None:
    bench = waiting(follower_filled=CANCEL)
    fill_at_follower(bench)
    pass_ms(bench, 250)
    pass_ms(bench, 5_000)
    bench.answer()

    assert bench.sent() == [PLACED, "buy to 0"]
    assert bench.broker.held == {COPY: Decimal(0)}


def test_follower_alone_when_the_route_keeps_it_then_it_waits_for_the_master() -> None:
    bench = waiting(follower_filled=TO_MARKET)
    fill_at_follower(bench)
    pass_ms(bench, 250)
    pass_ms(bench, 60_000)
    fill_at_master(bench)

    assert bench.sent() == [PLACED]
    assert (bench.the_link().target, bench.the_link().filled) == (Decimal(1), Decimal(1))


def test_follower_alone_when_the_masters_terminal_is_away_then_its_time_begins_anew() -> None:
    bench = waiting(follower_filled=CANCEL)
    fill_at_follower(bench)
    pass_ms(bench, 250)

    # Whether the master's order still waits cannot be known meanwhile.
    bench.handle(TerminalLost(account=MASTER, role=Role.MONITOR, reason="no answer"))
    pass_ms(bench, 60_000)
    bench.connect_master()
    bench.handle(seen(orders=(order(),), account=MASTER))
    pass_ms(bench, 4_999)
    away = bench.sent()
    pass_ms(bench, 250)
    pass_ms(bench, 5_000)

    assert away == [PLACED]
    assert bench.sent() == [PLACED, "buy to 0"]


def test_master_alone_when_a_restart_comes_between_then_its_time_begins_anew() -> None:
    bench = waiting()
    fill_at_master(bench)
    pass_ms(bench, 250)

    bench.restart()
    bench.connect_master()
    bench.connect()
    bench.handle(seen(position("1"), account=MASTER))
    pass_ms(bench, 4_999)
    early = bench.sent()
    pass_ms(bench, 5_000)

    assert early == [PLACED]
    assert bench.sent() == [PLACED, "cancel"]


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (EventKind.PENDING_CANCELLED, "it was taken back on the follower"),
        (EventKind.PENDING_EXPIRED, "it expired at the follower's broker"),
    ],
)
def test_c2_copys_order_when_it_ends_on_the_follower_then_is_told_and_not_placed_again(
    kind: EventKind, why: str
) -> None:
    bench = waiting()

    bench.handle(told(kind, theirs()))
    fill_at_master(bench)
    pass_ms(bench, 60_000)

    assert bench.sent() == [PLACED]
    assert bench.the_link().state is LinkState.CANCELLED
    assert bench.notes.troubles[0] == f"the pending order in EURUSD ended early: {why}"
