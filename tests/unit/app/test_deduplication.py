"""Three layers against copying twice; each of them suffices without the other two (R4.2)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.app.manual_clock import ManualClock
from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.pending_samples import order, route, told
from tests.unit.engine.samples import (
    FOLLOWER,
    MASTER,
    added,
    closed,
    opened,
    partly_closed,
    reversed_to_sell,
)
from tradecopy_desktop.app.deduplication import ALL_LAYERS, Deduplication, Layer
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.ports import Cursor, LedgerState

ALONE = [frozenset({layer}) for layer in Layer]
NOTHING_STORED = LedgerState(
    ordinal=0, links=(), cursors=(), seen=frozenset(), magics={}, outstanding=()
)
# September 2001, in ms since 1970.
LONG_AGO = 1_000_000_000_000


def again(event: TradeEvent) -> TradeEvent:
    """Return an event as an EA tells it that was restarted: in a stream of its own."""
    return replace(event, stream="78", seq=event.seq + 40)


# Each layer alone, in the program


@pytest.mark.parametrize("layers", ALONE, ids=str)
def test_r4_2_opening_when_told_again_then_one_layer_alone_finds_it(
    layers: frozenset[Layer],
) -> None:
    bench = Bench(layers=layers)
    bench.handle(opened("1"))

    # Under way, carried out, and stored: three moments at which it can be told again.
    bench.handle(again(opened("1")))
    bench.answer_all()
    bench.handle(again(opened("1", seq=2)))
    bench.commit()
    bench.handle(again(opened("1", seq=3)))
    bench.answer_all()

    assert bench.sent() == ["open buy 1"]
    assert (bench.the_link().target, bench.broker.held) == (Decimal(1), {COPY: Decimal(1)})


def test_r4_2_opening_when_told_again_and_no_layer_looks_then_is_doubled() -> None:
    bench = Bench(layers=frozenset())
    bench.handle(opened("1"))
    bench.answer_all()

    bench.handle(again(opened("1")))
    bench.answer_all()

    # What the three layers are there for: the executor takes it for a further fill.
    assert bench.sent() == ["open buy 1", "open buy 1"]


@pytest.mark.parametrize("layers", ALONE, ids=str)
def test_r4_2_addition_when_told_again_then_one_layer_alone_finds_it(
    layers: frozenset[Layer],
) -> None:
    bench = Bench(layers=layers)
    addition = added("3", "2", order="502", made_by="9502")
    bench.handle(opened("1"), addition)
    bench.answer_all()

    bench.handle(again(addition), again(opened("1")))
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "open buy 2"]
    assert bench.the_link().target == Decimal(3)


@pytest.mark.parametrize("layers", ALONE, ids=str)
def test_r4_2_two_fills_of_one_order_when_told_again_then_both_are_found(
    layers: frozenset[Layer],
) -> None:
    bench = Bench(layers=layers)
    further = added("3", "2", order="501", made_by="9502")
    bench.handle(opened("1"), further)
    bench.answer_all()
    assert bench.sent() == ["open buy 1", "open buy 2"]

    bench.handle(again(further), again(opened("1")))
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "open buy 2"]


@pytest.mark.parametrize("layers", ALONE, ids=str)
def test_r4_2_opening_when_told_again_after_its_copy_is_closed_then_stays_closed(
    layers: frozenset[Layer],
) -> None:
    bench = Bench(layers=layers)
    bench.handle(opened("1"), closed("1"))
    bench.answer_all()

    bench.handle(again(opened("1")))
    bench.answer_all()

    assert bench.sent() == ["open buy 1", "buy to 0"]
    assert (bench.the_link().state, bench.broker.held) == (LinkState.CLOSED, {COPY: ZERO})


@pytest.mark.parametrize("layers", ALONE, ids=str)
def test_r4_2_reversal_when_told_again_then_opens_once(layers: frozenset[Layer]) -> None:
    bench = Bench(layers=layers, master=MarginMode.NETTING)
    turned = reversed_to_sell("2", before="1")
    bench.handle(opened("1"))
    bench.answer_all()
    bench.handle(turned)
    bench.answer_all()
    once = bench.sent()
    assert once.count("open sell 2") == 1

    bench.handle(again(turned))
    bench.answer_all()

    assert bench.sent() == once


@pytest.mark.parametrize("layers", ALONE, ids=str)
@pytest.mark.parametrize("stored", [0, None], ids=["journal only", "ledger"])
def test_r4_2_opening_when_told_again_after_a_restart_then_one_layer_alone_finds_it(
    layers: frozenset[Layer], stored: int | None
) -> None:
    bench = Bench(layers=layers)
    bench.handle(opened("1"))
    bench.answer_all()
    bench.restart(stored=stored)
    bench.connect_master()
    bench.connect()

    bench.handle(again(opened("1")))
    bench.answer_all()

    assert bench.sent() == ["open buy 1"]
    assert bench.broker.held == {COPY: Decimal(1)}


@pytest.mark.parametrize("layers", ALONE, ids=str)
def test_c4_closes_when_told_again_then_no_layer_stands_in_their_way(
    layers: frozenset[Layer],
) -> None:
    bench = Bench(layers=layers)
    bench.handle(opened("1"), partly_closed("0.4", "0.6"))
    bench.answer_all()

    bench.handle(again(partly_closed("0.4", "0.6")), closed("0.4"))
    bench.answer_all()

    assert (bench.the_link().state, bench.broker.held) == (LinkState.CLOSED, {COPY: ZERO})


@pytest.mark.parametrize("layers", ALONE, ids=str)
def test_r4_2_pending_order_when_told_again_then_one_layer_alone_finds_it(
    layers: frozenset[Layer],
) -> None:
    bench = Bench(route(), layers=layers)
    placed = told(EventKind.PENDING_PLACED, order(), account=MASTER)
    bench.handle(placed)
    bench.answer_all()
    assert bench.sent() == ["place buy limit 1 at 1.09000"]

    bench.handle(again(placed))
    bench.answer_all()

    assert bench.sent() == ["place buy limit 1 at 1.09000"]


# The layers themselves


class Shelf:
    """Stored names, and how often somebody asked for them."""

    def __init__(self, *stored: str) -> None:
        self._stored = set(stored)
        self.asked = 0
        self.is_broken = False

    def is_stored(self, account: AccountKey, key: str) -> bool:
        self.asked += 1
        if self.is_broken:
            raise TradeCopyError("the ledger cannot be read")
        return account == MASTER and key in self._stored


def layer_test(shelf: Shelf, *, limit: int = 100, is_partial: bool = False) -> Deduplication:
    made = Deduplication(shelf, ManualClock(), layers=ALL_LAYERS, limit=limit)
    made.restore(replace(NOTHING_STORED, is_partial=is_partial))
    return made


def young(event: TradeEvent) -> TradeEvent:
    """Return an event of the day after the clock's noon: no older start can have stored it."""
    return replace(event, at=round(ManualClock().now().timestamp() * 1_000) + 86_400_000)


