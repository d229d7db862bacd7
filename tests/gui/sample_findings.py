"""Believable differences, questions and comparisons, the same ones every time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.gui.sample_rows import ROUTES, START, stray_copy
from tradecopy_desktop.app.views import ComparisonRow, FindingRow, LateRow, RouteRow
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.domain.values import Side


def _finding(
    number: int,
    route: RouteRow,
    kind: FindingKind,
    symbol: str,
    text: str,
    remedy: str,
    **rest: object,
) -> FindingRow:
    return FindingRow(
        key=f"finding-{number}",
        kind=kind,
        route=route.id,
        route_name=route.name,
        follower=route.follower,
        follower_name=route.follower_name,
        symbol=symbol,
        since=START + timedelta(minutes=7 * number),
        text=text,
        remedy=remedy,
        **rest,  # type: ignore[arg-type]
    )


FINDINGS = (
    _finding(1, ROUTES[1], FindingKind.WRONG_SIZE, "XAUUSD.r",
             "the copy in XAUUSD.r holds 1.2 lots; 1 are due", "reduce it to 1 lots",
             copy="route-2-0"),
    _finding(2, ROUTES[0], FindingKind.STOP_DIFFERS, "EURUSD",
             "the copy's SL in EURUSD is none; 1.0841 was ordered", "set the SL to 1.0841",
             copy="route-1-1"),
    _finding(3, ROUTES[2], FindingKind.UNLINKED, "DE40.cash",
             "0.1 DE40.cash carries our link, but no such copy is known; it is left alone", "",
             copy="stray-1", beside=stray_copy()),
    _finding(4, ROUTES[4], FindingKind.WAITING, "",
             "3 open copies wait: the follower's terminal has not shown all it holds", ""),
)  # fmt: skip

_ASKED = LateRow(
    key="late-1",
    route=ROUTES[2].id,
    route_name=ROUTES[2].name,
    follower=ROUTES[2].follower,
    follower_name=ROUTES[2].follower_name,
    position="777",
    symbol="XAUUSD",
    side=Side.BUY,
    lots=Decimal("0.50"),
    price=Decimal("2984.12"),
    text="the master opened 0.50 XAUUSD while an end was away",
    asks_s=300,
    left_s=254,
    price_now=Decimal("2985.40"),
    is_open=True,
)
QUESTIONS = (
    _ASKED,
    replace(
        _ASKED,
        key="late-2",
        position="778",
        symbol="EURUSD",
        side=Side.SELL,
        lots=Decimal("2.00"),
        price=Decimal("1.08843"),
        text="the master opened 2.00 EURUSD while an end was away",
        left_s=42,
        price_now=Decimal("1.08861"),
    ),
)


def sample_comparisons(routes: Iterable[RouteRow]) -> list[ComparisonRow]:
    """Return how each route was compared: all of them agree."""
    return [
        ComparisonRow(
            route=row.id,
            route_name=row.name,
            master_name=row.master_name,
            follower_name=row.follower_name,
            mode=row.mode,
            recovery=RecoveryRules(late=LatePolicy.ASK if n == 2 else LatePolicy.SKIP),
            at=START + timedelta(minutes=50, seconds=n),
            waits_for=None,
            found=0,
        )
        for n, row in enumerate(routes)
    ]
