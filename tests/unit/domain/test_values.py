"""Sides, states, routes and errors: the little that values can do."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import MASTER, SETTINGS, route
from tradecopy_desktop.domain.errors import ProtocolError
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.sizing import Multiplier
from tradecopy_desktop.domain.values import Side


def test_side_when_asked_for_its_opposite_and_sign_then_tells_them() -> None:
    assert (Side.BUY.opposite, Side.SELL.opposite) == (Side.SELL, Side.BUY)
    assert (Side.BUY.sign, Side.SELL.sign) == (1, -1)


@pytest.mark.parametrize(
    ("state", "live"),
    [
        (LinkState.OPENING, True),
        (LinkState.LIVE, True),
        (LinkState.CLOSING, True),
        (LinkState.UNKNOWN, True),
        (LinkState.CLOSED, False),
        (LinkState.REFUSED, False),
        (LinkState.ENDED_EARLY, False),
    ],
)
def test_link_when_in_a_state_then_is_live_or_over(state: LinkState, live: bool) -> None:
    assert replace(LIVE, state=state).is_live is live


def test_route_when_it_copies_an_account_to_itself_then_is_refused() -> None:
    with pytest.raises(ValueError, match="copies 1001@Broker-Demo to itself"):
        Route(
            id="r",
            name="r",
            master=MASTER,
            follower=MASTER,
            mode=RouteMode.OFF,
            settings=SETTINGS,
        )
    assert route().master == MASTER


@pytest.mark.parametrize("factor", ["0", "-1", "NaN", "Infinity"])
def test_multiplier_when_it_is_not_above_zero_then_is_refused(factor: str) -> None:
    with pytest.raises(ValueError, match="a multiplier must be above 0"):
        Multiplier(factor=Decimal(factor))


def test_protocol_error_when_shown_then_names_the_field_if_there_is_one() -> None:
    named = ProtocolError("must be text", field="position.symbol", code="form")

    assert str(named) == "position.symbol: must be text"
    assert (named.message, named.field, named.code) == ("must be text", "position.symbol", "form")
    assert str(ProtocolError("too large")) == "too large"
