"""Who follows in the demo: firms that differ in platform, netting, steps, contracts and sizes."""

from dataclasses import dataclass, replace
from decimal import Decimal

from tradecopy_desktop.cli import demo_sizes as sizes
from tradecopy_desktop.cli.arguments import DemoSizes
from tradecopy_desktop.domain.values import MarginMode, Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerKind:
    """How a demo follower differs; a step of None is the master's own.

    Its contracts are `contract` times the master's. `least` is the broker's minimum, None for one
    step. In random trades its account is in `currency`.
    """

    firm: str
    platform: Platform
    margin_mode: MarginMode = MarginMode.HEDGING
    step: Decimal | None
    size: sizes.ChooseSize
    suffix: str
    spread_points: int
    fill_delay_ms: int
    contract: Decimal = Decimal(1)
    least: Decimal | None = None
    currency: str = "USD"


_NETTING = MarginMode.NETTING
_MT4, _MT5 = Platform.MT4, Platform.MT5

_MIXED = (
    FollowerKind(
        firm="Alder Markets",
        platform=_MT5,
        step=None,
        size=sizes.same_lots,
        suffix="",
        spread_points=8,
        fill_delay_ms=4,
    ),
    FollowerKind(
        firm="Brookfield FX",
        platform=_MT4,
        step=Decimal("0.01"),
        size=sizes.times("3.5"),
        suffix=".b",
        spread_points=12,
        fill_delay_ms=9,
    ),
    FollowerKind(
        firm="Cedar Prime",
        platform=_MT5,
        margin_mode=_NETTING,
        step=Decimal("0.1"),
        size=sizes.times("3.3"),
        suffix=".pro",
        spread_points=6,
        fill_delay_ms=3,
    ),
    FollowerKind(
        firm="Dunmore Mini",
        platform=_MT5,
        step=Decimal(1),
        size=sizes.times("2.75"),
        contract=Decimal("0.1"),
        suffix="-m",
        spread_points=15,
        fill_delay_ms=12,
    ),
    FollowerKind(
        firm="Elmwood",
        platform=_MT4,
        step=Decimal("0.1"),
        size=sizes.times("2.6"),
        suffix="_e",
        spread_points=10,
        fill_delay_ms=6,
    ),
)

_ALDER, _BROOKFIELD, _CEDAR, _DUNMORE, _ELMWOOD = _MIXED
_EVERY = (
    _ALDER,
    replace(_BROOKFIELD, size=sizes.fixed_lots),
    _CEDAR,
    replace(_DUNMORE, size=sizes.size_multiplier),
    replace(_ELMWOOD, size=sizes.by_equity, contract=Decimal(10)),
    FollowerKind(
        firm="Fairlight",
        platform=_MT5,
        margin_mode=_NETTING,
        step=Decimal("0.01"),
        size=sizes.risk_percent,
        suffix=".f",
        spread_points=9,
        fill_delay_ms=5,
    ),
    FollowerKind(
        firm="Greyfriars",
        platform=_MT5,
        step=Decimal("0.05"),
        least=Decimal("0.14"),
        size=sizes.risk_money,
        suffix=".g",
        spread_points=11,
        fill_delay_ms=8,
        currency="EUR",
    ),
    FollowerKind(
        firm="Hollin Direct",
        platform=_MT4,
        step=Decimal("0.1"),
        size=sizes.equal_notional,
        contract=Decimal("0.1"),
        suffix=".h",
        spread_points=14,
        fill_delay_ms=7,
    ),
    FollowerKind(
        firm="Inverleith",
        platform=_MT5,
        margin_mode=_NETTING,
        step=Decimal("0.05"),
        least=Decimal("0.14"),
        size=sizes.fixed_leverage,
        suffix=".i",
        spread_points=13,
        fill_delay_ms=10,
    ),
)

KINDS = {DemoSizes.MIXED: _MIXED, DemoSizes.EVERY: _EVERY}
"""The followers of the demo in turn, by what was asked for."""
