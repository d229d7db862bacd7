"""The program ends at the worst moment: what it remembered makes the same of what comes after."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from tests.unit.engine.guard.guarded_days import Days, daily, limit, money
from tradecopy_desktop.domain.guarding import GuardMemory, Rung
from tradecopy_desktop.domain.limits import Anchor, DrawdownLimit, Trail

RULES = (
    limit(daily("1000"), "a"),
    limit(daily("1000", Anchor.PEAK), "b"),
    limit(DrawdownLimit(trail=Trail.EQUITY, amount=money("1000")), "c"),
)

Step = Callable[[Days], object]

STORY: tuple[Step, ...] = (
    lambda days: days.see("2026-03-02 00:00", "10000"),
    lambda days: days.see("2026-03-02 10:00", "10000", "10400"),
    # A payment is told before it is seen, another after, one deal before and one after.
    lambda days: days.pay("2026-03-02 11:00", "500"),
    lambda days: days.see("2026-03-02 11:00:01", "10500", "10900"),
    lambda days: days.see("2026-03-02 12:00", "10100", "10500"),
    lambda days: days.pay("2026-03-02 12:00", "-400"),
    lambda days: days.deal("2026-03-02 13:00", "-150"),
    lambda days: days.see("2026-03-02 13:00:01", "9950", "10350"),
    lambda days: days.see("2026-03-02 14:00", "9900", "10350"),
    lambda days: days.deal("2026-03-02 14:00", "-50"),
    lambda days: days.see("2026-03-02 23:59:59", "9900", "10350"),
    lambda days: days.see("2026-03-03 00:00:01", "9900", "10340"),
    lambda days: days.see("2026-03-03 09:00", "9900", "9650"),
)


def restarted(days: Days) -> Days:
    """Return the account as a new program finds it: only what was remembered is left."""
    again = Days(*RULES)
    kept = {each.name: getattr(days.memory, each.name) for each in fields(GuardMemory)}
    again.memory = GuardMemory(**kept)
    return again


@pytest.mark.parametrize("moment", range(len(STORY)))
def test_restart_when_at_any_moment_then_the_stands_are_the_same(moment: int) -> None:
    days = Days(*RULES)

    for number, step in enumerate(STORY):
        step(days)
        if number == moment:
            days = restarted(days)

    # 10 100 at first with what was paid; 9 900 at the reset; the highest 10 500 (10 400 + 100),
    # and 10 350 over the reset.
    found = days.see("2026-03-03 09:00:01", "9900", "9650")
    assert [each.used for each in found.stands] == [250, 700, 850]
    assert days.memory.initial == 10_100
    assert days.memory.flows == 100


def test_restart_when_flattening_then_goes_on_and_tells_nothing_twice() -> None:
    days = Days(*RULES)
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 10:00", "10000", "8900")

    days = restarted(days)
    judgement = days.see("2026-03-02 10:00:30", "10000", "9500")

    assert (judgement.rung, judgement.risen) == (Rung.FLATTEN, ())
    assert judgement.memory.flattening is not None


def test_restart_when_the_price_fell_through_the_limit_meanwhile_then_flattens_at_once() -> None:
    days = Days(*RULES)
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 10:00", "10000", "9800")

    judgement = restarted(days).see("2026-03-02 15:00", "10000", "8900")

    assert judgement.rung is Rung.FLATTEN


def test_restart_when_a_loss_was_closed_meanwhile_then_waits_2_seconds_for_its_news() -> None:
    days = Days(*RULES)
    days.see("2026-03-02 00:00", "10000")
    days.see("2026-03-02 10:00", "10000", "9100")
    days = restarted(days)

    first = days.see("2026-03-02 15:00", "8900")
    second = days.see("2026-03-02 15:00:02", "8900")

    assert (first.rung, second.rung) == (Rung.CLOSE_ONLY, Rung.FLATTEN)


def test_restart_when_the_money_was_told_twice_then_the_second_judgement_changes_nothing() -> None:
    days = Days(*RULES)
    days.see("2026-03-02 00:00", "10000")
    first = days.see("2026-03-02 10:00", "10000", "9250")
    days = restarted(days)

    again = days.see("2026-03-02 10:00", "10000", "9250")

    assert again == replace(first, risen=())
