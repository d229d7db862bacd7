"""What the proof tells of comparisons: those that are kept, and those that are not kept yet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.adapters.storage.samples import NOON
from tests.unit.app.proof_ledger import LOTS, ProofLedger
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.history_ports import Compared


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[ProofLedger]:
    ledger = ProofLedger(tmp_path)
    yield ledger
    ledger.engine.dispose()


def test_proof_when_routes_were_compared_then_tells_the_largest_drift(
    ledger: ProofLedger,
) -> None:
    hour = timedelta(hours=1)
    first = Compared(route="r1", begun=NOON, at=NOON, times=14, found=1, drift=Decimal("0.10"))
    gone = replace(first, route="gone", times=2, drift=Decimal("0.05"))
    later = replace(first, begun=NOON + hour, at=NOON + hour, drift=Decimal("0.09"))
    # A year ago, so in no proof of the last days.
    old = replace(first, begun=NOON - 365 * 24 * hour, at=NOON - 365 * 24 * hour, drift=LOTS)
    ledger.comparisons.keep_compared([first, gone, later, old])

    proof = ledger.proof(after=2 * hour)

    assert [(row.route_name, row.drift_lots) for row in proof.routes] == [
        ("Master to Prop", Decimal("0.10")),
        ("gone", Decimal("0.05")),
    ]
    assert proof.whole.drift_lots == Decimal("0.10")
    assert (proof.comparisons, proof.compared) == (30, NOON + hour)


def test_proof_when_comparisons_are_not_kept_yet_then_counts_each_once(
    ledger: ProofLedger,
) -> None:
    minute = timedelta(minutes=1)
    kept = Compared(route="r1", begun=NOON, at=NOON, times=3, found=0, drift=ZERO)
    grown = replace(kept, at=NOON + minute, times=4, found=1, drift=Decimal("0.10"))
    other = replace(kept, route="r2", begun=NOON + 2 * minute, at=NOON + 2 * minute, times=1)
    # Of a route that is not compared any more since a year.
    old = replace(kept, route="r3", begun=NOON - timedelta(days=365), at=NOON - timedelta(days=365))
    ledger.comparisons.keep_compared([kept])

    proof = ledger.proof(latest=(grown, other, old))

    # The entry of r1 is the one that is kept, a comparison later: 4 and 1.
    assert (proof.comparisons, proof.compared) == (5, NOON + 2 * minute)
    assert [(row.route, row.drift_lots) for row in proof.routes] == [
        ("r1", Decimal("0.10")),
        ("r2", ZERO),
    ]
