"""Copies that hold lots without their SL: which, since when, and what is due. Bid 1.0999."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.caps_samples import SHORT
from tests.unit.engine.guard.stake_samples import AT, guarded
from tests.unit.engine.link_samples import CLOSING, COPY, LIVE, MAGIC
from tests.unit.engine.samples import EURUSD, FOLLOWER, carried, position
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.freezes import Freeze, FreezeCause
from tradecopy_desktop.domain.guarding import NakedAction, NakedRule
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.guard.naked import Naked, naked

STOPPED = replace(LIVE, stop_loss=Decimal("1.09500"))
BARE = position("1", id="7", link=carried(COPY))
RULE = NakedRule(after_s=10)
EMERGENCY = NakedRule(after_s=10, action=NakedAction.EMERGENCY_STOP, emergency_points=300)


def world(
    *links: Link, shown: tuple[Position, ...] = (BARE,), mode: MarginMode = MarginMode.HEDGING
) -> Book:
    known = guarded(*links, mode=mode)
    known.account(FOLLOWER).positions.update((each.id, each) for each in shown)
    return known


def found(
    known: Book, rule: NakedRule = RULE, *, at: int = AT, seen: dict[str, int] | None = None
) -> tuple[Naked, ...] | None:
    return naked(known, known.account(FOLLOWER), seen or {}, at, rule)


def the_one(known: Book, rule: NakedRule = RULE, *, waited_ms: int = 10_001) -> Naked:
    answer = found(known, rule, at=AT + waited_ms, seen={COPY: AT})
    assert answer is not None
    (one,) = answer
    return one


def test_copy_when_its_sl_is_missing_then_is_naked_since_it_was_seen_first() -> None:
    assert found(world(STOPPED)) == (
        Naked(
            copy=COPY,
            route="r1",
            symbol="EURUSD",
            lots=Decimal(1),
            since=AT,
            prescribed=Decimal("1.09500"),
            due=None,
            stop=None,
            text="1 lots of EURUSD are open without an SL for 0 s; it should be 1.09500",
        ),
    )


@pytest.mark.parametrize(("waited_ms", "due"), [(10_000, None), (10_001, NakedAction.ALARM)])
def test_copy_when_it_is_naked_for_longer_than_set_then_something_is_due(
    waited_ms: int, due: NakedAction | None
) -> None:
    one = the_one(world(STOPPED), waited_ms=waited_ms)

    assert (one.since, one.due) == (AT, due)


def test_copy_when_it_is_to_be_closed_then_says_so() -> None:
    rule = replace(RULE, action=NakedAction.CLOSE)

    assert the_one(world(STOPPED), rule).due is NakedAction.CLOSE


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        # It has its SL; another one, too, is one.
        (STOPPED, replace(BARE, stop_loss=Decimal("1.09000"))),
        # None was prescribed.
        (LIVE, BARE),
        # It is being closed.
        (replace(CLOSING, stop_loss=Decimal("1.09500")), BARE),
        # Nobody's.
        (STOPPED, replace(BARE, link=None)),
        (replace(STOPPED, shadow=True), BARE),
    ],
)
def test_copy_when_nothing_of_its_own_is_missing_then_is_not_naked(
    link: Link, shown: Position
) -> None:
    assert found(world(link, shown=(shown,))) == ()


def test_copy_when_the_rule_watches_all_then_needs_no_prescribed_sl() -> None:
    one = the_one(world(LIVE), replace(RULE, watches_all=True))

    assert (one.prescribed, one.due) == (None, NakedAction.ALARM)
    assert one.text == "1 lots of EURUSD are open without an SL for 10 s"


def test_copy_when_its_sl_could_not_be_set_then_is_naked() -> None:
    waits = replace(LIVE, reason="not set yet: SL 1.09950")
    profit = replace(LIVE, reason="not set yet: TP 1.12000")

    assert the_one(world(waits)).due is NakedAction.ALARM
    assert found(world(profit)) == ()


def test_copy_when_one_of_its_tickets_has_no_sl_then_is_naked_with_that_one() -> None:
    stopped = replace(BARE, id="8", ticket="8", stop_loss=Decimal("1.09500"))
    bare = position("0.4", id="7", magic=MAGIC)

    assert the_one(world(STOPPED, shown=(stopped, bare))).lots == Decimal("0.4")


def test_netting_account_when_its_position_has_no_sl_then_each_copy_in_it_is_naked() -> None:
    other = replace(STOPPED, copy="e" * 32, position="502", filled=Decimal("0.5"))
    away = replace(SHORT, stop_loss=Decimal("1.105"))
    shared = position("1.5", id="7")

    answer = found(world(STOPPED, other, away, shown=(shared,), mode=MarginMode.NETTING))

    assert answer is not None
    assert [(each.copy, each.lots) for each in answer] == [
        (COPY, Decimal(1)),
        ("e" * 32, Decimal("0.5")),
    ]


@pytest.mark.parametrize(
    ("side", "points", "stop"),
    [
        # From the bid 1.0999 and the ask 1.1001.
        (Side.BUY, 300, "1.09690"),
        (Side.SELL, 300, "1.10310"),
        # The broker wants 400 at least.
        (Side.BUY, 399, "1.09590"),
        (Side.BUY, 401, "1.09589"),
    ],
)
def test_emergency_stop_when_it_is_due_then_lies_off_the_price_of_now(
    side: Side, points: int, stop: str
) -> None:
    link = replace(STOPPED, side=side)
    known = world(link, shown=(replace(BARE, side=side),))
    level = 400 if points > 300 else 0
    known.account(FOLLOWER).instruments["EURUSD"] = replace(EURUSD, stops_level=level)

    one = the_one(known, replace(EMERGENCY, emergency_points=points))

    assert (one.due, one.stop) == (NakedAction.EMERGENCY_STOP, Decimal(stop))


@pytest.mark.parametrize(("side", "stop"), [(Side.BUY, "1.09675"), (Side.SELL, "1.10325")])
def test_emergency_stop_when_ticks_are_coarse_then_is_on_the_next_one_away(
    side: Side, stop: str
) -> None:
    known = world(replace(STOPPED, side=side), shown=(replace(BARE, side=side),))
    coarse = replace(EURUSD, tick_size=Decimal("0.00025"))
    known.account(FOLLOWER).instruments["EURUSD"] = coarse

    # 1.0969 and 1.1031 lie between two.
    assert the_one(known, EMERGENCY).stop == Decimal(stop)


@pytest.mark.parametrize(("other", "stop"), [("1.09800", "1.09800"), ("1.09000", "1.09690")])
def test_c7_emergency_stop_when_another_ticket_has_a_tighter_sl_then_that_is_kept(
    other: str, stop: str
) -> None:
    stopped = replace(BARE, id="8", ticket="8", stop_loss=Decimal(other))

    assert the_one(world(STOPPED, shown=(BARE, stopped)), EMERGENCY).stop == Decimal(stop)


def test_emergency_stop_when_there_is_no_price_then_says_so() -> None:
    known = world(STOPPED)
    del known.account(FOLLOWER).quotes["EURUSD"]

    one = the_one(known, EMERGENCY)

    assert (one.due, one.stop) == (NakedAction.EMERGENCY_STOP, None)
    assert one.text.endswith("; no price for an emergency SL is known")


def test_rule_when_it_never_minds_then_nothing_is_naked() -> None:
    assert found(world(STOPPED), NakedRule(watches_all=True)) == ()


@pytest.mark.parametrize("blind", ["frozen", "not whole"])
def test_w1_account_when_its_terminal_is_not_believed_then_nothing_is_concluded(
    blind: str,
) -> None:
    known = world(STOPPED)
    account = known.account(FOLLOWER)
    if blind == "frozen":
        account.frozen[Role.EXECUTOR] = Freeze(cause=FreezeCause.VANISHED, text="")
    else:
        account.whole.clear()

    assert found(known) is None
