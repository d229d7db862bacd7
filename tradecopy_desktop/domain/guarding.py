"""How an account is guarded: its limits, what happens on the way to each, and what is remembered.

Values only. Times are milliseconds since 1970 UTC unless a name says otherwise.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from tradecopy_desktop.domain.limits import Period, Rule
from tradecopy_desktop.domain.values import ZERO

_DAYS_OF_WEEK = 7
_MINUTES_OF_DAY = 1_440


class Rung(StrEnum):
    """How far things have come: fine, warned, no openings, everything closed and locked."""

    FINE = "fine"
    WARN = "warn"
    CLOSE_ONLY = "close_only"
    FLATTEN = "flatten"

    @property
    def height(self) -> int:
        """Return a number that rises with the rungs."""
        return _HEIGHTS[self]


_HEIGHTS = {rung: height for height, rung in enumerate(Rung)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """At how many percent of a limit each rung is reached; None leaves a rung out."""

    warn: Decimal | None = Decimal(70)
    close_only: Decimal | None = Decimal(90)
    flatten: Decimal | None = Decimal(100)

    @property
    def bars(self) -> bool:
        """Tell whether anything is barred or closed, or the limit only warns."""
        return self.close_only is not None or self.flatten is not None

    def __post_init__(self) -> None:
        rungs = [each for each in (self.warn, self.close_only, self.flatten) if each is not None]
        if not rungs:
            raise ValueError("a ladder needs at least one rung")
        if any(each <= 0 for each in rungs) or any(a > b for a, b in pairwise(rungs)):
            raise ValueError(
                "warning, close-only and flatten must come in this order above 0 percent, "
                f"were {', '.join(str(each) for each in rungs)}"
            )

    @property
    def marks(self) -> tuple[tuple[Rung, Decimal], ...]:
        """Return the rungs that there are, the lowest first, and at how many percent."""
        marks = (
            (Rung.WARN, self.warn),
            (Rung.CLOSE_ONLY, self.close_only),
            (Rung.FLATTEN, self.flatten),
        )
        return tuple((rung, mark) for rung, mark in marks if mark is not None)


class Scope(StrEnum):
    """What a breach closes: the whole account, or only what was copied (rule G2)."""

    ACCOUNT = "account"
    COPIES = "copies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of an account. `ends_at_reset`: its lock ends by itself at the next reset."""

    id: str
    name: str
    rule: Rule
    ladder: Ladder = Ladder()
    scope: Scope = Scope.ACCOUNT
    ends_at_reset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reset:
    """When a day begins: at `minute` of the day on the wall clocks of `zone`; and which a week.

    Where clocks go back the day begins at the first of the two moments; where they go forward over
    it, at the first moment after. `first_weekday` 0 is Monday.
    """

    zone: str = "UTC"
    minute: int = 0
    first_weekday: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.minute < _MINUTES_OF_DAY:
            raise ValueError(f"minute must be 0 to 1439, was {self.minute}")
        if not 0 <= self.first_weekday < _DAYS_OF_WEEK:
            raise ValueError(f"first_weekday must be 0 to 6, was {self.first_weekday}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedStop:
    """How a position without SL counts before a trade.

    `points` None refuses the trade; else the stop is assumed so many points away. `gap_percent` of
    each stop's distance is added, for fills beyond it.
    """

    points: int | None = None
    gap_percent: Decimal = ZERO

    def __post_init__(self) -> None:
        if self.points is not None and self.points < 1:
            raise ValueError(f"points must be >= 1, was {self.points}")
        if not self.gap_percent.is_finite() or self.gap_percent < 0:
            raise ValueError(f"gap_percent must be >= 0, was {self.gap_percent}")


class NakedAction(StrEnum):
    """What is done about a copy that stays without an SL: only tell, set one, or close it."""

    ALARM = "alarm"
    EMERGENCY_STOP = "emergency_stop"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class NakedRule:
    """A copy without its SL for more than `after_s` seconds (rule R6.5); None never minds.

    `watches_all`: copies for which no SL was prescribed count as well.
    """

    after_s: int | None = None
    action: NakedAction = NakedAction.ALARM
    emergency_points: int = 500
    watches_all: bool = False

    def __post_init__(self) -> None:
        if self.after_s is not None and self.after_s < 1:
            raise ValueError(f"after_s must be >= 1, was {self.after_s}")
        if self.emergency_points < 1:
            raise ValueError(f"emergency_points must be >= 1, was {self.emergency_points}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountGuard:
    """Everything the trader set to guard one account.

    `initial_balance` None: the balance that is seen first. `fixed_initial`: deposits and
    withdrawals do not move it, as on accounts whose profits are paid out. `worst_case`: openings
    are held against what is left of the loss limits, all stops hit. `refusals`: so many refusals in
    a row put the account's routes on close-only (R6.6); None never. `needs_sight`: nothing is
    opened while the account's equity cannot be seen. `flattens_alone`: the executor closes
    everything at the floor also without the program (rule G5).
    """

    limits: tuple[Limit, ...] = ()
    reset: Reset = Reset()
    initial_balance: Decimal | None = None
    fixed_initial: bool = False
    worst_case: bool = False
    cuts_to_fit: bool = False
    no_stop: AssumedStop = AssumedStop()
    naked: NakedRule = NakedRule()
    refusals: int | None = 5
    needs_sight: bool = True
    flattens_alone: bool = False

    def __post_init__(self) -> None:
        if self.initial_balance is not None and self.initial_balance <= 0:
            raise ValueError(f"initial_balance must be above 0, was {self.initial_balance}")
        if self.fixed_initial and self.initial_balance is None:
            raise ValueError("an initial balance that payments do not move must be given")
        if self.refusals is not None and self.refusals < 1:
            raise ValueError(f"refusals must be >= 1, was {self.refusals}")
        if len({limit.id for limit in self.limits}) < len(self.limits):
            raise ValueError("each limit needs an id of its own")


USUAL_GUARD = AccountGuard()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Limits under a name, as the trader keeps them: whose they are, and as of when."""

    name: str
    limits: tuple[Limit, ...]
    reset: Reset
    dated: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Money at the begin of a period, with what was paid in or out since.

    `seen` is the time of the reading that it rests on. `estimated`: nobody saw it at the reset;
    `equity` is then the first that was seen after. `peak` is the highest equity since.
    """

    began: int
    balance: Decimal
    equity: Decimal
    estimated: bool = False
    seen: int = 0
    peak: Decimal | None = None

    @property
    def counted_equity(self) -> Decimal:
        """Return the equity that a loss is counted from: if it is estimated, not below balance."""
        return max(self.balance, self.equity) if self.estimated else self.equity


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """An account on which nothing may be open. `ends` None: only by hand."""

    since: int
    limit: str
    why: str
    scope: Scope = Scope.ACCOUNT
    ends: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A change of balance that no deal and no payment has explained yet.

    Readings show `amount` of it since `shown_at`; the one at `after` did not. `equity`, `balance`
    and `starts` are the peaks before, so that a payment told late moves these alone; `high_equity`
    and `high_balance` are the highest since.
    """

    amount: Decimal
    after: int
    shown_at: int
    equity: Decimal
    balance: Decimal
    high_equity: Decimal
    high_balance: Decimal
    starts: dict[Period, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardMemory:
    """What a guard remembers of one account, over restarts. Equity is without the broker's credit.

    `initial` is the initial balance with all deposits and withdrawals since; `flows` is their sum.
    Peaks move with them as well. `starts` holds the last reset of each period, and of the whole the
    first reading. `peak_end_of_day` is the highest balance at a reset before that of this day.
    `last_*` is the newest reading that was believed, with what was told since. `rungs` holds the
    highest rung that each limit is on. `streak` counts losing trades, `trades` the openings of the
    day that began at `trades_day`, `day_profits` each day's closed profit by the time the day
    began. `flattening` is set until the account is seen flat. `realised` are the deals of the last
    days, their closed profit by the minute, to tell what a reset missed. `paid` was told since the
    newest reading; `credit_untold` is a change of credit that no event has told yet.
    """

    initial: Decimal | None = None
    flows: Decimal = ZERO
    starts: dict[Period, Start] = field(default_factory=dict)
    peak_equity: Decimal | None = None
    peak_balance: Decimal | None = None
    peak_end_of_day: Decimal | None = None
    last_at: int = 0
    last_balance: Decimal | None = None
    last_equity: Decimal | None = None
    last_credit: Decimal = ZERO
    last_flat: bool = False
    rungs: dict[str, Rung] = field(default_factory=dict)
    streak: int = 0
    trades: int = 0
    trades_day: int = 0
    day_profits: tuple[tuple[int, Decimal], ...] = ()
    realised: tuple[tuple[int, Decimal], ...] = ()
    doubted_until: int = 0
    untold: Untold | None = None
    paid: Decimal = ZERO
    credit_untold: Decimal = ZERO
    flattening: Lock | None = None
    lock: Lock | None = None


FRESH_MEMORY = GuardMemory()
