"""What freezes an account in the book, fact by fact, and what waits on it meanwhile (W1, W2)."""

from dataclasses import replace

import pytest

from tests.unit.app.bench import Bench
from tests.unit.app.test_pending_copies import AS_PENDINGS, PLACED
from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.samples import (
    ALLOWED,
    FOLLOWER,
    MASTER,
    book,
    ended,
    opened,
    picture,
    position,
    profile,
    route,
)
from tradecopy_desktop.app.accounts_watch import note_account_fact
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.facts import (
    AccountSwitched,
    PermissionsChanged,
    TerminalConnected,
    TerminalLost,
)
from tradecopy_desktop.domain.freezes import FreezeCause
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.book import AccountState, Book

DOWN = replace(ALLOWED, connected=False)
SWITCHED = AccountSwitched(
    account=MASTER, role=Role.MONITOR, shown=AccountKey(login="9009", server="Other")
)


@pytest.fixture
def known() -> Book:
    """Return a book in which one copy is held and followed."""
    known = book()
    known.put(LIVE)
    known.account(MASTER).positions["501"] = position("1")
    return known


@pytest.fixture
def master(known: Book) -> AccountState:
    """Return the master's account."""
    return known.account(MASTER)


def _causes(account: AccountState) -> dict[Role, FreezeCause]:
    return {role: freeze.cause for role, freeze in account.frozen.items()}


def _hello(*, connected: bool) -> TerminalConnected:
    return TerminalConnected(
        profile=profile(MASTER),
        role=Role.MONITOR,
        permissions=ALLOWED if connected else DOWN,
        stream="1",
        last_seq=0,
        first_seq=0,
    )


@pytest.mark.parametrize(
    "fact",
    [
        _hello(connected=False),
        PermissionsChanged(account=MASTER, role=Role.MONITOR, permissions=DOWN),
    ],
)
def test_w1_broker_when_lost_then_the_list_is_not_whole_any_more(
    known: Book, master: AccountState, fact: TerminalConnected | PermissionsChanged
) -> None:
    note_account_fact(known, fact)

    assert _causes(master) == {Role.MONITOR: FreezeCause.LOST_BROKER}
    assert Role.MONITOR not in master.whole


def test_w1_broker_when_back_then_only_the_next_whole_picture_thaws(
    known: Book, master: AccountState
) -> None:
    note_account_fact(
        known, PermissionsChanged(account=MASTER, role=Role.MONITOR, permissions=DOWN)
    )
    note_account_fact(
        known, PermissionsChanged(account=MASTER, role=Role.MONITOR, permissions=ALLOWED)
    )
    note_account_fact(known, picture(position("1"), whole=False))
    before = _causes(master)

    note_account_fact(known, picture(position("1")))

    assert before == {Role.MONITOR: FreezeCause.LOST_BROKER}
    assert (master.frozen, master.whole) == ({}, {Role.MONITOR})


def test_w1_terminal_when_it_goes_then_nothing_is_said_of_its_broker_any_more(
    known: Book, master: AccountState
) -> None:
    note_account_fact(
        known, PermissionsChanged(account=MASTER, role=Role.MONITOR, permissions=DOWN)
    )

    note_account_fact(known, TerminalLost(account=MASTER, role=Role.MONITOR, reason="left"))

    assert master.frozen == {}


def test_p4_terminal_when_switched_then_stays_frozen_until_the_right_account_shows_its_list(
    known: Book, master: AccountState
) -> None:
    note_account_fact(known, TerminalLost(account=MASTER, role=Role.MONITOR, reason="left"))
    note_account_fact(known, SWITCHED)
    note_account_fact(known, _hello(connected=True))
    before = _causes(master)

    note_account_fact(known, picture(position("1")))

    assert before == {Role.MONITOR: FreezeCause.SWITCHED}
    assert master.frozen == {}


def test_p4_terminal_when_another_one_has_the_right_account_then_nothing_freezes(
    known: Book, master: AccountState
) -> None:
    note_account_fact(known, SWITCHED)

    assert (master.frozen, master.whole) == ({}, {Role.MONITOR})


def test_w2_list_when_not_believed_then_what_was_known_stays_and_its_deals_count(
    known: Book, master: AccountState
) -> None:
    note_account_fact(known, picture(ended=(ended("777"),)))

    assert _causes(master) == {Role.MONITOR: FreezeCause.VANISHED}
    assert (list(master.positions), list(master.closed)) == (["501"], ["777"])
    assert Role.MONITOR not in master.whole


def test_closings_when_a_position_turned_round_then_the_newest_is_its_proof(
    known: Book, master: AccountState
) -> None:
    newest = replace(ended("501"), order="801", side=Side.SELL)

    note_account_fact(known, picture(ended=(newest, ended("501"))))

    assert master.closed["501"] == newest
    assert list(master.sides_closed) == [("501", "801"), ("501", "501")]


def test_w2_waiting_order_when_its_masters_list_is_not_believed_then_is_not_taken_back() -> None:
    bench = Bench(route(AS_PENDINGS))
    bench.handle(PLACED)
    bench.answer()
    bench.handle(opened("1", id="777", seq=2))
    bench.answer()

    bench.handle(picture())

    assert bench.sent() == ["place buy limit 1 at 1.09000", "open buy 1"]
    assert list(bench.broker.waiting) == [COPY]


def test_unwanted_order_when_shown_again_and_again_then_is_told_once() -> None:
    bench = Bench(route(AS_PENDINGS))
    bench.handle(PLACED)
    bench.answer()
    bench.book.links.clear()

    for _ in range(3):
        bench.show(FOLLOWER)

    assert bench.notes.troubles == ["an order for 1 EURUSD on 2002@Prop-Live is not wanted"]
