"""Whose prices a guard needs: of all that its account holds, where it counts their worth."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.pending_samples import order
from tests.unit.engine.samples import EURUSD, FOLLOWER, book, position, route
from tradecopy_desktop.domain.guarding import AccountGuard, Limit, NakedAction, NakedRule
from tradecopy_desktop.domain.limits import Exposure, ExposureLimit
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.engine.watching import needs_prices, symbols_to_watch

_VALUE = ExposureLimit(exposure=Exposure.VALUE, most=Decimal(1))
_OF_LOTS = ExposureLimit(exposure=Exposure.LOTS, most=Decimal(1))


@pytest.mark.parametrize(
    ("guard", "watched"),
    [
        (AccountGuard(worst_case=True), ("DAX", "SPX")),
        (AccountGuard(limits=(Limit(id="1", name="value", rule=_VALUE),)), ("DAX", "SPX")),
        (AccountGuard(naked=NakedRule(action=NakedAction.EMERGENCY_STOP)), ("DAX", "SPX")),
        (AccountGuard(limits=(Limit(id="1", name="lots", rule=_OF_LOTS),)), ()),
        (AccountGuard(), ()),
    ],
)
def test_guarded_account_when_its_guard_counts_prices_then_all_it_holds_is_watched(
    guard: AccountGuard, watched: tuple[str, ...]
) -> None:
    known = book(route(mode=RouteMode.OFF))
    known.account(FOLLOWER).guard = guard
    known.account(FOLLOWER).positions["7"] = position("1", id="7", symbol="DAX")
    known.account(FOLLOWER).pendings["8"] = replace(order(ticket="8"), symbol="SPX")
    known.account(FOLLOWER).instruments = {
        name: replace(EURUSD, name=name) for name in ("DAX", "SPX")
    }

    assert symbols_to_watch(known, FOLLOWER) == watched
    assert needs_prices(known, route()) is bool(watched)
