"""Limits for the drills of the guard, and what the books show of them. Trades nothing."""

import asyncio
from collections.abc import Iterable
from decimal import Decimal

from tests.e2e.order_scene import WITHIN_S, OrderScene
from tests.e2e.order_seat import Seat
from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.domain.guarding import AccountGuard, Ladder, Limit, Rung, Scope
from tradecopy_desktop.domain.limits import Amount, LossLimit, Period, Rule

DAILY = LossLimit(period=Period.DAY, amount=Amount(value=Decimal(1_000)))
"""1,000 USD: with 1 lot of EURUSD that is 0.01000, or 100 pips."""
ONLY_FLATTEN = Ladder(warn=None, close_only=None, flatten=Decimal(100))
BELOW = "1.08900"
"""1 lot bought at 1.10010 has lost 1,110 USD there."""


def guard(
    *rules: Rule, ladder: Ladder = ONLY_FLATTEN, scope: Scope = Scope.ACCOUNT
) -> AccountGuard:
    """Return a guard with a limit for each rule."""
    limits = tuple(
        Limit(id=f"limit {n}", name=f"limit {n}", rule=rule, ladder=ladder, scope=scope)
        for n, rule in enumerate(rules, start=1)
    )
    return AccountGuard(limits=limits)


async def guarded(scene: OrderScene, set_to: AccountGuard, seats: Iterable[Seat] = ()) -> None:
    """Give the followers these limits, and wait until they are looked at."""
    for seat in seats or scene.followers:
        await scene.program.set_guard(seat.account.key, set_to)
    await scene.until(lambda: all(row(scene, seat).stands for seat in seats or scene.followers))


def row(scene: OrderScene, seat: Seat) -> GuardRow:
    """Return what the trader is shown of an account's guard."""
    (found,) = (each for each in scene.program.guards() if each.account == seat.account.key)
    return found


async def audited(scene: OrderScene, what: str, why: str, *, times: int) -> None:
    """Wait until the audit trail holds an entry so many times; it is written behind the scenes."""
    async with asyncio.timeout(WITHIN_S):
        while True:
            entries = [(each.what, each.why) for each in await scene.program.audit()]
            if entries.count((what, why)) == times:
                return


def is_locked(scene: OrderScene, *seats: Seat) -> bool:
    """Tell whether accounts are flat, and locked."""
    rows = [row(scene, seat) for seat in seats or scene.followers]
    return all(each.locked and not each.closing and each.rung is Rung.FLATTEN for each in rows)
