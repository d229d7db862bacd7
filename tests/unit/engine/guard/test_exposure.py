"""What counts as open: the worst of what is held and what is ordered, in every symbol."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.caps_samples import OILED, SHORT, holding
from tests.unit.engine.link_samples import COPY, LIVE, MAGIC, OPENING
from tests.unit.engine.samples import FOLLOWER, carried, position
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.guard.exposure import Exposed, exposed


def shown(known: Book) -> Exposed:
    """Return what is open on the follower."""
    return exposed(known, known.account(FOLLOWER))


def test_exposure_when_nothing_is_open_then_is_nothing() -> None:
    assert shown(holding()) == Exposed()


def test_exposure_when_hedged_then_both_sides_count() -> None:
    # A lot is worth 110 000 USD of EURUSD and 70 000 of oil.
    found = shown(holding(LIVE, SHORT, OILED))

    assert found.lots == {"EURUSD": 2, "WTI": 1}
    assert found.values == {"EURUSD": Decimal(220_000), "WTI": Decimal(70_000)}
    assert found.positions == {"EURUSD": 2, "WTI": 1}


def test_exposure_when_an_order_is_on_the_wire_then_it_counts_already() -> None:
    found = shown(holding(OPENING))

    assert found.lots == {"EURUSD": 1}
    assert found.positions == {"EURUSD": 1}


def test_exposure_when_a_copy_is_held_then_its_positions_count_once() -> None:
    known = holding(LIVE, OILED)
    positions = known.account(FOLLOWER).positions
    positions["901"] = position("0.6", id="901", link=carried(COPY))
    positions["902"] = position("0.4", id="902", magic=MAGIC)

    # One copy in two parts, one whose position is not shown yet.
    assert shown(known).positions == {"EURUSD": 2, "WTI": 1}


def test_exposure_when_the_magic_alone_tells_whose_a_position_is_then_counts_once() -> None:
    known = holding(LIVE)
    known.account(FOLLOWER).positions["901"] = position("1", id="901", magic=MAGIC)

    assert shown(known).positions == {"EURUSD": 1}


def test_exposure_when_the_trader_holds_something_then_it_counts() -> None:
    known = holding(LIVE)
    account = known.account(FOLLOWER)
    account.positions["901"] = position("1", id="901")
    account.copies["901"] = COPY
    account.positions["950"] = position("0.5", id="950")

    found = shown(known)

    assert (found.lots, found.positions) == ({"EURUSD": Decimal("1.5")}, {"EURUSD": 2})


def test_exposure_when_a_copy_is_over_then_does_not_count() -> None:
    over = replace(LIVE, target=Decimal(0), filled=Decimal(0))

    assert shown(holding(over)) == Exposed()


def test_exposure_when_netting_then_a_symbol_is_one_position() -> None:
    known = holding(LIVE, OILED, mode=MarginMode.NETTING)
    known.account(FOLLOWER).net["EURUSD"] = NetPosition(side=Side.BUY, volume=Decimal(3))

    found = shown(known)

    assert found.lots == {"EURUSD": 3, "WTI": 1}
    assert found.positions == {"EURUSD": 1, "WTI": 1}


def test_exposure_when_netting_and_not_copied_then_is_one_position_too() -> None:
    known = holding(mode=MarginMode.NETTING)
    known.account(FOLLOWER).net["WTI"] = NetPosition(side=Side.SELL, volume=Decimal(2))

    assert shown(known).positions == {"WTI": 1}


def test_exposure_when_a_price_or_the_listing_is_missing_then_its_value_is_unknown() -> None:
    known = holding(LIVE, OILED)
    account = known.account(FOLLOWER)
    del account.quotes["EURUSD"]
    del account.instruments["WTI"]

    assert shown(known).values == {"EURUSD": None, "WTI": None}


def test_exposure_when_a_price_has_one_side_alone_then_its_value_is_unknown() -> None:
    known = holding(LIVE)
    quotes = known.account(FOLLOWER).quotes
    quotes["EURUSD"] = replace(quotes["EURUSD"], bid=Decimal(0))

    assert shown(known).values == {"EURUSD": None}
