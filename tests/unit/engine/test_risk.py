"""The last question before an opening: what is not known is refused."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import ALLOWED, EURUSD, FOLLOWER, book
from tradecopy_desktop.domain.decisions import Bar, SkipReason
from tradecopy_desktop.domain.instruments import TradeMode
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.limits.risk import refused_by_account, refused_by_position


def test_account_when_all_is_known_and_allowed_then_nothing_is_against_it() -> None:
    assert refused_by_account(book().account(FOLLOWER)) is None


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("connected", SkipReason.FOLLOWER_AWAY),
        ("whole", SkipReason.FOLLOWER_NOT_WHOLE),
        ("listed", SkipReason.FOLLOWER_NOT_WHOLE),
        ("permissions", SkipReason.FOLLOWER_MAY_NOT_TRADE),
    ],
)
def test_w1_account_when_something_is_not_known_then_nothing_is_opened(
    missing: str, reason: SkipReason
) -> None:
    account = book().account(FOLLOWER)
    setattr(account, missing, None if missing == "permissions" else set())

    refusal = refused_by_account(account)

    assert refusal is not None
    assert refusal[0] is reason


def test_account_when_trading_is_switched_off_then_nothing_is_opened() -> None:
    account = book().account(FOLLOWER)
    account.permissions = replace(ALLOWED, terminal=False)

    assert refused_by_account(account) == (
        SkipReason.FOLLOWER_MAY_NOT_TRADE,
        "trading is switched off on the follower",
    )


def test_g4_account_when_its_guard_bars_it_then_nothing_is_opened_and_the_bar_says_why() -> None:
    account = book().account(FOLLOWER)
    account.bar = Bar(reason=SkipReason.GUARDED, text="the account is locked: daily loss")

    assert refused_by_account(account) == (
        SkipReason.GUARDED,
        "the account is locked: daily loss",
    )
    account.connected.clear()
    refusal = refused_by_account(account)
    assert refusal is not None
    assert refusal[0] is SkipReason.FOLLOWER_AWAY


@pytest.mark.parametrize(
    ("mode", "side", "refused"),
    [
        (TradeMode.FULL, Side.BUY, False),
        (TradeMode.LONG_ONLY, Side.SELL, True),
        (TradeMode.SHORT_ONLY, Side.SELL, False),
        (TradeMode.CLOSE_ONLY, Side.BUY, True),
    ],
)
def test_symbol_when_its_broker_limits_it_then_only_the_allowed_side_is_opened(
    mode: TradeMode, side: Side, refused: bool
) -> None:
    known = book()

    refusal = refused_by_position(
        known, known.account(FOLLOWER), replace(EURUSD, trade_mode=mode), side
    )

    assert (refusal is not None) is refused
    assert refusal is None or refusal[0] is SkipReason.SYMBOL_CLOSED_FOR_OPENINGS


@pytest.mark.parametrize(
    ("mode", "held", "side", "refused"),
    [
        (MarginMode.HEDGING, Side.SELL, Side.BUY, False),
        (MarginMode.NETTING, Side.BUY, Side.BUY, False),
        (MarginMode.NETTING, Side.SELL, Side.BUY, True),
        (MarginMode.NETTING, Side.BUY, Side.SELL, True),
    ],
)
def test_s5_opening_when_it_would_close_what_a_netting_follower_holds_then_is_refused(
    mode: MarginMode, held: Side, side: Side, refused: bool
) -> None:
    known = book(follower=mode)
    account = known.account(FOLLOWER)
    account.net["EURUSD"] = NetPosition(side=held, volume=Decimal("0.50"))

    refusal = refused_by_position(known, account, EURUSD, side)

    assert refusal == (
        (
            SkipReason.OTHER_SIDE_HELD,
            "the follower holds 0.50 EURUSD the other way and nets its positions",
        )
        if refused
        else None
    )


def test_s3_opening_when_the_copy_of_the_other_side_is_ordered_closed_then_is_allowed() -> None:
    # 1.00 buy is held and ordered to 0: once done the account is flat, so a sell opens.
    known = book(follower=MarginMode.NETTING)
    account = known.account(FOLLOWER)
    account.net["EURUSD"] = NetPosition(side=Side.BUY, volume=Decimal(1))
    known.put(replace(LIVE, target=Decimal(0)))

    assert refused_by_position(known, account, EURUSD, Side.SELL) is None
