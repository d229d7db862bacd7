"""The price at which a copy stands, from its own fills (rule C8)."""

from decimal import Decimal

from tests.unit.engine.answers import fill
from tradecopy_desktop.engine.outcomes.fills import average


def test_entry_when_the_first_lots_are_filled_then_is_their_average_price() -> None:
    # 0.40 and 0.60 at one price.
    assert average(None, Decimal(0), (fill("0.40"), fill("0.60"))) == Decimal("1.10002")


def test_entry_when_more_is_filled_then_counts_with_what_is_held() -> None:
    # 3 lots at 1.20002 and one at 1.10002: a quarter of the way down.
    assert average(Decimal("1.20002"), Decimal(3), (fill("1"),)) == Decimal("1.17502")


def test_entry_when_nothing_was_filled_then_stays() -> None:
    assert average(Decimal("1.2"), Decimal(0), ()) == Decimal("1.2")
    assert average(None, Decimal(0), ()) is None
