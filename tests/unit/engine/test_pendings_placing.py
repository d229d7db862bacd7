"""A copy's pending order as it is placed, and changed with the master's."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import COPY, MAGIC, OPEN
from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    CANCELLING,
    GROWN,
    NOON_AT_FOLLOWER,
    NOON_AT_MASTER,
    PARTIAL,
    TERMS,
    UNPLACED,
    WAITING,
    book,
    order,
    route,
)
from tests.unit.engine.samples import EURUSD, FOLLOWER, MASTER
from tradecopy_desktop.domain.commands import (
    Command,
    ModifyPending,
    Opening,
    PlacePending,
    SetStops,
)
from tradecopy_desktop.domain.decisions import Copied, NothingToDo, Step
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.stop_rules import StopRule, StopRules, StopSource
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import ZERO, MarginMode, PendingKind, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pendings.copies import PendingRequest, change_copy, place_copy
from tradecopy_desktop.engine.pendings.orders import lots_to_come, pending_copy
from tradecopy_desktop.engine.stops.plan import Stops

STEP = Step(rule="size", text="1 x 1")
REQUEST = PendingRequest(
    pending=order(sl="1.08000"),
    instrument=EURUSD,
    side=Side.BUY,
    terms=TERMS,
    lots=Decimal(1),
    ratio=Fraction(1),
    stops=Stops(stop_loss=Decimal("1.08000"), take_profit=None),
    life_ms=4_000,
    steps=(STEP,),
)


def changed(link: Link, pending: PendingOrder, known: Book | None = None) -> Copied:
    known = known or book(link)
    (decision,) = change_copy(known, route(), pending)
    assert isinstance(decision, Copied)
    return decision


def modified(commands: tuple[Command, ...]) -> ModifyPending:
    (command,) = commands
    assert isinstance(command, ModifyPending)
    return command


def test_l1_order_when_placed_then_has_the_names_of_the_position_that_it_becomes() -> None:
    decision = place_copy(book(), route(), REQUEST)

    assert decision.commands == (
        PlacePending(
            id=OPEN,
            copy=COPY,
            revision=1,
            route="r1",
            master=MASTER,
            follower=FOLLOWER,
            source="501",
            symbol="EURUSD",
            side=Side.BUY,
            kind=PendingKind.LIMIT,
            volume=Decimal(1),
            price=Decimal("1.09000"),
            limit_price=None,
            stop_loss=Decimal("1.08000"),
            take_profit=None,
            expires_at=None,
            magic=MAGIC,
            life_ms=4_000,
        ),
    )
    assert (decision.steps, decision.master_lots) == ((STEP,), Decimal(1))


@pytest.mark.parametrize("mode", list(MarginMode))
def test_order_when_placed_then_its_copy_waits_and_owes_nothing(mode: MarginMode) -> None:
    known = book(master=mode)

    link = place_copy(known, route(), REQUEST).link

    assert link == replace(WAITING, stop_loss=Decimal("1.08000"))
    known.put(link)
    assert pending_copy(known, route(), "501") == link
    assert known.followed_link("r1", "501") is None
    assert known.ordered_net(FOLLOWER, "EURUSD") == 0
    assert lots_to_come(link) == Decimal(1)


def test_order_when_the_route_only_watches_then_its_copy_is_imagined() -> None:
    watching: Route = route(mode=RouteMode.SHADOW)

    assert place_copy(book(with_route=watching), watching, REQUEST).link.shadow


def test_order_when_converted_then_its_copy_says_so() -> None:
    request = replace(REQUEST, converted=True)

    assert place_copy(book(), route(), request).link.converted


def test_order_when_placed_with_all_its_terms_then_all_of_them_are_sent() -> None:
    terms = replace(
        TERMS,
        kind=PendingKind.STOP_LIMIT,
        price=Decimal("1.11000"),
        limit_price=Decimal("1.10500"),
        expires_at=NOON_AT_FOLLOWER,
    )
    stops = Stops(stop_loss=None, take_profit=Decimal("1.12000"))

    decision = place_copy(book(), route(), replace(REQUEST, terms=terms, stops=stops))

    (command,) = decision.commands
    assert isinstance(command, PlacePending)
    assert (decision.link.stop_loss, decision.link.take_profit) == (None, Decimal("1.12000"))
    assert (command.kind, command.price, command.limit_price) == (
        PendingKind.STOP_LIMIT,
        Decimal("1.11000"),
        Decimal("1.10500"),
    )
    assert (command.stop_loss, command.take_profit, command.expires_at) == (
        None,
        Decimal("1.12000"),
        NOON_AT_FOLLOWER,
    )


def test_copy_when_no_order_of_that_ticket_was_placed_then_is_not_found() -> None:
    assert pending_copy(book(WAITING), route(), "502") is None


def test_copy_when_made_of_a_market_order_then_is_none_of_a_pending_order() -> None:
    at_market = replace(ADOPTED, orders=("501", "501/9501"))

    assert pending_copy(book(at_market), route(), "501") is None


@pytest.mark.parametrize(
    ("link", "lots"),
    [
        (PARTIAL, "0.6"),
        (AHEAD, "0"),
        (UNPLACED, "0"),
        (ADOPTED, "1"),
        (GROWN, "1"),
        (replace(GROWN, filled=Decimal("0.5")), "1"),
        (replace(GROWN, filled=Decimal("0.7")), "0.8"),
        (replace(PARTIAL, filled=Decimal(2)), "0"),
    ],
)
def test_lots_to_come_when_a_part_is_filled_then_are_the_rest(link: Link, lots: str) -> None:
    assert lots_to_come(link) == Decimal(lots)


def test_change_when_price_stops_and_expiry_move_then_the_copys_order_follows() -> None:
    known = book(WAITING)
    profile = known.account(FOLLOWER).profile
    assert profile is not None
    known.account(FOLLOWER).profile = replace(profile, utc_offset_s=10_800)
    pending = order(at="1.09100", sl="1.08000", tp="1.12000", expires_at=NOON_AT_MASTER)

    decision = changed(WAITING, pending, known)

    command = modified(decision.commands)
    assert command == ModifyPending(
        id=command.id,
        copy=COPY,
        revision=2,
        route="r1",
        follower=FOLLOWER,
        symbol="EURUSD",
        side=Side.BUY,
        price=Decimal("1.09100"),
        limit_price=None,
        stop_loss=Decimal("1.08000"),
        take_profit=Decimal("1.12000"),
        expires_at=NOON_AT_FOLLOWER,
        opens=WAITING.opens,
    )
    assert decision.route == "r1"
    assert decision.steps == (
        Step(rule="order changed", text="price, stops and expiry as the master's"),
    )
    assert decision.link == replace(
        WAITING,
        pending=replace(TERMS, price=Decimal("1.09100"), expires_at=NOON_AT_FOLLOWER),
        stop_loss=Decimal("1.08000"),
        take_profit=Decimal("1.12000"),
        revision=2,
    )


def test_change_when_a_stop_limit_moves_then_both_of_its_prices_follow() -> None:
    terms = replace(
        TERMS,
        kind=PendingKind.STOP_LIMIT,
        price=Decimal("1.11000"),
        limit_price=Decimal("1.10500"),
    )
    pending = order(kind=PendingKind.STOP_LIMIT, at="1.11000", limit="1.10600")

    command = modified(changed(replace(WAITING, pending=terms), pending).commands)

    assert (command.price, command.limit_price) == (Decimal("1.11000"), Decimal("1.10600"))


def test_change_when_another_one_follows_then_both_have_ids_of_their_own() -> None:
    first = changed(WAITING, order(at="1.09100"))
    second = changed(first.link, order(at="1.09200"))

    assert first.commands[0].id != second.commands[0].id
    assert modified(second.commands).revision == 3


def test_c7_change_when_stops_are_distances_then_they_count_from_the_copys_price() -> None:
    # 150 points below 1.09100, where the order waits from now.
    fixed = StopRules(stop_loss=StopRule(source=StopSource.FIXED, points=150))
    link = replace(WAITING, stops=fixed)

    decision = changed(link, order(at="1.09100", sl="1.08000"))

    assert modified(decision.commands).stop_loss == Decimal("1.08950")


def test_change_when_the_route_reverses_then_sl_and_tp_are_swapped() -> None:
    mirrored = replace(WAITING, side=Side.SELL, pending=replace(TERMS, kind=PendingKind.STOP))

    decision = changed(mirrored, order(sl="1.08000", tp="1.12000"))

    command = modified(decision.commands)
    assert (command.stop_loss, command.take_profit) == (Decimal("1.12000"), Decimal("1.08000"))
    assert decision.link.pending == replace(TERMS, kind=PendingKind.STOP)


def test_change_when_the_order_is_so_already_then_nothing_is_sent() -> None:
    (decision,) = change_copy(book(WAITING), route(), order())

    assert isinstance(decision, NothingToDo)


def test_change_when_the_followers_symbols_are_not_listed_then_nothing_is_sent() -> None:
    known = book(WAITING)
    known.account(FOLLOWER).instruments.clear()

    (decision,) = change_copy(known, route(), order(at="1.09100"))

    assert isinstance(decision, NothingToDo)
    assert decision.detail == "EURUSD is unknown"


@pytest.mark.parametrize(
    "link",
    [
        CANCELLING,
        replace(ADOPTED, state=LinkState.OPENING),
        replace(WAITING, state=LinkState.CANCELLED, pending=None),
    ],
)
def test_change_when_the_order_is_taken_back_then_nothing_follows(link: Link) -> None:
    assert change_copy(book(link), route(), order(at="1.09100")) == ()


def test_change_when_there_is_no_copy_then_nothing_follows() -> None:
    assert change_copy(book(), route(), order(at="1.09100")) == ()


def test_change_when_the_copys_order_is_filled_then_its_position_gets_the_stops() -> None:
    decision = changed(AHEAD, order(at="1.09100", sl="1.08000"))

    (command,) = decision.commands
    assert isinstance(command, SetStops)
    assert (command.stop_loss, command.revision) == (Decimal("1.08000"), 2)
    assert decision.link.pending is None


def test_change_when_a_part_is_filled_then_order_and_position_get_the_stops() -> None:
    decision = changed(PARTIAL, order(at="1.09100", sl="1.08000"))

    order_change, stops = decision.commands
    assert isinstance(order_change, ModifyPending)
    assert isinstance(stops, SetStops)
    assert (order_change.revision, stops.revision) == (2, 3)
    assert decision.link.revision == 3


def test_c7_change_when_the_fills_price_is_unknown_then_distances_stay_as_they_are() -> None:
    far = StopRules(stop_loss=StopRule(source=StopSource.DISTANCE))
    link = replace(AHEAD, stops=far, entry=None, stop_loss=Decimal("1.08500"))

    (decision,) = change_copy(book(link), route(), order(sl="1.08000"))

    assert isinstance(decision, NothingToDo)


def test_change_when_no_order_could_be_placed_then_nothing_is_sent() -> None:
    (decision,) = change_copy(book(UNPLACED), route(), order(sl="1.08000"))

    assert isinstance(decision, NothingToDo)
    assert UNPLACED.filled == ZERO


def test_placing_when_the_magic_is_taken_then_the_next_is_used() -> None:
    taken = replace(
        WAITING,
        copy="d" * 32,
        order="502",
        opens=(Opening(id="d" * 32, magic=MAGIC, volume=Decimal(1), since=None),),
    )

    decision = place_copy(book(taken), route(), REQUEST)

    # One above 3035949610510445846, the magic of the id.
    assert decision.link.opens[0].magic == "3035949610510445847"


def test_c7_change_when_the_fills_price_is_unknown_then_no_stop_is_taken_away() -> None:
    far = StopRules(
        stop_loss=StopRule(source=StopSource.DISTANCE),
        take_profit=StopRule(source=StopSource.DISTANCE),
    )
    stops = {"stop_loss": Decimal("1.08500"), "take_profit": Decimal("1.12000")}
    link = replace(AHEAD, stops=far, entry=None, **stops)  # type: ignore[arg-type]

    (decision,) = change_copy(book(link), route(), order(sl="1.08000", tp="1.13000"))

    assert isinstance(decision, NothingToDo)
