"""What terminals say of their accounts, as the book has it afterwards (W1, S5)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.answers import OPEN_ONE, answer, fill
from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.samples import (
    ALLOWED,
    EURUSD,
    FOLLOWER,
    book,
    carried,
    deal,
    ended,
    event,
    opened,
    picture,
    position,
    profile,
)
from tradecopy_desktop.app.accounts_watch import note_account_fact, note_event, note_report
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import (
    EventKind,
    InstructionExecuting,
    Outcome,
    PermissionsChanged,
    SymbolsListed,
    TerminalConnected,
    TerminalLost,
    TradeEvent,
)
from tradecopy_desktop.domain.trades import FLAT, NetPosition, Position
from tradecopy_desktop.domain.values import ZERO, DealEntry, MarginMode, Platform, Reason, Side
from tradecopy_desktop.engine.book import AccountState, Book


@pytest.fixture
def known() -> Book:
    return book(follower=MarginMode.NETTING)


@pytest.fixture
def account(known: Book) -> AccountState:
    return known.account(FOLLOWER)


def _told(kind: EventKind, shown: Position | None, ticket: str = "9001") -> TradeEvent:
    made_by = deal(ticket, "9001", "1", entry=DealEntry.OUT, reason=Reason.STOP_LOSS)
    return event(kind, shown, made_by, account=FOLLOWER, role=Role.EXECUTOR)


def test_w1_terminal_when_it_connects_then_is_not_whole_until_it_showed_all(
    known: Book, account: AccountState
) -> None:
    hello = TerminalConnected(
        profile=profile(FOLLOWER, MarginMode.NETTING),
        role=Role.EXECUTOR,
        permissions=replace(ALLOWED, terminal=False),
        stream="1",
        last_seq=0,
        first_seq=0,
    )

    note_account_fact(known, hello)

    assert (account.connected, account.whole) == ({Role.EXECUTOR}, set())
    assert account.permissions == replace(ALLOWED, terminal=False)


def test_terminal_when_lost_then_is_neither_connected_nor_whole(
    known: Book, account: AccountState
) -> None:
    note_account_fact(known, TerminalLost(account=FOLLOWER, role=Role.EXECUTOR, reason="silence"))

    assert (account.connected, account.whole) == (set(), set())


def test_permissions_when_they_change_then_are_known(known: Book, account: AccountState) -> None:
    changed = replace(ALLOWED, account=False)

    note_account_fact(
        known, PermissionsChanged(account=FOLLOWER, role=Role.EXECUTOR, permissions=changed)
    )

    assert account.permissions == changed


@pytest.mark.parametrize(("before", "complete", "listed"), [(0, 0, 0), (0, 1, 1), (1, 0, 1)])
def test_symbols_when_listed_then_are_added_and_once_complete_stay_so(
    known: Book, account: AccountState, before: int, complete: int, listed: int
) -> None:
    account.listed = bool(before)
    gold = replace(EURUSD, name="XAUUSD")

    note_account_fact(
        known,
        SymbolsListed(
            account=FOLLOWER,
            role=Role.EXECUTOR,
            instruments=(gold,),
            missing=(),
            complete=bool(complete),
        ),
    )

    assert account.instruments == {"EURUSD": EURUSD, "XAUUSD": gold}
    assert account.listed is bool(listed)


def test_w1_picture_when_whole_then_replaces_what_was_known(
    known: Book, account: AccountState
) -> None:
    account.positions = {"1": position("9", id="1")}
    account.net = {"XAUUSD": NetPosition(side=Side.BUY, volume=Decimal(9))}
    shown, gone = position("2", id="7", side=Side.SELL), ended("5")

    note_account_fact(known, picture(shown, account=FOLLOWER, role=Role.EXECUTOR, ended=(gone,)))

    assert (account.positions, account.closed) == ({"7": shown}, {"5": gone})
    assert account.net == {"EURUSD": NetPosition(side=Side.SELL, volume=Decimal(2))}


def test_w1_picture_when_not_whole_then_only_says_that_nothing_is_certain(
    known: Book, account: AccountState
) -> None:
    account.positions = {"1": position("9", id="1")}

    note_account_fact(known, picture(account=FOLLOWER, role=Role.EXECUTOR, whole=False))

    assert (list(account.positions), account.whole) == (["1"], set())


def test_fact_when_it_says_nothing_lasting_then_changes_nothing(
    known: Book, account: AccountState
) -> None:
    note_account_fact(known, InstructionExecuting(account=FOLLOWER, id=OPEN_ONE.id))

    assert account.whole == {Role.EXECUTOR}


def test_event_when_a_position_changed_then_is_kept_with_its_net(
    known: Book, account: AccountState
) -> None:
    note_event(known, _told(EventKind.PARTLY_CLOSED, position("0.4", id="7")))

    assert account.positions == {"7": position("0.4", id="7")}
    assert account.net == {"EURUSD": NetPosition(side=Side.BUY, volume=Decimal("0.4"))}


def test_event_when_a_position_ended_then_its_proof_is_kept(
    known: Book, account: AccountState
) -> None:
    account.positions = {"7": position("1", id="7")}

    note_event(known, _told(EventKind.CLOSED, position("0", id="7", link=carried(COPY))))

    assert (account.positions, account.net) == ({}, {"EURUSD": FLAT})
    proof = account.closed["7"]
    assert (proof.deal, proof.reason, proof.volume) == ("9001", Reason.STOP_LOSS, Decimal(1))
    assert proof.link == carried(COPY)


def test_event_when_it_tells_no_deal_or_no_position_then_proves_nothing(
    known: Book, account: AccountState
) -> None:
    note_event(known, replace(_told(EventKind.CLOSED, position("0", id="7")), deal=None))
    note_event(known, _told(EventKind.BALANCE, None))

    assert account.closed == {}


def test_proofs_when_there_are_4097_then_the_oldest_is_forgotten(
    known: Book, account: AccountState
) -> None:
    account.closed = {str(number): ended(str(number)) for number in range(4_096)}

    note_event(known, _told(EventKind.CLOSED, position("0", id="9999")))

    assert len(account.closed) == 4_096
    assert "0" not in account.closed
    assert "9999" in account.closed


def test_s5_own_deal_when_told_then_the_net_is_as_its_report_said(
    known: Book, account: AccountState
) -> None:
    known.put(LIVE)
    net = NetPosition(side=Side.BUY, volume=Decimal("0.7"))
    report = replace(answer(OPEN_ONE, Outcome.FILLED, fills=(fill("1", deal="9001"),)), net=net)

    note_report(known, report)
    # The terminal's event is older than the report.
    note_event(known, _told(EventKind.PARTLY_CLOSED, position("0.4", id="7")))

    assert account.net == {"EURUSD": net}
    assert list(account.own_deals) == ["9001"]


def test_report_when_about_no_known_copy_then_only_its_deals_are_noted(
    known: Book, account: AccountState
) -> None:
    net = NetPosition(side=Side.BUY, volume=Decimal(1))
    report = answer(OPEN_ONE, Outcome.FILLED, fills=(fill("1"),))

    note_report(known, replace(report, net=net))
    note_report(known, replace(report, net=net, copy=None))

    assert (account.net, list(account.own_deals)) == ({}, ["8801"])


def test_mt4_opening_when_told_in_answer_to_a_void_then_its_ticket_is_not_our_closing() -> None:
    mt4 = book(platform=Platform.MT4)
    found = answer(OPEN_ONE, Outcome.ALREADY_DONE, fills=(fill("1", deal="9001"),))

    note_report(mt4, replace(found, copy=None))

    # The ticket of the opening is that of the hand's closing, too.
    assert list(mt4.account(FOLLOWER).own_deals) == []


def test_own_deals_when_there_are_4097_then_the_oldest_is_forgotten(
    known: Book, account: AccountState
) -> None:
    account.own_deals = {str(number): None for number in range(4_096)}

    note_report(known, answer(OPEN_ONE, Outcome.FILLED, fills=(fill("1", deal="9999"),)))

    assert len(account.own_deals) == 4_096
    assert "0" not in account.own_deals


def test_event_on_hedging_when_told_then_there_is_no_net_position() -> None:
    hedging = book()

    note_event(hedging, opened("1"))
    note_account_fact(hedging, picture(position("1"), account=FOLLOWER, role=Role.EXECUTOR))

    assert hedging.account(FOLLOWER).net == {}
    assert hedging.account(FOLLOWER).net_position("EURUSD").volume == ZERO
