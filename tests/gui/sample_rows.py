"""Believable rows: made-up traders, brokers and trades, the same ones every time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from tradecopy_desktop.app.queue_views import QueueRow, QueueState
from tradecopy_desktop.app.views import (
    AccountRow,
    AlertRaised,
    CopyRow,
    CopyState,
    Health,
    LogOutcome,
    RouteRow,
    TradeLogRow,
)
from tradecopy_desktop.domain.accounts import AccountKey, AccountKind, Role
from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.sizing import Multiplier, SameLots
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.domain.values import MarginMode, Platform, Side

START = datetime(2025, 3, 14, 13, 5, tzinfo=UTC)
D = Decimal
_MASTER = frozenset({Role.MONITOR})
_FOLLOWER = frozenset({Role.EXECUTOR})


def _account(
    login: str,
    server: str,
    name: str,
    money: tuple[str, str, str],
    **rest: object,
) -> AccountRow:
    balance, equity, currency = money
    values: dict[str, object] = {
        "roles": _FOLLOWER,
        "connected": rest.get("roles", _FOLLOWER),
        "platform": Platform.MT5,
        "margin_mode": MarginMode.HEDGING,
        "kind": AccountKind.REAL,
        "company": f"{server.partition('-')[0]} Markets Ltd",
        "positions": 4,
        "may_trade": True,
        "ea_version": "1.0.0",
        "round_trip_ms": 1.4,
        "health": Health.GOOD,
        "status": "Connected",
    } | rest
    return AccountRow(
        key=AccountKey(login=login, server=server),
        name=name,
        currency=currency,
        balance=D(balance),
        equity=D(equity),
        **values,  # type: ignore[arg-type]
    )


ACCOUNTS = (
    _account("50231874", "Nordpeak-Live02", "Gold master", ("124350.18", "125102.44", "USD"),
             roles=_MASTER, round_trip_ms=0.9),
    _account("7714203", "Harborline-Demo", "Index master", ("50000.00", "49612.75", "EUR"),
             roles=_MASTER, kind=AccountKind.DEMO, platform=Platform.MT4, round_trip_ms=1.1),
    _account("50238811", "Nordpeak-Live02", "Nordpeak 50k", ("50912.40", "51180.02", "USD")),
    _account("880142", "Calder-Real", "Calder prop 100k", ("101240.00", "100873.55", "USD"),
             margin_mode=MarginMode.NETTING, round_trip_ms=2.2),
    _account("6120077", "Vistamere-Live4", "Vistamere small", ("2410.66", "2433.10", "EUR"),
             platform=Platform.MT4, round_trip_ms=3.8),
    _account("31990452", "Oakridge-Demo", "Oakridge test", ("10000.00", "9954.21", "USD"),
             kind=AccountKind.DEMO, round_trip_ms=1.7),
    _account("90017733", "Tarnwell-Live", "Tarnwell contest", ("25000.00", "25318.90", "USD"),
             kind=AccountKind.CONTEST, connected=frozenset(), health=Health.BAD,
             status="Terminal away for 2 min", round_trip_ms=None),
    _account("4408126", "Calder-Real", "Calder reserve", ("18000.00", "18000.00", "GBP"),
             platform=Platform.MT4, may_trade=False, health=Health.WARNING, positions=0,
             status="Algo trading is off", round_trip_ms=2.4),
)  # fmt: skip


def _route(number: int, name: str, ends: tuple[int, int], **rest: object) -> RouteRow:
    master, follower = ACCOUNTS[ends[0]], ACCOUNTS[ends[1]]
    values: dict[str, object] = {
        "mode": RouteMode.LIVE,
        "sizing": SameLots(),
        "copied": 148,
        "skipped": 3,
        "refused": 0,
        "open_copies": 4,
        "last_total_ms": 61.4,
        "health": Health.GOOD,
        "status": "Copying",
    } | rest
    return RouteRow(
        id=f"route-{number}",
        name=name,
        master=master.key,
        master_name=master.name,
        follower=follower.key,
        follower_name=follower.name,
        **values,  # type: ignore[arg-type]
    )


ROUTES = (
    _route(1, "Gold to Nordpeak", (0, 2), sizing=Multiplier(factor=D("0.5")), open_copies=5),
    _route(2, "Gold to Calder", (0, 3), copied=147, skipped=4, last_total_ms=84.9, open_copies=4,
           health=Health.WARNING, status="1 copy drifts"),
    _route(3, "Gold to Vistamere", (0, 4), sizing=Multiplier(factor=D("0.02")), copied=91,
           skipped=60, last_total_ms=112.0, open_copies=3),
    _route(4, "Index to Oakridge", (1, 5), mode=RouteMode.CLOSE_ONLY, copied=62, skipped=11,
           last_total_ms=58.2, open_copies=5, health=Health.IDLE, status="Paused by you"),
    _route(5, "Index to Tarnwell", (1, 6), sizing=Multiplier(factor=D("2")), copied=57, skipped=2,
           refused=1, last_total_ms=143.7, open_copies=3, health=Health.BAD,
           status="Follower away"),
)  # fmt: skip


def _queue(
    account: AccountRow, waiting: tuple[int, int, int], requests: int, state: QueueState
) -> QueueRow:
    closes, changes, openings = waiting
    return QueueRow(
        follower=account.key,
        waiting_closes=closes,
        waiting_changes=changes,
        waiting_openings=openings,
        tokens_left=40 - sum(waiting),
        burst=40,
        requests_today=requests,
        budget=2_000 if account is ACCOUNTS[3] else None,
        state=state,
    )


QUEUES = (
    _queue(ACCOUNTS[2], (0, 0, 0), 148, QueueState.FLOWING),
    _queue(ACCOUNTS[3], (0, 3, 0), 1_466, QueueState.SAVING),
    _queue(ACCOUNTS[4], (0, 0, 0), 91, QueueState.FLOWING),
    _queue(ACCOUNTS[5], (1, 0, 2), 62, QueueState.WAITING),
    _queue(ACCOUNTS[6], (0, 0, 0), 57, QueueState.AWAY),
)

ALERTS = (
    AlertRaised(key="paused-route-4", at=START, health=Health.IDLE, title="Route paused",
                text="Index to Oakridge was paused by you. Closes are still copied."),
    AlertRaised(key="algo-4408126", at=START + timedelta(minutes=7), health=Health.WARNING,
                title="Algo trading is off on Calder reserve",
                text="Press Algo Trading in its terminal; until then nothing can be copied there."),
    AlertRaised(key="drift-2", at=START + timedelta(minutes=31), health=Health.WARNING,
                title="Calder prop 100k holds too little XAUUSD",
                text="Prescribed 1.00 lots, held 0.80: the broker filled only part of the order."),
    AlertRaised(key="away-90017733", at=START + timedelta(minutes=44), health=Health.BAD,
                title="Terminal of Tarnwell contest is away with 3 open copies",
                text="It has not answered for 30 seconds. Its positions keep their stops."),
)  # fmt: skip

_TRADES = (
    ("XAUUSD", "XAUUSD.r", "2984.12", "0.01", Side.BUY, "1.00"),
    ("EURUSD", "EURUSD", "1.08843", "0.00001", Side.SELL, "2.00"),
    ("GBPJPY", "GBPJPY.pro", "192.418", "0.001", Side.BUY, "0.50"),
    ("GER40", "DE40.cash", "22984.5", "0.1", Side.SELL, "1.50"),
    ("US100", "NAS100", "19712.25", "0.01", Side.BUY, "0.80"),
)


_CURRENCIES = {row.key: row.currency for row in ACCOUNTS}


def sample_copies() -> list[CopyRow]:
    """Return 20 open copies over five routes: one too large, one without SL, one works."""
    dice = Random(7)
    rows = []
    for route, factor, count in ((0, "0.5", 5), (1, "1", 4), (2, "0.02", 3), (3, "1", 5),
                                 (4, "2", 3)):  # fmt: skip
        for n in range(count):
            rows.append(_copy(dice, ROUTES[route], D(factor), n))
    rows[1] = replace(rows[1], state=CopyState.NAKED, stop_loss=None)
    rows[5] = replace(rows[5], state=CopyState.DRIFT, held_lots=D("1.20"))
    rows[11] = replace(rows[11], state=CopyState.WORKING, held_lots=D("0.00"))
    rows[18] = replace(rows[18], state=CopyState.UNKNOWN)
    return rows


def stray_copy() -> CopyRow:
    """Return a position that belongs to no copy."""
    row = _copy(Random(9), ROUTES[2], D("0.02"), 3)
    return replace(
        row,
        copy="stray-1",
        master_symbol="",
        master_lots=None,
        master_price=None,
        prescribed_lots=D(0),
        held_lots=D("0.10"),
        state=CopyState.UNLINKED,
        due_stop=None,
    )


def _copy(dice: Random, route: RouteRow, factor: Decimal, n: int) -> CopyRow:
    symbol, own, price, point, side, lots = _TRADES[n]
    at, step = D(price), D(point)
    due = max(D("0.01"), (D(lots) * factor).quantize(D("0.01")))
    away = at * D("0.004")
    return CopyRow(
        copy=f"{route.id}-{n}",
        follower=route.follower,
        follower_name=route.follower_name,
        route_name=route.name,
        side=side,
        master_symbol=symbol,
        master_lots=D(lots),
        master_price=at,
        symbol=own,
        prescribed_lots=due,
        held_lots=due,
        price=at + step * dice.randint(-4, 9),
        stop_loss=(at - away * side.sign).quantize(step),
        take_profit=(at + away * 2 * side.sign).quantize(step) if n % 2 == 0 else None,
        profit=D(dice.randint(-32_000, 48_000)) / 100,
        state=CopyState.IN_STEP,
        since=START + timedelta(minutes=3 * n),
        due_stop=(at - away * side.sign).quantize(step),
    )


def sample_stages(dice: Random) -> StageTimes:
    """Return the times of one copy: short stages of ours, and a broker that takes its time."""
    spike = 4 if dice.random() > 0.97 else 1
    return StageTimes(
        detect=round(dice.uniform(0.3, 2.1), 2),
        transit=round(dice.uniform(0.2, 0.8), 2),
        decide=round(dice.uniform(0.1, 0.4), 2),
        send=round(dice.uniform(0.1, 0.5), 2),
        execute=round(dice.uniform(38, 66) * spike, 2),
        confirm=round(dice.uniform(0.4, 1.8), 2),
    )


def sample_log(number: int, seed: int = 5) -> list[TradeLogRow]:
    """Return lines of a trade log, oldest first."""
    dice = Random(seed)
    return [_line(dice, n) for n in range(number)]


def _line(dice: Random, n: int) -> TradeLogRow:
    route = ROUTES[n % len(ROUTES)]
    symbol, own, price, point, side, lots = _TRADES[dice.randrange(len(_TRADES))]
    outcome, reason = dice.choices(
        (
            (LogOutcome.DONE, ""),
            (LogOutcome.SKIPPED, "0.005 lots is below the broker's minimum of 0.01"),
            (LogOutcome.REFUSED, "Broker refused: not enough money (10019)"),
            (LogOutcome.PART, "Broker filled 0.80 of 1.00 lots"),
        ),
        weights=(88, 8, 2, 2),
    )[0]
    skipped = outcome is LogOutcome.SKIPPED
    slip = D(dice.randint(-6, 14))
    return TradeLogRow(
        key=f"line-{n}",
        at=START + timedelta(seconds=19 * n, milliseconds=dice.randrange(1_000)),
        route_name=route.name,
        follower_name=route.follower_name,
        action=dice.choice(("open", "close", "part close", "stops")),
        side=side,
        master_symbol=symbol,
        symbol=own,
        master_lots=D(lots),
        lots=None if skipped else (D(lots) / 2).quantize(D("0.01")),
        master_price=D(price),
        price=None if skipped else D(price) + D(point) * slip,
        slippage_points=None if skipped else slip,
        stages=None if skipped else sample_stages(dice),
        outcome=outcome,
        reason=reason,
        route=route.id,
        follower=route.follower,
        slippage_money=None if skipped else slip * D("0.5"),
        currency=_CURRENCIES[route.follower],
        steps=(
            Step(rule="Route", text=f"{route.name} is armed"),
            Step(rule="Symbol", text=f"{symbol} is {own} at this broker"),
            Step(
                rule="multiplier",
                text="master's lots x multiplier",
                inputs=(("master's lots", lots), ("multiplier", "0.50")),
                result=f"{D(lots) / 2:f}",
            ),
            Step(rule="step", text="rounded down to the broker's step of 0.01"),
            Step(rule="Stops", text="SL and TP copied at the master's prices"),
        ),
    )
