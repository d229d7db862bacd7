"""What a route finds when it is armed, and what becomes of its copies when it ends (C3, C5, C6)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.samples import position
from tests.unit.engine.topology_samples import (
    WAITING,
    A,
    B,
    accounts,
    between,
    copy,
    keeping_pendings,
)
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.commands import SetVolume
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Step
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import OpenCopies, Route
from tradecopy_desktop.domain.trades import PendingOrder, Position
from tradecopy_desktop.domain.values import PendingKind, Side
from tradecopy_desktop.engine.arming import (
    baseline_of,
    end_copies,
    is_before_route,
    pendings_to_cancel,
    shadow_end,
    what_was_there,
)
from tradecopy_desktop.engine.book import Book

AB = between(A, B)
KEEPING = between(A, B, keeping_pendings())
NETTING = frozenset({A})


def _order(ticket: str) -> PendingOrder:
    return PendingOrder(
        ticket=ticket,
        symbol="EURUSD",
        side=Side.BUY,
        kind=PendingKind.LIMIT,
        volume=Decimal(1),
        price=Decimal("1.09"),
        limit_price=None,
        stop_loss=None,
        take_profit=None,
        magic="0",
        comment="",
        placed_at=0,
        expires_at=None,
    )


def _held(book: Book, *positions: Position, orders: tuple[str, ...] = ()) -> Book:
    master = book.account(A)
    master.positions = {each.id: each for each in positions}
    master.pendings = {ticket: _order(ticket) for ticket in orders}
    return book


def test_baseline_when_armed_lists_all_that_the_master_holds() -> None:
    book = _held(accounts(AB), position("1", id="501"), position("2", id="502"), orders=("900",))

    assert baseline_of(book, AB) == Baseline(
        route="1>2", positions=frozenset({"501", "502"}), pendings=frozenset({"900"})
    )


def test_baseline_when_the_master_nets_lists_pending_orders_alone() -> None:
    book = _held(accounts(AB, netting=NETTING), position("1", id="501"), orders=("900",))

    assert baseline_of(book, AB) == Baseline(route="1>2", pendings=frozenset({"900"}))


def test_baseline_when_armed_again_leaves_out_what_the_route_follows() -> None:
    book = _held(
        accounts(AB), position("1", id="501"), position("1", id="502"), orders=("900", "901")
    )
    book.put(copy(AB, position="501"))
    book.put(copy(AB, position="900", held="0", state=LinkState.PENDING, pending=WAITING))

    assert baseline_of(book, AB) == Baseline(
        route="1>2", positions=frozenset({"502"}), pendings=frozenset({"901"})
    )


@pytest.mark.parametrize(
    "link",
    [
        copy(AB, position="501", shadow=True),
        copy(AB, position="501", state=LinkState.HANDED_OVER),
        copy(between(A, B, id="another"), position="501"),
    ],
)
def test_baseline_when_no_live_copy_of_the_route_is_there_lists_the_position(link: Link) -> None:
    book = _held(accounts(AB), position("1", id="501"))
    book.put(link)

    assert baseline_of(book, AB).positions == {"501"}


def test_what_was_there_when_offered_is_listed_oldest_first_with_the_price_of_its_side() -> None:
    young = replace(position("2", id="501", side=Side.SELL), opened_at=2_000)
    old = replace(position("1", id="502"), opened_at=1_000)
    followed = position("1", id="503")
    unquoted = replace(position("1", id="504", symbol="GBPUSD"), opened_at=3_000)
    book = _held(accounts(AB), young, old, followed, unquoted)
    book.put(copy(AB, position="503"))
    book.account(A).quotes["EURUSD"] = Quote(
        symbol="EURUSD", bid=Decimal("1.1000"), ask=Decimal("1.1002"), at=0
    )

    offered = what_was_there(book, AB)

    assert [(each.position.id, each.price_now) for each in offered] == [
        ("502", Decimal("1.1002")),
        ("501", Decimal("1.1000")),
        ("504", None),
    ]


@pytest.mark.parametrize(
    ("position_id", "order", "before"),
    [
        ("501", "501", True),
        ("501", "777", True),  # a later change of it
        ("502", "502", False),
        ("900", "900", True),  # the pending order was filled and became a position
        ("900", "778", True),
        ("503", "900", True),
    ],
)
def test_opening_when_of_a_hedging_master_is_told_by_position_and_order(
    position_id: str, order: str, before: bool
) -> None:
    book = accounts(AB)
    book.baselines["1>2"] = Baseline(
        route="1>2", positions=frozenset({"501"}), pendings=frozenset({"900"})
    )

    assert is_before_route(book, AB, position_id, order) is before


@pytest.mark.parametrize(
    ("position_id", "order", "before"),
    [("501", "777", False), ("501", "900", True), ("900", "777", False)],
)
def test_opening_when_of_a_netting_master_is_told_by_its_order_alone(
    position_id: str, order: str, before: bool
) -> None:
    book = accounts(AB, netting=NETTING)
    book.baselines["1>2"] = Baseline(
        route="1>2", positions=frozenset({"501"}), pendings=frozenset({"900"})
    )

    assert is_before_route(book, AB, position_id, order) is before


def test_opening_when_the_route_has_no_baseline_is_not_before_it() -> None:
    assert is_before_route(accounts(AB), AB, "501", "501") is False


def _ending(choice: OpenCopies, *links: Link, keep: bool = False) -> tuple[Decision, ...]:
    route = KEEPING if keep else AB
    book = accounts(route)
    for link in links:
        book.put(link)
    return end_copies(book, route, choice)


def test_copies_when_they_follow_until_flat_are_left_alone() -> None:
    assert _ending(OpenCopies.FOLLOW, copy(AB)) == ()


@pytest.mark.parametrize("state", [LinkState.LIVE, LinkState.OPENING, LinkState.UNKNOWN])
def test_copy_when_the_route_is_closed_is_brought_to_nothing(state: LinkState) -> None:
    (decision,) = _ending(OpenCopies.CLOSE, copy(AB, held="2", state=state))

    assert isinstance(decision, Copied)
    (command,) = decision.commands
    assert isinstance(command, SetVolume)
    assert (command.volume, command.revision, len(command.opens)) == (Decimal(0), 2, 1)
    link = decision.link
    assert (link.state, link.target, link.accepted, link.master_volume, link.filled) == (
        LinkState.CLOSING,
        Decimal(0),
        Fraction(0),
        Decimal(0),
        Decimal(2),
    )
    assert link.reason == "the route was ended: closed"
    assert decision.steps == (Step(rule="close", text="the route was ended: closed", result="0"),)
    assert (decision.route, decision.master_lots, decision.settings_version) == (
        "1>2",
        Decimal(2),
        1,
    )


def test_copy_when_closed_by_the_route_has_another_id_than_the_masters_close() -> None:
    first = copy(AB)
    (one,) = _ending(OpenCopies.CLOSE, first)
    (other,) = _ending(OpenCopies.CLOSE, replace(first, version="9502"))

    assert isinstance(one, Copied)
    assert isinstance(other, Copied)
    # Hashed by another program: 6:volume7:1>2:50116:route ended 95011:0 and the same with 9502.
    assert isinstance(one.commands[0], SetVolume)
    assert isinstance(other.commands[0], SetVolume)
    assert one.commands[0].id == "7da530faa2a05d2915e3bb583ff4990c"
    assert other.commands[0].id == "75ee1e34ade0f9f0203058e5dcbe4779"


def test_copy_when_nothing_was_sent_for_it_is_closed_without_a_command() -> None:
    waiting = copy(AB, held="0", state=LinkState.GATHERING, opens=False)

    (decision,) = _ending(OpenCopies.CLOSE, waiting)

    assert decision == NothingToDo(
        route="1>2",
        link=replace(waiting, state=LinkState.CLOSED, reason="the route was ended: closed"),
        detail="the route was ended: closed",
    )


def test_copy_when_handed_over_is_cut_and_nothing_is_sent() -> None:
    held = copy(AB)

    (decision,) = _ending(OpenCopies.HAND_OVER, held)

    reason = "the route was ended: handed over to you"
    assert decision == NothingToDo(
        route="1>2",
        link=replace(held, state=LinkState.HANDED_OVER, reason=reason),
        detail=reason,
    )


@pytest.mark.parametrize("choice", [OpenCopies.CLOSE, OpenCopies.HAND_OVER])
@pytest.mark.parametrize(
    "link",
    [
        copy(AB, state=LinkState.CLOSING),
        copy(AB, shadow=True),
        copy(AB, state=LinkState.ENDED_EARLY),
        copy(between(A, B, id="another")),
        copy(AB, held="0", state=LinkState.PENDING, pending=WAITING),
    ],
)
def test_copy_when_it_is_not_held_is_left_alone(link: Link, choice: OpenCopies) -> None:
    assert _ending(choice, link) == ()


def test_waiting_copy_when_kept_is_handed_over_too() -> None:
    waiting = copy(KEEPING, held="0", state=LinkState.PENDING, pending=WAITING)

    (decision,) = _ending(OpenCopies.HAND_OVER, waiting, keep=True)

    assert isinstance(decision, NothingToDo)
    assert decision.link is not None
    assert decision.link.state is LinkState.HANDED_OVER


@pytest.mark.parametrize(
    ("route", "choice", "cancelled"),
    [
        (AB, OpenCopies.FOLLOW, ["wait"]),
        (AB, OpenCopies.HAND_OVER, ["wait"]),
        (AB, OpenCopies.CLOSE, ["wait"]),
        (KEEPING, OpenCopies.FOLLOW, []),
        (KEEPING, OpenCopies.HAND_OVER, []),
        (KEEPING, OpenCopies.CLOSE, ["wait"]),
    ],
)
def test_waiting_copies_when_the_route_stops_are_cancelled_unless_kept(
    route: Route, choice: OpenCopies, cancelled: list[str]
) -> None:
    book = accounts(route)
    book.put(copy(route, name="wait", held="0", state=LinkState.PENDING, pending=WAITING))
    book.put(copy(route, name="going", position="2", state=LinkState.CLOSING, pending=WAITING))
    book.put(copy(route, name="held", position="3"))
    book.put(copy(route, name="shadow", position="4", shadow=True, pending=WAITING))

    assert [link.copy for link in pendings_to_cancel(book, route, choice)] == cancelled


def test_shadow_copies_when_the_rehearsal_ends_are_closed_and_nothing_is_sent() -> None:
    book = accounts(AB)
    imagined = copy(AB, name="imagined", shadow=True)
    book.put(imagined)
    book.put(copy(AB, name="real", position="2"))

    assert shadow_end(book, AB) == (
        NothingToDo(
            route="1>2",
            link=replace(imagined, state=LinkState.CLOSED, reason="the rehearsal ended"),
            detail="the rehearsal ended",
        ),
    )
