"""Which of the follower's symbols is meant: the map, the same name, never a guess (rule C9)."""

import pytest

from tests.unit.engine.samples import EURUSD, FOLLOWER, ready
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.symbols import resolve_symbol


@pytest.fixture
def follower() -> AccountState:
    account = AccountState(key=FOLLOWER)
    ready(account, Role.EXECUTOR)
    return account


def test_symbol_when_the_follower_has_the_name_then_is_the_same(follower: AccountState) -> None:
    found = resolve_symbol("EURUSD", (), follower)

    assert (found.instrument, found.reason) == (EURUSD, "same name")


def test_symbol_when_it_is_mapped_then_the_map_wins(follower: AccountState) -> None:
    found = resolve_symbol("EURUSD.r", (("EURUSD.r", "EURUSD"),), follower)

    assert (found.instrument, found.reason) == (EURUSD, "EURUSD.r is mapped to EURUSD")


def test_symbol_when_its_mapping_does_not_exist_then_the_same_name_is_not_taken(
    follower: AccountState,
) -> None:
    found = resolve_symbol("EURUSD", (("EURUSD", "EURUSD.x"),), follower)

    assert found.instrument is None
    assert found.reason == "EURUSD is mapped to EURUSD.x, which the follower's broker does not have"


@pytest.mark.parametrize("symbol", ["EURUSD.r", "eurusd", "EURUSDm"])
def test_symbol_when_a_name_is_only_similar_then_nothing_is_taken(
    follower: AccountState, symbol: str
) -> None:
    found = resolve_symbol(symbol, (), follower)

    assert found.instrument is None
    assert found.reason == f"the follower's broker has no symbol {symbol}; map it"
