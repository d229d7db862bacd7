"""An account's own limits of lots, and what counts as held while orders are on the wire."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.caps_samples import OILED, SHORT, asked, holding
from tests.unit.engine.link_samples import CLOSING, COPY, LIVE, MAGIC, OPENING
from tests.unit.engine.samples import EURUSD, FOLLOWER, book, carried, position
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.limits.caps import lots_held, refused_by_caps


def held(known: Book, imagined: str = "") -> dict[str, str]:
    """Return what is held, as text."""
    lots = lots_held(known, known.account(FOLLOWER), imagined)
    return {symbol: format(volume.normalize(), "f") for symbol, volume in lots.items()}


def test_order_when_the_account_has_no_caps_then_nothing_else_is_looked_at() -> None:
    known = book()

    refusal = refused_by_caps(known, known.account(FOLLOWER), EURUSD, Side.BUY, Decimal(10**9))

    assert refusal is None
    assert asked(known, "1000000") is None


def test_c11_order_when_above_the_cap_of_one_order_then_is_refused_and_not_cut() -> None:
    assert asked(holding(), "2", order_lots="2") is None
    assert asked(holding(), "2.01", order_lots="2") == (
        SkipReason.ACCOUNT_CAP,
        "an order to buy 2.01 lots is above this account's cap of 2 lots an order",
    )


def test_c11_order_when_all_positions_would_be_above_the_cap_then_is_refused() -> None:
    known = holding(LIVE, OILED)
    known.account(FOLLOWER).positions["901"] = position("0.25", id="901", symbol="GBPUSD")

    # 1 + 1 + 0.25 are held.
    assert asked(known, "0.75", total_lots="3") is None
    assert asked(known, "0.76", total_lots="3") == (
        SkipReason.ACCOUNT_CAP,
        "with 0.76 lots more the account would hold 3.01 lots, its cap is 3 lots",
    )


def test_lots_when_orders_are_on_the_wire_then_copies_count_with_their_target() -> None:
    grows = replace(LIVE, copy="e" * 32, opens=(), target=Decimal(3), filled=Decimal(1))
    shrinks = replace(LIVE, copy="f" * 32, opens=(), target=Decimal(1), filled=Decimal(2))

    # 3 are on the way up, 2 are still held on the way down.
    assert held(holding(grows, shrinks)) == {"EURUSD": "5"}
    assert held(holding(OPENING)) == {"EURUSD": "1"}
    assert held(holding(CLOSING)) == {"EURUSD": "1"}
    assert held(holding()) == {}


def test_lots_when_copies_are_over_or_imagined_then_do_not_count() -> None:
    over = replace(LIVE, state=LinkState.CLOSED)
    shadow = replace(LIVE, copy="e" * 32, opens=(), shadow=True)

    assert held(holding(over, shadow)) == {}
    assert held(holding(over, shadow), "r1") == {"EURUSD": "1"}
    assert held(holding(LIVE), "r1") == {"EURUSD": "1"}
    assert held(holding(over, shadow), "r2") == {}


def test_lots_when_both_sides_are_held_then_both_count() -> None:
    known = holding(LIVE, SHORT)
    positions = known.account(FOLLOWER).positions
    positions["901"] = position("0.25", id="901")
    positions["902"] = position("0.5", id="902", side=Side.SELL)

    assert held(known) == {"EURUSD": "2.75"}


@pytest.mark.parametrize("by", ["journal", "identifier", "ticket", "magic"])
def test_lots_when_a_position_is_a_live_copys_then_count_once(by: str) -> None:
    known = holding(LIVE)
    follower = known.account(FOLLOWER)
    shown = position("1", id="901", ticket="902")
    match by:
        case "journal":
            shown = replace(shown, link=carried(COPY))
        case "identifier":
            follower.copies["901"] = COPY
        case "ticket":
            follower.copies["902"] = COPY
        case _:
            shown = replace(shown, magic=MAGIC)
    follower.positions["901"] = shown

    assert held(known) == {"EURUSD": "1"}


def test_lots_when_a_position_is_of_a_copy_that_is_over_then_count_as_they_are() -> None:
    known = holding(replace(LIVE, state=LinkState.HANDED_OVER))
    follower = known.account(FOLLOWER)
    follower.positions["901"] = replace(position("1", id="901", magic=MAGIC), link=carried(COPY))

    assert held(known) == {"EURUSD": "1"}


def test_lots_when_the_magic_is_ours_in_another_symbol_then_count_as_another_position() -> None:
    known = holding(LIVE)
    known.account(FOLLOWER).positions["901"] = position("2", symbol="WTI", magic=MAGIC)

    assert held(known) == {"EURUSD": "1", "WTI": "2"}


@pytest.mark.parametrize(
    ("net", "links", "expected"),
    [
        # Nothing of ours; the sell of somebody else counts with its size.
        (("sell", "0.7"), (), "0.7"),
        # 1 of ours is in the 1.5.
        (("buy", "1.5"), (LIVE,), "1.5"),
        # 1 of ours is on the wire to the 0.5 of somebody else.
        (("buy", "0.5"), (OPENING,), "1.5"),
        # Ours is filled and the net was told before, or somebody else sold as much.
        ((None, "0"), (LIVE,), "1"),
        # What closes counts until it is gone.
        (("buy", "1"), (CLOSING,), "1"),
        # 1 of ours against 3 of somebody else: 2 to sell are left.
        (("sell", "2"), (LIVE,), "2"),
    ],
)
def test_lots_when_the_account_nets_then_count_with_what_we_add_to_the_net(
    net: tuple[str | None, str], links: tuple[Link, ...], expected: str
) -> None:
    known = holding(*links, mode=MarginMode.NETTING)
    side, volume = net
    known.account(FOLLOWER).net["EURUSD"] = NetPosition(
        side=Side(side) if side else None, volume=Decimal(volume)
    )

    assert held(known) == {"EURUSD": expected}


def test_caps_of_lots_when_the_money_is_not_known_then_do_not_need_it() -> None:
    known = holding()
    known.account(FOLLOWER).funds = None
    known.account(FOLLOWER).quotes.clear()

    assert asked(known, order_lots="1", total_lots="1") is None


def test_caps_when_all_are_broken_then_are_told_in_the_order_of_their_fields() -> None:
    known = holding(LIVE)
    caps = [
        {"order_lots": "0.5", "total_lots": "1", "leverage": "1", "min_free_margin": "99"},
        {"order_lots": "1", "total_lots": "1", "leverage": "1", "min_free_margin": "99"},
        {"order_lots": "1", "total_lots": "2", "leverage": "1", "min_free_margin": "99"},
        {"order_lots": "1", "total_lots": "2", "leverage": "22", "min_free_margin": "99"},
        {"order_lots": "1", "total_lots": "2", "leverage": "22", "min_free_margin": "89"},
    ]

    told = [asked(known, **each) for each in caps]

    assert [refusal[1].split(" ")[0] if refusal else None for refusal in told] == [
        "an",
        "with",
        "all",
        "about",
        None,
    ]
