"""A master's pending order passes the same questions as an opening (rules R3.4, C4, C6)."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.deciding import commands_of, decided, skip_of
from tests.unit.engine.link_samples import COPY, OPEN
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    MASTER,
    SETTINGS,
    book,
    closed,
    deal,
    event,
    opened,
    position,
    route,
    with_step,
)
from tests.unit.engine.stop_samples import quote
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.commands import (
    CancelPending,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
)
from tradecopy_desktop.domain.decisions import Copied, NothingToDo, SkipReason
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.filters import Filters, OrderKind
from tradecopy_desktop.domain.instruments import Instrument, TradeMode
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import AboveMaximum, Multiplier, RiskMoney, VolumeRules
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Platform, Side
from tradecopy_desktop.engine.book import Book

AS_PENDINGS = replace(SETTINGS, orders=OrderRules(pendings=PendingPolicy.AS_PENDINGS))
ORDER = PendingOrder(
    ticket="501",
    symbol="EURUSD",
    side=Side.BUY,
    kind=PendingKind.LIMIT,
    volume=Decimal(1),
    price=Decimal("1.09000"),
    limit_price=None,
    stop_loss=Decimal("1.08000"),
    take_profit=None,
    magic="0",
    comment="",
    placed_at=1_741_953_600_000,
    expires_at=None,
)


def _told(kind: EventKind, order: PendingOrder = ORDER, seq: int = 1) -> TradeEvent:
    return replace(event(kind, None, None, seq=seq), pending=order)


PLACED = _told(EventKind.PENDING_PLACED)


def _known(settings: RouteSettings = AS_PENDINGS, instrument: Instrument = EURUSD) -> Book:
    return book(route(settings), instrument=instrument)


def test_pending_order_when_placed_then_the_copy_waits_at_the_same_price_with_its_stops() -> None:
    known = _known(replace(AS_PENDINGS, sizing=Multiplier(factor=Decimal("0.5"))))

    (command,) = commands_of(decided(known, PLACED, age_ms=1_000))

    assert isinstance(command, PlacePending)
    # The position that it becomes is opened by the same id (rule L1).
    assert (command.copy, command.id) == (COPY, OPEN)
    assert (command.volume, command.kind) == (Decimal("0.5"), PendingKind.LIMIT)
    assert (command.price, command.stop_loss) == (Decimal("1.09000"), Decimal("1.08000"))
    assert command.life_ms == 4_000
    assert known.links[COPY].state is LinkState.PENDING


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        (PendingPolicy.AT_FILL, "this route copies the position once the order is filled"),
        (PendingPolicy.IGNORE, "this route copies no pending orders"),
    ],
)
def test_pending_order_when_the_route_copies_none_then_is_skipped_quietly(
    policy: PendingPolicy, text: str
) -> None:
    skipped = skip_of(
        decided(_known(replace(SETTINGS, orders=OrderRules(pendings=policy))), PLACED)
    )

    assert (skipped.reason, skipped.alarming) == (SkipReason.PENDING_NOT_COPIED, False)
    assert skipped.detail == f"limit order in EURUSD: {text}"


def test_position_of_an_order_when_the_route_ignores_pendings_then_is_not_copied_either() -> None:
    ignores = replace(SETTINGS, orders=OrderRules(pendings=PendingPolicy.IGNORE))
    told = event(EventKind.OPENED, position("1"), deal("9501", "501", "1", kind=OrderKind.LIMIT))

    skipped = skip_of(decided(_known(ignores), told))

    assert skipped.reason is SkipReason.PENDING_NOT_COPIED
    assert skipped.detail == "this route does not copy what a limit order became"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            replace(AS_PENDINGS, filters=Filters(sides=frozenset({Side.SELL}))),
            SkipReason.FILTERED_SIDE,
        ),
        (
            replace(AS_PENDINGS, filters=Filters(order_kinds=frozenset({OrderKind.STOP}))),
            SkipReason.FILTERED_KIND,
        ),
        (replace(AS_PENDINGS, symbol_map=(("EURUSD", "GONE"),)), SkipReason.NO_SYMBOL),
        (
            replace(AS_PENDINGS, sizing=Multiplier(factor=Decimal("0.001"))),
            SkipReason.BELOW_MINIMUM,
        ),
        (replace(AS_PENDINGS, max_age_ms=0), SkipReason.TOO_OLD),
    ],
)
def test_pending_order_when_an_opening_would_be_refused_then_is_refused_with_an_alarm(
    changed: RouteSettings, reason: SkipReason
) -> None:
    skipped = skip_of(decided(_known(changed), PLACED, age_ms=1))

    assert (skipped.reason, skipped.alarming) == (reason, True)


def test_pending_order_when_the_follower_is_away_then_is_refused_with_an_alarm() -> None:
    known = _known()
    known.account(FOLLOWER).connected.clear()

    skipped = skip_of(decided(known, PLACED))

    assert (skipped.reason, skipped.alarming) == (SkipReason.FOLLOWER_AWAY, True)


def test_c8_pending_order_when_slippage_is_limited_then_its_own_price_is_waited_for() -> None:
    # It waits at 1.09000, far from the market: nothing has slipped.
    known = _known(replace(AS_PENDINGS, orders=replace(AS_PENDINGS.orders, max_slippage=10)))
    known.account(FOLLOWER).quotes["EURUSD"] = quote("1.10000", "1.10010")

    assert len(commands_of(decided(known, PLACED))) == 1


def test_pending_order_when_the_follower_is_on_metatrader_4_then_waits_there_too() -> None:
    known = book(route(AS_PENDINGS), platform=Platform.MT4)

    assert len(commands_of(decided(known, PLACED))) == 1


def test_pending_order_when_its_kind_is_not_taken_there_then_is_refused() -> None:
    known = _known(instrument=replace(EURUSD, pendings=("stop",)))

    skipped = skip_of(decided(known, PLACED))

    assert skipped.reason is SkipReason.PENDING_KIND_UNKNOWN


def test_pending_order_when_the_broker_takes_no_openings_then_is_refused() -> None:
    known = _known(instrument=replace(EURUSD, trade_mode=TradeMode.CLOSE_ONLY))

    assert skip_of(decided(known, PLACED)).reason is SkipReason.SYMBOL_CLOSED_FOR_OPENINGS


def test_pending_order_when_above_the_brokers_maximum_then_is_cut_to_one_order() -> None:
    splits = replace(AS_PENDINGS, volume=VolumeRules(above_maximum=AboveMaximum.SPLIT))
    known = _known(splits, with_step("0.01", high="0.4"))

    (command,) = commands_of(decided(known, PLACED))

    assert isinstance(command, PlacePending)
    assert command.volume == Decimal("0.4")


def test_pending_order_when_sized_by_risk_then_the_distance_is_from_its_own_price() -> None:
    risky = replace(AS_PENDINGS, sizing=RiskMoney(amount=Decimal(500)))
    known = _known(risky, replace(EURUSD, base="EUR", profit="USD"))

    (command,) = commands_of(decided(known, PLACED))

    # 0.01 from 1.09 to 1.08 costs 1,000 dollars a lot: half a lot, wherever the market is.
    assert isinstance(command, PlacePending)
    assert command.volume == Decimal("0.5")


def test_c3_pending_order_when_it_was_there_before_the_route_then_is_left_alone() -> None:
    known = _known()
    known.baselines["r1"] = Baseline(route="r1", pendings=frozenset({"501"}))

    skipped = skip_of(decided(known, PLACED))

    assert (skipped.reason, skipped.alarming) == (SkipReason.BEFORE_ROUTE, False)


@pytest.mark.parametrize(
    ("mode", "reasons"),
    [(RouteMode.CLOSE_ONLY, [SkipReason.ROUTE_CLOSE_ONLY]), (RouteMode.OFF, [])],
)
def test_c6_pending_order_when_the_route_takes_no_openings_then_is_not_placed(
    mode: RouteMode, reasons: list[SkipReason]
) -> None:
    known = _known()
    known.put_route(route(AS_PENDINGS, mode=mode))

    skipped = [each for each in decided(known, PLACED) if not isinstance(each, Copied)]

    assert [getattr(each, "reason", None) for each in skipped] == reasons


def test_pending_order_when_told_twice_then_is_placed_once() -> None:
    known = _known()
    decided(known, PLACED)

    assert [type(each) for each in decided(known, PLACED)] == [NothingToDo]


@pytest.mark.parametrize("mode", [RouteMode.LIVE, RouteMode.CLOSE_ONLY, RouteMode.OFF])
@pytest.mark.parametrize("kind", [EventKind.PENDING_CANCELLED, EventKind.PENDING_EXPIRED])
def test_c4_cancel_when_the_master_cancels_then_passes_every_filter_and_mode(
    mode: RouteMode, kind: EventKind
) -> None:
    known = _known()
    decided(known, PLACED)
    known.put_route(
        route(replace(AS_PENDINGS, filters=Filters(symbols_denied=frozenset({"*"}))), mode=mode)
    )

    (command,) = commands_of(decided(known, _told(kind, seq=2)))

    assert isinstance(command, CancelPending)


def test_change_when_the_master_moves_its_order_then_the_copys_moves_too() -> None:
    known = _known()
    decided(known, PLACED)
    moved = replace(ORDER, price=Decimal("1.08500"), stop_loss=Decimal("1.07500"))

    (command,) = commands_of(decided(known, _told(EventKind.PENDING_MODIFIED, moved, seq=2)))

    assert isinstance(command, ModifyPending)
    assert (command.price, command.stop_loss) == (Decimal("1.08500"), Decimal("1.07500"))


@pytest.mark.parametrize(("tp", "sent"), [("1.12000", 0), ("1.13000", 1), (None, 1)])
def test_change_when_only_the_tp_can_be_another_then_is_sent_if_it_is(
    tp: str | None, sent: int
) -> None:
    known = _known()
    first = replace(ORDER, take_profit=Decimal("1.12000"))
    decided(known, _told(EventKind.PENDING_PLACED, first))
    again = replace(ORDER, take_profit=Decimal(tp) if tp else None)

    assert len(commands_of(decided(known, _told(EventKind.PENDING_MODIFIED, again, seq=2)))) == sent


def _filled(known: Book) -> Route:
    filled = event(
        EventKind.OPENED,
        position("1", id="501"),
        deal("9501", "501", "1", whole="1", kind=OrderKind.LIMIT),
        seq=3,
    )
    decided(known, filled)
    return known.routes["r1"]


def test_fill_when_the_masters_order_is_filled_then_nothing_is_opened_besides() -> None:
    known = _known()
    decided(known, PLACED)

    _filled(known)

    link = known.links[COPY]
    assert len(known.links) == 1
    assert (link.accepted, link.target) == (Fraction(1), Decimal(1))
    assert known.followed_link("r1", "501") is link


def test_close_when_only_the_master_was_filled_then_the_copys_order_is_taken_back() -> None:
    known = _known()
    decided(known, PLACED)
    _filled(known)

    commands = commands_of(decided(known, closed("1")))

    assert [type(command) for command in commands] == [CancelPending]


def test_shadow_route_when_the_masters_order_waits_and_fills_then_is_imagined_alike() -> None:
    known = book(route(AS_PENDINGS, mode=RouteMode.SHADOW))
    decided(known, PLACED)
    waiting = known.links[COPY]
    _filled(known)
    filled = known.links[COPY]
    decided(known, closed("1"))

    assert (waiting.state, waiting.shadow) == (LinkState.PENDING, True)
    assert (filled.state, filled.filled) == (LinkState.LIVE, Decimal(1))
    assert known.links[COPY].state is LinkState.CLOSED


def test_shadow_route_when_the_masters_order_is_cancelled_then_its_copy_is_over() -> None:
    known = book(route(AS_PENDINGS, mode=RouteMode.SHADOW))
    decided(known, PLACED)

    decided(known, _told(EventKind.PENDING_CANCELLED, seq=2))

    assert (known.links[COPY].state, known.active) == (LinkState.CANCELLED, {})


def test_stops_when_they_change_before_the_copy_is_filled_then_its_order_gets_them() -> None:
    known = _known()
    decided(known, PLACED)
    _filled(known)
    moved = event(EventKind.MODIFIED, position("1", id="501", sl="1.08500"), None, seq=4)

    commands = commands_of(decided(known, moved))

    assert [type(command) for command in commands] == [ModifyPending]
    assert not any(isinstance(command, SetStops) for command in commands)


def test_expiry_when_the_servers_clocks_differ_then_is_the_same_moment() -> None:
    known = _known()
    # The master's server is two hours ahead of UTC as the follower's; 13:00 there is 11:00 UTC.
    late = replace(ORDER, expires_at=1_772_629_200_000)
    utc = datetime(2026, 3, 4, 10, 59, 59, tzinfo=UTC)

    placed = commands_of(decided(known, _told(EventKind.PENDING_PLACED, late), utc=utc))
    (command,) = placed

    assert isinstance(command, PlacePending)
    assert command.expires_at == 1_772_629_200_000
    assert known.account(FOLLOWER).profile is not None
    assert known.account(MASTER).profile is not None


def test_fill_when_it_adds_to_a_position_with_another_copy_then_is_copied_at_market() -> None:
    known = book(route(AS_PENDINGS), master=MarginMode.NETTING)
    decided(known, PLACED)
    # A market order makes the position before the pending one is filled.
    decided(known, opened("1", id="900", seq=2))
    filled = event(
        EventKind.ADDED,
        position("2", id="900"),
        deal("9501", "501", "1", whole="1", kind=OrderKind.LIMIT),
        seq=3,
    )

    commands = commands_of(decided(known, filled))

    assert [type(command) for command in commands] == [CancelPending, OpenPosition]
    assert commands[1].copy != COPY
