"""Settings of a route of which nothing is as it is at first."""

from decimal import Decimal

from tradecopy_desktop.domain.filters import (
    Filters,
    MagicRange,
    OrderKind,
    Sessions,
    SessionWindow,
)
from tradecopy_desktop.domain.order_rules import (
    OneSidedFill,
    OrderRules,
    PendingPolicy,
    WhenSlipped,
)
from tradecopy_desktop.domain.recovery_rules import (
    Corrections,
    LatePolicy,
    MasterAway,
    RecoveryRules,
)
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import (
    AboveMaximum,
    BelowMinimum,
    FixedLots,
    FundsBase,
    FurtherOrders,
    PartialFill,
    Remainder,
    RiskPercent,
    SymbolOverride,
    VolumeRules,
)
from tradecopy_desktop.domain.stop_rules import (
    MovedByHand,
    PassedStop,
    RefusedStop,
    StopRule,
    StopRules,
    StopSource,
)
from tradecopy_desktop.domain.values import Side

D = Decimal

# Nothing in it is as it is at first.
EVERYTHING = RouteSettings(
    version=1,
    sizing=RiskPercent(percent=D("0.75"), base=FundsBase.BALANCE),
    volume=VolumeRules(
        below_minimum=BelowMinimum.MINIMUM_WITHIN_RISK,
        risk_coefficient=D("1.5"),
        above_maximum=AboveMaximum.SPLIT,
        min_lots=D("0.05"),
        max_lots=D(3),
        further_orders=FurtherOrders.ANEW,
        remainder=Remainder.CLOSE,
        partial_fill=PartialFill.COMPLETE,
        max_funds_age_ms=20_500,
        commission=D("7.25"),
        assumed_stop=300,
    ),
    overrides=(
        SymbolOverride(symbol="XAUUSD", sizing=FixedLots(lots=D("0.1")), max_lots=D(1)),
        SymbolOverride(symbol="NAS100", min_lots=D("0.2")),
    ),
    filters=Filters(
        symbols_allowed=frozenset({"XAU*", "EURUSD"}),
        symbols_denied=frozenset({"BTCUSD"}),
        sides=frozenset({Side.BUY}),
        magics_allowed=(MagicRange(low=100, high=100), MagicRange(low=-20, high=-10)),
        magics_denied=(MagicRange(low=7, high=9),),
        comments_allowed=("gold", "a, b"),
        comments_denied=("test",),
        min_master_lots=D("0.1"),
        max_master_lots=D(5),
        order_kinds=frozenset({OrderKind.MARKET, OrderKind.STOP}),
        sessions=Sessions(
            zone="Europe/London",
            windows=(
                SessionWindow(weekdays=frozenset({0, 2}), start=480, end=1_050),
                SessionWindow(weekdays=frozenset({6}), start=1_320, end=1_440),
            ),
        ),
        max_spread=35,
        max_positions=4,
        max_symbol_lots=D(2),
        max_account_lots=D("6.5"),
    ),
    stops=StopRules(
        stop_loss=StopRule(source=StopSource.FIXED, points=450, offset=-5),
        take_profit=StopRule(source=StopSource.DISTANCE, offset=12),
        refused=RefusedStop.AFTERWARDS,
        passed=PassedStop.CLOSE,
        moved_by_hand=MovedByHand.NEVER,
        may_loosen=True,
    ),
    orders=OrderRules(
        pendings=PendingPolicy.AS_PENDINGS,
        master_filled=OneSidedFill.CANCEL,
        follower_filled=OneSidedFill.TO_MARKET,
        one_sided_after_ms=7_500,
        keep_pendings=True,
        max_slippage=15,
        when_slipped=WhenSlipped.WAIT,
        wait_ms=30_000,
    ),
    symbol_map=(("GER40", "DE40.r"), ("XAUUSD", "GOLD")),
    cross_contract=True,
    reverse=True,
    max_age_ms=2_500,
    literal_lots_confirmed=True,
    shares_netting=True,
    recovery=RecoveryRules(
        late=LatePolicy.WITHIN,
        late_points=33,
        ask_s=421,
        corrections=Corrections.AUTOMATIC,
        master_away=MasterAway.CLOSE,
        close_after_min=4,
    ),
)
