"""A guard acts on believable data alone: otherwise it is blind and says why (rule G1)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.samples import ALLOWED, FOLLOWER, FUNDS, position, profile
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.freezes import Freeze, FreezeCause
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.guard.reading import Reading, read

NOW = 1_000_000_000_000
AT = 1_772_445_600_000


def seen(**changes: object) -> AccountState:
    """Return an account whose terminal shows 10 000 in full; funds may be changed."""
    account = AccountState(key=FOLLOWER, profile=profile(FOLLOWER), permissions=ALLOWED)
    account.connected.add(Role.EXECUTOR)
    account.whole.add(Role.EXECUTOR)
    money = {name: Decimal(str(value)) for name, value in changes.items()}
    account.funds, account.funds_ns = replace(FUNDS, **money), NOW
    return account


def blind(account: AccountState, now_ns: int = NOW) -> str:
    """Return why the guard is blind."""
    found = read(account, now_ns, AT)
    assert isinstance(found, str)
    return found


def test_g1_reading_when_all_is_believable_then_holds_what_the_terminal_shows() -> None:
    account = seen(balance=10_000, credit=500, floating=-200, equity=10_300, margin=70)
    account.positions["501"] = position("1")

    assert read(account, NOW, AT) == Reading(
        at=AT,
        balance=Decimal(10_000),
        equity=Decimal(10_300),
        margin=Decimal(70),
        credit=Decimal(500),
        floating=Decimal(-200),
        positions=(position("1"),),
        pendings=(),
        currency="USD",
    )


def test_reading_when_the_broker_gave_credit_then_it_is_not_the_traders_own() -> None:
    found = read(seen(credit=500, equity=10_500), NOW, AT)

    assert isinstance(found, Reading)
    assert found.own == Decimal(10_000)


def test_g1_reading_when_no_terminal_is_connected_then_is_blind() -> None:
    account = seen()
    account.connected.clear()

    assert blind(account) == "its terminal is not connected"


def test_g1_reading_when_the_terminal_is_not_believed_then_is_blind() -> None:
    account = seen()
    account.frozen[Role.EXECUTOR] = Freeze(
        cause=FreezeCause.SWITCHED, text="is logged in to 7@Other"
    )

    assert blind(account) == "its terminal is logged in to 7@Other"


def test_g1_reading_when_the_link_to_the_broker_is_down_then_is_blind() -> None:
    for permissions in (None, replace(ALLOWED, connected=False)):
        account = seen()
        account.permissions = permissions

        assert blind(account) == "its terminal has no connection to the broker"


def test_reading_when_algo_trading_is_off_then_is_seen_all_the_same() -> None:
    account = seen()
    account.permissions = replace(ALLOWED, terminal=False)

    assert isinstance(read(account, NOW, AT), Reading)


def test_g1_reading_when_positions_are_not_all_shown_then_is_blind() -> None:
    account = seen()
    account.whole.clear()

    assert blind(account) == "its terminal has not shown all its positions yet"


def test_g1_reading_when_no_money_was_told_then_is_blind() -> None:
    account = seen()
    account.funds = None

    assert blind(account) == "its terminal has not told its money yet"


def test_w3_reading_when_the_money_is_older_than_15_s_then_is_blind() -> None:
    account = seen()

    assert isinstance(read(account, NOW + 15_000_000_000, AT), Reading)
    assert blind(account, NOW + 15_100_000_000) == (
        "its money was told 15.1 s ago, at most 15 s count"
    )


@pytest.mark.parametrize("balance", ["0", "-10"])
def test_g1_reading_when_the_balance_is_not_above_0_then_is_blind(balance: str) -> None:
    assert blind(seen(balance=balance, equity=balance)) == (
        f"its balance of {balance} USD cannot be true"
    )


def test_g1_reading_when_equity_does_not_fit_by_more_than_1_percent_then_is_blind() -> None:
    # 10 000 + 500 - 200 = 10 300; 1 % of the balance is 100.
    for fits in ("10200", "10400"):
        account = seen(credit=500, floating=-200, equity=fits)
        assert isinstance(read(account, NOW, AT), Reading)

    for equity in ("10199.99", "10400.01", "0"):
        assert blind(seen(credit=500, floating=-200, equity=equity)) == (
            f"its equity of {equity} USD does not fit balance, credit and "
            "floating profit, which make 10300 USD"
        )
