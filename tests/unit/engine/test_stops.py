"""Stops of a copy: the master's prices on the follower's grid, or none (rule C7)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.samples import EURUSD, position, price
from tradecopy_desktop.domain.routes import StopPolicy
from tradecopy_desktop.engine.stops import Stops, stops_for


@pytest.mark.parametrize(
    ("sl", "tick", "digits", "expected"),
    [
        ("1.09500", "0.00001", 5, "1.09500"),
        # The master quotes five digits, the follower four: 1.09505 lies halfway and goes up.
        ("1.09505", "0.0001", 4, "1.0951"),
        ("1.09504", "0.0001", 4, "1.0950"),
        # An index in quarters: 4012.13 is nearest to 4012.25, 4012.12 to 4012.00.
        ("4012.13", "0.25", 2, "4012.25"),
        ("4012.12", "0.25", 2, "4012.00"),
        ("4012", "5", 0, "4010"),
        (None, "0.25", 2, None),
    ],
)
def test_c7_stops_when_copied_then_lie_on_the_followers_grid(
    sl: str | None, tick: str, digits: int, expected: str | None
) -> None:
    grid = replace(EURUSD, tick_size=Decimal(tick), digits=digits)

    stops = stops_for(StopPolicy.COPY_PRICE, position("1", sl=sl, tp=sl), grid)

    assert stops == Stops(stop_loss=price(expected), take_profit=price(expected))
    assert str(stops.stop_loss) == str(expected)


def test_stops_when_the_route_copies_none_then_there_are_none() -> None:
    stops = stops_for(StopPolicy.NONE, position("1", sl="1.09", tp="1.2"), EURUSD)

    assert stops == Stops(stop_loss=None, take_profit=None)
