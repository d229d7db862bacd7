"""Digits below 2^64, at every place where a number can first be above it."""

import re

import msgspec
import pytest

from tradecopy_desktop.adapters.mt.wire.words import Digits

LARGEST = "18446744073709551615"


def _is_accepted(digits: str) -> bool:
    try:
        msgspec.convert(digits, Digits)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("place", [i for i, digit in enumerate(LARGEST) if i and digit != "0"])
def test_digits_when_smaller_at_one_place_then_accepted(place: int) -> None:
    # 1 8 4 ... becomes 1 7 9 9 ..., then 1 8 3 9 ..., and so on.
    smaller = LARGEST[:place] + str(int(LARGEST[place]) - 1) + "9" * (19 - place)

    assert re.fullmatch("[0-9]{20}", smaller)
    assert _is_accepted(smaller)


@pytest.mark.parametrize("place", [i for i, digit in enumerate(LARGEST) if digit != "9"])
def test_digits_when_larger_at_one_place_then_refused(place: int) -> None:
    larger = LARGEST[:place] + str(int(LARGEST[place]) + 1) + "0" * (19 - place)

    assert re.fullmatch("[0-9]{20}", larger)
    assert not _is_accepted(larger)


@pytest.mark.parametrize("digits", ["0", "9", "10", "9999999999999999999", LARGEST])
def test_digits_when_within_then_accepted(digits: str) -> None:
    assert _is_accepted(digits)
