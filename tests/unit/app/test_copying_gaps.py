"""Where commands of one copy, or of several, get into each other's way."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    FOLLOWER,
    added,
    carried,
    closed,
    deal,
    event,
    modified,
    opened,
    partly_closed,
    position,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import EventKind, Outcome, TradeEvent
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO, DealEntry, MarginMode, Reason, Side


@pytest.fixture
def bench() -> Bench:
    """Return a bench with one live copy of one lot."""
    ready = Bench()
    ready.handle(opened("1"))
    ready.answer()
    return ready


def _stop_loss_hit(bench: Bench) -> None:
    bench.broker.take_lots(COPY, "1")
    bench.handle(
        event(
            EventKind.CLOSED,
            position("0", id="7700", link=carried(COPY)),
            deal("8999", "8890", "1", entry=DealEntry.OUT, side=Side.SELL, reason=Reason.STOP_LOSS),
            account=FOLLOWER,
            role=Role.EXECUTOR,
        )
    )


def _added_under_stops(after: str, by: str) -> TradeEvent:
    told = added(after, by, order="501", made_by="9502", seq=7)
    return replace(told, position=position(after, sl="1.09"))


def test_c2_stop_loss_while_stops_are_under_way_then_the_copy_ended_early(bench: Bench) -> None:
    bench.handle(modified("1", sl="1.09"))

    _stop_loss_hit(bench)
    bench.answer()
    bench.handle(added("2", "1", order="501", made_by="9502", seq=7))

    assert bench.the_link().state is LinkState.ENDED_EARLY
    assert bench.sent() == ["open buy 1", "stops 1.09000"]


def test_c4_close_when_stops_wait_to_be_tried_again_then_does_not_wait_for_them(
    bench: Bench,
) -> None:
    for _ in range(5):
        bench.broker.plan(Outcome.REFUSED, code="10016")
    bench.handle(modified("1", sl="1.09"))
    bench.answer()
    for wait_ms in (1_000, 2_000, 4_000, 8_000):
        bench.wait_ms(wait_ms)
        bench.answer()

    # The next try of the stops is 16 s away.
    bench.handle(closed("1", seq=9))
    bench.wait_ms(5_000)
    bench.answer_all()

    assert bench.broker.held == {COPY: ZERO}


def test_c4_close_when_a_reduction_waits_to_be_tried_again_then_takes_its_place(
    bench: Bench,
) -> None:
    for _ in range(5):
        bench.broker.plan(Outcome.REFUSED, code="10019")
    bench.handle(partly_closed("0.5", "0.5"))
    bench.answer()
    for wait_ms in (1_000, 2_000, 4_000, 8_000):
        bench.wait_ms(wait_ms)
        bench.answer()

    bench.handle(closed("0.5"))
    bench.wait_ms(5_000)
    bench.answer_all()

    assert bench.broker.held == {COPY: ZERO}


def test_c4_netting_close_when_another_copys_stops_wait_then_does_not_wait_for_them() -> None:
    bench = Bench(follower=MarginMode.NETTING)
    bench.handle(opened("1"), opened("1", id="502", seq=2))
    bench.answer_all()
    bench.broker.plan(Outcome.REFUSED, code="10016")
    bench.handle(modified("1", sl="1.09"))
    bench.answer_all()

    bench.handle(closed("1", id="502", seq=7))

    assert bench.sent()[-1] == "buy to 0"


def test_c1_close_when_the_opening_waits_to_be_repeated_then_takes_it_out() -> None:
    bench = Bench()
    bench.broker.plan(Outcome.REFUSED, code="10004")
    bench.handle(opened("1"))
    bench.answer()

    bench.handle(closed("1"))
    bench.wait_ms(1_000)
    bench.answer_all()

    assert bench.sent() == ["open buy 1"]


def test_s3_addition_when_it_died_unsent_then_reductions_come_off_in_proportion(
    bench: Bench,
) -> None:
    # 1 accepted and held; 1 more grew too old behind a change of stops. The master halves.
    bench.handle(modified("1", sl="1.09"))
    bench.handle(_added_under_stops("2", "1"))
    bench.clock.advance_ms(5_000)
    bench.answer()

    bench.handle(partly_closed("1", "1", seq=8))
    bench.answer_all()

    assert bench.broker.held == {COPY: Decimal("0.5")}


@pytest.mark.logs_trouble
def test_c4_close_when_the_journal_is_full_then_is_sent(bench: Bench) -> None:
    bench.intents.is_full = True

    bench.handle(closed("1"))
    bench.answer_all()

    assert bench.broker.held == {COPY: ZERO}


@pytest.mark.logs_trouble
def test_l7_opening_when_the_journal_is_full_then_is_not_sent(bench: Bench) -> None:
    bench.intents.is_full = True

    bench.handle(opened("1", id="502", seq=2))

    assert bench.sent() == ["open buy 1"]
    assert bench.notes.troubles[-1].endswith("it could not be written down before sending")


def test_p3_picture_without_a_break_then_nothing_is_sent_twice(bench: Bench) -> None:
    bench.handle(closed("1"))

    bench.show()

    assert bench.sent() == ["open buy 1", "buy to 0"]


def test_c4_reduction_told_before_the_symbols_then_is_made_up_for(bench: Bench) -> None:
    bench.lose()
    bench.book.account(FOLLOWER).instruments.clear()
    bench.handle(partly_closed("0.5", "0.5"))

    bench.connect()
    bench.answer_all()

    assert bench.broker.held == {COPY: Decimal("0.5")}


def test_l7_killed_after_an_accepted_close_then_the_final_answer_is_asked_for() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()
    bench.handle(closed("1"))
    bench.broker.plan(Outcome.ACCEPTED)
    bench.answer()

    bench.restart(stored=2)
    bench.connect_master()
    bench.connect()
    bench.answer_all()

    assert bench.broker.held == {COPY: ZERO}
