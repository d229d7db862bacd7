"""What a route does while its master cannot be seen and copies are open (rule W4)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.unit.engine.deciding import commands_of
from tests.unit.engine.link_samples import CLOSING, COPY, LIVE
from tests.unit.engine.samples import MASTER, SETTINGS, book, route
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.commands import CancelPending, SetVolume
from tradecopy_desktop.domain.decisions import NothingToDo
from tradecopy_desktop.domain.freezes import Freeze, FreezeCause
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.recovery_rules import MasterAway, RecoveryRules
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.values import ZERO, PendingKind
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.away import (
    ALARM_AFTER_S,
    alarm_text,
    cancel_waiting,
    close_copies,
    closes_after_s,
    is_master_away,
    pauses,
)

TERMS = PendingTerms(kind=PendingKind.LIMIT, price=LIVE.target, limit_price=None, expires_at=None)
WAITING = replace(
    LIVE,
    copy="c" * 32,
    position="502",
    order="502",
    orders=("502/placed",),
    accepted=Fraction(0),
    filled=ZERO,
    target=ZERO,
    entry=None,
    pending=TERMS,
    state=LinkState.PENDING,
)
SHADOW = replace(LIVE, copy="d" * 32, position="503", shadow=True)


def _route(
    choice: MasterAway = MasterAway.HOLD,
    *,
    minutes: int = 10,
    mode: RouteMode = RouteMode.LIVE,
    keeps: bool = False,
) -> Route:
    settings = replace(
        SETTINGS,
        recovery=RecoveryRules(master_away=choice, close_after_min=minutes),
        orders=OrderRules(keep_pendings=keeps),
    )
    return route(settings, mode=mode)


def _holding(*links: Link) -> Book:
    known = book()
    for link in links:
        known.put(link)
    return known


def _unseen(*links: Link) -> Book:
    known = _holding(*links)
    known.account(MASTER).whole.discard(Role.MONITOR)
    return known


def test_alarm_when_a_master_is_away_comes_after_half_a_minute() -> None:
    assert ALARM_AFTER_S == 30


def test_master_when_it_has_shown_what_it_holds_then_is_not_away() -> None:
    assert is_master_away(_holding(LIVE), route()) is False


def test_master_when_only_seen_in_its_other_role_then_is_away() -> None:
    # It may be a follower too, and seen as one.
    known = _unseen(LIVE)
    known.account(MASTER).whole.add(Role.EXECUTOR)

    assert is_master_away(known, route()) is True


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        # It is there and shows nothing: that must not close anything by itself.
        (FreezeCause.VANISHED, False),
        (FreezeCause.SWITCHED, True),
        (FreezeCause.LOST_BROKER, True),
    ],
)
def test_w2_master_when_not_believed_then_is_away_unless_it_shows_a_list(
    cause: FreezeCause, expected: bool
) -> None:
    known = _unseen(LIVE)
    known.account(MASTER).frozen[Role.MONITOR] = Freeze(cause=cause, text="")

    assert is_master_away(known, route()) is expected


def test_w4_master_when_only_its_other_terminal_is_not_believed_then_is_away() -> None:
    known = _unseen(LIVE)
    known.account(MASTER).frozen[Role.EXECUTOR] = Freeze(cause=FreezeCause.VANISHED, text="")

    assert is_master_away(known, route()) is True


@pytest.mark.parametrize("links", [(), (SHADOW,), (replace(LIVE, route="r9"),)])
def test_master_when_unseen_and_no_real_copy_is_open_then_nobody_misses_it(
    links: tuple[Link, ...],
) -> None:
    assert is_master_away(_unseen(*links), route()) is False


def test_master_when_unseen_and_one_of_its_copies_is_real_then_is_away() -> None:
    assert is_master_away(_unseen(SHADOW, LIVE), route()) is True


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (MasterAway.HOLD, "they stay open"),
        (MasterAway.CLOSE_ONLY, "the route is paused: closes only"),
        (MasterAway.CLOSE, "they are closed after 10 minutes"),
    ],
)
def test_alarm_when_told_says_what_becomes_of_the_real_copies(
    choice: MasterAway, told: str
) -> None:
    known = _unseen(LIVE, replace(LIVE, copy="e" * 32, position="504"), SHADOW)

    assert alarm_text(known, _route(choice)) == (
        f"the master of r1 is away and 2 copies are open; {told}"
    )


@pytest.mark.parametrize(
    ("choice", "mode", "expected"),
    [
        (MasterAway.CLOSE_ONLY, RouteMode.LIVE, True),
        (MasterAway.HOLD, RouteMode.LIVE, False),
        (MasterAway.CLOSE, RouteMode.LIVE, False),
        (MasterAway.CLOSE_ONLY, RouteMode.OFF, False),
        (MasterAway.CLOSE_ONLY, RouteMode.SHADOW, False),
        (MasterAway.CLOSE_ONLY, RouteMode.CLOSE_ONLY, False),
    ],
)
def test_route_when_its_master_is_away_then_pauses_only_if_live_and_wanted(
    choice: MasterAway, mode: RouteMode, expected: bool
) -> None:
    assert pauses(_route(choice, mode=mode)) is expected


@pytest.mark.parametrize(
    ("choice", "minutes", "seconds"),
    [
        (MasterAway.CLOSE, 10, 600),
        (MasterAway.CLOSE, 1, 60),
        (MasterAway.HOLD, 10, None),
        (MasterAway.CLOSE_ONLY, 10, None),
    ],
)
def test_route_when_its_master_is_away_then_closes_after_the_chosen_minutes_or_never(
    choice: MasterAway, minutes: int, seconds: int | None
) -> None:
    assert closes_after_s(_route(choice, minutes=minutes)) == seconds


def test_c6_waiting_order_when_the_route_pauses_then_is_cancelled_and_the_rest_stays() -> None:
    decisions = cancel_waiting(_holding(LIVE, WAITING), _route(), "the hours are over")

    (command,) = commands_of([*decisions])
    assert isinstance(command, CancelPending)
    assert command.copy == "c" * 32
    assert decisions[0].link is not None
    assert decisions[0].link.reason == "the hours are over"


def test_c6_waiting_order_when_the_route_keeps_orders_then_stays_while_it_pauses() -> None:
    assert cancel_waiting(_holding(WAITING), _route(keeps=True), "the hours are over") == ()


def test_w4_copies_when_the_route_closes_then_waiting_ones_are_cancelled_first() -> None:
    decisions = close_copies(_holding(LIVE, WAITING), _route(MasterAway.CLOSE))

    cancel, close = commands_of([*decisions])
    assert isinstance(cancel, CancelPending)
    assert isinstance(close, SetVolume)
    assert (cancel.copy, close.copy, close.volume) == ("c" * 32, COPY, ZERO)
    assert [each.link.reason for each in decisions if each.link] == [
        "the master was away for too long",
        "the master was away for too long",
    ]


def test_w4_orders_when_the_route_keeps_them_then_end_all_the_same_once_it_closes() -> None:
    (decision,) = close_copies(_holding(WAITING), _route(MasterAway.CLOSE, keeps=True))

    assert [command.copy for command in commands_of([decision])] == ["c" * 32]


def test_w4_copy_when_its_close_is_under_way_or_imagined_then_is_left() -> None:
    assert close_copies(_holding(CLOSING, SHADOW), _route(MasterAway.CLOSE)) == ()


def test_w4_copy_when_nothing_was_sent_for_it_yet_then_is_over() -> None:
    (decision,) = close_copies(_holding(replace(LIVE, opens=())), _route(MasterAway.CLOSE))

    assert isinstance(decision, NothingToDo)
    assert decision.link is not None
    assert decision.link.state is LinkState.CLOSED
    assert decision.link.reason == "the master was away for too long"
