"""Copies of pending orders through the owner of the book: lines, answers, journal and restarts.

The master's order 501 waits to buy 1.00 EURUSD at 1.09000.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.link_samples import COPY, OPEN
from tests.unit.engine.pending_samples import filled, order, seen, theirs, told
from tests.unit.engine.samples import MASTER, SETTINGS, closed, opened, route
from tradecopy_desktop.domain.commands import CancelPending, PlacePending
from tradecopy_desktop.domain.facts import EventKind, Outcome, TradeEvent
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.trades import PendingOrder

AS_PENDINGS = replace(SETTINGS, orders=OrderRules(pendings=PendingPolicy.AS_PENDINGS))


def masters(kind: EventKind, shown: PendingOrder | None = None, *, seq: int = 1) -> TradeEvent:
    """Return what the master's terminal tells of its order."""
    return replace(told(kind, shown or order(), account=MASTER), seq=seq)


PLACED = masters(EventKind.PENDING_PLACED)
MOVED = masters(EventKind.PENDING_MODIFIED, order(at="1.08500"), seq=2)
CANCELLED = masters(EventKind.PENDING_CANCELLED, seq=3)


@pytest.fixture
def bench() -> Bench:
    """Return a program whose route copies pending orders as such."""
    return Bench(route(AS_PENDINGS))


def test_order_when_the_master_places_and_moves_it_then_the_copys_waits_at_its_price(
    bench: Bench,
) -> None:
    bench.handle(PLACED)
    bench.answer()
    bench.handle(MOVED)
    bench.answer()

    assert bench.sent() == ["place buy limit 1 at 1.09000", "change to 1.08500"]
    assert bench.broker.waiting[COPY].price == Decimal("1.08500")
    assert (bench.the_link().state, bench.the_link().target) == (LinkState.PENDING, Decimal(0))


def test_c1_cancel_when_the_placing_is_unanswered_then_leaves_behind_it(bench: Bench) -> None:
    bench.handle(PLACED, MOVED, CANCELLED)
    before = bench.sent()

    bench.answer_all()

    assert before == ["place buy limit 1 at 1.09000"]
    # The change is needless once the order is to go.
    assert bench.sent() == ["place buy limit 1 at 1.09000", "cancel"]
    assert bench.broker.waiting == {}
    assert bench.the_link().state is LinkState.CANCELLED


def test_c1_fill_when_the_placing_is_unanswered_then_the_copy_waits_for_its_own(
    bench: Bench,
) -> None:
    bench.handle(PLACED, opened("1", seq=2))
    bench.answer_all()

    assert bench.sent() == ["place buy limit 1 at 1.09000"]
    link = bench.the_link()
    assert (link.state, link.target, link.filled) == (LinkState.PENDING, Decimal(1), Decimal(0))


def test_pair_when_the_follower_tells_its_fill_then_the_close_finds_the_copy(bench: Bench) -> None:
    bench.handle(PLACED)
    bench.answer()
    bench.handle(opened("1", seq=2))
    bench.broker.meet(COPY)
    bench.handle(told(EventKind.PENDING_FILLED, theirs()), replace(filled(), seq=2))
    paired = bench.the_link()

    bench.handle(closed("1"))
    bench.answer()

    assert (paired.state, paired.filled, paired.pending) == (LinkState.LIVE, Decimal(1), None)
    assert bench.broker.held == {COPY: Decimal(0)}
    assert bench.the_link().state is LinkState.CLOSED


def test_answer_when_the_order_met_its_price_on_the_way_then_the_copy_is_known_to_hold_it(
    bench: Bench,
) -> None:
    bench.handle(PLACED)
    report = bench.broker.answer()
    bench.broker.meet(COPY)

    bench.handle(replace(report, remaining=Decimal(1)))
    # The executor tells of the fill as well; it counts once.
    bench.handle(replace(filled(), seq=2))

    assert bench.the_link().filled == Decimal(1)


def test_l7_placing_when_the_journal_is_full_then_is_not_sent_and_the_trader_told(
    bench: Bench,
) -> None:
    told_of: list[str | None] = []
    bench.recorder.on_trouble = told_of.append
    bench.intents.is_full = True

    bench.handle(PLACED)

    assert bench.sent() == []
    assert bench.the_link().state is LinkState.REFUSED
    assert told_of[:1] == ["the disk is full"]
    assert "it could not be written down before sending" in bench.notes.troubles[0]


def test_c4_cancel_when_the_journal_is_full_then_is_sent_all_the_same(bench: Bench) -> None:
    bench.recorder.on_trouble = lambda _: None
    bench.handle(PLACED)
    bench.answer()
    bench.intents.is_full = True

    bench.handle(CANCELLED)
    bench.answer()

    assert bench.broker.waiting == {}


@pytest.mark.parametrize("stored", [0, 1, None])
def test_l7_killed_before_the_answer_then_the_order_waits_once_and_is_followed(
    bench: Bench, stored: int | None
) -> None:
    bench.handle(PLACED)
    bench.broker.answer()

    _up(bench, stored=stored)
    bench.handle(PLACED)
    bench.answer_all()
    bench.handle(CANCELLED)
    bench.answer()

    places = [command for command in bench.broker.sent if isinstance(command, PlacePending)]
    assert [command.id for command in places] == [OPEN, OPEN]
    # What is merely asked about must not be placed now.
    assert places[1].life_ms == 0
    assert bench.broker.waiting == {}
    assert bench.the_link().state is LinkState.CANCELLED


