"""The dispatcher sends what is due: in order, again after a break, never what died (C1, C4)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.manual_clock import ManualClock
from tests.unit.app.scripted_broker import ScriptedBroker
from tests.unit.engine.answers import OPEN_ONE, VOID, answer, set_stops, set_volume
from tests.unit.engine.link_samples import COPY, LIVE, OPENING
from tests.unit.engine.samples import FOLLOWER, OTHER_FOLLOWER, book
from tradecopy_desktop.app.dispatching import Dispatcher
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.domain.commands import Command, OpenPosition
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import MarginMode, Side

OTHER_COPY = "c" * 32
OTHER = replace(LIVE, copy=OTHER_COPY, position="502")
OPEN_OTHER = replace(OPEN_ONE, id="1" * 32, copy=OTHER_COPY)
CLOSE_OTHER = replace(set_volume("0", id="2" * 32), copy=OTHER_COPY)
CLOSE = set_volume("0")
HALVE = set_volume("0.5", id="4" * 32)
STOPS = set_stops("1.09")


class Post:
    """A dispatcher between a book with two copies and a scripted broker."""

    def __init__(self, follower: MarginMode = MarginMode.HEDGING) -> None:
        self.book = book(follower=follower)
        self.book.put(OPENING)
        self.book.put(OTHER)
        self.broker, self.clock = ScriptedBroker(), ManualClock()
        self.dropped: list[tuple[Command, str]] = []
        self.dispatcher = Dispatcher(
            self.book,
            self.broker,
            self.clock,
            lambda order, reason: self.dropped.append((order.command, reason)),
        )

    def submit(self, command: Command, *, life_ms: int = 5_000, wait_ms: int = 0) -> Order:
        now = self.clock.monotonic_ns()
        dies = now + life_ms * 1_000_000 if isinstance(command, OpenPosition) else None
        order = Order(
            command=command,
            decided_ns=now,
            dies_ns=dies,
            not_before_ns=now + wait_ms * 1_000_000,
        )
        self.dispatcher.submit(order)
        return order

    def ids(self) -> list[str]:
        return [command.id for command in self.broker.sent]


@pytest.fixture
def post() -> Post:
    ready = Post()
    ready.dispatcher.follower_ready(FOLLOWER)
    return ready


@pytest.fixture
def netting_post() -> Post:
    ready = Post(MarginMode.NETTING)
    ready.dispatcher.follower_ready(FOLLOWER)
    return ready


def test_order_when_its_line_is_free_then_is_sent_at_once(post: Post) -> None:
    order = post.submit(OPEN_ONE)

    assert post.broker.sent == [OPEN_ONE]
    assert post.broker.expected == [None]
    assert order.sent_ns == 0


def test_c1_orders_of_one_copy_when_one_is_under_way_then_wait_for_its_answer(post: Post) -> None:
    first = post.submit(OPEN_ONE)
    second = post.submit(STOPS)
    post.submit(HALVE)
    assert post.ids() == [OPEN_ONE.id]

    post.dispatcher.go_on(first, ())
    assert post.ids() == [OPEN_ONE.id, STOPS.id]

    post.dispatcher.go_on(second, ())
    assert post.ids() == [OPEN_ONE.id, STOPS.id, HALVE.id]


def test_c1_close_when_its_opening_is_in_flight_then_waits_for_its_outcome(post: Post) -> None:
    opening = post.submit(OPEN_ONE)

    post.submit(CLOSE)

    assert (post.broker.sent, post.dropped) == ([OPEN_ONE], [])
    post.dispatcher.go_on(opening, ())
    assert post.broker.sent == [OPEN_ONE, CLOSE]


def test_orders_of_two_copies_when_hedging_then_do_not_wait_for_each_other(post: Post) -> None:
    post.submit(OPEN_ONE)
    post.submit(OPEN_OTHER)

    assert post.ids() == [OPEN_ONE.id, OPEN_OTHER.id]


def test_s5_orders_of_two_copies_when_netting_then_stand_in_one_line_per_symbol(
    netting_post: Post,
) -> None:
    opening = netting_post.submit(OPEN_ONE)
    netting_post.submit(OPEN_OTHER)
    gold = replace(OPEN_OTHER, id="6" * 32, symbol="XAUUSD")
    netting_post.submit(gold)
    assert netting_post.ids() == [OPEN_ONE.id, gold.id]

    netting_post.dispatcher.go_on(opening, ())

    assert netting_post.ids() == [OPEN_ONE.id, gold.id, OPEN_OTHER.id]


def test_s5_order_when_netting_then_carries_the_position_as_known(netting_post: Post) -> None:
    netting_post.book.account(FOLLOWER).net["EURUSD"] = NetPosition(
        side=Side.BUY, volume=Decimal(3)
    )

    netting_post.submit(OPEN_ONE)

    assert netting_post.broker.expected == [NetPosition(side=Side.BUY, volume=Decimal(3))]


def test_void_when_netting_then_stands_in_the_line_of_its_copys_symbol(netting_post: Post) -> None:
    opening = netting_post.submit(OPEN_ONE)
    netting_post.submit(VOID)
    assert netting_post.broker.sent == [OPEN_ONE]

    netting_post.dispatcher.go_on(opening, ())

    assert netting_post.broker.sent == [OPEN_ONE, VOID]
    assert netting_post.broker.expected == [NetPosition(side=None, volume=Decimal(0)), None]


def test_c1_close_when_netting_then_overtakes_openings_of_other_copies(netting_post: Post) -> None:
    first = netting_post.submit(OPEN_ONE)
    netting_post.submit(replace(OPEN_ONE, id="7" * 32))
    netting_post.submit(CLOSE_OTHER)

    netting_post.dispatcher.go_on(first, ())

    assert netting_post.ids() == [OPEN_ONE.id, CLOSE_OTHER.id]


def test_order_when_the_follower_is_not_ready_then_waits() -> None:
    post = Post()

    post.submit(OPEN_ONE)
    assert post.broker.sent == []

    post.dispatcher.follower_ready(FOLLOWER)
    assert post.broker.sent == [OPEN_ONE]


def test_c1_close_when_its_opening_was_never_sent_then_takes_it_out() -> None:
    post = Post()
    post.submit(OPEN_ONE)

    post.submit(CLOSE)

    assert post.dropped == [(OPEN_ONE, "closed before sent")]
    post.dispatcher.follower_ready(FOLLOWER)
    assert post.broker.sent == [CLOSE]


def test_c4_opening_when_it_died_before_it_could_be_sent_then_is_dropped() -> None:
    post = Post()
    post.submit(OPEN_ONE, life_ms=2_000)
    post.clock.advance_ms(2_000)

    post.dispatcher.follower_ready(FOLLOWER)

    assert post.broker.sent == []
    assert post.dropped == [(OPEN_ONE, "the signal grew too old before it could be sent")]


def test_c4_opening_when_some_of_its_life_is_left_then_is_sent_with_that() -> None:
    post = Post()
    post.submit(OPEN_ONE, life_ms=2_000)
    post.clock.advance_ms(1_999)

    post.dispatcher.follower_ready(FOLLOWER)

    assert post.broker.sent == [replace(OPEN_ONE, life_ms=1)]


@pytest.mark.parametrize("command", [CLOSE, HALVE, STOPS])
def test_c4_change_when_its_follower_was_away_for_a_month_then_is_sent(command: Command) -> None:
    post = Post()
    post.submit(command)
    post.clock.advance_ms(30 * 24 * 3_600_000)

    post.dispatcher.follower_ready(FOLLOWER)

    assert post.broker.sent == [command]


def test_reconnect_when_something_was_under_way_then_is_sent_again_as_it_was(post: Post) -> None:
    post.submit(CLOSE)
    post.dispatcher.follower_lost(FOLLOWER)
    post.submit(STOPS)

    post.dispatcher.follower_ready(FOLLOWER)

    # The same id and the same revision; what came later goes on waiting for its answer.
    assert post.broker.sent == [CLOSE, CLOSE]


def test_reconnect_when_the_wire_failed_at_sending_then_is_sent_under_the_same_id(
    post: Post,
) -> None:
    post.broker.away.add(FOLLOWER)
    order = post.submit(OPEN_ONE)
    assert (post.broker.sent, order.sent_ns) == ([], None)
    post.broker.away.clear()
    post.clock.advance_ms(1_000)

    post.dispatcher.follower_ready(FOLLOWER)

    # 4000 of the 5000 ms are left.
    assert post.broker.sent == [replace(OPEN_ONE, life_ms=4_000)]


def test_reconnect_when_of_one_follower_then_leaves_the_others_alone(post: Post) -> None:
    elsewhere = replace(CLOSE_OTHER, follower=OTHER_FOLLOWER)
    post.submit(elsewhere)

    post.dispatcher.follower_ready(FOLLOWER)

    assert post.broker.sent == []


def test_order_when_its_copy_is_over_then_is_dropped(post: Post) -> None:
    post.book.put(replace(LIVE, state=LinkState.ENDED_EARLY))

    post.submit(STOPS)
    post.submit(replace(STOPS, copy="9" * 32))

    assert [reason for _, reason in post.dropped] == ["the copy is over"] * 2
    assert list(post.dispatcher.lines.all()) == []


def test_delayed_order_when_its_time_comes_then_is_sent_by_the_sweep(post: Post) -> None:
    post.submit(CLOSE, wait_ms=1_000)
    assert (post.broker.sent, post.dispatcher.has_delayed) == ([], True)

    post.clock.advance_ms(999)
    post.dispatcher.sweep()
    assert (post.broker.sent, post.dispatcher.has_delayed) == ([], True)

    post.clock.advance_ms(1)
    post.dispatcher.sweep()
    assert (post.broker.sent, post.dispatcher.has_delayed) == ([CLOSE], False)


def test_sweep_when_something_is_under_way_then_leaves_its_line(post: Post) -> None:
    post.submit(OPEN_ONE)
    post.submit(STOPS)

    post.dispatcher.sweep()

    assert post.broker.sent == [OPEN_ONE]


def test_repetition_when_it_follows_an_answer_then_goes_before_what_waits(post: Post) -> None:
    opening = post.submit(OPEN_ONE)
    post.submit(STOPS)
    again = replace(OPEN_ONE, id="8" * 32, revision=3)

    post.dispatcher.go_on(opening, [Order(command=again, decided_ns=0, dies_ns=10**12)])

    assert post.ids() == [OPEN_ONE.id, again.id]


def test_finish_when_the_line_went_on_already_then_ends_nothing_else(post: Post) -> None:
    opening = post.submit(OPEN_ONE)
    post.submit(STOPS)
    post.dispatcher.go_on(opening, ())

    post.dispatcher.go_on(opening, ())

    assert post.dispatcher.lines.find(STOPS.id) is not None


@pytest.mark.parametrize(
    ("changed", "is_answer"),
    [
        ({}, True),
        # A report about a void or a flatten has revision 0.
        ({"revision": 0}, True),
        ({"revision": 2}, False),
        ({"id": "8" * 32}, False),
        ({"account": OTHER_FOLLOWER}, False),
    ],
)
def test_report_when_it_comes_then_is_matched_by_id_revision_and_account(
    post: Post, changed: dict[str, object], is_answer: bool
) -> None:
    order = post.submit(OPEN_ONE)
    report = replace(answer(OPEN_ONE, Outcome.FILLED), **changed)  # type: ignore[arg-type]

    assert post.dispatcher.answered(report) is (order if is_answer else None)


def test_recovered_opening_when_its_life_is_over_then_is_asked_about_all_the_same() -> None:
    post = Post()
    post.dispatcher.submit(Order(command=OPEN_ONE, decided_ns=0, dies_ns=1, recovered=True))
    post.clock.advance_ms(60_000)

    post.dispatcher.follower_ready(FOLLOWER)

    # No life is left, so that the executor sends nothing new; its journal tells what happened.
    assert post.broker.sent == [replace(OPEN_ONE, life_ms=0)]
    assert post.broker.sent[0].copy == COPY
