"""Guards and what they remember, in which nothing is as usual. Every value is made up."""

from datetime import date
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import (
    AccountGuard,
    AssumedStop,
    GuardMemory,
    Ladder,
    Limit,
    Lock,
    NakedAction,
    NakedRule,
    Reset,
    RuleSet,
    Rung,
    Scope,
    Start,
)
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    Consistency,
    Counted,
    CountLimit,
    DrawdownLimit,
    Exposure,
    ExposureLimit,
    LossLimit,
    MarginLimit,
    Period,
    ProfitTarget,
    Rule,
    Trail,
    Unit,
)

FOLLOWER = AccountKey(login="2002", server="Prop@Live 3")
OTHER = AccountKey(login="2002", server="Prop@Live 4")

_FIVE_PERCENT = Amount(value=Decimal("5.0"), unit=Unit.PERCENT_OF_ANCHOR)
RULES: tuple[Rule, ...] = (
    LossLimit(period=Period.DAY, amount=_FIVE_PERCENT, anchor=Anchor.GREATER, floating=False),
    DrawdownLimit(
        trail=Trail.END_OF_DAY,
        amount=Amount(value=Decimal("2500.00")),
        locks_at_break_even=True,
        floating=False,
    ),
    ExposureLimit(exposure=Exposure.VALUE, most=Decimal("1E+5"), symbol="XAUUSD"),
    MarginLimit(least=Decimal("150")),
    ProfitTarget(
        period=Period.TOTAL,
        amount=Amount(value=Decimal("8"), unit=Unit.PERCENT_OF_INITIAL),
        anchor=Anchor.INITIAL,
        floating=False,
    ),
    CountLimit(counted=Counted.LOSING_STREAK, most=3),
    Consistency(most=Decimal("30")),
)
LIMITS = tuple(
    Limit(
        id=f"l{number}",
        name=f"limit no. {number}",
        rule=rule,
        ladder=Ladder(warn=Decimal("50.5"), close_only=None, flatten=Decimal("95")),
        scope=Scope.COPIES,
        ends_at_reset=True,
    )
    for number, rule in enumerate(RULES)
)
RESET = Reset(zone="Europe/Prague", minute=1_380, first_weekday=6)
GUARD = AccountGuard(
    limits=LIMITS,
    reset=RESET,
    initial_balance=Decimal("100000.00"),
    worst_case=True,
    cuts_to_fit=True,
    no_stop=AssumedStop(points=250, gap_percent=Decimal("12.5")),
    naked=NakedRule(
        after_s=10, action=NakedAction.EMERGENCY_STOP, emergency_points=80, watches_all=True
    ),
    refusals=None,
    needs_sight=False,
    fixed_initial=True,
    flattens_alone=True,
)
LOCK = Lock(
    since=1_741_953_600_250,
    limit="l0",
    why="5,000.00 of 5,000.00 USD used (100 %)",
    scope=Scope.COPIES,
    ends=1_741_993_200_000,
)
MEMORY = GuardMemory(
    initial=Decimal("100000.00"),
    flows=Decimal("-0.50"),
    starts={
        Period.DAY: Start(
            began=1_741_906_800_000,
            balance=Decimal("99000.10"),
            equity=Decimal("98000"),
            estimated=True,
        ),
        Period.WEEK: Start(began=5, balance=Decimal("1"), equity=Decimal("2")),
    },
    peak_equity=Decimal("101000.00"),
    last_at=1_741_953_600_250,
    last_balance=Decimal("99000.10"),
    rungs={"l0": Rung.FLATTEN, "l1": Rung.WARN},
    streak=2,
    trades=7,
    day_profits=((1_741_820_400_000, Decimal("-12.30")), (1_741_906_800_000, Decimal("0"))),
    realised=((1_741_950_000_000, Decimal("-5000.00")),),
    flattening=LOCK,
    lock=LOCK,
)
RULE_SET = RuleSet(
    name="Five percent, reset at 23:00",
    limits=LIMITS,
    reset=RESET,
    dated=date(2025, 3, 1),
    source="the firm's own page",
)
