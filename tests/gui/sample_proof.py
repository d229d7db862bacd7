"""A believable proof of how copying went: five routes, and a day on which it went wrong."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tests.gui.sample_rows import ROUTES
from tradecopy_desktop.app.history_views import Proof, ProofFault, ProofRow

D = Decimal
SINCE = datetime(2025, 3, 14, 0, 0, tzinfo=UTC)
_NUMBERS = (
    # events, prescribed, copies, skipped
    (151, 148, 148, 3),
    (151, 147, 147, 4),
    (151, 91, 91, 60),
    (73, 62, 62, 11),
    (60, 57, 57, 3),
)


def sample_proof() -> Proof:
    """Return a day on which 505 copies were made and nothing went wrong."""
    rows = tuple(
        proof_row(route.id, route.name, numbers)
        for route, numbers in zip(ROUTES, _NUMBERS, strict=True)
    )
    return Proof(
        since=SINCE,
        until=SINCE + timedelta(hours=15),
        whole=proof_row("", "", (224, 505, 505, 81)),
        routes=rows,
        faults=(),
        comparisons=1_440,
        compared=datetime.now(UTC) - timedelta(seconds=12),
    )


def faulty_proof() -> Proof:
    """Return the same day with one copy missed, one doubled and one of a wrong size."""
    proof = sample_proof()
    whole = proof_row("", "", (224, 506, 505, 81), (1, 1, 1), "0.20")
    second = proof_row("route-2", "Gold to Calder", (151, 148, 147, 4), (1, 1, 1), "0.20")
    return Proof(
        since=proof.since,
        until=proof.until,
        whole=whole,
        routes=(proof.routes[0], second, *proof.routes[2:]),
        faults=tuple(
            ProofFault(
                at=SINCE + timedelta(hours=10 + n, minutes=7),
                route_name="Gold to Calder",
                follower_name="Calder prop 100k",
                text=text,
            )
            for n, text in enumerate(
                (
                    "XAUUSD 1.00 lots was opened by the master and not by the follower",
                    "EURUSD was opened twice for one trade of the master: 2.00 and 2.00 lots",
                    "XAUUSD.r: 0.80 lots held, 1.00 prescribed",
                )
            )
        ),
        comparisons=proof.comparisons,
        compared=proof.compared,
    )


def proof_row(
    route: str,
    name: str,
    numbers: tuple[int, int, int, int],
    faults: tuple[int, int, int] = (0, 0, 0),
    drift: str = "0",
) -> ProofRow:
    """Return a route's figures, from events, prescribed, copies and skipped."""
    events, prescribed, copies, skipped = numbers
    missed, duplicated, wrong = faults
    return ProofRow(
        route=route,
        route_name=name,
        events=events,
        prescribed=prescribed,
        copies=copies,
        skipped=skipped,
        missed=missed,
        duplicated=duplicated,
        wrong=wrong,
        drift_lots=D(drift),
    )
