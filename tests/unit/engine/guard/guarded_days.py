"""An account whose days are told by hand: what it showed, was paid and dealt. Computes nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from tests.unit.engine.samples import position
from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory, Ladder, Limit, Reset
from tradecopy_desktop.domain.limits import Amount, Anchor, LossLimit, Period, Rule, Unit
from tradecopy_desktop.engine.guard.exposure import NOTHING_EXPOSED, Exposed
from tradecopy_desktop.engine.guard.judging import Judgement, judge
from tradecopy_desktop.engine.guard.levels import Stand
from tradecopy_desktop.engine.guard.reading import Reading
from tradecopy_desktop.engine.guard.remembering import dealt, flowed

OPEN = position("1")


def ms(utc: str) -> int:
    """Return a time written as "2026-03-02 10:00" UTC, in ms since 1970."""
    return int(datetime.fromisoformat(utc).replace(tzinfo=UTC).timestamp() * 1_000)


def money(value: str, unit: Unit = Unit.MONEY) -> Amount:
    """Return an amount as written."""
    return Amount(value=Decimal(value), unit=unit)


def daily(
    value: str, anchor: Anchor = Anchor.BALANCE, unit: Unit = Unit.MONEY, *, floating: bool = True
) -> LossLimit:
    """Return a daily loss limit."""
    amount = money(value, unit)
    return LossLimit(period=Period.DAY, amount=amount, anchor=anchor, floating=floating)


def limit(rule: Rule, id: str = "a", **changes: object) -> Limit:
    """Return a limit by this rule on the usual ladder."""
    made = Limit(id=id, name=f"limit {id}", rule=rule)
    return replace(made, **changes)  # type: ignore[arg-type]


def ladder(warn: str | None, close_only: str | None, flatten: str | None) -> Ladder:
    """Return a ladder as written."""
    marks = [None if mark is None else Decimal(mark) for mark in (warn, close_only, flatten)]
    return Ladder(warn=marks[0], close_only=marks[1], flatten=marks[2])


class Days:
    """A guarded account; every step is what its terminal tells at a time written in UTC."""

    def __init__(
        self,
        *limits: Limit,
        reset: Reset | None = None,
        initial: str | None = None,
        fixed: bool = False,
    ) -> None:
        self.guard = AccountGuard(
            limits=limits,
            reset=reset or Reset(),
            initial_balance=None if initial is None else Decimal(initial),
            fixed_initial=fixed,
        )
        self.memory = GuardMemory()

    def see(
        self,
        at: str,
        balance: str,
        equity: str | None = None,
        *,
        credit: str = "0",
        margin: str = "0",
        exposed: Exposed = NOTHING_EXPOSED,
    ) -> Judgement:
        """Judge what the terminal shows; equity differs while something is open."""
        own = Decimal(balance if equity is None else equity) - Decimal(credit)
        reading = Reading(
            at=ms(at),
            balance=Decimal(balance),
            equity=own + Decimal(credit),
            margin=Decimal(margin),
            credit=Decimal(credit),
            floating=own - Decimal(balance),
            positions=() if equity is None else (OPEN,),
            pendings=(),
            currency="USD",
        )
        judgement = judge(self.guard, self.memory, reading, exposed)
        self.memory = judgement.memory
        return judgement

    def stand(self, at: str, balance: str, equity: str | None = None) -> Stand:
        """Return how the first limit stands with what the terminal shows."""
        return self.see(at, balance, equity).stands[0]

    def used(self, at: str, balance: str, equity: str | None = None) -> str:
        """Return what is used of the first limit, without ending zeros."""
        used = self.stand(at, balance, equity).used
        assert used is not None
        return f"{used.normalize() + 0:f}"

    def deal(self, at: str, profit: str, *, opens: bool = False) -> None:
        """Tell a deal; it closes something unless it opens."""
        self.memory = dealt(
            self.guard, self.memory, ms(at), profit=Decimal(profit), opens=opens, closes=not opens
        )

    def pay(self, at: str, amount: str) -> None:
        """Tell a deposit, or a withdrawal below 0."""
        self.memory = flowed(self.memory, ms(at), Decimal(amount))
