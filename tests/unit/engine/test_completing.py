"""An opening that was filled in part, where the route wants the rest as well (rule L5)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import COPY, LIVE, OPEN
from tests.unit.engine.samples import EURUSD, FOLLOWER, MASTER, book, with_step
from tradecopy_desktop.domain.commands import OpenPosition
from tradecopy_desktop.domain.facts import Fill, InstructionReported, Outcome
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.sizing import PartialFill
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.outcomes.conclude import conclude
from tradecopy_desktop.engine.outcomes.consequence import Consequence

COMPLETED = replace(LIVE, state=LinkState.OPENING, filled=ZERO, partial_fill=PartialFill.COMPLETE)
ORDER = OpenPosition(
    id=OPEN,
    copy=COPY,
    revision=1,
    route="r1",
    master=MASTER,
    follower=FOLLOWER,
    source="501",
    symbol="EURUSD",
    side=Side.BUY,
    volume=Decimal(1),
    stop_loss=None,
    take_profit=None,
    magic=LIVE.opens[0].magic,
    life_ms=5_000,
    max_slippage=None,
)


def _report(got: str, *, id: str = OPEN, remaining: str | None = None) -> InstructionReported:
    fills = (
        Fill(
            ticket="7700",
            deal="8800",
            order="7700",
            volume=Decimal(got),
            price=Decimal("1.1"),
            at=0,
        ),
    )
    return InstructionReported(
        account=FOLLOWER,
        number=1,
        id=id,
        copy=COPY,
        revision=1,
        outcome=Outcome.PARTLY_FILLED,
        code="10010",
        message="",
        fills=fills if Decimal(got) else (),
        remaining=Decimal(remaining or got),
        net=None,
        stop_loss=None,
        take_profit=None,
        received_us=0,
        sent_us=0,
        done_us=0,
        reported_ns=0,
        transit_us=None,
        confirm_us=None,
    )


def _after(
    got: str,
    *,
    link: Link = COMPLETED,
    tries: int = 1,
    life_left_ms: float = 4_000,
    instrument: Instrument = EURUSD,
) -> Consequence:
    known = book(instrument=instrument)
    known.put(link)
    return conclude(known, link, ORDER, _report(got), tries=tries, life_left_ms=life_left_ms)


def test_l5_rest_when_it_is_to_be_completed_then_is_ordered_under_an_id_of_its_own() -> None:
    after = _after("0.4")

    (again,) = after.commands
    assert isinstance(again, OpenPosition)
    assert (again.volume, again.revision) == (Decimal("0.6"), 2)
    assert again.id != OPEN
    assert again.magic != ORDER.magic
    # The first order stands with what it brought, so that an executor without journal finds both.
    assert [(one.id, one.volume) for one in after.link.opens] == [
        (OPEN, Decimal("0.4")),
        (again.id, Decimal("0.6")),
    ]
    assert (after.link.target, after.link.filled) == (Decimal(1), Decimal("0.4"))
    assert after.link.state is LinkState.LIVE
    assert after.trouble == "only 0.4 of 1 lots were filled; the rest is ordered again"


@pytest.mark.parametrize(
    ("tries", "life_left_ms"), [(3, 4_000.0), (1, 100.0)], ids=["tried thrice", "too old"]
)
def test_l5_rest_when_the_signal_is_spent_then_what_came_is_the_new_base(
    tries: int, life_left_ms: float
) -> None:
    after = _after("0.4", tries=tries, life_left_ms=life_left_ms)

    assert after.commands == ()
    assert (after.link.target, after.link.filled) == (Decimal("0.4"), Decimal("0.4"))


def test_l5_rest_when_it_is_below_the_brokers_minimum_then_is_left_out() -> None:
    after = _after("0.96", instrument=with_step("0.01", low="0.05"))

    assert after.commands == ()
    assert after.link.target == Decimal("0.96")


def test_l5_rest_when_the_route_takes_what_came_then_is_not_ordered() -> None:
    after = _after("0.4", link=replace(COMPLETED, partial_fill=PartialFill.NEW_BASE))

    assert after.commands == ()
    assert after.link.target == Decimal("0.4")


def test_l5_rest_when_the_master_has_reduced_meanwhile_then_only_what_is_due_is_ordered() -> None:
    # Half is due by now: 0.4 came, 0.1 is missing.
    after = _after("0.4", link=replace(COMPLETED, target=Decimal("0.5")))

    (again,) = after.commands
    assert isinstance(again, OpenPosition)
    assert again.volume == Decimal("0.1")


def test_l5_rest_when_more_came_than_is_due_now_then_nothing_is_ordered() -> None:
    after = _after("0.4", link=replace(COMPLETED, target=Decimal("0.4")))

    assert not any(isinstance(command, OpenPosition) for command in after.commands)


def test_l5_rest_when_nothing_was_filled_then_the_opening_counts_as_refused() -> None:
    assert _after("0").link.state is LinkState.REFUSED


def test_l5_rest_when_the_symbol_is_not_known_then_is_left_out() -> None:
    known = book()
    known.account(FOLLOWER).instruments.clear()

    after = conclude(known, COMPLETED, ORDER, _report("0.4"), tries=1, life_left_ms=4_000)

    assert after.commands == ()
