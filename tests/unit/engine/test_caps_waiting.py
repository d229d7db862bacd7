"""An order of a copy that still waits counts against the limits as if it were filled (G4)."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.pending_samples import AHEAD, WAITING
from tests.unit.engine.samples import EURUSD, FOLLOWER, book
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.limits.caps import lots_held, refused_by_caps


def test_g4_order_when_it_waits_then_its_lots_count() -> None:
    known = book()
    known.put(WAITING)
    account = known.account(FOLLOWER)
    account.caps = AccountCaps(total_lots=Decimal("1.5"))

    assert lots_held(known, account) == {"EURUSD": Decimal(1)}
    refusal = refused_by_caps(known, account, EURUSD, Side.BUY, Decimal("0.51"))
    assert refusal is not None
    assert refusal[0] is SkipReason.ACCOUNT_CAP
    assert refused_by_caps(known, account, EURUSD, Side.BUY, Decimal("0.5")) is None


def test_g4_order_when_it_was_filled_then_its_lots_count_once() -> None:
    known = book()
    known.put(replace(AHEAD, target=Decimal(1)))

    assert lots_held(known, known.account(FOLLOWER)) == {"EURUSD": Decimal(1)}
