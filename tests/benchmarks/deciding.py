"""What a decision costs: `python3 -m tests.benchmarks.deciding`. No part of the tests.

One master's opening is decided for 1, 10, 100 and 1,000 routes, each to a follower of its own, by
the plainest and by the richest settings. Deciding alone is timed, as time of the processor: no
disk, no socket, no clock.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from gc import collect, freeze
from statistics import median
from time import process_time_ns

from tests.benchmarks.machine import this_machine
from tests.unit.engine.samples import EURUSD, FUNDS, MASTER, opened, profile, ready
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.filters import Filters, MagicRange, Sessions, SessionWindow
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import (
    FundsBase,
    Proportional,
    RiskPercent,
    SameLots,
    VolumeRules,
)
from tradecopy_desktop.domain.stop_rules import StopRule, StopRules, StopSource
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.copier import decide
from tradecopy_desktop.engine.moment import Moment

SIZES = (1, 10, 100, 1_000)
_MOMENT = Moment(now_ns=0, utc=datetime(2026, 3, 4, 12, tzinfo=UTC))
_QUOTE = Quote(symbol="EURUSD", bid=Decimal("1.10000"), ask=Decimal("1.10008"), at=0)
_TRADED = replace(EURUSD, base="EUR", profit="USD")

PLAIN = RouteSettings(version=1, sizing=SameLots())
RICH = RouteSettings(
    version=1,
    sizing=RiskPercent(percent=Decimal("0.5")),
    volume=VolumeRules(commission=Decimal(7), max_lots=Decimal(50)),
    filters=Filters(
        symbols_allowed=frozenset({"EUR*", "GBP*"}),
        magics_denied=(MagicRange(low=5, high=9),),
        comments_denied=("test",),
        sessions=Sessions(
            zone="Europe/Berlin",
            windows=(SessionWindow(weekdays=frozenset(range(5)), start=480, end=1_320),),
        ),
        max_spread=30,
        max_positions=100,
        max_symbol_lots=Decimal(1_000),
        max_account_lots=Decimal(1_000),
    ),
    stops=StopRules(
        stop_loss=StopRule(source=StopSource.DISTANCE, offset=5),
        take_profit=StopRule(source=StopSource.DISTANCE),
    ),
    orders=OrderRules(max_slippage=50),
)
BY_EQUITY = replace(PLAIN, sizing=Proportional(base=FundsBase.EQUITY))
KINDS = {"same lots": PLAIN, "by equity": BY_EQUITY, "risk, all filters": RICH}


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.deciding")
    parser.add_argument("--rounds", type=int, default=7, help="rounds, each with every size (7)")
    rounds = parser.parse_args().rounds
    machine = this_machine("")
    print(f"{machine.processor}, Python {machine.python}\n")
    title = "microseconds a route, median (worst) round"
    print(f"{title:44}" + "".join(f"{size:>16,}" for size in SIZES))
    for name, settings in KINDS.items():
        costs = [_cost(settings, size, rounds) for size in SIZES]
        print(f"{name:44}" + "".join(f"{m:>9.1f} ({w:.0f})".rjust(16) for m, w in costs))
        print(f"{'  against 1 route':44}" + "".join(f"{m / costs[0][0]:>16.2f}" for m, _ in costs))
    return 0


def _cost(settings: RouteSettings, routes: int, rounds: int) -> tuple[float, float]:
    """Return the median and the worst round's microseconds for one route's decision."""
    repeats = max(1, 200 // routes)
    times = []
    for _ in range(rounds):
        runs = [_ready_run(settings, routes) for _ in range(repeats)]
        collect()
        freeze()
        begun = process_time_ns()
        for run in runs:
            run()
        times.append((process_time_ns() - begun) / 1_000 / repeats / routes)
    return median(times), max(times)


def _ready_run(settings: RouteSettings, routes: int) -> Callable[[], None]:
    book = _book(settings, routes)
    event = opened("1.00", sl="1.09500", tp="1.11000")

    def run() -> None:
        for route in book.routes_of(MASTER):
            for decision in decide(book, route, event, _MOMENT):
                if decision.link is None:
                    raise AssertionError(f"nothing was copied: {decision}")
                book.put(decision.link)

    return run


def _book(settings: RouteSettings, routes: int) -> Book:
    book = Book()
    _account(book, MASTER, Role.MONITOR, _TRADED)
    for number in range(routes):
        follower = AccountKey(login=str(2_000 + number), server="Prop-Live")
        _account(book, follower, Role.EXECUTOR, _TRADED)
        if settings is RICH:
            book.account(follower).caps = AccountCaps(
                total_lots=Decimal(1_000), leverage=Decimal(500)
            )
        book.put_route(
            Route(
                id=f"r{number}",
                name=f"route {number}",
                master=MASTER,
                follower=follower,
                mode=RouteMode.LIVE,
                settings=settings,
            )
        )
    return book


def _account(book: Book, key: AccountKey, role: Role, *instruments: Instrument) -> None:
    account = book.account(key)
    account.profile = profile(key)
    ready(account, role, *instruments)
    account.funds = FUNDS
    account.quotes["EURUSD"] = _QUOTE


if __name__ == "__main__":
    sys.exit(main())
