"""What an account has earned or lost since its day began. Judges nothing and remembers nothing."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory
from tradecopy_desktop.domain.limits import Period
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.guard.resets import period_start

_ALL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Gained:
    """An amount, below 0 for a loss, and how many percent of `begun_with` it is.

    `since` is in ms since 1970 UTC: when the day began or, not `whole`, when the account's money
    was seen first after that.
    """

    amount: Decimal
    percent: Decimal | None
    begun_with: Decimal
    since: int
    whole: bool


def gained_today(guard: AccountGuard, memory: GuardMemory, own: Decimal, at: int) -> Gained | None:
    """Return what an account gained today; None while the day's begin was not looked at.

    `own` is its equity without the broker's credit at `at`. What is paid in or out is no gain.
    """
    start = memory.starts.get(Period.DAY)
    if start is None or start.began != period_start(Period.DAY, guard.reset, at):
        return None
    amount = own - start.equity
    if memory.untold is not None and at < memory.doubted_until:
        # It looks like a payment of which the news is still on its way.
        amount -= memory.untold.amount
    begun_with = start.equity
    return Gained(
        amount=amount,
        percent=amount * _ALL / begun_with if begun_with > ZERO else None,
        begun_with=begun_with,
        since=start.seen if start.estimated else start.began,
        whole=not start.estimated,
    )
