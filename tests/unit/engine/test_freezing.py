"""Terminals that are not believed: when, and what their routes refuse meanwhile (W1, W2, P4)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.deciding import moment, skip_of
from tests.unit.engine.link_samples import COPY, LIVE, MAGIC
from tests.unit.engine.pending_samples import theirs
from tests.unit.engine.samples import (
    FOLLOWER,
    MASTER,
    book,
    carried,
    closed,
    ended,
    opened,
    partly_closed,
    picture,
    position,
    route,
)
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Copied, SkipReason
from tradecopy_desktop.domain.facts import EventKind, SnapshotTaken
from tradecopy_desktop.domain.findings import FindingKind, Force
from tradecopy_desktop.domain.freezes import Freeze, FreezeCause
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.copier import decide
from tradecopy_desktop.engine.freezing import (
    LOST_BROKER,
    copies_of_account,
    freeze_of,
    freeze_of_switch,
    judge_picture,
    refused_by_freeze,
)
from tradecopy_desktop.engine.pendings.signals import decide_pending
from tradecopy_desktop.engine.reconciling.away import is_master_away
from tradecopy_desktop.engine.reconciling.findings import findings

SECOND = replace(LIVE, copy="c" * 32, position="502", order="502", source="502")
GONE = Freeze(cause=FreezeCause.VANISHED, text="shows none of its copies")
NONE_BUSY: frozenset[str] = frozenset()


def _holding(*links: Link, follower: MarginMode = MarginMode.HEDGING) -> Book:
    known = book(follower=follower)
    for link in links or (LIVE,):
        known.put(link)
    return known


def _of_follower(*positions: Position, over: tuple[ClosedPosition, ...] = ()) -> SnapshotTaken:
    return picture(*positions, account=FOLLOWER, role=Role.EXECUTOR, ended=over)


def test_p4_terminal_when_logged_in_elsewhere_then_the_reason_names_the_account() -> None:
    freeze = freeze_of_switch(MASTER, AccountKey(login="9009", server="Other-Live"))

    assert (freeze.cause, freeze.text) == (
        FreezeCause.SWITCHED,
        "is logged in to 9009@Other-Live instead",
    )


def test_p4_server_when_renamed_then_the_reason_says_what_to_do() -> None:
    freeze = freeze_of_switch(MASTER, AccountKey(login="1001", server="Broker-Demo2"))

    assert freeze.text == (
        "names its server 'Broker-Demo2' now; if the broker renamed it, register the account "
        "under that name"
    )


def test_w2_master_list_when_empty_without_closing_deals_then_is_not_believed() -> None:
    freeze = judge_picture(_holding(LIVE, SECOND), picture())

    assert freeze == Freeze(
        cause=FreezeCause.VANISHED,
        text="shows none of the 2 positions that are copied, and no closing deals of 2 of them",
    )


def test_w2_master_list_when_deals_account_for_some_then_the_rest_is_still_unproven() -> None:
    freeze = judge_picture(_holding(LIVE, SECOND), picture(ended=(ended("501"),)))

    assert freeze is not None
    assert freeze.text == (
        "shows none of the 2 positions that are copied, and no closing deals of 1 of them"
    )


@pytest.mark.parametrize(
    "shown",
    [
        picture(ended=(ended("501"), ended("502"))),  # deals account for all of it
        picture(position("1", id="502")),  # one that is missing is asked about by itself
        picture(position("1"), position("1", id="502")),
    ],
)
def test_w2_master_list_when_consistent_then_is_believed(shown: SnapshotTaken) -> None:
    assert judge_picture(_holding(LIVE, SECOND), shown) is None


def test_w2_master_list_when_nothing_of_it_is_copied_then_may_be_empty() -> None:
    known = _holding(replace(LIVE, shadow=True))
    known.account(MASTER).positions["777"] = position("1", id="777")

    assert judge_picture(known, picture()) is None
    assert judge_picture(book(), picture()) is None


def test_w2_follower_list_when_empty_without_closing_deals_then_is_not_believed() -> None:
    freeze = judge_picture(_holding(LIVE, SECOND), _of_follower())

    assert freeze is not None
    assert freeze.text == "shows none of the 2 copies, and no closing deals of 2 of them"


@pytest.mark.parametrize(
    "shown",
    [
        _of_follower(position("1", id="7701", link=carried(COPY))),
        _of_follower(position("1", id="7701", magic=MAGIC)),  # its journal is gone
        _of_follower(over=(ended("7701", link=carried(COPY)),)),
    ],
)
def test_w2_follower_list_when_the_copy_or_its_end_is_shown_then_is_believed(
    shown: SnapshotTaken,
) -> None:
    assert judge_picture(_holding(), shown) is None


def test_w2_follower_list_when_its_executor_forgot_the_links_then_the_ticket_proves() -> None:
    known = _holding()
    known.account(FOLLOWER).copies["7701"] = COPY

    assert judge_picture(known, _of_follower(over=(ended("7701"),))) is None
    assert judge_picture(known, _of_follower(over=(ended("7702"),))) is not None


def test_w2_follower_list_when_nothing_of_a_copy_was_held_then_may_be_empty() -> None:
    unsent = replace(LIVE, filled=ZERO, state=LinkState.OPENING)

    assert judge_picture(_holding(unsent), _of_follower()) is None


def test_s5_netted_copy_when_its_position_ended_then_the_deal_of_any_sharer_proves() -> None:
    known = _holding(LIVE, SECOND, follower=MarginMode.NETTING)
    # The position has the link of the copy that began it.
    over = ended("7701", link=carried(COPY))

    assert judge_picture(known, _of_follower(over=(over,))) is None


def test_s5_netted_copy_when_its_position_is_known_then_its_own_deal_proves() -> None:
    known = _holding(follower=MarginMode.NETTING)
    known.account(FOLLOWER).positions["7701"] = position("1", id="7701")

    assert judge_picture(known, _of_follower(over=(ended("7701"),))) is None
    other_side = replace(ended("7701"), side=Side.SELL)
    assert judge_picture(known, _of_follower(over=(other_side,))) is not None


def test_s5_netted_copy_when_its_symbol_turned_round_then_that_is_shown() -> None:
    known = _holding(follower=MarginMode.NETTING)

    assert judge_picture(known, _of_follower(position("1", id="7", side=Side.SELL))) is None
    assert judge_picture(known, _of_follower(position("1", id="7", symbol="GBPUSD"))) is not None


@pytest.mark.parametrize(
    ("key", "role", "text"),
    [
        (MASTER, Role.MONITOR, "the master's terminal has lost its connection to the broker"),
        (FOLLOWER, Role.EXECUTOR, "the follower's terminal has lost its connection to the broker"),
    ],
)
def test_r56_route_when_an_end_is_frozen_then_opens_nothing_and_says_why(
    key: AccountKey, role: Role, text: str
) -> None:
    known = book()
    known.account(key).frozen[role] = LOST_BROKER

    skipped = skip_of([*decide(known, route(), opened("1"), moment())])

    assert (skipped.reason, skipped.detail) == (SkipReason.FROZEN, text)
    assert (skipped.alarming, freeze_of(known, route())) == (True, text)


def test_r56_route_when_the_other_role_of_an_account_is_frozen_then_goes_on() -> None:
    known = book()
    known.account(MASTER).frozen[Role.EXECUTOR] = LOST_BROKER
    known.account(FOLLOWER).frozen[Role.MONITOR] = LOST_BROKER

    assert refused_by_freeze(known, route()) is None
    assert isinstance(next(decide(known, route(), opened("1"), moment())), Copied)


def test_r56_pending_order_when_an_end_is_frozen_then_is_not_placed() -> None:
    known = book()
    known.account(MASTER).frozen[Role.MONITOR] = LOST_BROKER
    rules = OrderRules(pendings=PendingPolicy.AS_PENDINGS)
    of = route(replace(route().settings, orders=rules))

    decisions = decide_pending(known, of, EventKind.PENDING_PLACED, theirs(), moment())

    assert skip_of([*decisions]).reason is SkipReason.FROZEN


@pytest.mark.parametrize("event", [closed("1"), partly_closed("0.4", "0.6")])
def test_w2_close_or_reduction_when_frozen_then_is_copied_at_once(event: object) -> None:
    known = _holding()
    known.account(MASTER).frozen[Role.MONITOR] = GONE
    known.account(FOLLOWER).frozen[Role.EXECUTOR] = LOST_BROKER

    (decision,) = decide(known, route(), event, moment())  # type: ignore[arg-type]

    assert isinstance(decision, Copied)
    assert len(decision.commands) == 1


def test_w2_unproven_copies_when_their_master_is_frozen_then_are_asked_about_one_by_one() -> None:
    known = _holding(LIVE, SECOND)
    master = known.account(MASTER)
    master.frozen[Role.MONITOR] = GONE
    master.whole.clear()
    master.closed["502"] = ended("502")

    waiting, unproven = findings(known, known.routes["r1"], NONE_BUSY)

    assert waiting.text == "2 open copies wait: the master's terminal shows none of its copies"
    assert (unproven.kind, unproven.copy) == (FindingKind.UNPROVEN, COPY)
    assert (unproven.force, unproven.remedy) == (Force.BY_CLICK, "close the copy")


def test_w2_unproven_copies_when_their_follower_is_frozen_then_can_be_taken_as_ended() -> None:
    known = _holding()
    follower = known.account(FOLLOWER)
    follower.frozen[Role.EXECUTOR] = GONE
    follower.whole.clear()

    _, unproven = findings(known, known.routes["r1"], NONE_BUSY)

    assert (unproven.kind, unproven.force) == (FindingKind.UNPROVEN, Force.BY_CLICK)
    assert unproven.text == (
        "the follower shows its copy of 1 EURUSD no more, and no deal that closed it"
    )
    (decision,) = unproven.decisions
    assert decision.link is not None
    assert (decision.link.state, decision.link.filled) == (LinkState.ENDED_EARLY, Decimal(0))


def test_w2_copies_when_only_the_broker_is_lost_then_nothing_is_asked() -> None:
    known = _holding()
    known.account(MASTER).frozen[Role.MONITOR] = LOST_BROKER
    known.account(MASTER).whole.clear()

    kinds = [each.kind for each in findings(known, known.routes["r1"], NONE_BUSY)]

    assert kinds == [FindingKind.WAITING]


def test_w2_master_when_it_shows_an_impossible_list_then_is_not_away() -> None:
    known = _holding()
    known.account(MASTER).whole.clear()
    away = is_master_away(known, known.routes["r1"])

    known.account(MASTER).frozen[Role.MONITOR] = GONE

    # What a route does about masters that are away must not close copies here.
    assert (away, is_master_away(known, known.routes["r1"])) == (True, False)


def test_copies_when_counted_then_imagined_ones_do_not_depend_on_a_terminal() -> None:
    known = _holding(LIVE, replace(SECOND, shadow=True))

    assert copies_of_account(known, MASTER, Role.MONITOR) == 1
    assert copies_of_account(known, FOLLOWER, Role.EXECUTOR) == 1
    assert copies_of_account(known, FOLLOWER, Role.MONITOR) == 0
