"""What support needs to understand a machine it cannot see. Takes no secret out of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from statistics import median
from typing import TypeVar

from tradecopy_desktop.app.views import (
    AccountRow,
    AlertRaised,
    DeskState,
    LatencySample,
    LedgerLagged,
    LoopLagged,
    RouteRow,
    TradeLogRow,
)
from tradecopy_desktop.domain.notices import NoticeRules
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.program_ports import About, StoredProgramSettings, Support

R = TypeVar("R")

_LINES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the window shows at one moment."""

    state: DeskState
    accounts: Sequence[AccountRow]
    routes: Sequence[RouteRow]
    settings: Mapping[str, RouteSettings]
    notices: NoticeRules
    alerts: Sequence[AlertRaised]
    log: Sequence[TradeLogRow]
    samples: Sequence[LatencySample]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lags:
    """How late the program's own timer and its records were, oldest first, one a second."""

    loop: tuple[LoopLagged, ...]
    ledger: tuple[LedgerLagged, ...]


def support_parts(
    seen: Seen, lags: Lags, support: Support, stored: StoredProgramSettings
) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file. It reads the disk: not for the loop."""
    about = support.about()
    for name, lines in (
        ("about.txt", _about(about, seen.state)),
        ("settings.txt", _settings(stored, seen.notices)),
        ("accounts.txt", _accounts(seen.accounts)),
        ("routes.txt", _routes(seen)),
        ("alerts.txt", _alerts(seen.alerts)),
        ("trade-log.txt", _log(seen.log)),
        ("lag.txt", _lag(lags, seen.samples)),
    ):
        yield name, "".join(f"{line}\n" for line in lines)
    yield "database.txt", support.database()
    yield "program-log.txt", support.log_tail()


def _about(about: About, state: DeskState) -> Iterator[str]:
    yield f"TradeCopy Desktop {about.version}"
    yield f"protocol {about.protocol}, database {about.database}"
    yield f"Python {about.python} on {about.platform}"
    yield f"data folder {about.data_folder}"
    yield f"{state.health}: {state.status}, port {state.port}, demo {state.demo}"
    yield f"masters {state.masters_connected} of {state.masters}"
    yield f"followers {state.followers_connected} of {state.followers}"
    yield f"open copies {state.open_copies}, copied since the start {state.copied}"
    yield ""
    for library in about.libraries:
        yield f"{library.name} {library.version} ({library.license})"


def _settings(stored: StoredProgramSettings, notices: NoticeRules) -> Iterator[str]:
    own = stored.settings
    yield f"port {own.port}, trade log {own.log_days} days, events {own.raw_days} days"
    if stored.trouble:
        yield f"not read: {stored.trouble}"
    # Whether alarms leave the machine, not where they go.
    yield f"webhook: {notices.webhook is not None}"
    yield f"e-mail: {notices.mail is not None}"
    yield f"sign of life: {notices.dead_man is not None}"
    yield f"quiet hours: {notices.quiet}"


def _accounts(rows: Iterable[AccountRow]) -> Iterator[str]:
    for row in rows:
        platform = row.platform.value if row.platform is not None else "platform not known"
        mode = row.margin_mode.value if row.margin_mode is not None else "mode not known"
        yield f"{row.name}: {row.key}, {_words(row.roles)}, {platform} {mode}, {row.currency}"
        yield f"  connected as {_words(row.connected)}, expert {row.ea_version or 'not known'}"
        yield f"  {row.positions} positions, may trade {row.may_trade}, {row.round_trip_ms} ms"
        yield f"  {row.health}: {row.status}"


def _words(names: Iterable[str]) -> str:
    return " and ".join(sorted(names)) or "nothing"


def _routes(seen: Seen) -> Iterator[str]:
    for row in seen.routes:
        yield f"{row.name}: {row.master} to {row.follower}, {row.mode}, {row.health}: {row.status}"
        yield (
            f"  copied {row.copied}, skipped {row.skipped}, refused {row.refused}, "
            f"open {row.open_copies}"
        )
        settings = seen.settings.get(row.id)
        if settings is not None:
            yield from (
                f"  {each.name}: {getattr(settings, each.name)}" for each in fields(settings)
            )


def _alerts(rows: Sequence[AlertRaised]) -> Iterator[str]:
    for row in _newest(rows):
        yield f"{row.at.isoformat()} {row.health} {row.title}: {row.text}"


def _log(rows: Sequence[TradeLogRow]) -> Iterator[str]:
    for row in _newest(rows):
        yield (
            f"{row.at.isoformat()} {row.route_name} {row.outcome}: {row.action} {row.side or ''} "
            f"{row.master_symbol} {row.master_lots} > {row.symbol} {row.lots} {row.reason}"
        )


def _newest(rows: Sequence[R]) -> Iterator[R]:
    return islice(reversed(rows), _LINES)


def _lag(lags: Lags, samples: Sequence[LatencySample]) -> Iterator[str]:
    worst = [each.worst_ms for each in lags.loop]
    yield _spread("program's own lag, worst of each second, ms", worst)
    yield _spread("records to store", [float(each.records) for each in lags.ledger])
    yield _spread("oldest record to store, s", [each.seconds for each in lags.ledger])
    yield _spread("copies, whole way, ms", [each.stages.total for each in samples])
    yield "the last seconds, oldest first, ms:"
    yield " ".join(f"{each:.1f}" for each in worst)


def _spread(name: str, values: Sequence[float]) -> str:
    if not values:
        return f"{name}: not measured"
    ordered = sorted(values)
    at_95 = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    middle, most = median(ordered), ordered[-1]
    return f"{name}: {len(values)} values, p50 {middle:.1f}, p95 {at_95:.1f}, max {most:.1f}"
