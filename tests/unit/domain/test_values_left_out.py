"""What holds where nothing is said: of decisions, links, instruments and the trader's wishes."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import EURUSD
from tradecopy_desktop.domain.decisions import Copied, Skipped, SkipReason
from tradecopy_desktop.domain.instruments import TradeMode
from tradecopy_desktop.domain.pace import WIDE_PACE, hour_of
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.trades import FLAT


def test_decision_when_nothing_is_said_then_has_no_lots_no_version_and_no_alarm() -> None:
    skipped = Skipped(route="r1", reason=SkipReason.TOO_OLD, detail="")
    copied = Copied(route="r1", link=LIVE, commands=())

    assert (skipped.settings_version, skipped.alarming) == (0, False)
    assert (copied.settings_version, copied.master_lots) == (0, Decimal(0))


def test_link_when_nothing_waits_then_is_real_and_of_the_masters_contract() -> None:
    assert LIVE.waiting == Fraction(0)
    assert (LIVE.shadow, LIVE.converted) == (False, False)


def test_instrument_when_its_broker_says_nothing_then_is_free_to_trade() -> None:
    assert EURUSD.lot_limit == 0
    assert (EURUSD.stops_level, EURUSD.freeze_level) == (0, 0)
    assert EURUSD.spread_floating
    assert EURUSD.selected
    assert EURUSD.trade_mode is TradeMode.FULL


def test_wishes_when_none_are_told_then_confirm_and_copy_nothing() -> None:
    assert not Wishes().confirmed
    assert Wishes().copy_now == ()


def test_net_position_when_flat_then_has_no_lots() -> None:
    assert (FLAT.side, FLAT.volume) == (None, Decimal(0))


def test_pace_when_the_account_is_simulated_then_is_in_effect_without_limit() -> None:
    assert (WIDE_PACE.per_minute, WIDE_PACE.burst, WIDE_PACE.reserve) == (600_000, 10_000, 0)
    assert WIDE_PACE.daily_budget is None


def test_hours_when_counted_since_1970_then_only_whole_ones_count() -> None:
    # 20516 days and 12 hours.
    assert hour_of(datetime(2026, 3, 4, 12, tzinfo=UTC)) == 492_396
    assert hour_of(datetime(2026, 3, 4, 12, 59, 59, tzinfo=UTC)) == 492_396
    assert hour_of(datetime(2026, 3, 4, 13, tzinfo=UTC)) == 492_397