def _up(bench: Bench, *, stored: int | None) -> None:
    """Start the program anew on a ledger with `stored` records, and let the terminals come."""
    bench.restart(stored=stored)
    bench.connect_master()
    bench.connect()


def test_l9_killed_before_the_answer_then_looks_at_the_account_once_it_is_found(
    bench: Bench,
) -> None:
    bench.handle(PLACED)
    bench.broker.answer()
    # Somebody cancels it on the follower while the program is down.
    bench.broker.waiting.clear()

    _up(bench, stored=0)
    asked = len(bench.broker.asked_pictures)
    bench.answer_all()
    assert len(bench.broker.asked_pictures) == asked + 1
    bench.show()

    assert bench.the_link().state is LinkState.CANCELLED
    assert bench.notes.troubles == [
        "the pending order in EURUSD ended early: it is not there any more"
    ]


def test_l7_killed_before_a_cancel_was_answered_then_it_is_sent_again(bench: Bench) -> None:
    bench.handle(PLACED)
    bench.answer()
    bench.handle(CANCELLED)

    _up(bench, stored=None)
    bench.answer_all()

    cancels = [command for command in bench.broker.sent if isinstance(command, CancelPending)]
    assert len({command.id for command in cancels}) == 1
    assert bench.broker.waiting == {}
    assert bench.the_link().state is LinkState.CANCELLED


def test_l9_placing_when_its_answer_is_unknown_then_its_void_tells_that_it_waits(
    bench: Bench,
) -> None:
    bench.broker.plan(Outcome.UNKNOWN, part="1")
    bench.handle(PLACED)
    bench.answer()
    unsure = bench.the_link().state

    bench.answer()
    bench.handle(CANCELLED)
    bench.answer()

    assert unsure is LinkState.UNKNOWN
    assert bench.sent() == ["place buy limit 1 at 1.09000", "void", "cancel"]
    assert bench.broker.waiting == {}


def test_l9_placing_when_it_never_was_then_the_copy_is_opened_with_the_masters(
    bench: Bench,
) -> None:
    bench.broker.plan(Outcome.UNKNOWN)
    bench.handle(PLACED)
    bench.answer_all()
    waits = bench.the_link()

    bench.handle(opened("1", seq=2))
    bench.answer()

    assert (waits.state, waits.pending, waits.opens) == (LinkState.PENDING, None, ())
    assert bench.sent() == ["place buy limit 1 at 1.09000", "void", "open buy 1"]
    assert bench.broker.held == {COPY: Decimal(1)}


def test_placing_when_the_follower_is_back_too_late_then_leaves_with_no_life_left(
    bench: Bench,
) -> None:
    bench.broker.away.update(bench.followers)
    bench.handle(PLACED)

    # A signal is five seconds old at most; the executor refuses what has no life.
    bench.clock.advance_ms(5_000)
    bench.connect()

    (placing,) = bench.broker.sent
    assert isinstance(placing, PlacePending)
    assert (placing.id, placing.life_ms) == (OPEN, 0)


def test_cancel_when_the_placing_never_left_then_takes_it_back_unsent(bench: Bench) -> None:
    bench.broker.away.update(bench.followers)
    bench.handle(PLACED)
    bench.lose()

    bench.handle(CANCELLED)
    bench.connect()
    bench.answer_all()

    assert bench.broker.waiting == {}
    assert bench.the_link().state is LinkState.CANCELLED


def test_c4_cancel_when_refused_then_is_repeated_until_done(bench: Bench) -> None:
    bench.handle(PLACED)
    bench.answer()
    bench.broker.plan(Outcome.REFUSED, code="10029")
    bench.handle(CANCELLED)
    bench.answer()

    bench.wait_ms(60_000)
    bench.answer()

    assert bench.sent() == ["place buy limit 1 at 1.09000", "cancel", "cancel"]
    assert bench.the_link().state is LinkState.CANCELLED


def test_master_picture_when_its_order_is_gone_then_the_copys_is_taken_back(bench: Bench) -> None:
    bench.handle(PLACED)
    bench.answer()

    bench.handle(seen(account=MASTER))
    bench.answer()

    assert bench.sent() == ["place buy limit 1 at 1.09000", "cancel"]
    assert bench.broker.waiting == {}


def test_master_picture_when_it_is_not_whole_then_nothing_is_concluded(bench: Bench) -> None:
    bench.handle(PLACED)
    bench.answer()

    bench.handle(seen(account=MASTER, whole=False))

    assert bench.sent() == ["place buy limit 1 at 1.09000"]


def test_follower_picture_when_an_order_belongs_to_a_copy_that_is_over_then_the_trader_is_told(
    bench: Bench,
) -> None:
    bench.handle(seen(orders=(theirs(copy="a" * 32),)))

    assert bench.notes.troubles == ["an order for 1 EURUSD on 2002@Prop-Live is not wanted"]
