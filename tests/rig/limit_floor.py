"""A limit that a scene gives an account, and below which equity it is broken. Judges nothing."""

from dataclasses import dataclass, field
from decimal import Decimal

from tests.rig.books import FIRST
from tradecopy_desktop.domain.guarding import AccountGuard, Ladder, Limit
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    DrawdownLimit,
    LossLimit,
    Period,
    Rule,
    Trail,
    Unit,
)

_SAVED_WITHIN_S = 1.2
"""How old a peak must be to survive the program: it is written down once a second."""


@dataclass(slots=True)
class LimitFloor:
    """`kind` is "daily", "total" or "trailing", `amount` what may be lost, in USD of 1,000,000."""

    kind: str
    amount: Decimal
    # Highest equity without payments: as it was told for sure and when, and as it truly was.
    told: list[tuple[float, Decimal]] = field(default_factory=lambda: [(0.0, FIRST)])
    highest: Decimal = FIRST

    def guard(self) -> AccountGuard:
        """Return how the program is told of it."""
        ladder = Ladder(warn=None, close_only=None, flatten=Decimal(100))
        limit = Limit(id=self.kind, name=f"{self.kind} loss", rule=self._rule(), ladder=ladder)
        return AccountGuard(limits=(limit,))

    def _rule(self) -> Rule:
        money = Amount(value=self.amount)
        percent = Amount(value=self.amount * 100 / FIRST, unit=Unit.PERCENT_OF_INITIAL)
        if self.kind == "daily":
            return LossLimit(period=Period.DAY, amount=money)
        if self.kind == "total":
            return LossLimit(period=Period.TOTAL, amount=percent, anchor=Anchor.INITIAL)
        return DrawdownLimit(trail=Trail.EQUITY, amount=money)

    def must_act(self, flows: Decimal) -> Decimal:
        """Return the equity at which it is broken for sure, once so much was paid in or out."""
        return self._below(self.told[-1][1], flows)

    def may_act(self, flows: Decimal) -> Decimal:
        """Return the highest equity at which it may have been broken."""
        return self._below(self.highest, flows)

    def _below(self, peak: Decimal, flows: Decimal) -> Decimal:
        if self.kind == "trailing":
            return peak + flows - self.amount
        if self.kind == "total":
            return (FIRST + flows) * (1 - self.amount / FIRST)
        return FIRST + flows - self.amount

    def note_told(self, own: Decimal, at_s: float) -> None:
        """Note equity without payments that the program was told and could believe."""
        if own > self.told[-1][1]:
            self.told.append((at_s, own))

    def note_true(self, own: Decimal) -> None:
        """Note equity without payments."""
        self.highest = max(self.highest, own)

    def forget_unsaved(self, at_s: float) -> None:
        """Forget what a program that died had not written down."""
        while len(self.told) > 1 and self.told[-1][0] > at_s - _SAVED_WITHIN_S:
            self.told.pop()

    def allow_more(self, amount: Decimal) -> None:
        """Let more be lost."""
        self.amount += amount
