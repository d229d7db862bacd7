"""What a follower does by itself: ended early stays ended, hands are respected (C2, S4)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    FOLLOWER,
    SETTINGS,
    added,
    carried,
    closed,
    deal,
    event,
    modified,
    opened,
    partly_closed,
    picture,
    position,
    route,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.sizing import Multiplier
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Reason, Side

TENTH = replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.1")))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def _lost(
    bench: Bench, by: str, left: str, *, reason: Reason = Reason.STOP_LOSS, seq: int = 1
) -> TradeEvent:
    """Let the follower's broker take lots of the copy, and return its terminal's event."""
    bench.broker.take_lots(COPY, by)
    kind = EventKind.PARTLY_CLOSED if Decimal(left) else EventKind.CLOSED
    return event(
        kind,
        position(left, id="7700", link=carried(COPY)),
        deal(
            bench.broker.next_deal(),
            "8890",
            by,
            entry=DealEntry.OUT,
            side=Side.SELL,
            reason=reason,
        ),
        seq=seq,
        account=FOLLOWER,
        role=Role.EXECUTOR,
    )


def test_c2_follower_stop_loss_then_the_copy_stays_ended_after_fills_and_pictures() -> None:
    bench = Bench(route(TENTH))
    bench.handle(opened("3"))
    bench.answer()
    bench.handle(_lost(bench, "0.3", "0"))
    over = bench.the_link()
    assert (over.state, over.reason) == (LinkState.ENDED_EARLY, "its stop loss was hit")

    bench.handle(added("7", "4", order="501", made_by="9502", seq=2))
    bench.handle(picture(position("7")))
    bench.show()
    bench.handle(partly_closed("2", "5"), closed("2"))

    assert bench.sent() == ["open buy 0.3"]
    assert bench.the_link() == over
    assert bench.notes.troubles == [
        "the copy ended early: its stop loss was hit",
        "the copy of this order ended before the order was complete",
    ]


def test_c2_follower_stop_loss_then_a_further_order_opens_its_own_part_only() -> None:
    bench = Bench(master=MarginMode.NETTING)
    bench.handle(opened("1"))
    bench.answer()
    bench.handle(_lost(bench, "1", "0"))

    bench.handle(added("1.5", "0.5", order="502", made_by="9502"))
    bench.answer()

    assert bench.sent() == ["open buy 1", "open buy 0.5"]
    assert bench.book.links[COPY].state is LinkState.ENDED_EARLY


def test_c2_follower_closed_while_away_then_the_picture_tells_and_it_stays_ended(
    bench: Bench,
) -> None:
    bench.handle(opened("1"))
    bench.answer()
    bench.lose()
    bench.broker.take_lots(COPY, "1")

    bench.connect()
    bench.show()
    bench.handle(modified("1", sl="1.09"), closed("1"))

    assert bench.the_link().state is LinkState.ENDED_EARLY
    assert bench.sent() == ["open buy 1"]


def test_s4_follower_halved_by_hand_then_the_masters_half_leaves_a_quarter(bench: Bench) -> None:
    bench.handle(opened("1"))
    bench.answer()
    bench.handle(_lost(bench, "0.5", "0.5", reason=Reason.CLIENT))
    assert bench.the_link().base == Fraction(1, 2)

    bench.handle(partly_closed("0.5", "0.5"))
    bench.answer()

    assert bench.broker.held == {COPY: Decimal("0.25")}


@pytest.mark.parametrize("answer_first", [True, False])
def test_own_deal_when_its_terminal_tells_it_around_the_answer_then_is_counted_once(
    bench: Bench, answer_first: bool
) -> None:
    bench.handle(opened("1"))
    bench.answer()
    bench.handle(partly_closed("0.5", "0.5"))
    report = bench.broker.answer()
    own = event(
        EventKind.PARTLY_CLOSED,
        position("0.5", id="7700", link=carried(COPY)),
        deal(report.fills[0].deal, "8890", "0.5", entry=DealEntry.OUT, side=Side.SELL),
        account=FOLLOWER,
        role=Role.EXECUTOR,
    )

    bench.handle(*((report, own) if answer_first else (own, report)))

    assert (bench.the_link().state, bench.the_link().filled) == (LinkState.LIVE, Decimal("0.5"))
    assert bench.notes.troubles == []
    bench.commit()
    assert "executor 77 1" in bench.broker.acknowledged
