"""Accounts: how they are written, and when an order sent now could be accepted."""

from dataclasses import replace

import pytest

from tests.unit.engine.samples import ALLOWED, MASTER
from tradecopy_desktop.domain.accounts import AccountKey


def test_account_key_when_written_and_parsed_then_is_the_same() -> None:
    assert str(MASTER) == "1001@Broker-Demo"
    assert AccountKey.parse("1001@Broker-Demo") == MASTER


def test_account_key_when_the_server_holds_an_at_sign_then_the_first_one_divides() -> None:
    assert AccountKey.parse("7@a@b") == AccountKey(login="7", server="a@b")


@pytest.mark.parametrize("text", ["", "1001", "@Broker", "1001@", "10x1@Broker", "\u0661@Broker"])
def test_account_key_when_it_is_not_login_and_server_then_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="an account is written login@server"):
        AccountKey.parse(text)


def test_permissions_when_all_are_there_then_trading_is_possible() -> None:
    assert ALLOWED.may_trade
    assert replace(ALLOWED, dlls=False).may_trade


@pytest.mark.parametrize("name", ["connected", "terminal", "program", "account", "experts"])
def test_permissions_when_one_is_missing_then_no_order_could_be_accepted(name: str) -> None:
    assert not replace(ALLOWED, **{name: False}).may_trade
