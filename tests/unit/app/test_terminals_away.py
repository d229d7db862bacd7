"""When a terminal that is away is told of, and what is said of it."""

from dataclasses import replace

import pytest

from tests.unit.app.manual_clock import ManualClock
from tests.unit.engine.samples import ALLOWED, FOLLOWER, MASTER, book, profile
from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.terminals_away import TerminalsAway
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.facts import TerminalConnected
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import MarginMode


def hello(key: AccountKey, role: Role) -> TerminalConnected:
    """Return that a terminal came."""
    return TerminalConnected(
        profile=profile(key, MarginMode.HEDGING),
        role=role,
        permissions=ALLOWED,
        stream="1",
        last_seq=0,
        first_seq=0,
    )


class Watched:
    """A book of one live route, watched as time goes on."""

    def __init__(self) -> None:
        self.book = book()
        self.clock = ManualClock()
        self.board = Board(self.book, self.clock, Bus())
        self.away = TerminalsAway(self.book, self.board, self.clock)
        (self.route,) = self.book.routes.values()
        self.master = self.book.account(MASTER)
        self.follower = self.book.account(FOLLOWER)

    def let_pass(self, seconds: int) -> None:
        """Look every second."""
        for _ in range(seconds):
            self.clock.advance_ms(1_000)
            self.away.look()

    @property
    def told(self) -> list[tuple[str, str]]:
        """Return what was told, without the accounts' names."""
        return [(each.title.rsplit(": ", 1)[1], each.text) for each in self.board.alerts()]


@pytest.fixture
def watched() -> Watched:
    each = Watched()
    for key, role in ((MASTER, Role.MONITOR), (FOLLOWER, Role.EXECUTOR)):
        each.book.account(key).connected.add(role)
        each.away.note(hello(key, role))
    each.let_pass(1)
    return each


def test_terminal_when_it_is_back_within_ten_seconds_then_nobody_hears_of_it(
    watched: Watched,
) -> None:
    watched.follower.connected.discard(Role.EXECUTOR)
    watched.let_pass(9)
    watched.follower.connected.add(Role.EXECUTOR)
    watched.let_pass(60)

    assert watched.told == []


def test_terminal_when_it_is_away_for_longer_then_it_is_told_once_and_again_when_back(
    watched: Watched,
) -> None:
    watched.master.connected.discard(Role.MONITOR)
    # The first look sees that it is gone, ten seconds later it has been for ten.
    watched.let_pass(10)
    early = list(watched.told)
    watched.let_pass(100)
    watched.master.connected.add(Role.MONITOR)
    watched.let_pass(5)

    assert early == []
    assert watched.told == [
        (
            "terminal not connected",
            "its trades cannot be seen, so none is copied; start its terminal",
        ),
        ("terminal connected again", "copying goes on"),
    ]
    assert {(each.place, each.account) for each in watched.board.alerts()} == {
        (Place.ACCOUNTS, MASTER)
    }


def test_terminal_when_it_never_came_then_it_is_given_a_minute() -> None:
    watched = Watched()
    watched.master.connected.add(Role.MONITOR)
    watched.follower.connected.discard(Role.EXECUTOR)

    watched.let_pass(60)
    early = list(watched.told)
    watched.let_pass(1)

    assert early == []
    assert watched.told == [
        ("terminal not connected", "nothing is copied to it; start its terminal")
    ]


@pytest.mark.parametrize("mode", [RouteMode.OFF, RouteMode.CLOSE_ONLY, RouteMode.SHADOW])
def test_terminal_when_its_route_is_not_live_and_holds_nothing_then_nobody_waits_for_it(
    watched: Watched, mode: RouteMode
) -> None:
    watched.book.put_route(replace(watched.route, mode=mode))
    watched.follower.connected.discard(Role.EXECUTOR)

    watched.let_pass(200)

    assert watched.told == []
