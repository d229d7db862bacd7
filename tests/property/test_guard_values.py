"""Whatever an account shows: its figures agree, payments change no stand, nothing flutters."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tradecopy_desktop.domain.guarding import (
    AccountGuard,
    GuardMemory,
    Ladder,
    Limit,
    Reset,
    Rung,
)
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    Counted,
    CountLimit,
    DrawdownLimit,
    LossLimit,
    MarginLimit,
    Period,
    ProfitTarget,
    Rule,
    Trail,
    Unit,
)
from tradecopy_desktop.engine.guard.exposure import NOTHING_EXPOSED
from tradecopy_desktop.engine.guard.judging import judge
from tradecopy_desktop.engine.guard.ladder import floor_of, rung_of
from tradecopy_desktop.engine.guard.reading import Reading
from tradecopy_desktop.engine.guard.remembering import dealt, flowed

# Monday 2 March 2026, 00:00 UTC.
MONDAY = 1_772_409_600_000
HOUR = 3_600_000

CENTS = st.integers(min_value=-300_000, max_value=300_000).map(lambda cents: Decimal(cents) / 100)
# A reading some time later: how much was closed and what floats then.
STEPS = st.lists(
    st.tuples(st.integers(min_value=1, max_value=30 * HOUR), CENTS, CENTS), min_size=1, max_size=12
)
AMOUNTS = st.builds(
    Amount,
    value=st.integers(min_value=1, max_value=3_000).map(lambda tenths: Decimal(tenths) / 10),
    unit=st.sampled_from(Unit),
)
LOSSES = st.one_of(
    st.builds(
        LossLimit,
        period=st.sampled_from([Period.DAY, Period.WEEK, Period.MONTH]),
        amount=AMOUNTS,
        anchor=st.sampled_from(Anchor),
        floating=st.booleans(),
    ),
    st.builds(
        LossLimit, period=st.just(Period.TOTAL), amount=AMOUNTS, anchor=st.just(Anchor.INITIAL)
    ),
    st.builds(
        DrawdownLimit,
        trail=st.sampled_from(Trail),
        amount=AMOUNTS,
        locks_at_break_even=st.booleans(),
        floating=st.booleans(),
    ),
)
OTHERS = st.one_of(
    st.builds(
        ProfitTarget,
        period=st.sampled_from(Period),
        amount=AMOUNTS,
        anchor=st.sampled_from(Anchor),
        floating=st.booleans(),
    ),
    st.builds(MarginLimit, least=st.integers(1, 500).map(Decimal)),
    st.builds(CountLimit, counted=st.sampled_from(Counted), most=st.integers(1, 5)),
)
RULES = st.lists(st.one_of(LOSSES, OTHERS), min_size=1, max_size=4)
RESETS = st.sampled_from([Reset(), Reset(zone="America/New_York", minute=1_020, first_weekday=6)])


def guarded(rules: list[Rule], reset: Reset) -> AccountGuard:
    """Return a guard with these rules on the usual ladder."""
    limits = tuple(Limit(id=str(n), name=str(n), rule=rule) for n, rule in enumerate(rules))
    return AccountGuard(limits=limits, reset=reset)


def reading(at: int, balance: Decimal, floating: Decimal) -> Reading:
    """Return what the terminal shows of an account without credit."""
    return Reading(
        at=at,
        balance=balance,
        equity=balance + floating,
        margin=Decimal(500),
        credit=Decimal(0),
        floating=floating,
        positions=(),
        pendings=(),
        currency="USD",
    )


def lived(
    guard: AccountGuard, steps: list[tuple[int, Decimal, Decimal]]
) -> tuple[GuardMemory, list[Reading]]:
    """Return what is remembered after all steps, each deal told before it is seen."""
    shown = [reading(MONDAY, Decimal(50_000), Decimal(0))]
    memory = judge(guard, GuardMemory(), shown[0], NOTHING_EXPOSED).memory
    for wait, closed, floating in steps:
        before = shown[-1]
        shown.append(reading(before.at + wait, before.balance + closed, floating))
        memory = dealt(guard, memory, shown[-1].at, profit=closed, opens=False, closes=True)
        memory = judge(guard, memory, shown[-1], NOTHING_EXPOSED).memory
    return memory, shown


@given(LOSSES, RESETS, STEPS)
def test_figures_when_anything_happened_then_percent_left_and_floor_agree(
    rule: LossLimit | DrawdownLimit, reset: Reset, steps: list[tuple[int, Decimal, Decimal]]
) -> None:
    guard = guarded([rule], reset)
    memory, shown = lived(guard, steps)
    stand = judge(guard, memory, shown[-1], NOTHING_EXPOSED).stands[0]

    assert stand.used is not None
    assert stand.allowed is not None
    assert stand.left == stand.allowed - stand.used
    assert stand.percent == Fraction(stand.used) / Fraction(stand.allowed) * 100
    assert (stand.floor is None) is (not rule.floating)
    if stand.floor is not None:
        assert stand.left == shown[-1].equity - stand.floor


@given(LOSSES, RESETS, STEPS)
def test_floor_when_equity_is_there_then_all_is_used_and_a_cent_above_it_is_not(
    rule: LossLimit | DrawdownLimit, reset: Reset, steps: list[tuple[int, Decimal, Decimal]]
) -> None:
    guard = guarded([replace(rule, floating=True)], reset)
    memory, shown = lived(guard, steps)
    last = shown[-1]
    floor = floor_of(judge(guard, memory, last, NOTHING_EXPOSED).stands)
    assert floor is not None

    at_floor = reading(last.at, last.balance, floor - last.balance)
    above = reading(last.at, last.balance, floor - last.balance + Decimal("0.01"))
    reached = judge(guard, memory, at_floor, NOTHING_EXPOSED).stands[0]
    spared = judge(guard, memory, above, NOTHING_EXPOSED).stands[0]

    # A floor above all that was seen would make a new peak; there is none below the last equity.
    if floor <= last.equity:
        assert reached.percent == 100
        assert spared.percent is not None
        assert spared.percent < 100 or floor == last.equity


@given(RULES, RESETS, STEPS, CENTS, st.booleans())
def test_payment_when_the_same_is_paid_back_then_no_stand_has_changed(
    rules: list[Rule],
    reset: Reset,
    steps: list[tuple[int, Decimal, Decimal]],
    paid: Decimal,
    is_told_first: bool,
) -> None:
    guard = guarded(rules, reset)
    memory, shown = lived(guard, steps)
    last = shown[-1]
    before = judge(guard, memory, last, NOTHING_EXPOSED)
    memory = before.memory
    between = reading(last.at + 10, last.balance + paid, last.floating)
    after = reading(last.at + 20, last.balance, last.floating)

    for shows, amount in ((between, paid), (after, -paid)):
        if is_told_first:
            memory = flowed(memory, shows.at, amount)
        memory = judge(guard, memory, shows, NOTHING_EXPOSED).memory
        if not is_told_first:
            memory = flowed(memory, shows.at, amount)
    found = judge(guard, memory, after, NOTHING_EXPOSED)

    assert found.stands == before.stands
    assert found.memory.flows == 0
    assert found.memory.initial == before.memory.initial


@given(RULES, RESETS, STEPS)
def test_judgement_when_nothing_changed_then_changes_nothing(
    rules: list[Rule], reset: Reset, steps: list[tuple[int, Decimal, Decimal]]
) -> None:
    guard = guarded(rules, reset)
    memory, shown = lived(guard, steps)

    first = judge(guard, memory, shown[-1], NOTHING_EXPOSED)
    second = judge(guard, first.memory, shown[-1], NOTHING_EXPOSED)

    assert second == replace(first, risen=())


@given(
    st.integers(min_value=-500, max_value=2_000),
    st.lists(st.fractions(min_value=0, max_value=Fraction(49, 10)), min_size=2, max_size=20),
    st.sampled_from(Rung),
    st.booleans(),
)
def test_rung_when_percent_stays_within_5_points_then_is_never_left(
    low: int, moves: list[Fraction], before: Rung, above: bool
) -> None:
    rungs = [before]

    for move in moves:
        rungs.append(rung_of(Ladder(), Fraction(low, 10) + move, rungs[-1], above=above))

    # The first may be left; from then on they only rise.
    heights = [rung.height for rung in rungs[1:]]
    assert heights == sorted(heights)
