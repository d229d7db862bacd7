"""Decision tables: what a route does about each kind of event, for every pair of accounts."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.deciding import commands_of, decided, skip_of, volume_of
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    FOLLOWER,
    MASTER,
    SETTINGS,
    added,
    book,
    closed,
    deal,
    event,
    modified,
    opened,
    partly_closed,
    position,
    profile,
    reversed_to_sell,
    route,
)
from tradecopy_desktop.domain.commands import Command, OpenPosition, SetStops, SetVolume
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.trades import NetPosition, PendingOrder
from tradecopy_desktop.domain.values import (
    ZERO,
    DealEntry,
    MarginMode,
    PendingKind,
    Platform,
    Side,
)
from tradecopy_desktop.engine.book import Book

# 4:copy2:r116:1001@Broker-Demo3:8011:0, hashed by another program.
REVERSED_COPY = "a7567ed8576e70006b3d9f851159f7ee"
PAIRS = [(master, follower) for master in MarginMode for follower in MarginMode]


def _spoken(command: Command) -> str:
    match command:
        case OpenPosition():
            return f"open {command.side} {command.volume:f}"
        case SetVolume():
            return f"{command.side} to {command.volume:f}"
        case SetStops():
            return f"stops {command.stop_loss} {command.take_profit}"
    raise AssertionError(f"{command} is not sent for a position")


def _held(known: Book) -> None:
    """Let the follower have carried out all that was ordered."""
    for link in tuple(known.active.values()):
        known.put(replace(link, filled=link.target))
        side = link.side if link.target else None
        known.account(FOLLOWER).net["EURUSD"] = NetPosition(side=side, volume=link.target)


@pytest.mark.parametrize(("master", "follower"), PAIRS)
@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([opened("1")], ["open buy 1"]),
        ([opened("1", side=Side.SELL)], ["open sell 1"]),
        ([opened("1"), closed("1")], ["open buy 1", "buy to 0"]),
        (
            [opened("1"), added("3", "2", order="502", made_by="9502")],
            ["open buy 1", "open buy 2"],
        ),
        (
            [opened("1"), partly_closed("0.4", "0.6"), closed("0.4")],
            ["open buy 1", "buy to 0.4", "buy to 0"],
        ),
        (
            [
                opened("1"),
                added("3", "2", order="502", made_by="9502"),
                # One third stays.
                partly_closed("1", "2"),
                added("2", "1", order="503", made_by="9503"),
            ],
            ["open buy 1", "open buy 2", "buy to 1", "open buy 1"],
        ),
        (
            [opened("1"), modified("1", sl="1.09", tp="1.2"), modified("1", sl="1.09", tp="1.2")],
            ["open buy 1", "stops 1.09000 1.20000"],
        ),
    ],
)
def test_position_when_it_is_traded_then_the_copy_follows_in_any_pair_of_accounts(
    master: MarginMode, follower: MarginMode, events: list[TradeEvent], expected: list[str]
) -> None:
    known = book(master=master, follower=follower)

    sent = []
    for told in events:
        sent += commands_of(decided(known, told))
        _held(known)

    assert [_spoken(command) for command in sent] == expected


@pytest.mark.parametrize("follower", list(MarginMode))
def test_s3_reversal_when_copied_then_is_a_close_and_an_opening_of_a_new_copy(
    follower: MarginMode,
) -> None:
    known = book(master=MarginMode.NETTING, follower=follower)
    decided(known, opened("1"))
    _held(known)

    sent = commands_of(decided(known, reversed_to_sell("2", before="1")))

    assert [_spoken(command) for command in sent] == ["buy to 0", "open sell 2"]
    assert [command.copy for command in sent] == [COPY, REVERSED_COPY]
    assert known.followed_link("r1", "501") == known.links[REVERSED_COPY]


@pytest.mark.parametrize(
    ("settings", "mode", "age_ms", "reason"),
    [
        (SETTINGS, RouteMode.LIVE, 6_000, SkipReason.TOO_OLD),
        (SETTINGS, RouteMode.CLOSE_ONLY, 0, SkipReason.ROUTE_CLOSE_ONLY),
        (
            replace(SETTINGS, filters=Filters(sides=frozenset({Side.BUY}))),
            RouteMode.LIVE,
            0,
            SkipReason.FILTERED_SIDE,
        ),
    ],
)
def test_s3_reversal_when_its_opening_is_refused_then_its_close_is_carried_out(
    settings: object, mode: RouteMode, age_ms: float, reason: SkipReason
) -> None:
    known = book(master=MarginMode.NETTING)
    decided(known, opened("1"))
    _held(known)
    known.put_route(replace(route(mode=mode), settings=settings))  # type: ignore[arg-type]

    close, refused = decided(known, reversed_to_sell("2", before="1"), age_ms=age_ms)

    assert volume_of([close]).volume == 0
    assert skip_of([refused]).reason is reason


def test_s3_reversal_when_nothing_was_copied_then_only_opens() -> None:
    known = book(master=MarginMode.NETTING)

    sent = commands_of(decided(known, reversed_to_sell("2", before="1")))

    # The new side is 2 lots, though the reversing deal was of 3.
    assert [_spoken(command) for command in sent] == ["open sell 2"]


def test_c10_hedged_master_when_its_follower_nets_then_the_second_side_is_refused() -> None:
    known = book(follower=MarginMode.NETTING)
    decided(known, opened("1"))
    _held(known)

    skipped = skip_of(decided(known, opened("1", id="502", side=Side.SELL)))

    assert skipped.reason is SkipReason.OTHER_SIDE_HELD


def test_hedged_master_when_its_follower_hedges_then_both_sides_are_copied() -> None:
    known = book()
    decided(known, opened("1"))

    sent = commands_of(decided(known, opened("1", id="502", side=Side.SELL)))

    assert [_spoken(command) for command in sent] == ["open sell 1"]


def test_routes_when_there_are_two_then_each_decides_for_itself() -> None:
    known = book(route(), route(id="r2", mode=RouteMode.CLOSE_ONLY))

    copied, skipped = decided(known, opened("1"))

    assert (copied.route, len(commands_of([copied]))) == ("r1", 1)
    assert (skipped.route, skip_of([skipped]).reason) == ("r2", SkipReason.ROUTE_CLOSE_ONLY)


PENDING = PendingOrder(
    ticket="640",
    symbol="EURUSD",
    side=Side.BUY,
    kind=PendingKind.LIMIT,
    volume=Decimal(1),
    price=Decimal("1.07"),
    limit_price=None,
    stop_loss=None,
    take_profit=None,
    magic="0",
    comment="",
    placed_at=0,
    expires_at=None,
)


def test_pending_when_placed_then_the_trader_hears_that_its_fill_will_be_copied() -> None:
    told = replace(event(EventKind.PENDING_PLACED, None, None), pending=PENDING)

    skipped = skip_of(decided(book(), told))

    assert skipped.reason is SkipReason.PENDING_NOT_COPIED
    assert skipped.detail == (
        "limit order in EURUSD: this route copies the position once the order is filled"
    )
    assert not skipped.alarming


def test_pending_when_it_is_not_described_then_means_nothing() -> None:
    assert decided(book(), event(EventKind.PENDING_PLACED, None, None)) == []


@pytest.mark.parametrize(
    "kind",
    [EventKind.PENDING_MODIFIED, EventKind.PENDING_CANCELLED, EventKind.PENDING_EXPIRED],
)
def test_pending_when_changed_or_gone_then_nothing_is_said(kind: EventKind) -> None:
    told = replace(event(kind, None, None), pending=PENDING)

    assert decided(book(), told) == []


def test_pending_when_the_route_is_off_then_nothing_is_said() -> None:
    told = replace(event(EventKind.PENDING_PLACED, None, None), pending=PENDING)

    assert decided(book(route(mode=RouteMode.OFF)), told) == []


@pytest.mark.parametrize("kind", [EventKind.PENDING_FILLED, EventKind.BALANCE])
def test_event_when_it_shows_no_position_then_nothing_is_decided(kind: EventKind) -> None:
    assert decided(book(), event(kind, None, None)) == []


def test_l1_pending_when_filled_then_the_position_has_the_id_of_its_order() -> None:
    filled = event(EventKind.PENDING_FILLED, None, None)
    # On MT5 the position's order and its deal's order are the pending's ticket.
    told = event(EventKind.OPENED, position("1", id="640", order="640"), deal("9640", "640", "1"))
    known = book()
    decided(known, filled)

    decided(known, told)

    (link,) = known.links.values()
    assert (link.source, link.orders[0]) == ("640", "640")


def test_mt4_partial_closes_when_each_leaves_a_new_ticket_then_have_ids_of_their_own() -> None:
    known = book()
    known.account(MASTER).profile = profile(MASTER, platform=Platform.MT4)
    decided(known, opened("1"))
    rest = replace(partly_closed("0.5", "0.5"), position=position("0.5", ticket="502"))
    last = replace(closed("0.5"), position=position("0", ticket="502"))

    ids = [volume_of(decided(known, told)).id for told in (rest, last)]

    # 6:volume32:COPY3:5021:0 and 6:volume32:COPY4:502c1:0
    assert ids == ["17a18008f1ab3ea2f8288770f79a2210", "5fad6279ffbfd3897b84036e8d9d56da"]


def test_close_when_no_deal_is_told_then_is_followed_all_the_same() -> None:
    known = book()
    decided(known, opened("1"))

    told = event(EventKind.CLOSED, position("0"), None)

    assert volume_of(decided(known, told)).volume == ZERO


def test_close_by_when_the_master_closed_two_positions_against_each_other_then_both_close() -> None:
    known = book()
    decided(known, opened("1"))
    decided(known, opened("1", id="502", side=Side.SELL))
    closes = [
        event(
            EventKind.CLOSED,
            position("0", id=id),
            deal(made_by, "701", "1", entry=DealEntry.OUT_BY),
        )
        for id, made_by in (("501", "9701"), ("502", "9702"))
    ]

    sent = [_spoken(volume_of(decided(known, told))) for told in closes]

    assert sent == ["buy to 0", "sell to 0"]