def test_memory_when_full_then_the_oldest_is_left_to_the_ledger() -> None:
    shelf = Shelf("monitor|opened|501|501|9501")
    layers = layer_test(shelf, limit=2)
    for id in ("501", "502", "503"):
        layers.remember(young(opened("1", id=id)))

    oldest, newest = again(young(opened("1", id="501"))), again(young(opened("1", id="503")))

    assert [layers.is_in_memory(each) for each in (oldest, newest)] == [False, True]
    assert layers.is_repeated(oldest)
    assert layers.is_repeated(newest)
    assert shelf.asked == 1


@pytest.mark.parametrize("is_partial", [True, False])
def test_ledger_when_nothing_was_forgotten_then_is_not_asked_about_what_is_new(
    *, is_partial: bool
) -> None:
    shelf = Shelf()
    layers = layer_test(shelf, is_partial=is_partial)

    assert not layers.is_repeated(young(opened("1")))
    assert shelf.asked == 0


def test_ledger_when_all_of_it_was_loaded_then_is_not_asked_about_what_is_old() -> None:
    shelf = Shelf()
    layers = layer_test(shelf)

    # A broker's clock may be years off, as that of a recording is.
    assert not layers.is_repeated(replace(opened("1"), at=LONG_AGO))
    assert shelf.asked == 0


def test_ledger_when_an_event_is_older_than_what_was_loaded_then_is_asked() -> None:
    shelf = Shelf("monitor|opened|501|501|9501")
    layers = layer_test(shelf, is_partial=True)

    assert layers.is_repeated(replace(opened("1"), at=LONG_AGO))
    assert not layers.is_repeated(replace(opened("1", id="502"), at=LONG_AGO))
    assert not layers.is_repeated(young(opened("1")))
    assert shelf.asked == 2


def test_ledger_when_it_cannot_be_read_then_copying_goes_on() -> None:
    shelf = Shelf("monitor|opened|501|501|9501")
    shelf.is_broken = True
    layers = layer_test(shelf, is_partial=True)

    assert not layers.is_repeated(replace(opened("1"), at=LONG_AGO))


def test_memory_when_more_was_stored_than_it_holds_then_the_ledger_is_asked() -> None:
    names = [f"monitor|opened|{id}|{id}|9{id}" for id in ("501", "502", "503")]
    shelf = Shelf(*names)
    layers = Deduplication(shelf, ManualClock(), limit=2)
    seen = frozenset((str(MASTER), name) for name in names)
    layers.restore(replace(NOTHING_STORED, seen=seen))
    today = round(ManualClock().now().timestamp() * 1_000)

    retold = [replace(again(opened("1", id=id)), at=today) for id in ("501", "502", "503")]

    assert [layers.is_repeated(each) for each in retold] == [True, True, True]
    assert shelf.asked == 1


def test_memory_when_restored_then_knows_how_far_each_stream_came() -> None:
    layers = Deduplication(Shelf(), ManualClock())
    cursor = Cursor(account=MASTER, role=Role.MONITOR, stream="77", seq=6, report=0)
    layers.restore(replace(NOTHING_STORED, cursors=(cursor,)))

    assert layers.is_in_memory(opened("1", seq=6))
    assert not layers.is_in_memory(opened("1", seq=7))
    assert not layers.is_in_memory(replace(opened("1", seq=6), account=FOLLOWER))


def test_dispatched_when_many_copies_came_then_forgets_the_oldest() -> None:
    layers = Deduplication(Shelf(), ManualClock(), limit=2)
    for number in range(1, 10_001):
        layers.note_taken(replace(LIVE, position=str(number), orders=(f"{number}/9{number}",)))

    assert len(layers._dispatched) == 2
