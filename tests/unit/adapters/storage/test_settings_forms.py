"""A route's settings survive being written as text, whatever the trader chose."""

from dataclasses import fields, replace
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradecopy_desktop.adapters.storage.settings_forms import settings_of_text, text_of_settings
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.filters import Filters, MagicRange, Sessions, SessionWindow
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.recovery_rules import (
    Corrections,
    LatePolicy,
    MasterAway,
    RecoveryRules,
)
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SameLots,
    SizeMultiplier,
    Sizing,
    SymbolOverride,
    VolumeRules,
)
from tradecopy_desktop.domain.stop_rules import COPY_PRICES, StopRule, StopRules, StopSource

_Kind = TypeVar("_Kind")

COUNTS = st.integers(0, 2**31)
SOME = st.decimals("0.0001", 1_000)
AT_MOST = st.none() | SOME
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def whole(kind: type[_Kind], **given: st.SearchStrategy[object]) -> st.SearchStrategy[_Kind]:
    """Return values of a dataclass with every field drawn, those that have a default too."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return st.builds(kind, **(dict.fromkeys(names, ...) | given))


SIZINGS: st.SearchStrategy[Sizing] = st.one_of(
    st.just(SameLots()),
    whole(FixedLots, lots=SOME),
    whole(Multiplier, factor=SOME),
    whole(SizeMultiplier, factor=SOME),
    whole(Proportional, factor=SOME),
    whole(RiskPercent, percent=st.decimals("0.01", 100)),
    whole(RiskMoney, amount=SOME),
    whole(EqualNotional, factor=SOME),
    whole(FixedLeverage, leverage=SOME),
)
VOLUMES = whole(
    VolumeRules,
    risk_coefficient=st.decimals(1, 10),
    min_lots=st.none() | st.decimals("0.01", 1),
    max_lots=st.none() | st.decimals(1, 100),
    max_funds_age_ms=COUNTS,
    commission=st.decimals(0, 10),
    assumed_stop=st.none() | st.integers(1, 9_999),
)
MAGICS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(100, 2**63 - 1)).map(
        lambda ends: MagicRange(low=ends[0], high=ends[1])
    ),
    max_size=3,
).map(tuple)
WINDOWS = st.builds(
    SessionWindow,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.integers(0, 1_439),
    end=st.integers(0, 1_440),
)
FILTERS = whole(
    Filters,
    symbols_allowed=st.frozensets(NAMES, max_size=3),
    symbols_denied=st.frozensets(NAMES, max_size=3),
    magics_allowed=MAGICS,
    magics_denied=MAGICS,
    comments_allowed=st.lists(NAMES, max_size=3).map(tuple),
    comments_denied=st.lists(NAMES, max_size=3).map(tuple),
    min_master_lots=AT_MOST,
    max_master_lots=AT_MOST,
    sessions=st.none()
    | st.builds(Sessions, zone=NAMES, windows=st.lists(WINDOWS, max_size=2).map(tuple)),
    max_spread=st.none() | COUNTS,
    max_positions=st.none() | COUNTS,
    max_symbol_lots=AT_MOST,
    max_account_lots=AT_MOST,
)
STOPS = st.builds(
    StopRule,
    source=st.sampled_from([StopSource.PRICE, StopSource.DISTANCE, StopSource.NONE]),
    offset=st.integers(-99, 99),
) | st.builds(StopRule, source=st.just(StopSource.FIXED), points=st.integers(1, 9_999))
ORDERS = whole(
    OrderRules, one_sided_after_ms=COUNTS, max_slippage=st.none() | COUNTS, wait_ms=COUNTS
)
RECOVERIES = whole(
    RecoveryRules, late_points=COUNTS, ask_s=st.integers(1), close_after_min=st.integers(1)
)
OVERRIDES = st.builds(
    SymbolOverride, symbol=NAMES, sizing=st.none() | SIZINGS, min_lots=AT_MOST, max_lots=AT_MOST
)
SETTINGS = whole(
    RouteSettings,
    version=COUNTS,
    sizing=SIZINGS,
    volume=VOLUMES,
    overrides=st.lists(OVERRIDES, max_size=2).map(tuple),
    filters=FILTERS,
    stops=whole(StopRules, stop_loss=STOPS, take_profit=STOPS),
    orders=ORDERS,
    symbol_map=st.lists(st.tuples(NAMES, NAMES), max_size=2).map(tuple),
    max_age_ms=COUNTS,
    recovery=RECOVERIES,
)
PLAIN = RouteSettings(version=1, sizing=RiskPercent(percent=Decimal("0.50")))


@settings(deadline=None, max_examples=60)
@given(SETTINGS)
def test_any_settings_when_written_and_read_then_are_the_same(given: RouteSettings) -> None:
    written = text_of_settings(given)
    read = settings_of_text(written)

    assert read == given
    # == does not tell 0.50 from 0.5, but their texts differ.
    assert text_of_settings(read) == written


@pytest.mark.parametrize(
    ("sizing", "written"),
    [
        (SameLots(), '{"form":"same_lots"}'),
        (FixedLots(lots=Decimal("0.10")), '{"form":"fixed_lots","lots":"0.10"}'),
        (Multiplier(factor=Decimal("0.50")), '{"form":"multiplier","factor":"0.50"}'),
        (SizeMultiplier(), '{"form":"size_multiplier","factor":"1"}'),
        (
            Proportional(base=FundsBase.BALANCE),
            '{"form":"proportional","base":"balance","factor":"1"}',
        ),
        (
            RiskPercent(percent=Decimal("0.50")),
            '{"form":"risk_percent","percent":"0.50","base":"equity"}',
        ),
        (RiskMoney(amount=Decimal(250)), '{"form":"risk_money","amount":"250"}'),
        (EqualNotional(), '{"form":"equal_notional","factor":"1"}'),
        (FixedLeverage(leverage=Decimal(2)), '{"form":"fixed_leverage","leverage":"2"}'),
    ],
)
def test_sizing_when_written_then_says_its_kind_and_is_read_again(
    sizing: Sizing, written: str
) -> None:
    text = text_of_settings(RouteSettings(version=1, sizing=sizing))

    assert f'"sizing":{written},' in text
    assert settings_of_text(text).sizing == sizing


def test_sets_when_equal_then_have_one_text() -> None:
    names = [f"SYMBOL{number}" for number in range(20)]
    forwards = replace(PLAIN, filters=Filters(symbols_allowed=frozenset(names)))
    backwards = replace(PLAIN, filters=Filters(symbols_allowed=frozenset(reversed(names))))

    assert text_of_settings(forwards) == text_of_settings(backwards)


def test_usual_stops_when_read_then_are_the_one_object_that_makes_links_short() -> None:
    read = settings_of_text(text_of_settings(replace(PLAIN, stops=StopRules())))

    assert read.stops is COPY_PRICES


def test_fields_when_missing_then_have_their_defaults() -> None:
    text = '{"version":1,"sizing":{"form":"risk_percent","percent":"0.50","base":"equity"}}'

    assert settings_of_text(text) == PLAIN


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ('"percent":"0.50"', '"percent":"101"', "a risk must be at most 100 percent, was 101"),
        ('"percent":"0.50"', '"percent":"NaN"', "a risk in percent must be above 0, was NaN"),
        ('"risk_coefficient":"2"', '"risk_coefficient":"0"', "a risk coefficient must be >= 1"),
        ('"risk_coefficient":"2"', '"risk_coefficient":"NaN"', "one of its numbers is no number"),
        ('"source":"price"', '"source":"fixed"', "points belong to a fixed stop"),
        ('"wait_ms":60000', '"wait_ms":-1', "wait_ms must be >= 0, was -1"),
        ('"form":"risk_percent"', '"form":"risk"', "Invalid value 'risk'"),
        ('"reverse":false', '"reverse":false,"surprise":1', "unknown field `surprise`"),
        ('"version":1', '"version":1,', "malformed"),
    ],
)
def test_settings_when_no_route_can_have_them_then_says_why(
    right: str, wrong: str, complaint: str
) -> None:
    text = text_of_settings(PLAIN)
    assert right in text

    with pytest.raises(TradeCopyError, match=f"stored settings cannot be read: .*{complaint}"):
        settings_of_text(text.replace(right, wrong, 1))


def test_recovery_when_written_then_is_read_again() -> None:
    rules = RecoveryRules(
        late=LatePolicy.WITHIN,
        late_points=15,
        corrections=Corrections.AUTOMATIC,
        master_away=MasterAway.CLOSE,
        close_after_min=5,
    )
    text = text_of_settings(replace(PLAIN, recovery=rules))

    assert '"late":"within","late_points":15,' in text
    assert settings_of_text(text).recovery == rules


def test_recovery_when_the_stored_form_knows_none_then_is_the_default() -> None:
    text = '{"version":3,"sizing":{"form":"same_lots"}}'

    assert settings_of_text(text).recovery == RecoveryRules(
        late=LatePolicy.SKIP,
        corrections=Corrections.BY_CLICK,
        master_away=MasterAway.HOLD,
    )


def test_recovery_when_its_points_are_below_zero_then_cannot_be_read() -> None:
    text = '{"version":3,"sizing":{"form":"same_lots"},"recovery":{"late_points":-1}}'

    with pytest.raises(TradeCopyError, match="late_points must be >= 0, was -1"):
        settings_of_text(text)
