"""Positions that are copies themselves, and accounts that cannot hold another (C10, R3.5)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.engine.samples import EURUSD, SETTINGS, carried, position
from tests.unit.engine.topology_samples import (
    WAITING,
    A,
    B,
    C,
    D,
    accounts,
    between,
    copy,
)
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.limits.topology import copied_back, origin_of, refused_by_topology

AB, BA, BC, CA, CB = between(A, B), between(B, A), between(B, C), between(C, A), between(C, B)
SHARING = replace(SETTINGS, shares_netting=True)


def _hold(book: Book, shown: Position, account: AccountKey = B) -> None:
    book.account(account).positions[shown.id] = shown


def test_position_when_opened_by_the_master_itself_came_from_nobody() -> None:
    book = accounts(AB)
    _hold(book, position("1", id="501"), A)

    assert origin_of(book, A, "501") == ()


def test_position_when_unknown_came_from_nobody() -> None:
    assert origin_of(accounts(AB), A, "501") == ()


@pytest.mark.parametrize("known_by", ["601", "T601"])
def test_position_when_its_fill_named_the_copy_came_from_its_master(known_by: str) -> None:
    book = accounts(AB)
    book.put(copy(AB, name="c1"))
    book.account(B).copies[known_by] = "c1"
    _hold(book, position("1", id="601", ticket="T601"))

    assert origin_of(book, B, "601") == (A,)


def test_position_when_its_executor_carried_the_copy_came_from_its_master() -> None:
    book = accounts(AB)
    book.put(copy(AB, name="c1"))
    _hold(book, position("1", id="601", link=carried("c1")))

    assert origin_of(book, B, "601") == (A,)


def test_position_when_its_copy_is_over_still_came_from_the_master() -> None:
    book = accounts(AB)
    book.put(copy(AB, name="c1", state=LinkState.HANDED_OVER))
    book.account(B).copies["601"] = "c1"
    _hold(book, position("1", id="601"))

    assert origin_of(book, B, "601") == (A,)


@pytest.mark.parametrize(
    ("magic", "symbol", "origin"),
    [("77", "EURUSD", (A,)), ("78", "EURUSD", ()), ("77", "GBPUSD", ())],
)
def test_position_when_seen_before_the_report_is_told_by_magic_and_symbol(
    magic: str, symbol: str, origin: tuple[AccountKey, ...]
) -> None:
    book = accounts(AB)
    book.put(copy(AB))
    _hold(book, position("1", id="601", magic=magic, symbol=symbol))

    assert origin_of(book, B, "601") == origin


def test_position_when_two_copies_are_open_is_told_by_its_own_magic() -> None:
    book = accounts(AB, CB)
    first = copy(AB)
    book.put(replace(first, opens=(replace(first.opens[0], magic="76"),)))
    book.put(copy(CB))
    _hold(book, position("1", id="601", magic="77"))

    assert origin_of(book, B, "601") == (C,)


def test_position_when_its_copy_was_opened_in_parts_is_told_by_the_magic_of_any() -> None:
    book = accounts(AB)
    first = copy(AB)
    book.put(replace(first, opens=(*first.opens, replace(first.opens[0], magic="78"))))
    _hold(book, position("1", id="601", magic="78"))

    assert origin_of(book, B, "601") == (A,)


def test_position_when_copied_twice_tells_the_nearest_master_first() -> None:
    book = accounts(AB, BC)
    book.put(copy(AB, name="c1"))
    book.put(copy(BC, name="c2", position="601"))
    book.account(B).copies["601"] = "c1"
    book.account(C).copies["701"] = "c2"
    _hold(book, position("1", id="601"))
    _hold(book, position("1", id="701"), C)

    assert origin_of(book, C, "701") == (B, A)


def test_position_when_the_middle_one_carries_its_copy_tells_the_first_master() -> None:
    book = accounts(AB, BC)
    book.put(copy(AB, name="c1"))
    book.put(copy(BC, name="c2", position="601"))
    book.account(C).copies["701"] = "c2"
    _hold(book, position("1", id="601", link=carried("c1")))
    _hold(book, position("1", id="701"), C)

    assert origin_of(book, C, "701") == (B, A)


def test_position_when_the_middle_one_is_closed_still_tells_the_first_master() -> None:
    book = accounts(AB, BC)
    book.put(copy(AB, name="c1"))
    book.put(copy(BC, name="c2", position="601"))
    book.account(B).copies["601"] = "c1"
    book.account(C).copies["701"] = "c2"
    _hold(book, position("1", id="701"), C)

    assert origin_of(book, C, "701") == (B, A)


def test_position_when_the_middle_one_is_forgotten_tells_what_is_known() -> None:
    book = accounts(AB, BC)
    book.put(copy(BC, name="c2", position="601"))
    book.account(B).copies["601"] = "a copy that is not in the book"
    book.account(C).copies["701"] = "c2"
    _hold(book, position("1", id="701"), C)

    assert origin_of(book, C, "701") == (B,)


def test_netting_position_when_any_live_copy_is_in_it_came_from_all_their_masters() -> None:
    book = accounts(AB, CB, netting=frozenset({B}))
    book.put(copy(AB))
    book.put(copy(CB))
    _hold(book, position("3", id="601"))

    assert set(origin_of(book, B, "601")) == {A, C}


@pytest.mark.parametrize(
    ("link", "origin"),
    [
        (copy(AB, symbol="GBPUSD"), ()),
        (copy(AB, state=LinkState.CLOSED), ()),
        (copy(AB, shadow=True), ()),
        (copy(AB, held="0", state=LinkState.GATHERING), ()),
        (copy(AB, held="0", state=LinkState.PENDING, pending=WAITING), (A,)),
    ],
)
def test_netting_position_when_a_copy_holds_nothing_of_it_did_not_come_from_there(
    link: Link, origin: tuple[AccountKey, ...]
) -> None:
    book = accounts(AB, netting=frozenset({B}))
    book.put(link)
    _hold(book, position("3", id="601"))

    assert origin_of(book, B, "601") == origin


def test_netting_masters_when_in_the_middle_are_looked_through() -> None:
    book = accounts(AB, BC, netting=frozenset({B}))
    book.put(copy(AB, name="c1"))
    book.put(copy(BC, name="c2", position="601"))
    book.account(C).copies["701"] = "c2"
    _hold(book, position("1", id="701"), C)

    assert origin_of(book, C, "701") == (B, A)


def test_origin_when_accounts_copy_each_other_ends() -> None:
    book = accounts(AB, BA, netting=frozenset({A, B}))
    book.put(copy(AB))
    book.put(copy(BA, position="601"))
    _hold(book, position("1", id="601"))

    assert set(origin_of(book, B, "601")) == {A, B}


def test_copy_when_it_would_return_to_where_it_came_from_is_refused() -> None:
    book = accounts(AB, BA)
    book.put(copy(AB, name="c1"))
    book.account(B).copies["601"] = "c1"
    shown = position("1", id="601")

    refusal = refused_by_topology(book, BA, shown, EURUSD, Side.BUY)

    assert refusal == (SkipReason.LOOP, "the master's EURUSD is itself a copy that came from 1@S")


def test_copy_when_it_would_return_over_a_third_account_is_refused() -> None:
    book = accounts(AB, BC, CA)
    book.put(copy(AB, name="c1"))
    book.put(copy(BC, name="c2", position="601"))
    book.account(B).copies["601"] = "c1"
    book.account(C).copies["701"] = "c2"

    assert copied_back(book, CA, position("1", id="701"))
    assert not copied_back(book, between(C, D), position("1", id="701"))


def test_copy_when_the_master_opened_it_himself_is_allowed() -> None:
    book = accounts(AB, BA)
    book.put(copy(AB, name="c1"))
    book.account(B).copies["601"] = "c1"

    assert refused_by_topology(book, BA, position("1", id="602"), EURUSD, Side.BUY) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "refused"),
    [
        (SETTINGS, SETTINGS, True),
        (SHARING, SETTINGS, True),
        (SETTINGS, SHARING, True),
        (SHARING, SHARING, False),
    ],
)
def test_netting_follower_when_another_route_holds_the_symbol_is_refused_unless_shared(
    ours: RouteSettings, theirs: RouteSettings, refused: bool
) -> None:
    mine, other = between(A, C, ours, id="mine"), between(B, C, theirs, id="other")
    book = accounts(mine, other, netting=frozenset({C}))
    book.put(copy(other))

    refusal = refused_by_topology(book, mine, position("1", id="9"), EURUSD, Side.BUY)

    text = (
        "route 'other' holds EURUSD on this follower, which nets its positions; "
        "let both routes share positions or keep their symbols apart"
    )
    assert refusal == ((SkipReason.SHARED_SYMBOL, text) if refused else None)


def test_netting_follower_when_a_deleted_route_holds_the_symbol_is_refused() -> None:
    mine = between(A, C, SHARING, id="mine")
    book = accounts(mine, netting=frozenset({C}))
    book.put(copy(between(B, C, id="gone")))

    refusal = refused_by_topology(book, mine, position("1", id="9"), EURUSD, Side.BUY)

    assert refusal is not None
    assert refusal[0] is SkipReason.SHARED_SYMBOL
    assert refusal[1].startswith("a route that is gone holds EURUSD")


@pytest.mark.parametrize(
    "link",
    [
        copy(between(A, C, id="mine")),
        copy(between(B, C, id="other"), symbol="GBPUSD"),
        copy(between(B, C, id="other"), shadow=True),
    ],
)
def test_netting_follower_when_no_other_route_holds_the_symbol_is_allowed(link: Link) -> None:
    mine, other = between(A, C, id="mine"), between(B, C, id="other")
    book = accounts(mine, other, netting=frozenset({C}))
    book.put(link)

    assert refused_by_topology(book, mine, position("1", id="9"), EURUSD, Side.BUY) is None


@pytest.mark.parametrize(
    "change",
    [
        # Ordered and not filled yet; filled and ordered away.
        {"filled": Decimal(0), "state": LinkState.OPENING},
        {"target": Decimal(0), "state": LinkState.CLOSING},
    ],
)
def test_netting_follower_when_another_copy_comes_or_goes_is_refused(
    change: dict[str, Any],
) -> None:
    mine, other = between(A, C, id="mine"), between(B, C, id="other")
    book = accounts(mine, other, netting=frozenset({C}))
    book.put(replace(copy(other), **change))

    refusal = refused_by_topology(book, mine, position("1", id="9"), EURUSD, Side.BUY)

    assert refusal is not None
    assert refusal[0] is SkipReason.SHARED_SYMBOL


def test_netting_follower_when_another_order_waits_in_the_symbol_is_refused() -> None:
    mine, other = between(A, C, id="mine"), between(B, C, id="other")
    book = accounts(mine, other, netting=frozenset({C}))
    book.put(copy(other, held="0", state=LinkState.PENDING, pending=WAITING))

    refusal = refused_by_topology(book, mine, position("1", id="9"), EURUSD, Side.BUY)

    assert refusal is not None
    assert refusal[0] is SkipReason.SHARED_SYMBOL


HOLDS = "the follower's broker closes the oldest first, and it holds EURUSD already"
HEDGES = "the follower's broker allows no hedging, and it holds EURUSD the other way"


@pytest.mark.parametrize(("side", "text"), [(Side.BUY, HOLDS), (Side.SELL, HEDGES)])
def test_fifo_follower_when_it_holds_a_position_by_hand_is_refused(side: Side, text: str) -> None:
    book = accounts(AB, fifo=frozenset({B}))
    _hold(book, position("1", id="801", side=Side.BUY))

    refusal = refused_by_topology(book, AB, position("1", id="9"), EURUSD, side)

    assert refusal == (SkipReason.FIFO, text)


@pytest.mark.parametrize(("side", "text"), [(Side.BUY, HOLDS), (Side.SELL, HEDGES)])
def test_fifo_follower_when_a_copy_is_open_is_refused(side: Side, text: str) -> None:
    book = accounts(AB, fifo=frozenset({B}))
    book.put(copy(AB))

    refusal = refused_by_topology(book, AB, position("1", id="9"), EURUSD, side)

    assert refusal == (SkipReason.FIFO, text)


def test_fifo_follower_when_the_symbol_is_free_is_allowed() -> None:
    book = accounts(AB, fifo=frozenset({B}))
    book.put(copy(AB, symbol="GBPUSD"))
    _hold(book, position("1", id="801", symbol="USDJPY"))

    assert refused_by_topology(book, AB, position("1", id="9"), EURUSD, Side.BUY) is None


def test_fifo_follower_when_it_nets_anyway_is_allowed() -> None:
    book = accounts(AB, fifo=frozenset({B}), netting=frozenset({B}))
    book.put(copy(AB))

    assert refused_by_topology(book, AB, position("1", id="9"), EURUSD, Side.BUY) is None


def test_follower_when_never_connected_is_taken_as_hedging() -> None:
    book = accounts(AB)
    book.account(B).profile = None
    book.put(copy(AB))

    assert book.account(B).margin_mode is MarginMode.HEDGING
    assert refused_by_topology(book, AB, position("1", id="9"), EURUSD, Side.SELL) is None
