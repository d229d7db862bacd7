"""What a new reading means for an account's limits: rungs, and what must be closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory, Limit, Lock, Rung, Scope
from tradecopy_desktop.domain.limits import (
    Consistency,
    DrawdownLimit,
    LossLimit,
    Period,
    ProfitTarget,
    Trail,
)
from tradecopy_desktop.engine.guard.exposure import Exposed
from tradecopy_desktop.engine.guard.ladder import rung_of
from tradecopy_desktop.engine.guard.levels import Stand, stand
from tradecopy_desktop.engine.guard.reading import Reading
from tradecopy_desktop.engine.guard.remembering import noted
from tradecopy_desktop.engine.guard.resets import next_reset


@dataclass(frozen=True, slots=True, kw_only=True)
class Risen:
    """A limit came to a higher rung."""

    limit: Limit
    stand: Stand
    rung: Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is remembered now, how each limit stands, and the highest rung of all."""

    memory: GuardMemory
    stands: tuple[Stand, ...]
    rung: Rung
    risen: tuple[Risen, ...]


def judge(
    guard: AccountGuard, memory: GuardMemory, reading: Reading, exposed: Exposed
) -> Judgement:
    """Note a reading and hold it against all limits of its account."""
    memory = noted(guard, memory, reading)
    stands = tuple(stand(limit, memory, reading, exposed) for limit in guard.limits)
    risen: list[Risen] = []
    rungs: dict[str, Rung] = {}
    for each in stands:
        before = _before(memory, each.limit)
        rung = _rung(each, before, doubted=reading.at < memory.doubted_until)
        rungs[each.limit.id] = rung
        if rung.height > before.height:
            risen.append(Risen(limit=each.limit, stand=each, rung=rung))
    memory = _with_locks(replace(memory, rungs=rungs), guard, reading.at, risen)
    is_shut = memory.lock is not None or memory.flattening is not None
    highest = max(rungs.values(), default=Rung.FINE, key=lambda rung: rung.height)
    return Judgement(
        memory=memory,
        stands=stands,
        rung=Rung.FLATTEN if is_shut else highest,
        risen=tuple(risen),
    )


def _before(memory: GuardMemory, limit: Limit) -> Rung:
    before = memory.rungs.get(limit.id, Rung.FINE)
    is_shut = memory.lock is not None or memory.flattening is not None
    return Rung.FINE if before is Rung.FLATTEN and not is_shut else before


def _rung(stand: Stand, before: Rung, *, doubted: bool) -> Rung:
    if isinstance(stand.limit.rule, Consistency):
        return Rung.FINE
    rung = rung_of(stand.limit.ladder, stand.percent, before, above=stand.may_be_reached)
    if doubted and rung is Rung.FLATTEN and before is not Rung.FLATTEN:
        # The news of a withdrawal may be on its way.
        return Rung.CLOSE_ONLY
    return rung


def _with_locks(
    memory: GuardMemory, guard: AccountGuard, at: int, risen: Sequence[Risen]
) -> GuardMemory:
    for each in risen:
        if each.rung is not Rung.FLATTEN:
            continue
        limit = each.limit
        ends = next_reset(_period(limit), guard.reset, at) if limit.ends_at_reset else None
        why = f"{limit.name}: {each.stand.text}"
        lock = Lock(since=at, limit=limit.id, why=why, scope=limit.scope, ends=ends)
        memory = replace(memory, flattening=_wider(memory.flattening or memory.lock, lock))
    return memory


def _wider(present: Lock | None, lock: Lock) -> Lock:
    """Return a lock that holds for the reasons of both."""
    if present is None:
        return lock
    by_hand = present.ends is None or lock.ends is None
    return replace(
        present,
        why=f"{present.why}; {lock.why}",
        scope=Scope.ACCOUNT if Scope.ACCOUNT in (present.scope, lock.scope) else Scope.COPIES,
        ends=None if by_hand else max(present.ends or 0, lock.ends or 0),
    )


def _period(limit: Limit) -> Period:
    """Return by which reset a lock of this limit may end."""
    match limit.rule:
        case LossLimit() | ProfitTarget():
            return limit.rule.period
        case DrawdownLimit():
            is_of_day = limit.rule.trail is Trail.INTRADAY_PEAK
            return Period.DAY if is_of_day else Period.TOTAL
        case _:
            return Period.DAY
