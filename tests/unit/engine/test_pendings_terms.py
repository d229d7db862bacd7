"""Side, kind, price and expiry of the order that follows a master's pending order."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    NOON,
    NOON_AT_FOLLOWER,
    NOON_AT_MASTER,
    TERMS,
    WAITING,
    book,
    moment,
    order,
    route,
)
from tests.unit.engine.samples import EURUSD, FOLLOWER, MASTER, position
from tradecopy_desktop.domain.decisions import SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Platform, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pendings.terms import PendingPlan, plan_pending

SECOND_BEFORE_NOON = datetime(2025, 3, 14, 11, 59, 59, tzinfo=UTC)
NETTING = MarginMode.NETTING


def planned(
    pending: PendingOrder,
    *,
    known: Book | None = None,
    reverse: bool = False,
    instrument: Instrument = EURUSD,
    at: datetime = NOON,
) -> PendingPlan:
    known = known or book()
    return plan_pending(known, route(reverse=reverse), pending, instrument, moment(at))


def clocks(*, master: int | None = 7_200, follower: int | None = 10_800) -> Book:
    """Return a book whose servers' clocks are so many seconds ahead of UTC."""
    known = book()
    for key, offset in ((MASTER, master), (FOLLOWER, follower)):
        account = known.account(key)
        assert account.profile is not None
        account.profile = replace(account.profile, utc_offset_s=offset)
    return known


def test_order_when_planned_then_is_the_masters_on_the_followers_grid() -> None:
    coarse = replace(EURUSD, digits=4, point=Decimal("0.0001"), tick_size=Decimal("0.0001"))

    plan = planned(order(at="1.09005"), instrument=coarse)

    assert (plan.side, plan.refusal) == (Side.BUY, None)
    assert plan.terms is not None
    assert str(plan.terms.price) == "1.0901"
    assert plan.terms.kind is PendingKind.LIMIT
    assert plan.steps == (
        Step(
            rule="order",
            text="as the master's",
            inputs=(("price", "1.09005"),),
            result="buy limit at 1.0901",
        ),
    )


def test_stop_limit_when_planned_then_both_prices_are_on_the_grid() -> None:
    coarse = replace(EURUSD, digits=4, point=Decimal("0.0001"), tick_size=Decimal("0.0001"))
    pending = order(kind=PendingKind.STOP_LIMIT, at="1.11004", limit="1.10996")

    plan = planned(pending, instrument=coarse)

    assert plan.terms is not None
    assert (plan.terms.price, plan.terms.limit_price) == (Decimal("1.1100"), Decimal("1.1100"))


@pytest.mark.parametrize(
    ("side", "kind", "copy_side", "copy_kind"),
    [
        (Side.BUY, PendingKind.LIMIT, Side.SELL, PendingKind.STOP),
        (Side.SELL, PendingKind.LIMIT, Side.BUY, PendingKind.STOP),
        (Side.BUY, PendingKind.STOP, Side.SELL, PendingKind.LIMIT),
        (Side.SELL, PendingKind.STOP, Side.BUY, PendingKind.LIMIT),
    ],
)
def test_reversed_order_when_planned_then_waits_at_the_same_price_in_the_other_kind(
    side: Side, kind: PendingKind, copy_side: Side, copy_kind: PendingKind
) -> None:
    plan = planned(order(side=side, kind=kind), reverse=True)

    assert plan.terms == replace(TERMS, kind=copy_kind)
    assert plan.side is copy_side
    assert plan.steps[0].text == "the other side at the master's price"


def test_stop_limit_when_the_route_reverses_then_is_refused() -> None:
    pending = order(kind=PendingKind.STOP_LIMIT, at="1.11", limit="1.105")

    plan = planned(pending, reverse=True)

    assert (plan.side, plan.terms) == (Side.SELL, None)
    assert plan.refusal == (
        SkipReason.PENDING_KIND_UNKNOWN,
        "a stop-limit order has no counterpart on the other side; this route reverses",
    )


