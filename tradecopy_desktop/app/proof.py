"""How correct copying was, in the rows that the window shows. Counts nothing itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from tradecopy_desktop.app.history_views import Proof, ProofFault, ProofRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.proving.prove import prove
from tradecopy_desktop.engine.proving.verdicts import Fault, RouteCounts
from tradecopy_desktop.history_ports import Compared, Comparisons, LedgerReader

_NOTHING: Final = RouteCounts(
    route="",
    events=frozenset(),
    prescribed=0,
    copies=0,
    skipped=0,
    missed=0,
    duplicated=0,
    wrong=0,
)


def start_of_days(now: datetime, days: int) -> datetime:
    """Return when the first of the last `days` local days began; today is the last of them."""
    day = now.astimezone().date() - timedelta(days=max(days, 1) - 1)
    # A time without a zone is taken for a local one, by the rules of that day.
    return datetime.combine(day, time()).astimezone(UTC)


def make_proof(
    ledger: LedgerReader,
    comparisons: Comparisons,
    now: datetime,
    days: int,
    names: tuple[Mapping[str, str], Callable[[AccountKey], str]],
    latest: Sequence[Compared] = (),
) -> Proof:
    """Return how correct copying was over the last `days`; raise TradeCopyError.

    `names` are those of the trader's routes, and how accounts are called. `latest` comparisons may
    not be kept yet, and stand for what is kept of the same route and beginning.
    """
    route_names, name_of = names
    since = start_of_days(now, days)
    # What has just been decided is in it as well.
    until = now + timedelta(microseconds=1)
    counts, faults = prove(ledger.evidence(since, until), now)
    kept = {(each.route, each.begun): each for each in comparisons.compared_since(since)}
    kept |= {(each.route, each.begun): each for each in latest if each.at >= since}
    compared = tuple(kept.values())
    moments = (comparisons.last_compared(), *(each.at for each in latest))
    # What was done by a route that was removed since is told by the name it had.
    known = {**ledger.route_names(), **route_names}
    rows = _rows(counts, compared, tuple(route_names), known)
    return Proof(
        since=since,
        until=now,
        whole=_sum(counts, rows),
        routes=rows,
        faults=tuple(_told(fault, known, name_of) for fault in faults),
        comparisons=sum(each.times for each in compared),
        compared=max((at for at in moments if at is not None), default=None),
    )


def _rows(
    counts: Iterable[RouteCounts],
    compared: Sequence[Compared],
    present: Sequence[str],
    names: Mapping[str, str],
) -> tuple[ProofRow, ...]:
    by_route = {each.route: each for each in counts}
    drifts: dict[str, Decimal] = {}
    for each in compared:
        drifts[each.route] = max(each.drift, drifts.get(each.route, ZERO))
    # Routes that did nothing stand there too, in the order that the trader knows.
    gone = {*by_route, *drifts}.difference(present)
    routes = [*present, *sorted(gone, key=lambda route: names.get(route, route))]
    return tuple(
        _row(
            replace(by_route.get(route, _NOTHING), route=route),
            names.get(route, route),
            drifts.get(route, ZERO),
        )
        for route in routes
    )


def _row(counts: RouteCounts, name: str, drift: Decimal) -> ProofRow:
    return ProofRow(
        route=counts.route,
        route_name=name,
        events=len(counts.events),
        prescribed=counts.prescribed,
        copies=counts.copies,
        skipped=counts.skipped,
        missed=counts.missed,
        duplicated=counts.duplicated,
        wrong=counts.wrong,
        drift_lots=drift,
    )


def _sum(counts: Sequence[RouteCounts], rows: Sequence[ProofRow]) -> ProofRow:
    # An event that concerned several routes happened once.
    events = frozenset[int]().union(*(each.events for each in counts))
    return ProofRow(
        route="",
        route_name="",
        events=len(events),
        prescribed=sum(row.prescribed for row in rows),
        copies=sum(row.copies for row in rows),
        skipped=sum(row.skipped for row in rows),
        missed=sum(row.missed for row in rows),
        duplicated=sum(row.duplicated for row in rows),
        wrong=sum(row.wrong for row in rows),
        drift_lots=max((row.drift_lots for row in rows), default=ZERO),
    )


def _told(
    fault: Fault, names: Mapping[str, str], name_of: Callable[[AccountKey], str]
) -> ProofFault:
    return ProofFault(
        at=fault.at,
        route_name=names.get(fault.route, fault.route),
        follower_name="" if fault.follower is None else name_of(fault.follower),
        text=f"{fault.fate}: {fault.text}",
    )
