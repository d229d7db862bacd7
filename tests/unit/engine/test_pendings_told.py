"""What a follower tells of orders that wait, beside their endings: late fills, late answers."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.answers import MODIFY, VOID, answer, concluded, fill
from tests.unit.engine.link_samples import MAGIC
from tests.unit.engine.pending_samples import (
    ADOPTED,
    CANCELLING,
    GROWN,
    PARTIAL,
    WAITING,
    book,
    filled,
    linked,
    order,
    route,
    seen,
    theirs,
    told,
)
from tests.unit.engine.samples import FOLLOWER, MASTER, position
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import SetStops
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.facts import EventKind, Outcome, SnapshotTaken
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.order_rules import WhenSlipped
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.freezing import LOST_BROKER
from tradecopy_desktop.engine.pendings.events import note_follower_pending
from tradecopy_desktop.engine.pendings.market import order_at_market, refused_at_market
from tradecopy_desktop.engine.pendings.pictures import compare_pendings, follow_master_pendings


@pytest.mark.parametrize("kind", [EventKind.PENDING_PLACED, EventKind.PENDING_MODIFIED])
def test_order_when_only_placed_or_changed_then_a_copy_that_is_over_stays_over(
    kind: EventKind,
) -> None:
    known = book(replace(WAITING, state=LinkState.CANCELLED))

    assert note_follower_pending(known, told(kind, theirs())) == ()


def test_late_fill_when_told_then_revives_a_copy_that_was_over() -> None:
    known = book(replace(WAITING, state=LinkState.CANCELLED))

    (noted,) = note_follower_pending(known, told(EventKind.PENDING_FILLED, theirs()))

    assert noted.link.filled == Decimal(1)


@pytest.mark.parametrize("kind", [EventKind.PENDING_FILLED, EventKind.PENDING_CANCELLED])
def test_order_when_the_event_does_not_describe_it_then_means_nothing(kind: EventKind) -> None:
    assert note_follower_pending(book(WAITING), told(kind)) == ()


def test_c1_change_when_too_late_and_the_copy_is_being_closed_then_sets_no_stops() -> None:
    closing = replace(CANCELLING, stop_loss=Decimal("1.08000"))
    late = answer(MODIFY, Outcome.REFUSED, code="no_copy", remaining="1")

    result = concluded(closing, MODIFY, late)

    assert (result.link, result.commands) == (closing, ())


def test_c7_change_when_too_late_then_the_position_gets_the_stops_of_the_order() -> None:
    filled = replace(WAITING, stop_loss=Decimal("1.08000"), take_profit=Decimal("1.12000"))
    late = answer(MODIFY, Outcome.REFUSED, code="no_copy", remaining="1")

    (command,) = concluded(filled, MODIFY, late).commands

    assert isinstance(command, SetStops)
    assert (command.stop_loss, command.take_profit) == (Decimal("1.08000"), Decimal("1.12000"))


def test_c7_change_when_too_late_and_nothing_is_held_then_nothing_is_sent() -> None:
    gone = replace(WAITING, stop_loss=Decimal("1.08000"))

    late = answer(MODIFY, Outcome.REFUSED, code="no_copy", remaining="0")

    assert concluded(gone, MODIFY, late).commands == ()


def test_fill_when_the_executor_carries_no_link_then_its_magic_tells_the_copy() -> None:
    bare = filled(shown=position("1", id="7701", magic=MAGIC))

    (noted,) = note_follower_pending(book(WAITING), bare)

    assert noted.link.filled == Decimal(1)


def test_l5_market_order_when_the_waiting_one_brought_a_part_then_both_are_remembered() -> None:
    # 0.9 of 1.5 are held: 0.5 of the further order and 0.4 of the one that waits.
    link = replace(GROWN, filled=Decimal("0.9"))

    after, command = order_at_market(book(link), route(), link, Decimal("0.6"))

    assert [each.id for each in after.opens] == [*(each.id for each in GROWN.opens), command.id]


def test_l5_market_order_when_the_waiting_one_brought_nothing_then_leaves_it_out() -> None:
    after, command = order_at_market(book(GROWN), route(), GROWN, Decimal(1))

    assert [each.id for each in after.opens] == [GROWN.opens[1].id, command.id]


def test_c7_change_when_too_late_and_the_position_has_the_stops_then_nothing_is_sent() -> None:
    filled = replace(WAITING, stop_loss=Decimal("1.08000"))
    late = replace(
        answer(MODIFY, Outcome.REFUSED, code="no_copy", remaining="1"),
        stop_loss=Decimal("1.08000"),
    )

    assert concluded(filled, MODIFY, late).commands == ()


def test_l9_void_when_more_was_filled_than_was_told_then_only_the_rest_is_added() -> None:
    # 0.40 were told, all of it is filled.
    report = answer(VOID, Outcome.ALREADY_DONE, fills=(fill("0.4"), fill("0.6", deal="8802")))

    result = concluded(replace(PARTIAL, state=LinkState.UNKNOWN), VOID, report)

    assert result.link.filled == Decimal(1)


@pytest.mark.parametrize(
    "shown",
    [
        seen(orders=(order(at="1.08000"),), account=MASTER),
        seen(position("1"), account=MASTER),
        seen(account=MASTER),
    ],
)
def test_masters_picture_when_the_copy_is_being_taken_back_then_says_nothing(
    shown: SnapshotTaken,
) -> None:
    assert follow_master_pendings(book(CANCELLING), shown) == ()


@pytest.mark.parametrize(
    "shown",
    [
        seen(position("1", id="5")),
        seen(position("1", id="5", link=linked("e" * 32))),
        seen(orders=(replace(order(ticket="7701", magic=MAGIC), symbol="GBPUSD"),)),
    ],
)
def test_followers_picture_when_only_others_are_in_it_then_the_order_is_gone(
    shown: SnapshotTaken,
) -> None:
    (noted,) = compare_pendings(book(WAITING), shown, frozenset())

    assert (noted.link.state, noted.link.filled) == (LinkState.CANCELLED, ZERO)


@pytest.mark.parametrize(("tp", "repeated"), [("1.12000", True), ("1.13000", False)])
def test_c4_change_when_refused_then_is_repeated_while_the_tp_in_it_is_wanted(
    tp: str, repeated: bool
) -> None:
    wanting = replace(WAITING, take_profit=Decimal(tp))
    change = replace(MODIFY, take_profit=Decimal("1.12000"))

    result = concluded(wanting, change, answer(change, Outcome.REFUSED, code="10018"))

    assert len(result.commands) == repeated


@pytest.mark.parametrize(
    ("when", "life_ms", "worst"),
    [(WhenSlipped.SKIP, 5_000, None), (WhenSlipped.WAIT, 60_000, Decimal("1.10010"))],
)
def test_c8_market_order_when_slippage_is_limited_then_waits_only_if_chosen(
    when: WhenSlipped, life_ms: int, worst: Decimal | None
) -> None:
    # The master's order was filled at 1.10000; 10 points more are taken.
    of = route(max_slippage=10, when_slipped=when)
    rules = replace(of.settings.orders, wait_ms=60_000)
    of = replace(of, settings=replace(of.settings, orders=rules))

    _, command = order_at_market(book(ADOPTED, with_route=of), of, ADOPTED, Decimal(1))

    assert (command.life_ms, command.worst_price, command.max_slippage) == (life_ms, worst, 10)


@pytest.mark.parametrize(("key", "role"), [(MASTER, Role.MONITOR), (FOLLOWER, Role.EXECUTOR)])
def test_w1_market_order_when_an_end_is_not_believed_then_is_refused(
    key: AccountKey, role: Role
) -> None:
    known = book(ADOPTED)
    assert refused_at_market(known, route(), ADOPTED) is None

    known.account(key).frozen[role] = LOST_BROKER

    refusal = refused_at_market(known, route(), ADOPTED)
    assert refusal is not None
    assert refusal[0] is SkipReason.FROZEN