def test_c9_stop_limit_when_the_follower_is_on_mt4_then_is_refused() -> None:
    pending = order(kind=PendingKind.STOP_LIMIT, at="1.11", limit="1.105")

    plan = planned(pending, known=book(platform=Platform.MT4))

    assert plan.refusal == (
        SkipReason.PENDING_KIND_UNKNOWN,
        "MT4 knows no stop-limit orders",
    )


def test_c9_order_when_the_broker_takes_none_of_its_kind_then_is_refused() -> None:
    plan = planned(order(), instrument=replace(EURUSD, pendings=("stop",)))

    assert plan.refusal == (
        SkipReason.PENDING_KIND_UNKNOWN,
        "the follower's broker takes in EURUSD no limit orders",
    )


def test_w5_expiry_when_both_clocks_are_known_then_is_the_same_moment_there() -> None:
    pending = order(expires_at=NOON_AT_MASTER)

    plan = planned(pending, known=clocks(), at=SECOND_BEFORE_NOON)

    assert plan.terms is not None
    assert plan.terms.expires_at == NOON_AT_FOLLOWER
    assert plan.steps[1] == Step(
        rule="expiry",
        text="the same moment on the follower's server clock",
        result="2025-03-14 12:00:00 UTC",
    )


@pytest.mark.parametrize(
    "known", [clocks(follower=None), clocks(master=None), Book()], ids=["there", "here", "both"]
)
def test_w5_expiry_when_a_clock_is_unknown_then_the_order_waits_without_one(known: Book) -> None:
    pending = order(expires_at=NOON_AT_MASTER)

    plan = planned(pending, known=known, at=SECOND_BEFORE_NOON)

    assert plan.terms is not None
    assert plan.terms.expires_at is None
    assert plan.steps[1].text == (
        "a server's clock is not known: the order waits until the master's has expired"
    )


def test_order_when_its_expiry_is_over_then_is_too_old() -> None:
    plan = planned(order(expires_at=NOON_AT_MASTER), known=clocks(), at=NOON)

    assert plan.refusal == (
        SkipReason.TOO_OLD,
        "the master's order expired at 2025-03-14 12:00:00 UTC",
    )


def test_order_when_the_netting_master_holds_the_symbol_then_waits_for_its_fill() -> None:
    known = book(master=NETTING)
    known.account(MASTER).positions["400"] = position("1", id="400")

    plan = planned(order(ticket="502"), known=known)

    assert plan.refusal == (
        SkipReason.PENDING_NOT_COPIED,
        "the master holds EURUSD and nets its positions: "
        "what the order becomes is copied at market",
    )


def test_order_when_the_netting_master_has_another_one_then_waits_for_its_fill() -> None:
    plan = planned(order(ticket="502"), known=book(WAITING, master=NETTING))

    assert plan.refusal is not None
    assert plan.refusal[1].startswith("the master has another order in EURUSD and nets")


@pytest.mark.parametrize("link", [ADOPTED, AHEAD, replace(WAITING, master_symbol="GBPUSD")])
def test_order_when_nothing_of_the_netting_master_waits_in_the_symbol_then_is_planned(
    link: object,
) -> None:
    known = book(master=NETTING)
    known.put(link)  # type: ignore[arg-type]

    assert planned(order(ticket="502"), known=known).refusal is None


def test_order_when_the_hedging_master_holds_the_symbol_then_is_planned() -> None:
    known = book(WAITING)
    known.account(MASTER).positions["400"] = position("1", id="400")

    assert planned(order(ticket="502"), known=known).refusal is None


def test_order_when_another_waits_the_other_way_on_a_netting_follower_then_is_refused() -> None:
    plan = planned(order(ticket="502", side=Side.SELL), known=book(WAITING, follower=NETTING))

    assert plan.refusal == (
        SkipReason.OTHER_SIDE_HELD,
        "an order of another copy waits to buy EURUSD, and the follower nets its positions",
    )


def test_order_when_another_waits_the_same_way_on_a_netting_follower_then_is_planned() -> None:
    assert planned(order(ticket="502"), known=book(WAITING, follower=NETTING)).refusal is None


def test_order_when_the_other_side_is_filled_then_the_position_decides_not_the_order() -> None:
    plan = planned(order(ticket="502", side=Side.SELL), known=book(AHEAD, follower=NETTING))

    assert plan.refusal is None
