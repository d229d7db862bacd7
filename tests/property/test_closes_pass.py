"""Whatever is set after a copy was opened, its close, reductions and stops go on (C4, C5)."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.deciding import commands_of, decided
from tests.unit.engine.samples import (
    FOLLOWER,
    SETTINGS,
    book,
    closed,
    modified,
    opened,
    partly_closed,
    route,
)
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.commands import SetStops, SetVolume
from tradecopy_desktop.domain.filters import (
    Filters,
    MagicRange,
    OrderKind,
    Sessions,
    SessionWindow,
)
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.routes import RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import FixedLots, FurtherOrders, RiskPercent, VolumeRules
from tradecopy_desktop.domain.values import MarginMode, Side

SMALL = Decimal("0.01")

FILTERS = st.builds(
    Filters,
    symbols_allowed=st.sampled_from([frozenset[str](), frozenset({"GBPUSD"})]),
    symbols_denied=st.sampled_from([frozenset[str](), frozenset({"*"}), frozenset({"EURUSD"})]),
    sides=st.sampled_from([frozenset(Side), frozenset({Side.SELL}), frozenset[Side]()]),
    magics_allowed=st.sampled_from([(), (MagicRange(low=5, high=6),)]),
    magics_denied=st.sampled_from([(), (MagicRange(low=0, high=9),)]),
    comments_allowed=st.sampled_from([(), ("only this",)]),
    min_master_lots=st.sampled_from([None, Decimal(1_000)]),
    max_master_lots=st.sampled_from([None, SMALL]),
    order_kinds=st.sampled_from([frozenset(OrderKind), frozenset[OrderKind]()]),
    sessions=st.sampled_from(
        [
            None,
            Sessions(
                zone="Europe/Berlin",
                windows=(SessionWindow(weekdays=frozenset({6}), start=0, end=1),),
            ),
        ]
    ),
    max_spread=st.sampled_from([None, 0]),
    max_positions=st.sampled_from([None, 0]),
    max_symbol_lots=st.sampled_from([None, SMALL]),
    max_account_lots=st.sampled_from([None, SMALL]),
)
SETTINGS_AFTERWARDS = st.builds(
    RouteSettings,
    version=st.just(2),
    sizing=st.sampled_from([FixedLots(lots=SMALL), RiskPercent(percent=Decimal(1))]),
    volume=st.builds(
        VolumeRules,
        min_lots=st.sampled_from([None, Decimal(50)]),
        further_orders=st.sampled_from(FurtherOrders),
    ),
    filters=FILTERS,
    orders=st.builds(
        OrderRules,
        pendings=st.sampled_from(PendingPolicy),
        max_slippage=st.sampled_from([None, 0]),
    ),
    symbol_map=st.sampled_from([(), (("EURUSD", "GONE"),)]),
    max_age_ms=st.sampled_from([0, 5_000]),
    reverse=st.booleans(),
)
CAPS = st.sampled_from(
    [AccountCaps(), AccountCaps(order_lots=SMALL, total_lots=SMALL, leverage=SMALL)]
)


@given(
    SETTINGS_AFTERWARDS,
    st.sampled_from(RouteMode),
    CAPS,
    st.sampled_from(MarginMode),
    st.floats(0, 1e9),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - given a zone below
)
def test_close_when_everything_was_changed_meanwhile_then_is_sent_all_the_same(
    settings: RouteSettings,
    mode: RouteMode,
    caps: AccountCaps,
    netting: MarginMode,
    age_ms: float,
    now: datetime,
) -> None:
    known = book(route(SETTINGS), follower=netting)
    decided(known, opened("1"))
    known.put_route(route(settings, mode=mode))
    known.account(FOLLOWER).caps = caps
    known.account(FOLLOWER).permissions = None
    known.account(FOLLOWER).connected.clear()
    known.baselines["r1"] = Baseline(route="r1", positions=frozenset({"501"}))
    utc = now.replace(tzinfo=UTC)

    half = commands_of(decided(known, partly_closed("0.5", "0.5"), age_ms=age_ms, utc=utc))
    stops = commands_of(decided(known, modified("0.5", sl="1.05"), age_ms=age_ms, utc=utc))
    rest = commands_of(decided(known, closed("0.5"), age_ms=age_ms, utc=utc))

    assert [(type(c), getattr(c, "volume", None)) for c in half] == [(SetVolume, Decimal("0.5"))]
    assert [type(command) for command in stops] == [SetStops]
    assert [(type(c), getattr(c, "volume", None)) for c in rest] == [(SetVolume, Decimal(0))]


@given(SETTINGS_AFTERWARDS)
def test_opening_when_rehearsed_then_is_decided_as_a_live_one(settings: RouteSettings) -> None:
    live, shadow = book(route(settings)), book(route(settings, mode=RouteMode.SHADOW))
    told = opened("3", sl="1.05", tp="1.2")

    assert commands_of(decided(live, told)) == commands_of(decided(shadow, told))
