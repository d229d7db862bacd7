"""Limits for the demo's followers, to be seen in its window. They warn; they stop no trade."""

from decimal import Decimal

from tradecopy_desktop.app.program import Program
from tradecopy_desktop.domain.guarding import AccountGuard, Ladder, Limit, Reset
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    DrawdownLimit,
    Exposure,
    ExposureLimit,
    LossLimit,
    Period,
    Rule,
    Trail,
    Unit,
)

_WARNS = Ladder(warn=Decimal(70), close_only=None, flatten=None)


def _percent(value: int) -> Amount:
    return Amount(value=Decimal(value), unit=Unit.PERCENT_OF_INITIAL)


_RULES: dict[str, Rule] = {
    "Daily loss": LossLimit(period=Period.DAY, amount=_percent(5), anchor=Anchor.GREATER),
    "Total loss": LossLimit(period=Period.TOTAL, amount=_percent(10), anchor=Anchor.INITIAL),
    "Trailing drawdown": DrawdownLimit(trail=Trail.EQUITY, amount=_percent(6)),
    "Open lots": ExposureLimit(exposure=Exposure.LOTS, most=Decimal(25)),
}


def guard_demo_accounts(program: Program, *, is_seen: bool) -> None:
    """Give every account that can be acted on the demo's limits, none where nobody sees them.

    No route is paused for refusals in a row: brokers that refuse are what some demos are for.
    """
    rules = _RULES if is_seen else {}
    limits = tuple(
        Limit(id=name, name=name, rule=rule, ladder=_WARNS) for name, rule in rules.items()
    )
    guard = AccountGuard(limits=limits, reset=Reset(zone="Europe/Prague"), refusals=None)
    program.guard_all(guard)
