"""What is said about master and follower before a route is armed (C9, W1)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.unit.engine.samples import ALLOWED, book, route
from tests.unit.engine.samples import FOLLOWER as FOLLOWER_KEY
from tests.unit.engine.samples import MASTER as MASTER_KEY
from tests.unit.engine.topology_samples import told
from tradecopy_desktop.domain.accounts import AccountKind, Role
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.preflight.ends import check_ends

READY = [
    ("connection", "ok"),
    ("connection", "ok"),
    ("account_kind", "ok"),
    ("permission", "ok"),
]


def test_ends_when_both_are_whole_and_may_trade_are_in_order() -> None:
    found = check_ends(book(), route())

    assert told(found) == READY
    assert [each.text for each in found] == [
        "the master 1001@Broker-Demo is connected",
        "the follower 2002@Prop-Live is connected",
        "both are demo accounts",
        "2002@Prop-Live may trade",
    ]


def _away(account: AccountState) -> None:
    account.connected.clear()


def _unknown(account: AccountState) -> None:
    account.profile = None


def _in_parts(account: AccountState) -> None:
    account.whole.clear()


def _unlisted(account: AccountState) -> None:
    account.listed = False


def _in_the_other_role(account: AccountState) -> None:
    account.connected = set(Role) - account.connected


GONE = "the {}'s terminal is not connected: {}"
PARTS = "the {}'s terminal has not shown all its positions and symbols yet"


@pytest.mark.parametrize(
    ("happens", "text"),
    [
        (_away, GONE),
        (_unknown, GONE),
        (_in_the_other_role, GONE),
        (_in_parts, PARTS),
        (_unlisted, PARTS),
    ],
)
@pytest.mark.parametrize("end", ["master", "follower"])
def test_end_when_it_is_not_whole_is_waited_for(
    happens: Callable[[AccountState], None], text: str, end: str
) -> None:
    key = MASTER_KEY if end == "master" else FOLLOWER_KEY
    known = book()
    happens(known.account(key))

    found = check_ends(known, route())

    assert [each.text for each in found if each.level.value == "wait"] == [text.format(end, key)]
    assert {each.check.value for each in found if each.level.value == "wait"} == {"connection"}


@pytest.mark.parametrize("kind", [AccountKind.REAL, AccountKind.CONTEST])
def test_ends_when_demo_and_real_are_mixed_are_asked_about(kind: AccountKind) -> None:
    known = book()
    profile = known.account(FOLLOWER_KEY).profile
    assert profile is not None
    known.account(FOLLOWER_KEY).profile = replace(profile, kind=kind)

    found = check_ends(known, route())

    assert [(each.level.value, each.text) for each in found if each.check == "account_kind"] == [
        ("ask", f"the master is a demo account and the follower is a {kind.value} account")
    ]


def test_follower_when_its_permissions_are_unknown_is_waited_for() -> None:
    known = book()
    known.account(FOLLOWER_KEY).permissions = None

    found = check_ends(known, route())

    assert [(each.level.value, each.text) for each in found if each.check == "permission"] == [
        ("wait", "whether 2002@Prop-Live may trade is not known yet")
    ]


@pytest.mark.parametrize(
    ("switch", "text"),
    [
        ("connected", "the terminal has no connection to the broker"),
        ("terminal", "algo trading is off in the terminal"),
        ("program", "algo trading is off for the EA"),
        ("account", "the account may not trade (an investor password?)"),
        ("experts", "the broker allows no EAs on the account"),
    ],
)
def test_follower_when_a_switch_is_off_is_refused_with_the_switch(switch: str, text: str) -> None:
    known = book()
    off = {
        "connected": replace(ALLOWED, connected=False),
        "terminal": replace(ALLOWED, terminal=False),
        "program": replace(ALLOWED, program=False),
        "account": replace(ALLOWED, account=False),
        "experts": replace(ALLOWED, experts=False),
    }
    known.account(FOLLOWER_KEY).permissions = off[switch]

    found = check_ends(known, route())

    assert [(each.level.value, each.text) for each in found if each.check == "permission"] == [
        ("refuse", f"2002@Prop-Live may not trade: {text}")
    ]


def test_follower_when_several_switches_are_off_is_told_all_of_them() -> None:
    known = book()
    known.account(FOLLOWER_KEY).permissions = replace(ALLOWED, terminal=False, experts=False)

    found = check_ends(known, route())

    assert found[-1].text == (
        "2002@Prop-Live may not trade: algo trading is off in the terminal, "
        "the broker allows no EAs on the account"
    )
