"""The netting book keeps one position per symbol."""

from decimal import Decimal

from tradecopy_desktop.domain.values import DealEntry, Side
from tradecopy_desktop.sim.recordings.netting import NettingBook


def test_place_when_adding_reducing_and_closing_then_one_position_goes_through() -> None:
    book = NettingBook()

    told = [
        book.place("X", side, Decimal(volume), order)
        for side, volume, order in [
            (Side.BUY, "0.2", "1"),
            (Side.BUY, "5.0", "2"),
            (Side.SELL, "5.0", "3"),
            (Side.SELL, "0.2", "4"),
            (Side.SELL, "1", "5"),
        ]
    ]

    assert told == [
        (DealEntry.IN, "1"),
        (DealEntry.IN, "1"),
        (DealEntry.OUT, "1"),
        (DealEntry.OUT, "1"),  # 0.2 + 5.0 - 5.0 - 0.2 = flat
        (DealEntry.IN, "5"),
    ]
    assert book.held("X") == "sell 1"


def test_place_when_crossing_zero_then_the_identifier_is_kept() -> None:
    book = NettingBook()
    book.place("X", Side.BUY, Decimal(3), "1")

    turned = book.place("X", Side.SELL, Decimal(6), "2")

    assert turned == (DealEntry.INOUT, "1")
    assert book.held("X") == "sell 3"  # long 3 less 6


def test_place_when_two_symbols_then_they_do_not_meet() -> None:
    book = NettingBook()
    book.place("X", Side.BUY, Decimal(1), "1")

    other = book.place("Y", Side.SELL, Decimal(1), "2")

    assert other == (DealEntry.IN, "2")
    assert book.open_count() == 2
